"""From a picture to bytes: how large, in which colours, and in which kind of file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from actcli.cli.options import chosen_color, spoken_language
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.pictures.picture import Picture
    from actcli.catalog.activation import Activation
    from actcli.render.pictures.drawing import Drawing
    from actcli.render.pictures.palette import Theme
    from actcli.render.words import Words

# plotext fills its canvas cell by cell: more cells than this would take seconds.
WIDEST, TALLEST = 500, 200
STYLES = ("terminal", "print")
# Dots across for a picture on paper: more than a printer shows of a curve.
_PAPER_COLUMNS = 1500
_PAPER_LINE = 1000  # paper breaks lines by itself, where they end


@dataclass(frozen=True)
class Look:
    """How a picture is to look: the kind of file, its size in cells, its colours.

    `format` is text (a terminal or a pipe) or one of render.files.FORMATS. `width` and `height`
    are None until `sized` has asked the terminal.
    """

    format: str = "text"
    on_paper: bool = False
    width: int | None = None
    height: int | None = None
    ascii_only: bool = False
    color: str = "auto"
    theme: "Theme" = "auto"

    @property
    def cells(self) -> tuple[int, int]:
        """Columns and lines, once they are known."""
        if self.width is None or self.height is None:
            raise TypeError("the size of the picture is not known yet")
        return self.width, self.height

    @property
    def dots(self) -> int:
        """Columns of dots: what a function is sampled for."""
        from actcli.render.pictures.curves import dot_columns

        if self.on_paper:
            return _PAPER_COLUMNS
        return dot_columns(self.cells[0], ascii_only=self.ascii_only)


def sized(look: Look, *, to_terminal: bool) -> Look:
    """The look with a size: what was asked for, else what the terminal has.

    The last line of a terminal is for the prompt: it must not push the title out.
    """
    from actcli.render.terminal import terminal_size

    columns, lines = terminal_size(to_terminal=to_terminal)
    free = max(lines - 1, 1) if to_terminal else lines
    return replace(
        look,
        width=look.width or min(columns, WIDEST),
        height=look.height or min(free, TALLEST),
    )


def chosen_look(
    output: Path | None,
    style: str,
    theme: str,
    color: str | None,
    width: int | None,
    height: int | None,
    ascii_only: bool,
) -> Look:
    """The look that the options ask for; ActcliError for one that there is not."""
    from actcli.render.files.saving import format_of
    from actcli.render.pictures.palette import THEMES

    if style not in STYLES:
        raise ActcliError(f"--style: {style!r} is not known", f"choose {' or '.join(STYLES)}")
    known = next((name for name in THEMES if name == theme), None)
    if known is None:
        raise ActcliError(f"--theme: {theme!r} is not known", f"choose {', '.join(THEMES)}")
    # A name without an extension, such as /dev/null, gets what a pipe would.
    kind = format_of(output) if output is not None and output.suffix else "text"
    on_paper = kind in ("png", "pdf") or style == "print"
    if on_paper and kind not in ("png", "pdf", "svg"):
        hint = "add --save FILE.svg, .png or .pdf"
        if kind == "text":
            raise ActcliError("--style print needs a file to be drawn into", hint)
        raise ActcliError(
            f"a .{kind} file holds characters: --style print has no place there", hint
        )
    for option, is_given in (("--ascii", ascii_only), ("--width", width), ("--height", height)):
        if on_paper and is_given:
            raise ActcliError(f"{option} is for pictures of characters, not for paper")
    return Look(kind, on_paper, width, height, ascii_only, chosen_color(color), known)


def picture_words(look: Look, lang: str | None) -> "Words":
    """The words of the reader's language, or English where they could not be drawn."""
    from actcli.render.words import load_words

    language = "en" if look.ascii_only else spoken_language(lang)  # 7 bits hold no Korean
    if look.on_paper and language == "ko":
        from actcli.render.paper.fonts import speaks_korean

        if not speaks_korean():
            typer.echo(
                "note: no font with Hangul is installed: titles are in English "
                "(pip install 'actcli[image]' brings one)",
                err=True,
            )
            language = "en"
    return load_words(language)


@dataclass(frozen=True)
class Caption:
    """The words around a picture: a title, None for the functions' names, and further notes."""

    title: str | None = None
    notes: Sequence[str] = ()


def drawing_of(picture: "Picture", look: Look, words: "Words", caption: Caption) -> "Drawing":
    """The picture in cells."""
    from actcli.render.pictures.captions import picture_names, picture_notes, picture_title
    from actcli.render.pictures.curves import draw_picture

    width, height = look.cells
    return draw_picture(
        picture,
        width=width,
        height=height,
        title=picture_title(picture, words) if caption.title is None else caption.title,
        notes=[*caption.notes, *picture_notes(picture, words, width)],
        ascii_only=look.ascii_only,
        names=picture_names(words),
    )


def terminal_text(drawing: "Drawing", look: Look, *, to_terminal: bool) -> str:
    """A drawing with the colours that the terminal has, if it has any."""
    from actcli.render.terminal import color_system, rendered

    colors = color_system(look.color, to_terminal=to_terminal)
    if colors is None:  # rich has nothing to add, and importing it takes a while
        return drawing.plain
    return rendered(drawing.text(colors, look.theme), color="always", width=look.width)


def picture_bytes(
    picture: "Picture",
    look: Look,
    words: "Words",
    caption: Caption,
    functions: "Sequence[Activation]",
    *,
    to_terminal: bool,
) -> bytes:
    """A picture as it is written: text with or without colours, or a file of its format."""
    if look.on_paper:
        return _on_paper(picture, look, words, caption, functions)
    drawing = drawing_of(picture, look, words, caption)
    if look.format == "text":
        return terminal_text(drawing, look, to_terminal=to_terminal).encode()

    from actcli.render.files import saving
    from actcli.render.pictures.captions import picture_title

    return saving.picture_bytes(
        drawing,
        look.format,
        theme=look.theme,
        width=look.cells[0],
        label=caption.title or picture_title(picture, words),
        language=words.language,
    )


def _on_paper(
    picture: "Picture",
    look: Look,
    words: "Words",
    caption: Caption,
    functions: "Sequence[Activation]",
) -> bytes:
    from actcli.render.paper.fonts import hangul_font, lacking
    from actcli.render.paper.formulas import formula_of
    from actcli.render.paper.picture import paper_picture
    from actcli.render.pictures.captions import picture_names, picture_notes, picture_title

    title = caption.title
    if title is None or lacking(title, hangul_font()):
        title = picture_title(picture, words)
    return paper_picture(
        picture,
        format=look.format,
        title=title,
        formulas=[formula_of(function) for function in functions] if title else (),
        notes=[*caption.notes, *picture_notes(picture, words, _PAPER_LINE)],
        texts=picture_names(words),
        theme=look.theme,
    )
