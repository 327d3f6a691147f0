"""The characters of pictures as geometry, so that no font is needed to draw them right.

A cell is 8 units wide and 16 high, x to the right and y down from its upper left corner. That makes
the dots of braille a square grid, 4 units apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

CELL_WIDTH, CELL_HEIGHT = 8, 16
_MIDDLE_X, _MIDDLE_Y = CELL_WIDTH / 2, CELL_HEIGHT / 2

# The dots of braille in the order of their bits in U+2800 to U+28FF (The Unicode Standard 16.0,
# section 21.1): column and row. The fourth row was added to the older six dots.
_BRAILLE = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
_DOT_PITCH = CELL_WIDTH // 2

# Where a line of a box leads, by the words in its Unicode name.
_ARMS = {
    "LEFT": ((0, _MIDDLE_Y),),
    "RIGHT": ((CELL_WIDTH, _MIDDLE_Y),),
    "UP": ((_MIDDLE_X, 0),),
    "DOWN": ((_MIDDLE_X, CELL_HEIGHT),),
    "HORIZONTAL": ((0, _MIDDLE_Y), (CELL_WIDTH, _MIDDLE_Y)),
    "VERTICAL": ((_MIDDLE_X, 0), (_MIDDLE_X, CELL_HEIGHT)),
}
_WEIGHTS = {"LIGHT": 1, "HEAVY": 2}
_DASHES = {"DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}

_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}

# Relative paths from the middle of the cell, drawn filled, or as an outline.
_CIRCLE = "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"
_DIAMOND = "m0-4l4 4l-4 4l-4-4z"
_SQUARE = "m-3-3h6v6h-6z"
_FILLED = {
    "●": _CIRCLE,
    "◆": _DIAMOND,
    "■": _SQUARE,
    "▲": "m0-4l4 7h-8z",
    "▼": "m0 4l4-7h-8z",
    "•": "m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0z",
}
_OUTLINED = {
    "○": _CIRCLE,
    "◇": _DIAMOND,
    "□": _SQUARE,
    "△": _FILLED["▲"],
    "▽": _FILLED["▼"],
    "╭": "m0 8v-4q0-4 4-4",
    "╮": "m0 8v-4q0-4-4-4",
    "╯": "m0-8v4q0 4-4 4",
    "╰": "m0-8v4q0 4 4 4",
}


@dataclass(frozen=True, order=True)
class Segment:
    """A line that is level or upright, from its left or upper end."""

    x: float
    y: float
    end_x: float
    end_y: float
    weight: int = 1


@dataclass(frozen=True)
class Block:
    """A filled rectangle, of an opacity that stands for the density of a shade."""

    x: float
    y: float
    width: float
    height: float
    opacity: float = 1.0


@dataclass(frozen=True)
class Mark:
    """A shape around the middle of a cell: a relative SVG path, filled or as an outline."""

    path: str
    filled: bool

    @property
    def start(self) -> tuple[float, float]:
        """The point of the cell that the path begins at."""
        return _MIDDLE_X, _MIDDLE_Y


def is_braille(character: str) -> bool:
    """Tell whether a character is one of the 256 patterns of dots."""
    return "\u2800" <= character <= "\u28ff"


def dots(character: str) -> list[tuple[int, int]]:
    """The middles of the dots of a braille character."""
    bits = ord(character) - 0x2800
    return [
        (_DOT_PITCH * column + _DOT_PITCH // 2, _DOT_PITCH * row + _DOT_PITCH // 2)
        for bit, (column, row) in enumerate(_BRAILLE)
        if bits >> bit & 1
    ]


def segments(character: str) -> list[Segment]:
    """The lines of a box-drawing character, light, heavy or dashed; none for any other.

    Unicode names say where the lines lead: LIGHT DOWN AND RIGHT, VERTICAL LIGHT AND LEFT HEAVY.
    """
    name = unicodedata.name(character, "")
    match = re.fullmatch(r"BOX DRAWINGS ((?:(?!DOUBLE|ARC|DIAGONAL).)*|.* DASH \w+)", name)
    if match is None:
        return []
    words = match[1].split()
    if "DASH" in words:
        return _dashed(_WEIGHTS[words[0]], _DASHES[words[1]], words[3] == "VERTICAL")
    found = []
    weight = 1
    for part in match[1].split(" AND "):
        words = part.split()
        weight = next((_WEIGHTS[word] for word in words if word in _WEIGHTS), weight)
        ends = [end for word in words for end in _ARMS.get(word, ())]
        found += [_segment((_MIDDLE_X, _MIDDLE_Y), end, weight) for end in ends]
    return found


def _segment(start: tuple[float, float], end: tuple[float, float], weight: int) -> Segment:
    (x, y), (end_x, end_y) = sorted((start, end))
    return Segment(x, y, end_x, end_y, weight)


def _dashed(weight: int, count: int, upright: bool) -> list[Segment]:
    length = (CELL_HEIGHT if upright else CELL_WIDTH) / count
    ends = [((n + 0.2) * length, (n + 0.8) * length) for n in range(count)]
    if upright:
        return [Segment(_MIDDLE_X, start, _MIDDLE_X, end, weight) for start, end in ends]
    return [Segment(start, _MIDDLE_Y, end, _MIDDLE_Y, weight) for start, end in ends]


def block(character: str) -> Block | None:
    """The rectangle of a block element: eighths from below or from the left, halves, shades."""
    if character in _SHADES:
        return Block(0, 0, CELL_WIDTH, CELL_HEIGHT, _SHADES[character])
    if "▁" <= character <= "█":
        height = CELL_HEIGHT * (ord(character) - ord("▁") + 1) / 8
        return Block(0, CELL_HEIGHT - height, CELL_WIDTH, height)
    if "▉" <= character <= "▏":
        return Block(0, 0, CELL_WIDTH * (ord("▏") - ord(character) + 1) / 8, CELL_HEIGHT)
    if character == "▀":
        return Block(0, 0, CELL_WIDTH, CELL_HEIGHT / 2)
    if character == "▐":
        return Block(CELL_WIDTH / 2, 0, CELL_WIDTH / 2, CELL_HEIGHT)
    return None


def mark(character: str) -> Mark | None:
    """The shape of a marker of points, or of a rounded corner."""
    if character in _FILLED:
        return Mark(_FILLED[character], filled=True)
    if character in _OUTLINED:
        return Mark(_OUTLINED[character], filled=False)
    return None


def joined_segments(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Lines that go on in each other made one: shorter, and without a seam."""
    last: Segment | None = None
    for segment in sorted(segments, key=_along):
        if last and _along(last)[:2] == _along(segment)[:2] and _along(segment)[2] <= _end(last):
            last = replace(
                last,
                end_x=max(last.end_x, segment.end_x),
                end_y=max(last.end_y, segment.end_y),
            )
        else:
            if last:
                yield last
            last = segment
    if last:
        yield last


def _along(segment: Segment) -> tuple[bool, float, float]:
    """Whether a line is upright, where it lies across, and where it begins."""
    upright = segment.x == segment.end_x
    return (True, segment.x, segment.y) if upright else (False, segment.y, segment.x)


def _end(segment: Segment) -> float:
    return segment.end_y if segment.x == segment.end_x else segment.end_x


def joined_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Neighbours of the same height made one."""
    last: Block | None = None
    for rectangle in sorted(blocks, key=lambda b: (b.y, b.height, b.x)):
        touches = last and (last.y, last.height, last.x + last.width) == (
            rectangle.y,
            rectangle.height,
            rectangle.x,
        )
        if last and touches:
            last = replace(last, width=last.width + rectangle.width)
        else:
            if last:
                yield last
            last = rectangle
    if last:
        yield last
