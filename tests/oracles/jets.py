"""Taylor arithmetic in mpmath: a function written once gives f, f' and f'' to 60 digits.

Independent of actcli: the rules of calculus on three numbers, and the functions of mpmath. Whoever
writes an oracle chooses a form that does not cancel (erfc and not 1 - erf, expm1 and not exp - 1),
so that 60 digits are enough in every tail; test_oracles.py checks that they are.
"""

from dataclasses import dataclass

import mpmath
from mpmath import mpf

DIGITS = 60


@dataclass(frozen=True)
class Jet:
    """The value, slope and second slope of something at one point."""

    value: mpf
    slope: mpf
    bend: mpf

    def __add__(self, other):
        other = jet(other)
        return Jet(self.value + other.value, self.slope + other.slope, self.bend + other.bend)

    def __mul__(self, other):
        other = jet(other)
        return Jet(
            self.value * other.value,
            self.slope * other.value + self.value * other.slope,
            self.bend * other.value + 2 * self.slope * other.slope + self.value * other.bend,
        )

    def __neg__(self):
        return Jet(-self.value, -self.slope, -self.bend)

    def __sub__(self, other):
        return self + -jet(other)

    def __rsub__(self, other):
        return jet(other) - self

    def __truediv__(self, other):
        return self * power(jet(other), mpf(-1))

    def __rtruediv__(self, other):
        return jet(other) / self

    __radd__ = __add__
    __rmul__ = __mul__


def jet(number) -> Jet:
    """A number that does not change with x, or a jet as it is."""
    return number if isinstance(number, Jet) else Jet(mpf(number), mpf(0), mpf(0))


def variable(x) -> Jet:
    return Jet(mpf(x), mpf(1), mpf(0))


def chain(inner: Jet, value: mpf, slope: mpf, bend: mpf) -> Jet:
    """f(u) from f, f' and f'' at u."""
    return Jet(value, slope * inner.slope, bend * inner.slope**2 + slope * inner.bend)


def power(u: Jet, exponent) -> Jet:
    """u to a constant power."""
    p = mpf(exponent)
    return chain(u, u.value**p, p * u.value ** (p - 1), p * (p - 1) * u.value ** (p - 2))


def square(u: Jet) -> Jet:
    return chain(u, u.value**2, 2 * u.value, mpf(2))


def sqrt(u: Jet) -> Jet:
    root = mpmath.sqrt(u.value)
    return chain(u, root, 1 / (2 * root), -1 / (4 * root**3))


def exp(u: Jet) -> Jet:
    value = mpmath.exp(u.value)
    return chain(u, value, value, value)


def expm1(u: Jet) -> Jet:
    value = mpmath.exp(u.value)
    return chain(u, mpmath.expm1(u.value), value, value)


def log(u: Jet) -> Jet:
    return chain(u, mpmath.log(u.value), 1 / u.value, -1 / u.value**2)


def log1p(u: Jet) -> Jet:
    base = 1 + u.value
    return chain(u, mpmath.log1p(u.value), 1 / base, -1 / base**2)


def sin(u: Jet) -> Jet:
    s, c = mpmath.sin(u.value), mpmath.cos(u.value)
    return chain(u, s, c, -s)


def cos(u: Jet) -> Jet:
    s, c = mpmath.sin(u.value), mpmath.cos(u.value)
    return chain(u, c, -s, -c)


def atan(u: Jet) -> Jet:
    slope = 1 / (1 + u.value**2)
    return chain(u, mpmath.atan(u.value), slope, -2 * u.value * slope**2)


def tanh(u: Jet) -> Jet:
    value, slope = mpmath.tanh(u.value), mpmath.sech(u.value) ** 2
    return chain(u, value, slope, -2 * value * slope)


def sigmoid(u: Jet) -> Jet:
    value, rest = 1 / (1 + mpmath.exp(-u.value)), 1 / (1 + mpmath.exp(u.value))
    return chain(u, value, value * rest, -value * rest * mpmath.tanh(u.value / 2))


def softplus(u: Jet) -> Jet:
    value = max(u.value, mpf(0)) + mpmath.log1p(mpmath.exp(-abs(u.value)))
    inner = sigmoid(u)
    s = 1 / (1 + mpmath.exp(-u.value))
    slope_of_s = s / (1 + mpmath.exp(u.value))
    return Jet(value, s * u.slope, slope_of_s * u.slope**2 + inner.value * u.bend)


def normal_pdf(u: Jet) -> Jet:
    z = u.value
    density = mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
    return chain(u, density, -z * density, (z * z - 1) * density)


def normal_cdf(u: Jet) -> Jet:
    z = u.value
    if abs(z) > 1e20:  # 0 or 1 to more digits than mpmath's erfc can count
        return jet(1 if z > 0 else 0)
    density = mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
    return chain(u, mpmath.erfc(-z / mpmath.sqrt(2)) / 2, density, -z * density)


def erf(u: Jet) -> Jet:
    z = u.value
    slope = 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-z * z)
    return chain(u, mpmath.erf(z), slope, -2 * z * slope)
