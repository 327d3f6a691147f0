"""Sampling: jumps and their ends, poles, spikes, fast functions, scales, and the shared window."""

import mpmath
import numpy as np
import pytest

from actcli.analysis.pictures.compose import compose
from actcli.analysis.pictures.picture import FITTED_SYMLOG, Scale, symlog_for
from actcli.errors import ActcliError

LOG = Scale("log")


class Plain:
    """A function without a slope."""

    is_vector = False

    def __init__(self, formula, label="f"):
        self.label = label
        self._formula = formula
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return self._formula(x)

    def derivative(self, x, order=1):
        return np.full_like(x, 7.0 * order)


class Softmax(Plain):
    is_vector = True

    def __init__(self):
        super().__init__(lambda x: np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True), "softmax")

    def derivative(self, x, order=1):
        y = self(x)
        return y[..., None] * (np.eye(x.shape[-1]) - y[..., None, :])


class Maximum(Plain):
    is_vector = True

    def __init__(self):
        super().__init__(lambda x: x.max(axis=-1), "maximum")


def sampled(formula, x_range=(-5.0, 5.0), columns=120, **options):
    return compose([Plain(formula)], x_range, (), columns, **options)


def curve_of(formula, *arguments, **options):
    return sampled(formula, *arguments, **options).curves[0]


def gaps(curve):
    return curve.x[np.isnan(curve.y)]


def ends(curve):
    return sorted((end.x, end.y, end.is_closed) for end in curve.ends)


@pytest.mark.parametrize("place", [0.0, 0.1, 1 / 3, -4.999, np.pi])
def test_a_jump_is_a_gap_with_its_ends_at_the_jump(place):
    curve = curve_of(lambda x: np.where(x >= place, 1.0, 0.0))
    hole = int(np.flatnonzero(np.isnan(curve.y))[0])
    assert len(gaps(curve)) == 1
    assert curve.y[hole - 1] == 0
    assert curve.y[hole + 1] == 1
    assert curve.x[hole - 1] < place <= curve.x[hole + 1]
    assert curve.x[hole + 1] - curve.x[hole - 1] <= 1e-14
    assert (np.diff(curve.x) >= 0).all()


@pytest.mark.parametrize("steepness", [1.0, 1e3, 1e6, 1e12])
def test_a_steep_slope_is_no_jump(steepness):
    assert len(gaps(curve_of(lambda x: np.tanh(steepness * (x - 0.1))))) == 0


def test_both_jumps_around_a_single_value():
    curve = curve_of(np.sign)
    assert len(gaps(curve)) == 2
    assert curve.y[curve.x == 0].tolist().count(0.0) >= 1


def test_many_jumps():
    assert len(gaps(curve_of(np.floor))) == 10


def test_a_fast_oscillation_has_no_gaps():
    assert len(gaps(curve_of(lambda x: np.sin(200 * x)))) == 0


def test_a_fast_oscillation_keeps_its_height_in_every_column():
    columns = 100
    curve = curve_of(np.sin, (-5000.0, 5000.0), columns)
    column = np.minimum(((curve.x + 5000) / 10000 * columns).astype(int), columns - 1)
    for number in range(columns):
        inside = curve.y[column == number]
        assert inside.min() < -0.97
        assert inside.max() > 0.97


@pytest.mark.parametrize("x_range", [(-5.0, 5.0), (-4.0, 6.0), (-1.0, 3.3)])
@pytest.mark.parametrize("formula", [lambda x: 1 / x, lambda x: 1 / x**2], ids=["odd", "even"])
def test_a_pole_is_cut_and_does_not_set_the_window(formula, x_range):
    picture = sampled(formula, x_range)
    low, high = picture.panels[0].y_range
    assert high - low < 200
    assert picture.panels[0].leaves(picture.curves[0])
    y, x = picture.curves[0].y, picture.curves[0].x
    for start in np.flatnonzero((x[:-1] < 0) & (x[1:] > 0)):
        ends = y[start : start + 2]
        # An even pole may be joined where nobody sees it, above the window.
        assert np.isnan(ends).any() or (ends > high).all(), "joined across the pole"


@pytest.mark.parametrize("columns", [96, 100, 120])
@pytest.mark.parametrize("place", [1 / 3, 0.1])
def test_a_sample_beside_a_pole_is_as_good_as_at_it(place, columns):
    # Of 960 steps from -5 to 5, one ends at 1/3 but for rounding; of 800, one at 0.1.
    picture = sampled(lambda x: 1 / (x - place), (-5.0, 5.0), columns)
    low, high = picture.panels[0].y_range
    assert -10 < low < -1 < 1 < high < 10
    (curve,) = picture.curves
    assert picture.panels[0].leaves(curve)
    assert len(gaps(curve)) >= 1
    assert curve.ends == ()
    weak = sampled(lambda x: 1e-9 / (x - place) + np.tanh(x), (-5.0, 5.0), columns)
    assert weak.panels[0].y_range == pytest.approx((-1, 1), abs=1e-3)


def test_a_spike_between_samples_shows_its_height():
    picture = sampled(lambda x: np.exp(-2e4 * (x - 0.3012345) ** 2))
    assert picture.panels[0].y_range[1] == pytest.approx(1, abs=0.01)
    assert np.nanmax(picture.curves[0].y) == pytest.approx(1, abs=0.01)


def test_infinite_and_missing_values_are_gaps():
    curve = curve_of(lambda x: np.where(x > 2, np.inf, np.where(x < -2, np.nan, 1.0)))
    finite = curve.x[np.isfinite(curve.y)]
    assert finite.min() == pytest.approx(-2, abs=0.02)
    assert finite.max() == pytest.approx(2, abs=0.02)
    assert not np.isinf(curve.y).any()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nothing_finite_is_one_clear_line(value):
    with pytest.raises(ActcliError, match="no finite value between -5 and 5"):
        sampled(lambda x: np.full_like(x, value))


def test_one_curve_without_values_does_not_spoil_the_others():
    functions = [Plain(lambda x: x * np.nan), Plain(np.tanh)]
    picture = compose(functions, (-5.0, 5.0), (), 100)
    assert [curve.is_empty for curve in picture.curves] == [True, False]
    assert picture.panels[0].y_range == pytest.approx((-1, 1), abs=1e-3)


@pytest.mark.parametrize("value", [0.0, 3.0, -2e-9, 1e200])
def test_a_constant_is_in_the_middle(value):
    low, high = sampled(lambda x: 0 * x + value).panels[0].y_range
    assert low < value < high
    assert (low + high) / 2 == pytest.approx(value)


def test_rounding_noise_is_a_constant():
    low, high = sampled(lambda x: 1 + 1e-15 * np.sin(1e3 * x)).panels[0].y_range
    assert high - low == pytest.approx(1)


def test_an_exploding_curve_leaves_room_for_the_others():
    exploding, calm = Plain(np.exp), Plain(np.tanh)
    picture = compose([exploding, calm], (-5.0, 5.0), (), 100)
    assert picture.panels[0].y_range == pytest.approx((-1, 3), abs=0.01)
    assert picture.panels[0].leaves(picture.curves[0])
    assert not picture.panels[0].leaves(picture.curves[1])
    falling = compose([Plain(lambda x: -np.exp(x)), calm], (-5.0, 5.0), (), 100)
    assert falling.panels[0].y_range == pytest.approx((-3, 1), abs=0.01)


def test_an_exploding_curve_alone_is_seen_whole():
    assert sampled(np.exp).panels[0].y_range == pytest.approx((0, np.exp(5)), abs=0.01)


def test_a_window_of_the_user_is_kept():
    picture = sampled(np.tanh, y_range=(-0.25, 7.0))
    assert picture.panels[0].y_range == (-0.25, 7.0)
    assert picture.panels[0].y_is_fixed


def test_a_curve_outside_a_window_is_hidden():
    def is_hidden(formula, y_range, **options):
        picture = sampled(formula, y_range=y_range, **options)
        assert picture.panels[0].leaves(picture.curves[0])
        return picture.panels[0].hides(picture.curves[0])

    assert is_hidden(np.tanh, (2.0, 3.0))
    assert is_hidden(np.tanh, (-9.0, -1.5))
    assert not is_hidden(np.tanh, (0.9, 3.0))
    assert is_hidden(np.exp, (1e3, 1e4), y_scale=LOG)
    # So steep that no point of it is within: the line between two of them is.
    assert not is_hidden(lambda x: np.tanh(1e18 * x), (0.2, 0.3))
    assert is_hidden(np.sign, (0.2, 0.3))  # across a jump there is no line


def test_what_touches_its_window_or_is_empty_is_not_hidden():
    flat = sampled(lambda x: 0 * x + 1, y_range=(1.0, 2.0))
    assert not flat.panels[0].hides(flat.curves[0])
    assert not flat.panels[0].leaves(flat.curves[0])
    picture = compose([Plain(lambda x: x * np.nan), Plain(np.tanh)], (-5.0, 5.0), (), 100)
    assert not picture.panels[0].hides(picture.curves[0])


def test_values_near_overflow():
    picture = sampled(np.exp, (-1000.0, 1000.0))
    assert np.isfinite(picture.panels[0].y_range).all()
    assert 0 < picture.panels[0].y_range[1] <= 1e300


def test_the_orders_named_are_added_to_the_function():
    picture = compose([Plain(np.tanh), Plain(np.sin)], (-1.0, 1.0), [2, 1], 50)
    assert [(c.function, c.order) for c in picture.curves] == [
        (n, order) for n in (0, 1) for order in (0, 1, 2)
    ]
    assert np.nanmax(picture.curves[2].y) == 14


@pytest.mark.parametrize("x_range", [(-5.0, 5.0), (-1.0, 3.3), (-0.001, 700.0)])
def test_zero_is_a_sample(x_range):
    for columns in (8, 79, 160):
        assert 0.0 in curve_of(np.tanh, x_range, columns).x


def test_a_vector_function_is_its_first_output():
    picture = compose([Softmax()], (-5.0, 5.0), [1], 100)
    value, slope = picture.curves
    expected = 1 / (1 + np.exp(-value.x))
    assert value.first_output
    assert slope.first_output
    np.testing.assert_allclose(value.y, expected, rtol=1e-12)
    expected = 1 / (1 + np.exp(-slope.x))
    np.testing.assert_allclose(slope.y, expected * (1 - expected), rtol=1e-9, atol=1e-15)


def test_a_vector_function_with_one_output_is_refused():
    with pytest.raises(ActcliError, match="maximum cannot be drawn") as caught:
        compose([Maximum()], (-5.0, 5.0), (), 100)
    assert "actcli eval maximum" in caught.value.hint


@pytest.mark.parametrize(
    "x_range", [(1.0, np.nextafter(1.0, 2.0)), (0.0, 5e-324), (1e16, 1e16 + 8)]
)
def test_a_range_without_room_for_samples_is_one_clear_line(x_range):
    with pytest.raises(ActcliError, match="too narrow"):
        sampled(np.tanh, x_range)


def test_a_smooth_function_is_asked_once_for_value_and_slope_together():
    class InOnePass(Plain):
        def evaluate(self, x, orders):
            self.calls += 1
            return [np.tanh(x), 1 - np.tanh(x) ** 2][: len(orders)]

    function = InOnePass(None)
    picture = compose([function], (-5.0, 5.0), [1], 160)
    assert function.calls == 1
    assert np.nanmax(picture.curves[1].y) == 1.0


# ---------------------------------------------------------------------------------------------
# Ends
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("x_range", [(-5.0, 5.0), (-4.0, 6.3), (-2e-5, 1e-5)])
def test_ends_of_a_step_closed_where_the_value_is(x_range):
    above = curve_of(lambda x: np.where(x >= 0, 1.0, 0.0), x_range)
    assert ends(above) == [(0, 0, False), (0, 1, True)]
    below = curve_of(lambda x: np.where(x > 0, 1.0, 0.0), x_range)
    assert ends(below) == [(0, 0, True), (0, 1, False)]


def test_a_value_of_its_own_between_two_sides():
    assert ends(curve_of(np.sign)) == [(0, -1, False), (0, 0, True), (0, 1, False)]
    assert ends(curve_of(lambda x: np.where(x == 0, 3.0, 1.0))) == [(0, 1, False), (0, 3, True)]


@pytest.mark.parametrize("x_range", [(-5.0, 5.0), (-4.0, 6.3)])
def test_a_hole_is_open_and_nothing_is_closed(x_range):
    curve = curve_of(
        lambda x: np.where(x == 0, np.nan, np.sin(x) / np.where(x == 0, 1, x)), x_range
    )
    assert ends(curve) == [(0, 1, False)]
    assert gaps(curve).tolist()[0] == pytest.approx(0, abs=1e-300)
    assert ends(curve_of(lambda x: x / np.sqrt(x * x), x_range)) == [(0, -1, False), (0, 1, False)]


@pytest.mark.parametrize(
    "place", [0.1, -2.5, 1 / 6, -1 / 3, np.pi, 4.999, 0.7071067811865476, 1e-9]
)
@pytest.mark.parametrize("compared", [np.greater, np.greater_equal])
def test_ends_stand_at_the_double_where_it_jumps(place, compared):
    curve = curve_of(lambda x: np.where(compared(x, place), 2.0 + x, x))
    lower, upper = ends(curve)
    has_place = compared is np.greater_equal
    assert lower[0] == upper[0]
    assert abs(lower[0] - place) <= np.spacing(abs(place))
    assert lower[2] != upper[2]
    if len(repr(place)) < 16:  # of two doubles that would both do, the rounder one
        assert lower == (place, pytest.approx(place), not has_place)
        assert upper == (place, pytest.approx(2 + place), has_place)


def test_two_jumps_closer_than_a_column():
    curve = curve_of(lambda x: np.where(abs(x) < 0.001, 1.0, 0.0))
    assert ends(curve) == [
        (-0.001, 0, True), (-0.001, 1, False), (0.001, 0, True), (0.001, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "formula",
    [
        lambda x: 1 / x,
        lambda x: 1 / x**2,
        lambda x: 1 / (x - 1 / 3),
        lambda x: np.log(np.abs(x)),
        np.tan,
        np.sqrt,
        lambda x: np.where(x > 0, 1.0, np.nan),
        lambda x: np.exp(1 / x),
        lambda x: np.sin(1 / x),
        lambda x: np.abs(x) ** 0.01,
        lambda x: np.tanh(1e12 * (x - 0.1)),
        lambda x: np.tanh(1e18 * x),
        lambda x: np.where(x > 5, 1.0, 0.0),
    ],
)
@pytest.mark.parametrize("x_range", [(-5.0, 5.0), (-4.0, 5.0)])
def test_poles_borders_and_steep_slopes_have_no_ends(formula, x_range):
    assert ends(curve_of(formula, x_range)) == []


def test_rounding_is_no_jump():
    noisy = curve_of(lambda x: 1 + 2e-16 * np.sign(np.sin(7 * x)))
    assert ends(noisy) == []
    assert len(gaps(noisy)) == 0


def test_at_the_edge_only_the_inside_is_marked():
    assert ends(curve_of(np.sign, (-5.0, 0.0))) == [(0, -1, False), (0, 0, True)]
    assert ends(curve_of(np.sign, (0.0, 5.0))) == [(0, 0, True), (0, 1, False)]


def test_ends_of_many_jumps():
    floor = curve_of(np.floor, (-5.5, 5.5))
    assert ends(floor) == sorted(
        [(float(n), n - 1.0, False) for n in range(-5, 6)]
        + [(float(n), float(n), True) for n in range(-5, 6)]
    )
    assert ends(curve_of(np.floor, (-50.5, 50.5), 400)) == []  # they would hide the curve


def test_the_height_just_before_a_jump_is_in_the_window():
    picture = sampled(lambda x: np.where(x < 0.30001, 100 * x, 0.0), (-1.0, 1.0))
    assert picture.panels[0].y_range[1] == pytest.approx(30.001, rel=1e-9)
    assert not picture.panels[0].leaves(picture.curves[0])


def test_a_pole_too_weak_for_the_samples_does_not_set_the_window():
    picture = sampled(lambda x: 1e-9 / (x - 0.30001) + np.tanh(x))
    low, high = picture.panels[0].y_range
    assert -10 < low < high < 10


# ---------------------------------------------------------------------------------------------
# Scales
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "x_range"),
    [
        (LOG, (1e-3, 1e3)),
        (LOG, (1e-305, 1e-290)),
        (Scale("symlog", 0.01), (-100.0, 100.0)),
        (Scale("symlog"), (-1e300, 1e12)),
    ],
)
def test_samples_are_even_along_the_axis(scale, x_range):
    x = curve_of(lambda x: 0 * x, x_range, x_scale=scale).x
    assert (x[0], x[-1]) == x_range
    steps = np.diff(scale.forward(np.unique(x)))
    even = (scale.forward(np.array(x_range)) @ [-1, 1]) / (120 * 8)
    inside = np.delete(steps, np.flatnonzero(np.abs(steps - even) > 1e-3 * even))
    assert inside.size >= steps.size - 3  # but for 0 and the extremes


def test_a_log_axis_of_x_needs_a_range_above_0():
    for low in (-1.0, 0.0):
        with pytest.raises(ActcliError, match="log axis") as caught:
            sampled(np.tanh, (low, 5.0), x_scale=LOG)
        assert "symlog" in caught.value.hint
    with pytest.raises(ActcliError, match="too narrow"):
        sampled(np.tanh, (1e15, 1e15 + 10), x_scale=LOG)


@pytest.mark.parametrize("scale", [LOG, Scale("symlog", 1e-3)])
def test_a_jump_is_found_on_any_x_axis(scale):
    for place in (0.02, 1 / 3, 40.0):
        curve = curve_of(lambda x, p=place: np.where(x >= p, 1.0, 0.0), (1e-3, 1e3), x_scale=scale)
        assert [end[1:] for end in ends(curve)] == [(0, False), (1, True)]
        assert curve.ends[0].x == pytest.approx(place, rel=3e-16)


def test_a_log_axis_of_y_has_gaps_where_nothing_is_positive():
    curve = curve_of(lambda x: np.where(x > 1, x, -1.0), y_scale=LOG)
    finite = np.isfinite(curve.y)
    assert curve.x[finite].min() == pytest.approx(1, abs=0.02)
    assert np.isnan(curve.y[curve.x < 1]).all()


def test_a_log_axis_of_y_without_anything_positive_is_one_clear_line():
    for formula in (lambda x: -1 - x * x, lambda x: 0 * x, lambda x: x * np.nan):
        with pytest.raises(ActcliError, match="no positive value") as caught:
            sampled(formula, y_scale=LOG)
        assert "symlog" in caught.value.hint
    with pytest.raises(ActcliError, match="log axis") as caught:
        sampled(np.exp, y_scale=LOG, y_range=(0.0, 1.0))
    assert "symlog" in caught.value.hint


def test_windows_on_a_log_axis():
    assert sampled(np.exp, y_scale=LOG).panels[0].y_range == pytest.approx(
        (np.exp(-5), np.exp(5)), rel=1e-9
    )
    assert sampled(lambda x: 0 * x + 3, y_scale=LOG).panels[0].y_range == pytest.approx((0.3, 30))
    # A curve that dives to 0 does not take the axis down with it.
    low, high = sampled(lambda x: x * x, y_scale=LOG).panels[0].y_range
    assert 1e-6 < low < 0.1
    assert high == pytest.approx(25)
    low, high = sampled(lambda x: 0 * x + 5e-300, y_scale=LOG).panels[0].y_range
    assert low == pytest.approx(1e-300)
    assert 0 < sampled(lambda x: 0 * x + 1e-310, y_scale=LOG).panels[0].y_range[0] < 1e-310


@pytest.mark.parametrize("y_scale", [LOG, Scale("symlog", 1e-3), Scale("symlog", 1e-7)])
def test_a_window_holds_its_curve_to_the_last_digit(y_scale):
    for end in (0.3, 3.7, 700.0):
        picture = sampled(np.exp, (-end, end), y_scale=y_scale)
        assert not picture.panels[0].leaves(picture.curves[0])


def test_a_jump_is_judged_on_the_scale_that_is_drawn():
    def formula(x):
        return np.where(x >= 1, 1e-6, 1e-9) * np.exp(x * x / 2)

    assert ends(curve_of(formula)) == []
    assert [end[2] for end in ends(curve_of(formula, y_scale=LOG))] == [False, True]


def test_the_tail_of_sigmoid_ends_where_the_doubles_do():
    def sigmoid(x):
        return np.where(x > -700, np.exp(x), np.exp(x + 600) * np.exp(-600.0))

    curve = curve_of(sigmoid, (-750.0, -700.0), y_scale=LOG)
    finite = np.isfinite(curve.y)
    border = float(mpmath.log(mpmath.mpf(2) ** -1075))  # below this e^x rounds to 0
    assert curve.x[finite].min() == pytest.approx(border, abs=0.06)
    assert curve.y[finite].min() == 5e-324
    assert finite[curve.x > border + 0.06].all(), "no gaps, although the last values are coarse"
    assert curve.ends == ()
    exact = [float(mpmath.log10(mpmath.exp(x))) for x in curve.x[finite][::40].tolist()]
    drawn = np.log10(curve.y[finite][::40])
    assert np.abs(drawn - exact).max() < 0.31  # half a subnormal step
    assert np.abs(drawn - exact)[curve.x[finite][::40] > -738].max() < 1e-3


@pytest.mark.parametrize(
    ("values", "linear_to"),
    [
        ((-100.0, 100.0), 1.0),
        ((-1e6, 1e6), 1.0),
        ((-5.0, 5.0), 0.01),
        ((0.0, 4.7e-4), 1e-6),
        ([np.nan, np.inf, 2e-5], 1e-7),
        ([0.0], 1.0),
        ([], 1.0),
        ([5e-324], 1e-300),
    ],
)
def test_the_linear_part_of_a_symlog_axis(values, linear_to):
    assert symlog_for(values) == Scale("symlog", linear_to)


def test_a_symlog_scale_is_fitted_to_range_and_values():
    picture = sampled(lambda x: x * 1e-4, (-5.0, 5.0), x_scale=FITTED_SYMLOG, y_scale=FITTED_SYMLOG)
    assert picture.x_scale == Scale("symlog", 0.01)
    assert picture.panels[0].y_scale == Scale("symlog", 1e-6)
    low, high = picture.panels[0].y_range
    assert (low, high) == pytest.approx((-5e-4, 5e-4))


# ---------------------------------------------------------------------------------------------
# Hard cases
# ---------------------------------------------------------------------------------------------


def test_a_power_that_leaves_the_doubles():
    picture = sampled(lambda x: x**400, (-10.0, 10.0))
    assert picture.panels[0].y_range[1] <= 1e300
    picture = sampled(lambda x: x**400, (-10.0, 10.0), y_scale=LOG)
    assert 0 < picture.panels[0].y_range[0] < 1e-300
    assert picture.panels[0].y_range[1] <= 1e300


@pytest.mark.parametrize("end", [200.0, 1e6])
def test_a_fast_sine_fills_its_window(end):
    curve = curve_of(np.sin, (-end, end), 160)
    assert ends(curve) == []
    assert len(gaps(curve)) == 0
    assert np.nanmax(curve.y) == pytest.approx(1, abs=0.01)


def test_a_range_far_from_0_is_drawn_or_refused():
    assert curve_of(np.sin, (1e9, 1e9 + 10)).y.size > 900
    with pytest.raises(ActcliError, match="too narrow"):
        sampled(np.tanh, (1e15, 1e15 + 10))
