"""`actcli recommend`: which activation function to choose, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.asked import Asked, Reply, reply_to
from actcli.cli.options import (
    Books,
    Color,
    Json,
    Language,
    Output,
    before_command,
    chosen_color,
    chosen_format,
    format_option,
    spoken_language,
)
from actcli.cli.planned import Manner, PlanOptions, check_options, write_plan
from actcli.cli.talk import tell
from actcli.errors import ActcliError, ExitStatus

if TYPE_CHECKING:
    from actcli.render.words import Words

# What a picture or a page is saved as.
OTHER_FILES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf", ".eps", ".ps", ".html", ".htm", ".md"),
    *(".tex", ".ipynb", ".xlsx", ".parquet", ".npy", ".npz"),
)
FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]

Question = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORDS]...", help="A question in English or Korean.", show_default=False
    ),
]
Task = Annotated[
    list[str] | None,
    typer.Option(
        "--task", metavar="TASK", help="binary, multiclass, multilabel, regression, ...",
        show_default=False,
    ),
]  # fmt: skip
Layer = Annotated[
    list[str] | None,
    typer.Option(
        "--layer", metavar="LAYER", help="output, hidden, recurrent, gate, attention.",
        show_default=False,
    ),
]  # fmt: skip
Network = Annotated[
    list[str] | None,
    typer.Option(
        "--network", metavar="NETWORK", help="mlp, cnn, rnn, lstm, gru, transformer, gan, ...",
        show_default=False,
    ),
]  # fmt: skip
Concern = Annotated[
    list[str] | None,
    typer.Option(
        "--concern", metavar="CONCERN", help="vanishing-gradient, dead-units, edge, ...",
        show_default=False,
    ),
]  # fmt: skip
Target = Annotated[
    list[str] | None,
    typer.Option(
        "--target", metavar="FILE:COLUMN",
        help="A CSV column to predict: look at it, and take the task from it.",
        show_default=False,
    ),
]  # fmt: skip
Widths = Annotated[
    list[str] | None,
    typer.Option(
        "--plan", metavar="WIDTHS",
        help="Plan a network layer by layer: inputs, hidden widths, outputs, as 784-256-10.",
        show_default=False,
    ),
]  # fmt: skip
Architecture = Annotated[
    list[str] | None,
    typer.Option(
        "--arch", metavar="mlp|cnn|rnn|lstm|gru", help="Kind of network to plan (default: mlp).",
        show_default=False,
    ),
]  # fmt: skip
Hidden = Annotated[
    list[str] | None,
    typer.Option(
        "--hidden", metavar="SPEC", help="Function of the plan's hidden layers, chosen by you.",
        show_default=False,
    ),
]  # fmt: skip
Code = Annotated[
    list[str] | None,
    typer.Option(
        "--code", metavar="torch|keras|jax", help="The plan as code, which runs as it is.",
        show_default=False,
    ),
]  # fmt: skip


def recommend(
    words: Question = None,
    task: Task = None,
    layer: Layer = None,
    network: Network = None,
    concern: Concern = None,
    target: Target = None,
    plan: Widths = None,
    arch: Architecture = None,
    hidden: Hidden = None,
    code: Code = None,
    book: Books = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Say which activation function to choose, and why.

    \b
    Examples:
      actcli recommend                                the whole selection table
      actcli recommend binary output                  a question in free words
      actcli recommend 이진 분류                       in Korean, too
      actcli recommend softmax for multi-label        a doubtful idea is answered
      actcli recommend --network transformer --layer hidden
      actcli recommend --task multiclass --json

    \b
    A plan of a network: functions, initialisation, loss, and code that runs:
      actcli recommend --task multiclass --plan 784-256-10
      actcli recommend --task binary --plan 20-64-64-1 --concern self-normalising
      actcli recommend --task multiclass --arch cnn --plan 3x32x32-32-64-10
      actcli recommend --task regression --plan 8-64-1 --hidden mish
      actcli recommend 이진 분류 --plan 20-16-1 --code torch > model.py

    \b
    The task as your data have it:
      actcli recommend --target labels.csv:species
      actcli recommend --target labels.csv:price --plan 12-64-1 --code keras

    The classic table comes first, then current practice, each row with its reason and source. The
    exit status is 1 where nothing in the table matches, or the column is nothing to predict.
    """
    asked = Asked(
        tuple(words or ()),
        _only("--task", task),
        _only("--layer", layer),
        _only("--network", network),
        _only("--concern", concern),
    )
    column, widths = _only("--target", target), _only("--plan", plan)
    name = chosen_format(answer_format, json, output, FORMATS, "recommend")
    planned = PlanOptions(
        widths, _only("--arch", arch), _only("--hidden", hidden), _only("--code", code), book or ()
    )
    check_options(planned, name, output)
    _check_output(output)
    hue = chosen_color(color)

    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    # Only --lang is stronger than the language of the question.
    language = spoken_language(lang or before_command.language or asked.language)
    reply = reply_to(asked, column)
    if widths is not None and not reply.is_refusal:
        manner = Manner(name, language, hue, output)
        write_plan(planned, asked, reply.for_a_plan(), manner)
        return
    speech = load_words(language)
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        if name not in ("table", "json"):
            tell(reply.target_lines(speech))  # what was seen is said before what follows from it
        text = _written(reply, name, speech, hue, sink.is_terminal)
        sink.write(text.encode(errors="replace"))  # an argument may be no text
    _talk(reply, name, speech)
    if not reply.answer.matched:
        raise typer.Exit(ExitStatus.NO)


def _only(option: str, values: list[str] | None) -> str | None:
    """The one value of an option; ActcliError for two, of which one would be passed over."""
    told = list(dict.fromkeys(values or ()))
    if len(told) > 1:
        raise ActcliError(f"{option} is {told[0]} and {told[1]} at once", "ask for one at a time")
    return told[0] if told else None


def _check_output(output: Path | None) -> None:
    """Refuse a file of another kind than this command writes; a plan's code has its own check."""
    if output is not None and output.suffix.lower() in OTHER_FILES:
        raise ActcliError(
            f"recommend writes text, which {output.suffix} is not",
            "use -o FILE.txt, .json, .csv, .tsv or .ndjson",
        )


def _written(reply: Reply, name: str, words: "Words", color: str, to_terminal: bool) -> str:
    from actcli.render import selection

    answer, language = reply.answer, words.language
    match name:
        case "json":
            return selection.as_json(answer, language, target=reply.target_fields(words))
        case "ndjson":
            return selection.as_ndjson(answer, language)
        case "csv" | "tsv":
            return selection.as_table_text(answer, language, "," if name == "csv" else "\t")
        case "plain":
            return selection.as_plain(answer, words)
    return _drawn(reply, words, color, to_terminal)


def _drawn(reply: Reply, words: "Words", color: str, to_terminal: bool) -> str:
    """The answer for a terminal; a picture only where it is one."""
    from rich.console import Group

    from actcli.render.recommending.answer import as_drawing
    from actcli.render.terminal import rendered, terminal_size

    width, _ = terminal_size(to_terminal=to_terminal)
    parts = reply.target_views(words)
    if not reply.is_refusal:
        picture = None
        if to_terminal:
            from actcli.render.recommending.picture import picture_of

            picture = picture_of(reply.answer, words, width, color)
        parts.append(as_drawing(reply.answer, words, width, picture))
    return rendered(Group(*parts), color=color, to_terminal=to_terminal)


def _talk(reply: Reply, name: str, words: "Words") -> None:
    """Say on stderr what the rows themselves cannot: a contradiction, or that nothing matches."""
    if name == "table" or reply.is_refusal:
        return  # the drawing says it all, or what was seen does
    from actcli.render.selection import no_match_lines, warning_lines

    if not reply.answer.matched:
        tell(no_match_lines(reply.answer, words))
    elif name != "json":
        tell(warning_lines(reply.answer, words))
