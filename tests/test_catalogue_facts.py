"""What frameworks mean by a name, as facts: each with the public source that says so.

Numbers are the source's own where it prints some, else its formula by hand or by mpmath.
"""

import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest

import actcli
from actcli.catalog.traits import measure
from actcli.errors import ActcliError


class Fact(NamedTuple):
    spec: str
    x: float
    y: float
    source: str


TORCH = "torch/nn/functional.py"
TORCH_MODULES = "torch/nn/modules/activation.py"
KERAS = "keras/src/activations/activations.py"
KERAS_OPS = "keras/src/ops/nn.py"
KERAS_LEAKY = "keras/src/layers/activations/leaky_relu.py"
KERAS_PRELU = "keras/src/layers/activations/prelu.py"
KERAS2 = "keras/src/backend.py of the 2.15.0 wheel"
KERAS2_LEAKY = "keras/src/layers/activation/leaky_relu.py of the 2.15.0 wheel"
JAX = "jax/_src/nn/functions.py"
JAX_SINC = "jax/_src/numpy/ufuncs.py"
TF_NN = "tensorflow/python/ops/nn_ops.py"
TF_IMPL = "tensorflow/python/ops/nn_impl.py"
TFA = "tensorflow_addons/activations"
ONNX = "onnx/defs/math/defs.cc"
ONNX_SHRINK = "onnx/defs/nn/defs.cc"
HF = "transformers/activations.py"
TIMM = "timm/layers/activations.py"

GELU, GELU_TANH = 0.8413447460685429, 0.8411919906082768  # both at 1, by mpmath
FACTS = [
    Fact("hard_sigmoid@torch", 1.0, 2 / 3, TORCH),
    Fact("hard_sigmoid@timm", 1.0, 2 / 3, TIMM),
    Fact("hard_sigmoid@keras", 1.0, 2 / 3, KERAS),
    Fact("hard_sigmoid@jax", 1.0, 2 / 3, JAX),
    Fact("hard_sigmoid@keras2", 1.0, 0.7, KERAS2),
    Fact("hard_sigmoid@keras2", 2.5, 1.0, KERAS2),
    Fact("hard_sigmoid@onnx", 1.0, 0.7000000029802322, ONNX),  # alpha is float32(0.2)
    Fact("binaryconnect_hard_sigmoid", 0.5, 0.75, "arXiv:1511.00363"),
    Fact("sparse_sigmoid@jax", 0.5, 0.75, JAX),
    Fact("hard_swish@onnx", 1.0, 2 / 3, "onnx/defs/doc_strings.cc"),  # not with HardSigmoid's 0.2
    Fact("hard_swish@keras", 1.0, 2 / 3, KERAS),
    Fact("hard_silu@jax", -1.5, -0.375, JAX),
    Fact("hard_mish@timm", -1.0, -0.5, TIMM),
    Fact("leaky_relu@torch", -1.0, -0.01, TORCH_MODULES),
    Fact("leaky_relu@jax", -1.0, -0.01, JAX),
    Fact("leaky_relu@hf", -1.0, -0.01, HF),
    Fact("leaky_relu@timm", -1.0, -0.01, "timm/layers/create_act.py"),
    Fact("leaky_relu@tf", -1.0, -0.2, TF_NN),
    Fact("leaky_relu@keras", -1.0, -0.2, KERAS),
    Fact("keras.ops.leaky_relu", -1.0, -0.2, KERAS_OPS),
    Fact("keras.layers.LeakyReLU", -1.0, -0.3, KERAS_LEAKY),
    Fact("leaky_relu@keras2", -1.0, -0.3, KERAS2_LEAKY),
    Fact("leaky_relu@onnx", -1.0, -0.009999999776482582, ONNX),
    # torch's where, not the max(x, slope x) of Keras's NumPy backend
    Fact("leaky_relu:2", -1.0, -2.0, "aten/src/ATen/native/cpu/Activation.cpp"),
    Fact("prelu@torch", -1.0, -0.25, TORCH_MODULES),
    Fact("prelu@keras", -1.0, 0.0, KERAS_PRELU),
    Fact("rrelu@torch", -1.0, -11 / 48, TORCH),
    Fact("rrelu@tfa", -1.0, -11 / 48, f"{TFA}/rrelu.py"),
    Fact("gelu@torch", 1.0, GELU, TORCH),
    Fact("gelu@tf", 1.0, GELU, TF_NN),
    Fact("gelu@onnx", 1.0, GELU, ONNX),
    Fact("gelu@hf", 1.0, GELU, HF),
    Fact("gelu@timm", 1.0, GELU, TIMM),
    Fact("gelu@keras", 1.0, GELU, KERAS),
    Fact("keras.ops.gelu", 1.0, GELU_TANH, KERAS_OPS),
    Fact("gelu@jax", 1.0, GELU_TANH, JAX),
    Fact("gelu@tfa", 1.0, GELU_TANH, f"{TFA}/gelu.py"),
    Fact("gelu_new@hf", 1.0, GELU_TANH, HF),
    Fact("gelu_accurate@hf", 1.0, GELU_TANH, HF),
    Fact("gelu_pytorch_tanh@hf", 1.0, GELU_TANH, HF),
    Fact("gelu_python_tanh@hf", 1.0, GELU_TANH, HF),
    Fact("gelu_fast@hf", 1.0, 0.8411919906074769, HF),  # 0.7978845608 for sqrt(2 / pi)
    Fact("gelu_python@hf", 1.0, GELU, HF),
    Fact("gelu_10@hf", 20.0, 10.0, HF),
    Fact("quick_gelu@hf", 1.0, 0.8457957659328213, HF),
    Fact("laplace@hf", 0.0, 0.006094459617935605, HF),
    Fact("relu2@hf", 3.0, 9.0, HF),
    Fact("sqrtsoftplus@hf", 1.0, 1.145976303209723, HF),
    Fact("sqrtsoftplus@hf", 25.0, 5.0, HF),  # F.softplus, which is x beyond its threshold
    Fact("xielu@hf", 1.0, 1.30078125, HF),  # alpha_p = softplus(0.2041) rounds to 0.80078125
    Fact("xielu@hf", -1.0, -0.20540904124943095, HF),
    Fact("swish@onnx", 1.0, 0.7310585786300049, "onnx/defs/math/defs.cc, Swish, opset 24"),
    Fact("swish@onnx:2", 1.0, 0.8807970779778825, "onnx/defs/math/defs.cc, Swish, opset 24"),
    Fact("swish@tf:2", 1.0, 0.8807970779778825, TF_IMPL),
    Fact("squareplus@jax", 1.5, 2.0, JAX),  # (1.5 + sqrt(2.25 + 4)) / 2
    Fact("squareplus@keras", 0.0, 1.0, KERAS),
    Fact("elu@tf", -1.0, math.expm1(-1.0), TF_NN),
    Fact("celu:0.5", -1.0, -0.4323323583816937, "arXiv:1704.07483"),
    Fact("elu:0.5", -1.0, -0.3160602794142788, "arXiv:1511.07289"),
    Fact("selu@onnx", 1.0, 1.0507010221481323, ONNX),
    Fact("selu@onnx", -1.0, -1.1113307412864783, ONNX),
    Fact("selu@torch", 1.0, 1.0507009873554805, TORCH),
    Fact("thresholded_relu@onnx", 1.0, 0.0, ONNX),  # strictly above alpha
    Fact("threshold@torch:0.1,20", 0.1, 20.0, TORCH),
    Fact("threshold@keras:0.1,20", 0.2, 0.2, KERAS),
    Fact("threshold", 0.0, 1.0, "Rosenblatt 1958, The Perceptron"),
    Fact("shrink@onnx", 0.75, 0.75, ONNX_SHRINK),
    Fact("shrink@onnx:bias=0.5", -0.75, -0.25, ONNX_SHRINK),
    Fact("hardshrink@torch", 0.5, 0.0, TORCH),
    Fact("softshrink@keras", 0.75, 0.25, KERAS),
    Fact("hardshrink@tfa:-1,0.5", -0.75, 0.0, f"{TFA}/hardshrink.py"),
    Fact("softshrink@tfa:-1,0.5", -1.25, -0.25, f"{TFA}/softshrink.py"),
    Fact("softsign@torch", -3.0, -0.75, TORCH),
    Fact("elliott", -3.0, 0.125, "Elliott 1993, ISR TR 93-8"),
    Fact("sinc@torch", 0.5, 2 / math.pi, "aten/src/ATen/native/UnaryOps.cpp"),
    Fact("sinc@jax", 0.5, 2 / math.pi, JAX_SINC),
    Fact("sinc", 0.5, 0.9588510772084061, "sin(x) / x"),
    Fact("sign@torch", 0.0, 0.0, "torch.sign's documentation"),
    Fact("telu", 1.0, 0.9913289158005998, "arXiv:2412.20269"),
    Fact("tanhexp", 1.0, 0.9913289158005998, "arXiv:2003.09855"),
    Fact("smelu", 0.5, 0.5625, "arXiv:2010.09931"),
    Fact("sparse_plus@jax", 0.5, 0.5625, JAX),
    Fact("snake@tfa", 1.0, 1.7080734182735712, f"{TFA}/snake.py"),
    Fact("snake@tfa:2", 1.0, 1.413410905215903, f"{TFA}/snake.py"),
    Fact("lisht@tfa", -1.0, 0.7615941559557649, f"{TFA}/lisht.py"),
]


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact.spec} at {fact.x:g}" for fact in FACTS])
def test_facts(fact):
    assert actcli.get(fact.spec)(fact.x) == pytest.approx(fact.y, rel=1e-14, abs=1e-300)


def test_softplus_of_torch_is_x_beyond_its_threshold():
    """torch/nn/functional.py: x where beta x > 20. log1p(exp(-20)) by mpmath."""
    softplus = actcli.get("softplus@torch")
    assert softplus(20.0) - 20.0 == pytest.approx(2.0611536203143807e-09, abs=4e-15)
    assert softplus(20.1) == 20.1
    steeper = actcli.get("softplus@torch:beta=2")
    assert steeper(10.0) - 10.0 == pytest.approx(1.0305768101571904e-09, abs=2e-15)
    assert steeper(10.1) == 10.1
    assert actcli.get("softplus@jax")(20.1) > 20.1


def test_xielu_of_hugging_face_is_not_0_at_0():
    """transformers/activations.py: expm1(min(x, eps)) with eps = -1e-6 kept as bfloat16."""
    assert actcli.get("xielu@hf")(0.0) == pytest.approx(-7.994818235539564e-07, rel=1e-12)


# keras/src/activations/activations.py: the examples of relu's documentation; then all three.
RELU_INPUTS = [-10.0, -5.0, 0.0, 5.0, 10.0]
RELU_EXAMPLES = {
    "keras.activations.relu(x)": [0.0, 0.0, 0.0, 5.0, 10.0],
    "keras.activations.relu(x, negative_slope=0.5)": [-5.0, -2.5, 0.0, 5.0, 10.0],
    "keras.activations.relu(x, max_value=5.0)": [0.0, 0.0, 0.0, 5.0, 5.0],
    "keras.activations.relu(x, threshold=5.0)": [0.0, 0.0, 0.0, 0.0, 10.0],
    "keras.activations.relu(x, 0.5, 5.0, 5.0)": [-7.5, -5.0, -2.5, 0.0, 5.0],
    "tf_keras.activations.relu(x, alpha=0.5, max_value=5.0, threshold=5.0)":
        [-7.5, -5.0, -2.5, 0.0, 5.0],
    "keras.layers.ReLU(5.0, 0.5, 5.0)": [-7.5, -5.0, -2.5, 0.0, 5.0],
}  # fmt: skip


@pytest.mark.parametrize("call", RELU_EXAMPLES)
def test_relu_of_keras_has_three_parameters(call):
    assert actcli.get(call)(RELU_INPUTS).tolist() == RELU_EXAMPLES[call]


# Of (1, 2) and (3, 4), by mpmath: 1 sigmoid(3), 2 sigmoid(4), and silu(1) 3, silu(2) 4.
SECOND_HALF = (0.9525741268224332, 1.9640275800758168)
FIRST_HALF = (2.193175735890015, 7.04637662382306)
HALVES = {
    "glu@torch": (SECOND_HALF, TORCH),
    "glu@keras": (SECOND_HALF, KERAS),
    "glu@jax": (SECOND_HALF, JAX),
    "GluMlp@timm": (SECOND_HALF, "timm/layers/mlp.py, gate_last=True"),
    "swiglu": (FIRST_HALF, "arXiv:2002.05202: Swish(xW) * (xV)"),
    "SwiGLU@onnx": (FIRST_HALF, ONNX),
    "SwiGLUPacked@timm": (FIRST_HALF, "timm/layers/mlp.py, gate_last=False"),
    "reglu": ((3.0, 8.0), "arXiv:2002.05202"),
}


@pytest.mark.parametrize("spec", HALVES)
def test_the_half_that_is_the_gate(spec):
    assert actcli.get(spec)([1.0, 2.0, 3.0, 4.0]) == pytest.approx(HALVES[spec][0], rel=1e-14)


def test_hardmax_takes_the_first_maximum():
    """onnx/defs/math/defs.cc: 1 for the first maximum, 0 for all others."""
    assert actcli.get("hardmax@onnx")([1.0, 3.0, 3.0]).tolist() == [0.0, 1.0, 0.0]


# As they stand in people's code; what a symbol means is in the facts above.
PASTED = {
    "nn.LeakyReLU(0.2, inplace=True)": "leaky_relu:negative_slope=0.2",
    "nn.LeakyReLU(negative_slope=0.2, inplace=True)": "leaky_relu:negative_slope=0.2",
    "F.leaky_relu(x, 0.2, inplace=True)": "leaky_relu:negative_slope=0.2",
    "F.leaky_relu_(x, 0.2)": "leaky_relu:negative_slope=0.2",
    "tf.nn.leaky_relu(x, 0.1)": "leaky_relu:negative_slope=0.1",
    "keras.layers.LeakyReLU(alpha=0.1)": "leaky_relu:negative_slope=0.1",
    "keras.layers.LeakyReLU(negative_slope=0.1)": "leaky_relu:negative_slope=0.1",
    "layers.LeakyReLU(alpha=0.2)": "leaky_relu:negative_slope=0.2",
    "jax.nn.leaky_relu(x, negative_slope=0.3)": "leaky_relu:negative_slope=0.3",
    "F.gelu(x, approximate='tanh')": "gelu:approximate=tanh",
    "keras.activations.gelu(x, approximate=True)": "gelu:approximate=tanh",
    "keras.ops.gelu(x, approximate=False)": "gelu",
    "jax.nn.gelu(x, False)": "gelu",
    "tf.nn.gelu(x, True)": "gelu:approximate=tanh",
    "tfa.activations.gelu(x, approximate=False)": "gelu",
    "onnx.Gelu(approximate='tanh')": "gelu:approximate=tanh",
    "timm.layers.GELU()": "gelu",
    "tf.nn.silu(x, beta=1.702)": "swish_beta:beta=1.702",
    "nn.SiLU(inplace=True)": "silu",
    "layers.ReLU(6.)": "relu_keras:max_value=6",
    "keras.activations.relu(x, max_value=6)": "relu_keras:max_value=6",
    "tf.keras.layers.ReLU(max_value=6, negative_slope=0.1)":
        "relu_keras:negative_slope=0.1,max_value=6",
    "tf_keras.activations.relu(x, alpha=0.1)": "relu_keras:negative_slope=0.1",
    "nn.ReLU6(inplace=True)": "relu6",
    "tensorflow.nn.relu6(x)": "relu6",
    "keras2.layers.ThresholdedReLU(theta=0.5)": "thresholded_relu:alpha=0.5",
    "torch.nn.Threshold(0.1, 20)": "threshold_torch:threshold=0.1,value=20",
    "nn.Threshold(threshold=0.1, value=20)": "threshold_torch:threshold=0.1,value=20",
    "F.threshold(x, 0.1, 20)": "threshold_torch:threshold=0.1,value=20",
    "keras.activations.threshold(x, threshold=0.1, default_value=20)":
        "threshold_torch:threshold=0.1,value=20",
    "nn.Hardtanh(min_val=0, max_val=6)": "hard_tanh:min_val=0,max_val=6",
    "nn.Hardtanh(0., 6., inplace=True)": "hard_tanh:min_val=0,max_val=6",
    "tf.clip_by_value(x, 0, 6)": "hard_tanh:min_val=0,max_val=6",
    "onnx.Clip(min=0, max=6)": "hard_tanh:min_val=0,max_val=6",
    "nn.PReLU()": "prelu",
    "nn.PReLU(64)": "prelu",
    "nn.PReLU(num_parameters=64, init=0.1)": "prelu:a=0.1",
    "keras.layers.PReLU()": "prelu:a=0",
    "nn.RReLU()": "rrelu",
    "nn.RReLU(lower=0.1, upper=0.3, inplace=True)": "rrelu:lower=0.1,upper=0.3",
    "F.rrelu(x, 0.1, 0.3, False)": "rrelu:lower=0.1,upper=0.3",
    "nn.Softshrink(0.3)": "soft_shrink:lambd=0.3",
    "nn.Hardshrink(lambd=0.3)": "hard_shrink:lambd=0.3",
    "keras.activations.soft_shrink(x, threshold=0.3)": "soft_shrink:lambd=0.3",
    "tfa.activations.softshrink(x, lower=-1., upper=1.)": "soft_shrink_tfa:lower=-1,upper=1",
    "onnx.Shrink(lambd=0.5, bias=0.5)": "shrink:bias=0.5",
    "nn.ELU(alpha=0.5, inplace=True)": "elu:alpha=0.5",
    "keras.layers.ELU(alpha=0.5)": "elu:alpha=0.5",
    "jax.nn.elu(x, alpha=0.5)": "elu:alpha=0.5",
    "onnx.Elu(alpha=2.0)": "elu:alpha=2",
    "nn.CELU(0.075)": "celu:alpha=0.075",
    "nn.SELU(inplace=True)": "selu",
    "nn.Softplus(beta=1, threshold=20)": "softplus:threshold=20",
    "jax.nn.squareplus(x, 0.01)": "squareplus:b=0.01",
    "nn.Hardswish(inplace=True)": "hard_swish",
    "keras.activations.hard_silu(x)": "hard_swish",
    "timm.layers.HardSwish": "hard_swish",
    "nn.Mish(inplace=True)": "mish",
    "nn.Tanhshrink()": "tanh_shrink",
    "nn.LogSigmoid()": "log_sigmoid",
    "HardSigmoid(alpha=0.5, beta=0.25)": "hard_sigmoid_keras2:alpha=0.5,beta=0.25",
    "nn.GLU()": "glu",
    "F.glu(x, dim=-1)": "glu",
    "jax.nn.glu(x, axis=-1)": "glu",
    "nn.Softmax(dim=1)": "softmax",
    "F.softmax(x, dim=-1, dtype=torch.float32)": "softmax",
    "keras.layers.Softmax(axis=-1)": "softmax",
    "nn.Softmin(dim=-1)": "softmin",
    "F.gumbel_softmax(x, 0.5, True)": "gumbel_softmax:tau=0.5,hard=true",
    "F.gumbel_softmax(x, tau=1, hard=True)": "gumbel_softmax:hard=true",
    "tfa.activations.snake(x, frequency=2)": "snake:a=2",
    "tfa.layers.Maxout(num_units=4)": "maxout:units=4,grouping=strided",
}  # fmt: skip


@pytest.mark.parametrize("call", PASTED)
def test_calls_as_people_write_them(call):
    assert actcli.get(call).spec == PASTED[call]


# Parameters far from the usual, where a formula must not break.
def test_soft_exponential_of_minus_1_is_the_logarithm():
    """Godfrey, Gashler 2015, arXiv:1602.01321: alpha = -1 gives ln x."""
    x = np.array([5e-324, 1e-300, 1e-20, 0.5, 1.0, 7.0, 1e300])
    logarithm = actcli.get("soft_exponential:-1")
    assert logarithm(x) == pytest.approx(np.log(x), rel=1e-15)
    assert logarithm.derivative(x[1:]) == pytest.approx(1.0 / x[1:], rel=1e-15)
    assert logarithm(0.0) == -math.inf
    assert math.isnan(logarithm(-5e-324))


def test_soft_exponential_keeps_its_digits_beside_the_pole():
    """The slope 1 / (1 - alpha (x + alpha)) at the double next to 1/alpha - alpha, by fractions."""
    place, alpha = -3.033333333333333, Fraction(-0.3)
    slope = 1 / (1 - alpha * (Fraction(place) + alpha))
    found = actcli.get("soft_exponential:-0.3").derivative(place)
    assert found == pytest.approx(float(slope), rel=1e-14)


def test_srs_has_values_for_a_small_beta():
    """x / (x / alpha + exp(-x / beta)) of Zhou et al. 2020, whose exponential must not overflow."""
    srs, x = actcli.get("srs:5,1e-3"), np.array([-0.3, -0.01, 0.001, 0.01, 0.5, 1.0, 2.0])
    assert srs(x) == pytest.approx(x / (x / 5.0 + np.exp(-x / 1e-3)), rel=1e-13)
    assert np.isfinite(srs.derivative(x)).all()


@pytest.mark.parametrize("spec", ["squareplus", "squareplus:b=0.01"])
def test_squareplus_is_smooth_far_out(spec):
    """Barron 2021: above x everywhere, strictly increasing and convex, slopes between 0 and 1."""
    traits = measure(actcli.get(spec))
    assert (traits.monotone, traits.convex) == ("increasing", "convex")
    assert traits.largest_slope == 1.0
    assert traits.kinks == traits.fixed_points == ()


@pytest.mark.parametrize("spec", ["isru:0", "isru:-1", "snake:0", "isrlu:0", "celu:0", "smelu:0"])
def test_parameters_that_define_no_function_are_refused(spec):
    with pytest.raises(ActcliError, match="is undefined for"):
        actcli.get(spec)
