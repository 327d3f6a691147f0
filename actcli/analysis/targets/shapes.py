"""The shape of a few whole numbers: evenly frequent, like counts, with one peak or several."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

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
    def dispersion(self) -> float:
        """Variance by mean: 1 for Poisson counts."""
        return self.variance / self.mean if self.mean else math.inf

    @property
    def noise(self) -> float:
        """How far the shares of so many rows lie from what they were drawn from (total variation).

        The mean of |share - p| is sqrt(2 p (1 - p) / (pi n)); this is half the sum over k equal p,
        rounded up.
        """
        return 0.5 * math.sqrt(self.distinct / self.rows)

    @property
    def is_even(self) -> bool:
        """Whether all values are about equally frequent."""
        share = 1.0 / self.distinct
        return 0.5 * sum(abs(c / self.rows - share) for c in self.counts.values()) < (
            0.12 + self.noise
        )

    @property
    def is_like_counts(self) -> bool:
        """Whether a Poisson or negative binomial of this mean and variance has nearly these shares.

        For counts from 1 the shifted distribution is tried too.
        """
        shifts = (0, self.low) if self.low > 0 else (0,)
        distance = min(_distance(self, shift) for shift in shifts)
        return distance < 0.08 + self.noise

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
