"""The parts a parsed formula is made of, and small questions about them; needs no NumPy.

The parts are NamedTuples and not dataclasses: ten of these would take 5 ms of every start.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Union

Node = Union[
    "Variable",
    "Number",
    "Constant",
    "Parameter",
    "Negative",
    "Binary",
    "Call",
    "Comparison",
    "Where",
]


class Variable(NamedTuple):
    """The input x."""


class Number(NamedTuple):
    """A number as written: exactly the double nearest to its text."""

    value: float


class Constant(NamedTuple):
    """pi or e, exact to twice the digits of a double."""

    name: str


class Parameter(NamedTuple):
    """A named number that the catalogue entry or the user sets."""

    name: str


class Negative(NamedTuple):
    """-operand."""

    operand: Node


class Binary(NamedTuple):
    """left operator right, the operator one of + - * / **."""

    operator: str
    left: Node
    right: Node


class Call(NamedTuple):
    """A primitive applied to its arguments."""

    name: str
    arguments: tuple[Node, ...]


class Comparison(NamedTuple):
    """A chain such as -1 < x <= 1: n + 1 operands and n operators."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]


class Where(NamedTuple):
    """`chosen` where the condition holds, `otherwise` elsewhere."""

    condition: Comparison
    chosen: Node
    otherwise: Node


class Formula(NamedTuple):
    """A line of text and the tree that it was parsed to."""

    text: str
    tree: Node


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly inside a part, left to right."""
    match node:
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Comparison(_, operands):
            return operands
        case Where(condition, chosen, otherwise):
            return (condition, chosen, otherwise)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, from left to right, each before what is inside it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(children(part))


def depth_of(node: Node) -> int:
    """How many parts stand inside one another, the node itself counted."""
    depth, level = 0, [node]
    while level:
        depth, level = depth + 1, [child for part in level for child in children(part)]
    return depth


def mentions_x(node: Node) -> bool:
    """Whether the value of the node can depend on x."""
    return any(isinstance(part, Variable) for part in walk(node))


def varies(node: Node) -> bool:
    """Whether the value depends on x, or on a parameter that no number stands for yet."""
    return any(isinstance(part, Variable | Parameter) for part in walk(node))


def substitute(node: Node, variable: Node, parameters: Mapping[str, Node]) -> Node:
    """The node with `variable` in place of x and the given nodes in place of its parameters."""

    def replaced(part: Node) -> Node:
        match part:
            case Variable():
                return variable
            case Parameter(name):
                return parameters.get(name, part)
            case Negative(operand):
                return Negative(replaced(operand))
            case Binary(operator, left, right):
                return Binary(operator, replaced(left), replaced(right))
            case Call(name, arguments):
                return Call(name, tuple(map(replaced, arguments)))
            case Where(condition, chosen, otherwise):
                return Where(replaced_comparison(condition), replaced(chosen), replaced(otherwise))
            case _:
                return part

    def replaced_comparison(comparison: Comparison) -> Comparison:
        return Comparison(comparison.operators, tuple(map(replaced, comparison.operands)))

    return replaced(node)
