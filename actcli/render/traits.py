"""Traits in words: one cell of text for each trait, the same in compare and show.

compare shows those of TRAIT_KEYS, show all of them in two parts: SHAPE_KEYS and GAUSSIAN_KEYS.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from actcli.render.numbers import interval, short

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.catalog.measuring.fixed_points import FixedPoint
    from actcli.catalog.measuring.growth import Growth
    from actcli.catalog.measuring.mean_field import Critical
    from actcli.catalog.traits import Traits
    from actcli.render.words import Words

TRAIT_KEYS = (
    "range", "minimum", "monotone", "smoothness", "zero_centred", "largest_slope", "saturation",
    "dead_zone",
)  # fmt: skip
SHAPE_KEYS = (
    "range", "minimum", "maximum", "monotone", "convex", "parity", "zero_centred", "smoothness",
    "largest_slope", "largest_curvature", "dead_zone", "saturation", "left", "right",
    "fixed_points",
)  # fmt: skip
GAUSSIAN_KEYS = (
    "mean", "second", "slope_second", "forward_gain", "backward_gain", "critical",
)  # fmt: skip

# Moments and gains are measured to so many digits.
_DIGITS = 10
_MOST_FIXED_POINTS = 6


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
    """The text of every trait, by its key in TRAIT_KEYS, SHAPE_KEYS and GAUSSIAN_KEYS."""
    return {
        "range": interval(*traits.range, *traits.range_attained),
        "minimum": _extreme(traits, 0, words),
        "maximum": _extreme(traits, 1, words),
        "monotone": _value(words, "not_monotone" if traits.monotone == "no" else traits.monotone),
        "convex": _value(words, "neither_convex" if traits.convex == "neither" else traits.convex),
        "parity": _value(words, "neither_parity" if traits.parity == "neither" else traits.parity),
        "smoothness": _smoothness(traits, words),
        "zero_centred": _zero_centred(traits, words),
        "largest_slope": _largest(traits.largest_slope, traits.largest_slope_at, words),
        "largest_curvature": _largest(traits.largest_curvature, traits.largest_curvature_at, words),
        "saturation": _saturation(traits, words),
        "dead_zone": _dead_zone(traits, words),
        "left": _growth(traits.growth[0], -1, words),
        "right": _growth(traits.growth[1], 1, words),
        "fixed_points": _fixed_points(traits, words),
        **_gaussian(traits, words),
    }


def _value(words: "Words", key: str, **fields: object) -> str:
    return words(f"traits.values.{key}", **fields)


def _extreme(traits: "Traits", end: int, words: "Words") -> str:
    """The minimum (end 0) or maximum (end 1), and where it is if at a place of its own."""
    value, at = traits.range[end], (traits.minimum_at, traits.maximum_at)[end]
    if at is None:
        return short(value) if traits.range_attained[end] else _value(words, "none")
    return _value(words, "at", value=short(value), at=short(at))


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
    if math.isnan(traits.mean):
        return _value(words, "undefined")
    return f"{_value(words, 'no')} ({words('traits.gaussian_mean')} {short(traits.mean, 3)})"


def _largest(value: float, at: float | None, words: "Words") -> str:
    if math.isinf(value):
        return _value(words, "unbounded")
    return short(value) if at is None else _value(words, "at", value=short(value), at=short(at))


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


def _growth(growth: "Growth", side: int, words: "Words") -> str:
    """How f goes on at one end; side is -1 or 1."""
    terms, limit = growth.terms, growth.limit
    match growth.kind:
        case "constant":
            return _value(words, "tends", limit=short(limit or 0.0))
        case "linear" if "intercept" in terms:
            line = _line(terms["slope"], terms["intercept"])
            return _value(words, "like", formula=line)
        case "linear":
            return _value(words, "linear", slope=short(terms["slope"]))
        case "quadratic" | "cubic" | "power" | "logarithmic" | "exponential":
            return _value(words, "like", formula=_term(growth.kind, terms, side))
        case "superexponential" if limit is not None:
            return _value(words, "superexponential", limit=short(limit))
        case "oscillating" if terms.get("envelope") == 0.0:
            return _value(words, "oscillating_bounded")
        case "oscillating" if "envelope" in terms:
            return _value(words, "oscillating_within", power=short(terms["envelope"]))
        case "oscillating":
            return _value(words, "oscillating")
        case "undefined":
            return _value(words, "no_values")
    if limit is None:
        return _value(words, "no_kind")
    return _value(words, "grows_up" if limit > 0 else "grows_down")


def _line(slope: float, intercept: float) -> str:
    """A line as a formula: x, -0.01 x, x - 0.5."""
    line = {1.0: "x", -1.0: "-x"}.get(slope, f"{short(slope)} x")
    if intercept == 0.0:
        return line
    return f"{line} {'+' if intercept > 0 else '-'} {short(abs(intercept))}"


def _term(kind: str, terms: Mapping[str, float], side: int) -> str:
    """The leading term far out, as a formula: 0.5 |x|^2, log(x), exp(2 x)."""
    if kind == "exponential":
        return f"exp({_line(terms['rate'], 0.0)})"
    size = "x" if side > 0 else "|x|"
    term = f"log({size})" if kind == "logarithmic" else f"{size}^{short(terms['exponent'])}"
    factor = {1.0: "", -1.0: "-"}.get(terms["coefficient"], f"{short(terms['coefficient'])} ")
    return factor + term


def _fixed_points(traits: "Traits", words: "Words") -> str:
    points = traits.fixed_points[:_MOST_FIXED_POINTS]
    listed = ", ".join(_fixed_point(point, words) for point in points)
    if len(points) < len(traits.fixed_points) or "fixed_points" in traits.truncated:
        return _value(words, "more", listed=listed)
    return listed or _value(words, "none")


def _fixed_point(point: "FixedPoint", words: "Words") -> str:
    if point.low == point.high:
        at = f"x = {short(point.low)}"
    else:
        at = _zone(point.low, point.high, words)
    return _value(words, "fixed_point", at=at, stability=_value(words, point.stability))


def _gaussian(traits: "Traits", words: "Words") -> dict[str, str]:
    """Moments, gains and the critical sigma_w for inputs z ~ N(0, 1)."""
    moments = traits.moments
    return {
        "mean": _number(moments.mean, words),
        "second": _number(moments.second, words),
        "slope_second": _number(moments.slope_second, words),
        "forward_gain": _gain(traits.forward_gain, "gain_forward", words),
        "backward_gain": _gain(traits.backward_gain, "gain_backward", words),
        "critical": "\n".join(_critical(critical, words) for critical in traits.critical),
    }


def _number(value: float | None, words: "Words") -> str:
    if value is None:
        return _value(words, "undefined")
    return _value(words, "infinite") if math.isinf(value) else short(value, _DIGITS)


def _gain(gain: float | None, key: str, words: "Words") -> str:
    if gain is None:
        return _value(words, "none")
    return _value(words, key, gain=short(gain, _DIGITS))


def _critical(critical: "Critical", words: "Words") -> str:
    sigma_b = short(critical.sigma_b)
    if critical.sigma_w is None:
        reason = {"undefined": "undefined_part"}.get(critical.reason or "", critical.reason)
        return _value(
            words, "critical_none", sigma_b=sigma_b, reason=_value(words, reason or "none_found")
        )
    sigma_w = short(critical.sigma_w, _DIGITS)
    if critical.q_star is None:
        return _value(words, "critical_every", sigma_w=sigma_w, sigma_b=sigma_b)
    stability = _value(words, "stable" if critical.stable else "unstable")
    q = short(critical.q_star, _DIGITS)
    return _value(words, "critical_at", sigma_w=sigma_w, sigma_b=sigma_b, q=q, stability=stability)
