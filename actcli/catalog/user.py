"""Books of a user's own, read beside the shipped one and checked before anything is made of them.

Their grammar is that at the top of linear.toml; family and source may be left out, and `vector`,
`sample` and `classic` belong to the shipped book. Nothing of a book with a fault is loaded: the
error names file, line and column. Needs no NumPy.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actcli.catalog.entry import OWN, BookError, EntryError, Fields, aliases_of, entry_from
from actcli.catalog.formulas import entry_formula
from actcli.catalog.load import (
    Book,
    Entries,
    Names,
    name_index,
    plain_name,
    read_toml,
    shipped_book,
)
from actcli.catalog.names import SpecError
from actcli.catalog.places import Place, place_of
from actcli.formula.parse import CONSTANTS, FormulaError
from actcli.formula.spellings import SPELLINGS
from actcli.formula.tree import Parameter, mentions_x, walk

_TYPES: Mapping[str, tuple[type, ...]] = {
    "formula": (str, dict),
    "family": (str,),
    "aliases": (list,),
    "parameters": (dict,),
    "frameworks": (dict,),
    "source": (str,),
    "known": (list,),
    "textbook": (str,),
    "models": (list,),
}
_IN_WORDS: Mapping[type, str] = {str: "a text", list: "a list", dict: "a table"}
_SHIPPED_ONLY = ("vector", "sample", "classic")


@cache
def book_with(files: tuple[Path, ...]) -> Book:
    """The shipped book and the entries of these files; BookError for the first fault."""
    book = shipped_book()
    for file in files:
        book = _added(book, _Source(file))
    return book


class _Source:
    """The text of a book, its tables, and how to say where in it something is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables = read_toml(path)
        self.text = path.read_text(encoding="utf-8-sig")

    def fault(
        self, table: str, key: str, problem: str, hint: str | None = None, column: int = 0
    ) -> BookError:
        """The error for something in a table; `column` counts from the start of the key's text."""
        place = self._inside_text(place_of(self.text, table, key), column)
        where = f"{self.path}:{place.line}:{place.column}"
        return BookError(f"{where}: [{table}] {problem}", hint)

    def _inside_text(self, place: Place, column: int) -> Place:
        """The place of a letter of a formula: after its quotation mark."""
        line = self.text.splitlines()[place.line - 1] if column else ""
        if line[place.column - 1 : place.column] in ('"', "'"):
            return Place(place.line, place.column + column)
        return place


def _added(book: Book, source: _Source) -> Book:
    for name, fields in source.tables.items():
        _check_shape(name, fields, book, source)
    tables = {name: _completed(fields) for name, fields in source.tables.items()}
    _check_names(tables, book, source)
    mine = {name: (str(source.path), fields) for name, fields in tables.items()}
    for name, fields in tables.items():
        try:
            entry_from(name, fields)
        except EntryError as fault:
            raise source.fault(name, fault.key, fault.problem, fault.hint) from None
    entries = Entries({**_tables_of(book), **mine}, book.frameworks)
    names = {**book.names, **_names_of(tables)}
    longer = Book(entries, names, book.frameworks)
    for name in tables:
        _check_formulas(name, longer, source)
        _check_known(name, longer, source)
    return longer


def _tables_of(book: Book) -> Mapping[str, tuple[str, Fields]]:
    assert isinstance(book.entries, Entries)
    return book.entries.tables


def _names_of(tables: Mapping[str, Fields]) -> Names:
    return name_index((name, dict(aliases_of(fields))) for name, fields in tables.items())


def _completed(fields: Fields) -> Fields:
    """The fields of an entry with the family that those without one belong to."""
    return {"family": OWN, **fields}


def _check_shape(name: str, fields: Any, book: Book, source: _Source) -> None:
    """Refuse what has the wrong kind of value, before anything is made of it."""
    if not isinstance(fields, dict):
        raise source.fault(name, "", f"{name} stands outside of a table: begin with [name]")
    for key, value in fields.items():
        if key in _SHIPPED_ONLY:
            raise source.fault(name, key, f"{key!r} is only for the shipped book", "use a formula")
        if key in _TYPES and not isinstance(value, _TYPES[key]):
            kinds = " or ".join(_IN_WORDS[kind] for kind in _TYPES[key])
            raise source.fault(name, key, f"{key} must be {kinds}")
    _check_formula_shape(name, fields, source)
    for alias in fields.get("aliases", ()):
        if not isinstance(alias, str) and not (isinstance(alias, dict) and "name" in alias):
            raise source.fault(name, "aliases", "an alias is a text, or a table with a name")
    for pair in fields.get("known", ()):
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair))):
            raise source.fault(name, "known", "known is a list of pairs of numbers: [[x, f(x)]]")
    for key, rule in fields.get("parameters", {}).items():
        _check_parameter_shape(name, key, rule, source)
    for framework, symbols in fields.get("frameworks", {}).items():
        _check_framework_shape(name, framework, symbols, book, source)


def _check_formula_shape(name: str, fields: Fields, source: _Source) -> None:
    formula = fields.get("formula")
    rules = fields.get("parameters", {}).values()
    has_choice = any(isinstance(rule, dict) and _is_text(rule.get("default")) for rule in rules)
    if isinstance(formula, dict):
        if not formula or not all(map(_is_text, formula.values())):
            raise source.fault(name, "formula", "each formula must be a text")
        if not has_choice:
            hint = 'such as parameters.kind = { default = "one" }'
            raise source.fault(name, "formula", "several formulas need a parameter to choose", hint)
    elif has_choice:
        hint = "formula.one = ..., formula.two = ..."
        raise source.fault(name, "formula", "a choice needs a formula for each of its values", hint)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_parameter_shape(name: str, key: str, rule: Any, source: _Source) -> None:
    where = f"parameters.{key}"
    if key == "x" or key in CONSTANTS or not key.isidentifier():
        raise source.fault(name, where, f"a parameter cannot be called {key!r}")
    if not isinstance(rule, dict):
        raise source.fault(name, where, f"{key} must be a table", "write { default = 1.0 }")
    default = rule.get("default")
    if "default" in rule and not (_is_number(default) or _is_text(default)):
        raise source.fault(name, where, f"the default of {key} must be a number or a text")
    usual, above = rule.get("usual", [0, 1]), rule.get("above", 0)
    if not (isinstance(usual, list) and len(usual) == 2 and all(map(_is_number, [*usual, above]))):
        raise source.fault(name, where, f"`usual` is two numbers and `above` one: {key}")
    if not _is_text(rule.get("at_most", "")):
        raise source.fault(name, where, f"`at_most` names another parameter: {key}")
    if "above" in rule and _is_number(default) and not default > above:
        raise source.fault(name, where, f"the default of {key} is not above {above:g}")


def _check_framework_shape(
    name: str, framework: str, symbols: Any, book: Book, source: _Source
) -> None:
    where = f"frameworks.{framework}"
    if framework not in book.frameworks:
        hint = f"known: {', '.join(book.frameworks)}"
        raise source.fault(name, where, f"unknown framework {framework!r}", hint)
    is_list = isinstance(symbols, list)
    if not is_list or not all(isinstance(s, dict) and _is_text(s.get("symbol")) for s in symbols):
        hint = f'write [{{ symbol = "{framework}.nn.Name" }}]'
        raise source.fault(name, where, "each framework has a list of tables with a symbol", hint)


def _check_names(tables: Mapping[str, Fields], book: Book, source: _Source) -> None:
    taken = {plain: entry for plain, (entry, _settings) in book.names.items()}
    for name, fields in tables.items():
        if not name.isidentifier():
            raise source.fault(name, "", "a name is made of letters, digits and _")
        spellings = {name: "", **{alias: "aliases" for alias, _ in aliases_of(fields)}}
        for spelling, key in spellings.items():
            plain = plain_name(spelling)
            if spelling in SPELLINGS or spelling in ("x", *CONSTANTS):
                problem = f"{spelling!r} has a meaning of its own in formulas"
                raise source.fault(name, key, problem, "choose another name")
            if plain in book.names or taken.setdefault(plain, name) != name:
                problem = f"the name {spelling!r} is taken by {taken[plain]}"
                raise source.fault(name, key, problem, "choose another name")


def _check_formulas(name: str, book: Book, source: _Source) -> None:
    entry = book.entries[name]
    used: set[str] = set()
    for choice in entry.formulas:
        key = f"formula.{choice}" if choice else "formula"
        try:
            tree = entry_formula(entry, choice, book).tree
        except FormulaError as error:
            raise source.fault(name, key, error.problem, error.hint, error.column + 1) from None
        except SpecError as error:
            raise source.fault(name, key, error.message, error.hint) from None
        if not mentions_x(tree):
            raise source.fault(name, key, "a formula must mention x", column=1)
        used |= {part.name for part in walk(tree) if isinstance(part, Parameter)}
    for rule in entry.parameters.values():
        if not rule.choices and rule.name not in used:
            raise source.fault(name, f"parameters.{rule.name}", f"no formula uses {rule.name}")
        if rule.at_most and rule.at_most not in entry.parameters:
            problem = f"there is no parameter {rule.at_most!r}"
            raise source.fault(name, f"parameters.{rule.name}", problem)


def _check_known(name: str, book: Book, source: _Source) -> None:
    """Refuse a formula that does not give the values that the book knows of it."""
    entry = book.entries[name]
    if not entry.known:
        return
    from actcli.catalog.build import build  # brings NumPy, which only such a book needs

    function = build(entry, {}, book)
    for x, known in entry.known:
        value = function(x)
        if not math.isclose(value, known, rel_tol=1e-9, abs_tol=1e-300):
            raise source.fault(name, "known", f"f({x:g}) is {value!r}, not {known!r}")
