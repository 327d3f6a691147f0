"""Code written from functions: NumPy's runs here, the other frameworks' in the bench extra."""

import ast
import importlib
import os
from functools import cache

import numpy as np
import pytest

import actcli
from actcli.catalog.code import CODE_FRAMEWORKS, activation_code
from actcli.errors import ActcliError
from actcli.formula.code import function_code
from actcli.formula.latex import latex
from actcli.formula.spellings import HELPERS, SPELLINGS

FORMULAS = [
    "x - (1 - x)",
    "x / (2 / (x + 4.3))",
    "-x**2",
    "(-x)**2",
    "2**-x",
    "(x + 1) * -3",
    "where(-1 < x <= 1, x, 2 * x)",
    "where(x > 0.5, 0.1, 0.3)",
    "where(x > 0, 1, 0)",
    "min(max(x, -1), 0.5)",
    "min(max(-1, x), x**2)",
    "clip(x, -abs(x) - 1, 2)",
    "clip(x, -1, 0.25)",
    "x * sign(x) + step(x)",
    "log(1 + x**2) + log1p(x**2) + expm1(-x**2) + sqrt(x**2 + e)",
    "sin(x) + cos(pi * x) + atan(x) + asinh(x) + sech(x)",
    "x * sigmoid(2) + max(1, 2) + softplus(0)",
    "erf(x) + normal_cdf(x) + normal_pdf(x) + log_sigmoid(x) + abs(x) + exp(-abs(x))",
    "tanh(softplus(x) - 1) * sigmoid(-x)",
]
FROM_FRAMEWORKS = ["softplus@torch", "selu@onnx", "gelu@jax", "leaky_relu@keras"]
VECTORS = np.array([
    [-1.5, 0.25, 2.0, 0.5, -0.75, 1.0, 0.0, 2.25, -3.0, 1.75, 0.125, -0.5, 2.125, 1.5, -1.0, 0.5],
    [0.0] * 16,
    [40.0, -40.0, 3.0, 3.0, 3.5, 0.0, 40.0, 39.5, -20.0, 20.25, 1.0, -1.0, 5.0, -5.0, 8.0, 0.5],
    [0.1 * n for n in range(16)],
])  # fmt: skip
SPECIAL = [1e-8, 1e-3, 0.25, 0.5, 1.0, 2.0, 2.5, 3.0, 6.0, 10.0, 20.0, 20.25, 30.0]
X = np.unique([*np.linspace(-50.0, 50.0, 401), *SPECIAL, *(-x for x in SPECIAL)])


def settings(name):
    """The entry at its defaults, at both ends of its usual parameters, and with every choice."""
    entry = actcli.get(name).entry
    specs = [name]
    for end in (0, 1):
        given = [
            f"{rule.name}={rule.usual[end]}" for rule in entry.parameters.values() if rule.usual
        ]
        specs += [f"{name}:{','.join(given)}"] if given else []
    for rule in entry.parameters.values():
        specs += [f"{name}:{rule.name}={c}" for c in rule.choices if c != rule.default]
    return specs


SPECS = [
    *(spec for name in actcli.names() for spec in settings(name)),
    *FROM_FRAMEWORKS,
    *FORMULAS,
]


def code_of(spec, framework):
    return activation_code(actcli.get(spec), framework)


def function_of(spec, framework):
    """The function that the written module defines."""
    function = actcli.get(spec)
    namespace = {}
    exec(code_of(spec, framework), namespace)
    return namespace[function.name if function.entry else "activation"]


def inputs_and_values(spec):
    """Where the function has values, and these: rows for a function of a vector."""
    function = actcli.get(spec)
    if function.is_vector:
        return VECTORS, function(VECTORS)
    values = function(X)
    defined = np.isfinite(values)
    return X[defined], values[defined]


def excess(got, expected):
    """The largest error in units of what is allowed: 1e-6 relative or 1e-7 absolute."""
    return float(np.max(np.abs(got - expected) / np.maximum(1e-6 * np.abs(expected), 1e-7)))


@pytest.mark.parametrize("spec", SPECS)
def test_numpy_code_runs_and_agrees(spec):
    x, expected = inputs_and_values(spec)
    with np.errstate(all="ignore"):
        got = function_of(spec, "numpy")(x)
    assert got.shape == expected.shape
    assert got.dtype == np.float64
    np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-11)


@cache
def framework_in_float64(framework):
    """A framework that computes in float64 and how it takes an array."""
    if framework == "keras":
        # With JAX below, keras.ops.tanh and others compute float64 in float32.
        os.environ.setdefault("KERAS_BACKEND", "torch")
    module = pytest.importorskip(framework)
    if framework == "torch":
        return module.tensor
    if framework == "jax":
        module.config.update("jax_enable_x64", True)
        return importlib.import_module("jax.numpy").asarray
    module.config.set_floatx("float64")
    return module.ops.convert_to_tensor


WORST = {}


@pytest.fixture(scope="module", autouse=True)
def _worst_cases_are_printed():
    yield
    for framework, cases in WORST.items():
        for spec, share in sorted(cases.items(), key=lambda case: -case[1])[:5]:
            print(f"\n{framework:6} {spec:40} {share:.2g} of the tolerance", end="")


@pytest.mark.bench
@pytest.mark.parametrize("framework", ["torch", "jax", "keras"])
@pytest.mark.parametrize("spec", SPECS)
def test_framework_code_runs_and_agrees(spec, framework):
    tensor = framework_in_float64(framework)
    x, expected = inputs_and_values(spec)
    try:
        got = np.asarray(function_of(spec, framework)(tensor(x)))
    except ActcliError as error:
        pytest.skip(str(error))
    assert got.shape == expected.shape
    assert got.dtype == np.float64
    WORST.setdefault(framework, {})[spec] = excess(got, expected)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("framework", ["numpy", "torch", "jax", "keras", "onnx"])
@pytest.mark.parametrize("spec", SPECS)
def test_code_imports_what_it_uses_and_no_more(spec, framework):
    try:
        code = code_of(spec, framework)
    except ActcliError:
        assert actcli.get(spec).is_vector
        assert framework not in ("numpy", "torch")
        return
    tree = ast.parse(code)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported == names & {"math", "np", "torch", "jax", "jnp", "keras", *imported}
    assert max(map(len, code.splitlines())) < 500


@pytest.mark.parametrize(
    ("spec", "framework", "body"),
    [
        ("relu", "numpy", "np.maximum(x, 0)"),
        ("relu", "torch", "torch.relu(x)"),
        ("leaky_relu:0.2", "torch", "torch.nn.functional.leaky_relu(x, negative_slope=0.2)"),
        ("leaky_relu:0.2", "keras", "keras.activations.leaky_relu(x)"),
        ("leaky_relu:0.2", "jax", "jax.nn.leaky_relu(x, negative_slope=0.2)"),
        ("gelu", "jax", "jax.nn.gelu(x, approximate=False)"),
        ("gelu:approximate=tanh", "keras", "keras.activations.gelu(x, approximate=True)"),
        ("gelu:approximate=tanh", "torch", 'torch.nn.functional.gelu(x, approximate="tanh")'),
        ("softplus", "torch", "torch.nn.functional.softplus(x)"),  # threshold=inf would overflow
        ("softplus:beta=2,threshold=30", "torch",
         "torch.nn.functional.softplus(x, beta=2, threshold=30)"),
        ("softplus:2", "jax", "jax.nn.softplus(2 * x) / 2"),
        ("max(x, 0) - min(1, x)", "torch", "torch.clamp(x, min=0) - torch.clamp(x, max=1)"),
        ("x * max(x, 0)", "keras", "x * keras.ops.relu(x)"),
        ("min(x, 1) + x", "keras", "keras.ops.clip(x, -math.inf, 1) + x"),
        ("x * max(x, x**2)", "torch", "x * torch.maximum(x, x**2)"),
        ("where(x >= 0, 1, 0)", "torch", "(x >= 0).to(x.dtype)"),
        ("leaky_relu(x, negative_slope=1) + 0 - -x / 1", "numpy", "np.where(x > 0, x, x) + x"),
        ("softmax", "torch", "torch.nn.functional.softmax(x, dim=-1)"),
        ("softmax", "jax", "jax.nn.softmax(x, axis=-1)"),
    ],
)  # fmt: skip
def test_code_reads_as_a_person_would_write_it(spec, framework, body):
    assert code_of(spec, framework).splitlines()[-1] == f"    return {body}"


def test_a_helper_does_not_take_the_name_of_the_function():
    tree = actcli.get("x * sech(x)").parsed.tree
    code = function_code("sech", tree, "numpy", {})
    assert "def _sech(x):" in code
    assert code.endswith("def sech(x):\n    return x * _sech(x)\n")


def test_every_primitive_is_written_in_some_formula():
    text = " ".join(actcli.get(spec).formula for spec in SPECS)
    assert not [name for name in SPELLINGS if f"{name}(" not in text]


@pytest.mark.parametrize("framework", HELPERS)
def test_every_spelling_without_a_module_has_its_helper(framework):
    for name, spelling in SPELLINGS.items():
        called = getattr(spelling, framework).partition("(")[0]
        assert "." in called or not called or called in HELPERS[framework], name


@pytest.mark.parametrize("framework", ["tf", "hf", "timm", "tfa", "keras2", "tensorflow"])
def test_other_frameworks_are_refused(framework):
    with pytest.raises(ActcliError, match=f"no code for '{framework}'") as error:
        code_of("relu", framework)
    assert error.value.hint == f"there is {', '.join(CODE_FRAMEWORKS)}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x / (1 + abs(x))", r"\frac{x}{1 + \left|x\right|}"),
        ("-x**2", "-x^{2}"),
        ("(x + 1) * pi", r"\left(x + 1\right) \pi"),
        ("2 * x", "2x"),
        ("x * sigmoid(1.702 * x)", r"x \sigma\left(1.702x\right)"),
        ("0.044715 * x**3", "0.044715x^{3}"),
        ("1e-06 * x", r"10^{-6} x"),
        ("2.5e-7 + x", r"2.5 \cdot 10^{-7} + x"),
        ("1.6732632423543772 * x", "1.6732632423543772x"),
        ("x * 2", r"x \cdot 2"),
        ("3 * 2**x", r"3 \cdot 2^{x}"),
        ("x * -2", r"x \left(-2\right)"),
        ("tanh(x)**2", r"\tanh^{2}\left(x\right)"),
        ("exp(x)**2", r"\left(e^{x}\right)^{2}"),
        ("-(x + 1)", r"-\left(x + 1\right)"),
        ("where(x < 0, 0, where(x < 1, x, 1))",
         r"\begin{cases} 0 & x < 0 \\ x & x < 1 \\ 1 & \text{otherwise} \end{cases}"),
    ],
)  # fmt: skip
def test_latex(formula, expected):
    assert latex(actcli.get(formula).parsed.tree) == expected


def test_latex_of_parameters():
    assert actcli.get("leaky_relu").latex == (
        r"\begin{cases} x & x > 0 \\ \mathrm{negative\_slope} \, x & \text{otherwise} \end{cases}"
    )
    assert r"\alpha \left(e^{x} - 1\right)" in actcli.get("elu").latex
    assert "sum" in actcli.get("softmax").latex


@pytest.mark.parametrize("spec", SPECS)
def test_latex_is_balanced(spec):
    written = actcli.get(spec).latex
    assert written.count("{") == written.count("}")
    assert written.count(r"\left") == written.count(r"\right")
