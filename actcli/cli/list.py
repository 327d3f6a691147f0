"""`actcli list`: the functions of the book."""

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
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.catalog.entry import Entry
    from actcli.render.words import Words

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]

Family = Annotated[
    str | None,
    typer.Option(
        "--family",
        metavar="FAMILY",
        help="classic (the lecture's five, in its order), linear, threshold, sigmoidal, rectifier, "
        "gated, shrinkage, periodic, elementary or vector.",
        show_default=False,
    ),
]
Framework = Annotated[
    str | None,
    typer.Option(
        "--framework", metavar="NAME", help="Only what that framework has.", show_default=False
    ),
]


def list_functions(
    family: Family = None,
    framework: Framework = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """List the functions of the book.

    \b
    Examples:
      actcli list
      actcli list --family classic
      actcli list --framework torch
      actcli list --json
    """
    name = chosen_format(answer_format, json, output, FORMATS, "list")

    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    entries = _entries(family, framework)
    words = load_words(spoken_language(lang))
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        sink.write(_written(entries, name, words, chosen_color(color), sink.is_terminal).encode())


def _entries(family: str | None, framework: str | None) -> "list[Entry]":
    from actcli.catalog.entry import FAMILIES
    from actcli.catalog.load import load_book

    entries = list(load_book().entries.values())
    if family == "classic":
        entries = [entry for entry in entries if entry.classic is not None]
        entries.sort(key=lambda entry: entry.classic or 0)
    elif family is not None:
        if family not in FAMILIES:
            raise ActcliError(
                f"unknown family {family!r}", f"known: classic, {', '.join(FAMILIES)}"
            )
        entries = [entry for entry in entries if entry.family == family]
    if framework is not None:
        home = load_book().framework(framework).name
        entries = [e for e in entries if any(s.framework == home for s in e.symbols)]
    return entries


def _written(
    entries: "list[Entry]", name: str, words: "Words", color: str, to_terminal: bool
) -> str:
    from actcli.render import formats

    if name == "plain":
        return "".join(f"{entry.name}\n" for entry in entries)
    records = [_record(entry, words) for entry in entries]
    if name == "json":
        return formats.json_text(records)
    if name == "ndjson":
        return "".join(map(formats.json_line, records))
    if name in ("csv", "tsv"):
        columns = ("function", "family", "formula", "summary")
        rows = [[str(record[column]) for column in columns] for record in records]
        return formats.delimited([columns, *rows], "," if name == "csv" else "\t")
    from actcli.render.cards import list_table
    from actcli.render.terminal import rendered

    return rendered(list_table(records, words), color=color, to_terminal=to_terminal)


def _record(entry: "Entry", words: "Words") -> dict[str, Any]:
    from actcli.catalog.prose import prose
    from actcli.catalog.shipped import shipped_fields

    return {
        "function": entry.name,
        "family": entry.family,
        "formula": entry.formula_text,
        "summary": prose(entry.name, words.language).summary,
        "aliases": list(entry.aliases),
        "parameters": {rule.name: rule.default for rule in entry.parameters.values()},
        "classic": entry.classic,
        "source": entry.source,
        "traits": shipped_fields().get(entry.name),
    }
