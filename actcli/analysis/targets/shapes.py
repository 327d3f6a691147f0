"""The shape of a few whole numbers: evenly frequent, like counts, with one peak or several."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

EVEN = 0.05  # total variation from even shares, besides chance
TREND = 0.05  # more rows in one half of the values than in the other, besides chance
UNDERDISPERSED = 0.15  # by which the variance of counts may lie below their mean, besides chance
SIGNIFICANT = 3.0  # standard deviations by which a valley must lie below its neighbours


@dataclass(frozen=True)
class Shape:
    """How often each of some whole numbers stands there."""

    counts: Mapping[int, int]
    mean: float
    variance: float

    @cached_property
    def rows(self) -> int:
        """How many numbers there are."""
        return sum(self.counts.values())

    @cached_property
    def low(self) -> int:
        """The least value."""
        return min(self.counts)

    @cached_property
    def high(self) -> int:
        """The greatest value."""
        return max(self.counts)

    @property
    def distinct(self) -> int:
        """How many values there are."""
        return len(self.counts)

    @property
    def rows_a_value(self) -> float:
        """How often a value stands there on average."""
        return self.rows / self.distinct

    @property
    def has_no_gap(self) -> bool:
        """Whether every whole number from the least to the greatest is there."""
        return self.high - self.low + 1 == self.distinct

    @property
    def noise(self) -> float:
        """How far the shares of so many rows lie from what they were drawn from (total variation).

        The mean of |share - p| is sqrt(2 p (1 - p) / (pi n)); this is half the sum over k equal p,
        rounded up.
        """
        return 0.5 * math.sqrt(self.distinct / self.rows)

    @property
    def is_even(self) -> bool:
        """Whether all values are about equally frequent, the small ones as often as the large."""
        share = 1.0 / self.distinct
        distance = 0.5 * sum(abs(c / self.rows - share) for c in self.counts.values())
        return distance < EVEN + self.noise and not self.has_trend

    @property
    def has_trend(self) -> bool:
        """Whether the smaller half of the values has more rows than the larger, or fewer."""
        values = sorted(self.counts)
        half = len(values) // 2
        below = sum(self.counts[value] for value in values[:half])
        above = sum(self.counts[value] for value in values[-half:]) if half else 0
        return abs(below - above) > TREND * self.rows + SIGNIFICANT * math.sqrt(below + above)

    @property
    def is_like_counts(self) -> bool:
        """Whether a Poisson or negative binomial of this mean and variance has nearly these shares.

        For counts from 1 the shifted distribution is tried too. Numbers from 1 on that vary clearly
        less than Poisson's, as answers on a scale do, are no counts.
        """
        shifts = (0, self.low) if self.low > 0 else (0,)
        return any(
            (self.low == 0 or not self._is_bounded_above(shift))
            and _distance(self, shift) < 0.08 + self.noise
            for shift in shifts
        )

    @property
    def is_underdispersed(self) -> bool:
        """Whether the numbers vary clearly less than counts, even than counts from 1."""
        return self._varies_less(min(self.low, 1))

    def _varies_less(self, shift: int) -> bool:
        # The variance of n Poisson numbers has a relative standard error of about sqrt(2 / n).
        slack = max(UNDERDISPERSED, SIGNIFICANT * math.sqrt(2.0 / self.rows))
        return self.variance < (1.0 - slack) * (self.mean - shift)

    def _is_bounded_above(self, shift: int) -> bool:
        return self._varies_less(shift) or not self._leans_right(shift)

    def _leans_right(self, shift: int) -> bool:
        # Poisson counts have the skewness 1 / sqrt(mean), negative binomial ones more; that of
        # n numbers has a standard error of about sqrt(6 / n).
        if self.mean <= shift or self.variance <= 0.0:
            return False
        third = sum(c * (value - self.mean) ** 3 for value, c in self.counts.items()) / self.rows
        least = 0.5 / math.sqrt(self.mean - shift) - 2.0 * math.sqrt(6.0 / self.rows)
        return third > least * self.variance * math.sqrt(self.variance)

    @property
    def counts_distance(self) -> float:
        """The total variation from such a distribution."""
        return _distance(self, 0)

    @property
    def has_one_peak(self) -> bool:
        """Whether the shares rise to one value and fall from it, as far as the rows can tell."""
        heights = [self.counts.get(value, 0) for value in range(self.low, self.high + 1)]
        peak = heights.index(max(heights))
        return _rises(heights[: peak + 1]) and _rises(heights[peak:][::-1])


def _rises(heights: list[int]) -> bool:
    """Whether no height lies significantly below one before it."""
    highest = 0
    for height in heights:
        if highest - height > SIGNIFICANT * math.sqrt(highest + height + 1.0):
            return False
        highest = max(highest, height)
    return True


def _distance(shape: Shape, shift: int) -> float:
    mean, variance = shape.mean - shift, shape.variance
    if mean <= 0.0:
        return 1.0
    inside = 0.0
    difference = 0.0
    for value in range(shape.low, shape.high + 1):
        probability = _probability(value - shift, mean, variance)
        inside += probability
        difference += abs(shape.counts.get(value, 0) / shape.rows - probability)
    return 0.5 * (difference + max(1.0 - inside, 0.0))


def _probability(count: int, mean: float, variance: float) -> float:
    """Poisson, or the negative binomial of this mean and variance where that is larger."""
    if count < 0:
        return 0.0
    if variance <= 1.02 * mean:
        return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1.0))
    size = mean * mean / (variance - mean)
    success = size / (size + mean)
    return math.exp(
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1.0)
        + size * math.log(success)
        + count * math.log1p(-success)
    )
