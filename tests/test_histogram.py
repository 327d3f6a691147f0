"""A histogram of a stream: counts, moments, quantiles and shares, in memory that does not grow."""

import math
import statistics
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import actcli
from actcli.analysis.pictures.histogram import Histogram, fine_bars, round_range, telling_bars
from actcli.analysis.pictures.picture import DEFAULT_RANGE, LINEAR, Bars, Scale, Zone
from actcli.analysis.pictures.shares import DataSummary

WIDTH = 1 / 256  # of a counter, relative to its values
LARGEST = float(np.finfo(np.float64).max)

numbers = st.floats(-1e6, 1e6, allow_subnormal=True)
wide_numbers = st.floats(allow_nan=False, allow_infinity=False)


def histogram_of(*blocks):
    histogram = Histogram()
    for block in blocks:
        histogram.add(np.array(block, dtype=np.float64))
    return histogram


# ---------------------------------------------------------------------------------------------
# Counts and moments
# ---------------------------------------------------------------------------------------------


@given(st.lists(st.lists(numbers, max_size=8), min_size=1, max_size=5).filter(any))
def test_moments_are_those_of_all_blocks_together(blocks):
    histogram = histogram_of(*blocks)
    values = [value for block in blocks for value in block]
    largest = max(map(abs, values))
    assert histogram.count == histogram.finite == len(values)
    assert (histogram.minimum, histogram.maximum) == (min(values), max(values))
    # statistics computes with fractions: exact until the last rounding.
    assert histogram.mean == pytest.approx(statistics.fmean(values), rel=1e-12, abs=1e-13 * largest)
    expected = statistics.pstdev(values)
    assert histogram.deviation == pytest.approx(expected, rel=1e-9, abs=1e-13 * largest)


def test_a_small_deviation_beside_a_large_mean_keeps_its_digits():
    block = 1e9 + np.tile([-1.0, 1.0], 500)
    histogram = histogram_of(*[block] * 20)
    assert histogram.mean == 1e9
    assert histogram.deviation == pytest.approx(1.0, rel=1e-6)


@given(st.lists(wide_numbers, min_size=1, max_size=20))
def test_no_number_is_too_large_or_too_small(values):
    histogram = histogram_of(values)
    assert min(values) <= histogram.mean <= max(values)
    assert 0.0 <= histogram.deviation < math.inf
    low, high = histogram.range()
    assert -math.inf < low < high < math.inf
    assert math.isfinite(high - low)
    heights = histogram.bars(np.array([-LARGEST, 0.0, LARGEST])).heights
    assert heights.sum() == len(values)
    assert heights[0] == pytest.approx(sum(value < 0 for value in values), abs=values.count(0.0))


def test_squares_of_extreme_numbers_neither_overflow_nor_vanish():
    assert histogram_of([1e300, -1e300]).deviation == pytest.approx(1e300)
    assert histogram_of([0.0], [1e-300, -1e-300, 0.0]).deviation == pytest.approx(
        math.sqrt(0.5) * 1e-300
    )
    assert histogram_of([LARGEST, LARGEST], [LARGEST]).mean == LARGEST
    assert histogram_of([LARGEST, -LARGEST]).deviation == LARGEST


def test_nan_and_infinities_are_counted_apart():
    histogram = histogram_of([1.0, np.nan, np.inf], [-np.inf, -np.nan, 3.0])
    assert (histogram.count, histogram.finite) == (6, 2)
    assert (histogram.nans, histogram.infinities) == (2, 2)
    assert (histogram.mean, histogram.deviation) == (2.0, 1.0)
    assert (histogram.minimum, histogram.maximum) == (1.0, 3.0)
    assert histogram.bars(np.array([0.0, 2.0, 4.0])).heights.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("values", [[], [np.nan], [np.inf, -np.inf]])
def test_without_a_finite_number_there_is_nothing_to_draw(values):
    histogram = histogram_of(values)
    assert histogram.finite == 0
    assert math.isnan(histogram.mean)
    assert math.isnan(histogram.deviation)
    assert math.isnan(histogram.quantile(0.5))
    assert histogram.range() == DEFAULT_RANGE
    assert histogram.bars(np.array([0.0, 1.0])).heights.tolist() == [0.0]
    bars = fine_bars(histogram, (-1.0, 1.0))
    assert not bars.heights.any()
    assert bars.ends() is None
    assert bars.count > 0


def test_arrays_of_any_shape_and_order_are_counted_whole():
    values = np.arange(12.0).reshape(3, 4)
    histogram = Histogram()
    histogram.add(values.T)
    histogram.add(values[:, ::2])
    assert histogram.count == 18
    assert histogram.mean == pytest.approx((values.sum() + values[:, ::2].sum()) / 18)


def test_memory_does_not_grow_with_the_numbers():
    histogram = Histogram()
    generator = np.random.default_rng(3)
    block = generator.normal(size=1000)
    histogram.add(block)
    tracemalloc.start()
    try:
        for power in range(-150, 150):
            histogram.add(block * 10.0**power)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert histogram.count == 301_000
    assert peak < 200_000  # bytes; the numbers would take 2.4 million


# ---------------------------------------------------------------------------------------------
# Quantiles and bars
# ---------------------------------------------------------------------------------------------


@given(st.lists(wide_numbers, min_size=1, max_size=50), st.floats(0.0, 1.0))
def test_a_quantile_lies_between_the_numbers_around_it(values, part):
    ordered = sorted(values)
    place = part * len(values)
    below = ordered[max(math.ceil(place) - 1, 0)]
    above = ordered[min(math.floor(place), len(values) - 1)]
    quantile = histogram_of(values).quantile(part)
    tiny = 2.0**-1022  # below it a counter holds all there is
    assert quantile >= below - abs(below) * WIDTH - tiny
    assert quantile <= above + abs(above) * WIDTH + tiny


@given(st.lists(wide_numbers, min_size=1, max_size=50))
def test_the_outermost_quantiles_are_the_extremes(values):
    histogram = histogram_of(values)
    tiny = 2.0**-1022
    for part, end in ((0.0, min(values)), (1.0, max(values))):
        assert min(values) <= histogram.quantile(part) <= max(values)
        assert abs(histogram.quantile(part) - end) <= abs(end) * WIDTH + tiny


@pytest.mark.parametrize("deviation", [1.0, 20.0])
@pytest.mark.parametrize("mean", [0.0, 0.3, -3.0, 10.0, 1000.0, -1000.0, 1e6])
def test_bars_of_a_large_sample_are_those_of_numpy(mean, deviation):
    values = np.random.default_rng(1).normal(mean, deviation, 100_000)
    edges = mean + deviation * np.linspace(-3.7, 3.9, 61)
    expected, _ = np.histogram(values, edges)
    histogram = histogram_of(*np.split(values, 100))
    bars = histogram.bars(edges)
    assert bars.edges is edges
    assert bars.total == values.size
    assert np.abs(bars.heights - expected).max() <= 0.01 * expected.max()
    for part in (0.001, 0.25, 0.5, 0.75, 0.999):
        quantile = np.quantile(values, part)
        assert histogram.quantile(part) == pytest.approx(quantile, abs=0.03 * deviation)


@pytest.mark.parametrize("mean", [0.0, 1000.0, 1e6, -1e6])
def test_numbers_on_an_edge_are_in_the_bar_above_it(mean):
    values = mean + np.rint(4.0 * np.random.default_rng(6).normal(size=100_000)) / 4.0
    edges = mean + np.arange(-20, 21) / 4.0
    expected, _ = np.histogram(values, edges)
    heights = histogram_of(*np.split(values, 100)).bars(edges).heights
    assert np.abs(heights - expected).max() <= 0.002 * expected.max()


@pytest.mark.parametrize("mean", [0, 100, 1000, -1000, 1_000_000])
def test_integers_are_counted_exactly_by_edges_between_them(mean):
    values = mean + np.rint(20.0 * np.random.default_rng(7).normal(size=50_000))
    edges = mean - 60.5 + np.arange(0.0, 121.0, 3.0)
    expected, _ = np.histogram(values, edges)
    assert histogram_of(values).bars(edges).heights.tolist() == expected.tolist()


def test_numbers_that_come_later_need_not_be_where_the_first_ones_were():
    generator = np.random.default_rng(8)
    blocks = [generator.normal(mean, 1.0, 50_000) for mean in (1000.0, 0.0, -1000.0)]
    histogram = histogram_of(*blocks)
    for mean in (1000.0, 0.0):
        edges = mean + np.linspace(-4.0, 4.0, 41)
        expected, _ = np.histogram(np.concatenate(blocks), edges)
        heights = histogram.bars(edges).heights
        assert np.abs(heights - expected).max() <= 0.01 * expected.max()
    # Far from 0 and from the first ones the counters are wide, and yet lose nothing.
    assert histogram.bars(np.array([-1100.0, -900.0])).heights.tolist() == [50_000]


def test_a_group_far_from_0_is_fine_beside_a_larger_one_at_0():
    generator = np.random.default_rng(8)
    values = np.concatenate([
        np.zeros(30_000), generator.normal(0.0, 1.0, 60_000), generator.normal(1e4, 1.0, 20_000),
    ])  # fmt: skip
    generator.shuffle(values)
    histogram = histogram_of(*np.split(values, 20))
    for mean in (0.01, 1e4):
        edges = mean + np.linspace(-4.0, 4.0, 41)
        expected, _ = np.histogram(values, edges)
        heights = histogram.bars(edges).heights
        assert np.abs(heights - expected).max() <= 0.01 * expected.max()


@given(st.lists(wide_numbers, min_size=1, max_size=30), st.lists(wide_numbers, min_size=2))
def test_no_bar_has_less_than_nothing(values, edges):
    edges = np.sort(np.array(edges))
    heights = histogram_of(values[:1], values[1:]).bars(edges).heights
    assert (heights >= 0.0).all()
    assert heights.sum() <= len(values)


@given(
    st.lists(st.integers(-40, 40), min_size=1, max_size=60),
    st.integers(-45, 20),
    st.integers(1, 30),
)
def test_bars_are_exact_where_no_number_is_near_an_edge(values, first, count):
    edges = first - 0.5 + np.arange(count + 1.0)
    expected, _ = np.histogram(values, edges)
    assert histogram_of(values).bars(edges).heights == pytest.approx(expected, abs=1e-9)


def test_both_ends_of_a_range_belong_to_it():
    histogram = histogram_of([-4.0, -4.0, 0.0, 4.0])
    assert histogram.bars(np.array([-4.0, 0.0, 4.0])).heights.tolist() == [2.0, 2.0]
    assert histogram_of([0.0, 0.0]).bars(np.array([-1.0, 0.0, 1.0])).heights.tolist() == [0.0, 2.0]


def test_bars_may_be_asked_for_between_blocks():
    histogram = histogram_of([1.0])
    edges = np.array([0.0, 2.0, 4.0])
    assert histogram.bars(edges).heights.tolist() == [1.0, 0.0]
    histogram.add(np.array([3.0, 3.0]))
    assert histogram.bars(edges).heights.tolist() == [1.0, 2.0]


@pytest.mark.parametrize("scale", [LINEAR, Scale("symlog"), Scale("log")])
def test_fine_bins_are_even_on_their_scale_and_have_the_ends_of_the_range(scale):
    x_range = (0.01, 100.0) if scale.kind == "log" else (-3.0, 100.0)
    values = np.random.default_rng(2).exponential(3.0, 5000)
    bars = fine_bars(histogram_of(values, [np.nan, np.inf]), x_range, scale)
    assert set(x_range) <= set(bars.edges.tolist())
    assert bars.total == 5001
    assert bars.heights.sum() == pytest.approx(np.count_nonzero(values > bars.edges[0]), abs=2)
    widths = np.diff(scale.forward(bars.edges))
    assert widths == pytest.approx(np.full(widths.size, widths.mean()), rel=1e-6)


@pytest.mark.parametrize("x_range", [(-5e307, 5e307), (1e-300, 1e300), (-1e-300, 1e-300)])
@pytest.mark.parametrize("kind", ["linear", "log", "symlog"])
def test_fine_bins_of_any_range_are_finite(x_range, kind):
    if kind == "log" and x_range[0] <= 0:
        return
    bars = fine_bars(histogram_of([-1.0, 0.0, 2.0]), x_range, Scale(kind))
    assert np.isfinite(bars.edges).all()
    assert (np.diff(bars.edges) >= 0.0).all()
    assert bars.heights.sum() <= 3.0


def test_few_numbers_get_few_bars_and_many_get_many():
    generator = np.random.default_rng(2)
    few, many = (histogram_of(generator.normal(size=size)) for size in (20, 200_000))
    assert telling_bars(few, (-3.0, 3.0)) < 20
    # Freedman and Diaconis: bars 2 IQR / n^(1/3) wide; the IQR of a normal distribution is 1.349.
    assert telling_bars(many, (-3.0, 3.0)) == pytest.approx(
        6 / (2 * 1.349 / 200_000 ** (1 / 3)), 0.02
    )
    assert telling_bars(histogram_of([2.0] * 500), (-1.0, 3.0)) > 5  # no spread at all
    assert telling_bars(histogram_of([2.0]), (-1.0, 3.0)) == 2


def test_equal_numbers_are_in_one_bar_wherever_its_edges_are():
    bars = fine_bars(histogram_of([1.0] * 1000), (-0.5, 1.5))
    for end in np.linspace(0.9, 1.1, 1001):
        shares = bars.shares(np.array([end - 0.4, end - 0.2, end, end + 0.2, end + 0.4]))
        assert sorted(shares.tolist()) == [0.0, 0.0, 0.0, 1.0]


def test_shares_are_of_all_numbers():
    values = np.random.default_rng(9).normal(0.0, 4.0, 100_000)
    bars = fine_bars(histogram_of(values, [np.inf, np.nan]), (-2.0, 2.0))
    inside = np.count_nonzero(np.abs(values) < 2.0) / 100_001
    assert bars.shares(np.linspace(-2.0, 2.0, 21)).sum() == pytest.approx(inside, abs=1e-3)


def test_wide_bins_are_divided_evenly():
    bars = Bars(np.array([0.0, 4.0, 8.0]), np.array([6.0, 2.0]))
    assert bars.shares(np.array([-2.0, 1.0, 3.0, 6.0])) == pytest.approx([1.5 / 8, 3 / 8, 2.5 / 8])
    assert bars.ends() == (0.0, 8.0)


# ---------------------------------------------------------------------------------------------
# The range of a picture
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.1, 3.1, (-3.5, 3.5)),
        (-8.1, 9.4, (-9.0, 10.0)),
        (0.0, 0.0, (-1.0, 1.0)),
        (0.0, 7.3, (-0.5, 7.5)),  # 0 is inside, not at the edge
        (-7.3, 0.0, (-7.5, 0.5)),
        (3.0, 3.0, (-1.5, 4.5)),
        (-0.5, -0.5, (-0.8, 0.3)),
        (100.0, 200.0, (-20.0, 200.0)),  # not far from 0, for numbers so far apart
        (1000.0, 1001.0, (1000.0, 1001.0)),
        (-1001.0, -1000.0, (-1001.0, -1000.0)),
        (0.0001, 0.0002, (-0.00002, 0.0002)),
    ],
)
def test_a_round_range(low, high, expected):
    assert round_range(low, high) == pytest.approx(expected, rel=1e-15)


@given(wide_numbers, wide_numbers)
def test_a_round_range_holds_what_it_is_made_for(one, other):
    low, high = sorted((one, other))
    start, end = round_range(low, high)
    assert start < end
    assert math.isfinite(end - start)
    assert start <= max(low, -5e307) + 1e-9 * abs(low)
    assert end >= min(high, 5e307) - 1e-9 * abs(high)
    if abs(low) <= 10 or abs(high) <= 10 or low <= 0 <= high:
        assert start < 0 < end


@pytest.mark.parametrize("value", [1e17, -1e17, 1e-310, 12345.678, LARGEST])
def test_equal_numbers_have_a_range_around_them(value):
    low, high = histogram_of([value] * 7).range()
    assert low < high
    assert np.linspace(low, high, 200).size == np.unique(np.linspace(low, high, 200)).size
    assert value == LARGEST or low <= value <= high


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0, 20.0, 500.0], (1.0, 1000.0)),
        ([-5.0, 0.0, 0.02, 7.0], (0.01, 10.0)),
        ([100.0], (100.0, 1000.0)),
        ([-1.0, -2.0], (0.01, 100.0)),
        ([5e-324, 1e308], (1e-300, 1e300)),
    ],
)
def test_a_log_axis_shows_whole_decades_of_what_is_positive(values, expected):
    assert histogram_of(values).range(Scale("log")) == expected


def test_numbers_that_come_after_a_look_are_counted():
    histogram = histogram_of([1.0, 2.0])
    assert histogram.quantile(1.0) == 2.0
    histogram.add(np.array([8.0]))
    assert histogram.quantile(1.0) == 8.0


def test_a_few_outliers_do_not_stretch_the_range():
    values = np.random.default_rng(4).normal(size=100_000)
    low, high = histogram_of(values, [1e6, -1e9]).range()
    assert (low, high) == (-3.5, 3.5)


# ---------------------------------------------------------------------------------------------
# Shares
# ---------------------------------------------------------------------------------------------


def counts_of(spec, zones, values, **options):
    summary = DataSummary([actcli.get(spec)], [Zone(0, *zone) for zone in zones], **options)
    for block in np.array_split(np.array(values, dtype=np.float64), 3):
        summary.add(block)
    return [share.count for share in summary.zones]


LEFT, RIGHT = ("dead", -math.inf, 0.0), ("dead", 6.0, math.inf)


@pytest.mark.parametrize(
    ("spec", "zones", "expected"),
    [
        ("relu", [LEFT], [5]),  # relu'(0) = 0: 0 and -0 are dead
        ("relu6", [LEFT, RIGHT], [5, 3]),
        ("where(x >= 0, x, 0)", [LEFT], [3]),  # here the slope at 0 is 1
        ("sigmoid", [("saturated", -math.inf, -1.0), ("saturated", 6.0, math.inf)], [2, 2]),
        ("step", [("dead", -math.inf, math.inf)], [10]),
        ("hard_shrink", [("dead", -0.5, 0.5)], [4]),
        ("relu6", [("saturated", 0.5, 6.0), RIGHT], [0, 3]),  # 6 is dead and not saturated too
    ],
)
def test_the_ends_of_a_zone_belong_to_it_as_the_slope_says(spec, zones, expected):
    values = [-math.inf, -2.0, -1.0, -0.0, 0.0, 0.5, math.nan, 0.5, 6.0, 7.0, math.inf]
    assert counts_of(spec, zones, values) == expected


def test_what_is_outside_is_exact_for_a_range_known_beforehand():
    values = np.array([-4.0, -4.0, -3.999, 1.0, 4.0, 4.001, np.inf, np.nan])
    summary = DataSummary(window=(-4.0, 4.0))
    summary.add(values)
    assert summary.numbers == 7
    assert summary.outside((-4.0, 4.0)) == 2.0
    assert summary.outside((-5.0, 5.0)) == 1.0  # by the counters: the infinity
    assert summary.outside((-10.0, -5.0)) == 7.0


@given(st.lists(wide_numbers, min_size=1, max_size=40))
def test_no_number_is_outside_of_the_extremes(values):
    summary = DataSummary()
    summary.add(np.array(values))
    low, high = min(values), max(values)
    if low < high:
        assert summary.outside((low, high)) == 0.0
