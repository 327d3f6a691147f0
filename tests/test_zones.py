"""Dead and saturated stretches and asymptotes, against closed forms and roots found by mpmath."""

import math

import mpmath
import pytest

from actcli.analysis.pictures.picture import Asymptote, Zone
from actcli.analysis.pictures.zones import asymptotes_of, zones_of
from actcli.catalog.spec import resolve

INFINITY = math.inf


def dead(spec):
    return [(zone.low, zone.high) for zone in zones_of(resolve(spec), 0) if zone.kind == "dead"]


def saturated(spec):
    return [
        (zone.low, zone.high) for zone in zones_of(resolve(spec), 0) if zone.kind == "saturated"
    ]


def root_of_slope(function, largest, start):
    """Where |function'| is 1 % of the largest slope, near the start or starts, to 30 digits."""
    with mpmath.workdps(40):
        slope = lambda x: abs(mpmath.diff(function, x)) - largest / 100  # noqa: E731
        return mpmath.findroot(slope, start)


def largest_slope(function, start):
    with mpmath.workdps(40):
        return abs(
            mpmath.diff(function, mpmath.findroot(lambda x: mpmath.diff(function, x, 2), start))
        )


def gelu(x):
    return x * mpmath.ncdf(x)


def silu(x):
    return x / (1 + mpmath.exp(-x))


def bell(x):
    return mpmath.exp(-100 * x**2)


# ---------------------------------------------------------------------------------------------
# Saturated
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "low", "high"),
    [
        # sech(x / 2)^2 = 1/100, sech(x)^2 = 1/100
        ("sigmoid", -2 * mpmath.acosh(10), 2 * mpmath.acosh(10)),
        ("tanh", -mpmath.acosh(10), mpmath.acosh(10)),
        # 1 / (1 + |x|)^2, 1 / (1 + x^2)
        ("softsign", -9, 9),
        ("arctan", -mpmath.sqrt(99), mpmath.sqrt(99)),
        # exp(x) and sigmoid(x) at the left
        ("elu", mpmath.log(0.01), None),
        ("selu", mpmath.log(0.01), None),
        ("softplus", -mpmath.log(99), None),
        ("gelu", root_of_slope(gelu, largest_slope(gelu, 1.4), -3), None),
        ("silu", root_of_slope(silu, largest_slope(silu, 2.4), -6), None),
        # formulas and parameters of the user's own
        ("1 / (1 + exp(-3 * x))", -2 * mpmath.acosh(10) / 3, 2 * mpmath.acosh(10) / 3),
        ("tanh(x - 2)", 2 - mpmath.acosh(10), 2 + mpmath.acosh(10)),
        ("elu:alpha=0.5", mpmath.log(0.02), None),
        # steps between the points of any fixed grid, and near where their tails underflow
        ("sigmoid(x - 100)", 100 - 2 * mpmath.acosh(10), 100 + 2 * mpmath.acosh(10)),
        ("tanh(x - 100)", 100 - mpmath.acosh(10), 100 + mpmath.acosh(10)),
        ("tanh(x + 1000)", -1000 - mpmath.acosh(10), -1000 + mpmath.acosh(10)),
        (
            "tanh(1000 * (x - 3.3))",
            3.3 - mpmath.acosh(10) / 1000,
            3.3 + mpmath.acosh(10) / 1000,
        ),
        ("tanh(1e9 * (x - 3.3))", 3.3 - mpmath.acosh(10) / 1e9, 3.3 + mpmath.acosh(10) / 1e9),
        ("sigmoid(1000 * x)", -mpmath.acosh(10) / 500, mpmath.acosh(10) / 500),
        ("softplus(x - 100)", 100 - mpmath.log(99), None),
        ("gelu(x - 100)", 100 + root_of_slope(gelu, largest_slope(gelu, 1.4), -3), None),
        (
            "exp(-100 * (x - 7)**2)",
            7 + root_of_slope(bell, mpmath.sqrt(200 / mpmath.e), (-0.25, -0.26)),
            7 + root_of_slope(bell, mpmath.sqrt(200 / mpmath.e), (0.25, 0.26)),
        ),
        # steps far apart: each is flat seen from the others; the steepest has a slope of 12.5
        (
            "sigmoid(50 * (x - 17.25)) + sigmoid(40 * (x + 900)) + tanh(x - 3000)",
            -900 - mpmath.acosh(mpmath.sqrt(80)) / 20,
            3000 + mpmath.acosh(mpmath.sqrt(8)),
        ),
        # one on a slope that hides it
        (
            "softplus(x) + sigmoid(3 * (x - 777))",
            -mpmath.log(400 / mpmath.mpf(7) - 1),  # sigmoid(x) = 1.75 / 100
            None,
        ),
        # an exponential that overflows on the way, to an infinite slope
        ("1 / (1 + exp(-1000 * x))", -mpmath.acosh(10) / 500, mpmath.acosh(10) / 500),
    ],
)
def test_where_saturation_begins(spec, low, high):
    expected = []
    if low is not None:
        expected.append((-INFINITY, pytest.approx(float(low), rel=1e-13)))
    if high is not None:
        expected.append((pytest.approx(float(high), rel=1e-13), INFINITY))
    assert saturated(spec) == expected
    assert dead(spec) == []


@pytest.mark.parametrize(
    ("spec", "stretches"),
    [
        # slopes 1 - |x| / 2, (1 + x) / 2 twice, (1 + x / 10)^9: 1 % of 1
        ("sqnl", [(-2, -1.98), (1.98, 2)]),
        ("smelu", [(-1, -0.98)]),
        ("sparse_plus", [(-1, -0.98)]),
        ("pdelu", [(-10, 10 * (mpmath.root(mpmath.mpf(1) / 100, 9) - 1))]),
        ("where(x < -5, tanh(-5), tanh(x))", [(-5, -mpmath.acosh(10)), (mpmath.acosh(10), None)]),
    ],
)
def test_the_way_to_a_dead_side_is_saturated(spec, stretches):
    assert saturated(spec) == [
        (pytest.approx(float(low), rel=1e-13),
         INFINITY if high is None else pytest.approx(float(high), rel=1e-13))
        for low, high in stretches
    ]  # fmt: skip
    assert dead(spec)[0] == (-INFINITY, pytest.approx(float(stretches[0][0]), rel=1e-13))


def test_a_swinging_tail_is_saturated_where_it_stays_small():
    def sinc(x):
        return mpmath.sin(x) / x

    (_, low), (high, _) = saturated("sinc")
    largest = largest_slope(sinc, 2)
    # The slope's swings are cos(x) / x and less: the last that reaches the threshold is near here.
    threshold = largest / 100
    assert abs(mpmath.diff(sinc, high)) == pytest.approx(float(threshold), rel=1e-9)
    assert low == -high
    beyond = mpmath.mpf(high) + mpmath.mpf("1e-9")
    peaks = [mpmath.pi * n for n in range(int(beyond / mpmath.pi) + 1, 100)]
    assert all(abs(mpmath.diff(sinc, x)) < threshold for x in [beyond, *peaks])


@pytest.mark.parametrize(
    "spec",
    [
        "identity",  # no limit
        "sine",
        "snake",
        "leaky_relu",
        "log(x)",
        "step",  # dead, and no largest slope
        "1 / x",  # a limit, but no largest slope
        "softmax",  # a function of a vector
    ],
)
def test_what_is_nowhere_saturated(spec):
    assert saturated(spec) == []


# ---------------------------------------------------------------------------------------------
# Dead
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "zones"),
    [
        ("relu", [(-INFINITY, 0)]),
        ("relu6", [(-INFINITY, 0), (6, INFINITY)]),
        ("hard_tanh", [(-INFINITY, -1), (1, INFINITY)]),
        ("hard_sigmoid@keras2", [(-INFINITY, -2.5), (2.5, INFINITY)]),
        ("hard_swish", [(-INFINITY, -3)]),
        ("hard_shrink", [(-0.5, 0.5)]),
        ("step", [(-INFINITY, INFINITY)]),
        ("0 * x + 3", [(-INFINITY, INFINITY)]),
        ("relu(x - 1.25)", [(-INFINITY, 1.25)]),
        ("identity", []),
        ("sine", []),
        ("gelu", []),  # its slope is tiny at the left, not 0
        ("tanh(x - 1000)", []),  # near 0 its slope underflows, and yet it moves
        ("softmax", []),
    ],
)
def test_where_the_slope_is_exactly_0(spec, zones):
    assert dead(spec) == zones


def test_dead_sides_are_not_saturated_as_well():
    for spec in ("relu", "relu6", "hard_tanh", "hard_swish", "0 * x + 3"):
        assert saturated(spec) == []


def test_dead_wins_and_nothing_overlaps():
    # Saturated from 2.99 on, but for a flat piece.
    function = resolve("where(x < 4, tanh(x), where(x <= 6, tanh(4), tanh(x - 2)))")
    border = pytest.approx(float(mpmath.acosh(10)), rel=1e-13)
    zones = zones_of(function, 3)
    assert [(zone.function, zone.kind) for zone in zones] == [
        (3, "saturated"), (3, "saturated"), (3, "dead"), (3, "saturated"),
    ]  # fmt: skip
    assert (zones[0].low, -zones[0].high) == (-INFINITY, border)
    assert (zones[1].low, zones[1].high) == (border, 4)
    assert zones[2:] == (Zone(3, "dead", 4.0, 6.0), Zone(3, "saturated", 6.0, INFINITY))


# ---------------------------------------------------------------------------------------------
# Asymptotes
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "lines"),
    [
        ("sigmoid", [(-1, 0, 0), (1, 0, 1)]),
        ("tanh", [(-1, 0, -1), (1, 0, 1)]),
        ("arctan", [(-1, 0, -math.pi / 2), (1, 0, math.pi / 2)]),
        ("gelu", [(-1, 0, 0), (1, 1, 0)]),
        ("softplus", [(-1, 0, 0), (1, 1, 0)]),
        ("tanhshrink", [(-1, 1, 1), (1, 1, -1)]),
        ("elu:alpha=2", [(-1, 0, -2)]),  # on the right it is x itself
        ("1 / x + 3 * x - 2", [(-1, 3, -2), (1, 3, -2)]),
        ("sinc", [(-1, 0, 0), (1, 0, 0)]),
        # equal to their limits but for rounding where one usually looks
        ("sigmoid(1000 * x)", [(-1, 0, 0), (1, 0, 1)]),
        ("tanh(x - 100)", [(-1, 0, -1), (1, 0, 1)]),
        ("tanh(x + 1000)", [(-1, 0, -1), (1, 0, 1)]),
        ("exp(-(x - 7)**2 * 100)", [(-1, 0, 0), (1, 0, 0)]),
        ("gelu(x - 100)", [(-1, 0, 0), (1, 1, -100)]),
        ("where(x > 0, tanh(1000 * x), 0)", [(1, 0, 1)]),
        ("where(x > 3, 1 + exp(-1e6 * (x - 3)), 1)", [(1, 0, 1)]),
        ("pdelu", []),  # it is -1 where it is cut off, and has no line at the other side
        ("relu(x - 100)", []),
        ("relu", []),  # it is both lines, and comes near to none
        ("relu6", []),
        ("leaky_relu", []),
        ("identity", []),
        ("hard_swish", []),
        ("x**2", []),
        ("sine", []),
        ("snake", []),  # it swings around x for ever
        ("softmax", []),
    ],
)
def test_lines_that_a_function_comes_near(spec, lines):
    expected = tuple(
        Asymptote(7, side, pytest.approx(slope), pytest.approx(intercept, abs=1e-12))
        for side, slope, intercept in lines
    )
    assert asymptotes_of(resolve(spec), 7) == expected
