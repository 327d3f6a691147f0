"""Tables of numbers, drawn with rich, as eval shows them; and the style of all tables."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from actcli.render.words import Words

_ORDER_WORDS = ("eval.value", "eval.slope", "eval.second_slope")


def plain_table() -> Table:
    """The one table style of actcli: a rule under the headings, nothing else."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def titled(title: str, table: RenderableType) -> RenderableType:
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
