"""Calls pasted from code, such as nn.GELU(approximate="tanh"): read, never run."""

import ast
import re
from collections.abc import Sequence

from actcli.catalog.activation import Activation
from actcli.catalog.build import build
from actcli.catalog.entry import AXIS_ARGUMENTS, ParameterRule, Symbol, Value, as_float32
from actcli.catalog.load import Book, plain_name
from actcli.catalog.names import SpecError, unknown_symbol
from actcli.errors import did_you_mean
from actcli.formula.parse import FormulaError, python_tree
from actcli.formula.spellings import SPELLINGS

_TABLE = re.compile(r"(?:[\w.]+\.)?ACT2FN\[(['\"])(?P<name>\w+)\1\](?:\(x\))?")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


def pasted_call(text: str, book: Book) -> Activation | None:
    """A framework symbol, dotted or called, or None where the text is no such thing.

    Transformers' table ACT2FN["gelu_new"] is read as its name there, and a layer that is made and
    applied at once, nn.LeakyReLU(0.2)(x), as the layer.
    """
    from_table = _TABLE.fullmatch(text)
    if from_table:
        text = f"hf.{from_table['name']}"
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
    if isinstance(node.func, ast.Call) and ast.unparse(node).endswith(")(x)"):
        node = node.func
        path = ast.unparse(node.func)
    positional = node.args
    if _DOTTED.fullmatch(path):
        if positional and _is_input(positional[0], path):
            positional = positional[1:]
    elif not path.isidentifier() or _mentions(node, "x") or not _is_symbol_name(path, book):
        return None
    if path in SPELLINGS and positional:  # sin(y) is a formula with a fault
        return None
    keywords = [(keyword.arg or "**", keyword.value) for keyword in node.keywords]
    return _from_symbol(path, positional, keywords, book)


def _is_input(argument: ast.expr, path: str) -> bool:
    """Whether a first argument is what the function is applied to: x, or of a function any name."""
    if isinstance(argument, ast.Name) and argument.id == "x":
        return True
    is_function = path.rpartition(".")[2].islower()
    return is_function and isinstance(argument, (ast.Name, ast.Attribute))


def _mentions(call: ast.expr, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(call))


def _is_symbol_name(path: str, book: Book) -> bool:
    plain = plain_name(path)
    return plain in book.names or any(plain_name(symbol.last) == plain for symbol in book.symbols())


def _from_symbol(
    path: str, positional: Sequence[ast.expr], keywords: Sequence[tuple[str, ast.expr]], book: Book
) -> Activation:
    """The function that a call of a symbol makes; SpecError for a call that it does not take."""
    symbol = _find_symbol(path, book) or _own_name(path, book)
    home = book.frameworks.get(symbol.framework)
    settings = dict(symbol.settings)
    for name, node in _named_arguments(path, symbol, positional, keywords).items():
        rule = _argument_rule(name, symbol, book)
        if _is_none(node) and name not in AXIS_ARGUMENTS:
            continue  # None leaves a default as it is
        if rule is not None:
            value = _argument_value(rule, node, path)
            settings[rule.name] = as_float32(value) if home and home.single else value
        elif name in AXIS_ARGUMENTS:
            _check_axis(node, path)
        elif _mentions(node, "x") or isinstance(node, ast.Call | ast.BinOp):
            raise _applied_to_more(path, node)
    return build(book.entries[symbol.entry], settings, book)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _applied_to_more(path: str, node: ast.expr) -> SpecError:
    """The error for F.silu(1.702 * x), whose argument would else be taken for another one."""
    inside = ast.unparse(node)
    return SpecError(
        f"{path} is applied to x alone here, not to {inside}",
        f"write it as a formula: {path.rpartition('.')[2]}({inside})",
    )


def _own_name(path: str, book: Book) -> Symbol:
    """A name of the book called like a symbol, with the entry's parameters as arguments."""
    if "." in path:
        raise unknown_symbol(path, book)
    entry, settings = book.names[plain_name(path)]
    return Symbol("", path, entry, settings, tuple(book.entries[entry].parameters))


def _named_arguments(
    path: str,
    symbol: Symbol,
    positional: Sequence[ast.expr],
    keywords: Sequence[tuple[str, ast.expr]],
) -> dict[str, ast.expr]:
    """The arguments of a call by the framework's names for them."""
    names = [theirs for _, theirs in symbol.argument_pairs]
    if len(positional) > len(names):
        raise SpecError(f"{path} takes {len(names)} arguments here, not {len(positional)}")
    given = dict(zip(names, positional, strict=False))
    for name, node in keywords:
        if name in given:
            raise SpecError(f"{path}: {name} is given twice")
        given[name] = node
    return given


def _argument_rule(name: str, symbol: Symbol, book: Book) -> ParameterRule | None:
    """The parameter that a call's argument sets, or None for one that changes no value."""
    parameters = book.entries[symbol.entry].parameters
    for ours, theirs in symbol.argument_pairs:
        if name == theirs and ours in parameters:
            return parameters[ours]
    ignored = book.frameworks[symbol.framework].ignored if symbol.framework else ()
    if name in (*ignored, *AXIS_ARGUMENTS):
        return None
    names = [theirs for _, theirs in symbol.argument_pairs]
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
        spellings += [  # keras3.activations.gelu
            framework.name + path[len(alias) :]
            for alias in framework.aliases
            if path.startswith(alias + ".")
        ]
    for fold in (str, plain_name):
        for spelling in spellings:
            wanted = [fold(part) for part in spelling.split(".")]
            for symbol in book.symbols():
                parts = [fold(part) for part in symbol.path.split(".")]
                if parts[-len(wanted) :] == wanted:
                    return symbol
    return None
