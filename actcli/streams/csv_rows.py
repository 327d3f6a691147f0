"""Rows of a CSV text, block by block, in constant memory.

There are two roads: without a quote in sight a block is cut at its separators by NumPy; from the
first quote on, Python's csv module reads the rest. Both give the same cells: bytes, unquoted, with
blanks kept and CRLF read as a newline. Empty lines are no rows.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from actcli.errors import ActcliError
from actcli.streams import csv_text
from actcli.streams.csv_text import Numbered

LONGEST_CELL = 131072  # bytes: the limit of the csv module, held on both roads
ROWS_A_BATCH = 4096
NO_DELIMITER = "\uffff"  # the csv module wants one; cells are read as Latin-1, which has it not


class CellBlock(NamedTuple):
    """Some rows: the line on which each begins, and for each column asked for its cells."""

    lines: Sequence[int]
    cells: tuple[list[bytes], ...]


class Rows:
    """The rows of a text, from its first, on the road that suits them."""

    def __init__(self, texts: Iterator[Numbered], delimiter: bytes | None, name: str) -> None:
        self._texts = texts
        self._delimiter = delimiter
        self._name = name
        self._quoted: Iterator[tuple[int, list[str]]] | None = None
        self.line = 0  # of the first row

    def first_row(self) -> list[bytes]:
        """Return the cells of the first row and leave the others."""
        numbered = next(self._texts)
        row, _, rest = numbered.text.partition(b"\n")
        if _needs_care(row):
            self._quoted = self._careful_rows(chain([numbered], self._texts))
            first = next(self._quoted, None)
            if first is None:  # a lone carriage return is an empty line to the csv module
                raise empty(self._name)
            self.line, cells = first
            return _bytes(cells)
        self.line = numbered.line
        self._texts = chain([Numbered(self.line + 1, rest)], self._texts)
        return row.split(self._delimiter) if self._delimiter else [row]

    def blocks(self, places: Sequence[int], width: int, model: str) -> Iterator[CellBlock]:
        """Yield the other rows; a row must have as many cells as the model, which is the header."""
        if self._quoted is None:
            for numbered in self._texts:
                if _needs_care(numbered.text):
                    self._quoted = self._careful_rows(chain([numbered], self._texts))
                    break
                yield from self._plain_block(numbered, places, width, model)
        if self._quoted is not None:
            yield from self._careful_blocks(self._quoted, places, width, model)

    def _plain_block(
        self, numbered: Numbered, places: Sequence[int], width: int, model: str
    ) -> Iterator[CellBlock]:
        lines, text = _without_empty_lines(numbered)
        if not text:
            return
        if self._delimiter is None:
            yield CellBlock(lines, (text.split(b"\n")[:-1],))
            return
        characters = np.frombuffer(text, np.uint8)
        is_newline = characters == ord("\n")
        ends = np.flatnonzero(is_newline | (characters == ord(self._delimiter)))
        # All rows have this width where every width-th separator is a newline, and no other is.
        if ends.size != len(lines) * width or not is_newline[ends[width - 1 :: width]].all():
            yield from self._up_to_ragged(lines, text, places, width, model)
            return
        starts = np.concatenate(([0], ends[:-1] + 1))
        yield CellBlock(
            lines,
            tuple(
                [
                    text[start:end]
                    for start, end in zip(
                        starts[place::width].tolist(), ends[place::width].tolist(), strict=True
                    )
                ]
                for place in places
            ),
        )

    def _up_to_ragged(
        self, lines: Sequence[int], text: bytes, places: Sequence[int], width: int, model: str
    ) -> Iterator[CellBlock]:
        delimiter = self._delimiter.decode() if self._delimiter else NO_DELIMITER
        cut = (row.split(delimiter) for row in text.decode("latin-1").split("\n")[:-1])
        yield from self._careful_blocks(zip(lines, cut, strict=True), places, width, model)

    def _careful_blocks(
        self,
        rows: Iterable[tuple[int, list[str]]],
        places: Sequence[int],
        width: int,
        model: str,
    ) -> Iterator[CellBlock]:
        lines: list[int] = []
        batch: list[list[str]] = []
        try:
            for line, row in rows:
                if len(row) != width:
                    raise self._ragged(line, len(row), width, model)
                lines.append(line)
                batch.append(row)
                if len(batch) == ROWS_A_BATCH:
                    yield _block(lines, batch, places)
                    lines, batch = [], []
        except ActcliError as error:
            # The rows before the fault are handed on first, as a reader of a stream expects.
            if batch:
                yield _block(lines, batch, places)
            raise error from None
        if batch:
            yield _block(lines, batch, places)

    def _ragged(self, line: int, cells: int, width: int, model: str) -> ActcliError:
        noun = "cell" if cells == 1 else "cells"
        return ActcliError(
            f"{self._name}:{line}: {cells} {noun} where the {model} has {width}",
            "a cell with a separator in it is quoted, and every row has as many cells",
        )

    def _careful_rows(self, texts: Iterator[Numbered]) -> Iterator[tuple[int, list[str]]]:
        """Yield the line and the cells of each row, read by the csv module."""
        lines = _Lines(texts, self._name)
        delimiter = self._delimiter.decode() if self._delimiter else NO_DELIMITER
        # Latin-1 makes each byte a character and back again, and csv cares for ASCII alone.
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for row in rows:
                if row:
                    yield lines.row, row
                lines.next_row()
        except csv.Error as error:
            raise ActcliError(f"{self._name}:{lines.row}: {_fault(error)}") from None


def _block(lines: list[int], rows: list[list[str]], places: Sequence[int]) -> CellBlock:
    return CellBlock(lines, tuple(_bytes([row[place] for row in rows]) for place in places))


def _bytes(cells: list[str]) -> list[bytes]:
    """Return cells of Latin-1 as bytes; all at once, since no cell has a NUL in it."""
    return "\0".join(cells).encode("latin-1").split(b"\0")


class _Lines:
    """Lines for the csv module, and the number of the line on which its next row begins."""

    def __init__(self, texts: Iterator[Numbered], name: str) -> None:
        self._lines = self._all(texts)
        self._name = name
        self._read = 0  # the number of the last line read
        self._size = 0  # bytes of the row that is being read
        self.row = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._size += len(line)
        if self._size > csv_text.LONGEST_ROW:
            raise csv_text.too_long(self._name, self.row)
        return line

    def next_row(self) -> None:
        """Note that the csv module has finished a row."""
        self.row = self._read + 1
        self._size = 0

    def _all(self, texts: Iterator[Numbered]) -> Iterator[str]:
        for first, text in texts:
            self.row = self.row or first
            for number, line in enumerate(text.decode("latin-1").split("\n")[:-1], first):
                self._read = number
                yield line + "\n"


def _fault(error: csv.Error) -> str:
    """Say in our words what the csv module found."""
    text = str(error)
    if "field limit" in text:
        return f"a cell of more than {LONGEST_CELL} bytes, or a quote that is never closed"
    if "unexpected end" in text:
        return "a quote that is opened here is never closed"
    if "new-line" in text:
        return "a carriage return inside a row (lines end with LF or CRLF)"
    return "text after a closing quote (a quote inside a quoted cell is doubled)"


def empty(name: str) -> ActcliError:
    """Return the error of a file without a row."""
    return ActcliError(f"{name} is empty", "a CSV file has a header and rows")


def _needs_care(text: bytes) -> bool:
    """Whether the csv module must read it: for a quote, a lone carriage return, a long cell."""
    if b'"' in text or b"\r" in text:
        return True
    return len(text) > LONGEST_CELL and max(map(len, text.split(b"\n"))) > LONGEST_CELL


def _without_empty_lines(numbered: Numbered) -> tuple[Sequence[int], bytes]:
    """Return the text without its empty lines, and the number of each line that is left."""
    line, text = numbered
    if not text.startswith(b"\n") and b"\n\n" not in text:
        return range(line, line + text.count(b"\n")), text
    kept = [(number, row) for number, row in enumerate(text.split(b"\n"), line) if row]
    return [number for number, _ in kept], b"".join(row + b"\n" for _, row in kept)
