"""`actcli list`: the functions of the book."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from actcli.cli.options import (
    Books,
    Color,
    Json,
    Language,
    Output,
    chosen_color,
    chosen_format,
    format_option,
    opened_book,
    spoken_language,
)

if TYPE_CHECKING:
    from actcli.catalog.entry import Entry
    from actcli.catalog.load import Book
    from actcli.render.words import Words

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]

Family = Annotated[
    str | None,
    typer.Option(
        "--family",
        metavar="FAMILY",
        help="classic (the lecture's five, in its order), linear, threshold, sigmoidal, rectifier, "
        "gated, shrinkage, periodic, elementary, vector or own.",
        show_default=False,
    ),
]
Framework = Annotated[
    str | None,
    typer.Option(
        "--framework",
        metavar="NAME",
        help="Only what that framework has, by its own names.",
        show_default=False,
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--where",
        metavar="CONDITION",
        help="Only what has these traits: 'bounded and smooth and not monotone'.",
        show_default=False,
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="KEY",
        help="By name, family, or a quantity of the traits (lipschitz, infimum, mean, ...).",
        show_default=False,
    ),
]
Reverse = Annotated[bool, typer.Option("--reverse", help="The last first.")]


def list_functions(
    family: Family = None,
    framework: Framework = None,
    where: Where = None,
    sort: Sort = None,
    reverse: Reverse = False,
    book: Books = None,
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
      actcli list --where "bounded and smooth and not monotone"
      actcli list --where "lipschitz <= 1 or odd" --sort lipschitz --format table
      actcli list --json

    CONDITION joins properties (bounded, bounded-below, monotone, convex, odd, smooth, ...) and
    comparisons (infimum > -1) by and, or, not and parentheses.
    """
    name = chosen_format(answer_format, json, output, FORMATS, "list")

    from actcli.analysis.listing import listed, sorted_by
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    shelf = opened_book(book)
    home = shelf.framework(framework).name if framework is not None else ""
    entries = listed(shelf, family, home or None, where)
    if sort is not None:
        entries = sorted_by(entries, sort, shelf)
    if reverse:
        entries.reverse()
    words = load_words(spoken_language(lang))
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        text = _written(entries, name, home, shelf, words, chosen_color(color), sink.is_terminal)
        sink.write(text.encode())


def _written(
    entries: "list[Entry]",
    name: str,
    home: str,
    book: "Book",
    words: "Words",
    color: str,
    to_terminal: bool,
) -> str:
    from actcli.render import formats

    if name == "plain":
        return "".join(f"{line}\n" for entry in entries for line in _names(entry, home))
    records = [_record(entry, home, book, words) for entry in entries]
    if name == "json":
        return formats.json_text(records)
    if name == "ndjson":
        return "".join(map(formats.json_line, records))
    if name in ("csv", "tsv"):
        rows = _rows(records, home)
        return formats.delimited(rows, "," if name == "csv" else "\t")
    from actcli.render.cards import list_table
    from actcli.render.terminal import rendered

    return rendered(list_table(records, words), color=color, to_terminal=to_terminal)


def _names(entry: "Entry", home: str) -> list[str]:
    """The name of an entry, or what a framework calls it."""
    from actcli.analysis.listing import symbols_in

    return [symbol.path for symbol in symbols_in(entry, home)] if home else [entry.name]


def _rows(records: Sequence[Mapping[str, Any]], home: str) -> list[list[str]]:
    columns = ["function", "family", "formula", "summary"]
    rows = [[str(record[column]) for column in columns] for record in records]
    if home:
        columns = [*columns, "symbols"]
        paths = [" ".join(s["symbol"] for s in record["symbols"]) for record in records]
        rows = [[*row, path] for row, path in zip(rows, paths, strict=True)]
    return [columns, *rows]


def _record(entry: "Entry", home: str, book: "Book", words: "Words") -> dict[str, Any]:
    from actcli.analysis.listing import symbols_in, trait_fields
    from actcli.catalog.prose import summary

    record: dict[str, Any] = {
        "function": entry.name,
        "family": entry.family,
        "formula": entry.formula_text,
        "summary": summary(entry.name, words.language),
        "aliases": list(entry.aliases),
        "parameters": {rule.name: rule.default for rule in entry.parameters.values()},
        "classic": entry.classic,
        "source": entry.source,
        "traits": trait_fields(entry, book),
    }
    if home:
        record["symbols"] = [
            {"symbol": symbol.path, "parameters": dict(symbol.settings)}
            for symbol in symbols_in(entry, home)
        ]
    return record
