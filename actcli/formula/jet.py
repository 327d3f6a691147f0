"""A formula as f, f', f'' at once: forward-mode jets that remember their rounding errors.

A jet of order n is the list [f, f', ..., up to the n-th derivative] of one part of the formula,
each a Compensated; only the orders asked for are ever computed. Primitives bring their slopes, and
everything else is the rules of sum, product, quotient, power and chain.
"""

from collections.abc import Mapping
from itertools import islice

import numpy as np

from actcli.formula.compensated import (
    ONE,
    ZERO,
    Array,
    Compensated,
    Mask,
    Number,
    add,
    collapse,
    divide,
    multiply,
    negate,
    select,
    subtract,
    where_linear,
)
from actcli.formula.powers import (
    Jet,
    SlopesOf,
    exponential_slopes,
    fractional_power,
    is_small_and_whole,
    power_slopes,
    real_power,
    root_slopes,
)
from actcli.formula.primitives import SLOPES, SLOPES_OF_PAIRS, Scaled, as_scaled, scaled
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Parameter,
    Variable,
    Where,
    mentions_x,
)
from actcli.formula.tree import Number as Literal

_CONSTANTS = {
    "pi": Compensated(np.pi, 1.2246467991473532e-16),
    "e": Compensated(np.e, 1.4456468917292502e-16),
}
_ROUNDING = 1e-14  # two slopes that differ by less are taken for one


def jet(node: Node, x: Array, parameters: Mapping[str, float], order: int) -> list[Array]:
    """f, f', ... up to `order` (0 to 2) of a formula's tree at finite x, each an array like x.

    At a kink f' is the slope of the branch that the formula chooses and f'' is 0; where f' is the
    same on both sides f'' is the chosen branch's.
    """
    reader = _JetReader(x, parameters, order)
    result = [_as_array(collapse(part), x) for part in reader.read(node)]
    if order >= 2 and reader.tied.any():
        _clear_second_slope_at_kinks(node, x, parameters, result, reader.tied)
    return result


def _clear_second_slope_at_kinks(
    node: Node, x: Array, parameters: Mapping[str, float], result: list[Array], tied: Mask
) -> None:
    """Set f'' to 0 where f' would differ if every tie were decided the other way."""
    places = np.nonzero(tied)
    here = result[1][places]
    reader = _JetReader(x[places], parameters, 1, other_side=True)
    there = _as_array(collapse(reader.read(node)[1]), x[places])
    jumps = np.abs(here - there) > _ROUNDING * np.maximum(np.abs(here), np.abs(there))
    result[2][places] = np.where(jumps, 0.0, result[2][places])


def _as_array(number: Number, x: Array) -> Array:
    array: Array = np.array(np.broadcast_to(number, x.shape), dtype=np.float64)
    return array


class _JetReader:
    """Reads a tree into jets at given x; remembers where a selection was decided by a tie."""

    def __init__(
        self, x: Array, parameters: Mapping[str, float], order: int, other_side: bool = False
    ) -> None:
        self.x = x
        self.parameters = parameters
        self.order = order
        self.other_side = other_side
        self.tied: Mask = np.zeros(x.shape, dtype=bool)

    def read(self, node: Node) -> Jet:
        match node:
            case Variable():
                return [Compensated(self.x), ONE, ZERO][: self.order + 1]
            case Literal(value):
                return self.constant(Compensated(value))
            case Constant(name):
                return self.constant(_CONSTANTS[name])
            case Parameter(name):
                return self.constant(Compensated(self.parameters[name]))
            case Negative(operand):
                return [negate(part) for part in self.read(operand)]
            case Binary("**", base, exponent):
                return self.power(base, exponent)
            case Binary(operator, left, right):
                return _ARITHMETIC[operator](self.read(left), self.read(right))
            case Where(condition, chosen, otherwise):
                holds = self.compare(condition)
                return self.select(holds, self.read(chosen), self.read(otherwise))
            case Call(name, arguments):
                return self.call(name, arguments)
            case _:
                raise TypeError(f"{type(node).__name__} has no value")

    def constant(self, value: Compensated) -> Jet:
        return [value, ZERO, ZERO][: self.order + 1]

    def call(self, name: str, arguments: tuple[Node, ...]) -> Jet:
        match name:
            case "sqrt":
                return self.chain(root_slopes, self.read(arguments[0]))
            case "abs":
                return self.absolute(self.read(arguments[0]))
            case "sign":
                return self.constant(Compensated(self.sign(self.read(arguments[0])[0].value)))
            case "step":
                return self.step(self.read(arguments[0])[0].value)
            case "min" | "max":
                return self.extremum(name, *arguments)
            case "clip":
                return self.clip(*arguments)
            case _:
                return self.chain(_primitive_slopes(name), self.read(arguments[0]))

    def chain(self, slopes: SlopesOf, inner: Jet) -> Jet:
        """The chain rule; a zero outer slope ends it, whatever the inner one is."""
        outer = slopes(inner[0], self.order)
        result = [outer[0].settled()]
        if self.order >= 1:
            result.append(_ending_product(outer[1], inner[1]))
        if self.order >= 2 and outer[2] is outer[1]:
            # An exponential: taken out as a factor, it cannot blur what the two terms cancel to.
            bent = add(multiply(inner[1], inner[1]), inner[2])
            result.append(_ending_product(outer[1], bent))
        elif self.order >= 2:
            bent = _ending_product(outer[2], multiply(inner[1], inner[1]))
            result.append(add(bent, _ending_product(outer[1], inner[2])))
        return result

    def power(self, base: Node, exponent: Node) -> Jet:
        if mentions_x(exponent):
            return self.general_power(base, exponent)
        inner, constant = self.read(base), self.read(exponent)[0]
        nearest = float(np.asarray(collapse(constant)))
        if nearest == 0.5 or is_small_and_whole(nearest):
            return self.chain(power_slopes(nearest), inner)
        result = fractional_power(inner, constant)
        # Where the base is 0, below 0 or infinite, the rules for any power say what holds.
        known = np.isfinite(sum(np.asarray(part.value) for part in result))
        if known.all():
            return result
        return self.select(known, result, self.chain(power_slopes(nearest), inner))

    def general_power(self, base: Node, exponent: Node) -> Jet:
        """f = u**v has the slopes f L' and f (L'^2 + L''), where L = v log u."""
        lower, upper = self.read(base), self.read(exponent)
        if not mentions_x(base):
            return self.chain(exponential_slopes(lower[0]), upper)
        inside = _product(upper, self.chain(_primitive_slopes("log"), lower))
        value = real_power(lower[0], upper[0])
        result = [value]
        if self.order >= 1:
            result.append(multiply(value, inside[1]))
        if self.order >= 2:
            result.append(multiply(value, add(multiply(inside[1], inside[1]), inside[2])))
        return result

    def compare(self, comparison: Comparison) -> Mask:
        operands = [self.read(operand)[0] for operand in comparison.operands]
        # Where no x is compared, equality is no kink: it is so for every x.
        varies = any(mentions_x(operand) for operand in comparison.operands)
        turned = self.other_side and varies
        holds: Mask = np.ones(self.x.shape, dtype=bool)
        tied: Mask = np.zeros(self.x.shape, dtype=bool)
        for operator, left, right in zip(
            comparison.operators, operands, operands[1:], strict=False
        ):
            difference = _difference(left, right)
            equal = difference == 0.0
            tied |= equal
            holds &= _COMPARISONS[operator](difference, 0.0) ^ (equal & turned)
        if varies:
            self.tied |= tied
        return holds

    def select(self, holds: Mask, chosen: Jet, otherwise: Jet) -> Jet:
        return [select(holds, one, other) for one, other in zip(chosen, otherwise, strict=True)]

    def absolute(self, inner: Jet) -> Jet:
        value = inner[0].value
        sign = self.sign(value)
        result = [Compensated(np.abs(value), _times(sign, inner[0].correction))]
        return result + [multiply(Compensated(sign), part) for part in inner[1:]]

    def sign(self, value: Number) -> Array:
        """-1, 0 or 1; at 0 the other side is 1."""
        signs = np.sign(np.asarray(value, dtype=np.float64))
        tied = signs == 0.0
        self.tied |= tied
        return np.where(tied, 1.0, signs) if self.other_side else signs

    def step(self, value: Number) -> Jet:
        """0 below 0, 1 at and above it."""
        places = np.asarray(value, dtype=np.float64)
        self.tied |= places == 0.0
        holds = places > 0.0 if self.other_side else places >= 0.0
        return self.constant(Compensated(np.where(holds, 1.0, 0.0)))

    def extremum(self, name: str, left: Node, right: Node) -> Jet:
        one, other = self.read(left), self.read(right)
        difference = _difference(one[0], other[0])
        tied = difference == 0.0
        self.tied |= tied
        takes_left = difference < 0.0 if name == "min" else difference > 0.0
        # At a tie the constant wins: relu'(0) = 0.
        left_wins_ties = not mentions_x(left)
        if left_wins_ties != self.other_side:
            takes_left = takes_left | tied
        return self.select(takes_left, one, other)

    def clip(self, argument: Node, low: Node, high: Node) -> Jet:
        inner, least, most = self.read(argument), self.read(low), self.read(high)
        above = _difference(inner[0], least[0])
        below = _difference(most[0], inner[0])
        self.tied |= (above == 0.0) | (below == 0.0)
        if self.other_side:
            return self.select(above < 0.0, least, self.select(below < 0.0, most, inner))
        return self.select(above <= 0.0, least, self.select(below <= 0.0, most, inner))


def _ending_product(outer: Scaled, inner: Compensated) -> Compensated:
    """outer * inner, and 0 where either is 0 even if the other is infinite."""
    product = scaled(multiply(outer.number, inner), outer.scale)
    if np.isfinite(np.sum(product.value)):
        return product
    ended = (np.asarray(outer.number.value) == 0.0) | (np.asarray(inner.value) == 0.0)
    return select(ended, ZERO, product)


def _times(factor: Number, correction: Number | None) -> Number | None:
    return None if correction is None else factor * correction


def _difference(left: Compensated, right: Compensated) -> Array:
    """left - right with the right sign even where the two round to the same double."""
    return np.asarray(collapse(subtract(left, right)), dtype=np.float64)


def _sum(left: Jet, right: Jet) -> Jet:
    return [add(one, other) for one, other in zip(left, right, strict=True)]


def _subtraction(left: Jet, right: Jet) -> Jet:
    return [subtract(one, other) for one, other in zip(left, right, strict=True)]


def _product(left: Jet, right: Jet) -> Jet:
    """(uv)' = u'v + uv', (uv)'' = u''v + 2u'v' + uv''."""
    result = [multiply(left[0], right[0])]
    if len(left) > 1:
        result.append(add(multiply(left[1], right[0]), multiply(left[0], right[1])))
    if len(left) > 2:
        outer = add(multiply(left[2], right[0]), multiply(left[0], right[2]))
        result.append(add(outer, multiply(Compensated(2.0), multiply(left[1], right[1]))))
    return result


def _quotient(left: Jet, right: Jet) -> Jet:
    """With q = u/v: q' = (u' - qv')/v, q'' = (u'' - 2q'v' - qv'')/v."""
    quotient = divide(left[0], right[0])
    result = [quotient]
    if len(left) > 1:
        first = divide(subtract(left[1], multiply(quotient, right[1])), right[0])
        result.append(first)
    if len(left) > 2:
        bent = multiply(Compensated(2.0), multiply(first, right[1]))
        rest = subtract(subtract(left[2], bent), multiply(quotient, right[2]))
        result.append(divide(rest, right[0]))
    # Over a divisor that has overflowed, what is finite has gone to 0, and its slopes with it.
    vanished = np.isinf(right[0].value) & np.isfinite(left[0].value)
    if not vanished.any():
        return result
    return [quotient, *(select(vanished, ZERO, part) for part in result[1:])]


_ARITHMETIC = {"+": _sum, "-": _subtraction, "*": _product, "/": _quotient}
_COMPARISONS = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}


def _primitive_slopes(name: str) -> SlopesOf:
    if name in SLOPES_OF_PAIRS:
        return _slopes_of_pairs(name)
    generate = SLOPES[name]

    def slopes(at: Compensated, order: int) -> list[Scaled]:
        correction = None if at.correction is None else where_linear(at.correction)
        count = order + 1 if correction is None else order + 2
        known = [*map(as_scaled, islice(generate(np.asarray(at.value)), count))]
        return [_carried(known, n, correction) for n in range(order + 1)]

    return slopes


def _slopes_of_pairs(name: str) -> SlopesOf:
    generate = SLOPES_OF_PAIRS[name]

    def slopes(at: Compensated, order: int) -> list[Scaled]:
        pair = Compensated(np.asarray(at.value), at.correction)
        return [*map(as_scaled, islice(generate(pair), order + 1))]

    return slopes


def _carried(slopes: list[Scaled], n: int, correction: Number | None) -> Scaled:
    """The n-th slope with the argument's correction passed on through the next one."""
    if correction is None:
        return slopes[n]
    here, above = slopes[n], slopes[n + 1]
    carried = above.number.value * (above.scale / here.scale) * correction
    own = here.number.correction
    return Scaled(
        Compensated(here.number.value, carried if own is None else own + carried), here.scale
    )
