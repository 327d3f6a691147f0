"""Functions that jump."""

import mpmath
from mpmath import mpf

from oracles.form import Oracle, at, fixed
from oracles.jets import jet


def step(x, threshold=0.0):
    """1 at the threshold and above it (the perceptron's convention of the book)."""
    return jet(1 if x.value >= threshold else 0)


ORACLES = {
    "step": Oracle(
        step,
        fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        lambda threshold=0.0: [mpf(threshold)],
    ),
    "sign": Oracle(
        lambda x: jet(mpmath.sign(x.value)), fixed((-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)), at(0.0)
    ),
}
VARIANTS = [("step", {"threshold": 0.5})]
