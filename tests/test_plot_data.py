"""The numbers of `plot --data`: read in one pass, refused in one line, told under the picture."""

import io
import math
import sys

import numpy as np
import pytest

import actcli
from actcli.analysis.pictures.histogram import Histogram, fine_bars
from actcli.analysis.pictures.picture import LINEAR, Scale, Zone
from actcli.analysis.pictures.shares import DataSummary
from actcli.cli.data import read_data
from actcli.errors import ActcliError
from actcli.render.paper.axes import Axis as PaperAxis
from actcli.render.paper.bars import merged_bars
from actcli.render.pictures.axes import Axis, places
from actcli.render.pictures.bars import column_shares
from actcli.render.pictures.data_notes import data_notes, share_text, watch_title
from actcli.render.words import load_words

ENGLISH, KOREAN = load_words("en"), load_words("ko")
RELU_ZONE = Zone(0, "dead", -math.inf, 0.0)


class Terminal(io.BytesIO):
    def isatty(self):
        return True


@pytest.fixture
def stdin(monkeypatch):
    def give(source):
        raw = io.BytesIO(source) if isinstance(source, bytes) else source
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))

    return give


def refusal(*arguments):
    with pytest.raises(ActcliError) as caught:
        read_data(*arguments)
    message = caught.value.message
    assert "\n" not in message
    assert caught.value.status == 2
    return message


# ---------------------------------------------------------------------------------------------
# Reading
# ---------------------------------------------------------------------------------------------


def test_a_file_is_read_as_eval_reads_text(tmp_path):
    file = tmp_path / "activations.txt"
    file.write_bytes(b"# layer 3\n-1.5 2\n\n0.5,\t-.25\r\n1e2\n  nan inf\n4")
    summary = read_data(str(file), [actcli.get("relu")], [RELU_ZONE], (-2.0, 5.0))
    histogram = summary.histogram
    assert (histogram.count, histogram.nans, histogram.infinities) == (8, 1, 1)
    assert (histogram.minimum, histogram.maximum) == (-1.5, 100.0)
    assert histogram.mean == pytest.approx((-1.5 + 2 + 0.5 - 0.25 + 100 + 4) / 6)
    assert [share.count for share in summary.zones] == [2]
    assert summary.outside((-2.0, 5.0)) == 2  # 100 and inf


def test_a_dash_is_stdin(stdin):
    stdin(b"1\n2\n3\n")
    assert read_data("-").histogram.count == 3


def test_a_terminal_is_not_read(stdin):
    stdin(Terminal())
    assert "terminal" in refusal("-")


def test_a_closed_stdin_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "cannot read stdin: it is closed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"1\n2 3\nx4 5\n", "stdin:3:1: 'x4' is not a number"),
        (b"1 2,  1_000\n", "stdin:1:7: '1_000' is not a number"),
        (b"", "stdin has no numbers"),
        (b"# nothing\n\n  \n", "stdin has no numbers"),
        (b"nan\nnan nan\n", "stdin has only NaN"),
        (b"nan\ninf -inf\n", "stdin has no finite number"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(stdin, text, expected):
    stdin(text)
    assert refusal("-") == expected


@pytest.mark.parametrize("name", ["a.npy", "a.csv", "A.CSV", "a.ndjson", "a.parquet"])
def test_other_formats_come_later(name):
    assert refusal(name) == f"plot does not read .{name.partition('.')[2]} files yet"


def test_a_file_that_is_not_there_is_named(tmp_path):
    missing = tmp_path / "none.txt"
    assert refusal(str(missing)).startswith(f"cannot read {missing}: ")
    assert refusal(str(tmp_path)).startswith(f"cannot read {tmp_path}: ")


def test_a_function_of_a_vector_has_no_histogram_under_it():
    functions = [actcli.get("relu"), actcli.get("softmax")]
    assert refusal("-", functions) == "--data: softmax is a function of a whole vector"


# ---------------------------------------------------------------------------------------------
# Notes
# ---------------------------------------------------------------------------------------------


def notes_of(values, specs=(), zones=(), words=ENGLISH, x_range=(-10.0, 10.0), **options):
    summary = DataSummary([actcli.get(spec) for spec in specs], zones)
    summary.add(np.array(values, dtype=np.float64))
    return data_notes(summary, list(specs), x_range, words, **options)


SATURATED = (
    Zone(0, "saturated", -math.inf, -5.9864),
    Zone(0, "saturated", 5.9864, math.inf),
)


def test_the_numbers_are_told_first():
    values = np.tile([-2.0, 0.0, 5.0], 500_000)
    assert notes_of(values) == [
        "1,500,000 values, mean 1, standard deviation 2.944, from -2 to 5",
    ]
    assert notes_of(values, words=KOREAN) == [
        "값 1,500,000개: 평균 1, 표준편차 2.944, 최솟값 -2, 최댓값 5",
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ["waiting for numbers on stdin"]),
        ([0.25], ["1 value: 0.25"]),
        ([0.25] * 3, ["3 values, all of them 0.25"]),
        (
            [math.inf, -math.inf, 1.0],
            [
                "3 values, the only finite one 1",
                "2 of them not drawn: 0 NaN, 2 infinite",
                "66.7 % outside the picture",
            ],
        ),
        (
            [math.nan, 1.0, 1.0],
            ["3 values, all finite ones 1", "1 of them not drawn: 1 NaN, 0 infinite"],
        ),
        (
            [1.0, 3.0, math.nan, math.inf],
            [
                "4 values, mean 2, standard deviation 1, from 1 to 3",
                "2 of them not drawn: 1 NaN, 1 infinite",
                "33.3 % outside the picture",
            ],
        ),
        (
            [math.nan, math.nan],
            ["2 values, none of them finite", "2 of them not drawn: 2 NaN, 0 infinite"],
        ),
    ],
)
def test_unusual_numbers(values, expected):
    assert notes_of(values) == expected
    assert len(notes_of(values, words=KOREAN)) == len(expected)


def test_equal_numbers_beside_infinities_in_korean():
    assert notes_of([math.inf, 1.0], words=KOREAN)[0] == "값 2개 중 유한한 값은 1 하나"
    assert notes_of([math.nan, 2.0, 2.0], words=KOREAN)[0] == "값 3개 중 유한한 값은 모두 2"


@pytest.mark.parametrize(
    ("spec", "zones", "expected"),
    [
        ("relu", [RELU_ZONE], "relu: 40.0 % in the dead zone (x ≤ 0)"),
        (
            "relu6",
            [RELU_ZONE, Zone(0, "dead", 6.0, math.inf)],
            "relu6: 60.0 % in the dead zone (x ≤ 0, x ≥ 6)",
        ),
        (
            "hard_tanh",
            [Zone(0, "dead", -math.inf, -1.0), Zone(0, "dead", 1.0, math.inf)],
            "hard_tanh: 80.0 % in the dead zone (|x| ≥ 1)",
        ),
        ("hard_shrink", [Zone(0, "dead", -0.5, 0.5)],
         "hard_shrink: 20.0 % in the dead zone (-0.5 ≤ x ≤ 0.5)"),
        ("sigmoid", SATURATED, "sigmoid: 40.0 % saturated (|x| > 5.99)"),
        ("elu", [Zone(0, "saturated", -math.inf, -4.6)], "elu: 20.0 % saturated (x < -4.6)"),
        ("step", [Zone(0, "dead", -math.inf, math.inf)],
         "step: 100 % in the dead zone (everywhere)"),
        ("gelu", [], "gelu: no dead or saturated zone"),
        ("sin", [Zone(0, "dead", end, end + 0.1) for end in range(4)],
         "sin: 20.0 % in the dead zone"),
    ],
)  # fmt: skip
def test_the_share_in_the_zones_of_a_function(spec, zones, expected):
    assert notes_of([-6.0, 0.0, 1.05, 2.5, 7.0], [spec], zones)[1:] == [expected]


def test_notes_in_korean_and_in_seven_bits():
    zones = [RELU_ZONE, *(Zone(1, "saturated", z.low, z.high) for z in SATURATED)]
    values, specs = [-6.0, 0.0, 1.0, 2.5, 70.0], ["relu", "sigmoid", "leaky_relu"]
    assert notes_of(values, specs, zones, KOREAN)[1:] == [
        "relu: 기울기가 0인 구간에 40.0% (x ≤ 0)",
        "sigmoid: 포화 구간에 40.0% (|x| > 5.99)",
        "leaky_relu: 기울기가 0이거나 포화하는 구간 없음",
        "그림 밖에 20.0%",
    ]
    plain = notes_of(values, specs, zones, ascii_only=True)
    assert plain[1] == "relu: 40.0 % in the dead zone (x <= 0)"
    assert all(note.isascii() for note in plain)


@pytest.mark.parametrize(
    ("share", "english", "korean"),
    [
        (0.0, "0 %", "0%"),
        (1.0, "100 %", "100%"),
        (0.483, "48.3 %", "48.3%"),
        (1e-9, "less than 0.1 %", "0.1% 미만"),
        (0.0005, "0.1 %", "0.1%"),
        (1 - 1e-9, "more than 99.9 %", "99.9% 초과"),
        (0.9994, "99.9 %", "99.9%"),
    ],
)
def test_none_and_all_are_said_of_none_and_all_only(share, english, korean):
    assert share_text(share, ENGLISH) == english
    assert share_text(share, KOREAN) == korean


def test_the_title_says_how_many_of_the_numbers_are_shown():
    told = watch_title("relu", 65_536, 1_234_567, ENGLISH)
    assert told == "relu: last 65,536 of 1,234,567 values"
    assert watch_title("relu", 12, 12, ENGLISH) == "relu: 12 values so far"
    assert watch_title("", 65_536, 70_000, KOREAN) == "전체 70,000개 중 최근 값 65,536개"


# ---------------------------------------------------------------------------------------------
# Bars
# ---------------------------------------------------------------------------------------------


def columns_of(values, x_range, cells=67, scale=LINEAR):
    """The share that each column of a terminal shows, and the values at the edges of columns."""
    histogram = Histogram()
    histogram.add(np.array(values, dtype=np.float64))
    axis = Axis(scale, places(scale, x_range), 2 * cells, 2)
    edges = axis.value(np.arange(cells + 1) * 2 - 0.5)
    return column_shares(fine_bars(histogram, x_range, scale), axis), edges


def paper_of(values, x_range, scale=LINEAR):
    histogram = Histogram()
    histogram.add(np.array(values, dtype=np.float64))
    return merged_bars(fine_bars(histogram, x_range, scale), PaperAxis.over(x_range, scale))


@pytest.mark.parametrize("cells", [10, 57, 67, 131, 500])
@pytest.mark.parametrize("value", [1.0, -0.3, 1000.1])
def test_equal_numbers_are_one_bar_of_all(cells, value):
    x_range = (value - 1.2, value + 0.8)
    shares, edges = columns_of([value] * 1000, x_range, cells)
    (column,) = np.flatnonzero(shares)
    assert shares[column] == 1.0
    assert edges[column] - 2e-4 <= value <= edges[column + 1] + 2e-4  # to a bin
    bounds, percent = paper_of([value] * 1000, x_range)
    assert percent.tolist() == [100.0]
    assert bounds[0] <= value <= bounds[1] < bounds[0] + 0.1


@pytest.mark.parametrize("cells", [23, 57, 66, 67, 131])
@pytest.mark.parametrize("count", [200, 3000, 200_000])
def test_bars_are_of_whole_columns_and_show_what_numpy_counts_between_them(cells, count):
    values = np.random.default_rng(3).normal(0.2, 1.0, count)
    shares, edges = columns_of(values, (-3.5, 3.5), cells)
    changes = np.flatnonzero(np.diff(shares)) + 1
    # All bars are as wide; neighbours may be equal, and the last one is cut off.
    width = int(np.bincount(np.diff(changes)).argmax())
    starts = np.arange(changes[0] % width, cells + 1, width)
    expected, _ = np.histogram(values, edges[starts])
    shown = shares[starts[:-1]]
    assert shown == pytest.approx(expected / count, abs=0.02 * shares.max() + 2 / count)


def test_many_numbers_have_a_bar_in_each_column():
    values = np.random.default_rng(3).normal(size=200_000)
    shares, _ = columns_of(values, (-3.5, 3.5))
    assert (np.diff(shares) != 0.0).all()
    assert shares.sum() == pytest.approx(np.mean(np.abs(values) < 3.55), abs=1e-3)


def test_shares_of_a_part_are_not_all():
    values = np.random.default_rng(4).normal(0.0, 4.0, 200_000)
    inside = float(np.mean(np.abs(values) <= 2.0))
    assert 0.36 < inside < 0.40
    shares, _ = columns_of(values, (-2.0, 2.0))
    assert shares.sum() == pytest.approx(inside, abs=0.01)  # the outer columns end beyond the range
    _, percent = paper_of(values, (-2.0, 2.0))
    assert percent.sum() == pytest.approx(100.0 * inside, abs=0.1)


@pytest.mark.parametrize("cells", [10, 57, 67, 130])
@pytest.mark.parametrize("low", [0.0, 1.0])
def test_no_bar_is_beyond_the_numbers(cells, low):
    values = np.arange(low, 101.0)
    shares, edges = columns_of(values, (-20.0, 120.0), cells)
    filled = np.flatnonzero(shares)
    assert edges[filled[0]] <= low + 0.01 < edges[filled[0] + 1]
    assert edges[filled[-1]] <= 100.0 + 0.01 < edges[filled[-1] + 1] + 0.02
    assert (shares[filled[0] : filled[-1] + 1] > 0.0).all()
    bounds, percent = paper_of(values, (-20.0, 120.0))
    assert (bounds[0], bounds[-1]) == pytest.approx((low, 100.0), abs=0.02)
    assert percent.sum() == pytest.approx(100.0)
    assert percent == pytest.approx(np.full(percent.size, percent.mean()), rel=0.15)


def test_the_last_bar_is_not_a_sliver():
    for cells in range(40, 90):
        shares, _ = columns_of(np.arange(1.0, 101.0), (-10.0, 100.0), cells)
        shown = shares[shares > 0.0]
        assert shown[-1] > 0.3 * shown.max(), cells


def test_bars_on_a_log_axis():
    values = 10.0 ** np.random.default_rng(5).uniform(0.0, 3.0, 3000)
    shares, _ = columns_of(values, (0.1, 1e4), 67, Scale("log"))
    assert 0.55 < np.count_nonzero(shares) / 67 < 0.65  # 3 of 5 decades
    bounds, percent = paper_of(values, (0.1, 1e4), Scale("log"))
    assert percent.sum() == pytest.approx(100.0)
    assert np.diff(np.log10(bounds)) == pytest.approx(np.full(percent.size, 3 / percent.size), 0.02)
