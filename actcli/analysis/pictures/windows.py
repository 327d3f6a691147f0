"""Which y values a picture shows: all of a curve, but not what would press every other flat.

A height is a pair of y values, the lowest and the highest that a window should show. How tall it is
is measured along the axis: on a log axis in powers of 10.
"""

from collections.abc import Sequence

import numpy as np

from actcli.analysis.pictures.picture import Array, Range, Scale

# A curve this much taller than all others would press them flat, so it may leave the picture.
_EXPLODES = 50.0
# Less than this share of its size, or of a power of 10, is rounding.
_CONSTANT = 1e-9
# What is shown of a log axis goes below this only where a curve does, and never beyond the other.
_SMALLEST, _LARGEST = 1e-300, 1e300


def height_of(y: Array, beyond: Array, falls: bool, rises: bool, scale: Scale) -> Range:
    """The height of a curve with values between its samples; `falls` and `rises` tell of poles.

    At a pole the window ends where most of the curve does, and a quarter of that further.
    """
    every = np.concatenate([y, beyond])
    low, high = float(np.fmin.reduce(every)), float(np.fmax.reduce(every))
    if falls or rises:
        # np.quantile would import numpy.ma, which takes longer than all curves.
        known = np.sort(scale.forward(y[~np.isnan(y)]))
        least, most = np.interp([0.05, 0.95], np.linspace(0.0, 1.0, known.size), known)
        margin = (most - least) / 4.0
        cut = scale.inverse(np.array([least - margin, most + margin])).tolist()
        low, high = cut[0] if falls else low, cut[1] if rises else high
    return low, high


def window_of(heights: Sequence[Range], scale: Scale) -> Range:
    """The y values for curves of such heights together; a panel without any has a plain one."""
    if not heights:
        return (0.1, 10.0) if scale.kind == "log" else (-1.0, 1.0)
    low, high = _common(heights, scale)
    if scale.kind == "log":
        is_tiny = min(height[0] for height in heights) < _SMALLEST
        return low if is_tiny else max(low, _SMALLEST), min(high, _LARGEST)
    return low, high


def _common(heights: Sequence[Range], scale: Scale) -> Range:
    spans = scale.forward(np.array(heights, dtype=np.float64)) @ [-1.0, 1.0]
    ordered = [heights[index] for index in np.argsort(spans, kind="stable").tolist()]
    low, high = ordered[0]
    for (lowest, highest), tall in zip(ordered, np.sort(spans).tolist(), strict=True):
        first, last = scale.forward(np.array([low, high])).tolist()
        if last > first and tall > _EXPLODES * (last - first):
            # As much again as the others need, on the side where the tall curve is.
            reach = scale.inverse(np.array([2.0 * first - last, 2.0 * last - first])).tolist()
            return max(min(low, lowest), reach[0]), min(max(high, highest), reach[1])
        low, high = min(low, lowest), max(high, highest)
    return _opened(low, high, scale)


def _opened(low: float, high: float, scale: Scale) -> Range:
    """The range, or one around it where that is a constant, or one but for rounding."""
    first, last = scale.forward(np.array([low, high])).tolist()
    size = max(abs(first), abs(last)) if scale.is_linear else 1.0
    if last - first > _CONSTANT * size:
        return low, high
    half = (abs(first) / 2.0 if scale.is_linear else 0.0) or 1.0
    opened = scale.inverse(np.array([first - half, last + half])).tolist()
    return opened[0], opened[1]
