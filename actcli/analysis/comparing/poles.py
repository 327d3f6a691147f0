"""Where a difference goes to ±inf: poles and logarithms, and whether their area has an end."""

from collections.abc import Iterator

import numpy as np

from actcli.analysis.comparing.differences import Interval
from actcli.analysis.comparing.zeros import Rows
from actcli.formula.compensated import Array, Mask

# Beside a place where a divisor is 0 a value beyond this is taken for a pole.
_VAST = 1e12
# A logarithm is steep beside its end, and its slope times the distance from it steady to a share.
_STEEP, _STEADY = 1e6, 0.01
# Beside a pole of first order f - g times the distance is constant, beside lower ones it dies out.
_NO_SMALLER = 0.9
_DISTANCES = 2.0 ** -np.array([[20.0], [30.0]])


def poles(rows: Rows, at: Array, beside: Array, row: int, over: Interval) -> Array:
    """Those of some places at which a row goes to ±inf on a side.

    `beside` are the sizes of all rows at the places and their neighbours: (rows, 3, places).
    """
    with np.errstate(all="ignore"):
        infinite = np.any(beside[row] > _VAST * np.maximum(1.0, np.abs(at)), axis=0)
    if row + 1 < beside.shape[0]:
        steep = np.flatnonzero(~infinite & np.any(beside[row + 1] > _STEEP, axis=0))
        infinite[steep] = _is_logarithmic(rows, at[steep], row, over)
    return at[infinite]


def _is_logarithmic(rows: Rows, at: Array, row: int, over: Interval) -> Mask:
    """Where a row goes to ±inf as slowly as a logarithm, on either side."""
    found = np.zeros(at.shape, dtype=bool)
    for steps, values, inside in _approaches(rows, at, over):
        with np.errstate(all="ignore"):
            rates = values[row + 1] * steps
            steady = np.abs(rates[1] / rates[0] - 1.0) < _STEADY
        found |= inside & steady & (rates[0] != 0.0)
    return found


def have_endless_area(rows: Rows, at: Array, over: Interval) -> bool:
    """Whether the area beside any of the poles has no end: those of first order or more."""
    for steps, values, inside in _approaches(rows, at, over):
        with np.errstate(all="ignore"):
            products = np.abs(values[0] * steps)
        if np.any(inside & (products[1] > _NO_SMALLER * products[0])):
            return True
    return False


def _approaches(rows: Rows, at: Array, over: Interval) -> Iterator[tuple[Array, Array, Mask]]:
    """Steps away from the places on each side, all rows there, and which steps stay inside."""
    for direction in (-1.0, 1.0) if at.size else ():
        steps = direction * np.maximum(1.0, np.abs(at)) * _DISTANCES
        places = at + steps
        yield steps, rows(places), (over[0] <= places[0]) & (places[0] <= over[1])
