"""Where a sampled curve breaks: jumps, poles and holes, each at its double, and a jump's ends."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import Array, End, Scale

Evaluate = Callable[[Array], Array]
Mask = NDArray[np.bool_]

# A jump of less than this share of a curve's height is about one dot: it needs no gap.
_SMALLEST_JUMP = 0.02
# Two values that differ by no more than so many units in the last place differ by rounding.
_ROUNDING = 4.0
# Halving ends at neighbouring doubles within some 60 rounds, except beside 0.
_MOST_ROUNDS = 200
# Most jumps are at round numbers: in these rounds one is tried before halving goes on.
_ROUNDS_WITH_TRIES = (0, 10, 20, 30)
# How near to a place its sides are looked at, as shares of the distance of samples there. No wave
# looks steady at distances that have so little to do with each other.
_NEAR, *_FAR = 1e-9, 2.1e-7, 1.3e-6, 6.7e-6
# A value belongs to a side that is as near as this to it, and a side has a limit where it changes
# by less than this between near and far: shares of the jump.
_SAME, _STEADY = 1e-6, 0.05
_MOST_HOLES = 64
# More ends than these would hide the curve, and it has none.
_MOST_ENDS = 64


class Breaks(NamedTuple):
    """The points that part a curve, shape (n, 2), with a NaN as y for each gap, and its ends.

    `heights` are the values on both sides of its jumps. `poles` are the places that are none: the
    function keeps moving on the way there.
    """

    points: Array
    ends: tuple[End, ...]
    heights: Array
    poles: Array


class _Sides(NamedTuple):
    """The values at some places and beside them; `is_steady` where both sides have a limit."""

    left: Array
    here: Array
    right: Array
    is_steady: Mask


def breaks_of(
    evaluate: Evaluate, x: Array, y: Array, scale: Scale, rounding: float = 0.0
) -> Breaks:
    """The jumps, poles and holes between and at the samples x, y of a curve.

    Sizes are judged along the y axis, so that a jump is one on the scale that is drawn. Values
    that differ by no more than `rounding` do not jump.
    """
    noise = float(scale.forward(np.array([rounding]))[0]) if rounding > 0.0 else 0.0
    search = _Search(evaluate, scale, max(_smallest_jump(scale.forward(y)), noise))
    places = np.concatenate([_lone_gaps(x, y), search.jumps(x, y)])
    if not places.size:
        return Breaks(np.empty((0, 2)), (), np.empty(0), np.empty(0))
    # np.unique would import numpy.ma, which takes longer than all curves. 0.0 and not -0.0.
    places = np.array(sorted(set((places + 0.0).tolist())))
    sides = search.look(places, _distances(x, places))
    # At the ends of the range only the inside is seen.
    left = np.where(places <= x[0], sides.here, sides.left)
    right = np.where(places >= x[-1], sides.here, sides.right)
    points: list[tuple[float, float]] = []
    ends: list[End] = []
    for place, *values, is_steady in zip(
        places.tolist(), left.tolist(), sides.here.tolist(), right.tolist(),
        sides.is_steady.tolist(), strict=True,
    ):  # fmt: skip
        parted = _Parted(place, *values)
        points += parted.points()
        ends += parted.ends() if is_steady else []
    return Breaks(
        np.array(points, dtype=np.float64).reshape(-1, 2),
        tuple(ends) if len(ends) <= _MOST_ENDS else (),
        np.concatenate([left, sides.here, right])[np.tile(sides.is_steady, 3)],
        places[~sides.is_steady],
    )


def _smallest_jump(places: Array) -> float:
    return _SMALLEST_JUMP * float(np.fmax.reduce(places) - np.fmin.reduce(places))


def _lone_gaps(x: Array, y: Array) -> Array:
    """Samples without a value between two that have one: poles, or holes in the definition."""
    is_gap = np.isnan(y)
    if not is_gap.any():
        return np.empty(0)
    lone = x[1:-1][is_gap[1:-1] & ~is_gap[:-2] & ~is_gap[2:]]
    return np.asarray(lone if lone.size <= _MOST_HOLES else lone[:0])


def _distances(x: Array, places: Array) -> Array:
    """How far apart the samples are at each place."""
    index = np.clip(np.searchsorted(x, places), 1, x.size - 1)
    return np.asarray(x[index] - x[index - 1])


class _Search:
    """Looks for the places at which a function jumps by more than the smallest jump."""

    def __init__(self, evaluate: Evaluate, scale: Scale, smallest: float) -> None:
        self._evaluate = evaluate
        self._scale = scale
        self._smallest = smallest

    def jumps(self, x: Array, y: Array) -> Array:
        """The doubles at which the function jumps, or has no value, between neighbouring samples.

        The half that holds more of the difference is halved again and again. A slope's difference
        shrinks to nothing; a jump's stays until its ends are neighbouring doubles.
        """
        # One row a stretch: x and y at its left, x and y at its right.
        is_steep = self._is_step(y[:-1], y[1:])
        stretches = np.stack([x[:-1], y[:-1], x[1:], y[1:]])[:, is_steep].T
        found: list[Array] = [np.empty(0)]
        for number in range(_MOST_ROUNDS):
            if not len(stretches):
                break
            if number in _ROUNDS_WITH_TRIES:
                places, stretches = self._tried(stretches)
                found.append(places)
            left, y_left, right, y_right = stretches.T
            middle = left + (right - left) / 2.0
            is_done = (middle <= left) | (middle >= right)
            found.append(_simplest(left[is_done], right[is_done]))
            left, y_left, right, y_right, middle = (
                values[~is_done] for values in (left, y_left, right, y_right, middle)
            )
            y_middle = self._evaluate(middle)
            has_hole = np.isnan(y_middle)  # such as a pole that was met exactly
            found.append(middle[has_hole])
            is_right = self._distance(y_middle, y_left) < self._distance(y_right, y_middle)
            halves = np.where(
                is_right,
                np.stack([middle, y_middle, right, y_right]),
                np.stack([left, y_left, middle, y_middle]),
            )[:, ~has_hole]
            stretches = halves[:, self._is_step(halves[1], halves[3])].T
        return np.concatenate(found)

    def look(self, places: Array, distances: Array) -> _Sides:
        """The values at places and on both sides: at the next double where there is one.

        `distances` are those of the samples around each place. Both sides are steady where neither
        value moves any more on the way to the place, as it does at a pole.
        """
        digit = np.spacing(np.abs(places))
        away = np.array([[_NEAR], *([share] for share in _FAR)])
        away = np.maximum(away * distances, np.array([[4.0], [16.0], [64.0], [256.0]]) * digit)
        beside = [np.nextafter(places, -np.inf), places, np.nextafter(places, np.inf)]
        looked = np.concatenate([beside, places - away, places + away])
        values = self._evaluate(looked.ravel()).reshape(looked.shape)
        (left, here, right), (before, after) = values[:3], np.split(values[3:], 2)
        left = np.where(np.isnan(left), before[0], left)
        right = np.where(np.isnan(right), after[0], right)
        size = np.fmax(self._distance(left, right), self._smallest)
        moved = np.concatenate([self._distance(left, before), self._distance(right, after)])
        is_steady = np.logical_and.reduce(moved <= _STEADY * size, axis=0)
        return _Sides(left, here, right, np.asarray(is_steady))

    def _tried(self, stretches: Array) -> tuple[Array, Array]:
        """The jumps at round numbers inside stretches, and the stretches that are left."""
        left, y_left, right, y_right = stretches.T
        places = _round_numbers(left, right)
        sides = self.look(places, right - left)
        jumps = (
            self._is_step(sides.left, sides.here)
            | self._is_step(sides.here, sides.right)
            | self._is_step(sides.left, sides.right)
        ) & ((left <= places) & (places <= right))
        before = np.stack([left, y_left, np.nextafter(places, -np.inf), sides.left])
        after = np.stack([np.nextafter(places, np.inf), sides.right, right, y_right])
        # Beside a pole there would be no end of steep stretches.
        rest = np.concatenate(
            [
                before[:, jumps & sides.is_steady & (places > left)],
                after[:, jumps & sides.is_steady & (places < right)],
                stretches.T[:, ~jumps],
            ],
            axis=1,
        )
        return places[jumps], rest[:, self._is_step(rest[1], rest[3])].T

    def _is_step(self, one: Array, other: Array) -> Mask:
        """Whether two values differ by more than a small jump, and by more than rounding."""
        with np.errstate(invalid="ignore"):
            size = np.maximum(np.abs(one), np.abs(other))
            is_exact = np.abs(one - other) > _ROUNDING * np.spacing(size)
            return np.asarray(is_exact & (self._distance(one, other) > self._smallest))

    def _distance(self, one: Array, other: Array) -> Array:
        """How far apart two values are along the y axis."""
        return np.abs(self._scale.forward(one) - self._scale.forward(other))


def _round_numbers(left: Array, right: Array) -> Array:
    """The roundest number at or after each left end, of a step that is wider than the stretch."""
    digits = -(np.floor(np.log10(right - left)) + 1.0)
    # Powers of 10 up to 10**22 are doubles: a whole number over one is the decimal's own double.
    over, times = 10.0 ** np.maximum(digits, 0.0), 10.0 ** np.maximum(-digits, 0.0)
    return np.asarray(np.ceil(left / times * over) / over * times + 0.0)


def _simplest(left: Array, right: Array) -> Array:
    """Of each two neighbouring doubles the one with fewer digits: where a formula would jump."""
    pairs = zip(left.tolist(), right.tolist(), strict=True)
    return np.array([min(reversed(pair), key=lambda x: len(repr(x))) for pair in pairs])


class _Parted(NamedTuple):
    """A place at which a curve breaks: its value there, and the values that its sides come to."""

    place: float
    left: float
    here: float
    right: float

    @property
    def _belongs(self) -> tuple[bool, bool]:
        """Whether the value is that of the left side, and of the right."""
        known = [value for value in (self.left, self.here, self.right) if not math.isnan(value)]
        tolerance = _SAME * (max(known) - min(known)) if known else 0.0
        return (abs(self.here - self.left) <= tolerance, abs(self.here - self.right) <= tolerance)

    def points(self) -> list[tuple[float, float]]:
        """The points that part the curve, from left to right; of a value alone, a point alone."""
        place, gap = self.place, math.nan
        before, after = math.nextafter(place, -math.inf), math.nextafter(place, math.inf)
        of_left, of_right = self._belongs
        if of_left and of_right:
            return []
        if of_left:
            return [(place, self.here), (place, gap), (after, self.right)]
        if of_right:
            return [(before, self.left), (before, gap), (place, self.here)]
        alone = [] if math.isnan(self.here) else [(place, self.here), (place, gap)]
        return [(before, self.left), (before, gap), *alone, (after, self.right)]

    def ends(self) -> list[End]:
        """The ends of both sides: closed where the value is theirs, and a value alone is closed."""
        of_left, of_right = self._belongs
        if of_left and of_right:
            return []
        sides = [(self.left, of_left), (self.right, of_right)]
        ends = [End(self.place, self.here if own else y, own) for y, own in sides]
        if ends[0] == ends[1]:
            ends.pop()
        if not (of_left or of_right or math.isnan(self.here)):
            ends.append(End(self.place, self.here, is_closed=True))
        return ends
