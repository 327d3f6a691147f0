"""x times a gate of x."""

import mpmath

from oracles.form import GATED_ENDS, Oracle
from oracles.jets import normal_cdf, sigmoid, softplus, tanh


def gelu(x, approximate="none"):
    """x Phi(x) and, for "tanh", x sigma(2 sqrt(2/pi) (x + 0.044715 x^3)) (arXiv:1606.08415)."""
    if approximate == "none":
        return x * normal_cdf(x)
    return x * sigmoid(2 * mpmath.sqrt(2 / mpmath.pi) * (x + 0.044715 * x * x * x))


def mish(x):
    return x * tanh(softplus(x))


ORACLES = {
    "gelu": Oracle(gelu, GATED_ENDS),
    "silu": Oracle(lambda x: x * sigmoid(x), GATED_ENDS),
    "mish": Oracle(mish, GATED_ENDS),
}
VARIANTS = []
