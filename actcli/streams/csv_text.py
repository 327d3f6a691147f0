"""The text of a CSV file, whole lines at a time: UTF-8 without a byte order mark, lines with LF."""

import select
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from actcli.errors import ActcliError
from actcli.streams.reasons import reason
from actcli.streams.text import UTF8_MARK, UTF16_MARKS

BLOCK_BYTES = 1 << 17
LONGEST_ROW = 1 << 24
GZIP_MARK = b"\x1f\x8b"
CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")  # that no text has
BINARY_SHARE = 0.02  # of such characters in a line, where chance would give a tenth


class Numbered(NamedTuple):
    """Some whole lines of text, and the number of the first, from 1."""

    line: int
    text: bytes


def numbered_texts(source: BinaryIO, name: str) -> Iterator[Numbered]:
    """Yield the lines of a UTF-8 text in blocks, with CRLF as LF and without a byte order mark.

    Raises ActcliError for bytes that are no UTF-8 text, with their line, after the lines before.
    """
    line = 1
    for lines in _whole_lines(source, name):
        text = lines.removeprefix(UTF8_MARK) if line == 1 else lines
        text = text.replace(b"\r\n", b"\n")
        fault = _first_fault(text)
        if fault is None:
            yield Numbered(line, text)
            line += text.count(b"\n")
            continue
        start = text.rfind(b"\n", 0, fault) + 1
        if start:
            yield Numbered(line, text[:start])
        at = line + text.count(b"\n", 0, start)
        raise _no_text(text[start:], at, text[fault : fault + 1] == b"\0", name)


def _first_fault(text: bytes) -> int | None:
    """Return where the first byte is that is NUL or no UTF-8."""
    if b"\0" not in text:
        if text.isascii():
            return None
        try:
            text.decode()
        except UnicodeDecodeError as error:
            return error.start
        return None
    nul = text.index(b"\0")
    before = _first_fault(text[:nul])
    return nul if before is None else before


def _no_text(text: bytes, line: int, is_nul: bool, name: str) -> ActcliError:
    if line == 1 and text.startswith(UTF16_MARKS):
        return ActcliError(f"{name} is UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8")
    if line == 1 and text.startswith(GZIP_MARK):
        packed = f"zcat {name} | actcli recommend --target -:COLUMN"
        hint = "unpack it first: zcat FILE" if name == "stdin" else packed
        return ActcliError(f"{name} is packed with gzip", hint)
    row = text.partition(b"\n")[0]  # what follows depends on the blocks
    if is_nul or len(row) - len(row.translate(None, CONTROLS)) > BINARY_SHARE * len(row):
        hint = "a CSV file is UTF-8 text; a spreadsheet can save one"
        return ActcliError(f"{name}:{line}: binary data, or UTF-16 text", hint)
    hint = "convert it, a Korean file for example by: iconv -f CP949 -t UTF-8"
    return ActcliError(f"{name}:{line}: this is not UTF-8 text", hint)


def _whole_lines(source: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield what has arrived, cut after the last newline; an unfinished last line gets its own."""
    unfinished: list[bytes] = []
    size = 0
    line = 1  # the unfinished one
    for chunk in _chunks(source, name):
        end = chunk.rfind(b"\n") + 1
        line += chunk.count(b"\n")
        if end:
            yield b"".join((*unfinished, chunk[:end]))
            unfinished, size = [], 0
        if end < len(chunk):
            unfinished.append(chunk[end:])
            size += len(chunk) - end
        if b"\0" in chunk:
            break  # no text, which is said of what is there: /dev/zero has no end
        if size > LONGEST_ROW:
            raise too_long(name, line)
    if unfinished:
        yield b"".join(unfinished) + b"\n"


def _chunks(source: BinaryIO, name: str) -> Iterator[bytes]:
    # read1 of a buffered source returns what is there; read of a raw one does.
    read = getattr(source, "read1", source.read)
    while True:
        try:
            chunk = read(BLOCK_BYTES)
        except OSError as error:
            raise ActcliError(f"cannot read {name}: {reason(error)}") from error
        if chunk is None:  # a non-blocking source without news
            select.select([source], [], [])
        elif chunk:
            yield chunk
        else:
            return


def too_long(name: str, line: int) -> ActcliError:
    """Return the error of a row that has no end."""
    return ActcliError(
        f"{name}:{line}: a row of more than {LONGEST_ROW >> 20} MiB",
        "lines end with LF or CRLF, and quotes come in pairs",
    )
