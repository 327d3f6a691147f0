"""A formula as a Python module of NumPy, PyTorch, JAX or Keras that runs as it is."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from actcli.formula.constant import constant_value
from actcli.formula.simplify import is_number, with_numbers
from actcli.formula.spellings import HELPERS, SPELLINGS
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Parameter,
    Variable,
    Where,
    varies,
)

PYTHON_FRAMEWORKS = ("numpy", "torch", "keras", "jax")

# What a module imports for each first part of the dotted names in it, in this order.
_IMPORTS = {
    "math": "import math",
    "np": "import numpy as np",
    "torch": "import torch",
    "keras": "import keras",
    "jax": "import jax",
    "jnp": "import jax.numpy as jnp",
}
_HALVES = {
    "numpy": "np.split(x, 2, axis=-1)",
    "torch": "torch.chunk(x, 2, dim=-1)",
    "keras": "keras.ops.split(x, 2, axis=-1)",
    "jax": "jnp.split(x, 2, axis=-1)",
}
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
_NEGATIVE, _POWER, _ATOM = 3, 4, 5


def function_code(name: str, tree: Node, framework: str, parameters: Mapping[str, float]) -> str:
    """A module of numpy, torch, jax or keras: imports and `def name(x)`, parameters as numbers.

    Raises KeyError for another framework.
    """
    writer = _CodeWriter(framework, name)
    tree = with_numbers(tree, parameters)
    if isinstance(tree, Call) and tree.arguments == (Variable(),):
        own_body = HELPERS[framework].get(tree.name)
        if own_body:
            return module([definition(name, own_body)])
    return writer.module(f"return {writer.argument(tree)}")


def definition(name: str, body: str) -> str:
    """A function of x whose body is the given lines."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return f"def {name}(x):\n{lines}\n"


def module(definitions: Iterable[str]) -> str:
    """Functions under the imports that they need."""
    code = "\n\n".join(definitions)
    imports = _imports_for(code)
    return f"{imports}\n\n\n{code}" if imports else code


def _imports_for(code: str) -> str:
    """The import lines for the modules that a piece of code names."""
    named = {root for root in _IMPORTS if re.search(rf"(?<![\w.]){re.escape(root)}\.", code)}
    standard = [_IMPORTS["math"]] if "math" in named else []
    others = sorted(_IMPORTS[root] for root in named - {"math"})
    return "\n\n".join("\n".join(group) for group in (standard, others) if group)


def python_number(value: float) -> tuple[str, int]:
    """A number as an expression of Python, and how tightly that binds."""
    if math.isinf(value):
        return ("math.inf", _ATOM) if value > 0 else ("-math.inf", _NEGATIVE)
    text = str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    return (text, _ATOM) if value >= 0 else (text, _NEGATIVE)


def gated_code(name: str, framework: str, halves: tuple[str, str], product: Node) -> str:
    """A module whose function halves x and returns a product of the named halves."""
    writer = _CodeWriter(framework, name)
    split = f"{', '.join(halves)} = {_HALVES[framework]}"
    return writer.module(f"{split}\nreturn {writer.argument(product)}")


class _CodeWriter:
    """Writes Python with no more parentheses than the precedence of its operators asks for."""

    def __init__(self, framework: str, name: str) -> None:
        self.framework = framework
        self.name = name
        self.used: dict[str, None] = {}  # helpers, in the order of their first call

    def module(self, body: str) -> str:
        """A module of the function with this body, below the helpers that were called in it."""
        bodies = HELPERS[self.framework]
        helpers = [definition(self.helper(used), bodies[used]) for used in self.used]
        return module([*helpers, definition(self.name, body)])

    def write(self, node: Node) -> tuple[str, int]:
        """The text of a part, and how tightly it binds."""
        match node:
            case Variable():
                return "x", _ATOM
            case Number(value):
                return python_number(value)
            case Constant(name):
                return f"math.{name}", _ATOM
            case Parameter(array):  # the name of another array, such as a half of x
                return array, _ATOM
            case Negative(operand):
                return f"-{self.inside(operand, _NEGATIVE)}", _NEGATIVE
            case Binary(operator, left, right):
                return self.binary(operator, left, right)
            case Call(name, (argument,)) if hasattr(math, name) and not varies(argument):
                # Frameworks want arrays; a constant such as sqrt(2 / pi) is Python's own.
                return f"math.{name}({self.argument(argument)})", _ATOM
            case Call() | Where() if not varies(node):
                return python_number(constant_value(node))
            case Where(condition, chosen, otherwise):
                return self.where(self.comparison(condition), chosen, otherwise), _ATOM
            case Call("min" | "max" | "clip" as name, arguments):
                return self.bounded(name, arguments), _ATOM
            case Call(name, arguments):
                return self.spelled(name, [self.argument(part) for part in arguments]), _ATOM
            case _:
                raise TypeError(f"{type(node).__name__} is no expression")

    def argument(self, node: Node) -> str:
        return self.write(node)[0]

    def inside(self, node: Node, at_least: int) -> str:
        text, binds = self.write(node)
        return text if binds >= at_least else f"({text})"

    def binary(self, operator: str, left: Node, right: Node) -> tuple[str, int]:
        binds = _PRECEDENCE[operator]
        if operator == "**":
            # A minus in front of a power binds last in Python too, yet x**2 is read faster alone.
            return f"{self.inside(left, _ATOM)}**{self.inside(right, _NEGATIVE)}", binds
        return f"{self.inside(left, binds)} {operator} {self.inside(right, binds + 1)}", binds

    def comparison(self, condition: Comparison) -> str:
        sides = [self.inside(part, 1) for part in condition.operands]
        links = [
            f"{left} {operator} {right}"
            for operator, (left, right) in zip(condition.operators, pairwise(sides), strict=True)
        ]
        return links[0] if len(links) == 1 else " & ".join(f"({link})" for link in links)

    def where(self, condition: str, chosen: Node, otherwise: Node) -> str:
        if self.framework == "torch" and is_number(chosen, 1) and is_number(otherwise, 0):
            return f"({condition}).to(x.dtype)"
        if varies(chosen) or varies(otherwise):
            pieces = [self.argument(chosen), self.argument(otherwise)]
        else:
            pieces = self.constant_branches(chosen, otherwise)
        return self.spelled("where", [condition, *pieces])

    def constant_branches(self, chosen: Node, otherwise: Node) -> list[str]:
        """Two numbers to choose from, so written that the result has the dtype of x."""
        numbers = [repr(constant_value(node)) for node in (chosen, otherwise)]
        if self.framework == "torch":
            return [numbers[0], f"torch.full_like(x, {numbers[1]})"]
        return numbers

    def bounded(self, name: str, arguments: Sequence[Node]) -> str:
        """min, max or clip; torch bounds by numbers with clamp, by tensors with minimum."""
        texts = [self.argument(node) for node in arguments]
        fixed = [not varies(node) for node in arguments]
        if name == "clip" and any(fixed[1:]) and not all(fixed[1:]):
            value, low, high = arguments
            return self.bounded("min", (Call("max", (value, low)), high))
        if name == "clip":
            return self.spelled("clip", texts)
        if any(fixed) and self.framework in ("torch", "keras"):
            bound, array = (0, 1) if fixed[0] else (1, 0)
            return self.bounded_by_number(name, texts[array], arguments[bound])
        if self.framework == "keras":  # keras.ops.maximum would return float32 on PyTorch
            a, b = (self.inside(node, 1) for node in arguments)
            return f"keras.ops.where({a} {'<' if name == 'min' else '>'} {b}, {a}, {b})"
        if fixed[0]:  # np.maximum(x, 0), however the formula has it
            texts.reverse()
        return self.spelled(name, texts)

    def bounded_by_number(self, name: str, array: str, bound: Node) -> str:
        """min or max with a number; keras.ops.maximum(x, 0) would return float32 on PyTorch."""
        number = self.argument(bound)
        if self.framework == "torch":
            return f"torch.clamp({array}, {'max' if name == 'min' else 'min'}={number})"
        if name == "max" and is_number(bound, 0):
            return f"keras.ops.relu({array})"
        low, high = ("-math.inf", number) if name == "min" else (number, "math.inf")
        return f"keras.ops.clip({array}, {low}, {high})"

    def spelled(self, name: str, arguments: Sequence[str]) -> str:
        template: str = getattr(SPELLINGS[name], self.framework)
        if "." not in template.partition("(")[0] and name in HELPERS[self.framework]:
            self.used[name] = None
            return f"{self.helper(name)}({', '.join(arguments)})"
        return template.format(*arguments)

    def helper(self, name: str) -> str:
        """What a helper is called beside the function itself."""
        return f"_{name}" if name == self.name else name
