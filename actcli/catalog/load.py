"""Reads the book: TOML files to entries, and an index of every name they go by; needs no NumPy.

Parsing the TOML would take longer than all else at a start, so book.json, which is generated, holds
the same tables. Entries are made from their tables when somebody asks for them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from actcli.catalog.compiled import Compiled, Tables
from actcli.catalog.entry import (
    FAMILIES,
    BookError,
    Entry,
    EntryError,
    Fields,
    Settings,
    Symbol,
    aliases_of,
    entry_from,
)
from actcli.errors import did_you_mean

_FOLDER = Path(__file__).parent

Names = Mapping[str, tuple[str, Settings]]  # plain name to an entry's, and what it sets there


class Framework(NamedTuple):
    """A framework whose names the book knows."""

    name: str
    version: str
    source: str
    aliases: tuple[str, ...]
    prefixes: Mapping[str, str]
    ignored: tuple[str, ...]
    single: bool = False  # keeps the parameters of a call as float32
    boolean: bool = False  # says a choice of two as True or False


class Entries(Mapping[str, Entry]):
    """The entries by name, in the order of the book; each is made when it is first asked for."""

    def __init__(
        self, tables: Mapping[str, tuple[str, Fields]], frameworks: Mapping[str, Framework]
    ) -> None:
        self.tables = tables
        self._frameworks = frameworks
        self._made: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        if name not in self._made:
            file, fields = self.tables[name]
            try:
                self._made[name] = entry_from(name, fields, self._is_single)
            except EntryError as fault:
                raise BookError(f"{file}: [{name}] {fault.problem}", fault.hint) from None
        return self._made[name]

    def _is_single(self, framework: str) -> bool:
        return framework in self._frameworks and self._frameworks[framework].single

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


class Book(NamedTuple):
    """All entries, and which name, alias or framework symbol leads to which of them."""

    entries: Mapping[str, Entry]
    names: Names
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
def shipped_book() -> Book:
    """The shipped book; read once."""
    tables = COMPILED.tables()
    frameworks = {name: _framework(name, t) for name, t in tables["frameworks"].items()}
    by_name = {
        name: (file, fields)
        for file, table in tables["book"].items()
        for name, fields in table.items()
    }
    names = name_index((name, dict(aliases_of(fields))) for name, (_, fields) in by_name.items())
    return Book(Entries(by_name, frameworks), names, frameworks)


def _framework(name: str, table: Fields) -> Framework:
    return Framework(
        name,
        table["version"],
        table["source"],
        tuple(table["aliases"]),
        table["prefixes"],
        tuple(table["ignored"]),
        table.get("single", False),
        table.get("boolean", False),
    )


def _files() -> dict[str, Path]:
    names = [*(f"{family}.toml" for family in FAMILIES), "frameworks.toml"]
    return {name: _FOLDER / name for name in names}


def toml_tables() -> Tables:
    """The tables of the shipped book as its TOML files say them."""
    read = {name: read_toml(path) for name, path in _files().items()}
    return {"frameworks": read.pop("frameworks.toml"), "book": read}


COMPILED = Compiled(_FOLDER / "book.json", list(_files().values()), toml_tables)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; BookError names the file, line and column of a fault."""
    import tomllib  # only where TOML is read: book.json serves every usual start

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at ")
        where = ":".join(re.findall(r"\d+", place))
        problem = re.sub(r"\('(.+?)',?\)", r"[\1]", problem[:1].lower() + problem[1:])
        hint = "a book is a TOML file"
        raise BookError(f"{path}:{where}: {problem}".replace(":: ", ": "), hint) from None
    except UnicodeDecodeError as error:
        raise BookError(f"{path}: not a text in UTF-8: {error.reason}") from None
    except OSError as error:
        raise BookError(f"cannot read the book {path}: {error.strerror}") from None


def name_index(entries: Iterable[tuple[str, Mapping[str, Settings]]]) -> Names:
    """Every plain name and the entry and parameters behind it, from names with their aliases.

    Raises BookError where a name would lead to two entries.
    """
    names: dict[str, tuple[str, Settings]] = {}
    for entry, aliases in entries:
        itself: Mapping[str, Settings] = {entry: {}}
        for name, settings in {**itself, **aliases}.items():
            plain = plain_name(name)
            if names.get(plain, (entry,))[0] != entry:
                raise BookError(f"{name!r} names both {names[plain][0]} and {entry}")
            names[plain] = (entry, settings)
    return names
