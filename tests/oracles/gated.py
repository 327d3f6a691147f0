"""x times a gate of x."""

import mpmath
from mpmath import mpf

from oracles.form import GATED_ENDS, INF, Oracle, at, fixed
from oracles.jets import (
    chain,
    cos,
    erf,
    exp,
    expm1,
    jet,
    log1p,
    normal_cdf,
    power,
    sigmoid,
    sin,
    softplus,
    square,
    tanh,
)

_FINISHED = 50  # beyond it exp(-exp(x)) is 0 to any number of digits, and too long to compute


def clipped(inner, low, high):
    """clip() with slope 0 at its bounds, as PyTorch has it."""
    if inner.value <= low:
        return jet(low)
    return jet(high) if inner.value >= high else inner


def gelu(x, approximate="none"):
    """x Phi(x) and, for "tanh", x sigma(2 sqrt(2/pi) (x + 0.044715 x^3)) (arXiv:1606.08415).

    "fast" is the same with a constant of ten digits, transformers' FastGELUActivation.
    """
    if approximate == "none":
        return x * normal_cdf(x)
    constant = mpf(0.7978845608) if approximate == "fast" else mpmath.sqrt(2 / mpmath.pi)
    return x * sigmoid(2 * constant * (x + 0.044715 * x * x * x))


def gelu_10(x, min=-10.0, max=10.0):
    """At the double 10 this is gelu, which reaches 10 only at 10 + 7.6e-23."""
    return clipped(gelu(x), min, max)


def gelu_10_kinks(min=-10.0, max=10.0):
    """Where gelu(x) = max; it is never below -0.17."""
    assert min <= -1.0
    return [mpmath.findroot(lambda x: x * mpmath.ncdf(x) - max, max)]


def silu(x, beta=1.0):
    return x * sigmoid(beta * x)


def silu_ends(beta=1.0):
    if beta == 0.0:
        return (-INF, 0.5, 0.0), (INF, 0.5, 0.0)
    return GATED_ENDS() if beta > 0.0 else ((-INF, 1.0, -0.0), (0.0, 0.0, 0.0))


def mish(x):
    return x * tanh(softplus(x))


def hard_mish(x):
    """x/2 clip(x + 2, 0, 2); 60 digits of x + 2 would not tell x = -5e-324 from 0."""
    if x.value >= 0:
        return x
    return x * clipped(x + 2, 0, 3) / 2


def tanhexp(x):
    return x if x.value > _FINISHED else x * tanh(exp(x))


def elish(x):
    """(e^x - 1) sigma(x) below 0; f'' jumps from 1 to 1/2 at 0, where it is the right side's."""
    return (x if x.value >= 0 else expm1(x)) * sigmoid(x)


def hard_elish(x):
    """f'' jumps from 3/2 to 1 at 0, where it is the right side's."""
    return (x if x.value >= 0 else expm1(x)) * clipped((x + 1) / 2, 0, 1)


def tanh_of_log1p(s):
    """tanh(log(1 + s)) = ((1 + s)^2 - 1) / ((1 + s)^2 + 1)."""
    return (square(s) + 2 * s) / (square(s) + 2 * s + 2)


def gish(x):
    """x log(2 - e^(-e^x)), the logarithm as log1p(-expm1(-e^x))."""
    if x.value > _FINISHED:
        return x * mpmath.log(2)
    return x * log1p(-expm1(-exp(x)))


def aria2(x, alpha=1.5, beta=1.0):
    """x (1 + e^(-beta x))^-alpha, which is x sigma(beta x)^alpha."""
    return x * power(sigmoid(beta * x), alpha)


def swim(x, k=0.5):
    """x/2 (1 + k x / sqrt(1 + x^2)); the slopes of the root are closed forms that do not cancel."""
    size = mpmath.sqrt(1 + x.value**2)
    slope = size**-3
    gate = chain(x, x.value / size, slope, -3 * x.value * size**-5)
    return x * (1 + k * gate) / 2


def swim_ends(k=0.5):
    below, above = mpf(1 - k) / 2, mpf(1 + k) / 2
    return (-INF, float(below), -0.0), (INF, float(above), -0.0)


def acon_c(x, p1=1.0, p2=0.25, beta=1.0):
    difference = mpf(p1) - mpf(p2)
    return difference * x * sigmoid(mpf(beta) * difference * x) + mpf(p2) * x


def acon_c_ends(p1=1.0, p2=0.25, beta=1.0):
    """For p2 below p1 and a positive beta: from p2 x to p1 x."""
    assert p1 > p2
    assert beta > 0.0
    return (-INF if p2 > 0 else INF, p2, -0.0), (INF, p1, -0.0)


def sinsig(x):
    """x sin(pi/2 sigma(x)); for x > 0 as the cosine of pi/2 sigma(-x), which stays small."""
    quarter = mpmath.pi / 2
    return x * (cos(quarter * sigmoid(-x)) if x.value > 0 else sin(quarter * sigmoid(x)))


def scaled_ends(limit, alpha):
    return (-0.0, -0.0, -0.0), (INF, float(alpha * limit), -0.0)


ORACLES = {
    "gelu": Oracle(gelu, GATED_ENDS),
    "quick_gelu": Oracle(lambda x: silu(x, 1.702), GATED_ENDS),
    "gelu_10": Oracle(
        gelu_10,
        lambda min=-10.0, max=10.0: ((-0.0, -0.0, -0.0), (max, 0.0, 0.0)),
        gelu_10_kinks,
    ),
    "silu": Oracle(silu, GATED_ENDS),
    "swish_beta": Oracle(silu, silu_ends),
    "e_swish": Oracle(lambda x, beta=1.5: beta * silu(x), lambda beta=1.5: scaled_ends(1, beta)),
    "hard_swish": Oracle(
        lambda x: x * clipped(x + 3, 0, 6) / 6,
        fixed((-0.0, 0.0, 0.0), (INF, 1.0, 0.0)),
        at(-3.0, 3.0),
    ),
    "mish": Oracle(mish, GATED_ENDS),
    "hard_mish": Oracle(
        hard_mish,
        fixed((-0.0, 0.0, 0.0), (INF, 1.0, 0.0)),
        at(-2.0),
    ),
    "tanhexp": Oracle(tanhexp, GATED_ENDS),
    "lisht": Oracle(lambda x: x * tanh(x), fixed((INF, -1.0, -0.0), (INF, 1.0, -0.0))),
    "elish": Oracle(elish, GATED_ENDS),
    "hard_elish": Oracle(hard_elish, fixed((-0.0, 0.0, 0.0), (INF, 1.0, 0.0)), at(-1.0, 1.0)),
    "phish": Oracle(lambda x: x * tanh(gelu(x)), fixed((0.0, 0.0, 0.0), (INF, 1.0, -0.0))),
    "serf": Oracle(lambda x: x * erf(softplus(x)), GATED_ENDS),
    "smish": Oracle(
        lambda x, alpha=1.0, beta=1.0: alpha * x * tanh_of_log1p(sigmoid(beta * x)),
        lambda alpha=1.0, beta=1.0: scaled_ends(mpf(3) / 5, alpha),
    ),
    "logish": Oracle(
        lambda x, alpha=1.0, beta=1.0: alpha * x * log1p(sigmoid(beta * x)),
        lambda alpha=1.0, beta=1.0: scaled_ends(mpmath.log(2), alpha),
    ),
    "eanaf": Oracle(lambda x: x / (1 + 2 * exp(-x)), GATED_ENDS),
    "gish": Oracle(gish, lambda: scaled_ends(mpmath.log(2), 1)),
    "aria2": Oracle(aria2, lambda alpha=1.5, beta=1.0: GATED_ENDS()),
    "swim": Oracle(swim, swim_ends),
    "acon_c": Oracle(acon_c, acon_c_ends),
    "sinsig": Oracle(sinsig, GATED_ENDS),
}
VARIANTS = [
    ("gelu_10", {"min": -1.0, "max": 9.5}),
    ("swish_beta", {"beta": 0.3}),
    ("swish_beta", {"beta": 2.5}),
    ("e_swish", {"beta": 1.1}),
    ("smish", {"alpha": 0.7, "beta": 1.9}),
    ("logish", {"alpha": 1.3, "beta": 0.6}),
    ("aria2", {"alpha": 0.6, "beta": 1.7}),
    ("aria2", {"alpha": 3.0, "beta": 0.4}),
    ("swim", {"k": 0.9}),
    ("acon_c", {"p1": 1.2, "p2": -0.4, "beta": 2.3}),
]
