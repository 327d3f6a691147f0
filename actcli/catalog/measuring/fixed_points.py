"""Fixed points: every x with f(x) = x, isolated or a whole interval, and whether it attracts."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actcli.catalog.measuring.survey import DENSE, ROUNDING, Interval, Survey
from actcli.formula.compensated import Array, Mask
from actcli.formula.evaluate import evaluate
from actcli.formula.landmarks import closed_in
from actcli.formula.tree import Binary, Variable

Indices = NDArray[np.signedinteger[Any]]

# A slope this near to 1 leaves it to higher orders whether a fixed point attracts.
_NEUTRAL = 1e-9
# f(x) - x is told from 0 beyond so many roundings of f and x.
_CLEAR = 8.0
# A touch of the diagonal over a wider stretch than this share of x is one by rounding.
_WIDEST = 0.125
# A crossing steeper than this is a pole or a jump.
_STEEPEST = 1e8
# Of more fixed points than these, those beyond the dense part of the grid are left away.
_ENDLESS = 16


@dataclass(frozen=True)
class FixedPoint:
    """A fixed point, or an interval of them where low < high.

    `slope` is f' there. Repeated application of f leads to an attracting one from both sides, to a
    semistable one from one side, away from a repelling one; around a neutral one nothing moves
    (f(x) = x on an interval) or turns about it (slope -1).
    """

    low: float
    high: float
    slope: float
    stability: str


def fixed_points(survey: Survey) -> list[FixedPoint]:
    """The fixed points that the samples show, ascending.

    Sign changes of f(x) - x are closed in on to the last digit; places where it touches 0 are the
    zeros of f' - 1 at which it is 0 but for 16 roundings; intervals are pieces between breakpoints
    on which every sample has f(x) = x. Where f(x) - x only falls below rounding, as silu's far out,
    there is none.
    """
    intervals = _intervals(survey)
    outside = [
        found
        for found in _isolated(survey)
        if not any(low <= found[0] <= high for low, high in intervals)
    ]
    slopes = survey.derivative(1, np.array([place for place, _, _ in outside]))
    isolated = [
        _described(survey, place, float(slope), before, after)
        for (place, before, after), slope in zip(outside, slopes, strict=True)
    ]
    if len(isolated) > _ENDLESS:
        isolated = [point for point in isolated if abs(point.low) <= DENSE]
    whole = [FixedPoint(low, high, 1.0, "neutral") for low, high in intervals]
    return sorted(isolated + whole, key=lambda point: point.low)


def _intervals(survey: Survey) -> tuple[Interval, ...]:
    x, f, slope = survey.inside
    same = (survey.values[0] == survey.points) & (survey.values[1] == 1.0)
    return survey.joined(survey.sampled_everywhere(same, (f == x) & (slope == 1.0)))


def _gap(survey: Survey, x: Array) -> Array:
    """f(x) - x with what the formula's own last step rounded off."""
    function = survey.activation
    tree = Binary("-", function.parsed.tree, Variable())
    return evaluate(tree, x, function.numeric_parameters, [0])[0]


def _excess_slope(survey: Survey, x: Array) -> Array:
    return survey.derivative(1, x) - 1.0


def _isolated(survey: Survey) -> list[tuple[float, int, int]]:
    """Candidates that hold: the place, and the sign of f(x) - x before and after it."""
    known = ~np.isnan(survey.values[0])
    x, f, slope = survey.points[known], survey.values[0][known], survey.values[1][known]
    gap = f - x
    clear = np.nonzero(np.abs(gap) > _CLEAR * ROUNDING * np.maximum(np.abs(f), np.abs(x)))[0]
    signs = np.sign(gap)
    before, after = clear[:-1], clear[1:]
    crosses = signs[before] * signs[after] < 0.0
    plain = crosses & (after == before + 1)
    found = _pairs(
        _closed(survey, x, gap, before[plain], after[plain]), signs, before[plain], after[plain]
    )
    for low, high in zip(before[after > before + 1], after[after > before + 1], strict=True):
        is_wide = high - low > 2 and x[high] - x[low] > _WIDEST * max(1.0, abs(x[low]))
        if is_wide and signs[low] == signs[high] and not np.any(x[low:high] == 0.0):
            continue  # a touch by rounding, as gelu_10's below 10
        found.append((_in_stretch(survey, x, gap, int(low), int(high)), signs[low], signs[high]))
    touching = ~crosses & (after == before + 1) & _may_touch(x, gap, slope, before, after)
    low, high = before[touching], after[touching]
    excess = slope - 1.0
    places = closed_in(
        lambda place: _excess_slope(survey, place), x[low], x[high], excess[low], excess[high]
    )
    found += _pairs(places, signs, low, high)
    found += _at_an_end_of_the_domain(survey)
    return _holding(survey, found)


def _pairs(
    places: Array, signs: Array, low: Indices, high: Indices
) -> list[tuple[float, float, float]]:
    return list(zip(map(float, places), signs[low], signs[high], strict=True))


def _closed(survey: Survey, x: Array, gap: Array, low: Indices, high: Indices) -> Array:
    return closed_in(lambda place: _gap(survey, place), x[low], x[high], gap[low], gap[high])


def _may_touch(x: Array, gap: Array, slope: Array, low: Indices, high: Indices) -> Mask:
    """Whether f' - 1 changes sign in a cell, and is steep enough for f(x) - x to reach 0 in it."""
    one, other = slope[low] - 1.0, slope[high] - 1.0
    reach = (x[high] - x[low]) * np.maximum(np.abs(one), np.abs(other))
    lower = np.minimum(np.abs(gap[low]), np.abs(gap[high]))
    may: Mask = (one * other < 0.0) & (lower <= reach)
    return may


def _in_stretch(survey: Survey, x: Array, gap: Array, low: int, high: int) -> float:
    """The one place meant by a stretch of samples at which f(x) - x is 0 but for rounding."""
    inside = slice(low + 1, high)
    if np.any((x[inside] == 0.0) & (gap[inside] == 0.0)):
        return 0.0
    edges = np.array([[x[low]], [x[high]]])
    for function in (_gap, _excess_slope):
        ends = function(survey, edges)
        if ends[0, 0] * ends[1, 0] < 0.0:
            place = closed_in(partial(function, survey), edges[0], edges[1], ends[0], ends[1])
            return float(place[0])
    return float(x[inside][np.argmin(np.abs(gap[inside]))])


def _at_an_end_of_the_domain(survey: Survey) -> list[tuple[float, float, float]]:
    """Fixed points beside which f has no value on one side, as sqrt(x) has none below 0."""
    f = survey.values[0]
    missing = np.isnan(f)
    alone = np.append(missing[1:], False) | np.insert(missing[:-1], 0, False)
    places = survey.points[alone & (f == survey.points)]
    return [(float(place), np.nan, np.nan) for place in places]


def _holding(
    survey: Survey, found: list[tuple[float, float, float]]
) -> list[tuple[float, int, int]]:
    """The candidates at which f(x) = x but for rounding: a jump across the diagonal is none."""
    if not found:
        return []
    x = np.array([place for place, _, _ in found])
    f, slope = survey.activation.evaluate(x, [0, 1])
    steep = 1.0 + np.minimum(np.where(np.isfinite(slope), np.abs(slope), 0.0), _STEEPEST)
    holds = np.abs(f - x) <= 2.0 * _CLEAR * ROUNDING * np.maximum(np.abs(f), np.abs(x)) * steep
    kept = {}
    for (place, before, after), take in zip(found, holds, strict=True):
        if take:
            kept[place] = (place + 0.0, int(np.nan_to_num(before)), int(np.nan_to_num(after)))
    return list(kept.values())


def _described(survey: Survey, place: float, slope: float, before: int, after: int) -> FixedPoint:
    return FixedPoint(place, place, slope, _stability(survey, place, slope, before, after))


def _stability(survey: Survey, place: float, slope: float, before: int, after: int) -> str:
    left, right = _sides_of(survey, place, slope)
    attracts = (_attracts(left, before > 0), _attracts(right, after < 0))
    if None in attracts:
        return "neutral"
    if attracts[0] and attracts[1]:
        return "attracting"
    return "semistable" if attracts[0] or attracts[1] else "repelling"


def _sides_of(survey: Survey, place: float, slope: float) -> tuple[float, float]:
    """The slope on both sides: infinite towards a jump of f."""
    where = np.nonzero(survey.breaks == place)[0]
    if not where.size:
        return slope, slope
    slopes = []
    for side in survey.sides:
        f, one_sided = float(side[0][where[0]]), float(side[1][where[0]])
        jumps = abs(f - place) > 1e-9 * max(1.0, abs(place))
        slopes.append(np.inf if jumps else one_sided)
    return slopes[0], slopes[1]


def _attracts(slope: float, leads_back: bool) -> bool | None:
    """Whether one side attracts; a slope of 1 leaves it to the sign of f(x) - x, -1 to nothing."""
    if abs(slope - 1.0) <= _NEUTRAL:
        return leads_back
    if abs(slope + 1.0) <= _NEUTRAL:
        return None
    return bool(abs(slope) < 1.0)
