"""A small difference from its curvature, where f and g agree at 0 to more than their own digits.

gelu - silu is 0.15 x^2 near 0, where both are x / 2: at 1e-9 eight digits of it are left of the
thirty-odd that compensated numbers carry through a primitive. The second derivatives do not cancel
there, and integrated twice from 0 they give all digits (Taylor's theorem, integral remainder).
"""

from functools import lru_cache

import numpy as np

from actcli.analysis.comparing.gap import Gap
from actcli.formula.compensated import Array

_COUNTS = (12, 16)  # nodes of the two Gauss-Legendre rules that must agree
_MOST = 12  # places are looked at, one by one
# A difference below this share of f and g has lost digits, one above it has lost few.
_CANCELLED = 2.0**-18
# Both rules agree to this share where they resolve the integrand.
_RESOLVED = 1e-13
# So far from the value of the formula, as a share of f and g, the integral may be.
_NEAR = 2.0**-48


def anchored(gap: Gap, row: int, places: Array, sizes: Array, magnitudes: Array) -> Array:
    """The sizes of a row at some places, those that cancelled most from the highest derivative."""
    top = len(gap.orders) - 1
    chosen = np.flatnonzero((sizes < _CANCELLED * magnitudes) & (places != 0.0))
    if row == top or not 0 < chosen.size <= _MOST:
        return sizes
    if np.any(gap.rows(np.zeros(1))[row:top] != 0.0):
        return sizes
    found = sizes.copy()
    for index in chosen:
        place = float(places[index])
        integral = _integral(gap, row, top, place)
        if integral is not None and abs(integral - sizes[index]) < _NEAR * magnitudes[index]:
            found[index] = integral
    return found


@lru_cache
def _rule(count: int) -> tuple[Array, Array]:
    """Nodes and weights on [0, 1]."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return (1.0 + nodes) / 2.0, weights / 2.0


def _integral(gap: Gap, row: int, top: int, place: float) -> float | None:
    """|row| at a place by integrals of the top row from 0, None where that does not serve."""
    special = np.append(gap.breaks, gap.singular)
    if np.any((min(place, 0.0) <= special) & (special <= max(place, 0.0))):
        return None
    count = top - row
    found = []
    for shares, weights in map(_rule, _COUNTS):
        x = place * shares
        bent = gap.rows(x)[top]
        sides = [np.abs(gap.sides(side, x)[top]) for side in (gap.f, gap.g)]
        if not np.all(np.abs(bent) > _CANCELLED * np.maximum(*sides)):
            return None
        kernel = (1.0 - shares) ** (count - 1)
        found.append(abs(place) ** count * abs(float(np.sum(weights * kernel * bent))))
    coarse, fine = found
    return fine if abs(coarse - fine) <= _RESOLVED * fine else None
