"""Gaussian moments and gains against closed forms, published values and mpmath's own quadrature."""

import math

import mpmath
import pytest
from definitions import mish, sigmoid, softplus

import actcli
from actcli.catalog.traits import measure

INF = math.inf
ROOT_2PI = math.sqrt(2 * math.pi)


def traits(spec):
    return measure(actcli.get(spec))


# spec, E[f], E[f^2], E[f'], E[f'^2]
CLOSED_FORMS = [
    # Cho & Saul 2009, Kernel Methods for Deep Learning: the arc-cosine kernels at angle 0.
    ("relu", 1 / ROOT_2PI, 0.5, 0.5, 0.5),
    ("leaky_relu:0.2", 0.8 / ROOT_2PI, 1.04 / 2, 1.2 / 2, 1.04 / 2),
    ("abs(x)", 2 / ROOT_2PI, 1, 0, 1),
    # Williams 1998, Computation with Infinite Neural Networks: E[erf(z)^2] = 2/pi asin(2/3).
    ("erf(x)", 0, 2 / math.pi * math.asin(2 / 3), 2 / math.sqrt(3 * math.pi),
     4 / (math.pi * math.sqrt(5))),
    # Moments of the log-normal distribution, and of z itself.
    ("exp(x)", math.exp(0.5), math.exp(2), math.exp(0.5), math.exp(2)),
    ("x**2", 1, 3, 0, 4),
    ("x**3", 0, 15, 3, 27),
    # From the characteristic function: E[cos(a z)] = exp(-a^2 / 2).
    ("sin(x)", 0, (1 - math.exp(-2)) / 2, math.exp(-0.5), (1 + math.exp(-2)) / 2),
    ("sin(30 * x)", 0, 0.5, 0, 450),
    # E[exp(-t z^2)] = (1 + 2 t)^(-1/2).
    ("exp(-x * x)", 3**-0.5, 5**-0.5, 0, 4 * 5**-1.5),
    ("where(x > 1, x, 0)", math.exp(-0.5) / ROOT_2PI,
     math.exp(-0.5) / ROOT_2PI + math.erfc(2**-0.5) / 2, math.erfc(2**-0.5) / 2,
     math.erfc(2**-0.5) / 2),
    ("step", 0.5, 0.5, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "mean", "second", "slope_mean", "slope_second"), CLOSED_FORMS)
def test_closed_forms(spec, mean, second, slope_mean, slope_second):
    found = traits(spec).moments
    assert found.mean == pytest.approx(mean, rel=1e-12, abs=1e-15)
    assert found.second == pytest.approx(second, rel=1e-12)
    assert found.variance == pytest.approx(second - mean**2, rel=1e-12)
    assert found.slope_mean == pytest.approx(slope_mean, rel=1e-12, abs=1e-15)
    assert found.slope_second == pytest.approx(slope_second, rel=1e-12, abs=1e-15)


def test_selu_keeps_mean_0_and_variance_1():
    """Klambauer et al. 2017: (0, 1) is the fixed point that its two constants are made for."""
    found = traits("selu").moments
    assert found.mean == 0.0
    assert found.variance == pytest.approx(1.0, rel=1e-12)


BY_INTEGRATION = [
    ("tanh", mpmath.tanh),
    ("sigmoid", sigmoid),
    ("softplus", softplus),
    ("mish", mish),
    ("x / (1 + abs(x))", lambda x: x / (1 + abs(x))),
    ("tanh(100 * x)", lambda x: mpmath.tanh(100 * x)),
    ("exp(-((x - 1.01) * 1000)**2)", lambda x: mpmath.exp(-(((x - mpmath.mpf(1.01)) * 1000) ** 2))),
]


@pytest.mark.parametrize(("spec", "f"), BY_INTEGRATION)
def test_second_moments_by_integration(spec, f):
    edges = [-14, -4, -1, -0.1, -0.02, 0, 0.02, 0.1, 1, 1.008, 1.01, 1.012, 1.1, 4, 14]
    with mpmath.workdps(25):
        second = mpmath.quad(lambda z: f(z) ** 2 * mpmath.npdf(z), edges)
        slope = mpmath.quad(lambda z: mpmath.diff(f, z) ** 2 * mpmath.npdf(z), edges)
    found = traits(spec).moments
    assert found.second == pytest.approx(float(second), rel=1e-11)
    assert found.slope_second == pytest.approx(float(slope), rel=1e-10)


# torch.nn.init.calculate_gain: linear 1, relu sqrt(2), leaky_relu sqrt(2 / (1 + slope^2)).
GAINS = [("identity", 1.0), ("relu", math.sqrt(2)), ("leaky_relu", math.sqrt(2 / (1 + 0.01**2))),
         ("leaky_relu:0.2", math.sqrt(2 / 1.04))]  # fmt: skip


@pytest.mark.parametrize(("spec", "gain"), GAINS)
def test_gains_of_calculate_gain(spec, gain):
    found = traits(spec)
    assert found.forward_gain == pytest.approx(gain, rel=1e-12)
    assert found.backward_gain == pytest.approx(gain, rel=1e-12)


def test_no_gain_keeps_a_gradient_that_is_0():
    assert traits("step").backward_gain is None


@pytest.mark.parametrize("spec", ["log(x)", "sqrt(x + 10)", "log(-1) * x"])
def test_what_has_no_value_on_a_part_of_the_line_has_no_moments(spec):
    found = traits(spec)
    assert (found.moments.mean, found.moments.second, found.forward_gain) == (None, None, None)
    assert math.isnan(found.mean)


def test_moments_may_be_infinite():
    assert traits("exp(x * x)").moments.mean == INF  # E[exp(t z^2)] is finite for t < 1/2 only
    assert traits("exp(x * x / 4)").moments.mean == pytest.approx(math.sqrt(2), rel=1e-11)
    assert traits("exp(x * x / 4)").moments.second == INF
    assert traits("1 / x").moments.second == INF
    assert traits("1 / x").moments.mean is None
