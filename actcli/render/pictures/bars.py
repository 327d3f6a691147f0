"""The bars of a histogram as columns of cells, each an eighth of a line fine."""

import numpy as np

from actcli.analysis.pictures.picture import Array, Bars
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.ticks import Tick, round_ticks

_ROWS_BETWEEN_TICKS = 2
_EIGHTHS = " ▁▂▃▄▅▆▇█"
# So much of the height stays free above the tallest column.
_HEADROOM = 1.03


def column_shares(bars: Bars, x: Axis) -> Array:
    """The share of all that falls into each column of cells.

    What a bar counts is spread evenly over its width; what lies outside the axis is in no column,
    and yet in all.
    """
    heights = np.nan_to_num(np.asarray(bars.heights, dtype=np.float64), posinf=0.0, neginf=0.0)
    total = float(heights.sum())
    if total <= 0:
        return np.zeros(x.cells)
    below = np.concatenate([[0.0], np.cumsum(heights)]) / total
    bounds = x.value(np.arange(x.cells + 1, dtype=np.float64) * x.dots_per_cell - 0.5)
    return np.asarray(np.diff(np.interp(bounds, bars.edges, below)))


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
