"""Gaussian moments: expectations of f and f' over N(0, q), by panels of Gauss-Legendre nodes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actcli.catalog.measuring.survey import Survey, nearest_to_zero
from actcli.formula.compensated import Array

Mask = NDArray[np.bool_]

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


@dataclass(frozen=True)
class Line:
    """f and f' at the nodes of panels along the line, good for N(0, q) with q from 1e-8 to 1e8."""

    x: Array
    weights: Array
    f: Array
    slope: Array
    doubt: Array  # which share of f, f' at the node may be wrong: 0 where resolved, 1 at both ends

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


def line(survey: Survey) -> Line | None:
    """The line of nodes for a function; None where it has no value somewhere within ±40.

    Panels are split at breakpoints and at narrow extremes, and halved until the last four of 24
    Legendre coefficients of f and f' are below 1e-11 of the largest value in the panel.
    """
    low, high, f, slope, wrong, good = _panels(survey)
    inside = (low > -_INSIDE) & (high < _INSIDE)
    if np.isnan(f[inside]).any():
        return None
    bad = ~good & ~inside | ~(np.max(np.abs(f), axis=1) < _LARGEST)
    bad |= ~(np.max(np.abs(slope), axis=1) < _LARGEST)
    wrong = np.where(good, 0.0, np.minimum(1.0, 10.0 * wrong))
    first = int(np.max(np.nonzero(bad & (high <= 0.0))[0], initial=-1)) + 1
    last = int(np.min(np.nonzero(bad & (low >= 0.0))[0], initial=low.size))
    used = slice(first, last)
    if last - first < 2:
        return None
    low, high, f, slope, wrong = low[used], high[used], f[used], slope[used], wrong[used]
    wrong[[0, -1]] = 1.0
    half = (high - low)[:, np.newaxis] / 2.0
    return Line(
        (low[:, np.newaxis] + half + half * _NODES).ravel(),
        (half * _WEIGHTS).ravel(),
        f.ravel(),
        slope.ravel(),
        np.repeat(wrong, _COUNT),
    )


def _panels(survey: Survey) -> tuple[Array, Array, Array, Array, Array, Mask]:
    """All panels, ascending: ends, f and f' at the nodes, unresolved share, whether resolved."""
    edges = _edges(survey)
    low, high = edges[:-1], edges[1:]
    done: list[tuple[Array, Array, Array, Array, Array, Mask]] = []
    usual = (np.abs(survey.points) <= 4.0) & (np.abs(survey.points) >= 2.0**-5)
    scales = [_usual_size(values[usual]) for values in survey.values[:2]]
    total = low.size
    for halving in range(_MOST_HALVINGS + 1):
        half = (high - low)[:, np.newaxis] / 2.0
        x = low[:, np.newaxis] + half + half * _NODES
        f, slope = survey.activation.evaluate(x, [0, 1])
        shares = [_unresolved(f, half, scales[0]), _unresolved(slope, half, scales[1])]
        wrong = np.maximum(*shares)
        good = wrong <= _RESOLVED
        middle = low + (high - low) / 2.0
        split = ~good & (middle > low) & (middle < high) & ~np.isnan(f).any(axis=1)
        outside = (np.abs(middle) > _INSIDE) & (halving >= _HALVINGS_OUTSIDE)
        split &= ~outside
        if halving == _MOST_HALVINGS or total > _MOST_PANELS:
            split[:] = False
        done.append(
            (low[~split], high[~split], f[~split], slope[~split], wrong[~split], good[~split])
        )
        if not split.any():
            break
        low, high = (
            np.concatenate([low[split], middle[split]]),
            np.concatenate([middle[split], high[split]]),
        )
        total += low.size
    low, high, f, slope, wrong, good = (np.concatenate(parts) for parts in zip(*done, strict=True))
    order = np.argsort(low)
    return low[order], high[order], f[order], slope[order], wrong[order], good[order]


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


def moments(over: Line | None) -> Moments:
    """The moments for z ~ N(0, 1) on a line of nodes; all None where there is no line.

    Odd integrals below 1e-10 of the root of the second moment are 0. Rounded to 14 digits.
    """
    if over is None:
        return Moments(None, None, None, None, None)
    root = over.root_densities(np.array([1.0]))[0]
    mean, second = _first_two(over, over.f, root)
    slope_mean, slope_second = _first_two(over, over.slope, root)
    variance = second
    if mean is not None and second is not None and np.isfinite(mean) and np.isfinite(second):
        variance = _rounded(np.sum(((over.f - mean) * root) ** 2))
    return Moments(mean, second, variance, slope_mean, slope_second)


def _first_two(over: Line, values: Array, root: Array) -> tuple[float | None, float | None]:
    with np.errstate(all="ignore"):
        mean = _settled(over, values * root * root, values)
        second = _settled(over, (values * root) ** 2, values)
    if mean is None or second is None or not np.isfinite(second):
        return mean, second
    if abs(mean) < 1e-10 * np.sqrt(second):
        mean = 0.0
    return mean, second


def _settled(over: Line, parts: Array, values: Array) -> float | None:
    """The sum of the parts, or inf or None where what is doubtful in it weighs too much."""
    endless = parts[~np.isfinite(parts)]
    if endless.size:
        return float(endless[0]) if np.all(endless == endless[0]) else None
    size, doubt = float(np.sum(np.abs(parts))), over.doubt * np.abs(parts)
    if np.sum(doubt) <= _NEGLIGIBLE * size:
        total = float(np.sum(parts))
        return 0.0 if abs(total) < 1e-14 * size else _rounded(total)
    # Infinite is what is dominated by values without end, of one sign.
    vast = (over.doubt > 0.0) & (np.abs(values) > _VAST)
    signs = np.unique(np.sign(parts[vast & (parts != 0.0)]))
    if np.sum(doubt[vast]) > _DOMINANT * size and signs.size == 1:
        return float(signs[0] * np.inf)
    return None


def _rounded(value: float) -> float:
    return float(f"{value:.14g}")


def gain(second: float | None) -> float | None:
    """1 / sqrt of a second moment: the sigma_w that keeps it; None where there is none."""
    if second is None or not 0.0 < second < np.inf:
        return None
    return _rounded(1.0 / np.sqrt(second))
