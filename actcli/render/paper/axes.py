"""The axes of a picture on paper: which value stands where, and which values are labelled."""

from dataclasses import dataclass, replace

import numpy as np

from actcli.analysis.pictures.picture import Array, Panel, Range, Scale
from actcli.render.pictures.ticks import Tick, x_ticks, y_ticks

_PADDING = 0.05  # of the height, so that a flat curve does not lie on the frame
# As if the axes were in a terminal, whose rules for ticks hold here too.
_COLUMNS_PER_INCH, _ROWS_PER_INCH = 14, 6.5
# What padding may lead beyond: the ends of double precision, with room for a rounding error.
_SMALLEST, _LARGEST = 5e-324, 1.79e308
_MOST_DECADES = 8  # with ticks between: more of them would be a grey line


@dataclass(frozen=True)
class Axis:
    """A stretch of values on a scale, drawn from 0 to 1.

    matplotlib sees only these shares: a range of 1e300 overflows nowhere, and the same scales hold
    as in a terminal. `low` and `high` are places of the scale.
    """

    scale: Scale
    low: float
    high: float

    @classmethod
    def over(cls, values: Range, scale: Scale) -> "Axis":
        """The axis from one value to another."""
        low, high = scale.forward(np.array(values)).tolist()
        return cls(scale, low, high)

    def padded(self, below: float, above: float) -> "Axis":
        """A longer axis, by shares of its length."""
        span = self.high - self.low
        return replace(self, low=self.low - below * span, high=self.high + above * span)

    @property
    def values(self) -> Range:
        """The values at its ends, which are finite, and above 0 on a log axis."""
        ends = self.scale.inverse(np.array([self.low, self.high]))
        smallest = _SMALLEST if self.scale.kind == "log" else -_LARGEST
        low, high = np.clip(ends, smallest, _LARGEST).tolist()
        return low, high

    def value(self, shares: Array) -> Array:
        """The values at places from 0 to 1: what `shares` undoes."""
        return self.scale.inverse(self.low + shares * (self.high - self.low))

    def shares(self, values: Array) -> Array:
        """Where values stand, 0 at the low end and 1 at the high one; at most one length beyond."""
        with np.errstate(all="ignore"):
            places = (self.scale.forward(values) - self.low) / (self.high - self.low)
        return np.asarray(np.clip(places, -1.0, 2.0))

    def share(self, value: float) -> float:
        """Where one value stands; NaN where it has no place."""
        return float(self.shares(np.array([value]))[0])

    def holds(self, value: float) -> bool:
        """Whether a value is on the axis, its ends included."""
        return -1e-9 <= self.share(value) <= 1.0 + 1e-9


def y_axis(panel: Panel) -> Axis:
    """The y axis of a panel, longer than its range unless the user has fixed that."""
    axis = Axis.over(panel.y_range, panel.y_scale)
    if panel.y_is_fixed:
        return axis
    return axis.padded(_PADDING, _PADDING)


def axis_ticks(axis: Axis, direction: str, inches: float) -> list[Tick]:
    """Labelled ticks for an x or y axis so many inches long."""
    if direction == "x":
        ticks = x_ticks(axis.values, int(inches * _COLUMNS_PER_INCH), axis.scale)
    else:
        ticks = y_ticks(axis.values, int(inches * _ROWS_PER_INCH), axis.scale)
    exponents = [_exponent(tick.value) for tick in ticks if tick.value]
    if not axis.scale.is_linear and None not in exponents and len(exponents) > 1:
        ticks = [replace(tick, label=_power(tick.value)) for tick in ticks]
    return [replace(tick, label=_printed(tick.label)) for tick in ticks]


def between_ticks(axis: Axis) -> list[float]:
    """Values at which a logarithmic axis has ticks without labels: 2 to 9 times powers of ten."""
    if axis.scale.is_linear:
        return []
    low, high = axis.values
    largest = max(abs(low), abs(high))
    smallest = low if axis.scale.kind == "log" else axis.scale.linear_to
    first, last = (int(np.floor(np.log10(size))) for size in (smallest, largest))
    if last - first > _MOST_DECADES:
        return []
    sizes = [digit * 10.0**n for n in range(first, last + 1) for digit in range(2, 10)]
    return [value for size in sizes for value in (-size, size) if axis.holds(value)]


def _exponent(value: float) -> int | None:
    """The n of 10**n and -10**n, None for other values."""
    digits, _, exponent = f"{abs(value):.15e}".partition("e")
    return int(exponent) if digits.rstrip("0") == "1." else None


def _power(value: float) -> str:
    """A power of ten as it is labelled: 0.1, 1 and 10 are read faster as they are."""
    exponent = _exponent(value)
    if exponent is None or -1 <= exponent <= 1:
        return f"{value:g}"
    return f"{'-' if value < 0 else ''}1e{exponent}"


def _printed(label: str) -> str:
    """A label with a true minus, and 1.5e-7 as a product."""
    mantissa, _, exponent = label.partition("e")
    if not exponent:
        return mantissa.replace("-", "\N{MINUS SIGN}")
    power = f"10^{{{int(exponent)}}}"
    if mantissa.lstrip("-") == "1":
        return f"${'-' if mantissa.startswith('-') else ''}{power}$"
    return rf"${mantissa} \times {power}$"
