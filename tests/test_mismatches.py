"""The mismatch table: what frameworks mean by one name, how far apart, and where (mpmath).

Every figure that people quote is a second check; the first is derived here, at 50 digits, from the
definitions: the place where the slopes are equal, and the difference there.
"""

from itertools import pairwise

import mpmath
import pytest
from mpmath import mpf

import actcli
from actcli.analysis.compare import REAL_LINE, compare

RANGE = (-10.0, 10.0)


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


def gelu(x):
    """x Phi(x) (Hendrycks, Gimpel 2016)."""
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    """The approximation of the same paper; 0.044715 is the double that every framework has."""
    return x * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3))) / 2


def quick_gelu(x):
    return x / (1 + mpmath.exp(-mpf(1.702) * x))


def silu(x):
    return x / (1 + mpmath.exp(-x))


SMOOTH = [
    # f, g, their definitions, and the size and place that are quoted, to 3 digits and 3 decimals
    ("gelu", "gelu:approximate=tanh", gelu, gelu_tanh, 4.73e-4, 2.699),
    ("gelu", "x * sigmoid(1.702 * x)", gelu, quick_gelu, 2.03e-2, 2.270),
    ("gelu", "silu", gelu, silu, 0.193, 1.965),
]
NAMES = [case[1] for case in SMOOTH]


def turning(f, g, near, order=1):
    """The place near a guess where the derivative of f - g of an order is 0, to 50 digits."""
    return mpmath.findroot(lambda x: mpmath.diff(lambda t: f(t) - g(t), x, order), near)


def pair_of(one, other, over=RANGE, order=0):
    return compare([actcli.get(one), actcli.get(other)], over, order=order).pairs[0]


@pytest.mark.parametrize(("one", "other", "f", "g", "size", "place"), SMOOTH, ids=NAMES)
@pytest.mark.parametrize("over", [RANGE, (-1e6, 1e6), REAL_LINE])
def test_the_largest_difference_and_its_places(one, other, f, g, size, place, over):
    at = turning(f, g, place)
    expected = abs(f(at) - g(at))
    assert (float(f"{float(expected):.3g}"), round(float(at), 3)) == (size, place)
    pair = pair_of(one, other, over)
    assert pair.max_difference == pytest.approx(float(expected), rel=1e-13)
    # Each difference is even: x Phi(x) - x s(x) is, where Phi(x) + Phi(-x) = s(x) + s(-x) = 1.
    assert pair.at == pytest.approx((-float(at), float(at)), rel=1e-13)
    assert not pair.unbounded


SLOPES = [
    # where a zero of f'' - g'' is looked for: those of the largest |f' - g'|, by eye
    ("gelu", "gelu:approximate=tanh", gelu, gelu_tanh, 2.02),
    ("gelu", "x * sigmoid(1.702 * x)", gelu, quick_gelu, 1.42),
    ("gelu", "silu", gelu, silu, 0.865),
]


@pytest.mark.parametrize(("one", "other", "f", "g", "near"), SLOPES, ids=NAMES)
def test_the_largest_difference_of_the_slopes(one, other, f, g, near):
    at = turning(f, g, near, 2)
    expected = abs(mpmath.diff(lambda t: f(t) - g(t), at))
    # No other place of a grid is further apart.
    others = [abs(mpmath.diff(lambda t: f(t) - g(t), mpf(n) / 20)) for n in range(-120, 121)]
    assert max(others) <= expected
    by_slope = pair_of(one, other).slope
    assert by_slope is not None
    assert by_slope.value == pytest.approx(float(expected), rel=1e-12)
    assert by_slope.at == pytest.approx((-float(at), float(at)), rel=1e-9)
    of_order_1 = pair_of(one, other, order=1)
    assert of_order_1.max_difference == pytest.approx(float(expected), rel=1e-12)
    assert of_order_1.at == pytest.approx((-float(at), float(at)), rel=1e-9)


AREAS = [
    # where f - g changes sign above 0, by eye
    ("gelu", "gelu:approximate=tanh", gelu, gelu_tanh, [1.88]),
    ("gelu", "x * sigmoid(1.702 * x)", gelu, quick_gelu, [1.21]),
    ("gelu", "silu", gelu, silu, []),
]


@pytest.mark.parametrize(("one", "other", "f", "g", "near"), AREAS, ids=NAMES)
def test_the_area_and_the_mean(one, other, f, g, near):
    """Integrals between the zeros of f - g; both sides of 0 are alike."""
    crossings = [mpmath.findroot(lambda x: f(x) - g(x), guess) for guess in near]
    parts = pairwise([mpf(0), *crossings, mpf(10)])
    expected = 2 * sum(
        abs(mpmath.quad(lambda x: f(x) - g(x), mpmath.linspace(a, b, 9))) for a, b in parts
    )
    pair = pair_of(one, other)
    assert pair.area == pytest.approx(float(expected), rel=1e-9)
    assert pair.mean_difference == pytest.approx(float(expected) / 20, rel=1e-9)
    assert pair.crossings == pytest.approx(
        sorted([*(-float(x) for x in crossings), *map(float, crossings)]), rel=1e-12
    )
    assert pair.sign == ("both" if crossings else "above")


def test_the_hard_sigmoids_of_keras_2_and_of_torch():
    """clip(0.2 x + 0.5, 0, 1) and clip(x / 6 + 0.5, 0, 1) are furthest apart where one is clipped.

    1 - (2.5 / 6 + 0.5) = 1/12, at 2.5; the area is that of two triangles on each side of 0, of
    base 3 and height 1/12.
    """
    pair = pair_of("hard_sigmoid@keras2", "hard_sigmoid@torch")
    assert float(f"{pair.max_difference:.3g}") == 0.0833
    assert pair.max_difference == pytest.approx(1 / 12, rel=1e-14)
    assert pair.at == (-2.5, 2.5)
    assert pair.slope is not None
    # Between 2.5 and 3 one is flat; below 2.5 the slopes differ by 0.2 - 1/6 only.
    assert pair.slope.value == pytest.approx(1 / 6, rel=1e-14)
    assert pair.slope.at == (-2.5, 2.5)
    assert pair.area == pytest.approx(2 * 3 / 12 / 2, rel=1e-12)
    assert pair.sign == "both"
    assert pair.crossings == (0.0,)
    assert pair.agree == ((-10.0, -3.0), (0.0, 0.0), (3.0, 10.0))


LEAKY = [("0.01", "0.2", 1.9), ("0.01", "0.3", 2.9), ("0.2", "0.3", 1.0)]


@pytest.mark.parametrize(("one", "other", "expected"), LEAKY)
def test_the_slopes_of_leaky_relu(one, other, expected):
    """Their difference is that of the slopes times 10 at -10."""
    pair = pair_of(f"leaky_relu:{one}", f"leaky_relu:{other}")
    assert pair.max_difference == pytest.approx(expected, rel=1e-14)
    assert pair.at == (-10.0,)
    assert pair.agree == ((0.0, 10.0),)
    assert pair.sign == "above"  # a smaller slope is nearer to 0 where x < 0
