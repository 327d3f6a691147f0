"""Where a function is largest, found without its derivative."""

from collections.abc import Callable

import numpy as np

from actcli.formula.compensated import Array

Function = Callable[[Array], Array]

# So many of the highest samples are looked at more closely, each on a polynomial of this degree.
_MOST = 8
_DEGREE = 16
_NODES = np.polynomial.chebyshev.chebpts1(_DEGREE + 1)
_ROUNDS = 14
# The last coefficients of a polynomial that describes the function are smaller than this share.
_RESOLVED = 1e-13


def peaks(function: Function, points: Array, values: Array) -> Array:
    """Places beside the highest of ascending points where the function may be higher still.

    `values` are the function's at the points. Between the neighbours of a point that is not below
    them, the place is that of the peak of a polynomial through Chebyshev points (as traits of shape
    are measured); where none describes the function, the highest of places ever nearer together.
    """
    low, high = _beside_highest(points, values)
    found = [points[:0]]
    for _ in range(_ROUNDS):
        if not low.size:
            return np.concatenate(found)
        half = (high - low)[:, np.newaxis] / 2.0
        places = low[:, np.newaxis] + half + half * _NODES
        heights = function(places)
        unresolved = np.ones(low.size, dtype=bool)
        for index in np.flatnonzero(np.isfinite(heights).all(axis=1)):
            peak = _polynomial_peak(heights[index])
            if peak is not None:
                found.append(low[index] + half[index] + half[index] * peak)
                unresolved[index] = False
        best = np.argmax(np.where(np.isnan(heights), -np.inf, heights), axis=1)
        rows = np.arange(low.size)
        found.append(places[rows, best][unresolved])
        low = places[rows, np.maximum(best - 1, 0)][unresolved]
        high = places[rows, np.minimum(best + 1, _DEGREE)][unresolved]
        apart = high > low
        low, high = low[apart], high[apart]
    return np.concatenate(found)


def _beside_highest(points: Array, values: Array) -> tuple[Array, Array]:
    """The intervals around the highest samples that stand out from their neighbours."""
    heights = np.where(np.isnan(values), -np.inf, values)
    middle = heights[1:-1]
    stands_out = (middle >= heights[:-2]) & (middle >= heights[2:])
    stands_out &= (middle > heights[:-2]) | (middle > heights[2:])
    indices = np.flatnonzero(stands_out) + 1
    highest = indices[np.argsort(-heights[indices], kind="stable")[:_MOST]]
    return points[highest - 1], points[highest + 1]


def _polynomial_peak(heights: Array) -> Array | None:
    """The peak inside [-1, 1] of the polynomial through values at the nodes, an array of one place.

    None where its last coefficients say that it does not describe the function.
    """
    coefficients = np.asarray(np.polynomial.chebyshev.chebfit(_NODES, heights, _DEGREE))
    size = np.max(np.abs(coefficients[1:]), initial=0.0)
    largest = np.max(np.abs(coefficients))
    if not size > 0.0 or np.max(np.abs(coefficients[-3:])) > _RESOLVED * largest:
        return None
    kept = coefficients[: 1 + np.flatnonzero(np.abs(coefficients) > 1e-15 * largest)[-1]]
    roots = np.polynomial.chebyshev.chebroots(np.polynomial.chebyshev.chebder(kept))
    real = np.real(roots[(np.abs(np.imag(roots)) < 1e-9) & (np.abs(np.real(roots)) < 1.0)])
    if not real.size:
        return _NODES[[np.argmax(heights)]]
    inside = np.polynomial.chebyshev.chebval(real, kept)
    peak: Array = real[[np.argmax(inside)]]
    return peak
