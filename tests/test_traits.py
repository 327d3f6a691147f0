"""Traits measured from formulas, against mpmath, closed forms and published numbers."""

import json
import math
from functools import cache

import mpmath
import pytest
from definitions import (
    SELU_ALPHA,
    SELU_SCALE,
    elu,
    gelu,
    gelu_tanh,
    log_sigmoid,
    mish,
    selu,
    silu,
    softplus,
)

import actcli
from actcli.catalog.load import shipped_book
from actcli.catalog.shipped import TRAITS_FILE, shipped_fields
from actcli.catalog.traits import measure, traits_of
from actcli.render.formats import json_text

INF, NAN = math.inf, math.nan
ELEMENTWISE = [entry.name for entry in shipped_book().entries.values() if not entry.vector]

# Odd functions have mean 0 and SELU is made to have it; so is StarReLU, s relu(x)^2 + b with
# b = -s / 2 (Yu et al. 2022, MetaFormer Baselines for Vision).
ODD = {
    "identity", "sign", "tanh", "hard_tanh", "softsign", "bipolar_sigmoid", "lecun_tanh", "arctan",
    "isru", "erf", "sqnl", "tanh_shrink", "hard_shrink", "soft_shrink", "shrink",
    "hard_shrink_tfa", "soft_shrink_tfa", "sine", "gcu", "cube", "log_abs_sym",
}  # fmt: skip


@cache
def traits(spec):
    return measure(actcli.get(spec))


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
    assert traits(spec).zero_centred is (spec in ODD | {"selu", "star_relu"})


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
    ("sqrt(x)", (0.0, INF), (True, False)),
    ("log(x)", (-INF, INF), (False, False)),
    ("1 / x", (-INF, INF), (False, False)),
    ("exp(exp(x))", (1.0, INF), (False, False)),
    ("x**1000", (0.0, INF), (True, False)),
    ("x**x", (math.exp(-1 / math.e), INF), (True, False)),  # least at 1 / e
    ("sqrt(-1 - x**2)", (NAN, NAN), (False, False)),
    ("log(-1) * x", (NAN, NAN), (False, False)),
]


@pytest.mark.parametrize(("spec", "ends", "attained"), UNUSUAL)
def test_what_is_not_defined_everywhere_is_measured_too(spec, ends, attained):
    found = traits(spec)
    assert found.range == pytest.approx(ends, rel=1e-14, nan_ok=True)
    assert found.range_attained == attained


def test_a_divisor_of_0_leaves_no_value_to_measure():
    assert traits("1 / (0 * x)").dead_zones == ()
    assert math.isnan(traits("1 / (0 * x)").mean)


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


# Curvature, convexity, symmetry


CURVATURES = [
    # f'' of tanh is -2 t (1 - t^2), largest at t^2 = 1/3; that of sigmoid is tanh's, scaled.
    ("tanh", 4 / (3 * math.sqrt(3)), math.atanh(1 / math.sqrt(3))),
    ("sigmoid", 1 / (6 * math.sqrt(3)), 2 * math.atanh(1 / math.sqrt(3))),
    ("gelu", 2 / math.sqrt(2 * math.pi), 0.0),
    ("silu", 0.5, 0.0),
    ("softplus", 0.25, 0.0),
    ("x / sqrt(1 + x * x)", 48 / 25 / math.sqrt(5), 0.5),
    ("exp(-x * x)", 2.0, 0.0),
    ("elu:alpha=2", 2.0, 0.0),
    ("relu", 0.0, None),
    ("relu(x)**2", 2.0, 0.0),
    ("x**3", INF, None),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "size", "place"), CURVATURES)
def test_largest_curvatures(spec, size, place):
    found = traits(spec)
    assert found.largest_curvature == pytest.approx(size, rel=1e-13)
    if place is None:
        assert found.largest_curvature_at is None
    else:
        assert abs(found.largest_curvature_at) == pytest.approx(place, rel=1e-10, abs=1e-10)


CONVEX = [
    ("identity", "affine"), ("0 * x + 1", "affine"), ("relu", "convex"), ("leaky_relu", "convex"),
    ("leaky_relu:3", "concave"), ("softplus", "convex"), ("elu", "convex"), ("selu", "neither"),
    ("elu:alpha=2", "neither"), ("log_sigmoid", "concave"), ("gelu", "neither"),
    ("tanh", "neither"), ("x**2", "convex"), ("x**3", "neither"), ("abs(x)", "convex"),
    ("step", "neither"), ("exp(x)", "convex"), ("log(x)", "concave"), ("1 / x**2", "neither"),
    ("sin(x)", "neither"), ("(x + sqrt(x**2 + 4)) / 2", "convex"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "kind"), CONVEX)
def test_convex(spec, kind):
    assert traits(spec).convex == kind


PARITY = [
    ("tanh", "odd"), ("identity", "odd"), ("sin(30 * x)", "odd"), ("x * cos(x)", "odd"),
    ("1 / x", "odd"), ("sign(x)", "odd"), ("x - tanh(x)", "odd"), ("2 * sigmoid(x) - 1", "odd"),
    ("x**2", "even"), ("abs(x)", "even"), ("exp(-x * x)", "even"), ("0 * x + 1", "even"),
    ("relu", "neither"), ("sigmoid", "neither"), ("step", "neither"), ("log(x)", "neither"),
    ("x + 0.000001 * x**2", "neither"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "kind"), PARITY)
def test_parity(spec, kind):
    assert traits(spec).parity == kind


def test_the_maximum_has_a_place_too():
    assert traits("sin(x)").maximum_at == pytest.approx(math.pi / 2, rel=1e-15)
    assert traits("exp(-x * x)").maximum_at == 0.0
    assert traits("sigmoid").maximum_at is None


def test_narrow_peaks_between_the_points_of_the_grid_are_found():
    found = traits("x + 5 * exp(-((x - 1.01) * 1000)**2)")
    assert found.monotone == "no"
    peak = traits("exp(-((x - 1.01) * 1000)**2)")
    assert peak.range == (0.0, 1.0)
    assert peak.maximum_at == pytest.approx(1.01, rel=1e-12)
    # The slope of exp(-u^2) is largest at u^2 = 1/2.
    assert peak.largest_slope == pytest.approx(1000 * math.sqrt(2 / math.e), rel=1e-12)


def test_poles_and_logarithmic_ends():
    found = traits("1 / (x - 0.3)")
    assert (found.range, found.smoothness, found.kinks) == ((-INF, INF), "jump", (0.3,))
    assert found.monotone == "no"
    assert traits("log(x - 0.3)").range == (-INF, INF)
    assert traits("log(abs(x * x - 2))").range == (-INF, INF)


# Growth


GROWTH = [
    ("relu", ("constant", {}), ("linear", {"slope": 1, "intercept": 0})),
    ("leaky_relu", ("linear", {"slope": 0.01, "intercept": 0}),
     ("linear", {"slope": 1, "intercept": 0})),
    ("x - tanh(x)", ("linear", {"slope": 1, "intercept": 1}),
     ("linear", {"slope": 1, "intercept": -1})),
    ("(sqrt(x * x + 1) - 1) / 2 + x", ("linear", {"slope": 0.5, "intercept": -0.5}),
     ("linear", {"slope": 1.5, "intercept": -0.5})),
    ("x + sin(x)**2", ("linear", {"slope": 1}), ("linear", {"slope": 1})),
    ("x**2", ("quadratic", {"exponent": 2, "coefficient": 1}),
     ("quadratic", {"exponent": 2, "coefficient": 1})),
    ("2 * x**3", ("cubic", {"exponent": 3, "coefficient": -2}),
     ("cubic", {"exponent": 3, "coefficient": 2})),
    ("sqrt(x)", ("undefined", {}), ("power", {"exponent": 0.5, "coefficient": 1})),
    ("log1p(max(x, 0))", ("constant", {}), ("logarithmic", {"coefficient": 1})),
    ("exp(2 * x)", ("constant", {}), ("exponential", {"rate": 2})),
    ("x * exp(x)", ("constant", {}), ("exponential", {"rate": 1})),
    ("exp(x * x)", ("superexponential", {}), ("superexponential", {})),
    ("sin(x)", ("oscillating", {"envelope": 0}), ("oscillating", {"envelope": 0})),
    ("x * cos(x)", ("oscillating", {"envelope": 1}), ("oscillating", {"envelope": 1})),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "low", "high"), GROWTH)
def test_growth(spec, low, high):
    for found, (kind, terms) in zip(traits(spec).growth, (low, high), strict=True):
        assert (found.kind, found.terms) == (kind, pytest.approx(terms, rel=1e-10, abs=1e-12))


def test_growth_says_where_to():
    assert [end.limit for end in traits("elu").growth] == [-1.0, INF]
    assert [end.limit for end in traits("sin(x)").growth] == [None, None]


# Fixed points


FIXED = [
    ("relu", [(0.0, INF, "neutral")]),
    ("hard_tanh", [(-1.0, 1.0, "neutral")]),
    ("identity", [(-INF, INF, "neutral")]),
    ("tanh", [(0.0, 0.0, "attracting")]),
    ("2 * tanh(x)", [(-1.9150080481545468, -1.9150080481545468, "attracting"),
                     (0.0, 0.0, "repelling"),
                     (1.9150080481545468, 1.9150080481545468, "attracting")]),
    ("silu", [(0.0, 0.0, "attracting")]),
    ("softplus", []),
    ("exp(x)", []),
    ("cos(x)", [(0.7390851332151607, 0.7390851332151607, "attracting")]),  # the Dottie number
    ("x**2", [(0.0, 0.0, "attracting"), (1.0, 1.0, "repelling")]),
    ("sqrt(x)", [(0.0, 0.0, "repelling"), (1.0, 1.0, "attracting")]),
    ("x + x**2", [(0.0, 0.0, "semistable")]),
    ("x + (x - 1.01)**2", [(1.01, 1.01, "semistable")]),
    ("step", [(1.0, 1.0, "attracting")]),
    ("sign(x)", [(-1.0, -1.0, "attracting"), (0.0, 0.0, "repelling"), (1.0, 1.0, "attracting")]),
    ("where(x > 0, x - 1, x + 1)", []),
    ("1 / x", [(-1.0, -1.0, "neutral"), (1.0, 1.0, "neutral")]),
    ("where(abs(x) > 0.5, x, 0)", [(-INF, -0.5, "neutral"), (0.0, 0.0, "attracting"),
                                   (0.5, INF, "neutral")]),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "expected"), FIXED)
def test_fixed_points(spec, expected):
    found = traits(spec).fixed_points
    assert [point.stability for point in found] == [stability for _, _, stability in expected]
    for point, (low, high, _) in zip(found, expected, strict=True):
        assert (point.low, point.high) == pytest.approx((low, high), rel=1e-15)


def test_fixed_points_that_touch():
    """x cos(x) = x where cos(x) = 1: at every multiple of 2 pi."""
    found = traits("x * cos(x)").fixed_points
    assert [point.low for point in found] == pytest.approx(
        [2 * math.pi * n for n in range(-5, 6)], rel=1e-15
    )


def test_endless_lists_are_cut_off_and_said_to_be():
    found = traits("sin(30 * x)")
    assert (len(found.fixed_points), found.truncated) == (16, ("fixed_points",))
    found = traits("abs(sin(30 * x))")
    assert (len(found.kinks), found.truncated) == (16, ("kinks", "fixed_points"))
    assert found.range == (0.0, 1.0)
    assert traits("tanh").truncated == ()


# What ships


@pytest.fixture(scope="module")
def shipped():
    return json.loads(TRAITS_FILE.read_text(encoding="utf-8"))


def test_every_elementwise_entry_ships_its_traits(shipped):
    assert list(shipped) == ELEMENTWISE


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_what_ships_is_what_is_measured(shipped, name):
    fresh = json.loads(json_text(traits(name).as_json()))
    assert set(fresh) == set(shipped[name])
    for key, value in fresh.items():
        assert shipped[name][key] == _near(value), key


def _near(value):
    """Equal but for the last digits of numbers, which other processors may round differently."""
    if isinstance(value, list):
        return [_near(item) for item in value]
    if isinstance(value, dict):
        return {key: _near(item) for key, item in value.items()}
    is_float = isinstance(value, float)
    return pytest.approx(value, rel=1e-9, abs=1e-12) if is_float else value


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_shipped_traits_are_read_back_whole(name):
    """Tuples, numbers and infinities are what they were before they were written."""
    read = traits_of(actcli.get(name))
    assert json_text(read.as_json()) == json_text(shipped_fields()[name])
    assert type(read.growth[0]) is type(traits(name).growth[0])
    assert read.range == pytest.approx(traits(name).range, rel=1e-12)


def test_parameters_of_the_user_are_measured_and_not_read():
    assert traits_of(actcli.get("leaky_relu:-1")).range == (0.0, INF)
    assert traits_of(actcli.get("leaky_relu")).range == (-INF, INF)


def test_a_function_of_a_vector_has_none():
    assert traits_of(actcli.get("softmax")) is None
