"""The plan of a network as data: what each layer is, how it starts, what the output is for.

Needs no NumPy.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.criteria import Row

ARCHITECTURES = ("mlp", "cnn", "rnn", "lstm", "gru")
RECURRENT = {"rnn": 1, "lstm": 4, "gru": 3}  # and how many matrices (gates, candidate) each has
FRAMEWORKS = ("torch", "keras", "jax")  # that a plan can be written for

NOTES = "recommend.plan.notes"  # the table of render/words that has the sentences of notes

KERNEL = 3  # pixels across a convolution, padded by 1 so that the image keeps its size
ALPHA_DROPOUT = 0.05  # Klambauer et al. 2017, arXiv:1706.02515: rates of 0.05 and 0.10 work


@dataclass(frozen=True, slots=True)
class Weights:
    """What weights are drawn from at the start; biases start at 0 unless the layer says otherwise.

    `rule` is he, lecun, measured (the gain that keeps E[h^2], where no paper gives a rule), plain
    (gain 1, where there is no such gain), glorot, siren, orthogonal, identity or irnn. The input
    weights of all gates are drawn as one matrix, as Keras does, so that its fan_out counts them
    all; those of the state gate by gate. The fans of a convolution count the pixels of its kernel.
    """

    rule: str
    gain: float  # sigma_w: the deviation times sqrt(fan_in); a factor of glorot and orthogonal
    fan_in: int
    fan_out: int

    @property
    def deviation(self) -> float:
        """The standard deviation of the weights (of the entries of an identity matrix too)."""
        match self.rule:
            case "glorot":
                return self.gain * math.sqrt(2.0 / (self.fan_in + self.fan_out))
            case "orthogonal":
                return self.gain / math.sqrt(max(self.fan_in, self.fan_out))
            case "identity":
                return math.sqrt(self.fan_in - 1) / self.fan_in
            case _:
                return self.gain / math.sqrt(self.fan_in)

    @property
    def is_uniform(self) -> bool:
        """Whether they are drawn from U(-bound, bound) and not from a normal distribution."""
        return self.rule in {"glorot", "siren"}

    @property
    def bound(self) -> float:
        """The largest weight of a uniform distribution."""
        return math.sqrt(3.0) * self.deviation


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer with weights.

    `kind` is dense, convolution, rnn, lstm or gru. `function` is the spec of what the layer applies
    (of an LSTM or GRU: to the candidate, and of an LSTM to the cell). On the output layer it is
    what turns outputs into predictions, and the loss may apply it (see `Head.takes_logits`).
    """

    kind: str
    inputs: int  # features or channels that come in
    units: int
    function: str
    weights: Weights
    row: Row | None  # the row of the selection table that chose the function; None: --hidden did
    gates: str | None = None  # the function of the gates of an LSTM or GRU
    gates_row: Row | None = None
    recurrent: Weights | None = None
    forget_bias: float | None = None  # of an LSTM
    alpha_dropout: float | None = None  # the rate of the dropout after a self-normalising layer
    pools: bool = False  # halves the image by max pooling after the function
    shares_weights: bool = False  # ordinal output: one weight vector, a bias for each threshold
    learns_slope: bool = False  # a slope of its function is learned too (prelu)

    @property
    def parameters(self) -> int:
        """How many numbers are learned; each gate has one bias, a function one slope."""
        return self.parameters_in(None)

    def parameters_in(self, framework: str | None) -> int:
        """The same as a framework's own layers have it.

        PyTorch's recurrent layers have two biases a gate, and so has Keras's GRU (reset_after);
        Keras learns a slope for each unit of a dense or recurrent layer, or channel of an image.
        """
        if self.shares_weights:
            return self.inputs + self.units
        matrices = RECURRENT.get(self.kind, 1)
        inner = self.units * self.units if self.recurrent is not None else 0
        pixels = KERNEL * KERNEL if self.kind == "convolution" else 1
        slopes = (self.units if framework == "keras" else 1) if self.learns_slope else 0
        biases = self.units * (2 if self._has_two_biases(framework) else 1)
        return matrices * (self.inputs * pixels * self.units + inner + biases) + slopes

    def _has_two_biases(self, framework: str | None) -> bool:
        of_torch = framework == "torch" and self.kind in RECURRENT
        return of_torch or (framework == "keras" and self.kind == "gru")


@dataclass(frozen=True, slots=True)
class Head:
    """What the output is for.

    `loss` is the key of a loss: binary_cross_entropy, cross_entropy, squared_error,
    gamma, poisson or ordinal. Where it takes logits, the model ends with a layer
    without function; else the model applies it. `prediction` says what turns outputs into
    predictions: sigmoid, softmax, identity, softplus, scaled_sigmoid, scaled_tanh (see `bounds`),
    exp, or count (how many thresholds an ordinal output is above).
    """

    task: str
    loss: str
    takes_logits: bool
    prediction: str
    about: Text  # the loss in words
    bias: Text | None = None  # a hint how the bias of the output can start
    bounds: tuple[float, float] | None = None  # of a bounded target
    classes: int | None = None  # of multiclass and ordinal targets


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader is to be told: the key of a sentence in render/words, its fields.

    Fields are strings that need no translation, or texts in every language.
    """

    key: str
    fields: Mapping[str, str | Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole network. `inputs` is (features,), or (channels, height, width) of a cnn.

    A cnn ends its convolutions with global average pooling, and a recurrent network hands the
    output of the last step to its dense output. `framework` is the one that parameters are counted
    for, None for a count of the mathematics alone.
    """

    architecture: str
    inputs: tuple[int, ...]
    layers: tuple[Layer, ...]  # the output layer last
    head: Head
    notes: tuple[Note, ...] = ()
    framework: str | None = None

    @property
    def widths(self) -> str:
        """The widths as they are written, the outputs as the classes or values that they are."""
        outputs = self.head.classes or self.output.units
        hidden = [str(layer.units) for layer in self.hidden]
        return "-".join(["x".join(map(str, self.inputs)), *hidden, str(outputs)])

    @property
    def hidden(self) -> tuple[Layer, ...]:
        """All layers but the output."""
        return self.layers[:-1]

    @property
    def output(self) -> Layer:
        """The last layer."""
        return self.layers[-1]

    @property
    def parameters(self) -> int:
        """How many numbers are learned."""
        return sum(map(self.count, self.layers))

    def count(self, layer: Layer) -> int:
        """How many numbers a layer learns, in the framework of the plan."""
        return layer.parameters_in(self.framework)
