"""The panels that an area is summed over: Gauss-Legendre nodes in each, halved until resolved."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actcli.formula.ascending import distinct, is_among
from actcli.formula.compensated import Array, Mask

Function = Callable[[Array], Array]
Indices = NDArray[np.intp]

_COUNT = 16
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(_COUNT)
# Takes values at the nodes to the last two terms of their Legendre series.
_LAST = (
    (2.0 * np.arange(_COUNT - 2, _COUNT) + 1.0)[:, np.newaxis]
    / 2.0
    * np.polynomial.legendre.legvander(_NODES, _COUNT - 1).T[_COUNT - 2 :]
    * _WEIGHTS
)
# Distances from an edge at which panels end, so that a bend beside it of any width up to 1e12 has
# nodes that see it, where those of one wide panel would step over it.
_WIDE = 2.0 ** np.arange(-5.0, 42.0, 2.0)
# Nearer to it only where something happens, as a share of the largest size around.
_CLOSE = 2.0 ** np.array([[-39.0], [-33.0], [-27.0], [-21.0], [-15.0], [-9.0], [-5.0]])
_HAPPENS = 1e-2
# Only beside so many edges, those nearest to 0.
_MOST_EDGES = 100
# Between two panels it moves no more than so many times what it does beside, or else it jumps.
_JUMPS = 16.0
# A panel is halved until what is unresolved in it is below this share of the whole.
RESOLVED = 1e-13
# So few units in the last place wide, it is not known at all.
_NARROWEST, _NEAR_POLE = 16.0, 512.0
# What the rounding of nodes leaves unresolved is less than this share of a panel.
_SHAKEN = 1e-4
_MOST_HALVINGS, _MOST_PANELS, _MOST_AT_ONCE = 120, 4000, 512


class Panels(NamedTuple):
    """Panels, ascending: ends, the integral over each, how much of it may be wrong.

    `outer` has the sizes at the two outermost nodes on each side, a row a panel;
    `is_done` says that it is not halved any more.
    """

    low: Array
    high: Array
    integral: Array
    error: Array
    outer: Array
    is_done: Mask

    @property
    def middle(self) -> Array:
        """The middle of each panel."""
        middle: Array = self.low + (self.high - self.low) / 2.0
        return middle

    def taken(self, which: Mask | Indices) -> "Panels":
        """Some of the panels."""
        return Panels(
            self.low[which],
            self.high[which],
            self.integral[which],
            self.error[which],
            self.outer[which],
            self.is_done[which],
        )

    def joined(self, other: "Panels") -> "Panels":
        """These panels and others."""
        return Panels(
            np.concatenate([self.low, other.low]),
            np.concatenate([self.high, other.high]),
            np.concatenate([self.integral, other.integral]),
            np.concatenate([self.error, other.error]),
            np.concatenate([self.outer, other.outer]),
            np.concatenate([self.is_done, other.is_done]),
        )


def beside(difference: Function, edges: Array) -> Array:
    """The ends of the first panels: the ascending edges, and distances from them that grow."""
    low, high = edges[:-1], edges[1:]
    if low.size > _MOST_EDGES:
        nearest = np.argsort(np.minimum(np.abs(low), np.abs(high)), kind="stable")[:_MOST_EDGES]
        low, high = low[nearest], high[nearest]
    middle = low + (high - low) / 2.0
    from_low, from_high = low + _WIDE[:, np.newaxis], high - _WIDE[:, np.newaxis]
    return distinct(
        edges,
        from_low[from_low < middle],
        from_high[from_high > middle],
        _close(difference, low, middle, 1.0),
        _close(difference, high, middle, -1.0),
    )


def _close(difference: Function, edge: Array, middle: Array, side: float) -> Array:
    """Places close to edges, on one side of each, between which the difference changes."""
    places = edge + side * np.minimum(_CLOSE, np.abs(middle - edge))
    with np.errstate(all="ignore"):
        sizes = np.abs(difference(np.vstack([places, middle])))
        changes = ~(np.abs(np.diff(sizes[:-1], axis=0)) <= _HAPPENS * np.max(sizes, axis=0))
    nothing = np.zeros((1, edge.size), dtype=bool)
    serves = np.vstack([changes, nothing]) | np.vstack([nothing, changes])
    found: Array = places[serves & (places != edge)]
    return found


def resolved(difference: Function, rounding: Function | None, ends: Array, edges: Array) -> Panels:
    """The integral of |difference| between the ascending ends.

    Those panels are halved first of which most is unresolved, until all are resolved, or are too
    narrow or too many. What is below `rounding` is not halved either. At the ascending `edges` it
    may jump.
    """
    panels = _measured(difference, ends[:-1], ends[1:])
    for _ in range(_MOST_HALVINGS):
        chosen = _worst(panels)
        if not chosen.size or panels.low.size > _MOST_PANELS:
            break
        stays = _stays(panels.taken(chosen), rounding)
        _finish(panels, chosen[stays])
        chosen = chosen[~stays]
        if chosen.size:
            panels = _halved(difference, panels, chosen)
    panels = panels.taken(np.argsort(panels.low))
    return panels._replace(error=panels.error + _jumps(panels, edges))


def _worst(panels: Panels) -> Indices:
    """Those panels that are to be halved next."""
    finite = np.isfinite(panels.integral)
    whole = float(np.sum(panels.integral, where=finite))
    found = np.flatnonzero(~panels.is_done & finite & (panels.error > RESOLVED * whole))
    return found[np.argsort(panels.error[found])[-_MOST_AT_ONCE:]]


def _stays(panels: Panels, rounding: Function | None) -> Mask:
    """Which of some panels it is of no use to halve."""
    middle, width = panels.middle, panels.high - panels.low
    spacing = np.spacing(np.abs(middle))
    # The nodes are rounded too, and the difference is not that of the places meant.
    rise = np.abs(panels.outer[:, -1] - panels.outer[:, 0])
    stays: Mask = panels.error <= np.minimum(rise * spacing, _SHAKEN * panels.integral)
    stays |= width <= _NARROWEST * spacing
    if rounding is not None:
        with np.errstate(all="ignore"):
            stays |= panels.error <= rounding(middle) * width
    return stays


def _finish(panels: Panels, which: Indices) -> None:
    """Halve these panels no more; what is in a very narrow one is not known at all."""
    panels.is_done[which] = True
    low, high = panels.low[which], panels.high[which]
    is_narrow = high - low <= _NEAR_POLE * np.spacing(np.maximum(np.abs(low), np.abs(high)))
    narrow = which[is_narrow & (panels.error[which] > _SHAKEN * panels.integral[which])]
    panels.error[narrow] = panels.integral[narrow]


def _halved(difference: Function, panels: Panels, chosen: Indices) -> Panels:
    """The panels with the chosen ones in two halves each."""
    low, middle, high = panels.low[chosen], panels.middle[chosen], panels.high[chosen]
    halves = _measured(difference, np.concatenate([low, middle]), np.concatenate([middle, high]))
    # Beside a pole the outermost node of a narrow panel is the pole itself.
    is_pole = np.isinf(halves.integral).reshape(2, -1).any(axis=0)
    is_pole &= high - low <= _NEAR_POLE * np.spacing(np.abs(middle))
    _finish(panels, chosen[is_pole])
    kept = np.ones(panels.low.size, dtype=bool)
    kept[chosen[~is_pole]] = False
    return panels.taken(kept).joined(halves.taken(np.tile(~is_pole, 2)))


def _jumps(panels: Panels, edges: Array) -> Array:
    """What may be wrong because the difference jumps between the last node and the next panel."""
    with np.errstate(all="ignore"):
        sizes, width = panels.outer, panels.high - panels.low
        jump = np.abs(sizes[1:, 0] - sizes[:-1, -1])
        moves = np.abs(sizes[1:, 1] - sizes[1:, 0]) + np.abs(sizes[:-1, -1] - sizes[:-1, -2])
        unseen = jump * (width[1:] + width[:-1]) * (1.0 + _NODES[0]) / 2.0
        is_jump = (jump > _JUMPS * moves) & ~is_among(panels.low[1:], edges)
    return np.append(np.where(is_jump, unseen, 0.0), 0.0)


def _measured(difference: Function, low: Array, high: Array) -> Panels:
    """The integral of |difference| over each panel, and how much of it is not resolved."""
    half = (high - low) / 2.0
    nodes = low[:, np.newaxis] + half[:, np.newaxis] * (1.0 + _NODES)
    with np.errstate(all="ignore"):
        sizes = np.abs(difference(nodes))
        unresolved = np.max(np.abs(sizes @ _LAST.T), axis=1) * (high - low)
        integral = sizes @ _WEIGHTS * half
    lost = ~np.isfinite(integral)
    integral = np.where(lost, np.inf, integral)
    unresolved = np.where(lost, 0.0, unresolved)
    return Panels(low, high, integral, unresolved, sizes[:, [0, 1, -2, -1]], np.isnan(low))
