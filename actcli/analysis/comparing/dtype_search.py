"""Where to look at a function of a dtype's numbers: at all of them, or at many and then closer.

Places are ordinals, the numbers' places in the dtype's order, so that every step between two of
them is one between numbers that exist.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from actcli.errors import ActcliError
from actcli.formula.compensated import Array, Mask
from actcli.formula.native import Ordinals, Precision

# float16 and bfloat16 have 65536 values: all of them are looked at.
_MOST_BITS_EXHAUSTED = 11
_MANTISSAS = 128  # looked at for each exponent and sign of a larger dtype,
_MOST_STRIDES = 65_536  # or fewer: float64 has 2046 exponents
_LINEAR = 4097
_MIDDLE = 32.0  # how far the linear part of the samples goes
_NEIGHBOURS = np.arange(-8, 9)  # looked at on both sides of a place
ROUNDS = 4  # of looking closer where the errors are largest
_CANDIDATES, _BETWEEN = 32, 129

Bounds = tuple[float, float]


class Run(NamedTuple):
    """The ends of a stretch, as indices into the places that were looked at."""

    first: int
    last: int


def is_exhausted(dtype: Precision) -> bool:
    """Whether every number of the dtype is looked at."""
    return dtype.bits <= _MOST_BITS_EXHAUSTED


def places(dtype: Precision, over: Bounds, landmarks: Array) -> Ordinals:
    """The ordinals to look at within bounds, ascending: all, or samples with those at landmarks.

    Raises ActcliError where no number of the dtype lies within.
    """
    low, high = _ends(dtype, over)
    if is_exhausted(dtype):
        return np.arange(low, high + 1)
    step = max(2 ** (dtype.bits - 1) // _MANTISSAS, (high - low) // _MOST_STRIDES)
    # Not only round mantissas: a different one is taken for each exponent and sign.
    count = 1 + (high - low) // step
    strides = low + step * np.arange(count) + (np.arange(count) * 0x9E3779B1) % step
    linear = np.linspace(*_middle(dtype, over), _LINEAR)
    named = dtype.ordinals_of(dtype.rounded(np.concatenate([linear, landmarks, [0.0]])))
    around = (named[-landmarks.size - 1 :, np.newaxis] + _NEIGHBOURS).reshape(-1)
    every = np.concatenate([strides, named, around, [low, high]])
    return np.unique(every[(low <= every) & (every <= high)])


def _ends(dtype: Precision, over: Bounds) -> tuple[int, int]:
    """The ordinals of the first and the last number within bounds."""
    ends = np.clip(over, -dtype.largest, dtype.largest)
    nearest = dtype.rounded(ends)
    first, last = map(int, dtype.ordinals_of(nearest))
    low, high = first + int(nearest[0] < over[0]), last - int(nearest[1] > over[1])
    if low > high:
        raise ActcliError(
            f"no {dtype.name} number lies between {over[0]!r} and {over[1]!r}", "widen the range"
        )
    return low, high


def _middle(dtype: Precision, over: Bounds) -> Bounds:
    """The part of the bounds where functions bend, or all of it where they do not go there."""
    low, high = max(over[0], -_MIDDLE), min(over[1], _MIDDLE)
    if low < high:
        return low, high
    return max(over[0], -dtype.largest), min(over[1], dtype.largest)


def near_worst(known: Ordinals, errors: Array) -> Ordinals:
    """Places beside and between those with the largest finite errors, to be looked at next."""
    finite = np.where(np.isfinite(errors), errors, -1.0)
    worst = np.argsort(finite, kind="stable")[-_CANDIDATES:]
    before, after = known[np.maximum(worst, 1) - 1], known[np.minimum(worst, known.size - 2) + 1]
    shares = np.linspace(0.0, 1.0, _BETWEEN)
    between = before[:, np.newaxis] + ((after - before)[:, np.newaxis] * shares).astype(np.int64)
    beside = known[worst][:, np.newaxis] + _NEIGHBOURS
    further = np.concatenate([between.reshape(-1), beside.reshape(-1)])
    return np.unique(further[(known[0] <= further) & (further <= known[-1])])


def runs(holds: Mask, known: Ordinals, most: int) -> list[Run]:
    """The longest stretches of neighbouring places at which a condition holds, longest first."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(np.int8)))
    found = [Run(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]
    return sorted(found, key=lambda run: float(known[run.first]) - float(known[run.last]))[:most]


def closed_in(inside: Ordinals, outside: Ordinals, holds: Callable[[Ordinals], Mask]) -> Ordinals:
    """Of each pair the last place where the condition still holds, going from inside to outside.

    All pairs at once, by bisection; a pair of equal places is left as it is.
    """
    inside, outside = inside.copy(), outside.copy()
    widest = int(np.max(np.abs(outside - inside), initial=0))
    for _ in range(math.ceil(math.log2(widest)) if widest > 1 else 0):
        middle = inside + (outside - inside) // 2
        still = holds(middle)
        inside, outside = np.where(still, middle, inside), np.where(still, outside, middle)
    return inside
