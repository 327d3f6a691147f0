"""`actcli compare`: what it writes, where it says no, and how it ends."""

import csv
import io
import json
import math

import pytest
from conftest import golden_files

# x and x + 3 differ by exactly 3 everywhere; tolerances around it decide exactly.
APART = ("identity", "x + 3")


def parsed(answer):
    def refuse(word):
        raise ValueError(f"{word} is not JSON")

    return json.loads(answer.out, parse_constant=refuse)


def test_the_shape_of_json(actcli):
    answer = actcli(
        "compare", "relu", "leaky-relu:0.5", "x", "--json", "--at", "-2,4", "--range=-1:8"
    )
    shape = parsed(answer)
    assert answer.err == ""
    assert shape["range"] == [-1.0, 8.0]
    assert [f["function"] for f in shape["functions"]] == [
        "relu", "leaky_relu:negative_slope=0.5", "x",
    ]  # fmt: skip
    assert [f["values"]["y"] for f in shape["functions"]] == [[0, 4], [-1, 4], [-2, 4]]
    assert all(f["values"]["x"] == [-2, 4] for f in shape["functions"])
    assert [set(pair) for pair in shape["pairs"]] == [{"f", "g", "max_difference", "at"}] * 3
    assert shape["pairs"][0] == {
        "f": "relu", "g": "leaky_relu:negative_slope=0.5", "max_difference": 0.5, "at": [-1.0],
    }  # fmt: skip


def test_traits_in_json_are_measured_for_the_parameters_given(actcli):
    functions = parsed(actcli("compare", "leaky_relu:-0.5", "relu", "--json"))["functions"]
    leaky, relu = (function["traits"] for function in functions)
    assert leaky["range"] == relu["range"] == [0.0, "Infinity"]
    assert (leaky["monotone"], relu["monotone"]) == ("no", "increasing")
    assert (leaky["dead_zones"], relu["dead_zones"]) == ([], [["-Infinity", 0.0]])


def test_an_infinite_difference_is_valid_json(actcli):
    answer = actcli("compare", "log(x)", "log(x) * 1 + 1 / x", "--json", "--range=-1:1")
    assert parsed(answer)["pairs"][0]["max_difference"] == "Infinity"


@pytest.mark.parametrize(
    ("tolerance", "status"),
    [
        ("3", 0),
        ("3.0000000000000004", 0),
        (repr(math.nextafter(3.0, 0.0)), 1),
        ("0", 1),
        ("1e-6", 1),
        ("inf", 0),
    ],
)
@pytest.mark.parametrize("form", ["plain", "json", "csv", "table"])
def test_the_status_says_whether_they_agree(actcli, tolerance, status, form):
    answer = actcli("compare", *APART, "--tolerance", tolerance, "--format", form)
    assert answer.status == status
    assert answer.out
    assert (answer.err == "") is (status == 0)


def test_the_same_function_agrees_to_0(actcli):
    assert actcli("compare", "silu", "x * sigmoid(x)", "--tolerance", "0").status == 0


def test_without_a_tolerance_there_is_no_no(actcli):
    assert (actcli("compare", *APART).status, actcli("compare", *APART).err) == (0, "")


def test_every_pair_beyond_is_named_on_stderr(actcli):
    answer = actcli("compare", "x", "x + 3", "x + 1", "--tolerance", "1", "--format", "csv")
    first, second = answer.err.splitlines()
    assert answer.status == 1
    assert first.startswith("actcli: x and x + 3 differ by 3.0 at x = ")
    assert second.startswith("actcli: x + 3 and x + 1 differ by 2.0 at x = ")
    assert first.endswith(", more than 1.0")


def test_json_says_which_pairs_are_within(actcli):
    answer = actcli("compare", "x", "x + 3", "x + 1", "--tolerance", "1", "--json")
    assert [pair["within"] for pair in parsed(answer)["pairs"]] == [False, True, False]


def test_numbers_beyond_six_digits_tell_the_two_apart(actcli):
    """A message such as `differ by 0.278465, more than 0.278465` explains nothing."""
    just_below = repr(math.nextafter(3.0, 0.0))
    message = actcli("compare", *APART, "--tolerance", just_below).err
    difference, limit = message.split("differ by ")[1].split(" at x = ")[0], message.split()[-1]
    assert difference != limit


def test_a_difference_of_nan_on_one_side(actcli):
    answer = actcli("compare", "sqrt(x)", "relu", "--json", "--tolerance", "1e300")
    assert answer.status == 1
    assert parsed(answer)["pairs"][0]["max_difference"] == "Infinity"
    assert actcli("compare", "sqrt(x)", "sqrt(x)", "--tolerance", "0").status == 0


@pytest.mark.parametrize("specs", [("softmax", "relu"), ("relu", "relu", "log_softmax")])
def test_functions_of_a_vector_are_refused(actcli, specs):
    answer = actcli("compare", *specs)
    assert (answer.status, answer.out) == (2, "")
    assert "vector" in answer.err
    assert "actcli eval" in answer.err


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_row_a_pair(actcli, name, separator):
    answer = actcli("compare", "max(x, 0)", "x**2", "x", "--range", "0:3", "--format", name)
    header, *rows = csv.reader(io.StringIO(answer.out), delimiter=separator)
    assert header == ["f", "g", "max_difference", "at", "from", "to"]
    assert rows == [
        ["max(x, 0)", "x**2", "6.0", "3.0", "0.0", "3.0"],
        ["max(x, 0)", "x", "0.0", "", "0.0", "3.0"],
        ["x**2", "x", "6.0", "3.0", "0.0", "3.0"],
    ]


def test_plain_has_tabs_and_no_rules(actcli):
    answer = actcli("compare", "relu", "x", "--at", "-2,1")
    rows = [line.split("\t") for line in answer.lines]
    assert rows[0] == ["", "relu", "x"]
    assert all(len(row) == 3 for row in rows)
    assert ["f(-2.0)", "0.0", "-2.0"] in rows
    assert rows[-1] == ["|relu - x|", "10.0", "-10.0"]
    assert not set(answer.out) & set("│─┃━\x1b")


def test_the_range_is_printed_in_the_answer(actcli):
    table = actcli("compare", "relu", "x", "--range=-2:5", "--format", "table").out
    assert "for x from -2 to 5" in " ".join(table.split())


def test_the_range_is_printed_in_plain_too(actcli):
    """The design: `--range` (default -10:10, printed in the answer)."""
    answer = actcli("compare", "relu", "silu", "--range=-7.25:5")
    assert "-7.25" in answer.out


@pytest.mark.parametrize("name", ["json", "csv", "tsv"])
def test_the_extension_decides_and_the_status_stays(actcli, tmp_path, name):
    file = tmp_path / f"answer.{name}"
    answer = actcli("compare", *APART, "-o", str(file), "--tolerance", "1")
    assert (answer.status, answer.out) == (1, "")
    assert file.read_text() == actcli("compare", *APART, "--format", name, "--tolerance", "1").out


def test_headings_follow_the_language(actcli):
    korean = actcli("compare", "relu", "x", "--lang", "ko").out
    assert "단조성" in korean
    assert "monotone" not in korean
    assert actcli("compare", "relu", "x", "--json", "--lang", "ko").out == (
        actcli("compare", "relu", "x", "--json").out
    )


GOLDEN = {
    "plain.txt": ("relu", "silu", "leaky_relu:0.2"),
    "plain_ko.txt": ("relu", "silu", "--lang", "ko"),
    "csv.csv": ("relu", "silu", "max(x, 0)", "--format", "csv"),
    "tsv.tsv": ("relu", "silu", "--format", "tsv"),
    "json.json": ("relu", "step", "--json", "--tolerance", "100", "--at=-1,0,inf"),
    "table.txt": ("relu", "silu", "--format", "table"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    answer = actcli("compare", *GOLDEN[name])
    assert (answer.status, answer.err) == (0, "")
    golden(f"compare/{name}", answer.out)


def test_every_golden_file_has_its_command():
    assert golden_files("compare") == set(GOLDEN)
