"""`actcli compare --picture`: the curves above, their difference below."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actcli.cli.picture import Caption, Look, drawing_of, sized, terminal_text

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

# What is drawn of the real line: where functions usually differ.
_INSTEAD_OF_ALL = (-10.0, 10.0)
# A picture of its own may fill a terminal; this one stands in an answer.
_TALLEST = 32


def picture_text(
    functions: "Sequence[Activation]",
    over: tuple[float, float],
    order: int,
    words: "Words",
    color: str,
    *,
    to_terminal: bool,
) -> str:
    """The picture as text that ends in a newline; without colours there is no escape byte in it.

    `over` is (-inf, inf) for the real line, `order` the derivative compared. Raises ActcliError
    where there is nothing to draw.
    """
    from actcli.analysis.pictures.compose import compose

    look = sized(Look(color=color), to_terminal=to_terminal)
    width, height = look.cells
    look = Look(width=width, height=min(height, _TALLEST), color=color)
    limits = over if math.isfinite(over[0]) else _INSTEAD_OF_ALL
    orders = [order] if order else []
    picture = compose(functions, limits, orders, look.dots, panels=True, difference=True)
    drawing = drawing_of(picture, look, words, Caption())
    return terminal_text(drawing, look, to_terminal=to_terminal)
