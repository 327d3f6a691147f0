"""One function of the book: what its TOML table says, checked against the grammar; no NumPy.

Entries are NamedTuples and not dataclasses, whose making would take milliseconds of every start.
The grammar stands at the top of linear.toml.
"""

import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from actcli.errors import ActcliError, did_you_mean

OWN = "own"  # the family of a user's entries that name no other
FAMILIES = (
    "linear", "threshold", "sigmoidal", "rectifier", "gated", "shrinkage", "periodic", "elementary",
    "vector",
)  # fmt: skip

_ENTRY_KEYS = (
    "formula", "vector", "sample", "family", "aliases", "parameters", "frameworks", "source",
    "known", "classic", "textbook", "models",
)  # fmt: skip
_PARAMETER_KEYS = ("default", "usual", "above", "at_most", "choices", "true", "false")
_SYMBOL_KEYS = {"symbol", "arguments", "call"}
AXIS_ARGUMENTS = ("axis", "dim")  # of a call: they choose the axis of a vector function

Value = float | str
Settings = Mapping[str, Value]  # parameters by name, and what they are set to
Fields = Mapping[str, Any]  # a table of TOML


class BookError(ActcliError):
    """A book that cannot be read, or an entry that breaks its grammar."""


class EntryError(Exception):
    """What is wrong with one entry, and under which of its keys ("" for the whole of it)."""

    def __init__(self, key: str, problem: str, hint: str | None = None) -> None:
        super().__init__(problem)
        self.key = key
        self.problem = problem
        self.hint = hint


class ParameterRule(NamedTuple):
    """What a parameter may be: a number, or one of `choices`.

    A number is greater than `above`, and not greater than the parameter called `at_most`.
    """

    name: str
    default: Value
    usual: tuple[float, float] | None = None
    above: float | None = None
    choices: tuple[str, ...] = ()
    spoken: Mapping[str, str] = {}  # True and False as frameworks say it
    at_most: str = ""


class Symbol(NamedTuple):
    """A framework's own name for an entry, with the parameters it sets and its call's arguments.

    `arguments` are the names of the call's arguments in order; "alpha:negative_slope" says that the
    framework calls the parameter negative_slope alpha. `call` is how code calls the symbol where
    that is no plain call; empty where code cannot call it on an array alone.
    """

    framework: str
    path: str
    entry: str
    settings: Settings
    arguments: tuple[str, ...]
    call: str | None = None

    @property
    def last(self) -> str:
        """The last part of the dotted path."""
        return self.path.rpartition(".")[2]

    @property
    def argument_pairs(self) -> list[tuple[str, str]]:
        """Our name and the framework's of each argument of a call, in order."""
        parted = (argument.partition(":") for argument in self.arguments)
        return [(ours or theirs, theirs) for theirs, _, ours in parted]

    @property
    def argument_names(self) -> dict[str, str]:
        """What the framework calls each argument, by our name; the last where it has several."""
        return dict(self.argument_pairs)


class Entry(NamedTuple):
    """One function of the book, as written there; formulas are text until somebody needs them."""

    name: str
    family: str
    formulas: Mapping[str, str]  # one under "", or one for each choice of `choice_parameter`
    vector: str
    parameters: Mapping[str, ParameterRule]
    aliases: Mapping[str, Settings]  # alias to the parameters it sets
    symbols: tuple[Symbol, ...]
    source: str
    known: tuple[tuple[float, float], ...]
    classic: int | None
    textbook: str
    sample: str = ""
    models: tuple[str, ...] = ()

    @property
    def formula_text(self) -> str:
        """The formula at the defaults; in the formula language if the function is elementwise."""
        choice = self.choice_parameter
        return (
            self.textbook if self.vector else self.formulas[str(choice.default) if choice else ""]
        )

    @property
    def choice_parameter(self) -> ParameterRule | None:
        """The parameter that selects among several formulas, if there is one."""
        if self.vector:
            return None
        return next((rule for rule in self.parameters.values() if rule.choices), None)


def as_float32(value: Value) -> Value:
    """The float32 nearest to a double, as a double; a text as it is."""
    if isinstance(value, str):
        return value
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:  # beyond the largest float32
        return value


def entry_from(
    name: str, fields: Fields, is_single: Callable[[str], bool] = lambda _: False
) -> Entry:
    """The entry that a table of the book describes; EntryError says what is wrong with it.

    `is_single` tells of a framework's name whether it keeps parameters as float32.
    """
    _check_keys(fields)
    formula = fields.get("formula", "")
    formulas = formula if isinstance(formula, dict) else {"": formula}
    parameters = {
        key: _parameter(key, rule, formulas) for key, rule in fields.get("parameters", {}).items()
    }
    return Entry(
        name=name,
        family=fields["family"],
        formulas=formulas,
        vector=fields.get("vector", ""),
        parameters=parameters,
        aliases=dict(aliases_of(fields)),
        symbols=tuple(_symbols(name, fields.get("frameworks", {}), parameters, is_single)),
        source=fields.get("source", ""),
        known=tuple((float(x), float(y)) for x, y in fields.get("known", ())),
        classic=fields.get("classic"),
        textbook=fields.get("textbook", ""),
        sample=fields.get("sample", ""),
        models=tuple(fields.get("models", ())),
    )


def _check_keys(fields: Fields) -> None:
    for key in fields:
        if key not in _ENTRY_KEYS:
            raise EntryError(key, f"unknown key {key!r}", did_you_mean(key, _ENTRY_KEYS))
    if ("formula" in fields) == ("vector" in fields):
        raise EntryError("", "it needs either a formula or a vector function")
    if fields.get("family") not in (*FAMILIES, OWN):
        known = ", ".join(FAMILIES)
        raise EntryError("family", f"unknown family {fields.get('family')!r}", f"known: {known}")


def _parameter(name: str, rule: Fields, formulas: Mapping[str, str]) -> ParameterRule:
    where = f"parameters.{name}"
    for key in rule:
        if key not in _PARAMETER_KEYS:
            hint = did_you_mean(key, _PARAMETER_KEYS) or f"known: {', '.join(_PARAMETER_KEYS)}"
            raise EntryError(where, f"parameter {name} has an unknown key {key!r}", hint)
    if "default" not in rule:
        raise EntryError(where, f"parameter {name} needs a default")
    if isinstance(rule["default"], str):
        spoken = {"True": rule["true"], "False": rule["false"]} if "true" in rule else {}
        choices = tuple(rule.get("choices", formulas))
        if rule["default"] not in choices:
            raise EntryError(where, f"{rule['default']!r} is none of {', '.join(choices)}")
        return ParameterRule(name, rule["default"], choices=choices, spoken=spoken)
    usual = tuple(rule["usual"]) if "usual" in rule else None
    at_most = rule.get("at_most", "")
    return ParameterRule(name, float(rule["default"]), usual, rule.get("above"), at_most=at_most)


def aliases_of(fields: Fields) -> Iterable[tuple[str, Settings]]:
    """The aliases of an entry's table, each with the parameters that it sets."""
    return map(_alias, fields.get("aliases", ()))


def _alias(alias: str | Fields) -> tuple[str, Settings]:
    if isinstance(alias, str):
        return alias, {}
    return alias["name"], _settings(alias, {"name"})


def _settings(fields: Fields, others: set[str]) -> dict[str, Value]:
    """The parameters that a table sets beside its other keys."""
    return {
        key: value if isinstance(value, str) else float(value)
        for key, value in fields.items()
        if key not in others
    }


def _symbols(
    entry: str,
    frameworks: Mapping[str, Iterable[Fields]],
    parameters: Mapping[str, ParameterRule],
    is_single: Callable[[str], bool],
) -> Iterable[Symbol]:
    for framework, symbols in frameworks.items():
        for fields in symbols:
            symbol = Symbol(
                framework,
                fields["symbol"],
                entry,
                _settings(fields, _SYMBOL_KEYS),
                tuple(fields.get("arguments", parameters)),
                fields.get("call"),
            )
            yield _rounded(symbol, parameters) if is_single(framework) else symbol


def _rounded(symbol: Symbol, parameters: Mapping[str, ParameterRule]) -> Symbol:
    """The symbol of a framework that keeps its arguments as float32."""
    settings = dict(symbol.settings)
    for name in symbol.argument_names:
        value = settings.get(name, parameters[name].default if name in parameters else "")
        if as_float32(value) != value:
            settings[name] = as_float32(value)
    return symbol._replace(settings=settings)
