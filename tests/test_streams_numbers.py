"""Numbers as text: one written grammar in, the shortest text that reads back out."""

import math
import re
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actcli.streams.numbers import (
    JSON,
    columns_text,
    number_cells,
    number_text,
    numbers_text,
    parse_cells,
    parse_lines,
    parse_number,
)

WRITTEN = re.compile(
    r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|(?i:inf|infinity|nan))", re.ASCII
)
NO_NUMBERS = [
    *("", " 1", "1 ", "1_000", "true", "null", '"3"', "[1]", "0x10", "1e", "e5", ".", "+", "--1"),
    *("1.2.3", "1,5", "１２", "−1", "١", "nan()", "in", "infin", "1\x00", "\x0b1", "1e5f", "1d5"),
]

written_numbers = st.from_regex(WRITTEN, fullmatch=True)
all_floats = st.floats(allow_nan=True, allow_infinity=True)


def bits(value: float) -> bytes:
    return struct.pack("<d", value) if not math.isnan(value) else b"nan"


@given(written_numbers)
def test_every_road_reads_the_grammar_as_float_does(token: str) -> None:
    expected = bits(float(token))
    assert bits(parse_number(token)) == expected
    assert bits(parse_number(token.encode())) == expected
    assert bits(parse_cells([token.encode()])[0]) == expected
    lines = parse_lines(token.encode() + b"\n")
    assert lines is None or [bits(value) for value in lines] == [expected]


@given(st.lists(st.one_of(all_floats.map(repr), st.integers().map(str)), min_size=1))
def test_cells_are_rounded_as_float_rounds(tokens: list[str]) -> None:
    values = parse_cells([token.encode() for token in tokens])
    assert [bits(value) for value in values] == [bits(float(token)) for token in tokens]


@given(st.text(alphabet="0123456789+-.eEinfatyx_ ", max_size=6))
def test_what_the_grammar_does_not_write_is_refused(token: str) -> None:
    if WRITTEN.fullmatch(token):
        assert bits(parse_number(token)) == bits(float(token))
        return
    with pytest.raises(ValueError):  # noqa: PT011  the message is float()'s own
        parse_number(token)
    with pytest.raises(ValueError):  # noqa: PT011
        parse_cells([b"1", token.encode()])


@pytest.mark.parametrize("token", NO_NUMBERS)
def test_no_road_takes_what_is_no_number(token: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_number(token)
    assert parse_lines(token.encode() + b"\n") is None
    with pytest.raises(ValueError):  # noqa: PT011
        parse_cells([token.encode()])


@pytest.mark.parametrize("token", ["-0", "-0.0", "-0e5", "-.0", "-0e-0", "-1e-400"])
def test_a_zero_keeps_its_sign(token: str) -> None:
    assert math.copysign(1, parse_cells([b"7", token.encode(), b"7"])[1]) == -1
    lines = parse_lines(b"7\n" + token.encode() + b"\n7\n")
    assert lines is None or math.copysign(1, lines[1]) == -1


def test_the_fast_road_reads_plain_numbers_and_whole_negative_zeros() -> None:
    values = parse_lines(b"-0\n18446744073709551617\n1E5\n0.1\n-0\n")
    assert values is not None
    assert [repr(value) for value in values.tolist()] == [
        *("-0.0", "1.8446744073709552e+19", "100000.0", "0.1", "-0.0")
    ]


@pytest.mark.parametrize("text", [b"\n", b"1\n\n2\n", b"1 2\n", b"#\n", b"1e400\n", b".5\n"])
def test_the_fast_road_leaves_the_rest_alone(text: bytes) -> None:
    assert parse_lines(text) is None


def test_overflow_reads_as_infinity() -> None:
    assert parse_cells([b"1e400", b"-1e400"]).tolist() == [math.inf, -math.inf]


@given(st.lists(all_floats, min_size=1))
def test_shortest_text_reads_back_with_no_more_digits_than_repr(numbers: list[float]) -> None:
    cells = numbers_text(np.array(numbers), separator=b" ").split(b" ")
    for cell, number in zip(cells, numbers, strict=True):
        assert bits(float(cell)) == bits(number)
        assert number_text(number) == cell.decode()
        if math.isfinite(number):
            assert digits(cell.decode()) == digits(repr(number))


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1))
def test_float32_prints_the_shortest_float32_text(numbers: list[float]) -> None:
    values = np.array(numbers, np.float32)
    for cell, value in zip(number_cells(values), values, strict=True):
        assert np.float32(cell.decode()).tobytes() == value.tobytes()
        assert digits(cell.decode()) == digits(str(value))


def digits(text: str) -> str:
    """Return the significant digits, which two spellings of a number share."""
    return re.split("[eE]", text)[0].replace(".", "").strip("-0")


def test_numbers_have_one_spelling() -> None:
    values = np.array([0, -0.0, 2, 0.1, 1e-7, math.nan, math.inf, -math.inf, 5e-324])
    expected = b"0.0 -0.0 2.0 0.1 1e-7 nan inf -inf 5e-324"
    assert numbers_text(values, separator=b" ") == expected
    assert " ".join(number_text(value) for value in values).encode() == expected
    finite = values[np.isfinite(values)]
    assert numbers_text(finite, separator=b" ") == b"0.0 -0.0 2.0 0.1 1e-7 5e-324"


def test_an_int_is_written_as_a_float() -> None:
    assert number_text(3) == "3.0"
    assert number_text(np.float32(0.1)) == "0.1"


@given(st.lists(all_floats, min_size=1), st.integers(1, 20))
def test_precision_is_that_of_printf(numbers: list[float], precision: int) -> None:
    cells = number_cells(np.array(numbers), precision)
    assert cells == [f"{number:.{precision}g}".encode() for number in numbers]


def test_json_writes_what_is_not_finite_as_strings() -> None:
    values = np.array([math.nan, 1, math.inf, -math.inf])
    for precision, one in ((None, b"1.0"), (3, b"1")):
        text = numbers_text(values, precision, b", ", JSON)
        assert text == b'"NaN", %b, "Infinity", "-Infinity"' % one


def test_no_numbers_are_no_text() -> None:
    empty = np.array([])
    assert numbers_text(empty) == numbers_text(empty, 3) == columns_text([empty, empty]) == b""
    assert number_cells(empty) == number_cells(empty, 3) == []
    assert parse_cells([]).size == 0


def test_strided_arrays_are_written_in_order() -> None:
    matrix = np.arange(6.0).reshape(2, 3)
    assert numbers_text(matrix[:, 1], separator=b" ") == b"1.0 4.0"
    assert numbers_text(matrix.T, separator=b" ") == b"0.0 3.0 1.0 4.0 2.0 5.0"
    assert numbers_text(matrix.T, 3, b" ") == b"0 3 1 4 2 5"


@given(st.integers(1, 4), st.lists(all_floats, min_size=4, max_size=40), st.sampled_from([None, 3]))
def test_columns_are_rows_of_numbers(
    count: int, numbers: list[float], precision: int | None
) -> None:
    rows = np.array(numbers[: len(numbers) // count * count]).reshape(-1, count)
    text = columns_text(list(rows.T), precision, b",")
    assert text.endswith(b"\n")
    written = [line.split(b",") for line in text.splitlines()]
    assert written == [number_cells(row, precision) for row in rows]


def test_columns_of_two_dtypes_are_refused() -> None:
    with pytest.raises(ValueError, match="one dtype"):
        columns_text([np.zeros(2), np.zeros(2, np.float32)])
