"""`actcli compare`: functions side by side, how far they are apart, and where."""

from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Color,
    Json,
    Language,
    Output,
    Specs,
    chosen_color,
    chosen_format,
    format_option,
    spoken_language,
)
from actcli.errors import ActcliError, ExitStatus

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
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


def compare(
    specs: Specs,
    over: Range = "-10:10",
    at: At = None,
    tolerance: Tolerance = None,
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

    With --tolerance the exit status is 0 where every pair agrees to within T, else 1.
    """
    from actcli.cli.ranges import parse_range

    limit = None if tolerance is None else _tolerance(tolerance)
    points = None if at is None else _points(at)
    name = chosen_format(answer_format, json, output, FORMATS, "compare")
    interval = parse_range(over)

    from actcli.analysis.compare import DEFAULT_POINTS
    from actcli.analysis.compare import compare as ask
    from actcli.catalog.spec import resolve
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    answer = ask([resolve(spec) for spec in specs], interval, points or DEFAULT_POINTS)
    words = load_words(spoken_language(lang))
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        sink.write(
            _written(answer, name, words, chosen_color(color), limit, sink.is_terminal).encode()
        )
    if limit is not None and _report(answer, limit):
        raise typer.Exit(ExitStatus.NO)


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


def _report(answer: "Comparison", tolerance: float) -> bool:
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


def _written(
    answer: "Comparison",
    name: str,
    words: "Words",
    color: str,
    tolerance: float | None,
    to_terminal: bool,
) -> str:
    from actcli.render import formats

    if name == "json":
        return formats.json_text(_as_json(answer, tolerance))
    if name in ("csv", "tsv"):
        return formats.delimited(_pair_rows(answer), "," if name == "csv" else "\t")
    if name == "plain":
        return formats.tabbed(_plain_rows(answer, words))
    from actcli.render.tables import comparison_tables
    from actcli.render.terminal import rendered

    return "\n".join(
        rendered(table, color=color, to_terminal=to_terminal)
        for table in comparison_tables(answer, words)
    )


def _as_json(answer: "Comparison", tolerance: float | None) -> dict[str, object]:
    pairs: list[dict[str, object]] = []
    for pair in answer.pairs:
        fields: dict[str, object] = {
            "f": pair.f.spec,
            "g": pair.g.spec,
            "max_difference": pair.max_difference,
            "at": list(pair.at),
        }
        if tolerance is not None:
            fields["within"] = pair.max_difference <= tolerance
        pairs.append(fields)
    return {
        "range": list(answer.range),
        "functions": [
            {
                "function": function.spec,
                "traits": {"formula": function.formula, **traits.as_json()},
                "values": {"x": list(answer.points), "y": list(values)},
            }
            for function, traits, values in zip(
                answer.functions, answer.traits, answer.values, strict=True
            )
        ],
        "pairs": pairs,
    }


def _pair_rows(answer: "Comparison") -> list[list[str]]:
    from actcli.streams.numbers import number_text

    rows = [["f", "g", "max_difference", "at", "from", "to"]]
    interval = [number_text(end) for end in answer.range]
    for pair in answer.pairs:
        places = " ".join(map(number_text, pair.at))
        difference = number_text(pair.max_difference)
        rows.append([pair.f.spec, pair.g.spec, difference, places, *interval])
    return rows


def _plain_rows(answer: "Comparison", words: "Words") -> list[list[str]]:
    """Three parts: traits, values, differences; a name in the first cell of every row."""
    from actcli.render.traits import trait_rows
    from actcli.streams.numbers import number_text

    rows = [["", *(function.spec for function in answer.functions)]]
    rows += trait_rows(answer.functions, answer.traits, words)
    for index, x in enumerate(answer.points):
        rows.append([f"f({number_text(x)})", *(number_text(v[index]) for v in answer.values)])
    rows.append([words("compare.over"), *map(number_text, answer.range)])
    for pair in answer.pairs:
        places = ", ".join(map(number_text, pair.at))
        rows.append([f"|{pair.f.spec} - {pair.g.spec}|", number_text(pair.max_difference), places])
    return rows
