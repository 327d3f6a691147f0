"""Traits in words: one cell of text for each trait, the same in compare and show."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actcli.render.numbers import interval, short

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.catalog.traits import Traits
    from actcli.render.words import Words

TRAIT_KEYS = (
    "range", "minimum", "monotone", "smoothness", "zero_centred", "largest_slope", "saturation",
    "dead_zone",
)  # fmt: skip


def trait_rows(
    functions: Sequence["Activation"], measured: Sequence["Traits"], words: "Words"
) -> list[list[str]]:
    """The trait table as text: a row for each trait, a cell for each function."""
    cells = [trait_cells(traits, words) for traits in measured]
    return [
        [words("traits.formula"), *(function.formula for function in functions)],
        *([words(f"traits.{key}"), *(cell[key] for cell in cells)] for key in TRAIT_KEYS),
    ]


def trait_cells(traits: "Traits", words: "Words") -> dict[str, str]:
    """The text of every trait, by its key in TRAIT_KEYS."""
    return {
        "range": interval(*traits.range, *traits.range_attained),
        "minimum": _minimum(traits, words),
        "monotone": _value(words, "not_monotone" if traits.monotone == "no" else traits.monotone),
        "smoothness": _smoothness(traits, words),
        "zero_centred": _zero_centred(traits, words),
        "largest_slope": _largest_slope(traits, words),
        "saturation": _saturation(traits, words),
        "dead_zone": _dead_zone(traits, words),
    }


def _value(words: "Words", key: str, **fields: object) -> str:
    return words(f"traits.values.{key}", **fields)


def _minimum(traits: "Traits", words: "Words") -> str:
    if traits.minimum_at is None:
        return short(traits.range[0]) if traits.range_attained[0] else _value(words, "none")
    return _value(words, "at", value=short(traits.range[0]), at=short(traits.minimum_at))


def _smoothness(traits: "Traits", words: "Words") -> str:
    places = ", ".join(short(kink) for kink in traits.kinks)
    if traits.smoothness == "jump":
        return _value(words, "jump", at=places)
    if traits.smoothness == "C0":
        return _value(words, "kink", at=places)
    return _value(words, traits.smoothness.lower())


def _zero_centred(traits: "Traits", words: "Words") -> str:
    if traits.zero_centred:
        return _value(words, "yes")
    return f"{_value(words, 'no')} ({words('traits.gaussian_mean')} {short(traits.mean, 3)})"


def _largest_slope(traits: "Traits", words: "Words") -> str:
    if math.isinf(traits.largest_slope):
        return _value(words, "unbounded")
    if traits.largest_slope_at is None:
        return short(traits.largest_slope)
    return _value(words, "at", value=short(traits.largest_slope), at=short(traits.largest_slope_at))


def _saturation(traits: "Traits", words: "Words") -> str:
    left, right = traits.saturation
    if left is None and right is None:
        return _value(words, "none")
    if left is not None and right is not None:
        return f"{_value(words, 'both_sides')} ({short(left)}, {short(right)})"
    if left is not None:
        return f"{_value(words, 'left')} ({short(left)})"
    return f"{_value(words, 'right')} ({short(right or 0.0)})"


def _dead_zone(traits: "Traits", words: "Words") -> str:
    zones = [_zone(low, high, words) for low, high in traits.dead_zones]
    return ", ".join(zones) or _value(words, "none")


def _zone(low: float, high: float, words: "Words") -> str:
    if math.isinf(low) and math.isinf(high):
        return _value(words, "everywhere")
    if math.isinf(low):
        return _value(words, "at_most", bound=short(high))
    if math.isinf(high):
        return _value(words, "at_least", bound=short(low))
    return _value(words, "interval", low=short(low), high=short(high))
