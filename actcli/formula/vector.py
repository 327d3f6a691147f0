"""Functions of a whole vector: softmax and its kin over the last axis, with their Jacobians."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from actcli.formula.compensated import Array, two_sum


def softmax(x: Array) -> Array:
    """exp(x_i) / sum_j exp(x_j) over the last axis, for float64 of any shape (Bridle 1990).

    The largest element is subtracted first, so no finite input overflows. A single +inf takes all;
    two of them, or several -inf and nothing else, have no limit and give NaN, as does any NaN.
    """
    exponentials = _exponentials(*_below_largest(x))
    result: Array = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return result


def log_softmax(x: Array) -> Array:
    """x_i - log(sum_j exp(x_j)) over the last axis, for float64 of any shape.

    The element that stands for the largest adds exactly 1 to the sum: log1p of the others keeps the
    digits where one of them is nearly certain.
    """
    shifted, rest = _below_largest(x)
    exponentials = _exponentials(shifted, rest)
    largest = np.argmax(shifted, axis=-1, keepdims=True)
    np.put_along_axis(exponentials, largest, 0.0, axis=-1)
    result: Array = shifted + (rest - np.log1p(exponentials.sum(axis=-1, keepdims=True)))
    return result


def softmax_jacobian(x: Array) -> Array:
    """J[..., i, j] = s_i (delta_ij - s_j): shape (..., n, n) for x of shape (..., n)."""
    return softmax(x)[..., :, np.newaxis] * log_softmax_jacobian(x)


def log_softmax_jacobian(x: Array) -> Array:
    """J[..., i, j] = delta_ij - s_j: shape (..., n, n) for x of shape (..., n)."""
    values = softmax(x)
    size = x.shape[-1]
    jacobian: Array = np.repeat(-values[..., np.newaxis, :], size, axis=-2)
    diagonal = np.arange(size)
    jacobian[..., diagonal, diagonal] = _complements(values)
    return jacobian


def _complements(values: Array) -> Array:
    """1 - s_i as the sum of the other elements, which keeps its digits where s_i is nearly 1."""
    size = values.shape[-1]
    others: Array = np.repeat(values[..., np.newaxis, :], size, axis=-2)
    diagonal = np.arange(size)
    others[..., diagonal, diagonal] = 0.0
    complements: Array = others.sum(axis=-1)
    return complements


def _exponentials(shifted: Array, rest: Array) -> Array:
    """exp(shifted + rest), the rest so small that 1 + rest stands for its exponential."""
    exponentials: Array = np.exp(shifted)
    return exponentials + exponentials * rest


def _below_largest(x: Array) -> tuple[Array, Array]:
    """x less its largest element, and what rounding lost: 0 at that element, below 0 elsewhere."""
    largest = x.max(axis=-1, keepdims=True)
    difference, lost = two_sum(x, -largest)
    shifted: Array = np.where(x == largest, 0.0, difference)
    rest: Array = np.where(np.isfinite(lost), lost, 0.0)
    infinite = np.isinf(largest)
    if infinite.any():
        undecided = infinite & ((x == largest).sum(axis=-1, keepdims=True) > 1)
        shifted = np.where(undecided, np.nan, shifted)
    return np.where(np.isnan(largest), np.nan, shifted), rest


class VectorFunction(NamedTuple):
    """A function of a vector: its values, its Jacobian, and its formula in LaTeX."""

    latex: str
    values: Callable[[Array], Array]
    jacobian: Callable[[Array], Array]


VECTOR_FUNCTIONS = {
    "softmax": VectorFunction(
        r"\frac{e^{x_i}}{\sum_j e^{x_j}}",
        softmax,
        softmax_jacobian,
    ),
    "log_softmax": VectorFunction(
        r"x_i - \ln \sum_j e^{x_j}",
        log_softmax,
        log_softmax_jacobian,
    ),
}
