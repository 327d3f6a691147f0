"""The gain of the functions that rows choose for layers: what an initialisation multiplies by."""

from collections.abc import Iterable

from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.catalog.shipped import shipped_fields

LAYERS_WITH_A_GAIN = ("hidden", "recurrent")


def forward_gains(rows: Iterable[Row]) -> dict[str, float]:
    """The forward gain of each elementwise function that the rows choose for hidden layers.

    1 / sqrt(E[f(z)^2]) for z of a standard normal distribution: weights of that standard deviation
    times 1 / sqrt(fan_in) keep the second moment from layer to layer.
    """
    measured = shipped_fields()
    gains: dict[str, float] = {}
    for name in (name for row in rows for name in _for_layers(row)):
        gain = measured.get(name, {}).get("forward_gain")
        if isinstance(gain, int | float):
            gains[name] = float(gain)
    return gains


def _for_layers(row: Row) -> tuple[str, ...]:
    if row.layer == COMBINATION:
        return row.choose[:1]
    return row.choose if row.layer in LAYERS_WITH_A_GAIN else ()
