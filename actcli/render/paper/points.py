"""The labels of marked points on paper, placed where they cover least."""

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from actcli.analysis.pictures.picture import Array, Panel, Point
from actcli.render.numbers import short
from actcli.render.paper.marks import Canvas

if TYPE_CHECKING:
    from matplotlib.text import Annotation
    from matplotlib.transforms import BboxBase

_POINT_SIZE = 7.5
# Where a point's label may stand, in points from it: to the right or left, above or below.
_OFFSETS = tuple(
    (right * across, above * up)
    for up, across in product((5, 12, 20, 30, 42, 56), (5, 16, 32, 52))
    for above in (1, -1) for right in (1, -1)
)  # fmt: skip
_FAR = 12  # points; from there on a thin line leads from the point to its label
_MARK = 3.5  # points from the middle of a point's dot to its side
_LEADER = {"arrowstyle": "-", "linewidth": 0.5, "shrinkA": 0.5, "shrinkB": _MARK}
_GROUND = {"alpha": 0.75, "linewidth": 0.0, "pad": 0.5}  # so that a label is read on curves too
_MOST_POINT_LABELS = 12  # in a panel; more would cover it, and the notes have their values
# What a label costs by what it covers, and by its distance in points; a place of a curve costs 1.
_ON_LABEL, _OUTSIDE, _ON_POINT, _ON_LINE, _PER_POINT = 1e6, 1e5, 1e3, 5.0, 0.1


def add_point_labels(canvases: Sequence[Canvas], panels: Sequence[Panel]) -> None:
    """Each marked point with its coordinates beside it, where that covers least."""
    for canvas, panel in zip(canvases, panels, strict=True):
        for old in list(canvas.axes.texts):  # of another layout
            old.remove()
        labels: dict[str, Point] = {}
        for point in canvas.visible(panel.points):
            text = f"({short(point.x, 4)}, {short(point.y, 4)})".replace("-", "\N{MINUS SIGN}")
            labels.setdefault(text, point)  # of curves that meet, the first is named
        if len(labels) <= _MOST_POINT_LABELS:
            places = Places(canvas, list(labels.values()))
            for text, point in labels.items():
                places.write(text, point)


class Places:
    """What labels in a panel should not cover: curves, the marked points, and each other."""

    def __init__(self, canvas: Canvas, points: Sequence[Point]) -> None:
        from matplotlib.transforms import Bbox

        self._canvas = canvas
        self._dots = curve_dots(canvas)
        self._scale = canvas.axes.figure.dpi / 72.0
        middles = canvas.axes.transData.transform([self._place(point) for point in points])
        reach = _MARK * self._scale
        self._marks = [Bbox([middle - reach, middle + reach]) for middle in middles]
        self._labels: list[BboxBase] = []
        # The axes through 0 are lines too, though no curves.
        zero = (canvas.x.share(0.0), canvas.y.share(0.0))
        self._zero = canvas.axes.transData.transform(np.nan_to_num(zero, nan=-1.0))

    def _place(self, point: Point) -> tuple[float, float]:
        return self._canvas.x.share(point.x), self._canvas.y.share(point.y)

    def write(self, text: str, point: Point) -> None:
        """A label where it costs least, with a line to its point if that is not beside it."""
        paper = self._canvas.paper
        ink = paper.ink(point.curve.function)
        looks: dict[str, Any] = {
            "textcoords": "offset points", "fontsize": _POINT_SIZE, "color": ink, "zorder": 6.0,
            "annotation_clip": False, "bbox": {**_GROUND, "facecolor": paper.background},
        }  # fmt: skip
        place = self._place(point)
        label = self._canvas.axes.annotate(text, place, xytext=_OFFSETS[0], **looks)
        best = self._best_offset(place, label.get_window_extent())
        _move(label, best)
        self._labels.append(label.get_window_extent())
        if max(abs(best[0]), abs(best[1])) >= _FAR:
            label.remove()
            nearest = (float(best[0] < 0), float(best[1] < 0))  # corner of the label
            leader = {**_LEADER, "color": ink, "relpos": nearest}
            label = self._canvas.axes.annotate(text, place, xytext=best, arrowprops=leader, **looks)
            _move(label, best)

    def _best_offset(self, place: tuple[float, float], label: "BboxBase") -> tuple[float, float]:
        """Where a label of some size, for a point at a place, costs least."""
        middle, size = self._canvas.axes.transData.transform(place), np.array(label.size)
        # Only what the label could come to cover anywhere is looked at.
        reach = size + self._scale * np.max(np.abs(_OFFSETS), axis=0)
        with np.errstate(invalid="ignore"):
            near = self._dots[(np.abs(self._dots - middle) <= reach).all(axis=1)]

        def cost(offset: tuple[float, float]) -> float:
            corner = middle + self._scale * np.array(offset) - size * (np.array(offset) < 0)
            return self._cost(corner, corner + size, near) + _PER_POINT * float(np.hypot(*offset))

        return min(_OFFSETS, key=cost)

    def _cost(self, low: Array, high: Array, dots: Array) -> float:
        """What a label between two corners costs by what it covers."""
        from matplotlib.transforms import Bbox

        box, frame = Bbox([low, high]), self._canvas.axes.bbox
        is_outside = not (frame.contains(*low) and frame.contains(*high))
        inside = ((dots >= low) & (dots <= high)).all(axis=1)
        on_lines = int(((self._zero >= low) & (self._zero <= high)).sum())
        return (
            float(np.count_nonzero(inside))
            + _ON_LABEL * box.count_overlaps(self._labels)
            + _ON_POINT * box.count_overlaps(self._marks)
            + _OUTSIDE * is_outside
            + _ON_LINE * on_lines
        )


def _move(label: "Annotation", offset: tuple[float, float]) -> None:
    label.set_position(offset)
    label.set_horizontalalignment("left" if offset[0] > 0 else "right")
    label.set_verticalalignment("bottom" if offset[1] > 0 else "top")


def curve_dots(canvas: Canvas) -> Array:
    """Places that curves pass in a panel, in dots of the figure, shape (n, 2)."""
    pieces = []
    for line in canvas.axes.get_lines():
        if line.get_transform() != canvas.axes.transData:
            continue
        data = np.column_stack([np.asarray(line.get_xdata()), np.asarray(line.get_ydata())])
        pieces.append(_between(canvas.axes.transData.transform(data.astype(np.float64))))
    return np.concatenate(pieces) if pieces else np.empty((0, 2))


def _between(dots: Array) -> Array:
    """Points along the pieces between some, so that a long straight line is seen all along."""
    steps = np.linspace(0.0, 1.0, 16)[:, None, None]
    if len(dots) < 2 or len(dots) > 2000:
        return dots
    return np.asarray((dots[:-1] + steps * (dots[1:] - dots[:-1])).reshape(-1, 2))
