"""A drawing as the bytes of a file, and which kinds of files there are."""

import os
from pathlib import PurePath

from actcli.errors import ActcliError, nearest
from actcli.render.pictures.drawing import Drawing
from actcli.render.pictures.palette import Theme, style_of

# The first four show the picture of the terminal; the last two are drawn anew, by render.paper.
DRAWN_FORMATS = ("txt", "ansi", "svg", "html")
FORMATS = (*DRAWN_FORMATS, "png", "pdf")


def format_of(path: str | os.PathLike[str]) -> str:
    """The format that a file's extension names, one of FORMATS.

    Raises ActcliError for an unknown extension and for none.
    """
    extension = PurePath(path).suffix.lower().removeprefix(".")
    if extension in FORMATS:
        return extension
    *others, last = (f".{name}" for name in FORMATS)
    known = f"{', '.join(others)} or {last}"
    name = PurePath(path).name or str(path)
    if not extension:
        raise ActcliError(f"which format shall {name} have?", f"end its name in {known}")
    near = nearest(extension, FORMATS)
    hint = f"did you mean .{near}? Pictures can be {known}" if near else f"use {known}"
    raise ActcliError(f"pictures cannot be saved as .{extension}", hint)


def picture_bytes(
    drawing: Drawing,
    format: str,
    *,
    theme: Theme = "auto",
    width: int = 0,
    label: str = "",
    language: str = "en",
) -> bytes:
    """A drawing as the content of a file of one of DRAWN_FORMATS.

    `width` is that of the whole picture in columns, `label` names it in the language. Raises
    ValueError for another format.
    """
    match format:
        case "txt":
            text = drawing.plain
        case "ansi":
            text = ansi_text(drawing, theme)
        case "svg":
            from actcli.render.files.svg import svg_text

            text = svg_text(drawing, theme=theme, label=label, columns=width)
        case "html":
            from actcli.render.files.html import html_text

            text = html_text(drawing, theme=theme, title=label, language=language, columns=width)
        case _:
            raise ValueError(f"not a picture of the terminal: {format}")
    return text.encode()


def ansi_text(drawing: Drawing, theme: Theme = "auto") -> str:
    """A drawing as text with colours, for `cat`, whatever the terminal that saves it can show.

    256 colours, which nearly every terminal has; some of today's lack the 16 million.
    """
    from rich.color import ColorSystem
    from rich.style import Style

    lines = []
    for pieces in drawing.lines():
        rest = "".join(text for text, _ in pieces).rstrip()
        line = ""
        for text, ink in pieces:
            shown, rest = rest[: len(text)], rest[len(text) :]
            style = Style.parse(style_of(ink.role, ink.function, "256", theme))
            line += style.render(shown, color_system=ColorSystem.EIGHT_BIT)
        lines.append(f"{line}\n")
    return "".join(lines)
