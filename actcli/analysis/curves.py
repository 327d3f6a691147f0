"""The curves of functions and their slopes over a range, as points that a renderer can join.

A function is sampled several times for each column of the picture, so that a kink is sharp and a
fast function does not alias. Where it jumps, the points are parted by a NaN: no wall is drawn.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from actcli.analysis.picture import Array, Curve, Panel, Picture, Range
from actcli.errors import ActcliError

# Beyond this a difference of two values overflows, and no picture needs it.
LARGEST = 1e300

_SAMPLES_PER_COLUMN = 8
_MOST_SAMPLES_PER_COLUMN = 512
# A jump of less than this share of a curve's height is about one dot: it needs no gap.
_SMALLEST_JUMP = 0.02
# Samples that differ by less than this share of a curve's height are on the same dot.
_FLAT = 0.005
# Each look is eight times closer: the last sees the spacing of doubles.
_CLOSER_LOOKS = 14
# 60 halvings tell a jump from any slope below 1e17 times the picture's own.
_HALVINGS = 60
# A curve this much taller than all others would press them flat, so it may leave the picture.
_EXPLODES = 50.0


class Function(Protocol):
    """What can be drawn: a function of numbers, or of whole vectors along the last axis."""

    @property
    def label(self) -> str:
        """What the legend calls it."""

    @property
    def is_vector(self) -> bool:
        """Whether it maps a vector and not each number by itself."""

    def __call__(self, x: Any, /) -> Any:
        """Its values, of x's shape."""

    def derivative(self, x: Any, order: int = 1, /) -> Any:
        """Its slopes, of x's shape; for a function of a vector the Jacobian (..., n, n)."""


def sample_curves(
    functions: Sequence[Function],
    x_range: Range,
    orders: Sequence[int],
    columns: int,
    y_range: Range | None = None,
) -> Picture:
    """Sample functions over a range: each as itself and as the derivatives of the orders given.

    `columns` is the number of dots that the picture is wide. Raises ActcliError where no curve has
    a finite value, where the range is too narrow to have columns, and for a function of vectors
    whose output is not of its input's shape.
    """
    _check_width(x_range, columns)
    curves = []
    heights: list[Range | None] = []
    for number, function in enumerate(functions):
        for order in sorted({0, *orders}):
            curve, height = _sample(function, number, order, x_range, columns)
            curves.append(curve)
            heights.append(height)
    known = [height for height in heights if height is not None]
    if not known:
        low, high = x_range
        raise ActcliError(
            f"nothing to draw: no finite value between {low:g} and {high:g}", "try another --range"
        )
    window = y_range or _common_window(known)
    panel = Panel("values", window, tuple(curves), y_is_fixed=y_range is not None)
    return Picture((panel,), x_range)


def _check_width(x_range: Range, columns: int) -> None:
    low, high = x_range
    # Neighbouring samples must be different doubles, with room between them to look for a jump.
    finest = float(np.spacing(max(abs(low), abs(high)))) * columns * 1000
    if not high - low > max(finest, 1e-300):
        raise ActcliError(
            f"the range {low!r}:{high!r} is too narrow to draw", "try a wider --range"
        )


def _sample(
    function: Function, number: int, order: int, x_range: Range, columns: int
) -> tuple[Curve, Range | None]:
    """One curve, and the y values that its window should span (None for a curve without any)."""
    evaluate = _evaluator(function, order)
    x, y = _grid(evaluate, x_range, columns)
    curve = Curve(function.label, number, order, x, y, first_output=function.is_vector)
    if curve.is_empty:
        return curve, None
    tips, has_pole = _extremes(evaluate, x, y)
    height = _quantile_window(y) if has_pole else _hull([y, [tip[1] for tip in tips]])
    jumps = _jumps(evaluate, x, y)
    extra = np.array([*([] if has_pole else tips), *jumps]).reshape(-1, 2)
    # Stable, so that the three points of a jump stay in order even where their x are equal.
    x, y = np.concatenate([x, extra[:, 0]]), np.concatenate([y, extra[:, 1]])
    place = np.argsort(x, kind="stable")
    return replace(curve, x=x[place], y=y[place]), height


def _evaluator(function: Function, order: int) -> Callable[[Array], Array]:
    """The function or slope on one-dimensional arrays, NaN for what is not finite or too large."""

    def evaluate(x: Array) -> Array:
        with np.errstate(all="ignore"):
            if function.is_vector:
                y = _first_output(function, x, order)
            else:
                y = function(x) if order == 0 else function.derivative(x, order)
            values = np.array(y, dtype=np.float64)
            values[~(np.abs(values) <= LARGEST)] = np.nan
        return values

    return evaluate


def _first_output(function: Function, x: Array, order: int) -> Any:
    """The first output, or its slope by the first input, for the vectors (x, 0)."""
    vectors = np.stack([x, np.zeros_like(x)], axis=-1)
    if order > 0:
        return function.derivative(vectors, order)[..., 0, 0]
    y = function(vectors)
    if np.shape(y) != vectors.shape:
        raise ActcliError(
            f"{function.label} cannot be drawn: it does not give an output for each input",
            f"for its values type: actcli eval {function.label} 1 2 3",
        )
    return y[..., 0]


def _grid(evaluate: Callable[[Array], Array], x_range: Range, columns: int) -> tuple[Array, Array]:
    """Evenly spaced samples, as many for each column as the function is fast."""
    density = _SAMPLES_PER_COLUMN
    while True:
        # An odd number of samples has the middle of a symmetric range, 0, among them.
        x = np.linspace(*x_range, columns * density + 1)
        y = evaluate(x)
        if density >= _MOST_SAMPLES_PER_COLUMN or not _is_too_coarse(evaluate, x, y):
            break
        density *= 4
    return (x, y) if density == _SAMPLES_PER_COLUMN else _column_extremes(x, y, columns)


def _is_too_coarse(evaluate: Callable[[Array], Array], x: Array, y: Array) -> bool:
    """Whether the function does much between the samples, asked at an odd place between each two.

    Counting turns would not tell: a fast sine that is sampled once a period looks like a slow one.
    """
    with np.errstate(invalid="ignore"):
        between = evaluate(x[:-1] + 0.382 * np.diff(x))
        missed = np.abs(between - (y[:-1] + 0.382 * np.diff(y)))
        is_far = missed > 0.05 * (np.fmax.reduce(between) - np.fmin.reduce(between))
    return int(np.count_nonzero(is_far)) * 8 > x.size


def _column_extremes(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """Of many samples, the lowest and the highest of each column: all that a picture can show."""
    by_column = y[:-1].reshape(columns, -1)
    rows = np.arange(columns)[:, None]
    lowest = np.argmin(np.where(np.isnan(by_column), np.inf, by_column), axis=1)
    highest = np.argmax(np.where(np.isnan(by_column), -np.inf, by_column), axis=1)
    kept = np.sort(np.stack([lowest, highest], axis=1), axis=1)
    index = np.append((rows * by_column.shape[1] + kept).ravel(), y.size - 1)
    return x[index], y[index]


def _extremes(
    evaluate: Callable[[Array], Array], x: Array, y: Array
) -> tuple[list[tuple[float, float]], bool]:
    """The curve's lowest and highest point, sought between samples too, and whether it has a pole.

    A spike between two samples shows its true height; a pole keeps growing however close one looks.
    """
    lowest, falls = _climb(evaluate, x, y, -1.0)
    highest, rises = _climb(evaluate, x, y, 1.0)
    return [lowest, highest], falls or rises


def _climb(
    evaluate: Callable[[Array], Array], x: Array, y: Array, sign: float
) -> tuple[tuple[float, float], bool]:
    """The highest point near the highest sample (sign -1: the lowest), and whether it is a pole."""
    place = int(np.nanargmax(sign * y))
    x_near, y_near = x[max(place - 1, 0) : place + 2], y[max(place - 1, 0) : place + 2]
    sample = tip = (float(x[place]), float(y[place]))
    span = _height(y)
    for _ in range(_CLOSER_LOOKS):
        growth = abs(tip[1] - sample[1])
        if _height(y_near) <= _FLAT * max(span, growth):
            return tip, False  # rounded, as most tops are: nothing hides between the samples
        x_near = np.linspace(x_near[0], x_near[-1], 17)
        y_near = evaluate(x_near)
        if np.isnan(y_near).all():
            break
        best = int(np.nanargmax(sign * y_near))
        if sign * (y_near[best] - tip[1]) > 0:
            tip = (float(x_near[best]), float(y_near[best]))
        x_near, y_near = (values[max(best - 1, 0) : best + 2] for values in (x_near, y_near))
    # A jump is steep however close one looks, as a pole is, but its top does not grow.
    return tip, abs(tip[1] - sample[1]) > span


def _height(y: Array) -> float:
    """From the lowest to the highest finite value."""
    return float(np.fmax.reduce(y) - np.fmin.reduce(y))


def _quantile_window(y: Array) -> Range:
    """What most of a curve with a pole spans, and half as much again on both sides."""
    low, high = np.nanquantile(y, [0.05, 0.95])
    margin = (high - low) / 4
    return float(low - margin), float(high + margin)


def _hull(values: Sequence[Any]) -> Range:
    joined = np.concatenate([np.asarray(value, dtype=np.float64) for value in values])
    return float(np.nanmin(joined)), float(np.nanmax(joined))


def _common_window(heights: Sequence[Range]) -> Range:
    """The y values for all curves together, without what would press every other curve flat."""
    ordered = sorted(heights, key=lambda height: height[1] - height[0])
    low, high = _hull([ordered[0]])
    for height in ordered[1:]:
        span = high - low
        if span > 0 and height[1] - height[0] > _EXPLODES * span:
            # As much again as the others need, on the side where the tall curve is.
            return max(min(low, height[0]), low - span), min(max(high, height[1]), high + span)
        low, high = _hull([(low, high), height])
    if not high - low > 1e-9 * max(abs(low), abs(high)):  # a constant, or one but for rounding
        half = abs(low) / 2 or 1.0
        return low - half, high + half
    return low, high


def _jumps(evaluate: Callable[[Array], Array], x: Array, y: Array) -> list[tuple[float, float]]:
    """For each jump the point before it, a gap, and the point after it.

    Between neighbouring samples that differ much, the half that holds more of the difference is
    halved again and again. A slope's difference shrinks to nothing; a jump's stays.
    """
    smallest = _SMALLEST_JUMP * float(np.nanmax(y) - np.nanmin(y))
    # One row a place: x and y at its left, x and y at its right.
    places = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=1)
    jumps = []
    for _ in range(_HALVINGS):
        places = places[np.abs(places[:, 3] - places[:, 1]) > smallest]
        if len(places) == 0:
            break
        left, y_left, right, y_right = places.T
        middle = left + (right - left) / 2
        y_middle = evaluate(middle)
        has_hole = np.isnan(y_middle)  # such as a pole that was met exactly
        jumps.append(places[has_hole])
        is_right = np.abs(y_middle - y_left) < np.abs(y_right - y_middle)
        half = np.where(
            is_right[:, None],
            np.stack([middle, y_middle, right, y_right], axis=1),
            np.stack([left, y_left, middle, y_middle], axis=1),
        )
        places = half[~has_hole]
    return [
        point
        for left, y_left, right, y_right in np.concatenate([*jumps, places]).tolist()
        for point in ((left, y_left), (left, math.nan), (right, y_right))
    ]
