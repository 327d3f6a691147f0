"""A plan as a Python file for Keras 3: a Sequential model, compiled with its loss."""

from collections.abc import Iterator
from textwrap import wrap

from actcli.analysis.planning.code_layout import INDENT, WIDTH, Call, Code, file_of, lines
from actcli.analysis.planning.code_texts import (
    BATCH,
    FLOOR,
    RETURNS,
    TRAINING_STEPS,
    docstring,
    input_shape,
    is_plain_he,
    learning_rate,
    plain,
    prediction,
    rounded,
    scale_remark,
    siren_scale,
    span,
)
from actcli.analysis.planning.functions import LayerFunction, layer_function
from actcli.analysis.planning.keras_texts import (
    LOSSES,
    MAIN,
    OUTPUTS,
    PREDICTIONS,
    THRESHOLDS,
    TRAINING,
)
from actcli.analysis.planning.network import KERNEL, RECURRENT, Head, Layer, Plan, Weights
from actcli.catalog.load import Book

_LAYERS = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
_INITIALIZERS = {
    "VarianceScaling": "from keras.initializers import VarianceScaling",
    "RandomNormal": "from keras.initializers import RandomNormal",
}
_INSIDE = 12  # columns before a layer of the model
_OUTPUT_FUNCTIONS = {"softplus": "softplus", "scaled_sigmoid": "sigmoid", "scaled_tanh": "tanh"}


def write(plan: Plan, book: Book) -> str:
    """The plan as a runnable file.

    Raises ActcliError where Keras has no layer for the function, such as one that draws numbers.
    """
    functions = [layer_function(layer.function, "keras", book) for layer in plan.hidden]
    definitions = dict.fromkeys(f.definition for f in functions if f.definition)
    loss, loss_function = LOSSES[plan.head.loss]
    model = _model(plan, functions, loss, book)
    above = [
        *definitions,
        THRESHOLDS if plan.output.shares_weights else "",
        loss_function.format(thresholds=plan.output.units),
    ]
    imports = {line for f in functions for line in f.imports}
    imports |= {line for name, line in _INITIALIZERS.items() if name in model}
    main = MAIN.format(inputs=input_shape(plan), targets=_targets(plan), steps=TRAINING_STEPS)
    return file_of(
        docstring(plan, "Keras 3", "model"),
        imports | {"import keras", "import numpy as np"},
        [*above, model, _predict(plan), TRAINING, main],
    )


def _model(plan: Plan, functions: list[LayerFunction], loss: str, book: Book) -> str:
    # Through the steps of a sequence gradients can explode (Pascanu et al. 2013, arXiv:1211.5063).
    clip = ("global_clipnorm=1.0",) if plan.architecture in RECURRENT else ()
    optimizer = Call("optimizer=keras.optimizers.Adam", (learning_rate(plan), *clip))
    compiled = Call("model.compile", (optimizer, f"loss={loss}"))
    rows = [*_input(plan)]
    for layer, function in zip(plan.hidden, functions, strict=True):
        rows += _hidden(layer, function, layer is plan.hidden[-1], book)
    if plan.architecture == "cnn":
        rows += _line("keras.layers.GlobalAveragePooling2D()")
    rows += _output(plan)
    return "\n".join(
        [
            "def build_model():",
            '    """The model, compiled, with new weights."""',
            *(f"    {remark}" for remark in _defaults(plan)),
            "    model = keras.Sequential(",
            "        [",
            *rows,
            "        ]",
            "    )",
            *lines(compiled, INDENT),
            "    return model",
        ]
    )


def _defaults(plan: Plan) -> Iterator[str]:
    """What layers start with where the code does not say it, in comments."""
    recurrent = [layer.recurrent for layer in plan.hidden if layer.recurrent is not None]
    if any(weights.rule == "orthogonal" for weights in recurrent):
        yield "# Keras starts with Glorot's weights, and orthogonal ones between the steps, where"
        yield "# no initializer is named" + (
            "; the bias of the forget gate starts at 1." if plan.architecture == "lstm" else "."
        )
        if plan.architecture != "rnn":
            yield "# All gates share one orthogonal matrix, which PyTorch can draw gate by gate."
    elif any(layer.weights.rule == "glorot" for layer in plan.layers):
        yield "# Keras starts with Glorot's weights where no initializer is named."
    remarks = dict.fromkeys(scale_remark(layer.weights) for layer in plan.layers)
    yield from (f"# {remark}" for remark in remarks if remark)


def _input(plan: Plan) -> Iterator[str]:
    if plan.architecture == "cnn":
        channels, height, width = plan.inputs
        yield from _line(f"keras.Input(({height}, {width}, {channels}))", "height, width, channels")
    elif plan.architecture == "mlp":
        yield from _line(f"keras.Input(({plan.inputs[0]},))")
    else:
        yield from _line(f"keras.Input((None, {plan.inputs[0]}))", "steps, features")


def _hidden(layer: Layer, function: LayerFunction, is_last: bool, book: Book) -> Iterator[str]:
    if layer.kind in RECURRENT:
        yield from _recurrent(layer, function, is_last, book)
        return
    is_layer = function.call.startswith("keras.layers.")  # one that learns
    activation = () if is_layer else (f"activation={function.call}",)
    initializer = _initializer("kernel_initializer", layer.weights)
    if layer.kind == "convolution":
        shape = (f"{layer.units}", f"{KERNEL}", 'padding="same"')
        yield from _line(Call("keras.layers.Conv2D", (*shape, *activation, *initializer)))
    else:
        arguments = (f"{layer.units}", *activation, *initializer)
        yield from _line(Call("keras.layers.Dense", arguments))
    if is_layer:
        yield from _line(_own_layer(function.call, layer.kind))
    if layer.pools:
        yield from _line("keras.layers.MaxPooling2D()")
    if layer.alpha_dropout is not None:
        yield from _line(f"keras.layers.AlphaDropout({layer.alpha_dropout})")


def _own_layer(call: str, kind: str) -> Code:
    """A layer with slopes to learn: one for each channel of an image."""
    head, _, arguments = call.partition("(")
    shared = ("shared_axes=(1, 2)",) if kind == "convolution" else ()
    return Call(head, (arguments[:-1], *shared))


def _activation(call: str) -> Code:
    """The argument of a recurrent layer, which takes a layer with slopes to learn as well."""
    if not call.startswith("keras.layers."):
        return f"activation={call}"
    head, _, arguments = call.partition("(")
    return Call(f"activation={head}", (arguments[:-1],))


def _recurrent(layer: Layer, function: LayerFunction, is_last: bool, book: Book) -> Iterator[str]:
    arguments: list[Code] = [f"{layer.units}"]
    gates = layer_function(layer.gates, "keras", book).call if layer.gates else '"sigmoid"'
    if layer.kind != "rnn" and (function.call, gates) != ('"tanh"', '"sigmoid"'):
        yield f"{' ' * _INSIDE}# cuDNN has no kernel for this function: on a GPU tanh is faster."
    if function.call != '"tanh"':
        arguments.append(_activation(function.call))
    if gates != '"sigmoid"':
        arguments.append(f"recurrent_activation={gates}")
    arguments += _initializer("kernel_initializer", layer.weights)
    if layer.recurrent is not None:
        arguments += _initializer("recurrent_initializer", layer.recurrent)
    if layer.kind == "lstm" and layer.forget_bias is None:
        arguments.append("unit_forget_bias=False")
    if not is_last:
        arguments.append("return_sequences=True")
    yield from _line(Call(f"keras.layers.{_LAYERS[layer.kind]}", tuple(arguments)))


def _output(plan: Plan) -> Iterator[str]:
    layer, head = plan.output, plan.head
    initializer = _initializer("kernel_initializer", layer.weights)
    if head.bias is not None:
        remark = f"{' ' * _INSIDE}# "
        said = f"Its bias may start at {head.bias.en}."
        yield from wrap(said, WIDTH, initial_indent=remark, subsequent_indent=remark)
    if layer.shares_weights:
        yield from _line(Call("keras.layers.Dense", ("1", *initializer, "use_bias=False")))
        yield from _line(f"Thresholds({layer.units})", RETURNS[head.prediction])
        return
    function = _OUTPUT_FUNCTIONS.get(head.prediction)
    activation = (f'activation="{function}"',) if function else ()
    dense = Call("keras.layers.Dense", (f"{layer.units}", *activation, *initializer))
    yield from _line(dense, RETURNS.get(head.prediction, ""))
    yield from _rescaling(head)


def _rescaling(head: Head) -> Iterator[str]:
    """The layer that takes what was squashed to the bounds of the target."""
    if head.prediction == "softplus":
        floor = Call("keras.layers.Rescaling", ("1", f"offset={FLOOR}"))
        yield from _line(floor, "float32 takes softplus to 0")
    if head.bounds is None:
        return
    start, scale = span(head)
    if start or scale:
        moved = (f"offset={start}",) if start else ()
        yield from _line(Call("keras.layers.Rescaling", (scale or "1", *moved)))


def _line(code: Code, comment: str = "") -> list[str]:
    """A layer of the model, with a comment where it says what comes out."""
    rows = lines(code, _INSIDE, ",")
    if comment:
        rows[-1] += f"  # {comment}"
    return rows


def _initializer(argument: str, weights: Weights) -> tuple[Code, ...]:
    """The argument of a layer that sets its weights; none where Keras starts with them anyway."""
    match weights.rule:
        case "glorot" | "orthogonal":
            return ()
        case "irnn":
            normal = Call(f"{argument}=RandomNormal", (f"stddev={rounded(weights.deviation)}",))
            return (normal,)
        case "identity":
            return (f'{argument}="identity"',)
        case "siren":
            scale = siren_scale(weights)
            spread = ('distribution="uniform"',)
            return (Call(f"{argument}=VarianceScaling", (scale, *spread)),)
        case _ if is_plain_he(weights):
            return (f'{argument}="he_normal"',)
        case _ if weights.gain == 1.0:
            return (f'{argument}="lecun_normal"',)
        case _:
            scale = rounded(weights.gain**2)
            return (Call(f"{argument}=VarianceScaling", (scale,)),)


def _predict(plan: Plan) -> str:
    value = PREDICTIONS.get(plan.head.prediction)
    head = f'def predict(model, inputs):\n    """{prediction(plan)}"""\n'
    if value is None:
        return f"{head}    return {OUTPUTS}"
    return f"{head}    outputs = {OUTPUTS}\n    return {value}"


def _targets(plan: Plan) -> str:
    """Made-up targets, as the loss takes them."""
    head, size = plan.head, f"({BATCH}, {plan.output.units})"
    match head.task:
        case "multiclass" | "ordinal":
            return f"generator.integers({head.classes}, size={BATCH})"
        case "binary" | "multilabel":
            return f"generator.integers(2, size={size})"
        case "positive":
            return f"generator.gamma(2.0, size={size})"
        case "counts":
            return f"generator.poisson(3.0, size={size})"
        case "bounded" | "symmetric" if head.bounds is not None:
            low, high = map(plain, head.bounds)
            return f"generator.uniform({low}, {high}, size={size})"
        case _:
            return f"generator.normal(size={size})"
