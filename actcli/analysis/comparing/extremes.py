"""The largest of many sizes and where it is: the places of a maximum, and limits at infinity."""

import numpy as np

from actcli.analysis.comparing.differences import Interval, Largest
from actcli.formula.ascending import Indices, is_among, runs_of
from actcli.formula.compensated import Array, Mask

MOST_PLACES = 8
_MANY = 64  # of more places only whole numbers are compared, where there are any
_FAR = 2.0**20  # further out no place is believed to be exact
_SAME = 1e-15  # sizes that differ by less are taken for one
# Of sizes that may be the largest, those count that are known to this share, or nearly as well as
# the best known one.
_KNOWN, _WELL_KNOWN = 1e-13, 4.0


def largest(places: Array, sizes: Array, slack: Array, wide: Array | None = None) -> Largest:
    """The largest size and all places that reach it but for rounding (`slack`, for each place).

    The places ascend; a stretch of neighbours counts as one place, the plainest of them. At most 8,
    those nearest to 0. The size is that at the places told: rounding elsewhere does not lift it.
    Stretches as high as the highest are told apart by `wide`, a slack that is sure to be enough.
    """
    if float(np.max(sizes)) == 0.0:
        return Largest(0.0, ())
    return _told(places, sizes, _stretches(sizes, slack, wide))


def largest_on_line(
    places: Array,
    sizes: Array,
    slack: Array,
    exact: Mask,
    limits: Interval,
    wide: Array | None = None,
) -> Largest:
    """The largest size on the real line: that of a place, or a limit at -inf or +inf.

    Far out rounding reaches every limit, which is not taken there: only at a place that is near 0
    or `exact`, a breakpoint or a zero of the derivative.
    """
    found = largest(places, sizes, slack, wide)
    top = found.value
    known = np.nan_to_num(np.array(limits), nan=0.0, posinf=np.inf)
    limit = float(np.max(known))
    if limit < top * (1.0 - _SAME) or top == limit == 0.0:
        return found
    ends = (-np.inf, np.inf)
    at = tuple(end for end, own in zip(ends, known, strict=True) if own >= limit * (1.0 - _SAME))
    if limit > top * (1.0 + _SAME):
        return Largest(limit, at)
    if np.isinf(top):
        return Largest(top, tuple(sorted((*found.at, *at))))
    distance = np.abs(places)
    wanted = (distance <= 1.0) | exact & (distance < _FAR)
    taken = [part for part in _stretches(sizes, slack, wide) if wanted[part].any()]
    return _told(places, sizes, taken) if taken else Largest(limit, at)


def _told(places: Array, sizes: Array, stretches: list[Indices]) -> Largest:
    at = nearest_to_zero([plainest(places[stretch]) for stretch in stretches])
    return Largest(float(np.max(sizes[is_among(places, np.array(at))])), at)


def _stretches(sizes: Array, slack: Array, wide: Array | None) -> list[Indices]:
    """The stretches that reach the largest size, of each the indices that are largest in it.

    Where how well they are known differs, only the best known count.
    """
    if np.isinf(np.max(sizes)):
        return runs_of(np.isinf(sizes))
    wide = slack if wide is None else wide
    surely = np.max(sizes - wide)
    reached = sizes + wide >= surely
    reached &= wide <= max(_WELL_KNOWN * np.min(wide[reached]), _KNOWN * surely)
    return [_best(run, sizes, slack) for run in runs_of(reached)]


def _best(run: Indices, sizes: Array, slack: Array) -> Indices:
    least = np.max(sizes[run] - slack[run])
    best: Indices = run[sizes[run] + slack[run] >= least]
    return best


def places_of(places: Array, reached: Mask) -> tuple[float, ...]:
    """The plainest place of each stretch of them."""
    return nearest_to_zero([plainest(places[stretch]) for stretch in runs_of(reached)])


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
