"""Pictures of several panels, with marks, bands and bars: golden files, and what holds at any size.

To renew the golden files and read what changed:
    UPDATE_GOLDEN=1 python -m pytest tests/test_plot_panels.py && git diff tests/golden/plot
"""

import os
import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import handmade_pictures as pictures
import numpy as np
import pytest

from actcli.analysis.pictures.picture import Bars, Curve, Panel, Picture, Point, Scale
from actcli.render.pictures.curves import draw_picture
from actcli.render.pictures.drawing import FAINT, curve_ink
from actcli.render.terminal import rendered

GOLDEN = Path(__file__).parent / "golden" / "plot" / "panels"
KOREAN = {
    "dead": "죽음",
    "saturated": "포화",
    "asymptote": "점근선",
    "difference": "차이",
    "histogram": "히스토그램",
    "panels_left_out": "자리가 모자라 뺀 영역: {count}개",
    "zones_left_out": "자리가 모자라 구간을 뺀 함수: {count}개",
}
BRAILLE = "[\u2801-\u28ff]"

PICTURES = {
    "jump_ends_70x18": (pictures.of_jumps, {"width": 70, "height": 18, "title": "step, sign"}),
    "jump_ends_ascii_70x18": (
        pictures.of_jumps,
        {"width": 70, "height": 18, "title": "step, sign", "ascii_only": True},
    ),
    "slope_that_jumps_80x24": (pictures.of_slopes_that_jump, {}),
    "points_80x24": (
        pictures.of_points,
        {"notes": ["x = 1: gelu 0.841, silu 0.731"], "title": "gelu, silu"},
    ),
    "points_ascii_60x16": (pictures.of_points, {"width": 60, "height": 16, "ascii_only": True}),
    "zones_80x24": (pictures.of_zones, {"title": "sigmoid, relu, tanh"}),
    "zones_ascii_80x24": (pictures.of_zones, {"ascii_only": True}),
    "zones_of_many_80x24": (pictures.of_many_zones, {"title": "nine clipped lines"}),
    "asymptotes_70x20": (pictures.of_asymptotes, {"width": 70, "height": 20}),
    "panels_80x24": (pictures.of_panels, {"title": "gelu, silu and slopes"}),
    "panels_legend_below_34x24": (pictures.of_panels, {"width": 34, "height": 24}),
    "three_panels_80x30": (pictures.of_three_panels, {"height": 30, "title": "sigmoid"}),
    "three_panels_ascii_80x24": (pictures.of_three_panels, {"ascii_only": True}),
    "panels_without_room_40x12": (pictures.of_three_panels, {"width": 40, "height": 12}),
    "difference_80x24": (pictures.of_difference, {"title": "gelu - silu"}),
    "histogram_80x24": (pictures.of_histogram, {"title": "relu, sigmoid"}),
    "histogram_ascii_80x24": (pictures.of_histogram, {"ascii_only": True}),
    "log_x_80x24": (pictures.of_logarithmic_x, {}),
    "log_y_80x24": (pictures.of_logarithmic_y, {}),
    "symlog_y_80x24": (pictures.of_signed_logarithms, {}),
    "symlog_x_ascii_80x20": (
        pictures.of_signed_logarithms_of_x,
        {"height": 20, "ascii_only": True},
    ),
    "gaps_70x18": (pictures.of_gaps, {"width": 70, "height": 18}),
    "korean_80x24": (
        pictures.of_korean,
        {
            "title": "시그모이드, 렐루와 쌍곡탄젠트",
            "notes": ["데이터 10000개"],
            "names": KOREAN,
        },
    ),
}
ALL = {name: getattr(pictures, name) for name in dir(pictures) if name.startswith("of_")}


def drawn(picture, *, width=80, height=24, **options):
    return draw_picture(picture, width=width, height=height, **options)


def cells(text):
    """The width of a text on a terminal, by Unicode's own table."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide


def column_of(line, part):
    """The cell in which a part of a line begins."""
    return cells(line[: line.index(part)])


@pytest.mark.parametrize("name", PICTURES)
def test_golden_picture(name):
    make, options = PICTURES[name]
    text = drawn(make(), **options).plain
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_golden_file_has_its_picture():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(PICTURES)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_every_size_fits(name, ascii_only):
    picture = ALL[name]()
    for width, height in [(1, 1), (5, 3), (5, 24), (13, 9), (20, 8), (27, 13), (41, 10), (80, 17)]:
        text = drawn(
            picture,
            width=width,
            height=height,
            title="제목 title",
            notes=["a note", "메모"],
            ascii_only=ascii_only,
        ).plain
        lines = text.splitlines()
        assert len(lines) == height or height < 3
        assert max(map(cells, lines)) <= width
        assert text.isascii() or not ascii_only


@pytest.mark.parametrize("name", ["of_zones", "of_three_panels", "of_histogram"])
def test_the_largest_size_fits(name):
    lines = drawn(ALL[name](), width=300, height=100).plain.splitlines()
    assert len(lines) == 100
    assert 290 < max(map(cells, lines)) <= 300


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("name", ["of_panels", "of_three_panels", "of_difference", "of_histogram"])
def test_panels_share_their_axes(name, ascii_only):
    lines = drawn(ALL[name](), ascii_only=ascii_only).plain.splitlines()
    vertical, corner = ("|", "+") if ascii_only else ("│", "└")
    frame = next(line for line in reversed(lines) if line.lstrip().startswith(corner))
    gutter = frame.index(corner)
    area = lines[: lines.index(frame)]
    assert {line[gutter] for line in area} <= set("│┤├|+")
    # The axis through 0 is one line down through all panels, where no curve covers it.
    zero = re.search("[┴]", frame)
    if not ascii_only:
        column = zero.start()
        assert sum(line[column] in "│┼" for line in area) > len(area) // 2
    headings = [line for line in area if re.search(r"[├+][─-] \S", line)]
    assert len(headings) == len(ALL[name]().panels) - 1
    assert vertical in area[0]


def test_x_labels_stand_under_the_last_panel_only():
    text = drawn(pictures.of_three_panels()).plain
    assert len(re.findall("^ +-5 +-4", text, re.MULTILINE)) == 1
    assert text.count("└") == 1


def test_each_curve_is_in_the_legend_once_beside_its_panel():
    lines = drawn(pictures.of_three_panels()).plain.splitlines()
    named = {name: [n for n, line in enumerate(lines) if line.endswith(f"⠒ {name}")] for name in
             ("sigmoid", "sigmoid'", "sigmoid''")}  # fmt: skip
    assert all(len(found) == 1 for found in named.values())
    rules = [n for n, line in enumerate(lines) if "├─ sigmoid" in line]
    assert [named["sigmoid'"][0], named["sigmoid''"][0]] == [rule + 1 for rule in rules]


def test_a_panel_that_has_no_room_is_left_out_with_a_note():
    picture = pictures.of_three_panels()
    seen = []
    for height in range(7, 30):
        text = drawn(picture, width=60, height=height).plain
        left_out = re.search(r"panels without room: (\d)", text)
        missing = int(left_out[1]) if left_out else 0
        assert text.count("├─ sigmoid'") == 2 - missing
        seen.append(missing)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 0
    assert set(seen) >= {0, 1, 2}


def test_a_panel_that_is_shown_has_three_rows():
    for height in range(8, 40):
        lines = drawn(pictures.of_three_panels(), width=70, height=height).plain.splitlines()
        rules = [n for n, line in enumerate(lines) if re.search("├─ |└", line)]
        assert all(after - before > 3 for before, after in pairwise(rules))
        assert rules[0] >= 3


def test_the_panel_of_values_is_the_largest():
    for name in ("of_panels", "of_difference", "of_histogram"):
        for height in range(14, 60):
            lines = drawn(ALL[name](), height=height).plain.splitlines()
            rule, axis = (
                next(n for n, line in enumerate(lines) if sign in line) for sign in ("├─ ", "└")
            )
            assert rule >= axis - rule - 1
            if name == "of_histogram" and height > 20:
                assert rule >= 2.5 * (axis - rule - 1)


# ---------------------------------------------------------------------------------------------
# Inks
# ---------------------------------------------------------------------------------------------


def test_bands_and_marks_have_the_ink_of_their_function_and_bars_are_faint():
    inks = {}
    for text, ink in drawn(pictures.of_histogram()).pieces:
        for sign in text:
            inks.setdefault(sign, set()).add(ink)
    assert inks["▓"] == {curve_ink(0)}
    assert inks["░"] == {curve_ink(1)}
    assert inks["█"] == {FAINT}
    drawing = drawn(pictures.of_jumps())
    assert {ink for text, ink in drawing.pieces if "●" in text} == {curve_ink(0)}
    assert {ink for text, ink in drawing.pieces if "○" in text} == {curve_ink(0), curve_ink(1)}
    points = [ink for text, ink in drawn(pictures.of_points()).pieces if "◆" in text]
    assert set(points) == {curve_ink(0), curve_ink(1)}


@pytest.mark.parametrize("name", ALL)
def test_no_escape_but_those_of_colours(name):
    drawing = drawn(ALL[name](), title="t\x1b]0;x\x07", notes=["n\x9b31m"], names=KOREAN)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", drawing.plain)
    text = rendered(drawing.text("256"), color="always", width=80)
    without = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert re.search(r"\x1b\[\d+m", text)
    assert "\x1b" not in without
    assert "".join(line.rstrip() + "\n" for line in without.splitlines()) == drawing.plain


# ---------------------------------------------------------------------------------------------
# Wide characters
# ---------------------------------------------------------------------------------------------


def test_korean_names_stand_in_one_column():
    lines = drawn(pictures.of_korean(), names=KOREAN, title="제목").plain.splitlines()
    named = [line for line in lines if re.search("⠒⠒ *시그|▓.*렐루$|░.*(시그|쌍곡)", line)]
    bands = [line for line in named if "⠒" not in line]
    assert len(bands) == 3
    legend = next(line for line in lines if line.endswith("⠒⠒⠒⠒⠒⠒ 시그모이드"))
    start = column_of(legend, "⠒⠒⠒⠒⠒⠒ 시")
    names = ("시그모이드", "렐루", "쌍곡탄젠트")
    assert [column_of(line, name) for line, name in zip(bands, names, strict=True)] == [start] * 3


def test_a_decomposed_name_is_composed():
    label = unicodedata.normalize("NFD", "시그모이드")
    text = drawn(pictures.of_zones(label), names=KOREAN).plain
    assert text == unicodedata.normalize("NFC", text)
    assert text.count("시그모이드") == 2


@pytest.mark.parametrize(
    "title",
    [
        "fire \U0001f525 and e\u0301",
        "heart \u2764\ufe0f",
        "family \U0001f468\u200d\U0001f469",
        "ab\u0308",
    ],
)
def test_emoji_and_accents_move_nothing(title):
    from rich.cells import cell_len

    plain = drawn(pictures.of_panels(), title="plain").plain.splitlines()
    lines = drawn(pictures.of_panels(), title=title).plain.splitlines()
    assert lines[1:] == plain[1:]
    assert "\ufe0f" not in lines[0]
    assert "\u200d" not in lines[0]
    assert cell_len(lines[0]) <= 80


# ---------------------------------------------------------------------------------------------
# What may be asked for and is not there
# ---------------------------------------------------------------------------------------------


def test_a_picture_of_nothing_but_a_histogram():
    panel = Panel("histogram", (0.0, 1.0), bars=pictures.normal_bars())
    text = drawn(Picture((panel,), pictures.WINDOW)).plain
    assert "█" in text
    assert re.search(r"\d%┤", text)


def test_an_empty_histogram_is_an_empty_panel():
    bars = Bars(np.linspace(-1.0, 1.0, 5), np.zeros(4))
    picture = pictures.of_histogram()
    panels = (picture.panels[0], Panel("histogram", (0.0, 1.0), bars=bars))
    for ascii_only in (False, True):
        text = drawn(replace(picture, panels=panels), ascii_only=ascii_only).plain
        assert "histogram" in text
        assert not re.search("[▁▂▃▄▅▆▇█]", text)


@pytest.mark.parametrize("scale", [Scale("log"), Scale("symlog"), Scale("symlog", 1e-3)])
def test_curves_of_nothing_and_constants_on_every_scale(scale):
    x = np.linspace(0.5, 5.0, 50)
    for y in (x * np.nan, 0 * x, 0 * x - 3, 0 * x + 1e300, -x):
        curve = Curve("f", 0, 0, x, y)
        panel = Panel("values", (-1.0, 1.0), (curve,), y_scale=scale)
        assert len(drawn(Picture((panel,), (0.5, 5.0), scale)).plain.splitlines()) == 24


def test_points_outside_and_without_a_value_are_not_marked():
    curve = pictures.curve("tanh", np.tanh)
    points = tuple(
        Point(curve, x, y) for x, y in [(9.0, 1.0), (0.0, 7.0), (1.0, np.nan), (1.0, np.inf)]
    )
    picture = pictures.picture(pictures.panel(curve, y_range=(-1.0, 1.0), points=points))
    assert "◆" not in drawn(picture).plain


def test_a_hundred_functions_in_every_panel():
    curves = [pictures.curve(f"line{n}", lambda x, n=n: n * x, n) for n in range(100)]
    slopes = [replace(curve, order=1) for curve in curves]
    shaded = tuple(
        zone for n in range(100) for zone in pictures.zones(n, ("dead", -pictures.INFINITY, 0.0))
    )
    picture = pictures.picture(
        pictures.panel(*curves, y_range=(-5.0, 5.0)),
        pictures.panel(*slopes, y_range=(-5.0, 5.0), kind="slope", order=1),
        zones=shaded,
    )
    text = drawn(picture).plain
    assert len(text.splitlines()) == 24
    assert sum(line.count("▓") > 0 for line in text.splitlines()) == 6
    assert "functions whose zones have no room: 94" in text
    assert re.search(BRAILLE, text)
