"""`actcli recommend`: which activation function to choose, and why."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Color,
    Json,
    Language,
    Output,
    chosen_color,
    chosen_format,
    format_option,
    spoken_language,
)
from actcli.errors import ExitStatus

if TYPE_CHECKING:
    from actcli.analysis.recommending.answer import Answer
    from actcli.render.words import Words

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]

Question = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORDS]...", help="A question in English or Korean.", show_default=False
    ),
]
Task = Annotated[
    str | None,
    typer.Option(
        "--task", metavar="TASK", help="binary, multiclass, multilabel, regression, ...",
        show_default=False,
    ),
]  # fmt: skip
Layer = Annotated[
    str | None,
    typer.Option(
        "--layer", metavar="LAYER", help="output, hidden, recurrent, gate, attention.",
        show_default=False,
    ),
]  # fmt: skip
Network = Annotated[
    str | None,
    typer.Option(
        "--network", metavar="NETWORK", help="mlp, cnn, rnn, lstm, gru, transformer, gan, ...",
        show_default=False,
    ),
]  # fmt: skip
Concern = Annotated[
    str | None,
    typer.Option(
        "--concern", metavar="CONCERN", help="vanishing-gradient, dead-units, edge, ...",
        show_default=False,
    ),
]  # fmt: skip


def recommend(
    words: Question = None,
    task: Task = None,
    layer: Layer = None,
    network: Network = None,
    concern: Concern = None,
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

    The classic table comes first, then current practice, each row with its reason and source. The
    exit status is 1 where nothing in the table matches.
    """
    from actcli.analysis.recommend import recommend as ask
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    asked = words or []
    name = chosen_format(answer_format, json, output, FORMATS, "recommend")
    hue = chosen_color(color)
    language = spoken_language(lang, _telling(asked, task, layer, network, concern))
    answer = ask(asked, task=task, layer=layer, network=network, concern=concern)
    speech = load_words(language)
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        text = _written(answer, name, speech, hue, sink.is_terminal)
        sink.write(text.encode(errors="replace"))  # an argument may be no text
    _talk(answer, name, speech)
    if not answer.matched:
        raise typer.Exit(ExitStatus.NO)


def _telling(words: list[str], *options: str | None) -> str | None:
    """Return what tells the asker's language, None if nothing does.

    Names such as RNN or relu are the same in every language, and so are the values of options
    unless somebody writes them in Korean.
    """
    from actcli.analysis.recommending.table import load_conditions
    from actcli.render.words import language_of

    names = {c.name for c in load_conditions() if c.kind in ("function", "network")}
    telling = [word for word in words if word.casefold() not in names]
    telling += [option for option in options if option and language_of(option) == "ko"]
    return " ".join(telling) or None


def _written(answer: "Answer", name: str, words: "Words", color: str, to_terminal: bool) -> str:
    from actcli.render import selection

    language = words.language
    if name == "json":
        return selection.as_json(answer, language)
    if name == "ndjson":
        return selection.as_ndjson(answer, language)
    if name in ("csv", "tsv"):
        return selection.as_table_text(answer, language, "," if name == "csv" else "\t")
    if name == "plain":
        return selection.as_plain(answer, words)
    from actcli.render.terminal import rendered, terminal_size

    width, _ = terminal_size(to_terminal=to_terminal)
    drawing = selection.as_drawing(answer, words, width)
    return rendered(drawing, color=color, to_terminal=to_terminal)


def _talk(answer: "Answer", name: str, words: "Words") -> None:
    """Say on stderr what the rows themselves cannot: a contradiction, or that nothing matches."""
    from actcli.render.selection import contradiction_lines

    lines: list[str] = []
    if not answer.matched and answer.question:
        lines.append(words("recommend.no_match", question=repr(answer.question)))
    elif not answer.matched:
        lines.append(words("recommend.no_match_conditions"))
    if not answer.matched:
        language = words.language
        nearest = (f"{row.when[language]}: {row.choice[language]}" for row in answer.nearest)
        if name != "table":
            lines += [words("recommend.nearest") + ": " + " · ".join(nearest)]
        lines.append(words("recommend.ask"))
    elif name not in ("table", "json"):
        lines += contradiction_lines(answer, words)
    if sys.stderr is not None:  # closed by the caller: print would write to stdout
        print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
