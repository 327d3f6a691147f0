"""The values that eval prints: functions over blocks of numbers, and grids of numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from actcli.catalog.activation import Activation
from actcli.formula.compensated import Array

Numbers = NDArray[np.float64] | NDArray[np.float32]
GRID_BLOCK = 65_536
_EXACT = 2**53  # every whole number up to here is a double


def answers(
    functions: Sequence[Activation], x: Numbers, orders: Sequence[int]
) -> list[list[Numbers]]:
    """answers[function][order] for a block of x, each of x's dtype.

    With a function of a vector among them x is a matrix of vectors, one a row; order 1 of such a
    function has one more axis, its Jacobian.
    """
    return [_answer(function, x, orders) for function in functions]


def _answer(function: Activation, x: Numbers, orders: Sequence[int]) -> list[Numbers]:
    if function.is_vector:
        return [function.derivative(x, order) for order in orders]
    values = function.evaluate(np.asarray(x, dtype=np.float64), orders)
    with np.errstate(all="ignore"):
        return [value.astype(x.dtype, copy=False) for value in values]


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
    for begin in range(0, count, GRID_BLOCK):
        index = np.arange(begin, min(begin + GRID_BLOCK, count), dtype=np.float64)
        if exact:
            yield (first + each * index) / whole_unit
        else:
            yield float(start) + index * (float(stride) / divisor)


def _common_unit(*numbers: Decimal) -> Decimal:
    """The power of ten, at most 1, of which all the numbers are multiples."""
    exponents = [number.as_tuple().exponent for number in numbers]
    return Decimal(1).scaleb(min(0, *(exponent for exponent in exponents if isinstance(exponent, int))))
