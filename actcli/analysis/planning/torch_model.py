"""The model of a plan in PyTorch: its layers, and what draws their weights."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actcli.analysis.planning.code_layout import WIDTH
from actcli.analysis.planning.code_texts import FLOOR
from actcli.analysis.planning.functions import LayerFunction, function_of, layer_function
from actcli.analysis.planning.network import KERNEL, RECURRENT, Layer, Plan
from actcli.analysis.planning.torch_texts import between_bounds, function_text
from actcli.analysis.planning.weights import IRNN_DEVIATION
from actcli.catalog.load import Book
from actcli.catalog.symbol_calls import number
from actcli.errors import ActcliError

_RECURRENT_CLASSES = {"rnn": "nn.RNN", "lstm": "nn.LSTM", "gru": "nn.GRU"}
_RNN_FUNCTIONS = ("tanh", "relu")  # of nn.RNN's argument nonlinearity
_UNIT_BOUNDS = {
    ("scaled_sigmoid", (0.0, 1.0)): "nn.Sigmoid()",
    ("scaled_tanh", (-1.0, 1.0)): "nn.Tanh()",
}
_THRESHOLDS = '''\
class Thresholds(nn.Module):
    """The logit of passing each threshold between classes: a shifted score (CORAL)."""

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.score = nn.Linear(features, 1, bias=False)
        self.shifts = nn.Parameter(torch.zeros(classes - 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.score(x) + self.shifts'''

_POSITIVE = f'''\
class Positive(nn.Module):
    """Softplus with a floor, as float32 takes softplus to 0 far out."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.softplus(x) + {FLOOR}'''


class Model(NamedTuple):
    """The definitions that end in build_model, and the imports of functions written out."""

    definitions: Sequence[str]
    imports: Sequence[str] = ()


def model_definitions(plan: Plan, book: Book) -> Model:
    """The model of a plan; ActcliError for a function that a recurrent layer cannot be told."""
    if plan.architecture in RECURRENT:
        _refuse_what_layers_lack(plan.hidden[0], book)
        return Model([*_output_definitions(plan), *_recurrent(plan)])
    function = layer_function(plan.hidden[0].function, "torch", book) if plan.hidden else None
    model = [*_output_definitions(plan), *_sequential(plan, function)]
    imports = ["import math"] if any("math." in text for text in model) else []
    if function is None or function.definition is None:
        return Model(model, imports)
    return Model([function.definition, *model], [*imports, *function.imports])


def _refuse_what_layers_lack(layer: Layer, book: Book) -> None:
    name = function_of(layer.function, book).name
    elsewhere = "--code keras takes it as `activation`, --code jax writes the cell out"
    if layer.kind == "rnn" and layer.function not in _RNN_FUNCTIONS:
        raise ActcliError(f"torch.nn.RNN knows tanh and relu, not {name}", elsewhere)
    if layer.kind != "rnn" and (layer.function, layer.gates) != ("tanh", "sigmoid"):
        which = _RECURRENT_CLASSES[layer.kind]
        raise ActcliError(
            f"torch.{which} has no argument for its function: it is tanh, not {name}", elsewhere
        )


def _sequential(plan: Plan, function: LayerFunction | None) -> list[str]:
    """The builder of an MLP or CNN, and what draws its weights."""
    parts = [part for layer in plan.hidden for part in _hidden_parts(layer, function)]
    if plan.architecture == "cnn":
        parts += ["nn.AdaptiveAvgPool2d(1)", "nn.Flatten()"]
    listed = [f"    {part}," for part in [*parts, *_output_parts(plan)]]
    lines = ["model = nn.Sequential(", *listed, ")", "initialise(model)", "return model"]
    return [
        function_text(
            "build_model() -> nn.Sequential", "Return the model, new weights drawn.", lines
        ),
        function_text(
            "initialise(model: nn.Sequential) -> None",
            "Draw weights that suit the functions; biases start at 0.",
            _initial_lines(plan),
        ),
    ]


def _hidden_parts(layer: Layer, function: LayerFunction | None) -> Iterator[str]:
    if layer.kind == "convolution":
        sides = f"kernel_size={KERNEL}, padding={KERNEL // 2}"
        yield f"nn.Conv2d({layer.inputs}, {layer.units}, {sides})"
    else:
        yield f"nn.Linear({layer.inputs}, {layer.units})"
    if function is not None:
        yield function.call
    if layer.alpha_dropout is not None:
        yield f"nn.AlphaDropout({layer.alpha_dropout})"
    if layer.pools:
        yield "nn.MaxPool2d(2)"


def _output_parts(plan: Plan) -> list[str]:
    """The last layer, and what the model applies to it where the loss takes predictions."""
    layer, head = plan.output, plan.head
    if layer.shares_weights:
        return [f"Thresholds({layer.inputs}, {head.classes})"]
    linear = f"nn.Linear({layer.inputs}, {layer.units})"
    if head.takes_logits:
        return [linear]
    if head.bounds is None:
        return [linear, "Positive()"]
    return [linear, _UNIT_BOUNDS.get((head.prediction, head.bounds), "Bounded()")]


def _output_definitions(plan: Plan) -> list[str]:
    """The modules that the output needs and nn lacks."""
    if plan.output.shares_weights:
        return [_THRESHOLDS]
    if plan.head.prediction == "softplus":
        return [_POSITIVE]
    if plan.head.bounds is None or _output_parts(plan)[-1] != "Bounded()":
        return []
    low, high = map(number, plan.head.bounds)
    squashed = "torch.sigmoid(x)" if plan.head.prediction == "scaled_sigmoid" else "torch.tanh(x)"
    return [
        f'class Bounded(nn.Module):\n    """Values between {low} and {high}."""\n\n'
        "    def forward(self, x: torch.Tensor) -> torch.Tensor:\n"
        f"        return {between_bounds(plan.head, squashed)}"
    ]


def _initial_lines(plan: Plan) -> list[str]:
    """The lines that draw the weights of an MLP or CNN."""
    if not plan.hidden:
        return _output_lines(plan, "model[0]")
    if plan.hidden[0].weights.rule == "siren":
        return [*_layers_as("layers", plan), *_siren_lines(plan)]
    return [
        *_layers_as("*hidden, output", plan),
        "for layer in hidden:",
        *(f"    {line}" for line in _drawn(plan.hidden[0])),
        "    nn.init.zeros_(layer.bias)",
        *_output_lines(plan, "output"),
    ]


def _layers_as(names: str, plan: Plan) -> list[str]:
    """The layers that have weights under some names, on one line where it is short enough."""
    kinds = "nn.Conv2d | nn.Linear" if plan.architecture == "cnn" else "nn.Linear"
    found = f"part for part in model.modules() if isinstance(part, {kinds})"
    line = f"{names} = [{found}]"
    return [line] if len(line) + 4 <= WIDTH else [f"{names} = [", f"    {found}", "]"]


def _output_lines(plan: Plan, name: str) -> list[str]:
    """The lines that draw the last layer; thresholds start at 0 by themselves."""
    if plan.output.shares_weights:
        name = name if name == "output" else f"{name}.score"  # modules() finds the score itself
        return [f"nn.init.xavier_uniform_({name}.weight)  # Glorot"]
    return [f"nn.init.xavier_uniform_({name}.weight)  # Glorot", f"nn.init.zeros_({name}.bias)"]


def _drawn(layer: Layer) -> list[str]:
    """The lines that draw the weights of each hidden layer."""
    weights = layer.weights
    match weights.rule:
        case "he" if math.isclose(weights.gain, math.sqrt(2.0)):
            return ['nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")  # He']
        case "he":
            slope = math.sqrt(2.0 / weights.gain**2 - 1.0)
            return [f"nn.init.kaiming_normal_(layer.weight, a={slope:.6g})  # He"]
        case "glorot":
            return ["nn.init.xavier_uniform_(layer.weight)  # Glorot"]
        case "lecun":
            return ['nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")  # LeCun']
        case _:
            said = "  # keeps the mean square" if weights.rule == "measured" else ""
            return [
                f"std = {weights.gain:.6g} / math.sqrt({_fan_in(layer.kind)}){said}",
                "nn.init.normal_(layer.weight, std=std)",
            ]


def _fan_in(kind: str) -> str:
    return "layer.weight[0].numel()" if kind == "convolution" else "layer.in_features"


def _siren_lines(plan: Plan) -> list[str]:
    """The rule of SIREN, whose first layer is its own case, for the output too."""
    frequency = math.sqrt(2.0) / plan.output.weights.gain
    kind = plan.hidden[0].kind
    divided = "" if math.isclose(frequency, 1.0) else f" / {frequency:.6g}"
    fan_in = "fan_in = " + _fan_in(kind)
    zeros = ["nn.init.zeros_(layer.bias)"]
    if plan.output.shares_weights:
        zeros = ["if layer.bias is not None:", "    nn.init.zeros_(layer.bias)"]
    return [
        "for index, layer in enumerate(layers):  # as in SIREN",
        f"    {fan_in}",
        f"    bound = math.sqrt(6 / fan_in){divided} if index else 1 / fan_in",
        "    nn.init.uniform_(layer.weight, -bound, bound)",
        *(f"    {line}" for line in zeros),
    ]


def _recurrent(plan: Plan) -> list[str]:
    """The class of a recurrent network, and its builder."""
    is_list = len({layer.units for layer in plan.hidden}) > 1
    steps = ["x, _ = self.layers(x)"]
    if is_list:
        steps = ["for layer in self.layers:", "    x, _ = layer(x)"]
    made = [*_recurrent_parts(plan, is_list), *_recurrent_initial_lines(plan)]
    lines = [
        "class Network(nn.Module):",
        '    """Reads (batch, steps, features); the output sees the last step."""',
        "",
        "    def __init__(self) -> None:",
        "        super().__init__()",
        *(f"        {line}" for line in made),
        "",
        "    def forward(self, x: torch.Tensor) -> torch.Tensor:",
        *(f"        {line}" for line in steps),
        "        return self.output(x[:, -1])",
    ]
    said = "Return the network, new weights drawn."
    return ["\n".join(lines), function_text("build_model() -> Network", said, ["return Network()"])]


def _recurrent_parts(plan: Plan, is_list: bool) -> list[str]:
    """The lines that make the layers; those of one width are one module."""
    first, parts = plan.hidden[0], _output_parts(plan)
    name = _RECURRENT_CLASSES[plan.architecture]
    options = ", ".join(
        [
            *([f"num_layers={len(plan.hidden)}"] if len(plan.hidden) > 1 and not is_list else []),
            *(['nonlinearity="relu"'] if first.function == "relu" else []),
            "batch_first=True",
        ]
    )
    lines = [f"self.layers = {name}({first.inputs}, {first.units}, {options})"]
    if is_list:
        made = [f"{name}({layer.inputs}, {layer.units}, {options})," for layer in plan.hidden]
        listed = [f"        {line}" for line in made]
        lines = ["self.layers = nn.ModuleList(", "    [", *listed, "    ]", ")"]
    output = parts[0] if len(parts) == 1 else f"nn.Sequential({', '.join(parts)})"
    return [*lines, f"self.output = {output}"]


def _recurrent_initial_lines(plan: Plan) -> list[str]:
    layer = plan.hidden[0]
    is_irnn = layer.weights.rule == "irnn"
    inputs = "nn.init.xavier_uniform_(parameter)  # Glorot"
    state = ["nn.init.orthogonal_(parameter)"]
    if is_irnn:
        inputs = f"nn.init.normal_(parameter, std={IRNN_DEVIATION})  # IRNN"
        state = ["nn.init.eye_(parameter)"]
    elif RECURRENT[layer.kind] > 1:
        gates = f"for gate in parameter.chunk({RECURRENT[layer.kind]}):"
        state = [gates, "    nn.init.orthogonal_(gate)"]
    lines = [
        "for name, parameter in self.layers.named_parameters():",
        '    if "weight_ih" in name:',
        f"        {inputs}",
        '    elif "weight_hh" in name:',
        *(f"        {line}" for line in state),
        "    else:",
        "        nn.init.zeros_(parameter)",
    ]
    if layer.forget_bias is not None:
        lines += [
            '    if "bias_ih" in name:  # quarters: input, forget, cell, output',
            f"        nn.init.constant_(parameter.chunk(4)[1], {layer.forget_bias})",
        ]
    is_sequence = len(_output_parts(plan)) > 1
    return [*lines, *_output_lines(plan, "self.output[0]" if is_sequence else "self.output")]
