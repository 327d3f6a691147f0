"""What `compare --arithmetic native` answers: what a low precision does to each function.

A function has two readings, the formula of the book and the textbook form where there is one. Each
is evaluated with every operation rounded to a dtype, and compared with the accurate f at the same
x, parameters being exact doubles. That f is float64: it overflows where a part of a user's formula
exceeds 1e308, and measures float64 itself to a few units only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actcli.analysis.comparing.dtype_errors import Look, Measured
from actcli.analysis.comparing.dtype_search import Bounds, is_exhausted, places
from actcli.catalog.activation import Activation
from actcli.errors import ActcliError
from actcli.formula.landmarks import GRID, breakpoints
from actcli.formula.native import Precision, precision
from actcli.formula.tree import Node

FORMULA, TEXTBOOK = "formula", "textbook"


@dataclass(frozen=True)
class Reading:
    """One way to write a function: `name` is formula or textbook, `text` the formula."""

    name: str
    text: str
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class InDtypes:
    """A function and its readings."""

    function: Activation
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class NativeAnswer:
    """The whole answer; every reading has one `Measured` for each of `dtypes`."""

    range: Bounds
    dtypes: tuple[str, ...]
    functions: tuple[InDtypes, ...]

    @property
    def is_real_line(self) -> bool:
        """Whether every finite x was asked about."""
        return self.range == (-math.inf, math.inf)

    def beyond(self, ulps: float) -> list[tuple[Activation, Measured]]:
        """The formulas whose largest error in a dtype is more than this; one equal to it passes.

        A textbook form is shown for comparison and does not count.
        """
        return [
            (answer.function, measured)
            for answer in self.functions
            for reading in answer.readings
            if reading.name == FORMULA
            for measured in reading.measured
            if not measured.ulps.error <= ulps
        ]


def measure(functions: Sequence[Activation], over: Bounds, dtypes: Sequence[str]) -> NativeAnswer:
    """Measure elementwise functions in dtypes over a range, infinite for the real line.

    Raises ActcliError for a function of a vector, an unknown dtype, bfloat16 without its extra, and
    a range that holds no number of a dtype.
    """
    for function in functions:
        if function.is_vector:
            raise ActcliError(
                f"{function.name} is a function of a whole vector; compare takes elementwise ones",
                f"try: actcli eval {function.name} 1 2 3",
            )
    chosen = [precision(name) for name in dtypes]
    answers = tuple(InDtypes(f, _readings(f, over, chosen)) for f in functions)
    return NativeAnswer(over, tuple(dtypes), answers)


def _readings(
    function: Activation, over: Bounds, dtypes: Sequence[Precision]
) -> tuple[Reading, ...]:
    forms = _forms(function)
    measured = [
        _measured_forms(function, over, dtype, [tree for _, _, tree in forms]) for dtype in dtypes
    ]
    return tuple(
        Reading(name, text, tuple(one[index] for one in measured))
        for index, (name, text, _) in enumerate(forms)
    )


def _forms(function: Activation) -> list[tuple[str, str, Node]]:
    """The name, the text and the tree of each reading."""
    forms = [(FORMULA, function.formula, function.parsed.tree)]
    textbook = function.textbook_tree
    if textbook is not None and textbook != function.parsed.tree and function.entry is not None:
        forms.append((TEXTBOOK, function.entry.textbook, textbook))
    return forms


def _measured_forms(
    function: Activation, over: Bounds, dtype: Precision, trees: Sequence[Node]
) -> list[Measured]:
    """All readings of a function in one dtype, at places that they have in common."""
    within = GRID[(over[0] < GRID) & (over[1] > GRID)]
    landmarks = (
        np.empty(0)
        if is_exhausted(dtype) or within.size < 2
        else breakpoints(function.parsed.tree, function.numeric_parameters, within)
    )
    known = places(dtype, over, landmarks)
    exact = function.evaluate(dtype.values_of(known), [0])[0]
    return [Look(function, tree, dtype).measured(known, exact) for tree in trees]
