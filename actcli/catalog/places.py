"""Where a key of a TOML file stands: its line and column, for messages about what it says."""

import re
from typing import NamedTuple

_HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?P<path>[\w\-.\"' ]+?)\s*=\s*")


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


def place_of(text: str, table: str, key: str = "") -> Place:
    """The place of the value of a key in a table; of the table itself without a key.

    A key that the file does not spell out, as inside an inline table, gives the nearest that it
    does: the key above it, or the table.
    """
    wanted = [table, *key.split(".")] if key else [table]
    current: list[str] = []
    best, depth = Place(1, 1), 0
    for number, line in enumerate(text.splitlines(), start=1):
        header, assignment = _HEADER.match(line), _KEY.match(line)
        if header:
            current = _parts(header["path"])
            path, column = current, line.index("[") + 1
        elif assignment:
            path, column = [*current, *_parts(assignment["path"])], assignment.end() + 1
        else:
            continue
        shared = min(len(path), len(wanted))
        if shared > depth and path[:shared] == wanted[:shared]:
            best, depth = Place(number, column), shared
    return best


def _parts(path: str) -> list[str]:
    return [part.strip(" \"'") for part in path.split(".")]
