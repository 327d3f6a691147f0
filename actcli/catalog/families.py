"""Families: one function for each value of a parameter, as `plot --param alpha=0.1,0.5,1` has them.

A setting is NAME=V,V,... or NAME=A:B:N, N numbers evenly from A to B. Several settings make all
combinations, the last one changing fastest. Needs no NumPy.
"""

import ast
import math
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Protocol

from actcli.catalog.activation import Activation, value_text
from actcli.catalog.build import build
from actcli.catalog.entry import Entry
from actcli.catalog.load import Book, plain_name
from actcli.catalog.names import SpecError
from actcli.catalog.spec import NAMED, NUMBER, parameter_hint, parse_parameters, resolve
from actcli.errors import ActcliError
from actcli.formula.parse import CONSTANTS, FormulaError, python_tree
from actcli.formula.spellings import SPELLINGS

MOST = 100  # functions that one spec may become

_HINT = "write NAME=V,V,... or NAME=A:B:N, for example --param alpha=0.1,0.5,1"

_Values = Mapping[str, Sequence[str]]  # the values of each parameter, as text


class NoParameterError(SpecError):
    """A function that has no parameter of the name that is set."""


def families(specs: Sequence[str], settings: Sequence[str], book: Book) -> list[Activation]:
    """The functions of several specs, each for all values of those parameters that it has.

    A spec that has none of them is the function as it is. Raises NoParameterError for a parameter
    that no spec has, and else what `family_of` raises.
    """
    values = _parsed(settings)
    found: list[Activation] = []
    missing: dict[str, str | None] = dict.fromkeys(values)
    for spec in specs:
        template = _template(spec, values, book)
        own = {name: texts for name, texts in values.items() if template.has(name)}
        missing = {name: hint or template.hint for name, hint in missing.items() if name not in own}
        found += _members(template, own)
    for name, hint in missing.items():
        whose = f"{specs[0]} has no" if len(specs) == 1 else "none of the functions has a"
        raise NoParameterError(f"{whose} parameter {name!r}", hint)
    return found


def family_of(spec: str, settings: Sequence[str], book: Book) -> list[Activation]:
    """The functions of one spec, for all combinations of the values that its parameters are set to.

    The spec is anything that `resolve` takes, or a formula with names of its own in it, such as
    'x * sigmoid(k * x)'; each of its functions is then a plain formula with numbers for the names.
    Raises NoParameterError for a parameter that it does not have, ActcliError for a setting that
    cannot be read, for more than 100 combinations, and what `resolve` raises.
    """
    values = _parsed(settings)
    template = _template(spec, values, book)
    for name in values:
        if not template.has(name):
            raise NoParameterError(f"{spec} has no parameter {name!r}", template.hint)
    return _members(template, values)


def _members(template: "_Template", values: _Values) -> list[Activation]:
    count = math.prod(len(texts) for texts in values.values())
    if count > MOST:
        raise ActcliError(
            f"--param: {count} combinations of values; at most {MOST} are made", "name fewer values"
        )
    return [
        template.member(dict(zip(values, texts, strict=True)))
        for texts in product(*values.values())
    ]


def _parsed(settings: Sequence[str]) -> dict[str, list[str]]:
    """The values of each parameter, as text, in the order of the settings."""
    values: dict[str, list[str]] = {}
    for setting in settings:
        name, separator, text = unicodedata.normalize("NFC", setting).partition("=")
        name = name.strip()
        if not separator or not name:
            raise ActcliError(f"--param: {setting!r} sets no parameter", _HINT)
        if name in values:
            raise ActcliError(f"--param: {name} is given twice", "separate its values by commas")
        values[name] = [value for item in text.split(",") for value in _expanded(setting, item)]
    return values


def _expanded(setting: str, item: str) -> list[str]:
    """The value that an item is, or the values of a range A:B:N."""
    item = item.strip()
    if not item:
        raise ActcliError(f"--param: a value is missing in {setting!r}", _HINT)
    if ":" not in item:
        return [item]
    low, high, count = (*item.split(":"), "", "")[:3]
    are_numbers = all(NUMBER.fullmatch(end) and math.isfinite(float(end)) for end in (low, high))
    if item.count(":") != 2 or not are_numbers or not (count.isascii() and count.isdigit()):
        raise ActcliError(f"--param: {item!r} is no range of values", _HINT)
    if len(count) > 9 or not 2 <= int(count) <= MOST:
        raise ActcliError(f"--param: a range has 2 to {MOST} values", _HINT)
    # Decimals, so that 0:1:11 has 0.3 and not 0.30000000000000004.
    start, stop = (Decimal(repr(float(end))) for end in (low, high))
    steps = int(count) - 1
    return [value_text(float(start + (stop - start) * n / steps)) for n in range(steps + 1)]


class _Template(Protocol):
    """A spec whose parameters can be set."""

    @property
    def hint(self) -> str | None:
        """Which parameters there are."""

    def has(self, name: str) -> bool:
        """Whether it has a parameter of this name."""

    def member(self, values: Mapping[str, str]) -> Activation:
        """The function with its parameters set."""


def _template(spec: str, values: _Values, book: Book) -> _Template:
    """What a spec is: a name or a call of the book, or a formula, which may have free names."""
    text = unicodedata.normalize("NFC", spec.strip())
    try:
        function = resolve(text, book)
    except ActcliError:
        formula = _formula(text, book)
        if formula is None or not any(formula.has(name) for name in values):
            raise
        return formula
    if function.entry is not None:
        return _OfBook(text, function, function.entry, book)
    formula = _formula(text, book)
    return formula or _Formula(text, (), frozenset(), book)


class _OfBook:
    """A function of the book: a name, or a call pasted from code."""

    def __init__(self, text: str, function: Activation, entry: Entry, book: Book) -> None:
        self._text = text
        self._function = function
        self._entry = entry
        self._book = book

    @property
    def hint(self) -> str | None:
        return parameter_hint(self._entry)

    def has(self, name: str) -> bool:
        return any(_is_one(rule, name) for rule in self._entry.parameters)

    def member(self, values: Mapping[str, str]) -> Activation:
        if not values:
            return self._function
        told = {rule for rule in self._entry.parameters for name in values if _is_one(rule, name)}
        return self._built(values).labelled(told)

    def _built(self, values: Mapping[str, str]) -> Activation:
        settings = ",".join(f"{name}={text}" for name, text in values.items())
        if NAMED.fullmatch(self._text):  # as if the user had typed it, with all that this means
            separator = "," if ":" in self._text else ":"
            return resolve(f"{self._text}{separator}{settings}", self._book)
        given = parse_parameters(self._entry, settings)
        return build(self._entry, {**self._function.parameters, **given}, self._book)


def _is_one(rule: str, name: str) -> bool:
    """Whether a user may call the parameter so."""
    return plain_name(rule) == plain_name(name)


class _Formula:
    """A formula of the user's own, and where in it the names stand that are not called."""

    def __init__(
        self,
        text: str,
        names: Sequence[ast.Name],
        called: frozenset[str],
        book: Book,
    ) -> None:
        self._text = text
        self._names = names
        self._called = called
        self._book = book

    @property
    def hint(self) -> str | None:
        free = dict.fromkeys(name.id for name in self._names if not self._is_taken(name.id))
        if free:
            return f"the names in it are {', '.join(free)}"
        return "a name in the formula can be set: 'x * sigmoid(k * x)' --param k=1,2,4"

    def has(self, name: str) -> bool:
        """Whether the name stands in it; SpecError for one that means something else there."""
        is_there = any(place.id == name for place in self._names)
        if (is_there or name in self._called) and self._is_taken(name):
            raise SpecError(
                f"--param: {name} means something else in a formula", "give it another name"
            )
        return is_there

    def _is_taken(self, name: str) -> bool:
        is_word = name == "x" or name in CONSTANTS or name in SPELLINGS
        return is_word or plain_name(name) in self._book.names

    def member(self, values: Mapping[str, str]) -> Activation:
        # Python's syntax tree counts bytes. From the right, so that places stay where they are.
        written = self._text.encode()
        for place in sorted(self._names, key=lambda name: name.col_offset, reverse=True):
            if place.id in values:
                number = _number(place.id, values[place.id]).encode()
                written = written[: place.col_offset] + number + written[place.end_col_offset :]
        return resolve(written.decode(), self._book)


def _formula(text: str, book: Book) -> _Formula | None:
    """The formula that a text is, or None where it is no expression at all."""
    try:
        parts = list(ast.walk(python_tree(text)))
    except (FormulaError, RecursionError):
        return None
    functions = {id(part.func) for part in parts if isinstance(part, ast.Call)}
    names = [part for part in parts if isinstance(part, ast.Name)]
    return _Formula(
        text,
        [name for name in names if id(name) not in functions],
        frozenset(name.id for name in names if id(name) in functions),
        book,
    )


def _number(name: str, text: str) -> str:
    """A value as a formula writes it, a negative one in parentheses."""
    if not NUMBER.fullmatch(text):
        raise SpecError(f"--param: {name}={text} is not a number")
    value = float(text)
    if math.isinf(value):
        raise SpecError(f"--param: {name}={text} is not finite")
    written = value_text(value)
    return f"({written})" if written.startswith("-") else written
