"""`actcli compare`: functions side by side, how far they are apart, and where."""

import math
import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.edge import complain
from actcli.cli.options import (
    Books,
    Color,
    Json,
    Language,
    Output,
    Specs,
    chosen_color,
    chosen_format,
    format_option,
    opened_book,
    parse_orders,
    spoken_language,
)
from actcli.cli.ranges import parse_numbers, parse_range
from actcli.cli.tolerances import chosen_tolerance, report
from actcli.errors import ActcliError, ExitStatus, did_you_mean

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.comparing.tolerance import Tolerance as Limit
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.catalog.activation import Activation
    from actcli.catalog.load import Book
    from actcli.render.words import Words

    # Writes an answer in a format, in words, in colours, to a terminal or not.
    Writer = Callable[[str, Words, str, bool], str]

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json")
ARITHMETIC = ("exact", "native")
# From so many pairs on a person is told that it takes a while; a table measures those it shows.
_MANY_PAIRS = 500
_PICTURES = (".png", ".svg", ".pdf", ".html", ".ansi")
_WITH_PICTURE = ("auto", "plain", "table")

Format = Annotated[str, format_option(FORMATS)]
Range = Annotated[
    str, typer.Option("--range", metavar="A:B|all", help="Where to look; all is the real line.")
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="X,X,...", help="Points at which values are shown.", show_default=False
    ),
]
Order = Annotated[
    list[str] | None,
    typer.Option(
        "-d",
        "--derivative",
        metavar="0|1|2",
        help="Compare the functions (0), their slopes (1), or the slopes of those (2).",
        show_default=False,
    ),
]
Tolerance = Annotated[
    str | None,
    typer.Option(
        "--tolerance",
        metavar="T",
        help="Exit with 1 where two functions differ by more than T.",
        show_default=False,
    ),
]
Relative = Annotated[
    str | None,
    typer.Option(
        "--rtol",
        metavar="R",
        help="Exit with 1 where they differ by more than T + R |g|, g the second.",
        show_default=False,
    ),
]
Ulps = Annotated[
    str | None,
    typer.Option(
        "--ulp",
        metavar="N",
        help="Exit with 1 where results are more than N floats of --dtype apart.",
        show_default=False,
    ),
]
Dtypes = Annotated[
    str | None,
    typer.Option(
        "--dtype",
        metavar="float64|float32|float16|bfloat16",
        help="Whose floats --ulp counts; a comma list with --arithmetic native.",
        show_default=False,
    ),
]
Arithmetic = Annotated[
    str,
    typer.Option(
        "--arithmetic",
        metavar="|".join(ARITHMETIC),
        help="native: every operation rounded to --dtype, and what that does to each function.",
    ),
]
Frameworks = Annotated[
    bool,
    typer.Option("--frameworks", help="What each framework means by one name, and who agrees."),
]
Picture = Annotated[
    bool, typer.Option("--picture", help="Draw the curves, and below them their difference.")
]


def compare(
    specs: Specs,
    over: Range = "-10:10",
    at: At = None,
    derivative: Order = None,
    tolerance: Tolerance = None,
    rtol: Relative = None,
    ulp: Ulps = None,
    dtype: Dtypes = None,
    arithmetic: Arithmetic = "exact",
    frameworks: Frameworks = False,
    picture: Picture = False,
    book: Books = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Compare functions: how far apart they are and where, what they share and what not.

    \b
    Examples:
      actcli compare gelu silu relu
      actcli compare gelu gelu_tanh --range all --picture
      actcli compare hard_sigmoid@keras2 hard_sigmoid@torch --tolerance 1e-6
      actcli compare gelu 'x * sigmoid(1.702 * x)' --range -5:5 --at -3,0,2
      actcli compare elu selu -d 1 --json
      actcli compare gelu --frameworks
      actcli compare silu 'x / (1 + exp(-x))' --ulp 2 --dtype float32
      actcli compare gelu softplus --arithmetic native --dtype float16

    With --tolerance, --rtol or --ulp the exit status is 0 where every pair is as near as that, else
    1, and stderr says which pair is not, and where. --tolerance and --rtol add up, as in NumPy.
    """
    _check_file(output, specs)
    name = chosen_format(answer_format, json, output, FORMATS, "compare")
    interval, order, shade = _range(over), _order(derivative), chosen_color(color)
    points = None if at is None else parse_numbers(at, "--at")
    alone: dict[str, object] = {"--at": at, "-d": order, "--picture": picture}
    if arithmetic != "exact":
        others = {"--tolerance": tolerance, "--rtol": rtol, "--frameworks": frameworks}
        _check_native(arithmetic, {**others, **alone})
        functions, words = _functions(specs, opened_book(book)), _words(lang)
        from actcli.cli.arithmetic import compare_native

        _end(compare_native(functions, interval, dtype, ulp, name, words, shade, output))
        return
    asked = chosen_tolerance(tolerance, rtol, ulp, dtype)
    limit = None if asked is None else asked.limit
    if picture and name not in _WITH_PICTURE:
        raise ActcliError(f"{name} has no place for a picture", "leave out --picture")
    shelf = opened_book(book)
    functions, words = _functions(specs, shelf), _words(lang)
    answer: Comparison | FrameworkComparison
    if frameworks:
        _check_frameworks(functions, alone)
        answer, write = _by_frameworks(functions[0], shelf, interval, limit)
    else:
        answer, write = _side_by_side(functions, interval, points, order, limit, picture)

    from actcli.streams.output import open_output

    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        sink.write(write(name, words, shade, sink.is_terminal).encode())
    _end(asked is not None and report(answer.beyond, asked, order))


def _side_by_side(
    functions: "list[Activation]",
    over: tuple[float, float],
    points: "Sequence[float] | None",
    order: int,
    limit: "Limit | None",
    with_picture: bool,
) -> "tuple[Comparison, Writer]":
    """Functions next to each other, and what writes them."""
    from actcli.analysis.compare import DEFAULT_POINTS
    from actcli.analysis.compare import compare as ask
    from actcli.render.comparing.comparisons import comparison_text

    answer = ask(functions, over, DEFAULT_POINTS if points is None else points, order, limit)

    def write(name: str, words: "Words", color: str, to_terminal: bool) -> str:
        if len(answer.pairs) > _MANY_PAIRS and (name != "table" or limit is not None):
            complain(f"measuring {len(answer.pairs)} pairs, which takes a while")
        drawn = _drawn(answer, words, color, to_terminal) if with_picture else ""
        return comparison_text(answer, name, words, color, to_terminal, drawn)

    return answer, write


def _drawn(answer: "Comparison", words: "Words", color: str, to_terminal: bool) -> str:
    """The picture of --picture."""
    from actcli.cli.comparing_picture import picture_text

    return picture_text(
        answer.functions, answer.range, answer.order, words, color, to_terminal=to_terminal
    )


def _by_frameworks(
    function: "Activation", book: "Book", over: tuple[float, float], limit: "Limit | None"
) -> "tuple[FrameworkComparison, Writer]":
    """What frameworks mean by a name, and what writes it."""
    from actcli.analysis.frameworks import compare_frameworks
    from actcli.render.comparing.comparisons import frameworks_text

    answer = compare_frameworks(function, book, over, limit)
    return answer, partial(frameworks_text, answer)


def _end(is_beyond: bool) -> None:
    """End with the status that says no, or let the command go on to its end."""
    if is_beyond:
        raise typer.Exit(ExitStatus.NO)


def _functions(specs: Sequence[str], book: "Book") -> "list[Activation]":
    from actcli.catalog.spec import resolve

    return [resolve(spec, book) for spec in specs]


def _words(lang: str | None) -> "Words":
    from actcli.render.words import load_words

    return load_words(spoken_language(lang))


def _check_frameworks(functions: "list[Activation]", unused: Mapping[str, object]) -> None:
    """--frameworks takes one name, and none of the options on functions side by side."""
    if len(functions) != 1:
        raise ActcliError(
            f"--frameworks takes one name, not {len(functions)}", "actcli compare gelu --frameworks"
        )
    for option, value in unused.items():
        if value:
            raise ActcliError(f"{option} is for functions side by side, not for --frameworks")


def _check_native(arithmetic: str, unused: Mapping[str, object]) -> None:
    """There is one other arithmetic, which has no use for most options."""
    if arithmetic not in ARITHMETIC:
        hint = did_you_mean(arithmetic, ARITHMETIC) or f"choose {' or '.join(ARITHMETIC)}"
        raise ActcliError(f"--arithmetic: {arithmetic!r} is not known", hint)
    for option, value in unused.items():
        if value:
            raise ActcliError(
                f"{option} has no meaning with --arithmetic native",
                "--range, --dtype and --ulp have",
            )


def _range(text: str) -> tuple[float, float]:
    return (-math.inf, math.inf) if text.strip().lower() == "all" else parse_range(text)


def _order(options: Sequence[str] | None) -> int:
    orders = parse_orders(options)
    if len(orders) != 1:
        given = ",".join(options or ())
        raise ActcliError(f"-d: compare takes one order, not {given!r}", "run it once with each")
    return orders[0]


def _check_file(output: Path | None, specs: Sequence[str]) -> None:
    """A file that is named like a picture would hold text."""
    if output is not None and output.suffix.lower() in _PICTURES:
        drawn = f"plot {shlex.join(specs)} --difference --save {shlex.quote(str(output))}"
        raise ActcliError(
            f"compare writes text, which {output.suffix} is not", f"actcli {drawn} draws it"
        )
