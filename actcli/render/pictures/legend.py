"""The legend: each curve's sample and name, in lines that fit beside the picture or below it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from actcli.analysis.pictures.picture import Curve, Panel
from actcli.render.pictures.drawing import FAINT, TEXT, Ink, curve_ink
from actcli.render.pictures.strokes import asymptote_sample, sample_of, strokes_of

_SAMPLE_CELLS = 6
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
_WIDEST_LEGEND = 0.34  # of the picture's width, beside the curves
_TALLEST_LEGEND = 0.34  # of the picture's height, below them


@dataclass(frozen=True)
class LegendEntry:
    """A sample of a stroke in its ink, and what is drawn with it."""

    ink: Ink
    sample: str
    label: str


LegendLine = tuple[LegendEntry, ...]


def legend_entries(panel: Panel, *, ascii_only: bool) -> list[LegendEntry]:
    """The legend of a panel's curves: for each a sample of its stroke, and its name."""
    return [
        LegendEntry(
            curve_ink(curve.function),
            sample_of(stroke, _SAMPLE_CELLS, ascii_only=ascii_only),
            one_line(curve_name(curve), ascii_only),
        )
        for curve, stroke in zip(panel.curves, strokes_of(panel), strict=True)
    ]


def asymptote_entry(name: str, *, ascii_only: bool) -> LegendEntry:
    """The legend of all asymptotes together."""
    sample = asymptote_sample(_SAMPLE_CELLS, ascii_only=ascii_only)
    return LegendEntry(FAINT, sample, one_line(name, ascii_only))


def curve_name(curve: Curve) -> str:
    """A curve's name, f or f' or f'': a formula goes in parentheses first."""
    is_name = re.fullmatch(r"[\w.:=,@+-]+", curve.label) is not None
    name = curve.label if is_name or curve.order == 0 else f"({curve.label})"
    return name + "'" * curve.order


def fits_beside(entries: Sequence[LegendEntry], width: int, height: int) -> bool:
    """Whether the names are short and few enough for one entry a line beside the curves."""
    widest = max(map(entry_width, entries), default=0)
    return 0 < widest <= _WIDEST_LEGEND * width and len(entries) <= height - 3


def legend_below(
    entries: Sequence[LegendEntry], width: int, height: int, ascii_only: bool
) -> tuple[LegendLine, ...]:
    """Entries in columns, as many as fit, in as many lines as the picture can spare."""
    most = int(_TALLEST_LEGEND * height) if height >= 8 else 0
    room = width - _SAMPLE_CELLS - 1
    if most == 0 or room < 4:
        return ()
    shown = [
        LegendEntry(entry.ink, entry.sample, clipped(entry.label, room, ascii_only))
        for entry in entries
    ]
    across = max((width + 2) // (max(map(entry_width, shown), default=0) + 2), 1)
    if len(shown) > across * most:
        missing = len(shown) - across * most + 1
        shown = [*shown[: across * most - 1], LegendEntry(TEXT, "", f"+{missing}")]
    return tuple(tuple(shown[i : i + across]) for i in range(0, len(shown), across))


def entry_width(entry: LegendEntry) -> int:
    """The cells that an entry takes: its sample, a space and its name."""
    return len(entry.sample) + 1 + cell_width(entry.label)


def one_line(text: str, ascii_only: bool) -> str:
    """Text that can do nothing but stand there, in cells that can be counted.

    Composed (NFC), without control characters, escapes, and what only changes the look of the
    character before it (variation selectors), for terminals disagree about its width.
    """
    composed = _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", text))
    plain = "".join(sign if sign.isprintable() else " " for sign in composed)
    if ascii_only:
        return plain.replace("\u2212", "-").encode("ascii", "replace").decode()
    return plain


def cell_width(text: str) -> int:
    """The cells that a text takes on a terminal: Hangul two each, an accent none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def clipped(text: str, width: int, ascii_only: bool) -> str:
    """Text cut to a number of cells, its end marked where something is missing."""
    if cell_width(text) <= width:
        return text
    mark = "..." if ascii_only else "…"
    if width <= len(mark):
        return mark[: max(width, 0)]
    from rich.cells import set_cell_size

    return set_cell_size(text, width - len(mark)).rstrip() + mark
