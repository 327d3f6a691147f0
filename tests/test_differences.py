"""What is measured about a pair: places, area, signs, agreement, and the whole real line.

Expected values are worked out by hand or with mpmath.
"""

import math

import mpmath
import pytest
from mpmath import mpf

import actcli
from actcli.analysis.compare import REAL_LINE, compare
from actcli.errors import ActcliError

RANGE = (-10.0, 10.0)
INF = math.inf


def pair_of(one, other, over=RANGE, order=0):
    return compare([actcli.get(one), actcli.get(other)], over, order=order).pairs[0]


def integral(function, *edges):
    with mpmath.workdps(40):
        return float(mpmath.quad(function, [mpf(edge) for edge in edges]))


def log_1p_exp(x):
    return mpmath.log(1 + mpmath.exp(x))


AREAS = [
    # f, g, range, the integral of |f - g|
    ("relu", "leaky_relu:0.5", RANGE, 25.0),
    ("relu", "x**2", RANGE, 1000 / 3 + 1 / 6 + (1000 / 3 - 50 + 1 / 6)),
    ("x**3", "x", (-1.0, 2.0), 0.5 + 2.25),  # 1/4 on each side of 0, then 16/4 - 4/2 + 1/4
    ("step", "sigmoid", RANGE, 2 * integral(lambda x: 1 / (1 + mpmath.exp(x)), 0, 1, 10)),
    ("sin(x)", "0 * x", (0.0, 3 * math.pi), 6.0),
    ("tanh", "x", (0.0, 1e-3), integral(lambda x: x - mpmath.tanh(x), 0, 1e-3)),
    # Ends without a value, or without a slope
    ("sqrt(x)", "0 * x", (0.0, 4.0), 16 / 3),
    ("1 / sqrt(abs(x))", "0 * x", (-1.0, 1.0), 4.0),
    ("log(abs(x))", "0 * x", (-1.0, 1.0), 2.0),
    ("1 / x", "0 * x", (-1.0, 1.0), INF),
    ("1 / (x - 1/3)", "x", RANGE, INF),
    # The real line
    ("softplus", "relu", REAL_LINE, math.pi**2 / 6),  # twice the sum of (-1)^(n+1) / n^2
    ("1 / (1 + x**2)", "0 * x", REAL_LINE, math.pi),
    ("1 / (1 + abs(x))**1.5", "0 * x", REAL_LINE, 4.0),
    ("x + 1 / (1 + x**2)", "x", REAL_LINE, math.pi),
    ("hard_tanh", "clip(x, -1, 3)", REAL_LINE, INF),
    ("softsign", "sign(x)", REAL_LINE, INF),  # 1 / (1 + |x|)
    ("2 * x", "x", REAL_LINE, INF),
    ("sin(x)", "0 * x", REAL_LINE, INF),
]


@pytest.mark.parametrize(("one", "other", "over", "expected"), AREAS)
def test_the_area(one, other, over, expected):
    pair = pair_of(one, other, over)
    assert pair.area == pytest.approx(expected, rel=1e-8)
    if over == REAL_LINE:
        assert pair.mean_difference is None
    else:
        assert pair.mean_difference == pytest.approx(expected / (over[1] - over[0]), rel=1e-8)


def test_no_area_where_one_side_is_nan():
    pair = pair_of("sqrt(x)", "relu")
    assert (pair.max_difference, pair.area, pair.mean_difference) == (INF, None, None)
    assert not pair.unbounded
    both = pair_of("sqrt(x)", "sqrt(x) + 1")  # neither has a value below 0: no difference there
    assert both.area == pytest.approx(10.0, rel=1e-8)


ON_THE_LINE = [
    # f, g, the largest difference, where, and whether it has no bound
    ("relu", "softplus", math.log(2), (0.0,), False),
    ("tanh", "0.5 * tanh(x)", 0.5, (-INF, INF), False),
    ("sigmoid", "0 * x", 1.0, (INF,), False),
    ("hard_tanh", "0 * x", 1.0, (-1.0, 1.0), False),
    ("x", "x + 3", 3.0, (0.0,), False),
    ("softsign", "tanh", None, None, False),
    ("2 * x", "x", INF, (-INF, INF), True),
    ("gelu", "x", INF, (-INF,), True),
    ("elu", "relu", 1.0, (-INF,), False),
    ("log(1 + abs(x))", "0 * x", INF, (-INF, INF), True),
    ("x", "x + log(1 + abs(x))", INF, (-INF, INF), True),
    ("exp(x)", "2 * exp(x)", INF, (INF,), True),
    ("x * sin(x)", "0 * x", INF, (-INF, INF), True),
    ("1 / (x - 2)", "0 * x", INF, (2.0,), True),
    ("log(x)", "log(x) + 1 / (1 + x**2)", 1.0, None, False),
]


@pytest.mark.parametrize(("one", "other", "size", "at", "unbounded"), ON_THE_LINE)
def test_the_real_line(one, other, size, at, unbounded):
    pair = pair_of(one, other, REAL_LINE)
    assert pair.unbounded is unbounded
    if size is not None:
        assert pair.max_difference == pytest.approx(size, rel=1e-14)
    if at is not None:
        assert pair.at == at


def test_a_place_beside_a_higher_limit():
    """softsign - tanh dies out on both sides; it is largest where the slopes are equal."""
    with mpmath.workdps(40):
        at = mpmath.findroot(lambda x: 1 / (1 + x) ** 2 - mpmath.sech(x) ** 2, 1.5)
        expected = mpmath.tanh(at) - at / (1 + at)
    pair = pair_of("softsign", "tanh", REAL_LINE)
    assert pair.max_difference == pytest.approx(float(expected), rel=1e-13)
    assert pair.at == pytest.approx((-float(at), float(at)), rel=1e-12)


POLES = [
    ("1 / x", "x", (0.0,)),
    ("1 / (x - 1/3)", "x", (1 / 3,)),
    ("log(abs(3 * x - 1))", "x", (1 / 3,)),
    ("x**-2", "x", (0.0,)),
]


@pytest.mark.parametrize(("one", "other", "at"), POLES)
def test_poles_in_a_range(one, other, at):
    pair = pair_of(one, other)
    assert (pair.max_difference, pair.at, pair.unbounded) == (INF, pytest.approx(at), True)
    assert not pair_of(one, other, (1.0, 2.0)).unbounded


TANH_BENDS = math.atanh(1 / math.sqrt(3))  # tanh'' = -2 tanh sech^2 is largest where 3 tanh^2 = 1


def test_orders_1_and_2():
    bent = 4 / (3 * math.sqrt(3))
    first = pair_of("tanh", "0 * x", order=1)
    assert (first.max_difference, first.at) == (1.0, (0.0,))
    assert first.slope.value == pytest.approx(bent, rel=1e-14)
    assert first.slope.at == pytest.approx((-TANH_BENDS, TANH_BENDS), rel=1e-9)
    assert first.area == pytest.approx(2 * math.tanh(10), rel=1e-11)
    second = pair_of("tanh", "0 * x", order=2)
    assert second.max_difference == pytest.approx(bent, rel=1e-14)
    assert second.at == pytest.approx((-TANH_BENDS, TANH_BENDS), rel=1e-9)
    assert second.slope is None
    assert second.crossings == (0.0,)
    assert second.area == pytest.approx(2.0, rel=1e-8)


@pytest.mark.parametrize("over", [RANGE, REAL_LINE])
def test_a_slope_is_taken_on_both_sides_of_a_kink(over):
    """relu'(0) is 0 and elu'(0) is 1; selu - elu has slopes 0.758 below 0 and 0.0507 above."""
    assert pair_of("relu", "elu", over).slope.value == 1.0
    pair = pair_of("selu", "elu", over)
    scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
    assert pair.slope.value == pytest.approx(scale * alpha - 1, rel=1e-14)
    assert pair.slope.at == (0.0,)


def test_the_values_are_of_the_order_compared():
    answer = compare([actcli.get("x**2"), actcli.get("x**3")], points=(2.0, 3.0), order=1)
    assert answer.order == 1
    assert answer.values == ((4.0, 6.0), (12.0, 27.0))


@pytest.mark.parametrize("order", [3, -1])
def test_other_orders_are_refused(order):
    with pytest.raises(ActcliError, match="order"):
        compare([actcli.get("relu"), actcli.get("elu")], order=order)


AGREEMENT = [
    # f, g, range, sign, where they agree, where they cross
    ("relu", "relu6", RANGE, "above", ((-10.0, 6.0),), ()),
    ("hard_tanh", "x", RANGE, "both", ((-1.0, 1.0),), (0.0,)),
    ("hard_tanh", "x", REAL_LINE, "both", ((-1.0, 1.0),), (0.0,)),
    ("selu", "elu", RANGE, "both", ((0.0, 0.0),), (0.0,)),
    ("relu", "gelu", RANGE, "above", ((0.0, 0.0),), ()),
    ("relu", "gelu", REAL_LINE, "above", ((0.0, 0.0),), ()),
    ("softplus", "relu", REAL_LINE, "above", (), ()),
    ("x**2", "x", RANGE, "both", ((0.0, 0.0), (1.0, 1.0)), (0.0, 1.0)),
    ("step", "0 * x", RANGE, "above", ((-10.0, 0.0),), ()),
    ("step", "0 * x + 0.5", RANGE, "both", (), (0.0,)),
    ("relu", "relu", RANGE, "equal", (RANGE,), ()),
    ("relu", "relu", REAL_LINE, "equal", (REAL_LINE,), ()),
    ("relu", "x", (0.0, 1.0), "equal", ((0.0, 1.0),), ()),
    ("relu6", "min(relu(x), 3)", RANGE, "above", ((-10.0, 3.0),), ()),
    ("abs(abs(x) - 1)", "abs(x) - 1", RANGE, "above", ((-10.0, -1.0), (1.0, 10.0)), ()),
    ("1 / x", "0 * x", RANGE, "both", (), (0.0,)),
    ("tanh", "x", RANGE, "both", ((0.0, 0.0),), (0.0,)),
    ("(x - 0.3)**2", "0 * x", RANGE, "above", ((0.3, 0.3),), ()),
    # 2 (e^(x/2) - 1) is below e^x - 1 where x < 0: the square root of e^x is below their mean.
    ("celu:2", "elu", RANGE, "below", ((0.0, 10.0),), ()),
]


@pytest.mark.parametrize(("one", "other", "over", "sign", "agree", "crossings"), AGREEMENT)
def test_signs_and_agreement(one, other, over, sign, agree, crossings):
    pair = pair_of(one, other, over)
    assert (pair.sign, pair.agree, pair.crossings) == (sign, agree, crossings)


def test_below_is_above_the_other_way_round():
    assert pair_of("relu6", "relu").sign == "below"


def test_only_the_places_nearest_to_zero_are_named():
    """sin and 0 cross at every multiple of pi; seven of them lie within 10."""
    pair = pair_of("sin(x)", "0 * x", (-100.0, 100.0))
    expected = [n * math.pi for n in range(-4, 5)]
    assert len(pair.crossings) == len(pair.agree) == 8
    assert all(any(abs(x - e) < 1e-12 for e in expected) for x in pair.crossings)
    assert all(low == high for low, high in pair.agree)


IDENTITIES = [
    ("tanh", "2 * sigmoid(2 * x) - 1"),
    ("softplus", "log(1 + exp(x))"),
    ("silu", "x / (1 + exp(-x))"),
    ("gelu", "0.5 * x * (1 + erf(x / sqrt(2)))"),
    ("sigmoid", "1 / (1 + exp(-x))"),
    ("sin(x)**2", "1 - cos(x)**2"),
]


@pytest.mark.parametrize(("one", "other"), IDENTITIES)
def test_one_function_written_in_two_ways(one, other):
    """Nothing but rounding is between them, and rounding is no difference."""
    pair = pair_of(one, other)
    assert (pair.max_difference, pair.at, pair.sign) == (0.0, (), "equal")
    assert (pair.area, pair.agree) == (0.0, (RANGE,))


def test_what_is_small_is_not_taken_for_rounding():
    """x - tanh(x) is x^3 / 3 near 0, a share of x^2 / 3 of either."""
    with mpmath.workdps(40):
        expected = float(mpf(1e-6) - mpmath.tanh(mpf(1e-6)))
    pair = pair_of("tanh", "x", (0.0, 1e-6))
    assert (pair.max_difference, pair.at) == (pytest.approx(expected, rel=1e-12), (1e-6,))


NARROW = [
    # f, range, the place of a peak of height 1
    ("exp(-(1000 * (x - 3.3))**2)", RANGE, 3.3),
    ("exp(-(1e8 * (x - 3e-7))**2)", (0.0, 1e-6), 3e-7),
    ("exp(-(10 * (x - 7.3))**2)", (-1e6, 1e6), 7.3),
    ("exp(-(10 * (x - 7.3))**2)", REAL_LINE, 7.3),
]


@pytest.mark.parametrize(("formula", "over", "place"), NARROW)
def test_narrow_peaks(formula, over, place):
    pair = pair_of(formula, "0 * x", over)
    assert pair.max_difference == pytest.approx(1.0, rel=1e-13)
    assert pair.at == pytest.approx((place,), rel=1e-7)


@pytest.mark.parametrize("over", [RANGE, (-1e6, 1e6), (0.0, 300.0), REAL_LINE])
def test_fast_differences(over):
    pair = pair_of("sin(x)", "cos(x)", over)
    assert pair.max_difference == pytest.approx(math.sqrt(2), rel=1e-14)
    assert all(abs(math.sin(x - math.pi / 4)) == pytest.approx(1.0) for x in pair.at)


def test_two_turns_between_two_samples():
    """x^3 - c x has both turns within 2e-6 of 0.001, far nearer than the samples lie."""
    pair = pair_of("(x - 0.001)**3 - 1e-12 * (x - 0.001)", "0 * x", (-0.5, 0.5))
    assert len(pair.crossings) == 3
    assert pair.crossings == pytest.approx((0.001 - 1e-6, 0.001, 0.001 + 1e-6), rel=1e-9)


def test_the_matrix():
    answer = compare([actcli.get(name) for name in ("relu", "relu6", "identity")])
    assert answer.matrix == ((0.0, 4.0, 10.0), (4.0, 0.0, 10.0), (10.0, 10.0, 0.0))


def test_a_hundred_functions_are_looked_at_in_the_same_places():
    """Those of other pairs change nothing that is measured, to the digits promised."""
    names = [f"leaky_relu:{n / 1000}" for n in range(4)] + ["gelu", "silu", "sin(x)"]
    together = compare([actcli.get(name) for name in names])
    pair = next(p for p in together.pairs if (p.f.spec, p.g.spec) == ("gelu", "silu"))
    alone = pair_of("gelu", "silu")
    assert pair.max_difference == pytest.approx(alone.max_difference, rel=1e-14)
    assert pair.at == pytest.approx(alone.at, rel=1e-13)
    assert pair.area == pytest.approx(alone.area, rel=1e-10)
