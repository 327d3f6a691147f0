"""The options that several commands share, each defined once, and how their values are read."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.catalog.load import Book

Specs = Annotated[
    list[str],
    typer.Argument(
        metavar="SPEC...",
        help="Functions: a name, name:parameters, name@framework, a pasted call, a formula in x.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|ko",
        help="Language of answers, texts and headings.",
        show_default=False,
    ),
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="When to colour the output (default: auto).",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write the answer to FILE; a known extension chooses the format.",
        show_default=False,
    ),
]
Precision = Annotated[
    int | None,
    typer.Option(
        "--precision",
        metavar="N",
        help="Significant digits, 1 to 17 (default: as many as round-trip).",
        show_default=False,
    ),
]
Books = Annotated[
    list[Path] | None,
    typer.Option(
        "--book",
        metavar="FILE",
        help="A book of your own functions (TOML); may repeat.",
        show_default=False,
    ),
]
Orders = Annotated[
    list[str] | None,
    typer.Option(
        "-d",
        "--derivative",
        metavar="ORDERS",
        help="Orders of derivative: 0 is f, 1 its slope, 2 the slope of that; 0,1 for several.",
        show_default=False,
    ),
]


def format_option(formats: Sequence[str]) -> Any:
    """--format with the formats that a command has."""
    return typer.Option("--format", metavar="|".join(formats), help="How the answer is written.")


_EXTENSIONS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".npy": "npy",
    ".npz": "npz",
}
_LATER = ("npy", "npz")


class _BeforeCommand:
    """What was said before the command's name: `actcli --lang ko list`."""

    language: str | None = None
    color: str | None = None
    books: Sequence[Path] = ()


before_command = _BeforeCommand()


def opened_book(books: Sequence[Path] | None) -> "Book":
    """The book of all functions, the user's own included."""
    from actcli.catalog.books import load_book

    return load_book([*before_command.books, *(books or ())])


def spoken_language(option: str | None, question: str | None = None) -> str:
    """The language of the answer: en or ko."""
    from actcli.render.words import choose_language

    return choose_language(option or before_command.language, os.environ, question)


def checked_language(option: str | None) -> str | None:
    """The language if one was named anywhere, so that a wrong name is told by every command."""
    named = option or before_command.language or os.environ.get("ACTCLI_LANG")
    return spoken_language(option) if named else None


def chosen_color(option: str | None) -> str:
    """auto, always or never; ActcliError for anything else."""
    color = option or before_command.color or "auto"
    if color not in ("auto", "always", "never"):
        raise ActcliError(f"--color: {color!r} is not known", "choose auto, always or never")
    return color


def chosen_format(
    name: str, json: bool, output: Path | None, known: Sequence[str], command: str
) -> str:
    """The format asked for by --json, --format or the extension of -o; else auto."""
    if json:
        if name not in ("auto", "json"):
            raise ActcliError(f"--json and --format {name} contradict each other")
        name = "json"
    if name == "auto" and output is not None:
        name = _EXTENSIONS.get(output.suffix.lower(), "auto")
    if name in _LATER and name not in known:
        raise ActcliError(f"{command} does not write {name} yet", f"formats: {', '.join(known)}")
    if name != "auto" and name not in known:
        raise ActcliError(f"{command} has no format {name!r}", f"formats: {', '.join(known)}")
    return name


def parse_orders(options: Sequence[str] | None, default: Sequence[int] = (0,)) -> list[int]:
    """-d 0,1 or -d 0 -d 1 as numbers, each once, in the order given."""
    orders: list[int] = []
    for text in ",".join(options or ()).split(",") if options else ():
        if text.strip() not in ("0", "1", "2"):
            raise ActcliError(
                f"-d: {text.strip()!r} is no order of derivative", "orders are 0, 1 and 2"
            )
        if int(text) not in orders:
            orders.append(int(text))
    return orders or list(default)


def checked_precision(precision: int | None) -> int | None:
    """A number of significant digits that a double can fill."""
    if precision is not None and not 1 <= precision <= 17:
        raise ActcliError(f"--precision: {precision} is not from 1 to 17")
    return precision
