"""The samples of f, f' and f'' that traits are read from, and what is searched for between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from actcli.catalog.activation import Activation
from actcli.formula.centres import around, centres
from actcli.formula.compensated import Array, Mask
from actcli.formula.evaluate import limits
from actcli.formula.landmarks import GRID, breakpoints, crossings, singular_places

Jets = tuple[Array, Array, Array]
Interval = tuple[float, float]

ROUNDING = 2.0**-52
# A value beyond it, at one of the points, is taken for a sign that there is no end.
UNBOUNDED = 1e12
# Whether a piece is constant is judged out to here, and to all centres: further out, tails
# underflow to slopes of 0.
_CLOSE = 20.0
_PER_PIECE = 33
# Peaks narrower than the grid's 1/32 are looked for between -8 and 8, in steps of 1/2048.
_REACH, _PARTS = 8, 64
# f departs from the cubic through two neighbours of the grid by more than this share of its size.
_SURPRISE = 1e-3
_MOST_PIECES = 1024
# The grid is dense to here. Of more breakpoints than these, those further out are left away: they
# are a few of endlessly many.
DENSE = 32.0
_ENDLESS = 64


@dataclass(frozen=True)
class Survey:
    """Where f, f' and f'' were looked at, and what they were there."""

    activation: Activation
    points: Array  # ascending, breakpoints included
    values: Jets  # f, f', f'' at the points
    breaks: Array  # where a selection changes sides, and where f is or may become infinite
    sides: tuple[Jets, Jets]  # just left and just right of the breaks
    ends: list[tuple[float, float]]  # limits of f, f', f'' at -inf and +inf
    reach: float  # how far out pieces are judged

    def derivative(self, order: int, x: Array) -> Array:
        """One derivative at any places."""
        return self.activation.evaluate(x, [order])[0]

    @cached_property
    def turning(self) -> Array:
        """Where f' is 0 or changes sign."""
        return self._zeros(1)

    @cached_property
    def bends(self) -> Array:
        """Where f'' is 0 or changes sign."""
        return self._zeros(2)

    def _zeros(self, order: int) -> Array:
        """Zeros of a derivative; of endlessly many, those where the grid is dense."""
        points, values = self.points, self.values[order]
        if np.count_nonzero(np.diff(np.sign(values))) > _ENDLESS:
            near = np.abs(points) <= DENSE
            points, values = points[near], values[near]
        return crossings(lambda x: self.derivative(order, x), points, values)

    def alone(self, zeros: Array, order: int) -> Array:
        """Of the zeros of a derivative, those that do not end a stretch of zeros."""
        is_zero = self.values[order] == 0.0
        in_stretch = is_zero & (np.append(is_zero[1:], False) | np.insert(is_zero[:-1], 0, False))
        alone: Array = zeros[~np.isin(zeros, self.points[in_stretch])]
        return alone

    @cached_property
    def poles(self) -> Array:
        """Where f is infinite between neighbours where it has a value, as 1 / x is at 0."""
        left, right = (side[0] for side in self.sides)
        known = ~np.isnan(left) & ~np.isnan(right)
        here = self.values[0][np.searchsorted(self.points, self.breaks)]
        # Far out, f may be vast because x is.
        most = UNBOUNDED * np.maximum(1.0, np.abs(self.breaks))
        vast = (np.abs(left) > most) | (np.abs(right) > most)
        poles: Array = self.breaks[known & (np.isinf(here) | vast)]
        return poles

    @cached_property
    def pieces(self) -> list[Interval]:
        """The intervals between breakpoints; of very many, those nearest to 0."""
        breaks = nearest_to_zero(self.breaks, _MOST_PIECES)
        edges = [-np.inf, *map(float, breaks), np.inf]
        return list(pairwise(edges))

    @cached_property
    def inside(self) -> tuple[Array, Array, Array]:
        """33 places inside each piece, a row a piece, with f and f' there."""
        within = [_within(low, high, self.reach) for low, high in self.pieces]
        places = np.array([np.linspace(*ends, _PER_PIECE + 2)[1:-1] for ends in within])
        f, slope = self.activation.evaluate(places, [0, 1])
        return places, f, slope

    def joined(self, chosen: Mask) -> tuple[Interval, ...]:
        """The chosen pieces, neighbours joined."""
        zones: list[Interval] = []
        for low, high in (piece for piece, take in zip(self.pieces, chosen, strict=True) if take):
            if zones and zones[-1][1] == low:
                zones[-1] = (zones[-1][0], high)
            else:
                zones.append((low, high))
        return tuple(zones)

    def sampled_everywhere(self, holds: Mask, holds_inside: Mask) -> Mask:
        """Which pieces have a property at each of the survey's near points and inside places.

        `holds` belongs to the points, `holds_inside` to the places of `inside`.
        """
        chosen: Mask = np.logical_and.reduce(holds_inside, axis=1)
        for index in np.nonzero(chosen)[0]:
            low, high = _within(*self.pieces[index], self.reach)
            chosen[index] = holds[(self.points > low) & (self.points < high)].all()
        return chosen


def _within(low: float, high: float, reach: float) -> Interval:
    """A piece, cut off at the reach or, where it begins further out, 1 after its beginning."""
    nearest = max(reach, -high if np.isinf(low) else 0.0, low if np.isinf(high) else 0.0) + 1.0
    return max(low, -nearest), min(high, nearest)


def survey(activation: Activation) -> Survey:
    """Look at an elementwise function: on the grid, around centres, at breakpoints and beside."""
    tree, parameters = activation.parsed.tree, activation.numeric_parameters
    fine = _fine_points()
    middles = centres(tree, parameters)
    near_centres = around(middles, np.union1d(GRID, fine))
    closely = np.unique(np.concatenate([GRID, fine, near_centres]))
    breaks = breakpoints(tree, parameters, closely)
    breaks = np.union1d(breaks, _singular(activation, closely))
    if breaks.size > _ENDLESS:
        breaks = breaks[np.abs(breaks) <= DENSE]
    points = np.unique(np.concatenate([GRID, near_centres, breaks, _surprising(activation, fine)]))
    orders = (0, 1, 2)
    return Survey(
        activation,
        points,
        _jets(activation, points),
        breaks,
        (
            _jets(activation, np.nextafter(breaks, -np.inf)),
            _jets(activation, np.nextafter(breaks, np.inf)),
        ),
        limits(tree, parameters, orders),
        max([_CLOSE, *(abs(place) + width for place, width in middles)]),
    )


def _jets(activation: Activation, x: Array) -> Jets:
    f, first, second = activation.evaluate(x, (0, 1, 2))
    return f, first, second


def _fine_points() -> Array:
    return np.linspace(-_REACH, _REACH, 2 * _REACH * 32 * _PARTS + 1)


def _singular(activation: Activation, points: Array) -> Array:
    """Of the places where f may be infinite or end, those where it or its slope does so."""
    places = singular_places(activation.parsed.tree, activation.numeric_parameters, points)
    if not places.size:
        return places
    beside = np.concatenate([np.nextafter(places, -np.inf), np.nextafter(places, np.inf)])
    f, slope = activation.evaluate(beside, [0, 1])
    odd = ~np.isfinite(f) | ~(np.abs(f) < UNBOUNDED) | ~(np.abs(slope) < 1e6)
    return places[odd[: places.size] | odd[places.size :]]


def _surprising(activation: Activation, fine: Array) -> Array:
    """The fine points in those cells of the grid that hold more than its samples tell.

    There f departs from the cubic that meets f and f' at both ends of the cell (Hermite).
    """
    f = activation.evaluate(fine, [0])[0]
    slopes = activation.evaluate(fine[::_PARTS], [1])[0] / 32.0
    t = np.arange(_PARTS) / _PARTS
    ends = f[::_PARTS]
    cubic = (
        np.outer(ends[:-1], (1.0 + 2.0 * t) * (1.0 - t) ** 2)
        + np.outer(slopes[:-1], t * (1.0 - t) ** 2)
        + np.outer(ends[1:], t * t * (3.0 - 2.0 * t))
        + np.outer(slopes[1:], t * t * (t - 1.0))
    )
    departure = np.abs(f[:-1].reshape(cubic.shape) - cubic)
    size = np.max(np.abs(ends[np.isfinite(ends)]), initial=0.0)
    surprising = np.any(departure > _SURPRISE * size, axis=1)
    chosen: Array = fine[:-1].reshape(cubic.shape)[surprising].ravel()
    return chosen


def rounded(value: float, digits: int) -> float:
    """The value to so many significant digits: what is left out is rounding."""
    return float(f"{value:.{digits}g}")


def nearest_to_zero(places: Array, most: int) -> Array:
    """At most so many of the places, those nearest to 0, ascending."""
    return np.sort(places[np.argsort(np.abs(places), kind="stable")[:most]])


def best_of(places: Array, values: Array, exact: Sequence[float] | Array = ()) -> int:
    """The index of the largest value; of several that are equal but for rounding, one place.

    A place that is known exactly (a zero of the derivative, a breakpoint, 0) goes before a sampled
    one, then the one nearest to 0, then the positive one.
    """
    best = np.max(values)
    nearly = best if np.isinf(best) else best - 1e-14 * abs(best)
    equal = np.nonzero(values >= nearly)[0]
    sampled = ~np.isin(places[equal], exact) & (places[equal] != 0.0)
    order = np.lexsort((-places[equal], np.abs(places[equal]), sampled))
    return int(equal[order[0]])
