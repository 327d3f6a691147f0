"""The area between two functions: the integral of |f - g|, by panels of Gauss-Legendre nodes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from actcli.analysis.comparing.differences import Interval
from actcli.catalog.measuring.survey import rounded
from actcli.formula.ascending import distinct
from actcli.formula.compensated import Array

Function = Callable[[Array], Array]

_COUNT = 16
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(_COUNT)
# Takes values at the nodes to the last two terms of their Legendre series.
_LAST = (
    (2.0 * np.arange(_COUNT - 2, _COUNT) + 1.0)[:, np.newaxis]
    / 2.0
    * np.polynomial.legendre.legvander(_NODES, _COUNT - 1).T[_COUNT - 2 :]
    * _WEIGHTS
)
# A finite range has so many panels to begin with; on the line each is twice as far out.
_PANELS = 16
_OCTAVES = 2.0 ** np.arange(-3.0, 41.0)
# A panel is halved until what is unresolved in it is below this share of the whole; further out
# than `_INSIDE` on the line twice only.
_RESOLVED = 1e-12
_MOST_HALVINGS, _MOST_PANELS = 60, 4000
_INSIDE, _HALVINGS_OUTSIDE = 64.0, 2
# If more than this share is left in panels that are too narrow to halve, there is no end to it.
_NEGLIGIBLE = 1e-7
# The tail is judged by its last octaves: without an end where they shrink by less than this.
_LAST_OCTAVES, _SHRINKS = 8, 0.999
_NOISE_GROWS = 1.5
_DIGITS, _FEWEST_DIGITS = 12, 3


class _Parts(NamedTuple):
    """The integral over panels: the middle of each, what it adds, and how much may be wrong."""

    middle: Array
    integral: Array
    error: Array


def area_over(difference: Function, edges: Array, over: Interval) -> float:
    """The integral of |difference| over a finite range, to 12 digits; inf where it diverges.

    Fewer digits where it is too fast to be resolved, as many as are known.

    `edges` are the places where the difference changes sign, jumps or has a kink.
    """
    panels = distinct(np.linspace(*over, _PANELS + 1), np.clip(edges, *over))
    parts = _parts(difference, panels)
    return _told(float(np.sum(parts.integral)), parts)


def area_on_line(difference: Function, rounding: Function, edges: Array) -> float:
    """The integral of |difference| over the real line; inf where it diverges.

    Beyond 2**40 it goes on as in the last octaves before. `rounding` gives how far the difference
    may be off at a place: octaves that begin to grow below it are not looked at.
    """
    inside = edges[np.abs(edges) < _OCTAVES[-1]]
    panels = distinct(-_OCTAVES, np.zeros(1), _OCTAVES, inside)
    parts = _parts(difference, panels, outside=_INSIDE)
    if not np.isfinite(parts.integral).all():
        return np.inf
    near = np.abs(parts.middle) < _OCTAVES[0]
    sides = (_side(parts, rounding, side) for side in (-1.0, 1.0))
    return _told(float(np.sum(parts.integral[near])) + sum(sides), parts)


def _told(whole: float, parts: _Parts) -> float:
    """The integral to 12 digits, or to as many as are known where panels are left unresolved."""
    error = float(np.sum(parts.error))
    if not 0.0 < whole < np.inf:
        return whole
    known = int(-np.log10(error / whole)) if error > 0.0 else _DIGITS
    return rounded(whole, min(max(known, _FEWEST_DIGITS), _DIGITS))


def _parts(difference: Function, edges: Array, outside: float = np.inf) -> _Parts:
    """The panels between the edges, each halved until it is resolved."""
    low, high = edges[:-1], edges[1:]
    done: list[_Parts] = []
    total, count = 0.0, low.size
    for halving in range(_MOST_HALVINGS + 1):
        integral, error = _panels(difference, low, high)
        middle = low + (high - low) / 2.0
        whole = total + float(np.sum(integral))
        split = ~(error <= _RESOLVED * whole) & np.isfinite(integral)
        split &= (np.abs(middle) < outside) | (halving < _HALVINGS_OUTSIDE)
        is_last = (middle <= low) | (high <= middle) | (halving == _MOST_HALVINGS)
        if np.sum(integral[split & is_last]) > _NEGLIGIBLE * whole:
            integral = np.where(split & is_last, np.inf, integral)
        split &= ~is_last
        if count > _MOST_PANELS:
            split[:] = False
        left = np.where(error <= _RESOLVED * whole, 0.0, error)
        done.append(_Parts(middle[~split], integral[~split], left[~split]))
        total += float(np.sum(done[-1].integral))
        if not split.any():
            break
        low, high = (
            np.concatenate([low[split], middle[split]]),
            np.concatenate([middle[split], high[split]]),
        )
        count += low.size
    return _Parts(*map(np.concatenate, zip(*done, strict=True)))


def _panels(difference: Function, low: Array, high: Array) -> tuple[Array, Array]:
    """The integral of |difference| over each panel, and how much of it is not resolved."""
    half = (high - low) / 2.0
    nodes = low[:, np.newaxis] + half[:, np.newaxis] * (1.0 + _NODES)
    with np.errstate(all="ignore"):
        sizes = np.abs(difference(nodes))
        last = np.max(np.abs(sizes @ _LAST.T), axis=1)
        integral = sizes @ _WEIGHTS * half
        return np.where(np.isnan(integral), np.inf, integral), last * (high - low)


def _side(parts: _Parts, rounding: Function, side: float) -> float:
    """The integral from 1/8 outwards on one side, its tail included."""
    integral = np.histogram(side * parts.middle, _OCTAVES, weights=parts.integral)[0]
    middle = np.sqrt(_OCTAVES[:-1] * _OCTAVES[1:])
    noise = rounding(side * middle) * np.diff(_OCTAVES)
    grows = integral[1:] > _NOISE_GROWS * integral[:-1]
    is_noise = np.flatnonzero((integral[1:] < noise[1:]) & grows & (middle[1:] > 1.0))
    known = integral[: is_noise[0] + 1] if is_noise.size else integral
    whole = float(np.sum(known))
    last, before = known[-1], known[-min(_LAST_OCTAVES, known.size - 1) - 1]
    if last <= _RESOLVED * whole:
        return whole
    shrinks = (last / before) ** (1.0 / _LAST_OCTAVES)
    return whole + last * shrinks / (1.0 - shrinks) if shrinks < _SHRINKS else np.inf
