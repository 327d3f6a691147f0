"""Names that lead to no function, and what to say then; needs no NumPy."""

from actcli.catalog.load import Book, plain_name
from actcli.errors import ActcliError, nearest


class SpecError(ActcliError):
    """A function that is not known, or named with parameters or a framework it does not have."""


def unknown_function(name: str, book: Book) -> SpecError:
    """The error for a name that is not of the book."""
    return SpecError(f"unknown function {name!r}", nearest_name(name, book))


def unknown_symbol(path: str, book: Book) -> SpecError:
    """The error for a dotted name that no framework is known to have."""
    last = path.rpartition(".")[2]
    if plain_name(last) in book.names:  # torch.nn.Threshold is another function than our threshold
        hint = f"{last} by itself may be another function: actcli show {last}"
    else:
        hint = nearest_name(last, book)
    return SpecError(f"{path} is not a symbol that actcli knows", hint)


def nearest_name(name: str, book: Book) -> str:
    """A hint with the nearest name or alias, or where the names are shown."""
    spoken = {
        plain_name(spelling): spelling
        for entry in book.entries.values()
        for spelling in (entry.name, *entry.aliases)
    }
    near = nearest(plain_name(name), spoken)
    return f"did you mean {spoken[near]}?" if near else "actcli list shows the names"
