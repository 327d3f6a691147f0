"""What is known of a stream of numbers after one pass, in memory that does not grow with it.

The range of the picture is chosen afterwards, when quantiles are known.
"""

import math
from dataclasses import replace

import numpy as np

from actcli.analysis.pictures.counters import Counters, most_crowded
from actcli.analysis.pictures.moments import Moments
from actcli.analysis.pictures.picture import DEFAULT_RANGES, LINEAR, Array, Bars, Range, Scale

# What a picture shows by itself: all but one value in a thousand at each side.
_SHOWN = (0.001, 0.999)
# An activation bends within some units of 0: data this near is shown with it.
_NEAR_ZERO = 10.0
_NEAR_IN_SPANS = 4.0
_LARGEST_END = 5e307  # the difference of two ends stays finite
_LARGEST = float(np.finfo(np.float64).max)
_SMALLEST_SPAN = 1e-300
_FIRST_DECADE, _LAST_DECADE = -300, 300  # of a log axis
_STEPS = 10  # a picture's range is round to about a tenth of its width
_FINE = 16_384  # bins over a picture's range: 32 for each column of the widest one
_FEWEST_BARS = 2
_SAMPLE = 4096  # of the first numbers, to see where they crowd


class Histogram:
    """Counts, moments, extremes and quantiles of float64 numbers, block by block.

    `count` is of all numbers, `nans` and `infinities` (of either sign) among them. Mean, standard
    deviation, extremes, quantiles and bars are those of the finite ones.

    Numbers are counted twice: by their distance from 0, and by that from where the first block is
    most crowded. What lies far from 0 and near to the others, such as 1000 to 1001, is then as fine
    as what lies around 0; only a group that is far from both places is counted coarsely, to 1/256
    of its size.
    """

    def __init__(self) -> None:
        self.count = 0
        self.nans = 0
        self.infinities = 0
        self.minimum = math.inf
        self.maximum = -math.inf
        self._around_zero = Counters()
        self._around_crowd: Counters | None = None
        self._moments = Moments()

    def add(self, values: Array) -> None:
        """Count some numbers, of any shape."""
        values = np.ascontiguousarray(values, np.float64).ravel()
        self.count += values.size
        is_finite = np.isfinite(values)
        if not is_finite.all():
            nans = int(np.count_nonzero(np.isnan(values)))
            self.nans += nans
            values = values[is_finite]
            self.infinities += is_finite.size - values.size - nans
        if values.size == 0:
            return
        if self._around_crowd is None:
            self._around_crowd = Counters(most_crowded(values[:: max(values.size // _SAMPLE, 1)]))
        self._around_zero.add(values)
        self._around_crowd.add(values)
        self.minimum = min(self.minimum, float(values.min()))
        self.maximum = max(self.maximum, float(values.max()))
        self._moments.add(values, max(-self.minimum, self.maximum))

    @property
    def finite(self) -> int:
        """How many finite numbers there are."""
        return self.count - self.nans - self.infinities

    @property
    def mean(self) -> float:
        """The mean of the finite numbers; NaN where there are none."""
        if self.finite == 0:
            return math.nan
        # Rounded, the mean of equal numbers may be beside all of them.
        return min(max(self._moments.mean, self.minimum), self.maximum)

    @property
    def deviation(self) -> float:
        """The standard deviation, the sum of squares divided by their number; NaN for none."""
        if self.finite == 0:
            return math.nan
        return 0.0 if self.minimum == self.maximum else self._moments.deviation

    def quantile(self, part: float) -> float:
        """The value that so much of the finite numbers, 0 to 1, lies below.

        It is known to 1/256 of its distance from 0 or from the first crowd, the lesser one.
        """
        if self._around_crowd is None:
            return math.nan
        value = self._around_crowd.value_above(part * self.finite)
        if not self._around_crowd.is_nearer(np.array(value)):
            value = self._around_zero.value_above(part * self.finite)
        return min(max(value, self.minimum), self.maximum)

    def bars(self, edges: Array) -> Bars:
        """How many finite numbers lie between the edges; a number on an edge is above it.

        The largest numbers lie below the last edge where they are on it. An edge inside a counter
        divides it evenly.
        """
        total = self.count - self.nans
        if self._around_crowd is None:
            return Bars(edges, np.zeros(edges.size - 1), total)
        near, far = self._around_crowd, self._around_zero
        reached = np.where(near.is_nearer(edges), near.below(edges), far.below(edges))
        # The outermost counters end where the numbers do, and both ends of a range belong to it.
        reached[edges <= self.minimum] = 0.0
        reached[edges > self.maximum] = self.finite
        if edges[-1] >= self.maximum:
            reached[-1] = self.finite
        return Bars(edges, np.diff(np.maximum.accumulate(reached)), total)

    def range(self, scale: Scale = LINEAR) -> Range:
        """What a picture of the numbers shows by itself: nearly all of them, between round ends.

        0 is inside unless all numbers are far from it; on a log axis, whole decades of the positive
        numbers are shown.
        """
        if self.finite == 0:
            return DEFAULT_RANGES[scale.kind]
        if scale.kind == "log":
            return self._decades()
        return round_range(*(self.quantile(part) for part in _SHOWN))

    def _decades(self) -> Range:
        """Whole powers of 10 around nearly all of the positive numbers."""
        low, high = (self.quantile(part) for part in _SHOWN)
        if not high > 0.0:
            return DEFAULT_RANGES["log"]
        if not low > 0.0:
            # The counter of 0 is wider.
            low = min(self._around_zero.first_end_above(_SMALLEST_SPAN), high)
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        first = min(max(first, _FIRST_DECADE), _LAST_DECADE - 1)
        return float(f"1e{first}"), float(f"1e{min(max(last, first + 1), _LAST_DECADE)}")


def fine_bars(histogram: Histogram, x_range: Range, scale: Scale = LINEAR) -> Bars:
    """The histogram in fine bins, equally wide on their scale, from which bars are merged.

    The bins reach half of a picture's width beyond it on each side: its columns and its outermost
    bars do not end where the range does.
    """
    low, high = scale.forward(np.array(x_range)).tolist()
    places = np.arange(-_FINE // 2, _FINE + _FINE // 2 + 1) / _FINE
    with np.errstate(over="ignore"):
        edges = np.clip(scale.inverse(low + places * (high - low)), -_LARGEST, _LARGEST)
    edges[_FINE // 2], edges[-_FINE // 2 - 1] = x_range  # to the letter, however it is rounded
    return replace(histogram.bars(edges), count=telling_bars(histogram, x_range, scale))


def telling_bars(histogram: Histogram, x_range: Range, scale: Scale = LINEAR) -> int:
    """How many bars over a range tell something about the numbers.

    By the rule of Freedman and Diaconis 1981, On the histogram as a density estimator, Zeitschrift
    für Wahrscheinlichkeitstheorie 57.
    """
    count = max(histogram.finite, 1)
    spread = histogram.quantile(0.75) - histogram.quantile(0.25)
    bars = 2.0 * count ** (1 / 3)
    if scale.is_linear and spread > 0.0:
        bars = max((x_range[1] - x_range[0]) / spread * count ** (1 / 3) / 2.0, bars)
    return int(min(max(bars, _FEWEST_BARS), _FINE))


def round_range(low: float, high: float) -> Range:
    """The ends moved outwards to round numbers, and to beyond 0 unless both are far from it."""
    low, high = (min(max(end, -_LARGEST_END), _LARGEST_END) for end in (low, high))
    nearest = 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
    if has_zero := nearest <= max(_NEAR_ZERO, _NEAR_IN_SPANS * (high - low)):
        around = nearest / 2.0 if low == high else 0.0  # a single bar does not lie on the frame
        low, high = min(low, 0.0) - around, max(high, 0.0) + around
    largest = max(abs(low), abs(high))
    if largest == 0.0:
        return -1.0, 1.0
    narrowest = (1e-3 if low == high else 1e-6) * largest  # a picture needs places to draw at
    missing = max(narrowest, _SMALLEST_SPAN) - (high - low)
    if missing > 0.0:
        low, high = low - missing / 2.0, high + missing / 2.0
    power, digit = _round_step((high - low) / _STEPS)
    step = float(f"{digit}e{power}")
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if has_zero:
        first, last = min(first, -1), max(last, 1)
    return float(f"{first * digit}e{power}"), float(f"{last * digit}e{power}")


def _round_step(width: float) -> tuple[int, int]:
    """The power and the digit of the largest digit * 10^power, of 1, 2 and 5, up to a width."""
    power = math.floor(math.log10(width))
    return power, max(digit for digit in (1, 2, 5) if digit == 1 or digit * 10.0**power <= width)
