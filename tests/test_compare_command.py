"""`actcli compare`: what it writes, where it says no, and how it ends."""

import csv
import io
import json
import math

import pytest
from conftest import golden_files

# x and x + 3 differ by exactly 3 everywhere; tolerances around it decide exactly.
APART = ("identity", "x + 3")
PAIR = {
    "f", "g", "max_difference", "at", "slope", "mean_difference", "area", "sign", "agree",
    "crossings", "unbounded", "kind", "exact", "same", "different",
}  # fmt: skip
JUDGED = {"within", "failing_at", "worst"}


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
    assert shape["order"] == 0
    assert [set(pair) for pair in shape["pairs"]] == [PAIR] * 3
    first = shape["pairs"][0]
    assert (first["f"], first["g"]) == ("relu", "leaky_relu:negative_slope=0.5")
    assert (first["max_difference"], first["at"]) == (0.5, [-1.0])
    # |f - g| is 0.5 |x| from -1 to 0, then 0.
    assert first["area"] == pytest.approx(0.25, rel=1e-12)
    assert first["mean_difference"] == pytest.approx(0.25 / 9, rel=1e-12)
    assert first["slope"] == {"max_difference": 0.5, "at": first["slope"]["at"]}
    assert (first["sign"], first["agree"], first["crossings"]) == ("above", [[0.0, 8.0]], [])
    assert first["unbounded"] is False
    assert shape["closest"] == ["relu", "leaky_relu:negative_slope=0.5"]
    assert shape["furthest"] == ["relu", "x"]


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


def test_every_pair_beyond_is_named_on_stderr_the_worst_first(actcli):
    answer = actcli("compare", "x", "x + 2", "x - 1", "--tolerance", "1", "--format", "csv")
    first, second = answer.err.splitlines()
    assert answer.status == 1
    assert first.startswith("actcli: x + 2 and x - 1 differ by 3.0 at x = ")
    assert second.startswith("actcli: x and x + 2 differ by 2.0 at x = ")
    assert first.endswith(", more than 1")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tolerance", "0.00001"), "more than 0.00001"),
        (("--tolerance", "1.50e-1"), "more than 1.50e-1"),
        (("--ulp", "0"), "more than 0"),
        (("--rtol", ".010"), "more than .010 * |g| = "),
        (("--rtol", "1e-2", "--tolerance", " 2E-1 "), "more than 2E-1 + 1e-2 * |g| = "),
        (("--arithmetic", "native", "--dtype", "float16", "--ulp", "0.0"), "more than 0.0"),
    ],
)
def test_amounts_are_told_as_they_were_typed(actcli, options, said):
    answer = actcli("compare", "x / 3", "x + 3", *options)
    assert answer.status == 1
    assert said in answer.err
    first = answer.err.splitlines()[0]
    assert first.endswith(said) is not said.endswith(" = ")


def test_a_place_on_stderr_is_that_of_the_verdict(actcli):
    answer = actcli("compare", "relu", "silu", "--rtol", "0.1", "-d", "2", "--range", "all")
    assert "differ by at most 0.5 for all real x, at x = 0." in answer.out
    # silu'' is 1/2 at 0, and relu'' 0.
    assert answer.err == (
        "actcli: the second slopes of relu and silu differ by 0.5 at x = 0.0, "
        "more than 0.1 * |g| = 0.05\n"
    )


def test_values_beside_a_jump_are_told_where_the_jump_itself_passes(actcli):
    """At 0 both slopes are 0; above it relu's is 1 and that of 0.5 max(x, 0) a half."""
    answer = actcli("compare", "relu", "0.5 * max(x, 0)", "--rtol", "0.1", "-d", "1")
    assert " differ by 0.5 at x = " in answer.err
    assert "= 0.05" in answer.err


def test_no_tolerance_allows_a_value_on_one_side_alone(actcli):
    answer = actcli("compare", "sqrt(x)", "sqrt(abs(x))", "--tolerance", "inf")
    assert answer.status == 1
    assert ": sqrt(x) is NaN there, sqrt(abs(x)) is not" in answer.err


def test_a_text_file_takes_the_picture(actcli, tmp_path):
    for name in ("answer.txt", "answer"):
        words = ("compare", "relu", "x", "--picture", "-o", str(tmp_path / name))
        assert (actcli(*words).status, actcli(*words).out) == (0, "")
        assert (tmp_path / name).read_text().startswith("verdict\t")


def test_of_very_many_pairs_all_are_measured_only_where_all_are_shown(actcli, monkeypatch):
    monkeypatch.setattr("actcli.cli.compare._MANY_PAIRS", 20)
    specs = [f"{number} * x" for number in range(8)]
    table, csv_ = (actcli("compare", *specs, "--format", form) for form in ("table", "csv"))
    assert (table.err, table.status) == ("", 0)
    assert "Furthest apart: 0 * x and 7 * x differ by at most 70 " in " ".join(table.out.split())
    assert csv_.err == "actcli: measuring 28 pairs, which takes a while\n"
    assert len(csv_.lines) == 29


def test_of_many_pairs_beyond_ten_are_named(actcli):
    specs = [f"x + {number}" for number in range(6)]
    *named, last = actcli("compare", *specs, "--tolerance", "0").err.splitlines()
    assert len(named) == 10
    assert named[0].startswith("actcli: x + 0 and x + 5 differ by 5.0")
    assert last == "actcli: and 5 more"


def test_json_says_which_pairs_are_within(actcli):
    answer = actcli("compare", "x", "x + 3", "x + 1", "--tolerance", "1", "--json")
    pairs = parsed(answer)["pairs"]
    assert [pair["within"] for pair in pairs] == [False, True, False]
    assert [pair["failing_at"] is None for pair in pairs] == [False, True, False]
    assert all(set(pair) == PAIR | JUDGED for pair in pairs)


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
    assert header[:6] == ["f", "g", "max_difference", "at", "from", "to"]
    assert header[6:] == [
        "order", "slope_max_difference", "slope_at", "mean_difference", "area", "sign", "agree",
        "crossings", "unbounded", "worst", "worst_at", "within", "failing_at",
    ]  # fmt: skip
    assert [row[:6] for row in rows] == [
        ["max(x, 0)", "x**2", "6.0", "3.0", "0.0", "3.0"],
        ["max(x, 0)", "x", "0.0", "", "0.0", "3.0"],
        ["x**2", "x", "6.0", "3.0", "0.0", "3.0"],
    ]
    squares = dict(zip(header, rows[2], strict=True))
    assert (squares["order"], squares["sign"], squares["unbounded"]) == ("0", "both", "false")
    assert (squares["slope_max_difference"], squares["slope_at"]) == ("5.0", "3.0")
    # x - x^2 has the integral 1/6 up to 1, and x^2 - x 14/3 from there to 3.
    assert float(squares["area"]) == pytest.approx(1 / 6 + 14 / 3, rel=1e-12)
    assert (squares["crossings"], squares["within"], squares["worst"]) == ("1.0", "", "")


def test_plain_has_tabs_and_no_rules(actcli):
    answer = actcli("compare", "relu", "x", "--at", "-2,1")
    rows = [line.split("\t") for line in answer.lines]
    assert rows[0][0] == "verdict"
    assert rows[1] == ["", "relu", "x"]
    assert ["f(-2.0)", "0.0", "-2.0"] in rows
    assert ["|relu - x|", "10.0", "-10.0"] in rows
    assert ["area between |relu - x|", "50.0"] in rows
    assert ["sign relu - x", "≥ 0", ""] in rows
    assert ["relu = x", "0.0:10.0"] in rows
    assert not set(answer.out) & set("│─┃━\x1b")


def test_a_formula_inside_a_difference_stands_in_brackets(actcli):
    out = actcli("compare", "x", "x + 3", "exp(x - 1)").out
    assert "|x - (x + 3)|\t3.0" in out
    assert "|x - exp(x - 1)|\t" in out


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


def test_in_json_the_verdict_follows_the_language_and_nothing_else_does(actcli):
    english, korean = (
        parsed(actcli("compare", "relu", "x", "--json", "--lang", lang)) for lang in ("en", "ko")
    )
    assert english.pop("verdict").startswith("relu and x differ by at most 10 ")
    assert korean.pop("verdict").startswith("relu와 x의 차이는 ")
    assert english == korean


def test_the_real_line(actcli):
    answer = actcli("compare", "relu", "leaky_relu:0.5", "--range", "all", "--json")
    fields = parsed(answer)
    assert fields["range"] == ["-Infinity", "Infinity"]
    pair = fields["pairs"][0]
    assert (pair["max_difference"], pair["at"]) == ("Infinity", ["-Infinity"])
    assert (pair["unbounded"], pair["mean_difference"]) == (True, None)
    assert (
        "for all real x"
        in actcli("compare", "relu", "silu", "--range", "all", "--format", "table").out
    )


def test_slopes_are_compared(actcli):
    answer = actcli("compare", "relu", "x", "-d", "1", "--json", "--at", "-2")
    fields = parsed(answer)
    assert fields["order"] == 1
    assert [f["values"]["y"] for f in fields["functions"]] == [[0.0], [1.0]]
    assert fields["pairs"][0]["max_difference"] == 1.0
    assert fields["pairs"][0]["same"] == fields["pairs"][0]["different"] == []
    second = parsed(actcli("compare", "x**2", "x", "--derivative", "2", "--json"))
    assert (second["pairs"][0]["max_difference"], second["pairs"][0]["slope"]) == (2.0, None)
    assert "|relu' - x'|\t1.0" in actcli("compare", "relu", "x", "-d", "1").out


# 1 and 1.001 are 0.001 apart, which 0.0005 + 0.0005 |1.001| just allows, and no less.
NEAR = ("x * 0 + 1", "x * 0 + 1.001")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--rtol", "1e-3"), 0),
        (("--rtol", "9.98e-4"), 1),
        (("--tolerance", "5e-4", "--rtol", "5e-4"), 0),
        (("--tolerance", "5e-4", "--rtol", "4.98e-4"), 1),
        (("--tolerance", "5e-4"), 1),
        (("--ulp", "1e13"), 0),
        (("--ulp", "1"), 1),
        # 1.001 lies between 1 and the next number of float16, 1.00098; in float32 far from both.
        (("--ulp", "1", "--dtype", "float16"), 0),
        (("--ulp", "0.5", "--dtype", "float16"), 1),
        (("--ulp", "1", "--dtype", "float32"), 1),
    ],
)
def test_other_tolerances(actcli, options, status):
    answer = actcli("compare", *NEAR, *options)
    assert (answer.status, answer.err == "") == (status, status == 0)


def test_a_message_says_what_was_allowed_where(actcli):
    message = actcli("compare", "x", "1.5 * x", "--range", "1:2", "--rtol", "0.1").err
    assert message.startswith("actcli: x and 1.5 * x differ by 1.0 at x = 2.0, more than 0.1 * |g|")
    assert float(message.split(" = ")[-1]) == pytest.approx(0.3)
    both = actcli(
        "compare", "x", "1.5 * x", "--range", "1:2", "--rtol", "0.1", "--tolerance", "0.25"
    ).err
    assert "more than 0.25 + 0.1 * |g| = 0.55" in both
    ulps = actcli("compare", "x", "x + 1", "--range", "1:1.5", "--ulp", "2", "--dtype", "float16")
    # From 1 to 2 there are 1024 numbers of float16, from 2 to 2.5 some 256 more.
    assert "differ by 1024.0 ulp of float16 at x = 1.0, more than 2" in ulps.err


def test_a_message_on_infinite_differences(actcli):
    far = actcli("compare", "relu", "x", "--range", "all", "--tolerance", "1").err
    assert far == "actcli: relu and x differ without bound as x -> -inf, more than 1\n"
    pole = actcli("compare", "1 / x", "x", "--tolerance", "1").err
    assert pole == "actcli: 1 / x and x differ without bound at x = 0.0, more than 1\n"
    one_sided = actcli("compare", "log(x)", "x", "--ulp", "1e300").err
    assert "log(x) is NaN there, x is not" in one_sided
    slopes = actcli("compare", "relu", "x", "-d", "1", "--tolerance", "0.5").err
    assert slopes.startswith("actcli: the slopes of relu and x differ by 1.0 at x = ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--range", "3:-3"), "'3:-3' is reversed"),
        (("--range", "1:1"), "is empty"),
        (("--range", "nan:1"), "must be finite"),
        (("--range", "every"), "is not a range"),
        (("--tolerance", "nan"), "--tolerance: nan is not 0 or more"),
        (("--tolerance", "much"), "'much' is not a number"),
        (("--rtol", "-1"), "--rtol: -1 is not 0 or more"),
        (("--rtol", "nan"), "--rtol: nan is not 0 or more"),
        (("--rtol", "inf"), "--rtol: inf is not finite"),
        (("--ulp", "-1"), "--ulp: -1 is not 0 or more"),
        (("--ulp", "1", "--rtol", "1"), "--ulp and --rtol exclude each other"),
        (("--ulp", "1", "--tolerance", "1"), "--ulp and --tolerance exclude each other"),
        (("--dtype", "float32"), "there is no --ulp"),
        (("--ulp", "1", "--dtype", "float31"), "did you mean float32?"),
        (("--ulp", "1", "--dtype", "float32,float16"), "--ulp takes one dtype"),
        (("-d", "3"), "'3' is no order of derivative"),
        (("-d", "0,1"), "compare takes one order, not '0,1'"),
        (("-d", "1", "-d", "2"), "compare takes one order, not '1,2'"),
        (("--picture", "-o", "x.png"), "compare writes text, which .png is not"),
        (("-o", "x.SVG"), "actcli plot relu silu --difference --save x.SVG draws it"),
        (("-o", "x.html"), "compare writes text, which .html is not"),
        (("--at", "1;2"), "'1;2' is not a number"),
        (("--picture", "--json"), "json has no place for a picture"),
        (("--arithmetic", "nativ"), "did you mean native?"),
        (("--arithmetic", "real"), "choose exact or native"),
        (("--arithmetic", "native", "--rtol", "1"), "--rtol has no meaning with"),
        (("--arithmetic", "native", "--at", "1"), "--at has no meaning with"),
    ],
)
def test_wrong_options_are_told_in_one_line(actcli, options, message):
    answer = actcli("compare", "relu", "silu", *options)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert len(answer.err.splitlines()) <= 2


@pytest.mark.parametrize(("form", "after"), [("plain", "\trelu\tx\n"), ("table", "\nTraits")])
def test_a_picture_stands_after_the_verdict(actcli, monkeypatch, form, after):
    asked = []

    def drawn(functions, over, order, words, color, *, to_terminal):
        asked.append(([function.spec for function in functions], over, order, color, to_terminal))
        return "a picture\n"

    monkeypatch.setattr("actcli.cli.comparing_picture.picture_text", drawn)
    words = ("compare", "relu", "x", "-d", "1", "--range", "0.5:3", "--picture", "--format", form)
    out = actcli(*words).out
    before, _, rest = out.partition("a picture\n")
    assert "The slopes of relu and x are the same for x from 0.5 to 3." in before
    assert "Traits" not in before
    assert rest.startswith(after)
    assert asked == [(["relu", "x"], (0.5, 3.0), 1, "auto", False)]


def test_native_arithmetic_ends_with_its_verdict(actcli):
    words = ("compare", "gelu", "--arithmetic", "native", "--dtype", "float32", "--range", "-5:5")
    assert actcli(*words).status == 0
    assert actcli(*words, "--ulp", "0.1").status == 1


GOLDEN = {
    "plain.txt": ("relu", "silu", "leaky_relu:0.2"),
    "plain_ko.txt": ("relu", "silu", "--lang", "ko"),
    "csv.csv": ("relu", "silu", "max(x, 0)", "--format", "csv"),
    "tsv.tsv": ("relu", "silu", "--format", "tsv"),
    "json.json": ("relu", "step", "--json", "--tolerance", "100", "--at=-1,0,inf"),
    "table.txt": ("relu", "silu", "--format", "table"),
    "table_ko.txt": ("gelu", "gelu_tanh", "--format", "table", "--lang", "ko", "--range", "all"),
    "matrix.txt": ("relu", "silu", "gelu", "gelu_tanh", "--format", "table", "--tolerance", "1"),
    "slopes.txt": ("relu", "leaky_relu:0.2", "-d", "1"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    answer = actcli("compare", *GOLDEN[name])
    assert (answer.status, answer.err) == (0, "")
    golden(f"compare/{name}", answer.out)


def test_every_golden_file_has_its_command():
    assert golden_files("compare") == set(GOLDEN)
