"""Conventions: the slope at a kink and the answer at ±inf and NaN, and which frameworks differ.

Ours are those of the formula as written, which are PyTorch's at kinks, and the limit at ±inf. What
frameworks return was observed by running them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actcli.analysis.variants import Variant
from actcli.catalog.activation import Activation
from actcli.catalog.observed import Observation, observations
from actcli.catalog.traits import Traits

INPUTS = (-math.inf, math.inf, math.nan)
# Frameworks were observed in float32.
_AGREE = 1e-6


@dataclass(frozen=True)
class Differing:
    """A framework's symbols that return another number than actcli does for their definition."""

    framework: str
    symbols: tuple[str, ...]
    value: float


@dataclass(frozen=True)
class Convention:
    """What f or f' is taken to be at one place where that is a matter of convention.

    `value` is the function's own there; `others` differ from actcli's value for what they define.
    `as_torch` says whether PyTorch has the function and agrees.
    """

    x: float
    value: float
    others: tuple[Differing, ...]
    as_torch: bool


def slopes_at_kinks(
    function: Activation, traits: Traits | None, found: Sequence[Variant]
) -> tuple[Convention, ...]:
    """The slope at each kink, and at other places where a framework's slope is not the derivative.

    Empty for a function of a vector.
    """
    if traits is None:
        return ()
    kinks = traits.kinks if traits.smoothness == "C0" else ()
    observed = {x for v in found for path in v.symbols for x in _observed(path).slopes}
    conventions = [_convention(function, found, x, 1) for x in sorted({*kinks, *observed})]
    return tuple(c for c in conventions if c.x in kinks or c.others)


def answers_at_infinity(function: Activation, found: Sequence[Variant]) -> tuple[Convention, ...]:
    """f at -inf, inf and NaN where a framework returns something else; else nothing."""
    if function.is_vector:
        return ()
    conventions = [_convention(function, found, x, 0) for x in INPUTS]
    return tuple(convention for convention in conventions if convention.others)


def _convention(function: Activation, found: Sequence[Variant], x: float, order: int) -> Convention:
    others = tuple(_differing(found, x, order))
    # A user's book may name symbols that nobody has run.
    is_there = any(path.startswith("torch.") for variant in found for path in variant.symbols)
    differs = any(other.framework == "torch" for other in others)
    value = float(function.derivative(x, order))
    return Convention(x, value, others, as_torch=is_there and not differs)


def _differing(found: Iterable[Variant], x: float, order: int) -> Iterable[Differing]:
    """Who returns another f (order 0) or f' (order 1) at x than actcli for the same definition."""
    for variant in found:
        seen = {path: _seen(path, x, order) for path in variant.symbols}
        values = {path: value for path, value in seen.items() if value is not None}
        if not values:
            continue
        ours = float(variant.function.derivative(x, order))
        for text in dict.fromkeys(repr(v) for v in values.values() if not _same(v, ours)):
            paths = tuple(path for path, value in values.items() if repr(value) == text)
            yield Differing(variant.framework, paths, values[paths[0]])


def _seen(path: str, x: float, order: int) -> float | None:
    """What a symbol was seen to return at x where it differs, f or f'."""
    observed = _observed(path)
    return observed.slopes.get(x) if order else observed.at_infinity.get(str(x))


def _same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if math.isinf(one) or math.isinf(other):
        return one == other
    return abs(one - other) <= _AGREE * max(1.0, abs(other))


def _observed(path: str) -> Observation:
    """What was observed of a framework's symbol; nothing where nobody has run it."""
    return observations(path) or Observation("", {}, {})
