"""The bars of a histogram as columns of cells, each an eighth of a line fine."""

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import Array, Bars
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.ticks import Tick, round_ticks

_ROWS_BETWEEN_TICKS = 2
_EIGHTHS = " ▁▂▃▄▅▆▇█"
# So much of the height stays free above the tallest column.
_HEADROOM = 1.03
# How much narrower or wider than they should be bars may be, to fit the columns.
_NARROWER, _WIDER = 0.75, 1.35


def column_shares(bars: Bars, x: Axis) -> Array:
    """For each column of cells the share of all numbers that its bar has.

    All bars have as many columns, so that their edges are those of columns. They begin with the
    column where the numbers begin, and end where those end.
    """
    shares = bars.shares(_column_bounds(np.arange(x.cells + 1), x))
    holding = np.flatnonzero(shares)
    if bars.count == 0 or holding.size == 0:
        return shares
    first, columns = holding[0], holding[-1] - holding[0] + 1
    width = _bar_width(int(columns), x.cells / bars.count)
    starts = np.arange(first, first + columns + width, width)
    merged = bars.shares(_column_bounds(starts, x))
    shares[first : first + columns] = np.repeat(merged, width)[:columns]
    return shares


def _bar_width(columns: int, wanted: float) -> int:
    """How many columns a bar has, near to a number, so that the last one lacks as few as can be."""
    widths = range(max(int(_NARROWER * wanted), 1), max(int(_WIDER * wanted), 1) + 1)
    return min(widths, key=lambda width: (-columns % width / width, abs(width - wanted)))


def _column_bounds(columns: NDArray[np.intp], x: Axis) -> Array:
    """The values at the left edges of columns."""
    return x.value(columns.astype(np.float64) * x.dots_per_cell - 0.5)


def tallest(shares: Array) -> float:
    """The share that the upper edge of the panel stands for."""
    return float(shares.max(initial=0.0)) * _HEADROOM or 1.0


def bar_lines(shares: Array, rows: int, *, ascii_only: bool) -> list[str]:
    """The lines of the panel from below, a character for each column and a blank for no bar.

    A column that is not empty is seen: it has an eighth at least, and in ASCII a point.
    """
    eighths = np.rint(shares / tallest(shares) * rows * 8).astype(np.intp)
    eighths[(shares > 0) & (eighths == 0)] = 1
    lines = []
    for row in range(rows):
        filled = np.clip(eighths - 8 * row, 0, 8).tolist()
        lines.append("".join(map(_ascii_cell if ascii_only else _EIGHTHS.__getitem__, filled)))
    return lines


def _ascii_cell(eighths: int) -> str:
    return " " if eighths == 0 else "." if eighths < 4 else "#"


def share_ticks(shares: Array, rows: int) -> list[tuple[int, Tick]]:
    """Lines from below and their labels, in percent: a column of that share ends in that line."""
    top = tallest(shares)
    marked: dict[int, Tick] = {}
    most = max(rows // _ROWS_BETWEEN_TICKS, 1) + 1
    while not marked:  # 0 may be the only round value, and is the frame below the bars
        for tick in round_ticks(0.0, 100 * top, most):
            line = int(np.ceil(tick.value / 100 / top * rows - 1e-9)) - 1
            if line >= 0:
                marked[line] = Tick(tick.value, f"{tick.label}%")
        most += 1
    return list(marked.items())
