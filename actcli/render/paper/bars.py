"""The bars of a histogram on paper: as in a terminal shares of all numbers, but exactly placed."""

import numpy as np

from actcli.analysis.pictures.picture import LINEAR, Array, Bars, Panel
from actcli.render.paper.axes import Axis, y_axis

_MOST_BARS = 120  # over the width of the sheet; narrower ones would be a grey line
_HEADROOM = 0.05  # of the height, above the tallest bar
_BEYOND = 1e-3  # of the width: a number on the edge of the picture is in its last bar


def merged_bars(bars: Bars, x: Axis) -> tuple[Array, Array]:
    """The edges of bars, as values, and the share of all numbers in each, in percent.

    They begin and end with the numbers; equal numbers are one narrow bar.
    """
    ends = bars.ends()
    if bars.count == 0 or ends is None:
        return bars.edges, 100.0 * bars.shares(bars.edges)
    low, high = np.clip(x.shares(np.array(ends)), 0.0, 1.0 + _BEYOND).tolist()
    most = min(bars.count, _MOST_BARS)
    lacking = max(1.0 / _MOST_BARS - (high - low), 0.0)
    low, high = low - lacking / 2.0, high + lacking / 2.0
    bounds = x.value(np.linspace(low, high, max(round(most * (high - low)), 1) + 1))
    return bounds, 100.0 * bars.shares(bounds)


def panel_axis(panel: Panel, x: Axis) -> Axis:
    """The y axis of a panel; a histogram's is in percent, and a fixed range of it in counts."""
    if panel.bars is None:
        return y_axis(panel)
    if panel.y_is_fixed:
        percent = 100.0 / (panel.bars.total or float(np.sum(panel.bars.heights)) or 1.0)
        low, high = panel.y_range
        return Axis.over((percent * low, percent * high), LINEAR)
    _, shares = merged_bars(panel.bars, x)
    return Axis.over((0.0, float(shares.max()) or 1.0), LINEAR).padded(0.0, _HEADROOM)
