"""What every elementwise entry of the book must return, from closed forms in mpmath at 60 digits.

Nothing here is taken from actcli: each form is derived by hand from the definition in the source
named beside it, and written so that it keeps its relative accuracy in the tails. Parameters and
numbers are exact doubles, pi and all operations are exact. What holds where a slope jumps follows
PyTorch 2.13's gradients (measured; see test_evaluate.py), and f'' is 0 there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import mpmath
import numpy as np
from mpmath import mpf

DIGITS = 60
Triple = tuple[mpf, mpf, mpf]
Ends = tuple[tuple[float, float, float], tuple[float, float, float]]
INF = float("inf")
ZERO, ONE = mpf(0), mpf(1)


@dataclass(frozen=True)
class Oracle:
    """f, f', f'' at an exact x; the kinks; and the limits at -inf and +inf.

    A limit of -0.0 is approached from below.
    """

    jet: Callable[..., Triple]
    ends: Callable[..., Ends]
    kinks: Callable[..., list[mpf]] = lambda **_: []


@dataclass(frozen=True)
class Case:
    """An oracle with its parameters set."""

    name: str
    parameters: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def spec(self) -> str:
        """The spec that actcli reads."""
        settings = ",".join(f"{key}={value!r}" for key, value in self.parameters.items())
        return f"{self.name}:{settings}".replace("'", "") if settings else self.name

    @property
    def oracle(self) -> Oracle:
        return ORACLES[self.name]

    def jet(self, x: float | mpf) -> Triple:
        """f, f', f'' at x, to some 55 digits."""
        with mpmath.workdps(DIGITS):
            return self.oracle.jet(mpf(x), **self.parameters)

    def slope(self, x: float, order: int) -> mpf:
        """The slope of the derivative of this order, at an x where that is smooth."""
        if order < 2:
            return self.jet(x)[order + 1]
        with mpmath.workdps(DIGITS):
            step = mpf(10) ** -20
            return (self.jet(mpf(x) + step)[2] - self.jet(mpf(x) - step)[2]) / (2 * step)

    @cached_property
    def ends(self) -> Ends:
        return self.oracle.ends(**self.parameters)

    @cached_property
    def kinks(self) -> list[float]:
        """The doubles nearest to the kinks."""
        with mpmath.workdps(DIGITS):
            return [float(kink) for kink in self.oracle.kinks(**self.parameters)]

    @cached_property
    def zeros(self) -> tuple[list[float], list[float], list[float]]:
        """For each order, the places other than 0 where that derivative crosses or reaches zero."""
        grid = np.linspace(-60.0, 60.0, 1501).tolist()
        signs = [tuple(int(mpmath.sign(part)) for part in self.jet(x)) for x in grid]
        found: tuple[list[float], list[float], list[float]] = ([], [], [])
        for order, places in enumerate(found):
            for i, x in enumerate(grid[1:]):
                if signs[i][order] != signs[i + 1][order]:
                    places.append(self._bisected(grid[i], x, order))
        return tuple([x for x in places if abs(x) > 1e-9] for places in found)

    def _bisected(self, low: float, high: float, order: int) -> float:
        sign_above = mpmath.sign(self.jet(high)[order])
        while high - low > 1e-12:
            middle = (low + high) / 2
            if mpmath.sign(self.jet(middle)[order]) == sign_above:
                high = middle
            else:
                low = middle
        return high


def _sigma(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


def _sigma_slopes(x: mpf) -> Triple:
    """s, s (1 - s), s (1 - s) (1 - 2s), the last factor being -tanh(x / 2)."""
    value = _sigma(x)
    first = value * _sigma(-x)
    return value, first, -first * mpmath.tanh(x / 2)


def _gated(x: mpf, gate: Triple) -> Triple:
    """x g, g + x g', 2 g' + x g''."""
    value, first, second = gate
    return x * value, value + x * first, 2 * first + x * second


def _log1p_exp(x: mpf) -> mpf:
    return max(x, ZERO) + mpmath.log1p(mpmath.exp(-abs(x)))


def identity(x: mpf) -> Triple:
    return x, ONE, ZERO


def step(x: mpf, threshold: float = 0.0) -> Triple:
    """1 at the threshold and above it (the perceptron's convention of the book)."""
    return (ONE if x >= threshold else ZERO), ZERO, ZERO


def tanh(x: mpf) -> Triple:
    value, slope = mpmath.tanh(x), mpmath.sech(x) ** 2
    return value, slope, -2 * value * slope


def leaky_relu(x: mpf, negative_slope: float = 0.01) -> Triple:
    slope = ONE if x > 0 else mpf(negative_slope)
    return slope * x, slope, ZERO


def scaled_elu(x: mpf, alpha: float, scale: float) -> Triple:
    """scale x above 0, scale alpha (e^x - 1) at 0 and below; f' jumps at 0 unless alpha is 1."""
    if x > 0:
        return scale * x, mpf(scale), ZERO
    factor = mpf(scale) * mpf(alpha)
    slope = factor * mpmath.exp(x)
    bent = ZERO if x == 0 and alpha != 1.0 else slope
    return factor * mpmath.expm1(x), slope, bent


def elu(x: mpf, alpha: float = 1.0) -> Triple:
    return scaled_elu(x, alpha, 1.0)


def selu(x: mpf, alpha: float = 1.6732632423543772, scale: float = 1.0507009873554805) -> Triple:
    """The constants as doubles: Klambauer et al. 2017, arXiv:1706.02515, code of the paper."""
    return scaled_elu(x, alpha, scale)


def gelu(x: mpf, approximate: str = "none") -> Triple:
    """x Phi(x) and, for "tanh", x sigma(2 sqrt(2/pi) (x + 0.044715 x^3)) (arXiv:1606.08415)."""
    if approximate == "none":
        if abs(x) > 1e20:  # Phi is 0 or 1 to more digits than mpmath's erfc can count
            return (x, ONE, ZERO) if x > 0 else (ZERO, ZERO, ZERO)
        density = mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)
        probability = mpmath.erfc(-x / mpmath.sqrt(2)) / 2
        return x * probability, probability + x * density, density * (2 - x * x)
    factor, cubic = 2 * mpmath.sqrt(2 / mpmath.pi), mpf(0.044715)
    inner = factor * (x + cubic * x**3)
    slope, bend = factor * (1 + 3 * cubic * x * x), factor * 6 * cubic * x
    value, first, second = _sigma_slopes(inner)
    return _gated(x, (value, first * slope, second * slope * slope + first * bend))


def silu(x: mpf) -> Triple:
    return _gated(x, _sigma_slopes(x))


def softplus(x: mpf, beta: float = 1.0, threshold: float = INF) -> Triple:
    """log(1 + e^(beta x)) / beta, x itself beyond the threshold on beta x (PyTorch's)."""
    scaled = mpf(beta) * x
    if scaled > threshold:
        return x, ONE, ZERO
    _value, first, second = _log1p_exp(scaled), *_sigma_slopes(scaled)[:2]
    return _log1p_exp(scaled) / beta, first, (ZERO if scaled == threshold else beta * second)


def softsign(x: mpf) -> Triple:
    """x / (1 + |x|); f'' jumps from 2 to -2 at 0, where it is given as 0, their middle."""
    size = 1 + abs(x)
    return x / size, 1 / size**2, -2 * mpmath.sign(x) / size**3


def _clipped(x: mpf, value: mpf, slope: mpf, low: float, high: float) -> Triple:
    if value <= low:
        return mpf(low), ZERO, ZERO
    if value >= high:
        return mpf(high), ZERO, ZERO
    return value, slope, ZERO


def hard_sigmoid(x: mpf) -> Triple:
    return _clipped(x, (x + 3) / 6, ONE / 6, 0.0, 1.0)


def hard_sigmoid_keras2(x: mpf, alpha: float = 0.2, beta: float = 0.5) -> Triple:
    return _clipped(x, mpf(alpha) * x + beta, mpf(alpha), 0.0, 1.0)


def hard_tanh(x: mpf, min_val: float = -1.0, max_val: float = 1.0) -> Triple:
    return _clipped(x, x, ONE, min_val, max_val)


def log_sigmoid(x: mpf) -> Triple:
    return -_log1p_exp(-x), _sigma(-x), -_sigma(x) * _sigma(-x)


def mish(x: mpf) -> Triple:
    """x tanh(log(1 + e)) with e = e^x: tanh(log(1 + e)) = n / (n + 2), n = e (e + 2)."""
    e = mpmath.exp(x)
    d = e * (e + 2) + 2
    gate = e * (e + 2) / d
    first = 4 * e * (e + 1) / d**2
    second = 4 * e * (2 + 2 * e - 3 * e**2 - 2 * e**3) / d**3
    return _gated(x, (gate, first, second))


def _fixed(
    low: tuple[float, float, float], high: tuple[float, float, float]
) -> Callable[..., Ends]:
    return lambda **_: (low, high)


def _at_zero(**_: float) -> list[mpf]:
    return [ZERO]


_GATED_ENDS = _fixed((-0.0, -0.0, -0.0), (INF, 1.0, -0.0))

ORACLES: dict[str, Oracle] = {
    "identity": Oracle(identity, _fixed((-INF, 1.0, 0.0), (INF, 1.0, 0.0))),
    "step": Oracle(
        step,
        _fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        lambda threshold=0.0: [mpf(threshold)],
    ),
    "sigmoid": Oracle(_sigma_slopes, _fixed((0.0, 0.0, 0.0), (1.0, 0.0, -0.0))),
    "tanh": Oracle(tanh, _fixed((-1.0, 0.0, 0.0), (1.0, 0.0, -0.0))),
    "relu": Oracle(
        lambda x: leaky_relu(x, 0.0), _fixed((0.0, 0.0, 0.0), (INF, 1.0, 0.0)), _at_zero
    ),
    "leaky_relu": Oracle(
        leaky_relu,
        lambda negative_slope=0.01: ((-INF, negative_slope, 0.0), (INF, 1.0, 0.0)),
        _at_zero,
    ),
    "elu": Oracle(elu, lambda alpha=1.0: ((-alpha, 0.0, 0.0), (INF, 1.0, 0.0)), _at_zero),
    "selu": Oracle(
        selu,
        lambda alpha=1.6732632423543772, scale=1.0507009873554805: (
            (-alpha * scale, 0.0, 0.0),
            (INF, scale, 0.0),
        ),
        _at_zero,
    ),
    "gelu": Oracle(gelu, _GATED_ENDS),
    "silu": Oracle(silu, _GATED_ENDS),
    "mish": Oracle(mish, _GATED_ENDS),
    "softplus": Oracle(
        softplus,
        _fixed((0.0, 0.0, 0.0), (INF, 1.0, 0.0)),
        lambda beta=1.0, threshold=INF: [] if threshold == INF else [mpf(threshold) / mpf(beta)],
    ),
    "softsign": Oracle(softsign, _fixed((-1.0, 0.0, 0.0), (1.0, 0.0, -0.0)), _at_zero),
    "hard_sigmoid": Oracle(
        hard_sigmoid,
        _fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        lambda: [mpf(-3), mpf(3)],
    ),
    "hard_sigmoid_keras2": Oracle(
        hard_sigmoid_keras2,
        _fixed((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
        lambda alpha=0.2, beta=0.5: [-mpf(beta) / mpf(alpha), (1 - mpf(beta)) / mpf(alpha)],
    ),
    "hard_tanh": Oracle(
        hard_tanh,
        lambda min_val=-1.0, max_val=1.0: ((min_val, 0.0, 0.0), (max_val, 0.0, 0.0)),
        lambda min_val=-1.0, max_val=1.0: [mpf(min_val), mpf(max_val)],
    ),
    "log_sigmoid": Oracle(log_sigmoid, _fixed((-INF, 1.0, -0.0), (-0.0, 0.0, -0.0))),
}

DEFAULTS = [Case(name) for name in ORACLES] + [Case("gelu", {"approximate": "tanh"})]

VARIANTS = [
    Case("step", {"threshold": 0.5}),
    Case("leaky_relu", {"negative_slope": 0.3}),
    Case("leaky_relu", {"negative_slope": 0.009999999776482582}),  # ONNX's, a float32
    Case("elu", {"alpha": 0.7}),
    Case("selu", {"alpha": 1.6732631921768188, "scale": 1.0507010221481323}),  # ONNX's
    Case("softplus", {"beta": 3.7}),
    Case("softplus", {"threshold": 20.0}),  # PyTorch's
    Case("softplus", {"beta": 0.3, "threshold": 20.0}),
    Case("hard_sigmoid_keras2", {"alpha": 1 / 7}),
    Case("hard_sigmoid_keras2", {"alpha": 0.3, "beta": 0.45}),
    Case("hard_tanh", {"min_val": -2.0, "max_val": 1.5}),
]

CASES = DEFAULTS + VARIANTS
