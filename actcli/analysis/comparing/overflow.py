"""Where f or g leaves the doubles at a finite x, though the difference itself may be small there.

log(1 + exp(x)) is inf from 709.78 on and as large as softplus(x) all the same: what float64 holds
is one thing, what the functions do another.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from actcli.formula.ascending import Indices, runs_of
from actcli.formula.compensated import Array, Mask

# A difference that has grown to this size before it is infinite grows on.
_GROWN = 1e100
_PARTS = 64  # the first infinite place is closed in by so many at once


class Overflow(NamedTuple):
    """The end, nearest to 0, of a stretch where a difference is infinite in float64.

    `grows` says that the difference was vast already beside it, as exp(x) is at 709.
    """

    place: float
    grows: bool


def overflows(
    size: Callable[[Array], Array], places: Array, infinite: Mask, at_poles: Mask
) -> list[tuple[Overflow, Indices]]:
    """Each stretch of infinite sizes at ascending places, but for those at all of them or a pole.

    With each come the indices of its places.
    """
    found = []
    for run in runs_of(infinite):
        outer = [(run[0] - 1, run[0]), (run[-1] + 1, run[-1])]
        ends = [(places[out], places[end]) for out, end in outer if 0 <= out < places.size]
        if at_poles[run].any() or not ends:
            continue
        closed = [_closed_in(size, outside, inside) for outside, inside in ends]
        outside, inside = min(closed, key=lambda pair: abs(pair[1]))
        grows = bool(size(np.array([outside]))[0] > _GROWN)
        found.append((Overflow(inside, grows), run))
    return found


def _closed_in(
    size: Callable[[Array], Array], outside: float, inside: float
) -> tuple[float, float]:
    """The neighbouring doubles between two places where a size is finite and where it is not."""
    while True:
        between = np.linspace(outside, inside, _PARTS + 1)
        between[0], between[-1] = outside, inside
        first = int(np.argmax(np.isinf(size(between))[1:])) + 1
        narrower = float(between[first - 1]), float(between[first])
        if narrower == (outside, inside) or narrower[0] == narrower[1]:
            return outside, inside
        outside, inside = narrower
