"""Numbers as people read them in tables; what machines read is written by streams."""

import math


def short(value: float, digits: int = 6) -> str:
    """A number to so many significant digits, without needless zeros; ∞ for infinity."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if math.isnan(value):
        return "NaN"
    return f"{value + 0.0:.{digits}g}"


def interval(low: float, high: float, low_closed: bool, high_closed: bool) -> str:
    """An interval as mathematics writes it: [0, ∞)."""
    opening = "[" if low_closed else "("
    closing = "]" if high_closed else ")"
    return f"{opening}{short(low)}, {short(high)}{closing}"
