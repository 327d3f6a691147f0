"""Why a function is none for a hidden layer: no slope, a kink, no number, no layer that has it.

Needs no NumPy for names of the book.
"""

import math

from actcli.analysis.planning.functions import lacks_layer
from actcli.analysis.planning.rows import Asked
from actcli.analysis.planning.specs import Function
from actcli.catalog.load import Book
from actcli.catalog.shipped import shipped_fields
from actcli.errors import ActcliError

_ROUGH = {"jump", "C0", "C1"}  # second derivatives jump, which such losses have
_FAR = (1.0, 2.0, 5.0)  # where a function that is NaN on a half line is seen to be


def unfitness(function: Function, asked: Asked, framework: str | None) -> str | None:
    """The note that says why a plain layer cannot take what a row offers; None where it can."""
    if function.name in asked.ruled_out:
        return "ruled_out_choice"
    if function.is_vector:
        return "vector_choice"
    if has_no_slope(function):
        return "no_slope_choice"
    fields = shipped_fields().get(function.name, {})
    if asked.needs_smoothness and fields.get("smoothness") in _ROUGH:
        return "kink_choice"
    return "framework_choice" if framework and lacks_layer(function, framework) else None


def has_no_slope(function: Function) -> bool:
    """Whether f' of an entry is 0 wherever it exists, as for the step, so that nothing learns."""
    fields = shipped_fields().get(function.name)
    return fields is not None and fields["dead_zones"] == [["-Infinity", "Infinity"]]


def unfit_formula(function: Function, book: Book) -> None:
    """Refuse a formula, or a function of the user's own book, that no layer can learn with.

    Raises ActcliError where f' is 0 wherever it exists, and where f has no value on a half line.
    """
    if function.entry is not None and function.name in shipped_fields():
        return
    import numpy as np

    from actcli.catalog.spec import resolve

    found = resolve(function.spec, book)
    ahead = np.array(_FAR)
    with np.errstate(all="ignore"):
        for side, x in (("below", -ahead), ("above", ahead)):
            if not np.isfinite(np.asarray(found(x))).any():
                raise ActcliError(
                    f"{function.name} has no value {side} 0",
                    "a hidden layer takes a function of all numbers: relu, 'x * sigmoid(x)'",
                )
    traits = found.traits
    if traits is not None and tuple(map(tuple, traits.dead_zones)) == ((-math.inf, math.inf),):
        raise ActcliError(
            f"the slope of {function.name} is 0 everywhere: nothing below it would learn",
            "relu or hard_tanh; with a straight-through gradient it is code of your own",
        )
