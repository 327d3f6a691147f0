"""Every spelling of a function: names, parameters, frameworks, pasted calls, formulas."""

import unicodedata

import pytest

import actcli
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError, ExitStatus


def spec(text: str) -> str:
    return resolve(text).spec


def refusal(text: str) -> ActcliError:
    with pytest.raises(ActcliError) as caught:
        resolve(text)
    assert caught.value.status == ExitStatus.USAGE
    return caught.value


NAMES = {
    "relu": "relu",
    "ReLU": "relu",
    "  relu  ": "relu",
    "LeakyReLU": "leaky_relu",
    "leaky-relu": "leaky_relu",
    "leaky_relu": "leaky_relu",
    "LEAKY RELU": "leaky_relu",
    "leakyrelu": "leaky_relu",
    "lrelu": "leaky_relu",
    "swish": "silu",
    "SiLU": "silu",
    "linear": "identity",
    "logistic": "sigmoid",
    "hardtanh": "hard_tanh",
    "HardSigmoid": "hard_sigmoid",
    "log-softmax": "log_softmax",
    "threshold": "step",
    "Threshold": "step",
    "heaviside": "step",
    "gelu": "gelu",
    "gelu_tanh": "gelu:approximate=tanh",
    "gelu_new": "gelu:approximate=tanh",
    "시그모이드": "sigmoid",
    "렐루": "relu",
    "리키 렐루": "leaky_relu",
    "리키렐루": "leaky_relu",
    "소프트맥스": "softmax",
    "하이퍼볼릭 탄젠트": "tanh",
    "임계값": "step",
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", NAMES)
def test_names(text, form):
    """Case, '-', '_' and blanks do not matter; Korean may come composed or not."""
    assert spec(unicodedata.normalize(form, text)) == NAMES[text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leaky_relu:0.2", "leaky_relu:negative_slope=0.2"),
        ("leaky_relu:.2", "leaky_relu:negative_slope=0.2"),
        ("leaky_relu:2e-1", "leaky_relu:negative_slope=0.2"),
        ("leaky_relu:-1", "leaky_relu:negative_slope=-1"),
        ("leaky_relu:+1", "leaky_relu:negative_slope=1"),
        ("leaky_relu:negative_slope=0.2", "leaky_relu:negative_slope=0.2"),
        ("leaky_relu: negative-slope = 0.2", "leaky_relu:negative_slope=0.2"),
        ("LeakyReLU:0.01", "leaky_relu"),
        ("softplus:beta=2,threshold=30", "softplus:beta=2,threshold=30"),
        ("softplus:2,30", "softplus:beta=2,threshold=30"),
        ("softplus:2, threshold=30", "softplus:beta=2,threshold=30"),
        ("softplus:threshold=30,beta=2", "softplus:beta=2,threshold=30"),
        ("softplus:threshold=20", "softplus:threshold=20"),
        ("softplus:1,inf", "softplus"),
        ("gelu:tanh", "gelu:approximate=tanh"),
        ("gelu:approximate=tanh", "gelu:approximate=tanh"),
        ("gelu:'tanh'", "gelu:approximate=tanh"),
        ("gelu:none", "gelu"),
        ("gelu_tanh:none", "gelu"),
        ("elu:1", "elu"),
        ("elu:1.5", "elu:alpha=1.5"),
        ("hard_tanh:-2,2", "hard_tanh:min_val=-2,max_val=2"),
        ("step:0.5", "step:threshold=0.5"),
        ("리키렐루:0.2", "leaky_relu:negative_slope=0.2"),
    ],
)
def test_parameters(text, expected):
    assert spec(text) == expected


# NAME@FRAMEWORK is that framework's own symbol with its own defaults: Keras 3.15 and 2.15, PyTorch
# 2.13, JAX 0.10, TensorFlow 2.21, ONNX opset 28, as catalog/frameworks.toml says where.
FRAMEWORKS = {
    "hard_sigmoid@torch": "hard_sigmoid",
    "hard_sigmoid@keras": "hard_sigmoid",
    "hard_sigmoid@keras3": "hard_sigmoid",
    "hard_sigmoid@keras2": "hard_sigmoid_keras2",
    "hard_sigmoid@onnx": "hard_sigmoid_keras2:alpha=0.20000000298023224",
    "HardSigmoid@ONNX": "hard_sigmoid_keras2:alpha=0.20000000298023224",
    "hard-sigmoid@Torch": "hard_sigmoid",
    "leaky_relu@torch": "leaky_relu",
    "leaky_relu@pytorch": "leaky_relu",
    "leaky_relu@jax": "leaky_relu",
    "leaky_relu@keras": "leaky_relu:negative_slope=0.2",
    "leaky_relu@keras:0.1": "leaky_relu:negative_slope=0.1",
    "leaky_relu@keras:0.01": "leaky_relu",
    "leaky_relu@keras2": "leaky_relu:negative_slope=0.3",
    "leaky_relu@tf": "leaky_relu:negative_slope=0.2",
    "leaky_relu@tensorflow": "leaky_relu:negative_slope=0.2",
    "leaky_relu@onnx": "leaky_relu:negative_slope=0.009999999776482582",
    "lrelu@keras": "leaky_relu:negative_slope=0.2",
    "gelu@torch": "gelu",
    "gelu@keras": "gelu",
    "gelu@jax": "gelu:approximate=tanh",
    "gelu@jax:none": "gelu",
    "gelu@tf": "gelu",
    "gelu_new@hf": "gelu:approximate=tanh",
    "gelu@huggingface": "gelu",
    "softplus@torch": "softplus:threshold=20",
    "softplus@jax": "softplus",
    "selu@torch": "selu",
    "selu@onnx": "selu:alpha=1.6732631921768188,scale=1.0507010221481323",
    "soft_sign@jax": "softsign",
    "swish@keras": "silu",
    "logsigmoid@torch": "log_sigmoid",
    "시그모이드@torch": "sigmoid",
    "softmax@tf": "softmax",
}


@pytest.mark.parametrize("text", FRAMEWORKS)
def test_frameworks(text):
    assert spec(text) == FRAMEWORKS[text]


CALLS = {
    'nn.GELU(approximate="tanh")': "gelu:approximate=tanh",
    "nn.GELU('tanh')": "gelu:approximate=tanh",
    "nn.GELU()": "gelu",
    "torch.nn.GELU": "gelu",
    "GELU()": "gelu",
    'GELU(approximate="tanh")': "gelu:approximate=tanh",
    "jax.nn.gelu": "gelu:approximate=tanh",
    "jax.nn.gelu(x)": "gelu:approximate=tanh",
    "jax.nn.gelu(x, approximate=False)": "gelu",
    "jax.nn.gelu(x, True)": "gelu:approximate=tanh",
    "keras.ops.gelu": "gelu:approximate=tanh",
    "keras.activations.gelu": "gelu",
    "tf.keras.activations.gelu": "gelu",
    "tf.nn.gelu(x, approximate=True)": "gelu:approximate=tanh",
    "keras.activations.hard_sigmoid": "hard_sigmoid",
    "keras2.activations.hard_sigmoid": "hard_sigmoid_keras2",
    "tf_keras.activations.hard_sigmoid": "hard_sigmoid_keras2",
    "F.leaky_relu(x, 0.2)": "leaky_relu:negative_slope=0.2",
    "F.leaky_relu(x)": "leaky_relu",
    "F.leaky_relu(x, negative_slope=0.2, inplace=True)": "leaky_relu:negative_slope=0.2",
    "torch.nn.functional.leaky_relu(x, 0.2, True)": "leaky_relu:negative_slope=0.2",
    "nn.LeakyReLU(0.2)": "leaky_relu:negative_slope=0.2",
    "nn.LeakyReLU(negative_slope=2e-1)": "leaky_relu:negative_slope=0.2",
    "nn.LeakyReLU(-0.2)": "leaky_relu:negative_slope=-0.2",
    "keras.layers.LeakyReLU": "leaky_relu:negative_slope=0.3",
    "keras.layers.LeakyReLU()": "leaky_relu:negative_slope=0.3",
    "keras.activations.leaky_relu": "leaky_relu:negative_slope=0.2",
    "tf.keras.layers.LeakyReLU(0.1)": "leaky_relu:negative_slope=0.1",
    "tf_keras.layers.LeakyReLU(alpha=0.1)": "leaky_relu:negative_slope=0.1",
    "tf.nn.leaky_relu(x, alpha=0.3)": "leaky_relu:negative_slope=0.3",
    "tf.nn.leaky_relu(x)": "leaky_relu:negative_slope=0.2",
    "nn.Softplus(beta=2)": "softplus:beta=2,threshold=20",
    "nn.Softplus(2, 30)": "softplus:beta=2,threshold=30",
    "F.softplus(x, 2)": "softplus:beta=2,threshold=20",
    "nn.ReLU(inplace=True)": "relu",
    "nn.ReLU(True)": "relu",
    "torch.relu(x)": "relu",
    "torch.sigmoid": "sigmoid",
    "jax.nn.silu": "silu",
    "jnn.silu(x)": "silu",
    "nn.Hardtanh(-2, 2)": "hard_tanh:min_val=-2,max_val=2",
    "nn.Softmax(dim=-1)": "softmax",
    "F.softmax(x, dim=1)": "softmax",
    "F.log_softmax(x, -1)": "log_softmax",
    "onnx.HardSigmoid(alpha=0.5)": "hard_sigmoid_keras2:alpha=0.5",
    "onnx.Selu(gamma=1.0)": "selu:alpha=1.6732631921768188,scale=1",
    "ACT2FN.gelu_new": "gelu:approximate=tanh",
}


@pytest.mark.parametrize("text", CALLS)
def test_pasted_calls(text):
    assert spec(text) == CALLS[text]


@pytest.mark.parametrize(
    "text",
    [
        "x", "x * sigmoid(1.702 * x)", "relu(x)**2", "(-x)", "-x", "x - 1", "softplus(x, beta=2)",
        "leaky_relu(x, negative_slope=0.2)", "where(x > 0, x, 0)", "렐루(x)",
    ],
)  # fmt: skip
def test_formulas(text):
    activation = resolve(text)
    assert activation.spec == text
    assert activation.formula == text
    assert activation.entry is None
    assert activation.parameters == {}


def test_a_formula_is_what_it_says():
    assert resolve("x * sigmoid(1.702 * x)")(1.0) == pytest.approx(0.8457957659328212, rel=1e-12)
    assert resolve("x - 1")(3.0) == 2.0
    assert resolve("relu(x)**2")([-1.0, 3.0]).tolist() == [0.0, 9.0]


@pytest.mark.parametrize("text", [*NAMES, *FRAMEWORKS, *CALLS])
def test_a_canonical_spec_reads_back_the_same(text):
    once = resolve(text)
    again = resolve(once.spec)
    assert again.spec == once.spec
    assert again.parameters == once.parameters
    assert again.formula == once.formula


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "the name of a function is empty", "actcli list shows the names"),
        ("   ", "the name of a function is empty", "actcli list shows the names"),
        ("leeky_relu", "unknown function 'leeky_relu'", "did you mean leaky_relu?"),
        ("sigmiod", "unknown function 'sigmiod'", "did you mean sigmoid?"),
        ("sigmiod:1", "unknown function 'sigmiod'", "did you mean sigmoid?"),
        ("sigmiod@torch", "unknown function 'sigmiod'", "did you mean sigmoid?"),
        ("시그모이", "unknown function '시그모이'", "did you mean 시그모이드?"),
        ("qqqq", "unknown function 'qqqq'", "actcli list shows the names"),
        ("relu@tensorflo", "unknown framework 'tensorflo'", "did you mean tensorflow?"),
        ("relu@", "unknown framework ''", None),
        ("squareplus@torch", "torch has no squareplus", "it is in keras, jax"),
        ("mish@tf", "tf has no mish", None),
        ("step@torch", "torch has no step", None),
        ("relu:1", "relu has no parameters", None),
        ("leaky_relu:slope=1", "leaky_relu has no parameter 'slope'", None),
        ("leaky_relu:0.1,0.2", "too many parameters for leaky_relu", None),
        ("leaky_relu:a", "leaky_relu: negative_slope='a' is not a number", None),
        ("leaky_relu:1_0", "leaky_relu: negative_slope='1_0' is not a number", None),
        ("leaky_relu:nan", "leaky_relu: negative_slope='nan' is not a number", None),
        ("leaky_relu:", "leaky_relu: negative_slope='' is not a number", None),
        ("leaky_relu:１", "leaky_relu: negative_slope='１' is not a number", None),
        ("softplus:2,beta=3", "softplus: beta is given twice", None),
        ("softplus:0", "softplus is undefined for beta=0.0", "beta must be greater than 0"),
        ("softplus:beta=-1", "softplus is undefined for beta=-1.0", "beta must be greater than 0"),
        ("gelu:exact", "gelu: approximate is not 'exact'", "it is one of none, tanh, fast"),
        ("nn.Softplus(beta=0)", "softplus is undefined for beta=0.0", None),
        ("nn.Foo()", "nn.Foo is not a symbol that actcli knows", None),
        ("nn.Relu6x", "nn.Relu6x is not a symbol that actcli knows", "did you mean relu6?"),
        ("nn.LeakyReLU(slope=0.1)", "torch.nn.LeakyReLU has no argument 'slope'", None),
        ("nn.LeakyReLU(0.1, True, 3)", "nn.LeakyReLU takes 2 arguments here, not 3", None),
        ("nn.LeakyReLU('a')", "nn.LeakyReLU: negative_slope is a number, not 'a'", None),
        ("nn.LeakyReLU(True)", "nn.LeakyReLU: negative_slope is a number, not True", None),
        ("nn.LeakyReLU(a)", "nn.LeakyReLU: negative_slope is not given as a plain value", None),
        ("nn.GELU(approximate='foo')", "gelu: approximate is not 'foo'", None),
        ("nn.Softmax(dim=0)", "nn.Softmax: only the last axis can be chosen here", None),
        ("2 * pi", "a formula must mention x", None),
        ("1", "1 is a number, not a function", None),
        ("sin(y)", "unknown name 'y'", None),
        ("x * softmax(x)", "softmax is a function of a whole vector", None),
    ],
)
def test_refusals(text, message, hint):
    error = refusal(text)
    assert error.message.startswith(message)
    if hint is not None:
        assert error.hint == hint


def test_a_wrong_framework_says_which_have_the_function():
    assert refusal("log_sigmoid@onnx").hint == "it is in torch, keras, jax, tf"


def test_the_hint_for_an_unknown_argument_names_the_near_one():
    assert refusal("nn.LeakyReLU(negative_slop=0.1)").hint == "did you mean negative_slope?"
    assert "negative_slope" in refusal("nn.LeakyReLU(foo=0.1)").hint


def test_the_api_reads_the_same_specs():
    assert actcli.get("leaky_relu@keras").spec == spec("leaky_relu@keras")
