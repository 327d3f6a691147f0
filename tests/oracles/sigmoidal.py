"""Bounded S curves and their kin."""

import mpmath
from mpmath import mpf

from oracles import jets
from oracles.form import INF, S_CURVE_ENDS, Oracle, at, fixed
from oracles.jets import chain, jet


def clipped(inner, low, high):
    """clip() with slope 0 at its bounds, as PyTorch has it."""
    if inner.value <= low:
        return jet(low)
    return jet(high) if inner.value >= high else inner


def softsign(x):
    """x / (1 + |x|); f'' jumps from 2 to -2 at 0, where it is given as 0, their middle."""
    size, sign = 1 + abs(x.value), mpmath.sign(x.value)
    return chain(x, x.value / size, size**-2, -2 * sign * size**-3)


def erf(x):
    """erf, which is -1 or 1 to more digits than mpmath can count where x is vast."""
    return jets.erf(x) if abs(x.value) < 1e20 else jet(mpmath.sign(x.value))


def elliott(x):
    """Half of softsign and 1/2, as 1 / (2 (1 + |x|)) for negative x, where the sum would cancel.

    f'' jumps from 1 to -1 at 0, where it is that of the right-hand branch.
    """
    size, sign = 1 + abs(x.value), -1 if x.value < 0 else 1
    value = 1 / (2 * size) if sign < 0 else (1 + 2 * x.value) / (2 * size)
    return chain(x, value, size**-2 / 2, -sign * size**-3)


def isru(x, alpha=1.0):
    """x / r with r = sqrt(1 + alpha x^2): f' = r^-3 and f'' = -3 alpha x r^-5."""
    root = mpmath.sqrt(1 + mpf(alpha) * x.value**2)
    return chain(x, x.value / root, root**-3, -3 * mpf(alpha) * x.value * root**-5)


def cloglog(x):
    """1 - exp(-e^x): f' = e^(x - e^x), f'' = -f' (e^x - 1)."""
    if x.value > 1000:  # exp(-e^1000) is 0 for every purpose, and beyond mpmath
        return jet(1)
    grown = mpmath.exp(x.value)
    slope = mpmath.exp(x.value - grown)
    return chain(x, -mpmath.expm1(-grown), slope, -slope * mpmath.expm1(x.value))


def sqnl(x):
    """x -+ x^2 / 4 within 2 of 0, both ends included; f'' jumps at 0, where it is their middle."""
    sign = mpmath.sign(x.value)
    if abs(x.value) > 2:
        return jet(sign)
    return chain(x, x.value - sign * x.value**2 / 4, 1 - abs(x.value) / 2, -sign / 2)


TANH_ENDS = fixed((-1.0, 0.0, 0.0), (1.0, 0.0, -0.0))
HALF_PI = 1.5707963267948966
ORACLES = {
    "sigmoid": Oracle(jets.sigmoid, S_CURVE_ENDS),
    "tanh": Oracle(jets.tanh, fixed((-1.0, 0.0, 0.0), (1.0, 0.0, -0.0))),
    "softsign": Oracle(softsign, fixed((-1.0, 0.0, 0.0), (1.0, 0.0, -0.0)), at(0.0)),
    "hard_sigmoid": Oracle(
        lambda x: clipped((x + 3) / 6, 0, 1),
        fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        at(-3.0, 3.0),
    ),
    "hard_sigmoid_keras2": Oracle(
        lambda x, alpha=0.2, beta=0.5: clipped(alpha * x + beta, 0, 1),
        fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        lambda alpha=0.2, beta=0.5: [-mpf(beta) / mpf(alpha), (1 - mpf(beta)) / mpf(alpha)],
    ),
    "hard_tanh": Oracle(
        lambda x, min_val=-1.0, max_val=1.0: clipped(x, min_val, max_val),
        lambda min_val=-1.0, max_val=1.0: ((min_val, 0.0, 0.0), (max_val, 0.0, 0.0)),
        lambda min_val=-1.0, max_val=1.0: [mpf(min_val), mpf(max_val)],
    ),
    "log_sigmoid": Oracle(
        lambda x: -jets.softplus(-x), fixed((-INF, 1.0, -0.0), (-0.0, 0.0, -0.0))
    ),
    "bipolar_sigmoid": Oracle(lambda x: jets.tanh(x / 2), TANH_ENDS),
    "lecun_tanh": Oracle(
        lambda x, A=1.7159, s=2 / 3: A * jets.tanh(s * x),  # noqa: N803  (the paper's letter)
        lambda A=1.7159, s=2 / 3: ((-A, 0.0, 0.0), (A, 0.0, -0.0)),  # noqa: N803
    ),
    "sparse_sigmoid": Oracle(
        lambda x: clipped((x + 1) / 2, 0, 1),
        fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        at(-1.0, 1.0),
    ),
    "elliott": Oracle(elliott, S_CURVE_ENDS),
    "arctan": Oracle(jets.atan, fixed((-HALF_PI, 0.0, 0.0), (HALF_PI, 0.0, -0.0))),
    "isru": Oracle(
        isru,
        lambda alpha=1.0: ((-(alpha**-0.5), 0.0, 0.0), (alpha**-0.5, 0.0, -0.0)),
    ),
    "erf": Oracle(erf, TANH_ENDS),
    "cloglog": Oracle(cloglog, S_CURVE_ENDS),
    "sqnl": Oracle(sqnl, fixed((-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)), at(0.0)),
    "laplace": Oracle(
        lambda x, mu=0.707107, sigma=0.282095: jets.normal_cdf((x - mu) / mpf(sigma)), S_CURVE_ENDS
    ),
}
VARIANTS = [
    ("hard_sigmoid_keras2", {"alpha": 1 / 7}),
    ("hard_sigmoid_keras2", {"alpha": 0.3, "beta": 0.45}),
    ("hard_tanh", {"min_val": -2.0, "max_val": 1.5}),
    ("lecun_tanh", {"A": 0.3, "s": 1.9}),
    ("isru", {"alpha": 3.7}),
    ("isru", {"alpha": 0.01}),
    ("laplace", {"mu": -0.3, "sigma": 1.7}),
]
