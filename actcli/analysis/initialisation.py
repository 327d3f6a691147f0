"""Gains and initialisation: what frameworks and papers recommend, beside what is measured.

The gain of a function is the sigma_w of a layer, the standard deviation of its weights times
sqrt(fan_in). The measured ones are traits; those here are conventions, quoted with their source.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actcli.catalog.load import read_toml

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation

GAIN_SOURCE = "torch.nn.init.calculate_gain, PyTorch 2.13.0"

_FILE = Path(__file__).with_name("initialisation.toml")
Numbers = Mapping[str, float]


def _he_gain(slope: float) -> float:
    """He's gain where the negative half of the inputs is multiplied by a slope: 0 for relu."""
    return math.sqrt(2.0 / (1.0 + slope * slope))


# calculate_gain of the function, given its parameters.
_GAINS: Mapping[str, Callable[[Numbers], float]] = {
    "identity": lambda _: 1.0,
    "sigmoid": lambda _: 1.0,
    "tanh": lambda _: 5.0 / 3.0,
    "relu": lambda _: _he_gain(0.0),
    "relu_keras": lambda _: _he_gain(0.0),
    "leaky_relu": lambda numbers: _he_gain(numbers["negative_slope"]),
    "selu": lambda _: 0.75,
}
# The slope of the negative part, where it is a parameter or the mean of two: He's gain counts it.
_SLOPES: Mapping[str, Callable[[Numbers], float]] = {
    "leaky_relu": lambda numbers: numbers["negative_slope"],
    "prelu": lambda numbers: numbers["a"],
    "rrelu": lambda numbers: (numbers["lower"] + numbers["upper"]) / 2.0,
}
# What the table says of these holds at any parameters; of others at their defaults.
_AT_ANY = {*_SLOPES, "sine"}


@dataclass(frozen=True)
class Initialisation:
    """The initialisation that matches a function.

    `rule` is he, glorot, lecun, siren, or none where nobody has derived one, and `name` what a
    person calls it; `weights` is what they are drawn from ("" for none), `reasons` the reason by
    language, `source` the paper.
    """

    rule: str
    name: str
    weights: str
    reasons: Mapping[str, str]
    source: str


def conventional_gain(activation: "Activation") -> float | None:
    """The gain that PyTorch recommends for a function, or None where it names none.

    A convention: tanh's 5/3, sigmoid's 1 and selu's 3/4 do not keep the mean square of a layer.
    """
    entry = activation.entry
    if entry is None or entry.name not in _GAINS or not _is_meant(activation):
        return None
    return _GAINS[entry.name](activation.numeric_parameters)


def initialisation(activation: "Activation") -> Initialisation | None:
    """The initialisation that matches a function, or None where no source says one."""
    entry = activation.entry
    if entry is None or not _is_meant(activation):
        return None
    tables = _tables()
    own = tables["functions"].get(entry.name)
    if own is None:
        return None
    rule: Mapping[str, str] = tables.get(own["rule"], {})
    return Initialisation(
        rule=own["rule"],
        name=rule.get("name", ""),
        weights=_weights(activation, own.get("weights") or rule.get("weights", "")),
        reasons={language: own[language] for language in ("en", "ko")},
        source=own.get("source") or rule["source"],
    )


def _is_meant(activation: "Activation") -> bool:
    """Whether what is said of the entry holds at these parameters."""
    assert activation.entry is not None
    return activation.spec == activation.entry.name or activation.entry.name in _AT_ANY


def _weights(activation: "Activation", text: str) -> str:
    """What the weights are drawn from, with the gain of this slope filled in."""
    slope = _SLOPES.get(activation.name)
    if slope is None:
        return text
    return text.format(gain=f"{_he_gain(slope(activation.numeric_parameters)):.6g}")


@cache
def _tables() -> dict[str, Any]:
    return read_toml(_FILE)
