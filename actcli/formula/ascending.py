"""Places in ascending order, each once.

np.unique would do, but it imports numpy.ma, which takes a start 10 ms longer.
"""

import numpy as np
from numpy.typing import NDArray

from actcli.formula.compensated import Array, Mask

Indices = NDArray[np.intp]


def distinct(*parts: Array) -> Array:
    """All places of the parts, ascending, each once; no NaN among them."""
    every = np.sort(np.concatenate(parts), axis=None)
    once: Array = every[np.append(True, every[1:] != every[:-1])[: every.size]]
    return once


def is_among(places: Array, known: Array) -> Mask:
    """Which places are among the known ones, which ascend."""
    if not known.size:
        return np.zeros(places.shape, dtype=bool)
    found: Mask = known[np.minimum(np.searchsorted(known, places), known.size - 1)] == places
    return found


def without(places: Array, known: Array) -> Array:
    """The places that are not among the known ones, which ascend."""
    return places[~is_among(places, known)]


def runs_of(chosen: Mask) -> list[Indices]:
    """The indices of each stretch of neighbours that are chosen."""
    indices = np.flatnonzero(chosen)
    if not indices.size:
        return []
    return np.split(indices, np.flatnonzero(np.diff(indices) > 1) + 1)
