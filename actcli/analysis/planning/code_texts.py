"""What the docstrings and made-up batches of the code for a plan say in Keras and JAX alike."""

import math
import textwrap

from actcli.analysis.planning.code_layout import WIDTH
from actcli.analysis.planning.network import Head, Plan, Weights

BATCH = 32  # examples of the made-up batch
STEPS = 10  # of its sequences
TRAINING_STEPS = 20  # that the program takes on it
FLOOR = "1e-6"  # of positive outputs: softplus alone underflows to 0 in float32

_ARCHITECTURES = {
    "mlp": "multilayer perceptron",
    "cnn": "convolutional network",
    "rnn": "recurrent network",
    "lstm": "LSTM",
    "gru": "GRU",
}
_TASKS = {
    "binary": "binary classification",
    "multiclass": "multiclass classification",
    "multilabel": "multi-label classification",
    "regression": "regression",
    "positive": "positive targets",
    "bounded": "targets between {low:g} and {high:g}",
    "symmetric": "targets between {low:g} and {high:g}",
    "counts": "counts",
    "ordinal": "classes in order",
}
_OUTPUTS = {
    "sigmoid": "It returns logits: the loss applies the sigmoid, so the {model} must not.",
    "softmax": "It returns logits: the loss applies softmax, so the {model} must not.",
    "identity": "The output layer is linear.",
    "softplus": "Softplus after the last layer keeps the outputs positive.",
    "exp": "It returns the logarithm of the expected count, and the loss takes it so.",
    "scaled_sigmoid": "A sigmoid after the last layer keeps the outputs there.",
    "scaled_tanh": "A tanh after the last layer keeps the outputs there.",
    "count": "It returns a logit for each threshold: is the class above it?",
}
_PREDICTIONS = {
    "softmax": "The probability of each class.",
    "identity": "The predicted values.",
    "softplus": "The predicted values.",
    "exp": "The expected counts.",
    "scaled_sigmoid": "The predicted values.",
    "scaled_tanh": "The predicted values.",
    "count": "The class: how many thresholds it is above.",
}
# What the last layer returns where the loss takes something else than the prediction.
RETURNS = {"sigmoid": "logits", "softmax": "logits", "exp": "log rates", "count": "logits"}


def docstring(plan: Plan, framework: str, model: str) -> str:
    """What the file is, and what its model returns; `model` is what the file calls it."""
    head = plan.head
    low, high = head.bounds or (0.0, 1.0)
    task = _TASKS[head.task].format(low=low, high=high)
    kind = _ARCHITECTURES[plan.architecture] if plan.hidden else "linear model"
    article = "An" if kind == "LSTM" else "A"
    title = f"{article} {kind} {widths(plan)} for {task}, in {framework}."
    title = textwrap.fill(title, WIDTH, initial_indent='"""')
    return f'{title}\n\n{_OUTPUTS[head.prediction].format(model=model)}\n"""'


def widths(plan: Plan) -> str:
    """The widths as a person writes them: 784-256-10, 3x32x32-32-10."""
    inputs = "x".join(map(str, plan.inputs))
    outputs = plan.head.classes or plan.output.units
    return "-".join(map(str, (inputs, *(layer.units for layer in plan.hidden), outputs)))


def prediction(plan: Plan) -> str:
    """What predictions are."""
    if plan.head.prediction == "sigmoid":
        what = "class 1" if plan.head.task == "binary" else "each label"
        return f"The probability of {what}."
    return _PREDICTIONS[plan.head.prediction]


def learning_rate(plan: Plan) -> str:
    """The rate of Adam; sines of a high frequency take the smaller one of the SIREN paper."""
    is_siren = any(layer.weights.rule == "siren" for layer in plan.layers)
    return "1e-4" if is_siren else "1e-3"


def input_shape(plan: Plan) -> str:
    """The shape of the made-up inputs, channels last, as the elements of a tuple."""
    if plan.architecture == "cnn":
        channels, height, width = plan.inputs
        return f"{BATCH}, {height}, {width}, {channels}"
    if plan.architecture == "mlp":
        return f"{BATCH}, {plan.inputs[0]}"
    return f"{BATCH}, {STEPS}, {plan.inputs[0]}"


def span(head: Head) -> tuple[str, str]:
    """What is added to a sigmoid or tanh, and what it is multiplied by first: "" where nothing."""
    assert head.bounds is not None
    low, high = head.bounds
    is_tanh = head.prediction == "scaled_tanh"
    start, scale = ((low + high) / 2.0, (high - low) / 2.0) if is_tanh else (low, high - low)
    return "" if start == 0.0 else plain(start), "" if scale == 1.0 else plain(scale)


def plain(number: float) -> str:
    """A number to 15 digits, a whole one without a point."""
    return f"{number:.15g}"


def rounded(number: float) -> str:
    """A number of an initialisation, to six digits."""
    return f"{number:.6g}"


def siren_scale(weights: Weights) -> str:
    """The scale, gain squared, of a SIREN's weights, as its paper's two rules would write it."""
    if math.isclose(weights.gain**2 * 3.0 * weights.fan_in, 1.0):
        return f"1 / (3 * {weights.fan_in})"
    w0 = rounded(math.sqrt(2.0) / weights.gain)
    return "2" if w0 == "1" else f"2 / {w0}**2"


def scale_remark(weights: Weights) -> str:
    """Where the scale of weights comes from that have no name in Keras and JAX; "" if they have."""
    match weights.rule:
        case "siren":
            return "The weights of a SIREN: Sitzmann et al. 2020, arXiv:2006.09661."
        case "he" if not is_plain_he(weights):
            return "He's rule, the slope of the negative part counted."
        case "measured":
            return "Scaled so that the mean square stays the same from layer to layer."
        case _:
            return ""


def is_plain_he(weights: Weights) -> bool:
    """Whether the weights have He's gain sqrt(2), under whichever rule."""
    return math.isclose(weights.gain, math.sqrt(2.0))
