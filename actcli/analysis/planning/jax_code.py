"""A plan as a Python file for plain JAX: pure functions, and parameters as a list of layers."""

from collections.abc import Iterator

from actcli.analysis.planning.code_layout import INDENT, Call, file_of, lines
from actcli.analysis.planning.code_texts import (
    BATCH,
    FLOOR,
    RETURNS,
    TRAINING_STEPS,
    docstring,
    input_shape,
    learning_rate,
    plain,
    prediction,
    scale_remark,
    span,
)
from actcli.analysis.planning.functions import layer_function
from actcli.analysis.planning.jax_layers import drops, initializer, layers, new_layers, shape
from actcli.analysis.planning.network import RECURRENT, Head, Layer, Plan
from actcli.catalog.load import Book

_LOSSES = {
    "binary_cross_entropy": '''
    """The binary cross-entropy of targets 0 and 1."""
    logits = network({arguments})
    return (jax.nn.softplus(logits) - targets * logits).mean()
''',
    "cross_entropy": '''
    """The cross-entropy of class numbers."""
    log_probabilities = jax.nn.log_softmax(network({arguments}))
    return -jnp.take_along_axis(log_probabilities, targets[:, None], axis=1).mean()
''',
    "squared_error": '''
    """The mean squared error."""
    return ((network({arguments}) - targets) ** 2).mean()
''',
    "gamma": '''
    """The negative log-likelihood of a Gamma distribution of fixed shape."""
    means = network({arguments})
    return (jnp.log(means) + targets / means).mean()
''',
    "poisson": '''
    """The negative log-likelihood of counts."""
    log_rates = network({arguments})
    return (jnp.exp(log_rates) - targets * log_rates).mean()
''',
    "ordinal": '''
    """Binary cross-entropies of "the class is above k", summed over k."""
    logits = network({arguments})
    above = targets[:, None] > jnp.arange({thresholds})
    return (jax.nn.softplus(logits) - above * logits).sum(axis=-1).mean()
''',
}
_PREDICTIONS = {
    "sigmoid": "jax.nn.sigmoid({})",
    "softmax": "jax.nn.softmax({})",
    "exp": "jnp.exp({})",
    "count": "({} > 0).sum(axis=-1)",
}
_OUTPUT_FUNCTIONS = {
    "softplus": "jax.nn.softplus",
    "scaled_sigmoid": "jax.nn.sigmoid",
    "scaled_tanh": "jnp.tanh",
}
_TRAINING = '''
@jax.jit
def training_step(parameters, state, inputs, targets, {key}learning_rate={rate}):
    """One step of Adam: the new parameters and state, and the loss before it."""
    value, gradients = jax.value_and_grad(loss)({arguments})
{clipped}    means, squares, count = state
    count += 1
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
    squares = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g**2, squares, gradients)
    rate = learning_rate * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    parameters = jax.tree.map(
        lambda p, m, s: p - rate * m / (jnp.sqrt(s) + 1e-8), parameters, means, squares
    )
    return parameters, (means, squares, count), value
'''
_NEW_STATE = '''
def new_state(parameters):
    """What Adam keeps: means of the gradients and of their squares, and the step."""
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    return zeros, zeros, 0
'''
# Through many steps of a sequence gradients can explode (Pascanu et al. 2013, arXiv:1211.5063).
_CLIPPED = """\
    norm = jnp.sqrt(sum((g**2).sum() for g in jax.tree.leaves(gradients)))
    gradients = jax.tree.map(lambda g: g / jnp.maximum(norm, 1), gradients)  # at most 1
"""
_MAIN = """
if __name__ == "__main__":
    keys = jax.random.split(jax.random.key(0), {count})
    parameters = initialise(keys[0])
    state = new_state(parameters)
    inputs = jax.random.normal(keys[1], ({inputs}))
{targets}
    before = loss(parameters, inputs, targets)
    for {name} in {steps}:
        parameters, state, _ = training_step({arguments})
    after = loss(parameters, inputs, targets)
    print(f"loss {{before:.4f}} -> {{after:.4f}}")
"""


def write(plan: Plan, book: Book) -> str:
    """The plan as a runnable file.

    Raises ActcliError where JAX has no such function and none can be written out.
    """
    spec = plan.hidden[0].function if plan.hidden else "identity"
    call, definition, imports = layer_function(spec, "jax", book)
    parts = [
        definition or "",
        *new_layers(plan),
        _initialise(plan),
        *layers(plan, call, book),
        "\n".join(_network(plan, call)),
        _loss(plan),
        _predict(plan),
        _NEW_STATE,
        _training(plan),
        _main(plan),
    ]
    own = {"import jax", "import jax.numpy as jnp", "from jax.nn import initializers"}
    return file_of(docstring(plan, "plain JAX", "network"), own | set(imports), parts)


def _initialise(plan: Plan) -> str:
    rows = [
        "def initialise(key):",
        '    """The parameters of every layer."""',
        *_initializers(plan),
    ]
    if not plan.hidden:
        return "\n".join([*rows, *_bias_hint(plan.head), f"    return {_new(plan.output, 'key')}"])
    rows.append(f"    keys = jax.random.split(key, {len(plan.layers)})")
    new = [f"        {_new(layer, f'keys[{index}]')}," for index, layer in enumerate(plan.layers)]
    hint = [f"    {line}" for line in _bias_hint(plan.head)]
    return "\n".join([*rows, "    return [", *new[:-1], *hint, new[-1], "    ]"])


def _initializers(plan: Plan) -> Iterator[str]:
    """The initializers by name, and a remark above those that need one."""
    drawn = [layer.weights for layer in plan.layers if layer.kind not in RECURRENT]
    told: set[str] = set()
    for weights in drawn:
        remark = scale_remark(weights)
        for line in (f"# {remark}" if remark else "", " = ".join(initializer(weights))):
            if line and line not in told:
                told.add(line)
                yield f"    {line}"


def _bias_hint(head: Head) -> Iterator[str]:
    if head.bias is not None:
        yield f"    # Its bias may start at {head.bias.en}."


def _new(layer: Layer, key: str) -> str:
    """What makes the parameters of a layer."""
    if layer.kind in RECURRENT:
        return f"new_{layer.kind}({key}, {layer.inputs}, {layer.units})"
    name = initializer(layer.weights)[0]
    if layer.shares_weights:
        weights = f"{name}({key}, ({layer.inputs}, 1))"
        return f'{{"w": {weights}, "b": jnp.zeros({layer.units})}}'
    return f"new_layer({key}, {name}, {shape(layer)})"


def _network(plan: Plan, function: str) -> Iterator[str]:
    name = "inputs" if plan.architecture in RECURRENT else "x"
    yield f"def network(parameters, {name}{', key=None' if drops(plan) else ''}):"
    yield f'    """The {RETURNS.get(plan.head.prediction, "outputs")} for a batch."""'
    if plan.hidden:
        yield "    *hidden, output = parameters"
        yield from _hidden(plan, function)
    yield from _output(plan)


def _hidden(plan: Plan, function: str) -> Iterator[str]:
    """From the inputs to what the output layer takes."""
    if plan.architecture in RECURRENT:
        yield "    x = jnp.swapaxes(inputs, 0, 1)  # steps first, as scan wants them"
        yield "    for layer in hidden:"
        yield f"        x = {plan.architecture}(layer, x)"
        yield "    x = x[-1]  # the last step"
        return
    pools = sum(layer.pools for layer in plan.hidden)
    is_counted = pools or drops(plan)
    yield f"    for {'number, layer in enumerate(hidden)' if is_counted else 'layer in hidden'}:"
    is_image = plan.architecture == "cnn"
    inner = "convolve(layer, x)" if is_image else 'x @ layer["w"] + layer["b"]'
    yield f"        x = {function}({inner})"
    if pools:
        yield f"        if number < {pools}:"
        yield "            x = max_pool(x)"
    if drops(plan):
        yield "        if key is not None:  # in training only"
        yield "            x = alpha_dropout(jax.random.fold_in(key, number), x)"
    if is_image:
        yield "    x = x.mean(axis=(1, 2))  # over all pixels"


def _output(plan: Plan) -> Iterator[str]:
    name = "output" if plan.hidden else "parameters"
    linear = f'x @ {name}["w"] + {name}["b"]'
    function = _OUTPUT_FUNCTIONS.get(plan.head.prediction)
    if function is None:
        yield f"    return {linear}"
        return
    squashed = f"{function}(x)"
    if plan.head.prediction == "softplus":
        squashed += f" + {FLOOR}  # float32 takes softplus to 0"
    if plan.head.bounds is not None:
        start, scale = span(plan.head)
        squashed = f"{scale} * {squashed}" if scale else squashed
        squashed = f"{start} + {squashed}" if start else squashed
    yield f"    x = {linear}"
    yield f"    return {squashed}"


def _loss(plan: Plan) -> str:
    key = ", key" if drops(plan) else ""
    body = _LOSSES[plan.head.loss].format(
        arguments=f"parameters, inputs{key}", thresholds=plan.output.units
    )
    default = ", key=None" if drops(plan) else ""
    return f"def loss(parameters, inputs, targets{default}):{body}"


def _predict(plan: Plan) -> str:
    outputs = "network(parameters, inputs)"
    value = _PREDICTIONS.get(plan.head.prediction, "{}").format(outputs)
    return f'def predict(parameters, inputs):\n    """{prediction(plan)}"""\n    return {value}'


def _training(plan: Plan) -> str:
    return _TRAINING.format(
        key="key, " if drops(plan) else "",
        rate=learning_rate(plan),
        arguments=f"parameters, inputs, targets{', key' if drops(plan) else ''}",
        clipped=_CLIPPED if plan.architecture in RECURRENT else "",
    )


def _main(plan: Plan) -> str:
    count = TRAINING_STEPS
    return _MAIN.format(
        count=4 if drops(plan) else 3,
        inputs=input_shape(plan),
        targets="\n".join(lines(_targets(plan), INDENT)),
        name="key" if drops(plan) else "_",
        steps=f"jax.random.split(keys[3], {count})" if drops(plan) else f"range({count})",
        arguments=f"parameters, state, inputs, targets{', key' if drops(plan) else ''}",
    )


def _targets(plan: Plan) -> Call:
    """Made-up targets, as the loss takes them."""
    head, size = plan.head, f"({BATCH}, {plan.output.units})"
    match head.task:
        case "multiclass" | "ordinal":
            return _drawn("randint", f"({BATCH},)", "0", f"{head.classes}")
        case "binary" | "multilabel":
            return _drawn("randint", size, "0", "2")
        case "positive":
            return _drawn("gamma", "2.0", size)
        case "counts":
            return _drawn("poisson", "3.0", size)
        case "bounded" | "symmetric" if head.bounds is not None:
            low, high = map(plain, head.bounds)
            return _drawn("uniform", size, f"minval={low}", f"maxval={high}")
        case _:
            return _drawn("normal", size)


def _drawn(name: str, *arguments: str) -> Call:
    return Call(f"targets = jax.random.{name}", ("keys[2]", *arguments))
