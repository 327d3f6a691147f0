"""How two functions are apart: not at all, everywhere alike, without bound, or up to a largest gap.

What was measured says most of it; what is said of all x is tried at many of them.
"""

from math import isclose, isinf

import numpy as np

from actcli.analysis.comparing.differences import Interval, Pair
from actcli.formula.compensated import Array
from actcli.formula.landmarks import GRID

_SAME_DISTANCE = 1e-9  # distances that differ by a smaller share are one
_TRIED, _NEAR = 257, 16.0  # so many places are tried evenly, on the real line out to here


def kind_of(pair: Pair, order: int, over: Interval) -> str:
    """How two functions, or their derivatives of an order, are apart: see PairVerdict."""
    if pair.max_difference == 0.0:
        return "same"
    if isinf(pair.max_difference):
        return _without_number(pair, order)
    mean = pair.mean_difference
    # Over the real line there is no mean, but what has no slope is constant, jumps apart.
    is_level = (
        pair.slope is not None and pair.slope.value == 0.0
        if mean is None
        else isclose(mean, pair.max_difference, rel_tol=_SAME_DISTANCE)
    )
    return "everywhere" if is_level and _keeps_distance(pair, order, over) else "apart"


def _keeps_distance(pair: Pair, order: int, over: Interval) -> bool:
    """Whether the two are as far apart as they ever are wherever one looks."""
    if pair.agree or pair.sign == "equal":
        return False
    f, g = _values(pair, order, _looked_at(over))
    with np.errstate(all="ignore"):
        distance = np.abs(f - g)
        rounding = 4.0 * np.spacing(np.fmax(np.abs(f), np.abs(g)))
        missing = np.abs(distance - pair.max_difference) - rounding
    # Where rounding is larger than the distance nothing can be said.
    told = np.isfinite(missing) & (rounding < pair.max_difference)
    return bool(np.all(missing[told] <= _SAME_DISTANCE * pair.max_difference))


def is_exact(pair: Pair, order: int, over: Interval) -> bool:
    """Whether two functions that are the same give the same float64 numbers."""
    f, g = _values(pair, order, _looked_at(over))
    return bool(np.array_equal(f, g, equal_nan=True))


def _looked_at(over: Interval) -> Array:
    """Places to try what is said of all: from tiny to huge ones, and some in between."""
    low, high = np.clip(over, -_NEAR, _NEAR)
    even = np.linspace(low, high, _TRIED)
    return np.concatenate([even, GRID[(over[0] <= GRID) & (over[1] >= GRID)]])


def _values(pair: Pair, order: int, x: Array) -> tuple[Array, Array]:
    f, g = (side.evaluate(x, [order])[0] for side in (pair.f, pair.g))
    return f, g


def _without_number(pair: Pair, order: int) -> str:
    """Why a difference is infinite."""
    at = np.array(pair.at[:1], dtype=np.float64)
    f, g = (side.evaluate(at, [order])[0] for side in (pair.f, pair.g))
    if np.any(np.isnan(f) & np.isfinite(g)):
        return "f_undefined"
    if np.any(np.isnan(g) & np.isfinite(f)):
        return "g_undefined"
    return "unbounded" if pair.unbounded and limitless(pair, order) else "infinite"


def limitless(pair: Pair, order: int) -> tuple[float, ...]:
    """Where an infinite difference has no bound; not where float64 merely ends, as exp does at 710.

    Around a pole the difference is finite, around an overflow it is infinite on one side at least.
    """
    return tuple(place for place in pair.at if isinf(place) or not _overflows(pair, place, order))


def _overflows(pair: Pair, place: float, order: int) -> bool:
    x = place + 0.01 * max(1.0, abs(place)) * np.array([-1.0, 1.0])
    f, g = (side.evaluate(x, [order])[0] for side in (pair.f, pair.g))
    with np.errstate(all="ignore"):
        return bool(np.any(np.isinf(f - g)))
