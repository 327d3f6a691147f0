"""Slopes at kinks and answers at ±inf, and which frameworks differ, as their runs showed.

The frameworks' values are those of docs: torch 2.13.0, jax 0.10.2, keras 3.15.1 on TensorFlow.
"""

import math

import pytest

from actcli.analysis.conventions import answers_at_infinity, slopes_at_kinks
from actcli.analysis.variants import variants
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve


def slopes(spec):
    function = resolve(spec)
    return slopes_at_kinks(function, function.traits, variants(function, shipped_book()))


def answers(spec):
    function = resolve(spec)
    return answers_at_infinity(function, variants(function, shipped_book()))


def others(convention):
    return {other.framework: other.value for other in convention.others}


@pytest.mark.parametrize(
    ("spec", "torch"),
    [
        # Autograd of PyTorch 2.13.0.
        ("relu", {0.0: 0.0}),
        ("relu6", {0.0: 0.0, 6.0: 0.0}),
        ("leaky_relu", {0.0: 0.01}),
        ("hard_tanh", {-1.0: 0.0, 1.0: 0.0}),
        ("hard_sigmoid", {-3.0: 0.0, 3.0: 0.0}),
        ("hard_swish", {-3.0: 0.0, 3.0: 1.0}),
        ("selu", {0.0: 1.0507009873554805 * 1.6732632423543772}),
    ],
)
def test_slopes_at_kinks_are_pytorch_s(spec, torch):
    found = slopes(spec)
    assert {kink.x: kink.value for kink in found} == pytest.approx(torch, rel=1e-15)
    assert all(kink.as_torch for kink in found)


@pytest.mark.parametrize(
    ("spec", "x", "expected"),
    [
        ("relu", 0.0, {}),
        ("leaky_relu", 0.0, {"jax": 1.0}),
        ("hard_tanh", 1.0, {"jax": 1.0, "keras": 1.0, "tf": 1.0}),
        ("sparse_sigmoid", -1.0, {"jax": 0.25}),
        ("celu", 0.0, {"keras": 2.0}),
    ],
)
def test_the_frameworks_that_differ(spec, x, expected):
    (kink,) = [kink for kink in slopes(spec) if kink.x == x]
    assert others(kink) == expected


def test_a_smooth_function_has_no_kink():
    assert slopes("tanh") == ()
    assert slopes("x * sigmoid(1.702 * x)") == ()
    assert slopes("softmax") == ()


def test_nan_where_the_limit_exists():
    (at_minus_infinity,) = answers("silu")
    assert (at_minus_infinity.x, at_minus_infinity.value) == (-math.inf, 0.0)
    assert not at_minus_infinity.as_torch
    assert {"torch", "jax", "tf", "keras", "hf"} <= set(others(at_minus_infinity))
    assert all(map(math.isnan, others(at_minus_infinity).values()))
    assert [answer.value for answer in answers("softsign")] == [-1.0, 1.0]


def test_numbers_where_the_input_is_nan():
    (at_nan,) = answers("soft_shrink")
    assert math.isnan(at_nan.x)
    assert at_nan.as_torch
    assert others(at_nan)["keras"] == 0.0


def test_nothing_where_all_agree():
    assert answers("tanh") == ()
    assert answers("softmax") == ()
