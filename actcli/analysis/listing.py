"""What list answers: the entries of the book that were asked for, in order; needs no NumPy.

Only the traits of a user's own functions are measured, which does.
"""

from typing import TYPE_CHECKING, Any

from actcli.analysis.where import QUANTITIES, parse_where, plain_word
from actcli.catalog.entry import FAMILIES, OWN, Entry, Symbol
from actcli.catalog.shipped import shipped_fields
from actcli.errors import ActcliError, did_you_mean

if TYPE_CHECKING:
    from actcli.catalog.load import Book

_CLASSIC = "classic"  # the lecture's five, in its order


def listed(
    book: "Book", family: str | None = None, framework: str | None = None, where: str | None = None
) -> list[Entry]:
    """The entries of a family and a framework with the traits of a condition, as the book orders.

    Raises ActcliError for an unknown family or framework, and for a condition that cannot be read.
    """
    holds = None if where is None else parse_where(where)
    entries = list(book.entries.values())
    if family is not None:
        entries = _of_family(entries, family)
    if framework is not None:
        home = book.framework(framework).name
        entries = [entry for entry in entries if symbols_in(entry, home)]
    if holds is not None:
        entries = [e for e in entries if (fields := trait_fields(e, book)) and holds(fields)]
    return entries


def _of_family(entries: list[Entry], family: str) -> list[Entry]:
    if family == _CLASSIC:
        classic = [entry for entry in entries if entry.classic is not None]
        return sorted(classic, key=lambda entry: entry.classic or 0)
    known = (_CLASSIC, *FAMILIES, OWN)
    if family not in known:
        hint = did_you_mean(family, known) or f"known: {', '.join(known)}"
        raise ActcliError(f"unknown family {family!r}", hint)
    return [entry for entry in entries if entry.family == family]


def symbols_in(entry: Entry, framework: str) -> list[Symbol]:
    """What a framework calls the entry."""
    return [symbol for symbol in entry.symbols if symbol.framework == framework]


def trait_fields(entry: Entry, book: "Book") -> dict[str, Any] | None:
    """The traits at the defaults as JSON fields; None for a function of a vector."""
    if entry.vector:
        return None
    if entry.name in shipped_fields():
        return shipped_fields()[entry.name]
    from actcli.catalog.build import build
    from actcli.catalog.traits import measure

    return measure(build(entry, {}, book)).as_json()


def sorted_by(entries: list[Entry], key: str, book: "Book") -> list[Entry]:
    """The entries by name, family or a quantity of the traits; those that have none come last.

    Raises ActcliError for another key.
    """
    if key in ("name", "family"):
        return sorted(entries, key=lambda entry: (getattr(entry, key), entry.name))
    quantity = QUANTITIES.get(plain_word(key))
    if quantity is None:
        known = ("name", "family", *QUANTITIES)
        hint = did_you_mean(key, known) or f"known: {', '.join(known)}"
        raise ActcliError(f"--sort: unknown key {key!r}", hint)
    fields = {entry.name: trait_fields(entry, book) for entry in entries}
    values = {name: quantity(found) for name, found in fields.items() if found is not None}

    def place(entry: Entry) -> tuple[bool, float]:
        value = values.get(entry.name)
        return (value is None, 0.0) if value is None else (False, value)

    return sorted(entries, key=place)
