"""How each framework's symbols are called on a NumPy array, and how it gives slopes.

An adapter takes a symbol of the book and an array of float32 or float64 and returns an array of the
same dtype. Symbols are called as their framework documents it, with their own defaults; what needs
more than that (a weight, a second input, the noise of a random function) stands under its name.
"""

import importlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from published import PUBLISHED

from actcli.catalog.entry import Symbol, Value
from actcli.catalog.load import shipped_book

Array = NDArray[Any]
Function = Callable[[Any], Any]


class Adapter(NamedTuple):
    """A framework at work: values of a symbol, slopes by its own automatic differentiation."""

    version: str
    values: Callable[[Symbol, Array], Array]
    slopes: Callable[[Symbol, Array], Array] | None = None


def parameters_of(symbol: Symbol) -> dict[str, Value]:
    """All parameters of the entry as the symbol sets them."""
    rules = shipped_book().entries[symbol.entry].parameters
    return {name: rule.default for name, rule in rules.items()} | dict(symbol.settings)


def called(symbol: Symbol, roots: Mapping[str, Any], x: Any, **options: Any) -> Any:
    """The symbol's value at x: a call written in the book, or a plain one with its own defaults.

    `roots` gives the first word of a path its module; `options` are for the making of classes.
    """
    if symbol.call:
        texts = {name: repr(value) for name, value in parameters_of(symbol).items()}
        # The text is the shipped book's own, not a user's.
        return eval(symbol.call.format(**texts), {**roots, "x": x})
    target = named(symbol.path, roots)
    return target(**options)(x) if isinstance(target, type) else target(x)


def named(path: str, roots: Mapping[str, Any]) -> Any:
    """What a dotted path names."""
    first, *rest = path.split(".")
    target = roots[first]
    for part in rest:
        target = getattr(target, part)
    return target


# PyTorch, and what is built on it.


def torch_adapter() -> Adapter:
    import torch

    return _on_torch(torch.__version__, torch_function)


def hugging_face_adapter() -> Adapter:
    version = importlib.import_module("transformers").__version__
    return _on_torch(version, _hugging_face_function)


def timm_adapter() -> Adapter:
    return _on_torch(importlib.import_module("timm").__version__, _timm_function)


def _on_torch(version: str, function: Callable[[Symbol, int], Function]) -> Adapter:
    """An adapter from functions of tensors; `function` is told the length of the last axis."""
    import torch

    def values(symbol: Symbol, x: Array) -> Array:
        with torch.no_grad():
            return np.asarray(function(symbol, x.shape[-1])(torch.tensor(x)))

    def slopes(symbol: Symbol, x: Array) -> Array:
        tensor = torch.tensor(x, requires_grad=True)
        function(symbol, x.shape[-1])(tensor).sum().backward()
        assert tensor.grad is not None
        return tensor.grad.numpy()

    return Adapter(version, values, slopes)


def torch_function(symbol: Symbol, size: int) -> Function:
    """A torch symbol on a tensor with that last axis."""
    import torch

    if symbol.path in ("torch.nn.Softmax2d", "torch.nn.functional.gumbel_softmax"):
        return _softmax_of_channels if symbol.last == "Softmax2d" else _without_noise
    roots = {"torch": torch}
    if symbol.path == "torch.nn.PReLU":
        return lambda x: torch.nn.PReLU(dtype=x.dtype)(x)
    return lambda x: called(symbol, roots, x)


def _softmax_of_channels(x: Any) -> Any:
    """Softmax2d on rows, each taken as the channels of one pixel."""
    import torch

    return torch.nn.Softmax2d()(x[:, :, None, None])[:, :, 0, 0]


def _without_noise(x: Any) -> Any:
    """gumbel_softmax while its exponential draws are all 1, whose logarithm is no noise."""
    import torch

    drawn = torch.Tensor.exponential_
    torch.Tensor.exponential_ = lambda self, *_: self.fill_(1.0)  # type: ignore[method-assign]
    try:
        return torch.nn.functional.gumbel_softmax(x, dim=-1)
    finally:
        torch.Tensor.exponential_ = drawn  # type: ignore[method-assign]


def _hugging_face_function(symbol: Symbol, size: int) -> Function:
    import torch

    activation = importlib.import_module("transformers.activations").ACT2FN[symbol.last]
    if isinstance(activation, torch.nn.PReLU):
        return lambda x: activation.to(x.dtype)(x)
    return activation


def _timm_function(symbol: Symbol, size: int) -> Function:
    """timm's functions by name; its gated blocks with weights that pass everything through."""
    import torch

    layers = importlib.import_module("timm.layers")
    if symbol.last == "SwiGLU":
        return lambda x: _two_layers(layers.SwiGLU, size, x)
    if symbol.last in ("GluMlp", "SwiGLUPacked"):
        return lambda x: _one_layer(getattr(layers, symbol.last), size, x)
    if symbol.last in ("identity", "prelu"):
        made = layers.get_act_layer(symbol.last)()
        return lambda x: made.to(x.dtype)(x)
    function = layers.get_act_fn(symbol.last)
    # Some write into their input.
    return lambda x: function(x * torch.ones((), dtype=x.dtype))


def _one_layer(kind: Callable[..., Any], size: int, x: Any) -> Any:
    """A gated block of one first layer: both of its layers are made the identity."""
    import torch

    block = kind(size, size, size // 2, bias=False, dtype=x.dtype)
    with torch.no_grad():
        block.fc1.weight.copy_(torch.eye(size))
        block.fc2.weight.copy_(torch.eye(size // 2))
    return block.eval()(x)


def _two_layers(kind: Callable[..., Any], size: int, x: Any) -> Any:
    """A gated block of two first layers: they are made to take the halves."""
    import torch

    block = kind(size, size // 2, size // 2, bias=False, dtype=x.dtype)
    halves = torch.eye(size)
    with torch.no_grad():
        block.fc1_g.weight.copy_(halves[: size // 2])
        block.fc1_x.weight.copy_(halves[size // 2 :])
        block.fc2.weight.copy_(torch.eye(size // 2))
    return block.eval()(x)


# JAX, TensorFlow, Keras.


def jax_adapter() -> Adapter:
    import jax
    import jax.numpy

    jax.config.update("jax_enable_x64", True)
    importlib.import_module("jax.scipy.special")
    roots = {"jax": jax}

    def values(symbol: Symbol, x: Array) -> Array:
        return np.asarray(called(symbol, roots, jax.numpy.asarray(x)))

    def slopes(symbol: Symbol, x: Array) -> Array:
        one = jax.grad(lambda number: called(symbol, roots, number))
        return np.asarray(jax.vmap(one)(jax.numpy.asarray(x)))

    return Adapter(jax.__version__, values, slopes)


def _tape_slopes(function: Function, x: Array) -> Array:
    import tensorflow

    variable = tensorflow.Variable(x)
    with tensorflow.GradientTape() as tape:
        result = function(variable)
    return np.asarray(tape.gradient(result, variable))


def tensorflow_adapter() -> Adapter:
    import tensorflow

    roots = {"tf": tensorflow}
    return Adapter(
        tensorflow.__version__,
        lambda symbol, x: np.asarray(called(symbol, roots, tensorflow.constant(x))),
        lambda symbol, x: _tape_slopes(lambda v: called(symbol, roots, v), x),
    )


def keras_adapter() -> Adapter:
    """Keras on the backend that KERAS_BACKEND names: tensorflow, its default, or torch."""
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    keras = importlib.import_module("keras")
    roots = {"keras": keras}

    def function(symbol: Symbol, x: Any, dtype: str) -> Any:
        is_layer = symbol.path.startswith("keras.layers.")
        return called(symbol, roots, x, **({"dtype": dtype} if is_layer else {}))

    def values(symbol: Symbol, x: Array) -> Array:
        result = function(symbol, keras.ops.convert_to_tensor(x), x.dtype.name)
        return np.asarray(keras.ops.convert_to_numpy(result))

    def slopes(symbol: Symbol, x: Array) -> Array:
        if keras.backend.backend() == "tensorflow":
            return _tape_slopes(lambda v: function(symbol, v, x.dtype.name), x)
        import torch

        tensor = torch.tensor(x, requires_grad=True)
        function(symbol, tensor, x.dtype.name).sum().backward()
        assert tensor.grad is not None
        return tensor.grad.numpy()

    return Adapter(f"{keras.__version__} on {keras.backend.backend()}", values, slopes)


# ONNX, and what is computed from its published source.


def onnx_adapter() -> Adapter:
    """ONNX's reference evaluator."""
    onnx = importlib.import_module("onnx")
    return Adapter(onnx.__version__, _onnx_values)


def _onnx_values(symbol: Symbol, x: Array) -> Array:
    inputs = _onnx_inputs(symbol, x)
    result = _onnx_session(symbol.last, tuple(inputs), x.dtype.name).run(None, inputs)[0]
    return np.asarray(result)


def _onnx_inputs(symbol: Symbol, x: Array) -> dict[str, Array]:
    """The operator's inputs by name: x, and what some take as tensors beside it."""
    if symbol.last == "SwiGLU":
        half = x.shape[-1] // 2
        return {"a": x[..., :half], "b": x[..., half:]}
    names = {"Clip": ("min_val", "max_val"), "PRelu": ("a",)}.get(symbol.last, ())
    parameters = parameters_of(symbol)
    return {"x": x} | {name: np.array(parameters[name], x.dtype) for name in names}


@cache
def _onnx_session(operator: str, inputs: tuple[str, ...], dtype: str) -> Any:
    onnx = importlib.import_module("onnx")
    helper = onnx.helper
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    graph = helper.make_graph(
        [helper.make_node(operator, list(inputs), ["y"])],
        "one",
        [helper.make_tensor_value_info(name, kind, None) for name in inputs],
        [helper.make_tensor_value_info("y", kind, None)],
    )
    imports = [helper.make_opsetid("", onnx.defs.onnx_opset_version())]
    model = helper.make_model(graph, opset_imports=imports)
    return importlib.import_module("onnx.reference").ReferenceEvaluator(model)


def published_adapter(version: str) -> Adapter:
    """A framework that is computed from its published source."""
    return Adapter(version, lambda symbol, x: PUBLISHED[symbol.path](x))


# Torch and what stands on it first: its compiler crashes when it is imported after TensorFlow.
ADAPTERS: Mapping[str, Callable[[], Adapter]] = {
    "torch": torch_adapter,
    "hf": hugging_face_adapter,
    "timm": timm_adapter,
    "jax": jax_adapter,
    "onnx": onnx_adapter,
    "tf": tensorflow_adapter,
    "keras": keras_adapter,
    "keras2": lambda: published_adapter("2.15.0"),
    "tfa": lambda: published_adapter("0.23.0"),
}
