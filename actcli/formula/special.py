"""The error function and the normal distribution, which NumPy does not have.

The tails rest on one nearly constant function, after Shepherd and Laframboise 1981, "Chebyshev
approximation of (1 + 2x) exp(x^2) erfc(x) in 0 <= x < infinity" (Mathematics of Computation 36):

    g(t) = (1 + a) exp(a^2 / 2) Phi(-a)        with t = (a - 5) / (a + 5), a >= 0.7

It stays between 0.4 and 0.53, so one short polynomial serves from the middle to the far tail, and
its constant term carries most of the digits. Phi(-a) is exp(-a^2 / 2) g(t) / (1 + a), with no
subtraction that could lose digits. Nearer to 0 both functions come from a polynomial for erf.

Squares are taken in two parts: a^2 is near 1400 in the tail, and a rounding error of half a unit in
its last place would be worth some 250 units in the last place of the exponential.
"""

import numpy as np

from actcli.formula.compensated import (
    Array,
    Compensated,
    Number,
    correction_of,
    divide,
    multiply,
    select,
    times_exact,
    two_product,
    two_sum,
)
from actcli.formula.exponential import exponential, lifted, polynomial, times_power_of_2

# From here on exp(-x^2 / 2), and exp(-x^2), are below the smallest double, even 2^512 times.
_BEYOND_UNDERFLOW = 50.0
_ERF_BEYOND_UNDERFLOW = 36.0

# The constants below are printed by scripts/fit_normal_tail.py; a pair is value and correction.
_TAIL_CENTRE = 5.0
# g(t), between 0.4 and 0.53; largest error 2.1e-18.
_TAIL_CONSTANT = (0.46151582985003775, 2.4294186353357e-17)
_TAIL_TERMS = (
    -0.09155228183400893,
    0.031030368425963097,
    0.010002352385218894,
    -0.026401042966283633,
    0.024536963243987627,
    -0.015170415402857481,
    0.006522000663682963,
    -0.0016760723428038793,
    7.79162644356752e-06,
    0.00018233414698950957,
    -5.360769749894682e-05,
    -9.896160024111337e-06,
    9.060077220567454e-06,
    -7.003482111029931e-08,
    -1.3076377058924723e-06,
    1.2708638195088198e-07,
    1.9589576020142038e-07,
    -2.5151651318610315e-08,
    -2.985866982688458e-08,
    2.7536288057838517e-09,
    3.3424210488110524e-09,
)
# erf(x) / x - 1 in powers of x^2; largest error 5.9e-18.
_ERF_CONSTANT = (0.1283791670955126, -1.2444403787631689e-17)
_ERF_TERMS = (
    -0.3761263890318375,
    0.1128379167095487,
    -0.02686617064499972,
    0.0052239776220169365,
    -0.0008548326510724796,
    0.00012055286202005714,
    -1.4923003368152099e-05,
    1.637123442577e-06,
    -1.462091340945175e-07,
)
# Where its use ends for erf(x), and for Phi(x) = (1 + erf(x / sqrt(2))) / 2.
_NEAR_ZERO = 0.5
_NORMAL_NEAR_ZERO = 0.7
_SQRT_2 = (1.4142135623730951, -9.667293313452913e-17)
_SQRT_HALF = (0.7071067811865476, -4.833646656726457e-17)
_ONE_OVER_SQRT_2_PI = (0.3989422804014327, -2.49232720227773e-17)
_TWO_OVER_SQRT_PI = (1.1283791670955126, 1.533545961316588e-17)


def normal_cdf(x: Array) -> Compensated:
    """Phi(x), the probability that a standard normal variable is below x.

    float64, the whole line: 1 at inf, and relative accuracy down to underflow at x = -38.5.
    Shepherd and Laframboise 1981 from |x| = 0.7 on; (1 + erf(x / sqrt(2))) / 2 nearer to 0.
    """
    size = np.minimum(np.abs(x), _BEYOND_UNDERFLOW)
    near = _erf_near_zero(_product(size, _SQRT_HALF))
    tail = _normal_tail(Compensated(size), times_exact(_square(size), -0.5))
    # Phi(x) is 1/2 + sign(x) erf(|x| / sqrt(2)) / 2, or else 0 or 1, less sign(x) Phi(-|x|).
    is_near = size <= _NORMAL_NEAR_ZERO
    deviation = select(is_near, times_exact(near, 0.5), times_exact(tail, -1.0))
    return _sum(np.where(is_near, 0.5, x > 0.0), times_exact(deviation, np.copysign(1.0, x)))


def normal_pdf(x: Array) -> tuple[Compensated, Number]:
    """exp(-x^2 / 2) / sqrt(2 pi), the density of a standard normal variable.

    float64, the whole line: relative accuracy to |x| = 39, as a number and the power of 2 that it
    still needs as a factor: 1 unless the density is small. Abramowitz and Stegun 1964, 26.2.1.
    """
    size = np.minimum(np.abs(x), _BEYOND_UNDERFLOW)
    return _bell(times_exact(_square(size), -0.5), _ONE_OVER_SQRT_2_PI)


def erf(x: Array) -> Compensated:
    """2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.

    float64, the whole line: -1 and 1 at -inf and inf; signed zeros and subnormals are kept.
    Abramowitz and Stegun 1964, 7.1.1; from |x| = 0.5 on as 1 - 2 Phi(-sqrt(2) |x|).
    """
    size = np.minimum(np.abs(x), _ERF_BEYOND_UNDERFLOW)
    near, far = _erf_near_zero(Compensated(size)), _erf_far_from_zero(size)
    magnitude = select(size <= _NEAR_ZERO, near, far)
    return times_exact(magnitude, np.copysign(1.0, x))


def erf_slope(x: Array) -> tuple[Compensated, Number]:
    """2 / sqrt(pi) exp(-x^2), the slope of erf.

    float64, the whole line: relative accuracy to |x| = 28, as a number and the power of 2 that it
    still needs as a factor: 1 unless the slope is small. Abramowitz and Stegun 1964, 7.1.1.
    """
    size = np.minimum(np.abs(x), _ERF_BEYOND_UNDERFLOW)
    return _bell(times_exact(_square(size), -1.0), _TWO_OVER_SQRT_PI)


def _erf_near_zero(size: Compensated) -> Compensated:
    """erf(size) up to 0.5 as size + size p(size^2); p is small, and so its errors are."""
    square: Array = np.square(size.value)
    excess = _ERF_CONSTANT[0] + (_ERF_CONSTANT[1] + square * polynomial(_ERF_TERMS, square))
    correction = correction_of(size) * _TWO_OVER_SQRT_PI[0]  # the slope there, nearly
    return _sum(size.value, Compensated(size.value * excess, correction))


def _erf_far_from_zero(size: Array) -> Compensated:
    """erf(size) from 0.5 on, where 2 Phi(-sqrt(2) size) is below a half."""
    tail = _normal_tail(_product(size, _SQRT_2), times_exact(_square(size), -1.0))
    return _sum(1.0, times_exact(tail, -2.0))


def _normal_tail(a: Compensated, exponent: Compensated) -> Compensated:
    """Phi(-a) for 0.7 <= a, the exponent being -a^2 / 2, which is -1400 at least."""
    t: Array = np.true_divide(a.value - _TAIL_CENTRE, a.value + _TAIL_CENTRE)
    variation = Compensated(t * polynomial(_TAIL_TERMS, t), _TAIL_CONSTANT[1])
    quotient = divide(_sum(_TAIL_CONSTANT[0], variation), _sum(1.0, a))
    mantissa, powers = exponential(exponent)
    return times_power_of_2(multiply(mantissa, quotient), powers)


def _bell(exponent: Compensated, height: tuple[float, float]) -> tuple[Compensated, Number]:
    """exp(exponent) times the height, a pair; as a number and a power of 2."""
    mantissa, powers = exponential(exponent)
    return lifted(multiply(mantissa, Compensated(*height)), powers)


def _sum(a: Number, b: Compensated) -> Compensated:
    """a + b with its rounding error, the correction below the last digit of the value."""
    value, rest = two_sum(a, b.value)
    rest = rest + correction_of(b)
    total = value + rest
    return Compensated(total, rest - (total - value))


def _product(size: Array, constant: tuple[float, float]) -> Compensated:
    """size times a constant that is a pair."""
    value, rest = two_product(size, constant[0])
    return Compensated(value, rest + size * constant[1])


def _square(size: Array) -> Compensated:
    """size^2 and its rounding error."""
    return Compensated(*two_product(size, size))
