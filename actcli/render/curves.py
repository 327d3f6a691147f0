"""A picture of curves as text: plotext sets the dots and axes, rich colours them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from actcli.analysis.curves import Array, Curve, Picture, Range
from actcli.render.terminal import ColorSystem

if TYPE_CHECKING:
    from rich.text import Text

Dots = NDArray[np.intp]

# Okabe and Ito's colours, told apart by colour-blind readers; those too pale for a light background
# come last or not at all. Where a terminal has fewer colours, the nearest that is readable on both.
_PALETTE: dict[ColorSystem, tuple[str, ...]] = {
    "truecolor": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
    "256": ("color(32)", "color(166)", "color(29)", "color(175)", "color(178)", "color(74)"),
    "standard": ("bright_blue", "red", "green", "magenta", "yellow", "cyan"),
}
# Grey as a colour where there is one: some terminals ignore "dim", some show bright black as black.
_FAINT: dict[ColorSystem, str] = {
    "truecolor": "#808080",
    "256": "color(244)",
    "standard": "dim",
}
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
# plotext draws axes with lines that ASCII does not have.
_ASCII_LINES = str.maketrans("─│┼┤├┬┴└┘┌┐", "-|+++++++++")

_SAMPLE_CELLS = 6
_WIDEST_LEGEND = 0.34  # of the picture's width, beside the curves
_TALLEST_LEGEND = 0.34  # of the picture's height, below them
_PADDING = 0.04  # of the height, so that a flat curve does not lie on the frame
_ROWS_BETWEEN_TICKS = 3
_MOST_Y_TICKS, _MOST_X_TICKS = 9, 13


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
class Tick:
    """A labelled place on an axis."""

    value: float
    label: str


@dataclass(frozen=True)
class Layout:
    """Where everything goes: the grid, the gutter at its left, and the lines of text around it."""

    grid: Grid
    y_range: Range
    y_ticks: tuple["Tick", ...]
    gutter: int
    has_x_labels: bool
    legend_beside: tuple["LegendLine", ...]
    legend_below: tuple["LegendLine", ...]


@dataclass(frozen=True)
class LegendEntry:
    """A curve's sample stroke and its name."""

    curve: int
    sample: str
    label: str


LegendLine = tuple[LegendEntry, ...]


class Drawing:
    """A finished picture: pieces of text, each with a style for rich ("" for none)."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.pieces: list[tuple[str, str]] = []

    def append(self, text: str, style: str = "") -> None:
        """Add a piece at the end."""
        self.pieces.append((text, style))

    @property
    def plain(self) -> str:
        """The picture without colours: lines that end in a newline and not in spaces."""
        lines = "".join(text for text, _ in self.pieces).splitlines()
        return "".join(line.rstrip() + "\n" for line in lines)

    def text(self) -> "Text":
        """The picture as a rich Text, without the last newline, which printing adds."""
        from rich.text import Text

        text = Text.assemble(*self.pieces)
        text.right_crop(1)
        return text


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
    colors: ColorSystem | None = None,
) -> "Drawing":
    """Draw a picture into at most `width` columns and `height` lines.

    The title stands above the curves, the legend beside or below them, the notes last. What does
    not fit is left out: first the legend, then the title and the notes, then the labels of the
    axes. With `ascii_only` every character is 7-bit. Without `colors` the text has no styles.
    """
    title, notes = _one_line(title, ascii_only), [_one_line(note, ascii_only) for note in notes]
    title_lines = 1 if title and height >= 6 else 0
    note_lines = notes if height - title_lines - len(notes) >= 5 else []
    entries = legend_entries(picture.curves, ascii_only=ascii_only)
    layout = _plan(picture, entries, width, height - title_lines - len(note_lines), ascii_only)
    owners, dots = _trace_all(picture, layout, ascii_only)
    area = _plotext_area(picture, layout, owners, dots, ascii_only)
    painter = _Painter(picture, colors, width, ascii_only)
    if title_lines:
        painter.title(title, layout.gutter)
    painter.area(area, owners, layout)
    painter.legend_below(layout.legend_below, layout.gutter)
    for note in note_lines:
        painter.note(note)
    return painter.drawing


# ---------------------------------------------------------------------------------------------
# Text: names, samples, what fits
# ---------------------------------------------------------------------------------------------


def _one_line(text: str, ascii_only: bool) -> str:
    """Text that can do nothing but stand there: composed, without control characters or escapes."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(sign if sign.isprintable() else " " for sign in composed)
    return plain.encode("ascii", "replace").decode() if ascii_only else plain


def _clipped(text: str, width: int, ascii_only: bool) -> str:
    """Text cut to a number of cells, its end marked where something is missing."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    mark = "..." if ascii_only else "…"
    if width <= len(mark):
        return mark[: max(width, 0)]
    return set_cell_size(text, width - len(mark)).rstrip() + mark


def curve_name(curve: Curve) -> str:
    """A curve's name, f or f' or f'': a formula goes in parentheses first."""
    is_name = re.fullmatch(r"[\w.:=,@+-]+", curve.label) is not None
    name = curve.label if is_name or curve.order == 0 else f"({curve.label})"
    return name + "'" * curve.order


def legend_entries(curves: Sequence[Curve], *, ascii_only: bool) -> list[LegendEntry]:
    """The legend of some curves: for each its number, a sample of its stroke, and its name."""
    return [
        LegendEntry(
            number,
            _ascii_sample(curve) if ascii_only else _braille_sample(curve),
            _one_line(curve_name(curve), ascii_only),
        )
        for number, curve in enumerate(curves)
    ]


def _ascii_sample(curve: Curve) -> str:
    inked = _inked(curve, _SAMPLE_CELLS, ascii_only=True)
    return "".join(_marker(curve) if ink else " " for ink in inked)


def _braille_sample(curve: Curve) -> str:
    """The curve's stroke as a level line of braille dots, two to a cell."""
    inked = _inked(curve, 2 * _SAMPLE_CELLS, ascii_only=False).reshape(-1, 2)
    return "".join(chr(0x2800 + 0x02 * int(left) + 0x10 * int(right)) for left, right in inked)


def _marker(curve: Curve) -> str:
    return _ASCII_MARKERS[curve.function % len(_ASCII_MARKERS)]


def _inked(curve: Curve, length: int, *, ascii_only: bool) -> NDArray[np.bool_]:
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


# ---------------------------------------------------------------------------------------------
# Layout
# ---------------------------------------------------------------------------------------------


def _plan(
    picture: Picture, entries: Sequence[LegendEntry], width: int, height: int, ascii_only: bool
) -> Layout:
    """Share the space between the curves, the legend and the labels of the axes."""
    beside = _legend_beside(entries, width, height)
    below = () if beside else _legend_below(entries, width, height, ascii_only)
    taken = _legend_width(beside) + 2 if beside else 0
    rows = height - len(below)
    # The axis below needs two lines and the one at the left as many columns as its longest label.
    has_x_labels = rows >= 5
    rows = max(rows - 2 if has_x_labels else rows, 1)
    dots_across, dots_up = (1, 1) if ascii_only else (2, 4)
    y_range = _padded(picture, rows * dots_up, dots_up)
    labels = y_ticks(y_range, rows)
    gutter = max((len(tick.label) for tick in labels), default=0) + 1
    if width - taken - gutter < 10:
        gutter = 0
    columns = max(width - taken - gutter, 1)
    # An odd number of columns has one in the middle: there stands the axis of a symmetric range.
    columns -= 1 if columns % 2 == 0 and columns > 10 else 0
    grid = Grid(columns, rows, dots_across, dots_up)
    return Layout(grid, y_range, tuple(labels), gutter, has_x_labels, beside, below)


def _entry_width(entry: LegendEntry) -> int:
    from rich.cells import cell_len

    return len(entry.sample) + 1 + cell_len(entry.label)


def _legend_width(lines: Sequence[LegendLine]) -> int:
    return max(sum(map(_entry_width, line)) for line in lines)


def _legend_beside(
    entries: Sequence[LegendEntry], width: int, height: int
) -> tuple[LegendLine, ...]:
    """One entry a line where the names are short enough, else nothing."""
    widest = max(map(_entry_width, entries))
    if widest > _WIDEST_LEGEND * width or len(entries) > height - 3:
        return ()
    return tuple((entry,) for entry in entries)


def _legend_below(
    entries: Sequence[LegendEntry], width: int, height: int, ascii_only: bool
) -> tuple[LegendLine, ...]:
    """Entries in columns, as many as fit, in as many lines as the picture can spare."""
    most = int(_TALLEST_LEGEND * height) if height >= 8 else 0
    room = width - _SAMPLE_CELLS - 1
    if most == 0 or room < 4:
        return ()
    shown = [
        LegendEntry(entry.curve, entry.sample, _clipped(entry.label, room, ascii_only))
        for entry in entries
    ]
    across = max((width + 2) // (max(map(_entry_width, shown)) + 2), 1)
    if len(shown) > across * most:
        missing = len(shown) - across * most + 1
        shown = [*shown[: across * most - 1], LegendEntry(-1, "", f"+{missing}")]
    return tuple(tuple(shown[i : i + across]) for i in range(0, len(shown), across))


# ---------------------------------------------------------------------------------------------
# Scales and ticks
# ---------------------------------------------------------------------------------------------


def round_ticks(low: float, high: float, most: int) -> list[Tick]:
    """At most so many round values between low and high: multiples of 1, 2 or 5 powers of ten."""
    span = high - low
    exponent = int(np.floor(np.log10(span / max(most, 1)))) - 1
    for power in range(exponent, exponent + 4):
        for digit in (1, 2, 5):
            multiples = _multiples(low, high, digit, power)
            if len(multiples) <= most:
                return [_tick(multiple * digit, power) for multiple in multiples]
    return []


def _multiples(low: float, high: float, digit: int, power: int) -> range:
    """The whole numbers k with low <= k * digit * 10**power <= high, forgiving a rounding error."""
    # Divided in two steps: a step of 1e-310 would be rounded to few digits.
    half = power // 2
    first, last = (end / digit / 10.0**half / 10.0 ** (power - half) for end in (low, high))
    return range(int(np.ceil(first - 1e-9 * abs(first) - 1e-9)), int(np.floor(last + 1e-9)) + 1)


def _tick(digits: int, power: int) -> Tick:
    """The value digits * 10**power with its shortest exact text, never 0.30000000000000004."""
    value = float(f"{digits}e{power}")
    if -6 < power < 6:
        return Tick(value, str(digits * 10**power) if power >= 0 else f"{value:.{-power}f}")
    if digits == 0:
        return Tick(0.0, "0")
    mantissa, _, exponent = f"{value:.15e}".partition("e")
    return Tick(value, f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}")


def y_ticks(y_range: Range, rows: int) -> list[Tick]:
    """Ticks for an axis of so many lines, far enough apart to be read."""
    most = min(max(rows // _ROWS_BETWEEN_TICKS + 1, 2), _MOST_Y_TICKS) if rows >= 3 else 1
    return round_ticks(*y_range, most)


def x_ticks(x_range: Range, columns: int) -> list[Tick]:
    """As many ticks as fit side by side into so many columns, at least two cells between labels."""
    for most in range(min(columns // 4 + 1, _MOST_X_TICKS), 0, -1):
        ticks = round_ticks(*x_range, most)
        if _labels_fit([tick.label for tick in ticks], columns / max(len(ticks), 1)):
            return ticks
    return []


def _labels_fit(labels: Sequence[str], room: float) -> bool:
    return max(map(len, labels), default=0) + 2 <= room


def _padded(picture: Picture, height: int, dots_up: int) -> Range:
    """The y values of the lowest and the highest row of dots.

    A flat curve must not lie on the frame, and the axis through 0 is drawn in the middle of a line
    of text, so that the window is moved by a dot or two to have 0 there as well.
    """
    low, high = picture.y_range
    if picture.y_is_fixed:
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
        path = path[_inked(curve, len(path), ascii_only=ascii_only)]
        inside = (path >= 0).all(axis=1) & (path < (grid.width, grid.height)).all(axis=1)
        column, row = path[inside].T
        dots[row, column] = True
        owners[row // grid.dots_up, column // grid.dots_across] = number
    return owners, dots


def drawing_order(curves: Sequence[Curve]) -> list[int]:
    """The numbers of the curves, the topmost first: functions before slopes, as they were named."""
    return sorted(range(len(curves)), key=lambda n: (curves[n].order, n))


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
        marked.append((_marker(picture.curves[number]), row, column))
    return marked


class _Painter:
    """Puts the lines of a picture together, each piece in its style."""

    def __init__(
        self, picture: Picture, colors: ColorSystem | None, width: int, ascii_only: bool
    ) -> None:
        self.drawing = Drawing()
        self._picture = picture
        self._colors = colors
        self._width = width
        self._ascii_only = ascii_only

    def _curve_style(self, number: int) -> str:
        if self._colors is None or number < 0:
            return ""
        palette = _PALETTE[self._colors]
        return palette[self._picture.curves[number].function % len(palette)]

    def _faint(self) -> str:
        return _FAINT[self._colors] if self._colors else ""

    def title(self, title: str, gutter: int) -> None:
        """The title, at the left edge of the curves."""
        gutter = gutter if gutter < self._width - 10 else 0
        clipped = _clipped(title, self._width - gutter, self._ascii_only)
        self.drawing.append(" " * gutter + clipped + "\n", "bold" if self._colors else "")

    def note(self, note: str) -> None:
        """A remark below the picture."""
        self.drawing.append(_clipped(note, self._width, self._ascii_only) + "\n", self._faint())

    def legend_below(self, lines: Sequence[LegendLine], indent: int) -> None:
        """Entries of the legend in columns that stand below each other."""
        column = max((_entry_width(entry) for line in lines for entry in line), default=0) + 2
        widest = max((len(line) for line in lines), default=0) * column - 2
        for line in lines:
            self.drawing.append(" " * max(min(indent, self._width - widest), 0))
            for number, entry in enumerate(line):
                self._entry(entry)
                if number + 1 < len(line):
                    self.drawing.append(" " * (column - _entry_width(entry)))
            self.drawing.append("\n")

    def _entry(self, entry: LegendEntry) -> None:
        self.drawing.append(entry.sample, self._curve_style(entry.curve))
        self.drawing.append((" " if entry.sample else "") + entry.label)

    def area(self, lines: Sequence[str], owners: Dots, layout: Layout) -> None:
        """The curves with their axes, and the legend beside them."""
        grid = layout.grid
        for number, line in enumerate(lines):
            row = grid.rows - 1 - number
            if row >= 0:
                self.drawing.append(line[: layout.gutter], self._faint())
                self._cells(line[layout.gutter :], owners[row].tolist())
            else:
                self.drawing.append(line if layout.legend_beside else line.rstrip(), self._faint())
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
                style = self._curve_style(owner) if owner >= 0 else self._faint()
                self.drawing.append(line[start:place], style)
                start = place
