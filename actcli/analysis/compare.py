"""What compare answers: traits side by side, values at points, and the largest differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from actcli.catalog.activation import Activation
from actcli.catalog.traits import Traits, traits_of
from actcli.errors import ActcliError
from actcli.formula.compensated import Array
from actcli.formula.landmarks import GRID, breakpoints, crossings

DEFAULT_RANGE = (-10.0, 10.0)
DEFAULT_POINTS = (-3.0, -1.0, 0.0, 1.0, 3.0)
_SAMPLES = 4097
_MOST_PLACES = 8


@dataclass(frozen=True)
class Pair:
    """How far two functions are apart: the largest |f - g| over the range, and where."""

    f: Activation
    g: Activation
    max_difference: float
    at: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """The whole answer; `values[i]` belongs to `functions[i]`, at `points`."""

    range: tuple[float, float]
    functions: tuple[Activation, ...]
    traits: tuple[Traits, ...]
    points: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    pairs: tuple[Pair, ...]

    def beyond(self, tolerance: float) -> list[Pair]:
        """The pairs that differ by more than the tolerance; one equal to it passes."""
        return beyond(self.pairs, tolerance)


def beyond(pairs: Sequence[Pair], tolerance: float) -> list[Pair]:
    """The pairs that differ by more than the tolerance; one equal to it passes."""
    return [pair for pair in pairs if not pair.max_difference <= tolerance]


def compare(
    functions: Sequence[Activation],
    over: tuple[float, float] = DEFAULT_RANGE,
    points: Sequence[float] = DEFAULT_POINTS,
) -> Comparison:
    """Compare elementwise functions over a finite range.

    Raises ActcliError for a function of a vector, and for fewer than two functions.
    """
    for function in functions:
        if function.is_vector:
            raise ActcliError(
                f"{function.name} is a function of a whole vector; compare takes elementwise ones",
                f"try: actcli eval {function.name} 1 2 3",
            )
    if len(functions) < 2:
        raise ActcliError("compare needs at least two functions", "actcli compare gelu silu")
    at = np.array(points, dtype=np.float64)
    return Comparison(
        range=over,
        functions=tuple(functions),
        traits=tuple(traits for f in functions if (traits := traits_of(f)) is not None),
        points=tuple(points),
        values=tuple(tuple(map(float, f.evaluate(at, [0])[0])) for f in functions),
        pairs=tuple(largest_difference(f, g, over) for f, g in combinations(functions, 2)),
    )


def largest_difference(f: Activation, g: Activation, over: tuple[float, float]) -> Pair:
    """The largest |f - g| over a finite range, refined where f' - g' changes sign.

    NaN on one side only counts as an infinite difference, equal infinities as none.
    """
    low, high = over
    inside = GRID[(low < GRID) & (high > GRID)]
    samples = np.unique(np.concatenate([np.linspace(*over, _SAMPLES), inside]))
    breaks = np.concatenate([_breaks(f, samples), _breaks(g, samples)])
    beside = np.concatenate([np.nextafter(breaks, -np.inf), breaks, np.nextafter(breaks, np.inf)])
    samples = np.unique(np.concatenate([samples, np.clip(beside, *over)]))
    turning = crossings(lambda x: _gap(f, g, x, 1), samples)
    x = np.unique(np.concatenate([samples, turning]))
    differences = np.abs(_gap(f, g, x, 0))
    largest = float(np.max(differences))
    rounding = _rounding(f, g, x)
    reached = differences >= largest - rounding - rounding[np.argmax(differences)]
    return Pair(f, g, largest, _places(x, reached) if largest > 0.0 else ())


def _rounding(f: Activation, g: Activation, x: Array) -> Array:
    """How far f - g may be off because f and g are doubles."""
    sizes = np.abs(np.concatenate([f.evaluate(x, [0]), g.evaluate(x, [0])])).max(axis=0)
    with np.errstate(all="ignore"):
        return np.where(np.isfinite(sizes), 4.0 * np.spacing(sizes), 0.0)


def _breaks(function: Activation, samples: Array) -> Array:
    return breakpoints(function.parsed.tree, function.numeric_parameters, samples)


def _gap(f: Activation, g: Activation, x: Array, order: int) -> Array:
    one, other = f.evaluate(x, [order])[0], g.evaluate(x, [order])[0]
    with np.errstate(all="ignore"):
        gap = one - other
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.where(same, 0.0, np.where(np.isnan(gap), np.inf, gap))


def _places(x: Array, reached: NDArray[np.bool_]) -> tuple[float, ...]:
    """Where the largest difference is reached; one place for a stretch of them."""
    indices = np.nonzero(reached)[0]
    stretches = np.split(indices, np.nonzero(np.diff(indices) > 1)[0] + 1)
    places = [_plainest(x[stretch]) for stretch in stretches]
    return tuple(sorted(sorted(places, key=abs)[:_MOST_PLACES]))


def _plainest(places: Array) -> float:
    """Of places that are equally good, the shortest to write; of these the one nearest to 0."""
    return min(map(float, places), key=lambda place: (len(repr(place)), abs(place)))
