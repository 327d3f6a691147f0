"""Roots and powers of jets: constant, fractional and varying exponents, their rounding kept."""

from collections.abc import Callable

import numpy as np

from actcli.formula.compensated import (
    ONE,
    Compensated,
    Number,
    add,
    divide,
    multiply,
    negate,
    renormalised,
    select,
    square_root,
    subtract,
)
from actcli.formula.exponential import exponential, logarithm, times_power_of_2
from actcli.formula.primitives import Scaled

Jet = list[Compensated]
# What the chain rule asks of an outer function: its slopes up to an order at a compensated point.
SlopesOf = Callable[[Compensated, int], list[Scaled]]

_NEAR_ONE = 8.0  # how large a logarithm is still exact enough for powers
_LARGEST_WHOLE_POWER = 64  # beyond it a power is left to NumPy's pow


def root_slopes(at: Compensated, order: int) -> list[Scaled]:
    """The square root, 1 / (2 sqrt(u)), and -1 / (4 u sqrt(u))."""
    root = square_root(at)
    first = divide(Compensated(0.5), root)
    second = divide(negate(first), multiply(Compensated(2.0), at))
    return [Scaled(part) for part in (root, first, second)[: order + 1]]


def power_slopes(exponent: float) -> SlopesOf:
    """u**c with a constant c: c u**(c-1), c (c-1) u**(c-2)."""

    def slopes(at: Compensated, order: int) -> list[Scaled]:
        result = []
        factor = 1.0
        for n in range(order + 1):
            slope = multiply(Compensated(factor), _constant_power(at, exponent - n))
            result.append(Scaled(slope))
            factor *= exponent - n
        return result

    return slopes


def is_small_and_whole(exponent: float) -> bool:
    """Whether a power is computed by multiplying."""
    return abs(exponent) <= _LARGEST_WHOLE_POWER and exponent == round(exponent)


def _constant_power(base: Compensated, exponent: float) -> Compensated:
    """base**exponent by multiplying where the exponent is small and whole, else by NumPy."""
    if exponent == 0.5:
        return square_root(base)
    if not is_small_and_whole(exponent):
        value = np.power(base.value, exponent)
        slope = exponent * np.power(base.value, exponent - 1.0)
        carried = None if base.correction is None else slope * base.correction
        return Compensated(value, carried)
    if exponent < 0:
        return divide(ONE, _whole_power(base, round(-exponent)))
    return _whole_power(base, round(exponent))


def fractional_power(base: Jet, exponent: Compensated) -> Jet:
    """f = u**c has f' = c f r and f'' = c f ((c - 1) r^2 + u''/u), where r = u'/u.

    The ratios keep their digits where u**(c - 1) or u'^2 alone would underflow or overflow.
    """
    value = real_power(base[0], exponent)
    result = [value]
    if len(base) > 1:
        times, ratio = multiply(exponent, value), divide(base[1], base[0])
        result.append(multiply(times, ratio))
    if len(base) > 2:
        bent = multiply(subtract(exponent, ONE), multiply(ratio, ratio))
        result.append(multiply(times, add(bent, divide(base[2], base[0]))))
    return result


def _whole_power(base: Compensated, exponent: int) -> Compensated:
    """base**exponent by squaring, every rounding error kept."""
    result = ONE
    while exponent:
        if exponent % 2:
            result = multiply(result, base)
        exponent //= 2
        if exponent:
            base = multiply(base, base)
    return result


def exponential_slopes(base: Compensated) -> SlopesOf:
    """c**v with a constant c: each slope is log(c) times the one before."""

    def slopes(at: Compensated, order: int) -> list[Scaled]:
        value, logarithm = real_power(base, at), np.log(base.value)
        return [Scaled(multiply(value, Compensated(logarithm**n))) for n in range(order + 1)]

    return slopes


def real_power(base: Compensated, exponent: Compensated) -> Compensated:
    """base**exponent for a base above 0, the corrections of both carried; NaN below 0.

    Up to e**8 it is the exponential of a logarithm in two parts, so that u**v - 1 keeps its digits
    near u = 1; farther out that would lose more than NumPy's power does.
    """
    logarithm_of_base = logarithm(base)
    whole = multiply(exponent, logarithm_of_base)
    near = np.abs(whole.value) < _NEAR_ONE
    lower = np.asarray(base.value, dtype=np.float64)
    value = np.where(lower < 0.0, np.nan, np.power(lower, exponent.value))
    missing: Number = 0.0
    if base.correction is not None:
        missing = exponent.value * np.log1p(base.correction / lower)
    if exponent.correction is not None:
        missing = missing + exponent.correction * np.log(lower)
    far = renormalised(value, value * np.expm1(missing))
    return select(near, times_power_of_2(*exponential(whole)), far)
