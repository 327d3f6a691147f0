"""Bands below the x axis: where each function is dead or saturated, a line for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from actcli.analysis.pictures.picture import Picture, Zone
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.drawing import TEXT, Piece, curve_ink
from actcli.render.pictures.legend import cell_width, clipped, one_line

MOST_BANDS = 6
# In this order: what is dead is drawn over what is saturated.
_SHADES = {"saturated": ("░", ":"), "dead": ("▓", "#")}
# A word inside a band leaves so many cells of it on both sides.
_CELLS_AROUND_WORD = 1


@dataclass(frozen=True)
class Band:
    """The zones of a function, and its name."""

    function: int
    name: str
    zones: tuple[Zone, ...]


def bands_of(picture: Picture, *, ascii_only: bool) -> list[Band]:
    """The functions that have a zone inside the picture's range."""
    low, high = picture.x_range
    names = {curve.function: curve.label for curve in reversed(picture.curves)}
    bands = []
    for function in dict.fromkeys(zone.function for zone in picture.zones):
        zones = tuple(
            zone for zone in picture.zones
            if zone.function == function and zone.low < high and zone.high > low
        )  # fmt: skip
        if zones:
            name = one_line(names.get(function, ""), ascii_only)
            bands.append(Band(function, name, zones))
    return bands


def band_lines(
    bands: Sequence[Band],
    x: Axis,
    label_width: int,
    names: Mapping[str, str],
    *,
    ascii_only: bool,
) -> list[list[Piece]]:
    """A line for each band: its cells in the colour of the function, then its name.

    Each kind of zone is named once: inside its widest stretch, or where none is wide enough beside
    one, or else beside the name of the first function that has it.
    """
    cells = [_kinds(band, x) for band in bands]
    words = {kind: one_line(names[kind], ascii_only) for kind in _SHADES}
    inside = _places_of_words(cells, words)
    beside = [kind for kind in _SHADES if kind not in inside]
    lines = []
    for number, band in enumerate(bands):
        label = band.name
        for kind in [kind for kind in beside if kind in cells[number]]:
            label += f" {_SHADES[kind][ascii_only]} {words[kind]}"
            beside.remove(kind)
        starts = {start: words[kind] for kind, (line, start) in inside.items() if line == number}
        pieces = _pieces(band, cells[number], starts, ascii_only)
        if label_width > 1:
            pieces.append((f"  {clipped(label, label_width, ascii_only)}", TEXT))
        lines.append(pieces)
    return lines


def _kinds(band: Band, x: Axis) -> list[str]:
    """The kind of zone in each column, or an empty text."""
    kinds = np.full(x.cells, "", dtype=object)
    middles = np.arange(x.cells) * x.dots_per_cell + (x.dots_per_cell - 1) / 2
    low_value, high_value = x.values
    for kind in _SHADES:
        for zone in (zone for zone in band.zones if zone.kind == kind):
            ends = np.array([max(zone.low, low_value), min(zone.high, high_value)])
            low, high = x.dot(ends).tolist()
            covered = (middles >= low - 1e-9) & (middles <= high + 1e-9)
            if zone.low <= low_value:
                covered |= (middles < low) & (middles <= high)
            if zone.high >= high_value:
                covered |= (middles > high) & (middles >= low)
            if not covered.any():  # too narrow for a cell, and yet there
                covered[np.argmin(np.abs(middles - (low + high) / 2))] = True
            kinds[covered] = kind
    return kinds.tolist()


def _places_of_words(
    cells: Sequence[Sequence[str]], words: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """For each kind the band and the column where its word begins, if there is room for it."""
    places: dict[str, tuple[int, int]] = {}
    for kind, word in words.items():
        needed = cell_width(word) + 2
        best = 0
        for line, kinds in enumerate(cells):
            runs = _runs(kinds)
            inside = [run for run in runs if run[0] == kind]
            width, start = max(((end - start, start) for _, start, end in inside), default=(0, 0))
            if width >= needed + 2 * _CELLS_AROUND_WORD and width > best:
                best = width
                places[kind] = (line, start + (width - needed) // 2)
            elif inside and kind not in places:
                beside = _beside(runs, kind, needed)
                if beside is not None:
                    places[kind] = (line, beside)
    return places


Run = tuple[str, int, int]


def _runs(kinds: Sequence[str]) -> list[Run]:
    """Neighbouring columns of one kind: the kind, the first column, and the one behind the last."""
    runs = []
    start = 0
    for kind, group in groupby(kinds):
        end = start + len(list(group))
        runs.append((kind, start, end))
        start = end
    return runs


def _beside(runs: Sequence[Run], kind: str, needed: int) -> int | None:
    """The column of a word in the blank stretch behind a run of the kind, or before it."""
    for before, after in pairwise(runs):
        if after[0] == "" and before[0] == kind and after[2] - after[1] > needed:
            return after[1]
        if before[0] == "" and after[0] == kind and before[2] - before[1] > needed:
            return before[2] - needed
    return None


def _pieces(
    band: Band, kinds: Sequence[str], words: Mapping[int, str], ascii_only: bool
) -> list[Piece]:
    """The cells of one band; a word takes the place of as many cells as it is wide."""
    ink = curve_ink(band.function)
    pieces: list[Piece] = []
    column = 0
    while column < len(kinds):
        if column in words:
            pieces.append((f" {words[column]} ", TEXT))
            column += cell_width(words[column]) + 2
            continue
        kind = kinds[column]
        pieces.append((_SHADES[kind][ascii_only], ink) if kind else (" ", TEXT))
        column += 1
    return joined(pieces)


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of the same ink made one."""
    return [
        ("".join(text for text, _ in run), ink)
        for ink, run in groupby(pieces, key=lambda piece: piece[1])
    ]
