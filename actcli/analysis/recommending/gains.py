"""The gain of the functions that rows choose for layers: what an initialisation multiplies by."""

import re
from collections.abc import Iterable

from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.catalog.shipped import shipped_fields

LAYERS_WITH_A_GAIN = ("hidden", COMBINATION)  # a recurrent one multiplies by the same weights
# A gain belongs to a rule for the variance of the weights; another initialisation contradicts it.
_VARIANCE_RULE = re.compile(r"(He|LeCun|Glorot)\b")
_FASTER_THAN_A_LINE = {"quadratic", "cubic", "exponential"}
_EVERYWHERE = [["-Infinity", "Infinity"]]


def forward_gains(rows: Iterable[Row]) -> dict[str, float]:
    """The forward gain of each elementwise function that the rows choose for hidden layers.

    1 / sqrt(E[f(z)^2]) for z of a standard normal distribution: weights of that standard deviation
    times 1 / sqrt(fan_in) keep the mean square of the pre-activations at 1 from layer to layer.
    """
    measured = shipped_fields()
    gains: dict[str, float] = {}
    for row in filter(takes_a_gain, rows):
        fields = measured.get(row.choose[0], {})
        gain = fields.get("forward_gain")
        if isinstance(gain, int | float) and _holds(fields):
            gains[row.choose[0]] = float(gain)
    return gains


def takes_a_gain(row: Row) -> bool:
    """Whether a gain says how to draw the weights below the function that the row chooses first.

    Only measured for parameters as they are by default, and only where the row's own initialisation
    is a rule for their variance, or left open.
    """
    if row.layer not in LAYERS_WITH_A_GAIN or not row.choose or row.specs[0] != row.choose[0]:
        return False
    return row.initialisation is None or bool(_VARIANCE_RULE.match(row.initialisation.en))


def _holds(fields: dict[str, object]) -> bool:
    """Whether the gain is one to train with: with slopes, and with a mean square that stays at 1.

    Of a function that grows faster than a line, such as squared ReLU, the mean square of the next
    layer grows with more than the mean square of this one: it leaves 1 by itself.
    """
    growths = fields.get("growth")
    kinds = {growth["kind"] for growth in growths} if isinstance(growths, list) else set()
    return fields.get("dead_zones") != _EVERYWHERE and not kinds & _FASTER_THAN_A_LINE
