"""The layout of a picture: how its lines and columns are shared, and where everything stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from actcli.analysis.pictures.picture import LINEAR, Array, Panel, Picture
from actcli.render.pictures.axes import Axis, places
from actcli.render.pictures.bands import MOST_BANDS, Band, bands_of
from actcli.render.pictures.bars import column_shares, share_ticks, tallest
from actcli.render.pictures.legend import (
    LegendEntry,
    LegendLine,
    cell_width,
    curve_name,
    entry_width,
    one_line,
)
from actcli.render.pictures.stacking import Stack, stacked
from actcli.render.pictures.ticks import Tick, x_ticks, y_ticks
from actcli.render.pictures.windows import window

_FEWEST_COLUMNS = 10  # that a gutter leaves to the areas
# Lines that bands leave to the rest of the picture, and columns for the names beside them.
_LINES_BEFORE_BANDS = 7
_WIDEST_BAND_LABEL = 0.25
_SPARED_FOR_TICKS = 0.17  # of the columns, so that ticks stand at even distances

PlacedTick = tuple[int, str]


@dataclass(frozen=True)
class PanelLayout:
    """A panel in its rows: its y axis, the cells of its ticks, and the shares of a histogram."""

    panel: Panel
    y: Axis
    ticks: tuple[PlacedTick, ...]
    heading: str
    shares: Array | None = None

    @property
    def rows(self) -> int:
        """Lines of characters."""
        return self.y.cells


@dataclass(frozen=True)
class Layout:
    """Where everything goes.

    `gutter` are the columns at the left, for the labels of the y axes. `x_ticks` are empty where
    there is no room for them. `beside` has the legend's entry of a line of the areas, counted from
    above, rules and the lines of the x axis included.
    """

    panels: tuple[PanelLayout, ...]
    x: Axis
    x_ticks: tuple[PlacedTick, ...]
    gutter: int
    beside: Mapping[int, LegendEntry]
    below: tuple[LegendLine, ...]
    bands: tuple[Band, ...]
    label_width: int
    panels_left_out: int
    bands_left_out: int

    @property
    def columns(self) -> int:
        """Columns of the areas."""
        return self.x.cells


def plan(
    picture: Picture, width: int, height: int, names: Mapping[str, str], *, ascii_only: bool
) -> Layout:
    """Share the space between panels, legend, bands and the labels of the axes."""
    all_bands = bands_of(picture, ascii_only=ascii_only)
    most_bands = min(MOST_BANDS, max(height - _LINES_BEFORE_BANDS, 0))
    bands = tuple(all_bands[:most_bands])
    stack = stacked(picture.panels, width, height - len(bands), names, ascii_only)
    label_width = _label_width(stack.beside.values(), bands, width)
    room = width - (label_width + 2 if label_width else 0)
    panels, x, gutter = _areas(picture, stack, room, names, ascii_only)
    return Layout(
        panels=panels,
        x=x,
        x_ticks=_placed(x_ticks(x.values, x.cells, x.scale), x) if stack.has_x_labels else (),
        gutter=gutter,
        beside=stack.beside,
        below=stack.below,
        bands=bands,
        label_width=label_width,
        panels_left_out=len(picture.panels) - len(panels),
        bands_left_out=len(all_bands) - len(bands),
    )


def _label_width(entries: Collection[LegendEntry], bands: Sequence[Band], width: int) -> int:
    """The columns at the right: for the legend, or else for the names of bands."""
    if entries:
        return max(map(entry_width, entries))
    most = int(_WIDEST_BAND_LABEL * width)
    widest = max((cell_width(band.name) for band in bands), default=0)
    return min(widest, most) if most >= 4 else 0


# ---------------------------------------------------------------------------------------------
# Areas
# ---------------------------------------------------------------------------------------------


def _areas(
    picture: Picture,
    stack: Stack,
    room: int,
    names: Mapping[str, str],
    ascii_only: bool,
) -> tuple[tuple[PanelLayout, ...], Axis, int]:
    """The panels in their rows, the x axis that they share, and the gutter that they share."""
    # A histogram's labels depend on how many columns they leave it, but hardly in length.
    laid, _ = _laid(picture, stack, room, names, ascii_only)
    needed = max((len(label) for panel in laid for _, label in panel.ticks), default=0) + 1
    gutter = needed if room - needed >= _FEWEST_COLUMNS else 0
    laid, x = _laid(picture, stack, room - gutter, names, ascii_only)
    return laid, x, gutter


def _laid(
    picture: Picture,
    stack: Stack,
    room: int,
    names: Mapping[str, str],
    ascii_only: bool,
) -> tuple[tuple[PanelLayout, ...], Axis]:
    """The panels and their x axis in so many columns."""
    x = _x_axis(picture, max(room, 1), ascii_only)
    laid = (
        _panel(panel, rows, x, names, ascii_only)
        for panel, rows in zip(stack.panels, stack.rows, strict=True)
    )
    return tuple(laid), x


def _x_axis(picture: Picture, room: int, ascii_only: bool) -> Axis:
    """The x axis in at most so many columns: a few less where its ticks are then evenly spaced."""
    across = 1 if ascii_only else 2
    limits = places(picture.x_scale, picture.x_range)

    def axis(columns: int) -> Axis:
        return Axis(picture.x_scale, limits, columns * across, across)

    # With an odd number one is in the middle: there stands the axis of a symmetric range.
    widest = room - 1 if room % 2 == 0 and room > _FEWEST_COLUMNS else room
    narrowest = max(widest - int(_SPARED_FOR_TICKS * widest), _FEWEST_COLUMNS)
    most = len(_tick_cells(axis(widest), picture))
    for columns in range(widest, narrowest - 1, -2):
        cells = _tick_cells(axis(columns), picture)
        if len(cells) == most and len({right - left for left, right in pairwise(cells)}) == 1:
            return axis(columns)
    return axis(widest)


def _tick_cells(x: Axis, picture: Picture) -> list[int]:
    ticks = x_ticks(picture.x_range, x.cells, x.scale)
    return [cell for tick in ticks if (cell := x.cell(tick.value)) is not None]


def _panel(
    panel: Panel, rows: int, x: Axis, names: Mapping[str, str], ascii_only: bool
) -> PanelLayout:
    heading = one_line(_heading(panel, names), ascii_only)
    if panel.bars is not None:
        shares = column_shares(panel.bars, x)
        y = Axis(LINEAR, (0.0, tallest(shares)), rows, 1)
        ticks = tuple((line, tick.label) for line, tick in share_ticks(shares, rows))
        return PanelLayout(panel, y, ticks, heading, shares)
    dots_up = 1 if ascii_only else 4
    y = window(panel, rows, dots_up)
    return PanelLayout(panel, y, _placed(y_ticks(y.values, rows, y.scale), y), heading)


def _heading(panel: Panel, names: Mapping[str, str]) -> str:
    """What a panel shows, in a word: f', or the only curve that it has."""
    if panel.kind == "histogram":
        return names["histogram"]
    if len(panel.curves) == 1:
        return curve_name(panel.curves[0])
    return names["difference"] if panel.kind == "difference" else "f" + "'" * panel.order


def _placed(ticks: Sequence[Tick], axis: Axis) -> tuple[PlacedTick, ...]:
    """The cells of ticks; of two in one cell the first."""
    cells = ((axis.cell(tick.value), tick.label) for tick in ticks)
    placed: dict[int, str] = {}
    for cell, label in cells:
        if cell is not None:
            placed.setdefault(cell, label)
    return tuple(placed.items())
