"""Differences that are easy to miss: far out, beside vast values, at overflow, without a value.

Expected values are worked out by hand or with mpmath.
"""

import math

import mpmath
import numpy as np
import pytest
from mpmath import mpf

import actcli
from actcli.analysis.compare import REAL_LINE, compare
from actcli.analysis.comparing.approach import APPROACH, settled_limit
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.catalog.traits import traits_of
from actcli.formula.centres import centres
from actcli.formula.parse import parse_formula

RANGE = (-10.0, 10.0)
INF = math.inf
LN_2 = math.log(2)


def pair_of(one, other, over=REAL_LINE, order=0, tolerance=None):
    functions = [actcli.get(one), actcli.get(other)]
    return compare(functions, over, order=order, tolerance=tolerance).pairs[0]


EQUAL_TO_THE_TOLERANCE = [
    ("relu", "relu(x) + 0.1", RANGE, 0.1),
    ("gelu", "gelu(x) + 0.1", REAL_LINE, 0.1),
    ("x", "x + 1e-5", REAL_LINE, 1e-5),
    ("1 / x", "1 / x + 1", RANGE, 1.0),
    ("exp(x)", "exp(x) + 1", REAL_LINE, 1.0),
]


@pytest.mark.parametrize(("one", "other", "over", "size"), EQUAL_TO_THE_TOLERANCE)
def test_a_constant_difference_beside_vast_values(one, other, over, size):
    """The rounding of f and g does not lift it, and the value told is that at the place told."""
    pair = pair_of(one, other, over, tolerance=Tolerance(absolute=size))
    assert (pair.max_difference, pair.within, pair.failing_at) == (size, True, None)
    below = pair_of(one, other, over, tolerance=Tolerance(absolute=math.nextafter(size, 0.0)))
    assert below.within is False


LIMITS_BESIDE_X = [
    # f, g, the largest difference, where
    ("softplus(x - 3)", "max(x - 3, 0)", LN_2, (3.0,)),
    ("softplus(x - 3.3)", "max(x - 3.3, 0)", LN_2, (3.3,)),
    ("softplus(2 * x - 3)", "max(2 * x - 3, 0)", LN_2, (1.5,)),
    ("softplus(-x + 3)", "max(-x + 3, 0)", LN_2, (3.0,)),
    ("softplus(x - 30)", "max(x - 30, 0)", LN_2, (30.0,)),
    ("softplus(x - 1e9)", "max(x - 1e9, 0)", LN_2, (1e9,)),
    ("sqrt(x**2 + 6 * x + 10)", "abs(x + 3)", 1.0, (-3.0,)),
    # softplus(x + c) - softplus(c) is c - softplus(c) above x far out and -softplus(c) at -inf.
    ("softplus(x + 0.5) - softplus(0.5)", "softplus", math.log1p(math.exp(0.5)), (-INF,)),
    ("softplus(x + 3) - 1", "softplus", 2.0, (INF,)),
    ("softplus", "softplus(x - 1)", 1.0, (INF,)),
    ("softplus", "softplus(x - 1e-3)", 1e-3, (INF,)),
    ("x + x / (1 + abs(x))", "x", 1.0, (-INF, INF)),
    ("x + sqrt(abs(x))", "x", INF, (-INF, INF)),
]


@pytest.mark.parametrize(("one", "other", "size", "at"), LIMITS_BESIDE_X)
def test_limits_beside_x(one, other, size, at):
    pair = pair_of(one, other)
    assert pair.max_difference == pytest.approx(size, rel=1e-14)
    assert pair.at == pytest.approx(at, rel=1e-14)
    assert pair.unbounded is math.isinf(size)


def test_a_limit_is_read_off_values_that_come_near_it():
    exact = np.zeros(APPROACH.size)
    assert settled_limit(0.25 + 0.0 * APPROACH, exact, math.nan) == 0.25
    assert settled_limit(0.5 + 3.0 / APPROACH, exact, math.nan) == pytest.approx(0.5, rel=1e-13)
    assert settled_limit(3.0 / APPROACH, exact, math.nan) == 0.0
    assert settled_limit(1.0 - 1.0 / np.sqrt(APPROACH), exact, 1.0) == 1.0
    # No limit is read off these.
    for values in (np.sin(APPROACH), np.log(APPROACH), 1.0 / np.log(APPROACH), 1e-9 * APPROACH):
        assert settled_limit(values, exact, 7.0) == 7.0


PEAKS = [
    # g, range, the place and height of the peak that f lacks
    ("x", "x + exp(-(x - 200.3)**2)", REAL_LINE, 200.3, 1.0),
    ("x", "x + exp(-(x - 1234.5)**2)", REAL_LINE, 1234.5, 1.0),
    ("x", "x + exp(-((x - 1e9) / 1e3)**2)", REAL_LINE, 1e9, 1.0),
    ("tanh(x)", "tanh(x) + exp(-(x - 1234567)**2)", REAL_LINE, 1234567.0, 1.0),
    ("x", "x + exp(-((x - 2.123) * 1e4)**2)", RANGE, 2.123, 1.0),
    ("tanh(x)", "tanh(x) + 0.5 * exp(-((x - 1234.5) / 3)**2)", (-1e6, 1e6), 1234.5, 0.5),
]


@pytest.mark.parametrize(("one", "other", "over", "place", "height"), PEAKS)
def test_peaks_around_centres(one, other, over, place, height):
    pair = pair_of(one, other, over)
    assert pair.max_difference == pytest.approx(height, rel=1e-13)
    assert pair.at == pytest.approx((place,), rel=1e-12)
    assert pair.sign == "below"


def test_a_step_far_out_is_no_constant():
    pair = pair_of("x", "x + sigmoid(x - 1234567)")
    assert (pair.max_difference, pair.at) == (1.0, (INF,))
    assert pair.slope.value == pytest.approx(0.25, rel=1e-14)
    assert pair.slope.at == (1234567.0,)


CENTRES = [
    ("tanh(3 * x - 600)", [(200.0, 1 / 3)]),
    ("x + exp(-((x - 12) / 3)**2)", [(12.0, 1.0), (12.0, 3.0)]),
    ("sigmoid(-(x - 2) * exp(0))", [(2.0, 1.0)]),
    ("where(4 * x + 1 < 0, x**2, 3 * x)", [(-0.25, 0.25)]),
    ("exp(-x**2) * x", []),
]


@pytest.mark.parametrize(("formula", "expected"), CENTRES)
def test_centres(formula, expected):
    found = centres(parse_formula(formula).tree, {})
    assert len(found) == len(expected)
    for centre, known in zip(found, expected, strict=True):
        assert centre == pytest.approx(known)


def test_traits_of_shifted_functions():
    tanh = traits_of(actcli.get("tanh(x - 1000)"))
    assert (tanh.monotone, tanh.convex, tanh.dead_zones) == ("increasing", "neither", ())
    box = traits_of(actcli.get("max(x, 0) + where(abs(x - 3.00001) < 1e-7, 1, 0)"))
    assert (box.monotone, box.convex, box.smoothness) == ("no", "neither", "jump")


WITHOUT_A_VALUE = [("sin(x) / x", "cos(x)"), ("x / x", "tanh(x)"), ("x * sin(1 / x)", "tanh(x)")]


@pytest.mark.parametrize(("one", "other"), WITHOUT_A_VALUE)
def test_a_lone_place_without_a_value_is_no_pole(one, other):
    pair = pair_of(one, other, RANGE)
    assert (pair.max_difference, pair.at, pair.unbounded) == (INF, (0.0,), False)


def test_where_there_is_no_bound_a_lone_place_is_not_told():
    pair = pair_of("sin(x) / x", "x")
    assert (pair.max_difference, pair.at, pair.unbounded) == (INF, (-INF, INF), True)
    # x / x is 1: the integral of |1 - x| from -10 to 10 is 121 / 2 + 81 / 2.
    assert pair_of("x / x", "x", RANGE).area == pytest.approx(101.0, rel=1e-11)


OVERFLOWS = math.log(np.finfo(np.float64).max)


@pytest.mark.parametrize("over", [REAL_LINE, (0.0, 1000.0)])
def test_overflow_is_not_a_limit(over):
    """log(1 + exp(x)) is inf from 709.78 on, and softplus all the same."""
    pair = pair_of("log(1 + exp(x))", "softplus", over)
    assert (pair.max_difference, pair.unbounded, pair.area) == (INF, False, None)
    assert pair.at == pytest.approx((OVERFLOWS,), rel=1e-15)
    assert pair.slope.value == 0.0


def test_inf_over_inf_is_told_where_it_begins():
    pair = pair_of("exp(x) / (1 + exp(x))", "sigmoid")
    assert (pair.max_difference, pair.unbounded) == (INF, False)
    assert pair.at == pytest.approx((OVERFLOWS,), rel=1e-15)


def test_growth_is_told_by_its_end_and_not_by_overflow():
    pair = pair_of("exp(x)", "x")
    assert (pair.max_difference, pair.at, pair.unbounded) == (INF, (-INF, INF), True)
    inside = pair_of("exp(x)", "x", (0.0, 1000.0))
    assert (inside.max_difference, inside.unbounded) == (INF, False)
    assert inside.at == inside.slope.at == pytest.approx((OVERFLOWS,), rel=1e-15)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("snake", "x"),
        ("x + 1 + sin(x)", "x"),
        ("1 + cos(x)", "0 * x"),
        ("sqrt(x**2 + 6 * x + 10)", "abs(x + 3)"),
    ],
)
def test_what_only_touches_zero_does_not_cross_it(one, other):
    pair = pair_of(one, other)
    assert (pair.sign, pair.crossings) == ("above", ())


def test_a_crossing_at_a_sample_between_two_others():
    """x^3 - c x is 0 at the centre, which is a sample, and changes sign on both sides of it."""
    pair = pair_of("(x - 3)**3 - 1e-8 * (x - 3)", "0 * x", (-0.5, 5.5))
    assert pair.crossings == pytest.approx((3 - 1e-4, 3.0, 3 + 1e-4), rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other"), [("1 / x", "1 / x + 1"), ("exp(1 / x)", "0 * x"), ("1 / x", "2 / x")]
)
def test_a_pole_is_no_agreement(one, other):
    assert pair_of(one, other, RANGE).agree == ()


def gelu_minus_silu(x):
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2 - x / (1 + mpmath.exp(-x))


@pytest.mark.parametrize("far", [1e-9, 1e-8, -1e-6])
def test_all_digits_of_what_is_left_near_zero(far):
    """gelu - silu is 0.149 x^2 there, of two that are x / 2."""
    over = (min(0.0, far), max(0.0, far))
    with mpmath.workdps(60):
        size = float(gelu_minus_silu(mpf(far)))
        slope = float(abs(mpmath.diff(gelu_minus_silu, mpf(far))))
    pair = pair_of("gelu", "silu", over)
    assert (pair.max_difference, pair.at) == (pytest.approx(size, rel=1e-14), (far,))
    assert (pair.slope.value, pair.slope.at) == (pytest.approx(slope, rel=1e-14), (far,))
    first = pair_of("gelu", "silu", over, order=1)
    assert first.max_difference == pytest.approx(slope, rel=1e-14)
