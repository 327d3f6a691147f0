"""`actcli eval`, from its words to the bytes that leave."""

import io
import json
import math
import os
import select
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from conftest import PATIENCE, golden_files

DASH_NUMBERS = (
    "-3", "-3.", "-.5", "-0", "-0.0", "-1e-3", "-1E+3", "-.5e2", "-1e400", "-5e-324", "-inf",
    "-INF", "-infinity", "-Infinity", "-nan", "-NaN",
)  # fmt: skip
# Where a number may stand; N is the number, the second value is 7.
PLACES = (
    ("eval", "identity", "N", "7"),
    ("eval", "-d", "0", "identity", "N", "7"),
    ("eval", "identity", "N", "-d", "0", "7"),
    ("eval", "identity", "-d", "0", "N", "7"),
    ("eval", "identity", "N", "7", "--format", "plain"),
    ("eval", "--", "identity", "N", "7"),
    ("eval", "identity", "--", "N", "7"),
)


def numbers(answer):
    assert (answer.status, answer.err) == (0, "")
    return [[float(cell) for cell in line.split("\t")] for line in answer.lines]


def column(answer):
    return [row[0] for row in numbers(answer)]


def valid_json(text):
    """Parsed as RFC 8259 has it: no NaN, no Infinity."""

    def refuse(word):
        raise ValueError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


def same(one, other):
    """Equal, the sign of a zero included, or both NaN."""
    if math.isnan(other):
        return math.isnan(one)
    return one == other and math.copysign(1, one) == math.copysign(1, other)


# Arguments


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
@pytest.mark.parametrize("text", DASH_NUMBERS)
def test_a_dash_and_a_number_is_a_value_everywhere(actcli, text, place):
    answer = actcli(*(text if word == "N" else word for word in place))
    value, seven = column(answer)
    assert same(value, float(text))
    assert seven == 7.0


def test_numbers_without_a_dash(actcli):
    words = ("+3", ".5", "5.", "1E2", "inf", "Infinity", "nan", "1e400")
    expected = (3.0, 0.5, 5.0, 100.0, math.inf, math.inf, math.nan, math.inf)
    values = column(actcli("eval", "identity", *words))
    np.testing.assert_array_equal(values, expected)


@pytest.mark.parametrize("words", [("--", "-x", "2"), ("(-x)", "2"), ("0 - x", "2")])
def test_a_formula_that_begins_with_a_dash(actcli, words):
    assert actcli("eval", *words).out == "-2.0\n"


@pytest.mark.parametrize("formula", ["-x", "-x**2", "-x * 3"])
def test_the_error_says_how_such_a_formula_is_written(actcli, formula):
    answer = actcli("eval", formula, "2")
    assert (answer.status, answer.out) == (2, "")
    assert "(-x)" in answer.err
    assert "after --" in answer.err


def test_arguments_win_over_stdin_which_is_not_read(actcli):
    class Untouchable(io.BytesIO):
        def read(self, *ignored):
            raise AssertionError("stdin was read")

        read1 = readinto = readline = read

    assert actcli("eval", "relu", "-1", "2", stdin=Untouchable()).out == "0.0\n2.0\n"


# Streams of text

KEPT = [
    ("3\n-3\n", "3.0\n0.0\n"),
    ("1, -2\t3  4\n", "1.0, 0.0\t3.0  4.0\n"),
    ("\n# 5 and -5\n  -5\n\n", "\n# 5 and -5\n  0.0\n\n"),
    ("-1\r\n1\r\n", "0.0\r\n1.0\r\n"),
    ("-1\n1", "0.0\n1.0\n"),
    ("", ""),
    ("\n\n", "\n\n"),
    ("# only a comment", "# only a comment\n"),
    ("-inf nan inf\n", "0.0 nan inf\n"),
]


@pytest.mark.parametrize(("text", "expected"), KEPT)
def test_everything_but_the_numbers_is_kept(actcli, text, expected):
    answer = actcli("eval", "relu", stdin=text)
    assert (answer.status, answer.out, answer.err) == (0, expected, "")


@pytest.mark.parametrize("words", [("-",), ("--input", "-"), ()])
def test_stdin_by_every_name(actcli, words):
    assert actcli("eval", "relu", *words, stdin="-3 4\n").out == "0.0 4.0\n"


def test_a_file(actcli, tmp_path):
    file = tmp_path / "-numbers"
    file.write_text("-3,4\n# end\n")
    assert actcli("eval", "relu", f"--input={file}", stdin="9\n").out == "0.0,4.0\n# end\n"


def test_a_line_is_answered_before_the_next_is_sent(start):
    child = start("eval", "relu")
    for sent, expected in ((b"-1\n", b"0.0\n"), (b"2 3\n", b"2.0 3.0\n"), (b"\n", b"\n")):
        child.stdin.write(sent)
        assert select.select([child.stdout], [], [], PATIENCE)[0], "no answer"
        assert os.read(child.stdout.fileno(), 100) == expected
    child.stdin.close()
    assert child.stdout.read() == b""
    assert child.wait(PATIENCE) == 0


@pytest.mark.parametrize("words", [(), ("--format", "csv"), ("--format", "ndjson")])
def test_lines_before_a_bad_cell_are_answered(actcli, words):
    answer = actcli("eval", "relu", *words, stdin="-1\n2 abc\n3\n")
    assert answer.status == 2
    assert answer.err.splitlines()[0] == "actcli: stdin:2:3: 'abc' is not a number"
    assert answer.lines[-1] in ("0.0", "-1.0,0.0", '{"x":-1.0,"y":0.0}')
    assert "3" not in answer.out


def test_several_orders_stand_where_the_number_was(actcli):
    answer = actcli("eval", "x**4", "-d", "0,1,2", stdin="2\n\n# c\n-1\n")
    assert answer.out == "16.0\t32.0\t48.0\n\n# c\n1.0\t-4.0\t12.0\n"


@pytest.mark.parametrize("words", [("-d", "0,1"), ("--also", "silu")])
def test_several_columns_need_one_number_a_line(actcli, words):
    answer = actcli("eval", "relu", *words, stdin="1\n2 3\n")
    assert (answer.status, len(answer.lines)) == (2, 1)
    assert answer.err.startswith("actcli: stdin:2:3: a second number on the line\n")


EMPTY = {
    "plain": "",
    "csv": "",
    "tsv": "",
    "ndjson": "",
}


@pytest.mark.parametrize("format_name", EMPTY)
def test_empty_input_is_empty_output(actcli, format_name):
    answer = actcli("eval", "relu", "--format", format_name, stdin="")
    assert (answer.status, answer.out, answer.err) == (0, EMPTY[format_name], "")


def test_empty_input_is_still_json(actcli):
    answer = valid_json(actcli("eval", "relu", "--json", stdin="").out)
    assert answer == {"x": [], "functions": [{"function": "relu", "parameters": {}, "y": []}]}


# Grids


@pytest.mark.parametrize(
    ("words", "tenths"),
    [
        (("--range", "0:1", "--step", "0.1"), range(11)),
        (("--range", "0:1"), range(11)),
        (("--range=-1:1", "--points", "21"), range(-10, 11)),
        (("--range", "-3:3", "--step", ".1"), range(-30, 31)),
        (("--range", "0:0.3", "--step", "0.1"), range(4)),
        (("--range", "0:1", "--step", "0.3"), range(0, 10, 3)),
        (("--range", "0:1", "--points", "2"), (0, 10)),
    ],
)
def test_grids_are_exact_decimals(actcli, words, tenths):
    expected = [float(Fraction(tenth, 10)) for tenth in tenths]
    assert column(actcli("eval", "identity", *words)) == expected


def test_a_grid_of_many_blocks_has_both_ends(actcli):
    values = column(actcli("eval", "identity", "--range", "0:1", "--points", "100001"))
    assert len(values) == 100_001
    assert values == [float(Fraction(n, 100_000)) for n in range(100_001)]


# Orders and further functions

ORDERS = [
    (("-d", "0"), (0,)),
    (("-d", "1"), (1,)),
    (("-d1",), (1,)),
    (("-d", "2"), (2,)),
    (("-d", "0,1"), (0, 1)),
    (("-d", "1,0"), (1, 0)),
    (("-d0,1,2",), (0, 1, 2)),
    (("-d", "0, 2"), (0, 2)),
    (("-d", "2", "-d", "0"), (2, 0)),
    (("-d", "0,0", "-d", "0"), (0,)),
    (("--derivative", "1"), (1,)),
    (("--derivative=0,1",), (0, 1)),
    ((), (0,)),
]


@pytest.mark.parametrize(("words", "orders"), ORDERS, ids=str)
@pytest.mark.parametrize("last", [True, False])
def test_exactly_the_orders_named_in_their_order(actcli, words, orders, last):
    slopes = (16.0, 32.0, 48.0)  # of x^4 at 2
    tail = ("x**4", "2")
    answer = actcli("eval", *(tail + words if last else words + tail))
    assert numbers(answer) == [[slopes[order] for order in orders]]


def test_further_functions_are_further_columns(actcli):
    answer = actcli("eval", "x**2", "-3", "2", "--also", "relu", "--also", "x**3", "-d", "0,1")
    assert numbers(answer) == [[9, -6, 0, 0, -27, 27], [4, 4, 2, 1, 8, 12]]


# Vectors


def softmax(*vector):
    weights = [mpmath.exp(x) for x in vector]
    return [weight / mpmath.fsum(weights) for weight in weights]


def jacobian(*vector):
    p = softmax(*vector)
    return [[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))]


def close(values, expected):
    np.testing.assert_allclose(np.array(values), np.array(expected, dtype=float), rtol=4e-15)


def test_arguments_are_one_vector(actcli):
    close(numbers(actcli("eval", "softmax", "1", "2", "3")), [softmax(1, 2, 3)])


def test_the_jacobian_of_arguments_is_a_row_a_line(actcli):
    close(numbers(actcli("eval", "softmax", "1", "2", "-3", "-d", "1")), jacobian(1, 2, -3))


def test_a_line_is_a_vector(actcli):
    answer = actcli("eval", "softmax", stdin="1 2 3\n0,0\n\n# c\n5\n")
    first, *rest = answer.lines
    close([float(cell) for cell in first.split(" ")], softmax(1, 2, 3))
    assert rest == ["0.5,0.5", "", "# c", "1.0"]


def test_jacobians_of_a_stream_need_ndjson(actcli):
    refused = actcli("eval", "softmax", "-d", "1", stdin="1 2\n")
    assert (refused.status, refused.out) == (2, "")
    assert "--format ndjson" in refused.err
    answer = actcli("eval", "softmax", "-d", "0,1", "--format", "ndjson", stdin="1 2 3\n4 4\n")
    first, second = map(valid_json, answer.lines)
    close(first["y"], softmax(1, 2, 3))
    close(first["dy"], jacobian(1, 2, 3))
    assert second == {"x": [4, 4], "y": [0.5, 0.5], "dy": [[0.25, -0.25], [-0.25, 0.25]]}


@pytest.mark.parametrize("words", [("1", "2"), ("-",), ("--json", "1")])
def test_there_is_no_second_slope_of_a_vector_function(actcli, words):
    answer = actcli("eval", "softmax", *words, "-d", "2", stdin="1 2\n")
    assert (answer.status, answer.out) == (2, "")
    assert "-d 2" in answer.err


def test_vectors_of_unequal_length_fit_no_csv(actcli):
    answer = actcli("eval", "softmax", "--format", "csv", stdin="0 0\n1 2 3\n")
    assert answer.status == 2
    assert answer.out == "x1,x2,y1,y2\n0.0,0.0,0.5,0.5\n"
    assert "ndjson" in answer.err


def test_several_functions_of_lines_of_vectors_are_refused_as_text(actcli):
    answer = actcli("eval", "softmax", "--also", "log_softmax", stdin="1 2\n")
    assert (answer.status, answer.out) == (2, "")


# Formats

ROWS = ("--", "-1.5", "0", "2", "inf", "nan")
GOLDEN = {
    "plain.txt": ("leaky_relu:0.25", *ROWS),
    "plain_orders.txt": ("-d", "0,1,2", "--also", "silu", "x**2", *ROWS),
    "csv.csv": ("--format", "csv", "leaky_relu:0.25", *ROWS),
    "csv_several.csv": (
        "--format", "csv", "-d", "0,1", "--also", "max(x, 0)", "--also", "gelu:tanh", "relu", *ROWS,
    ),
    "csv_vector.csv": ("--format", "csv", "softmax", "1", "2", "3"),
    "tsv.tsv": ("--format", "tsv", "-d", "0,1", "leaky_relu:0.25", *ROWS),
    "json.json": ("--json", "-d", "0,1,2", "--also", "gelu:tanh", "leaky_relu:0.25", *ROWS),
    "json_vector.json": ("--json", "-d", "0,1", "softmax", "0", "0"),
    "ndjson.ndjson": ("--format", "ndjson", "leaky_relu:0.25", *ROWS),
    "ndjson_several.ndjson": (
        "--format", "ndjson", "-d", "1", "--also", "x**2", "relu", *ROWS,
    ),
    "table.txt": ("--format", "table", "-d", "0,1", "--also", "gelu:tanh", "relu", *ROWS),
    "table_ko.txt": ("--format", "table", "--lang", "ko", "-d", "0,1,2", "relu", *ROWS),
    "table_jacobian.txt": ("--format", "table", "-d", "0,1", "softmax", "0", "0"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    answer = actcli("eval", *GOLDEN[name])
    assert (answer.status, answer.err) == (0, "")
    golden(f"eval/{name}", answer.out)


def test_every_golden_file_has_its_command():
    assert golden_files("eval") == set(GOLDEN)


def test_json_is_valid_where_numbers_are_not_finite(actcli):
    answer = actcli("eval", "identity", "inf", "-inf", "nan", "--json")
    shape = valid_json(answer.out)
    assert shape["x"] == shape["functions"][0]["y"] == ["Infinity", "-Infinity", "NaN"]
    lines = actcli("eval", "identity", "inf", "-inf", "nan", "--format", "ndjson").lines
    assert [valid_json(line)["y"] for line in lines] == ["Infinity", "-Infinity", "NaN"]


def test_json_names_functions_by_their_canonical_spec(actcli):
    words = ("LeakyReLU", "1", "--also", "leaky-relu:0.2", "--also", "gelu:tanh")
    functions = valid_json(actcli("eval", *words, "--json").out)["functions"]
    assert [(f["function"], f["parameters"]) for f in functions] == [
        ("leaky_relu", {"negative_slope": 0.01}),
        ("leaky_relu:negative_slope=0.2", {"negative_slope": 0.2}),
        ("gelu:approximate=tanh", {"approximate": "tanh"}),
    ]


@pytest.mark.parametrize("order", [0, 1, 2])
def test_json_has_only_the_orders_asked_for(actcli, order):
    function = valid_json(actcli("eval", "silu", "1", "--json", "-d", str(order)).out)["functions"]
    assert set(function[0]) == {"function", "parameters", ("y", "dy", "d2y")[order]}


@pytest.mark.parametrize(("digits", "expected"), [("1", "0.7"), ("3", "0.731"), ("5", "0.73106")])
def test_precision_is_a_number_of_significant_digits(actcli, digits, expected):
    assert actcli("eval", "sigmoid", "1", "--precision", digits).out == f"{expected}\n"
    assert actcli("eval", "sigmoid", "--precision", digits, stdin="1 1\n").out == (
        f"{expected} {expected}\n"
    )


@pytest.mark.parametrize("stdin", [None, "0.1\n"])
def test_float32_is_the_type_of_input_and_result(actcli, stdin):
    x = np.float32(0.1)  # not the double 0.1: the input is rounded first
    with mpmath.workdps(40):
        expected = np.float32(float(1 / (1 + mpmath.exp(-mpmath.mpf(float(x))))))
    words = ("--dtype", "float32", "sigmoid", *(() if stdin else ("0.1",)))
    assert actcli("eval", *words, stdin=stdin or "").out == f"{expected!s}\n"
    assert actcli("eval", "identity", "16777217", "--dtype", "float32").out == "16777216.0\n"


# Output files


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "x,y\n2.0,2.0\n"),
        ("a.TSV", "x\ty\n2.0\t2.0\n"),
        ("a.ndjson", '{"x":2.0,"y":2.0}\n'),
        ("a.jsonl", '{"x":2.0,"y":2.0}\n'),
        ("a.txt", "2.0\n"),
        ("a", "2.0\n"),
    ],
)
@pytest.mark.parametrize("stdin", [None, "2\n"])
def test_the_extension_decides(actcli, tmp_path, name, expected, stdin):
    file = tmp_path / name
    answer = actcli("eval", "relu", *(() if stdin else ("2",)), "-o", str(file), stdin=stdin or "")
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert file.read_text() == expected


def test_a_named_format_wins_over_the_extension(actcli, tmp_path):
    file = tmp_path / "a.csv"
    assert actcli("eval", "relu", "2", "--json", "-o", str(file)).status == 0
    assert valid_json(file.read_text())["x"] == [2.0]


def test_a_failed_run_leaves_the_old_file_whole(actcli, tmp_path):
    file = tmp_path / "old.txt"
    file.write_text("old\n")
    answer = actcli("eval", "relu", "-o", str(file), stdin="1\n2\nabc\n")
    assert (answer.status, answer.out) == (2, "")
    assert file.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_may_be_its_own_output(actcli, tmp_path):
    file = tmp_path / "z.txt"
    file.write_text("-1\n2\n")
    assert actcli("eval", "relu", "--input", str(file), "-o", str(file)).status == 0
    assert file.read_text() == "0.0\n2.0\n"


# What comes later


@pytest.mark.parametrize(
    "words",
    [
        ("--column", "z"),
        ("--input", "a.csv"),
        ("--input", "a.NPY"),
        ("--input", "a.ndjson"),
        ("--format", "npy", "1"),
        ("--format", "npz", "1"),
        ("-o", "a.npy", "1"),
        ("--invalid", "fail"),
        ("--invalid", "warn"),
        ("--invalid", "ignore"),
    ],
    ids=" ".join,
)
def test_what_comes_later_is_refused(actcli, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = actcli("eval", "relu", *words, stdin="1\n")
    assert (answer.status, answer.out) == (2, "")
    assert " yet" in answer.err.splitlines()[0]
    assert len(answer.err.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_abort_may_be_said(actcli):
    assert actcli("eval", "relu", "1", "--invalid", "abort").out == "1.0\n"


# Terminals


def test_a_table_on_a_terminal_and_lines_in_a_pipe(terminal, process):
    shown = terminal("eval", "relu", "-3", "0", "2", NO_COLOR="1")
    assert (shown.status, shown.err) == (0, "")
    rows = [line.split() for line in shown.lines if line.strip()]
    assert rows[0] == ["relu"]
    assert rows[1] == ["x", "value"]
    assert rows[3:] == [["-3.0", "0.0"], ["0.0", "0.0"], ["2.0", "2.0"]]
    assert "\x1b" not in shown.out
    assert process("eval", "relu", "-3", "0", "2").out == "0.0\n0.0\n2.0\n"


def test_colour_never_changes_the_format(terminal, actcli):
    assert "\x1b[" in terminal("eval", "relu", "1").out
    assert "\x1b" not in terminal("eval", "relu", "1", TERM="dumb").out
    assert actcli("eval", "relu", "1", "--color", "always").out == "1.0\n"
    assert actcli("eval", "relu", "1", FORCE_COLOR="1").out == "1.0\n"
    assert "\x1b[" in actcli("eval", "relu", "1", "--format", "table", "--color", "always").out
    assert "\x1b" not in actcli("eval", "relu", "1", "--format", "table", NO_COLOR="1").out


def test_a_stream_to_a_terminal_stays_text(terminal):
    reader, writer = os.pipe()
    os.write(writer, b"-1 2\n")
    os.close(writer)
    with os.fdopen(reader, "rb") as stdin:
        assert terminal("eval", "relu", stdin=stdin).out == "0.0 2.0\n"


def test_short_help_where_nobody_sends_numbers(terminal):
    answer = terminal("eval", "relu")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("usage: actcli eval SPEC")


@pytest.mark.parametrize(
    ("words", "variables", "heading"),
    [
        (("--lang", "ko"), {}, "기울기"),
        (("--lang", "en"), {"ACTCLI_LANG": "ko"}, "slope"),
        ((), {"ACTCLI_LANG": "ko"}, "기울기"),
        ((), {"LANG": "ko_KR.UTF-8"}, "기울기"),
        ((), {"LANG": "de_DE.UTF-8"}, "slope"),
    ],
    ids=str,
)
def test_headings_follow_the_language(actcli, words, variables, heading):
    tail = ("eval", "relu", "1", "-d", "1", "--format", "table")
    for answer in (actcli(*words, *tail, **variables), actcli(*tail, *words, **variables)):
        assert heading in answer.out


@pytest.mark.parametrize("name", ["csv", "json", "ndjson", "plain"])
def test_keys_stay_english(actcli, name):
    words = ("eval", "relu", "1", "-d", "0,1", "--format", name)
    assert actcli(*words, "--lang", "ko").out == actcli(*words, "--lang", "en").out
