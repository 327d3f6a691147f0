"""A function of a layer, and how its name is read without NumPy."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from actcli.catalog.entry import Entry, ParameterRule, Settings, Value
from actcli.catalog.load import Book, plain_name
from actcli.catalog.symbol_calls import number

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


class Function(NamedTuple):
    """A function as a plan needs it: its canonical spec, and where it is of the book its entry."""

    name: str
    spec: str
    entry: Entry | None
    parameters: Settings

    @property
    def is_vector(self) -> bool:
        """Whether it is a function of a whole vector."""
        return self.entry is not None and self.entry.vector != ""

    @property
    def learns_slope(self) -> bool:
        """Whether layers learn a slope of it."""
        return self.entry is not None and self.name == "prelu"

    @property
    def numeric_parameters(self) -> dict[str, float]:
        """The parameters that occur in the formula as numbers."""
        return {key: value for key, value in self.parameters.items() if isinstance(value, float)}


def read_plainly(spec: str, book: Book) -> Function | None:
    """The function of a name of the book with any parameters.

    None for what needs a closer look, which catalog/spec.py takes: a call of a framework, a
    formula, a mistake.
    """
    name, _, text = spec.strip().partition(":")
    entry_name, set_by = book.names.get(plain_name(name), ("", {}))
    if not entry_name or (":" in spec and not text):
        return None
    entry = book.entries[entry_name]
    given = _given(entry, text.split(",") if text else [])
    if given is None:
        return None
    settings = {**set_by, **given}
    if any(rule.at_most for rule in entry.parameters.values()) and settings:
        return None
    parameters = {key: settings.get(key, rule.default) for key, rule in entry.parameters.items()}
    return Function(entry.name, _written(entry, parameters), entry, parameters)


def _given(entry: Entry, items: list[str]) -> Mapping[str, Value] | None:
    """The parameters that are told, None where one is not plainly right."""
    rules = list(entry.parameters.values())
    found: dict[str, Value] = {}
    for position, item in enumerate(items):
        key, separator, text = item.rpartition("=")
        if separator:
            rule = entry.parameters.get(key.strip())
        else:
            rule = rules[position] if position < len(rules) else None
        value = None if rule is None else _value(rule, text.strip())
        if rule is None or value is None or rule.name in found:
            return None
        found[rule.name] = value
    return found


def _value(rule: ParameterRule, text: str) -> Value | None:
    if rule.choices:
        return text if text in rule.choices else None
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    is_right = math.isfinite(value) and (rule.above is None or value > rule.above)
    return value if is_right else None


def _written(entry: Entry, parameters: Settings) -> str:
    """The canonical spec, parameters at their default left out."""
    texts = [
        f"{key}={value if isinstance(value, str) else number(value)}"
        for key, value in parameters.items()
        if value != entry.parameters[key].default
    ]
    return f"{entry.name}:{','.join(texts)}" if texts else entry.name
