"""What can be drawn: functions, and differences of two, as the values of several orders at once."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from actcli.analysis.pictures.picture import Array
from actcli.errors import ActcliError

# The values of several orders at the same places, a row an order.
Source = Callable[[Array, Sequence[int]], Sequence[Array]]


class Function(Protocol):
    """What can be drawn: a function of numbers, or of whole vectors along the last axis."""

    @property
    def label(self) -> str:
        """What the legend calls it."""

    @property
    def is_vector(self) -> bool:
        """Whether it maps a vector and not each number by itself."""

    def __call__(self, x: Any, /) -> Any:
        """Its values, of x's shape."""

    def derivative(self, x: Any, order: int = 1, /) -> Any:
        """Its slopes, of x's shape; for a function of a vector the Jacobian (..., n, n)."""


@runtime_checkable
class _InOnePass(Protocol):
    """A function that gives value and slopes together, for little more than the value alone."""

    def evaluate(self, x: Array, orders: Sequence[int], /) -> list[Array]:
        """The derivatives of the orders given, each of x's shape."""


def source_of(function: Function) -> Source:
    """Values and slopes of a function; of a function of a vector the first output for (x, 0).

    Raises ActcliError, when asked, for a function of vectors that does not give an output for each
    input.
    """
    if function.is_vector:
        return lambda x, orders: [_first_output(function, x, order) for order in orders]
    if isinstance(function, _InOnePass):
        return function.evaluate
    return lambda x, orders: [
        function(x) if order == 0 else function.derivative(x, order) for order in orders
    ]


def difference_of(first: Source, other: Source) -> Source:
    """The first less the other, and its slopes."""

    def values(x: Array, orders: Sequence[int]) -> list[Array]:
        pairs = zip(first(x, orders), other(x, orders), strict=True)
        return [np.asarray(one) - np.asarray(two) for one, two in pairs]

    return values


def _first_output(function: Function, x: Array, order: int) -> Any:
    """The first output, or its slope by the first input, for the vectors (x, 0)."""
    vectors = np.stack([x, np.zeros_like(x)], axis=-1)
    if order > 0:
        return function.derivative(vectors, order)[..., 0, 0]
    y = function(vectors)
    if np.shape(y) != vectors.shape:
        raise ActcliError(
            f"{function.label} cannot be drawn: it does not give an output for each input",
            f"for its values type: actcli eval {function.label} 1 2 3",
        )
    return y[..., 0]
