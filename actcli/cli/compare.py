"""`actcli compare`: functions side by side, how far they are apart, and where."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

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
    spoken_language,
)
from actcli.errors import ActcliError, ExitStatus

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json")
Format = Annotated[str, format_option(FORMATS)]

Range = Annotated[str, typer.Option("--range", metavar="A:B", help="Where to look.")]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="X,X,...", help="Points at which values are shown.", show_default=False
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
Frameworks = Annotated[
    bool,
    typer.Option("--frameworks", help="What each framework means by one name, and who agrees."),
]


def compare(
    specs: Specs,
    over: Range = "-10:10",
    at: At = None,
    tolerance: Tolerance = None,
    frameworks: Frameworks = False,
    book: Books = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Compare functions: traits, values, and the largest difference of each pair.

    \b
    Examples:
      actcli compare gelu silu relu
      actcli compare hard_sigmoid@keras2 hard_sigmoid@torch --tolerance 1e-6
      actcli compare gelu 'x * sigmoid(1.702 * x)' --range -5:5 --at -3,0,2
      actcli compare elu selu --json
      actcli compare gelu --frameworks

    With --tolerance the exit status is 0 where every pair agrees to within T, else 1.
    """
    from actcli.cli.ranges import parse_range

    limit = None if tolerance is None else _tolerance(tolerance)
    points = None if at is None else _points(at)
    name = chosen_format(answer_format, json, output, FORMATS, "compare")
    interval = parse_range(over)

    from actcli.analysis.compare import DEFAULT_POINTS
    from actcli.analysis.compare import compare as ask
    from actcli.analysis.frameworks import compare_frameworks
    from actcli.catalog.spec import resolve
    from actcli.render.comparisons import comparison_text, frameworks_text
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    shelf = opened_book(book)
    functions = [resolve(spec, shelf) for spec in specs]
    words = load_words(spoken_language(lang))
    answer: Comparison | FrameworkComparison
    write: Callable[[str, Words, float | None, str, bool], str]
    if frameworks:
        by_framework = compare_frameworks(_only(functions, at), shelf, interval)
        answer, write = by_framework, partial(frameworks_text, by_framework)
    else:
        side_by_side = ask(functions, interval, points or DEFAULT_POINTS)
        answer, write = side_by_side, partial(comparison_text, side_by_side)
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        text = write(name, words, limit, chosen_color(color), sink.is_terminal)
        sink.write(text.encode())
    if limit is not None and _report(answer, limit):
        raise typer.Exit(ExitStatus.NO)


def _only(functions: "list[Activation]", at: str | None) -> "Activation":
    """The one function of --frameworks."""
    if len(functions) != 1:
        raise ActcliError(
            f"--frameworks takes one name, not {len(functions)}", "actcli compare gelu --frameworks"
        )
    if at is not None:
        raise ActcliError("--at shows values of functions side by side, not with --frameworks")
    return functions[0]


def _number(text: str, option: str) -> float:
    from actcli.streams.numbers import parse_number

    try:
        return parse_number(text.strip())
    except ValueError:
        raise ActcliError(f"{option}: {text.strip()!r} is not a number") from None


def _tolerance(text: str) -> float:
    value = _number(text, "--tolerance")
    if not value >= 0.0:
        raise ActcliError(f"--tolerance: {text} is not 0 or more")
    return value


def _points(text: str) -> list[float]:
    return [_number(part, "--at") for part in text.split(",")]


def _report(answer: "Comparison | FrameworkComparison", tolerance: float) -> bool:
    """Say on stderr which pairs are too far apart; whether there are any."""
    from actcli.render.numbers import short
    from actcli.streams.numbers import number_text

    beyond = answer.beyond(tolerance)
    for pair in beyond:
        place = f" at x = {short(pair.at[0])}" if pair.at else ""
        typer.echo(
            f"actcli: {pair.f.spec} and {pair.g.spec} differ by "
            f"{number_text(pair.max_difference)}{place}, more than {number_text(tolerance)}",
            err=True,
        )
    return bool(beyond)
