"""The area between two functions: on wide ranges, on the line, where they nearly cancel.

Expected values are closed forms, or mpmath's quadrature between the places where f - g changes
sign.
"""

import math
import random
from itertools import pairwise

import definitions
import mpmath
import numpy as np
import pytest
from mpmath import mpf
from oracles import DEFAULTS
from oracles.jets import variable

import actcli
from actcli.analysis.compare import REAL_LINE, compare
from actcli.analysis.comparing.area import Integral, integral_on_line, integral_over

INF = math.inf
ROOT_PI = math.sqrt(math.pi)
LOG_2 = math.log(2)


def pair_of(one, other, over):
    return compare([actcli.get(one), actcli.get(other)], over).pairs[0]


def sigmoid_and_tanh(end):
    """With t = e^x they are equal where t / (1 + t) = (t^2 - 1) / (t^2 + 1): t = 1 + sqrt(2).

    An antiderivative of their difference is log(1 + t) - log cosh x, log(1 + sqrt(2)) there.
    """
    return end + 2 * math.log(1 + math.sqrt(2)) - 2 * LOG_2


def sigmoid_and_constant(constant, end):
    """The integrals of c - s below logit(c) and of s - c above it; that of s is log(1 + e^x)."""
    crossing = math.log(constant / (1 - constant))
    so_far = math.log1p(math.exp(crossing))
    return constant * (crossing + end) - so_far + end - so_far - constant * (end - crossing)


def elu_and_selu(end):
    """Multiples of e^x - 1 from -end to 0, and of x from 0 to 10."""
    scale, alpha = definitions.SELU_SCALE, definitions.SELU_ALPHA
    return (scale * alpha - 1) * (end - 1) + (scale - 1) * 50


WIDE = [
    # f, g, range, the area
    ("sigmoid", "tanh", (-1e5, 1e5), sigmoid_and_tanh(1e5)),
    ("sigmoid", "tanh", (-1e6, 1e6), sigmoid_and_tanh(1e6)),
    ("sigmoid", "0.5 + 0*x", (-1e6, 1e6), sigmoid_and_constant(0.5, 1e6)),
    ("sigmoid", "0.3 + 0*x", (-1e5, 1e5), sigmoid_and_constant(0.3, 1e5)),
    ("elu", "selu", (-1e6, 10.0), elu_and_selu(1e6)),
    ("exp(x)", "1 + x", (-1e5, 5.0), math.exp(5) - 17.5 - 1e5 + 5e9),
    ("tanh", "0*x", (-1e6, 1e6), 2 * (1e6 - LOG_2)),
    ("gelu", "relu", (-1e12, 1e12), 0.5),  # see below
    ("exp(x)", "exp(x) + 1", (0.0, 60.0), 60.0),  # e^60 ends at 2^33 as a double
]
LINE = [
    ("tanh(x-100)", "tanh(x-101)", 2.0),
    ("tanh", "tanh(x)+exp(-(x-20)**2)", ROOT_PI),
    ("x", "x+exp(-(x-37.3)**2)", ROOT_PI),
    ("gelu", "relu", 0.5),  # z Phi(-z) from 0 on is 1/4
    ("1 / (1 + abs(x))**1.2", "0*x", 10.0),
    ("exp(x)", "exp(x) + 1", INF),
    # x but for rounding, of which there is much far out, and something else
    ("x", "x*(x*x+1.3)/(x*x+1.3)+exp(-x*x)", ROOT_PI),
]
NARROW = [
    # What is known to fewer digits: kinks and jumps that nobody finds, a pole whose area ends
    ("relu", "max(x,0)+max(0,1-abs(x-777)*1e5)", REAL_LINE, 1e-5),
    ("relu", "max(x,0)+where(abs(x-3.00001)<1e-7,1,0)", (-10.0, 10.0), 2e-7),
    ("abs(x-1)**-0.7", "0*x", (0.0, 2.0), 2 / 0.3),
    ("sigmoid(1e6*(x-5))", "where(x>5,1,0)", (-10.0, 10.0), 2e-6 * LOG_2),
]


@pytest.mark.parametrize(("one", "other", "over", "expected"), WIDE)
def test_wide_ranges(one, other, over, expected):
    pair = pair_of(one, other, over)
    assert pair.area == pytest.approx(expected, rel=6e-12)
    assert pair.mean_difference == pytest.approx(expected / (over[1] - over[0]), rel=6e-11)


@pytest.mark.parametrize(("one", "other", "expected"), LINE)
def test_the_line(one, other, expected):
    pair = pair_of(one, other, REAL_LINE)
    assert pair.area == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(("one", "other", "over", "expected"), NARROW)
def test_what_happens_in_little_room(one, other, over, expected):
    area = pair_of(one, other, over).area
    assert area == pytest.approx(expected, rel=5e-4)
    # Whatever digits are printed hold: the value is the expected one, rounded to as many.
    assert area in {float(f"{expected:.{digits}g}") for digits in range(3, 13)}


@pytest.mark.parametrize("end", [100.0, 800.0])
def test_a_difference_that_the_doubles_lose(end):
    """From some 74 on the 1 is below all that is carried of e^x: what is not known is not said."""
    pair = pair_of("exp(x)", "exp(x) + 1", (0.0, end))
    assert pair.area is None or pair.area == pytest.approx(end, rel=1e-11)
    assert pair.mean_difference is None or pair.mean_difference == pytest.approx(1.0, rel=1e-11)


@pytest.mark.parametrize(
    ("integral", "told"),
    [
        (Integral(math.pi, 0.0), 3.14159265359),
        (Integral(math.pi, 1e-15), 3.14159265359),
        (Integral(math.pi, 1e-6), 3.14159),  # 3.2e-7 of it: 6 digits
        (Integral(math.pi, 2e-3), 3.14),  # 6.4e-4 of it: 3 digits
        (Integral(math.pi, 4e-3), None),  # 1.3e-3 of it
        (Integral(math.pi, INF), None),
        (Integral(0.0, 0.0), 0.0),
        (Integral(0.0, INF), None),
        (Integral(INF, 0.0), INF),
    ],
)
def test_as_many_digits_as_are_known(integral, told):
    assert integral.per() == told


def test_a_mean_has_the_digits_of_its_area():
    assert Integral(20.0, 0.0).per(3.0) == 6.66666666667
    assert Integral(20.0, 0.01).per(3.0) == 6.67  # 5e-4 of it: 3 digits


def rounding_of(*sides):
    """Below which size a difference of doubles is rounding, for some functions of arrays."""
    return lambda x: 2.0**-51 * np.max(np.abs([side(x) for side in sides]), axis=0)


def test_the_error_is_not_below_what_is_wrong():
    """A jump and a kink that no edge tells, noise beside a parabola, and a fast sine."""
    noise = np.random.default_rng(5)
    cases = [
        (lambda x: np.where(x < math.e / 3, 1.0, 0.0), math.e / 3),
        (lambda x: np.abs(x - math.pi / 5), (math.pi**2 / 25 + (1 - math.pi / 5) ** 2) / 2),
        (lambda x: x * x + 1e-7 * noise.standard_normal(x.shape), 1 / 3),
        (
            lambda x: np.abs(np.sin(1e5 * x)),
            (2 * 31830 + 1 - math.cos(1e5 - 31830 * math.pi)) / 1e5,
        ),
    ]
    for function, expected in cases:
        found = integral_over(function, np.array([]), (0.0, 1.0))
        assert abs(found.value - expected) <= found.error + 1e-15
        told = found.per()
        assert told is None or told == pytest.approx(expected, rel=5e-3)


def test_rounding_far_out_is_no_area():
    """A bell beside noise of the last digits of x: the noise ends nothing and adds nothing."""
    noise = np.random.default_rng(7)

    def difference(x):
        return np.exp(-x * x) + 2.0**-53 * x * noise.standard_normal(x.shape)

    found = integral_on_line(difference, rounding_of(np.abs), np.array([0.0]))
    assert found.per() is None or found.per() == pytest.approx(ROOT_PI, rel=5e-3)
    assert abs(found.value - ROOT_PI) <= found.error


def crossings(function, low, high):
    """Where a function changes sign between 120 places and more near 0, by mpmath's bisection."""
    even = [low + (high - low) * n / 120 for n in range(121)]
    near = [side * 10.0**n for side in (-1, 1) for n in range(-6, 1)]
    places = sorted({*even, *(x for x in near if low < x < high)})
    signs = [mpmath.sign(function(mpf(x))) for x in places]
    lone = [x for x, sign in zip(places, signs, strict=True) if sign == 0]
    changes = [
        (left, right)
        for (left, one), (right, other) in pairwise(zip(places, signs, strict=True))
        if one * other < 0
    ]
    roots = [
        mpmath.findroot(function, change, solver="anderson", verify=False) for change in changes
    ]
    return [*lone[:8], *lone[-8:], *roots]


def random_pairs(count):
    """Pairs of the book, with a range of a random place and width."""
    chance = random.Random(20261124)
    for _ in range(count):
        one, other = chance.sample(DEFAULTS, 2)
        width = 10.0 ** chance.uniform(-1.0, 2.0)
        low = width * chance.uniform(-1.2, 0.2)
        yield one, other, (float(f"{low:.3g}"), float(f"{low + width:.3g}"))


@pytest.mark.parametrize(
    ("one", "other", "over"),
    list(random_pairs(30)),
    ids=lambda value: getattr(value, "spec", None),
)
def test_pairs_of_the_book_on_random_ranges(one, other, over):
    low, high = over
    with mpmath.workdps(16):

        def difference(x):
            sides = (case.oracle.form(variable(x), **case.parameters) for case in (one, other))
            f, g = (side.value for side in sides)
            return f - g

        kinks = [k for case in (one, other) for k in case.oracle.kinks(**case.parameters)]
        octaves = [0.0, *(side * 4.0**n for side in (-1, 1) for n in range(4))]
        inside = {mpf(x) for x in (*kinks, *octaves) if low < x < high}
        edges = sorted({mpf(low), mpf(high), *inside, *crossings(difference, low, high)})
        expected = sum(abs(mpmath.quad(difference, part, maxdegree=5)) for part in pairwise(edges))
    pair = pair_of(one.spec, other.spec, over)
    assert pair.area == pytest.approx(float(expected), rel=1e-9, abs=1e-300)
    assert pair.mean_difference == pytest.approx(float(expected) / (high - low), rel=1e-9)


@pytest.mark.parametrize("shift", ["3.3", "0.1", "30.3"])
def test_a_difference_that_died_does_not_come_back_by_rounding(shift):
    pair = pair_of(f"softplus(x - {shift})", f"max(x - {shift}, 0)", REAL_LINE)
    assert pair.area == pytest.approx(math.pi**2 / 6, rel=5e-6)  # as many digits as are known
