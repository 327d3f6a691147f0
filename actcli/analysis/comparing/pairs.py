"""What is measured about a pair of functions: the largest differences, the area, the agreement."""

import numpy as np

from actcli.analysis.comparing import agreement
from actcli.analysis.comparing.area import area_on_line, area_over
from actcli.analysis.comparing.differences import Interval, Largest, Pair
from actcli.analysis.comparing.extremes import at_breaks, is_beside, largest, largest_on_line
from actcli.analysis.comparing.gap import Gap
from actcli.analysis.comparing.peaks import peaks
from actcli.analysis.comparing.poles import have_endless_area, poles
from actcli.analysis.comparing.samples import Sampled, sampled
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.comparing.zeros import Zeros, zeros
from actcli.catalog.activation import Activation
from actcli.catalog.measuring.survey import rounded
from actcli.formula.ascending import distinct, is_among
from actcli.formula.compensated import Array

# Beside so many turning places, those nearest to 0, the area is looked at as closely as sampled.
_MOST_NARROW = 64
_DIGITS = 11  # the mean is rounded to so many, one less than the area
# So many places at most are looked at once more for the last digit of a maximum.
_MOST_SETTLED = 512
# A zero is real, and no jump, where f - g is this small beside f and g, or moves so many units.
_ROUNDING, _UNITS, _TINY = 2.0**-48, 8.0, 1e-12


class _View:
    """The difference at all places looked at: the samples and what was searched for in between."""

    def __init__(self, gap: Gap, over: Interval) -> None:
        self.gap, self.over = gap, over
        self.zeros: Zeros = zeros(gap.rows, gap.points, gap.signed())
        places = np.concatenate([gap.points, self.zeros.at])
        ascending = np.argsort(places, kind="stable")
        self.places = places[ascending]
        self.rows = np.hstack([gap.values, self.zeros.rows])[:, ascending]
        nearest = np.clip(np.searchsorted(gap.points, self.zeros.at), 0, gap.points.size - 1)
        self.slack = np.hstack([gap.slack, gap.slack[:, nearest]])[:, ascending]
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
        turning = self.zeros_of(row + 1)
        if row + 1 == self.rows.shape[0]:
            turning = distinct(peaks(lambda x: np.abs(self.gap.rows(x)[row]), places, sizes))
            more = np.abs(self.gap.rows(turning)[row])
            places, sizes = np.append(places, turning), np.append(sizes, more)
            slack = np.append(slack, 1e-15 * more)
            ascending = np.argsort(places, kind="stable")
            places, sizes, slack = places[ascending], sizes[ascending], slack[ascending]
        sizes = self._settled(row, places, sizes, slack)
        sizes = np.where(is_among(places, self.poles(row)), np.inf, sizes)
        if not self.is_line:
            return at_breaks(largest(places, sizes, slack), self.gap.breaks)
        exact = is_among(places, turning) | is_beside(places, self.gap.breaks)
        limits = self.gap.limits(row)
        return at_breaks(largest_on_line(places, sizes, slack, exact, limits), self.gap.breaks)

    def _settled(self, row: int, places: Array, sizes: Array, slack: Array) -> Array:
        """The sizes with the largest of them to the last digit, by the difference's own formula."""
        best = np.argmax(sizes)
        if not 0.0 < sizes[best] < np.inf:
            return sizes
        near = np.flatnonzero(sizes >= sizes[best] - slack - slack[best])
        if near.size > _MOST_SETTLED:
            return sizes
        settled = sizes.copy()
        settled[near] = np.abs(self.gap.rows(places[near])[row])
        return settled

    def poles(self, row: int) -> Array:
        """The places at which the difference, or a derivative, goes to ±inf on a side."""
        at = distinct(self.gap.breaks, self.gap.singular)
        if not at.size:
            return at
        sides = np.array([np.nextafter(at, -np.inf), at, np.nextafter(at, np.inf)])
        indices = np.clip(np.searchsorted(self.places, sides), 0, self.places.size - 1)
        beside = np.where(self.lost[indices], 0.0, np.abs(self.rows[:, indices]))
        return poles(self.gap.rows, at, beside, row, self.over)

    @property
    def unbounded(self) -> bool:
        """Whether the difference itself has no bound: a pole, or no end far out."""
        infinite = bool(np.any(np.isinf(self.rows[0]) & ~self.lost)) or self.poles(0).size > 0
        return infinite or (self.is_line and bool(np.isinf(self.gap.limits(0)).any()))

    def area(self) -> float | None:
        """The integral of |f - g|, to 12 digits; None where one side alone is NaN somewhere."""
        if self.lost.any():
            return None
        if self._has_endless_area():
            return float(np.inf)
        gap = self.gap
        turning = self.zeros_of(1)
        turning = turning[np.argsort(np.abs(turning), kind="stable")[:_MOST_NARROW]]
        right = np.searchsorted(gap.points, turning)
        beside = gap.points[np.clip([right - 1, right], 0, gap.points.size - 1)].ravel()
        zero = gap.values[0] == 0.0
        ends = gap.points[zero & ~(np.append(zero[1:], False) & np.append(False, zero[:-1]))]
        edges = [gap.breaks, gap.singular, self.zeros_of(0), ends, turning, beside]
        if not self.is_line:
            return area_over(lambda x: gap.rows(x)[0], np.concatenate(edges), self.over)
        return area_on_line(lambda x: gap.rows(x)[0], gap.rounding_at, np.concatenate(edges))

    def _has_endless_area(self) -> bool:
        if have_endless_area(self.gap.rows, self.poles(0), self.over):
            return True
        limits = np.array(self.gap.limits(0)) if self.is_line else np.zeros(2)
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
        touching: Array = at[np.abs(rows[0]) <= bound]
        return touching


def measured(
    f: Sampled, g: Sampled, over: Interval, order: int, tolerance: Tolerance | None
) -> Pair:
    """All that is measured about two functions, or their derivatives of an order, over a range."""
    view = _View(Gap(f, g, order), over)
    top = view.largest(0)
    area = 0.0 if top.value == 0.0 else view.area()
    points, differences = view.signed()
    zeros_between = view.zeros_of(0)
    judged = None
    if tolerance is not None:
        # Not at the top: without a tolerance no start has to pay for it.
        from actcli.analysis.comparing.passing import verdict

        judged = verdict(view.gap, view.places, over, tolerance, top)
    return Pair(
        f.function,
        g.function,
        max_difference=top.value,
        at=top.at,
        slope=view.largest(1) if order < 2 else None,
        mean_difference=(
            None if area is None or view.is_line else rounded(area / (over[1] - over[0]), _DIGITS)
        ),
        area=area,
        sign=agreement.sign_of(differences, zeros_between),
        agree=agreement.agreement(
            view.gap.points, view.gap.values[0], view.gap.breaks, view.touching(), over
        ),
        crossings=agreement.crossings(points, differences, zeros_between),
        worst=judged.worst if judged else None,
        within=judged.within if judged else None,
        failing_at=judged.failing_at if judged else None,
        unbounded=view.unbounded,
    )


def largest_difference(f: Activation, g: Activation, over: Interval) -> Pair:
    """The largest |f - g| over a finite range and where it is; nothing else is measured."""
    one, other = sampled([f, g], over)
    view = _View(Gap(one, other, 0), over)
    top = view.largest(0)
    return Pair(f, g, top.value, top.at, unbounded=view.unbounded)
