"""What an oracle says of a function, and the pieces that many of them share."""

from collections.abc import Callable
from dataclasses import dataclass

from mpmath import mpf

from oracles.jets import Jet

INF = float("inf")
Ends = tuple[tuple[float, float, float], tuple[float, float, float]]


def fixed(low: tuple[float, float, float], high: tuple[float, float, float]) -> Callable[..., Ends]:
    """Ends that no parameter moves."""
    return lambda **_: (low, high)


def at(*places: float) -> Callable[..., list[mpf]]:
    """Kinks that no parameter moves."""
    return lambda **_: [mpf(place) for place in places]


def nowhere(**_: float) -> list[mpf]:
    return []


@dataclass(frozen=True)
class Oracle:
    """f of a jet; the limits of f, f', f'' at -inf and +inf; and where f or f' jumps.

    A limit of -0.0 is approached from below; NaN says that there is no limit. `waves` marks
    functions with a periodic part, whose zeros go on for ever.
    """

    form: Callable[..., Jet]
    ends: Callable[..., Ends]
    kinks: Callable[..., list[mpf]] = nowhere
    waves: bool = False


GATED_ENDS = fixed((-0.0, -0.0, -0.0), (INF, 1.0, -0.0))
S_CURVE_ENDS = fixed((0.0, 0.0, 0.0), (1.0, 0.0, -0.0))
