"""The area of a panel: its curves, axes and marks, as characters that each have an ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.pictures.picture import Asymptote, Curve, Panel
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.bars import bar_lines
from actcli.render.pictures.drawing import FAINT, Ink, curve_ink
from actcli.render.pictures.layout import Layout, PanelLayout
from actcli.render.pictures.marks import marks_of
from actcli.render.pictures.strokes import (
    ASYMPTOTE_MARKER,
    Dots,
    Stroke,
    asymptote_dots,
    dots_of,
    strokes_of,
    trace,
)

# plotext draws axes with lines that ASCII does not have.
_ASCII_LINES = str.maketrans("─│┼┤├┬┴└┘┌┐", "-|+++++++++")
# Owners of a cell that is no curve's.
_NOBODY, _ASYMPTOTE = -1, -2

Dotted = NDArray[np.bool_]


@dataclass
class Area:
    """The lines of a panel from above: the gutter at the left, then a character for each column.

    `inks` are those of the characters. `axis` are the lines of the x axis, below the last panel.
    Asymptotes may all be hidden under the curves.
    """

    gutters: list[str]
    characters: list[list[str]]
    inks: list[list[Ink]]
    axis: list[str]
    shows_asymptotes: bool

    def put(self, row: int, column: int, character: str, ink: Ink) -> None:
        """Replace the character of a cell; rows are counted from below."""
        line = len(self.characters) - 1 - row
        self.characters[line][column] = character
        self.inks[line][column] = ink


def drawing_order(curves: Sequence[Curve]) -> list[int]:
    """The numbers of the curves, the topmost first: functions before slopes, as they were named."""
    return sorted(range(len(curves)), key=lambda n: (curves[n].order, n))


def draw_area(placed: PanelLayout, layout: Layout, *, is_last: bool, ascii_only: bool) -> Area:
    """Draw one panel: axes, asymptotes, curves, the ends of jumps, then points."""
    panel, x, y = placed.panel, layout.x, placed.y
    order = drawing_order(panel.curves)
    owners, dots, is_free = _trace_all(panel, order, x, y, ascii_only)
    _add_asymptotes(panel.asymptotes, owners, dots, is_free, x, y, ascii_only)
    lines = _plotext_lines(placed, layout, owners, dots, is_last, ascii_only)
    area = _inked(lines, owners, panel.curves, layout.gutter)
    if placed.shares is not None:
        _put_bars(area, placed, ascii_only)
    for mark in marks_of(panel, order, x, y, ascii_only=ascii_only):
        area.put(mark.row, mark.column, mark.character, mark.ink)
    return area


# ---------------------------------------------------------------------------------------------
# Dots
# ---------------------------------------------------------------------------------------------


def _trace_all(
    panel: Panel, order: Sequence[int], x: Axis, y: Axis, ascii_only: bool
) -> tuple[Dots, Dotted, Dotted]:
    """For each cell the number of the curve on top (-1: none), and for each dot whether it is set.

    All are indexed [row from below, column]. Curves share the dots of a cell; the one on top gives
    it its colour. The last array tells which cells no curve passes, not even in a gap of its
    stroke.
    """
    owners = np.full((y.cells, x.cells), _NOBODY, dtype=np.intp)
    dots = np.zeros((y.dots, x.dots), dtype=np.bool_)
    is_free = np.ones(owners.shape, dtype=np.bool_)
    strokes = strokes_of(panel)
    for number in reversed(order):
        curve = panel.curves[number]
        path = trace(curve.x, curve.y, x, y)
        column, row = _inside(path, x, y).T
        is_free[row // y.dots_per_cell, column // x.dots_per_cell] = False
        path = path[dots_of(strokes[number], len(path), ascii_only=ascii_only)]
        column, row = _inside(path, x, y).T
        dots[row, column] = True
        owners[row // y.dots_per_cell, column // x.dots_per_cell] = number
    return owners, dots, is_free


def _inside(path: Dots, x: Axis, y: Axis) -> Dots:
    inside = (path >= 0).all(axis=1) & (path < (x.dots, y.dots)).all(axis=1)
    return np.asarray(path[inside])


def _add_asymptotes(
    asymptotes: Sequence[Asymptote],
    owners: Dots,
    dots: Dotted,
    is_free: Dotted,
    x: Axis,
    y: Axis,
    ascii_only: bool,
) -> None:
    """Set the dots of asymptotes where no curve and no axis is, each on its side of the middle."""
    is_free = is_free.copy()
    if y.zero_cell is not None:
        is_free[y.zero_cell] = False
    if x.zero_cell is not None:
        is_free[:, x.zero_cell] = False
    middle = (x.dots - 1) / 2
    for asymptote in asymptotes:
        columns = np.arange(x.dots, dtype=np.float64)
        columns = columns[columns < middle] if asymptote.side < 0 else columns[columns > middle]
        x_values = x.value(columns)
        path = trace(x_values, asymptote.slope * x_values + asymptote.intercept, x, y)
        path = path[asymptote_dots(len(path), ascii_only=ascii_only)]
        column, row = _inside(path, x, y).T
        cell = row // y.dots_per_cell, column // x.dots_per_cell
        free = is_free[cell]
        dots[row[free], column[free]] = True
        owners[cell[0][free], cell[1][free]] = _ASYMPTOTE


# ---------------------------------------------------------------------------------------------
# Characters
# ---------------------------------------------------------------------------------------------


def _plotext_lines(
    placed: PanelLayout,
    layout: Layout,
    owners: Dots,
    dots: Dotted,
    is_last: bool,
    ascii_only: bool,
) -> list[str]:
    """The lines of a panel with its axes and labels, drawn by plotext without colours."""
    import plotext

    x, y, gutter = layout.x, placed.y, layout.gutter
    x_marks = layout.x_ticks if is_last else ()
    axis_lines = 2 if x_marks else 0
    y_marks = [(cell, label) for cell, label in placed.ticks if len(label) < gutter]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(gutter + x.cells, y.cells + axis_lines)
    plotext.xaxes(bool(x_marks), False)
    plotext.yaxes(gutter > 0, False)
    # plotext rounds ticks to cells and dots to dots, by rules that differ: all places are handed
    # over in cells, so that a tick stands exactly at the dots of its value.
    plotext.xlim(0, max(x.cells - 1, 1))
    plotext.ylim(0, max(y.cells - 1, 1))
    plotext.xticks([cell for cell, _ in x_marks], [label for _, label in x_marks])
    plotext.yticks([cell for cell, _ in y_marks], [label.rjust(gutter - 1) for _, label in y_marks])
    if y.zero_cell is not None:
        plotext.hline(y.zero_cell)
    if x.zero_cell is not None:
        plotext.vline(x.zero_cell)
    plotext.scatter([], [])  # without any points it would forget the labels
    for marker, row, column in _marked(strokes_of(placed.panel), owners, dots, ascii_only):
        plotext.scatter(
            _in_cells(column, x.dots, x.cells), _in_cells(row, y.dots, y.cells), marker=marker
        )
    lines = plotext.uncolorize(plotext.build()).split("\n")[: y.cells + axis_lines]
    plotext.clear_figure()
    if not y_marks:  # plotext then has no columns for labels
        lines = [" " * max(gutter - 1, 0) + line for line in lines]
    return [line.translate(_ASCII_LINES) for line in lines] if ascii_only else lines


def _in_cells(places: Dots, dots: int, cells: int) -> list[float]:
    """Dots in the coordinates that plotext was given, cells from 0."""
    return [float(place) for place in places * (max(cells - 1, 1) / max(dots - 1, 1))]


def _marked(
    strokes: Sequence[Stroke], owners: Dots, dots: Dotted, ascii_only: bool
) -> list[tuple[str, Dots, Dots]]:
    """Dots by the marker that draws them: all are braille, or each curve has its own character."""
    if not ascii_only:
        row, column = np.nonzero(dots)
        return [("braille", row, column)]
    marked = []
    for number in sorted(set(owners[owners != _NOBODY].tolist())):
        row, column = np.nonzero(owners == number)
        marker = ASYMPTOTE_MARKER if number == _ASYMPTOTE else strokes[number].marker
        marked.append((marker, row, column))
    return marked


def _inked(lines: Sequence[str], owners: Dots, curves: Sequence[Curve], gutter: int) -> Area:
    """The lines apart: gutters, characters with the inks of their curves, and the axis below."""
    inks = [curve_ink(curve.function) for curve in curves]
    rows = len(owners)
    return Area(
        gutters=[line[:gutter] for line in lines[:rows]],
        characters=[list(line[gutter:]) for line in lines[:rows]],
        inks=[[inks[n] if n >= 0 else FAINT for n in row] for row in owners[::-1].tolist()],
        axis=list(lines[rows:]),
        shows_asymptotes=bool((owners == _ASYMPTOTE).any()),
    )


def _put_bars(area: Area, placed: PanelLayout, ascii_only: bool) -> None:
    assert placed.shares is not None
    for row, line in enumerate(bar_lines(placed.shares, placed.rows, ascii_only=ascii_only)):
        for column, character in enumerate(line):
            if character != " ":
                area.put(row, column, character, FAINT)
