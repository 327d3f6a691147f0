"""What frameworks mean by a name: the variants, and which of them agree.

The expected definitions are those of the frameworks' sources, as named in frameworks.toml.
"""

import math
import struct

import pytest

from actcli.analysis.variants import definitions, difference, grouped, variants, widest
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve

HUNDREDTH = struct.unpack("f", struct.pack("f", 0.01))[0]  # 0.01 as ONNX keeps it
FIFTH = struct.unpack("f", struct.pack("f", 0.2))[0]


def found(spec):
    return variants(resolve(spec), shipped_book())


def agreeing(spec):
    """The frameworks of each group, in order."""
    return [group.frameworks for group in grouped(found(spec))]


def test_hard_sigmoid_is_three_functions():
    assert agreeing("hard_sigmoid") == [("torch", "keras", "jax", "timm"), ("keras2",), ("onnx",)]
    ours, keras2, onnx = (group.function for group in grouped(found("hard_sigmoid")))
    assert ours(1.0) == pytest.approx(2 / 3, rel=1e-15)  # torch/nn/functional.py: x / 6 + 1 / 2
    assert keras2(1.0) == 0.7  # keras 2.15.0, backend.py: 0.2 x + 0.5
    assert onnx(1.0) == FIFTH + 0.5  # the attribute alpha is a float32


def test_leaky_relu_has_four_slopes():
    groups = grouped(found("leaky_relu"))
    slopes = [group.function.parameters["negative_slope"] for group in groups]
    assert slopes == [0.01, 0.2, 0.3, HUNDREDTH]
    assert [group.frameworks for group in groups] == [
        ("torch", "jax", "hf", "timm"),
        ("keras", "tf"),
        ("keras", "keras2"),
        ("onnx",),
    ]


def test_a_framework_may_have_several_definitions():
    keras = [variant for variant in found("leaky_relu") if variant.framework == "keras"]
    assert [variant.symbols for variant in keras] == [
        ("keras.activations.leaky_relu", "keras.ops.leaky_relu"),
        ("keras.layers.LeakyReLU",),
    ]


def test_gelu_is_three_functions():
    groups = grouped(found("gelu"))
    forms = [group.function.parameters["approximate"] for group in groups]
    assert forms == ["none", "tanh", "fast"]
    assert [group.frameworks for group in groups] == [
        ("torch", "keras", "keras2", "tf", "onnx", "hf", "timm"),
        ("keras", "jax", "tfa", "hf", "timm"),
        ("hf",),
    ]
    # The largest difference of the exact and the tanh form, by Newton's method in mpmath.
    pair = widest(groups)
    assert pair.max_difference == pytest.approx(0.000473235520687343, rel=1e-11)
    assert pair.at == pytest.approx((-2.69894138637728, 2.69894138637728), rel=1e-6)


def test_a_threshold_outside_of_the_usual_range_is_found():
    groups = grouped(found("softplus"))
    assert [group.frameworks for group in groups][1:] == [("torch",)]
    # torch returns x beyond its threshold of 20: what is lost is log1p(exp(-20)) at most.
    assert widest(groups).max_difference == pytest.approx(math.log1p(math.exp(-20)), rel=1e-5)


@pytest.mark.parametrize("name", ["relu", "hard_shrink", "soft_shrink"])
def test_entries_of_the_same_values_agree(name):
    """keras.activations.relu takes parameters, TensorFlow Addons' shrinkage two bounds."""
    groups = grouped(found(name))
    entries = {variant.function.name for variant in groups[0].variants}
    assert len(groups) == 1
    assert len(entries) == 2
    assert widest(groups) is None


def test_the_order_is_that_of_the_frameworks():
    order = list(shipped_book().frameworks)
    for name in shipped_book().entries:
        places = [order.index(variant.framework) for variant in found(name)]
        assert places == sorted(places)


def test_every_symbol_of_an_entry_is_a_variant_once():
    for name, entry in shipped_book().entries.items():
        paths = [path for variant in found(name) for path in variant.symbols]
        assert len(paths) == len(set(paths))
        assert {symbol.path for symbol in entry.symbols} <= set(paths)


@pytest.mark.parametrize("spec", ["hard_sigmoid", "hard_sigmoid@onnx"])
def test_both_entries_of_a_name_lead_to_the_other(spec):
    paths = {path for variant in found(spec) for path in variant.symbols}
    assert {"torch.nn.Hardsigmoid", "keras2.activations.hard_sigmoid", "onnx.HardSigmoid"} <= paths


def test_the_paper_comes_first():
    for name in shipped_book().entries:
        groups = definitions(resolve(name), shipped_book())
        if groups:
            assert groups[0].function.spec == name


def test_a_name_that_frameworks_use_for_something_else():
    """Bare `threshold` is the perceptron's step; no framework means that by it."""
    step, threshold = definitions(resolve("threshold"), shipped_book())
    assert (step.function.name, step.variants) == ("step", ())
    assert threshold.function.name == "threshold_torch"
    assert threshold.frameworks == ("torch", "keras")


def test_functions_of_a_vector_are_grouped_by_name_alone():
    groups = grouped(found("softmax"))
    assert [group.function.spec for group in groups] == ["softmax"]
    assert widest(groups) is None


def test_a_formula_has_no_variants():
    assert found("x * sigmoid(1.702 * x)") == ()
    assert definitions(resolve("x**2"), shipped_book()) == ()


def test_the_difference_of_a_function_from_itself_is_none():
    assert difference(resolve("gelu"), resolve("gelu")).max_difference == 0.0
