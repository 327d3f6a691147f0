"""A formula over arrays of any size: in cache-sized blocks, with limits at ±inf and NaN kept."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from actcli.formula.compensated import Array
from actcli.formula.jet import jet
from actcli.formula.tree import Node

BLOCK = 8192  # doubles: a block and its temporaries stay in the second-level cache
_WARM_UP = 1 << 19  # doubles, 4 MB: more than the temporaries of any block

# The limits at ±inf are read off at these points: far enough for every tail to have died, near
# enough that x**4 does not overflow, and at no regular distance, so that no oscillation looks like
# a limit.
_PROBES = np.array([(1.0 + 0.07 * n) * 2.0 ** (60 + 15 * n) for n in range(13)])
# A value that grows beyond it counts as infinite, one that shrinks below its inverse as 0.
_FAR = 1e20
_NEAR_ZERO = 1e-12


def evaluate(
    tree: Node, x: Array, parameters: Mapping[str, float], orders: Sequence[int]
) -> list[Array]:
    """The derivatives of the given orders (0 to 2) at x, in that sequence: arrays of x's shape.

    NaN gives NaN, ±inf the limit, and NaN where there is none; no NumPy warning is raised.
    """
    flat = np.ascontiguousarray(x, dtype=np.float64).reshape(-1)
    results = [np.empty_like(flat) for _ in orders]
    if flat.size > BLOCK:
        _keep_freed_memory()
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, BLOCK):
            block = slice(start, start + BLOCK)
            values = _evaluate_block(tree, flat[block], parameters, max(orders, default=0))
            for result, order in zip(results, orders, strict=True):
                result[block] = values[order]
    return [result.reshape(np.shape(x)) for result in results]


def _keep_freed_memory() -> None:
    """Have glibc keep what temporaries free, for the next ones.

    It gives the top of its heap back to the system after nearly every temporary, and each new one
    then costs page faults. Freeing one mapped block raises its thresholds for both (mallopt(3),
    M_MMAP_THRESHOLD): a million values of gelu, silu and mish took half the time in a new process,
    f, f' and f'' together nine tenths. Other allocators lose a microsecond.
    """
    np.empty(_WARM_UP)


def _evaluate_block(
    tree: Node, x: Array, parameters: Mapping[str, float], highest: int
) -> list[Array]:
    finite = np.isfinite(x)
    if finite.all():
        return _known_where_f_is(jet(tree, x, parameters, highest))
    values = _known_where_f_is(jet(tree, np.where(finite, x, 0.0), parameters, highest))
    at_infinity = limits(tree, parameters, range(highest + 1))
    for value, (below, above) in zip(values, at_infinity, strict=True):
        value[x == -np.inf] = below
        value[x == np.inf] = above
        value[np.isnan(x)] = np.nan
    return values


def _known_where_f_is(values: list[Array]) -> list[Array]:
    """The same jet with NaN for every slope where f itself is NaN, as for log below 0."""
    unknown = np.isnan(values[0])
    # A slope of -0.0 would say nothing that 0.0 does not.
    return [values[0], *(np.where(unknown, np.nan, slope + 0.0) for slope in values[1:])]


def limits(
    tree: Node, parameters: Mapping[str, float], orders: Iterable[int]
) -> list[tuple[float, float]]:
    """The limits at -inf and +inf of the derivatives of the given orders; NaN for none."""
    orders = list(orders)
    with np.errstate(all="ignore"):
        far = jet(tree, np.array([-_PROBES, _PROBES]), parameters, max(orders))
        ends = jet(tree, np.array([-np.inf, np.inf]), parameters, max(orders))
    found = [
        (_limit(far[order][0], ends[order][0]), _limit(far[order][1], ends[order][1]))
        for order in orders
    ]
    # As at finite x, a slope of -0.0 would say nothing that 0.0 does not.
    return [
        (below, above) if order == 0 else (below + 0.0, above + 0.0)
        for order, (below, above) in zip(orders, found, strict=True)
    ]


def _limit(approach: Array, end: float) -> float:
    """The limit that values ever further out point to; f(inf) where they move too slowly."""
    sizes = np.abs(approach)
    before, last = sizes[:-1], sizes[1:]
    if np.isnan(approach).all():
        return float("nan")
    if np.all(approach == approach[-1]):
        return float(approach[-1])
    same_sign = np.all(np.sign(approach) == np.sign(approach[-1]))
    if sizes[-1] < 1.0 / _FAR and np.all(sizes < _NEAR_ZERO):
        return float(np.copysign(0.0, approach[-1])) if same_sign else 0.0
    if same_sign and np.all((last > before) | np.isinf(last)) and sizes[-1] > _FAR:
        return float(np.copysign(np.inf, approach[-1]))
    return float(end)
