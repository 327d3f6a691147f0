"""Text in, block by block: lines of numbers, and the same lines with other numbers in their place.

A line holds any number of cells separated by blanks, commas or tabs. Whatever is no cell (the
separators, a carriage return, blank lines, lines that begin with `#`) is kept as it is.
"""

import re
import select
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
import numpy.typing as npt

from actcli.errors import ActcliError
from actcli.streams.numbers import (
    DIGITS,
    LETTERS_OF_WORDS,
    Numbers,
    Values,
    columns_text,
    number_cells,
    parse_cells,
    parse_lines,
    parse_number,
)
from actcli.streams.reasons import reason

# Measured: smaller blocks pay for Python's steps, larger ones fall out of the processor's cache.
BLOCK_BYTES = 1 << 16
LONG_LINE_BYTES = 1 << 20

SEPARATORS = b" \t,\r"
GAP = re.compile(rb"([ \t,\r\n]+)")
GAP_WITH_COMMENTS = re.compile(rb"((?:[ \t,\r\n]+|^#[^\n]*)+)", re.MULTILINE)

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LONGEST_TOKEN_SHOWN = 40
PLAIN_TEXT_HINT = "numbers are written like -1.5, 2e-3, inf or nan"
BINARY_HINT = "this looks like binary data or UTF-16; actcli reads numbers as UTF-8 text"


class TextBlock:
    """Some whole lines of text: their numbers, and what stands between the numbers."""

    def __init__(self, values: Values, first_line: int, gaps: list[bytes] | None = None) -> None:
        """Keep the numbers, and the texts around them; no gaps mean a newline after each."""
        self.values = values
        self.first_line = first_line
        self._gaps = gaps

    @cached_property
    def lengths(self) -> npt.NDArray[np.int64]:
        """How many numbers each line has, of the lines that have any."""
        if self._gaps is None:
            return np.ones(self.values.size, np.int64)
        cells_before = [cells for cells, gap in enumerate(self._gaps) if b"\n" in gap and cells]
        edges = np.array([0, *cells_before], np.int64)
        return edges[1:] - edges[:-1]

    @property
    def one_a_line(self) -> bool:
        """Whether no line has more than one number."""
        return self._gaps is None or bool((self.lengths == 1).all())

    def vectors(self) -> Iterator[Values]:
        """Yield the lines as vectors: for each run of equally long lines a matrix of such rows."""
        if self.values.size == 0:
            return
        lengths = self.lengths
        edges = [0, *(np.flatnonzero(np.diff(lengths)) + 1).tolist(), lengths.size]
        start = 0
        for first, after in pairwise(edges):
            end = start + (after - first) * int(lengths[first])
            yield self.values[start:end].reshape(after - first, -1)
            start = end

    def with_numbers(self, columns: Sequence[Numbers], precision: int | None = None) -> bytes:
        """Return the text with new numbers in place of the old, everything else kept.

        Each column holds a number for each cell. Several columns put several numbers, separated
        by tabs, where one cell was.
        """
        if any(column.size != self.values.size for column in columns):
            raise ValueError("a column needs a number for each cell of the block")
        if self._gaps is None:
            return columns_text(columns, precision)
        if len(columns) == 1:
            cells = number_cells(columns[0].ravel(), precision)
        else:
            cells = columns_text(columns, precision).splitlines()
        pieces = [b""] * (len(cells) + len(self._gaps))
        pieces[0::2] = self._gaps
        pieces[1::2] = cells
        return b"".join(pieces)

    def with_vectors(self, matrices: Iterable[Numbers], precision: int | None = None) -> bytes:
        """Return the text with new vectors in place of the old: a matrix for each of `vectors`."""
        numbers = [matrix.ravel() for matrix in matrices]
        column = np.concatenate(numbers) if numbers else self.values
        return self.with_numbers([column], precision)


@contextmanager
def open_text(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file for `read_text`, or stdin for None and `-`."""
    if path is None or str(path) == "-":
        yield _stdin()
        return
    try:
        # Unbuffered: a read returns what is there and does not wait for a block to fill.
        source = path.open("rb", buffering=0)
    except OSError as error:
        raise ActcliError(f"cannot read {path}: {reason(error)}") from error
    with source:
        yield cast(BinaryIO, source)


def source_name(path: Path | None) -> str:
    """Return what errors call the input."""
    return "stdin" if path is None or str(path) == "-" else str(path)


def read_text(source: BinaryIO, name: str, one_a_line: bool = False) -> Iterator[TextBlock]:
    """Yield the lines of a source in blocks, as they arrive.

    A cell that is no number raises an ActcliError with its line and column, after a block with
    every line before it; so does a second number on a line where `one_a_line` asks for one.
    """
    first_line = 1
    for text in _whole_lines(source, name):
        if first_line == 1:
            _refuse_utf16(text, name)
            lines = text.removeprefix(UTF8_MARK)
        else:
            lines = text
        yield from _blocks(lines, name, first_line, one_a_line)
        first_line += lines.count(b"\n")


class _CellError(Exception):
    """A cell that cannot be used, and where it begins in the text."""

    def __init__(self, offset: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise ActcliError("cannot read stdin: it is closed")
    # The raw file says when nothing has arrived yet, where the buffered one says that all is read.
    return cast(BinaryIO, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer))


def _whole_lines(source: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield what has arrived, cut after the last newline; an unfinished last line gets its own."""
    unfinished: list[bytes] = []
    size = 0
    for chunk in _chunks(source, name):
        end = chunk.rfind(b"\n") + 1
        if end:
            yield b"".join((*unfinished, chunk[:end]))
            unfinished, size = [], 0
        if end < len(chunk):
            unfinished.append(chunk[end:])
            size += len(chunk) - end
        if size > LONG_LINE_BYTES and _is_hopeless(unfinished):
            break
    if unfinished:
        yield b"".join(unfinished) + b"\n"


def _chunks(source: BinaryIO, name: str) -> Iterator[bytes]:
    # read1 of a buffered source returns what is there; read of a raw one does.
    read = getattr(source, "read1", source.read)
    while True:
        try:
            chunk = read(BLOCK_BYTES)
            if chunk is None:  # a non-blocking source without news
                select.select([source], [], [])
                continue
        except OSError as error:
            raise ActcliError(f"cannot read {name}: {reason(error)}") from error
        if not chunk:
            return
        yield chunk


def _is_hopeless(unfinished: list[bytes]) -> bool:
    """Tell whether a long line is bad already, so that an endless one (/dev/zero) ends."""
    beginning = b"".join(unfinished[:4]).removeprefix(UTF8_MARK)
    if beginning.startswith(b"#"):
        return False
    return bool(unfinished[-1].translate(None, DIGITS + LETTERS_OF_WORDS + SEPARATORS))


def _refuse_utf16(text: bytes, name: str) -> None:
    if text.startswith(UTF16_MARKS):
        raise ActcliError(f"{name} is UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8")


def _blocks(text: bytes, name: str, first_line: int, one_a_line: bool) -> Iterator[TextBlock]:
    """Yield the text as a block; where a cell is at fault, the lines before it, then raise."""
    try:
        block = _parse(text, first_line, one_a_line)
    except _CellError as fault:
        start = text.rfind(b"\n", 0, fault.offset) + 1
        if start:
            yield from _blocks(text[:start], name, first_line, one_a_line)
        line = first_line + text.count(b"\n", 0, start)
        column = fault.offset - start + 1
        raise ActcliError(f"{name}:{line}:{column}: {fault.message}", fault.hint) from None
    yield block


def _parse(text: bytes, first_line: int, one_a_line: bool) -> TextBlock:
    values = parse_lines(text)
    if values is not None:
        return TextBlock(values, first_line)
    pieces = _split(text)
    cells = pieces[1::2]
    try:
        values = parse_cells(cells)
    except ValueError:
        raise _first_bad_cell(pieces) from None
    block = TextBlock(values, first_line, pieces[0::2])
    if one_a_line and not block.one_a_line:
        raise _first_second_cell(pieces, block.lengths)
    return block


def _split(text: bytes) -> list[bytes]:
    """Split text into gap, cell, gap, ..., cell, gap; the first gap may be empty."""
    pattern = GAP_WITH_COMMENTS if b"#" in text else GAP
    cell, *rest = pattern.split(text)
    # The text ends with a newline, so the last piece is an empty cell.
    gaps_and_cells = rest[:-1]
    return [b"", cell, *gaps_and_cells] if cell else gaps_and_cells


def _first_bad_cell(pieces: list[bytes]) -> _CellError:
    cells = enumerate(pieces[1::2])
    index, token = next((index, cell) for index, cell in cells if not _is_number(cell))
    hint = BINARY_HINT if _is_binary(token) else PLAIN_TEXT_HINT
    return _CellError(_offset(pieces, index), f"'{_shown(token)}' is not a number", hint)


def _first_second_cell(pieces: list[bytes], lengths: npt.NDArray[np.int64]) -> _CellError:
    line = int(np.flatnonzero(lengths > 1)[0])
    index = int(lengths[:line].sum()) + 1
    return _CellError(
        _offset(pieces, index),
        "a second number on the line",
        "several orders or functions need one number a line",
    )


def _offset(pieces: list[bytes], cell: int) -> int:
    return sum(map(len, pieces[: 2 * cell + 1]))


def _is_number(token: bytes) -> bool:
    try:
        parse_number(token)
    except ValueError:
        return False
    return True


def _is_binary(token: bytes) -> bool:
    try:
        return any(ord(character) < ord(" ") for character in token.decode())
    except UnicodeDecodeError:
        return True


def _shown(token: bytes) -> str:
    """Return a token as one can print it: short, with what is no text escaped."""
    start = token[: 4 * LONGEST_TOKEN_SHOWN].decode(errors="backslashreplace")
    visible = "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in start
    )
    if len(visible) <= LONGEST_TOKEN_SHOWN:
        return visible
    return visible[: LONGEST_TOKEN_SHOWN - 3] + "..."
