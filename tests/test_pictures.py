"""Putting pictures together: panels, differences, points, zones and bars."""

import math

import numpy as np
import pytest

from actcli.analysis.pictures.compose import compose
from actcli.analysis.pictures.picture import Bars, Scale
from actcli.catalog.books import load_book
from actcli.catalog.spec import resolve
from actcli.catalog.traits import traits_of
from actcli.errors import ActcliError

RANGE = (-5.0, 5.0)


def composed(*specs, orders=(), x_range=RANGE, columns=100, **options):
    return compose([resolve(spec) for spec in specs], x_range, orders, columns, **options)


def kinds(picture):
    return [(panel.kind, panel.order) for panel in picture.panels]


def lines(panel):
    return [(curve.label, curve.function, curve.order) for curve in panel.curves]


# ---------------------------------------------------------------------------------------------
# Panels
# ---------------------------------------------------------------------------------------------


def test_one_panel_has_functions_and_slopes():
    picture = composed("tanh", "relu", orders=[1])
    assert kinds(picture) == [("values", 0)]
    assert lines(picture.panels[0]) == [
        ("tanh", 0, 0), ("tanh", 0, 1), ("relu", 1, 0), ("relu", 1, 1),
    ]  # fmt: skip


def test_panels_have_the_slopes_of_each_order_apart():
    picture = composed("tanh", "softplus", orders=[2, 1], panels=True)
    assert kinds(picture) == [("values", 0), ("slope", 1), ("slope", 2)]
    for order, panel in enumerate(picture.panels):
        assert lines(panel) == [("tanh", 0, order), ("softplus", 1, order)]
    values, first, second = (panel.y_range for panel in picture.panels)
    assert values == pytest.approx((-math.tanh(5), math.log1p(math.exp(5))))
    assert first == pytest.approx((1 / math.cosh(5) ** 2, 1))
    largest = 4 / (3 * math.sqrt(3))  # of |tanh''|, where tanh^2 is 1/3
    assert second == pytest.approx((-largest, largest), rel=1e-4)


def test_a_window_of_the_user_is_that_of_the_functions():
    picture = composed("tanh", "relu", orders=[1], panels=True, y_range=(-9.0, 9.0))
    assert [panel.y_is_fixed for panel in picture.panels] == [True, False]
    assert picture.panels[0].y_range == (-9.0, 9.0)
    assert picture.panels[1].y_range == pytest.approx((0, 1))


def test_a_panel_without_values_has_a_window_all_the_same():
    picture = composed("exp(-x)", orders=[1], panels=True, y_scale=Scale("log"))
    assert picture.panels[1].curves[0].is_empty
    assert picture.panels[1].y_range == (0.1, 10.0)


def test_a_vector_function_beside_another():
    picture = composed("softmax", "sigmoid", orders=[1], difference=True)
    assert [curve.first_output for curve in picture.panels[0].curves] == [True, True, False, False]
    # The first of two outputs for (x, 0) is the sigmoid of x.
    assert np.nanmax(np.abs(picture.panels[1].curves[0].y)) < 1e-15
    with pytest.raises(ActcliError, match="maxout cannot be drawn"):
        composed("maxout")


def test_slopes_end_at_their_jumps():
    picture = composed("relu", "hard_tanh", orders=[1])
    found = [{(e.x, e.y, e.is_closed) for e in curve.ends} for curve in picture.curves]
    assert found == [
        set(),
        {(0, 0, True), (0, 1, False)},
        set(),
        {(-1, 0, True), (-1, 1, False), (1, 1, False), (1, 0, True)},
    ]


# ---------------------------------------------------------------------------------------------
# Differences
# ---------------------------------------------------------------------------------------------


def test_differences_stand_below_and_have_numbers_of_their_own():
    picture = composed("gelu", "silu", "gelu:approximate=tanh", difference=True)
    assert kinds(picture) == [("values", 0), ("difference", 0)]
    assert lines(picture.panels[1]) == [
        ("gelu − silu", 3, 0),
        ("gelu − gelu:approximate=tanh", 4, 0),
    ]
    to_silu, to_tanh = picture.panels[1].curves
    # Largest differences and their places, by mpmath.findroot on the derivatives.
    assert np.nanmax(np.abs(to_silu.y)) == pytest.approx(0.193001, rel=1e-4)
    assert abs(to_silu.x[np.nanargmax(np.abs(to_silu.y))]) == pytest.approx(1.965, abs=0.02)
    assert np.nanmax(np.abs(to_tanh.y)) == pytest.approx(4.73e-4, rel=1e-3)
    assert abs(to_tanh.x[np.nanargmax(np.abs(to_tanh.y))]) == pytest.approx(2.699, abs=0.02)


def test_differences_are_of_the_functions_and_the_orders_named():
    panel = composed("relu", "softplus", orders=[2, 1], difference=True).panels[1]
    assert [order for _, _, order in lines(panel)] == [0, 1, 2]
    slope = panel.curves[1]
    inside = ~np.isnan(slope.y)
    expected = (slope.x > 0) - 1 / (1 + np.exp(-slope.x))
    assert slope.y[inside] == pytest.approx(expected[inside], abs=1e-15)
    assert {(end.x, end.y, end.is_closed) for end in slope.ends} == {
        (0, -0.5, True),
        (0, 0.5, False),
    }


def test_differences_of_chosen_orders_alone():
    chosen = {"difference": True, "difference_orders": [1]}
    for orders in ((), [2]):
        values, difference = composed("relu", "softplus", orders=orders, **chosen).panels
        assert [order for _, _, order in lines(values)] == [0, *orders, 0, *orders]
        assert [order for _, _, order in lines(difference)] == [1]


def test_slopes_alone():
    picture = composed(
        "gelu", "silu", orders=[1], slopes_only=True, difference=True, difference_orders=[1],
        points=[0.0], with_zones=True,
    )  # fmt: skip
    slopes, difference = picture.panels
    assert kinds(picture) == [("slope", 1), ("difference", 0)]
    assert lines(slopes) == [("gelu", 0, 1), ("silu", 1, 1)]
    assert lines(difference) == [("gelu − silu", 2, 1)]
    assert [(point.x, point.y) for point in slopes.points] == [(0, 0.5), (0, 0.5)]
    assert slopes.asymptotes == ()  # they are the functions' and not the slopes'
    assert picture.zones
    for orders in ((), [0]):
        with pytest.raises(ValueError, match="orders"):
            composed("gelu", orders=orders, slopes_only=True)


def test_a_jump_of_a_slope_s_difference_is_seen_beside_vast_values():
    # What rounding loses of the values, 1e15 / 2^48, is more than the slopes differ by.
    panel = composed("1e15 + relu(x)", "1e15 + 0 * x", orders=[1], difference=True).panels[1]
    assert {(end.x, end.y) for end in panel.curves[1].ends} == {(0, 0), (0, 1)}


def test_a_difference_keeps_the_gaps_of_both():
    curve = composed("sqrt(x)", "log(2 - x)", difference=True).panels[1].curves[0]
    there = curve.x[~np.isnan(curve.y)]
    assert 0 <= there.min() < 0.02
    assert 1.98 < there.max() < 2


def test_a_difference_of_equals_is_a_line_in_the_middle():
    panel = composed("relu", "where(x > 0, x, 0)", difference=True).panels[1]
    assert set(panel.curves[0].y.tolist()) == {0.0}
    assert panel.y_range == (-1.0, 1.0)


def test_a_difference_that_is_only_rounding_has_no_jumps():
    curve = composed("silu", "x / (1 + exp(-x))", difference=True).panels[1].curves[0]
    assert 0 < np.nanmax(np.abs(curve.y)) < 1e-14
    assert curve.ends == ()
    assert not np.isnan(curve.y).any()


def test_differences_have_both_signs_and_are_not_on_a_log_axis():
    picture = composed("gelu", "silu", difference=True, y_scale=Scale("log"))
    assert [panel.y_scale.kind for panel in picture.panels] == ["log", "symlog"]
    assert not picture.panels[1].curves[0].is_empty


def test_a_difference_needs_two():
    with pytest.raises(ActcliError, match="two functions"):
        composed("gelu", difference=True)


# ---------------------------------------------------------------------------------------------
# Points
# ---------------------------------------------------------------------------------------------


def test_points_have_the_values_of_every_curve():
    picture = composed("sigmoid", "relu", orders=[1], points=[2.0, 0.0], panels=True)
    values, slopes = picture.panels
    assert [(p.curve.label, p.x, p.y) for p in values.points] == [
        ("sigmoid", 2, pytest.approx(1 / (1 + math.exp(-2)))), ("sigmoid", 0, 0.5),
        ("relu", 2, 2), ("relu", 0, 0),
    ]  # fmt: skip
    assert [(p.curve.label, p.curve.order, p.x, p.y) for p in slopes.points][1:] == [
        ("sigmoid", 1, 0, 0.25), ("relu", 1, 2, 1), ("relu", 1, 0, 0),
    ]  # fmt: skip
    assert all(any(p.curve is curve for curve in values.curves) for p in values.points)


def test_a_point_at_a_jump_has_the_function_s_own_value():
    step, sign = composed("step", "sign", points=[0.0]).panels[0].points
    assert (step.y, sign.y) == (1, 0)


def test_points_outside_the_range_and_without_a_value():
    points = composed("1 / x", "exp(x)", points=[0.0, 900.0, -math.inf, 7.0, 7]).panels[0].points
    told = {(point.curve.label, point.x): point.y for point in points}
    assert len(points) == len(told) == 8
    assert math.isinf(told["1 / x", 0.0])
    assert told["exp(x)", 900.0] == math.inf
    assert told["exp(x)", -math.inf] == 0
    assert told["1 / x", 7.0] == 1 / 7
    assert math.isnan(composed("log(x)", points=[-1.0]).panels[0].points[0].y)
    with pytest.raises(ActcliError, match="NaN"):
        composed("tanh", points=[1.0, math.nan])


def test_differences_and_bars_have_no_points():
    bars = Bars(np.array([0.0, 1.0]), np.array([3.0]))
    picture = composed("tanh", "relu", points=[1.0], difference=True, bars=bars)
    assert [len(panel.points) for panel in picture.panels] == [2, 0, 0]


# ---------------------------------------------------------------------------------------------
# Zones and bars
# ---------------------------------------------------------------------------------------------


def test_zones_and_asymptotes_only_where_asked_for():
    assert composed("sigmoid").zones == ()
    picture = composed("tanh", "relu", "softmax", orders=[1], with_zones=True, panels=True)
    assert [(zone.function, zone.kind) for zone in picture.zones] == [
        (0, "saturated"), (0, "saturated"), (1, "dead"),
    ]  # fmt: skip
    lines = [(a.function, a.side, a.slope, a.intercept) for a in picture.panels[0].asymptotes]
    assert lines == [(0, -1, 0, -1), (0, 1, 0, 1)]
    assert picture.panels[1].asymptotes == ()


def test_bars_come_last():
    bars = Bars(np.array([-1.0, 0.0, 2.0]), np.array([3.0, 5.0]))
    picture = composed("tanh", "relu", orders=[1], panels=True, difference=True, bars=bars)
    assert [panel.kind for panel in picture.panels] == [
        "values",
        "slope",
        "difference",
        "histogram",
    ]
    assert picture.panels[-1].y_range == (0, 5)
    assert picture.panels[-1].bars is bars
    empty = composed("tanh", bars=Bars(np.array([0.0, 1.0]), np.array([0.0])))
    assert empty.panels[-1].y_range == (0, 1)


# ---------------------------------------------------------------------------------------------
# Hard cases
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"panels": True}, {"y_scale": Scale("log")}])
def test_a_hundred_functions(options):
    specs = [f"elu:alpha={n / 10}" for n in range(1, 101)]
    picture = composed(*specs, orders=[1], columns=20, **options)
    assert len(picture.curves) == 200
    assert {curve.function for curve in picture.curves} == set(range(100))


@pytest.mark.parametrize(
    "spec", ["0 * x + 3", "x**400", "1 / x", "sin(1 / x)", "step", "log(x)", "sqrt(x**2 - 4)"]
)
@pytest.mark.parametrize("x_scale", ["linear", "log", "symlog"])
@pytest.mark.parametrize("y_scale", ["linear", "log", "symlog"])
def test_every_window_can_be_drawn(spec, x_scale, y_scale):
    picture = composed(
        spec, "tanh", "exp(x)", orders=[1, 2], x_range=(0.01, 6.0), columns=40, panels=True,
        difference=True, x_scale=Scale(x_scale), y_scale=Scale(y_scale),
    )  # fmt: skip
    for panel in picture.panels:
        low, high = panel.y_range
        assert math.isfinite(low)
        assert low < high < 1e301
        assert (low > 0) or panel.y_scale.kind != "log"
        assert np.isfinite(panel.y_scale.forward(np.array([low, high]))).all()
        for curve in panel.curves:
            assert (np.diff(curve.x) >= 0).all()
            assert not np.isinf(curve.y).any()
            assert len(curve.ends) <= 64


def test_nothing_finite_in_any_panel_is_one_clear_line():
    with pytest.raises(ActcliError, match="no finite value between -5 and 5"):
        composed("log(x - 10)", "x / 0", orders=[1], panels=True)
    picture = composed("log(x - 10)", "tanh")
    assert [curve.is_empty for curve in picture.curves] == [True, False]


@pytest.mark.parametrize("orders", [[], [1], [1, 2]])
@pytest.mark.parametrize("panels", [False, True])
def test_no_curve_of_the_book_leaves_its_window(orders, panels):
    """But for poles, of which the book has none, and what explodes, which here is alone."""
    drawn = 0
    for name, entry in load_book().entries.items():
        if entry.vector:
            continue
        picture = composed(name, orders=orders, panels=panels)
        for panel in picture.panels:
            assert [c.order for c in panel.curves if panel.leaves(c) or panel.hides(c)] == [], name
            drawn += len(panel.curves)
    assert drawn > 80 * (1 + len(orders))


def test_no_difference_leaves_its_window():
    for specs in [("gelu", "relu"), ("hard_mish", "mish"), ("sign", "tanh")]:
        for panel in composed(*specs, orders=[1, 2], difference=True).panels:
            assert not any(map(panel.leaves, panel.curves))


def test_ends_are_where_the_formulas_break():
    """The places that traits find in the formula of every entry, against those that samples tell.

    A jump of 2 % of a curve's height or less is not marked.
    """
    marked = 0
    for name, entry in load_book().entries.items():
        if entry.vector:
            continue
        function = resolve(name)
        traits = traits_of(function)
        order = {"jump": 0, "C0": 1, "C1": 2}.get(traits.smoothness)
        if order is None:
            picture = compose([function], RANGE, [1, 2], 100)
            assert [curve.ends for curve in picture.curves] == [(), (), ()], name
            continue
        curve = compose([function], RANGE, [order], 100).curves[-1]
        height = np.nanmax(curve.y) - np.nanmin(curve.y)
        places = {end.x for end in curve.ends}
        assert places <= set(traits.kinks), name
        for kink in {kink for kink in traits.kinks if abs(kink) < 5} - places:
            left, right = function.evaluate(np.nextafter(kink, [-9.0, 9.0]), [order])[0]
            assert not abs(right - left) > 0.02 * height, (name, kink)
        marked += len(places)
        for end in curve.ends:
            own = function.evaluate(np.array([end.x]), [order])[0][0]
            assert (end.y == own) == end.is_closed, name
    assert marked > 50
