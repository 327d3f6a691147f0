"""The shipped selection table, the words for its conditions, published comparisons; read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from actcli.analysis.recommending.conditions import Condition, read_conditions
from actcli.analysis.recommending.criteria import Row, read_rows
from actcli.analysis.recommending.lexicon import Lexicon, spelt_out
from actcli.analysis.recommending.studies import Study, read_studies
from actcli.catalog.compiled import Compiled, Tables

_FOLDER = Path(__file__).parent
_SOURCES = {
    "criteria": _FOLDER.parent / "criteria.toml",
    "conditions": _FOLDER / "conditions.toml",
    "published": _FOLDER / "published.toml",
}


def _toml_tables() -> Tables:
    tables = {name: tomllib.loads(path.read_text("utf-8")) for name, path in _SOURCES.items()}
    return {**tables, "spelt": spelt_out(read_conditions(tables["conditions"]))}


COMPILED = Compiled(_FOLDER / "table.json", list(_SOURCES.values()), _toml_tables)


@cache
def _tables() -> Tables:
    return COMPILED.tables()


@cache
def load_criteria() -> tuple[Row, ...]:
    """The rows of the shipped table, in the order of the file."""
    tables = _tables()
    file = _SOURCES["criteria"].name
    return read_rows(tables["criteria"], file, load_conditions(), tables["published"])


@cache
def load_conditions() -> tuple[Condition, ...]:
    """The conditions and functions that a question can mention."""
    return read_conditions(_tables()["conditions"])


@cache
def load_lexicon() -> Lexicon:
    """Every spelling of the conditions and functions, ready to be looked up."""
    return Lexicon(load_conditions(), _tables()["spelt"])


@cache
def load_studies() -> Mapping[str, Study]:
    """The published comparisons by key; a row names those that bear on it."""
    return read_studies(_tables()["published"], _SOURCES["published"].name)
