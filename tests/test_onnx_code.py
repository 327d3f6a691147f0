"""ONNX scripts written from functions: their text here, their models in the bench extra."""

import sys

import numpy as np
import pytest
from test_code import SPECS, excess, inputs_and_values

import actcli
from actcli.catalog.code import activation_code
from actcli.errors import ActcliError
from actcli.formula.onnx import NEWER_OPSETS, OPERATORS, WRITTEN_OUT
from actcli.formula.spellings import SPELLINGS


def script_of(spec):
    return activation_code(actcli.get(spec), "onnx")


@pytest.mark.parametrize(
    ("spec", "node"),
    [
        ("relu", 'helper.make_node("Relu", ["x"], ["y"]),'),
        ("leaky_relu", 'helper.make_node("LeakyRelu", ["x"], ["y"]),'),  # float32(0.01) is 0.01
        ("leaky_relu:0.2", 'helper.make_node("LeakyRelu", ["x"], ["y"], alpha=0.2),'),
        ("selu", 'helper.make_node("Selu", ["x"], ["y"]),'),
        ("gelu:approximate=tanh", 'helper.make_node("Gelu", ["x"], ["y"], approximate="tanh"),'),
        ("softmax", 'helper.make_node("Softmax", ["x"], ["y"], axis=-1),'),
        ("max(x, 0)", 'helper.make_node("Max", ["x", "c1"], ["y"]),'),
        ("glu", 'helper.make_node("Split", ["x"], ["value", "gate"], axis=-1, num_outputs=2),'),
    ],
)
def test_a_function_is_one_operator_where_there_is_one(spec, node):
    assert node in [line.strip() for line in script_of(spec).splitlines()]


def test_equal_parts_are_one_node():
    assert script_of("exp(x) / (1 + exp(x))").count('"Exp"') == 1


def test_every_primitive_has_an_operator_or_is_written_out():
    assert set(SPELLINGS) - {"where", "clip"} == {*OPERATORS, *WRITTEN_OUT}


@pytest.mark.bench
@pytest.mark.parametrize("spec", SPECS)
def test_the_model_computes_the_function_in_float64(spec):
    onnx = pytest.importorskip("onnx")
    reference = pytest.importorskip("onnx.reference")
    try:
        text = script_of(spec)
    except ActcliError as error:
        pytest.skip(str(error))
    namespace = {"__name__": "script"}
    exec(text, namespace)
    namespace["build"]()  # float32 is checked too
    x, expected = inputs_and_values(spec)
    model = namespace["build"](onnx.TensorProto.DOUBLE, x.shape)
    with np.errstate(all="ignore"):
        (got,) = reference.ReferenceEvaluator(model).run(None, {"x": x})
    assert got.shape == expected.shape
    print(f"onnx {spec:40} {excess(got, expected):.2g} of the tolerance", file=sys.stderr)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.bench
def test_operators_ask_for_the_opset_that_knows_them_in_float64():
    onnx = pytest.importorskip("onnx")
    for operator, opset in NEWER_OPSETS.items():
        types = onnx.defs.get_schema(operator, opset).type_constraints[0].allowed_type_strs
        assert onnx.defs.get_schema(operator, opset).since_version == opset
        assert "tensor(double)" in types
