"""Traits: what can be measured about a function from its formula, and how it is measured.

The function and its first two derivatives are sampled on a fixed grid, dense near 0 and geometric
out to 2**60, to which every breakpoint of the formula is added. Extremes are where the next
derivative changes sign, found by bisection; one-sided values at breakpoints and the limits at ±inf
complete them.
"""

from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from actcli.catalog.activation import Activation
from actcli.catalog.shipped import shipped_fields
from actcli.formula.compensated import Array
from actcli.formula.evaluate import limits
from actcli.formula.landmarks import GRID, breakpoints, crossings

# A one-sided difference beyond this share of the values counts as a jump.
_JUMP = 1e-12
# A value beyond it, at one of the points, is taken for a sign that there is no end.
_UNBOUNDED = 1e12
# Whether a piece is constant is judged out to here: further out, tails underflow to slopes of 0.
_CLOSE = 20.0

Interval = tuple[float, float]


@dataclass(frozen=True)
class Traits:
    """What was measured about one function; x and y in the function's own units.

    `range_attained` says for each end whether f takes that value. `smoothness` is jump, C0, C1, C2
    or smooth; `kinks` are the places that decide it. `mean` is E[f(z)] for z ~ N(0, 1), and a
    function is zero-centred where that is 0. `largest_slope` is the Lipschitz constant.
    `saturation` gives the limits at -inf and +inf where the slope dies out there, else None.
    `dead_zones` are the intervals of slope 0.
    """

    range: Interval
    range_attained: tuple[bool, bool]
    monotone: str
    smoothness: str
    kinks: tuple[float, ...]
    zero_centred: bool
    mean: float
    largest_slope: float
    largest_slope_at: float | None
    minimum_at: float | None
    saturation: tuple[float | None, float | None]
    dead_zones: tuple[Interval, ...]

    def as_json(self) -> dict[str, Any]:
        """The traits as JSON writes them; non-finite numbers are left to the writer."""
        return asdict(self)


def traits_of(activation: Activation) -> Traits | None:
    """The traits of a function: the shipped ones at its defaults, else measured now.

    None for a function of a vector, which has other traits.
    """
    if activation.is_vector:
        return None
    if activation.entry is not None and activation.spec in shipped_traits():
        return shipped_traits()[activation.spec]
    return measure(activation)


@cache
def shipped_traits() -> dict[str, Traits]:
    """The traits in traits.json, by canonical spec."""
    return {name: _from_json(fields) for name, fields in shipped_fields().items()}


def _from_json(fields: dict[str, Any]) -> Traits:
    written = {"Infinity": np.inf, "-Infinity": -np.inf, "NaN": np.nan}

    def revived(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(map(revived, value))
        return written.get(value, value) if isinstance(value, str) else value

    return Traits(**{key: revived(value) for key, value in fields.items()})


@dataclass(frozen=True)
class _Survey:
    """The samples that all traits are read from."""

    activation: Activation
    points: Array  # ascending, breakpoints included
    values: tuple[Array, Array, Array]  # f, f', f'' at the points
    breaks: Array
    sides: tuple[tuple[Array, Array, Array], tuple[Array, Array, Array]]  # left and right of breaks
    ends: list[tuple[float, float]]  # limits of f, f', f''

    def derivative(self, order: int, x: Array) -> Array:
        return self.activation.evaluate(x, [order])[0]


def _survey(activation: Activation) -> _Survey:
    tree, parameters = activation.parsed.tree, activation.numeric_parameters
    breaks = breakpoints(tree, parameters, GRID)
    points = np.unique(np.concatenate([GRID, breaks]))
    orders = (0, 1, 2)
    values = activation.evaluate(points, orders)
    left = activation.evaluate(np.nextafter(breaks, -np.inf), orders)
    right = activation.evaluate(np.nextafter(breaks, np.inf), orders)
    return _Survey(
        activation,
        points,
        (values[0], values[1], values[2]),
        breaks,
        ((left[0], left[1], left[2]), (right[0], right[1], right[2])),
        limits(tree, parameters, orders),
    )


def measure(activation: Activation) -> Traits:
    """The traits of an elementwise function, measured now; from 5 ms for relu to 0.4 s for mish."""
    with np.errstate(all="ignore"):
        return _measure(activation)


def _measure(activation: Activation) -> Traits:
    survey = _survey(activation)
    smoothness, kinks = _smoothness(survey)
    mean = gaussian_mean(activation, survey.breaks)
    dead_zones = _dead_zones(survey)
    low, low_attained, minimum_at = _range_end(survey, -1.0)
    high, high_attained, _ = _range_end(survey, 1.0)
    slope, slope_at = _largest_slope(survey, smoothness, kinks)
    return Traits(
        range=(low, high),
        range_attained=(low_attained, high_attained),
        monotone=_monotone(survey),
        smoothness=smoothness,
        kinks=kinks,
        zero_centred=bool(abs(mean) < 1e-10),
        mean=0.0 if abs(mean) < 1e-10 else mean,
        largest_slope=slope,
        largest_slope_at=slope_at,
        minimum_at=minimum_at,
        saturation=_saturation(survey),
        dead_zones=dead_zones,
    )


def _smoothness(survey: _Survey) -> tuple[str, tuple[float, ...]]:
    """The class, and the places where the first derivative that jumps does so."""
    left, right = survey.sides
    poles = _poles(survey)
    if poles.size:
        return "jump", tuple(map(float, poles))
    for order, name in enumerate(("jump", "C0", "C1")):
        gaps = np.abs(right[order] - left[order])
        scale = np.maximum(1.0, np.maximum(np.abs(left[order]), np.abs(right[order])))
        places = survey.breaks[gaps > _JUMP * scale]
        if places.size:
            return name, tuple(map(float, places))
    return ("C2" if survey.breaks.size else "smooth"), ()


def _poles(survey: _Survey) -> Array:
    """Places where f is infinite between finite neighbours, as 1 / x is at 0."""
    infinite = np.isinf(survey.values[0])
    alone = infinite[1:-1] & ~infinite[:-2] & ~infinite[2:]
    return survey.points[1:-1][alone]


def _extremes(survey: _Survey, order: int) -> tuple[Array, Array]:
    """Places and values among which the derivative's largest and smallest finite ones are."""
    turning = crossings(lambda x: survey.derivative(order + 1, x), survey.points)
    left, right = survey.sides
    places = np.concatenate([survey.points, survey.breaks, survey.breaks, turning])
    values = np.concatenate(
        [survey.values[order], left[order], right[order], survey.derivative(order, turning)]
    )
    known = ~np.isnan(values)
    return places[known], values[known]


def _range_end(survey: _Survey, direction: float) -> tuple[float, bool, float | None]:
    """One end of the range: its value, whether f takes it, and the place if there is a best one."""
    places, values = _extremes(survey, 0)
    if not values.size:
        return np.nan, False, None
    best = _nearest_best(places, direction * values)
    found = float(direction * values[best])
    if found > _UNBOUNDED:
        return direction * np.inf, False, None
    limit = max((direction * end for end in survey.ends[0] if not np.isnan(end)), default=-np.inf)
    if limit < found - 1e-15 * abs(found):
        return float(values[best]), True, float(places[best])
    # Far out, rounding reaches every limit; a function with a flat piece there takes it in truth.
    inside = np.array([_inside(low, high) for low, high in _flat_pieces(survey)])
    reached = inside.size > 0 and bool(np.any(survey.derivative(0, inside) == direction * limit))
    return direction * limit + 0.0, reached, None


def _inside(low: float, high: float) -> float:
    """A point of an interval, which may be unbounded."""
    if np.isinf(low) and np.isinf(high):
        return 0.0
    if np.isinf(low):
        return high - 1.0
    return low + 1.0 if np.isinf(high) else low + (high - low) / 2.0


def _nearest_best(places: Array, values: Array) -> int:
    """The largest value; of several that are equal but for rounding, the one nearest to 0."""
    best = np.max(values)
    nearly = best if np.isinf(best) else best - 1e-14 * abs(best)
    equal = np.nonzero(values >= nearly)[0]
    return int(equal[np.argmin(np.abs(places[equal]))])


def _monotone(survey: _Survey) -> str:
    left, right = survey.sides
    slopes = survey.values[1][np.abs(survey.points) <= 1e6]
    usual = survey.values[1][np.abs(survey.points) <= 1.0]
    scale = float(np.max(np.abs(usual[np.isfinite(usual)]), initial=0.0)) or 1.0
    steps = np.concatenate([slopes / scale, right[0] - left[0]])
    rises, falls = bool(np.any(steps > _JUMP)), bool(np.any(steps < -_JUMP))
    if _poles(survey).size:
        return "no"
    if rises and falls:
        return "no"
    if rises:
        return "increasing"
    return "decreasing" if falls else "constant"


def _largest_slope(
    survey: _Survey, smoothness: str, kinks: tuple[float, ...]
) -> tuple[float, float | None]:
    if smoothness == "jump":
        return np.inf, kinks[0]
    places, slopes = _extremes(survey, 1)
    if not slopes.size:
        return np.nan, None
    best = _nearest_best(places, np.abs(slopes))
    limit = max((abs(end) for end in survey.ends[1] if not np.isnan(end)), default=0.0)
    if limit > abs(slopes[best]):
        return float(limit), None
    return float(abs(slopes[best])), float(places[best])


def _saturation(survey: _Survey) -> tuple[float | None, float | None]:
    (low, high), (low_slope, high_slope) = survey.ends[0], survey.ends[1]
    return (
        low + 0.0 if np.isfinite(low) and low_slope == 0.0 else None,
        high + 0.0 if np.isfinite(high) and high_slope == 0.0 else None,
    )


def _dead_zones(survey: _Survey) -> tuple[Interval, ...]:
    """The intervals between breakpoints on which the slope is exactly 0, neighbours joined."""
    zones: list[Interval] = []
    for low, high in _flat_pieces(survey):
        if zones and zones[-1][1] == low:
            zones[-1] = (zones[-1][0], high)
        else:
            zones.append((low, high))
    return tuple(zones)


def _flat_pieces(survey: _Survey) -> list[Interval]:
    """The pieces between breakpoints on which the slope is exactly 0."""
    edges = [-np.inf, *map(float, survey.breaks), np.inf]
    return [(low, high) for low, high in pairwise(edges) if _is_flat(survey, low, high)]


def _is_flat(survey: _Survey, low: float, high: float) -> bool:
    nearest = max(_CLOSE, -high if np.isinf(low) else 0.0, low if np.isinf(high) else 0.0) + 1.0
    low, high = max(low, -nearest), min(high, nearest)
    sampled = survey.values[1][(survey.points > low) & (survey.points < high)]
    between = survey.derivative(1, np.linspace(low, high, 66)[1:-1])
    return bool(np.all(sampled == 0.0) and np.all(between == 0.0))


def gaussian_mean(activation: Activation, breaks: Array) -> float:
    """E[f(z)] for z ~ N(0, 1): Gauss-Legendre panels over ±12, split at the breakpoints."""
    nodes, weights = np.polynomial.legendre.leggauss(24)
    edges = np.unique(np.concatenate([np.linspace(-12.0, 12.0, 49), breaks[np.abs(breaks) < 12.0]]))
    half = np.diff(edges) / 2.0
    x = (edges[:-1] + half)[:, np.newaxis] + half[:, np.newaxis] * nodes
    density = np.exp(-x * x / 2.0) / np.sqrt(2.0 * np.pi)
    return float(np.sum(activation.evaluate(x, [0])[0] * density * weights * half[:, np.newaxis]))
