"""The plan of a network as data: what each layer is, how it starts, what the output is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from actcli.analysis.recommending.criteria import Row

ARCHITECTURES = ("mlp", "cnn", "rnn", "lstm", "gru")
FRAMEWORKS = ("torch", "keras", "jax")  # that a plan can be written for


@dataclass(frozen=True, slots=True)
class Weights:
    """What weights are drawn from at the start.

    `rule` is he, glorot, lecun, siren, orthogonal or identity, or measured where no paper gives a
    rule and the gain that keeps E[h^2] is used. `gain` is the sigma_w of he, lecun, orthogonal and
    measured: a standard deviation of gain / sqrt(fan_in).
    """

    rule: str
    gain: float
    fan_in: int
    fan_out: int

    @property
    def deviation(self) -> float:
        """The standard deviation of the weights (of siren: bound / sqrt(3))."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer with weights: dense, convolution or recurrent.

    `function` is the spec of what the layer applies; on the output layer it is what turns outputs
    into predictions, and the loss may apply it (see Head.takes_logits).
    """

    kind: str
    inputs: int  # features or channels that come in
    units: int
    function: str
    weights: Weights
    row: Row  # the row of the selection table that chose the function
    gates: str | None = None  # the function of the gates of an LSTM or GRU
    recurrent: Weights | None = None
    alpha_dropout: bool = False  # after a self-normalising layer


@dataclass(frozen=True, slots=True)
class Head:
    """What the output is for: the loss, whether it takes logits, the bias, and what it predicts.

    `loss` is the key of a loss in heads.toml. `bounds` are those of a bounded target.
    """

    task: str
    loss: str
    takes_logits: bool
    bounds: tuple[float, float] | None = None
    classes: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole network. `inputs` is (features,), or (channels, height, width) of a cnn."""

    architecture: str
    inputs: tuple[int, ...]
    layers: tuple[Layer, ...]  # the output layer last
    head: Head
    notes: tuple[str, ...] = ()  # keys of sentences in render/words that this plan needs

    @property
    def parameters(self) -> int:
        """How many numbers are learned."""
        raise NotImplementedError


Options = Mapping[str, str]
