"""What a comparison comes down to: which pair is how far apart, and what functions have in common.

Everything here is composed of what has been measured already, the pairs and the traits.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import NamedTuple

import numpy as np

from actcli.analysis.compare import Comparison
from actcli.analysis.comparing.differences import Interval, Pair
from actcli.analysis.comparing.kinds import is_exact, kind_of
from actcli.catalog.measuring.growth import Growth
from actcli.catalog.traits import Traits

# The numbers of traits carry so many digits: two that share them are one number.
_ALL_DIGITS = 9
# Fewer digits in common than this are said to be none: 0.14 and 0.11 are both 0.1.
_LEAST_DIGITS = 2
_AT_ZERO = 1e-9  # a place nearer to 0 is 0, as far as places are measured


class Aspect(NamedTuple):
    """One trait seen across functions.

    `name` is limits, left, right (the limits at one end), growth, left_growth, right_growth, range,
    minimum, maximum, monotone, convex, parity, smoothness or zero_centred. `digits` says to how
    many significant digits numbers agree where not to all, `place_digits` the same of where they
    are. `value` is what all have, for traits that are a word.
    """

    name: str
    same: bool
    digits: int | None = None
    place_digits: int | None = None
    value: str | None = None


class PairVerdict(NamedTuple):
    """How two functions are related.

    `kind` is same, apart, everywhere (the same distance all over), unbounded, f_undefined or
    g_undefined (NaN at a place where the other has a value), or infinite (beyond what float64
    holds). `aspects` is empty where derivatives are compared: traits are those of functions.
    `exact` is False where two are the same but for rounding: some float64 numbers differ.
    """

    pair: Pair
    kind: str
    aspects: tuple[Aspect, ...]
    exact: bool = True

    @property
    def same(self) -> list[Aspect]:
        """What both have."""
        return [aspect for aspect in self.aspects if aspect.same]

    @property
    def different(self) -> list[Aspect]:
        """What they differ in."""
        return [aspect for aspect in self.aspects if not aspect.same]


class Verdict(NamedTuple):
    """The pairs worth telling, and what all functions share.

    Of two functions `closest` and `furthest` are their one pair.
    """

    closest: PairVerdict
    furthest: PairVerdict
    shared: tuple[Aspect, ...]


def verdict(comparison: Comparison) -> Verdict:
    """What a comparison comes down to."""
    closest, furthest = comparison.pairs.closest, comparison.pairs.furthest
    traits = comparison.traits if comparison.order == 0 else ()
    shared = tuple(aspect for aspect in aspects(traits) if aspect.same)
    return Verdict(pair_verdict(closest, comparison), pair_verdict(furthest, comparison), shared)


def pair_verdict(pair: Pair, comparison: Comparison) -> PairVerdict:
    """How the two functions of one pair are related."""
    by_function = dict(zip(map(id, comparison.functions), comparison.traits, strict=True))
    order, over = comparison.order, comparison.range
    traits = [by_function[id(pair.f)], by_function[id(pair.g)]] if not order else []
    kind = kind_of(pair, order, over)
    exact = kind != "same" or is_exact(pair, order, over)
    return PairVerdict(pair, kind, tuple(aspects(traits)), exact)


def stretches_above(pair: Pair, over: Interval, order: int) -> tuple[Interval, ...] | None:
    """Where f >= g, between the places where f - g changes sign; None where that is not clear."""
    edges = (over[0], *pair.crossings, over[1])
    stretches = list(pairwise(edges))
    signs = [_sign_within(pair, stretch, order) for stretch in stretches]
    if any(one * other >= 0.0 for one, other in pairwise(signs)):
        return None
    return tuple(stretch for stretch, sign in zip(stretches, signs, strict=True) if sign > 0.0)


def agree_at(pair: Pair, place: float, order: int) -> bool:
    """Whether f and g are the same at a place; at the end of a stretch one of them may jump."""
    x = np.array([place])
    f, g = (side.evaluate(x, [order])[0] for side in (pair.f, pair.g))
    return bool(np.array_equal(f, g, equal_nan=True))


def _sign_within(pair: Pair, stretch: Interval, order: int) -> float:
    """The sign of f - g inside a stretch where it does not change, by the largest of a few."""
    low, high = stretch
    if isfinite(low) and isfinite(high):
        x = low + (high - low) * np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    else:
        steps = np.array([0.1, 1.0, 10.0, 100.0])
        x = low + steps if isfinite(low) else high - steps
    f, g = (side.evaluate(x, [order])[0] for side in (pair.f, pair.g))
    with np.errstate(all="ignore"):
        gaps = np.nan_to_num(f - g, nan=0.0)
    return float(np.sign(gaps[np.argmax(np.abs(gaps))]))


def aspects(traits: Sequence[Traits]) -> list[Aspect]:
    """The traits of two or more functions, each the same for all or not."""
    if len(traits) < 2:
        return []
    ends = _ends(traits)
    lows = _extreme("minimum", traits, lambda one: (one.range[0], one.minimum_at), 0)
    highs = _extreme("maximum", traits, lambda one: (one.range[1], one.maximum_at), 1)
    # Where there is an extreme value, the range says nothing more.
    ranges = [] if lows or highs else _ranges(traits)
    return [
        *ends,
        *lows,
        *highs,
        *ranges,
        _word("monotone", [one.monotone for one in traits]),
        _word("convex", [one.convex for one in traits]),
        _word("parity", [one.parity for one in traits]),
        _word("smoothness", [_smoothness(one) for one in traits]),
        _word("zero_centred", ["yes" if one.zero_centred else "no" for one in traits]),
    ]


def digits_shared(numbers: Sequence[float]) -> int:
    """To how many significant digits all agree, to half a unit of the last; 17 if all are equal."""
    low, high = min(numbers), max(numbers)
    if low == high:
        return 17
    largest = max(abs(low), abs(high))
    if not isfinite(high - low):
        return 0
    # 0.17 has its first digit at 10^-1, the n-th at 10^-n; half a unit of it is 5 10^-(n+1).
    return max(floor(log10(largest)) - ceil(log10(high - low) + log10(2.0)) + 1, 0)


def _shared(numbers: Sequence[float]) -> int | None:
    """The digits that numbers share; None where that is all that were measured."""
    digits = digits_shared(numbers)
    return None if digits >= _ALL_DIGITS else digits


def _word(name: str, values: Sequence[str]) -> Aspect:
    same = len(set(values)) == 1
    return Aspect(name, same, value=values[0].partition(" ")[0] if same else None)


def _smoothness(traits: Traits) -> str:
    """The class, and where it breaks: kinks at other places are another trait."""
    return " ".join([traits.smoothness, *(f"{kink:.9g}" for kink in traits.kinks)])


def _extreme(
    name: str,
    traits: Sequence[Traits],
    of: Callable[[Traits], tuple[float, float | None]],
    end: int,
) -> list[Aspect]:
    """The lowest or highest values; nothing where no function has one."""
    attained = [one.range_attained[end] for one in traits]
    if not any(attained):
        return []
    values, places = zip(*map(of, traits), strict=True)
    digits = _shared(values)
    if not all(attained) or (digits is not None and digits < _LEAST_DIGITS):
        return [Aspect(name, False)]
    known = [place for place in places if place is not None]
    if not known:
        return [Aspect(name, True, digits)]
    place_digits = _shared(known) if len(known) == len(places) else 0
    if max(map(abs, known)) < _AT_ZERO:  # no digits are shared there, but the place is
        place_digits = None
    return [Aspect(name, True, digits, place_digits)]


def _ranges(traits: Sequence[Traits]) -> list[Aspect]:
    ends = [_shared([one.range[end] for one in traits]) for end in (0, 1)]
    attained = {one.range_attained for one in traits}
    digits = min((d for d in ends if d is not None), default=None)
    same = len(attained) == 1 and (digits is None or digits >= _LEAST_DIGITS)
    return [Aspect("range", same, digits if same else None)]


def _ends(traits: Sequence[Traits]) -> list[Aspect]:
    """How the functions go on at both ends; one aspect where that is alike at both."""
    both = [_end([one.growth[end] for one in traits], end) for end in (0, 1)]
    known = [aspect for aspect in both if aspect is not None]
    if len(known) == 2 and all(aspect.same for aspect in known):
        digits = min((a.digits for a in known if a.digits is not None), default=None)
        return [Aspect("limits", True, digits)]
    if [aspect.name for aspect in known if not aspect.same] == ["left", "right"]:
        return [Aspect("limits", False)]
    if [aspect.name for aspect in known] == ["left_growth", "right_growth"]:
        return [Aspect("growth", False)]
    return known


def _end(growths: Sequence[Growth], end: int) -> Aspect | None:
    """The limits at one end, or how f grows there; None where no function has a limit."""
    name = ("left", "right")[end]
    limits = [growth.limit for growth in growths]
    if all(limit is None for limit in limits):
        return None
    known = [limit for limit in limits if limit is not None]
    digits = _shared(known) if len(known) == len(limits) else 0
    if digits is not None and digits < _LEAST_DIGITS:
        return Aspect(name, False)
    if not _alike(growths):
        return Aspect(f"{name}_growth", False)
    return Aspect(name, True, digits)


def _alike(growths: Sequence[Growth]) -> bool:
    """Whether all grow in the same way, with the same numbers."""
    first, *others = growths
    for other in others:
        if (other.kind, other.terms.keys()) != (first.kind, first.terms.keys()):
            return False
        if any(_shared([first.terms[key], other.terms[key]]) is not None for key in first.terms):
            return False
    return True
