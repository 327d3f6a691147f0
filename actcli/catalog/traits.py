"""Traits: what can be measured about a function from its formula.

The function and its first two derivatives are sampled on a fixed grid, dense near 0 and geometric
out to 2**60, to which every breakpoint of the formula is added, and more points where the formula
holds peaks narrower than the grid. What is wanted lies at zeros of the next derivative, closed in
on to the last digit, at one-sided values at breakpoints, or at the limits at ±inf.

    trait                       method                                            tolerance
    range, minimum, maximum     samples, zeros of f', breakpoints, limits         last digits
    monotone, convex            signs of f' and f'' and of jumps                  1e-12 of size
    parity                      f(-x) against f(x) at all samples                 1e-12 of f
    smoothness, kinks           one-sided values at breakpoints                   1e-12
    largest_slope (Lipschitz)   samples, zeros of f'', breakpoints, limits        last digits
    largest_curvature           peaks of Chebyshev polynomials through |f''|      10 digits
    dead_zones, saturation      slopes that are exactly 0; limits                 exact
    growth                      f, x f'/f, x f', f'/f between 8 and 2**300        1e-9
    fixed_points                changes of sign and touching zeros of f(x) - x    last digits
    moments, gains              Gauss-Legendre panels, halved until resolved      10 digits
    critical                    roots in q, sampled from 1e-8 to 1e8              10 digits
"""

from dataclasses import asdict, dataclass
from dataclasses import fields as fields_of
from functools import cache
from typing import Any

import numpy as np

from actcli.catalog.activation import Activation
from actcli.catalog.measuring import shape
from actcli.catalog.measuring.fixed_points import FixedPoint, fixed_points
from actcli.catalog.measuring.growth import Growth, growth
from actcli.catalog.measuring.mean_field import Critical, critical
from actcli.catalog.measuring.moments import Moments, gain, moments, quadrature
from actcli.catalog.measuring.survey import Interval, survey
from actcli.catalog.shipped import shipped_fields

# So many kinks, dead zones and fixed points are listed, those nearest to 0.
MOST_LISTED = 16
# The standard deviations of the bias at which the critical sigma_w is given.
SIGMAS_B = (0.0, 0.05)


@dataclass(frozen=True)
class Traits:
    """What was measured about one function; x and y in the function's own units.

    `range` is infimum and supremum, `range_attained` says for each whether f takes that value, and
    `minimum_at` and `maximum_at` where, if at a place of its own. `smoothness` is jump, C0, C1, C2
    or smooth; `kinks` are the places that decide it. `mean` is E[f(z)] for z ~ N(0, 1) (NaN where
    there is none), and a function is zero-centred where that is 0. `largest_slope` is the Lipschitz
    constant, `largest_curvature` the largest |f''| where f'' exists: where f' jumps, smoothness
    says so. `saturation` gives the limits at -inf and +inf where the slope dies out there, else
    None, `growth` how f behaves at both. `dead_zones` are the intervals of slope 0. `forward_gain`
    is the sigma_w that keeps E[z^2] of the pre-activations at 1, 1 / sqrt(E[f^2]); `backward_gain`
    the one that keeps the size of the gradient, 1 / sqrt(E[f'^2]). `critical` is the critical
    sigma_w at sigma_b = 0 and 0.05. `truncated` names the lists that were cut off at 16 items.
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
    maximum_at: float | None
    convex: str
    parity: str
    largest_curvature: float
    largest_curvature_at: float | None
    growth: tuple[Growth, Growth]
    fixed_points: tuple[FixedPoint, ...]
    moments: Moments
    forward_gain: float | None
    backward_gain: float | None
    critical: tuple[Critical, ...]
    truncated: tuple[str, ...]

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
    """The traits in traits.json, by canonical spec; a file with other fields is not read."""
    names = {field.name for field in fields_of(Traits)}
    return {
        name: _from_json(fields)
        for name, fields in shipped_fields().items()
        if set(fields) == names
    }


def _from_json(fields: dict[str, Any]) -> Traits:
    written = {"Infinity": np.inf, "-Infinity": -np.inf, "NaN": np.nan}

    def revived(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(map(revived, value))
        if isinstance(value, dict):
            return {key: revived(item) for key, item in value.items()}
        return written.get(value, value) if isinstance(value, str) else value

    plain = revived(fields)
    plain["growth"] = tuple(Growth(**item) for item in plain["growth"])
    plain["fixed_points"] = tuple(FixedPoint(**item) for item in plain["fixed_points"])
    plain["critical"] = tuple(Critical(**item) for item in plain["critical"])
    plain["moments"] = Moments(**plain["moments"])
    return Traits(**plain)


def measure(activation: Activation) -> Traits:
    """The traits of an elementwise function, measured now."""
    with np.errstate(all="ignore"):
        return _measure(activation)


def _measure(activation: Activation) -> Traits:
    samples = survey(activation)
    smoothness, kinks = shape.smoothness(samples)
    low, low_attained, minimum_at = shape.range_end(samples, -1.0)
    high, high_attained, maximum_at = shape.range_end(samples, 1.0)
    slope, slope_at = shape.largest_slope(samples, smoothness, kinks)
    curvature, curvature_at = shape.largest_curvature(samples)
    rule = quadrature(samples)
    gaussian = moments(rule)
    mean = np.nan if gaussian.mean is None else gaussian.mean
    lists: dict[str, tuple[Any, ...]] = {
        "kinks": tuple(map(float, kinks)),
        "dead_zones": shape.dead_zones(samples),
        "fixed_points": tuple(fixed_points(samples)),
    }
    return Traits(
        range=(low, high),
        range_attained=(low_attained, high_attained),
        monotone=shape.monotone(samples),
        smoothness=smoothness,
        zero_centred=mean == 0.0,
        mean=mean,
        largest_slope=slope,
        largest_slope_at=slope_at,
        minimum_at=minimum_at,
        saturation=shape.saturation(samples),
        maximum_at=maximum_at,
        convex=shape.convex(samples),
        parity=shape.parity(samples),
        largest_curvature=curvature,
        largest_curvature_at=curvature_at,
        growth=(growth(samples, 0), growth(samples, 1)),
        moments=gaussian,
        forward_gain=gain(gaussian.second),
        backward_gain=gain(gaussian.slope_second),
        critical=critical(samples, rule, SIGMAS_B),
        truncated=tuple(name for name, items in lists.items() if len(items) > MOST_LISTED),
        **{name: _nearest(items) for name, items in lists.items()},
    )


def _nearest(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """The 16 items that are nearest to 0, in their order."""
    nearest = sorted(range(len(items)), key=lambda index: _distance(items[index]))[:MOST_LISTED]
    return tuple(items[index] for index in sorted(nearest))


def _distance(item: Any) -> float:
    if isinstance(item, FixedPoint):
        item = (item.low, item.high)
    low, high = item if isinstance(item, tuple) else (item, item)
    return 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
