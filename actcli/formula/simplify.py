"""A formula with its parameters set, and without what they make idle: 1 * x, x / 1, x > inf.

What a person would not have written is left out before a formula is written as code. Only steps
that change no value are taken, so 0 * x stays: it is NaN where x is.
"""

import math
from collections.abc import Mapping

from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Negative,
    Node,
    Number,
    Variable,
    Where,
    substitute,
)

_LARGEST_FOLDED = 2.0**53


def with_numbers(tree: Node, parameters: Mapping[str, float]) -> Node:
    """The formula with numbers in place of its parameters, simplified."""
    numbers: dict[str, Node] = {name: Number(value) for name, value in parameters.items()}
    return simplified(substitute(tree, Variable(), numbers))


def simplified(node: Node) -> Node:
    """The node without idle parts; equal to it wherever it is defined."""
    match node:
        case Negative(operand):
            return _negated(simplified(operand))
        case Binary(operator, left, right):
            return _binary(operator, simplified(left), simplified(right))
        case Call(name, arguments):
            return _call(name, tuple(map(simplified, arguments)))
        case Where(condition, chosen, otherwise):
            return _where(
                Comparison(condition.operators, tuple(map(simplified, condition.operands))),
                simplified(chosen),
                simplified(otherwise),
            )
        case _:
            return node


def is_number(node: Node, value: float) -> bool:
    """Whether the node is that very number."""
    return isinstance(node, Number) and node.value == value


def _is_infinite(node: Node, sign: int) -> bool:
    return is_number(node, sign * math.inf)


def _negated(node: Node) -> Node:
    match node:
        case Number(value):
            return Number(-value)
        case Negative(operand):
            return operand
        case _:
            return Negative(node)


def _is_below_zero(node: Node) -> bool:
    return isinstance(node, Negative) or (isinstance(node, Number) and node.value < 0)


def _binary(operator: str, left: Node, right: Node) -> Node:
    folded = _folded(operator, left, right)
    if folded is not None:
        return folded
    match operator:
        case "+" | "-" if is_number(right, 0):
            return left
        case "+" if is_number(left, 0):
            return right
        case "-" if is_number(left, 0):
            return _negated(right)
        case "+" | "-" if _is_below_zero(right):
            return Binary("-" if operator == "+" else "+", left, _negated(right))
        case "*" | "/" | "**" if is_number(right, 1):
            return left
        case "*" | "/" if is_number(right, -1):
            return _negated(left)
        case "*" if is_number(left, 1):
            return right
        case "*" if is_number(left, -1):
            return _negated(right)
        case _:
            return Binary(operator, left, right)


def _folded(operator: str, left: Node, right: Node) -> Number | None:
    """The result of + - * on two whole numbers, where it is exact."""
    if not isinstance(left, Number) or not isinstance(right, Number) or operator not in "+-*":
        return None
    a, b = left.value, right.value
    value = {"+": a + b, "-": a - b, "*": a * b}[operator]
    if a.is_integer() and b.is_integer() and abs(value) <= _LARGEST_FOLDED:
        return Number(value)
    return None


def _call(name: str, arguments: tuple[Node, ...]) -> Node:
    match name, arguments:
        case "min", (a, bound) | (bound, a) if _is_infinite(bound, 1):
            return a
        case "max", (a, bound) | (bound, a) if _is_infinite(bound, -1):
            return a
        case "clip", (a, low, high) if _is_infinite(high, 1):
            return _call("max", (a, low))
        case "clip", (a, low, high) if _is_infinite(low, -1):
            return _call("min", (a, high))
        case "min", (Call("max", (a, Number(low))), Number(high)) if low <= high:
            return Call("clip", (a, Number(low), Number(high)))
        case _:
            return Call(name, arguments)


def _where(condition: Comparison, chosen: Node, otherwise: Node) -> Node:
    decided = _decided(condition)
    if decided is None:
        return Where(condition, chosen, otherwise)
    return chosen if decided else otherwise


def _decided(condition: Comparison) -> bool | None:
    """What a comparison with an infinite number says of every finite x; None where x decides."""
    if len(condition.operators) != 1:
        return None
    left, right = condition.operands
    if isinstance(left, Number) and isinstance(right, Number):
        a, b = left.value, right.value
        return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[condition.operators[0]]
    says_less = condition.operators[0] in ("<", "<=")
    if _is_infinite(right, 1) or _is_infinite(left, -1):
        return says_less
    if _is_infinite(right, -1) or _is_infinite(left, 1):
        return not says_less
    return None
