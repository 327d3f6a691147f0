"""The table of primitives: value and slopes of each; spellings.py has their names in frameworks.

A primitive is written once, as a generator that yields its value at x, then its first, second and
third slope; whoever calls it takes only as many as are needed, so the later ones cost nothing until
then. The third slope serves only to carry a rounding error into the second. What sums of two parts
lose is yielded with them as a Compensated.

Forms are chosen for the digits they keep: exponentials of -|x| only, so that nothing overflows and
the tails stay exact, and a second form wherever the first one subtracts nearly equal numbers.
"""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from actcli.formula.circular import sine_and_cosine
from actcli.formula.compensated import (
    ONE,
    ZERO,
    Array,
    Compensated,
    Mask,
    Number,
    add,
    collapse,
    correction_of,
    divide,
    multiply,
    negate,
    renormalised,
    subtract,
    two_product,
    two_sum,
)
from actcli.formula.exponential import polynomial, scaled_exponential
from actcli.formula.special import erf, erf_slope, normal_cdf, normal_pdf


class Scaled(NamedTuple):
    """A slope and a power of 2 that is multiplied in last, so that underflow costs no digit."""

    number: Compensated
    scale: Number = 1.0

    def settled(self) -> Compensated:
        """The slope itself."""
        return scaled(self.number, self.scale)


Slopes = Iterator[Number | Compensated | Scaled]


def as_scaled(slope: Number | Compensated | Scaled) -> Scaled:
    """What a primitive yields, in one form."""
    if isinstance(slope, Scaled):
        return slope
    return Scaled(slope if isinstance(slope, Compensated) else Compensated(slope))


def scaled(number: Compensated, scale: Number) -> Compensated:
    """number times a power of 2."""
    if (isinstance(scale, float) and scale == 1.0) or number is ZERO:
        return number
    small = collapse(number) * scale
    if number.correction is None:
        return Compensated(small)
    # A scale of 1 beside others changes nothing, so that no result depends on its neighbours.
    plain = np.equal(scale, 1.0)
    return Compensated(
        np.where(plain, number.value, small), np.where(plain, number.correction, 0.0)
    )


# Where an argument has overflowed, its slopes are those out here: inf times 0 would be NaN.
_VAST = 1e160
_FAR = 1e100
# The same for bells, which have underflowed there with whatever they are multiplied by.
_VAST_FOR_BELLS = 100.0


def _exp(x: Compensated) -> Slopes:
    value = Scaled(*scaled_exponential(x))
    while True:
        yield value


def _expm1(x: Array) -> Slopes:
    yield np.expm1(x)
    yield from _exp(Compensated(x))


def _log(x: Compensated) -> Slopes:
    value = np.log(x.value)
    yield value if x.correction is None else renormalised(value, x.correction / x.value)
    yield from _reciprocal(x)


def _log1p(x: Array) -> Slopes:
    yield np.log1p(x)
    yield from _reciprocal(add(ONE, Compensated(x)))


def _reciprocal(x: Compensated) -> Slopes:
    first = divide(ONE, x)
    yield first
    second = negate(multiply(first, first))
    yield second
    yield -2.0 * second.value * first.value


def _sin(x: Compensated) -> Slopes:
    sine, cosine = sine_and_cosine(x)
    yield from (sine, cosine, negate(sine), negate(cosine))


def _cos(x: Compensated) -> Slopes:
    sine, cosine = sine_and_cosine(x)
    yield from (cosine, negate(sine), negate(cosine), sine)


# Taylor series of sinc and its slopes in x^2, for |x| < 1; the terms after these are below 1e-19.
_SINC_TERMS = [(-1.0) ** k / math.factorial(2 * k + 1) for k in range(11)]
_SINC_SLOPE_TERMS = [2 * k * c for k, c in enumerate(_SINC_TERMS)][1:]
_SINC_BEND_TERMS = [2 * k * (2 * k - 1) * c for k, c in enumerate(_SINC_TERMS)][1:]
_SINC_THIRD_TERMS = [(2 * k - 2) * c for k, c in enumerate(_SINC_BEND_TERMS, start=1)][1:]


def _sinc(x: Array) -> Slopes:
    """sin(x) / x; near 0, where sine and cosine would cancel in the slopes, by its series."""
    near = np.abs(x) < 1.0
    inside = np.where(near, x, 0.0)
    square = inside * inside
    far = Compensated(np.where(near, 1.0, x))
    sine, cosine = sine_and_cosine(far)
    value = divide(sine, far)
    yield _outside(near, polynomial(_SINC_TERMS, square), value)
    first = divide(subtract(cosine, value), far)
    yield _outside(near, inside * polynomial(_SINC_SLOPE_TERMS, square), first)
    second = negate(add(value, divide(multiply(Compensated(2.0), first), far)))
    yield _outside(near, polynomial(_SINC_BEND_TERMS, square), second)
    third = -first.value - 2.0 * (second.value - first.value / far.value) / far.value
    yield np.where(near, inside * polynomial(_SINC_THIRD_TERMS, square), third)


def _outside(special: Mask, value: Array, usual: Compensated) -> Compensated:
    """The usual number, and a plain value at the special places."""
    return Compensated(
        np.where(special, value, usual.value), np.where(special, 0.0, correction_of(usual))
    )


def _atan(x: Array) -> Slopes:
    yield np.arctan(x)
    far = np.abs(x) > _FAR  # there 1 + x^2 is x^2, which could overflow
    inverse = 1.0 / np.where(far, x, 1.0)
    x = np.where(far, _FAR, x)
    first = divide(ONE, add(ONE, multiply(Compensated(x), Compensated(x))))
    yield _outside(far, inverse * inverse, first)
    second = multiply(Compensated(-2.0 * x), multiply(first, first))
    yield _outside(far, -2.0 * inverse * inverse * inverse, second)
    yield (6.0 * x * x - 2.0) * (first.value * first.value * first.value)


def _asinh(x: Array) -> Slopes:
    yield np.arcsinh(x)
    first = 1.0 / np.hypot(1.0, x)
    yield first
    sine = np.clip(x, -_VAST, _VAST) * first
    yield -sine * first * first
    yield (3.0 * sine * sine - 1.0) * first * first * first


# Beyond this size exp(-size) nears the subnormals; it is kept 2**512 times too large until the
# chain rule has multiplied it by the slopes inside, which may be large. NumPy's exp serves here, at
# a small part of what exponential() costs: its error is below a unit in the last place, and nothing
# is taken from the result that would magnify it.
_DEEP = 690.0
_LIFT = 2.0**512
_LOG_LIFT, _LOG_LIFT_CORRECTION = 354.891356446692, 1.1873519686893054e-14  # 512 ln 2


def _decay(size: Array) -> tuple[Compensated, Number]:
    """exp(-size) for size >= 0 as a number and the power of 2 that it still needs as a factor."""
    deep = size > _DEEP
    if not deep.any():
        return Compensated(np.exp(-size)), 1.0
    lifted = np.exp(_LOG_LIFT - size)
    decay = renormalised(
        np.where(deep, lifted, np.exp(-size)), np.where(deep, lifted * _LOG_LIFT_CORRECTION, 0.0)
    )
    return decay, np.where(deep, 1.0 / _LIFT, 1.0)


def _sigmoid(x: Array) -> Slopes:
    decay, scale = _decay(np.abs(x))
    total = add(ONE, scaled(decay, scale))
    above = x >= 0.0
    yield scaled(
        divide(Compensated(np.where(above, 1.0, decay.value)), total),
        scale if isinstance(scale, float) else np.where(above, 1.0, scale),
    )
    first = divide(divide(decay, total), total)
    yield Scaled(first, scale)
    # (1 - decay) / total is tanh(|x| / 2); expm1 keeps its digits near x = 0.
    half_angle_tanh = divide(Compensated(np.copysign(np.expm1(-np.abs(x)), -x)), total)
    yield Scaled(multiply(first, half_angle_tanh), scale)
    yield Scaled(Compensated(first.value * (1.0 - 6.0 * first.value * scale)), scale)


# x - tanh(x) = x^3 M(x^2) / D(x^2): Lambert's continued fraction x / (1 + x^2 / (3 + x^2 / (5 + ...
# broken off at 17, which leaves out less than 1e-16 of it up to |x| = 1.
_TANH_MISSING = (11486475.0, 810810.0, 12870.0, 44.0)
_TANH_DIVISOR = (34459425.0, 16216200.0, 945945.0, 13860.0, 45.0)
_TANH_NEAR_ZERO = 1.0


def _tanh(x: Array) -> Slopes:
    size = np.abs(x)
    decay, scale = _decay(2.0 * size)
    small = np.asarray(decay.value * scale)
    total = 1.0 + small
    # Near 0 it is x less a little, far out 1 less a little: the little keeps its digits.
    near = size < _TANH_NEAR_ZERO
    start, change = np.where(near, size, 1.0), -2.0 * small / total
    if near.any():
        inside = np.minimum(size, _TANH_NEAR_ZERO)
        square = inside * inside
        quotient = polynomial(_TANH_MISSING, square) / polynomial(_TANH_DIVISOR, square)
        change = np.where(near, -(inside * square) * quotient, change)
    value = start + change
    rest = (start - value) + change
    sign = np.copysign(1.0, x)
    yield Compensated(sign * value, sign * rest)
    # Its slope is 1 - tanh(x)^2 near 0, where that is 1 less a little, and 4 e / (1 + e)^2 beyond.
    far_slope = 4.0 * decay.value / (total * total)
    far_rest = 4.0 * correction_of(decay)
    tanh_square, square_rest = two_product(value, value)
    near_slope = 1.0 - tanh_square
    near_rest = ((1.0 - near_slope) - tanh_square) - (square_rest + 2.0 * value * rest)
    slope = np.where(near, near_slope, far_slope)
    yield Scaled(Compensated(slope, np.where(near, near_rest, far_rest)), scale)
    yield Scaled(Compensated(-2.0 * sign * value * slope), scale)
    yield Scaled(Compensated(slope * (4.0 - 6.0 * slope * scale)), scale)


def _sech(x: Array) -> Slopes:
    small = np.exp(-np.abs(x))
    value = 2.0 * small / (1.0 + small * small)
    yield value
    tanh = np.tanh(x)
    yield -value * tanh
    yield value * (tanh * tanh - value * value)
    yield value * tanh * (6.0 * value * value - 1.0)


def _softplus(x: Array) -> Slopes:
    yield Compensated(*two_sum(np.maximum(x, 0.0), np.log1p(np.exp(-np.abs(x)))))
    yield from _sigmoid(x)


def _log_sigmoid(x: Array) -> Slopes:
    # -softplus(-x): the slopes are softplus's at -x with the signs - + - +.
    for order, slope in enumerate(map(as_scaled, _softplus(-x))):
        yield slope if order % 2 else Scaled(negate(slope.number), slope.scale)


def _erf(x: Array) -> Slopes:
    yield erf(x)
    yield from _bell_slopes(x, *erf_slope(x), 2.0)


def _normal_cdf(x: Array) -> Slopes:
    yield normal_cdf(x)
    yield from _normal_pdf(x)


def _normal_pdf(x: Array) -> Slopes:
    yield from _bell_slopes(x, *normal_pdf(x), 1.0)


def _bell_slopes(x: Array, bell: Compensated, scale: Number, sharpness: float) -> Slopes:
    """A bell exp(-sharpness x^2 / 2) and its slopes: those of degree 1, 2, 3 times the bell."""
    yield Scaled(bell, scale)
    value = np.asarray(bell.value)
    # Far out the bell is 0, and so must be its products with x.
    x = sharpness * np.clip(x, -_VAST_FOR_BELLS, _VAST_FOR_BELLS)
    first = -x * value
    yield Scaled(Compensated(first), scale)
    # x first meets the small value: x * x alone could overflow.
    second = -x * first - sharpness * value
    yield Scaled(Compensated(second), scale)
    yield Scaled(Compensated(-x * second - 2.0 * sharpness * first), scale)


# The slopes of every primitive that has its own; jet.py knows the others, and carries the
# correction of an argument on along them.
SLOPES: dict[str, Callable[[Array], Slopes]] = {
    "expm1": _expm1,
    "log1p": _log1p,
    "tanh": _tanh,
    "sinc": _sinc,
    "atan": _atan,
    "asinh": _asinh,
    "sech": _sech,
    "sigmoid": _sigmoid,
    "log_sigmoid": _log_sigmoid,
    "softplus": _softplus,
    "erf": _erf,
    "normal_cdf": _normal_cdf,
    "normal_pdf": _normal_pdf,
}
# Those of primitives that take the correction of their argument in themselves.
SLOPES_OF_PAIRS: dict[str, Callable[[Compensated], Slopes]] = {
    "exp": _exp,
    "log": _log,
    "sin": _sin,
    "cos": _cos,
}
