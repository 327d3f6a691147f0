"""Columns of a CSV file, block by block: `FILE:COLUMN` to the cells of those columns.

A file is UTF-8 text with a header, separated by commas, semicolons or tabs. Memory is constant
whatever the file's size. A file without a header is read where its columns are asked for by number.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, pairwise
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from actcli.errors import ActcliError
from actcli.streams.csv_rows import LONGEST_CELL, CellBlock, Rows, empty
from actcli.streams.csv_text import Numbered, numbered_texts
from actcli.streams.numbers import Values, parse_cells, parse_number
from actcli.streams.text import open_text, source_name

DELIMITERS = b",;\t"  # in this order where a header has as many of one as of another
NAMES_SHOWN = 12
LONGEST_SHOWN = 60  # characters of a name
_OPEN_QUOTE = re.compile(rb'(?:^|[,;\t])"(?:[^"]|"")*\Z')  # a cell that goes on
TAB_SUFFIXES = (".tsv", ".tab")
EXAMPLE = "FILE:COLUMN, for example labels.csv:species"


@dataclass(frozen=True)
class Columns:
    """Columns of an open file; the blocks can be gone through once."""

    source: str  # what errors call the file
    names: tuple[str, ...]  # of the columns asked for; "column 2" where there is no header
    numbers: tuple[int, ...]  # their places, from 1
    header: tuple[str, ...]  # the names of all columns, or the first row where there is no header
    has_header: bool
    blocks: Iterator[CellBlock]

    @staticmethod
    def parse(cells: Sequence[bytes]) -> Values:
        """Read one number from each cell, or raise ValueError."""
        return parse_cells(cells)


@contextmanager
def open_columns(text: str) -> Iterator[Columns]:
    """Open `FILE:COLUMN`, where FILE may be `-` and COLUMN a name, a place from 1, or several.

    A comma separates several columns, unless one column has that very name. Raises ActcliError for
    a file that cannot be read, is empty, binary or not UTF-8, and for columns that it has not or
    has twice; the blocks raise it for a row of another length than the header, with its line.
    """
    path, wanted = split_target(text)
    with open_columns_of(Path(path), wanted) as columns:
        yield columns


@contextmanager
def open_columns_of(path: Path, wanted: str | None) -> Iterator[Columns]:
    """Open columns of a file as `open_columns` does; None asks for the only column there is."""
    with open_text(path) as source:
        yield _columns(source, source_name(path), path.suffix.lower(), wanted)


def split_target(text: str) -> tuple[str, str | None]:
    """Split `FILE:COLUMN` where both may have colons: the longest file that exists is the file.

    The column is None where the whole text is a file. Raises ActcliError where no file is.
    """
    colons = [match.start() for match in re.finditer(":", text)]
    splits: list[tuple[str, str | None]] = [(text, None)]
    splits += [(text[:colon], text[colon + 1 :]) for colon in reversed(colons)]
    for exists in (_is_readable, os.path.exists):
        for file, column in splits:
            if exists(file):
                return file, column
    # C:\labels.csv is one name; its colon is no split.
    files = [file for file, _ in splits[1:] if not _is_drive(file, text)] or [text]
    raise ActcliError(f"cannot read {files[0]!r}: no such file", _near_file(files[0]))


def _is_readable(file: str) -> bool:
    # Not isfile: pipes and /dev/stdin are read too.
    return file == "-" or (os.path.exists(file) and not Path(file).is_dir())


def _is_drive(file: str, text: str) -> bool:
    return len(file) == 1 and file.isalpha() and text[2:3] in ("\\", "/")


def _near_file(file: str) -> str:
    try:
        known = [entry.name for entry in (Path(file).parent).iterdir()]
    except (OSError, ValueError):
        known = []
    near = get_close_matches(Path(file).name, known, n=1)
    return f"did you mean {Path(file).with_name(near[0])}?" if near else f"name {EXAMPLE}"


def _columns(source: BinaryIO, name: str, suffix: str, wanted: str | None) -> Columns:
    texts = numbered_texts(source, name)
    first = next((numbered for numbered in map(_without_empty_start, texts) if numbered.text), None)
    if first is None:
        raise empty(name)
    first, head = _with_whole_header(first, texts)
    delimiter = _delimiter(head, suffix)
    rows = Rows(chain([first], texts), delimiter, name)
    cells = rows.first_row()
    header = tuple(unicodedata.normalize("NFC", cell.decode().strip()) for cell in cells)
    places, has_header = _places(header, wanted, name)
    names = tuple(header[place] if has_header else f"column {place + 1}" for place in places)
    blocks = rows.blocks(places, len(header), "header" if has_header else "first row")
    if not has_header:
        blocks = chain([CellBlock([rows.line], tuple([cells[p]] for p in places))], blocks)
    return Columns(name, names, tuple(p + 1 for p in places), header, has_header, blocks)


def _without_empty_start(numbered: Numbered) -> Numbered:
    text = numbered.text.lstrip(b"\n")
    return Numbered(numbered.line + len(numbered.text) - len(text), text)


def _with_whole_header(first: Numbered, texts: Iterator[Numbered]) -> tuple[Numbered, bytes]:
    """Return the text, with more lines where the header needs them, and the header in it."""
    text = first.text
    end = text.index(b"\n")
    while _OPEN_QUOTE.search(text, 0, end) and end < LONGEST_CELL:
        if end + 1 == len(text):
            more = next(texts, None)
            if more is None:
                break
            text += more.text
        end = text.index(b"\n", end + 1)
    return Numbered(first.line, text), text[:end]


def _delimiter(line: bytes, suffix: str) -> bytes | None:
    """Return what separates the cells of a header; None where it has one cell only."""
    unquoted = re.sub(rb'"[^"]*"?', b"", line)
    counts = {DELIMITERS[i : i + 1]: unquoted.count(DELIMITERS[i : i + 1]) for i in range(3)}
    if suffix in TAB_SUFFIXES and counts[b"\t"]:
        return b"\t"
    most = max(counts, key=lambda delimiter: counts[delimiter])
    return most if counts[most] else None


def _places(header: Sequence[str], wanted: str | None, name: str) -> tuple[tuple[int, ...], bool]:
    """Return the places of the columns, from 0, and whether the first row is a header."""
    is_data = _looks_like_data(header)
    if wanted is None and len(header) == 1:
        return (0,), not is_data
    if not (wanted or "").strip():
        raise ActcliError(f"{name}: which column?", f"name {EXAMPLE}; {_listed(header)}")
    whole = unicodedata.normalize("NFC", str(wanted)).strip()
    is_place = _is_place(whole) and int(whole) <= len(header)
    if whole in header and not (is_data and is_place):
        return (_place(header, whole, name),), True
    parts = [part.strip() for part in whole.split(",")]
    has_header = not (is_data and all(map(_is_place, parts)))
    places = tuple(_place(header if has_header else (), part, name, header) for part in parts)
    for place in places:
        if places.count(place) > 1:
            raise ActcliError(f"{name}: column {header[place]!r} is named twice", _listed(header))
    return places, has_header


def _place(names: Sequence[str], wanted: str, name: str, header: Sequence[str] = ()) -> int:
    found = [place for place, known in enumerate(names) if known == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        places = " and ".join(str(place + 1) for place in found)
        message = f"{name}: {len(found)} columns are called {wanted!r}: {places}"
        raise ActcliError(message, f"ask by number: {name}:{found[0] + 1}")
    if _is_place(wanted):
        if 1 <= int(wanted) <= len(header):
            return int(wanted) - 1
        raise ActcliError(f"{name}: no column {wanted} of {len(header)}", _listed(header))
    raise ActcliError(f"{name}: no column {wanted!r}", _near_column(wanted, header))


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _looks_like_data(first_row: Sequence[str]) -> bool:
    """Tell whether a first row is no header: it has numbers, and not those of numbered columns.

    Headers such as `,0,1,2` (pandas) and `country,2019,2020` have numbers that follow each other.
    """
    numbers = [number for cell in first_row if (number := _number(cell)) is not None]
    is_run = all(after - before == 1.0 for before, after in pairwise(numbers))
    is_among_names = 2 <= len(numbers) < len(first_row)
    return bool(numbers) and not (is_run and (is_among_names or len(numbers) > 2))


def _number(cell: str) -> float | None:
    try:
        number = parse_number(cell)
    except (ValueError, UnicodeEncodeError):
        return None
    return number if isfinite(number) else None


def _near_column(wanted: str, header: Sequence[str]) -> str:
    if _looks_like_data(header):
        return f"the first row is no header; ask by number, 1 to {len(header)}"
    named = [n for place, n in enumerate(header, 1) if n and _shown(n, place) == n]
    folded = {name.casefold(): name for name in named}
    near = [folded[n] for n in get_close_matches(wanted.casefold(), folded, n=3)]
    question = f"did you mean {' or '.join(near)}? " if near else ""
    return question + _listed(header)


def _listed(header: Sequence[str]) -> str:
    first = [_shown(name, place) for place, name in enumerate(header[:NAMES_SHOWN], 1)]
    more = f" and {len(header) - NAMES_SHOWN} more" if len(header) > NAMES_SHOWN else ""
    return "columns: " + ", ".join(first) + more


def _shown(name: str, place: int) -> str:
    if not name or not name.isprintable() or len(name) > LONGEST_SHOWN:
        return f"(column {place})"  # by its number it can be asked for
    return name
