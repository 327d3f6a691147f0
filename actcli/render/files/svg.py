"""A drawing as an SVG that looks the same everywhere: what makes a picture is drawn, not typeset.

Dots, lines, blocks and markers are paths. Only letters need a font, and each is placed in the
column of its cell, so that no font shifts them. There are no scripts and nothing is loaded.
"""

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from actcli.render.files.glyphs import (
    CELL_HEIGHT,
    CELL_WIDTH,
    Block,
    Segment,
    block,
    dots,
    is_braille,
    joined_blocks,
    joined_segments,
    mark,
    segments,
)
from actcli.render.pictures.drawing import Drawing, Ink
from actcli.render.pictures.legend import one_line
from actcli.render.pictures.palette import Theme, style_of

# The colours of text and page where no terminal sets them; those of GitHub, on whose pages a
# picture then has no visible edge.
TEXT_COLOR = {"light": "#1f2328", "dark": "#e6edf3"}
PAGE_COLOR = {"light": "#ffffff", "dark": "#0d1117"}
# Advances 0.6 of its size in most fonts for terminals, which makes it as wide as a cell.
FONT = (
    'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",'
    "D2Coding,monospace"
)
# Hangul that is there on macOS, Windows and Linux, fonts for terminals first.
_WIDE_FONT = (
    'D2Coding,"Nanum Gothic Coding",NanumGothicCoding,"Noto Sans Mono CJK KR",'
    '"Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR","Noto Sans KR",NanumGothic,'
    "monospace"
)
_BASELINE = 12  # below the upper edge of a cell
_SCALE = 1.25  # from units to pixels: a picture of 80 columns is as wide as GitHub's text
_MARGIN = 8

Ornament = Callable[[int, int], str]


@dataclass(frozen=True)
class Margins:
    """The space around the cells of a picture, in units."""

    left: int = _MARGIN
    top: int = _MARGIN
    right: int = _MARGIN
    bottom: int = _MARGIN


@dataclass
class _Layer:
    """All that is drawn in one ink."""

    dots: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    segments: list[Segment] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: dict[bool, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: list[str] = field(default_factory=list)


@dataclass
class _Run:
    """Neighbouring letters of one width and ink, each with its column."""

    text: str
    columns: list[int]
    width: int


def svg_text(
    drawing: Drawing,
    *,
    theme: Theme = "auto",
    label: str = "",
    columns: int = 0,
    margins: Margins | None = None,
    ornament: Ornament | None = None,
) -> str:
    """A drawing as the text of an SVG file.

    With the theme auto it has the colours of a light page, and those of a dark one where the reader
    prefers dark. `label` is what a screen reader says. The picture is as wide as its widest line,
    and at least `columns`. `ornament` gets the width and height in units and gives elements that
    stand between the page and the picture.
    """
    margins = margins or Margins()
    layers, widest, lines = _layers(drawing)
    width = max(widest, columns) * CELL_WIDTH + margins.left + margins.right
    height = lines * CELL_HEIGHT + margins.top + margins.bottom
    title = html.escape(one_line(label, ascii_only=False), quote=False)
    elements = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}"'
        f' width="{width * _SCALE:g}" height="{height * _SCALE:g}">',
        f"<title>{title}</title>",
        f"<style>\n{_style(layers, theme)}</style>",
        f'<rect class="page" width="{width}" height="{height}" rx="6"/>',
        ornament(width, height) if ornament else "",
        f'<g transform="translate({margins.left} {margins.top})">',
        *(_group(ink, layer) for ink, layer in layers.items()),
        "</g>\n</svg>",
    ]
    return "".join(f"{element}\n" for element in elements if element)


# ---------------------------------------------------------------------------------------------
# Colours
# ---------------------------------------------------------------------------------------------


def _style(inks: Iterable[Ink], theme: Theme) -> str:
    """The style sheet: what is drawn how, then the colours of the inks that are used."""
    inks = list(inks)
    rules = [
        f"text{{fill:currentColor;font:13.33px {FONT}}}",
        f".wide{{font:15px {_WIDE_FONT}}}",
        ".dots,.lines,.outline{fill:none;stroke:currentColor}",
        ".dots{stroke-width:3.2;stroke-linecap:round}",
        # Not lines: where a picture is shown smaller than it is, crisp ones of one unit can vanish.
        ".blocks{shape-rendering:crispEdges}",
        ".blocks,.filled{fill:currentColor}",
        *(f".{_name(ink)} text{{font-weight:bold}}" for ink in inks if "bold" in _words(ink)),
        *_colors(inks, "dark" if theme == "dark" else "light"),
    ]
    if theme == "auto":
        dark = "".join(_colors(inks, "dark"))
        rules.append(f"@media(prefers-color-scheme:dark){{{dark}}}")
    return "".join(f"{rule}\n" for rule in rules)


def _colors(inks: Iterable[Ink], theme: Theme) -> Iterator[str]:
    yield f".page{{fill:{PAGE_COLOR[theme]}}}"
    for ink in inks:
        hexes = (word for word in _words(ink, theme) if word.startswith("#"))
        yield f".{_name(ink)}{{color:{next(hexes, TEXT_COLOR[theme])}}}"


def _words(ink: Ink, theme: Theme = "light") -> list[str]:
    """The words of the style that a terminal of all colours would be given."""
    return style_of(ink.role, ink.function, "truecolor", theme).split()


def _name(ink: Ink) -> str:
    return f"{ink.role}{ink.function}" if ink.role == "curve" or ink.function else ink.role


# ---------------------------------------------------------------------------------------------
# Cells
# ---------------------------------------------------------------------------------------------


def _layers(drawing: Drawing) -> tuple[dict[Ink, _Layer], int, int]:
    """What is drawn in each ink, in the order of their first use; columns and lines in all."""
    from rich.cells import cell_len

    layers: dict[Ink, _Layer] = defaultdict(_Layer)
    widest = lines = 0
    for line, pieces in enumerate(drawing.lines()):
        column, lines = 0, line + 1
        for text, ink in pieces:
            runs: list[_Run] = []
            for character in text:
                width = cell_len(character)
                if not _drawn(layers[ink], character, column, line):
                    _typeset(runs, character, column, width)
                column += width
            layers[ink].texts += [_text_element(run, line) for run in runs if run.text.strip()]
            if text.strip():
                widest = max(widest, column)
    # A piece of blanks leaves a layer with nothing in it.
    return {ink: layer for ink, layer in layers.items() if layer != _Layer()}, widest, lines


def _drawn(layer: _Layer, character: str, column: int, line: int) -> bool:
    """Add a character's geometry to a layer; False for one that is a letter."""
    x, y = column * CELL_WIDTH, line * CELL_HEIGHT
    if is_braille(character):
        layer.dots[line] += [(x + dot_x, y + dot_y) for dot_x, dot_y in dots(character)]
    elif lines := segments(character):
        layer.segments += [
            replace(s, x=s.x + x, y=s.y + y, end_x=s.end_x + x, end_y=s.end_y + y) for s in lines
        ]
    elif rectangle := block(character):
        layer.blocks.append(replace(rectangle, x=rectangle.x + x, y=rectangle.y + y))
    elif shape := mark(character):
        start_x, start_y = shape.start
        layer.marks[shape.filled].append(f"M{start_x + x:g} {start_y + y:g}{shape.path}")
    else:
        return False
    return True


def _typeset(runs: list[_Run], character: str, column: int, width: int) -> None:
    """Put a letter at the end of the last run, or begin another after a gap or another width."""
    last = runs[-1] if runs else None
    if width == 0 and last:  # an accent on the letter before it
        last.text += character
        return
    # Browsers count columns in units of UTF-16: one that takes two of them, or has an accent,
    # ends its run, for the next would be placed by the wrong number.
    goes_on = (
        last is not None
        and last.width == width
        and last.columns[-1] + last.width == column
        and len(last.text.encode("utf-16-le")) == 2 * len(last.columns)
        and not (character == " " and last.text.endswith(" "))
    )
    if last and goes_on:
        last.text += character
        last.columns.append(column)
    else:
        runs.append(_Run(character, [column], width))


def _text_element(run: _Run, line: int) -> str:
    """A run as an element, without the blanks around it, which are not seen."""
    start = len(run.text) - len(run.text.lstrip())
    columns = run.columns[start:]
    text = run.text.strip()
    if len(run.text) == len(run.columns):
        columns = columns[: len(text)]
    places = " ".join(str(column * CELL_WIDTH) for column in columns)
    kind = ' class="wide"' if run.width == 2 else ""
    y = line * CELL_HEIGHT + _BASELINE
    return f'<text{kind} x="{places}" y="{y}">{html.escape(text, quote=False)}</text>'


# ---------------------------------------------------------------------------------------------
# Elements
# ---------------------------------------------------------------------------------------------


def _group(ink: Ink, layer: _Layer) -> str:
    """All of an ink as one element; each part of it is one path, a line of the picture a line."""
    parts = []
    if any(layer.dots.values()):
        path = "\n".join(_dot_path(places) for places in layer.dots.values() if places)
        parts.append(f'<path class="dots" d="{path}"/>')
    for weight in sorted({segment.weight for segment in layer.segments}):
        path = "".join(
            f"M{s.x:g} {s.y:g}" + (f"H{s.end_x:g}" if s.y == s.end_y else f"V{s.end_y:g}")
            for s in joined_segments(s for s in layer.segments if s.weight == weight)
        )
        thick = f' stroke-width="{weight}"' if weight != 1 else ""
        parts.append(f'<path class="lines"{thick} d="{path}"/>')
    for opacity in sorted({rectangle.opacity for rectangle in layer.blocks}):
        path = "".join(
            f"M{b.x:g} {b.y:g}h{b.width:g}v{b.height:g}h{-b.width:g}z"
            for b in joined_blocks(b for b in layer.blocks if b.opacity == opacity)
        )
        faded = f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
        parts.append(f'<path class="blocks"{faded} d="{path}"/>')
    for filled, paths in sorted(layer.marks.items()):
        kind = "filled" if filled else "outline"
        parts.append(f'<path class="{kind}" d="{"".join(paths)}"/>')
    body = "\n".join([*parts, *layer.texts])
    return f'<g class="{_name(ink)}">\n{body}\n</g>'


def _dot_path(places: list[tuple[int, int]]) -> str:
    """Dots as lines of no length, which round ends make circles; each from the one before it."""
    places = sorted(places)
    x, y = places[0]
    steps = "".join(f"m{b[0] - a[0]} {b[1] - a[1]}h0" for a, b in pairwise(places))
    return f"M{x} {y}h0{steps}"
