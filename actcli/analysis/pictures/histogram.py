"""What is known of a stream of numbers after one pass, in memory that does not grow with it.

Every double is counted by its leading bits: sign, exponent, 8 bits of the mantissa; 2^20 counters
in all. The values of a counter lie within 1/256 of each other, so that the range of the picture may
be chosen afterwards, when quantiles are known.
"""

import math
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import DEFAULT_RANGES, LINEAR, Array, Bars, Range, Scale

_MANTISSA_BITS = 8
_SHIFT = np.uint64(52 - _MANTISSA_BITS)
_COUNTERS = 1 << (12 + _MANTISSA_BITS)
_POSITIVE = _COUNTERS // 2  # counters of positive doubles come first, both kinds away from 0

# What a picture shows by itself: all but one value in a thousand at each side.
_SHOWN = (0.001, 0.999)
# An activation bends within some units of 0: data this near is shown with it.
_NEAR_ZERO = 10.0
_NEAR_IN_SPANS = 4.0
_LARGEST_END = 5e307  # the difference of two ends stays finite
_SMALLEST_SPAN = 1e-300
_FIRST_DECADE, _LAST_DECADE = -300, 300  # of a log axis
_STEPS = 10  # a picture's range is round to about a tenth of its width


class Histogram:
    """Counts, moments, extremes and quantiles of float64 numbers, block by block.

    `count` is of all numbers, `nans` and `infinities` (of either sign) among them. Mean, standard
    deviation, extremes, quantiles and bars are those of the finite ones.
    """

    def __init__(self) -> None:
        self.count = 0
        self.nans = 0
        self.infinities = 0
        self.minimum = math.inf
        self.maximum = -math.inf
        self._counters = np.zeros(_COUNTERS, np.int64)
        self._moments = _Moments()

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
        self.__dict__.pop("_bins", None)
        np.add.at(self._counters, (values.view(np.uint64) >> _SHIFT).astype(np.intp), 1)
        self.minimum = min(self.minimum, float(values.min()))
        self.maximum = max(self.maximum, float(values.max()))
        self._moments.add(values, max(-self.minimum, self.maximum))
        self.__dict__.pop("_bins", None)

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
        """The value that so much of the finite numbers, 0 to 1, lies below, to 1/256 of it."""
        if self.finite == 0:
            return math.nan
        places, below = self._bins
        value = float(np.interp(part * self.finite, below, places))
        return min(max(value, self.minimum), self.maximum)

    def bars(self, edges: Array) -> Bars:
        """How many finite numbers lie between the edges, a counter's spread evenly over it."""
        if self.finite == 0:
            return Bars(edges, np.zeros(edges.size - 1))
        places, below = self._bins
        reached = np.interp(edges, places, below, left=0.0, right=float(self.finite))
        # Numbers on the outer edges are inside, wherever their counters end.
        if edges[0] <= self.minimum:
            reached[0] = 0.0
        if edges[-1] >= self.maximum:
            reached[-1] = self.finite
        return Bars(edges, np.diff(reached))

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
            places, _ = self._bins
            low = min(float(places[places > _SMALLEST_SPAN][0]), high)  # the counter of 0 is wider
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        first = min(max(first, _FIRST_DECADE), _LAST_DECADE - 1)
        return float(f"1e{first}"), float(f"1e{min(max(last, first + 1), _LAST_DECADE)}")

    @cached_property
    def _bins(self) -> tuple[Array, Array]:
        """The ends of the counters in use, ascending, and how many numbers lie below each end."""
        used = np.flatnonzero(self._counters)
        used = np.concatenate([used[used >= _POSITIVE][::-1], used[used < _POSITIVE]])
        inner, outer = _double(used), _double(used + 1)
        places = np.ravel(np.column_stack([np.minimum(inner, outer), np.maximum(inner, outer)]))
        # The outermost counters end where the numbers do, but keep some width.
        if places[-2] < self.maximum:
            places[-1] = self.maximum
        if places[1] > self.minimum:
            places[0] = self.minimum
        counts = self._counters[used]
        upto = np.cumsum(counts)
        below = np.ravel(np.column_stack([upto - counts, upto])).astype(np.float64)
        return places, below


class _Moments:
    """Mean and standard deviation in one pass, block by block.

    The squares of a block are summed around its own mean and joined to those before (Chan, Golub,
    LeVeque 1983, Algorithms for computing the sample variance, The American Statistician 37). All
    is kept in units of a power of 2 above the largest number, so that no square overflows.
    """

    def __init__(self) -> None:
        self._count = 0
        self._exponent = -1000
        self._mean = 0.0
        self._squares = 0.0

    def add(self, values: Array, largest: float) -> None:
        """Take in finite numbers, the largest of them and all before being of that size."""
        if largest > 0.0:
            self._rescale(math.frexp(largest)[1])
        scaled = values * math.ldexp(1.0, -self._exponent)
        mean = float(scaled.mean())
        squares = float(np.square(scaled - mean).sum())
        count = self._count + values.size
        apart = mean - self._mean
        self._squares += squares + apart * apart * (self._count / count * values.size)
        self._mean += apart * (values.size / count)
        self._count = count

    def _rescale(self, exponent: int) -> None:
        if exponent <= self._exponent:
            return
        down = self._exponent - exponent
        self._mean = math.ldexp(self._mean, down)
        self._squares = math.ldexp(self._squares, 2 * down)
        self._exponent = exponent

    @property
    def mean(self) -> float:
        return _raised(self._mean, self._exponent)

    @property
    def deviation(self) -> float:
        return _raised(math.sqrt(self._squares / self._count), self._exponent)


def bar_edges(histogram: Histogram, x_range: Range, most: int, scale: Scale = LINEAR) -> Array:
    """The edges of bars over a range, equally wide on its scale.

    As many as tell something about the numbers (Freedman and Diaconis 1981, On the histogram as a
    density estimator, Zeitschrift für Wahrscheinlichkeitstheorie 57), and a whole fraction of
    `most`, the columns there are, so that all bars have as many columns.
    """
    count = max(histogram.finite, 1)
    low, high = x_range
    spread = histogram.quantile(0.75) - histogram.quantile(0.25)
    fine = 2.0 * count ** (1 / 3)
    if scale.is_linear and spread > 0.0:
        fine = max((high - low) / spread * count ** (1 / 3) / 2.0, fine)
    bars = max(most // math.ceil(most / max(min(fine, most), 1.0)), 1)
    ends = scale.forward(np.array([low, high]))
    edges = scale.inverse(np.linspace(ends[0], ends[1], bars + 1))
    edges[0], edges[-1] = low, high  # to the letter, whatever the scale's inverse rounds
    return edges


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


def _double(counter: NDArray[np.intp]) -> Array:
    """The double at which a counter begins, seen from 0; infinity becomes the largest double."""
    values = (counter.astype(np.uint64) << _SHIFT).view(np.float64)
    largest = np.finfo(np.float64).max
    return np.asarray(np.clip(values, -largest, largest))


def _raised(value: float, exponent: int) -> float:
    """The value times a power of 2; infinity where that is beyond the doubles."""
    return math.ldexp(value / 2.0, exponent) * 2.0
