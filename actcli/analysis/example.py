"""A function of a vector at work: one example, and what holds for all of its outputs."""

from dataclasses import dataclass

import numpy as np

from actcli.catalog.activation import Activation
from actcli.errors import ActcliError

# Distinct numbers, so that the largest is one; every length is tried, as some divide the vector.
_NUMBERS = (1.0, 0.5, 0.0, -0.5, -1.0, 0.25, -0.25, 1.5, 0.75, -0.75, 2.0, -2.0)
_LENGTHS = (4, 6, 8, 12)
_SUMS = 1e-12  # how far the outputs may sum from 1


@dataclass(frozen=True)
class Example:
    """What a function of a vector makes of one: `jacobian[i][j]` is the slope of y_i in x_j.

    `length_ratio` is the number of outputs for each input, None where it is no constant share.
    `sums_to_one` says whether the outputs sum to 1 for every vector tried.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    jacobian: tuple[tuple[float, ...], ...]
    length_ratio: float | None
    sums_to_one: bool


def example(function: Activation) -> Example | None:
    """The example of a vector function; None for an elementwise one, or where no vector fits."""
    if not function.is_vector:
        return None
    answers = {length: y for length in _LENGTHS if (y := _answer(function, length)) is not None}
    if not answers:
        return None
    first = min(answers)
    x = np.array(_NUMBERS[:first])
    ratios = {y.size / length for length, y in answers.items()}
    sums = [abs(float(y.sum()) - 1.0) for y in answers.values()]
    return Example(
        x=tuple(map(float, x)),
        y=tuple(map(float, answers[first])),
        jacobian=tuple(tuple(map(float, row)) for row in function.derivative(x, 1)),
        length_ratio=ratios.pop() if len(ratios) == 1 and len(answers) > 1 else None,
        sums_to_one=max(sums) <= _SUMS,
    )


def _answer(function: Activation, length: int) -> np.ndarray | None:
    try:
        return np.asarray(function(np.array(_NUMBERS[:length])))
    except ActcliError:  # a length that does not divide into its groups
        return None
