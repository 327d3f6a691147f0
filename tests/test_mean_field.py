"""Critical initialisations against theory, an independent mpmath computation and closed forms.

V(q) = sigma_w^2 E f(sqrt(q) z)^2 + sigma_b^2 and chi = sigma_w^2 E f'(sqrt(q) z)^2: Poole et al.
2016, arXiv:1606.05340; Schoenholz et al. 2017, arXiv:1611.01232.
"""

import math

import mpmath
import numpy as np
import pytest
from definitions import SELU_ALPHA, SELU_SCALE, selu, sigmoid

import actcli
from actcli.catalog.measuring.mean_field import second_moments
from actcli.catalog.measuring.moments import quadrature
from actcli.catalog.measuring.survey import survey
from actcli.catalog.traits import measure


def critical(spec):
    return measure(actcli.get(spec)).critical


def gaussian(f, q):
    return mpmath.quad(lambda z: f(mpmath.sqrt(q) * z) ** 2 * mpmath.npdf(z), [-14, -3, 0, 3, 14])


FUNCTIONS = [
    ("sigmoid", sigmoid, lambda x: mpmath.sech(x / 2) ** 2 / 4),
    ("tanh", mpmath.tanh, lambda x: mpmath.sech(x) ** 2),
    ("selu", selu, lambda x: SELU_SCALE * (1 if x > 0 else SELU_ALPHA * mpmath.exp(x))),
]


@pytest.mark.parametrize(("spec", "f", "slope"), FUNCTIONS)
def test_second_moments_at_any_length(spec, f, slope):
    lengths = [1e-4, 0.25, 1.0, 5.85540356]
    found = second_moments(quadrature(survey(actcli.get(spec))), np.array(lengths))
    for values, function in zip(found, (f, slope), strict=True):
        for value, q in zip(values.tolist(), lengths, strict=True):
            assert value == pytest.approx(float(gaussian(function, q)), rel=1e-10)


def test_tanh_is_critical_at_1_without_bias():
    without = critical("tanh")[0]
    assert (without.sigma_w, without.q_star, without.stable) == (1.0, 0.0, True)


def test_tanh_with_bias_against_mpmath():
    def equations(sigma_w, q):
        return (
            sigma_w**2 * gaussian(mpmath.tanh, q) + mpmath.mpf("0.0025") - q,
            sigma_w**2 * gaussian(lambda x: mpmath.sech(x) ** 2, q) - 1,
        )

    with mpmath.workdps(20):
        sigma_w, q_star = mpmath.findroot(equations, (1.1, 0.15), tol=1e-28)
    found = critical("tanh")[1]
    assert found.sigma_w == pytest.approx(float(sigma_w), rel=1e-10)
    assert found.q_star == pytest.approx(float(q_star), rel=1e-10)
    assert found.stable


CLOSED_FORMS = [
    # E exp(2 sqrt(q) z) = exp(2 q) for f and f': q* = 1, sigma_w^2 = exp(-2).
    ("exp(x)", math.exp(-1), 1.0, math.exp(-1.0025), 1.0025),
    # E f^2 = 3 q^2, E f'^2 = 4 q: without bias q = 3 q / 4 has no root but 0, where f' is 0.
    ("x**2", None, None, 5.0, 0.01),
    # E f^2 = 15 q^3, E f'^2 = 27 q^2: q (1 - 5 / 9) = 0.0025.
    ("x**3", None, None, 1 / (math.sqrt(27) * 0.005625), 0.005625),
    # E f^2 = (1 + 4 q)^(-1/2), E f'^2 = 4 q (1 + 4 q)^(-3/2): (1 + 4 q) = 4 q^2 without bias.
    ("exp(-x * x)", 1 + math.sqrt(0.5), (1 + math.sqrt(2)) / 2, None, None),
]


@pytest.mark.parametrize(("spec", "sigma_w", "q_star", "biased_sigma_w", "biased_q"), CLOSED_FORMS)
def test_closed_forms(spec, sigma_w, q_star, biased_sigma_w, biased_q):
    without, biased = critical(spec)
    if sigma_w is None:
        assert (without.sigma_w, without.reason) == (None, "none_found")
    else:
        assert without.sigma_w == pytest.approx(sigma_w, rel=1e-10)
        assert without.q_star == pytest.approx(q_star, rel=1e-10)
    if biased_q is not None:
        assert biased.sigma_w == pytest.approx(biased_sigma_w, rel=1e-10)
        assert biased.q_star == pytest.approx(biased_q, rel=1e-10)


HOMOGENEOUS = [("relu", math.sqrt(2)), ("identity", 1.0), ("abs(x)", 1.0),
               ("leaky_relu:0.2", math.sqrt(2 / 1.04))]  # fmt: skip


@pytest.mark.parametrize(("spec", "sigma_w"), HOMOGENEOUS)
def test_homogeneous_functions_keep_every_length_and_bear_no_bias(spec, sigma_w):
    without, biased = critical(spec)
    assert without.sigma_w == pytest.approx(sigma_w, rel=1e-10)
    assert (without.q_star, without.reason) == (None, "every_length")
    assert (biased.sigma_w, biased.reason) == (None, "none_found")


@pytest.mark.parametrize("spec", ["silu", "gelu"])
def test_a_length_of_0_that_grows_is_not_stable(spec):
    """f = x/2 + c x^2 near 0 with c > 0: V(q) = q + 12 c^2 q^2 at sigma_w = 2."""
    without = critical(spec)[0]
    assert (without.sigma_w, without.q_star, without.stable) == (2.0, 0.0, False)


REASONS = [("step", "no_slope"), ("sign(x)", "no_slope"), ("log(x)", "undefined")]


@pytest.mark.parametrize(("spec", "reason"), REASONS)
def test_why_there_is_none(spec, reason):
    for found in critical(spec):
        assert (found.sigma_w, found.q_star, found.reason) == (None, None, reason)
