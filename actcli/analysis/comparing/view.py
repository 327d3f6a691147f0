"""The difference of a pair at all places looked at, and what is largest there."""

from functools import cached_property

import numpy as np

from actcli.analysis.comparing.anchored import anchored
from actcli.analysis.comparing.area import Integral, integral_on_line, integral_over
from actcli.analysis.comparing.differences import Interval, Largest
from actcli.analysis.comparing.extremes import (
    at_breaks,
    is_beside,
    largest,
    largest_on_line,
    nearest_to_zero,
    places_of,
)
from actcli.analysis.comparing.gap import LINEAR_TO, Gap
from actcli.analysis.comparing.overflow import Overflow, overflows
from actcli.analysis.comparing.peaks import peaks
from actcli.analysis.comparing.poles import have_endless_area, poles
from actcli.analysis.comparing.zeros import Zeros, zeros
from actcli.formula.ascending import Indices, distinct, is_among, runs_of
from actcli.formula.compensated import Array

# Beside so many turning places, those nearest to 0, the area is looked at as closely as sampled.
_MOST_NARROW = 64
# The difference's own formula is off by some units of its last place, and a share of f and g.
# The share is that of sums and products, and of primitives.
_OWN_UNITS, _OWN_SHARE, _OWN_WIDE = 4.0, 2.0**-98, 2.0**-58
# A zero is real, and no jump, where f - g is this small beside f and g, or moves so many units.
_ROUNDING, _UNITS, _TINY = 2.0**-48, 8.0, 1e-12
# And no larger than this share of the largest difference: beside a pole all of f - g is rounding.
_SMALL = 1e-3


class View:
    """The difference at all places looked at: the samples and what was searched for in between."""

    def __init__(self, gap: Gap, over: Interval) -> None:
        self.gap, self.over = gap, over
        self._poles: dict[int, Array] = {}
        self.zeros: Zeros = zeros(gap.rows, gap.points, gap.signed())
        places = np.concatenate([gap.points, self.zeros.at])
        ascending = np.argsort(places, kind="stable")
        self.places = places[ascending]
        self.rows = np.hstack([gap.values, self.zeros.rows])[:, ascending]
        nearest = np.clip(np.searchsorted(gap.points, self.zeros.at), 0, gap.points.size - 1)
        self.slack, self.magnitudes = (
            np.hstack([known, known[:, nearest]])[:, ascending]
            for known in (gap.slack, gap.magnitudes)
        )
        self.lost = np.concatenate([gap.lost, np.zeros(self.zeros.at.size, bool)])[ascending]

    @property
    def is_line(self) -> bool:
        """Whether it is the real line that is looked at."""
        return not np.isfinite(self.over).all()

    def zeros_of(self, level: int) -> Array:
        """Where a row changes sign between the samples, ascending."""
        return np.sort(self.zeros.at[self.zeros.level == level])

    def largest(self, row: int) -> Largest:
        """The largest size of the difference (row 0) or of a derivative of it."""
        places, sizes, slack = self.places, np.abs(self.rows[row]), self.slack[row]
        magnitudes = self.magnitudes[row]
        turning = self.zeros_of(row + 1)
        if row + 1 == self.rows.shape[0]:
            turning = distinct(peaks(lambda x: np.abs(self.gap.rows(x)[row]), places, sizes))
            more = np.abs(self.gap.rows(turning)[row])
            places, sizes = np.append(places, turning), np.append(sizes, more)
            slack = np.append(slack, 1e-15 * more)
            magnitudes = np.append(magnitudes, more)
            ascending = np.argsort(places, kind="stable")
            places, sizes, slack = places[ascending], sizes[ascending], slack[ascending]
            magnitudes = magnitudes[ascending]
        sizes, slack, wide = self._settled(row, places, sizes, slack, magnitudes)
        endless = self._endless(row)
        if endless:
            return Largest(np.inf, endless)
        if row > 0:
            # What a slope is where f has overflowed says nothing.
            for overflow, run in self._overflows:
                beyond = (self.places[run[0]] <= places) & (places <= self.places[run[-1]])
                sizes = sizes if overflow.grows else np.where(beyond, 0.0, sizes)
        if np.isinf(sizes).any():
            return Largest(np.inf, self._infinite(row))
        if not self.is_line:
            return at_breaks(largest(places, sizes, slack, wide), self.gap.breaks)
        exact = is_among(places, turning) | is_beside(places, self.gap.breaks)
        limits = self._limits(row)
        found = largest_on_line(places, sizes, slack, exact, limits, wide)
        return at_breaks(found, self.gap.breaks)

    def _settled(
        self, row: int, places: Array, sizes: Array, slack: Array, magnitudes: Array
    ) -> tuple[Array, Array, Array]:
        """Sizes, slack and a wider slack, by the difference's own formula where it is largest."""
        best = np.argmax(sizes)
        if not 0.0 < sizes[best] < np.inf:
            return sizes, slack, slack
        sizes, slack = sizes.copy(), np.fmax(slack, _OWN_UNITS * np.spacing(sizes))
        near = np.flatnonzero(sizes + slack >= np.max(sizes - slack))
        exact = np.abs(self.gap.rows(places[near])[row])
        sizes[near] = anchored(self.gap, row, places[near], exact, magnitudes[near])
        slack[near] = _OWN_UNITS * np.spacing(sizes[near]) + _OWN_SHARE * magnitudes[near]
        wide = slack.copy()
        wide[near] += _OWN_WIDE * magnitudes[near]
        outgrown = np.maximum(np.abs(places), magnitudes) > LINEAR_TO
        outgrown &= np.isfinite(magnitudes)
        wide[outgrown] += _OWN_UNITS * np.spacing(magnitudes[outgrown])
        return sizes, slack, wide

    def poles(self, row: int) -> Array:
        """The places at which the difference, or a derivative, goes to ±inf on a side."""
        if row not in self._poles:
            self._poles[row] = self._found_poles(row)
        return self._poles[row]

    def _found_poles(self, row: int) -> Array:
        at = distinct(self.gap.breaks, self.gap.singular)
        if not at.size:
            return at
        sides = np.array([np.nextafter(at, -np.inf), at, np.nextafter(at, np.inf)])
        indices = np.clip(np.searchsorted(self.places, sides), 0, self.places.size - 1)
        beside = np.where(self.lost[indices], 0.0, np.abs(self.rows[:, indices]))
        return poles(self.gap.rows, at, beside, row, self.over)

    @cached_property
    def _overflows(self) -> list[tuple[Overflow, Indices]]:
        """The stretches where f - g is infinite in float64, but for poles and NaN."""
        infinite = np.isinf(self.rows[0]) & ~self.lost
        if not infinite.any():
            return []
        at_poles = is_among(self.places, self.poles(0))
        return overflows(self._size, self.places, infinite, at_poles)

    def _limits(self, row: int) -> Interval:
        """The limits of a row's size at -inf and +inf, NaN where they are not known."""
        below, above = self.gap.limits(row)
        for overflow, run in self._overflows:
            if not overflow.grows:
                below = np.nan if run[0] == 0 else below
                above = np.nan if run[-1] == self.places.size - 1 else above
        return below, above

    def _endless(self, row: int) -> tuple[float, ...]:
        """Where a row has no bound: poles, and -inf or inf."""
        ends = []
        if self.is_line:
            limits = zip((-np.inf, np.inf), self._limits(row), strict=True)
            ends = [end for end, limit in limits if np.isinf(limit)]
        at = nearest_to_zero([*map(float, self.poles(row)), *ends])
        return at

    def _infinite(self, row: int) -> tuple[float, ...]:
        """Where a row is infinite though it has a bound, or is NaN on one side alone.

        Of a stretch that begins where float64 ends its beginning, else the plainest place.
        """
        infinite = np.isinf(self.rows[row])
        # NaN that does not begin at a place of the formula is inf / inf, or inf - inf.
        known = is_among(self.places, distinct(self.gap.breaks, self.gap.singular))
        known |= np.append(known[1:], False) | np.append(False, known[:-1])
        ended = overflows(self._size, self.places, infinite & self.lost, known)
        found = [overflow.place for overflow, _ in (*self._overflows, *ended)]
        for _, run in (*self._overflows, *ended):
            infinite[run] = False
        return nearest_to_zero([*found, *places_of(self.places, infinite)])

    def _size(self, x: Array) -> Array:
        size: Array = np.abs(self.gap.rows(x)[0])
        return size

    @cached_property
    def _has_gaps(self) -> bool:
        """Whether one side alone is NaN on a stretch, and not just at a lone place."""
        ends = [self.places[run[[0, -1]]] for run in runs_of(self.lost)]
        return any(high - low > 4.0 * np.spacing(abs(low)) for low, high in ends)

    @property
    def unbounded(self) -> bool:
        """Whether the difference itself has no bound: a pole, or no end far out."""
        return bool(self._endless(0))

    def integral(self) -> Integral | None:
        """The integral of |f - g|, and how far it may be off.

        None where one side alone is NaN or inf on a stretch, whatever the difference is there.
        """
        if self._has_gaps or not all(overflow.grows for overflow, _ in self._overflows):
            return None
        if self._has_endless_area():
            return Integral(float(np.inf), 0.0)
        gap = self.gap
        turning = self.zeros_of(1)
        turning = turning[np.argsort(np.abs(turning), kind="stable")[:_MOST_NARROW]]
        right = np.searchsorted(gap.points, turning)
        beside = gap.points[np.clip([right - 1, right], 0, gap.points.size - 1)].ravel()
        zero = gap.values[0] == 0.0
        ends = gap.points[zero & ~(np.append(zero[1:], False) & np.append(False, zero[:-1]))]
        edges = [gap.breaks, gap.singular, gap.closely, self.zeros_of(0), ends, turning, beside]
        if not self.is_line:
            return integral_over(self._known, np.concatenate(edges), self.over, gap.rounding_at)
        return integral_on_line(self._known, gap.rounding_at, np.concatenate(edges))

    def _known(self, x: Array) -> Array:
        """The difference, 0 beside a lone place where one side has no value."""
        difference: Array = self.gap.rows(x)[0]
        if self.lost.any():
            return np.where(np.isfinite(difference), difference, 0.0)
        return difference

    def _has_endless_area(self) -> bool:
        if have_endless_area(self.gap.rows, self.poles(0), self.over):
            return True
        limits = np.array(self._limits(0)) if self.is_line else np.zeros(2)
        return bool(np.any(np.nan_to_num(limits, nan=0.0, posinf=1.0) > 0.0))

    def signed(self) -> tuple[Array, Array]:
        """The samples where both sides have values, and the difference there."""
        known = ~self.gap.lost
        return self.gap.points[known], self.gap.signed()[0][known]

    def touching(self) -> Array:
        """Zeros of f - g between the samples at which it is continuous, those it turns at too."""
        at, level, rows = self.zeros.at, self.zeros.level, self.zeros.rows
        serve = np.flatnonzero(level <= 1)
        at, level, rows = at[serve], level[serve], rows[:, serve]
        width = _UNITS * np.spacing(np.abs(at))
        bound = _ROUNDING * np.abs(self.gap.sides(self.gap.g, at)[0])
        last = rows.shape[0] - 1
        if last == 0:
            bound = np.full(at.shape, _TINY * np.max(np.abs(self.rows[0])))
        else:
            with np.errstate(all="ignore"):
                moves = np.where(level == 0, rows[1] * width, rows[last] * width**2)
                bound = bound + np.abs(moves)
        sizes = np.abs(self.rows[0])
        most = np.max(sizes, where=np.isfinite(sizes), initial=0.0)
        touching: Array = at[np.abs(rows[0]) <= np.minimum(bound, _SMALL * most)]
        return touching
