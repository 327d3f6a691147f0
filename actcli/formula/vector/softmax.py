"""softmax and its smooth kin, over the last axis, with their Jacobians."""

import math

import numpy as np

from actcli.formula.compensated import Array, Compensated, Number, divide, two_sum
from actcli.formula.vector.common import (
    is_undecided,
    negative_products,
    one_hot,
    sums_of_others,
)


def softmax(x: Array) -> Array:
    """exp(x_i) / sum_j exp(x_j) over the last axis, for float64 of any shape (Bridle 1990).

    The largest element is subtracted first, so no finite input overflows. A single +inf takes all;
    two of them, or several -inf and nothing else, have no limit and give NaN, as does any NaN.
    """
    return _shares(_exponentials(*_below_largest(x)))


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


def softmin(x: Array) -> Array:
    """softmax(-x): the smallest number gets the largest share."""
    return softmax(-x)


def gumbel_softmax(x: Array, tau: float, hard: str = "false") -> Array:
    """softmax(x / tau), the gumbel softmax without its noise; `hard` "true": 1 at the largest.

    The quotient carries its rounding error, which the exponential would magnify a hundredfold
    (Jang, Gu, Poole 2016; Maddison, Mnih, Teh 2016). `tau` is above 0.
    """
    if hard == "true":
        return np.where(is_undecided(x), np.nan, one_hot(x))
    return _shares(_exponentials(*_below_largest_over(x, tau)))


def taylor_softmax(x: Array) -> Array:
    """q(x_i) / sum_j q(x_j) with q(x) = 1 + x + x^2 / 2 (de Brebisson, Vincent 2015).

    A single infinity of either sign takes all; several have no limit and give NaN.
    """
    squares, _, _ = _taylor_squares(x)
    return _with_infinities(x, _shares(squares), one_hot(np.abs(x)))


def softmax_jacobian(x: Array) -> Array:
    """J[..., i, j] = s_i (delta_ij - s_j): shape (..., n, n) for x of shape (..., n)."""
    values = softmax(x)
    return negative_products(values, values, values * sums_of_others(values))


def log_softmax_jacobian(x: Array) -> Array:
    """J[..., i, j] = delta_ij - s_j: shape (..., n, n) for x of shape (..., n)."""
    values = softmax(x)
    return negative_products(np.ones_like(values), values, sums_of_others(values))


def softmin_jacobian(x: Array) -> Array:
    """J[..., i, j] = -s_i (delta_ij - s_j) with s = softmin(x)."""
    values = softmin(x)
    # The sign stands inside: negating the whole would make -0.0 of every 0.
    return negative_products(values, -values, -values * sums_of_others(values) + 0.0)


def gumbel_softmax_jacobian(x: Array, tau: float, hard: str = "false") -> Array:
    """J[..., i, j] = s_i (delta_ij - s_j) / tau, for the hard form too.

    The hard form lets the slope of the soft one through (straight-through estimation).
    """
    values = gumbel_softmax(x, tau)
    over_tau = values / tau
    return negative_products(values, over_tau, over_tau * sums_of_others(values))


def taylor_softmax_jacobian(x: Array) -> Array:
    """J[..., i, j] = h_i delta_ij - p_i h_j with h_j = q'(x_j) / sum_k q(x_k) and q' = 1 + x."""
    squares, slopes, scale = _taylor_squares(x)
    shares = _shares(squares)
    relative = 2.0 * slopes * scale / squares.sum(axis=-1, keepdims=True)
    jacobian = negative_products(shares, relative, relative * sums_of_others(shares) + 0.0)
    return _with_infinities(x, jacobian, np.zeros_like(jacobian))


def _shares(parts: Array) -> Array:
    result: Array = parts / parts.sum(axis=-1, keepdims=True)
    return result


def _exponentials(shifted: Array, rest: Array) -> Array:
    """exp(shifted + rest), the rest so small that 1 + rest stands for its exponential."""
    exponentials: Array = np.exp(shifted)
    return exponentials + exponentials * rest


def _below_largest(x: Array) -> tuple[Array, Array]:
    """x less its largest element, and what rounding lost: 0 at that element, below 0 elsewhere."""
    largest = x.max(axis=-1, keepdims=True)
    difference, lost = two_sum(x, -largest)
    shifted = np.where(x == largest, 0.0, difference)
    return np.where(is_undecided(x), np.nan, shifted), _finite(lost)


def _below_largest_over(x: Array, tau: float) -> tuple[Array, Array]:
    """(x less its largest element) / tau, and what rounding lost.

    Powers of 2 are taken out of both, so that neither the difference nor the rounding error of the
    quotient overflows: only a result beyond the doubles does, whose exponential is 0 anyway.
    """
    mantissa, exponent = math.frexp(tau)
    is_huge = np.abs(x).max(axis=-1, keepdims=True) >= 2.0**1022
    shifted, rest = _below_largest(np.where(is_huge, 0.5 * x, x))
    scale = np.where(is_huge, 1 - exponent, -exponent)
    lowered = Compensated(np.ldexp(shifted, scale), _finite(np.ldexp(rest, scale)))
    quotient = divide(lowered, Compensated(mantissa))
    return np.asarray(quotient.value), np.asarray(quotient.correction)


def _finite(lost: Number) -> Array:
    result: Array = np.where(np.isfinite(lost), lost, 0.0)
    return result


def _taylor_squares(x: Array) -> tuple[Array, Array, Array]:
    """2 q(x) = (1 + x)^2 + 1 and 1 + x, times scale^2 and scale, and scale itself.

    The scale is the power of 2, at most 1, at which the largest square cannot overflow.
    """
    sums = 1.0 + x
    _, exponent = np.frexp(np.abs(sums).max(axis=-1, keepdims=True))
    lower = -np.maximum(exponent, 0)
    slopes, scale = np.ldexp(sums, lower), np.ldexp(1.0, lower)
    return slopes * slopes + scale * scale, slopes, scale


def _with_infinities(x: Array, result: Array, limit: Array) -> Array:
    """The limit for the lines with one infinity, NaN for several; a Jacobian has one more axis."""
    count = np.isinf(x).sum(axis=-1, keepdims=True)
    unknown = np.isnan(x).any(axis=-1, keepdims=True) | (count > 1)
    if result.ndim > x.ndim:
        count, unknown = count[..., np.newaxis], unknown[..., np.newaxis]
    return np.where(unknown, np.nan, np.where(count == 1, limit, result))
