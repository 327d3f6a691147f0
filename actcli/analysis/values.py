"""The values that eval prints: functions and their slopes over blocks of numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from actcli.catalog.activation import Activation

Numbers = NDArray[np.floating[Any]]


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
    return [rounded(value, x.dtype) for value in values]


def rounded(x: Numbers, dtype: DTypeLike) -> Numbers:
    """x in another dtype; what is too large for it becomes infinite without a warning."""
    with np.errstate(all="ignore"):
        result: Numbers = x.astype(dtype, copy=False)
    return result
