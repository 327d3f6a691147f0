"""The largest differences of many functions as a matrix, as wide as the terminal allows."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from actcli.render.comparing.places import figure
from actcli.render.tables import plain_table

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.render.words import Words

# A number of three digits, and the two blanks before it; names have at least so many columns.
_CELL, _GAP, _NAME = 7, 2, 14


def matrix_view(comparison: "Comparison", words: "Words", width: int) -> RenderableType:
    """A row and a column for each function; as many as fit, and a line on the others."""
    names = [function.spec for function in comparison.functions]
    if _named_width(names) <= width:
        return _matrix(comparison, names, names)
    fitting = max((width - _NAME) // (_CELL + _GAP), 1)
    shown = min(len(names), fitting)
    numbered = [f"{number} {name}" for number, name in enumerate(names[:shown], 1)]
    numbers = [str(number) for number in range(1, shown + 1)]
    parts: list[RenderableType] = [_matrix(comparison, numbered, numbers)]
    if shown < len(names):
        count = len(names)
        pairs = count * (count - 1) // 2
        line = words("compare.many.some_functions", shown=shown, count=count, pairs=pairs)
        parts.append(Text(line, style="italic"))
    return Group(*parts)


def _named_width(names: list[str]) -> int:
    """How wide the matrix is with names above its columns."""
    widths = [cell_len(name) for name in names]
    return max(widths) + sum(max(width, _CELL) + _GAP for width in widths)


def _matrix(comparison: "Comparison", labels: list[str], headings: list[str]) -> Table:
    table = plain_table()
    table.collapse_padding = True
    table.add_column("", style="bold", overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", min_width=_CELL, no_wrap=True)
    for i, label in enumerate(labels):
        cells = (
            "·" if i == j else figure(comparison.difference(i, j)) for j in range(len(headings))
        )
        table.add_row(label, *cells)
    return table
