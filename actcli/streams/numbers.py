"""Text to numbers and back: one written grammar in, the shortest text that reads back out.

A number is an optional sign with digits, a point and an exponent (`3`, `-.5`, `5.`, `1E5`), or
`inf`, `infinity`, `nan` in any case, in ASCII. Reading rounds correctly. There are two roads, and
both take exactly this grammar: orjson reads a whole block at once, and `float()` reads what JSON
has no spelling for (`.5`, `+1`, `nan`), about five times as slowly.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from actcli.streams.fast import orjson

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.floating[Any]]

# With no other bytes in a text, `float()` and orjson have nothing left to accept that is no number
# (`1_000`, `true`, `"3"`, full-width digits, padding).
DIGITS = b"0123456789+-.eE"
LETTERS_OF_WORDS = b"infatyINFATY"


class Spelling(NamedTuple):
    """How the numbers that are not finite are written."""

    nan: bytes
    infinity: bytes
    minus_infinity: bytes


PLAIN = Spelling(b"nan", b"inf", b"-inf")
JSON = Spelling(b'"NaN"', b'"Infinity"', b'"-Infinity"')


def parse_number(token: str | bytes) -> float:
    """Read one number, or raise ValueError."""
    text = token.encode() if isinstance(token, str) else token
    if text.translate(None, DIGITS + LETTERS_OF_WORDS):
        raise ValueError(f"{token!r} is not a number")
    return float(text)


def parse_lines(text: bytes) -> Values | None:
    """Read lines of one plain number each, or return None where the careful road is needed.

    The text ends with a newline. None means a blank line, a comment, several numbers on a line, a
    number that JSON cannot spell, or a bad one.
    """
    if text == b"\n" or text.translate(None, DIGITS + b"\n"):
        return None
    return _parse_commas(text.replace(b"\n", b","))


def parse_cells(cells: Sequence[bytes]) -> Values:
    """Read one number from each cell, or raise ValueError."""
    text = b",".join(cells) + b","
    unusual = text.translate(None, DIGITS + b",")
    if not unusual:
        values = _parse_commas(text)
        if values is not None and values.size == len(cells):
            return values
    elif unusual.translate(None, LETTERS_OF_WORDS):
        raise ValueError("a cell is not a number")
    return np.fromiter(map(float, cells), np.float64, count=len(cells))


def _parse_commas(text: bytes) -> Values | None:
    """Read `1,2.5,` through orjson; None where JSON does not take it."""
    # JSON's -0 is the integer 0, which has no sign.
    signed = text.replace(b"-0,", b"-0.0,")
    try:
        numbers = orjson.loads(b"[" + signed[:-1] + b"]")
    except orjson.JSONDecodeError:
        return None
    return np.fromiter(numbers, np.float64, count=len(numbers))


def number_text(value: float | np.floating[Any], precision: int | None = None) -> str:
    """Write one number as `numbers_text` writes many."""
    # Times 1.0 makes an int a float and leaves a float32 what it is.
    return numbers_text(np.atleast_1d(1.0 * value), precision).decode()


def numbers_text(
    values: Numbers,
    precision: int | None = None,
    separator: bytes = b"\n",
    spelling: Spelling = PLAIN,
) -> bytes:
    """Write numbers with a separator between them and none at the end.

    Without a precision each is the shortest text that reads back as the same number of its dtype
    (`2.0`, `0.1`, `1e-7`, `-0.0`). With one it has that many significant digits and is spelled as
    C's `%.Ng` spells it (`2`, `0.1`, `1e-07`, `-0`).
    """
    if np.isfinite(values).all() and values.size:
        return _commas(values, precision).replace(b",", separator)
    return separator.join(number_cells(values, precision, spelling))


def number_cells(
    values: Numbers, precision: int | None = None, spelling: Spelling = PLAIN
) -> list[bytes]:
    """Write each number as a text of its own, spelled as in `numbers_text`."""
    if values.size == 0:
        return []
    cells = _commas(values, precision).split(b",")
    flat = values.ravel()
    places = np.flatnonzero(~np.isfinite(flat))
    for place, value in zip(places.tolist(), flat[places].tolist(), strict=True):
        cells[place] = _word(value, spelling)
    return cells


def columns_text(
    columns: Sequence[Numbers], precision: int | None = None, separator: bytes = b"\t"
) -> bytes:
    r"""Write a line for each row of the columns, which share one dtype; the separator is one byte.

    >>> columns_text([np.array([1.0, 2.0]), np.array([0.5, 0.0])])
    b'1.0\t0.5\n2.0\t0.0\n'
    """
    if len({column.dtype for column in columns}) != 1:
        raise ValueError("columns need one dtype, or some would print digits that they lack")
    if columns[0].size == 0:
        return b""
    if len(columns) == 1:
        return numbers_text(columns[0], precision, b"\n") + b"\n"
    # Putting the separators in as an array takes half the time of joining the numbers as texts.
    text = bytearray(numbers_text(np.column_stack(columns), precision, b",") + b",")
    characters = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(characters == ord(","))
    characters[ends] = ord(separator)
    characters[ends[len(columns) - 1 :: len(columns)]] = ord("\n")
    return bytes(text)


def _commas(values: Numbers, precision: int | None) -> bytes:
    """Write numbers with commas between them; what is not finite is still to be spelled."""
    if precision is None:
        flat = np.ascontiguousarray(values).ravel()
        return orjson.dumps(flat, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]
    # One template for all of them is quicker than formatting them one by one.
    template = b",".join([b"%%.%dg" % precision] * values.size)
    return template % tuple(values.ravel().tolist())


def _word(value: float, spelling: Spelling) -> bytes:
    if math.isnan(value):
        return spelling.nan
    return spelling.infinity if value > 0 else spelling.minus_infinity
