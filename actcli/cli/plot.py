"""`actcli plot`: functions and their slopes as a picture, in the terminal or in a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Books,
    Color,
    Language,
    Orders,
    opened_book,
    parse_orders,
)
from actcli.cli.picture import (
    TALLEST,
    WIDEST,
    chosen_look,
    picture_bytes,
    picture_words,
    sized,
)
from actcli.cli.pictured import Question
from actcli.cli.ranges import parse_numbers, parse_range
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.pictures.picture import Range, Scale
    from actcli.catalog.activation import Activation
    from actcli.catalog.load import Book

_SCALES = ("linear", "log", "symlog")
_NARROWEST = 1e-300  # ticks inside would have fewer digits than a double

Specs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SPEC...",
        help="Functions: a name, name:parameters, name@framework, or a formula in x.",
        show_default=False,
    ),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        metavar="NAME=V,V,...",
        help="A curve for each value of a parameter; may repeat.",
        show_default=False,
    ),
]
XRange = Annotated[
    str | None,
    typer.Option(
        "--range", metavar="A:B", help="The x values (default: -5:5).", show_default=False
    ),
]
YRange = Annotated[
    str | None,
    typer.Option(
        "--y-range",
        metavar="A:B",
        help="The y values (default: what the curves need).",
        show_default=False,
    ),
]
Panels = Annotated[
    bool, typer.Option("--panels", help="Slopes in areas of their own, below the functions.")
]
Difference = Annotated[
    bool,
    typer.Option("--difference", help="Below: the first function less each of the others."),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="X,X,...",
        help="Points that are marked, with their values.",
        show_default=False,
    ),
]
Zones = Annotated[
    bool,
    typer.Option("--zones", help="Mark dead and saturated stretches, and asymptotes."),
]
XScale = Annotated[
    str, typer.Option("--x-scale", metavar="|".join(_SCALES), help="How x is spaced.")
]
YScale = Annotated[
    str, typer.Option("--y-scale", metavar="|".join(_SCALES), help="How y is spaced.")
]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE|-",
        help="Pre-activations: their histogram, and the share that is dead or saturated.",
        show_default=False,
    ),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Keep drawing while pre-activations arrive on stdin.")
]
Window = Annotated[
    int | None,
    typer.Option(
        "--window",
        metavar="N",
        help="How many of the latest values --watch shows (default: 65536).",
        show_default=False,
    ),
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        min=1,
        max=WIDEST,
        metavar="N",
        help="Columns (default: the terminal's, 80 elsewhere).",
        show_default=False,
    ),
]
Height = Annotated[
    int | None,
    typer.Option(
        "--height",
        min=1,
        max=TALLEST,
        metavar="N",
        help="Lines, title and legend included (default: the terminal's, 24 elsewhere).",
        show_default=False,
    ),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with plain 7-bit characters only.")]
Title = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar="TEXT",
        help="The line above the picture; '' for none (default: the functions' names).",
        show_default=False,
    ),
]
Save = Annotated[
    Path | None,
    typer.Option(
        "--save",
        "-o",
        "--output",
        metavar="FILE",
        help="Write the picture to FILE: .txt, .ansi, .svg, .html, .png or .pdf.",
        show_default=False,
    ),
]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="terminal|print",
        help="An .svg as the terminal shows it, or as a paper prints it.",
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        "--theme", metavar="auto|light|dark", help="Colours for a light or a dark background."
    ),
]


def plot(
    specs: Specs = None,
    *,
    param: Parameters = None,
    x_range: XRange = None,
    y_range: YRange = None,
    derivative: Orders = None,
    panels: Panels = False,
    difference: Difference = False,
    at: At = None,
    zones: Zones = False,
    x_scale: XScale = "linear",
    y_scale: YScale = "linear",
    data: Data = None,
    watch: Watch = False,
    window: Window = None,
    width: Width = None,
    height: Height = None,
    ascii_only: Ascii = False,
    title: Title = None,
    output: Save = None,
    style: Style = "terminal",
    theme: Theme = "auto",
    color: Color = None,
    book: Books = None,
    lang: Language = None,
) -> None:
    """Draw functions and their slopes, in the terminal or into a file.

    \b
    Examples:
      actcli plot sigmoid tanh relu -d 1           their slopes dotted
      actcli plot gelu -d 1,2 --panels             f, f' and f'' below each other
      actcli plot elu --param alpha=0.1,0.5,1      a curve for each value
      actcli plot gelu silu --difference           and how far they are apart
      actcli plot relu sigmoid --zones --at -1,2   where they are dead, saturated
      actcli plot sigmoid --range -40:0 --y-scale log
      actcli plot relu tanh --data z.txt           the numbers of z.txt below
      actcli plot mish --save mish.svg

    The functions are always drawn; -d adds their slopes (1) and the slopes of those (2). Each
    function has its own stroke and colour; its slope is the dotted line of the same colour.
    Where a function jumps, its curve has a gap: a full dot is its value, an empty one is not.
    In a pipe the picture is plain text. A running stream: tail -f z.txt | actcli plot relu --watch
    """
    if not specs:
        raise ActcliError("plot which function?", "try: actcli plot sigmoid tanh -d 1")
    look = chosen_look(output, style, theme, color, width, height, ascii_only)
    kept = _checked_window(watch, window, data, output)
    question = Question(
        functions=_functions(specs, param or [], opened_book(book)),
        orders=parse_orders(derivative),
        x_range=_window(x_range, "--range"),
        y_range=_window(y_range, "--y-range"),
        x_scale=_scale(x_scale, "--x-scale"),
        y_scale=_scale(y_scale, "--y-scale"),
        panels=panels,
        difference=difference,
        points=tuple(parse_numbers(at, "--at")) if at else (),
        with_zones=zones,
    )
    words = picture_words(look, lang)
    if kept is not None:
        question.keep_drawing(look, words, title, kept)
        return

    summary = None if data is None else question.numbers(data)
    from actcli.streams.output import open_output

    with open_output(output) as sink:
        look = sized(look, to_terminal=sink.is_terminal)
        picture = question.picture(look, summary)
        caption = question.caption(title, picture, summary, words, look)
        sink.write(
            picture_bytes(
                picture, look, words, caption, question.functions, to_terminal=sink.is_terminal
            )
        )


def _checked_window(
    watch: bool, window: int | None, data: str | None, output: Path | None
) -> int | None:
    """How many values --watch keeps; None without it."""
    if watch:
        from actcli.cli.watch import check_watch

        return check_watch(data, window, into_file=output is not None)
    if window is not None:
        raise ActcliError("--window is for --watch", "plot relu --watch --window 10000")
    return None


def _functions(specs: Sequence[str], settings: Sequence[str], book: "Book") -> "list[Activation]":
    """The functions to draw, each for all values of the parameters that it has."""
    if settings:
        from actcli.catalog.families import families

        return families(specs, settings, book)
    from actcli.catalog.spec import resolve

    return [resolve(spec, book) for spec in specs]


def _window(text: str | None, option: str) -> "Range | None":
    """A range that an axis can show."""
    if text is None:
        return None
    low, high = parse_range(text, option)
    if high - low < _NARROWEST:
        raise ActcliError(f"{option}: {text!r} is too narrow to draw", f"try a wider {option}")
    return low, high


def _scale(kind: str, option: str) -> "Scale":
    from actcli.analysis.pictures.picture import FITTED_SYMLOG, Scale

    if kind not in _SCALES:
        raise ActcliError(f"{option}: {kind!r} is not known", f"choose {', '.join(_SCALES)}")
    return FITTED_SYMLOG if kind == "symlog" else Scale(kind)
