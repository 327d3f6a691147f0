"""What list answers: the entries of the book that were asked for, in order; needs no NumPy.

Only the traits of a user's own functions are measured, which does.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actcli.analysis.where import QUANTITIES, parse_where, plain_word
from actcli.catalog.entry import FAMILIES, OWN, Entry, Symbol
from actcli.catalog.shipped import shipped_fields
from actcli.errors import ActcliError, did_you_mean

if TYPE_CHECKING:
    from actcli.catalog.load import Book

_CLASSIC = "classic"  # the lecture's five, in its order
_BY_WORDS = ("name", "family")


def listed(
    book: "Book",
    family: str | None = None,
    framework: str | None = None,
    where: Sequence[str] = (),
) -> list[Entry]:
    """The entries of a family and a framework for which all conditions hold, as the book orders.

    Raises ActcliError for an unknown family or framework, and for a condition that cannot be read.
    """
    conditions = [parse_where(condition) for condition in where]
    entries = list(book.entries.values())
    if family is not None:
        entries = _of_family(entries, family)
    if framework is not None:
        home = book.framework(framework).name
        entries = [entry for entry in entries if symbols_in(entry, home)]
    for holds in conditions:
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


def spec_of(symbol: Symbol, entry: Entry) -> str:
    """The canonical spec of what a framework's symbol computes: leaky_relu:negative_slope=0.3."""
    settings = [
        f"{key}={_value_text(value)}"
        for key, value in symbol.settings.items()
        if value != entry.parameters[key].default
    ]
    return f"{entry.name}:{','.join(settings)}" if settings else entry.name


def _value_text(value: float | str) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def trait_fields(entry: Entry, book: "Book") -> dict[str, Any] | None:
    """The traits at the defaults as JSON fields; None for a function of a vector."""
    if entry.vector:
        return None
    if entry.name in shipped_fields():
        return shipped_fields()[entry.name]
    from actcli.catalog.build import build
    from actcli.catalog.traits import measure

    return measure(build(entry, {}, book)).as_json()


def sort_key(text: str) -> str:
    """What to sort by: name, family or a quantity of the traits; ActcliError for another text."""
    key = plain_word(text.strip().replace(" ", "_"))
    known = (*_BY_WORDS, *QUANTITIES)
    if key not in known:
        hint = did_you_mean(key, known) or f"known: {', '.join(known)}"
        raise ActcliError(f"--sort: unknown key {text!r}", hint)
    return key


def is_quantity(key: str) -> bool:
    """Whether a sort key is a number of the traits."""
    return key in QUANTITIES


def quantity_of(entry: Entry, key: str, book: "Book") -> float | None:
    """A quantity of the traits of an entry; None where it has none."""
    fields = trait_fields(entry, book)
    return None if fields is None else QUANTITIES[key](fields)


def sorted_by(entries: list[Entry], key: str, book: "Book") -> list[Entry]:
    """The entries by what `sort_key` gave; those that have no such quantity come last."""
    if not is_quantity(key):
        return sorted(entries, key=lambda entry: (getattr(entry, key), entry.name))
    values = {entry.name: quantity_of(entry, key, book) for entry in entries}

    def place(entry: Entry) -> tuple[bool, float]:
        value = values[entry.name]
        return (value is None, 0.0) if value is None else (False, value)

    return sorted(entries, key=place)
