"""Grids of numbers, each the double nearest to the exact decimal."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from actcli.formula.compensated import Array

BLOCK = 65_536
_EXACT = 2**53  # every whole number up to here is a double


def grid(
    low: float, high: float, points: int | None = None, step: float | None = None
) -> Iterator[Array]:
    """The numbers from low to high in blocks: `points` of them, or every `step`.

    Each is the double nearest to the exact decimal, so that 0:1 by 0.1 has 0.3 and not
    0.30000000000000004.
    """
    start, stop = Decimal(repr(low)), Decimal(repr(high))
    if step is not None:
        stride, divisor = Decimal(repr(step)), 1
        count = int((stop - start) // stride) + 1
    else:
        count = points or 2
        stride, divisor = stop - start, max(count - 1, 1)
    unit = _common_unit(start, stride)
    first, each = int(start / unit) * divisor, int(stride / unit)
    whole_unit = int(1 / unit) * divisor
    exact = max(abs(first), abs(first + each * count), whole_unit) <= _EXACT
    for begin in range(0, count, BLOCK):
        index = np.arange(begin, min(begin + BLOCK, count), dtype=np.float64)
        if exact:
            block = (first + each * index) / whole_unit
        else:
            block = np.minimum(float(start) + index * (float(stride) / divisor), high)
        if step is None and begin + BLOCK >= count:
            block[-1] = high
        yield block


def _common_unit(*numbers: Decimal) -> Decimal:
    """The power of ten, at most 1, of which all the numbers are multiples."""
    exponents = [int(number.as_tuple().exponent) for number in numbers]
    return Decimal(1).scaleb(min(0, *exponents))
