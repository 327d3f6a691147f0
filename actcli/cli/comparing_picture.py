"""`actcli compare --picture`: the curves of the order compared above, their difference below."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actcli.cli.picture import Caption, Look, drawing_of, sized, terminal_text

if TYPE_CHECKING:
    from actcli.analysis.pictures.picture import Picture
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

# What is drawn of the real line: where functions usually differ.
_INSTEAD_OF_ALL = (-10.0, 10.0)
# A picture of its own may fill a terminal; this one stands in an answer.
_TALLEST = 32
# More names than this make no title; the legend lists them.
_MOST_NAMES = 4


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
    picture = compose(
        functions,
        limits,
        [order],
        look.dots,
        slopes_only=order > 0,
        difference=True,
        difference_orders=[order],
    )
    title = _slopes_title(picture, words) if order else None
    drawing = drawing_of(picture, look, words, Caption(title))
    return terminal_text(drawing, look, to_terminal=to_terminal)


def _slopes_title(picture: "Picture", words: "Words") -> str:
    """The names of the slopes, which are the only curves; of many, how many they are."""
    from actcli.render.pictures.legend import curve_name

    names = [curve_name(curve) for curve in picture.panels[0].curves]
    if len(names) > _MOST_NAMES:
        return words("plot.functions", count=len(names))
    return words("plot.title", names=", ".join(names))
