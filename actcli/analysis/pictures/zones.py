"""Where a function passes no gradient or hardly any, and the lines that it comes near far out."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from actcli.analysis.pictures.motion import Motion, motion_of
from actcli.analysis.pictures.picture import Array, Asymptote, Range, Zone
from actcli.catalog.activation import Activation
from actcli.catalog.traits import Traits, traits_of
from actcli.formula.landmarks import Function, crossings

# A slope below this share of the largest one is hardly any.
_HARDLY_ANY = 0.01
# Beyond the outermost place that was found the slope is looked at closely, out to so many times
# its distance from 0, until nothing is found further out: the tails of sinc swing.
_CLOSELY, _REACH, _MOST_LOOKS = 4097, 8.0, 6
# Places that are as near as this share of their size are one but for rounding, 0 included.
_SAME, _SUBNORMAL = 1e-12, 1e-300


# Both answers rest on the same measurements, which take a while.
@lru_cache(maxsize=128)
def _measured(function: Activation) -> tuple[Traits, Motion] | None:
    traits = traits_of(function)
    return None if traits is None else (traits, motion_of(function))


def zones_of(function: Activation, number: int) -> tuple[Zone, ...]:
    """The dead and the saturated stretches of a function, ascending; none of a vector function.

    Dead: the slope is exactly 0 (as measured: `Traits.dead_zones`). Saturated: on a side where f
    tends to a finite limit and its slope to 0, the outermost stretch on which the size of the slope
    stays below 1 % of its largest anywhere, the Lipschitz constant. The stretch begins where |f'|
    comes down to that for the last time, to the last digits. What is dead is not called saturated,
    and a function whose slope has no largest size is nowhere saturated.
    """
    measured = _measured(function)
    if measured is None:
        return ()
    traits, motion = measured
    holes = _dead(traits, motion)
    dead = [Zone(number, "dead", low, high) for low, high in holes]
    saturated = [
        Zone(number, "saturated", low, high)
        for stretch in _saturated(function, traits, motion)
        for low, high in _without(stretch, holes)
    ]
    return tuple(sorted([*dead, *saturated], key=lambda zone: zone.low))


def _dead(traits: Traits, motion: Motion) -> list[Range]:
    """The dead zones but for those in which the function moves where the traits did not look.

    All slopes of tanh(x - 1000) near 0 are 0, by underflow.
    """

    def moves(zone: Range) -> bool:
        return bool((motion.slope[(motion.x > zone[0]) & (motion.x < zone[1])] != 0.0).any())

    return [zone for zone in traits.dead_zones if not moves(zone)]


def _saturated(function: Activation, traits: Traits, motion: Motion) -> list[Range]:
    """The stretches out to -inf and +inf on which there is hardly any slope, dead or not."""
    largest = max(traits.largest_slope, motion.largest_slope)
    if not (np.isfinite(largest) and largest > 0.0):
        return []
    threshold = _HARDLY_ANY * largest

    def above(slope: Array) -> Array:
        # Where a slope is infinite although it has a largest size, an exponential overflows.
        return np.where(np.isfinite(slope), np.abs(slope) - threshold, np.nan)

    def excess(x: Array) -> Array:
        return above(function.evaluate(x, [1])[0])

    places = crossings(excess, motion.x, above(motion.slope))
    found = []
    for limit, side in zip(traits.saturation, (-1.0, 1.0), strict=True):
        if limit is not None and places.size:
            border = _outermost(excess, places, side)
            found.append((border, np.inf) if side > 0.0 else (-np.inf, border))
    return found


def _outermost(excess: Function, places: Array, side: float) -> float:
    """The outermost crossing on a side, sought on closer samples beyond those that are known."""
    border = float(side * np.max(side * places))
    for _ in range(_MOST_LOOKS):
        low, high = sorted((border, side * _REACH * max(abs(border), 1.0)))
        beyond = crossings(excess, np.linspace(low, high, _CLOSELY))
        # What is as far as the border but for rounding is the border.
        distance = side * (beyond - border)
        beyond = beyond[distance > _SAME * max(abs(border), 1.0)]
        if not beyond.size:
            break
        border = float(side * np.max(side * beyond))
    return border


def _without(stretch: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of a stretch without the holes, which ascend; slivers are rounding."""
    low, high = stretch
    left = []
    for start, end in holes:
        if start < high and end > low:
            if start > low:
                left.append((low, start))
            low = end
    return [part for part in [*left, (low, high)] if _is_wide(*part)]


def _is_wide(low: float, high: float) -> bool:
    finite = [abs(end) for end in (low, high) if np.isfinite(end)]
    return high - low > _SAME * max(finite, default=0.0) + _SUBNORMAL


def asymptotes_of(function: Activation, number: int) -> tuple[Asymptote, ...]:
    """The lines that f tends to at -inf and +inf, as its growth was measured; none of a vector one.

    A side on which f is the line itself, such as both of relu, has none to come near to.
    """
    measured = _measured(function)
    if measured is None:
        return ()
    traits, motion = measured
    lines = []
    for side, growth in zip((-1, 1), traits.growth, strict=True):
        terms = growth.terms
        if growth.kind == "constant":
            terms = {"slope": 0.0, "intercept": growth.limit or 0.0}
        if "slope" in terms and "intercept" in terms:
            line = Asymptote(number, side, terms["slope"], terms["intercept"])
            lines += [] if _is_the_line(motion, side) else [line]
    return tuple(lines)


def _is_the_line(motion: Motion, side: int) -> bool:
    """Whether f is a line on its outermost piece: f'' is exactly 0 wherever that was looked at.

    A tail that is the line but for rounding bends somewhere between it and the last breakpoint.
    """
    border = np.max(side * motion.breaks, initial=-np.inf)
    return bool((motion.curvature[side * motion.x > border] == 0.0).all())
