"""Counters for all doubles: how many numbers lie below a value, in memory that does not grow.

Every number is counted by its leading bits: sign, exponent, 8 bits of the mantissa; 2^20 counters
in all. The numbers of a counter lie within 1/256 of each other, whatever their size is, so that
nothing has to be known of them beforehand.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import Array

_MANTISSA_BITS = 8
_SHIFT = 52 - _MANTISSA_BITS
_COUNTERS = 1 << (12 + _MANTISSA_BITS)
_ZERO = _COUNTERS // 2  # the counter that begins at 0
_INFINITE = 2047 << _MANTISSA_BITS  # how far from that one the counter of infinity is
_ALL_BUT_THE_SIGN = np.int64(0x7FFF_FFFF_FFFF_FFFF)
_LARGEST = float(np.finfo(np.float64).max)


class Counters:
    """How many numbers there are of each kind of leading bits, seen from an origin.

    A counter holds the lower one of its ends and not the upper one, as the bars of a histogram do.
    Near an origin that is not 0 counters are as fine as near 0: what is counted is the difference
    from it, which is exact for values from a half to twice the origin (Sterbenz 1974,
    Floating-Point Computation).
    """

    def __init__(self, origin: float = 0.0) -> None:
        self.origin = origin
        self._counts = np.zeros(_COUNTERS, np.int64)

    def add(self, values: Array) -> None:
        """Count finite numbers, contiguous and of one dimension."""
        with np.errstate(over="ignore"):  # an infinite difference has a counter too
            places = values if self.origin == 0.0 else values - self.origin
        np.add.at(self._counts, _counter(places), 1)
        self.__dict__.pop("_used", None)

    def is_nearer(self, values: Array) -> NDArray[np.bool_]:
        """Whether counters are finer here than those around 0, and their ends exact."""
        with np.errstate(over="ignore"):
            return np.asarray(np.abs(values - self.origin) < 0.5 * np.abs(values))

    def below(self, values: Array) -> Array:
        """How many numbers lie below values; those of a counter are spread evenly over it."""
        starts, ends, counts, before = self._used
        with np.errstate(all="ignore"):
            places = values - self.origin
            last = np.searchsorted(starts, places, side="right") - 1  # the counter at or below
            parts = (places - starts[last]) / (ends[last] - starts[last])
        parts = np.clip(np.nan_to_num(parts, nan=0.0), 0.0, 1.0)
        return np.where(last < 0, 0.0, before[last] + parts * counts[last])

    def value_above(self, count: float) -> float:
        """The value that so many numbers lie below."""
        starts, ends, counts, before = self._used
        below = np.ravel(np.column_stack([before, before + counts]))
        return (
            float(np.interp(count, below, np.ravel(np.column_stack([starts, ends])))) + self.origin
        )

    def first_end_above(self, value: float) -> float:
        """The lowest end of a counter in use that is above a value."""
        starts, ends, _, _ = self._used
        above = np.concatenate([starts, ends])
        return float(above[above > value - self.origin].min()) + self.origin

    @cached_property
    def _used(self) -> tuple[Array, Array, Array, Array]:
        """The counters in use, ascending: starts, ends, counts, and how many lie below each."""
        used = np.flatnonzero(self._counts)
        counts = self._counts[used]
        before = np.cumsum(counts) - counts
        return _start(used), _start(used + 1), counts.astype(np.float64), before.astype(np.float64)


def most_crowded(values: Array) -> float:
    """The middle value of the counter around 0 that holds the most different ones of the values.

    That is where other counters tell most: around 0 nothing is crowded, at 1000 +- 1 all is.
    """
    different = np.unique(values)
    _, first, counts = np.unique(_counter(different), return_index=True, return_counts=True)
    fullest = int(np.argmax(counts))
    return float(different[first[fullest] + counts[fullest] // 2])


def _counter(values: Array) -> NDArray[np.int64]:
    """The counters of values, in the order of the values; 0 and -0 are in one."""
    bits = values.view(np.int64)
    sign = bits >> 63  # 0 or -1
    ordered = ((bits & _ALL_BUT_THE_SIGN) ^ sign) - sign
    return np.asarray((ordered >> _SHIFT) + _ZERO)


def _start(counter: NDArray[np.intp]) -> Array:
    """The lowest value of a counter; infinity becomes the largest double."""
    place = counter.astype(np.int64) - _ZERO
    sizes = (np.minimum(np.abs(place), _INFINITE) << _SHIFT).view(np.float64)
    return np.asarray(np.clip(np.copysign(sizes, place), -_LARGEST, _LARGEST))
