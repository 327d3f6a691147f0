"""Calls pasted from code, such as nn.GELU(approximate="tanh"): read, never run."""

import ast
import re
from collections.abc import Iterable, Sequence

from actcli.catalog.activation import Activation
from actcli.catalog.build import build
from actcli.catalog.entry import Entry, ParameterRule, Symbol, Value, single
from actcli.catalog.load import Book, plain_name
from actcli.catalog.names import SpecError, unknown_symbol
from actcli.errors import did_you_mean
from actcli.formula.parse import FormulaError, python_tree
from actcli.formula.spellings import SPELLINGS

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_AXES = ("axis", "dim")  # call arguments that choose the axis of a vector function


def pasted_call(text: str, book: Book) -> Activation | None:
    """A framework symbol, dotted or called, or None where the text is no such thing."""
    if _DOTTED.fullmatch(text):
        return _from_symbol(text, [], [], book)
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
    if path in SPELLINGS and positional:  # sin(y) is a formula with a fault
        return None
    keywords = [(keyword.arg or "**", keyword.value) for keyword in node.keywords]
    return _from_symbol(path, positional, keywords, book)


def _mentions(call: ast.Call, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(call))


def _is_symbol_name(path: str, book: Book) -> bool:
    plain = plain_name(path)
    return plain in book.names or any(plain_name(symbol.last) == plain for symbol in book.symbols())


def _from_symbol(
    path: str, positional: Sequence[ast.expr], keywords: Sequence[tuple[str, ast.expr]], book: Book
) -> Activation:
    symbol = _find_symbol(path, book)
    if symbol is None:
        if "." not in path:
            entry_name, settings = book.names[plain_name(path)]
            symbol = Symbol(
                "", path, entry_name, settings, tuple(book.entries[entry_name].parameters)
            )
        else:
            raise unknown_symbol(path, book)
    entry = book.entries[symbol.entry]
    settings = dict(symbol.settings)
    arguments = [argument.partition(":")[::2] for argument in symbol.arguments]
    given = list(keywords)
    for position, value in enumerate(positional):
        if position >= len(arguments):
            raise SpecError(f"{path} takes {len(arguments)} arguments here, not {len(positional)}")
        given.append((arguments[position][0], value))
    seen: set[str] = set()
    for name, value in given:
        if name in seen:
            raise SpecError(f"{path}: {name} is given twice")
        seen.add(name)
        rule = _argument_rule(name, arguments, symbol, entry, book)
        if rule is not None:
            settings[rule.name] = _kept(symbol, _argument_value(rule, value, path), book)
        elif name in _AXES:
            _check_axis(value, path)
    return build(entry, settings, book)


def _kept(symbol: Symbol, value: Value, book: Book) -> Value:
    """The value as the symbol's framework keeps it."""
    home = book.frameworks.get(symbol.framework)
    return single(value) if home and home.single and isinstance(value, float) else value


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
