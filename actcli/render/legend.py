"""The legend: each curve's sample and name, in lines that fit beside the picture or below it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from actcli.analysis.picture import Curve
from actcli.render.strokes import marker_of, stroke_of

_SAMPLE_CELLS = 6
_WIDEST_LEGEND = 0.34  # of the picture's width, beside the curves
_TALLEST_LEGEND = 0.34  # of the picture's height, below them


@dataclass(frozen=True)
class LegendEntry:
    """A curve's sample stroke and its name."""

    curve: int
    sample: str
    label: str


LegendLine = tuple[LegendEntry, ...]


def legend_entries(curves: Sequence[Curve], *, ascii_only: bool) -> list[LegendEntry]:
    """The legend of some curves: for each its number, a sample of its stroke, and its name."""
    return [
        LegendEntry(
            number,
            _ascii_sample(curve) if ascii_only else _braille_sample(curve),
            one_line(curve_name(curve), ascii_only),
        )
        for number, curve in enumerate(curves)
    ]


def curve_name(curve: Curve) -> str:
    """A curve's name, f or f' or f'': a formula goes in parentheses first."""
    is_name = re.fullmatch(r"[\w.:=,@+-]+", curve.label) is not None
    name = curve.label if is_name or curve.order == 0 else f"({curve.label})"
    return name + "'" * curve.order


def _ascii_sample(curve: Curve) -> str:
    inked = stroke_of(curve, _SAMPLE_CELLS, ascii_only=True)
    return "".join(marker_of(curve) if ink else " " for ink in inked)


def _braille_sample(curve: Curve) -> str:
    """The curve's stroke as a level line of braille dots, two to a cell."""
    inked = stroke_of(curve, 2 * _SAMPLE_CELLS, ascii_only=False).reshape(-1, 2)
    return "".join(chr(0x2800 + 0x02 * int(left) + 0x10 * int(right)) for left, right in inked)


def legend_beside(
    entries: Sequence[LegendEntry], width: int, height: int
) -> tuple[LegendLine, ...]:
    """One entry a line where the names are short enough, else nothing."""
    widest = max(map(entry_width, entries))
    if widest > _WIDEST_LEGEND * width or len(entries) > height - 3:
        return ()
    return tuple((entry,) for entry in entries)


def legend_below(
    entries: Sequence[LegendEntry], width: int, height: int, ascii_only: bool
) -> tuple[LegendLine, ...]:
    """Entries in columns, as many as fit, in as many lines as the picture can spare."""
    most = int(_TALLEST_LEGEND * height) if height >= 8 else 0
    room = width - _SAMPLE_CELLS - 1
    if most == 0 or room < 4:
        return ()
    shown = [
        LegendEntry(entry.curve, entry.sample, clipped(entry.label, room, ascii_only))
        for entry in entries
    ]
    across = max((width + 2) // (max(map(entry_width, shown)) + 2), 1)
    if len(shown) > across * most:
        missing = len(shown) - across * most + 1
        shown = [*shown[: across * most - 1], LegendEntry(-1, "", f"+{missing}")]
    return tuple(tuple(shown[i : i + across]) for i in range(0, len(shown), across))


def legend_width(lines: Sequence[LegendLine]) -> int:
    """The cells that the longest of some lines takes."""
    return max(sum(map(entry_width, line)) for line in lines)


def entry_width(entry: LegendEntry) -> int:
    """The cells that an entry takes: its sample, a space and its name."""
    from rich.cells import cell_len

    return len(entry.sample) + 1 + cell_len(entry.label)


def one_line(text: str, ascii_only: bool) -> str:
    """Text that can do nothing but stand there: composed, without control characters or escapes."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(sign if sign.isprintable() else " " for sign in composed)
    return plain.encode("ascii", "replace").decode() if ascii_only else plain


def clipped(text: str, width: int, ascii_only: bool) -> str:
    """Text cut to a number of cells, its end marked where something is missing."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    mark = "..." if ascii_only else "…"
    if width <= len(mark):
        return mark[: max(width, 0)]
    return set_cell_size(text, width - len(mark)).rstrip() + mark
