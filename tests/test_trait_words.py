"""Traits in words, as the cards say them."""

import pytest

from actcli.analysis.example import example
from actcli.catalog.spec import resolve
from actcli.render.traits import trait_cells
from actcli.render.words import load_words


def cells(spec, language="en"):
    return trait_cells(resolve(spec).traits, load_words(language))


@pytest.mark.parametrize(
    ("spec", "left", "right"),
    [
        ("sigmoid", "tends to 0", "tends to 1"),
        ("relu", "tends to 0", "like x"),
        ("leaky_relu:0.2", "like 0.2 x", "like x"),
        ("tanh_shrink", "like x + 1", "like x - 1"),
        ("-2 * x**2 + x", "like -2 |x|^2", "like -2 x^2"),
        ("log(1 + x**2)", "like 2 log(|x|)", "like 2 log(x)"),
        ("exp(2 * x)", "tends to 0", "like exp(2 x)"),
        ("exp(exp(x))", "tends to 1", "faster than any exponential, to ∞"),
        ("sin(3 * x)", "oscillates between bounds", "oscillates between bounds"),
        ("sqrt(x - 1)", "no values there", "like x^0.5"),
    ],
)
def test_growth(spec, left, right):
    shown = cells(spec)
    assert (shown["left"], shown["right"]) == (left, right)


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ("tanh", "x = 0 (attracting)"),
        ("relu", "x ≥ 0 (neutral)"),
        ("x**2", "x = 0 (attracting), x = 1 (repelling)"),
        ("x + 1", "none"),
        ("hard_tanh", "-1 to 1 (neutral)"),
    ],
)
def test_fixed_points(spec, text):
    assert cells(spec)["fixed_points"] == text


def test_many_fixed_points_are_cut():
    assert cells("10 * sin(3 * x)")["fixed_points"].endswith(", ... (more)")


def test_shape():
    assert cells("tanh")["parity"] == "odd: f(-x) = -f(x)"
    assert cells("x**2")["parity"] == "even: f(-x) = f(x)"
    assert cells("x**2")["convex"] == "convex"
    assert cells("-(x**2)")["maximum"] == "0 at x = 0"
    assert cells("x**2", "ko")["convex"] == "아래로 볼록"
    assert cells("-(x**2)", "ko")["convex"] == "위로 볼록"


def test_moments_and_gains():
    """E[relu(z)] is 1 / sqrt(2 pi), E[relu(z)^2] and E[relu'(z)^2] are 1/2: He et al. 2015."""
    shown = cells("relu")
    assert (shown["mean"], shown["second"], shown["slope_second"]) == ("0.3989422804", "0.5", "0.5")
    assert shown["forward_gain"] == "1.414213562 keeps E[z^2] at 1"
    assert shown["critical"].splitlines() == [
        "1.414213562 at σ_b = 0, with every q*",
        "none at σ_b = 0.05: no q* has χ = 1",
    ]


def test_gains_of_what_has_none():
    assert cells("step")["backward_gain"] == "none"
    assert "the slope is 0 almost everywhere" in cells("step")["critical"]
    assert cells("log(x)")["second"] == "undefined"
    assert cells("log(x)")["zero_centred"] == "undefined"


@pytest.mark.parametrize(
    ("spec", "ratio", "sums"),
    [
        ("softmax", 1.0, True),
        ("softmin", 1.0, True),
        ("sparsemax", 1.0, True),
        ("log_softmax", 1.0, False),
        ("glu", 0.5, False),
        ("crelu", 2.0, False),
        ("maxout:3", 1 / 3, False),
        ("maxout:units=3", None, False),
    ],
)
def test_what_holds_of_vector_functions(spec, ratio, sums):
    shown = example(resolve(spec))
    assert (shown.length_ratio, shown.sums_to_one) == (ratio, sums)
    assert len(shown.jacobian) == len(shown.y)
    assert all(len(row) == len(shown.x) for row in shown.jacobian)


def test_elementwise_functions_have_no_example():
    assert example(resolve("relu")) is None
