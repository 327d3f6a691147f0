"""Data under a picture: its histogram, and which share of it lies in dead and saturated zones."""

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from actcli.analysis.pictures.histogram import Histogram
from actcli.analysis.pictures.picture import Array, Range, Zone


class Slopes(Protocol):
    """What is asked of a function here: its slope at a number."""

    def derivative(self, x: float, order: int) -> float:
        """The derivative of that order at x."""


class ZoneShare:
    """A zone, which of its ends belong to it, and how many numbers fell into it.

    The end of a dead zone belongs to it where the function's own slope there is 0; the end of a
    saturated one does not, and infinity always does.
    """

    def __init__(self, zone: Zone, functions: Sequence[Slopes]) -> None:
        self.zone = zone
        self.count = 0
        function = functions[zone.function]
        self.low_closed, self.high_closed = (
            math.isinf(end) or (zone.kind == "dead" and float(function.derivative(end, 1)) == 0.0)
            for end in (zone.low, zone.high)
        )

    def add(self, values: Array) -> None:
        """Count those of the numbers that lie in the zone; NaN lies nowhere."""
        zone = self.zone
        above = values >= zone.low if self.low_closed else values > zone.low
        below = values <= zone.high if self.high_closed else values < zone.high
        self.count += int(np.count_nonzero(above & below))


class DataSummary:
    """Data under a picture: its histogram and, exactly, its shares in zones and beyond a window.

    `window` is the range of the picture where it is known beforehand.
    """

    def __init__(
        self,
        functions: Sequence[Slopes] = (),
        zones: Sequence[Zone] = (),
        window: Range | None = None,
    ) -> None:
        self.histogram = Histogram()
        self.zones = tuple(ZoneShare(zone, functions) for zone in zones)
        self._window = window
        self._beyond_window = 0

    def add(self, values: Array) -> None:
        """Take in some numbers."""
        self.histogram.add(values)
        for zone in self.zones:
            zone.add(values)
        if self._window is not None:
            low, high = self._window
            self._beyond_window += int(np.count_nonzero((values < low) | (values > high)))

    @property
    def numbers(self) -> int:
        """How many there are that are not NaN: what shares are taken of."""
        return self.histogram.count - self.histogram.nans

    def outside(self, x_range: Range) -> float:
        """How many numbers lie outside a range: exactly for the window, else as bars tell it."""
        if x_range == self._window:
            return float(self._beyond_window)
        inside = self.histogram.bars(np.array(x_range)).heights.sum()
        return max(self.numbers - float(inside), 0.0)
