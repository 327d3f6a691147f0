"""The truth about functions of a vector, stated in mpmath apart from actcli's own way to it.

Each takes a list of mpf and the entry's parameters, and gives a list of mpf. Jacobians are central
differences of these at so many digits that nothing of a double is lost.
"""

from collections.abc import Callable

import mpmath
from mpmath import mpf

Vector = list[mpf]
Oracle = Callable[..., Vector]


def shares(parts: Vector) -> Vector:
    total = mpmath.fsum(parts)
    return [part / total for part in parts]


def softmax(x: Vector) -> Vector:
    return shares([mpmath.exp(part - max(x)) for part in x])


def log_softmax(x: Vector) -> Vector:
    return [mpmath.log(share) for share in softmax(x)]


def softmin(x: Vector) -> Vector:
    return softmax([-part for part in x])


def gumbel_softmax(x: Vector, tau: float = 1.0, hard: str = "false") -> Vector:
    return softmax([part / mpf(tau) for part in x])


def taylor_softmax(x: Vector) -> Vector:
    return shares([1 + part + part**2 / 2 for part in x])


def hardmax(x: Vector) -> Vector:
    return [mpf(i == x.index(max(x))) for i in range(len(x))]


def threshold(x: Vector, of: Callable[[Vector], mpf]) -> mpf:
    """The threshold at which the largest k numbers, and only these, are above it."""
    ordered = sorted(x, reverse=True)
    for size in range(1, len(x) + 1):
        tau = of(ordered[:size])
        if tau is not None and (size == len(x) or ordered[size] <= tau) and ordered[size - 1] > tau:
            return tau
    raise AssertionError("no support")


def sparsemax(x: Vector) -> Vector:
    """Algorithm 1 of Martins, Astudillo 2016: each support size is tried."""
    tau = threshold(x, lambda top: (mpmath.fsum(top) - 1) / len(top))
    return [max(part - tau, mpf(0)) for part in x]


def entmax15(x: Vector) -> Vector:
    """Algorithm 2 of Peters, Niculae, Martins 2019, with mean and spread of the largest halves."""
    halves = [part / 2 for part in x]

    def from_moments(top: Vector) -> mpf | None:
        mean = mpmath.fsum(top) / len(top)
        spread = mpmath.fsum((part - mean) ** 2 for part in top)
        return mean - mpmath.sqrt((1 - spread) / len(top)) if spread <= 1 else None

    tau = threshold(halves, from_moments)
    return [max(part - tau, mpf(0)) ** 2 for part in halves]


def maxout(
    x: Vector, pieces: float = 2.0, units: float = 0.0, grouping: str = "contiguous"
) -> Vector:
    count = int(units) or len(x) // int(pieces)
    size = len(x) // count
    if grouping == "strided":
        return [max(x[unit::count]) for unit in range(count)]
    return [max(x[unit * size : (unit + 1) * size]) for unit in range(count)]


def crelu(x: Vector) -> Vector:
    return [max(part, mpf(0)) for part in x] + [max(-part, mpf(0)) for part in x]


def sigmoid(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


def gelu(x: mpf, approximate: str) -> mpf:
    if approximate == "tanh":
        inner = mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3)
        # 1 + tanh(u) as 2 sigmoid(2u), which mpmath does not round to 0.
        return x * sigmoid(2 * inner)
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gated(through: Callable[..., mpf], passed: Callable[[mpf], mpf] = lambda a: a) -> Oracle:
    def values(x: Vector, gate: str = "second", **parameters: float | str) -> Vector:
        first, second = x[: len(x) // 2], x[len(x) // 2 :]
        pairs = (
            zip(second, first, strict=True) if gate == "first" else zip(first, second, strict=True)
        )
        return [passed(a) * through(b, **parameters) for a, b in pairs]

    return values


ORACLES: dict[str, Oracle] = {
    "softmax": softmax,
    "log_softmax": log_softmax,
    "softmin": softmin,
    "gumbel_softmax": gumbel_softmax,
    "taylor_softmax": taylor_softmax,
    "hardmax": hardmax,
    "sparsemax": sparsemax,
    "entmax15": entmax15,
    "maxout": maxout,
    "crelu": crelu,
    "glu": gated(sigmoid),
    "bilinear_glu": gated(lambda b: b),
    "reglu": gated(lambda b: max(b, mpf(0))),
    "geglu": gated(gelu),
    "swiglu": gated(lambda b, alpha: b * sigmoid(mpf(alpha) * b)),
    "gtu": gated(sigmoid, mpmath.tanh),
}


def exact_values(name: str, x: list[float], parameters: dict[str, float | str]) -> Vector:
    """The values at x, to the working precision."""
    return ORACLES[name]([mpf(part) for part in x], **parameters)


def exact_jacobian(
    name: str, x: list[float], parameters: dict[str, float | str]
) -> list[list[mpf]]:
    """The Jacobian at x by central differences, whose error is about 1e-50 of its slope."""
    step = mpf(10) ** -25
    columns = []
    for j in range(len(x)):
        ahead, behind = ([mpf(part) for part in x] for _ in range(2))
        ahead[j] += step
        behind[j] -= step
        pairs = zip(
            ORACLES[name](ahead, **parameters), ORACLES[name](behind, **parameters), strict=True
        )
        columns.append([(after - before) / (2 * step) for after, before in pairs])
    return [list(row) for row in zip(*columns, strict=True)]
