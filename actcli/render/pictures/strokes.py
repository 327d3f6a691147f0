"""Strokes: the dots that a curve passes, which of them are set, and in what marker."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import Array, Panel
from actcli.render.pictures.axes import Axis

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
# Not among them: what marks ends, points, zones and axes.
_ASCII_MARKERS = "*x%=&$~^vz"
ASYMPTOTE_MARKER = "."
# Of an asymptote every so many dots are set.
_ASYMPTOTE_STEP = 3


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: `turn` counts the strokes and markers that differ; dotted by order."""

    turn: int
    order: int = 0

    @property
    def marker(self) -> str:
        """The character that draws it in ASCII, where there are no dots."""
        return _ASCII_MARKERS[self.turn % len(_ASCII_MARKERS)]


def strokes_of(panel: Panel) -> list[Stroke]:
    """The strokes of a panel's curves: a function's own, dotted where it is a slope.

    Slopes in a panel of their own need not be told from functions, and differences begin anew.
    """
    if panel.kind == "slope":
        return [Stroke(curve.function) for curve in panel.curves]
    if panel.kind == "difference":
        return [Stroke(number) for number in range(len(panel.curves))]
    return [Stroke(curve.function, curve.order) for curve in panel.curves]


def dots_of(stroke: Stroke, length: int, *, ascii_only: bool) -> NDArray[np.bool_]:
    """Which of so many dots along a curve are set.

    A slope keeps every second dot of each stroke of its own function, a second slope every fourth.
    """
    place = np.arange(length)
    if ascii_only:  # cells are too coarse for strokes, and markers differ already
        return np.asarray(place % (stroke.order + 1) == 0)
    # After each round of colours the strokes move on by one, so that no pair comes twice soon.
    rounds, turn = divmod(stroke.turn, len(_STROKES))
    lengths = _STROKES[(turn + rounds) % len(_STROKES)]
    step = max(2 * stroke.order, 1)
    pattern = np.concatenate(
        [(np.arange(n) % step == 0) & (i % 2 == 0) for i, n in enumerate(lengths)]
    )
    return np.asarray(pattern[place % pattern.size])


def asymptote_dots(length: int, *, ascii_only: bool) -> NDArray[np.bool_]:
    """Which of so many dots along an asymptote are set."""
    return np.asarray(np.arange(length) % (2 if ascii_only else _ASYMPTOTE_STEP) == 0)


def sample_of(stroke: Stroke, cells: int, *, ascii_only: bool) -> str:
    """A stroke as a level line, for the legend."""
    if ascii_only:
        return _marker_line(dots_of(stroke, cells, ascii_only=True), stroke.marker)
    return _braille_line(dots_of(stroke, 2 * cells, ascii_only=False))


def asymptote_sample(cells: int, *, ascii_only: bool) -> str:
    """The stroke of an asymptote as a level line."""
    if ascii_only:
        return _marker_line(asymptote_dots(cells, ascii_only=True), ASYMPTOTE_MARKER)
    return _braille_line(asymptote_dots(2 * cells, ascii_only=False))


def _marker_line(inked: NDArray[np.bool_], marker: str) -> str:
    return "".join(marker if ink else " " for ink in inked.tolist())


def _braille_line(inked: NDArray[np.bool_]) -> str:
    """Two dots to a cell."""
    pairs = inked.reshape(-1, 2).tolist()
    return "".join(chr(0x2800 + 0x02 * left + 0x10 * right) for left, right in pairs)


def trace(x_values: Array, y_values: Array, x: Axis, y: Axis) -> Dots:
    """The dots of a curve in order along it, shape (n, 2): column and row from below.

    Dots may lie outside the grid by one; the curve goes on there, unseen. A NaN interrupts it, and
    so does a value that has no place on an axis.
    """
    column = np.rint(x.dot(x_values))
    row = np.rint(np.clip(y.dot(y_values), -1, y.dots))
    start, end = _joined(column, row)
    return _thinned(_lines(start, end))


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
