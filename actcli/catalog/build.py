"""An entry with its parameters set becomes an Activation; formulas inside it are written out."""

import math
from collections.abc import Mapping

from actcli.catalog.activation import Activation
from actcli.catalog.entry import Entry, Value
from actcli.catalog.load import Book, plain_name
from actcli.errors import ActcliError, nearest
from actcli.formula.parse import Definition, parse_formula
from actcli.formula.tree import Formula

_Names = tuple[str, ...]


class SpecError(ActcliError):
    """A function that is not known, or named with parameters or a framework it does not have."""


def build(entry: Entry, settings: Mapping[str, Value], book: Book) -> Activation:
    """The function of an entry; SpecError where a parameter is outside its rules."""
    parameters = _checked(entry, settings)
    if entry.vector:
        return Activation(entry.name, None, parameters, entry)
    choice = entry.choice_parameter
    formula = entry_formula(entry, str(parameters[choice.name]) if choice else "", book)
    return Activation(entry.name, formula, parameters, entry)


def _checked(entry: Entry, settings: Mapping[str, Value]) -> dict[str, Value]:
    """All parameters of the entry, the given ones checked against its rules."""
    parameters: dict[str, Value] = {}
    for rule in entry.parameters.values():
        value = settings.get(rule.name, rule.default)
        if rule.choices and value not in rule.choices:
            raise SpecError(
                f"{entry.name}: {rule.name} is not {value!r}",
                f"it is one of {', '.join(rule.choices)}",
            )
        if rule.above is not None and not float(value) > rule.above:
            raise SpecError(
                f"{entry.name} is undefined for {rule.name}={value}",
                f"{rule.name} must be greater than {rule.above:g}",
            )
        if isinstance(value, float) and math.isinf(value) and not math.isinf(_size(rule.default)):
            raise SpecError(f"{entry.name}: {rule.name} must be finite, not {value}")
        parameters[rule.name] = value
    return parameters


def _size(value: Value) -> float:
    return abs(value) if isinstance(value, float) else 0.0


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
        )


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
