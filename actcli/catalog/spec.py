"""How a function is named: name, name@framework, name:parameters, a pasted call, or a formula."""

import ast
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from actcli.catalog.activation import Activation
from actcli.catalog.load import Book, Entry, ParameterRule, Symbol, Value, load_book, plain_name
from actcli.errors import ActcliError, did_you_mean, nearest
from actcli.formula.parse import (
    MAXIMUM_LENGTH,
    Definition,
    FormulaError,
    parse_formula,
    python_tree,
)
from actcli.formula.tree import Formula, mentions_x

_NAMED = re.compile(
    r"(?P<name>[^\W\d][\w\- ]*)(?:@(?P<framework>[\w\-]*))?(?::(?P<parameters>.*))?"
)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?inf(?:inity)?", re.ASCII)
_AXES = ("axis", "dim")  # call arguments that choose the axis of a vector function
_VALUES = tuple[str, ...]


class SpecError(ActcliError):
    """A function that is not known, or named with parameters or a framework it does not have."""


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
    found = _named(text, book) or _pasted_call(text, book)
    return found or _formula(text, book)


def _named(text: str, book: Book) -> Activation | None:
    """NAME[@FRAMEWORK][:PARAMS], or None where the name is not of the book."""
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    name, framework, parameters = match.group("name", "framework", "parameters")
    if framework is not None:
        entry, settings = _in_framework(name, framework, book)
    elif plain_name(name) in book.names:
        entry_name, settings = book.names[plain_name(name)]
        entry = book.entries[entry_name]
    elif parameters is not None:
        raise _unknown(name, book)
    else:
        return None
    return _build(entry, {**settings, **_parse_parameters(entry, parameters)}, book)


def _in_framework(name: str, framework: str, book: Book) -> tuple[Entry, Mapping[str, Value]]:
    """The entry and settings behind NAME@FRAMEWORK: its symbol first, then our name."""
    home = book.framework(framework).name
    symbols = [symbol for symbol in book.symbols() if symbol.framework == home]
    for symbol in symbols:
        if plain_name(symbol.last) == plain_name(name):
            return book.entries[symbol.entry], symbol.settings
    if plain_name(name) not in book.names:
        raise _unknown(name, book)
    entry_name, settings = book.names[plain_name(name)]
    for symbol in symbols:
        if symbol.entry == entry_name:
            return book.entries[entry_name], {**symbol.settings, **settings}
    homes = dict.fromkeys(
        symbol.framework
        for symbol in book.symbols()
        if symbol.entry == entry_name or plain_name(symbol.last) == plain_name(name)
    )
    hint = f"it is in {', '.join(homes)}" if homes else "no framework that actcli knows has it"
    raise SpecError(f"{home} has no {entry_name}", hint)


def _parse_parameters(entry: Entry, text: str | None) -> dict[str, Value]:
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
    raise SpecError(f"{entry.name} has no parameter {name!r}", _parameter_hint(entry))


def _too_many(entry: Entry) -> SpecError:
    if not entry.parameters:
        return SpecError(f"{entry.name} has no parameters")
    return SpecError(f"too many parameters for {entry.name}", _parameter_hint(entry))


def _parameter_hint(entry: Entry) -> str:
    if not entry.parameters:
        return f"{entry.name} has no parameters"
    return f"{entry.name} has {', '.join(entry.parameters)}"


def _parameter_value(entry: Entry, rule: ParameterRule, text: str) -> Value:
    if rule.choices:
        return text.strip("'\"")
    if not _NUMBER.fullmatch(text):
        hint = "separate parameters by commas" if ":" in text else None
        raise SpecError(f"{entry.name}: {rule.name}={text!r} is not a number", hint)
    value = float(text)
    if math.isinf(value) and "inf" not in text.lower():
        raise SpecError(f"{entry.name}: {rule.name}={text} is too large for a double")
    return value


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
        parameters[rule.name] = value
    return parameters


def _build(entry: Entry, settings: Mapping[str, Value], book: Book) -> Activation:
    parameters = _checked(entry, settings)
    if entry.vector:
        return Activation(entry.name, None, parameters, entry)
    choice = entry.choice_parameter
    formula = entry_formula(entry, str(parameters[choice.name]) if choice else "", book)
    return Activation(entry.name, formula, parameters, entry)


def entry_formula(entry: Entry, choice: str, book: Book) -> Formula:
    """The parsed formula of an entry, entries inside it written out."""
    return _parse_entry(entry, choice, book, ())


def _parse_entry(entry: Entry, choice: str, book: Book, inside: _VALUES) -> Formula:
    if entry.name in inside:
        raise SpecError(f"the formulas of {' and '.join(dict.fromkeys(inside))} name each other")
    numeric = [rule.name for rule in entry.parameters.values() if not rule.choices]
    return parse_formula(entry.formulas[choice], numeric, _EntryLookup(book, (*inside, entry.name)))


class _EntryLookup:
    """Gives the parser the entries of a book, and knows which ones it is inside of."""

    def __init__(self, book: Book, inside: _VALUES = ()) -> None:
        self.book = book
        self.inside = inside

    def __call__(self, name: str) -> Definition | None:
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


def _pasted_call(text: str, book: Book) -> Activation | None:
    """A framework symbol, dotted or called, or None where the text is no such thing."""
    if _DOTTED.fullmatch(text):
        return _from_symbol(text, [], {}, book)
    if not text.endswith(")") or "(" not in text:
        return None
    try:
        node = python_tree(text)
        path = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    except (FormulaError, RecursionError):
        return None
    if not isinstance(node, ast.Call):
        return None
    positional = node.args
    if _DOTTED.fullmatch(path):
        if positional and isinstance(positional[0], ast.Name) and positional[0].id == "x":
            positional = positional[1:]
    elif not path.isidentifier() or _mentions(node, "x") or not _is_symbol_name(path, book):
        return None
    keywords = {keyword.arg or "**": keyword.value for keyword in node.keywords}
    return _from_symbol(path, positional, keywords, book)


def _mentions(call: ast.Call, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(call))


def _is_symbol_name(path: str, book: Book) -> bool:
    plain = plain_name(path)
    return plain in book.names or any(plain_name(symbol.last) == plain for symbol in book.symbols())


def _from_symbol(
    path: str, positional: Sequence[ast.expr], keywords: Mapping[str, ast.expr], book: Book
) -> Activation:
    symbol = _find_symbol(path, book)
    if symbol is None:
        if "." not in path:
            entry_name, settings = book.names[plain_name(path)]
            symbol = Symbol(
                "", path, entry_name, settings, tuple(book.entries[entry_name].parameters)
            )
        else:
            raise _unknown_symbol(path, book)
    entry = book.entries[symbol.entry]
    settings = dict(symbol.settings)
    arguments = [argument.partition(":")[::2] for argument in symbol.arguments]
    given = list(keywords.items())
    for position, value in enumerate(positional):
        if position >= len(arguments):
            raise SpecError(f"{path} takes {len(arguments)} arguments here, not {len(positional)}")
        given.append((arguments[position][0], value))
    for name, value in given:
        rule = _argument_rule(name, arguments, symbol, entry, book)
        if rule is not None:
            settings[rule.name] = _argument_value(rule, value, path)
        elif name in _AXES:
            _check_axis(value, path)
    return _build(entry, settings, book)


def _argument_rule(
    name: str,
    arguments: Iterable[Sequence[str]],
    symbol: Symbol,
    entry: Entry,
    book: Book,
) -> ParameterRule | None:
    """The parameter that a call's argument sets, or None for one that changes no value."""
    for theirs, ours in arguments:
        if name == theirs and (ours or theirs) in entry.parameters:
            return entry.parameters[ours or theirs]
    ignored = book.frameworks[symbol.framework].ignored if symbol.framework else ()
    if name in (*ignored, *_AXES):
        return None
    names = [theirs for theirs, _ours in arguments]
    raise SpecError(
        f"{symbol.path} has no argument {name!r} that actcli knows",
        did_you_mean(name, names) or (f"it has {', '.join(names)}" if names else None),
    )


def _argument_value(rule: ParameterRule, node: ast.expr, path: str) -> Value:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise SpecError(f"{path}: {rule.name} is not given as a plain value") from None
    if rule.choices:
        return rule.spoken.get(str(value), str(value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise SpecError(f"{path}: {rule.name} is a number, not {ast.unparse(node)}")
    try:
        return float(value)
    except OverflowError:
        raise SpecError(f"{path}: {rule.name} is too large for a double") from None


def _check_axis(node: ast.expr, path: str) -> None:
    if ast.unparse(node) not in ("-1", "None", "1"):
        raise SpecError(
            f"{path}: only the last axis can be chosen here", "write -1, or leave it out"
        )


def _find_symbol(path: str, book: Book) -> Symbol | None:
    """The symbol whose path ends in the given one; its exact case first, then any case."""
    spellings = [path]
    for framework in book.frameworks.values():
        for short, full in framework.prefixes.items():
            if path.startswith(short + "."):
                spellings.insert(0, full + path[len(short) :])
    for fold in (str, plain_name):
        for spelling in spellings:
            wanted = [fold(part) for part in spelling.split(".")]
            for symbol in book.symbols():
                parts = [fold(part) for part in symbol.path.split(".")]
                if parts[-len(wanted) :] == wanted:
                    return symbol
    return None


def _unknown(name: str, book: Book) -> SpecError:
    return SpecError(f"unknown function {name!r}", _nearest_name(name, book))


def _unknown_symbol(path: str, book: Book) -> SpecError:
    hint = _nearest_name(path.rpartition(".")[2], book)
    return SpecError(f"{path} is not a symbol that actcli knows", hint)


def _nearest_name(name: str, book: Book) -> str:
    spoken = {
        plain_name(spelling): spelling
        for entry in book.entries.values()
        for spelling in (entry.name, *entry.aliases)
    }
    near = nearest(plain_name(name), spoken)
    return f"did you mean {spoken[near]}?" if near else "actcli list shows the names"


def _formula(text: str, book: Book) -> Activation:
    """A formula in x; text that is a single unknown word is rather a name mistyped."""
    if re.fullmatch(r"[^\W\d][\w\-]*", text) and text != "x":
        raise _unknown(text, book)
    if _NUMBER.fullmatch(text):
        raise SpecError(
            f"{text} is a number, not a function", "a function comes first: eval relu -3"
        )
    formula = parse_formula(text, (), _EntryLookup(book))
    if not mentions_x(formula.tree):
        raise FormulaError("a formula must mention x", text)
    return Activation(formula.text, formula, {}, None)
