"""Marks: single characters over the curves, for the ends of a jump and for points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actcli.analysis.pictures.picture import Curve, End, Panel, Point
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.drawing import Ink, curve_ink

# In Unicode and in ASCII.
_CLOSED, _OPEN, _POINT = ("●", "@"), ("○", "o"), ("◆", "#")


@dataclass(frozen=True)
class Mark:
    """A character in a cell, its row counted from below."""

    row: int
    column: int
    character: str
    ink: Ink


def marks_of(
    panel: Panel, order: Sequence[int], x: Axis, y: Axis, *, ascii_only: bool
) -> list[Mark]:
    """The marks of a panel that lie inside it, the last one on top.

    `order` has the numbers of the curves, the topmost first. A point is over the ends of jumps, but
    no mark is over the open end of its own curve, which nothing else would show.
    """
    marks = [
        mark
        for number in reversed(order)
        for mark in _end_marks(panel.curves[number], x, y, ascii_only)
    ]
    open_ends = {(mark.row, mark.column) for mark in marks if mark.character in _OPEN}
    points = (_mark(p, p.curve, _POINT, x, y, ascii_only) for p in reversed(panel.points))
    free = (mark for mark in points if mark and (mark.row, mark.column) not in open_ends)
    return [*marks, *free]


def _end_marks(curve: Curve, x: Axis, y: Axis, ascii_only: bool) -> Iterator[Mark]:
    """The ends of a curve at its jumps, the open ones last."""
    for end in sorted(curve.ends, key=lambda end: not end.is_closed):
        mark = _mark(end, curve, _CLOSED if end.is_closed else _OPEN, x, y, ascii_only)
        if mark:
            yield mark


def _mark(
    place: End | Point, curve: Curve, sign: tuple[str, str], x: Axis, y: Axis, ascii_only: bool
) -> Mark | None:
    column, row = x.cell(place.x), y.cell(place.y)
    if column is None or row is None:
        return None
    return Mark(row, column, sign[ascii_only], curve_ink(curve.function))
