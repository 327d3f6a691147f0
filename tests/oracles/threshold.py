"""Functions that jump."""

from mpmath import mpf

from oracles.form import Oracle, fixed
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
}
VARIANTS = [("step", {"threshold": 0.5})]
