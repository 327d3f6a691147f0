"""Distributions with exact zeros, over the last axis: hardmax, sparsemax and 1.5-entmax.

The latter two raise what exceeds a threshold to a power, the threshold such that all sum to 1. The
support, where something exceeds it, is decided first, by bisection over the sorted numbers; the
rest is measured from the smallest number in the support, so that only positive numbers are added.
"""

from typing import NamedTuple

import numpy as np

from actcli.formula.compensated import (
    Array,
    Compensated,
    Mask,
    add,
    collapse,
    divide,
    multiply,
    square_root,
    subtract,
    two_sum,
)
from actcli.formula.vector.common import (
    compensated_sum,
    is_undecided,
    negative_products,
    one_hot,
    sums_of_others,
)


class _Support(NamedTuple):
    """Where a line is above its threshold, how many are, and by what they lead the smallest."""

    mask: Mask
    size: Array
    lead: Compensated
    undecided: Mask


def hardmax(x: Array) -> Array:
    """1 at the first largest number of the last axis, 0 elsewhere; NaN where one is NaN (ONNX)."""
    unknown = np.isnan(x).any(axis=-1, keepdims=True)
    return np.where(unknown, np.nan, one_hot(x))


def hardmax_jacobian(x: Array) -> Array:
    """0 wherever there is a slope; shape (..., n, n) for x of shape (..., n)."""
    unknown = np.isnan(x).any(axis=-1, keepdims=True)
    rows = np.where(unknown, np.nan, np.zeros_like(x))
    return rows[..., :, np.newaxis] + np.zeros_like(x)[..., np.newaxis, :]


def sparsemax(x: Array) -> Array:
    """max(x_i - threshold, 0) with sum 1: the nearest distribution (Martins, Astudillo 2016).

    The last of k in the support has (1 - sum of the leads over it) / k, the others what they lead
    it by in addition. Infinities and NaN as in softmax.
    """
    support = _support(x, power=1)
    least = divide(_room(support.lead, 1), Compensated(support.size))
    return _in_support(support, collapse(add(least, support.lead)))


def sparsemax_jacobian(x: Array) -> Array:
    """J[..., i, j] = delta_ij - 1 / k within the support of k numbers, 0 elsewhere."""
    support = _support(x, power=1)
    inside = _in_support(support, 1.0)
    size = support.size
    return negative_products(inside, inside / size, inside * ((size - 1.0) / size))


def entmax15(x: Array) -> Array:
    """max(x_i / 2 - threshold, 0)^2 with sum 1, between softmax and sparsemax (Peters et al. 2019).

    Infinities and NaN as in softmax.
    """
    support = _support(x, power=2)
    doubled = _doubled_roots(support)
    return _in_support(support, 0.25 * collapse(multiply(doubled, doubled)))


def entmax15_jacobian(x: Array) -> Array:
    """J[..., i, j] = g_i (delta_ij - g_j / sum_k g_k) with g the square roots of the values."""
    support = _support(x, power=2)
    roots = _in_support(support, 0.5 * collapse(_doubled_roots(support)))
    shares = roots / roots.sum(axis=-1, keepdims=True)
    return negative_products(roots, shares, shares * sums_of_others(roots))


def _doubled_roots(support: _Support) -> Compensated:
    """2 g_i, where g_i^2 are the values of entmax15 within the support.

    With leads d over the last of k, (2 g)^2 sums to 4: k a^2 + 2 a sum(d) + sum(d^2) = 4, whose
    positive root a is written without a difference.
    """
    size, lead = Compensated(support.size), support.lead
    room, total = _room(lead, 2), _total(lead)
    root = square_root(add(multiply(total, total), multiply(size, room)))
    return add(divide(room, add(total, root)), lead)


def _support(x: Array, power: int) -> _Support:
    """The numbers whose leads over the smallest of them leave room: found by bisection.

    k numbers are in the support if the leads over the k-th, raised to the power, sum to less than
    power^2: 1 for sparsemax, 4 for entmax15 with its halves. Fewer always do if k do.
    """
    undecided = is_undecided(x)
    # A single +inf, and a -inf that stands alone, is simply out of reach of all others.
    is_largest = x == x.max(axis=-1, keepdims=True)
    lines = np.where(is_largest & np.isinf(x), 0.0, x)
    lines = np.where(np.isposinf(x).any(axis=-1, keepdims=True) & ~is_largest, -np.inf, lines)
    ordered = -np.sort(-lines, axis=-1)
    fewest = np.ones(undecided.shape, dtype=np.intp)
    most = np.full_like(fewest, x.shape[-1])
    while (fewest < most).any():
        size = (fewest + most + 1) // 2
        lead = _leads(lines, np.take_along_axis(ordered, size - 1, axis=-1))
        fits = collapse(_room(lead, power)) > 0.0
        fewest = np.where(fits, size, fewest)
        most = np.where(fits, most, size - 1)
    smallest = np.take_along_axis(ordered, fewest - 1, axis=-1)
    mask: Mask = lines >= smallest
    count = mask.sum(axis=-1, keepdims=True).astype(np.float64)
    return _Support(mask, count, _leads(lines, smallest), undecided)


def _leads(x: Array, smallest: Array) -> Compensated:
    """x less `smallest` where it is no less, else 0, with nothing lost."""
    value, lost = two_sum(x, -smallest)
    inside = x >= smallest
    return Compensated(np.where(inside, value, 0.0), np.where(inside, lost, 0.0))


def _room(lead: Compensated, power: int) -> Compensated:
    """What power^2 leaves for the last in the support: above 0 if it belongs there."""
    powers = lead if power == 1 else multiply(lead, lead)
    return subtract(Compensated(float(power * power)), _total(powers))


def _total(parts: Compensated) -> Compensated:
    return compensated_sum(np.asarray(parts.value), np.asarray(parts.correction))


def _in_support(support: _Support, inside: Array | float) -> Array:
    """The value within the support, 0 outside, NaN where a line has no answer."""
    return np.where(support.undecided, np.nan, np.where(support.mask, inside, 0.0))
