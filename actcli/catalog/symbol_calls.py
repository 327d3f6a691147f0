"""How a framework's own symbol is called for a function of the book; needs no NumPy."""

import math
from collections.abc import Mapping

from actcli.catalog.entry import (
    AXIS_ARGUMENTS,
    Entry,
    ParameterRule,
    Settings,
    Symbol,
    Value,
    as_float32,
)
from actcli.catalog.load import Framework


def by_preference(entry: Entry, framework: str) -> list[Symbol]:
    """The framework's symbols that code can call on an array, functions before classes."""
    symbols = [s for s in entry.symbols if s.framework == framework and s.call != ""]
    return sorted(symbols, key=is_class)


def is_class(symbol: Symbol) -> bool:
    """Whether the symbol is a class, such as torch.nn.ReLU."""
    return symbol.last[0].isupper()


def arguments(
    symbol: Symbol,
    rules: Mapping[str, ParameterRule],
    wanted: Settings,
    framework: Framework,
) -> dict[str, Value] | None:
    """The parameters that the call must name, or None where the symbol cannot express them."""
    named: dict[str, Value] = {}
    names = symbol.argument_names
    for name, rule in rules.items():
        own, value = symbol.settings.get(name, rule.default), wanted[name]
        if own == value or (framework.single and as_float32(value) == own):
            continue
        # Our inf says "switched off", which calls do not; a choice of ours that is neither True nor
        # False to a framework is not theirs.
        is_foreign = rule.spoken and value not in rule.spoken.values()
        if name not in names or value in (float("inf"), float("-inf")) or is_foreign:
            return None
        named[name] = value
    return named


def call(
    symbol: Symbol,
    rules: Mapping[str, ParameterRule],
    wanted: Settings,
    settings: Settings,
    framework: Framework,
) -> str:
    """The call of a symbol on x, which names only what differs from its own defaults."""
    if symbol.call is not None:
        texts = {name: _spoken(rules[name], wanted[name], framework) for name in rules}
        return symbol.call.format(**texts)
    if is_class(symbol):
        return f"{construction(symbol, rules, settings, framework)}(x)"
    path = symbol.path.replace("jax.numpy.", "jnp.")
    return f"{path}({', '.join(['x', *_keywords(symbol, rules, settings, framework)])})"


def number(value: float) -> str:
    """A number as an expression of Python, a whole one without a point."""
    if math.isinf(value):
        return "math.inf" if value > 0 else "-math.inf"
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)


def construction(
    symbol: Symbol, rules: Mapping[str, ParameterRule], settings: Settings, framework: Framework
) -> str:
    """The call that makes an object of a class, told only what differs from its own defaults."""
    return f"{symbol.path}({', '.join(_keywords(symbol, rules, settings, framework))})"


def _keywords(
    symbol: Symbol, rules: Mapping[str, ParameterRule], settings: Settings, framework: Framework
) -> list[str]:
    names = symbol.argument_names
    given = [
        f"{names[name]}={_spoken(rules[name], value, framework)}"
        for name, value in settings.items()
    ]
    return given + [f"{theirs}=-1" for theirs in names.values() if theirs in AXIS_ARGUMENTS]


def _spoken(rule: ParameterRule, value: Value, framework: Framework) -> str:
    """A value as the framework's call says it: a number, a text, True or False."""
    if isinstance(value, float):
        return number(value)
    if framework.boolean:
        for spoken, choice in rule.spoken.items():
            if choice == value:
                return spoken
    return f'"{value}"'
