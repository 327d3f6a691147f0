"""A formula as code: an expression in NumPy, PyTorch, JAX or Keras, and as LaTeX."""

import math
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from actcli.formula.evaluate import evaluate
from actcli.formula.primitives import PRIMITIVES
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
    mentions_x,
)

# What each framework's expressions need above them.
IMPORTS = {
    "numpy": "import math\n\nimport numpy as np",
    "torch": "import math\n\nimport torch",
    "jax": "import math\n\nimport jax\nimport jax.numpy as jnp",
    "keras": "import math\n\nimport keras",
}

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
_NEGATIVE, _POWER, _ATOM = 3, 4, 5
_LATEX_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}
_GREEK = ("alpha", "beta", "gamma", "lambda", "mu", "sigma", "theta")


def expression(tree: Node, framework: str, parameters: Mapping[str, float]) -> str:
    """The formula as an expression in x for numpy, torch, jax or keras, parameters as numbers.

    Raises KeyError for another framework.
    """
    return _CodeWriter(framework, parameters).write(tree)[0]


def function_code(name: str, tree: Node, framework: str, parameters: Mapping[str, float]) -> str:
    """A module that runs as it is: imports and a function of x."""
    body = expression(tree, framework, parameters)
    return f"{IMPORTS[framework]}\n\n\ndef {name}(x):\n    return {body}\n"


class _CodeWriter:
    """Writes Python with no more parentheses than the precedence of its operators asks for."""

    def __init__(self, framework: str, parameters: Mapping[str, float]) -> None:
        if framework not in IMPORTS:
            raise KeyError(framework)
        self.framework = framework
        self.parameters = parameters

    def write(self, node: Node) -> tuple[str, int]:
        """The text of a part, and how tightly it binds."""
        match node:
            case Variable():
                return "x", _ATOM
            case Number(value):
                return self.number(value)
            case Constant(name):
                return f"math.{name}", _ATOM
            case Parameter(name):
                return self.number(self.parameters[name])
            case Negative(operand):
                return f"-{self.inside(operand, _NEGATIVE)}", _NEGATIVE
            case Binary(operator, left, right):
                return self.binary(operator, left, right)
            case Where(condition, chosen, otherwise):
                pieces = [self.comparison(condition), self.argument(chosen)]
                return self.spelled("where", [*pieces, self.argument(otherwise)])
            case Call(name, (argument,)) if hasattr(math, name) and not mentions_x(argument):
                # Frameworks want arrays; a constant such as sqrt(2 / pi) is Python's own.
                return f"math.{name}({self.argument(argument)})", _ATOM
            case Call(name, arguments) if not mentions_x(node):
                return self.number(float(evaluate(node, np.zeros(1), self.parameters, [0])[0][0]))
            case Call(name, arguments):
                return self.spelled(name, [self.argument(part) for part in arguments])
            case _:
                raise TypeError(f"{type(node).__name__} is no expression")

    def number(self, value: float) -> tuple[str, int]:
        if math.isinf(value):
            return ("math.inf", _ATOM) if value > 0 else ("-math.inf", _NEGATIVE)
        text = str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
        return (text, _ATOM) if value >= 0 else (text, _NEGATIVE)

    def argument(self, node: Node) -> str:
        return self.write(node)[0]

    def inside(self, node: Node, at_least: int) -> str:
        text, binds = self.write(node)
        return text if binds >= at_least else f"({text})"

    def binary(self, operator: str, left: Node, right: Node) -> tuple[str, int]:
        binds = _PRECEDENCE[operator]
        if operator == "**":
            return f"{self.inside(left, _ATOM)}**{self.inside(right, _POWER)}", binds
        return f"{self.inside(left, binds)} {operator} {self.inside(right, binds + 1)}", binds

    def comparison(self, condition: Comparison) -> str:
        sides = [self.inside(part, 1) for part in condition.operands]
        links = [
            f"{left} {operator} {right}"
            for operator, (left, right) in zip(condition.operators, pairwise(sides), strict=True)
        ]
        return links[0] if len(links) == 1 else " & ".join(f"({link})" for link in links)

    def spelled(self, name: str, arguments: list[str]) -> tuple[str, int]:
        template: str = getattr(PRIMITIVES[name], self.framework)
        return template.format(*arguments), _ATOM


def latex(tree: Node) -> str:
    """The formula in LaTeX, parameters by name."""
    return _latex(tree)[0]


def _latex(node: Node) -> tuple[str, int]:
    """The LaTeX of a part, and how tightly it binds."""
    match node:
        case Variable():
            return "x", _ATOM
        case Number(value):
            return f"{value:g}", _ATOM
        case Constant(name):
            return (r"\pi" if name == "pi" else "e"), _ATOM
        case Parameter(name):
            return (rf"\{name}" if name in _GREEK else _upright(name)), _ATOM
        case Negative(operand):
            return f"-{_latex_inside(operand, _NEGATIVE)}", _NEGATIVE
        case Binary("/", left, right):
            return rf"\frac{{{latex(left)}}}{{{latex(right)}}}", _ATOM
        case Binary("**", left, right):
            return f"{_latex_inside(left, _ATOM)}^{{{latex(right)}}}", _POWER
        case Binary(operator, left, right):
            binds = _PRECEDENCE[operator]
            sign = r" \cdot " if operator == "*" else f" {operator} "
            return f"{_latex_inside(left, binds)}{sign}{_latex_inside(right, binds + 1)}", binds
        case Where(condition, chosen, otherwise):
            return PRIMITIVES["where"].latex.format(
                _latex_comparison(condition), latex(chosen), latex(otherwise)
            ), _ATOM
        case Call(name, arguments):
            return PRIMITIVES[name].latex.format(*map(latex, arguments)), _ATOM
        case _:
            raise TypeError(f"{type(node).__name__} is no expression")


def _upright(name: str) -> str:
    escaped = name.replace("_", r"\_")
    return rf"\mathrm{{{escaped}}}"


def _latex_inside(node: Node, at_least: int) -> str:
    text, binds = _latex(node)
    return text if binds >= at_least else rf"\left({text}\right)"


def _latex_comparison(condition: Comparison) -> str:
    pieces = [latex(condition.operands[0])]
    for operator, operand in zip(condition.operators, condition.operands[1:], strict=True):
        pieces += [_LATEX_SIGNS[operator], latex(operand)]
    return " ".join(pieces)
