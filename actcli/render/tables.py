"""Tables of numbers and traits, drawn with rich: what eval and compare show on a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from actcli.render.numbers import short
from actcli.render.traits import trait_rows

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.render.words import Words

_ORDER_WORDS = ("eval.value", "eval.slope", "eval.second_slope")


def plain_table(title: str = "") -> Table:
    """The one table style of actcli: a rule under the headings, nothing else."""
    return Table(
        title=Text(title, style="bold") if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        header_style="bold",
    )


def values_table(
    names: Sequence[str],
    orders: Sequence[int],
    answered: Iterable[tuple[Any, Sequence[Sequence[Any]]]],
    precision: int | None,
    words: "Words",
) -> list[Table]:
    """The answers of eval: x and a column for each function and order; a Jacobian by itself."""
    table = plain_table()
    table.add_column(words("eval.x"), justify="right")
    flat_orders = [(n, order) for n, order in enumerate(orders)]
    tables: list[Table] = [table]
    headings_done = False
    for x, answer in answered:
        flat = []
        for name, arrays in zip(names, answer, strict=True):
            for n, order in flat_orders:
                if arrays[n].ndim > x.ndim:
                    tables.extend(_jacobians(name, arrays[n], precision, words))
                    continue
                if not headings_done:
                    table.add_column(_heading(name, order, words), justify="right")
                flat.append(arrays[n].reshape(-1))
        headings_done = True
        for index, number in enumerate(x.reshape(-1)):
            cells = [number, *(column[index] for column in flat)]
            table.add_row(*(_number(cell, precision) for cell in cells))
    return [shown for shown in tables if len(shown.columns) > 1]


def _heading(name: str, order: int, words: "Words") -> Text:
    return Text.assemble(name, "\n", (words(_ORDER_WORDS[order]), "dim"))


def _jacobians(name: str, matrices: Any, precision: int | None, words: "Words") -> Iterable[Table]:
    for matrix in matrices:
        table = plain_table(words("eval.jacobian", name=name))
        for column in range(len(matrix)):
            table.add_column(f"x{column + 1}", justify="right")
        for row in matrix:
            table.add_row(*(_number(cell, precision) for cell in row))
        yield table


def _number(value: Any, precision: int | None) -> str:
    from actcli.streams.numbers import number_text

    return number_text(value, precision)


def comparison_tables(comparison: "Comparison", words: "Words") -> list[Table]:
    """Traits side by side, values at points, and the largest difference of each pair."""
    return [
        _traits_table(comparison, words),
        _points_table(comparison, words),
        _pairs_table(comparison, words),
    ]


def _traits_table(comparison: "Comparison", words: "Words") -> Table:
    table = plain_table(words("compare.traits"))
    table.add_column("", style="bold")
    for function in comparison.functions:
        table.add_column(function.spec, overflow="fold")
    for row in trait_rows(comparison.functions, comparison.traits, words):
        table.add_row(*row)
    return table


def _points_table(comparison: "Comparison", words: "Words") -> Table:
    table = plain_table(words("compare.values"))
    table.add_column(words("eval.x"), justify="right")
    for function in comparison.functions:
        table.add_column(function.spec, justify="right", overflow="fold")
    for index, x in enumerate(comparison.points):
        table.add_row(short(x), *(short(values[index]) for values in comparison.values))
    return table


def _pairs_table(comparison: "Comparison", words: "Words") -> Table:
    low, high = map(short, comparison.range)
    title = f"{words('compare.differences')} {words('compare.range', low=low, high=high)}"
    table = plain_table(title)
    table.add_column(words("compare.pair"), overflow="fold")
    table.add_column("max |f - g|", justify="right")
    table.add_column(words("compare.at"))
    for pair in comparison.pairs:
        places = ", ".join(short(x) for x in pair.at) or words("compare.same")
        table.add_row(f"{pair.f.spec} – {pair.g.spec}", short(pair.max_difference), places)
    return table
