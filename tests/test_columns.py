"""Columns of CSV files: cells as Python's csv module has them, whatever the blocks; bad input."""

import csv
import gzip
import io
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actcli.errors import ActcliError
from actcli.streams import csv_text
from actcli.streams.columns import _columns, open_columns, open_columns_of, split_target


@pytest.fixture
def write(tmp_path):
    def write_file(content, name="labels.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def read(path, wanted):
    """The names, the lines and the cells of columns."""
    with open_columns(str(path) if wanted is None else f"{path}:{wanted}") as columns:
        lines, cells = [], [[] for _ in columns.names]
        for block in columns.blocks:
            lines += block.lines
            for column, part in zip(cells, block.cells, strict=True):
                assert len(part) == len(block.lines)
                column += [cell.decode() for cell in part]
        return columns.names, lines, cells


def cells_of(path, wanted):
    return read(path, wanted)[2]


def error_of(path, wanted):
    with pytest.raises(ActcliError) as caught:
        read(path, wanted)
    return caught.value


# --- what a file may look like


@pytest.mark.parametrize(
    "content",
    [
        "a,y\n1,cat\n2,dog\n",
        "a,y\r\n1,cat\r\n2,dog\r\n",
        "a,y\n1,cat\n2,dog",
        "\n\na,y\n\n1,cat\n\n\n2,dog\n\n",
        "a;y\n1;cat\n2;dog\n",
        "a\ty\n1\tcat\n2\tdog\n",
        '"a","y"\n"1","cat"\n"2","dog"\n',
        'a,y\n1,cat\n2,"dog"\n',
        "\ufeffa,y\n1,cat\n2,dog\n",
        " a , y \n1,cat\n2,dog\n",
    ],
)
def test_spellings_of_one_table(write, content):
    assert cells_of(write(content), "y") == [["cat", "dog"]]


@pytest.mark.parametrize("name", ["labels.tsv", "labels.TAB"])
def test_tabs_are_taken_by_the_name_of_the_file(write, name):
    assert cells_of(write("a,b,c\ty\n1\tcat\n", name), "y") == [["cat"]]


def test_cells_are_unquoted(write):
    content = 'id,y,z\n1,"a, b",x\n2,"say ""hi""",x\n3,"two\nlines",x\n4,5" disk,x\n5,"",x\n'
    names, lines, cells = read(write(content), "y")
    assert cells == [["a, b", 'say "hi"', "two\nlines", '5" disk', ""]]
    assert lines == [2, 3, 4, 6, 7]  # the third row takes two lines
    assert names == ("y",)


def test_lines_are_told_past_empty_ones(write):
    assert read(write("y,z\n\n1,a\n\n\n2,b\n"), "y")[1] == [3, 6]


def test_one_column_needs_no_name_and_keeps_separators(write):
    assert cells_of(write("tags\na;b\nc\n"), None) == [["a;b", "c"]]
    assert cells_of(write("price\n3,14\n2,5\n"), None) == [["3,14", "2,5"]]


def test_names_of_columns_are_compared_in_one_form(write):
    composed, decomposed = "\uac00\uaca9", "\u1100\u1161\u1100\u1167\u11a8"
    assert cells_of(write(f"{decomposed},y\n10,1\n"), composed) == [["10"]]


# --- which columns


def test_several_columns(write):
    path = write("toxic,obscene,threat\n1,0,0\n0,1,1\n")
    assert cells_of(path, "threat,toxic") == [["0", "1"], ["1", "0"]]
    assert cells_of(path, "3, 1") == [["0", "1"], ["1", "0"]]


def test_a_column_whose_name_has_a_comma_comes_first(write):
    assert cells_of(write('"a,b",a,b\n1,2,3\n'), "a,b") == [["1"]]


def test_a_name_comes_before_a_number(write):
    assert cells_of(write("x,1,2\na,b,c\n"), "1") == [["b"]]  # as pandas numbers its columns
    assert cells_of(write("x,y\na,b\n"), "2") == [["b"]]
    years = write("country,2019,2020\nKorea,5,6\n")
    assert cells_of(years, "2020") == cells_of(years, "3") == [["6"]]
    assert cells_of(write("y,2019\nb,5\n"), "2019") == [["5"]]


def test_a_file_without_a_header_is_asked_by_number(write):
    names, lines, cells = read(write("5.1,3.5,setosa\n4.9,3.0,virginica\n"), "3")
    assert (names, lines, cells) == (("column 3",), [1, 2], [["setosa", "virginica"]])
    error = error_of(write("5.1,3.5,setosa\n"), "species")
    assert error.hint == "the first row is no header; ask by number, 1 to 3"


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        (
            "specis",
            "no column 'specis'",
            "did you mean species or SPECIES2? columns: id, species, SPECIES2",
        ),
        ("Species", "no column 'Species'", "did you mean species"),
        ("9", "no column 9 of 3", "columns: id, species, SPECIES2"),
        ("0", "no column 0 of 3", "columns: id"),
        ("", "which column?", "name FILE:COLUMN"),
        ("id,nothing", "no column 'nothing'", "columns: id"),
        ("id,id", "column 'id' is named twice", "columns: id"),
        ("id,", "no column ''", "columns: id"),
    ],
)
def test_columns_that_are_not_there(write, wanted, message, hint):
    error = error_of(write("id,species,SPECIES2\n1,a,b\n"), wanted)
    assert message in error.message
    assert error.hint.startswith(hint)


def test_a_column_that_is_there_twice(write):
    path = write("y,x,y\n1,2,3\n")
    error = error_of(path, "y")
    assert error.message == f"{path}: 2 columns are called 'y': 1 and 3"
    assert error.hint == f"ask by number: {path}:1"
    assert cells_of(path, "3") == [["3"]]


def test_a_list_of_many_columns_is_cut(write):
    header = ",".join(f"c{n}" for n in range(50))
    assert error_of(write(f"{header}\n"), "z").hint.endswith("c11 and 38 more")


def test_names_that_fill_the_screen_are_told_by_number(write):
    content = '"two\nlines",' + "x" * 1000 + ",a\n1,2,3\n"
    assert error_of(write(content), "z").hint == "columns: (column 1), (column 2), a"


def test_many_columns_need_a_name(write):
    error = error_of(write("a,y\n1,2\n"), None)
    assert error.message.endswith("labels.csv: which column?")
    assert error.hint.endswith("columns: a, y")


# --- where the file ends and the column begins


def test_the_longest_file_that_exists_is_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_text("b:c\n")
    assert split_target("a:b:c") == ("a", "b:c")
    (tmp_path / "a:b").write_text("c\n")
    assert split_target("a:b:c") == ("a:b", "c")
    (tmp_path / "a:b:c").write_text("c\n")
    assert split_target("a:b:c") == ("a:b:c", None)
    assert split_target("-:y") == ("-", "y")
    assert split_target("-") == ("-", None)


def test_a_folder_is_no_longer_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:b").mkdir()
    (tmp_path / "a").write_text("b\n")
    assert split_target("a:b") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nothing.csv:y", "nothing.csv"),
        ("nothing.csv", "nothing.csv"),
        (r"C:\data\y.csv:label", r"C:\data\y.csv"),
        (r"C:\data\y.csv", r"C:\data\y.csv"),
        ("", ""),
        ("a\0b:y", "a\0b"),
    ],
)
def test_files_that_are_not_there(text, named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ActcliError) as caught:
        split_target(text)
    assert caught.value.message == f"cannot read {named!r}: no such file"


def test_the_nearest_file_is_named(write):
    path = write("y\n1\n")
    with pytest.raises(ActcliError) as caught:
        split_target(str(path.with_name("label.csv")) + ":y")
    assert caught.value.hint == f"did you mean {path}?"


def test_a_folder_cannot_be_read(tmp_path):
    assert error_of(tmp_path, "y").message == f"cannot read {tmp_path}: is a directory"


def test_a_pipe_is_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_text("x,y\n1,2\n3,4\n"))
    writer.start()
    try:
        assert cells_of(path, "y") == [["2", "4"]]
    finally:
        writer.join()


# --- bad input


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(write, content):
    assert error_of(write(content), "y").message.endswith("labels.csv is empty")


def test_a_header_alone_has_no_rows(write):
    assert read(write("x,y\n"), "y") == (("y",), [], [[]])


@pytest.mark.parametrize(
    "content",
    ["a,y\n1,2\n3,4,5\n", "a,y\n1,2\n3\n4,5\n", 'a,y\n1,"2"\n3\n', "a,y\n1,2\n3\n4,5,6\n"],
)
def test_a_row_of_another_length(write, content):
    path = write(content)
    cells = "3 cells" if "3,4,5" in content else "1 cell"
    assert error_of(path, "y").message == f"{path}:3: {cells} where the header has 2"


def test_rows_before_a_fault_are_handed_on(write):
    with open_columns_of(write("a,y\n1,2\n3,4\n5\n"), "y") as columns:
        blocks = columns.blocks
        assert next(blocks).cells == ([b"2", b"4"],)
        with pytest.raises(ActcliError, match=":4: 1 cell where"):
            next(blocks)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,y\n1,2\n".encode("utf-16"), " is UTF-16 text"),
        ("a,y\n1,2\n".encode("utf-16-le"), ":1: binary data, or UTF-16 text"),
        (b"a,y\n1,2\n3,\x00\n", ":3: binary data, or UTF-16 text"),
        ("a,y\n1,2\n3,고양이\n".encode("cp949"), ":3: this is not UTF-8 text"),
        (b'a,y\n1,"2\n3,4\n', ":2: a quote that is opened here is never closed"),
        (
            b'a,y\n1,"2"x\n',
            ":2: text after a closing quote (a quote inside a quoted cell is doubled)",
        ),
        (b"a,y\r1,2\r3,4\r", ":1: a carriage return inside a row (lines end with LF or CRLF)"),
    ],
)
def test_what_is_no_csv_file(write, content, message):
    path = write(content)
    assert error_of(path, "y").message == f"{path}{message}"


def test_packed_and_binary_files_are_told_from_other_encodings(write):
    packed = write(gzip.compress(b"a,y\n1,2\n"), "labels.csv.gz")
    error = error_of(packed, "y")
    assert error.message == f"{packed} is packed with gzip"
    assert error.hint == f"zcat {packed} | actcli recommend --target -:COLUMN"
    path = write(bytes([3, 7, 1, 255, 8, 2]))
    assert error_of(path, "y").message == f"{path}:1: binary data, or UTF-16 text"


def test_a_cell_without_an_end(write):
    path = write("a,y\n1,2\n3," + "x" * 140_000 + "\n")
    assert "a cell of more than 131072 bytes" in error_of(path, "y").message
    assert ":3: " in error_of(path, "y").message


def test_a_row_without_an_end_is_given_up(write, monkeypatch):
    monkeypatch.setattr(csv_text, "LONGEST_ROW", 10_000)
    path = write("a,y\n" + '"a\n",' * 5000)
    assert error_of(path, "y").message == f"{path}:2: a row of more than 0 MiB"
    path = write("a,y\n1,2\n" + "1," * 300_000)
    assert error_of(path, "y").message == f"{path}:3: a row of more than 0 MiB"


def test_endless_bytes_end(tmp_path):
    assert "binary data" in error_of("/dev/zero", "y").message


# --- properties

CELLS = st.text(st.sampled_from('ab1.,;\t" \n é가'), max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=0, max_size=12)
)


def in_blocks(content, wanted, size):
    """Names, lines and cells, or the error, of a file that is read in blocks of a size."""
    source = io.BytesIO(content)
    usual = csv_text.BLOCK_BYTES
    csv_text.BLOCK_BYTES = size
    try:
        lines, cells = [], []
        columns = _columns(source, "labels.csv", ".csv", wanted)
        cells = [[] for _ in columns.names]
        try:
            for block in columns.blocks:
                lines += block.lines
                for gathered, part in zip(cells, block.cells, strict=True):
                    gathered.extend(part)
        except ActcliError as error:
            return columns.names, lines, cells, (error.message, error.hint)
        return columns.names, lines, cells, None
    except ActcliError as error:
        return error.message, error.hint
    finally:
        csv_text.BLOCK_BYTES = usual


@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_cells_are_those_that_the_csv_module_wrote(rows, newline, quoting):
    width = len(rows[0]) if rows else 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline, quoting=quoting)
    writer.writerow([f"name{n}" for n in range(width)])
    writer.writerows(rows)
    content = text.getvalue().encode()
    for place in range(width):
        names, _, cells, error = in_blocks(content, f"name{place}", 64)
        assert error is None
        assert names == (f"name{place}",)
        assert [cell.decode() for cell in cells[0]] == [row[place] for row in rows]


PIECES = st.lists(
    st.sampled_from([
        b"a", b"1", b",", b",", b";", b"\t", b"\n", b"\n", b"\r\n", b"\r", b'"', b'""', b"y",
        b"x,y\n", b"1,2\n", b'"1",2\n', b" ", b"\xff", b"\x00", "가".encode(), b"\xef\xbb\xbf",
    ]),
    max_size=40,
).map(b"".join)  # fmt: skip


@given(st.one_of(PIECES, PIECES.map(lambda rest: b"x,y\n1,2\n" + rest), st.binary(max_size=60)))
def test_blocks_of_any_size_give_the_same(content):
    for wanted in ("y", "1", None, "x,y"):
        whole = in_blocks(content, wanted, 1 << 20)
        for size in (1, 2, 3, 7, 16):
            assert in_blocks(content, wanted, size) == whole
