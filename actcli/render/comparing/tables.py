"""Functions side by side as tables on a terminal: traits, values, and how far pairs are apart."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from actcli.render.comparing.differences import difference_name, pair_facts
from actcli.render.comparing.matrix import matrix_view
from actcli.render.comparing.places import places_text
from actcli.render.comparing.selected import compared, detailed
from actcli.render.numbers import short
from actcli.render.tables import plain_table, titled
from actcli.render.traits import trait_rows

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.comparing.differences import Interval, Pair
    from actcli.analysis.comparing.tolerance import Tolerance
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.render.words import Words

# The sign tells the same as the colour, for those who do not see it.
DIFFERS, _STYLE = "≠", "magenta"
# A column of traits narrower than this is hard to read; further functions get a table of their own.
_TRAIT_WIDTH, _VALUE_WIDTH = 16, 11


def comparison_tables(comparison: "Comparison", words: "Words", width: int) -> list[RenderableType]:
    """Traits side by side, values at points, and how far the pairs are apart."""
    shown = compared(comparison)
    traits = f"{words('compare.traits')} {words('compare.marked')}"
    tables: list[RenderableType] = [
        titled(traits, _apart(_traits_tables(comparison, shown, words, width))),
        titled(_values_title(comparison, words), _values_tables(comparison, shown, words, width)),
    ]
    if len(shown) < len(comparison.functions):
        tables.append(Text(words("compare.many.some_traits"), style="italic"))
    if len(comparison.functions) > 2:
        largest = words("compare.largest", difference=difference_name("f", "g", comparison.order))
        title = f"{largest} {range_text(comparison.range, words)}"
        tables.append(titled(title, matrix_view(comparison, words, width)))
    title = f"{words('compare.differences')} {range_text(comparison.range, words)}"
    pairs = [
        pair_block(pair, comparison.range, comparison.order, comparison.tolerance, words)
        for pair in detailed(comparison)
    ]
    return [*tables, titled(title, _apart(pairs))]


def _apart(parts: Sequence[RenderableType]) -> RenderableType:
    """Parts below each other, a blank line between them."""
    spaced = [line for part in parts for line in (Text(), part)]
    return Group(*spaced[1:])


def range_text(over: "Interval", words: "Words") -> str:
    """Where was looked, for a heading."""
    if over == (-float("inf"), float("inf")):
        return words("compare.all")
    low, high = map(short, over)
    return words("compare.range", low=low, high=high)


def _traits_tables(
    comparison: "Comparison", shown: Sequence[int], words: "Words", width: int
) -> list[RenderableType]:
    """The trait table, in several parts where the functions are many; rows that differ marked."""
    functions = [comparison.functions[index] for index in shown]
    rows = trait_rows(functions, [comparison.traits[index] for index in shown], words)
    formulas: list[Text | str] = [f"  {rows[0][0]}", *rows[0][1:]]  # these always differ
    marked = [formulas, *map(_marked, rows[1:])]
    label = max(cell_len(row[0]) for row in rows) + 2
    tables: list[RenderableType] = []
    for part in _parts(len(shown), label, _TRAIT_WIDTH, width):
        table = plain_table()
        table.add_column("", style="bold", no_wrap=True)
        for index in part:
            table.add_column(functions[index].spec, overflow="fold")
        for row in marked:
            table.add_row(row[0], *(row[index + 1] for index in part))
        tables.append(table)
    return tables


def _marked(row: Sequence[str]) -> list[Text | str]:
    """A row whose cells differ gets a sign at its head, and those that do are coloured.

    Of three or more these are the ones unlike most, or unlike the first, each with the sign.
    """
    head, *cells = row
    if len(set(cells)) == 1:
        return [f"  {head}", *cells]
    if len(cells) == 2:
        return [f"{DIFFERS} {head}", *(Text(cell, style=_STYLE) for cell in cells)]
    usual = max(cells, key=cells.count)  # the first of those that are equally many
    marked: list[Text | str] = [
        cell if cell == usual else Text(f"{DIFFERS} {cell}", style=_STYLE) for cell in cells
    ]
    return [f"{DIFFERS} {head}", *marked]


def _parts(count: int, label: int, column: int, width: int) -> list[range]:
    """Columns in groups that fit beside a label: as few groups, and as even, as there can be."""
    fitting = max((width - label) // (column + 3), 1)
    groups = -(-count // fitting)
    size = -(-count // groups)
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _values_title(comparison: "Comparison", words: "Words") -> str:
    key = ("compare.values", "compare.slopes", "compare.second_slopes")[comparison.order]
    return words(key)


def _values_tables(
    comparison: "Comparison", shown: Sequence[int], words: "Words", width: int
) -> RenderableType:
    tables = []
    label = max([1, *(len(short(x)) for x in comparison.points)])
    for part in _parts(len(shown), label, _VALUE_WIDTH, width):
        table = plain_table()
        table.add_column(words("eval.x"), justify="right")
        for index in part:
            name = comparison.functions[shown[index]].spec
            table.add_column(name, justify="right", overflow="fold")
        for row, x in enumerate(comparison.points):
            numbers = (short(comparison.values[shown[index]][row]) for index in part)
            table.add_row(short(x), *numbers)
        tables.append(table)
    return _apart(tables)


def pair_block(
    pair: "Pair", over: "Interval", order: int, tolerance: "Tolerance | None", words: "Words"
) -> RenderableType:
    """A pair under its names: narrow lines rather than one wide table."""
    facts = pair_facts(pair, over, order, tolerance, words)
    digits = max(len(number) for _, number, _ in facts)
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, number, text in facts:
        table.add_row(f"  {label}", f"{number:<{digits}}   {text}" if number else text)
    heading = words("compare.facts.pair", f=pair.f.spec, g=pair.g.spec)
    return Group(Text(heading, style="bold"), table)


def framework_tables(comparison: "FrameworkComparison", words: "Words") -> list[RenderableType]:
    """The definitions of one name, the frameworks that mean them, and how far they are apart."""
    title = words("compare.meanings", name=comparison.function.name)
    tables = [titled(title, _groups_table(comparison, words))]
    if comparison.pairs:
        differences = f"{words('compare.differences')} {range_text(comparison.range, words)}"
        tables.append(titled(differences, _pairs_table(comparison, words)))
    for further in filter(None, map(comparison.outside, comparison.pairs)):
        text = words(
            "compare.outside",
            f=further.f.spec,
            g=further.g.spec,
            value=short(further.max_difference),
            at=", ".join(map(short, further.at)),
        )
        tables.append(Text(text))
    return tables


def _groups_table(comparison: "FrameworkComparison", words: "Words") -> Table:
    table = plain_table()
    # 80 columns leave 33 for the symbols, so that a path stays in one piece and can be copied
    table.add_column(words("compare.definition"), style="bold", overflow="fold", max_width=27)
    table.add_column(words("compare.frameworks"), overflow="fold", max_width=14)
    table.add_column(words("compare.symbols"), overflow="fold")
    for group in comparison.groups:
        paths = [path for variant in group.variants for path in variant.symbols]
        frameworks = ", ".join(group.frameworks) or words("compare.paper_only")
        table.add_row(group.function.spec, frameworks, ", ".join(paths))
    return table


def _pairs_table(comparison: "FrameworkComparison", words: "Words") -> Table:
    table = plain_table()
    table.add_column(words("compare.pair"), overflow="fold")
    table.add_column("max |f - g|", justify="right")
    table.add_column(words("compare.where"))
    for pair in comparison.pairs:
        places = places_text(pair.at) or words("compare.same")
        table.add_row(f"{pair.f.spec} – {pair.g.spec}", short(pair.max_difference), places)
    return table
