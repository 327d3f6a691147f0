"""Pictures as text: golden files, and what must hold for every size.

To renew the golden files and read what changed:
    UPDATE_GOLDEN=1 python -m pytest tests/test_plot_picture.py && git diff tests/golden/plot
"""

import os
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from actcli.analysis.pictures.compose import compose
from actcli.analysis.pictures.picture import LINEAR, Curve, Panel, Picture
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.curves import dot_columns, draw_picture
from actcli.render.pictures.drawing import curve_ink
from actcli.render.pictures.legend import legend_entries
from actcli.render.pictures.palette import style_of
from actcli.render.pictures.strokes import trace
from actcli.render.pictures.ticks import round_ticks, x_ticks, y_ticks
from actcli.render.terminal import rendered

GOLDEN = Path(__file__).parent / "golden" / "plot"


class Shape:
    """A function by a formula for itself and its slopes, as the catalogue would give it."""

    is_vector = False

    def __init__(self, label, *formulas):
        self.label = label
        self._formulas = formulas

    def __call__(self, x):
        return self._formulas[0](x)

    def derivative(self, x, order=1):
        return self._formulas[order](x)


class PairSum:
    """A function of a vector with one output a vector input each: x / (|x| + |y| + 1)."""

    label = "share"
    is_vector = True

    def __call__(self, x):
        return x / (np.abs(x).sum(axis=-1, keepdims=True) + 1)

    def derivative(self, x, order=1):
        raise AssertionError("not asked for")


def sigmoid_value(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid_value(x) * sigmoid_value(-x)


SIGMOID = Shape("sigmoid", sigmoid_value, sigmoid_slope)
TANH = Shape("tanh", np.tanh, lambda x: 1 - np.tanh(x) ** 2)
RELU = Shape("relu", lambda x: np.maximum(x, 0), lambda x: np.where(x > 0, 1.0, 0.0))
STEP = Shape("step", lambda x: np.where(x >= 0, 1.0, 0.0), np.zeros_like)
SILU = Shape("silu", lambda x: x * sigmoid_value(x))
LEAKY = Shape("leaky_relu:negative_slope=0.2", lambda x: np.where(x > 0, x, 0.2 * x))
SOFTPLUS = Shape("softplus", lambda x: np.logaddexp(0, x), sigmoid_value, sigmoid_slope)
ZERO = Shape("0 * x", lambda x: 0 * x)
THREE = Shape("0 * x + 3", lambda x: 0 * x + 3)
EXP = Shape("exp(x)", np.exp)
POLE = Shape("1 / x", lambda x: 1 / x)
SINE = Shape("sin(x)", np.sin)
SPIKE = Shape("spike", lambda x: np.exp(-1e6 * (x - 0.3) ** 2))
ROOT = Shape("sqrt(x)", np.sqrt)
NOTHING = Shape("nothing", lambda x: x * np.nan)

PICTURES = {
    "sigmoid_tanh_relu_slopes_80x24": ([SIGMOID, TANH, RELU], {"orders": [1]}),
    "sigmoid_tanh_relu_slopes_ascii_80x24": (
        [SIGMOID, TANH, RELU],
        {"orders": [1], "ascii_only": True},
    ),
    "silu_relu_120x40": ([SILU, RELU], {"width": 120, "height": 40, "title": "silu, relu"}),
    "step_60x16": ([STEP], {"width": 60, "height": 16}),
    "step_ascii_60x16": ([STEP], {"width": 60, "height": 16, "ascii_only": True}),
    "constants_60x16": ([ZERO, THREE], {"width": 60, "height": 16}),
    "softplus_second_slope_70x20": ([SOFTPLUS], {"width": 70, "height": 20, "orders": [1, 2]}),
    "exploding_60x16": ([SIGMOID, EXP], {"width": 60, "height": 16, "notes": ["exp(x): beyond"]}),
    "pole_60x16": ([POLE], {"width": 60, "height": 16}),
    "fast_sine_80x16": ([SINE], {"height": 16, "x_range": (-200.0, 200.0)}),
    "spike_60x16": ([SPIKE], {"width": 60, "height": 16}),
    "root_and_nothing_60x16": ([ROOT, NOTHING], {"width": 60, "height": 16}),
    "long_names_below_60x20": ([LEAKY, RELU, TANH], {"width": 60, "height": 20}),
    "korean_title_60x16": (
        [RELU, SIGMOID],
        {"width": 60, "height": 16, "title": "렐루와 시그모이드", "notes": ["가는 선은 기울기"]},
    ),
    "y_range_60x16": ([TANH], {"width": 60, "height": 16, "y_range": (-0.5, 0.5)}),
    "tiny_20x8": ([RELU, TANH], {"width": 20, "height": 8, "title": "relu, tanh"}),
    "small_40x10_ascii": (
        [RELU, TANH],
        {"width": 40, "height": 10, "title": "relu, tanh", "ascii_only": True},
    ),
    "vector_60x16": ([PairSum()], {"width": 60, "height": 16, "notes": ["first output of (x, 0)"]}),
    "small_values_60x16": (
        [Shape("tiny", lambda x: 1e-9 * np.sin(x * 1e6))],
        {"width": 60, "height": 16, "x_range": (-3e-6, 3e-6)},
    ),
}


def drawn(
    functions,
    *,
    width=80,
    height=24,
    x_range=(-5.0, 5.0),
    orders=(),
    y_range=None,
    ascii_only=False,
    **options,
):
    picture = compose(
        functions, x_range, orders, dot_columns(width, ascii_only=ascii_only), y_range=y_range
    )
    return draw_picture(picture, width=width, height=height, ascii_only=ascii_only, **options)


def traced(curve, x_range, y_range, width, height):
    """The dots of a curve on a grid of so many dots."""
    return trace(
        curve.x, curve.y, Axis(LINEAR, x_range, width, 1), Axis(LINEAR, y_range, height, 1)
    )


def cells(text):
    """The width of a text on a terminal, by Unicode's own table."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide


@pytest.mark.parametrize("name", PICTURES)
def test_golden_picture(name):
    functions, options = PICTURES[name]
    text = drawn(functions, **options).plain
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_golden_file_has_its_picture():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(PICTURES)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [1, 2, 5, 9, 20, 33, 80, 121, 300])
def test_every_size_fits(width, ascii_only):
    for height in (1, 2, 3, 5, 8, 13, 24, 40, 100):
        text = drawn(
            [SIGMOID, TANH, STEP],
            width=width,
            height=height,
            orders=[1],
            ascii_only=ascii_only,
            title="a title that is longer than a small picture",
            notes=["a note"],
        ).plain
        lines = text.splitlines()
        assert text.endswith("\n")
        assert 1 <= len(lines) <= height
        assert max(map(cells, lines)) <= width
        seen = r"[*x%@o]" if ascii_only else "[\u2801-\u28ff●○]"
        assert re.search(seen, text), "no curve in sight"


def test_whole_height_is_used():
    for height in (8, 24, 40):
        assert len(drawn([TANH], height=height, title="tanh").plain.splitlines()) == height


def test_a_hundred_functions():
    many = [Shape(f"line{n}", lambda x, n=n: n * x) for n in range(100)]
    lines = drawn(many, orders=()).plain.splitlines()
    assert len(lines) == 24
    shown = sum(line.count("line") for line in lines)
    assert lines[-1].endswith(f"+{100 - shown}")


@pytest.mark.parametrize("title", ["렐루와 시그모이드", unicodedata.normalize("NFD", "렐루")])
def test_wide_characters_keep_the_legend_in_its_column(title):
    korean = [Shape("렐루", RELU), Shape("시그모이드", SIGMOID), Shape("tanh", np.tanh)]
    lines = drawn(korean, title=title).plain.splitlines()
    assert lines[0].strip() == unicodedata.normalize("NFC", title)
    named = [line for line in lines if re.search("렐루$|시그모이드$|tanh$", line)][-3:]
    starts = {cells(line[: re.search("렐루$|시그모이드$|tanh$", line).start()]) for line in named}
    assert len(named) == 3
    assert len(starts) == 1


def test_a_long_korean_title_is_cut_to_the_width():
    first = drawn([RELU], width=31, title="시그모이드" * 10).plain.splitlines()[0]
    assert first.endswith("…")
    assert 29 <= cells(first) <= 31


def test_ascii_is_seven_bit():
    text = drawn(
        [RELU, Shape("시그모이드", sigmoid_value)],
        orders=(),
        ascii_only=True,
        title="제목" * 40,
        notes=["참고"],
    ).plain
    assert text.isascii()
    assert text.splitlines()[0].endswith("...")


def test_control_characters_cannot_reach_the_terminal():
    text = drawn([RELU], title="a\x1b[31mb\nc\x07", notes=["\x1b]0;x\x07"]).plain
    assert "\x1b" not in text
    assert "\x07" not in text
    assert len(text.splitlines()) == 24


def test_a_step_has_no_wall():
    lines = drawn([STEP], width=61, height=20).plain.splitlines()
    with_dots = [line for line in lines if re.search("[\u2801-\u28ff●○]", line[:45])]
    assert len(with_dots) == 2


def test_a_steep_slope_has_no_gap():
    steep = Shape("steep", lambda x: np.tanh(1e6 * x))
    lines = drawn([steep], width=61, height=20).plain.splitlines()[:18]
    low, high = (
        next(n for n, line in ordered if re.search("[\u2801-\u28ff]", line))
        for ordered in (reversed(list(enumerate(lines))), enumerate(lines))
    )
    assert low - high > 10
    assert all(re.search("[\u2801-\u28ff]", line) for line in lines[high:low])


def test_a_gap_of_nan_is_left_empty():
    holed = Shape("holed", lambda x: np.where(np.abs(x) < 2, np.nan, 0 * x + 1))
    curve = compose([holed], (-5.0, 5.0), (), 100).curves[0]
    column = traced(curve, (-5.0, 5.0), (0.0, 2.0), 101, 20)[:, 0]
    assert column.min() == 0
    assert column.max() == 100
    assert not ((column > 31) & (column < 69)).any()
    assert set(range(30)) <= set(column.tolist())


def test_a_traced_line_is_one_dot_thick_and_unbroken():
    curve = compose([TANH], (-3.0, 3.0), (), 200).curves[0]
    path = traced(curve, (-3.0, 3.0), (-1.0, 1.0), 201, 101)
    steps = np.abs(np.diff(path, axis=0))
    assert steps.max() == 1
    skipping = np.abs(path[2:] - path[:-2])
    assert not (skipping == 1).all(axis=1).any(), "a corner dot between two diagonal ones"
    assert path[0].tolist() == [0, 0]
    assert path[-1].tolist() == [200, 100]


def test_a_lone_point_is_seen():
    curve = Curve("dot", 0, 0, np.array([0.0, 1.0, 2.0]), np.array([np.nan, 1.0, np.nan]))
    assert traced(curve, (0.0, 2.0), (0.0, 2.0), 21, 21).tolist() == [[10, 10]]


def test_a_flat_curve_is_off_the_frame_and_covers_the_axis():
    lines = drawn([RELU], width=61, height=20).plain.splitlines()
    row = next(line for line in lines if line.startswith("0"))
    assert re.fullmatch("0├[⠤⠒]+.─+.*", row)
    assert not re.search("[\u2801-\u28ff]", lines[-3].partition("⠒⠒⠒⠒")[0])


def test_the_first_named_curve_is_on_top():
    def top_function(functions):
        drawing = drawn(functions, height=20)
        rows = [piece for piece in drawing.pieces if re.fullmatch("[⠤⠒]{20,}.*", piece[0])]
        return {ink for _, ink in rows}

    same = Shape("same", np.tanh)
    flat, other = Shape("flat", lambda x: 0 * x), Shape("other", lambda x: 0 * x)
    assert top_function([flat, other, same]) == {curve_ink(0)}


def test_a_slope_has_its_functions_colour_and_its_own_stroke():
    drawing = drawn([SIGMOID, TANH], orders=[1])
    samples = [piece for piece in drawing.pieces if re.fullmatch("[⠒⠂⠐⠀]{6}", piece[0])]
    styles = [style_of(ink.role, ink.function, "256") for _, ink in samples]
    assert styles == ["color(32)", "color(32)", "color(166)", "color(166)"]
    assert len({text for text, _ in samples}) == 4


@pytest.mark.parametrize(("ascii_only", "functions"), [(False, 36), (True, 10)])
def test_legend_samples_tell_curves_apart(ascii_only, functions):
    here = np.zeros(1)
    palette = 6
    curves = [Curve(f"f{n}", n, order, here, here) for n in range(functions) for order in (0, 1, 2)]
    entries = legend_entries(Panel("values", (0.0, 1.0), tuple(curves)), ascii_only=ascii_only)
    looks = {
        (entry.sample, ascii_only or curve.function % palette)
        for entry, curve in zip(entries, curves, strict=True)
    }
    # Without a colour the first six functions and their slopes must differ by the stroke alone.
    first = {entry.sample for entry, curve in zip(entries, curves, strict=True) if not curve.order}
    assert len(first) == min(functions, 6 if not ascii_only else 10)
    orders_0_and_1 = {
        (e.sample, ascii_only or c.function % palette)
        for e, c in zip(entries, curves, strict=True)
        if c.order < 2
    }
    assert len(orders_0_and_1) == 2 * functions
    assert all(entry.sample.strip(" ⠀") for entry in entries)
    assert len(looks) > 2 * functions


def test_without_colours_there_is_no_style():
    assert not drawn([SIGMOID, TANH], title="t").text(None).spans


@pytest.mark.parametrize("colors", ["standard", "256", "truecolor"])
def test_colours_change_no_character(colors):
    plain = drawn([SIGMOID, STEP], orders=[1], title="t", notes=["n"])
    text = rendered(plain.text(colors), color="always", width=80)
    without = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\x1b" in text
    assert "\x1b" not in without, "an escape that is not a colour"
    assert "".join(line.rstrip() + "\n" for line in without.splitlines()) == plain.plain


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (-5, 5, 5, ["-4", "-2", "0", "2", "4"]),
        (-5, 5, 11, ["-5", "-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5"]),
        (0, 0.3, 4, ["0.0", "0.1", "0.2", "0.3"]),
        (-0.1, 1.05, 3, ["0.0", "0.5", "1.0"]),
        (0, 3e-7, 4, ["0", "1e-7", "2e-7", "3e-7"]),
        (0, 1.5e-6, 4, ["0", "5e-7", "1e-6", "1.5e-6"]),
        (0, 5e20, 6, ["0", "1e20", "2e20", "3e20", "4e20", "5e20"]),
        (100000, 100001, 3, ["100000.0", "100000.5", "100001.0"]),
        (0, 1e300, 2, ["0", "1e300"]),
        (0.1, 0.2, 1, ["0.2"]),
    ],
)
def test_ticks_are_round(low, high, most, labels):
    assert [tick.label for tick in round_ticks(low, high, most)] == labels


def test_ticks_are_exact_and_inside_for_many_ranges():
    random = np.random.default_rng(7)
    for _ in range(2000):
        low = random.normal() * 10 ** random.uniform(-30, 30)
        high = low + abs(low) * 10 ** random.uniform(-5, 3)
        most = int(random.integers(1, 14))
        ticks = round_ticks(low, high, most)
        slack = 1e-6 * (high - low)
        assert len(ticks) <= most
        assert most < 2 or len(ticks) > 0
        assert all(low - slack <= tick.value <= high + slack for tick in ticks)
        assert all(float(tick.label) == tick.value for tick in ticks)
        steps = np.diff([tick.value for tick in ticks])
        assert np.allclose(steps, steps[:1], rtol=1e-6, atol=0)


def test_x_labels_never_touch():
    for width in range(10, 140):
        ticks = x_ticks((-123456.0, 654321.0), width)
        assert sum(len(tick.label) + 2 for tick in ticks) <= width
        assert width < 30 or len(ticks) >= 2


def test_y_ticks_have_room():
    for rows in range(1, 100):
        ticks = y_ticks((-1.2, 5.3), rows)
        assert len(ticks) <= min(max(rows // 3 + 1, 2), 9)
        assert rows < 5 or len(ticks) >= 2


def test_y_labels_stand_at_their_values():
    """A curve that is flat at a tick's value runs in the tick's line."""
    for height in (12, 17, 24, 31, 40):
        for value in (0.0, 1.0, 2.0, 3.0):
            level = Shape("level", lambda x, value=value: 0 * x + value)
            ramp = Shape("ramp", lambda x: 0.3 * (x + 5))
            lines = drawn([level, ramp], height=height).plain.splitlines()
            label = next(
                (line for line in lines if re.match(f" *{value:g}(\\.0)?[┤├]", line)), None
            )
            if label is not None:
                assert re.search("[\u2801-\u28ff]{8}", label.partition("⠒⠒⠒⠒⠒⠒ ")[0]), (
                    height,
                    value,
                )


def test_picture_with_a_fixed_window_keeps_it():
    curve = Curve("line", 0, 0, np.array([0.0, 1.0]), np.array([0.0, 10.0]))
    panel = Panel("values", (0.0, 6.0), (curve,), y_is_fixed=True)
    picture = Picture((panel,), (0.0, 1.0))
    lines = draw_picture(picture, width=40, height=12).plain.splitlines()
    assert lines[0].startswith("6┤  ")
    assert panel.leaves(curve)
