"""Sine and cosine, value and correction.

The argument is taken less the nearest multiple of pi / 2, in exact parts of pi / 2 (Cody and Waite
1980, "Software Manual for the Elementary Functions"), and what is left, at most pi / 4, goes into
the Taylor series. The leading terms, r and 1 - r^2 / 2, are kept apart from the rest, so that
x - sin(x), cos(x) - 1 and 1 + sin(x) keep their digits where they are small: at the extremes of
sine and cosine the distance to 1 is as exact as any other number.
"""

from math import factorial

import numpy as np
from numpy.typing import NDArray

from actcli.formula.compensated import (
    Array,
    Compensated,
    Mask,
    Number,
    correction_of,
    select,
    settled,
    times_exact,
    two_product,
    two_sum,
    where_linear,
)
from actcli.formula.exponential import polynomial

# sin(r) = r + r^3 (-1/3! + r^2 / 5! - ...) and cos(r) = 1 - r^2 / 2 + r^4 (1/4! - r^2 / 6! + ...);
# for |r| <= pi / 4 what is left out is below 1e-19.
_SINE_TERMS = tuple((-1) ** n / factorial(2 * n + 1) for n in range(1, 9))
_COSINE_TERMS = tuple((-1) ** n / factorial(2 * n) for n in range(2, 10))
# Beyond it multiples of the parts of pi / 2 are not exact; NumPy's sin and cos serve there.
_FAR = 2.0**31

# The constants below are printed by scripts/fit_elementary.py: 2 / pi, and the parts of pi / 2.
_QUARTERS_PER_UNIT = 0.6366197723675814
_QUARTER = (
    1.570796012878418,
    3.139164164167596e-07,
    6.223371969669989e-14,
    2.0222627272360855e-21,
    3.5215598651832e-27,
)


def sine_and_cosine(x: Compensated) -> tuple[Compensated, Compensated]:
    """sin(x) and cos(x), the correction of x included.

    float64, |x| up to 2^31: both within 2^-54 of the truth, and sin(x) - x near 0, like the
    distances to -1 and 1, to a few units of their own last place. Beyond, NumPy's own digits.
    Series: Abramowitz and Stegun 1964, 4.3.65 and 4.3.66.
    """
    value = np.asarray(x.value)
    sign = np.copysign(1.0, value)
    size = np.abs(value)
    far = size > _FAR
    any_far = bool(far.any())
    if any_far:
        size = np.where(far, 0.0, size)
    high, low, quarters = _reduced(size, Compensated(size, sign * correction_of(x)))
    sine, cosine = _series(high, low)
    odd = (quarters & 1) == 1
    turned = np.where(quarters & 2, -1.0, 1.0)
    # sin(r + pi / 2) = cos(r), cos(r + pi / 2) = -sin(r), and half a turn changes both signs.
    sine, cosine = (
        times_exact(select(odd, cosine, sine), turned * sign),
        times_exact(select(odd, sine, cosine), np.where(odd, -turned, turned)),
    )
    if any_far:
        return _with_far(x, far, sine, cosine)
    return sine, cosine


def _reduced(size: Array, x: Compensated) -> tuple[Array, Array, NDArray[np.int64]]:
    """x less a multiple of pi / 2, as a sum of two doubles, and the multiple."""
    multiple = np.rint(size * _QUARTERS_PER_UNIT)
    correction = settled(correction_of(x))
    high: Number = size - multiple * _QUARTER[0]
    low: Number
    high, low = two_sum(high, -multiple * _QUARTER[1])
    for part in _QUARTER[2:4]:
        high, rest = two_sum(high, -multiple * part)
        low = low + rest
    high, rest = two_sum(high, correction)
    high, low = two_sum(high, low + (rest - multiple * _QUARTER[4]))
    return np.asarray(high), np.asarray(low), multiple.astype(np.int64)


def _series(high: Array, low: Array) -> tuple[Compensated, Compensated]:
    """sin and cos of high + low, at most a little above pi / 4 in size."""
    square, rest = two_product(high, high)
    square = np.asarray(square)
    half = 0.5 * square
    change = high * square * polynomial(_SINE_TERMS, square) + (low - low * half)
    sine = high + change
    bend = square * square * polynomial(_COSINE_TERMS, square)
    straight = 1.0 - half
    cosine = straight + bend
    missing = ((1.0 - straight) - half) + ((straight - cosine) + bend) - (0.5 * rest + high * low)
    return Compensated(sine, (high - sine) + change), _renormalised(cosine, missing)


def _renormalised(value: Array, correction: Array) -> Compensated:
    """The same number with a correction below its last digit, both known to be finite."""
    total = value + correction
    return Compensated(total, (value - total) + correction)


def _with_far(
    x: Compensated, far: Mask, sine: Compensated, cosine: Compensated
) -> tuple[Compensated, Compensated]:
    """The same with NumPy's sine and cosine at the far places, the correction of x carried on."""
    small = where_linear(correction_of(x))
    far_sine, far_cosine = np.sin(x.value), np.cos(x.value)
    return (
        select(far, Compensated(far_sine, far_cosine * small), sine),
        select(far, Compensated(far_cosine, -far_sine * small), cosine),
    )
