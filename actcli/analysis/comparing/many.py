"""All pairs of several functions, each measured when it is first asked for.

A hundred functions are 4950 pairs, of which a table shows some thirty. Which two are nearest and
which furthest apart is decided by measuring few: the samples say of the others that they are not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from math import inf, isfinite
from typing import overload

import numpy as np

from actcli.analysis.comparing.differences import Interval, Largest, Pair
from actcli.analysis.comparing.pairs import measured
from actcli.analysis.comparing.samples import sampled
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.catalog.activation import Activation
from actcli.formula.compensated import Array, Mask

# So few pairs are measured at once, without asking the samples first.
_FEW = 15
# A largest difference is found by the samples to this share, and what is below is rounding.
_FOUND, _ROUNDING = 0.99, 2.0**-50
_UNSEEN = 1e-15  # beyond it a difference at a finite place is one, though no sample shows it
_OUTERMOST = 8  # samples at each end: a largest difference there may be one that grows


class Pairs(Sequence[Pair]):
    """The pairs in the order of combinations: (0, 1), (0, 2), ..., (1, 2), ...

    Measured over a range, of derivatives of an order, with a tolerance or without.
    """

    def __init__(
        self,
        functions: Sequence[Activation],
        over: Interval,
        order: int,
        tolerance: Tolerance | None,
    ) -> None:
        self._over, self._order, self._tolerance = over, order, tolerance
        self._indices = list(combinations(range(len(functions)), 2))
        self._places = {both: place for place, both in enumerate(self._indices)}
        self._functions = sampled(functions, over) if self._indices else []
        self._measured: dict[int, Pair] = {}

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, index: int) -> Pair: ...

    @overload
    def __getitem__(self, index: slice) -> "tuple[Pair, ...]": ...

    def __getitem__(self, index: int | slice) -> "Pair | tuple[Pair, ...]":
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place not in self._measured:
            i, j = self._indices[place]
            f, g = self._functions[i], self._functions[j]
            found = measured(f, g, self._over, self._order, self._tolerance)
            self._measured[place] = as_float64_shows(found, self._tolerance)
        return self._measured[place]

    def __iter__(self) -> Iterator[Pair]:
        return (self[place] for place in range(len(self)))

    def between(self, i: int, j: int) -> Pair:
        """The pair of two functions by their positions, whichever comes first."""
        return self[self._places[min(i, j), max(i, j)]]

    @cached_property
    def closest(self) -> Pair:
        """The pair with the smallest largest difference; of several the first."""
        if len(self) <= _FEW:
            return min(self, key=_distance)
        sampled_sizes, _ = self._from_samples
        best = int(np.argmin(sampled_sizes))
        for place in map(int, np.argsort(sampled_sizes, kind="stable")):
            least = _distance(self[best])
            if sampled_sizes[place] > least * (1.0 + _ROUNDING) + self._noise:
                break
            is_earlier = place < best
            if (least > 0.0 or is_earlier) and (
                _distance(self[place]) < least or (is_earlier and _distance(self[place]) == least)
            ):
                best = place
        return self[best]

    @cached_property
    def furthest(self) -> Pair:
        """The pair with the largest largest difference; of several the first."""
        if len(self) <= _FEW:
            return max(self, key=_distance)
        sampled_sizes, may_grow = self._from_samples
        candidates = sampled_sizes >= _FOUND * np.max(sampled_sizes)
        if not np.isfinite(self._over).all():
            candidates |= may_grow
        best: Pair | None = None
        for place in map(int, np.flatnonzero(candidates)):
            if best is None or _distance(self[place]) > _distance(best):
                best = self[place]
            if np.isinf(_distance(best)):
                break
        return best or self[0]

    @cached_property
    def _from_samples(self) -> tuple[Array, Mask]:
        """The largest difference of each pair at the samples, and whether it is far out."""
        sizes, outer = np.empty(len(self)), np.zeros(len(self), dtype=bool)
        values = np.array([one.values[self._order] for one in self._functions])
        last = values.shape[1] - _OUTERMOST
        place = 0
        for i in range(len(values) - 1):
            one, others = values[i], values[i + 1 :]
            with np.errstate(all="ignore"):
                apart = np.abs(one - others)
            same = (one == others) | (np.isnan(one) & np.isnan(others))
            apart = np.where(same, 0.0, np.where(np.isnan(apart), np.inf, apart))
            rows = slice(place, place + len(others))
            at = np.argmax(apart, axis=1)
            sizes[rows] = apart[np.arange(len(others)), at]
            outer[rows] = (at < _OUTERMOST) | (at >= last)
            place += len(others)
        return sizes, outer

    @cached_property
    def _noise(self) -> float:
        """Below which size a difference at the samples may be rounding."""
        values = np.abs([one.values[self._order] for one in self._functions])
        known = np.where(np.isfinite(values), values, 0.0)
        return _ROUNDING * min(float(np.max(known)), 1e3)


def as_float64_shows(pair: Pair, tolerance: Tolerance | None) -> Pair:
    """The pair, without a difference that no sample shows: x and x + 1e-17 are one function.

    Floats that differ are counted all the same, and a peak between samples is a difference.
    """
    if pair.sign != "equal" or not 0.0 < pair.max_difference < inf:
        return pair
    if pair.max_difference > _UNSEEN and any(map(isfinite, pair.at)):
        return pair
    mean = pair.mean_difference and 0.0
    shown = replace(
        pair, max_difference=0.0, at=(), area=0.0, mean_difference=mean, unbounded=False
    )
    if tolerance is None or tolerance.ulps is not None:
        return shown
    worst = pair.worst and Largest(0.0, ())
    return replace(shown, within=True, failing_at=None, worst=worst)


def _distance(pair: Pair) -> float:
    return pair.max_difference
