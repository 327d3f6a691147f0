"""Functions with waves in them."""

import mpmath
from mpmath import mpf

from oracles import jets
from oracles.form import INF, Oracle, fixed
from oracles.jets import Jet, chain

NAN = float("nan")
NO_LIMITS = fixed((NAN, NAN, NAN), (NAN, NAN, NAN))


def argument(x, factor):
    """factor * x with the digits that a sine needs of it: those before the point, and 60 behind."""
    digits = mpmath.mp.dps + max(0, int(mpmath.log10(abs(x.value) + 1))) + 10
    with mpmath.workdps(digits):
        return Jet(mpf(factor) * x.value, mpf(factor), mpf(0))


def cardinal(u, sine, cosine):
    """sin(u) / u, given the sine and cosine; a power series where |u| < 1: slopes would cancel."""
    z = u.value
    if abs(z) >= 1:
        slope = (cosine - sine / z) / z
        return chain(u, sine / z, slope, -(sine + 2 * slope) / z)
    value, slope, bend = mpf(1), mpf(0), mpf(0)
    for n in range(2, 200, 2):  # (-1)^(n/2) z^n / (n + 1)!, term by term
        factor = (-1) ** (n // 2) / mpmath.factorial(n + 1)
        value += factor * z**n
        slope += factor * n * z ** (n - 1)
        bend += factor * n * (n - 1) * z ** (n - 2)
    return chain(u, value, slope, bend)


def sinc(x):
    return cardinal(x, mpmath.sin(x.value), mpmath.cos(x.value))


def sinc_pi(x):
    """The sine and cosine of pi x are exact where x is whole."""
    return cardinal(mpmath.pi * x, mpmath.sinpi(x.value), mpmath.cospi(x.value))


def snake(x, a=1.0):
    """x + sin(a x)^2 / a: f' = 1 + sin(2 a x), f'' = 2 a cos(2 a x).

    f' is written as (sin + cos)^2 of a x, which does not cancel where it touches 0.
    """
    inner = argument(x, a).value
    sine, cosine = mpmath.sin(inner), mpmath.cos(inner)
    bend = 2 * mpf(a) * (cosine - sine) * (cosine + sine)
    return Jet(x.value + sine**2 / mpf(a), (sine + cosine) ** 2, bend)


ORACLES = {
    "sine": Oracle(lambda x, w0=1.0: jets.sin(argument(x, w0)), NO_LIMITS, waves=True),
    "cosine": Oracle(jets.cos, NO_LIMITS, waves=True),
    "gcu": Oracle(lambda x: x * jets.cos(x), NO_LIMITS, waves=True),
    "sinc": Oracle(sinc, fixed((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)), waves=True),
    "sinc_pi": Oracle(sinc_pi, fixed((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)), waves=True),
    "snake": Oracle(snake, fixed((-INF, NAN, NAN), (INF, NAN, NAN)), waves=True),
}
VARIANTS = [
    ("sine", {"w0": 30.0}),
    ("sine", {"w0": 0.7}),
    ("snake", {"a": 0.3}),
    ("snake", {"a": 5.0}),
]
