"""The numbers of a column, gathered in one pass and constant memory."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from actcli.analysis.targets.tally import BITS, Tally, hash_of_number, hashes_of_numbers

Values = npt.NDArray[np.float64]

MOST_DISTINCT = 10_000  # values that are counted one by one


def _tally() -> Tally[float]:
    return Tally(hash_of_number, MOST_DISTINCT)


@dataclass
class Numbers:
    """What there is to know of numbers: range, moments, how often each of a few values stands.

    The moments are merged as Chan, Golub & LeVeque 1983 (The American Statistician 37) do, which
    loses no digits where the mean is large.
    """

    count: int = 0  # of finite numbers
    infinite: int = 0
    minimum: float = np.inf
    maximum: float = -np.inf
    mean: float = 0.0
    squares: float = 0.0  # the sum of squared differences from the mean
    is_whole: bool = True
    is_by_halves: bool = True
    is_row_numbers: bool = True  # each is one more than the one before
    is_dates: bool = True  # 20240131
    at_minimum: int = 0  # numbers that are the least
    at_maximum: int = 0
    negative: int = 0
    zeros: int = 0
    tens: int = 0  # multiples of 10
    near_hundred: int = 0  # from 90 to 100
    near_one: int = 0  # of size 0.9 to 1
    tally: Tally[float] = field(default_factory=_tally)
    _last: float | None = None

    def add(self, numbers: Values) -> None:
        """Add numbers without NaN, in their order."""
        values = numbers[np.isfinite(numbers)]
        self.infinite += numbers.size - values.size
        if values.size == 0:
            return
        with np.errstate(all="ignore"):  # 1e308 is a number, if its square is none
            self._add_steps(values)
            self._add_shape(values)
            self._add_moments(values)
        self._add_counts(values)
        self.count += values.size

    @property
    def counts(self) -> dict[float, int] | None:
        """How often each number stands there, None where there are too many."""
        return self.tally.counts

    @property
    def distinct(self) -> int | None:
        """How many different numbers there are, None where there are too many."""
        return self.tally.distinct

    @property
    def variance(self) -> float:
        """The variance of the numbers as they are, not of what they were drawn from."""
        return self.squares / self.count if self.count else 0.0

    @property
    def deviation(self) -> float:
        """The standard deviation, or infinity where its square is no number."""
        deviation = float(np.sqrt(self.variance))
        return np.inf if np.isnan(deviation) else deviation

    @property
    def all_differ(self) -> bool:
        """Whether no number stands there twice, as far as they are counted."""
        return self.tally.all_differ

    def _add_steps(self, values: Values) -> None:
        before = values[:1] - 1.0 if self._last is None else np.array([self._last])
        if self.is_row_numbers:
            steps = values - np.concatenate((before, values[:-1]))
            self.is_row_numbers = bool((steps == 1.0).all())
        self._last = float(values[-1])

    def _add_shape(self, values: Values) -> None:
        size = np.abs(values)
        self._add_ends(values)
        self.negative += int(np.count_nonzero(values < 0.0))
        self.zeros += int(np.count_nonzero(values == 0.0))
        if self.maximum <= 100.0:
            self.near_hundred += int(np.count_nonzero(values >= 90.0))
            self.near_one += int(np.count_nonzero((size >= 0.9) & (size <= 1.0)))
        if self.is_whole:
            self.is_whole = bool((np.floor(values) == values).all())
        if self.is_whole:
            self.tens += int(np.count_nonzero(np.fmod(values, 10.0) == 0.0))
        if self.is_by_halves:
            self.is_by_halves = bool((np.floor(2.0 * values) == 2.0 * values).all())
        if self.is_dates:
            self.is_dates = self.is_whole and _are_dates(values)

    def _add_ends(self, values: Values) -> None:
        low, high = float(values.min()), float(values.max())
        if low < self.minimum:
            self.minimum, self.at_minimum = low, 0
        if high > self.maximum:
            self.maximum, self.at_maximum = high, 0
        self.at_minimum += int(np.count_nonzero(values == self.minimum))
        self.at_maximum += int(np.count_nonzero(values == self.maximum))

    def _add_moments(self, values: Values) -> None:
        # Parts are added up, since the sum of numbers near 1e308 would be none.
        mean = float((values / values.size).sum())
        squares = float(((values - mean) ** 2).sum())
        total = self.count + values.size
        shift = mean - self.mean
        self.squares += squares + shift * shift * (self.count * values.size / total)
        self.mean += shift * (values.size / total)

    def _add_counts(self, values: Values) -> None:
        level = self.tally.level
        if level:
            values = values[hashes_of_numbers(values) >> np.uint64(BITS - level) == 0]
        distinct, times = np.unique(values, return_counts=True)
        self.tally.add_sampled(distinct.tolist(), times.tolist())


def _are_dates(values: Values) -> bool:
    """Whether whole numbers are days such as 20240131."""
    if values.min() < 19000101 or values.max() > 21001231:
        return False
    days = values.astype(np.int64)
    month, day = days // 100 % 100, days % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())
