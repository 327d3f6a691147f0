"""`actcli list`: the functions of the book."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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
    from rich.table import Table

    from actcli.catalog.entry import Entry, Symbol
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
    list[str] | None,
    typer.Option(
        "--where",
        metavar="CONDITION",
        help="Only what has these traits: 'bounded and smooth and not monotone'; may repeat.",
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

    from actcli.analysis.listing import listed, sort_key, sorted_by
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    shelf = opened_book(book)
    home = shelf.framework(framework).name if framework is not None else ""
    key = sort_key(sort) if sort is not None else ""
    entries = listed(shelf, family, home or None, where or ())
    if key:
        entries = sorted_by(entries, key, shelf)
    if reverse:
        entries.reverse()
    listing = _Listing(entries, shelf, home, key, reverse)
    words = load_words(spoken_language(lang))
    with open_output(output) as sink:
        if name == "auto":
            name = "table" if sink.is_terminal else "plain"
        text = _written(listing, name, words, chosen_color(color), sink.is_terminal)
        sink.write(text.encode())
    if name == "table" and not entries:
        typer.echo("actcli: no function of the book is like that", err=True)


class _Listing(NamedTuple):
    """What was asked for: the entries, the framework whose names count, and the order."""

    entries: "list[Entry]"
    book: "Book"
    home: str
    key: str
    reverse: bool

    @property
    def quantity(self) -> str:
        """The number of the traits that decides the order; empty where words do."""
        from actcli.analysis.listing import is_quantity

        return self.key if is_quantity(self.key) else ""


def _written(listing: _Listing, name: str, words: "Words", color: str, to_terminal: bool) -> str:
    from actcli.render import formats

    if name == "plain":
        return "".join(f"{line}\n" for line in _names(listing))
    if name == "table":
        from actcli.render.terminal import rendered

        return rendered(_table(listing, words), color=color, to_terminal=to_terminal)
    records = [_record(entry, listing, words) for entry in listing.entries]
    if name == "json":
        return formats.json_text(records)
    if name == "ndjson":
        return "".join(map(formats.json_line, records))
    return formats.delimited(_rows(records, listing), "," if name == "csv" else "\t")


def _names(listing: _Listing) -> list[str]:
    """The names of the entries, or those that a framework has for them."""
    if not listing.home:
        return [entry.name for entry in listing.entries]
    return [symbol.path for symbol, _ in _symbols(listing)]


def _symbols(listing: _Listing) -> "list[tuple[Symbol, Entry]]":
    """A framework's own names; in the order of the alphabet only where that was asked for."""
    from actcli.analysis.listing import symbols_in

    found = [(s, entry) for entry in listing.entries for s in symbols_in(entry, listing.home)]
    if listing.key == "name":
        found.sort(key=lambda pair: pair[0].path, reverse=listing.reverse)
    return found


def _table(listing: _Listing, words: "Words") -> "Table":
    """A row for each function, or for each name that a framework has, under its number if any."""
    from actcli.analysis.listing import quantity_of, spec_of
    from actcli.catalog.prose import summary
    from actcli.render.cards import framework_table, list_table

    def number(entry: "Entry") -> float | None:
        key = listing.quantity
        return quantity_of(entry, key, listing.book) if key else None

    if listing.home:
        named = [(s.path, spec_of(s, entry), number(entry)) for s, entry in _symbols(listing)]
        return framework_table(named, listing.home, listing.quantity, words)
    rows = [
        (entry.name, entry.family, number(entry), summary(entry.name, words.language))
        for entry in listing.entries
    ]
    return list_table(rows, listing.quantity, words)


def _rows(records: Sequence[Mapping[str, Any]], listing: _Listing) -> list[list[str]]:
    columns = ["function", "family", "formula", "summary"]
    rows = [[str(record[column]) for column in columns] for record in records]
    if listing.home:
        columns = [*columns, "symbols"]
        paths = [" ".join(s["symbol"] for s in record["symbols"]) for record in records]
        rows = [[*row, path] for row, path in zip(rows, paths, strict=True)]
    if listing.quantity:
        from actcli.analysis.listing import quantity_of

        columns = [*columns, listing.quantity]
        numbers = [quantity_of(e, listing.quantity, listing.book) for e in listing.entries]
        texts = ["" if number is None else repr(number) for number in numbers]
        rows = [[*row, text] for row, text in zip(rows, texts, strict=True)]
    return [columns, *rows]


def _record(entry: "Entry", listing: _Listing, words: "Words") -> dict[str, Any]:
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
        "traits": trait_fields(entry, listing.book),
    }
    if listing.home:
        record["symbols"] = [
            {"symbol": symbol.path, "parameters": dict(symbol.settings)}
            for symbol in symbols_in(entry, listing.home)
        ]
    return record
