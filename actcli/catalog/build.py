"""An entry with its parameters set becomes an Activation."""

import math

from actcli.catalog.activation import Activation
from actcli.catalog.entry import Entry, Settings, Value
from actcli.catalog.formulas import entry_formula
from actcli.catalog.load import Book
from actcli.catalog.names import SpecError


def build(entry: Entry, settings: Settings, book: Book) -> Activation:
    """The function of an entry; SpecError where a parameter is outside its rules."""
    parameters = _checked(entry, settings)
    if entry.vector:
        return Activation(entry.name, None, parameters, entry)
    choice = entry.choice_parameter
    formula = entry_formula(entry, str(parameters[choice.name]) if choice else "", book)
    return Activation(entry.name, formula, parameters, entry)


def _checked(entry: Entry, settings: Settings) -> dict[str, Value]:
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
    _check_order(entry, parameters)
    return parameters


def _check_order(entry: Entry, parameters: Settings) -> None:
    """Refuse a lower bound above its upper one."""
    for rule in entry.parameters.values():
        if rule.at_most and float(parameters[rule.name]) > float(parameters[rule.at_most]):
            raise SpecError(
                f"{entry.name}: {rule.name}={parameters[rule.name]} is above "
                f"{rule.at_most}={parameters[rule.at_most]}"
            )


def _size(value: Value) -> float:
    return abs(value) if isinstance(value, float) else 0.0
