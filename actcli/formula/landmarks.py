"""Where a formula changes its ways: breakpoints of its selections, and zeros by bisection."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import numpy as np

from actcli.formula.compensated import Array
from actcli.formula.evaluate import evaluate
from actcli.formula.tree import Binary, Call, Negative, Node, Where, walk

Function = Callable[[Array], Array]

_TINY = 2.0 ** -np.arange(60, 5, -1)
_NEAR = np.arange(1, 1025) / 32.0
_FAR = 32.0 * 2.0 ** (np.arange(1, 221) / 4.0)
_POSITIVE = np.concatenate([_TINY, _NEAR, _FAR])
# Where a function is sampled before anything is searched for: dense to 32, geometric out to 2**60
# and in to 2**-60.
GRID = np.concatenate([-_POSITIVE[::-1], [0.0], _POSITIVE])


def breakpoints(tree: Node, parameters: Mapping[str, float], points: Array) -> Array:
    """The places, sorted, where a selection of the formula (where, clip, max, ...) changes sides.

    Searched between the given ascending points, each place to the last digit.
    """
    found = [crossings(_values_of(side, parameters), points) for side in _sides(tree)]
    return np.unique(np.concatenate(found)) if found else np.empty(0)


def _values_of(tree: Node, parameters: Mapping[str, float]) -> Function:
    return lambda x: evaluate(tree, x, parameters, [0])[0]


def _sides(tree: Node) -> Iterator[Node]:
    """The expressions whose sign decides a selection."""
    for part in walk(tree):
        match part:
            case Where(condition):
                for left, right in pairwise(condition.operands):
                    yield _minus(left, right)
            case Call("min" | "max", (left, right)):
                yield _minus(left, right)
            case Call("clip", (argument, low, high)):
                yield _minus(argument, low)
                yield _minus(argument, high)
            case Call("abs" | "sign" | "step", (argument,)):
                yield argument


def _minus(left: Node, right: Node) -> Node:
    return Binary("+", left, Negative(right))


def crossings(function: Function, points: Array) -> Array:
    """The places between ascending points where a function changes sign, and the points it is 0 at.

    By bisection down to neighbouring doubles; of the two neighbours the one with the smaller value.
    """
    values = np.sign(function(points))
    changes = np.nonzero(values[:-1] * values[1:] < 0.0)[0]
    low, high = points[changes], points[changes + 1]
    low_sign = values[changes]
    for _ in range(80):
        middle = low + (high - low) / 2.0
        below = np.sign(function(middle)) == low_sign
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    nearer = np.abs(function(low)) < np.abs(function(high))
    is_zero = values == 0.0
    # A stretch of zeros is no crossing: only its ends are kept.
    lonely = is_zero & ~(np.append(is_zero[1:], False) & np.insert(is_zero[:-1], 0, False))
    return np.unique(np.concatenate([points[lonely], np.where(nearer, low, high)]))
