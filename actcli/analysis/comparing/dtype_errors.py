"""The errors of one way to write a function in one dtype: how large, and where it breaks down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from actcli.analysis.comparing.dtype_search import (
    ROUNDS,
    Bounds,
    Run,
    closed_in,
    is_exhausted,
    near_worst,
    runs,
)
from actcli.catalog.activation import Activation
from actcli.formula.compensated import Array, Mask
from actcli.formula.native import Ordinals, Precision, evaluate_native
from actcli.formula.tree import Node

_MOST_STRETCHES = 8
_UNIT = 1.0  # in the last place
# The float64 values next to those that are too small for it, and an x that is not why.
_HARDLY_ANY, _HARDLY_ANY_X = 1e-290, 1e-40


class Place(NamedTuple):
    """An x and the exact f there."""

    x: float
    exact: float


class Stretch(NamedTuple):
    """A closed interval of the dtype's numbers, and the exact f at its ends."""

    low: float
    high: float
    exact_low: float
    exact_high: float

    @property
    def inner(self) -> float:
        """The end that is nearer to 0."""
        return min(self.low, self.high, key=abs)

    @property
    def ends(self) -> tuple[Place, Place]:
        """The two ends, each with the exact f."""
        return Place(self.low, self.exact_low), Place(self.high, self.exact_high)


class Largest(NamedTuple):
    """A largest error and the x nearest to 0 that has it; `at` is None where there is no error."""

    error: float
    at: float | None


@dataclass(frozen=True)
class Measured:
    """What a dtype does to one reading of a function.

    `ulps` are units in the last place at the exact value, infinite for ±inf or NaN that the exact
    value does not make; `relative` errors count where the exact value is a normal number of the
    dtype. Stretches, up to eight of each, those with the most numbers first:
    `overflow`, the result is ±inf or NaN and the exact value would not be; `lost`, the result is
    finite and wrong by half of the exact value or more, and by more than a unit, which is not much
    beside 0; `underflow`, it is lost and 0; `nan`, the result is NaN and the exact value is not.
    No arithmetic could do better where the exact value itself is beyond the dtype's largest number
    (`overflow_by_right`), or is not 0 and rounds to it (`underflow_by_right`; not at subnormal x
    alone).
    `looked_at` are the first and the last x, `points` the number of those at which f has a value.
    """

    dtype: str
    exhaustive: bool
    points: int
    looked_at: Bounds
    ulps: Largest
    relative: Largest
    overflow: tuple[Stretch, ...]
    underflow: tuple[Stretch, ...]
    lost: tuple[Stretch, ...]
    nan: tuple[Stretch, ...]
    overflow_by_right: tuple[Stretch, ...] = ()
    underflow_by_right: tuple[Stretch, ...] = ()


class _Seen(NamedTuple):
    """What was found at the places looked at: errors, and what holds where."""

    places: Ordinals
    exact: Array
    ulps: Array
    relative: Array
    holds: dict[str, Mask]


class Look:
    """Looks at one reading of a function, a tree, in one dtype."""

    def __init__(self, function: Activation, tree: Node, dtype: Precision) -> None:
        self.function = function
        self.tree = tree
        self.dtype = dtype

    def measured(self, known: Ordinals, exact: Array) -> Measured:
        """All that is found from these places, ascending, with the exact f there."""
        seen = self.seen(known, exact)
        exhaustive = is_exhausted(self.dtype)
        if not exhaustive:
            for _ in range(ROUNDS):
                seen = self.closer(seen)
        x = self.dtype.values_of(seen.places)
        stretches = self.stretches(seen, exhaustive)
        broken = [stretch.inner for stretch in (*stretches["overflow"], *stretches["nan"])]
        return Measured(
            dtype=self.dtype.name,
            exhaustive=exhaustive,
            points=int(np.count_nonzero(~np.isnan(seen.exact))),
            looked_at=(float(x[0]), float(x[-1])),
            ulps=_largest(x, seen.ulps, broken),
            relative=_largest(x, seen.relative, broken),
            overflow=stretches["overflow"],
            underflow=stretches["underflow"],
            lost=stretches["lost"],
            nan=stretches["nan"],
            overflow_by_right=stretches["overflow_by_right"],
            underflow_by_right=stretches["underflow_by_right"],
        )

    def seen(self, known: Ordinals, exact: Array | None = None) -> _Seen:
        """Evaluate the reading at these places and compare it with the exact f."""
        x, dtype = self.dtype.values_of(known), self.dtype
        if exact is None:
            exact = self.function.evaluate(x, [0])[0]
        native = evaluate_native(self.tree, x, self.function.numeric_parameters, dtype)
        with np.errstate(all="ignore"):
            right = dtype.rounded(exact)
            is_right = (native == right) | (np.isnan(native) & np.isnan(exact))
            gap = np.where(is_right & np.isinf(right), 0.0, np.abs(native - exact))
            # A nearest number that is infinite is no error; any other ±inf or NaN is one.
            gap = np.where(is_right & np.isnan(exact), 0.0, np.where(np.isnan(gap), np.inf, gap))
            ulps = gap / dtype.spacing(np.nan_to_num(exact, nan=1.0))
            relative = gap / np.abs(exact)
        is_normal = np.abs(exact) >= dtype.smallest_normal
        both = np.isfinite(native) & np.isfinite(right)
        is_lost = both & (relative >= 0.5) & (ulps > _UNIT)
        holds = {
            "overflow": ~np.isfinite(native) & np.isfinite(right),
            "underflow": is_lost & (native == 0.0),
            "lost": is_lost,
            "nan": np.isnan(native) & ~np.isnan(exact),
            "overflow_by_right": np.isinf(right),
            "underflow_by_right": right == 0.0,
        }
        counted = np.where(np.isinf(gap), np.inf, np.where(is_normal & both, relative, 0.0))
        return _Seen(known, exact, ulps, counted, holds)

    def closer(self, seen: _Seen) -> _Seen:
        """The same with more places, near those with the largest errors of either kind."""
        further = np.union1d(
            near_worst(seen.places, seen.ulps), near_worst(seen.places, seen.relative)
        )
        new = self.seen(np.setdiff1d(further, seen.places, assume_unique=True))
        order = np.argsort(np.concatenate([seen.places, new.places]))

        def joined(one: Array, other: Array) -> Array:
            both: Array = np.concatenate([one, other])[order]
            return both

        return _Seen(
            np.concatenate([seen.places, new.places])[order],
            joined(seen.exact, new.exact),
            joined(seen.ulps, new.ulps),
            joined(seen.relative, new.relative),
            {
                name: np.concatenate([holds, new.holds[name]])[order]
                for name, holds in seen.holds.items()
            },
        )

    def stretches(self, seen: _Seen, exhaustive: bool) -> dict[str, tuple[Stretch, ...]]:
        """Where each condition holds, the ends searched for between the places looked at."""
        known = seen.places
        is_small = (seen.exact != 0.0) | _vanished(self.dtype.values_of(known), seen.exact)
        holding = {**seen.holds, "underflow_by_right": seen.holds["underflow_by_right"] & is_small}
        found = {name: self.told(name, holds, known) for name, holds in holding.items()}
        owners = [name for name, few in found.items() for _ in few for _ in range(2)]
        ends = [end for few in found.values() for run in few for end in run]
        beyond = [end + (1 if n % 2 else -1) for n, end in enumerate(ends)]
        inside = known[ends]
        if not exhaustive and ends:
            outside = np.where(
                (np.array(beyond) >= 0) & (np.array(beyond) < known.size),
                known[np.clip(beyond, 0, known.size - 1)],
                inside,
            )
            inside = closed_in(inside, outside, lambda at: self.condition(owners, at))
        return self.with_values(inside, owners, list(found))

    def told(self, name: str, holds: Mask, known: Ordinals) -> list[Run]:
        """The longest stretches on which a condition holds.

        What rounds to 0 at subnormal x alone is left out: nearly every slope below 1 does.
        """
        found = runs(holds, known, _MOST_STRETCHES)
        if name != "underflow_by_right":
            return found
        sizes = np.abs(self.dtype.values_of(known))
        outer = (max(sizes[run.first], sizes[run.last]) for run in found)
        return [run for run, x in zip(found, outer, strict=True) if x >= self.dtype.smallest_normal]

    def condition(self, owners: Sequence[str], at: Ordinals) -> Mask:
        """Whether at each place the condition holds that the owner at its index names."""
        holds = self.seen(at).holds
        decided: Mask = np.array([holds[name][n] for n, name in enumerate(owners)], dtype=bool)
        return decided

    def with_values(
        self, ends: Ordinals, owners: Sequence[str], names: Sequence[str]
    ) -> dict[str, tuple[Stretch, ...]]:
        """Pairs of ends as stretches of x, with the exact f at the ends."""
        pairs = ends.reshape(-1, 2)
        lengths = pairs[:, 1].astype(np.float64) - pairs[:, 0]
        longest_first = np.argsort(-lengths, kind="stable")
        x = self.dtype.values_of(pairs[longest_first])
        exact = self.function.evaluate(x, [0])[0]
        stretches: dict[str, list[Stretch]] = {name: [] for name in names}
        for index, pair, values in zip(longest_first, x.tolist(), exact.tolist(), strict=True):
            stretches[owners[2 * index]].append(Stretch(*pair, *values))
        return {name: tuple(few) for name, few in stretches.items()}


def _vanished(x: Array, exact: Array) -> Mask:
    """Where the float64 value is 0 because it is too small for float64 as well, as exp(-800) is.

    Zeros beside values that are hardly above 0, though x is not, are taken for it.
    """
    vanished = np.zeros(exact.shape, dtype=bool)
    tiny = (np.abs(exact) < _HARDLY_ANY) & (exact != 0.0) & (np.abs(x) > _HARDLY_ANY_X)
    edges = np.flatnonzero(
        np.diff(np.concatenate([[False], exact == 0.0, [False]]).astype(np.int8))
    )
    for first, after in edges.reshape(-1, 2):
        sides = [tiny[first - 1]] if first > 0 else []
        sides += [tiny[after]] if after < exact.size else []
        vanished[first:after] = bool(sides) and all(sides)
    return vanished


def _largest(x: Array, errors: Array, broken: Sequence[float]) -> Largest:
    """The largest error; of several places with it the one nearest to 0, the positive of two.

    Where some results are `broken`, ±inf or NaN, those are the places.
    """
    largest = float(np.max(errors))
    if largest == 0.0:
        return Largest(0.0, None)
    having = broken or x[errors == largest].tolist()
    return Largest(largest, min(having, key=lambda place: (abs(place), -place)))
