"""The words around a picture: its title, and notes on what the picture alone would not say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from actcli.analysis.pictures.picture import Curve, Picture, Point
from actcli.render.numbers import short
from actcli.render.pictures.legend import curve_name

if TYPE_CHECKING:
    from actcli.render.words import Words

# More names than this make no title; the legend lists them.
_MOST_NAMES = 4
_NAMES = (
    "dead", "saturated", "asymptote", "difference", "histogram", "count", "panels_left_out",
    "zones_left_out", "more_notes",
)  # fmt: skip


def picture_title(picture: Picture, words: "Words") -> str:
    """The names of the functions, and whether slopes are with them."""
    names = [curve.label for curve in _functions(picture)]
    if len(names) > _MOST_NAMES:
        listed = words("plot.functions", count=len(names))
    else:
        listed = ", ".join(names)
    has_slopes = any(curve.order > 0 for curve in picture.curves)
    return words("plot.with_slopes" if has_slopes else "plot.title", names=listed)


def picture_notes(picture: Picture, words: "Words", width: int) -> list[str]:
    """What the picture alone would not say, in lines of at most so many cells where possible."""
    notes = []
    vectors = [curve.label for curve in _functions(picture) if curve.first_output]
    if vectors:
        notes.append(words("plot.first_output_of", name=", ".join(vectors)))
    for panel in picture.panels:
        empty = [curve_name(curve) for curve in panel.curves if curve.is_empty]
        if empty:
            key = "plot.no_positive_values" if panel.y_scale.kind == "log" else "plot.no_values"
            notes.append(words(key, names=", ".join(empty)))
    notes += _leaving(picture, words)
    points = [point for panel in picture.panels for point in panel.points]
    for x in dict.fromkeys(point.x for point in points):
        notes += _values_at(x, [point for point in points if point.x == x], width)
    return notes


def picture_names(words: "Words") -> dict[str, str]:
    """The words inside a picture: what a zone, an area or a line is called."""
    return {key: words.texts[f"plot.names.{key}"] for key in _NAMES}


def _functions(picture: Picture) -> list[Curve]:
    """The curves of the functions themselves: no slopes, no differences."""
    return [
        curve for panel in picture.panels if panel.kind == "values"
        for curve in panel.curves if curve.order == 0
    ]  # fmt: skip


def _leaving(picture: Picture, words: "Words") -> Iterator[str]:
    """Which curves go on beyond the picture; --y-range helps with those of the functions' panel."""
    for panel in picture.panels:
        hidden = ", ".join(curve_name(curve) for curve in panel.curves if panel.hides(curve))
        if hidden and panel.y_is_fixed:
            yield words("plot.hidden", names=hidden)
        names = ", ".join(curve_name(curve) for curve in panel.curves if panel.leaves(curve))
        if names and not panel.y_is_fixed:
            key = "plot.leaves" if panel.kind == "values" else "plot.leaves_panel"
            yield words(key, names=names)


def _values_at(x: float, points: Sequence[Point], width: int) -> Iterable[str]:
    """The values of all curves at one x: in one line, or in several that fit the width."""
    head = f"x = {short(x)}: "
    line = head
    for point in points:
        value = f"{curve_name(point.curve)} {short(point.y)}"
        if line.strip() != head.strip() and len(line) + 2 + len(value) > width:
            yield line
            line = " " * len(head)
        line += value if line.endswith(" ") else f", {value}"
    yield line
