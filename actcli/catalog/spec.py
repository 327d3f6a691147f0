"""How a function is named: name, name@framework, name:parameters, a pasted call, or a formula."""

import math
import re

from actcli.catalog.activation import Activation
from actcli.catalog.books import load_book
from actcli.catalog.build import build
from actcli.catalog.calls import pasted_call
from actcli.catalog.entry import Entry, ParameterRule, Settings, Value, as_float32
from actcli.catalog.formulas import EntryLookup
from actcli.catalog.load import Book, plain_name
from actcli.catalog.names import SpecError, unknown_function
from actcli.formula.constant import constant_value
from actcli.formula.parse import MAXIMUM_LENGTH, FormulaError, parse_formula
from actcli.formula.tree import Binary, Node, mentions_x, walk

NAMED = re.compile(
    r"(?P<name>[^\W\d][\w-]*(?:\.\d+)?(?: \w[\w-]*)*)"
    r"(?:@(?P<framework>[\w\-]*))?(?::(?P<parameters>.*))?"
)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?inf(?:inity)?", re.ASCII)


def resolve(text: str, book: Book | None = None) -> Activation:
    """The function that a spec names.

    Read in this order: NAME[@FRAMEWORK][:PARAMS], a call of a known framework symbol, a formula
    that mentions x. Raises SpecError with the nearest names, or FormulaError with the place of the
    fault.
    """
    book = book or load_book()
    text = text.strip()
    if not text:
        raise SpecError("the name of a function is empty", "actcli list shows the names")
    if len(text) > MAXIMUM_LENGTH:
        raise SpecError(f"a function of {len(text)} characters; at most {MAXIMUM_LENGTH} are read")
    found = _named(text, book) or pasted_call(text, book)
    return found or _formula(text, book)


def _named(text: str, book: Book) -> Activation | None:
    """NAME[@FRAMEWORK][:PARAMS], or None where the name is not of the book."""
    match = NAMED.fullmatch(text)
    if match is None:
        return None
    name, framework, parameters = match.group("name", "framework", "parameters")
    is_single = False
    if framework is not None:
        entry, settings = _in_framework(name, framework, book)
        is_single = book.framework(framework).single
    elif plain_name(name) in book.names:
        entry_name, settings = book.names[plain_name(name)]
        entry = book.entries[entry_name]
    elif parameters is not None:
        raise unknown_function(name, book)
    else:
        return None
    given = parse_parameters(entry, parameters)
    if is_single:
        given = {key: as_float32(value) for key, value in given.items()}
    return build(entry, {**settings, **given}, book)


def _in_framework(name: str, framework: str, book: Book) -> tuple[Entry, Settings]:
    """The entry and settings behind NAME@FRAMEWORK: its symbol first, then our name."""
    home = book.framework(framework).name
    symbols = [symbol for symbol in book.symbols() if symbol.framework == home]
    for fold in (str, plain_name):  # LeakyReLU@keras is the layer, leaky_relu@keras the function
        for symbol in symbols:
            if fold(symbol.last) == fold(name):
                return book.entries[symbol.entry], symbol.settings
    if plain_name(name) not in book.names:
        raise unknown_function(name, book)
    entry_name, settings = book.names[plain_name(name)]
    for symbol in symbols:
        if symbol.entry == entry_name:
            return book.entries[entry_name], {**symbol.settings, **settings}
    elsewhere = _names_elsewhere(book.entries[entry_name])
    for symbol in symbols:  # silu@onnx: ONNX has it as Swish, which takes a slope besides
        if plain_name(symbol.last) in elsewhere and not settings:
            return book.entries[symbol.entry], symbol.settings
    homes = dict.fromkeys(
        symbol.framework
        for symbol in book.symbols()
        if symbol.entry == entry_name or plain_name(symbol.last) == plain_name(name)
    )
    hint = f"it is in {', '.join(homes)}" if homes else "no framework that actcli knows has it"
    raise SpecError(f"{home} has no {entry_name}", hint)


def _names_elsewhere(entry: Entry) -> set[str]:
    """The aliases by which some framework knows this very entry."""
    symbols = {plain_name(symbol.last) for symbol in entry.symbols}
    return symbols & {plain_name(a) for a, set_by in entry.aliases.items() if not set_by}


def parse_parameters(entry: Entry, text: str | None) -> dict[str, Value]:
    """PARAMS: values in the entry's order, or key=value, separated by commas."""
    if text is None:
        return {}
    settings: dict[str, Value] = {}
    rules = list(entry.parameters.values())
    for position, item in enumerate(text.split(",")):
        key, separator, value = item.rpartition("=")
        if separator:
            rule = _rule(entry, key.strip())
        elif position < len(rules):
            rule = rules[position]
        else:
            raise _too_many(entry)
        if rule.name in settings:
            raise SpecError(f"{entry.name}: {rule.name} is given twice")
        settings[rule.name] = _parameter_value(entry, rule, value.strip())
    return settings


def _rule(entry: Entry, name: str) -> ParameterRule:
    for rule in entry.parameters.values():
        if plain_name(rule.name) == plain_name(name):
            return rule
    raise SpecError(f"{entry.name} has no parameter {name!r}", parameter_hint(entry))


def _too_many(entry: Entry) -> SpecError:
    if not entry.parameters:
        return SpecError(f"{entry.name} has no parameters")
    return SpecError(f"too many parameters for {entry.name}", parameter_hint(entry))


def parameter_hint(entry: Entry) -> str:
    """Which parameters an entry has, as a hint says it."""
    if not entry.parameters:
        return f"{entry.name} has no parameters"
    return f"{entry.name} has {', '.join(entry.parameters)}"


def _parameter_value(entry: Entry, rule: ParameterRule, text: str) -> Value:
    if rule.choices:
        word = text.strip("'\"")
        return rule.spoken.get(word, word)
    if not NUMBER.fullmatch(text):
        hint = "separate parameters by commas" if ":" in text else None
        raise SpecError(f"{entry.name}: {rule.name}={text!r} is not a number", hint)
    value = float(text)
    if math.isinf(value) and "inf" not in text.lower():
        raise SpecError(f"{entry.name}: {rule.name}={text} is too large for a double")
    return value


def _formula(text: str, book: Book) -> Activation:
    """A formula in x; text that is a single unknown word is rather a name mistyped."""
    if re.fullmatch(r"[^\W\d][\w\-]*", text) and "x" not in text.split("-"):
        raise unknown_function(text, book)
    if NUMBER.fullmatch(text):
        raise SpecError(
            f"{text} is a number, not a function", "a function comes first: eval relu -3"
        )
    formula = parse_formula(text, (), EntryLookup(book))
    _refuse_endless_constants(formula.tree, text)
    if not mentions_x(formula.tree):
        raise FormulaError("a formula must mention x", text)
    return Activation(formula.text, formula, {}, None)


def _refuse_endless_constants(tree: Node, text: str) -> None:
    """Refuse a power of numbers alone that no double can hold, such as 9**9**9**9."""
    for part in walk(tree):
        is_constant_power = (
            isinstance(part, Binary) and part.operator == "**" and not mentions_x(part)
        )
        if is_constant_power and math.isinf(constant_value(part)):
            raise FormulaError("a power of numbers that is too large for a double", text)
