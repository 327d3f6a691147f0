"""Functions that pass what is positive."""

import mpmath
from mpmath import mpf

from oracles import jets
from oracles.form import INF, Oracle, at, fixed
from oracles.jets import Jet, chain, expm1, jet, log1p

ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805  # SELU's, as doubles
RELU_ENDS = fixed((0.0, 0.0, 0.0), (INF, 1.0, 0.0))


def leaky_relu(x, negative_slope=0.01):
    return x if x.value > 0 else negative_slope * x


def relu_keras(x, negative_slope=0.0, max_value=INF, threshold=0.0):
    if x.value <= threshold:
        return mpf(negative_slope) * (x - threshold)
    return x if x.value < max_value else jet(max_value)


def relu6(x):
    return x if 0 < x.value < 6 else jet(min(max(x.value, 0), 6))


def rrelu(x, lower=0.125, upper=0.3333333333333333):
    return leaky_relu(x, (mpf(lower) + mpf(upper)) / 2)


def threshold_torch(x, threshold=1.0, value=0.0):
    return x if x.value > threshold else jet(value)


def selu(x, alpha=ALPHA, scale=SCALE):
    return scale * (x if x.value > 0 else alpha * expm1(x))


def celu(x, alpha=1.0):
    return x if x.value > 0 else alpha * expm1(x / alpha)


def pelu(x, a=1.0, b=1.0):
    return x * (mpf(a) / b) if x.value >= 0 else a * expm1(x / b)


def pdelu(x, alpha=1.0, t=0.9):
    """The deformed exponential of order t, its slopes by the power rule."""
    if x.value > 0:
        return x
    rest = 1 - mpf(t)
    base = 1 + rest * x.value
    if base <= 0:
        return jet(-mpf(alpha))
    p = 1 / rest
    value = mpmath.expm1(p * mpmath.log1p(rest * x.value))
    # (base**p)' = base**(p - 1), as p * rest is 1.
    return alpha * Jet(value, base ** (p - 1), (p - 1) * rest * base ** (p - 2))


def xielu(x, alpha_p=0.8, alpha_n=0.8, beta=0.5, eps=0.0):
    if x.value > 0:
        return alpha_p * x * x + beta * x
    inner = jet(eps) if x.value > eps else x
    return alpha_n * (expm1(inner) - x) + beta * x


def xielu_ends(alpha_p=0.8, alpha_n=0.8, beta=0.5, eps=0.0):
    return ((INF if alpha_n > beta else -INF, beta - alpha_n, 0.0), (INF, INF, 2 * alpha_p))


def softplus(x, beta=1.0, threshold=INF):
    """log(1 + e^(beta x)) / beta, x itself beyond the threshold on beta x (PyTorch's)."""
    if mpf(beta) * x.value > threshold:
        return x
    return jets.softplus(beta * x) / beta


def squareplus(x, b=4.0):
    """(x + r) / 2 with r = sqrt(x^2 + b), without cancelling: b / (r - x) is r + x."""
    r = mpmath.sqrt(x.value**2 + mpf(b))
    twice = x.value + r if x.value > 0 else mpf(b) / (r - x.value)
    return chain(x, twice / 2, twice / (2 * r), mpf(b) / (2 * r**3))


def smelu(x, beta=1.0):
    if x.value <= -beta:
        return jet(0)
    return jets.square(x + beta) / (4 * mpf(beta)) if x.value < beta else x


def isrlu(x, alpha=1.0):
    if x.value >= 0:
        return x
    base = 1 + mpf(alpha) * x.value**2
    root = mpmath.sqrt(base)
    return chain(x, x.value / root, 1 / (base * root), -3 * mpf(alpha) * x.value / (base**2 * root))


def squared_relu(x, s=1.0, b=0.0):
    return s * jets.square(x) + b if x.value > 0 else jet(b)


def nlrelu(x, beta=1.0):
    return log1p(beta * x) if x.value > 0 else jet(0)


def apl(x, a1=0.2, b1=0.0):
    hinge = mpf(a1) * (b1 - x) if x.value < b1 else jet(0)
    return (x if x.value > 0 else jet(0)) + hinge


def apl_ends(a1=0.2, b1=0.0):
    return ((INF if a1 > 0 else -INF, -a1, 0.0), (INF, 1.0, 0.0))


def signrelu(x, alpha=1.0):
    if x.value >= 0:
        return x
    v, a = 1 - x.value, mpf(alpha)
    return chain(x, a * x.value / v, a / v**2, 2 * a / v**3)


def bent_identity(x):
    r = mpmath.sqrt(x.value**2 + 1)
    bend = x.value**2 / (r + 1)  # r - 1
    return chain(x, bend / 2 + x.value, x.value / (2 * r) + 1, 1 / (2 * r**3))


def soft_exponential(x, alpha=0.5):
    a = mpf(alpha)
    if a < 0:
        return -log1p(-a * (x + a)) / a
    return expm1(a * x) / a + a if a > 0 else x


def soft_exponential_ends(alpha=0.5):
    """For alpha of at least 0; below 0 it has no end at -inf."""
    if alpha == 0:
        return ((-INF, 1.0, 0.0), (INF, 1.0, 0.0))
    return ((alpha - 1 / alpha, 0.0, 0.0), (INF, INF, INF))


def srs(x, alpha=5.0, beta=3.0):
    """x / (x / alpha + e^(-x / beta)), divided through by the larger exponential."""
    a, b, z = mpf(alpha), mpf(beta), x.value
    decay = mpmath.exp(-abs(z) / b)
    if z > 0:
        total = z / a + decay
        slope = (1 + z / b) * decay / total**2
        bend = -z / b**2 * decay / total**2 - 2 * slope * (1 / a - decay / b) / total
        return Jet(z / total, slope, bend)
    total = 1 + z * decay / a
    slope = (1 + z / b) * decay / total**2
    bend = -z / b**2 * decay / total**2 - 2 * slope * (decay / a - 1 / b) / total
    return Jet(z * decay / total, slope, bend)


ORACLES = {
    "relu": Oracle(lambda x: x if x.value > 0 else jet(0), RELU_ENDS, at(0.0)),
    "relu_keras": Oracle(
        relu_keras,
        lambda negative_slope=0.0, max_value=INF, threshold=0.0: (
            (-INF if negative_slope else 0.0, negative_slope, 0.0),
            (max_value, 1.0 if max_value == INF else 0.0, 0.0),
        ),
        lambda negative_slope=0.0, max_value=INF, threshold=0.0: [
            mpf(place) for place in (threshold, max_value) if place != INF
        ],
    ),
    "relu6": Oracle(relu6, fixed((0.0, 0.0, 0.0), (6.0, 0.0, 0.0)), at(0.0, 6.0)),
    "leaky_relu": Oracle(
        leaky_relu,
        lambda negative_slope=0.01: ((-INF, negative_slope, 0.0), (INF, 1.0, 0.0)),
        at(0.0),
    ),
    "prelu": Oracle(
        lambda x, a=0.25: leaky_relu(x, a),
        lambda a=0.25: (((0.0, -INF, INF)[(a > 0) - (a < 0)], a, 0.0), (INF, 1.0, 0.0)),
        at(0.0),
    ),
    "rrelu": Oracle(
        rrelu,
        lambda lower=0.125, upper=0.3333333333333333: (
            (-INF, (lower + upper) / 2, 0.0),
            (INF, 1.0, 0.0),
        ),
        at(0.0),
    ),
    "thresholded_relu": Oracle(
        lambda x, alpha=1.0: threshold_torch(x, alpha), RELU_ENDS, lambda alpha=1.0: [mpf(alpha)]
    ),
    "threshold_torch": Oracle(
        threshold_torch,
        lambda threshold=1.0, value=0.0: ((value, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda threshold=1.0, value=0.0: [mpf(threshold)],
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
    "celu": Oracle(celu, lambda alpha=1.0: ((-alpha, 0.0, 0.0), (INF, 1.0, 0.0))),
    "pelu": Oracle(pelu, lambda a=1.0, b=1.0: ((-a, 0.0, 0.0), (INF, a / b, 0.0))),
    "pdelu": Oracle(
        pdelu,
        lambda alpha=1.0, t=0.9: ((-alpha, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda alpha=1.0, t=0.9: [] if alpha == 1.0 else [mpf(0)],
    ),
    "xielu": Oracle(
        xielu,
        xielu_ends,
        lambda eps=0.0, **_: [] if eps == 0.0 else [mpf(eps), mpf(0)],
    ),
    "softplus": Oracle(
        softplus,
        RELU_ENDS,
        lambda beta=1.0, threshold=INF: [] if threshold == INF else [mpf(threshold) / mpf(beta)],
    ),
    "sqrt_softplus": Oracle(
        lambda x, threshold=INF: jets.sqrt(softplus(x, 1.0, threshold)),
        fixed((0.0, 0.0, 0.0), (INF, 0.0, -0.0)),
        lambda threshold=INF: [] if threshold == INF else [mpf(threshold)],
    ),
    "squareplus": Oracle(squareplus, RELU_ENDS),
    "sparse_plus": Oracle(smelu, RELU_ENDS),
    "smelu": Oracle(smelu, RELU_ENDS),
    "isrlu": Oracle(isrlu, lambda alpha=1.0: ((-1 / alpha**0.5, 0.0, 0.0), (INF, 1.0, 0.0))),
    "squared_relu": Oracle(squared_relu, fixed((0.0, 0.0, 0.0), (INF, INF, 2.0))),
    "star_relu": Oracle(
        lambda x, s=0.8944, b=-0.4472: squared_relu(x, s, b),
        lambda s=0.8944, b=-0.4472: ((b, 0.0, 0.0), (INF, INF, 2 * s)),
    ),
    "nlrelu": Oracle(nlrelu, fixed((0.0, 0.0, 0.0), (INF, 0.0, -0.0)), at(0.0)),
    "shifted_relu": Oracle(
        lambda x: x if x.value > -1 else jet(-1), fixed((-1.0, 0.0, 0.0), (INF, 1.0, 0.0)), at(-1.0)
    ),
    "apl": Oracle(apl, apl_ends, lambda a1=0.2, b1=0.0: [mpf(0), mpf(b1)]),
    "signrelu": Oracle(
        signrelu,
        lambda alpha=1.0: ((-alpha, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda alpha=1.0: [] if alpha == 1.0 else [mpf(0)],
    ),
    "bent_identity": Oracle(bent_identity, fixed((-INF, 0.5, 0.0), (INF, 1.5, 0.0))),
    "soft_exponential": Oracle(soft_exponential, soft_exponential_ends),
    "srs": Oracle(
        srs,
        lambda alpha=5.0, beta=3.0: ((-0.0, -0.0, -0.0), (alpha, 0.0, -0.0)),
    ),
}
VARIANTS = [
    ("relu_keras", {"negative_slope": 0.1, "max_value": 6.5, "threshold": 0.7}),
    ("leaky_relu", {"negative_slope": 0.3}),
    ("prelu", {"a": -0.3}),
    ("rrelu", {"lower": 0.1, "upper": 0.37}),
    ("thresholded_relu", {"alpha": 0.3}),
    ("threshold_torch", {"threshold": -0.7, "value": 20.3}),
    ("elu", {"alpha": 0.7}),
    ("celu", {"alpha": 0.7}),
    ("pelu", {"a": 1.7, "b": 0.6}),
    ("pdelu", {"alpha": 0.7, "t": 0.8}),
    ("xielu", {"alpha_p": 0.3, "alpha_n": 1.3, "beta": 0.7}),
    ("softplus", {"beta": 3.7}),
    ("softplus", {"beta": 0.3, "threshold": 20.0}),
    ("squareplus", {"b": 0.03}),
    ("smelu", {"beta": 0.7}),
    ("isrlu", {"alpha": 2.7}),
    ("star_relu", {"s": 1.3, "b": 0.2}),
    ("nlrelu", {"beta": 0.7}),
    ("apl", {"a1": -0.3, "b1": 0.7}),
    ("signrelu", {"alpha": 0.3}),
    ("soft_exponential", {"alpha": 0.0}),
    ("srs", {"alpha": 3.3, "beta": 2.1}),
]
