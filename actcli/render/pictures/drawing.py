"""A finished picture as pieces of text, each with the ink it is drawn in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actcli.render.pictures.palette import Theme, style_of
from actcli.render.terminal import ColorSystem

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True)
class Ink:
    """What a piece of a picture is, from which its colour follows.

    `role` is `text`, `faint` (axes, notes), `title`, or `curve` with the number of a function.
    """

    role: str
    function: int = 0


TEXT, FAINT, TITLE = Ink("text"), Ink("faint"), Ink("title")
Piece = tuple[str, Ink]


def curve_ink(function: int) -> Ink:
    """The ink of a function: of its curve, its slopes and its sample in the legend."""
    return Ink("curve", function)


class Drawing:
    """Text that is put together piece by piece; a piece may hold line ends."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.pieces: list[Piece] = []

    def append(self, text: str, ink: Ink = TEXT) -> None:
        """Add a piece at the end."""
        self.pieces.append((text, ink))

    @property
    def plain(self) -> str:
        """The picture without colours: lines that end in a newline and not in spaces."""
        lines = "".join(text for text, _ in self.pieces).splitlines()
        return "".join(line.rstrip() + "\n" for line in lines)

    def lines(self) -> Iterator[list[Piece]]:
        """The pieces line by line, without line ends."""
        line: list[Piece] = []
        for text, ink in self.pieces:
            first, *others = text.split("\n")
            line.append((first, ink))
            for other in others:
                yield [piece for piece in line if piece[0]]
                line = [(other, ink)]
        if any(text for text, _ in line):
            yield [piece for piece in line if piece[0]]

    def text(self, colors: ColorSystem | None, theme: Theme = "auto") -> "Text":
        """The picture as a rich Text, without the last newline, which printing adds."""
        from rich.text import Text

        styled = [
            (text, style_of(ink.role, ink.function, colors, theme)) for text, ink in self.pieces
        ]
        text = Text.assemble(*styled)
        text.right_crop(1)
        return text
