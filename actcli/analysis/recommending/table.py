"""The shipped selection table and the words that people use for its conditions; read once."""

import tomllib
from functools import cache
from pathlib import Path

from actcli.analysis.recommending.conditions import Condition, read_conditions
from actcli.analysis.recommending.criteria import Row, read_rows
from actcli.catalog.compiled import Compiled, Tables

_FOLDER = Path(__file__).parent
_SOURCES = {
    "criteria": _FOLDER.parent / "criteria.toml",
    "conditions": _FOLDER / "conditions.toml",
}


def _toml_tables() -> Tables:
    return {name: tomllib.loads(path.read_text("utf-8")) for name, path in _SOURCES.items()}


COMPILED = Compiled(_FOLDER / "table.json", list(_SOURCES.values()), _toml_tables)


@cache
def _tables() -> Tables:
    return COMPILED.tables()


@cache
def load_criteria() -> tuple[Row, ...]:
    """The rows of the shipped table, in the order of the file."""
    return read_rows(_tables()["criteria"], _SOURCES["criteria"].name, load_conditions())


@cache
def load_conditions() -> tuple[Condition, ...]:
    """The conditions and functions that a question can mention."""
    return read_conditions(_tables()["conditions"])
