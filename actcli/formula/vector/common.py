"""What the functions of a vector share: sums that keep their digits, lines without an answer."""

from typing import Any

import numpy as np

from actcli.formula.compensated import Array, Compensated, Mask, renormalised, two_sum


def is_undecided(x: Array) -> Mask:
    """Whether a line has no answer: shape (..., 1) for x of shape (..., n).

    That is where one of its numbers is NaN, and where several share an infinity as the largest,
    whose differences could be anything.
    """
    largest = x.max(axis=-1, keepdims=True)
    shared = np.isinf(largest) & ((x == largest).sum(axis=-1, keepdims=True) > 1)
    undecided: Mask = shared | np.isnan(largest)
    return undecided


def one_hot(x: Array) -> Array:
    """1 at the first largest of each line of x, 0 elsewhere."""
    result = np.zeros_like(x)
    np.put_along_axis(result, x.argmax(axis=-1, keepdims=True), 1.0, axis=-1)
    return result


def compensated_sum(value: Array, correction: Array) -> Compensated:
    """The sum of value + correction over the last axis, as if with twice the digits.

    It adds in pairs and sums what the additions lost (Ogita, Rump, Oishi 2005, Accurate Sum and
    Dot Product). The parts have shape (..., 1) for value of shape (..., n).
    """
    while value.shape[-1] > 1:
        half = value.shape[-1] // 2
        left, right, odd = slice(half), slice(half, 2 * half), slice(2 * half, None)
        paired, lost = two_sum(value[..., left], value[..., right])
        lost = correction[..., left] + correction[..., right] + lost
        value = np.concatenate([np.asarray(paired), value[..., odd]], axis=-1)
        correction = np.concatenate([np.asarray(lost), correction[..., odd]], axis=-1)
    return renormalised(value, correction)


def sums_of_others(values: Array) -> Array:
    """The sum of all other elements for each element, without a difference that loses digits."""
    others: Array = np.repeat(values[..., np.newaxis, :], values.shape[-1], axis=-2)
    set_diagonal(others, 0.0)
    sums: Array = others.sum(axis=-1)
    return sums


def negative_products(rows: Array, columns: Array, diagonal: Array) -> Array:
    """-rows_i columns_j with a diagonal of its own: the Jacobian of what a common sum divides."""
    # 0 - p is never the -0.0 that -p can be.
    result: Array = 0.0 - rows[..., :, np.newaxis] * columns[..., np.newaxis, :]
    set_diagonal(result, diagonal)
    return result


def set_diagonal(matrix: Array, values: Any) -> None:
    """Write values of shape (..., n) onto the diagonal of a matrix of shape (..., n, n)."""
    place = np.arange(matrix.shape[-1])
    matrix[..., place, place] = values
