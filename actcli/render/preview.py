"""The small picture of a card: f and its slope, drawn as plot draws them."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from actcli.analysis.pictures.compose import compose
from actcli.analysis.pictures.picture import DEFAULT_RANGE
from actcli.errors import ActcliError
from actcli.render.pictures.curves import dot_columns, draw_picture
from actcli.render.terminal import ColorSystem

if TYPE_CHECKING:
    from rich.text import Text

    from actcli.catalog.activation import Activation
    from actcli.catalog.traits import Traits
    from actcli.render.words import Words

NARROWEST = 40  # columns of output; in fewer a picture says too little
_WIDTH, _HEIGHT = 64, 12
_FURTHEST_KINK = 10.0


def preview(
    function: "Activation",
    traits: "Traits | None",
    width: int,
    colors: ColorSystem | None,
    words: "Words",
) -> "Text | None":
    """The picture in at most so many columns; None where there is no room or nothing to draw."""
    if width < NARROWEST:
        return None
    columns = min(_WIDTH, width)
    try:
        picture = compose(
            [function], _range(traits), [0, 1], dot_columns(columns, ascii_only=False)
        )
    except ActcliError:  # no finite value there, or not an output for each input
        return None
    # The card's heading has the name: "f" keeps the legend beside the curves.
    curves = tuple(replace(curve, label="f") for curve in picture.curves)
    panel = replace(picture.panels[0], curves=curves)
    drawing = draw_picture(
        replace(picture, panels=(panel,)),
        width=columns,
        height=_HEIGHT,
        notes=[words("plot.first_output_of", name="f")] if function.is_vector else [],
    )
    return drawing.text(colors)


def _range(traits: "Traits | None") -> tuple[float, float]:
    """From -5 to 5, or further where a kink that is not too far away would be missed.

    Of a wave as many swings as sin(x) has there: sin(30 x) would be a grey block.
    """
    if traits is not None and all(growth.kind == "oscillating" for growth in traits.growth):
        end = DEFAULT_RANGE[1] / math.sqrt(max(traits.largest_curvature, 1.0))
        return -end, end
    kinks = traits.kinks if traits is not None else ()
    furthest = max((abs(x) for x in kinks if abs(x) <= _FURTHEST_KINK), default=0.0)
    end = max(DEFAULT_RANGE[1], float(round(furthest + 2.0)) if furthest > 4.0 else 0.0)
    return -end, end
