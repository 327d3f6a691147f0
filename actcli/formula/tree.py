"""The parts a parsed formula is made of, and small questions about them; needs no NumPy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A part of a formula; `children` are the parts inside it."""

    @property
    def children(self) -> tuple["Node", ...]:
        """The parts inside this one, left to right."""
        return ()


@dataclass(frozen=True)
class Variable(Node):
    """The input x."""


@dataclass(frozen=True)
class Number(Node):
    """A number as written: exactly the double nearest to its text."""

    value: float


@dataclass(frozen=True)
class Constant(Node):
    """pi or e, exact to twice the digits of a double."""

    name: str


@dataclass(frozen=True)
class Parameter(Node):
    """A named number that the catalogue entry or the user sets."""

    name: str


@dataclass(frozen=True)
class Negative(Node):
    """-operand."""

    operand: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)


@dataclass(frozen=True)
class Binary(Node):
    """left operator right, the operator one of + - * / **."""

    operator: str
    left: Node
    right: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Left, right."""
        return (self.left, self.right)


@dataclass(frozen=True)
class Call(Node):
    """A primitive applied to its arguments."""

    name: str
    arguments: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The arguments."""
        return self.arguments


@dataclass(frozen=True)
class Comparison(Node):
    """A chain such as -1 < x <= 1: n + 1 operands and n operators."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True)
class Where(Node):
    """`chosen` where the condition holds, `otherwise` elsewhere."""

    condition: Comparison
    chosen: Node
    otherwise: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Condition, chosen, otherwise."""
        return (self.condition, self.chosen, self.otherwise)


@dataclass(frozen=True)
class Formula:
    """A line of text and the tree that it was parsed to."""

    text: str
    tree: Node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    for child in node.children:
        yield from walk(child)


def mentions_x(node: Node) -> bool:
    """Whether the value of the node can depend on x."""
    return any(isinstance(part, Variable) for part in walk(node))


def parameter_names(node: Node) -> set[str]:
    """The parameters that occur in the node."""
    return {part.name for part in walk(node) if isinstance(part, Parameter)}


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
