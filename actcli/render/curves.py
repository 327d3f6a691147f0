"""A picture of curves as text: plotext sets the dots and axes, each piece has its ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.picture import Curve, Panel, Picture, Range
from actcli.render.drawing import FAINT, TEXT, TITLE, Drawing, Ink, curve_ink
from actcli.render.legend import (
    LegendEntry,
    LegendLine,
    clipped,
    entry_width,
    legend_below,
    legend_beside,
    legend_entries,
    legend_width,
    one_line,
)
from actcli.render.strokes import Dots, marker_of, stroke_of, trace
from actcli.render.ticks import Tick, x_ticks, y_ticks

# plotext draws axes with lines that ASCII does not have.
_ASCII_LINES = str.maketrans("─│┼┤├┬┴└┘┌┐", "-|+++++++++")
_PADDING = 0.04  # of the height, so that a flat curve does not lie on the frame


@dataclass(frozen=True)
class Grid:
    """The area for curves: its size in character cells, and how many dots a cell has each way."""

    columns: int
    rows: int
    dots_across: int
    dots_up: int

    @property
    def width(self) -> int:
        """Columns of dots."""
        return self.columns * self.dots_across

    @property
    def height(self) -> int:
        """Rows of dots."""
        return self.rows * self.dots_up


@dataclass(frozen=True)
class Layout:
    """Where everything goes: the grid, the gutter at its left, and the lines of text around it."""

    grid: Grid
    y_range: Range
    y_ticks: tuple[Tick, ...]
    gutter: int
    has_x_labels: bool
    legend_beside: tuple[LegendLine, ...]
    legend_below: tuple[LegendLine, ...]


def dot_columns(width: int, *, ascii_only: bool) -> int:
    """How many columns of dots a picture of this width can have at most: what to sample for."""
    return max(width, 2) * (1 if ascii_only else 2)


def draw_picture(
    picture: Picture,
    *,
    width: int,
    height: int,
    title: str = "",
    notes: Sequence[str] = (),
    ascii_only: bool = False,
) -> Drawing:
    """Draw a picture into at most `width` columns and `height` lines.

    The title stands above the curves, the legend beside or below them, the notes last. What does
    not fit is left out: first the legend, then the title and the notes, then the labels of the
    axes. With `ascii_only` every character is 7-bit.
    """
    title, notes = one_line(title, ascii_only), [one_line(note, ascii_only) for note in notes]
    title_lines = 1 if title and height >= 6 else 0
    note_lines = notes if height - title_lines - len(notes) >= 5 else []
    entries = legend_entries(picture.curves, ascii_only=ascii_only)
    layout = _plan(picture, entries, width, height - title_lines - len(note_lines), ascii_only)
    owners, dots = _trace_all(picture, layout, ascii_only)
    area = _plotext_area(picture, layout, owners, dots, ascii_only)
    painter = _Painter(picture, width, ascii_only)
    if title_lines:
        painter.title(title, layout.gutter)
    painter.area(area, owners, layout)
    painter.legend_below(layout.legend_below, layout.gutter)
    for note in note_lines:
        painter.note(note)
    return painter.drawing


# ---------------------------------------------------------------------------------------------
# Layout
# ---------------------------------------------------------------------------------------------


def _plan(
    picture: Picture, entries: Sequence[LegendEntry], width: int, height: int, ascii_only: bool
) -> Layout:
    """Share the space between the curves, the legend and the labels of the axes."""
    beside = legend_beside(entries, width, height)
    below = () if beside else legend_below(entries, width, height, ascii_only)
    taken = legend_width(beside) + 2 if beside else 0
    rows = height - len(below)
    # The axis below needs two lines and the one at the left as many columns as its longest label.
    has_x_labels = rows >= 5
    rows = max(rows - 2 if has_x_labels else rows, 1)
    dots_across, dots_up = (1, 1) if ascii_only else (2, 4)
    y_range = _padded(picture.panels[0], rows * dots_up, dots_up)
    labels = y_ticks(y_range, rows)
    gutter = max((len(tick.label) for tick in labels), default=0) + 1
    if width - taken - gutter < 10:
        gutter = 0
    columns = max(width - taken - gutter, 1)
    # An odd number of columns has one in the middle: there stands the axis of a symmetric range.
    columns -= 1 if columns % 2 == 0 and columns > 10 else 0
    grid = Grid(columns, rows, dots_across, dots_up)
    return Layout(grid, y_range, tuple(labels), gutter, has_x_labels, beside, below)


def _padded(panel: Panel, height: int, dots_up: int) -> Range:
    """The y values of the lowest and the highest row of dots.

    A flat curve must not lie on the frame, and the axis through 0 is drawn in the middle of a line
    of text, so that the window is moved by a dot or two to have 0 there as well.
    """
    low, high = panel.y_range
    if panel.y_is_fixed:
        return low, high
    # Room for the shift below, or with a dot as high as a line for rounding only.
    dots = 2.5 if dots_up == 4 else 0.6
    margin = max(_PADDING, dots / max(height - 2 * dots, 2 * dots)) * (high - low)
    low, high = low - margin, high + margin
    per_dot = (high - low) / max(height - 1, 1)
    if low < 0 < high and dots_up == 4 and height > 16:
        zero = -low / per_dot
        shift = (4 * np.floor(zero / 4) + (1 if zero % 4 < 1.5 else 2) - zero) * per_dot
        low, high = low - float(shift), high - float(shift)
    return low, high


# ---------------------------------------------------------------------------------------------
# Dots
# ---------------------------------------------------------------------------------------------


def _trace_all(
    picture: Picture, layout: Layout, ascii_only: bool
) -> tuple[Dots, NDArray[np.bool_]]:
    """For each cell the number of the curve on top (-1: none), and for each dot whether it is set.

    Both are indexed [row from below, column]. Curves share the dots of a cell; the one on top gives
    it its colour.
    """
    grid = layout.grid
    owners = np.full((grid.rows, grid.columns), -1, dtype=np.intp)
    dots = np.zeros((grid.height, grid.width), dtype=np.bool_)
    for number in reversed(drawing_order(picture.curves)):
        curve = picture.curves[number]
        path = trace(curve, picture.x_range, layout.y_range, grid.width, grid.height)
        path = path[stroke_of(curve, len(path), ascii_only=ascii_only)]
        inside = (path >= 0).all(axis=1) & (path < (grid.width, grid.height)).all(axis=1)
        column, row = path[inside].T
        dots[row, column] = True
        owners[row // grid.dots_up, column // grid.dots_across] = number
    return owners, dots


def drawing_order(curves: Sequence[Curve]) -> list[int]:
    """The numbers of the curves, the topmost first: functions before slopes, as they were named."""
    return sorted(range(len(curves)), key=lambda n: (curves[n].order, n))


# ---------------------------------------------------------------------------------------------
# plotext and rich
# ---------------------------------------------------------------------------------------------


def _plotext_area(
    picture: Picture,
    layout: Layout,
    owners: Dots,
    dots: NDArray[np.bool_],
    ascii_only: bool,
) -> list[str]:
    """The lines of the curves' area with its axes and labels, drawn by plotext without colours."""
    import plotext

    grid, y_range = layout.grid, layout.y_range
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    has_frame = (layout.gutter > 0, layout.has_x_labels)
    plotext.plot_size(layout.gutter + grid.columns, grid.rows + 2 * layout.has_x_labels)
    plotext.xaxes(has_frame[1], False)
    plotext.yaxes(has_frame[0], False)
    # plotext rounds ticks to cells and dots to dots, by rules that differ: all places are handed
    # over in cells, so that a tick stands exactly at the dots of its value.
    plotext.xlim(0, max(grid.columns - 1, 1))
    plotext.ylim(0, max(grid.rows - 1, 1))
    x_marks = x_ticks(picture.x_range, grid.columns) if has_frame[1] else []
    y_marks = layout.y_ticks if has_frame[0] else ()
    plotext.xticks(
        [_cell(tick.value, picture.x_range, grid.width, grid.dots_across) for tick in x_marks],
        [tick.label for tick in x_marks],
    )
    plotext.yticks(
        [_cell(tick.value, y_range, grid.height, grid.dots_up) for tick in y_marks],
        [tick.label.rjust(layout.gutter - 1) for tick in y_marks],
    )
    # Where a side of the frame is the axis through 0, another line would only double it.
    if y_range[0] < 0 <= y_range[1]:
        plotext.hline(_cell(0.0, y_range, grid.height, grid.dots_up))
    if picture.x_range[0] < 0 <= picture.x_range[1]:
        plotext.vline(_cell(0.0, picture.x_range, grid.width, grid.dots_across))
    for marker, row, column in _marked(picture, owners, dots, ascii_only):
        plotext.scatter(
            _in_cells(column, grid.width, grid.columns),
            _in_cells(row, grid.height, grid.rows),
            marker=marker,
        )
    lines = plotext.uncolorize(plotext.build()).split("\n")[: grid.rows + 2 * layout.has_x_labels]
    plotext.clear_figure()
    return [line.translate(_ASCII_LINES) for line in lines] if ascii_only else lines


def _cell(value: float, limits: Range, dots: int, dots_per_cell: int) -> int:
    """The cell of the dot at which a curve has the value."""
    low, high = limits
    place = (value - low) / (high - low) * max(dots - 1, 1)
    return int(np.rint(place)) // dots_per_cell


def _in_cells(places: Dots, dots: int, cells: int) -> list[float]:
    """Dots in the coordinates that plotext was given, cells from 0."""
    return [float(place) for place in places * (max(cells - 1, 1) / max(dots - 1, 1))]


def _marked(
    picture: Picture, owners: Dots, dots: NDArray[np.bool_], ascii_only: bool
) -> list[tuple[str, Dots, Dots]]:
    """Dots by the marker that draws them: all are braille, or each curve has its own character."""
    if not ascii_only:
        row, column = np.nonzero(dots)
        return [("braille", row, column)]
    marked = []
    for number in np.unique(owners[owners >= 0]).tolist():
        row, column = np.nonzero(owners == number)
        marked.append((marker_of(picture.curves[number]), row, column))
    return marked


class _Painter:
    """Puts the lines of a picture together, each piece in its ink."""

    def __init__(self, picture: Picture, width: int, ascii_only: bool) -> None:
        self.drawing = Drawing()
        self._picture = picture
        self._width = width
        self._ascii_only = ascii_only

    def _curve_ink(self, number: int) -> Ink:
        return TEXT if number < 0 else curve_ink(self._picture.curves[number].function)

    def title(self, title: str, gutter: int) -> None:
        """The title, at the left edge of the curves."""
        gutter = gutter if gutter < self._width - 10 else 0
        shown = clipped(title, self._width - gutter, self._ascii_only)
        self.drawing.append(" " * gutter + shown + "\n", TITLE)

    def note(self, note: str) -> None:
        """A remark below the picture."""
        self.drawing.append(clipped(note, self._width, self._ascii_only) + "\n", FAINT)

    def legend_below(self, lines: Sequence[LegendLine], indent: int) -> None:
        """Entries of the legend in columns that stand below each other."""
        column = max((entry_width(entry) for line in lines for entry in line), default=0) + 2
        widest = max((len(line) for line in lines), default=0) * column - 2
        for line in lines:
            self.drawing.append(" " * max(min(indent, self._width - widest), 0))
            for number, entry in enumerate(line):
                self._entry(entry)
                if number + 1 < len(line):
                    self.drawing.append(" " * (column - entry_width(entry)))
            self.drawing.append("\n")

    def _entry(self, entry: LegendEntry) -> None:
        self.drawing.append(entry.sample, self._curve_ink(entry.curve))
        self.drawing.append((" " if entry.sample else "") + entry.label)

    def area(self, lines: Sequence[str], owners: Dots, layout: Layout) -> None:
        """The curves with their axes, and the legend beside them."""
        grid = layout.grid
        for number, line in enumerate(lines):
            row = grid.rows - 1 - number
            if row >= 0:
                self.drawing.append(line[: layout.gutter], FAINT)
                self._cells(line[layout.gutter :], owners[row].tolist())
            else:
                self.drawing.append(line if layout.legend_beside else line.rstrip(), FAINT)
            if number < len(layout.legend_beside):
                self.drawing.append("  ")
                self._entry(layout.legend_beside[number][0])
            self.drawing.append("\n")

    def _cells(self, line: str, owners: Sequence[int]) -> None:
        """One line of the grid, in runs of the same colour."""
        start = 0
        for place in range(1, len(line) + 1):
            if place == len(line) or owners[place] != owners[start]:
                owner = owners[start]
                ink = self._curve_ink(owner) if owner >= 0 else FAINT
                self.drawing.append(line[start:place], ink)
                start = place
