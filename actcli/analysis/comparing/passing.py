"""Whether two functions are as near as a tolerance asks, and where they miss it most."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from actcli.analysis.comparing.differences import Interval, Largest
from actcli.analysis.comparing.extremes import at_breaks, is_beside, largest, largest_on_line
from actcli.analysis.comparing.gap import FAR, Gap
from actcli.analysis.comparing.peaks import peaks
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.comparing.ulps import distances
from actcli.formula.ascending import distinct, is_among, without
from actcli.formula.compensated import Array, Mask
from actcli.formula.landmarks import crossings

Function = Callable[[Array], Array]

_SAME = 1e-14  # ratios that differ by less are taken for one
# A ratio beyond it where the reference changes sign is one without end.
_VAST = 1e12
# The ratio far out is a limit where its last values agree to this share.
_STEADY, _LAST = 1e-9, 4
_NORMAL = float(np.finfo(np.float64).smallest_normal)


class Verdict(NamedTuple):
    """What a tolerance says of a pair: `worst`, `within` and `failing_at` of a `Pair`."""

    worst: Largest | None
    within: bool
    failing_at: float | None


def verdict(gap: Gap, places: Array, over: Interval, tolerance: Tolerance, top: Largest) -> Verdict:
    """The verdict on a pair, looked at in ascending places: the gap's points and those between.

    `top` is its largest |f - g|.

    Raises ActcliError for ulps of a dtype that is not known, or needs an extra that is missing.
    """
    if tolerance.ulps is not None:
        between = without(places, gap.points)
        landmarks = np.concatenate([gap.breaks, gap.singular, between])
        found = distances(gap, landmarks, over, tolerance.dtype)
        return _limited(found, found, tolerance.ulps)
    if not tolerance.relative or tolerance.absolute == np.inf:
        # Even an infinite tolerance does not allow a value on one side alone.
        if np.isinf(tolerance.absolute) and gap.lost.any():
            lost = tuple(map(float, gap.points[gap.lost]))
            return Verdict(None, False, _first([at for at in top.at if at in lost] or lost))
        return _limited(None, top, tolerance.absolute)
    if top.value == 0.0:
        return Verdict(top, True, None)
    relative = _Relative(gap, tolerance)
    looked_at = distinct(places, relative.roots())
    missed = relative.most_missed(looked_at, over)
    within = missed.value <= 0.0
    return Verdict(relative.worst(looked_at, over), within, None if within else _first(missed.at))


def _limited(worst: Largest | None, found: Largest, most: float) -> Verdict:
    within = found.value <= most
    return Verdict(worst, within, None if within else _first(found.at))


def _first(places: Sequence[float]) -> float | None:
    """The place to name: the one nearest to 0, of two the positive one."""
    return min(places, key=lambda place: (abs(place), -place), default=None)


class _Relative:
    """|f - g| beside |g|: their ratio, and the excess of |f - g| over T + R |g|."""

    def __init__(self, gap: Gap, tolerance: Tolerance) -> None:
        self.gap, self.tolerance = gap, tolerance

    def excess(self, x: Array) -> Array:
        """|f - g| - (T + R |g|): above 0 where the tolerance is missed, exactly 0 where it is met.

        inf where the difference is infinite, or one side alone is NaN, and -inf where rounding to
        subnormals leaves nothing to say.
        """
        sizes, reference, is_rough = self._parts(x)
        with np.errstate(all="ignore"):
            share = np.where(reference == 0.0, 0.0, self.tolerance.relative * reference)
            excess = sizes - (self.tolerance.absolute + share)
        excess = np.where(np.isnan(excess) | is_rough, -np.inf, excess)
        return np.where(np.isinf(sizes), np.inf, excess)

    def ratio(self, x: Array) -> Array:
        """|f - g| / |g|: 0 where there is no difference, inf where only the reference is 0.

        0 too where both are subnormal, whose rounding may be half of them.
        """
        sizes, reference, is_rough = self._parts(x)
        with np.errstate(all="ignore"):
            ratio = sizes / reference
        is_none = (sizes == 0.0) | is_rough
        return np.where(is_none, 0.0, np.where(np.isnan(ratio), np.inf, ratio))

    def _parts(self, x: Array) -> tuple[Array, Array, Mask]:
        """|f - g|, |g|, and where both are too small to have their digits."""
        sizes, reference = self.gap.sizes(x), np.abs(self._reference(x))
        is_rough: Mask = (sizes < _NORMAL) & (reference < _NORMAL)
        return sizes, reference, is_rough

    def _reference(self, x: Array) -> Array:
        values: Array = self.gap.sides(self.gap.g, x)[0]
        return values

    def roots(self) -> Array:
        """Where the reference changes sign."""
        return crossings(self._reference, self.gap.points, self.gap.g_values[0])

    def worst(self, places: Array, over: Interval) -> Largest:
        """The largest ratio; places are the points and others, ascending."""
        places, exact = _with_peaks(self.ratio, places)
        ratios = self.ratio(places)
        # At a root between two doubles the reference is as good as 0.
        at_root = is_among(places, self.roots()) & (ratios > _VAST)
        ratios = np.where(at_root, np.inf, ratios)
        slack = _SAME * np.where(np.isinf(ratios), 0.0, ratios)
        if np.isfinite(over).all():
            found = largest(places, ratios, slack)
        else:
            exact |= is_beside(places, self.gap.breaks)
            limits = (_end(self.ratio(-FAR)), _end(self.ratio(FAR)))
            found = largest_on_line(places, ratios, slack, exact, limits)
        return at_breaks(found, self.gap.breaks)

    def most_missed(self, places: Array, over: Interval) -> Largest:
        """The largest excess and where it is, 0 where there is none."""
        places, _ = _with_peaks(self.excess, places)
        excess = np.maximum(self.excess(places), 0.0)
        found = at_breaks(largest(places, excess, np.zeros(places.shape)), self.gap.breaks)
        if np.isfinite(over).all():
            return found
        ends = (-np.inf, np.inf)
        limits = [max(_end(self.excess(np.sign(end) * FAR)), 0.0) for end in ends]
        if max(limits) <= found.value * (1.0 + _SAME):
            return found
        at = (end for end, limit in zip(ends, limits, strict=True) if limit == max(limits))
        return Largest(max(limits), tuple(at))


def _with_peaks(function: Function, places: Array) -> tuple[Array, Mask]:
    """The places with those between them where a function may be larger, and which those are."""
    found = distinct(peaks(function, places, function(places)))
    every = distinct(places, found)
    return every, is_among(every, found)


def _end(values: Array) -> float:
    """What values ever further out tend to, inf where they grow; 0 where they come and go."""
    last = values[-_LAST:]
    if np.any(last == np.inf):
        return np.inf
    with np.errstate(all="ignore"):
        if np.all(np.abs(last - last[-1]) <= _STEADY * np.abs(last[-1])):
            return float(last[-1])
        return np.inf if np.all(np.diff(values) > 0.0) else 0.0
