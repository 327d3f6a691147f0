"""Axes: from values to dots and cells, on whatever scale they are spaced."""

from dataclasses import dataclass

import numpy as np

from actcli.analysis.pictures.picture import Array, Range, Scale

# How many decades a logarithmic axis shows where its lower end has no place on it.
_DECADES_WITHOUT_END = 4.0


@dataclass(frozen=True)
class Axis:
    """An axis of so many dots: `limits` are the places on the scale of its first and last one."""

    scale: Scale
    limits: Range
    dots: int
    dots_per_cell: int

    @property
    def cells(self) -> int:
        """Columns or rows of characters."""
        return self.dots // self.dots_per_cell

    @property
    def values(self) -> Range:
        """The values of the first and the last dot."""
        low, high = self.scale.inverse(np.array(self.limits)).tolist()
        return low, high

    def dot(self, values: Array) -> Array:
        """The dots of values, counted from 0 and not rounded; NaN for what has no place."""
        low, high = self.limits
        with np.errstate(all="ignore"):
            share = (self.scale.forward(values) - low) / (high - low)
            return np.asarray(share * max(self.dots - 1, 1))

    def value(self, dots: Array) -> Array:
        """The values at dots: what `dot` undoes."""
        low, high = self.limits
        return self.scale.inverse(low + dots / max(self.dots - 1, 1) * (high - low))

    def cell(self, value: float) -> int | None:
        """The cell of the dot at which a curve has the value; None outside the axis."""
        place = float(self.dot(np.array(value)))
        if not -0.5 <= place < self.dots - 0.5:  # NaN too
            return None
        return int(np.rint(place)) // self.dots_per_cell

    @property
    def zero_cell(self) -> int | None:
        """The cell of the other axis, where 0 has a place; never the case on a logarithmic axis.

        None where it would be the first: the frame stands there, and another line doubles it.
        """
        low, high = self.limits
        return self.cell(0.0) if low < 0 <= high else None


def places(scale: Scale, values: Range) -> Range:
    """The places of a range of values; on a logarithmic scale of its positive part."""
    low, high = scale.forward(np.array(values)).tolist()
    if not np.isfinite(high):
        return -_DECADES_WITHOUT_END / 2, _DECADES_WITHOUT_END / 2
    if not np.isfinite(low):
        low = high - _DECADES_WITHOUT_END
    return (low, high) if high > low else (low - 0.5, low + 0.5)
