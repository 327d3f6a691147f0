"""Sampling: jumps, poles, spikes, fast functions, and the window that all curves share."""

import numpy as np
import pytest

from actcli.analysis.curves import sample_curves
from actcli.errors import ActcliError


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
    return sample_curves([Plain(formula)], x_range, (), columns, **options)


def curve_of(formula, *arguments, **options):
    return sampled(formula, *arguments, **options).curves[0]


def gaps(curve):
    return curve.x[np.isnan(curve.y)]


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
    picture = sample_curves(functions, (-5.0, 5.0), (), 100)
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
    picture = sample_curves([exploding, calm], (-5.0, 5.0), (), 100)
    assert picture.panels[0].y_range == pytest.approx((-1, 3), abs=0.01)
    assert picture.panels[0].leaves(picture.curves[0])
    assert not picture.panels[0].leaves(picture.curves[1])
    falling = sample_curves([Plain(lambda x: -np.exp(x)), calm], (-5.0, 5.0), (), 100)
    assert falling.panels[0].y_range == pytest.approx((-3, 1), abs=0.01)


def test_an_exploding_curve_alone_is_seen_whole():
    assert sampled(np.exp).panels[0].y_range == pytest.approx((0, np.exp(5)), abs=0.01)


def test_a_window_of_the_user_is_kept():
    picture = sampled(np.tanh, y_range=(-0.25, 7.0))
    assert picture.panels[0].y_range == (-0.25, 7.0)
    assert picture.panels[0].y_is_fixed


def test_values_near_overflow():
    picture = sampled(np.exp, (-1000.0, 1000.0))
    assert np.isfinite(picture.panels[0].y_range).all()
    assert 0 < picture.panels[0].y_range[1] <= 1e300


def test_the_orders_named_are_added_to_the_function():
    picture = sample_curves([Plain(np.tanh), Plain(np.sin)], (-1.0, 1.0), [2, 1], 50)
    assert [(c.function, c.order) for c in picture.curves] == [
        (n, order) for n in (0, 1) for order in (0, 1, 2)
    ]
    assert np.nanmax(picture.curves[2].y) == 14


def test_zero_is_a_sample_of_a_symmetric_range():
    for columns in (8, 79, 160):
        assert 0.0 in curve_of(np.tanh, (-5.0, 5.0), columns).x


def test_a_vector_function_is_its_first_output():
    picture = sample_curves([Softmax()], (-5.0, 5.0), [1], 100)
    value, slope = picture.curves
    expected = 1 / (1 + np.exp(-value.x))
    assert value.first_output
    assert slope.first_output
    np.testing.assert_allclose(value.y, expected, rtol=1e-12)
    expected = 1 / (1 + np.exp(-slope.x))
    np.testing.assert_allclose(slope.y, expected * (1 - expected), rtol=1e-9, atol=1e-15)


def test_a_vector_function_with_one_output_is_refused():
    with pytest.raises(ActcliError, match="maximum cannot be drawn") as caught:
        sample_curves([Maximum()], (-5.0, 5.0), (), 100)
    assert "actcli eval maximum" in caught.value.hint


@pytest.mark.parametrize(
    "x_range", [(1.0, np.nextafter(1.0, 2.0)), (0.0, 5e-324), (1e16, 1e16 + 8)]
)
def test_a_range_without_room_for_samples_is_one_clear_line(x_range):
    with pytest.raises(ActcliError, match="too narrow"):
        sampled(np.tanh, x_range)


def test_a_smooth_function_is_not_asked_often():
    function = Plain(np.tanh)
    sample_curves([function], (-5.0, 5.0), (), 160)
    assert function.calls <= 8
