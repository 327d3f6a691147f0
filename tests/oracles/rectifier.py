"""Functions that pass what is positive."""

from mpmath import mpf

from oracles import jets
from oracles.form import INF, Oracle, at, fixed
from oracles.jets import expm1, jet

ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805  # SELU's, as doubles


def leaky_relu(x, negative_slope=0.01):
    return x if x.value > 0 else negative_slope * x


def selu(x, alpha=ALPHA, scale=SCALE):
    return scale * (x if x.value > 0 else alpha * expm1(x))


def softplus(x, beta=1.0, threshold=INF):
    """log(1 + e^(beta x)) / beta, x itself beyond the threshold on beta x (PyTorch's)."""
    if mpf(beta) * x.value > threshold:
        return x
    return jets.softplus(beta * x) / beta


ORACLES = {
    "relu": Oracle(
        lambda x: x if x.value > 0 else jet(0), fixed((0.0, 0.0, 0.0), (INF, 1.0, 0.0)), at(0.0)
    ),
    "leaky_relu": Oracle(
        leaky_relu,
        lambda negative_slope=0.01: ((-INF, negative_slope, 0.0), (INF, 1.0, 0.0)),
        at(0.0),
    ),
    "elu": Oracle(
        lambda x, alpha=1.0: selu(x, alpha, 1.0),
        lambda alpha=1.0: ((-alpha, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda alpha=1.0: [] if alpha == 1.0 else [mpf(0)],
    ),
    "selu": Oracle(
        selu,
        lambda alpha=ALPHA, scale=SCALE: ((-alpha * scale, 0.0, 0.0), (INF, scale, 0.0)),
        at(0.0),
    ),
    "softplus": Oracle(
        softplus,
        fixed((0.0, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda beta=1.0, threshold=INF: [] if threshold == INF else [mpf(threshold) / mpf(beta)],
    ),
}
VARIANTS = [
    ("leaky_relu", {"negative_slope": 0.3}),
    ("elu", {"alpha": 0.7}),
    ("softplus", {"beta": 3.7}),
    ("softplus", {"beta": 0.3, "threshold": 20.0}),
]
