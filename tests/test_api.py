"""The Python API: get, names, Activation."""

import subprocess
import sys

import numpy as np
import pytest

import actcli


def test_names_are_the_canonical_ones_and_resolve():
    names = actcli.names()
    assert len(names) == len(set(names))
    assert {"relu", "sigmoid", "tanh", "softmax", "step", "gelu"} <= set(names)
    assert "swish" not in names
    for name in names:
        assert actcli.get(name).spec == name


def test_names_cannot_be_spoiled_by_a_caller():
    actcli.names().clear()
    assert actcli.names()


def test_an_activation_tells_what_it_is():
    leaky = actcli.get("leaky_relu:0.2")
    assert isinstance(leaky, actcli.Activation)
    assert leaky.name == "leaky_relu"
    assert leaky.spec == "leaky_relu:negative_slope=0.2"
    assert leaky.formula == "where(x > 0, x, negative_slope * x)"
    assert leaky.parameters == {"negative_slope": 0.2}
    assert repr(leaky) == "actcli.get('leaky_relu:negative_slope=0.2')"
    assert eval(repr(leaky)).spec == leaky.spec


def test_a_choice_shows_in_formula_and_parameters():
    assert actcli.get("gelu").formula == "x * normal_cdf(x)"
    tanh = actcli.get("gelu:tanh")
    assert tanh.parameters == {"approximate": "tanh"}
    assert "0.044715" in tanh.formula


def test_the_parameters_of_one_activation_are_its_own():
    first, second = actcli.get("elu:2"), actcli.get("elu:2")
    first.parameters["alpha"] = 9.0
    assert second.parameters == {"alpha": 2.0}
    assert actcli.get("elu").parameters == {"alpha": 1.0}


def test_calling_is_the_derivative_of_order_0():
    silu = actcli.get("silu")
    x = np.linspace(-5.0, 5.0, 11)
    assert silu(x).tolist() == silu.derivative(x, 0).tolist()
    assert silu.derivative(x).tolist() == silu.derivative(x, order=1).tolist()
    assert silu.derivative(0.0) == 0.5
    assert silu.derivative(0.0, order=2) == 0.5


def test_vector_functions_take_an_axis():
    x = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
    softmax = actcli.get("softmax")
    assert softmax.is_vector
    assert not actcli.get("relu").is_vector
    assert softmax(x, axis=0).sum(axis=0).tolist() == pytest.approx([1.0] * 3, rel=3e-16)
    assert softmax(x).sum(axis=1).tolist() == pytest.approx([1.0] * 2, rel=3e-16)
    with pytest.raises(actcli.ActcliError, match="whole vector"):
        _ = softmax.parsed


def test_the_examples_of_the_module_s_text():
    """As the module's docstring prints them; Phi(1) and tanh by the formulas of the paper."""
    gelu = actcli.get("gelu:approximate=tanh")
    inner = np.sqrt(2.0 / np.pi) * (1.0 + 0.044715)
    assert gelu(1.0) == pytest.approx(0.5 * (1.0 + np.tanh(inner)), rel=1e-15)
    assert gelu([-1.0, 0.0, 1.0]).round(8).tolist() == [-0.15880801, 0.0, 0.84119199]
    assert "0.84119199" in (actcli.__doc__ or "")


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="no attribute 'foo'"):
        actcli.foo  # noqa: B018
    assert set(actcli.__all__) <= {*dir(actcli), "Activation", "ActcliError"}
    for name in actcli.__all__:
        assert getattr(actcli, name) is not None


def test_importing_the_package_imports_nothing_heavy():
    code = "import actcli, sys; print(sorted({'numpy', 'typer', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_names_need_no_numpy():
    code = "import actcli, sys; assert actcli.names(); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
