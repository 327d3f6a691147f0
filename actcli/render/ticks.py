"""Ticks: the round values at which an axis is labelled, and how many labels fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actcli.analysis.picture import Range

_ROWS_BETWEEN_TICKS = 3
_MOST_Y_TICKS, _MOST_X_TICKS = 9, 13


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis."""

    value: float
    label: str


def round_ticks(low: float, high: float, most: int) -> list[Tick]:
    """At most so many round values between low and high: multiples of 1, 2 or 5 powers of ten."""
    span = high - low
    exponent = int(np.floor(np.log10(span / max(most, 1)))) - 1
    for power in range(exponent, exponent + 4):
        for digit in (1, 2, 5):
            multiples = _multiples(low, high, digit, power)
            if len(multiples) <= most:
                return [_tick(multiple * digit, power) for multiple in multiples]
    return []


def _multiples(low: float, high: float, digit: int, power: int) -> range:
    """The whole numbers k with low <= k * digit * 10**power <= high, forgiving a rounding error."""
    # Divided in two steps: a step of 1e-310 would be rounded to few digits.
    half = power // 2
    first, last = (end / digit / 10.0**half / 10.0 ** (power - half) for end in (low, high))
    return range(int(np.ceil(first - 1e-9 * abs(first) - 1e-9)), int(np.floor(last + 1e-9)) + 1)


def _tick(digits: int, power: int) -> Tick:
    """The value digits * 10**power with its shortest exact text, never 0.30000000000000004."""
    value = float(f"{digits}e{power}")
    if -6 < power < 6:
        return Tick(value, str(digits * 10**power) if power >= 0 else f"{value:.{-power}f}")
    if digits == 0:
        return Tick(0.0, "0")
    mantissa, _, exponent = f"{value:.15e}".partition("e")
    return Tick(value, f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}")


def y_ticks(y_range: Range, rows: int) -> list[Tick]:
    """Ticks for an axis of so many lines, far enough apart to be read."""
    most = min(max(rows // _ROWS_BETWEEN_TICKS + 1, 2), _MOST_Y_TICKS) if rows >= 3 else 1
    return round_ticks(*y_range, most)


def x_ticks(x_range: Range, columns: int) -> list[Tick]:
    """As many ticks as fit side by side into so many columns, at least two cells between labels."""
    for most in range(min(columns // 4 + 1, _MOST_X_TICKS), 0, -1):
        ticks = round_ticks(*x_range, most)
        if _labels_fit([tick.label for tick in ticks], columns / max(len(ticks), 1)):
            return ticks
    return []


def _labels_fit(labels: Sequence[str], room: float) -> bool:
    return max(map(len, labels), default=0) + 2 <= room
