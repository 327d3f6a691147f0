"""Tables of numbers and traits, drawn with rich: what eval and compare show on a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from actcli.render.numbers import short
from actcli.render.traits import trait_rows

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.render.words import Words

_ORDER_WORDS = ("eval.value", "eval.slope", "eval.second_slope")


def plain_table() -> Table:
    """The one table style of actcli: a rule under the headings, nothing else."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def titled(title: str, table: Table) -> RenderableType:
    """A table under its title, which may be wider than the table."""
    return Group(Text(title, style="bold"), table)


def values_table(
    names: Sequence[str],
    orders: Sequence[int],
    answered: Iterable[tuple[Any, Sequence[Sequence[Any]]]],
    precision: int | None,
    words: "Words",
    width: int,
) -> list[RenderableType]:
    """The answers of eval: x and a column for each function and order; a Jacobian by itself.

    Numbers are shortened to fit the width unless a precision was asked for.
    """
    headings: list[Text | str] = [words("eval.x")]
    rows: list[tuple[Any, ...]] = []
    jacobians: list[RenderableType] = []
    for x, answer in answered:
        columns = [x.reshape(-1)]
        headings = headings[:1]
        for name, arrays in zip(names, answer, strict=True):
            for order, array in zip(orders, arrays, strict=True):
                if array.ndim > x.ndim:
                    jacobians += _jacobians(name, array, precision, words, width)
                else:
                    headings.append(_heading(name, order, words))
                    columns.append(array.reshape(-1))
        rows += zip(*columns, strict=True)
    shown = [_number_table(headings, rows, precision, width)] if len(headings) > 1 else []
    return [*shown, *jacobians]


def _number_table(
    headings: Sequence[Text | str], rows: Sequence[Sequence[Any]], precision: int | None, width: int
) -> Table:
    """Right-aligned numbers with as many digits as fit."""
    table = plain_table()
    for heading in headings:
        table.add_column(heading, justify="right", overflow="fold")
    for cells in _fitting(rows, precision, width):
        table.add_row(*cells)
    return table


def _fitting(
    rows: Sequence[Sequence[Any]], precision: int | None, width: int
) -> Sequence[Sequence[str]]:
    """The numbers as text: round-trip if that fits the width, else with fewer and fewer digits."""
    for digits in (precision,) if precision is not None else (None, 12, 8, 6, 4):
        texts = [[_number(cell, digits) for cell in row] for row in rows]
        columns = list(zip(*texts, strict=True))
        if sum(max(map(len, column)) + 3 for column in columns) <= width:
            break
    return texts


def _heading(name: str, order: int, words: "Words") -> Text:
    return Text.assemble(name, "\n", (words(_ORDER_WORDS[order]), "dim"))


def _jacobians(
    name: str, matrices: Any, precision: int | None, words: "Words", width: int
) -> Iterable[RenderableType]:
    title = words("eval.jacobian", name=name)
    for matrix in matrices:
        headings = [f"x{column + 1}" for column in range(len(matrix))]
        yield titled(title, _number_table(headings, matrix, precision, width))


def _number(value: Any, precision: int | None) -> str:
    from actcli.streams.numbers import number_text

    return number_text(value, precision)


def comparison_tables(comparison: "Comparison", words: "Words") -> list[RenderableType]:
    """Traits side by side, values at points, and the largest difference of each pair."""
    low, high = map(short, comparison.range)
    differences = f"{words('compare.differences')} {words('compare.range', low=low, high=high)}"
    return [
        titled(words("compare.traits"), _traits_table(comparison, words)),
        titled(words("compare.values"), _points_table(comparison, words)),
        titled(differences, _pairs_table(comparison, words)),
    ]


def _traits_table(comparison: "Comparison", words: "Words") -> Table:
    table = plain_table()
    table.add_column("", style="bold")
    for function in comparison.functions:
        table.add_column(function.spec, overflow="fold")
    for row in trait_rows(comparison.functions, comparison.traits, words):
        table.add_row(*row)
    return table


def _points_table(comparison: "Comparison", words: "Words") -> Table:
    table = plain_table()
    table.add_column(words("eval.x"), justify="right")
    for function in comparison.functions:
        table.add_column(function.spec, justify="right", overflow="fold")
    for index, x in enumerate(comparison.points):
        table.add_row(short(x), *(short(values[index]) for values in comparison.values))
    return table


def _pairs_table(comparison: "Comparison | FrameworkComparison", words: "Words") -> Table:
    table = plain_table()
    table.add_column(words("compare.pair"), overflow="fold")
    table.add_column("max |f - g|", justify="right")
    table.add_column(words("compare.at"))
    for pair in comparison.pairs:
        places = ", ".join(short(x) for x in pair.at) or words("compare.same")
        table.add_row(f"{pair.f.spec} – {pair.g.spec}", short(pair.max_difference), places)
    return table


def framework_tables(comparison: "FrameworkComparison", words: "Words") -> list[RenderableType]:
    """The definitions of one name, the frameworks that mean them, and how far they are apart."""
    low, high = map(short, comparison.range)
    title = words("compare.meanings", name=comparison.function.name)
    tables = [titled(title, _groups_table(comparison, words))]
    if comparison.pairs:
        differences = f"{words('compare.differences')} {words('compare.range', low=low, high=high)}"
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
