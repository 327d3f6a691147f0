"""Pictures for paper: where the ink is, whole files byte for byte, formulas, and Korean."""

import logging
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from PIL import Image

import actcli
from actcli.analysis.pictures.picture import (
    Asymptote,
    Bars,
    Curve,
    End,
    Panel,
    Picture,
    Point,
    Scale,
    Zone,
)
from actcli.errors import ActcliError
from actcli.render.paper import fonts
from actcli.render.paper import picture as paper
from actcli.render.paper.axes import Axis, axis_ticks, between_ticks
from actcli.render.paper.formulas import Formula, formula_of
from actcli.render.paper.marks import Canvas
from actcli.render.paper.mathtext import mathtext
from actcli.render.paper.picture import FORMATS, paper_picture
from actcli.render.paper.points import add_point_labels
from actcli.render.paper.style import Paper
from actcli.render.paper.texts import Ruler, Surroundings
from actcli.render.pictures.palette import HEX

X = np.linspace(-2.0, 2.0, 801)
SMALL = (3.2, 2.0)
BLUE, ORANGE = HEX["light"][:2]
TEXT = "#1A1A1A"


def line(y, function=0, order=0, label="f", x=X, **fields):
    return Curve(label, function, order, x, np.asarray(y, dtype=np.float64) + 0 * x, **fields)


def picture(*curves, y_range=(-2.0, 2.0), fixed=True, zones=(), **fields):
    panel = Panel("values", y_range, tuple(curves), y_is_fixed=fixed, **fields)
    return Picture((panel,), (-2.0, 2.0), zones=tuple(zones))


def drawn(shown, **options):
    """The pixels of a picture as a PNG, shape (height, width, 3)."""
    data = paper_picture(shown, **{"format": "png", "size": SMALL, **options})
    return np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(int)


def near(pixels, color, tolerance=40):
    """Where pixels have about a colour, written as #RRGGBB."""
    rgb = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    return (np.abs(pixels - rgb) <= tolerance).all(axis=-1)


class Frame:
    """The areas of a picture, found by the lines of their axes."""

    def __init__(self, pixels, panels=1):
        self.pixels = pixels
        dark = near(pixels, TEXT, 60)
        self.left = int(np.argmax(dark.sum(axis=0)))
        rows = np.flatnonzero(dark.sum(axis=1) > 0.6 * pixels.shape[1])
        self.bottoms = [
            int(run[0]) for run in np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1)
        ]
        assert len(self.bottoms) == panels
        self.right = int(np.flatnonzero(dark[self.bottoms[-1]])[-1])
        column = np.flatnonzero(dark[:, self.left])
        runs = np.split(column, np.flatnonzero(np.diff(column) > 3) + 1)
        self.tops = [int(run[0]) for run in runs if len(run) > 30]

    def at(self, x, y, *, x_range=(-2.0, 2.0), y_range=(-2.0, 2.0), panel=0):
        """The pixel of a place: row and column."""
        across = (x - x_range[0]) / (x_range[1] - x_range[0])
        up = (y - y_range[0]) / (y_range[1] - y_range[0])
        top, bottom = self.tops[panel], self.bottoms[panel]
        return (
            round(bottom - up * (bottom - top)),
            round(self.left + across * (self.right - self.left)),
        )

    def inked(self, x, y, color, reach=4, **where):
        """Whether there is a pixel of a colour within some pixels of a place."""
        row, column = self.at(x, y, **where)
        around = self.pixels[
            max(row - reach, 0) : row + reach + 1, column - reach : column + reach + 1
        ]
        return bool(near(around, color).any())


def test_a_png_has_its_size_and_300_dots_per_inch():
    image = Image.open(BytesIO(paper_picture(picture(line(X)), format="png")))
    assert image.size == (1920, 1200)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_curves_are_where_their_values_are():
    frame = Frame(drawn(picture(line(X**3 / 4), line(-np.sin(X), 1, label="g"))))
    for x in np.linspace(-1.9, 1.9, 20):
        assert frame.inked(x, x**3 / 4, BLUE)
        assert not frame.inked(x, x**3 / 4 + 0.5, BLUE) or abs(x) > 1.2
    assert sum(frame.inked(x, -np.sin(x), ORANGE) for x in np.linspace(-1.9, 1.9, 20)) > 12


def test_a_gap_stays_a_gap():
    frame = Frame(drawn(picture(line(np.where(np.abs(X) < 1, np.nan, 1.0)))))
    assert frame.inked(-1.5, 1.0, BLUE)
    assert frame.inked(1.5, 1.0, BLUE)
    assert not any(frame.inked(x, 1.0, BLUE) for x in np.linspace(-0.9, 0.9, 30))


def test_a_curve_is_cut_at_the_window_however_far_it_goes():
    y = np.where(X > 1, 1e300, np.where(X < -1, -1e300, X))
    frame = Frame(drawn(picture(line(y))))
    blue = near(frame.pixels, BLUE)
    assert frame.inked(0.5, 0.5, BLUE)
    assert not blue[: frame.tops[0] - 4].any()
    assert not blue[frame.bottoms[0] + 4 :].any()


@pytest.mark.parametrize(("fixed", "is_on_frame"), [(True, True), (False, False)])
def test_a_flat_curve_lies_on_the_frame_only_where_the_window_is_fixed(fixed, is_on_frame):
    frame = Frame(drawn(picture(line(0.0), y_range=(0.0, 1.0), fixed=fixed)))
    rows = np.flatnonzero(near(frame.pixels, BLUE).any(axis=1))
    assert (frame.bottoms[0] - rows.max() < 4) == is_on_frame
    assert frame.bottoms[0] - rows.max() < 0.12 * (frame.bottoms[0] - frame.tops[0])


def test_ends_of_a_jump_are_filled_or_hollow():
    y = np.where(X < 0, -1.0, np.where(X > 0, 1.0, np.nan))
    ends = (End(0.0, -1.0, False), End(0.0, 1.0, True))
    frame = Frame(drawn(picture(line(y, ends=ends))))
    assert near(frame.pixels[frame.at(0.0, 1.0)], BLUE)
    assert near(frame.pixels[frame.at(0.0, -1.0)], "#FFFFFF")
    assert frame.inked(0.0, -1.0, BLUE, reach=12)


def runs(frame, y, color):
    """In how many pieces a level line is drawn."""
    row, _ = frame.at(0.0, y)
    ink = near(frame.pixels[row - 6 : row + 7], color, 90).any(axis=0).astype(int)
    return int((np.diff(ink) == 1).sum())


def test_functions_and_slopes_differ_by_their_strokes():
    levels = {(0, 0): 1.6, (0, 1): 1.0, (1, 0): -0.6, (1, 1): -1.2}
    curves = [line(y, *key, label="fg"[key[0]]) for key, y in levels.items()]
    frame = Frame(drawn(picture(*curves), size=(6.4, 4.0)))
    pieces = {key: runs(frame, y, HEX["light"][key[0]]) for key, y in levels.items()}
    # Beside each line there may be its sample in the legend.
    assert pieces[0, 0] <= 2
    assert 20 < pieces[1, 0] < 60 < pieces[0, 1]
    assert len(set(pieces.values())) == 4


def test_the_first_named_curve_is_on_top_and_functions_are_over_slopes():
    assert runs(Frame(drawn(picture(line(1.0), line(1.0, 1, label="g")))), 1.0, BLUE) == 1
    frame = Frame(drawn(picture(line(1.0, order=1), line(1.0, 1, label="g"))))
    assert frame.inked(-1.0, 1.0, ORANGE, reach=20)


@pytest.mark.parametrize("kind", ["slope", "difference"])
def test_slopes_in_a_panel_of_their_own_are_not_dotted(kind):
    slope = Panel(kind, (-2.0, 2.0), (line(1.0, order=1),), y_is_fixed=True, order=1)
    shown = picture(line(X))
    frame = Frame(drawn(replace(shown, panels=(*shown.panels, slope)), size=(3.2, 3.0)), panels=2)
    row, _ = frame.at(0.0, 1.0, panel=1)
    ink = near(frame.pixels[row - 4 : row + 5, frame.left + 5 : frame.right - 5], BLUE, 90)
    assert ink.any(axis=0).all()


def test_panels_share_their_x_axis():
    difference = Panel("difference", (-1.0, 1.0), (line(0.5 * X, label="f - g"),), y_is_fixed=True)
    bars = Bars(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), np.array([0.0, 4.0, 0.0, 2.0]))
    histogram = Panel("histogram", (0.0, 4.0), bars=bars, y_is_fixed=True)
    shown = picture(line(X))
    shown = replace(shown, panels=(*shown.panels, difference, histogram))
    frame = Frame(drawn(shown, size=(3.2, 4.5)), panels=3)
    assert frame.inked(1.0, 1.0, BLUE)
    assert frame.inked(1.0, 0.5, BLUE, panel=1, y_range=(-1.0, 1.0))
    for x, height in [(-1.5, 0.0), (-0.5, 4.0), (0.5, 0.0), (1.5, 2.0)]:
        for y in (0.7, 1.5, 3.0):
            pixel = frame.pixels[frame.at(x, y, panel=2, y_range=(0.0, 4.0))]
            assert (pixel.max() < 200) == (y < height), (x, y)


def test_a_zone_of_one_function_is_shaded():
    zones = [Zone(0, "dead", -np.inf, -1.0), Zone(0, "saturated", 1.0, 1.5)]
    frame = Frame(drawn(picture(line(X), zones=zones)))

    def shade(x):
        row, column = frame.at(x, -0.5)
        return frame.pixels[row - 20 : row + 20, column - 8 : column + 8].mean(axis=(0, 1))

    assert shade(1.75) == pytest.approx([255, 255, 255], abs=6)
    assert shade(-1.5)[0] < shade(1.25)[0] < 240
    assert shade(1.25)[2] > shade(1.25)[0], "in the colour of its function"


def test_the_zones_of_several_functions_are_bands_below_the_curves():
    zones = [Zone(0, "dead", -np.inf, 0.0), Zone(1, "dead", 1.0, np.inf)]
    shown = picture(line(X), line(-X, 1, label="g"), zones=zones)
    pixels = drawn(shown)
    dark = near(pixels, TEXT, 60)
    axis = int(np.argmax(dark.sum(axis=1)))
    left, right = np.flatnonzero(dark[axis])[[0, -1]]
    below = pixels[axis - 45 : axis]
    half = (left + right) // 2

    def longest(color):
        return np.flatnonzero(near(below, color).sum(axis=1) > 0.2 * (right - left))

    for color, columns in [(BLUE, (left + 3, half - 3)), (ORANGE, (right - 10, right - 3))]:
        row = below[int(np.median(longest(color)))]
        assert near(row[slice(*columns)], color).all()
    assert not near(below[int(np.median(longest(ORANGE)))], ORANGE)[:half].any()


def test_an_asymptote_is_dashed_grey_on_its_side():
    frame = Frame(drawn(picture(line(X), asymptotes=(Asymptote(0, 1, 0.0, -1.0),))))
    grey = near(frame.pixels, "#707070", 30)
    row, middle = frame.at(0.0, -1.0)
    band = grey[row - 3 : row + 4].any(axis=0)
    pieces = int((np.diff(band[middle + 10 : frame.right].astype(int)) == 1).sum())
    assert pieces > 5
    assert not band[frame.left + 10 : middle - 10].any()


def test_a_zone_out_of_sight_changes_nothing():
    shown = picture(line(X))
    zones = (Zone(0, "dead", 2.5, np.inf), Zone(0, "saturated", -9.0, -2.0))
    assert np.array_equal(drawn(shown), drawn(replace(shown, zones=zones)))


def test_a_histogram_stands_on_its_axis():
    bars = Bars(np.array([-2.0, 2.0]), np.array([3.0]))
    panel = Panel("histogram", (0.0, 4.0), bars=bars)
    frame = Frame(drawn(Picture((panel,), (-2.0, 2.0))))
    column = frame.pixels[: frame.bottoms[0], (frame.left + frame.right) // 2 + 20]
    assert (column[-15:].max(axis=1) < 200).all()


def test_points_are_marked_and_labelled():
    curve = line(X)
    bare = drawn(picture(curve))
    points = (Point(curve, 1.0, 1.0), Point(curve, 0.5, np.nan), Point(curve, 9.0, 9.0))
    frame = Frame(drawn(picture(curve, points=points)))
    row, column = frame.at(1.0, 1.0)
    disc = near(frame.pixels[row - 7 : row + 8, column - 7 : column + 8], BLUE)
    assert disc.sum() > 120
    changed = (np.abs(frame.pixels - bare).sum(axis=-1) > 60).any(axis=0)
    assert not changed[: frame.at(0.0, 0.0)[1]].any(), "only the point in the window"
    assert changed.sum() > 60, "its coordinates beside it"


def test_a_straight_line_on_a_log_axis():
    curve = line(10.0**X)
    frame = Frame(drawn(picture(curve, y_range=(0.01, 100.0), y_scale=Scale("log"))))
    for x in np.linspace(-1.8, 1.8, 13):
        assert frame.inked(x, x, BLUE)


def test_a_symlog_axis_has_both_signs():
    x = np.sinh(np.linspace(-6, 6, 1201))
    panel = Panel(
        "values", (-100.0, 100.0), (line(x, x=x),), y_is_fixed=True, y_scale=Scale("symlog")
    )
    frame = Frame(drawn(Picture((panel,), (-100.0, 100.0), Scale("symlog"))))
    for share in np.linspace(0.1, 0.9, 9):  # the same scale both ways: y = x is the diagonal
        assert frame.inked(share, share, BLUE, x_range=(0, 1), y_range=(0, 1))


def test_a_legend_covers_no_curve():
    both = drawn(picture(line(-X), line(0.2 - X, 1, label="g")), size=(6.4, 4.0))
    frame = Frame(both)
    assert all(frame.inked(x, -x, BLUE, reach=1) for x in np.linspace(-1.99, 1.99, 300))


def test_dark_paper():
    pixels = drawn(picture(line(X)), theme="dark")
    assert pixels[2, 2].max() < 40
    assert near(pixels, HEX["dark"][0]).any()
    assert not near(pixels, BLUE).any()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_picture_gives_the_same_bytes_under_any_settings(format, monkeypatch):
    shown = picture(line(X), line(-X, 1, label="g"), zones=[Zone(0, "dead", -1.0, 0.0)])

    def file():
        return paper_picture(shown, format=format, title="f, g", notes=["a note"], size=SMALL)

    first = file()
    changed = {"lines.linewidth": 9.0, "font.size": 30.0, "axes.grid": False, "text.usetex": True}
    for key, value in changed.items():
        monkeypatch.setitem(matplotlib.rcParams, key, value)
    before = dict(matplotlib.rcParams)
    assert file() == first
    assert dict(matplotlib.rcParams) == before
    assert not re.search(rb"20\d\d-\d\d-\d\d|CreationDate", first)


def test_nothing_is_said_and_pyplot_stays_away():
    code = """
import sys
import numpy as np
from actcli.analysis.pictures.picture import Curve, Panel, Picture
from actcli.render.paper.picture import paper_picture
x = np.linspace(0.0, 1.0, 9)
shown = Picture((Panel("values", (0.0, 1.0), (Curve("f", 0, 0, x, x),)),), (0.0, 1.0))
assert "matplotlib" not in sys.modules
for format in ("png", "pdf", "svg"):
    paper_picture(shown, format=format, title="시그모이드", size=(3.0, 2.0))
assert not {"matplotlib.pyplot", "koreanize_matplotlib"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_svg_is_xml_and_says_what_was_typed():
    title = "a < b & $5 \x1b[31m\n</svg>"
    root = ElementTree.fromstring(paper_picture(picture(line(X)), format="svg", title=title))
    assert root.tag.endswith("svg")
    assert not list(root.iter("{http://www.w3.org/2000/svg}text")), "letters are outlines"
    assert "a < b & $5  [31m </svg>" in "".join(root.itertext())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("functions", [1, 100])
def test_any_picture_is_drawn(format, functions):
    curves = [line(n * X, n, label=f"a function {n}" * (1 + n % 3)) for n in range(functions)]
    nothing = line(np.nan, functions, label="nothing")
    zone = Zone(0, "dead", 5.0, np.inf)
    shown = picture(*curves, nothing, y_range=(-1e-300, 1e-300), zones=[zone])
    title = "a title that is much longer than the picture is wide, " * 4
    data = paper_picture(shown, format=format, title=title, notes=["note " * 80], size=SMALL)
    assert len(data) > 1000


def test_without_matplotlib_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ActcliError) as caught:
        paper_picture(picture(line(X)), format="png")
    assert caught.value.hint == "pip install 'actcli[image]'"
    assert caught.value.status == 2


# -- texts around the panels --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["gelu: f(x) = 0.5x", "최댓값 17.63, 표준편차", "WWWiii  …'\N{PRIME}"]
)
def test_a_text_is_as_wide_as_matplotlib_sets_it(text):
    font = fonts.hangul_font()
    families = ["DejaVu Sans", font.family]
    edges = [TextPath((0, 0), around, prop=FontProperties(family=families, size=50)).get_extents()
             for around in (f"|{text}|", "||")]  # fmt: skip
    assert Ruler(font).width(text, 50) == pytest.approx(edges[0].width - edges[1].width, rel=0.02)


@pytest.mark.parametrize("word", ["word", "최댓값", "x" * 300])
def test_lines_fill_the_width_and_lose_nothing(word):
    ruler = Ruler(fonts.hangul_font())
    lines = ruler.wrapped(" ".join([word] * 60), 8, 300, "  ")
    assert "".join("".join(lines).split()) == word * 60
    widths = [ruler.width(line, 8) for line in lines]
    assert max(widths) <= 300
    assert min(widths[:-1]) > 300 - min(ruler.width(f" {word} ", 8), 100)


def test_a_sheet_grows_by_its_notes_and_says_how_many_are_left_out():
    heights = [
        Image.open(
            BytesIO(paper_picture(picture(line(X)), format="png", notes=["n"] * count))
        ).size[1]
        for count in (0, 1, 11, 40, 400)
    ]
    steps = np.diff(heights)
    assert steps[0] > 0
    assert steps[1] / 10 == pytest.approx(steps[2] / 29, rel=0.1)
    assert steps[3] == 0, "a bound"

    around = Surroundings.of(
        "t",
        [f"note {n}" for n in range(100)],
        Ruler(None),
        "{} more".format,
        width=6.4,
        height=None,
    )
    assert around.below == [*(f"note {n}" for n in range(39)), "61 more"]


def test_notes_of_a_sheet_with_a_given_size_leave_room_for_the_curves():
    frame = Frame(drawn(picture(line(X)), notes=["a note"] * 90))
    assert frame.bottoms[0] - frame.tops[0] > 200
    assert frame.inked(1.0, 1.0, BLUE)


def test_words_for_what_is_left_out_are_those_of_the_language():
    notes = ["n"] * 99
    pictures = [
        drawn(picture(line(X)), notes=notes, texts=texts)
        for texts in ({}, {"more_notes": "{count}줄 더 있음"}, {"more_notes": "99줄 더 있음"})
    ]
    assert not any(np.array_equal(a, b) for a, b in combinations(pictures, 2))


# -- extremes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(0.3, 0.2), (1.0, 0.7), (1.9, 1.4), (30.0, 0.5), (0.5, 20.0)])
def test_a_sheet_without_room_is_drawn_in_silence(size, recwarn, caplog):
    curves = [line(n * X, n, label=f"{n}" * 40) for n in range(4)]
    shown = picture(*curves, points=[Point(curves[0], 1.0, 0.0)])
    options = {"title": "t" * 200, "notes": ["note"] * 50, "formulas": [Formula("f", "x", "x")]}
    assert paper_picture(shown, format="pdf", size=size, **options)
    assert not recwarn.list
    assert not caplog.records


@pytest.mark.parametrize("kind", ["linear", "log", "symlog"])
@pytest.mark.parametrize(
    "values",
    [(1e300, 1.1e300), (1e307, 1.7e308), (1e-300, 1e300), (5e-324, 1e-310), (1e-300, 2e-300)],
)
def test_axes_near_the_ends_of_double_precision(kind, values):
    axis = Axis.over(values, Scale(kind)).padded(0.05, 0.05)
    assert np.isfinite(axis.values).all()
    assert kind != "log" or axis.values[0] > 0
    for direction in ("x", "y"):
        ticks = axis_ticks(axis, direction, 4.0)
        assert all(axis.holds(tick.value) for tick in ticks)
    assert all(axis.holds(value) for value in between_ticks(axis))


@pytest.mark.parametrize(
    "words",
    [
        "relu tanh --range=1e300:1.1e300 --difference --y-scale symlog -o {}.png",
        "1e300*x --y-scale symlog -o {}.pdf",
        "sin(50*x) 1e300*x --y-scale log -o {}.pdf",
        "sin(50*x) 1e300*x --y-scale log --style print -o {}.svg",
    ],
)
def test_huge_values_are_drawn(words, actcli, tmp_path):
    done = actcli("plot", *words.format(tmp_path / "a").split())
    assert (done.status, done.err) == (0, "")
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size > 1000


# -- labels and legends -----------------------------------------------------------------------


def labelled(*points, size=(6.4, 4.0)):
    """A canvas with labels of points."""
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    area = Axis.over((-2.0, 2.0), Scale())
    canvas = Canvas(figure.add_subplot(), area, area, Paper.of("light"))
    canvas.axes.set(xlim=(0, 1), ylim=(0, 1))
    for curve in dict.fromkeys(point.curve for point in points):
        canvas.draw_curve(curve, is_dotted=False)
    add_point_labels([canvas], [Panel("values", (-2.0, 2.0), points=points)])
    figure.draw_without_rendering()
    return canvas


def test_labels_of_points_cover_neither_each_other_nor_points():
    curves = [line(X + 0.05 * n, n, label=f"f{n}") for n in range(4)]
    points = [Point(curve, x, x + 0.05 * n) for n, curve in enumerate(curves) for x in (-1.0, 0.5)]
    canvas = labelled(*points)
    boxes = [Text.get_window_extent(text) for text in canvas.axes.texts]
    assert len(boxes) == 8
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    places = canvas.axes.transData.transform(
        [(canvas.x.share(point.x), canvas.y.share(point.y)) for point in points]
    )
    assert not any(box.contains(*place) for box in boxes for place in places)
    # A label that had to go far is led to by a line.
    far = [text for text in canvas.axes.texts if max(map(abs, text.get_position())) >= 12]
    assert far
    assert all(text.arrow_patch is not None for text in far)


def test_a_label_does_not_cover_the_next_point():
    points = [Point(line(-1.9), 0.0, 0.0), Point(line(-1.9), 0.15, 0.18)]
    canvas = labelled(*points)
    place = canvas.axes.transData.transform((canvas.x.share(0.15), canvas.y.share(0.18)))
    assert not Text.get_window_extent(canvas.axes.texts[0]).contains(*place)


def test_a_lone_label_stands_beside_its_point():
    curve = line(0.0)
    (label,) = labelled(Point(curve, 1.0, 0.0)).axes.texts
    assert label.arrow_patch is None
    assert max(map(abs, label.get_position())) <= 5


def test_names_are_shown_as_they_are():
    # matplotlib leaves out of a legend what begins with _, if it is not told otherwise
    def shown(label):
        return drawn(picture(line(-X, label=label), line(0.2 - X, 1, label="g")), size=(6.4, 4.0))

    assert not np.array_equal(shown("_f"), shown("_h"))
    assert not np.array_equal(shown("$x$"), shown("x"))


def test_names_longer_than_the_sheet_stay_on_it():
    curves = [line((n - 1) * X, n, label=f"{n} * x + " * 40) for n in range(3)]
    pixels = drawn(picture(*curves), size=(6.4, 4.0))
    assert (pixels[:, :10] > 240).all()
    assert (pixels[:, -10:] > 240).all()


# -- formulas ---------------------------------------------------------------------------------


def test_every_formula_of_the_book_is_set(caplog):
    caplog.set_level(logging.WARNING)  # mathtext logs what it has no glyph for
    for name in actcli.names():
        equation = formula_of(actcli.get(name)).equation()
        assert re.match(r"\$f(_i)?\(x\) = ", equation), name
    assert not caplog.records


def width(text):
    font = FontProperties(size=10, math_fontfamily="cm")
    return MathTextParser("path").parse(text, dpi=72, prop=font).width


def test_two_cases_stand_behind_a_brace_with_even_columns():
    text = mathtext(actcli.get("elu").latex)
    rows = re.search(r"\\genfrac\{\}\{\}\{0\}\{0\}\{(x\\.*)\}\{(\\alpha.*)\}\\right\.", text)
    assert "x > 0" in rows[1]
    assert "otherwise" in rows[2]
    values = [width(f"${row.partition('quad')[0]}quad$") for row in rows.groups()]
    assert values[0] == pytest.approx(values[1], rel=0.01)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (
            r"\begin{cases} 1 & x > 1 \\ x & x \ge 0 \\ 0 & \text{otherwise} \end{cases}",
            r"$1 \;\mathrm{if}\; x > 1,\;\; x \;\mathrm{if}\; x \geq 0,"
            r"\;\; 0 \;\mathrm{otherwise}$",
        ),
        (
            r"\frac{\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}}{2}",
            r"$\frac{\left(x \;\mathrm{if}\; x > 0,\;\; 0 \;\mathrm{otherwise}\right)}{2}$",
        ),
        (r"x \tanh\left(x\right)", r"$x\, \tanh(x)$"),
        (r"\left|x\right| \left(\frac{1}{x}\right)", r"$|x| \left(\frac{1}{x}\right)$"),
        (r"-\ln\left(x\right)", r"$-\ln(x)$"),
        (r"\nonsense{x}", None),
    ],
)
def test_latex_as_mathtext(latex, text):
    assert mathtext(latex) == text


def test_fractions_that_stand_alone_are_large():
    assert mathtext(r"\frac{1}{1 + \frac{x}{2}}", is_large=True) == r"$\dfrac{1}{1 + \frac{x}{2}}$"


@pytest.mark.parametrize(
    ("spec", "end"),
    [
        ("elu:alpha=0.5", r"\qquad \alpha = 0.5$"),
        ("prelu", r"\qquad a = 0.25$"),
        ("hard_tanh", r"\qquad \mathrm{min\_val} = -1, \; \mathrm{max\_val} = 1$"),
        ("x * sigmoid(1.702 * x)", r"= x \sigma(1.702x)$"),
    ],
)
def test_parameters_stand_behind_their_formula(spec, end):
    text = formula_of(actcli.get(spec)).equation()
    assert text.startswith("$f(x) = ")
    assert text.endswith(end)


def test_a_formula_that_mathtext_lacks_is_plain_text():
    formula = Formula("f", r"\nonsense{x}", "where(x > 0, x, 0)")
    assert formula.equation() == "f(x) = where(x > 0, x, 0)"
    assert drawn(picture(line(X)), title="f", formulas=[formula]).shape == (600, 960, 3)


def test_one_formula_is_below_the_title_and_several_are_in_the_legend():
    formulas = [Formula("f", "x", "x"), Formula("g", "-x", "-x")]
    both = picture(line(X), line(-X, 1, label="g"))
    assert (
        Frame(drawn(picture(line(X)), formulas=formulas[:1])).tops[0]
        > Frame(drawn(picture(line(X)))).tops[0]
    )
    bare, told = drawn(both, size=(6.4, 4.0)), drawn(both, size=(6.4, 4.0), formulas=formulas)
    assert Frame(bare).tops == Frame(told).tops
    assert not np.array_equal(bare, told)


# -- Korean -----------------------------------------------------------------------------------


def test_hangul_has_its_letters():
    first, second = (drawn(picture(line(X)), title=title) for title in ("가", "나"))
    assert not np.array_equal(first, second), "boxes look the same"


def test_korean_words_are_in_the_legend():
    zones = [Zone(0, "dead", -1.0, 0.0)]
    both = picture(line(X), line(-X, 1, label="g"), zones=zones)
    korean = drawn(both, texts={"dead": "죽은 구간"})
    assert not np.array_equal(korean, drawn(both, texts={"dead": "포화 구간"}))


def test_without_a_font_hangul_becomes_question_marks(monkeypatch):
    monkeypatch.setattr(paper, "hangul_font", lambda: None)
    shown = picture(line(X, label="가"))
    assert np.array_equal(drawn(shown, title="나다"), drawn(shown, title="??"))


def test_a_pdf_embeds_its_fonts_so_that_text_can_be_copied():
    font = fonts.hangul_font()
    data = paper_picture(picture(line(X)), format="pdf", title="시그모이드", size=SMALL)
    assert font.family.replace(" ", "").encode() in data
    assert data.count(b"/ToUnicode") >= 2
    assert data.count(b"/FontFile2" if font.is_truetype else b"/Type3") >= 2
