"""Mean-field theory of wide random networks: the sigma_w at which signals neither die nor explode.

A layer with weights of standard deviation sigma_w / sqrt(width) and biases of sigma_b takes the
mean square q of its inputs to V(q) = sigma_w^2 E f(sqrt(q) z)^2 + sigma_b^2, and a gradient's mean
square grows by chi = sigma_w^2 E f'(sqrt(q) z)^2 each layer, z ~ N(0, 1). Critical is a sigma_w
with chi = 1 at a length q* = V(q*). Sources: Poole et al. 2016, arXiv:1606.05340; Schoenholz et al.
2017, arXiv:1611.01232.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actcli.catalog.measuring.moments import Quadrature
from actcli.catalog.measuring.survey import Survey, rounded
from actcli.formula.compensated import Array
from actcli.formula.landmarks import closed_in

_LENGTHS = 10.0 ** np.linspace(-8.0, 8.0, 193)
_MOST_NODES = 200_000  # in one matrix of root densities
_DOUBT = 1e-11
_DIGITS = 12  # sigma_w and q* are rounded to so many
# h(q) is told from 0 beyond this share of q.
_CLEAR = 1e-11


@dataclass(frozen=True)
class Critical:
    """The critical sigma_w at one sigma_b, with its length q*; None and a reason if there is none.

    `stable` says whether the length map leads to q* (|V'(q*)| < 1; for q* = 0, V(q) < q near it).
    Of several, the stable one with the smallest q* is given, else the one with the smallest q*.
    `reason`: every_length (chi = 1 at every q, which the map keeps: q* is None), no_slope (f' is 0
    almost everywhere), undefined (f has no value on a part of the line) or none_found.
    """

    sigma_b: float
    sigma_w: float | None
    q_star: float | None
    stable: bool | None
    reason: str | None


def second_moments(rule: Quadrature, q: Array) -> tuple[Array, Array]:
    """E f(sqrt(q) z)^2 and E f'(sqrt(q) z)^2 for each q: shape (n,), NaN where not to 11 digits.

    V(q) without sigma_w and sigma_b, and chi without sigma_w; a few lengths at a time.
    """
    rows = max(1, _MOST_NODES // rule.x.size)
    blocks = [rule.root_densities(q[i : i + rows]) for i in range(0, q.size, rows)]
    if not blocks:
        return q, q
    return (
        np.concatenate([_second(rule, rule.f, block) for block in blocks]),
        np.concatenate([_second(rule, rule.slope, block) for block in blocks]),
    )


def _second(rule: Quadrature, values: Array, root_densities: Array) -> Array:
    with np.errstate(all="ignore"):
        terms = (values * root_densities) ** 2
        total, doubt = np.sum(terms, axis=1), terms @ rule.doubt
    return np.where(doubt <= _DOUBT * total, total, np.nan)


def critical(
    survey: Survey, rule: Quadrature | None, sigmas_b: Sequence[float]
) -> tuple[Critical, ...]:
    """The critical sigma_w for each sigma_b (a standard deviation).

    chi = 1 says sigma_w^2 = 1 / E f'^2, so q* is a root of h(q) = E f^2 / E f'^2 + sigma_b^2 - q:
    h is sampled at 12 lengths a decade from 1e-8 to 1e8, as far as f is resolved, and its changes
    of sign are closed in on to the last digit. At sigma_b = 0, q* = 0 is one where f(0) = 0 and the
    slope is not 0 there.
    """
    if rule is None:
        return tuple(Critical(sigma_b, None, None, None, "undefined") for sigma_b in sigmas_b)
    if np.all(rule.slope == 0.0):
        return tuple(Critical(sigma_b, None, None, None, "no_slope") for sigma_b in sigmas_b)
    sampled = second_moments(rule, _LENGTHS)
    return tuple(_critical(survey, rule, sampled, sigma_b) for sigma_b in sigmas_b)


def _critical(
    survey: Survey, rule: Quadrature, sampled: tuple[Array, Array], sigma_b: float
) -> Critical:
    with np.errstate(all="ignore"):
        h = sampled[0] / sampled[1] + sigma_b**2 - _LENGTHS
    known = np.isfinite(h)
    if known.any() and np.all(np.abs(h[known]) <= _CLEAR * _LENGTHS[known]):
        return Critical(sigma_b, _sigma_w(sampled[1][known][0]), None, None, "every_length")
    roots = [*_at_zero(survey, sampled[0], sigma_b), *_roots(rule, h, sigma_b)]
    if not roots:
        return Critical(sigma_b, None, None, None, "none_found")
    return min(roots, key=lambda root: (not root.stable, root.q_star or 0.0))


def _sigma_w(second: float) -> float:
    """The sigma_w with chi = 1."""
    return rounded(1.0 / np.sqrt(second), _DIGITS)


def _excess(rule: Quadrature, q: Array, sigma_b: float) -> Array:
    length, slope = second_moments(rule, q)
    with np.errstate(all="ignore"):
        return length / slope + sigma_b**2 - q


def _at_zero(survey: Survey, lengths: Array, sigma_b: float) -> list[Critical]:
    """q* = 0, where f(0) = 0 without a jump; at a kink f'(0)^2 is the mean of both sides."""
    beside = np.array([np.nextafter(0.0, -1.0), 0.0, np.nextafter(0.0, 1.0)])
    f, slope = survey.activation.evaluate(beside, [0, 1])
    second = float((slope[0] ** 2 + slope[2] ** 2) / 2.0)
    passes = bool(np.all(np.abs(f) < 1e-300) and np.isfinite(second))
    if sigma_b != 0.0 or not passes or second == 0.0:
        return []
    shrinkage = lengths / second - _LENGTHS
    clear = shrinkage[np.abs(shrinkage) > _CLEAR * _LENGTHS]
    stable = bool(clear.size and clear[0] < 0.0)
    return [Critical(sigma_b, _sigma_w(second), 0.0, stable, None)]


def _roots(rule: Quadrature, h: Array, sigma_b: float) -> list[Critical]:
    clear = np.nonzero(np.abs(h) > _CLEAR * _LENGTHS)[0]
    low, high = clear[:-1], clear[1:]
    crossing = h[low] * h[high] < 0.0
    low, high = low[crossing], high[crossing]
    places = closed_in(
        lambda q: _excess(rule, q, sigma_b), _LENGTHS[low], _LENGTHS[high], h[low], h[high]
    )
    found = []
    for q in places:
        at = np.array([q])
        if abs(_excess(rule, at, sigma_b)[0]) <= 1e-10 * q:
            second = float(second_moments(rule, at)[1][0])
            stable = bool(abs(_length_slope(rule, at) / second) < 1.0)
            found.append(Critical(sigma_b, _sigma_w(second), rounded(q, _DIGITS), stable, None))
    return found


def _length_slope(rule: Quadrature, q: Array) -> float:
    """d/dq E f(sqrt(q) z)^2 = E[f^2 (z^2 - 1)] / (2 q), which needs no slope of f."""
    root = rule.root_densities(q)[0]
    return float(np.sum((rule.f * root) ** 2 * (rule.x**2 / q[0] - 1.0)) / (2.0 * q[0]))
