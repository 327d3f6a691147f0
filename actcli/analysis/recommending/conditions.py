"""What a recommendation can depend on, and what people call it, read from conditions.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("task", "layer", "network", "concern")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language."""

    en: str
    ko: str

    def __getitem__(self, language: str) -> str:
        """Return the text in `language`, "en" or "ko"."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or a function that a question can mention, and how people spell it."""

    kind: str  # one of KINDS, "function", "general", "field", "other" or "filler"
    name: str
    title: Text
    spellings: tuple[str, ...]
    faint: tuple[str, ...] = ()  # spellings that any other condition of the kind outweighs
    everyday: tuple[str, ...] = ()  # spellings that mean it only in the company of the field
    excludes: tuple[str, ...] = ()  # conditions of the kind that cannot hold at the same time
    proof: float | None = None  # what a mention proves, where the spellings do not decide it


def read_conditions(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Condition, ...]:
    """The conditions and functions of the tables, kind by kind."""
    return tuple(
        _condition(kind, name, fields)
        for kind, conditions in tables.items()
        for name, fields in conditions.items()
    )


def names_of_kinds(conditions: Iterable[Condition]) -> dict[str, set[str]]:
    """The names of the conditions, by kind."""
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for condition in conditions:
        names.setdefault(condition.kind, set()).add(condition.name)
    return names


def _condition(kind: str, name: str, fields: Mapping[str, Any]) -> Condition:
    title = Text(fields.get("en", name), fields.get("ko", name))
    # The names of words that name no case are headings and no spellings.
    names = (name, title.en, title.ko) if kind in (*KINDS, "function") else ()
    return Condition(
        kind,
        name,
        title,
        spellings=tuple(dict.fromkeys((*names, *fields.get("also", ())))),
        faint=tuple(fields.get("faint", ())),
        everyday=tuple(fields.get("everyday", ())),
        excludes=tuple(fields.get("excludes", ())),
        proof=fields.get("proof"),
    )
