"""Where a function or its derivatives change sign: all of them at once, to the last digits.

A call of a function costs about the same for one number as for hundreds. So the zeros of f - g, of
its slope and of its curvature are closed in together, each step one call for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from actcli.formula.ascending import Indices
from actcli.formula.compensated import Array, Mask

Rows = Callable[[Array], Array]

_MOST_STEPS, _MOST_ROUNDS = 100, 3
_INSIGNIFICANT = 1e-11  # of what a row is at the points around
_SAME = 1e-12  # zeros that are nearer to one another, as a share of where they are, are one
_BISECT_EVERY = 4  # steps; Newton's are done before
# A step of so many units in the last place is none; one beyond the first share of the place or of
# the interval that grows instead of shrinking is the rounding of the function.
_LAST_UNITS, _NOISY = 4.0, 1e-9


@dataclass(frozen=True)
class Zeros:
    """Places where a row (`level`) changes sign, and all rows there."""

    at: Array
    level: Indices
    rows: Array


class _Intervals(NamedTuple):
    """Intervals at whose ends a row has opposite signs: level, ends, and all rows at both ends."""

    level: Indices
    low: Array
    high: Array
    rows_low: Array
    rows_high: Array


def zeros(rows: Rows, points: Array, values: Array) -> Zeros:
    """A zero of each row between all neighbouring points where it changes sign.

    `rows` gives function and derivatives at any places, a row each; `values` are those at the
    ascending points. Neighbouring doubles have nothing between them: a jump there is left out. A
    row that changes sign twice between two points is told by the next row's zero between them.
    """
    nothing = Zeros(points[:0], np.empty(0, dtype=np.intp), values[:, :0])
    found = _closed_in(rows, _changes(points, values, nothing))
    for _ in range(_MOST_ROUNDS):
        hidden = _changes(points, values, found)
        if not hidden.level.size:
            break
        found = _with_new(found, _closed_in(rows, hidden))
    return _with_new(found, _met_by_chance(points, values, found))


def _changes(points: Array, values: Array, found: Zeros) -> _Intervals:
    """The intervals between points and zeros already found on which a row changes sign.

    Those that end at a zero of the same row are done. A row may be 0 at the zero of another, as
    sin(x) is where its second derivative is: the sign of what rounding leaves there says nothing.
    """
    around = _around(points, values, found)
    places = np.concatenate([points, found.at])
    ascending = np.argsort(places, kind="stable")
    with np.errstate(all="ignore"):
        is_noise = (np.abs(found.rows) < _INSIGNIFICANT * around) | (around == 0.0)
        signs = np.sign(np.hstack([values, np.where(is_noise, 0.0, found.rows)]))[:, ascending]
    places = places[ascending]
    values = np.hstack([values, found.rows])[:, ascending]
    with np.errstate(all="ignore"):
        changes = signs[:, :-1] * signs[:, 1:] < 0.0
    changes &= places[1:] > np.nextafter(places[:-1], np.inf)
    own = np.concatenate([np.full(points.shape, -1), found.level])[ascending]
    is_own = own == np.arange(values.shape[0])[:, np.newaxis]
    level, left = np.nonzero(changes & ~is_own[:, :-1] & ~is_own[:, 1:])
    right = left + 1
    return _Intervals(level, places[left], places[right], values[:, left], values[:, right])


def _around(points: Array, values: Array, found: Zeros) -> Array:
    """The larger size of each row at the two points around each zero."""
    right = np.clip(np.searchsorted(points, found.at), 1, points.size - 1)
    return np.fmax(np.abs(values[:, right - 1]), np.abs(values[:, right]))


def _met_by_chance(points: Array, values: Array, found: Zeros) -> Zeros:
    """The zeros of a row at the zeros of another, as in the middle of a symmetric function.

    Where it is its own slope that is 0, the row only touches 0: at its doubles, 1 + cos(x) does.
    Where the row is 0 at the points around too, it is so by rounding.
    """
    is_zero = (found.rows[:-1] == 0.0) & (found.rows[1:] != 0.0)
    level, column = np.nonzero(is_zero)
    around = _around(points, values, found)[level, column]
    other = (around > 0.0) & (level != found.level[column]) & (level + 1 != found.level[column])
    level, column = level[other], column[other]
    return Zeros(found.at[column], level, found.rows[:, column])


def _with_new(found: Zeros, more: Zeros) -> Zeros:
    """The zeros of both, without those that were only met again."""
    at = np.concatenate([found.at, more.at])
    level = np.concatenate([found.level, more.level])
    order = np.lexsort((at, level))
    at, level = at[order], level[order]
    again = (np.diff(at) <= _SAME * np.abs(at[1:])) & (np.diff(level) == 0)
    kept = np.append(True, ~again)[: at.size]
    return Zeros(at[kept], level[kept], np.hstack([found.rows, more.rows])[:, order[kept]])


def _closed_in(rows: Rows, intervals: _Intervals) -> Zeros:
    """One zero in each interval, all searched for together."""
    search = _Search(intervals)
    for count in range(1, _MOST_STEPS):
        if not search.active.size:
            break
        search.advance(rows(search.x[search.active]), count % _BISECT_EVERY == 0)
    return Zeros(search.x, search.level, search.rows)


class _Search:
    """Newton's method within intervals, or the secant's where no next row has the slope.

    Arrays have an entry an interval; `active` are the indices of those that are not done.
    """

    def __init__(self, intervals: _Intervals) -> None:
        self.level = intervals.level
        self.active = np.arange(self.level.size)
        self.low, self.high = intervals.low.copy(), intervals.high.copy()
        self.width = self.high - self.low
        self.x = _start(intervals)
        self.rows = np.empty(intervals.rows_low.shape)
        # The secant's other point, and how long the last step was.
        self.before, self.value_before = self.low.copy(), _own(intervals.rows_low, self.level)
        self.sign_low = np.sign(self.value_before)
        self.last_step = self.width.copy()

    def advance(self, here: Array, bisects: bool) -> None:
        """Take the rows at x of the active intervals, and choose the next x of each."""
        active, x = self.active, self.x[self.active]
        self.rows[:, active] = here
        value = _own(here, self.level[active])
        step = self._step(here, value)
        to_right = np.sign(value) == self.sign_low[active]
        self.low[active] = np.where(to_right, x, self.low[active])
        self.high[active] = np.where(to_right, self.high[active], x)
        low, high = self.low[active], self.high[active]
        target, middle = x + step, low + (high - low) / 2.0
        goes_on = (low < middle) & (middle < high) & (value != 0.0) & ~np.isnan(value)
        goes_on &= ~self._is_settled(x, np.abs(step))
        follows = (low < target) & (target < high) & (not bisects)
        self.before[active], self.value_before[active] = x, value
        self.last_step[active] = np.abs(step)
        self.x[active] = np.where(goes_on, np.where(follows, target, middle), x)
        self.active = active[goes_on]

    def _step(self, here: Array, value: Array) -> Array:
        """How far to go from x by the slope: the next row, or the secant's."""
        active, last = self.active, here.shape[0] - 1
        with np.errstate(all="ignore"):
            rise = value - self.value_before[active]
            secant = rise / (self.x[active] - self.before[active])
            slope = _own(here, np.minimum(self.level[active] + 1, last))
            return -value / np.where(self.level[active] < last, slope, secant)

    def _is_settled(self, x: Array, length: Array) -> Mask:
        """Whether a step of this length is below the last digit, or is the row's own rounding."""
        size = np.maximum(np.abs(x), self.width[self.active])
        is_noise = (length < _NOISY * size) & (length > self.last_step[self.active] / 4.0)
        settled: Mask = is_noise | (length <= _LAST_UNITS * np.spacing(np.abs(x)))
        return settled


def _own(rows: Array, level: Indices) -> Array:
    """The row of its level in each column."""
    return rows[level, np.arange(level.size)]


def _start(intervals: _Intervals) -> Array:
    """A first guess: by the cubic through both ends that gives x for a value (inverse Hermite).

    The chord's where the slopes are not known or unlike the chord's, the middle where that fails.
    """
    level, low, high, rows_low, rows_high = intervals
    value_low, value_high = _own(rows_low, level), _own(rows_high, level)
    above = np.minimum(level + 1, rows_low.shape[0] - 1)
    with np.errstate(all="ignore"):
        rise = value_high - value_low
        share = -value_low / rise
        chord = low + share * (high - low)
        first, last = (rise / _own(rows, above) for rows in (rows_low, rows_high))
        cubic = (
            low
            + (high - low) * share**2 * (3.0 - 2.0 * share)
            + first * share * (1.0 - share) ** 2
            - last * share**2 * (1.0 - share)
        )
    has_slope = level + 1 < rows_low.shape[0]
    cubic_serves = has_slope & (first > 0.0) & (last > 0.0) & (low < cubic) & (cubic < high)
    guess = np.where(cubic_serves, cubic, chord)
    return np.where((low < guess) & (guess < high), guess, low + (high - low) / 2.0)
