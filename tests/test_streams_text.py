"""Lines of numbers in, the same lines with other numbers out."""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actcli.errors import ActcliError
from actcli.streams import text as text_module
from actcli.streams.text import TextBlock, open_text, read_text, source_name


class Trickle:
    """A source that gives a few bytes at a time, as a slow pipe does."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self.data = data
        self.sizes = sizes
        self.reads = 0

    def read(self, size: int) -> bytes:
        length = min(size, self.sizes[self.reads % len(self.sizes)])
        self.reads += 1
        chunk, self.data = self.data[:length], self.data[length:]
        return chunk


def blocks(data: bytes, sizes: list[int] | None = None, **options: bool) -> Iterator[TextBlock]:
    source = Trickle(data, sizes) if sizes else io.BytesIO(data)
    return read_text(cast(BinaryIO, source), "data.txt", **options)


def rewritten(data: bytes, sizes: list[int] | None = None) -> bytes:
    return b"".join(block.with_numbers([block.values]) for block in blocks(data, sizes))


def outcome(data: bytes, sizes: list[int] | None = None, **options: bool) -> tuple[bytes, str]:
    """Return what was yielded, and the message of the error that ended it, or nothing."""
    written = io.BytesIO()
    try:
        for block in blocks(data, sizes, **options):
            written.write(block.with_numbers([block.values]))
    except ActcliError as error:
        return written.getvalue(), error.message
    return written.getvalue(), ""


gaps = st.text(" \t,", min_size=1, max_size=3)
cells = st.floats(-1e15, 1e15).map(lambda number: f"{number:.1f}")
lines = st.one_of(
    st.tuples(
        st.one_of(st.just(""), gaps),
        st.lists(cells, min_size=1, max_size=4).flatmap(
            lambda row: st.tuples(*[gaps] * (len(row) - 1)).map(
                lambda between: "".join(a + b for a, b in zip(row, (*between, ""), strict=True))
            )
        ),
        st.sampled_from(["", "\r", " ", ","]),
    ).map("".join),
    st.sampled_from(["", "\r", "#", "# 1 2, abc", "#\x00\u00e9", "   "]),
)
documents = st.lists(lines, max_size=8).map(lambda rows: "".join(f"{row}\n" for row in rows))
sizes = st.lists(st.integers(1, 7), min_size=1, max_size=5)


@given(documents, sizes)
def test_everything_but_the_numbers_is_kept_wherever_blocks_are_cut(
    document: str, sizes: list[int]
) -> None:
    data = document.encode()
    # Written with one digit after the point, the numbers come back as they were.
    assert rewritten(data) == data
    assert rewritten(data, sizes) == data
    unfinished = data.removesuffix(b"\n")
    if unfinished and not unfinished.endswith(b"\n"):
        assert rewritten(unfinished, sizes) == data


@given(documents, sizes)
def test_values_lengths_and_line_numbers_do_not_depend_on_the_blocks(
    document: str, sizes: list[int]
) -> None:
    rows = [
        [float(cell) for cell in re.split("[ \t,\r]+", row) if cell]
        for row in document.split("\n")
        if not row.startswith("#")
    ]
    rows = [row for row in rows if row]
    read = list(blocks(document.encode(), sizes))
    assert [value for block in read for value in block.values] == [
        value for row in rows for value in row
    ]
    assert [length for block in read for length in block.lengths] == [len(row) for row in rows]
    vectors = [vector for block in read for matrix in block.vectors() for vector in matrix]
    assert [vector.tolist() for vector in vectors] == rows
    line = 1
    for block in read:
        assert block.first_line == line
        line += block.with_numbers([block.values]).count(b"\n")
        assert block.one_a_line == all(length == 1 for length in block.lengths)


def test_equally_long_lines_come_as_one_matrix() -> None:
    (block,) = blocks(b"1 2\n3 4\n5\n6 7\n")
    assert [matrix.shape for matrix in block.vectors()] == [(2, 2), (1, 1), (1, 2)]


def test_vectors_are_put_back_where_they_were() -> None:
    (block,) = blocks(b"# x\n1, 2\n3\t4 \n\n5\n6  7\n")
    doubled = (2 * matrix for matrix in block.vectors())
    assert block.with_vectors(doubled, 3) == b"# x\n2, 4\n6\t8 \n\n10\n12  14\n"
    (no_numbers,) = blocks(b"# x\n\n")
    assert no_numbers.with_vectors(no_numbers.vectors()) == b"# x\n\n"


def test_numbers_that_json_cannot_spell_are_read() -> None:
    assert rewritten(b"+1 .5\t5.,01\nNaN -INF Infinity 1e400\n-0\n") == (
        b"1.0 0.5\t5.0,1.0\nnan -inf inf inf\n-0.0\n"
    )


def test_an_unfinished_last_line_counts() -> None:
    assert rewritten(b"1\n2") == b"1.0\n2.0\n"
    assert rewritten(b"1\n# end") == b"1.0\n# end\n"
    assert rewritten(b"") == b""


def test_a_line_is_answered_when_it_has_arrived() -> None:
    source = Trickle(b"1\n2\n3\n", [2])
    read = read_text(cast(BinaryIO, source), "data.txt")
    for reads, value in enumerate([1.0, 2.0, 3.0], start=1):
        assert next(read).values.tolist() == [value]
        assert source.reads == reads


def test_a_pipe_is_read_as_far_as_it_is_filled() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as buffered, os.fdopen(writer, "wb", 0) as end:
        read = read_text(buffered, "stdin")
        end.write(b"1\n2")
        assert next(read).values.tolist() == [1.0]
        end.write(b"5\n")
        assert next(read).values.tolist() == [25.0]


def test_a_non_blocking_stdin_without_news_is_not_at_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    with os.fdopen(reader) as stdin, os.fdopen(writer, "wb", 0) as end:
        monkeypatch.setattr(sys, "stdin", stdin)

        def news(*ignored: object) -> None:
            end.write(b"4\n")
            end.close()

        monkeypatch.setattr("select.select", news)
        with open_text(None) as source:
            read = read_text(source, "stdin")
            assert next(read).values.tolist() == [4.0]
            assert list(read) == []


@pytest.mark.parametrize("sizes", [None, [1], [3, 5]])
def test_blocks_of_a_file_are_cut_at_newlines(
    sizes: list[int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "BLOCK_BYTES", 7)
    data = b"".join(b"%d.5\n" % number for number in range(1, 200))
    assert rewritten(data, sizes) == data


def test_a_long_line_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "BLOCK_BYTES", 64)
    monkeypatch.setattr(text_module, "LONG_LINE_BYTES", 256)
    data = b"# " + b"\xff" * 1000 + b"\n" + b"1.5," * 1000 + b"nan\n"
    assert rewritten(data) == data
    marked = b"\xef\xbb\xbf"
    assert rewritten(marked + data) == data
    assert rewritten(marked + data, [1]) == data


def test_an_endless_line_that_is_no_number_ends() -> None:
    class Zeros:
        def read(self, size: int) -> bytes:
            return bytes(size)

    with pytest.raises(ActcliError, match=r"^zero:1:1: '\\x00\\x00.*\.\.\.' is not a number$"):
        list(read_text(cast(BinaryIO, Zeros()), "zero"))


@pytest.mark.parametrize("sizes", [None, [1], [4, 7, 2]])
@pytest.mark.parametrize(
    ("data", "before", "where"),
    [
        (b"abc\n", b"", "1:1: 'abc'"),
        (b"1\n2\nabc\n4\n", b"1.0\n2.0\n", "3:1: 'abc'"),
        (b"1\n2\nabc", b"1.0\n2.0\n", "3:1: 'abc'"),
        (b"# x\n\n1 2\n 3,,1_0 4\n", b"# x\n\n1.0 2.0\n", "4:5: '1_0'"),
        (b"1\r\n2\r\nx\r\n", b"1.0\r\n2.0\r\n", "3:1: 'x'"),
        (b"1 # no comment\n", b"", "1:3: '#'"),
        (b"1\ntrue\n", b"1.0\n", "2:1: 'true'"),
        (b'1\n"3"\n', b"1.0\n", "2:1: '\"3\"'"),
        (b"1\n[1]\n", b"1.0\n", "2:1: '[1]'"),
        (b"-\n", b"", "1:1: '-'"),
        (b"\xef\xbb\xbf1\n2 x\n", b"1.0\n", "2:3: 'x'"),
        (b"1\n\xef\xbb\xbf2\n", b"1.0\n", "2:1: '\\ufeff2'"),
        ("１\n".encode(), b"", "1:1: '１'"),
        ("\u22123\n".encode(), b"", "1:1: '\u22123'"),
        ("1\u00a02\n".encode(), b"", "1:1: '1\\xa02'"),
        (b"1\n\xff\xfe\n", b"1.0\n", "2:1: '\\xff\\xfe'"),
        (b"1\n2\x00\n", b"1.0\n", "2:1: '2\\x00'"),
        (b"1\x0b2\n", b"", "1:1: '1\\x0b2'"),
        (b"\x1b[31m1\n", b"", "1:1: '\\x1b[31m1'"),
        (b"\x93NUMPY\x01\x00v\x00\n", b"", "1:1: '\\x93NUMPY\\x01\\x00v\\x00'"),
        (b"x" * 500, b"", f"1:1: '{'x' * 37}...'"),
    ],
)
def test_a_bad_cell_is_named_after_every_earlier_line_was_yielded(
    data: bytes, before: bytes, where: str, sizes: list[int] | None
) -> None:
    assert outcome(data, sizes) == (before, f"data.txt:{where} is not a number")


def test_the_hint_tells_binary_from_mistyped() -> None:
    with pytest.raises(ActcliError) as mistyped:
        list(blocks(b"1,5x\n"))
    with pytest.raises(ActcliError) as binary:
        list(blocks(b"1\x00\n"))
    assert mistyped.value.hint == text_module.PLAIN_TEXT_HINT
    assert binary.value.hint == text_module.BINARY_HINT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("sizes", [None, [1]])
def test_utf16_is_one_clear_error(encoding: str, sizes: list[int] | None) -> None:
    data = ("\ufeff1\n2\n" if encoding == "utf-16-be" else "1\n2\n").encode(encoding)
    assert outcome(data, sizes) == (b"", "data.txt is UTF-16 text")


@given(st.binary(max_size=60), sizes)
def test_no_bytes_end_in_another_error(data: bytes, sizes: list[int]) -> None:
    assert outcome(data) == outcome(data, sizes)


@pytest.mark.parametrize("sizes", [None, [1]])
def test_a_second_number_on_a_line_is_an_error_where_one_is_asked_for(
    sizes: list[int] | None,
) -> None:
    assert outcome(b"1\n\n 2 \n3  4\nabc\n", sizes, one_a_line=True) == (
        b"1.0\n\n 2.0 \n",
        "data.txt:4:4: a second number on the line",
    )
    assert [block.values.tolist() for block in blocks(b"#\n1\n", one_a_line=True)] == [[1.0]]


def test_several_columns_stand_where_one_number_was() -> None:
    for data, expected in (
        (b"1\n2\n", b"1.0\tnan\n2.0\tnan\n"),
        (b"#c\n 1 \r\n\n2\n", b"#c\n 1.0\tnan \r\n\n2.0\tnan\n"),
    ):
        (block,) = blocks(data)
        columns = [block.values, np.full(2, np.nan)]
        assert block.with_numbers(columns) == expected
        assert block.with_numbers(columns, 1) == expected.replace(b".0", b"")


def test_float32_results_keep_their_short_text() -> None:
    for data in (b"1\n2\n", b"1 2\n"):
        (block,) = blocks(data)
        text = block.with_numbers([np.array([0.1, 0.2], np.float32)])
        assert text.split() == [b"0.1", b"0.2"]


def test_a_column_of_another_length_is_refused() -> None:
    (block,) = blocks(b"1\n2\n")
    with pytest.raises(ValueError, match="each cell"):
        block.with_numbers([np.zeros(3)])


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "missing", "no such file"),
        (tmp_path, "is a directory"),
    ):
        with pytest.raises(ActcliError) as raised, open_text(path):
            pass
        assert raised.value.message == f"cannot read {path}: {reason}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.touch(mode=0)
    with pytest.raises(ActcliError, match="permission denied"), open_text(path):
        pass


def test_a_source_that_fails_while_it_is_read_is_named() -> None:
    class Broken:
        def read(self, size: int) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(ActcliError, match=r"^cannot read disk: input/output error$"):
        list(read_text(cast(BinaryIO, Broken()), "disk"))


def test_a_file_is_opened_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "data.txt"
    path.write_bytes(b"1\n")
    with open_text(path) as source:
        assert [block.values.tolist() for block in read_text(source, str(path))] == [[1.0]]
    assert source.closed


def test_stdin_is_read_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"1\n"))
    monkeypatch.setattr(sys, "stdin", stdin)
    with open_text(Path("-")) as source:
        assert [block.values.tolist() for block in read_text(source, "stdin")] == [[1.0]]
    assert not stdin.closed
    assert source_name(None) == source_name(Path("-")) == "stdin"
    assert source_name(Path("a/b.txt")) == "a/b.txt"


def test_a_closed_stdin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ActcliError, match=r"^cannot read stdin: it is closed$"), open_text(None):
        pass
