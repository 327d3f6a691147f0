"""Keras 2 and TensorFlow Addons, written from their published source in NumPy.

Neither can be installed beside the TensorFlow of today. Each function does the operations of
keras/src/backend.py and activations.py (the keras 2.15.0 wheel) or of tensorflow_addons/activations
and layers (the 0.23.0 wheel) in their order, each rounded to the dtype of x; TensorFlow's own
kernels (tanh, softplus, elu, ...) are stood in for by NumPy's.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[Any]
Function = Callable[[Array], Array]


def number(value: float, x: Array) -> Any:
    """A constant in the dtype of x, as tf.cast and tf.constant give it."""
    return x.dtype.type(value)


def relu(x: Array) -> Array:
    """tf.nn.relu: NaN stays NaN."""
    return np.maximum(x, number(0.0, x))


def leaky_relu(x: Array, alpha: float) -> Array:
    """tf.nn.leaky_relu, whose kernel keeps alpha as float32."""
    return np.where(x > 0, x, x * number(np.float32(alpha), x))


def sigmoid(x: Array) -> Array:
    return special.expit(x)


def softplus(x: Array) -> Array:
    """tf.math.softplus: x or exp(x) alone where the other would be lost."""
    edge = number(np.log(np.finfo(x.dtype).eps) + 2.0, x)
    middle = np.log1p(np.exp(np.minimum(x, -edge)))
    return np.where(x > -edge, x, np.where(x < edge, np.exp(x), middle)).astype(x.dtype)


def elu(x: Array) -> Array:
    return np.where(x < 0, np.expm1(np.minimum(x, number(0.0, x))), x)


def selu(x: Array) -> Array:
    scale = number(1.0507009873554804934193349852946, x)
    scale_alpha = number(1.7580993408473768599402175208123, x)
    below = scale_alpha * np.expm1(np.minimum(x, number(0.0, x)))
    return np.where(x < 0, below, scale * x)


def hard_sigmoid(x: Array) -> Array:
    """backend.hard_sigmoid: multiply, add, clip."""
    shifted = x * number(0.2, x) + number(0.5, x)
    return np.clip(shifted, number(0.0, x), number(1.0, x))


def gelu_exact(x: Array) -> Array:
    """tf.nn.gelu of TensorFlow 2.15, approximate=False: it casts the root of 2 from float32."""
    root = number(np.float32(1.4142135623730951), x)
    return number(0.5, x) * x * (number(1.0, x) + special.erf(x / root))


def gelu_tanh(x: Array) -> Array:
    """tf.nn.gelu of TensorFlow 2.15, approximate=True: it casts 0.044715 from float32."""
    cube = number(np.float32(0.044715), x) * np.power(x, number(3.0, x))
    inner = number(0.7978845608028654, x) * (x + cube)
    return number(0.5, x) * x * (number(1.0, x) + np.tanh(inner))


def mish(x: Array) -> Array:
    return x * np.tanh(softplus(x))


def softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def thresholded_relu(x: Array) -> Array:
    """The layer ThresholdedReLU(theta=1.0): a product with a mask."""
    return x * (x > number(1.0, x)).astype(x.dtype)


def prelu(x: Array) -> Array:
    """The layer PReLU where it starts: alpha is 0."""
    return relu(x) + number(-0.0, x) * relu(-x)


def hardshrink(x: Array) -> Array:
    """A product with a mask: the infinities are kept, NaN too."""
    mask = (x < number(-0.5, x)) | (number(0.5, x) < x)
    return x * mask.astype(x.dtype)


def softshrink(x: Array) -> Array:
    lower, upper, zero = number(-0.5, x), number(0.5, x), number(0.0, x)
    return np.where(x < lower, x - lower, zero) + np.where(upper < x, x - upper, zero)


def lisht(x: Array) -> Array:
    return x * np.tanh(x)


def rrelu(x: Array) -> Array:
    """In inference: the slope is the mean of the bounds."""
    lower, upper = number(0.125, x), number(0.3333333333333333, x)
    return np.where(x >= 0, x, (lower + upper) / number(2.0, x) * x)


def snake(x: Array) -> Array:
    """With frequency 1, also where the layer Snake starts."""
    one, two = number(1.0, x), number(2.0, x)
    return x + (one - np.cos(two * x)) / two


def tanhshrink(x: Array) -> Array:
    return x - np.tanh(x)


def sparsemax(x: Array) -> Array:
    """Sort, accumulate, and keep what stays above the threshold."""
    falling = -np.sort(-x, axis=-1)
    sums = np.cumsum(falling, axis=-1, dtype=x.dtype)
    counts = np.arange(1, x.shape[-1] + 1, dtype=x.dtype)
    size = (1 + counts * falling > sums).sum(axis=-1, keepdims=True)
    tau = (np.take_along_axis(sums, np.maximum(size, 1) - 1, axis=-1) - 1) / size.astype(x.dtype)
    return np.maximum(number(0.0, x), x - tau)


def maxout(x: Array) -> Array:
    """The layer Maxout(num_units = n / 2): the axis becomes (2, num_units)."""
    return x.reshape(*x.shape[:-1], 2, -1).max(axis=-2)


PUBLISHED: Mapping[str, Function] = {
    "keras2.activations.elu": elu,
    "keras2.activations.exponential": np.exp,
    "keras2.activations.gelu": gelu_exact,
    "keras2.activations.hard_sigmoid": hard_sigmoid,
    "keras2.activations.linear": lambda x: x,
    "keras2.activations.mish": mish,
    "keras2.activations.relu": relu,
    "keras2.activations.selu": selu,
    "keras2.activations.sigmoid": sigmoid,
    "keras2.activations.softmax": softmax,
    "keras2.activations.softplus": softplus,
    "keras2.activations.softsign": lambda x: x / (number(1.0, x) + np.abs(x)),
    "keras2.activations.swish": lambda x: x * sigmoid(x),
    "keras2.activations.tanh": np.tanh,
    "keras2.layers.ELU": elu,
    "keras2.layers.Identity": lambda x: x,
    "keras2.layers.LeakyReLU": lambda x: leaky_relu(x, 0.3),
    "keras2.layers.PReLU": prelu,
    "keras2.layers.ReLU": relu,
    "keras2.layers.Softmax": softmax,
    "keras2.layers.ThresholdedReLU": thresholded_relu,
    "tfa.activations.gelu": gelu_tanh,
    "tfa.activations.hardshrink": hardshrink,
    "tfa.activations.lisht": lisht,
    "tfa.activations.mish": mish,
    "tfa.activations.rrelu": rrelu,
    "tfa.activations.snake": snake,
    "tfa.activations.softshrink": softshrink,
    "tfa.activations.sparsemax": sparsemax,
    "tfa.activations.tanhshrink": tanhshrink,
    "tfa.layers.GELU": gelu_tanh,
    "tfa.layers.Maxout": maxout,
    "tfa.layers.Snake": snake,
    "tfa.layers.Sparsemax": sparsemax,
}
