"""Where a function passes no gradient or hardly any, and the lines that it comes near far out."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from actcli.analysis.pictures.picture import Array, Asymptote, Range, Zone
from actcli.catalog.activation import Activation
from actcli.catalog.traits import Traits, traits_of
from actcli.formula.landmarks import GRID, Function, crossings

# A slope below this share of the largest one is hardly any.
_HARDLY_ANY = 0.01
# Beyond the outermost place found on the grid the slope is looked at closely, out to so many times
# its distance from 0, until nothing is found further out: the tails of sinc swing.
_CLOSELY, _REACH, _MOST_LOOKS = 4097, 8.0, 6
# Where a function is the line itself and not only near it, seen at such distances from its kinks.
_DISTANCES = np.array([0.25, 0.5, 1.0, 2.0, 4.0])
_SAME = 1e-12


# Both answers rest on the same traits, which take a while to measure.
_traits = lru_cache(maxsize=128)(traits_of)


def zones_of(function: Activation, number: int) -> tuple[Zone, ...]:
    """The dead and the saturated stretches of a function, ascending; none of a vector function.

    Dead: the slope is exactly 0 (as measured: `Traits.dead_zones`). Saturated: on a side where f
    tends to a finite limit and its slope to 0, the outermost stretch on which the size of the slope
    stays below 1 % of its largest anywhere, the Lipschitz constant. The stretch begins where |f'|
    comes down to that for the last time, to the last digits. What is dead is not called saturated,
    and a function whose slope has no largest size is nowhere saturated.
    """
    traits = _traits(function)
    if traits is None:
        return ()
    dead = [Zone(number, "dead", low, high) for low, high in traits.dead_zones]
    saturated = [
        Zone(number, "saturated", low, high)
        for stretch in _saturated(function, traits)
        for low, high in _without(stretch, traits.dead_zones)
    ]
    return tuple(sorted([*dead, *saturated], key=lambda zone: zone.low))


def _saturated(function: Activation, traits: Traits) -> list[Range]:
    """The stretches out to -inf and +inf on which there is hardly any slope, dead or not."""
    if not (np.isfinite(traits.largest_slope) and traits.largest_slope > 0.0):
        return []
    threshold = _HARDLY_ANY * traits.largest_slope

    def excess(x: Array) -> Array:
        return np.abs(function.evaluate(x, [1])[0]) - threshold

    found = []
    places = None
    for index, side in enumerate((-1.0, 1.0)):
        if traits.saturation[index] is None or _is_dead_far_out(traits, side):
            continue
        places = crossings(excess, GRID) if places is None else places
        if places.size:
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


def _is_dead_far_out(traits: Traits, side: float) -> bool:
    return any(side * np.inf in zone for zone in traits.dead_zones)


def _without(stretch: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of a stretch without the holes, which ascend."""
    low, high = stretch
    left = []
    for start, end in holes:
        if start < high and end > low:
            if start > low:
                left.append((low, start))
            low = end
    return [*left, (low, high)] if low < high else left


def asymptotes_of(function: Activation, number: int) -> tuple[Asymptote, ...]:
    """The lines that f tends to at -inf and +inf, as its growth was measured; none of a vector one.

    A side on which f is the line itself, such as both of relu, has none to come near to.
    """
    traits = _traits(function)
    if traits is None:
        return ()
    lines = []
    for side, growth in zip((-1, 1), traits.growth, strict=True):
        terms = growth.terms
        if growth.kind == "constant":
            terms = {"slope": 0.0, "intercept": growth.limit or 0.0}
        if "slope" in terms and "intercept" in terms:
            line = Asymptote(number, side, terms["slope"], terms["intercept"])
            lines += [] if _is_the_line(function, traits, line) else [line]
    return tuple(lines)


def _is_the_line(function: Activation, traits: Traits, line: Asymptote) -> bool:
    """Whether f and the line are one beyond the outermost kink, but for rounding."""
    kink = max((line.side * kink for kink in traits.kinks), default=0.0)
    x = line.side * (max(kink, 0.0) + _DISTANCES)
    apart = np.abs(function.evaluate(x, [0])[0] - (line.slope * x + line.intercept))
    return bool((apart <= _SAME * (np.abs(line.slope * x) + abs(line.intercept))).all())
