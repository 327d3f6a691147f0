"""Where two functions agree, where their difference changes sign, and which of them is above."""

from itertools import pairwise

import numpy as np

from actcli.analysis.comparing.differences import Interval
from actcli.analysis.comparing.extremes import MOST_PLACES, nearest_to_zero, plainest
from actcli.formula.ascending import distinct, runs_of
from actcli.formula.compensated import Array, Mask

_NARROW = 2.0**-4  # a zero is not taken for wider
_APART = 2.0**-40  # and two are one that are nearer, as a share of the range or of 1


def sign_of(differences: Array, zeros: Array) -> str:
    """The signs that f - g takes: above (f >= g everywhere), below, equal or both.

    `zeros` are the places between those of the differences at which the sign changes.
    """
    above, below = bool(np.any(differences > 0.0)), bool(np.any(differences < 0.0))
    if (above and below) or zeros.size:
        return "both"
    if above:
        return "above"
    return "below" if below else "equal"


def crossings(points: Array, differences: Array, zeros: Array) -> tuple[float, ...]:
    """Where f - g changes sign, at most 8 places, those nearest to 0.

    `zeros` are those found between the ascending points. Elsewhere the sign changes at a jump,
    between two neighbouring points, or across points without a difference: 0 if it is among them,
    else the plainest of them.
    """
    signed = np.flatnonzero(differences)
    left, right = signed[:-1], signed[1:]
    changes = np.sign(differences[left]) != np.sign(differences[right])
    first = np.searchsorted(zeros, points[left])
    after = np.searchsorted(zeros, points[right], "right")
    # So many zeros do not explain the sign on the other side: there is one more.
    odd = changes != ((after - first) % 2 == 1)
    found = list(map(float, zeros))
    for index in np.flatnonzero(odd & (changes | (right - left > 1))):
        if first[index] == after[index] and points[left[index]] < 0.0 < points[right[index]]:
            found.append(0.0)
            continue
        inner = points[left[index] + 1 : right[index]]
        found.append(plainest(inner if inner.size else points[left[index] : right[index] + 1]))
    return nearest_to_zero(found)


def agreement(
    places: Array, differences: Array, known: Mask, breaks: Array, lone: Array, over: Interval
) -> tuple[Interval, ...]:
    """The stretches between breakpoints on which there is no difference, and lone places (a, a).

    A stretch counts where f and g are the same at every place looked at inside it: doubles that
    are the same for a while because both have come near a limit do not make one. At its ends they
    may differ, where one of them jumps. `known` says where f and g are finite: where both are
    infinite, or both are NaN, is no agreement. `lone` are the zeros that were found between places.
    At most 8, those nearest to 0.
    """
    same = differences == 0.0
    edges = distinct(breaks[(over[0] < breaks) & (breaks < over[1])], np.array(over))
    stretches: list[Interval] = []
    for low, high in pairwise(edges):
        inside = slice(np.searchsorted(places, low, "right"), np.searchsorted(places, high))
        if not same[inside].all() or not known[inside].any():
            continue
        joins = stretches and stretches[-1][1] == low and same[np.searchsorted(places, low)]
        start = stretches.pop()[0] if joins else float(low)
        stretches.append((start, float(high)))
    apart = _APART * min(1.0, over[1] - over[0])
    alone: list[Interval] = []
    for place in sorted((*_lone(places, same, known), *map(float, lone)), key=abs):
        others = (*stretches, *alone)
        if not any(low - apart <= place <= high + apart for low, high in others):
            alone.append((place, place))
        if len(alone) == MOST_PLACES:
            break
    found = sorted([*stretches, *alone], key=_distance)
    return tuple(sorted(found[:MOST_PLACES]))


def _lone(places: Array, same: Mask, known: Mask) -> list[float]:
    """The places where there is no difference, but on both sides of them there is.

    Around a zero the difference is below the rounding of f and g for a while: the plainest place.
    So it is around a pole of both, where nothing agrees.
    """
    found: list[float] = []
    for run in runs_of(same):
        is_inside = run[0] > 0 and run[-1] < places.size - 1
        if is_inside and known[run[0] - 1 : run[-1] + 2].all():
            width = places[run[-1]] - places[run[0]]
            if width <= _NARROW * max(1.0, abs(places[run[0]])):
                found.append(plainest(places[run]))
    return found


def _distance(interval: Interval) -> float:
    low, high = interval
    return 0.0 if low <= 0.0 <= high else min(abs(low), abs(high))
