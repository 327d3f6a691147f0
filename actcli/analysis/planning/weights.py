"""What the weights of a layer are drawn from: the rule that matches its function, with its gain."""

import math
from typing import TYPE_CHECKING, cast

from actcli.analysis.initialisation import initialisation
from actcli.analysis.planning.network import RECURRENT, Weights
from actcli.analysis.planning.specs import Function
from actcli.catalog.load import Book
from actcli.catalog.shipped import shipped_fields

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation


# Forward gains that the table's own parameters need, so that a plan measures nothing (tested).
KNOWN_GAINS = {"gelu:approximate=tanh": 1.5335805216661}
IRNN_DEVIATION = 0.001  # of all weights but those of the state


def layer_weights(
    function: Function, fan_in: int, fan_out: int, book: Book, *, is_first: bool
) -> Weights:
    """The weights of a dense layer or convolution before a function.

    The rule of the paper that has one (analysis/initialisation.toml), else the gain that keeps
    E[h^2], which is measured; a plain gain of 1 where there is no such gain.
    """
    # Only entry, name, spec and parameters are asked for, which a Function has too.
    found = initialisation(cast("Activation", function))
    rule = found.rule if found is not None else "none"
    if rule == "siren":
        return Weights(rule, _siren_gain(function, fan_in, is_first), fan_in, fan_out)
    if rule == "he":
        return Weights(rule, _he_gain(function), fan_in, fan_out)
    if rule in {"glorot", "lecun"}:
        return Weights(rule, 1.0, fan_in, fan_out)
    gain = _forward_gain(function, book)
    if gain is None or not 0.0 < gain < math.inf:
        return Weights("plain", 1.0, fan_in, fan_out)
    return Weights("measured", gain, fan_in, fan_out)


def output_weights(before: Function | None, fan_in: int, fan_out: int) -> Weights:
    """Glorot; behind sines their own rule, which the SIREN paper has for the last layer too."""
    if before is not None and before.name == "sine":
        return Weights("siren", _siren_gain(before, fan_in, False), fan_in, fan_out)
    return Weights("glorot", 1.0, fan_in, fan_out)


def input_weights(kind: str, inputs: int, units: int, function: Function) -> Weights:
    """Of a recurrent layer, from its inputs to its gates.

    Glorot; of a plain RNN of ReLU the small Gaussian ones of Le, Jaitly & Hinton 2015
    (arXiv:1504.00941), as its state only ever adds up what comes in.
    """
    if _is_irnn(kind, function):
        return Weights("irnn", IRNN_DEVIATION * math.sqrt(inputs), inputs, units)
    return Weights("glorot", 1.0, inputs, RECURRENT[kind] * units)


def state_weights(kind: str, units: int, function: Function) -> Weights:
    """Of a recurrent layer, from its state to its gates.

    The identity for ReLU in a plain RNN (Le, Jaitly & Hinton 2015, arXiv:1504.00941), else
    orthogonal for each gate (Saxe, McClelland & Ganguli 2013, arXiv:1312.6120).
    """
    rule = "identity" if _is_irnn(kind, function) else "orthogonal"
    return Weights(rule, 1.0, units, units)


def _is_irnn(kind: str, function: Function) -> bool:
    return kind == "rnn" and function.name == "relu"


def _siren_gain(function: Function, fan_in: int, is_first: bool) -> float:
    """The gain of U(-b, b), b = 1 / fan_in in the first layer, then sqrt(6 / fan_in) / w0."""
    if is_first:
        return 1.0 / math.sqrt(3.0 * fan_in)
    return math.sqrt(2.0) / (abs(function.numeric_parameters["w0"]) or 1.0)


def _he_gain(function: Function) -> float:
    """He's gain with the slope of the negative half counted, where the function has one."""
    numbers = function.numeric_parameters
    slopes = {
        "leaky_relu": numbers.get("negative_slope", 0.0),
        "prelu": numbers.get("a", 0.0),
        "rrelu": (numbers.get("lower", 0.0) + numbers.get("upper", 0.0)) / 2.0,
    }
    slope = slopes.get(function.name, 0.0)
    return math.sqrt(2.0 / (1.0 + slope * slope))


def _forward_gain(function: Function, book: Book) -> float | None:
    """1 / sqrt(E[f(z)^2]), shipped for entries at their defaults, else measured now."""
    if function.spec in KNOWN_GAINS:
        return KNOWN_GAINS[function.spec]
    shipped = shipped_fields().get(function.spec)
    if shipped is not None:
        gain = shipped["forward_gain"]
        return float(gain) if gain is not None else None
    from actcli.catalog.spec import resolve

    traits = resolve(function.spec, book).traits
    return traits.forward_gain if traits is not None else None
