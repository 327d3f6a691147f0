"""Marks, asymptotes, bands and bars: that each stands where its numbers say."""

import re

import handmade_pictures as pictures
import numpy as np
import pytest
from handmade_pictures import INFINITY, WINDOW, curve, jumping, panel, picture, zones

from actcli.analysis.pictures.picture import (
    LINEAR,
    Asymptote,
    Bars,
    End,
    Panel,
    Picture,
    Point,
    Scale,
)
from actcli.render.pictures.axes import Axis
from actcli.render.pictures.bars import bar_lines, column_shares, share_ticks
from actcli.render.pictures.curves import draw_picture
from actcli.render.pictures.windows import window

BRAILLE = "[\u2801-\u28ff]"


def lines_of(shown, *, width=60, height=21, **options):
    return draw_picture(shown, width=width, height=height, **options).plain.splitlines()


def places_of(lines, sign):
    return [
        (row, column)
        for row, line in enumerate(lines)
        for column, s in enumerate(line)
        if s == sign
    ]


def tick_row(lines, label):
    """The line of a label of the y axis."""
    return next(n for n, line in enumerate(lines) if re.match(rf" *{re.escape(label)}[┤├+]", line))


def zero_column(lines):
    axis = next(line for line in lines if "└" in line)
    return axis.index("┴")


# ---------------------------------------------------------------------------------------------
# Ends of jumps and points
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("height", [10, 14, 18, 24, 33, 40])
def test_ends_stand_at_their_values_and_touch_their_curves(height):
    lines = lines_of(picture(panel(pictures.step(), y_range=(0.0, 1.0))), height=height)
    [closed], [empty] = places_of(lines, "●"), places_of(lines, "○")
    labels = [re.match(r" *([\d.]+)[┤├]", line) for line in lines]
    rows = {float(m[1]): n for n, m in enumerate(labels) if m}
    assert closed == (rows[1.0], zero_column(lines))
    assert empty == (rows[0.0], zero_column(lines))
    # The curve goes on at the height of the mark, in the middle of the line where there is room.
    after = lines[closed[0]][closed[1] + 1]
    assert re.match("[⠒⠤]" if height > 10 else BRAILLE, after)
    assert re.match("[⠒⠤]" if height > 10 else BRAILLE, lines[empty[0]][empty[1] - 1])


def test_an_open_end_is_over_a_closed_one_of_its_curve():
    ends = [(0.0, 0.0, False), (0.0, 0.001, True)]
    close = jumping("f", [(-5.0, 0.0, 0.0), (0.0, 5.0, 0.001)], ends)
    for order in (1, -1):
        curve_ = jumping("f", [(-5.0, 0.0, 0.0), (0.0, 5.0, 0.001)], ends[::order])
        lines = lines_of(picture(panel(curve_, y_range=(-1.0, 1.0))))
        assert len(places_of(lines, "○")) == 1
    assert close.ends[0].is_closed is False


def test_a_point_is_over_a_closed_end_but_not_over_an_open_one():
    step = pictures.step()
    points = (Point(step, 0.0, 1.0), Point(step, 0.0, 0.0), Point(step, 3.0, 1.0))
    lines = lines_of(picture(panel(step, y_range=(0.0, 1.0), points=points)))
    assert len(places_of(lines, "◆")) == 2
    assert len(places_of(lines, "○")) == 1
    assert places_of(lines, "●") == []


def test_the_ends_of_the_topmost_curve_are_on_top():
    def falling(function):
        ends = [(0.0, 1.0, True), (0.0, 0.0, False)]
        return jumping("falls", [(-5.0, 0.0, 1.0), (0.0, 5.0, 0.0)], ends, function)

    rising = pictures.step(function=1)
    drawing = draw_picture(
        picture(panel(falling(0), rising, y_range=(0.0, 1.0))), width=60, height=20
    )
    assert {ink.function for text, ink in drawing.pieces if re.search("[●○]", text)} == {0}


def test_an_end_outside_the_window_is_not_drawn():
    far = jumping("f", [(-5.0, 0.0, 0.0), (0.0, 5.0, 9.0)], [(0.0, 0.0, True), (0.0, 9.0, False)])
    lines = lines_of(picture(panel(far, y_range=(-1.0, 1.0), y_is_fixed=True)))
    assert len(places_of(lines, "●")) == 1
    assert places_of(lines, "○") == []


def test_in_ascii_no_curve_is_drawn_with_a_mark():
    curves = [curve(f"f{n}", lambda x, n=n: x * (n + 1) / 9, n) for n in range(10)]
    text = "\n".join(lines_of(picture(panel(*curves, y_range=(-5.0, 5.0))), ascii_only=True))
    assert not set("@o#:.") & set(re.sub(r"[\d.]+[+|]", "", text).replace(" f", ""))


def test_points_are_where_their_values_are():
    line = curve("x", lambda x: x)
    points = tuple(Point(line, x, x) for x in (-4.0, -2.0, 2.0, 4.0))
    lines = lines_of(picture(panel(line, y_range=(-5.0, 5.0), points=points)), height=25)
    marks = sorted(places_of(lines, "◆"), key=lambda place: place[1])
    assert [row for row, _ in marks] == [tick_row(lines, str(y)) for y in (-4, -2, 2, 4)]
    bottom = next(line for line in lines if "└" in line)
    ticks = [column for column, sign in enumerate(bottom) if sign in "┬┴"]
    # Labels stand at -5, -4, ..., 5.
    assert [column for _, column in marks] == [ticks[n] for n in (1, 3, 7, 9)]


# ---------------------------------------------------------------------------------------------
# Windows
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", range(6, 60))
def test_zero_is_in_the_middle_of_its_line_and_the_window_holds_its_range(rows):
    random = np.random.default_rng(rows)
    drawn = zip(-random.uniform(0, 9, 40), random.uniform(0.1, 9, 40), strict=True)
    for low, high in [(-1.0, 1.0), (0.0, 5.0), (-0.28, 4.93), (-3.7, 0.2), *drawn]:
        ends = (End(0.0, float(random.uniform(low, high)), True),)
        shown = panel(curve("f", np.tanh, ends=ends), y_range=(low, high))
        axis = window(shown, rows, 4)
        first, last = axis.values
        assert first <= low
        assert last >= high
        assert last - first < 2.2 * (high - low)
        assert round(float(axis.dot(np.array(0.0)))) % 4 in (1, 2)
        fixed = window(panel(y_range=(low, high), y_is_fixed=True), rows, 4)
        assert fixed.values == (low, high)


# ---------------------------------------------------------------------------------------------
# Asymptotes
# ---------------------------------------------------------------------------------------------


def flat(y):
    return curve("f", lambda x: 0 * x + y)


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_an_asymptote_is_on_its_side_and_at_its_height(side, ascii_only):
    shown = panel(flat(-1.5), y_range=(-2.0, 2.0), asymptotes=(Asymptote(0, side, 0.0, 1.0),))
    lines = lines_of(picture(shown), ascii_only=ascii_only)
    row = tick_row(lines, "1")
    legend = next(line for line in lines if line.endswith("asymptote"))
    width = legend.rindex("asymptote") - 9
    zero = next(n for n, sign in enumerate(lines[0]) if n > 5 and sign in "│|")
    dots = [
        n
        for n, sign in enumerate(lines[row][:width])
        if re.match(BRAILLE if not ascii_only else r"\.", sign)
    ]
    assert len(dots) > 8
    assert all((n > zero) == (side > 0) for n in dots)
    assert not any(re.search(BRAILLE, line[4:width]) for line in lines[:row])


def test_an_asymptote_that_its_curve_hides_is_not_in_the_legend():
    hidden = panel(flat(1.0), y_range=(0.0, 2.0), asymptotes=(Asymptote(0, 1, 0.0, 1.0),))
    seen = panel(flat(1.5), y_range=(0.0, 2.0), asymptotes=(Asymptote(0, 1, 0.0, 1.0),))
    assert "asymptote" not in "".join(lines_of(picture(hidden)))
    assert "asymptote" in "".join(lines_of(picture(seen)))
    assert lines_of(picture(hidden)) == lines_of(picture(panel(flat(1.0), y_range=(0.0, 2.0))))


def test_a_slanted_asymptote_rises():
    shown = panel(flat(-4.5), y_range=(-5.0, 5.0), asymptotes=(Asymptote(0, 1, 1.0, 0.0),))
    lines = lines_of(picture(shown))
    zero = zero_column(lines)
    found = [min(places, default=None) for places in (
        [n for n, sign in enumerate(line[:44]) if n > zero and re.match(BRAILLE, sign)]
        for line in lines[:10]
    )]  # fmt: skip
    columns = [column for column in found if column is not None]
    assert len(columns) >= 6
    assert columns == sorted(columns, reverse=True)


def test_an_asymptote_does_not_fill_the_gaps_of_a_dashed_curve_nor_an_axis():
    dashed = curve("f", lambda x: 0 * x + 1, 1)
    lines_without = lines_of(picture(panel(dashed, y_range=(0.0, 2.0))))
    asymptotes = (Asymptote(1, 1, 0.0, 1.0), Asymptote(1, -1, 0.0, 0.0))
    lines_with = lines_of(picture(panel(dashed, y_range=(0.0, 2.0), asymptotes=asymptotes)))
    row = tick_row(lines_with, "1.0")
    strokes = re.findall(BRAILLE, lines_with[row])
    assert strokes[:20] == re.findall(BRAILLE, lines_without[row])[:20]
    assert "⠂⠐" not in lines_with[row].partition("⠒⠒⠒⠒⠒⠒")[0]
    assert not re.search(BRAILLE, lines_with[tick_row(lines_with, "0.0")][5:30])


# ---------------------------------------------------------------------------------------------
# Bands
# ---------------------------------------------------------------------------------------------


def bands(*stretches, width=61, height=21, names=None, ascii_only=False):
    shown = picture(panel(flat(0.5), y_range=(0.0, 1.0)), zones=zones(0, *stretches))
    lines = lines_of(shown, width=width, height=height, names=names, ascii_only=ascii_only)
    return lines, next(line for line in lines if re.search("[▓░#:]{3}", line))


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_band_is_as_long_as_its_zone_and_stands_under_it(ascii_only):
    dead = "#" if ascii_only else "▓"
    lines, band = bands(("dead", -2.0, 3.0), ascii_only=ascii_only)
    frame = next(line for line in lines if re.match(r" *[└+][┬+]", line))
    ticks = [n for n, sign in enumerate(frame) if sign in "┬┴+"][-11:]
    covered = [n for n, sign in enumerate(band) if n < ticks[-1] and sign != " "]
    assert abs(covered[0] - ticks[3]) <= 1  # -2, where ticks stand at -5, -4, ..., 5
    assert abs(covered[-1] - ticks[8]) <= 1  # 3
    assert f"{dead} dead {dead}" in band
    assert band.endswith("  f")


def test_an_endless_zone_reaches_the_edges():
    _, band = bands(("saturated", -INFINITY, -4.0), ("saturated", 4.0, INFINITY))
    lines, whole = bands(("saturated", -INFINITY, INFINITY))
    width = len(lines[0].rstrip())
    start, end = whole.index("░"), whole.rindex("░")
    assert (start, end) == (band.index("░"), band.rindex("░"))
    frame = next(line for line in lines if "└" in line)
    assert start == frame.index("└") + 1
    assert width >= end


def test_dead_is_drawn_over_saturated():
    _, band = bands(("dead", 0.0, INFINITY), ("saturated", -INFINITY, INFINITY))
    assert re.search("░▓", band)
    assert band.rstrip().removesuffix("  f")[-1] == "▓"


def test_a_zone_outside_the_window_has_no_band():
    shown = picture(panel(flat(0.5)), zones=zones(0, ("dead", 6.0, INFINITY), ("dead", -9.0, -5.0)))
    assert not re.search("[▓░]", "".join(lines_of(shown)))


def test_a_zone_too_narrow_for_a_cell_is_seen():
    shown = picture(panel(flat(0.5)), zones=zones(0, ("dead", 1.0, 1.0 + 1e-9)))
    assert "".join(lines_of(shown)).count("▓") == 1


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        (("saturated", -5.0, 0.0), "░░ saturated ░░"),
        (("saturated", -5.0, -4.0), "░░ saturated  "),
        (("saturated", 4.0, 5.0), "  saturated ░░"),
    ],
)
def test_a_kind_is_named_inside_its_zone_or_beside_it(stretch, expected):
    _, band = bands(stretch)
    assert expected in band
    assert band.count("saturated") == 1


def test_a_kind_that_has_no_room_is_named_with_the_function():
    stretches = [("saturated", low, low + 0.6) for low in np.arange(-5.0, 5.0, 1.2)]
    _, band = bands(*stretches, width=80)
    assert re.search("f ░ s", band)


def test_korean_words_take_two_cells_each():
    names = {"dead": "죽음"}
    _, korean = bands(("dead", -INFINITY, INFINITY), names=names)
    _, english = bands(("dead", -INFINITY, INFINITY))
    assert len(korean) + 2 == len(english)
    assert korean.endswith("▓  f")


def test_bands_use_logarithms_where_the_axis_does():
    shown = Picture(
        (
            panel(
                curve("f", np.tanh, x_range=(0.01, 100.0), scale=Scale("log")), y_range=(0.0, 1.0)
            ),
        ),
        (0.01, 100.0),
        Scale("log"),
        zones(0, ("saturated", 1.0, INFINITY)),
    )
    lines = lines_of(shown)
    band = next(line for line in lines if "░" in line)
    frame = next(line for line in lines if "└" in line)
    label = lines[lines.index(frame) + 1]
    assert abs(band.index("░") - re.search(r"(?<=  )1 ", label).start()) <= 1


# ---------------------------------------------------------------------------------------------
# Bars
# ---------------------------------------------------------------------------------------------


def test_bars_are_spread_over_the_columns_by_their_width():
    axis = Axis(LINEAR, (0.0, 9.0), 10, 1)  # ten cells around 0, 1, ..., 9
    bars = Bars(np.array([-0.5, 1.5, 5.5]), np.array([6.0, 2.0]))
    expected = [3 / 8, 3 / 8, *[0.5 / 8] * 4, 0, 0, 0, 0]
    assert column_shares(bars, axis) == pytest.approx(expected)


def test_bars_outside_the_window_still_count():
    axis = Axis(LINEAR, (0.0, 3.0), 4, 1)
    bars = Bars(np.array([-10.5, -0.5, 3.5, 8.0]), np.array([5.0, 4.0, 1.0]))
    assert column_shares(bars, axis) == pytest.approx([0.1] * 4)


def test_bars_on_a_logarithmic_axis_keep_their_sum():
    axis = Axis(Scale("log"), (-2.0, 2.0), 120, 2)
    bars = Bars(np.array([0.5, 1.0, 2.0, 50.0]), np.array([1.0, 5.0, 4.0]))
    shares = column_shares(bars, axis)
    assert shares.sum() == pytest.approx(1.0)
    assert (shares >= 0).all()


def test_a_column_is_as_high_as_its_share():
    shares = np.array([0.0, 0.25, 0.5, 1.0]) / 1.75
    lines = bar_lines(shares, 6, ascii_only=False)
    full = " ▁▂▃▄▅▆▇█"
    heights = [sum(full.index(line[n]) for line in lines) for n in range(4)]
    assert heights[0] == 0
    assert heights[1] * 4 == pytest.approx(heights[3], abs=3)
    assert heights[2] * 2 == pytest.approx(heights[3], abs=2)
    assert 44 <= heights[3] <= 48
    ascii_lines = bar_lines(shares, 6, ascii_only=True)
    assert [line[3] for line in ascii_lines] == ["#"] * 6
    assert {sign for line in ascii_lines for sign in line} <= set(" .#")


def test_a_rare_value_is_seen():
    shares = np.array([1e-6, 1.0 - 1e-6])
    assert bar_lines(shares, 4, ascii_only=False)[0] == "▁█"
    assert bar_lines(shares, 4, ascii_only=True)[0] == ".#"


@pytest.mark.parametrize("rows", [1, 3, 4, 7, 20])
def test_labels_of_bars_are_round_shares(rows):
    for top in (1.0, 0.31, 0.042, 0.0031):
        shares = np.array([top, top / 2])
        ticks = share_ticks(shares, rows)
        assert all(re.fullmatch(r"[\d.]+%", tick.label) for _, tick in ticks)
        assert rows < 3 or ticks
        for line, tick in ticks:
            share = float(tick.label[:-1]) / 100
            column = bar_lines(np.array([top, share]), rows, ascii_only=False)
            highest = max(n for n in range(rows) if column[n][1] != " ")
            assert highest == line


def test_bars_do_not_hide_behind_the_axis():
    bars = Bars(np.array([-1.0, 1.0]), np.array([10.0]))
    shown = Picture((Panel("histogram", (0.0, 10.0), bars=bars),), WINDOW)
    lines = lines_of(shown)
    row = lines[-4]
    assert row[zero_column(lines)] == "█"
    assert lines[0].strip().startswith("│") or "%" in lines[0]
