"""Plain functions of mathematics."""

import mpmath

from oracles import jets
from oracles.form import INF, Oracle, at, fixed
from oracles.jets import chain

DEAD = (0.0, 0.0, 0.0)


def absolute(x):
    sign = mpmath.sign(x.value)  # 0 at 0, PyTorch's slope there
    return chain(x, abs(x.value), sign, mpmath.mpf(0))


def gaussian(x):
    return jets.exp(-jets.square(x))


def cube(x):
    return chain(x, x.value**3, 3 * x.value**2, 6 * x.value)


def log_abs_sym(x):
    """sign(x) log(1 + |x|); f'' jumps from 1 to -1 at 0, where it is that of positive x."""
    sign, size = (1 if x.value >= 0 else -1), 1 + abs(x.value)
    return chain(x, sign * mpmath.log1p(abs(x.value)), 1 / size, -sign / size**2)


ORACLES = {
    "exponential": Oracle(jets.exp, fixed(DEAD, (INF, INF, INF))),
    "gaussian": Oracle(gaussian, fixed(DEAD, DEAD)),
    "abs": Oracle(absolute, fixed((INF, -1.0, 0.0), (INF, 1.0, 0.0)), at(0.0)),
    "square": Oracle(jets.square, fixed((INF, -INF, 2.0), (INF, INF, 2.0))),
    "cube": Oracle(cube, fixed((-INF, INF, -INF), (INF, INF, INF))),
    "log_abs_sym": Oracle(log_abs_sym, fixed((-INF, 0.0, 0.0), (INF, 0.0, -0.0))),
}
VARIANTS = []
