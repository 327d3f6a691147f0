"""Reads the book: TOML files to entries, and an index of every name they go by; needs no NumPy.

Entries are NamedTuples and not dataclasses, whose making would take milliseconds of every start.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from actcli.errors import ActcliError, did_you_mean

FAMILIES = ("linear", "threshold", "sigmoidal", "rectifier", "gated", "vector")
_FOLDER = Path(__file__).parent
_ENTRY_KEYS = {
    "formula", "vector", "family", "aliases", "parameters", "frameworks", "source", "known",
    "classic", "textbook",
}  # fmt: skip
_PARAMETER_KEYS = {"default", "usual", "above", "true", "false"}

Value = float | str


class BookError(ActcliError):
    """A book that cannot be read, or an entry that breaks its grammar."""


class ParameterRule(NamedTuple):
    """What a parameter may be: a number (`above`: greater than that), or one of `choices`."""

    name: str
    default: Value
    usual: tuple[float, float] | None = None
    above: float | None = None
    choices: tuple[str, ...] = ()
    spoken: Mapping[str, str] = {}  # True and False as frameworks say it


class Symbol(NamedTuple):
    """A framework's own name for an entry, with the parameters it sets and its call's arguments.

    `arguments` are the names of the call's arguments in order; "alpha:negative_slope" says that the
    framework calls the parameter negative_slope alpha.
    """

    framework: str
    path: str
    entry: str
    settings: Mapping[str, Value]
    arguments: tuple[str, ...]

    @property
    def last(self) -> str:
        """The last part of the dotted path."""
        return self.path.rpartition(".")[2]


class Entry(NamedTuple):
    """One function of the book, as written there; formulas are text until somebody needs them."""

    name: str
    family: str
    formulas: Mapping[str, str]  # one under "", or one for each choice of `choice_parameter`
    vector: str
    parameters: Mapping[str, ParameterRule]
    aliases: Mapping[str, Mapping[str, Value]]  # alias to the parameters it sets
    symbols: tuple[Symbol, ...]
    source: str
    known: tuple[tuple[float, float], ...]
    classic: int | None
    textbook: str

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
        return next((rule for rule in self.parameters.values() if rule.choices), None)


class Framework(NamedTuple):
    """A framework whose names the book knows."""

    name: str
    version: str
    source: str
    aliases: tuple[str, ...]
    prefixes: Mapping[str, str]
    ignored: tuple[str, ...]


class Book(NamedTuple):
    """All entries, and which name, alias or framework symbol leads to which of them."""

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[str, Mapping[str, Value]]]
    frameworks: Mapping[str, Framework]

    def framework(self, name: str) -> Framework:
        """The framework of a name or alias; BookError with the nearest name for another."""
        known = {alias: f for f in self.frameworks.values() for alias in (f.name, *f.aliases)}
        if name.casefold() not in known:
            hint = did_you_mean(name.casefold(), known) or f"known: {', '.join(self.frameworks)}"
            raise BookError(f"unknown framework {name!r}", hint)
        return known[name.casefold()]

    def symbols(self) -> Iterable[Symbol]:
        """Every framework symbol, in the order of the book."""
        for entry in self.entries.values():
            yield from entry.symbols


def plain_name(name: str) -> str:
    """A name as it is looked up: composed (NFC), without case, '-', '_' and blanks."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return composed.replace("-", "").replace("_", "").replace(" ", "")


@cache
def load_book() -> Book:
    """The shipped book; read once."""
    tables = [(path, read_toml(path)) for path in _book_files()]
    frameworks = {
        name: Framework(
            name,
            table["version"],
            table["source"],
            tuple(table["aliases"]),
            table["prefixes"],
            tuple(table["ignored"]),
        )
        for name, table in read_toml(_FOLDER / "frameworks.toml").items()
    }
    entries: dict[str, Entry] = {}
    for path, table in tables:
        for name, fields in table.items():
            entries[name] = _entry(name, fields, path.name)
    ordered = sorted(entries.values(), key=lambda entry: FAMILIES.index(entry.family))
    return Book({entry.name: entry for entry in ordered}, _index(ordered), frameworks)


def _book_files() -> list[Path]:
    return [_FOLDER / f"{family}.toml" for family in FAMILIES]


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; BookError names the file, line and column of a fault."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BookError(f"{path}: {error}") from None


def _entry(name: str, fields: Mapping[str, Any], file: str) -> Entry:
    unknown = set(fields) - _ENTRY_KEYS
    if unknown:
        raise BookError(f"{file}: [{name}] has an unknown key {min(unknown)!r}")
    if ("formula" in fields) == ("vector" in fields):
        raise BookError(f"{file}: [{name}] needs either a formula or a vector function")
    if fields.get("family") not in FAMILIES:
        raise BookError(f"{file}: [{name}] needs a family: {', '.join(FAMILIES)}")
    formula = fields.get("formula", "")
    formulas = formula if isinstance(formula, dict) else {"": formula}
    parameters = {
        key: _parameter(key, rule, formulas, f"{file}: [{name}]")
        for key, rule in fields.get("parameters", {}).items()
    }
    return Entry(
        name=name,
        family=fields["family"],
        formulas=formulas,
        vector=fields.get("vector", ""),
        parameters=parameters,
        aliases=dict(_alias(alias) for alias in fields.get("aliases", ())),
        symbols=tuple(_symbols(name, fields.get("frameworks", {}), tuple(parameters))),
        source=fields["source"],
        known=tuple((x, y) for x, y in fields.get("known", ())),
        classic=fields.get("classic"),
        textbook=fields.get("textbook", ""),
    )


def _parameter(
    name: str, rule: Mapping[str, Any], formulas: Mapping[str, str], where: str
) -> ParameterRule:
    unknown = set(rule) - _PARAMETER_KEYS
    if unknown or "default" not in rule:
        raise BookError(
            f"{where}: parameter {name} needs a default, and knows only "
            f"{', '.join(sorted(_PARAMETER_KEYS))}"
        )
    if isinstance(rule["default"], str):
        spoken = {"True": rule["true"], "False": rule["false"]} if "true" in rule else {}
        return ParameterRule(name, rule["default"], choices=tuple(formulas), spoken=spoken)
    usual = tuple(rule["usual"]) if "usual" in rule else None
    return ParameterRule(name, float(rule["default"]), usual, rule.get("above"))


def _alias(alias: str | Mapping[str, Any]) -> tuple[str, Mapping[str, Value]]:
    if isinstance(alias, str):
        return alias, {}
    return alias["name"], _settings(alias, {"name"})


def _settings(fields: Mapping[str, Any], others: set[str]) -> dict[str, Value]:
    """The parameters that a table sets beside its other keys."""
    return {
        key: value if isinstance(value, str) else float(value)
        for key, value in fields.items()
        if key not in others
    }


def _symbols(
    entry: str, frameworks: Mapping[str, Iterable[Mapping[str, Any]]], parameters: tuple[str, ...]
) -> Iterable[Symbol]:
    for framework, symbols in frameworks.items():
        for symbol in symbols:
            settings = _settings(symbol, {"symbol", "arguments"})
            arguments = tuple(symbol.get("arguments", parameters))
            yield Symbol(framework, symbol["symbol"], entry, settings, arguments)


def _index(entries: Iterable[Entry]) -> dict[str, tuple[str, Mapping[str, Value]]]:
    names: dict[str, tuple[str, Mapping[str, Value]]] = {}
    for entry in entries:
        itself: Mapping[str, Mapping[str, Value]] = {entry.name: {}}
        for name, settings in {**itself, **entry.aliases}.items():
            plain = plain_name(name)
            if names.get(plain, (entry.name,))[0] != entry.name:
                raise BookError(f"{name!r} names both {names[plain][0]} and {entry.name}")
            names[plain] = (entry.name, settings)
    return names
