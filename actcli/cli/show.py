"""`actcli show`: what is known about one function."""

from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.catalog.prose import Prose
    from actcli.catalog.traits import Traits

FORMATS = ("auto", "plain", "table", "json")
Format = Annotated[str, format_option(FORMATS)]

Spec = Annotated[str, typer.Argument(metavar="SPEC", help="The function.", show_default=False)]


def show(
    spec: Spec,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Show one function: formula, traits, names in frameworks, and what to know about it.

    \b
    Examples:
      actcli show relu
      actcli show sigmoid --lang ko
      actcli show 'x * sigmoid(1.702 * x)'
      actcli show leaky_relu@keras --json
    """
    name = chosen_format(answer_format, json, output, FORMATS, "show")

    from actcli.catalog.prose import Prose, prose
    from actcli.catalog.spec import resolve
    from actcli.catalog.traits import traits_of
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    function = resolve(spec)
    words = load_words(spoken_language(lang))
    text = prose(function.name, words.language) if function.entry is not None else Prose()
    traits = traits_of(function)
    with open_output(output) as sink:
        if name == "json":
            from actcli.render.formats import json_text

            sink.write(json_text(_as_json(function, traits, text)).encode())
            return
        from actcli.render.cards import card
        from actcli.render.terminal import rendered

        drawn = rendered(
            card(function, traits, text, words),
            color=chosen_color(color),
            to_terminal=sink.is_terminal and name != "plain",
        )
        sink.write(drawn.encode())


def _as_json(function: "Activation", traits: "Traits | None", text: "Prose") -> dict[str, Any]:
    entry = function.entry
    return {
        "function": function.spec,
        "name": function.name,
        "family": entry.family if entry else None,
        "formula": function.formula,
        "textbook": (entry.textbook or None) if entry else None,
        "parameters": function.parameters,
        "aliases": list(entry.aliases) if entry else [],
        "frameworks": [
            {"framework": s.framework, "symbol": s.path, "parameters": dict(s.settings)}
            for s in (entry.symbols if entry else ())
        ],
        "source": entry.source if entry else None,
        "classic": entry.classic if entry else None,
        "traits": traits.as_json() if traits is not None else None,
        "text": {
            "summary": text.summary,
            "definition": text.definition,
            "characteristics": list(text.characteristics),
            "strengths": list(text.strengths),
            "weaknesses": list(text.weaknesses),
            "uses": list(text.uses),
        },
    }
