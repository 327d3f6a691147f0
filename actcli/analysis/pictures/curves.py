"""The curves of functions and their slopes over a range, as points that a renderer can join.

A function is sampled several times for each column of the picture, evenly along the axis, so that a
kink is sharp and a fast function does not alias. Where it jumps, the points are parted by a NaN: no
wall is drawn. NamedTuples and not dataclasses here and in jumps.py: six of these take 2 ms.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from actcli.analysis.pictures.jumps import Evaluate, breaks_of
from actcli.analysis.pictures.picture import LINEAR, Array, End, Range, Scale
from actcli.analysis.pictures.sources import Source
from actcli.analysis.pictures.windows import height_of
from actcli.errors import ActcliError

# Beyond this a difference of two values overflows, and no picture needs it.
LARGEST = 1e300
_NARROWEST = 1e-300

_SAMPLES_PER_COLUMN = 8
_MOST_SAMPLES_PER_COLUMN = 512
# Between every fourth pair of samples a function is asked whether it did more there. One that does
# so, by this share of its height, at one pair in eight is sampled more closely.
_PAIRS, _ODD_PLACE = 4, 0.382
_SURPRISE, _SURPRISING = 0.05, 1 / 8
# Samples that differ by less than this share of a curve's height are on the same dot.
_FLAT = 0.005
# A sample is at a pole if it is as near as this share of a step, and so many times as high as all
# others.
_SAME_PLACE, _VAST = 1e-6, 100.0
# Each look is eight times closer: the last sees the spacing of doubles.
_CLOSER_LOOKS = 14
_IDLE_LOOKS = 2  # without finding more end it, as at the edge of a jump


class Frame(NamedTuple):
    """What is sampled for: a range of x, so many columns of dots, and how the axes are spaced."""

    x_range: Range
    columns: int
    x_scale: Scale = LINEAR
    y_scale: Scale = LINEAR


class Samples(NamedTuple):
    """One curve: its points, x ascending and NaN in y for a gap, and the ends at its jumps.

    `height` is what its window should show; None without any value.
    """

    x: Array
    y: Array
    ends: tuple[End, ...] = ()
    height: Range | None = None


def check_frame(frame: Frame) -> None:
    """Raise ActcliError for a range that has no room for samples, or no place on a log axis."""
    low, high = frame.x_range
    if frame.x_scale.kind == "log" and not low > 0.0:
        raise ActcliError(
            f"a log axis has no place for x from {low:g}: the range must be above 0",
            "try --x-scale symlog, or --range 0.01:100",
        )
    first, last = frame.x_scale.forward(np.array(frame.x_range)).tolist()
    # Neighbouring samples must be different doubles, with room between them to look for a jump.
    finest = float(np.spacing(max(abs(first), abs(last)))) * frame.columns * 1000
    if not last - first > max(finest, _NARROWEST):
        raise ActcliError(
            f"the range {low!r}:{high!r} is too narrow to draw", "try a wider --range"
        )


def sampled(
    source: Source, orders: Sequence[int], frame: Frame, rounding: Sequence[float] = ()
) -> list[Samples]:
    """The curves of the orders given, in one pass where the function is not fast.

    `rounding` is for each order by how much values may differ and be equal, where they have lost
    digits.
    """
    grids = _grids(partial(_drawable, source, frame.y_scale), orders, frame)
    return [
        _completed(_one_order(source, frame.y_scale, order), *grids[order], frame.y_scale, lost)
        for order, lost in zip(orders, rounding or [0.0] * len(orders), strict=True)
    ]


def _drawable(source: Source, y_scale: Scale, x: Array, orders: Sequence[int]) -> list[Array]:
    """Values as float64, NaN for what is not finite, too large, or has no place on a log axis."""
    with np.errstate(all="ignore"):
        rows = [np.array(y, dtype=np.float64) for y in source(x, orders)]
        for y in rows:
            y[~(np.abs(y) <= LARGEST)] = np.nan
            if y_scale.kind == "log":
                y[~(y > 0.0)] = np.nan
    return rows


def _one_order(source: Source, y_scale: Scale, order: int) -> Evaluate:
    return lambda x: _drawable(source, y_scale, x, [order])[0]


def _completed(evaluate: Evaluate, x: Array, y: Array, y_scale: Scale, rounding: float) -> Samples:
    """The samples of one curve with its extremes and its jumps among them."""
    if not np.isfinite(y).any():
        return Samples(x, y)
    breaks = breaks_of(evaluate, x, y, y_scale, rounding)
    beside = _without(breaks.poles, x, y)
    if _height(y, y_scale) > _VAST * _height(beside, y_scale):
        y, breaks = beside, breaks_of(evaluate, x, beside, y_scale, rounding)
    lowest, falls = _climb(evaluate, x, y, -1.0, y_scale)
    highest, rises = _climb(evaluate, x, y, 1.0, y_scale)
    tips = [tip for tip, is_pole in ((lowest, falls), (highest, rises)) if not is_pole]
    # Just before a jump a curve may be higher than any sample of it.
    beyond = np.concatenate([[tip[1] for tip in tips], breaks.heights])
    height = height_of(y, beyond, falls, rises, y_scale)
    extra = np.concatenate([np.reshape(tips, (-1, 2)), breaks.points])
    # Stable, so that the points of a jump stay in order even where their x are equal.
    x, y = np.concatenate([x, extra[:, 0]]), np.concatenate([y, extra[:, 1]])
    order = np.argsort(x, kind="stable")
    return Samples(x[order], y[order], breaks.ends, height)


def _without(poles: Array, x: Array, y: Array) -> Array:
    """The samples with a gap for those that are at a pole but for rounding."""
    beside = y.copy()
    for pole in poles:
        place = int(np.clip(np.searchsorted(x, pole), 1, x.size - 1))
        near = [place - 1, place]
        is_there = np.abs(x[near] - pole) <= _SAME_PLACE * (x[place] - x[place - 1])
        beside[near] = np.where(is_there, np.nan, beside[near])
    return beside


def _grids(
    evaluate: Callable[[Array, Sequence[int]], list[Array]], orders: Sequence[int], frame: Frame
) -> dict[int, tuple[Array, Array]]:
    """For each order samples that are even along the axis, as many as the function is fast."""
    found: dict[int, tuple[Array, Array]] = {}
    density = _SAMPLES_PER_COLUMN
    while len(found) < len(orders):
        pending = [order for order in orders if order not in found]
        x = even_places(frame.x_range, frame.x_scale, frame.columns * density + 1)
        between = _odd_places(x, frame.x_scale)
        rows = evaluate(np.concatenate([x, between]), pending)
        for order, values in zip(pending, rows, strict=True):
            y, y_between = values[: x.size], values[x.size :]
            is_last = density >= _MOST_SAMPLES_PER_COLUMN
            if is_last or not _is_too_coarse(y, y_between, frame.y_scale):
                is_dense = density > _SAMPLES_PER_COLUMN
                found[order] = _column_extremes(x, y, frame.columns) if is_dense else (x, y)
        density *= 4
    return found


def even_places(x_range: Range, scale: Scale, count: int) -> Array:
    """So many places from end to end of a range, evenly along the axis; the one nearest to 0 is 0.

    There most activations bend or jump, and some have no value.
    """
    first, last = scale.forward(np.array(x_range))
    x = scale.inverse(np.linspace(first, last, count))
    x[0], x[-1] = x_range
    if x_range[0] < 0.0 < x_range[1]:
        x[1:-1][np.argmin(np.abs(x[1:-1]))] = 0.0
    return x


def _odd_places(x: Array, scale: Scale) -> Array:
    """A place between each two samples of every fourth pair, not in their middle."""
    left, right = scale.forward(x[:-1:_PAIRS]), scale.forward(x[1::_PAIRS])
    return scale.inverse(left + _ODD_PLACE * (right - left))


def _is_too_coarse(y: Array, y_between: Array, scale: Scale) -> bool:
    """Whether the function does much between the samples, asked at an odd place between some.

    Counting turns would not tell: a fast sine that is sampled once a period looks like a slow one.
    """
    left, right = scale.forward(y[:-1:_PAIRS]), scale.forward(y[1::_PAIRS])
    between = scale.forward(y_between)
    with np.errstate(invalid="ignore"):
        missed = np.abs(between - (left + _ODD_PLACE * (right - left)))
        is_far = missed > _SURPRISE * (np.fmax.reduce(between) - np.fmin.reduce(between))
    return int(np.count_nonzero(is_far)) > _SURPRISING * y_between.size


def _column_extremes(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """Of many samples, the lowest and the highest of each column: all that a picture can show."""
    by_column = y[:-1].reshape(columns, -1)
    rows = np.arange(columns)[:, None]
    lowest = np.argmin(np.where(np.isnan(by_column), np.inf, by_column), axis=1)
    highest = np.argmax(np.where(np.isnan(by_column), -np.inf, by_column), axis=1)
    kept = np.sort(np.stack([lowest, highest], axis=1), axis=1)
    index = np.append((rows * by_column.shape[1] + kept).ravel(), y.size - 1)
    return x[index], y[index]


def _climb(
    evaluate: Evaluate, x: Array, y: Array, sign: float, scale: Scale
) -> tuple[tuple[float, float], bool]:
    """The highest point near the highest sample (sign -1: the lowest), and whether it is a pole.

    A spike between two samples shows its true height; a pole keeps growing however close one looks.
    """
    place = int(np.nanargmax(sign * y))
    x_near, y_near = x[max(place - 1, 0) : place + 2], y[max(place - 1, 0) : place + 2]
    sample = tip = (float(x[place]), float(y[place]))
    span = _height(y, scale)
    idle = 0
    for _ in range(_CLOSER_LOOKS):
        growth = _height(np.array([tip[1], sample[1]]), scale)
        if _height(y_near, scale) <= _FLAT * max(span, growth):
            return tip, False  # rounded, as most tops are: nothing hides between the samples
        x_near = np.linspace(x_near[0], x_near[-1], 17)
        y_near = evaluate(x_near)
        if np.isnan(y_near).all():
            break
        best = int(np.nanargmax(sign * y_near))
        idle = 0 if sign * (y_near[best] - tip[1]) > 0 else idle + 1
        if idle == 0:
            tip = (float(x_near[best]), float(y_near[best]))
        elif idle == _IDLE_LOOKS:
            break
        x_near, y_near = (values[max(best - 1, 0) : best + 2] for values in (x_near, y_near))
    # A jump is steep however close one looks, as a pole is, but its top does not grow.
    return tip, _height(np.array([tip[1], sample[1]]), scale) > span


def _height(y: Array, scale: Scale) -> float:
    """From the lowest to the highest finite value, along the y axis."""
    ends = np.array([np.fmin.reduce(y), np.fmax.reduce(y)])
    if not scale.is_linear:
        ends = scale.forward(ends)
    return float(ends[1] - ends[0])
