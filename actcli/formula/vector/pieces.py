"""Functions that change the length of the last axis: maxout and the concatenated ReLU."""

import numpy as np

from actcli.errors import ActcliError
from actcli.formula.compensated import Array


def maxout(x: Array, pieces: float, units: float = 0.0, grouping: str = "contiguous") -> Array:
    """The largest of each group of `pieces` numbers (Goodfellow et al. 2013): length n / pieces.

    `units` above 0 sets the number of groups instead. A group is `pieces` neighbours, or, where
    `grouping` is "strided", every (n / pieces)-th number. ActcliError where n is no multiple.
    """
    result: Array = _grouped(x, pieces, units, grouping).max(axis=-1)
    return result


def maxout_jacobian(
    x: Array, pieces: float, units: float = 0.0, grouping: str = "contiguous"
) -> Array:
    """1 at the first largest number of each group, 0 elsewhere; NaN within a group that has one."""
    groups = _grouped(x, pieces, units, grouping)
    slopes = np.zeros_like(groups)
    np.put_along_axis(slopes, groups.argmax(axis=-1, keepdims=True), 1.0, axis=-1)
    slopes = np.where(np.isnan(groups).any(axis=-1, keepdims=True), np.nan, slopes)
    size = x.shape[-1]
    sources = _grouped(np.arange(float(size)), pieces, units, grouping).astype(np.intp)
    jacobian = np.zeros((*slopes.shape[:-1], size))
    np.put_along_axis(jacobian, np.broadcast_to(sources, slopes.shape), slopes, axis=-1)
    return jacobian


def _grouped(x: Array, pieces: float, units: float, grouping: str) -> Array:
    """x of shape (..., n) as groups: shape (..., n / pieces, pieces)."""
    size = x.shape[-1]
    parameter, number = ("units", units) if units else ("pieces", pieces)
    if number < 1.0 or not float(number).is_integer():
        raise ActcliError(
            f"maxout: {parameter}={number:g} is not a whole number above 0",
            f"write maxout:{parameter}=2 for example",
        )
    part = int(number)
    if size == 0 or size % part:
        raise ActcliError(
            f"maxout needs a multiple of {part} numbers, not {size}",
            f"choose {parameter} so that it divides {size}" if size else None,
        )
    each = size // part if units else part
    if grouping == "strided":
        return np.swapaxes(x.reshape(*x.shape[:-1], each, size // each), -1, -2)
    return x.reshape(*x.shape[:-1], size // each, each)


def crelu(x: Array) -> Array:
    """relu(x), then relu(-x) (Shang, Sohn, Almeida, Lee 2016): twice the length."""
    return np.concatenate([_positive_part(x), _positive_part(-x)], axis=-1)


def crelu_jacobian(x: Array) -> Array:
    """Two diagonals: 1 where x > 0, and below -1 where x < 0; shape (..., 2 n, n)."""
    size = x.shape[-1]
    jacobian = np.zeros((*x.shape[:-1], 2 * size, size))
    place = np.arange(size)
    known = ~np.isnan(x)
    jacobian[..., place, place] = np.where(known, x > 0.0, np.nan)
    jacobian[..., size + place, place] = np.where(known, -1.0 * (x < 0.0) + 0.0, np.nan)
    return jacobian


def _positive_part(x: Array) -> Array:
    return np.where(x <= 0.0, 0.0, x)
