"""Ticks: the round values at which an axis is labelled, and how many labels fit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from actcli.analysis.pictures.picture import LINEAR, Array, Range, Scale
from actcli.render.pictures.axes import places

_ROWS_BETWEEN_TICKS = 3
_MOST_Y_TICKS, _MOST_X_TICKS = 9, 13
# Between the labels of one axis.
_BLANKS, _BLANKS_WITHIN_DECADE = 2, 3


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


def y_ticks(y_range: Range, rows: int, scale: Scale = LINEAR) -> list[Tick]:
    """Ticks for an axis of so many lines, far enough apart to be read."""
    most = min(max(rows // _ROWS_BETWEEN_TICKS + 1, 2), _MOST_Y_TICKS) if rows >= 3 else 1
    if scale.is_linear:
        ticks = round_ticks(*y_range, most)
        # One label, 0 as a rule, tells no size: rather closer ones, every second line at the least.
        closer = range(most + 1, rows // 2 + 1) if len(ticks) < 2 else ()
        return next((t for n in closer if len(t := round_ticks(*y_range, n)) > 1), ticks)

    def fits(ticks: Sequence[Tick], within_decade: bool) -> bool:
        lines = np.diff(_cells(ticks, y_range, rows, scale))
        return len(ticks) <= most and bool((lines >= (3 if within_decade else 2)).all())

    return _decade_ticks(y_range, scale, fits, most)


def x_ticks(x_range: Range, columns: int, scale: Scale = LINEAR) -> list[Tick]:
    """As many ticks as fit side by side into so many columns, with blanks between their labels."""
    most = min(columns // 4 + 1, _MOST_X_TICKS)

    def gaps(ticks: Sequence[Tick]) -> Array:
        middles = _cells(ticks, x_range, columns, scale)
        widths = np.array([len(tick.label) for tick in ticks], dtype=np.float64)
        return np.asarray(np.diff(middles) - (widths[1:] + widths[:-1]) / 2)

    def fits(ticks: Sequence[Tick], within_decade: bool) -> bool:
        return bool((gaps(ticks) >= (_BLANKS_WITHIN_DECADE if within_decade else _BLANKS)).all())

    if not scale.is_linear:
        ticks = _decade_ticks(x_range, scale, fits, most)
        return [tick for tick in ticks if len(tick.label) <= columns]
    for count in range(most, 0, -1):
        ticks = round_ticks(*x_range, count)
        room = columns // max(len(ticks), 1) - _BLANKS
        # Even where a few ticks stand close together in a wide axis, their labels must not touch.
        if ticks and max(len(tick.label) for tick in ticks) <= room and (gaps(ticks) >= 1).all():
            return ticks
    return []


def _cells(ticks: Sequence[Tick], values: Range, cells: int, scale: Scale) -> Array:
    """The places of ticks in cells from the first one, not rounded."""
    low, high = places(scale, values)
    place = scale.forward(np.array([tick.value for tick in ticks]))
    return np.asarray((place - low) / (high - low) * max(cells - 1, 1))


# ---------------------------------------------------------------------------------------------
# Decades
# ---------------------------------------------------------------------------------------------

Fits = Callable[[Sequence[Tick], bool], bool]


def _decade_ticks(values: Range, scale: Scale, fits: Fits, most: int) -> list[Tick]:
    """Ticks at powers of ten: as many of them as fit, and 2 and 5 between where there is room."""
    low, high = scale.inverse(np.array(places(scale, values))).tolist()
    fewest = 3 if scale.kind == "symlog" and low < 0 < high else 2
    for digits, exponents in _choices(low, high, scale):
        ticks = _powers(low, high, digits, exponents, scale)
        if fewest <= len(ticks) and fits(ticks, len(digits) > 1):
            return ticks
    # Less than two decades: the values between them are round as on any other axis.
    for count in range(most, 0, -1):
        ticks = round_ticks(low, high, count)
        if ticks and fits(ticks, False):
            return ticks
    return []


def _choices(low: float, high: float, scale: Scale) -> Iterator[tuple[tuple[int, ...], range]]:
    """Digits and powers of ten to try, the densest first."""
    largest = max(abs(low), abs(high))
    smallest = scale.linear_to if scale.kind == "symlog" else low
    last = int(np.floor(np.log10(largest) + 1e-9))
    first = int(np.ceil(np.log10(smallest) - 1e-9))
    # A digit before the first power of ten is in the window too: 5 in one from 3 to 1000.
    yield (1, 2, 5), range(first if scale.kind == "symlog" else first - 1, last + 1)
    for step in range(1, max(last - first, 1) + 2):
        for end in (last, last - 1):  # the last power may be there for one sign only
            start = first + (end - first) % step
            yield (1,), range(start, end + 1, step)
            if scale.kind == "symlog":  # the first power may be too near to 0
                yield (1,), range(start + step, end + 1, step)


def _powers(
    low: float, high: float, digits: Sequence[int], exponents: range, scale: Scale
) -> list[Tick]:
    """Digits times powers of ten inside a range, ascending, with 0 and both signs for symlog."""
    above = [_decade_tick(digit, power) for power in exponents for digit in digits]
    ticks = above
    if scale.kind == "symlog":
        below = [Tick(-tick.value, f"-{tick.label}") for tick in reversed(above)]
        ticks = [*below, Tick(0.0, "0"), *above]
    slack = 1e-9
    return [
        tick for tick in ticks
        if low - slack * abs(low) <= tick.value <= high + slack * abs(high)
    ]  # fmt: skip


def _decade_tick(digit: int, power: int) -> Tick:
    """The value digit * 10**power, written out near 1 and with an exponent far from it."""
    value = float(f"{digit}e{power}")
    if -5 < power < 5:
        return Tick(value, f"{value:.{max(-power, 0)}f}")
    return Tick(value, f"{digit}e{power}")
