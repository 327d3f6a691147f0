"""A formula as a framework computes it: every operation rounded to a low precision.

Values are kept as float64 arrays whose every number is one of the dtype's, so that one walk of the
tree serves all dtypes. A sum, product, quotient or root computed in float64 and rounded once more
is the correctly rounded one: float64 has more than twice the digits of the others and two to spare
(Figueroa 1995, When is double rounding innocuous?). A primitive counts as one operation, its
accurate float64 value rounded once.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actcli.errors import ActcliError, did_you_mean
from actcli.formula.compensated import Array, Mask
from actcli.formula.evaluate import evaluate
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

Ordinals = NDArray[np.int64]

DTYPES = ("float16", "bfloat16", "float32", "float64")
_CONSTANTS = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True)
class Precision:
    """A floating-point dtype: how numbers are rounded to it, and in what order it has them.

    `bits` counts the digits of a normal number, the first one included.
    """

    name: str
    storage: np.dtype[Any]
    integer: np.dtype[Any]
    bits: int
    smallest_normal: float
    largest: float

    @property
    def smallest(self) -> float:
        """The smallest number above 0, a subnormal."""
        return math.ldexp(self.smallest_normal, 1 - self.bits)

    def rounded(self, values: Array) -> Array:
        """The dtype's numbers nearest to float64 values, ties to even, ±inf beyond the largest."""
        values = np.asarray(values)
        if self.name == "float64":
            return values
        with np.errstate(all="ignore"):
            # ml_dtypes takes float64 by way of float32, which would round twice.
            source = _odd_float32(values) if self.name == "bfloat16" else values
            rounded: Array = source.astype(self.storage).astype(np.float64)
        return rounded

    def spacing(self, values: Array) -> Array:
        """The unit in the last place at float64 values: the distance of the dtype's numbers there.

        Among the subnormals it is the smallest one, beyond the largest number what it is there.
        """
        sizes = np.clip(np.abs(values), self.smallest_normal, self.largest)
        unit: Array = np.ldexp(1.0, np.frexp(sizes)[1] - self.bits)
        return unit

    def values_of(self, ordinals: Ordinals) -> Array:
        """The numbers with these places in the dtype's order: 0 is 0, 1 the smallest above it."""
        sizes = np.abs(ordinals).astype(self.integer).view(self.storage).astype(np.float64)
        return np.where(ordinals < 0, -sizes, sizes)

    def ordinals_of(self, values: Array) -> Ordinals:
        """The place of each number of the dtype in its order; -0.0 has that of 0."""
        sizes = np.abs(values).astype(self.storage).view(self.integer).astype(np.int64)
        return np.where(values < 0.0, -sizes, sizes)


def precision(name: str) -> Precision:
    """The dtype of that name.

    Raises ActcliError for a name that is not known, and where bfloat16 lacks its extra.
    """
    match name:
        case "float16":
            return _of_numpy(name, np.float16, np.uint16)
        case "bfloat16":
            return _bfloat16()
        case "float32":
            return _of_numpy(name, np.float32, np.uint32)
        case "float64":
            return _of_numpy(name, np.float64, np.uint64)
        case _:
            known = f"choose among {', '.join(DTYPES)}"
            raise ActcliError(f"there is no dtype {name!r}", did_you_mean(name, DTYPES) or known)


def is_installed(name: str) -> bool:
    """Whether a known dtype can be had: bfloat16 comes with an extra."""
    if name != "bfloat16":
        return True
    try:
        import ml_dtypes  # noqa: F401
    except ImportError:
        return False
    return True


def _of_numpy(name: str, storage: type[np.floating[Any]], integer: type[Any]) -> Precision:
    limits = np.finfo(storage)
    return Precision(
        name,
        np.dtype(storage),
        np.dtype(integer),
        limits.nmant + 1,
        float(limits.smallest_normal),
        float(limits.max),
    )


def _bfloat16() -> Precision:
    try:
        import ml_dtypes
    except ImportError:
        raise ActcliError(
            "bfloat16 needs the extra dtypes, which is not installed",
            "pip install 'actcli[dtypes]'",
        ) from None
    # The exponents of float32 with 8 digits: the upper half of its bits.
    largest = (2.0 - 2.0**-7) * 2.0**127
    storage, integer = np.dtype(ml_dtypes.bfloat16), np.dtype(np.uint16)
    return Precision("bfloat16", storage, integer, 8, 2.0**-126, largest)


def _odd_float32(values: Array) -> NDArray[np.float32]:
    """float32 next to each value, the one with an odd last bit where it is not exact.

    Rounded to fewer digits afterwards, it gives what a single rounding gives (Boldo and Melquiond
    2008, Emulation of a FMA and correctly rounded sums).
    """
    near = np.atleast_1d(values).astype(np.float32)
    sizes, wanted = np.abs(near).astype(np.float64), np.abs(np.atleast_1d(values))
    bits = near.view(np.uint32)
    # Towards zero first: where the nearest lies beyond the value it is one step back.
    bits = bits - (sizes > wanted)
    inexact = (sizes != wanted) & ~np.isnan(wanted)
    odd: NDArray[np.float32] = np.where(inexact, bits | 1, bits).astype(np.uint32).view(np.float32)
    return odd.reshape(np.shape(values))


def evaluate_native(
    tree: Node, x: Array, parameters: Mapping[str, float], dtype: Precision
) -> Array:
    """f at x with every operation rounded to the dtype: a float64 array of x's shape.

    x, parameters and the numbers of the formula are rounded first. Selections choose and do not
    round; what overflows goes on as ±inf, and NaN goes through min, max and clip.
    """
    with np.errstate(all="ignore"):
        value = _NativeReader(dtype.rounded(x), parameters, dtype).read(tree)
    return np.array(np.broadcast_to(value, np.shape(x)), dtype=np.float64)


class _NativeReader:
    """Reads a tree into values of the dtype, a part at a time."""

    def __init__(self, x: Array, parameters: Mapping[str, float], dtype: Precision) -> None:
        self.x = x
        self.parameters = parameters
        self.dtype = dtype

    def read(self, node: Node) -> Array:
        match node:
            case Variable():
                return self.x
            case Number(value):
                return self.number(value)
            case Constant(name):
                return self.number(_CONSTANTS[name])
            case Parameter(name):
                return self.number(self.parameters[name])
            case Negative(operand):
                return -self.read(operand)
            case Binary("**", base, exponent):
                return self.power(self.read(base), self.read(exponent), mentions_x(exponent))
            case Binary(operator, left, right):
                return self.dtype.rounded(_OPERATIONS[operator](self.read(left), self.read(right)))
            case Where(condition, chosen, otherwise):
                holds = self.compare(condition)
                return np.where(holds, self.read(chosen), self.read(otherwise))
            case Call(name, arguments):
                return self.call(name, [self.read(argument) for argument in arguments])
            case _:
                raise TypeError(f"{type(node).__name__} has no value")

    def number(self, value: float) -> Array:
        return self.dtype.rounded(np.asarray(value, dtype=np.float64))

    def power(self, base: Array, exponent: Array, varies: bool) -> Array:
        """One operation; with an exponent that varies it has no value below 0, as everywhere."""
        value = np.power(base, exponent)
        return self.dtype.rounded(np.where(varies & (base < 0.0), np.nan, value))

    def compare(self, comparison: Comparison) -> Mask:
        operands = pairwise(map(self.read, comparison.operands))
        holds: Mask = np.ones(np.shape(self.x), dtype=bool)
        for operator, (left, right) in zip(comparison.operators, operands, strict=True):
            holds = holds & _COMPARISONS[operator](left, right)
        return holds

    def call(self, name: str, arguments: list[Array]) -> Array:
        first = arguments[0]
        match name:
            case "abs":
                return np.abs(first)
            case "sign":
                return np.sign(first)
            case "step":
                return np.where(np.isnan(first), np.nan, np.where(first >= 0.0, 1.0, 0.0))
            case "min":
                return np.minimum(*arguments)
            case "max":
                return np.maximum(*arguments)
            case "clip":
                return np.minimum(np.maximum(first, arguments[1]), arguments[2])
            case "sqrt":
                return self.dtype.rounded(np.sqrt(first))
            case _:
                # At ±inf, where an operation before has overflowed, it is the primitive's limit.
                value = evaluate(Call(name, (Variable(),)), first, {}, [0])[0]
                return self.dtype.rounded(value)


_Operation = Callable[[Array, Array], Array]
_OPERATIONS: dict[str, _Operation] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.true_divide,
}
_COMPARISONS: dict[str, Callable[[Array, Array], Mask]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
