"""Gaussian moments: expectations of f and f' over N(0, q), by panels of Gauss-Legendre nodes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actcli.catalog.measuring.survey import Survey, nearest_to_zero, rounded
from actcli.formula.compensated import Array, Mask

_COUNT = 24
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(_COUNT)
# Takes values at the nodes to the size of their last four Legendre coefficients.
_LAST = (
    (2.0 * np.arange(_COUNT - 4, _COUNT) + 1.0)[:, np.newaxis]
    / 2.0
    * np.polynomial.legendre.legvander(_NODES, _COUNT - 1).T[_COUNT - 4 :]
    * _WEIGHTS
)
_POSITIVE = np.concatenate(
    [2.0 ** np.arange(-17.0, -1.0), np.arange(0.5, 16.1, 0.5), 16.0 * 1.5 ** np.arange(1.0, 24.0)]
)
_EDGES = np.concatenate([-_POSITIVE[::-1], [0.0], _POSITIVE])
# Every panel inside is halved until it is resolved, those further out only twice: N(0, 1) has less
# than 1e-340 of its mass there.
_INSIDE = 40.0
_MOST_HALVINGS, _HALVINGS_OUTSIDE = 60, 2
_MOST_PANELS = 4000
_RESOLVED = 1e-11
_LARGEST = 1e300  # f beyond it is not integrated
# What lies in unresolved panels and at the ends may be this share of an expectation.
_NEGLIGIBLE = 1e-11
# From this share on the integral is taken for infinite.
_DOMINANT = 1e-3
_VAST = 1e6
_DIGITS = 14  # moments and gains are rounded to so many


@dataclass(frozen=True)
class Quadrature:
    """f and f' at the nodes of panels along the line, good for N(0, q) with q from 1e-8 to 1e8.

    All of shape (nodes,). `doubt` is the share of f and f' at a node that may be wrong: 0 where
    they are resolved, 1 in the panels at both ends.
    """

    x: Array
    weights: Array
    f: Array
    slope: Array
    doubt: Array

    def root_densities(self, q: Array) -> Array:
        """The square roots of weight times density of N(0, q): a row for each q."""
        q = q[:, np.newaxis]
        density = np.exp(-self.x * self.x / (4.0 * q)) / (2.0 * np.pi * q) ** 0.25
        rows: Array = density * np.sqrt(self.weights)
        return rows


@dataclass(frozen=True)
class Moments:
    """Moments for z ~ N(0, 1): ten digits or more; inf where infinite, None where undefined.

    `slope_mean` is E[f'(z)] and `slope_second` E[f'(z)^2], of f' where it exists: a jump of f adds
    nothing to them.
    """

    mean: float | None
    second: float | None
    variance: float | None
    slope_mean: float | None
    slope_second: float | None


class _Panels(NamedTuple):
    """Panels of the line: their ends, f and f' at their nodes, and how much is left to resolve.

    `f` and `slope` have a row of 24 for each panel; `unresolved` is the size of the last Legendre
    coefficients of either as a share of the largest value.
    """

    low: Array
    high: Array
    f: Array
    slope: Array
    unresolved: Array

    @property
    def resolved(self) -> Mask:
        """Which panels the polynomials through their nodes describe."""
        resolved: Mask = self.unresolved <= _RESOLVED
        return resolved

    def taken(self, which: Mask | NDArray[np.intp] | slice) -> "_Panels":
        """Some of the panels."""
        return _Panels(*(part[which] for part in self))


def quadrature(survey: Survey) -> Quadrature | None:
    """The rule for integrals of a function; None where it has no value somewhere within ±40.

    Panels are split at breakpoints and at narrow extremes, and halved until the last four of 24
    Legendre coefficients of f and f' are below 1e-11 of the largest value in the panel.
    """
    panels = _panels(survey)
    low, high = panels.low, panels.high
    inside = (low > -_INSIDE) & (high < _INSIDE)
    if np.isnan(panels.f[inside]).any():
        return None
    largest = np.max(np.maximum(np.abs(panels.f), np.abs(panels.slope)), axis=1)
    bad = ~panels.resolved & ~inside | ~(largest < _LARGEST)
    first = int(np.max(np.nonzero(bad & (high <= 0.0))[0], initial=-1)) + 1
    last = int(np.min(np.nonzero(bad & (low >= 0.0))[0], initial=low.size))
    if last - first < 2:
        return None
    used = panels.taken(slice(first, last))
    doubt = np.where(used.resolved, 0.0, np.minimum(1.0, 10.0 * used.unresolved))
    doubt[[0, -1]] = 1.0
    x, half = _nodes(used.low, used.high)
    return Quadrature(
        x.ravel(),
        (half * _WEIGHTS).ravel(),
        used.f.ravel(),
        used.slope.ravel(),
        np.repeat(doubt, _COUNT),
    )


def _panels(survey: Survey) -> _Panels:
    """All panels, ascending, halved until each is resolved or small."""
    edges = _edges(survey)
    low, high = edges[:-1], edges[1:]
    usual = (np.abs(survey.points) <= 4.0) & (np.abs(survey.points) >= 2.0**-5)
    sizes = [_usual_size(values[usual]) for values in survey.values[:2]]
    done: list[_Panels] = []
    total = low.size
    for halving in range(_MOST_HALVINGS + 1):
        panels = _sampled(survey, low, high, sizes)
        middle = low + (high - low) / 2.0
        split = ~panels.resolved & (middle > low) & (middle < high)
        split &= ~np.isnan(panels.f).any(axis=1)
        split &= ~((np.abs(middle) > _INSIDE) & (halving >= _HALVINGS_OUTSIDE))
        if halving == _MOST_HALVINGS or total > _MOST_PANELS:
            split[:] = False
        done.append(panels.taken(~split))
        if not split.any():
            break
        low, high = (
            np.concatenate([low[split], middle[split]]),
            np.concatenate([middle[split], high[split]]),
        )
        total += low.size
    panels = _Panels(*map(np.concatenate, zip(*done, strict=True)))
    return panels.taken(np.argsort(panels.low))


def _sampled(survey: Survey, low: Array, high: Array, sizes: Sequence[float]) -> _Panels:
    """The panels between these ends; `sizes` are the usual ones of f and f'."""
    x, half = _nodes(low, high)
    f, slope = survey.activation.evaluate(x, [0, 1])
    unresolved = np.maximum(_unresolved(f, half, sizes[0]), _unresolved(slope, half, sizes[1]))
    return _Panels(low, high, f, slope, unresolved)


def _nodes(low: Array, high: Array) -> tuple[Array, Array]:
    """The nodes of each panel, a row a panel, and half its width, in a column."""
    half = (high - low)[:, np.newaxis] / 2.0
    return low[:, np.newaxis] + half + half * _NODES, half


def _edges(survey: Survey) -> Array:
    breaks = nearest_to_zero(survey.breaks[np.abs(survey.breaks) < _EDGES[-1]], 400)
    # A peak narrower than a panel could fall between its nodes: it gets an edge of its own.
    narrow = np.setdiff1d(survey.turning[np.abs(survey.turning) < 8.0], survey.points)
    return np.unique(np.concatenate([_EDGES, breaks, narrow if narrow.size <= 64 else []]))


def _usual_size(values: Array) -> float:
    """A size that three quarters of the values are below: no peak or pole decides it."""
    finite = np.abs(values[np.isfinite(values)])
    return float(np.quantile(finite, 0.75)) if finite.size else 0.0


def _unresolved(values: Array, half: Array, scale: float) -> Array:
    """The size of the last Legendre coefficients in each panel, as a share of the largest value.

    0 where they are rounding beside the function's usual size, or matter to no integral.
    """
    size = np.max(np.abs(values), axis=1)
    with np.errstate(all="ignore"):
        last = np.max(np.abs(values @ _LAST.T), axis=1)
        share = np.where(size == 0.0, 0.0, last / size)
    small = (last <= 1e-15 * scale) | (last * half[:, 0] <= 1e-17 * scale)
    return np.where(small, 0.0, np.where(np.isnan(share), 1.0, share))


def moments(rule: Quadrature | None) -> Moments:
    """The moments for z ~ N(0, 1) ; all None where there is no rule.

    Odd integrals below 1e-10 of the root of the second moment are 0. Rounded to 14 digits.
    """
    if rule is None:
        return Moments(None, None, None, None, None)
    root = rule.root_densities(np.array([1.0]))[0]
    mean, second = _first_two(rule, rule.f, root)
    slope_mean, slope_second = _first_two(rule, rule.slope, root)
    variance = second
    if mean is not None and second is not None and np.isfinite(mean) and np.isfinite(second):
        variance = rounded(np.sum(((rule.f - mean) * root) ** 2), _DIGITS)
    return Moments(mean, second, variance, slope_mean, slope_second)


def _first_two(rule: Quadrature, values: Array, root: Array) -> tuple[float | None, float | None]:
    with np.errstate(all="ignore"):
        mean = _settled(rule, values * root * root, values)
        second = _settled(rule, (values * root) ** 2, values)
    if mean is None or second is None or not np.isfinite(second):
        return mean, second
    if abs(mean) < 1e-10 * np.sqrt(second):
        mean = 0.0
    return mean, second


def _settled(rule: Quadrature, parts: Array, values: Array) -> float | None:
    """The sum of the parts, or inf or None where what is doubtful in it weighs too much."""
    endless = parts[~np.isfinite(parts)]
    if endless.size:
        return float(endless[0]) if np.all(endless == endless[0]) else None
    size, doubt = float(np.sum(np.abs(parts))), rule.doubt * np.abs(parts)
    if np.sum(doubt) <= _NEGLIGIBLE * size:
        total = float(np.sum(parts))
        return 0.0 if abs(total) < 1e-14 * size else rounded(total, _DIGITS)
    # Infinite is what is dominated by values without end, of one sign.
    vast = (rule.doubt > 0.0) & (np.abs(values) > _VAST)
    signs = np.unique(np.sign(parts[vast & (parts != 0.0)]))
    if np.sum(doubt[vast]) > _DOMINANT * size and signs.size == 1:
        return float(signs[0] * np.inf)
    return None


def gain(second: float | None) -> float | None:
    """1 / sqrt of a second moment: the sigma_w that keeps it; None where there is none."""
    if second is None or not 0.0 < second < np.inf:
        return None
    return rounded(1.0 / np.sqrt(second), _DIGITS)
