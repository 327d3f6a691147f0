"""What compare answers: traits side by side, values at points, and the largest differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from actcli.analysis.comparing.differences import Interval, Pair
from actcli.analysis.comparing.many import Pairs
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.catalog.activation import Activation
from actcli.catalog.traits import Traits, traits_of
from actcli.errors import ActcliError

DEFAULT_RANGE = (-10.0, 10.0)
REAL_LINE: Interval = (-inf, inf)
DEFAULT_POINTS = (-3.0, -1.0, 0.0, 1.0, 3.0)


@dataclass(frozen=True)
class Comparison:
    """The whole answer; `values[i]`, of the order compared, belongs to `functions[i]`, at `points`.

    `pairs` are all pairs in the order of combinations: (0, 1), (0, 2), ..., (1, 2), ..., each
    measured when it is first asked for.
    """

    range: Interval
    order: int
    functions: tuple[Activation, ...]
    traits: tuple[Traits, ...]
    points: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    pairs: Pairs
    tolerance: Tolerance | None

    @property
    def beyond(self) -> list[Pair]:
        """The pairs that do not pass the tolerance."""
        return beyond(self.pairs)

    @property
    def matrix(self) -> tuple[tuple[float, ...], ...]:
        """The largest difference of functions[i] and functions[j], at [i][j]; 0 on the diagonal."""
        size = range(len(self.functions))
        return tuple(tuple(self.difference(i, j) for j in size) for i in size)

    def difference(self, i: int, j: int) -> float:
        """The largest difference of functions[i] and functions[j]."""
        return 0.0 if i == j else self.pairs.between(i, j).max_difference


def beyond(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that do not pass the tolerance they were measured with."""
    return [pair for pair in pairs if pair.within is False]


def compare(
    functions: Sequence[Activation],
    over: Interval = DEFAULT_RANGE,
    points: Sequence[float] = DEFAULT_POINTS,
    order: int = 0,
    tolerance: Tolerance | None = None,
) -> Comparison:
    """Compare elementwise functions, or their derivatives of one order, over a range.

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
        order=order,
        functions=tuple(functions),
        traits=tuple(traits for f in functions if (traits := traits_of(f)) is not None),
        points=tuple(points),
        values=tuple(tuple(map(float, f.evaluate(at, [order])[0])) for f in functions),
        pairs=Pairs(functions, over, order, tolerance),
        tolerance=tolerance,
    )
