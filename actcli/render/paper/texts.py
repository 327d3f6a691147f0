"""The lines of text around the panels of a sheet: measured, wrapped, and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from actcli.render.paper.fonts import Font, own_font

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font

TITLE_SIZE, NOTE_SIZE = 11.0, 7.5
_LINE, _EDGE = 1.3, 5.0  # from line to line in sizes of the letters; points beside the edge
_MOST_TITLE_LINES, _MOST_NOTE_LINES = 2, 40
_NOTES_SHARE = 0.2  # of the height, at most, where the sheet's size is given
_SIDE = 0.02  # of the width, left and right of the notes
_HANGING = "    "  # before a note's further lines
_MEASURED_SIZE = 100.0  # points; what is measured is a ratio


class Ruler:
    """Measures text as matplotlib sets it: each letter in the first font that has it."""

    def __init__(self, font: Font | None) -> None:
        paths = [own_font(), *([font.path] if font else [])]
        self._faces = [_face(str(path)) for path in paths]
        self._advance = cache(self._measured)

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points, in letters of a size in points."""
        return sum(self._advance(sign) for sign in text) * size

    def _measured(self, sign: str) -> float:
        from matplotlib.ft2font import LoadFlags

        has_it = (face for face in self._faces if face.get_char_index(ord(sign)))
        face = next(has_it, self._faces[0])
        glyph = face.load_char(ord(sign), flags=LoadFlags.NO_HINTING)
        return glyph.linearHoriAdvance / 65536.0 / _MEASURED_SIZE

    def wrapped(self, text: str, size: float, width: float, hanging: str = "") -> list[str]:
        """A text in lines of at most so many points, broken between words where possible.

        Blanks at its beginning stay; `hanging` is before each line but the first.
        """
        words = text.split()
        lines = [text[: len(text) - len(text.lstrip())]]
        is_begun = False
        for word in words:
            longer = f"{lines[-1]} {word}" if is_begun else lines[-1] + word
            if is_begun and self.width(longer, size) > width:
                lines.append(longer := hanging + word)
            lines[-1], is_begun = longer, True
            while self.width(lines[-1], size) > width and (
                cut := self._cut(lines[-1], size, width)
            ):
                lines[-1:] = [lines[-1][:cut], hanging + lines[-1][cut:]]
        return lines

    def _cut(self, line: str, size: float, width: float) -> int:
        """How many letters of a line without a place to break it fit; 0 if there is no such cut."""
        indent = len(line) - len(line.lstrip())
        fitting = indent + 1
        while fitting < len(line) and self.width(line[: fitting + 1], size) <= width:
            fitting += 1
        return fitting if fitting < len(line) and fitting > len(_HANGING) else 0

    def shortened(self, lines: list[str], most: int, size: float, width: float) -> list[str]:
        """The first lines, the last of them with an ellipsis where there were more."""
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(f"{last} …", size) > width:
            last = last[:-1].rstrip()
        return [*lines[: most - 1], f"{last} …"]


@cache
def _face(path: str) -> "FT2Font":
    from matplotlib.ft2font import FT2Font

    face = FT2Font(path)
    face.set_size(_MEASURED_SIZE, 72)
    return face


@dataclass(frozen=True)
class Surroundings:
    """The lines of the title above the panels and those of the notes below them."""

    above: Sequence[str]
    below: Sequence[str]

    @classmethod
    def of(
        cls,
        title: str,
        notes: Sequence[str],
        ruler: Ruler,
        more: Callable[[int], str],
        *,
        width: float,
        height: float | None,
    ) -> "Surroundings":
        """Title and notes for a sheet so many inches wide.

        Notes get what they need, up to a bound; a share of the height where that is given. What is
        left out is counted: `more` tells it in words.
        """  # fmt: skip
        across = 72.0 * width
        room = (1.0 - 2.0 * _SIDE) * across
        above = ruler.wrapped(title, TITLE_SIZE, room) if title.strip() else []
        below = [line for note in notes for line in ruler.wrapped(note, NOTE_SIZE, room, _HANGING)]
        most = _MOST_NOTE_LINES
        if height is not None:
            most = min(max(int(_NOTES_SHARE * height * 72.0 / (_LINE * NOTE_SIZE)), 1), most)
        if len(below) > most:
            below = [*below[: most - 1], more(len(below) - most + 1)]
        return cls(ruler.shortened(above, _MOST_TITLE_LINES, TITLE_SIZE, room), below)

    @property
    def height_below(self) -> float:
        """Inches that the notes take."""
        return _inches(self.below, NOTE_SIZE)

    def write(self, figure: "Figure", faint: str) -> tuple[float, float]:
        """Write them; from and to which share of the figure's height there is room for panels."""
        height = figure.get_figheight()
        edge = _EDGE / 72.0 / height
        figure.text(
            0.5, 1.0 - edge, "\n".join(self.above), size=TITLE_SIZE, ha="center", va="top",
            linespacing=_LINE, parse_math=False, in_layout=False,
        )  # fmt: skip
        figure.text(
            _SIDE, edge, "\n".join(self.below), size=NOTE_SIZE, color=faint, va="bottom",
            linespacing=_LINE, parse_math=False, in_layout=False,
        )  # fmt: skip
        return self.height_below / height, 1.0 - _inches(self.above, TITLE_SIZE) / height


def _inches(lines: Sequence[str], size: float) -> float:
    return (len(lines) * _LINE * size + _EDGE) / 72.0 if lines else 0.0
