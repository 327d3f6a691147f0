"""`actcli plot`: functions and their slopes as a picture in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Books,
    Color,
    Language,
    Orders,
    Output,
    chosen_color,
    opened_book,
    parse_orders,
    spoken_language,
)
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.picture import Picture
    from actcli.render.words import Words

DEFAULT_RANGE = "-5:5"
# plotext fills its canvas cell by cell: more cells than this would take seconds.
WIDEST, TALLEST = 500, 200
# More names than this make no title; the legend lists them.
MOST_NAMES = 4

Specs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SPEC...",
        help="Functions: a name, name:parameters, name@framework, or a formula in x.",
        show_default=False,
    ),
]
Range = Annotated[str, typer.Option("--range", metavar="A:B", help="The x values, from A to B.")]
YRange = Annotated[
    str | None,
    typer.Option(
        "--y-range",
        metavar="A:B",
        help="The y values (default: what the curves need).",
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
        help="Columns (default: the terminal's, 80 in a pipe).",
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
        help="Lines, title and legend included (default: the terminal's, 24 in a pipe).",
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


def plot(
    specs: Specs = None,
    *,
    x_range: Range = DEFAULT_RANGE,
    y_range: YRange = None,
    derivative: Orders = None,
    width: Width = None,
    height: Height = None,
    ascii_only: Ascii = False,
    title: Title = None,
    output: Output = None,
    color: Color = None,
    book: Books = None,
    lang: Language = None,
) -> None:
    """Draw functions and their slopes in the terminal.

    \b
    Examples:
      actcli plot sigmoid tanh relu -d 1           their slopes dotted
      actcli plot gelu silu relu --range -4:4      a closer look
      actcli plot leaky_relu:0.2 'x * sigmoid(1.702 * x)'
      actcli plot step --y-range -0.5:1.5
      actcli plot relu --ascii --width 60 --height 16 -o relu.txt

    The functions are always drawn; -d adds their slopes (1) and the slopes of those (2). Each
    function has its own stroke and colour; its slope is the dotted line of the same colour.
    Where a function jumps, its curve has a gap. In a pipe the picture is plain text.
    """
    from actcli.catalog.spec import resolve
    from actcli.cli.ranges import parse_range

    if not specs:
        raise ActcliError("plot which function?", "try: actcli plot sigmoid tanh -d 1")
    _check_extension(output)
    window = parse_range(y_range, "--y-range") if y_range else None
    limits = parse_range(x_range)
    orders = parse_orders(derivative)
    when = chosen_color(color)
    shelf = opened_book(book)
    functions = [resolve(spec, shelf) for spec in specs]

    from actcli.analysis.curves import sample_curves
    from actcli.render.curves import dot_columns, draw_picture
    from actcli.render.terminal import color_system, rendered, terminal_size
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    # Korean cannot be written in 7 bits.
    words = load_words("en" if ascii_only else spoken_language(lang))
    with open_output(output) as sink:
        columns, lines = terminal_size(to_terminal=sink.is_terminal)
        columns = width or min(columns, WIDEST)
        # The last line of a terminal is for the prompt: it must not push the title out.
        lines = height or min(max(lines - 1, 1) if sink.is_terminal else lines, TALLEST)
        colors = color_system(when, to_terminal=sink.is_terminal)
        picture = sample_curves(
            functions, limits, orders, dot_columns(columns, ascii_only=ascii_only), window
        )
        drawing = draw_picture(
            picture,
            width=columns,
            height=lines,
            title=_title(picture, words) if title is None else title,
            notes=_notes(picture, words),
            ascii_only=ascii_only,
        )
        if colors is None:  # rich has nothing to add, and importing it takes a while
            text = drawing.plain
        else:
            text = rendered(drawing.text(colors), color="always", width=columns)
        sink.write(text.encode())


def _check_extension(output: Path | None) -> None:
    extension = output.suffix.lower() if output else ""
    if extension not in ("", ".txt"):
        raise ActcliError(f"plot cannot write {extension} files", "use -o FILE.txt")


def _title(picture: "Picture", words: "Words") -> str:
    """The names of the functions, and whether slopes are with them."""
    names = [curve.label for curve in picture.curves if curve.order == 0]
    if len(names) > MOST_NAMES:
        listed = words("plot.functions", count=len(names))
    else:
        listed = ", ".join(names)
    has_slopes = any(curve.order > 0 for curve in picture.curves)
    return words("plot.with_slopes" if has_slopes else "plot.title", names=listed)


def _notes(picture: "Picture", words: "Words") -> list[str]:
    """What the picture alone would not say: one line each."""
    from actcli.render.legend import curve_name

    notes = []
    vectors = [c.label for c in picture.curves if c.first_output and c.order == 0]
    if vectors:
        notes.append(words("plot.first_output_of", name=", ".join(vectors)))
    empty = [curve_name(curve) for curve in picture.curves if curve.is_empty]
    if empty:
        notes.append(words("plot.no_values", names=", ".join(empty)))
    leaving = [
        curve_name(curve)
        for panel in picture.panels
        for curve in panel.curves
        if panel.leaves(curve) and not panel.y_is_fixed
    ]
    if leaving:
        notes.append(words("plot.leaves", names=", ".join(leaving)))
    return notes
