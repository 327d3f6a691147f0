"""Ticks on logarithmic axes: round, in their places, and with room between their labels."""

from itertools import pairwise

import numpy as np
import pytest

from actcli.analysis.pictures.picture import LINEAR, Scale
from actcli.render.pictures.axes import Axis, places
from actcli.render.pictures.ticks import x_ticks, y_ticks

LOG, SYMLOG = Scale("log"), Scale("symlog")


def labels(ticks):
    return [tick.label for tick in ticks]


@pytest.mark.parametrize(
    ("limits", "columns", "expected"),
    [
        ((0.01, 100.0), 60, "0.01 0.1 1 10 100"),
        ((0.01, 100.0), 20, "0.01 1 100"),
        ((0.1, 10.0), 60, "0.1 0.2 0.5 1 2 5 10"),
        ((1.0, 100000.0), 60, "1 10 100 1000 10000 1e5"),
        ((1e-12, 1.0), 60, "1e-12 1e-10 1e-8 1e-6 0.0001 0.01 1"),
        ((3.0, 7.0), 60, "3.0 3.5 4.0 4.5 5.0 5.5 6.0 6.5 7.0"),
        ((1e-300, 1e300), 60, "1e-300 1e-200 1e-100 1 1e100 1e200 1e300"),
    ],
)
def test_logarithmic_x(limits, columns, expected):
    shown = labels(x_ticks(limits, columns, LOG))
    if limits == (3.0, 7.0):
        assert len(shown) >= 5
        assert set(shown) <= set(expected.split())
    elif limits == (1e-300, 1e300):
        assert 2 <= len(shown) <= 8
    else:
        assert " ".join(shown) == expected


@pytest.mark.parametrize(
    ("limits", "rows", "expected"),
    [
        ((1e-18, 1.0), 21, "1e-18 1e-15 1e-12 1e-9 1e-6 0.001 1"),
        ((1.0, 1000.0), 21, "1 10 100 1000"),
        ((0.01, 1.0), 30, "0.01 0.02 0.05 0.1 0.2 0.5 1"),
        ((1.0, 1000.0), 5, "10 1000"),
    ],
)
def test_logarithmic_y(limits, rows, expected):
    assert " ".join(labels(y_ticks(limits, rows, LOG))) == expected


@pytest.mark.parametrize(
    ("limits", "scale", "columns", "expected"),
    [
        ((-100.0, 100.0), SYMLOG, 60, "-100 -10 -1 0 1 10 100"),
        ((-1000.0, 1000.0), SYMLOG, 30, "-1000 -10 0 10 1000"),
        ((-1.0, 1000.0), SYMLOG, 70, "-1 0 1 10 100 1000"),
        ((-0.1, 0.1), Scale("symlog", 1e-3), 60, "-0.1 -0.01 0 0.01 0.1"),
        ((-1e8, 1e8), SYMLOG, 60, "-1e8 -1e6 -10000 -100 0 100 10000 1e6 1e8"),
    ],
)
def test_signed_logarithmic_x(limits, scale, columns, expected):
    assert " ".join(labels(x_ticks(limits, columns, scale))) == expected


@pytest.mark.parametrize("scale", [LINEAR, LOG, SYMLOG, Scale("symlog", 1e-4)])
def test_no_two_labels_touch_and_none_is_out_of_place(scale):
    random = np.random.default_rng(11)
    for _ in range(600):
        low, high = sorted(10.0 ** random.uniform(-12, 12, 2))
        if scale.kind != "log" and random.random() < 0.5:
            low = -low
        if high - low < 1e-3 * high:
            continue
        cells = int(random.integers(8, 200))
        axis = Axis(scale, places(scale, (low, high)), cells, 1)

        across = x_ticks((low, high), cells, scale)
        ends = []
        for tick in across:
            assert float(tick.label) == pytest.approx(tick.value, rel=1e-12)
            cell = axis.cell(tick.value)
            assert cell is not None
            ends.append((cell - len(tick.label) / 2, cell + len(tick.label) / 2))
        gaps = [start - end for (_, end), (start, _) in pairwise(ends)]
        assert all(gap >= 1 for gap in gaps), labels(across)

        up = y_ticks((low, high), cells, scale)
        rows = [axis.cell(tick.value) for tick in up]
        assert None not in rows
        assert all(step >= 1 for step in np.diff(rows))
        assert len(up) <= 9
        assert cells < 12 or len(up) >= 1, (low, high, cells)


def test_a_wide_axis_has_labels():
    for scale in (LOG, SYMLOG):
        for power in range(1, 13):
            for cells in range(24, 160, 7):
                shown = x_ticks((10.0**-power, 10.0**power), cells, scale)
                assert len(shown) >= 2, (scale, power, cells)


def test_a_logarithmic_axis_has_no_place_for_zero():
    assert Axis(LOG, (-2.0, 2.0), 80, 2).zero_cell is None
    assert Axis(SYMLOG, (-2.0, 2.0), 81, 1).zero_cell == 40
    assert Axis(LOG, (-2.0, 2.0), 80, 2).cell(0.0) is None
    assert Axis(LOG, (-2.0, 2.0), 80, 2).cell(-3.0) is None


def test_places_of_a_window_that_a_logarithm_does_not_have():
    assert places(LOG, (-5.0, 100.0)) == (-2.0, 2.0)
    low, high = places(LOG, (-5.0, -1.0))
    assert high > low
    assert places(LINEAR, (2.0, 2.0)) == (1.5, 2.5)


@pytest.mark.parametrize("scale", [LINEAR, LOG, SYMLOG])
def test_values_and_dots_are_each_others_inverse(scale):
    axis = Axis(scale, (0.5, 3.0), 240, 4)
    dots = np.linspace(0.0, 239.0, 50)
    assert axis.dot(axis.value(dots)) == pytest.approx(dots)
    assert axis.cells == 60
