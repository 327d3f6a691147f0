"""The largest of many sizes and where it is: the places of a maximum, and limits at infinity."""

import numpy as np

from actcli.analysis.comparing.differences import Interval, Largest
from actcli.formula.compensated import Array, Mask

MOST_PLACES = 8
_MANY = 64  # of more places only whole numbers are compared, where there are any
_FAR = 2.0**20  # further out no place is believed to be exact
_SAME = 1e-15  # sizes that differ by less are taken for one


def largest(places: Array, sizes: Array, slack: Array) -> Largest:
    """The largest size and all places that reach it but for rounding (`slack`, for each place).

    The places ascend; a stretch of neighbours counts as one place, the plainest of them. At most 8,
    those nearest to 0.
    """
    top = float(np.max(sizes))
    if top == 0.0:
        return Largest(0.0, ())
    return Largest(top, places_of(places, _reached(sizes, slack)))


def largest_on_line(
    places: Array, sizes: Array, slack: Array, exact: Mask, limits: Interval
) -> Largest:
    """The largest size on the real line: that of a place, or a limit at -inf or +inf.

    Far out rounding reaches every limit, which is not taken there: only at a place that is near 0
    or `exact`, a breakpoint or a zero of the derivative.
    """
    top = float(np.max(sizes))
    known = np.nan_to_num(np.array(limits), nan=0.0, posinf=np.inf)
    limit = float(np.max(known))
    if limit < top * (1.0 - _SAME) or top == limit == 0.0:
        return largest(places, sizes, slack)
    ends = (-np.inf, np.inf)
    at = tuple(end for end, own in zip(ends, known, strict=True) if own >= limit * (1.0 - _SAME))
    if limit > top * (1.0 + _SAME):
        return Largest(limit, at)
    reached = _reached(sizes, slack)
    if np.isinf(top):
        return Largest(top, tuple(sorted((*places_of(places, reached), *at))))
    distance = np.abs(places)
    taken = places_of(places, reached, (distance <= 1.0) | exact & (distance < _FAR))
    return Largest(max(top, limit), taken or at)


def _reached(sizes: Array, slack: Array) -> Mask:
    best = np.argmax(sizes)
    if np.isinf(sizes[best]):
        return np.isinf(sizes)
    reached: Mask = sizes >= sizes[best] - slack - slack[best]
    return reached


def places_of(places: Array, reached: Mask, wanted: Mask | None = None) -> tuple[float, ...]:
    """The plainest place of each stretch of them, of those stretches that have a wanted one."""
    indices = np.flatnonzero(reached)
    if not indices.size:
        return ()
    stretches = np.split(indices, np.flatnonzero(np.diff(indices) > 1) + 1)
    if wanted is not None:
        stretches = [stretch for stretch in stretches if wanted[stretch].any()]
    return nearest_to_zero([plainest(places[stretch]) for stretch in stretches])


def is_beside(places: Array, breaks: Array) -> Mask:
    """Which of ascending places are breakpoints, or neighbours of one."""
    found = np.zeros(places.shape, dtype=bool)
    index = np.searchsorted(places, breaks)
    for near in (index - 1, index, index + 1):
        found[np.clip(near, 0, places.size - 1)] = True
    return found


def nearest_to_zero(places: list[float]) -> tuple[float, ...]:
    """At most 8 of the places, those nearest to 0, ascending."""
    return tuple(sorted(sorted(places, key=abs)[:MOST_PLACES]))


def at_breaks(found: Largest, breaks: Array) -> Largest:
    """The same with a breakpoint in place of the double beside it: there one side alone is met."""
    if not breaks.size:
        return found
    places = []
    for place in found.at:
        nearest = breaks[np.argmin(np.abs(breaks - place))]
        is_near = abs(nearest - place) <= 2.0 * np.spacing(abs(nearest))
        places.append(float(nearest) if is_near else place)
    return Largest(found.value, tuple(dict.fromkeys(places)))


def plainest(places: Array) -> float:
    """Of places that are equally good, the shortest to write; of these the one nearest to 0."""
    if places.size > _MANY:
        whole = places[places == np.round(places)]
        places = whole if whole.size else places
    return min(map(float, places), key=lambda place: (len(repr(place)), abs(place)))
