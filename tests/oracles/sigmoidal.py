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
}
VARIANTS = [
    ("hard_sigmoid_keras2", {"alpha": 1 / 7}),
    ("hard_sigmoid_keras2", {"alpha": 0.3, "beta": 0.45}),
    ("hard_tanh", {"min_val": -2.0, "max_val": 1.5}),
]
