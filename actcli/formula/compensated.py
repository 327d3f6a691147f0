"""Numbers that remember their rounding error: value + correction is nearer to the truth than value.

Every operation below knows exactly, or nearly so, what its own rounding lost: the two-sum and the
two-product (Knuth 1969; Dekker 1971) and the residual of a quotient or a square root. The loss is
kept in `correction`, passed on to first order through later operations, and added once at the end.
This is the linear correction of rounding errors (Langlois 2001, the CENA method).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Number = float | Array

# How far a rounding error is carried along a slope: the square of it is below ulp(1).
_LINEAR = 2.0**-27
_VELTKAMP = 134217729.0  # 2**27 + 1: splits a double into two halves of 26 bits


class Compensated(NamedTuple):
    """A rounded `value` and what is known to be missing from it (None: nothing is known to be)."""

    value: Number
    correction: Number | None = None


ZERO = Compensated(0.0)
ONE = Compensated(1.0)


def _is_constant(number: Compensated, value: float) -> bool:
    return number.correction is None and isinstance(number.value, float) and number.value == value


def correction_of(number: Compensated) -> Number:
    """The correction, 0 where none is known."""
    return 0.0 if number.correction is None else number.correction


def settled(correction: Number) -> Number:
    """The correction, with 0 in place of what overflow or infinity made of it."""
    if np.isfinite(np.sum(correction)):
        return correction
    settled: Array = np.where(np.isfinite(correction), correction, 0.0)
    return settled


def where_linear(correction: Number) -> Number:
    """The correction where a function is nearly straight over it, and 0 where it is too large.

    Far out the rounding error of 3 x is many radians: no slope of sin could carry that on.
    """
    if np.all(np.abs(correction) <= _LINEAR):
        return correction
    return np.where(np.abs(correction) <= _LINEAR, correction, 0.0)


def two_sum(a: Number, b: Number) -> tuple[Number, Number]:
    """a + b as its rounded value and its exact rounding error."""
    value = a + b
    b_seen = value - a
    return value, (a - (value - b_seen)) + (b - b_seen)


def two_product(a: Number, b: Number) -> tuple[Number, Number]:
    """a * b as its rounded value and its exact rounding error (barring overflow and underflow)."""
    value = a * b
    scaled = _VELTKAMP * a
    a_high = scaled - (scaled - a)
    a_low = a - a_high
    if b is a:
        return value, ((a_high * a_high - value) + 2.0 * (a_high * a_low)) + a_low * a_low
    scaled = _VELTKAMP * b
    b_high = scaled - (scaled - b)
    b_low = b - b_high
    rest = ((a_high * b_high - value) + a_high * b_low + a_low * b_high) + a_low * b_low
    return value, rest


def collapse(number: Compensated) -> Number:
    """The one double nearest to value + correction."""
    if number.correction is None:
        return number.value
    return _corrected(number.value, settled(number.correction))


def _corrected(value: Number, correction: Number) -> Number:
    """value + correction; where there is nothing to correct, a zero keeps its sign."""
    total = value + correction
    if np.all(total):
        return total
    kept: Array = np.where(correction == 0.0, value, total)
    return kept


def renormalised(value: Number, correction: Number) -> Compensated:
    """The same number with a correction below the last digit of its value."""
    correction = settled(correction)
    total = _corrected(value, correction)
    return Compensated(total, settled(correction - (total - value)))


def negate(a: Compensated) -> Compensated:
    """-a, exactly."""
    return Compensated(-a.value, None if a.correction is None else -a.correction)


def add(a: Compensated, b: Compensated) -> Compensated:
    """a + b with its rounding error."""
    if _is_constant(a, 0.0):
        return b
    if _is_constant(b, 0.0):
        return a
    value, rest = two_sum(a.value, b.value)
    if a.correction is not None:
        rest = rest + a.correction
    if b.correction is not None:
        rest = rest + b.correction
    return renormalised(value, rest)


def subtract(a: Compensated, b: Compensated) -> Compensated:
    """a - b with its rounding error."""
    return add(a, negate(b))


def multiply(a: Compensated, b: Compensated) -> Compensated:
    """a * b with its rounding error; a factor that is the constant 0 makes 0 of any other."""
    if _is_constant(a, 0.0) or _is_constant(b, 0.0):
        return ZERO
    if _is_constant(a, 1.0):
        return b
    if _is_constant(b, 1.0):
        return a
    value, rest = two_product(a.value, b.value)
    if a.correction is not None:
        rest = rest + a.correction * b.value
    if b.correction is not None:
        rest = rest + a.value * b.correction
    return renormalised(value, rest)


def divide(a: Compensated, b: Compensated) -> Compensated:
    """a / b with its rounding error, the residual of the quotient."""
    if _is_constant(b, 1.0):
        return a
    value = np.true_divide(a.value, b.value)
    rest = _residual(a.value, value, b.value)
    if a.correction is not None:
        rest = rest + a.correction
    if b.correction is not None:
        rest = rest - value * b.correction
    return renormalised(value, rest / b.value)


def square_root(a: Compensated) -> Compensated:
    """The square root of a with its rounding error; NaN below 0."""
    value = np.sqrt(a.value)
    rest = _residual(a.value, value, value)
    if a.correction is not None:
        rest = rest + a.correction
    return renormalised(value, rest / (2.0 * value))


def times_exact(number: Compensated, factor: Number) -> Compensated:
    """number times signs or powers of 2, which rounds nothing unless the product is subnormal."""
    return Compensated(factor * number.value, factor * correction_of(number))


def select(condition: Mask, a: Compensated, b: Compensated) -> Compensated:
    """a where the condition holds, else b."""
    value = np.where(condition, a.value, b.value)
    if a.correction is None and b.correction is None:
        return Compensated(value)
    return Compensated(value, np.where(condition, correction_of(a), correction_of(b)))


def _residual(target: Number, a: Number, b: Number) -> Number:
    """target - a * b, with nothing lost where a * b is near the target."""
    product, product_error = two_product(a, b)
    return (target - product) - product_error
