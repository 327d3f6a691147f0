"""Where functions are looked at when they are compared: the same places for all of them.

A range is sampled evenly and on the grid of `formula/landmarks.py`, at every breakpoint and beside
it, around the centres of inner linear parts, and more closely where a function bends faster than
the samples tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from actcli.analysis.comparing.differences import Interval
from actcli.catalog.activation import Activation
from actcli.formula.ascending import distinct, without
from actcli.formula.centres import Centre, around, centres
from actcli.formula.compensated import Array, Mask
from actcli.formula.landmarks import GRID, breakpoints, singular_places
from actcli.formula.tree import Node

Search = Callable[[Node, Mapping[str, float], Array], Array]

_SAMPLES = 4097
_NEAR = 16.0  # the real line is sampled evenly out to here
# Between two samples f is elsewhere than its slopes foretell by more than these shares, the first
# of its size there and the second of its usual size.
_SURPRISE, _USUAL_SURPRISE = 1e-4, 1e-9
_PARTS = 16  # such an interval is cut into so many, twice at most
_ROUNDS, _MOST_INTERVALS = 2, 256
_MOST_BREAKS = 1024


@dataclass(frozen=True)
class Sampled:
    """One function at the places looked at.

    `values` has the rows f, f', f'' and a column for each of `points`, which ascend. `breaks` are
    the places where a selection of the formula changes sides, and `singular` those where a divisor,
    a logarithm's or a root's argument is 0; both are among the points. `centres` are those of the
    formula's inner linear parts, `closely` the places added around all functions' centres.
    """

    function: Activation
    points: Array
    values: Array
    breaks: Array
    singular: Array
    centres: tuple[Centre, ...]
    closely: Array


def sampled(functions: Sequence[Activation], over: Interval) -> list[Sampled]:
    """The elementwise functions at shared places of a finite range, or of the real line."""
    base = _base(over)
    middles = [centres(f.parsed.tree, f.numeric_parameters) for f in functions]
    closely = _around(middles, base, over)
    base = distinct(base, closely)
    rows = [_rows(function, base) for function in functions]
    breaks = [_changes(breakpoints, function, base) for function in functions]
    singular = [_changes(singular_places, function, base) for function in functions]
    closer = [_closer(f, base, values) for f, values in zip(functions, rows, strict=True)]
    special = np.concatenate([*breaks, *singular])
    beside = np.concatenate([np.nextafter(special, -np.inf), np.nextafter(special, np.inf)])
    more = without(distinct(special, np.clip(beside, *over), *closer), base)
    points = np.concatenate([base, more])
    ascending = np.argsort(points)
    points = points[ascending]
    return [
        Sampled(
            function,
            points,
            np.hstack([rows[index], _rows(function, more)])[:, ascending],
            breaks[index],
            singular[index],
            middles[index],
            closely,
        )
        for index, function in enumerate(functions)
    ]


def _base(over: Interval) -> Array:
    """The samples that do not depend on the functions."""
    ends = over if np.isfinite(over).all() else (-_NEAR, _NEAR)
    inside = GRID[(over[0] < GRID) & (over[1] > GRID)]
    return distinct(np.linspace(*ends, _SAMPLES), inside)


def _around(middles: Sequence[tuple[Centre, ...]], base: Array, over: Interval) -> Array:
    """The places around the functions' centres that the samples do not see, within the range."""
    found = around(tuple({centre: None for own in middles for centre in own}), base)
    return found[(over[0] <= found) & (found <= over[1])]


def _rows(function: Activation, x: Array) -> Array:
    return np.array(function.evaluate(x, (0, 1, 2)))


def _changes(search: Search, function: Activation, points: Array) -> Array:
    """The breakpoints or singular places of a function; of very many those nearest to 0."""
    found = search(function.parsed.tree, function.numeric_parameters, points)
    return np.sort(found[np.argsort(np.abs(found), kind="stable")[:_MOST_BREAKS]])


def _closer(function: Activation, points: Array, values: Array) -> Array:
    """Places inside those intervals between points that hold more than their ends tell."""
    sizes = np.abs(values[0][np.isfinite(values[0])])
    # A size that three quarters are below: no peak or pole decides it.
    rank = 3 * sizes.size // 4
    usual = float(np.partition(sizes, rank)[rank]) if sizes.size else 0.0
    found = [points[:0]]
    low, high = points[:-1], points[1:]
    surprising = _surprising(high - low, values[:, :-1], values[:, 1:], usual)
    for _ in range(_ROUNDS):
        chosen = np.flatnonzero(surprising)
        if not chosen.size:
            break
        chosen = chosen[np.argsort(np.abs(low[chosen]), kind="stable")[:_MOST_INTERVALS]]
        shares = np.arange(_PARTS + 1) / _PARTS
        places = low[chosen, np.newaxis] + (high - low)[chosen, np.newaxis] * shares
        rows = _rows(function, places)
        found.append(places[:, 1:-1].ravel())
        low, high = places[:, :-1].ravel(), places[:, 1:].ravel()
        left, right = rows[:, :, :-1].reshape(3, -1), rows[:, :, 1:].reshape(3, -1)
        surprising = _surprising(high - low, left, right, usual)
    return np.concatenate(found)


def _surprising(width: Array, left: Array, right: Array, usual: float) -> Mask:
    """Whether f at the right end is not where the slopes at both ends lead to from the left one.

    They lead to f + h (f' + f') / 2 + h^2 (f'' - f'') / 12, right to the fourth order of h.
    """
    with np.errstate(all="ignore"):
        rise = width * (left[1] + right[1]) / 2.0 + width**2 * (left[2] - right[2]) / 12.0
        error = np.abs(right[0] - left[0] - rise)
        size = np.maximum(np.abs(left[0]), np.abs(right[0]))
        surprising: Mask = (error > _SURPRISE * size) & (error > _USUAL_SURPRISE * usual)
    return surprising
