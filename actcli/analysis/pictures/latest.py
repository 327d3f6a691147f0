"""The latest numbers of a stream, and the range in which a moving picture shows them."""

import math

import numpy as np

from actcli.analysis.pictures.histogram import round_range
from actcli.analysis.pictures.picture import Array, Range

_SHRINKING = 3.0  # seconds in which a range that is too wide comes nearer by a factor of e


class Ring:
    """The latest numbers of a stream: as many as it was made for, in no order that matters.

    `count` is of all that ever came, `nans` and `finite` ones among them.
    """

    def __init__(self, size: int) -> None:
        self._values = np.empty(size)
        self._next = 0
        self.count = 0
        self.nans = 0
        self.finite = 0

    def add(self, values: Array) -> None:
        """Put numbers in, over the oldest ones where it is full."""
        size = self._values.size
        self.count += values.size
        self.nans += int(np.count_nonzero(np.isnan(values)))
        self.finite += int(np.count_nonzero(np.isfinite(values)))
        values = values[-size:]
        before_the_end = min(values.size, size - self._next)
        self._values[self._next : self._next + before_the_end] = values[:before_the_end]
        self._values[: values.size - before_the_end] = values[before_the_end:]
        self._next = (self._next + values.size) % size

    @property
    def values(self) -> Array:
        """The numbers that are in it, not copied."""
        return self._values[: min(self.count, self._values.size)]


class EasedRange:
    """A range that follows another: wider at once, narrower slowly and in round steps."""

    def __init__(self) -> None:
        self._ends: Range | None = None
        self._shown: Range | None = None

    def follow(self, target: Range, seconds: float) -> Range:
        """The range to show, so many seconds after the last one, where `target` would do."""
        if self._ends is None or self._shown is None:
            self._ends = self._shown = target
            return target
        kept = math.exp(-seconds / _SHRINKING)
        low, high = (
            goal + (end - goal) * kept for end, goal in zip(self._ends, target, strict=True)
        )
        self._ends = low, high = min(low, target[0]), max(high, target[1])
        # What is left of the way never ends: the last hundredth of the width is given up.
        slack = 0.01 * (high - low)
        eased = round_range(min(low + slack, target[0]), max(high - slack, target[1]))
        shown_low, shown_high = self._shown
        is_outside = target[0] < shown_low or target[1] > shown_high
        if is_outside or eased[1] - eased[0] < shown_high - shown_low:
            self._shown = eased
        return self._shown
