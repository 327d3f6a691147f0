"""The window of a panel: which y values its lowest and highest row of dots stand for."""

from collections.abc import Iterator

import numpy as np

from actcli.analysis.pictures.picture import Array, Panel, Range
from actcli.render.pictures.axes import Axis, places

_PADDING = 0.04  # of the height, so that a flat curve does not lie on the frame
# How much more of it may be added for the ends of jumps to stand in the middle of a line, and for
# how many of them that is tried.
_STRETCHES = tuple(share / 200 for share in range(13))
_MOST_LEVELS = 8


def window(panel: Panel, rows: int, dots_up: int) -> Axis:
    """The y axis of a panel of curves: its range, padded unless it is the user's.

    It is padded so that the axis through 0, and the ends of jumps where that is possible, are in
    the middle of their lines, as the characters are that show them.
    """
    scale, dots = panel.y_scale, rows * dots_up
    needed = places(scale, panel.y_range)
    if panel.y_is_fixed:
        return Axis(scale, needed, dots, dots_up)
    limits = _padded(needed, dots, dots_up)
    has_zero = limits[0] < 0 < limits[1] and scale.kind != "log"
    if not has_zero or dots_up < 4 or dots <= 16:  # or too coarse to be moved by a dot or two
        return Axis(scale, limits, dots, dots_up)
    ends = sorted({end.y for curve in panel.curves for end in curve.ends})
    levels = np.array(ends[:_MOST_LEVELS])
    choices = (
        Axis(scale, moved, dots, dots_up)
        for share in (_STRETCHES if ends else (0.0,))
        for moved in _with_zero_in_a_line(_stretched(limits, share), dots)
        if moved[0] <= needed[0] and moved[1] >= needed[1]
    )
    return min(choices, key=lambda axis: _out_of_line(axis, levels))


def _padded(limits: Range, height: int, dots_up: int) -> Range:
    """The places of the lowest and the highest row of dots: a flat curve is not on the frame."""
    # Room to be moved in later, or with a dot as high as a line for rounding only.
    dots = 2.5 if dots_up == 4 else 0.6
    return _stretched(limits, max(_PADDING, dots / max(height - 2 * dots, 2 * dots)))


def _stretched(limits: Range, share: float) -> Range:
    low, high = limits
    margin = share * (high - low)
    return low - margin, high + margin


def _with_zero_in_a_line(limits: Range, height: int) -> Iterator[Range]:
    """The limits moved for 0 to be at one of the middle dots of a line, the nearest first."""
    low, high = limits
    per_dot = (high - low) / max(height - 1, 1)
    zero = -low / per_dot
    line = 4.0 * np.floor(zero / 4)
    for middle in (1, 2) if zero - line < 1.5 else (2, 1):
        shift = float((line + middle - zero) * per_dot)
        yield low - shift, high - shift


def _out_of_line(axis: Axis, levels: Array) -> int:
    """How many levels are at the edge of their line, where the mark of an end would not touch."""
    place = np.rint(axis.dot(levels)) % axis.dots_per_cell
    return int(np.count_nonzero((place < 1) | (place > 2)))
