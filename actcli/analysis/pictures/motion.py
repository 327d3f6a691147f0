"""Where a function moves: samples of f' and f'' that are close wherever the slope changes.

On a grid a step between two far points, such as that of sigmoid(x - 100), has no slope. Here each
two neighbours whose values or slopes tell of more between them are looked at more closely, again
and again.
"""

from typing import NamedTuple

import numpy as np

from actcli.analysis.pictures.picture import Array
from actcli.catalog.activation import Activation
from actcli.formula.ascending import distinct
from actcli.formula.landmarks import GRID, breakpoints, crossings

# Peaks and steps are seen from -128 to 128 where they are wider than 1/32, and further out where
# they are wider than 4 % of their distance from 0, or where the function is not the same behind.
_EVEN = np.linspace(-128.0, 128.0, 8193)
_FAR = 128.0 * 2.0 ** (np.arange(1, 849) / 16.0)
_PLACES = distinct(GRID, _EVEN, -_FAR, _FAR)
# A cell holds more where its slope changes by this share of the largest one.
_TURN = 0.05
# It does so too where the slopes at its ends do not tell this share of its rise, unless what they
# do not tell is less than this share of the tallest such rise.
_UNTOLD, _LOW = 2e-3, 1e-3
# Each look cuts a cell in so many parts; the last sees the spacing of doubles.
_PARTS, _MOST_LOOKS, _MOST_CELLS = 8, 24, 64
# Beyond the outermost breakpoints a function is asked at such shares of their distance from 0.
_BESIDE = 2.0 ** -np.arange(41.0)


class Motion(NamedTuple):
    """A function seen closely: places, ascending, with f' and f'' there.

    `breaks` are where a selection of the formula (where, clip, max, ...) changes sides.
    """

    x: Array
    slope: Array
    curvature: Array
    breaks: Array

    @property
    def largest_slope(self) -> float:
        """The largest size of f' among the places; 0 where it has none."""
        sizes = np.abs(self.slope)
        return float(np.max(sizes[np.isfinite(sizes)], initial=0.0))


def motion_of(function: Activation) -> Motion:
    """Look at an elementwise function closely, out to 2**60; the largest |f'| is among the places.

    A peak that returns to the same values between two places is not seen.
    """
    tree, parameters = function.parsed.tree, function.numeric_parameters
    breaks = breakpoints(tree, parameters, _PLACES)
    x = distinct(_PLACES, breaks, *_beyond(breaks))
    f, slope = function.evaluate(x, [0, 1])
    tallest = 0.0
    for _ in range(_MOST_LOOKS):
        turn, missed = _surprises(x, f, slope)
        # A step far out is flat beside one that is already seen closely: it is known by its height.
        tallest = max(tallest, float(np.max(missed)))
        surprise = np.fmax(turn / _TURN, missed / (_LOW * tallest) if tallest else 0.0)
        cells = np.flatnonzero(surprise > 1.0)
        cells = cells[np.argsort(-surprise[cells], kind="stable")[:_MOST_CELLS]]
        if not cells.size:
            break
        new = np.linspace(x[cells], x[cells + 1], _PARTS + 1)[1:-1].ravel()
        x, f, slope = _with(function, new, x, f, slope)
    curvature = function.evaluate(x, [2])[0]
    tops = crossings(lambda places: function.evaluate(places, [2])[0], x, curvature)
    x, _, slope = _with(function, tops, x, f, slope)
    return Motion(x, slope, function.evaluate(x, [2])[0], breaks)


def _beyond(breaks: Array) -> list[Array]:
    """Places below the first breakpoint and above the last one, ever nearer to them."""
    if not breaks.size:
        return []
    ends = ((float(breaks[0]), -1.0), (float(breaks[-1]), 1.0))
    return [end + side * max(abs(end), 1.0) * _BESIDE for end, side in ends]


def _with(
    function: Activation, new: Array, x: Array, f: Array, slope: Array
) -> tuple[Array, Array, Array]:
    """The samples with new places among them."""
    values = function.evaluate(new, [0, 1])
    every = np.concatenate([x, new])
    order = np.argsort(every, kind="stable")
    order = order[np.append(True, np.diff(every[order]) > 0.0)]
    return (
        every[order],
        np.concatenate([f, values[0]])[order],
        np.concatenate([slope, values[1]])[order],
    )


def _surprises(x: Array, f: Array, slope: Array) -> tuple[Array, Array]:
    """How much more each cell between neighbours holds than its ends tell: of slope, and of height.

    A change of slope, or a rise that is steeper than both ends, as a share of the largest slope;
    and by how much f rises more or less than both slopes together say, where that is much of its
    rise. 0 for cells too narrow to be cut, at jumps of f or of its slope.
    """
    with np.errstate(all="ignore"):
        sizes, width, rise = np.abs(slope), np.diff(x), np.diff(f)
        steepest = np.maximum(sizes[:-1], sizes[1:])
        turn = np.fmax(np.abs(np.diff(slope)), np.abs(rise) / width - steepest)
        turn /= np.max(sizes[np.isfinite(sizes)], initial=0.0)
        missed = np.abs(rise - width * (slope[:-1] + slope[1:]) / 2.0)
        height = np.maximum(np.abs(rise), width * steepest)
        digit = np.spacing(np.maximum(np.abs(x[:-1]), np.abs(x[1:])))
        is_open = (width > 2.0 * _PARTS * digit) & np.isfinite(missed)
        missed = np.where(missed > _UNTOLD * height, missed, 0.0)
    return np.where(is_open & np.isfinite(turn), turn, 0.0), np.where(is_open, missed, 0.0)
