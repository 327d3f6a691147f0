"""Places and figures as a sentence or a table names them: x = ±2.70, x → ∞, x ≤ 0."""

import math
from collections.abc import Callable, Sequence

from actcli.render.numbers import short

_MOST = 4
_SMALL, _LARGE = 1e-3, 1e6
# A bound beyond the first has more digits than three, one beyond the second too many to read.
_WHOLE, _LONGEST = 1e3, 1e15

Writer = Callable[[float], str]


def figure(value: float, digits: int = 3) -> str:
    """A number to so many significant digits: 2.70 where it is rounded, 3 where it is exact."""
    if value == 0.0 or not math.isfinite(value):
        return short(value)
    rounded = f"{value:.{digits}g}"
    is_exact = float(rounded) == value
    if not _SMALL <= abs(value) < _LARGE:
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
        if is_exact:
            mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}e{int(exponent)}"
    if is_exact:
        return short(value)
    # Python's # keeps the zeros, and the point of a number that has no decimals.
    kept = f"{value:#.{digits}g}"
    return f"{float(kept):.0f}" if "e" in kept else kept.rstrip(".")


def bound(value: float, *, strict: bool = False) -> str:
    """A figure that a difference stays below: of 1000 and more all digits before the point.

    Those are rounded upwards. A smaller one is rounded as any figure, or upwards too where it is
    `strict`, never reached.
    """
    text = figure(value)
    if not math.isfinite(value) or float(text) == value:
        return text
    if _WHOLE <= value < _LONGEST:
        return str(math.ceil(value))
    if (strict or value >= _WHOLE) and float(text) < value:
        digit = 10.0 ** (math.floor(math.log10(value)) - 2)
        return figure(float(f"{value + digit / 2.0:.3g}"))
    return text


def place_figure(value: float) -> str:
    """A place to three digits, or to all before the point where these are more."""
    return f"{value:.0f}" if _WHOLE <= abs(value) < _LARGE else figure(value)


def places_text(places: Sequence[float], write: Writer = short) -> str:
    """x = -3, ±2.7; x → ∞ where a place lies out there; at most four, those nearest to 0."""
    parts = []
    texts = _mirrored([place for place in places if math.isfinite(place)], write)
    if texts:
        parts.append(f"x = {', '.join(texts)}")
    far = {place for place in places if math.isinf(place)}
    if far:
        parts.append("x → ±∞" if len(far) == 2 else f"x → {short(far.pop())}")
    return ", ".join(parts)


def _mirrored(places: Sequence[float], write: Writer) -> list[str]:
    """Each place once, one and its mirror image as ±, by what is written of them."""
    texts = {write(place): place for place in sorted(places, key=abs)}
    found: dict[str, float] = {}
    for text, place in texts.items():
        plain = text.removeprefix("-")
        if plain in texts and f"-{plain}" in texts:
            found[f"±{plain}"] = abs(place)
        else:
            found[text] = place
    nearest = sorted(list(found)[:_MOST], key=found.__getitem__)
    return [*nearest, *(["…"] if len(found) > _MOST else [])]


def stretches_text(
    stretches: Sequence[tuple[float, float]],
    over: tuple[float, float],
    everywhere: str = "",
    holds: Callable[[float], bool] = lambda place: True,
) -> str:
    """Stretches and lone places as conditions on x, within the range looked at.

    `holds` says whether an end belongs to its stretch.
    """
    if over in stretches:
        return everywhere
    lone = places_text([low for low, high in stretches if low == high])
    long = [_stretch(low, high, over, holds) for low, high in stretches if low != high]
    return ", ".join([*long, *([lone] if lone else [])])


def _stretch(
    low: float, high: float, over: tuple[float, float], holds: Callable[[float], bool]
) -> str:
    above, below = ("≤" if end in over or holds(end) else "<" for end in (low, high))
    if low == over[0]:
        return f"x {below} {short(high)}"
    if high == over[1]:
        return f"x {'≥' if above == '≤' else '>'} {short(low)}"
    return f"{short(low)} {above} x {below} {short(high)}"
