"""`actcli plot` as it is typed: what its options draw, save and refuse."""

import re
from xml.etree import ElementTree

import pytest

RELU_AND_SIGMOID = ("plot", "relu", "sigmoid")


def test_families_have_a_curve_for_each_value(actcli):
    answer = actcli("plot", "elu", "--param", "alpha=0.1,0.5,2")
    assert answer.status == 0
    for value in ("0.1", "0.5", "2"):
        assert re.search(rf"elu:alpha={value}$", answer.out, re.MULTILINE)


def test_a_formula_takes_free_names_from_param(actcli):
    answer = actcli("plot", "x * sigmoid(k * x)", "--param", "k=1,-2", "--width", "120")
    assert "x * sigmoid(1 * x)" in answer.out
    assert "x * sigmoid((-2) * x)" in answer.out


def test_panels_stand_below_each_other_over_the_same_columns(actcli):
    lines = actcli("plot", "tanh", "-d", "1,2", "--panels", "--height", "40").lines
    rules = [number for number, line in enumerate(lines) if re.search("─ tanh'+ ─", line)]
    assert len(rules) == 2
    axes = {line.index("│", 4) for line in lines if line.count("│") > 1}
    assert len(axes) == 1, "the axis through x = 0 is one line through all panels"


def test_a_difference_is_drawn_below_and_needs_two(actcli):
    assert "gelu − silu" in actcli("plot", "gelu", "silu", "--difference").out
    assert "gelu - silu" in actcli("plot", "gelu", "silu", "--difference", "--ascii").out
    refused = actcli("plot", "gelu", "--difference")
    assert (refused.status, refused.out) == (2, "")


def test_points_are_marked_and_told_with_their_values(actcli):
    answer = actcli(*RELU_AND_SIGMOID, "-d", "1", "--at", "-1,2,900")
    assert "x = 2: relu 2, relu' 1, sigmoid 0.880797, sigmoid' 0.104994" in answer.lines
    assert any(line.startswith("x = 900: relu 900") for line in answer.lines)
    marked = [line for line in answer.lines if "◆" in line]
    assert 4 <= sum(line.count("◆") for line in marked) <= 8  # some share a cell; 900 is outside


def test_values_that_do_not_fit_a_line_go_on_in_the_next(actcli):
    answer = actcli(*RELU_AND_SIGMOID, "tanh", "gelu", "--at", "1", "--width", "60")
    first = next(n for n, line in enumerate(answer.lines) if line.startswith("x = 1: "))
    assert answer.lines[first + 1].startswith("       ")
    assert "gelu 0.841345" in answer.lines[first + 1]


def test_zones_name_what_is_dead_and_what_is_saturated(actcli):
    text = actcli("plot", "relu", "tanh", "--zones").out
    assert re.search("▓+ dead ▓+ +relu\n", text)
    assert re.search("░+ saturated .*░+ +tanh\n", text)
    assert actcli("plot", "relu", "tanh").out.count("▓") == 0


def test_curves_outside_of_the_picture_are_named(actcli):
    answer = actcli("plot", "sigmoid", "relu", "--y-range", "2:3")
    assert answer.lines[-1] == "sigmoid: outside of --y-range"
    apart = actcli("plot", "abs(x)**0.5", "-d", "1", "--panels")
    assert "(abs(x)**0.5)': beyond the picture" in apart.lines  # where --y-range would not help


def test_scales_and_their_default_ranges(actcli):
    logarithmic = actcli("plot", "x**2", "--x-scale", "log", "--y-scale", "log").out
    for label in ("0.01", "0.1", "1", "10", "100"):
        assert re.search(rf"(^|\s){re.escape(label)}(\s|$)", logarithmic, re.MULTILINE), label
    assert actcli("plot", "x", "--x-scale", "symlog").status == 0
    for x_range in ("-1:1", "0:5"):
        refused = actcli("plot", "x", "--x-scale", "log", "--range", x_range)
        assert refused.status == 2
        assert "symlog" in refused.err


@pytest.mark.parametrize("scale", ["log", "symlog"])
def test_numbers_stand_under_curves_on_every_scale(actcli, scale):
    numbers = "".join(f"{n}\n" for n in range(1, 1001))
    answer = actcli("plot", "relu", "--data", "-", "--x-scale", scale, stdin=numbers)
    assert (answer.status, answer.err) == (0, "")
    labels = next(line for line in answer.lines if line.endswith(" 1000")).split()
    assert labels[-3:] == ["10", "100", "1000"]
    assert labels[0] == ("1" if scale == "log" else "-100")
    # Nine numbers of ten lie in the last decade.
    columns = next(line for line in reversed(answer.lines) if "█" in line)
    assert columns.rstrip().endswith("█")
    assert columns.index("█") > 0.75 * len(columns)


@pytest.mark.parametrize("extension", ["txt", "ansi", "svg", "html"])
def test_every_kind_of_file_holds_the_picture(actcli, tmp_path, extension):
    file = tmp_path / f"picture.{extension}"
    answer = actcli(*RELU_AND_SIGMOID, "--save", str(file))
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    text = file.read_text(encoding="utf-8")
    assert "relu, sigmoid" in text or "relu" in text
    if extension == "txt":
        assert text == actcli(*RELU_AND_SIGMOID).out
    if extension == "ansi":
        assert re.sub(r"\x1b\[[0-9;]*m", "", text) == actcli(*RELU_AND_SIGMOID).out
    if extension == "svg":
        assert ElementTree.fromstring(text).tag.endswith("svg")


@pytest.mark.parametrize(("extension", "begins"), [("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-")])
def test_pictures_for_print(actcli, tmp_path, extension, begins):
    file = tmp_path / f"picture.{extension}"
    assert actcli("plot", "gelu", "-o", str(file)).status == 0
    assert file.read_bytes().startswith(begins)


def test_the_style_of_an_svg_can_be_that_of_print(actcli, tmp_path):
    of_terminal, of_print = tmp_path / "terminal.svg", tmp_path / "print.svg"
    actcli("plot", "gelu", "--save", str(of_terminal))
    actcli("plot", "gelu", "--save", str(of_print), "--style", "print")
    assert "matplotlib" not in of_terminal.read_text()
    assert of_print.read_text() != of_terminal.read_text()
    assert ElementTree.fromstring(of_print.read_bytes()).tag.endswith("svg")


def test_a_theme_changes_colours_and_nothing_else(actcli):
    def colored(theme):
        return actcli(*RELU_AND_SIGMOID, "--color", "always", "--theme", theme).out

    light, dark = colored("light"), colored("dark")
    assert light != dark
    assert re.sub(r"\x1b\[[0-9;]*m", "", light) == re.sub(r"\x1b\[[0-9;]*m", "", dark)


def test_without_a_hangul_font_a_print_is_in_english_and_says_so(actcli, tmp_path, monkeypatch):
    monkeypatch.setattr("actcli.render.paper.fonts.hangul_font", lambda: None)
    korean, english = tmp_path / "korean.png", tmp_path / "english.png"
    options = ("plot", "relu", "-d", "1", "--lang", "ko")
    answer = actcli(*options, "--title", "렐루", "--save", str(korean))
    assert (answer.status, answer.err.count("\n")) == (0, 1)
    assert "Hangul" in answer.err
    actcli("plot", "relu", "-d", "1", "--lang", "en", "--save", str(english))
    assert korean.read_bytes() == english.read_bytes()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--theme", "pink"], "--theme: 'pink' is not known"),
        (["--style", "fancy"], "--style: 'fancy' is not known"),
        (["--style", "print"], "--style print needs a file"),
        (["--x-scale", "logg"], "--x-scale: 'logg' is not known"),
        (["--y-scale", "cubic"], "--y-scale: 'cubic' is not known"),
        (["--save", "a.bmp"], ".bmp"),
        (["--ascii", "--save", "a.png"], "--ascii"),
        (["--width", "40", "--save", "a.png"], "--width"),
        (["--style", "print", "--save", "a.txt"], ".txt"),
        (["--y-range", "0:1e-320"], "too narrow"),
        (["--at", "1,b"], "--at: 'b' is not a number"),
        (["--param", "alpha=1"], "relu has no parameter 'alpha'"),
        (["--window", "500"], "--window is for --watch"),
        (["--range", "nan:1"], "must be finite"),
        (["--color", "blue"], "--color: 'blue' is not known"),
        (["--data", "nowhere.txt"], "nowhere.txt"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_one_clear_line(actcli, words, message):
    answer = actcli("plot", "relu", *words)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert answer.err.count("\n") <= 2
    assert "Traceback" not in answer.err
