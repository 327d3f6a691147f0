"""The largest difference of two functions and where it is, against roots found by mpmath."""

import math

import mpmath
import pytest
from mpmath import mpf

import actcli
from actcli.analysis.compare import compare
from actcli.analysis.comparing.pairs import largest_difference
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.errors import ActcliError

RANGE = (-10.0, 10.0)


def gelu(x):
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    """The form of the GELU paper (Hendrycks, Gimpel 2016): 0.044715 is its double."""
    inner = mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3)
    return x * (1 + mpmath.tanh(inner)) / 2


def quick_gelu(x):
    return x / (1 + mpmath.exp(-mpf(1.702) * x))


def silu(x):
    return x / (1 + mpmath.exp(-x))


# The figures before the colon of each are what porting guides say; mpmath adds the digits.
KNOWN = [
    ("gelu", "gelu:approximate=tanh", gelu, gelu_tanh, 4.73e-4, 2.699),
    ("gelu", "x * sigmoid(1.702 * x)", gelu, quick_gelu, 2.03e-2, 2.270),
    ("gelu", "silu", gelu, silu, 0.193, 1.965),
]


@pytest.mark.parametrize(("one", "other", "f", "g", "size", "place"), KNOWN)
def test_known_differences(one, other, f, g, size, place):
    with mpmath.workdps(40):
        at = mpmath.findroot(lambda x: mpmath.diff(lambda t: f(t) - g(t), x), place)
        expected = abs(f(at) - g(at))
    assert float(expected) == pytest.approx(size, rel=5e-3)
    assert float(at) == pytest.approx(place, abs=1e-3)
    pair = largest_difference(actcli.get(one), actcli.get(other), RANGE)
    assert pair.max_difference == pytest.approx(float(expected), rel=1e-10)
    # Each difference is even, so it is reached on both sides; rounding may hide one of them.
    assert pair.at
    assert [abs(x) for x in pair.at] == pytest.approx([float(at)] * len(pair.at), rel=1e-7)


def test_the_slope_of_the_hard_sigmoid():
    """Keras 2 has clip(0.2 x + 0.5, 0, 1), torch relu6(x + 3) / 6: the kinks are at 2.5 and 3."""
    keras, torch = actcli.get("hard_sigmoid@keras2"), actcli.get("hard_sigmoid@torch")
    pair = largest_difference(keras, torch, RANGE)
    assert pair.max_difference == pytest.approx(1 / 12, rel=1e-10)
    assert pair.at == pytest.approx((-2.5, 2.5), rel=1e-12)


CLOSED_FORMS = [
    # f, g, range, the largest |f - g|, and where, worked out by hand
    ("x", "x + 3", RANGE, 3.0, None),
    ("x**2", "0 * x", (-1.0, 3.0), 9.0, (3.0,)),
    ("x**2", "0 * x", (-3.0, 3.0), 9.0, (-3.0, 3.0)),
    ("x * (1 - x)", "0 * x", (0.0, 1.0), 0.25, (0.5,)),
    ("x**3 - 3 * x", "0 * x", (-1.5, 1.5), 2.0, (-1.0, 1.0)),
    ("relu", "leaky_relu:0.5", RANGE, 5.0, (-10.0,)),
    ("relu", "identity", (0.0, 10.0), 0.0, ()),
    ("step", "sigmoid", RANGE, 0.5, (0.0,)),
    ("step:threshold=1.25", "step", RANGE, 1.0, None),
    # A spike between the samples, found by its kinks: its height is 1 at 1/3.
    ("max(0, 1 - abs(x - 1/3) * 1e6)", "0 * x", RANGE, 1.0, (1 / 3,)),
    ("sin(x)", "cos(x)", (0.0, 5.0), math.sqrt(2), (3 * math.pi / 4,)),
]


@pytest.mark.parametrize(("one", "other", "over", "size", "places"), CLOSED_FORMS)
def test_differences_worked_out_by_hand(one, other, over, size, places):
    pair = largest_difference(actcli.get(one), actcli.get(other), over)
    assert pair.max_difference == pytest.approx(size, rel=1e-10, abs=0.0)
    if places is not None:
        assert pair.at == pytest.approx(places, abs=1e-7)


@pytest.mark.parametrize(("one", "other", "over", "size", "places"), CLOSED_FORMS)
def test_the_order_of_the_two_does_not_matter(one, other, over, size, places):
    f, g = actcli.get(one), actcli.get(other)
    forth, back = largest_difference(f, g, over), largest_difference(g, f, over)
    assert (forth.max_difference, forth.at) == (back.max_difference, back.at)


def test_the_difference_is_really_there():
    """At every place named, the two functions differ by what is said, to the last digit."""
    f, g = actcli.get("gelu"), actcli.get("silu")
    pair = largest_difference(f, g, RANGE)
    assert all(abs(f(x) - g(x)) == pytest.approx(pair.max_difference, rel=1e-12) for x in pair.at)


def test_nan_on_one_side_is_a_difference_and_on_both_is_none():
    root = actcli.get("sqrt(x)")
    assert largest_difference(root, actcli.get("relu"), RANGE).max_difference == math.inf
    assert largest_difference(root, actcli.get("sqrt(x) + 0 * x"), RANGE).max_difference == 0.0
    shifted = largest_difference(root, actcli.get("sqrt(x) + 1"), RANGE)
    assert shifted.max_difference == pytest.approx(1.0, rel=1e-12)
    assert all(x >= 0.0 for x in shifted.at)


def test_nan_on_one_side_is_reported_where_it_is():
    pair = largest_difference(actcli.get("sqrt(x)"), actcli.get("relu"), RANGE)
    assert pair.at
    assert all(x < 0.0 for x in pair.at)


def test_equal_infinities_are_no_difference():
    """1/0 + x is inf on both sides everywhere."""
    one, other = actcli.get("1 / (0 * x) * abs(x)"), actcli.get("exp(abs(x) + 1000)")
    over = (1.0, 10.0)
    assert one(2.0) == other(2.0) == math.inf
    assert largest_difference(one, other, over).max_difference == 0.0


def test_every_pair_once_in_the_order_given():
    functions = [actcli.get(name) for name in ("gelu", "silu", "relu")]
    answer = compare(functions)
    assert [(p.f.spec, p.g.spec) for p in answer.pairs] == [
        ("gelu", "silu"), ("gelu", "relu"), ("silu", "relu"),
    ]  # fmt: skip
    assert answer.points == (-3.0, -1.0, 0.0, 1.0, 3.0)
    assert answer.values[2] == (0.0, 0.0, 0.0, 1.0, 3.0)


@pytest.mark.parametrize(
    ("tolerance", "passes"), [(3.0, True), (math.nextafter(3.0, 0.0), False), (math.inf, True)]
)
def test_a_difference_equal_to_the_tolerance_passes(tolerance, passes):
    functions = [actcli.get("0 * x"), actcli.get("0 * x + 3")]
    answer = compare(functions, tolerance=Tolerance(absolute=tolerance))
    assert (answer.beyond == []) is passes


@pytest.mark.parametrize("specs", [("softmax", "relu"), ("relu", "log_softmax"), ("relu",)])
def test_vectors_and_single_functions_are_refused(specs):
    with pytest.raises(ActcliError) as raised:
        compare([actcli.get(spec) for spec in specs])
    assert raised.value.hint
