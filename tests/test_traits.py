"""Traits measured from formulas, against mpmath, closed forms and published numbers."""

import json
import math

import mpmath
import pytest
from mpmath import mpf

import actcli
from actcli.catalog.load import load_book
from actcli.catalog.shipped import TRAITS_FILE
from actcli.catalog.traits import measure, traits_of
from actcli.render.formats import json_text

INF = math.inf
ELEMENTWISE = [entry.name for entry in load_book().entries.values() if not entry.vector]
# Klambauer, Unterthiner, Mayr, Hochreiter 2017, Self-Normalizing Neural Networks, equation 14.
SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def traits(spec):
    return measure(actcli.get(spec))


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def gelu(x):
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    return x * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3))) / 2


def silu(x):
    return x * sigmoid(x)


def mish(x):
    return x * mpmath.tanh(mpmath.log1p(mpmath.exp(x)))


def softplus(x):
    return mpmath.log1p(mpmath.exp(x))


def elu(x):
    return x if x > 0 else mpmath.expm1(x)


def selu(x):
    return SELU_SCALE * (x if x > 0 else SELU_ALPHA * mpmath.expm1(x))


def log_sigmoid(x):
    return -mpmath.log1p(mpmath.exp(-x))


# Extremes

MINIMA = [
    # spec, the function in mpmath, a start, the published minimum and its place
    ("gelu", gelu, -0.75, -0.16997120747990366, -0.7517915246935645),
    ("gelu:approximate=tanh", gelu_tanh, -0.75, None, None),
    ("silu", silu, -1.3, -0.27846454276107, -1.27846454276107),
    ("mish", mish, -1.2, -0.30884341301725, -1.19243121451549),
]


@pytest.mark.parametrize(("spec", "f", "start", "published", "place"), MINIMA)
def test_minima(spec, f, start, published, place):
    with mpmath.workdps(40):
        at = mpmath.findroot(lambda x: mpmath.diff(f, x), start)
        least = f(at)
    if published is not None:
        assert (float(least), float(at)) == pytest.approx((published, place), rel=1e-13)
    found = traits(spec)
    assert found.range[0] == pytest.approx(float(least), rel=1e-14)
    # f is flat there: a place is known to half as many digits as the value, unless f' is asked.
    assert found.minimum_at == pytest.approx(float(at), rel=1e-9)
    assert found.range_attained == (True, False)
    assert found.range[1] == INF
    assert found.monotone == "no"


SLOPES = [("gelu", gelu, 1.4), ("silu", silu, 2.4), ("mish", mish, 1.5)]


@pytest.mark.parametrize(("spec", "f", "start"), SLOPES)
def test_largest_slopes_inside(spec, f, start):
    with mpmath.workdps(40):
        at = mpmath.findroot(lambda x: mpmath.diff(f, x, 2), start)
        slope = mpmath.diff(f, at)
    found = traits(spec)
    assert found.largest_slope == pytest.approx(float(slope), rel=1e-13)
    assert found.largest_slope_at == pytest.approx(float(at), rel=1e-7)


def test_the_largest_slope_of_gelu_is_where_its_paper_has_it():
    """f'' = pdf(x) (2 - x^2), so that the slope is largest at the root of 2."""
    assert traits("gelu").largest_slope_at == pytest.approx(math.sqrt(2), rel=1e-7)


LIPSCHITZ = [
    ("sigmoid", 0.25), ("tanh", 1.0), ("relu", 1.0), ("identity", 1.0), ("softplus", 1.0),
    ("elu", 1.0), ("elu:alpha=2", 2.0), ("leaky_relu:3", 3.0), ("softsign", 1.0),
    ("hard_sigmoid", 1 / 6), ("hard_sigmoid@keras2", 0.2), ("hard_tanh", 1.0),
    ("log_sigmoid", 1.0), ("selu", SELU_SCALE * SELU_ALPHA), ("step", INF), ("x**2", INF),
    ("0 * x", 0.0), ("2 - x / 4", 0.25),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "constant"), LIPSCHITZ)
def test_lipschitz_constants(spec, constant):
    assert traits(spec).largest_slope == pytest.approx(constant, rel=1e-12)


# Ranges

RANGES = [
    ("identity", (-INF, INF), (False, False)),
    ("sigmoid", (0.0, 1.0), (False, False)),
    ("tanh", (-1.0, 1.0), (False, False)),
    ("softsign", (-1.0, 1.0), (False, False)),
    ("hard_tanh", (-1.0, 1.0), (True, True)),
    ("hard_sigmoid", (0.0, 1.0), (True, True)),
    ("step", (0.0, 1.0), (True, True)),
    ("relu", (0.0, INF), (True, False)),
    ("softplus", (0.0, INF), (False, False)),
    ("log_sigmoid", (-INF, 0.0), (False, False)),
    ("elu", (-1.0, INF), (False, False)),
    ("elu:alpha=2.5", (-2.5, INF), (False, False)),
    ("selu", (-SELU_SCALE * SELU_ALPHA, INF), (False, False)),
    ("sin(x)", (-1.0, 1.0), (True, True)),
    ("x**2 - 4 * x", (-4.0, INF), (True, False)),
    ("3 - relu(x)", (-INF, 3.0), (False, True)),
    ("1 / (1 + x**2)", (0.0, 1.0), (False, True)),
    ("0 * x + 2", (2.0, 2.0), (True, True)),
    ("where(x > 0, 1, -1)", (-1.0, 1.0), (True, True)),
]


@pytest.mark.parametrize(("spec", "ends", "attained"), RANGES)
def test_ranges_and_whether_their_ends_are_reached(spec, ends, attained):
    found = traits(spec)
    assert found.range == pytest.approx(ends, rel=1e-14)
    assert found.range_attained == attained


# Means

MEANS = [
    ("identity", lambda: 0),
    ("tanh", lambda: 0),
    ("hard_tanh", lambda: 0),
    ("softsign", lambda: 0),
    ("sigmoid", lambda: 0.5),
    ("hard_sigmoid", lambda: 0.5),
    ("step", lambda: 0.5),
    ("relu", lambda: 1 / math.sqrt(2 * math.pi)),
    ("leaky_relu:0.2", lambda: 0.8 / math.sqrt(2 * math.pi)),
    ("gelu", lambda: 1 / (2 * math.sqrt(math.pi))),
    # The two constants of SELU are made so that mean 0 and variance 1 are kept.
    ("selu", lambda: 0),
    ("x**2", lambda: 1),
    ("x**4", lambda: 3),
    ("step:threshold=1", lambda: math.erfc(1 / math.sqrt(2)) / 2),
]


@pytest.mark.parametrize(("spec", "closed_form"), MEANS)
def test_means_in_closed_form(spec, closed_form):
    assert traits(spec).mean == pytest.approx(float(closed_form()), rel=1e-11, abs=1e-10)


INTEGRALS = [
    ("softplus", softplus), ("silu", silu), ("mish", mish), ("elu", elu), ("selu", selu),
    ("log_sigmoid", log_sigmoid), ("gelu:tanh", gelu_tanh),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "f"), INTEGRALS)
def test_means_by_integration(spec, f):
    with mpmath.workdps(25):
        expected = mpmath.quad(lambda z: f(z) * mpmath.npdf(z), [-14, -4, 0, 4, 14])
    assert traits(spec).mean == pytest.approx(float(expected), rel=1e-11, abs=1e-10)


@pytest.mark.parametrize("spec", ELEMENTWISE)
def test_zero_centred_is_a_mean_of_zero(spec):
    odd = {"identity", "tanh", "hard_tanh", "softsign"}
    assert traits(spec).zero_centred is (spec in odd | {"selu"})


# Smoothness

KINKS = [
    ("relu", "C0", (0.0,)),
    ("leaky_relu", "C0", (0.0,)),
    ("leaky_relu:1", None, ()),
    ("hard_tanh", "C0", (-1.0, 1.0)),
    ("hard_sigmoid@torch", "C0", (-3.0, 3.0)),
    ("hard_sigmoid@keras2", "C0", (-2.5, 2.5)),
    ("elu", "C1", (0.0,)),
    ("elu:alpha=2", "C0", (0.0,)),
    ("selu", "C0", (0.0,)),
    ("step", "jump", (0.0,)),
    ("step:threshold=-1.75", "jump", (-1.75,)),
    ("softsign", "C1", (0.0,)),  # x / (1 + |x|): f'' jumps from 2 to -2
    ("sigmoid", "smooth", ()),
    ("tanh", "smooth", ()),
    ("gelu", "smooth", ()),
    ("silu", "smooth", ()),
    ("softplus", "smooth", ()),
    ("relu(x)**2", "C1", (0.0,)),
    ("relu(x)**3", "C2", ()),
    ("abs(x - 1) + abs(x + 2)", "C0", (-2.0, 1.0)),
    ("where(x > 100, x, 100)", "C0", (100.0,)),
    ("max(x, x**2)", "C0", (0.0, 1.0)),
]


@pytest.mark.parametrize(("spec", "smoothness", "kinks"), KINKS)
def test_smoothness_and_where_it_ends(spec, smoothness, kinks):
    found = traits(spec)
    if smoothness is not None:
        assert found.smoothness == smoothness
    assert found.kinks == pytest.approx(kinks, abs=1e-15)


MONOTONE = [
    ("identity", "increasing"), ("sigmoid", "increasing"), ("relu", "increasing"),
    ("step", "increasing"), ("hard_tanh", "increasing"), ("softplus", "increasing"),
    ("gelu", "no"), ("silu", "no"), ("mish", "no"), ("leaky_relu:-0.1", "no"),
    ("0 - x", "decreasing"), ("sigmoid(0 - x)", "decreasing"), ("0 * x + 1", "constant"),
    ("x**2", "no"), ("sin(x)", "no"), ("where(x > 0, x - 1, x)", "no"), ("x**3", "increasing"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "monotone"), MONOTONE)
def test_monotone(spec, monotone):
    assert traits(spec).monotone == monotone


# Where nothing is learnt

DEAD = [
    ("relu", ((-INF, 0.0),)),
    ("hard_tanh", ((-INF, -1.0), (1.0, INF))),
    ("hard_sigmoid@torch", ((-INF, -3.0), (3.0, INF))),
    ("step", ((-INF, INF),)),
    ("step:threshold=30", ((-INF, INF),)),
    ("0 * x + 1", ((-INF, INF),)),
    ("leaky_relu", ()),
    ("leaky_relu:0", ((-INF, 0.0),)),
    ("sigmoid", ()),
    ("gelu", ()),
    ("elu", ()),
    ("sign(x) * max(abs(x) - 0.5, 0)", ((-0.5, 0.5),)),  # softshrink
    ("min(max(x, 0), 6)", ((-INF, 0.0), (6.0, INF))),
]


@pytest.mark.parametrize(("spec", "zones"), DEAD)
def test_dead_zones(spec, zones):
    found = traits(spec).dead_zones
    assert len(found) == len(zones)
    for zone, expected in zip(found, zones, strict=True):
        assert zone == pytest.approx(expected, rel=1e-14)


SATURATION = [
    ("sigmoid", (0.0, 1.0)),
    ("tanh", (-1.0, 1.0)),
    ("softsign", (-1.0, 1.0)),
    ("hard_sigmoid", (0.0, 1.0)),
    ("relu", (0.0, None)),
    ("gelu", (0.0, None)),
    ("silu", (0.0, None)),
    ("softplus", (0.0, None)),
    ("elu:alpha=1.5", (-1.5, None)),
    ("log_sigmoid", (None, 0.0)),
    ("identity", (None, None)),
    ("leaky_relu", (None, None)),
    ("sin(x)", (None, None)),
    ("1 / (1 + x**2)", (0.0, 0.0)),
]


@pytest.mark.parametrize(("spec", "ends"), SATURATION)
def test_saturation(spec, ends):
    for found, expected in zip(traits(spec).saturation, ends, strict=True):
        assert (found is None) is (expected is None)
        assert found == expected or found == pytest.approx(expected, rel=1e-14)


# Functions that are not defined everywhere

UNUSUAL = [
    "sqrt(x)", "log(x)", "1 / x", "exp(x)", "exp(exp(x))", "x**1000", "x**x", "1 / (0 * x)",
    "sqrt(-1 - x**2)", "log(-1) * x",
]  # fmt: skip


@pytest.mark.parametrize("spec", UNUSUAL)
def test_what_is_not_defined_everywhere_is_measured_too(spec):
    found = traits(spec)
    assert found.smoothness in ("jump", "C0", "C1", "C2", "smooth")


def test_the_exponential():
    found = traits("exp(x)")
    assert (found.range, found.range_attained) == ((0.0, INF), (False, False))
    assert found.mean == pytest.approx(math.exp(0.5), rel=1e-11)
    assert found.saturation == (0.0, None)


def test_a_wave_stays_what_it_is_far_out():
    found = traits("sin(3 * x)")
    assert found.range == pytest.approx((-1.0, 1.0), rel=1e-12)
    assert found.largest_slope == pytest.approx(3.0, rel=1e-12)


def test_an_unbounded_slope_is_infinite():
    assert traits("exp(x)").largest_slope == INF
    assert traits("sqrt(x)").largest_slope == INF
    assert traits("sqrt(x)").range == (0.0, INF)


# What ships


@pytest.fixture(scope="module")
def shipped():
    return json.loads(TRAITS_FILE.read_text(encoding="utf-8"))


def test_every_elementwise_entry_ships_its_traits(shipped):
    assert list(shipped) == ELEMENTWISE


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_what_ships_is_what_is_measured(shipped, name):
    fresh = json.loads(json_text(measure(actcli.get(name)).as_json()))
    assert set(fresh) == set(shipped[name])
    for key, value in fresh.items():
        assert shipped[name][key] == _near(value), key


def _near(value):
    """Equal but for the last digits of numbers, which other processors may round differently."""
    if isinstance(value, list):
        return [_near(item) for item in value]
    is_float = isinstance(value, float)
    return pytest.approx(value, rel=1e-9, abs=1e-12) if is_float else value


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_shipped_traits_are_read_back_whole(name):
    function = actcli.get(name)
    assert traits_of(function).as_json().keys() == measure(function).as_json().keys()
    assert traits_of(function).range == pytest.approx(measure(function).range, rel=1e-12)


def test_parameters_of_the_user_are_measured_and_not_read():
    assert traits_of(actcli.get("leaky_relu:-1")).range == (0.0, INF)
    assert traits_of(actcli.get("leaky_relu")).range == (-INF, INF)


def test_a_function_of_a_vector_has_none():
    assert traits_of(actcli.get("softmax")) is None
