"""A formula as a Python script that builds an ONNX model with onnx.helper and checks it.

The nodes are the operators of ONNX 1.23 (onnx/defs/math/defs.cc, opset 28); a script asks for no
newer opset than its operators need, so that older runtimes can load the model.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from actcli.formula.constant import constant_value
from actcli.formula.simplify import with_numbers
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Negative,
    Node,
    Parameter,
    Variable,
    Where,
    varies,
)

_OPSET = 18
# Operators that came later, or took float64 later, than opset 18.
NEWER_OPSETS = {"Gelu": 20, "Swish": 24, "Celu": 28, "SwiGLU": 28}

_BINARY = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "**": "Pow"}
_COMPARISONS = {"<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual"}
# Primitives that are one operator of the same inputs; for others see WRITTEN_OUT.
OPERATORS = {
    "exp": "Exp", "log": "Log", "sqrt": "Sqrt", "abs": "Abs", "sign": "Sign", "sin": "Sin",
    "cos": "Cos", "tanh": "Tanh", "atan": "Atan", "asinh": "Asinh", "erf": "Erf",
    "sigmoid": "Sigmoid", "softplus": "Softplus", "min": "Min", "max": "Max",
}  # fmt: skip

Attribute = float | int | str

_SCRIPT = '''\
{imports}


def build(element_type=TensorProto.FLOAT, shape=("batch", "features")):
    """{name} as a model from x to y; a name in the shape stands for any length."""
    nodes = [
{nodes}
    ]
{constants}    graph = helper.make_graph(
        nodes,
        "{name}",
        [helper.make_tensor_value_info("x", element_type, shape)],
        [helper.make_tensor_value_info("y", element_type, [None] * len(shape))],
{initializer}    )
    opsets = [helper.make_opsetid("", {opset})]
    model = helper.make_model(
        graph, opset_imports=opsets, ir_version=helper.find_min_ir_version_for(opsets)
    )
    onnx.checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    onnx.save(build(), "{name}.onnx")
'''
_CONSTANTS = """\
    constants = [
        helper.make_tensor(name, element_type, [], [value])
        for name, value in {{
{lines}
        }}.items()
    ]
"""


class OnnxNode(NamedTuple):
    """One node of a graph: an operator, its inputs and outputs by name, and its attributes."""

    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: tuple[tuple[str, Attribute], ...] = ()

    def line(self) -> str:
        """The call of onnx.helper that makes the node."""
        inputs = ", ".join(f'"{name}"' for name in self.inputs)
        outputs = ", ".join(f'"{name}"' for name in self.outputs)
        attributes = "".join(f", {name}={_literal(value)}" for name, value in self.attributes)
        return f'helper.make_node("{self.operator}", [{inputs}], [{outputs}]{attributes}),'


def _snake(operator: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operator).lower()


def _literal(value: Attribute) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def script(name: str, nodes: Sequence[OnnxNode], constants: Mapping[str, float]) -> str:
    """A script whose build(element_type) makes and checks the model; run, it saves NAME.onnx."""
    opset = max([_OPSET, *(NEWER_OPSETS.get(node.operator, 0) for node in nodes)])
    lines = "\n".join(f'            "{key}": {_value(v)},' for key, v in constants.items())
    text = _SCRIPT.format(
        imports="import onnx\nfrom onnx import TensorProto, helper",
        name=name,
        nodes="\n".join(f"        {node.line()}" for node in nodes),
        constants=_CONSTANTS.format(lines=lines) if constants else "",
        initializer="        constants,\n" if constants else "",
        opset=opset,
    )
    return f"import math\n\n{text}" if "math.inf" in lines else text


def _value(value: float) -> str:
    if math.isinf(value):
        return "math.inf" if value > 0 else "-math.inf"
    return repr(value)


def operator_script(name: str, operator: str, attributes: Mapping[str, Attribute]) -> str:
    """The script of a model that is one operator with its attributes."""
    return script(name, [OnnxNode(operator, ("x",), ("y",), tuple(attributes.items()))], {})


def formula_script(name: str, tree: Node, parameters: Mapping[str, float]) -> str:
    """The script of a model of elementary operators that computes the formula."""
    writer = _GraphWriter()
    writer.finish(writer.write(with_numbers(tree, parameters)))
    return script(name, writer.nodes, writer.constants)


def gated_script(name: str, halves: tuple[str, str], product: Node) -> str:
    """The script of a model that halves x and computes a product of the named halves."""
    writer = _GraphWriter()
    split = OnnxNode("Split", ("x",), halves, (("axis", -1), ("num_outputs", 2)))
    writer.nodes.append(split)
    writer.finish(writer.write(product))
    return script(name, writer.nodes, writer.constants)


class _GraphWriter:
    """Makes the nodes of a formula; equal parts become one node."""

    def __init__(self) -> None:
        self.nodes: list[OnnxNode] = []
        self.constants: dict[str, float] = {}
        self._outputs: dict[tuple[str, tuple[str, ...]], str] = {}
        self._counts: dict[str, int] = {}

    def write(self, node: Node) -> str:
        """The name of the value of a part, once its nodes are made."""
        if not varies(node):
            return self.constant(constant_value(node))
        match node:
            case Variable():
                return "x"
            case Parameter(name):
                return name
            case Negative(operand):
                return self.emit("Neg", self.write(operand))
            case Binary(operator, left, right):
                return self.emit(_BINARY[operator], self.write(left), self.write(right))
            case Where(condition, chosen, otherwise):
                return self.emit(
                    "Where",
                    self.comparison(condition),
                    self.write(chosen),
                    self.write(otherwise),
                )
            case Call("clip", (value, low, high)) if not varies(low) and not varies(high):
                return self.emit("Clip", self.write(value), self.write(low), self.write(high))
            case Call("clip", (value, low, high)):
                return self.write(Call("min", (Call("max", (value, low)), high)))
            case Call(name, arguments) if name in OPERATORS:
                return self.emit(OPERATORS[name], *map(self.write, arguments))
            case Call(name, (argument,)):
                return WRITTEN_OUT[name](self, self.write(argument))
            case _:
                raise TypeError(f"{type(node).__name__} is no expression")

    def comparison(self, condition: Comparison) -> str:
        """The name of the truth of a chain of comparisons."""
        links = [
            self.emit(_COMPARISONS[operator], self.write(left), self.write(right))
            for operator, (left, right) in zip(
                condition.operators, pairwise(condition.operands), strict=True
            )
        ]
        truth = links[0]
        for link in links[1:]:
            truth = self.emit("And", truth, link)
        return truth

    def emit(self, operator: str, *inputs: str) -> str:
        """The output of a node, which is made where no equal one is there."""
        key = (operator, inputs)
        if key not in self._outputs:
            self._outputs[key] = self._name(_snake(operator))
            self.nodes.append(OnnxNode(operator, inputs, (self._outputs[key],)))
        return self._outputs[key]

    def constant(self, value: float) -> str:
        """The name of a constant."""
        for name, known in self.constants.items():
            if known == value:
                return name
        name = f"c{len(self.constants) + 1}"
        self.constants[name] = value
        return name

    def _name(self, base: str) -> str:
        self._counts[base] = self._counts.get(base, 0) + 1
        return base if self._counts[base] == 1 else f"{base}{self._counts[base]}"

    def finish(self, output: str) -> None:
        """Name the output y, as the graph promises."""
        if not self.nodes or self.nodes[-1].outputs != (output,):
            self.nodes.append(OnnxNode("Identity", (output,), ("y",)))
        else:
            self.nodes[-1] = self.nodes[-1]._replace(outputs=("y",))


def _expm1(graph: _GraphWriter, x: str) -> str:
    return graph.emit("Sub", graph.emit("Exp", x), graph.constant(1.0))


def _log1p(graph: _GraphWriter, x: str) -> str:
    return graph.emit("Log", graph.emit("Add", x, graph.constant(1.0)))


def _log_sigmoid(graph: _GraphWriter, x: str) -> str:
    return graph.emit("Neg", graph.emit("Softplus", graph.emit("Neg", x)))


def _sech(graph: _GraphWriter, x: str) -> str:
    return graph.emit("Div", graph.constant(1.0), graph.emit("Cosh", x))


def _sinc(graph: _GraphWriter, x: str) -> str:
    is_zero = graph.emit("Equal", x, graph.constant(0.0))
    divisor = graph.emit("Where", is_zero, graph.constant(1.0), x)
    quotient = graph.emit("Div", graph.emit("Sin", x), divisor)
    return graph.emit("Where", is_zero, graph.constant(1.0), quotient)


# erfc(z) = t exp(-z^2 + p(t)), t = 1 / (1 + z / 2), for z >= 0: 1.2e-7 of the value at most (Press,
# Teukolsky, Vetterling, Flannery 1992, Numerical Recipes, section 6.2). The highest power first.
_ERFC_TERMS = (
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418,
    0.37409196, 1.00002368, -1.26551223,
)  # fmt: skip


def _normal_cdf(graph: _GraphWriter, x: str) -> str:
    """Phi(x) by erfc and not by Erf: 1 + erf(x) has no digits left for negative x.

    ONNX's reference evaluator, besides, rounds Erf to float32.
    """
    size = graph.emit("Mul", graph.emit("Abs", x), graph.constant(math.sqrt(0.5)))
    half = graph.emit("Mul", size, graph.constant(0.5))
    t = graph.emit("Reciprocal", graph.emit("Add", half, graph.constant(1.0)))
    series = graph.constant(_ERFC_TERMS[0])
    for term in _ERFC_TERMS[1:]:
        series = graph.emit("Add", graph.emit("Mul", series, t), graph.constant(term))
    decay = graph.emit("Exp", graph.emit("Sub", series, graph.emit("Mul", size, size)))
    tail = graph.emit("Mul", graph.emit("Mul", t, decay), graph.constant(0.5))
    rest = graph.emit("Sub", graph.constant(1.0), tail)
    return graph.emit("Where", graph.emit("Less", x, graph.constant(0.0)), tail, rest)


def _normal_pdf(graph: _GraphWriter, x: str) -> str:
    square = graph.emit("Mul", x, x)
    decay = graph.emit("Exp", graph.emit("Mul", square, graph.constant(-0.5)))
    return graph.emit("Mul", decay, graph.constant(1.0 / math.sqrt(2.0 * math.pi)))


def _step(graph: _GraphWriter, x: str) -> str:
    is_not_below = graph.emit("GreaterOrEqual", x, graph.constant(0.0))
    return graph.emit("Where", is_not_below, graph.constant(1.0), graph.constant(0.0))


# Primitives that ONNX has no operator for, written out.
WRITTEN_OUT: dict[str, Callable[[_GraphWriter, str], str]] = {
    "expm1": _expm1,
    "log1p": _log1p,
    "log_sigmoid": _log_sigmoid,
    "sinc": _sinc,
    "sech": _sech,
    "normal_cdf": _normal_cdf,
    "normal_pdf": _normal_pdf,
    "step": _step,
}
