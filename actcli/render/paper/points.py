"""The labels of marked points on paper, placed where they cover least."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from actcli.analysis.pictures.picture import Array, Panel, Point
from actcli.render.numbers import short
from actcli.render.paper.marks import Canvas

if TYPE_CHECKING:
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

_POINT_SIZE = 7.5
# Where a point's label may stand, in points from it: to the right or left, above or below.
_OFFSETS = tuple(
    (across, sign * up) for up in (5, 12, 20, 28) for sign in (1, -1) for across in (5, -5, 16, -16)
)
_MOST_POINT_LABELS = 12  # in a panel; more would cover it, and the notes have their values


def add_point_labels(canvases: Sequence[Canvas], panels: Sequence[Panel]) -> None:
    """Each marked point with its coordinates beside it, where that covers least."""
    for canvas, panel in zip(canvases, panels, strict=True):
        labels: dict[str, Point] = {}
        for point in canvas.visible(panel.points):
            text = f"({short(point.x, 4)}, {short(point.y, 4)})".replace("-", "\N{MINUS SIGN}")
            labels.setdefault(text, point)  # of curves that meet, the first is named
        boxes: list[Bbox] = []
        dots = curve_dots(canvas)
        for text, point in labels.items() if len(labels) <= _MOST_POINT_LABELS else ():
            place = (canvas.x.share(point.x), canvas.y.share(point.y))
            boxes.append(_point_label(canvas, text, place, point.curve.function, boxes, dots))


def _point_label(
    canvas: Canvas,
    text: str,
    place: tuple[float, float],
    function: int,
    boxes: Iterable["Bbox"],
    dots: Array,
) -> "Bbox":
    """Write one label where it covers the fewest dots and no other label; its box."""
    label = canvas.axes.annotate(
        text, place, xytext=_OFFSETS[0], textcoords="offset points", fontsize=_POINT_SIZE,
        zorder=6.0, color=canvas.paper.ink(function), annotation_clip=False,
    )  # fmt: skip

    def cost(offset: tuple[float, float]) -> float:
        _move(label, offset)
        box = label.get_window_extent()
        frame = canvas.axes.bbox
        outside = not (frame.contains(*box.min) and frame.contains(*box.max))
        overlapping = sum(box.overlaps(other) for other in boxes)
        with np.errstate(invalid="ignore"):
            inside = ((dots >= box.min) & (dots <= box.max)).all(axis=1)
        return float(np.count_nonzero(inside)) + 1e6 * overlapping + 1e5 * outside

    _move(label, min(_OFFSETS, key=cost))
    return label.get_window_extent()


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
