"""Strokes: the dots that a curve passes, which of them are set, and in what marker."""

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.picture import Array, Curve, Range

Dots = NDArray[np.intp]

# Lengths of strokes and gaps in dots along the curve, which tell curves apart without colour.
_STROKES: tuple[tuple[int, ...], ...] = (
    (12,),
    (7, 3),
    (3, 2),
    (7, 2, 1, 2),
    (2, 2),
    (4, 2, 1, 2, 1, 2),
)
_ASCII_MARKERS = "*ox#@%&$=~"


def marker_of(curve: Curve) -> str:
    """The character that draws a curve in ASCII, where there are no dots."""
    return _ASCII_MARKERS[curve.function % len(_ASCII_MARKERS)]


def stroke_of(curve: Curve, length: int, *, ascii_only: bool) -> NDArray[np.bool_]:
    """Which of so many dots along the curve are set: its stroke, and dotted for a slope.

    A slope keeps every second dot of each stroke of its own function, a second slope every fourth.
    """
    place = np.arange(length)
    if ascii_only:  # cells are too coarse for strokes, and markers differ already
        return np.asarray(place % (curve.order + 1) == 0)
    # After each round of colours the strokes move on by one, so that no pair comes twice soon.
    rounds, turn = divmod(curve.function, len(_STROKES))
    lengths = _STROKES[(turn + rounds) % len(_STROKES)]
    step = max(2 * curve.order, 1)
    pattern = np.concatenate(
        [(np.arange(n) % step == 0) & (i % 2 == 0) for i, n in enumerate(lengths)]
    )
    return np.asarray(pattern[place % pattern.size])


def trace(curve: Curve, x_range: Range, y_range: Range, width: int, height: int) -> Dots:
    """The dots of a curve in order along it, shape (n, 2): column and row from below.

    Dots may lie outside the grid by one; the curve goes on there, unseen. A NaN interrupts it.
    """
    across = _scaled(curve.x, x_range, width)
    up = _scaled(curve.y, y_range, height)
    column, row = np.rint(across), np.rint(np.clip(up, -1, height))
    start, end = _joined(column, row)
    return _thinned(_lines(start, end))


def _scaled(values: Array, limits: Range, dots: int) -> Array:
    low, high = limits
    with np.errstate(all="ignore"):
        return np.asarray((values - low) / (high - low) * max(dots - 1, 1))


def _joined(column: Array, row: Array) -> tuple[Dots, Dots]:
    """The ends of the pieces between neighbouring points; a lone point is a piece to itself."""
    points = np.stack([column, row], axis=1)
    is_there = np.asarray(~np.isnan(points).any(axis=1))
    # Points that fall on the same dot say nothing new.
    repeated = np.zeros(len(points), dtype=np.bool_)
    repeated[1:] = (points[1:] == points[:-1]).all(axis=1)
    points, is_there = points[~repeated], is_there[~repeated]
    follows = is_there[1:] & is_there[:-1]
    alone = is_there & ~np.append(follows, False) & ~np.insert(follows, 0, False)
    index = np.sort(np.concatenate([np.flatnonzero(follows), np.flatnonzero(alone)]))
    start = points[index].astype(np.intp)
    end = points[np.where(alone[index], index, index + 1)].astype(np.intp)
    return start, end


def _lines(start: Dots, end: Dots) -> Dots:
    """All dots of straight pieces, each from its start up to and with its end."""
    steps = np.abs(end - start).max(axis=1, initial=0)
    piece = np.repeat(np.arange(len(start)), steps + 1)
    first = np.cumsum(steps + 1) - (steps + 1)
    share = (np.arange(len(piece)) - first[piece]) / np.maximum(steps, 1)[piece]
    dots = np.rint(start[piece] + share[:, None] * (end - start)[piece]).astype(np.intp)
    keep = np.ones(len(dots), dtype=np.bool_)
    keep[1:] = (dots[1:] != dots[:-1]).any(axis=1)
    return np.asarray(dots[keep])


def _thinned(dots: Dots) -> Dots:
    """A line one dot thick: without the corner dot between two that touch diagonally."""
    kept: list[list[int]] = []
    path = dots.tolist()
    for number, dot in enumerate(path):
        if kept and number + 1 < len(path):
            before, after = kept[-1], path[number + 1]
            touches = abs(before[0] - after[0]) == 1 and abs(before[1] - after[1]) == 1
            is_between = abs(dot[0] - before[0]) + abs(dot[1] - before[1]) == 1
            if touches and is_between:
                continue
        kept.append(dot)
    return np.array(kept, dtype=np.intp).reshape(-1, 2)
