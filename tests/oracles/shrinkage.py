"""Functions that pull x towards 0."""

import mpmath
from mpmath import mpf

from oracles.form import INF, Oracle, fixed
from oracles.jets import chain, jet

LINES = fixed((-INF, 1.0, 0.0), (INF, 1.0, 0.0))


def tanh_shrink(x):
    """x - tanh(x), by its series where x is so small that the digits in hand would cancel."""
    z, tangent = x.value, mpmath.tanh(x.value)
    value = z**3 / 3 - 2 * z**5 / 15 if abs(z) < 1e-20 else z - tangent
    return chain(x, value, tangent**2, 2 * tangent * mpmath.sech(z) ** 2)


def shrunk(x, lower, upper, shift_below, shift_above):
    """x less a shift where it is below `lower` or above `upper`, else 0."""
    if x.value < lower:
        return x - shift_below
    return x - shift_above if x.value > upper else jet(0)


def bounds(lower=-0.5, upper=0.5):
    return [mpf(lower), mpf(upper)]


def both_sides(lambd=0.5, **_):
    return [-mpf(lambd), mpf(lambd)]


ORACLES = {
    "tanh_shrink": Oracle(tanh_shrink, fixed((-INF, 1.0, -0.0), (INF, 1.0, 0.0))),
    "hard_shrink": Oracle(lambda x, lambd=0.5: shrunk(x, -lambd, lambd, 0, 0), LINES, both_sides),
    "soft_shrink": Oracle(
        lambda x, lambd=0.5: shrunk(x, -lambd, lambd, -lambd, lambd), LINES, both_sides
    ),
    "shrink": Oracle(
        lambda x, lambd=0.5, bias=0.0: shrunk(x, -lambd, lambd, -bias, bias), LINES, both_sides
    ),
    "hard_shrink_tfa": Oracle(
        lambda x, lower=-0.5, upper=0.5: shrunk(x, lower, upper, 0, 0), LINES, bounds
    ),
    "soft_shrink_tfa": Oracle(
        lambda x, lower=-0.5, upper=0.5: shrunk(x, lower, upper, lower, upper), LINES, bounds
    ),
}
VARIANTS = [
    ("hard_shrink", {"lambd": 0.3}),
    ("soft_shrink", {"lambd": 1.7}),
    ("shrink", {"lambd": 0.7, "bias": 0.3}),
    ("hard_shrink_tfa", {"lower": -0.3, "upper": 1.1}),
    ("soft_shrink_tfa", {"lower": -0.3, "upper": 1.1}),
]
