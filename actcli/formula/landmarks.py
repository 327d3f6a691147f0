"""Where a formula changes its ways: breakpoints of its selections, singular places, and zeros."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import numpy as np

from actcli.formula.ascending import distinct
from actcli.formula.compensated import Array
from actcli.formula.evaluate import evaluate
from actcli.formula.tree import Binary, Call, Negative, Node, Number, Where, mentions_x, walk

Function = Callable[[Array], Array]

_TINY = 2.0 ** -np.arange(60, 5, -1)
_NEAR = np.arange(1, 1025) / 32.0
_FAR = 32.0 * 2.0 ** (np.arange(1, 221) / 4.0)
_POSITIVE = np.concatenate([_TINY, _NEAR, _FAR])
# Where a function is sampled before anything is searched for: dense to 32, geometric out to 2**60
# and in to 2**-60.
GRID = np.concatenate([-_POSITIVE[::-1], [0.0], _POSITIVE])
# Bisection alone would need fewer than this from any two neighbours of the grid.
_MOST_STEPS = 90


def breakpoints(tree: Node, parameters: Mapping[str, float], points: Array) -> Array:
    """The places, sorted, where a selection of the formula (where, clip, max, ...) changes sides.

    Searched between the given ascending points, each place to the last digit.
    """
    return _zeros_of(_sides(tree), parameters, points)


def singular_places(tree: Node, parameters: Mapping[str, float], points: Array) -> Array:
    """The places, sorted, where a divisor, a logarithm's or a root's argument is or crosses 0.

    The formula need not be singular there: sin(x) / x only has no value.
    """
    return _zeros_of(_delicate_parts(tree), parameters, points)


def _zeros_of(parts: Iterator[Node], parameters: Mapping[str, float], points: Array) -> Array:
    found = [crossings(_values_of(part, parameters), points) for part in parts]
    return distinct(*found) if found else np.empty(0)


def _values_of(tree: Node, parameters: Mapping[str, float]) -> Function:
    return lambda x: evaluate(tree, x, parameters, [0])[0]


def _sides(tree: Node) -> Iterator[Node]:
    """The expressions whose sign decides a selection."""
    for part in walk(tree):
        match part:
            case Where(condition):
                for left, right in pairwise(condition.operands):
                    if mentions_x(left) or mentions_x(right):
                        yield _minus(left, right)
            case Call("min" | "max", (left, right)):
                yield _minus(left, right)
            case Call("clip", (argument, low, high)):
                yield _minus(argument, low)
                yield _minus(argument, high)
            case Call("abs" | "sign" | "step", (argument,)):
                yield argument


def _delicate_parts(tree: Node) -> Iterator[Node]:
    """The expressions at whose zeros the formula may become infinite or end."""
    for part in walk(tree):
        match part:
            case Binary("/", _, divisor) if mentions_x(divisor):
                yield divisor
            case Binary("**", base, exponent) if mentions_x(base) and not _is_whole(exponent):
                yield base
            case Call("log" | "sqrt", (argument,)) if mentions_x(argument):
                yield argument
            case Call("log1p", (argument,)) if mentions_x(argument):
                yield Binary("+", Number(1.0), argument)


def _is_whole(exponent: Node) -> bool:
    """Whether an exponent is written as a whole number that is not negative."""
    return isinstance(exponent, Number) and exponent.value.is_integer()


def _minus(left: Node, right: Node) -> Node:
    return Binary("+", left, Negative(right))


def crossings(function: Function, points: Array, values: Array | None = None) -> Array:
    """The places between ascending points where a function changes sign, and the points it is 0 at.

    Closed in down to neighbouring doubles; of the two neighbours the one with the smaller value.
    `values` may give the function's values at the points, where they are known already.
    """
    known = function(points) if values is None else values
    signs = np.sign(known)
    changes = np.nonzero(signs[:-1] * signs[1:] < 0.0)[0]
    between = closed_in(
        function, points[changes], points[changes + 1], known[changes], known[changes + 1]
    )
    is_zero = signs == 0.0
    # A stretch of zeros is no crossing: only its ends are kept.
    lonely = is_zero & ~(np.append(is_zero[1:], False) & np.insert(is_zero[:-1], 0, False))
    return distinct(points[lonely], between)


def closed_in(
    function: Function, low: Array, high: Array, value_low: Array, value_high: Array
) -> Array:
    """One zero in each interval at whose ends the function has opposite signs, to the last digit.

    Inverse quadratic interpolation where it is safe, else bisection (Chandrupatla 1997), for all
    intervals at once: some ten calls of the function where bisection alone takes sixty.
    """
    newest, across, oldest = high.copy(), low.copy(), low.copy()
    value, value_across, value_oldest = value_high.copy(), value_low.copy(), value_low.copy()
    step = np.full(newest.shape, 0.5)
    active = np.arange(newest.size)
    for _ in range(_MOST_STEPS):
        if not active.size:
            break
        one, other = newest[active], across[active]
        x = one + step[active] * (other - one)
        here = function(x)
        same = np.sign(here) == np.sign(value[active])
        kept = active[~same]
        oldest[active], value_oldest[active] = newest[active], value[active]
        oldest[kept], value_oldest[kept] = across[kept], value_across[kept]
        across[kept], value_across[kept] = newest[kept], value[kept]
        newest[active], value[active] = x, here
        width = np.abs(across[active] - x)
        digit = np.spacing(np.maximum(np.abs(across[active]), np.abs(x)))
        is_open = (width > digit) & (here != 0.0)
        active, width, digit = active[is_open], width[is_open], digit[is_open]
        step[active] = np.clip(
            _next_step(
                newest[active], across[active], oldest[active],
                value[active], value_across[active], value_oldest[active],
            ),
            digit / width,
            1.0 - digit / width,
        )  # fmt: skip
    return np.where(np.abs(value) <= np.abs(value_across), newest, across)


def _next_step(x1: Array, x2: Array, x3: Array, y1: Array, y2: Array, y3: Array) -> Array:
    """How far to go from x1 towards x2 (0 to 1): Chandrupatla's choice."""
    with np.errstate(all="ignore"):
        xi, phi = (x1 - x2) / (x3 - x2), (y1 - y2) / (y3 - y2)
        safe = (1.0 - np.sqrt(1.0 - xi) < phi) & (phi < np.sqrt(xi))
        part = (x3 - x1) / (x2 - x1)
        step = y1 / (y1 - y2) * y3 / (y3 - y2) - part * y1 / (y3 - y1) * y2 / (y2 - y3)
    return np.where(safe & np.isfinite(step), step, 0.5)
