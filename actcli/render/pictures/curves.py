"""A picture of curves as text: panels one above the other, and the lines of text around them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from actcli.analysis.pictures.picture import Picture
from actcli.render.pictures.area import Area, draw_area
from actcli.render.pictures.bands import band_lines
from actcli.render.pictures.drawing import FAINT, TEXT, TITLE, Drawing
from actcli.render.pictures.layout import Layout, plan
from actcli.render.pictures.legend import (
    LegendEntry,
    LegendLine,
    cell_width,
    clipped,
    entry_width,
    one_line,
)

# The words that stand in a picture, unless the caller has those of the reader's language.
NAMES = {
    "dead": "dead",
    "saturated": "saturated",
    "asymptote": "asymptote",
    "difference": "difference",
    "histogram": "histogram",
    "panels_left_out": "panels without room: {count}",
    "zones_left_out": "functions whose zones have no room: {count}",
}
_FEWEST_LINES_OF_CURVES = 5


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
    names: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw a picture into at most `width` columns and `height` lines.

    The title stands above the panels, the legend beside or below them, then the bands of dead and
    saturated zones, and the notes last. What does not fit is left out: panels and bands with a
    note, the legend, notes from the last one, and the labels of the axes. With `ascii_only` every
    character is 7-bit. `names` are the words in the picture, those of NAMES in another language.
    """
    names = {**NAMES, **(names or {})}
    title, notes = one_line(title, ascii_only), [one_line(note, ascii_only) for note in notes]
    title_lines = 1 if title and height >= 6 else 0
    height -= title_lines
    layout, areas, told = _drawn(picture, width, height, notes, names, ascii_only)
    has_asymptotes = any(panel.asymptotes for panel in picture.panels)
    if has_asymptotes and not any(area.shows_asymptotes for area in areas):
        # All are hidden under the curves, and the legend shall not name what is not to be seen.
        panels = tuple(replace(panel, asymptotes=()) for panel in picture.panels)
        picture = replace(picture, panels=panels)
        layout, areas, told = _drawn(picture, width, height, notes, names, ascii_only)

    painter = _Painter(width, layout, ascii_only)
    if title_lines:
        painter.title(title)
    painter.areas(areas)
    painter.legend_below()
    painter.bands(names)
    for note in told[: _lines_for(told, height)]:
        painter.note(note)
    return painter.drawing


def _drawn(
    picture: Picture,
    width: int,
    height: int,
    notes: Sequence[str],
    names: Mapping[str, str],
    ascii_only: bool,
) -> tuple[Layout, list[Area], list[str]]:
    """The layout, the areas of its panels, and all notes with those on what is left out."""
    told = list(notes)
    while True:  # a note on what is left out takes a line too, and leaves fewer for the rest
        rest = height - _lines_for(told, height)
        layout = plan(picture, width, rest, names, ascii_only=ascii_only)
        before = len(told)
        told = [*notes, *(one_line(note, ascii_only) for note in _left_out(layout, names))]
        if len(told) <= before:
            break
    areas = [
        draw_area(placed, layout, is_last=placed is layout.panels[-1], ascii_only=ascii_only)
        for placed in layout.panels
    ]
    return layout, areas, told


def _lines_for(notes: Sequence[str], height: int) -> int:
    """How many of the notes have room below so many lines."""
    return min(len(notes), max(height - _FEWEST_LINES_OF_CURVES, 0))


def _left_out(layout: Layout, names: Mapping[str, str]) -> list[str]:
    """What is not in the picture though it was asked for."""
    notes = []
    if layout.panels_left_out:
        notes.append(names["panels_left_out"].format(count=layout.panels_left_out))
    if layout.bands_left_out:
        notes.append(names["zones_left_out"].format(count=layout.bands_left_out))
    return notes


class _Painter:
    """Puts the lines of a picture together, each piece in its ink."""

    def __init__(self, width: int, layout: Layout, ascii_only: bool) -> None:
        self.drawing = Drawing()
        self._width = width
        self._layout = layout
        self._ascii_only = ascii_only
        self._line = 0  # of the areas

    def title(self, title: str) -> None:
        """The title, at the left edge of the curves."""
        gutter = self._layout.gutter
        gutter = gutter if gutter < self._width - 10 else 0
        shown = clipped(title, self._width - gutter, self._ascii_only)
        self.drawing.append(" " * gutter + shown + "\n", TITLE)

    def note(self, note: str) -> None:
        """A remark below the picture."""
        self.drawing.append(clipped(note, self._width, self._ascii_only) + "\n", FAINT)

    def areas(self, areas: Sequence[Area]) -> None:
        """The panels, a rule with a heading between each two, and the legend beside them."""
        for number, (placed, area) in enumerate(zip(self._layout.panels, areas, strict=True)):
            if number > 0:
                self._rule(placed.heading)
            self._area(area)

    def _rule(self, heading: str) -> None:
        """The line between two panels, with the heading of the lower one at its left."""
        line, corner, crossing = "-++" if self._ascii_only else "─├┼"
        gutter, columns = self._layout.gutter, self._layout.columns
        if gutter:
            self.drawing.append(" " * (gutter - 1) + corner, FAINT)
        shown = clipped(heading, max(columns - 4, 0), self._ascii_only)
        pieces = list(line * columns)
        zero = self._layout.x.zero_cell
        if zero is not None:
            pieces[zero] = crossing
        start = 0
        if shown and columns >= 8:
            text = f" {shown} "
            self.drawing.append(line, FAINT)
            self.drawing.append(text)
            start = 1 + cell_width(text)
        self.drawing.append("".join(pieces[start:]), FAINT)
        self._end_line()

    def _area(self, area: Area) -> None:
        for gutter, characters, inks in zip(area.gutters, area.characters, area.inks, strict=True):
            self.drawing.append(gutter, FAINT)
            start = 0
            for ink, run in groupby(inks):
                end = start + len(list(run))
                self.drawing.append("".join(characters[start:end]), ink)
                start = end
            self._end_line()
        for line in area.axis:
            self.drawing.append(line, FAINT)
            self._end_line()

    def _end_line(self) -> None:
        """The entry of the legend that stands beside this line, if there is one."""
        entry = self._layout.beside.get(self._line)
        if entry is not None:
            self.drawing.append("  ")
            self._entry(entry)
        self.drawing.append("\n")
        self._line += 1

    def legend_below(self) -> None:
        """Entries of the legend in columns that stand below each other."""
        lines: Sequence[LegendLine] = self._layout.below
        column = max((entry_width(entry) for line in lines for entry in line), default=0) + 2
        widest = max((len(line) for line in lines), default=0) * column - 2
        for line in lines:
            self.drawing.append(" " * max(min(self._layout.gutter, self._width - widest), 0))
            for number, entry in enumerate(line):
                self._entry(entry)
                if number + 1 < len(line):
                    self.drawing.append(" " * (column - entry_width(entry)))
            self.drawing.append("\n")

    def _entry(self, entry: LegendEntry) -> None:
        self.drawing.append(entry.sample, entry.ink)
        self.drawing.append((" " if entry.sample else "") + entry.label, TEXT)

    def bands(self, names: Mapping[str, str]) -> None:
        """A line for each function with a zone, its columns those of the areas."""
        layout = self._layout
        for pieces in band_lines(
            layout.bands, layout.x, layout.label_width, names, ascii_only=self._ascii_only
        ):
            self.drawing.append(" " * layout.gutter)
            for text, ink in pieces:
                self.drawing.append(text, ink)
            self.drawing.append("\n")
