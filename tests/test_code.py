"""Code written from formulas: NumPy's runs here, the other frameworks' in the bench extra."""

import math
from importlib import import_module

import numpy as np
import pytest

import actcli
from actcli.errors import ActcliError
from actcli.formula.primitives import PRIMITIVES

ELEMENTWISE = [name for name in actcli.names() if not actcli.get(name).is_vector]
FORMULAS = [
    "x - (1 - x)",
    "x / (2 / (x + 4))",
    "-x**2",
    "(-x)**2",
    "2**-x",
    "(x + 1) * -3",
    "where(-1 < x <= 1, x, 2 * x)",
    "min(max(x, -1), 0.5)",
    "x * sign(x) + step(x)",
    "log(1 + x**2) + log1p(x**2) + expm1(-x**2) + sqrt(x**2 + e)",
    "sin(x) + cos(pi * x) + atan(x) + asinh(x) + sech(x)",
    "x * sigmoid(2) + max(1, 2) + softplus(0)",
    "erf(x) + normal_cdf(x) + normal_pdf(x) + log_sigmoid(x) + abs(x) + exp(-abs(x))",
]
SPECS = [
    *ELEMENTWISE,
    "gelu:approximate=tanh",
    "leaky_relu:0.3",
    "softplus@torch",
    "selu@onnx",
    *FORMULAS,
]
X = np.array([-6.0, -3.0, -1.0, -0.5, 0.0, 0.25, 1.0, 2.5, 3.0, 7.0])


def function_of(spec, framework):
    """The function that the written module defines."""
    function = actcli.get(spec)
    namespace = {}
    exec(function.code(framework), namespace)
    return namespace[function.name if function.entry else "activation"]


@pytest.mark.parametrize("spec", SPECS)
def test_numpy_code_runs_and_agrees(spec):
    got = function_of(spec, "numpy")(X)
    np.testing.assert_allclose(got, actcli.get(spec)(X), rtol=1e-13, atol=1e-13)


def tensor_of(framework, x):
    if framework == "torch":
        return import_module("torch").tensor(x)
    return import_module("jax.numpy" if framework == "jax" else "numpy").asarray(x)


@pytest.mark.bench
@pytest.mark.parametrize("framework", ["torch", "jax", "keras"])
@pytest.mark.parametrize("spec", SPECS)
def test_framework_code_runs_and_agrees(spec, framework, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "numpy")
    module = pytest.importorskip(framework)
    if framework == "jax":
        module.config.update("jax_enable_x64", True)
    if framework == "keras":
        module.backend.set_floatx("float64")
    got = function_of(spec, framework)(tensor_of(framework, X))
    np.testing.assert_allclose(np.asarray(got), actcli.get(spec)(X), rtol=1e-6, atol=1e-7)


def test_every_primitive_is_written_in_some_formula():
    text = " ".join(actcli.get(spec).formula for spec in SPECS)
    assert not [name for name in PRIMITIVES if f"{name}(" not in text]


def test_latex():
    assert actcli.get("x / (1 + abs(x))").latex == r"\frac{x}{1 + \left|x\right|}"
    assert actcli.get("-x**2").latex == "-x^{2}"
    assert actcli.get("(x + 1) * pi").latex == r"\left(x + 1\right) \cdot \pi"
    assert actcli.get("leaky_relu").latex == (
        r"\begin{cases} x & x > 0 \\ \mathrm{negative\_slope} \cdot x & \text{otherwise}"
        r" \end{cases}"
    )
    assert "sum" in actcli.get("softmax").latex


@pytest.mark.parametrize("spec", SPECS)
def test_latex_is_balanced(spec):
    latex = actcli.get(spec).latex
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\left") == latex.count(r"\right")


def test_refusals():
    with pytest.raises(ActcliError, match="no code for 'tensorflow'"):
        actcli.get("relu").code("tensorflow")
    with pytest.raises(ActcliError, match="whole vector"):
        actcli.get("softmax").code("numpy")
    assert math.isclose(function_of("elu:2", "numpy")(-1.0), 2 * math.expm1(-1))
