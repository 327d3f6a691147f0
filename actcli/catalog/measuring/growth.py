"""Growth: how f goes to its limits at -inf and +inf."""

from dataclasses import dataclass, field

import numpy as np

from actcli.catalog.measuring.survey import Survey, rounded
from actcli.formula.compensated import Array
from actcli.formula.evaluate import evaluate
from actcli.formula.tree import Binary, Number, Variable

# Irregular distances from 8 to about 2**300, so that no oscillation looks like a limit.
_LADDER = np.array([(1.0 + 0.37 * ((0.618 * n) % 1.0)) * 2.0 ** (3 + 2.5 * n) for n in range(119)])
_TAIL = 8  # so many of the furthest finite values must agree
_STEADY = 1e-9  # and agree to this share
_DIGITS = 13  # the numbers of a kind are rounded to so many
_ASYMPTOTE = np.array([1.0, 1.3, 1.7]) * 2.0 ** np.array([50, 54, 58])


@dataclass(frozen=True)
class Growth:
    """How f grows at one end.

    `kind` is constant, linear, quadratic, cubic, power, logarithmic, exponential, superexponential,
    oscillating, undefined (no values there) or other. `limit` is the limit of f, ±inf included, or
    None. `terms` are the numbers of the kind: linear `slope` and, where there is an asymptote,
    `intercept`; powers `exponent` and `coefficient` of |x|**exponent; logarithmic `coefficient` of
    log|x|; exponential `rate` in exp(rate x); oscillating `envelope`, the power of |x| that bounds
    it.
    """

    kind: str
    limit: float | None
    terms: dict[str, float] = field(default_factory=dict)


def growth(survey: Survey, side: int) -> Growth:
    """The growth at -inf (side 0) or +inf (side 1), read off between 8 and 2**300.

    f', x f' / f, x f' and f' / f are compared at the eight furthest places where f is finite: the
    one that is constant to a relative 1e-9 says the kind. An intercept is the limit of f - slope x,
    to 1e-9 or not given.
    """
    limit = float(survey.ends[0][side])
    if np.isfinite(limit):
        return Growth("constant", limit + 0.0)
    x = (-1.0, 1.0)[side] * _LADDER
    f, slope = survey.activation.evaluate(x, [0, 1])
    if np.isnan(f[-_TAIL:]).all() and not np.isinf(f).any():
        return Growth("undefined", None)
    broken = np.nonzero(~(np.isfinite(f) & np.isfinite(slope)))[0]
    count = int(broken[0]) if broken.size else x.size
    whole = None if np.isnan(limit) else limit
    if count < x.size:
        exponential = _exponential(survey, x[count - 1] if count else 0.0, x[count])
        if exponential is not None:
            return Growth(exponential[0], whole, exponential[1])
    if count < _TAIL:
        return Growth("other", whole)
    kind, terms = _algebraic(survey, side, x[:count], f[:count], slope[:count])
    return Growth(kind, whole, terms)


def _algebraic(
    survey: Survey, side: int, x: Array, f: Array, slope: Array
) -> tuple[str, dict[str, float]]:
    tail = slice(-_TAIL, None)
    end = float(survey.ends[1][side])
    if np.isfinite(end) and end != 0.0:
        return "linear", {"slope": end, **_intercept(survey, side, end)}
    mean_slope = _steady(f[tail] / x[tail])
    if mean_slope:
        return "linear", {"slope": rounded(mean_slope, _DIGITS)}
    if np.min(slope[-24:]) < 0.0 < np.max(slope[-24:]):
        return "oscillating", _envelope(survey, side)
    exponent = _steady(x[tail] * slope[tail] / f[tail])
    if exponent:
        return _power(exponent, x[tail], f[tail])
    coefficient = _steady(x[tail] * slope[tail])
    if coefficient:
        return "logarithmic", {"coefficient": rounded(coefficient, _DIGITS)}
    return "other", {}


def _steady(values: Array) -> float | None:
    """The value that all agree on to a relative 1e-9, the furthest of them; None for none."""
    last = float(values[-1])
    return last if np.all(np.abs(values - last) <= _STEADY * abs(last)) else None


def _intercept(survey: Survey, side: int, slope: float) -> dict[str, float]:
    """The limit of f - slope x, by the line through two far values of it, checked on a third.

    The difference is evaluated as a formula of its own, so that it keeps its digits far out.
    """
    function = survey.activation
    tree = Binary("-", function.parsed.tree, Binary("*", Number(slope), Variable()))
    x = (-1.0, 1.0)[side] * _ASYMPTOTE
    rest = evaluate(tree, x, function.numeric_parameters, [0])[0]
    lines = [
        (rest[i] * x[i + 1] - rest[i + 1] * x[i]) / (x[i + 1] - x[i]) for i in range(x.size - 1)
    ]
    agree = abs(lines[0] - lines[1]) <= _STEADY * max(1.0, abs(lines[0]))
    if not agree:
        return {}
    return {"intercept": 0.0 if abs(lines[0]) < 1e-12 else rounded(lines[0], _DIGITS)}


def _power(exponent: float, x: Array, f: Array) -> tuple[str, dict[str, float]]:
    whole = round(2.0 * exponent) / 2.0
    exponent = whole if abs(exponent - whole) < 1e-8 else exponent
    coefficient = _steady(f / np.abs(x) ** exponent)
    if coefficient is None:
        return "other", {}
    kind = {2.0: "quadratic", 3.0: "cubic"}.get(exponent, "power")
    return kind, {"exponent": exponent, "coefficient": rounded(coefficient, _DIGITS)}


def _exponential(
    survey: Survey, finite: float, infinite: float
) -> tuple[str, dict[str, float]] | None:
    """The rate r where f' / f tends to it as r + m / x, as for x**m exp(r x)."""
    highest = _last_finite(survey, finite, infinite)
    x = highest * np.array([0.6, 0.7, 0.8, 0.9])
    f, slope = survey.activation.evaluate(x, [0, 1])
    with np.errstate(all="ignore"):
        relative = slope / f
        exponent = _steady(relative * x)
        if exponent is not None:
            return _power(exponent, x, f)
        if not np.isfinite(relative).all():
            return None
        inverse = 1.0 / x
        power = (relative[1:] - relative[:-1]) / (inverse[1:] - inverse[:-1])
        rates = relative[1:] - power * inverse[1:]
    if abs(relative[-1]) > 1.2 * abs(relative[0]):
        return "superexponential", {}
    is_steady = np.all(np.abs(rates - rates[-1]) <= 1e-6 * abs(rates[-1])) and rates[-1] != 0.0
    return ("exponential", {"rate": rounded(rates[-1], _DIGITS)}) if is_steady else None


def _last_finite(survey: Survey, low: float, high: float) -> float:
    """About the furthest place where f and f' are finite, by bisection."""
    for _ in range(12):
        middle = (low + high) / 2.0
        f, slope = survey.activation.evaluate(np.array([middle]), [0, 1])
        low, high = (middle, high) if np.isfinite(f[0] + slope[0]) else (low, middle)
    return low


def _envelope(survey: Survey, side: int) -> dict[str, float]:
    """The power of |x| that bounds an oscillation, to the nearest half."""
    near, far = (
        float(np.max(np.abs(survey.derivative(0, (-1.0, 1.0)[side] * window))))
        for window in (np.linspace(1.0, 1.9, 257) * 2.0**20, np.linspace(1.0, 1.9, 257) * 2.0**40)
    )
    return {"envelope": round(2.0 * np.log2(far / near) / 20.0) / 2.0 + 0.0}
