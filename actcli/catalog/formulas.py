"""The formulas of entries, parsed, the entries inside them written out; needs no NumPy."""

from actcli.catalog.entry import Entry
from actcli.catalog.load import Book, plain_name
from actcli.catalog.names import SpecError
from actcli.formula.parse import Definition, parse_formula
from actcli.formula.tree import Formula

_Names = tuple[str, ...]


def entry_formula(entry: Entry, choice: str, book: Book) -> Formula:
    """The parsed formula of an entry, entries inside it written out."""
    return _parse_entry(entry, choice, book, ())


def _parse_entry(entry: Entry, choice: str, book: Book, inside: _Names) -> Formula:
    if entry.name in inside:
        raise SpecError(f"the formulas of {' and '.join(dict.fromkeys(inside))} name each other")
    numeric = [rule.name for rule in entry.parameters.values() if not rule.choices]
    return parse_formula(entry.formulas[choice], numeric, EntryLookup(book, (*inside, entry.name)))


class EntryLookup:
    """Gives the parser the entries of a book, and knows which ones it is inside of."""

    def __init__(self, book: Book, inside: _Names = ()) -> None:
        self.book = book
        self.inside = inside

    def __call__(self, name: str) -> Definition | None:
        """What the parser needs of an entry; None for a name that is not of the book."""
        if plain_name(name) not in self.book.names:
            return None
        entry_name, settings = self.book.names[plain_name(name)]
        entry = self.book.entries[entry_name]
        if entry.vector:
            raise SpecError(
                f"{entry.name} is a function of a whole vector and cannot stand in a formula"
            )
        choice = entry.choice_parameter
        return Definition(
            trees={
                key: _parse_entry(entry, key, self.book, self.inside).tree for key in entry.formulas
            },
            parameters={
                rule.name: float(settings.get(rule.name, rule.default))
                for rule in entry.parameters.values()
                if not rule.choices
            },
            choice_name=choice.name if choice else "",
            choice=str(settings.get(choice.name, choice.default)) if choice else "",
            above={
                rule.name: rule.above
                for rule in entry.parameters.values()
                if rule.above is not None
            },
        )
