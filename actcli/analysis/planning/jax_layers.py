"""The layers that plain JAX lacks, written out: what a plan's file defines beside its network."""

from collections.abc import Iterator

from actcli.analysis.planning.code_texts import is_plain_he, rounded, siren_scale
from actcli.analysis.planning.functions import layer_function
from actcli.analysis.planning.network import ALPHA_DROPOUT, KERNEL, RECURRENT, Layer, Plan, Weights
from actcli.catalog.load import Book

_DENSE = '''
def new_layer(key, initializer, shape):
    """The weights and biases of a layer."""
    return {"w": initializer(key, shape), "b": jnp.zeros(shape[-1])}
'''
_CONVOLUTION = '''
def convolve(layer, x):
    """A convolution that keeps height and width."""
    axes = ("NHWC", "HWIO", "NHWC")
    y = jax.lax.conv_general_dilated(
        x, layer["w"], (1, 1), "SAME", dimension_numbers=axes
    )
    return y + layer["b"]
'''
_MAX_POOL = '''
def max_pool(x):
    """The largest of every 2 x 2 pixels."""
    window = (1, 2, 2, 1)
    return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, window, window, "VALID")
'''
_ALPHA_DROPOUT = f'''
def alpha_dropout(key, x, rate={ALPHA_DROPOUT}):
    """Dropout to the lowest value of SELU, which keeps mean 0 and variance 1."""
    lowest, keep = -1.7580993408473766, 1 - rate
    scale = (keep + lowest**2 * keep * rate) ** -0.5
    x = jnp.where(jax.random.bernoulli(key, keep, x.shape), x, lowest)
    return scale * (x - lowest * rate)
'''
_NEW_RECURRENT = '''
def new_{kind}(key, inputs, units):
    """{about}"""
    {keys}
    return {{
        "w": {w}(w_key, (inputs, {width})),
        "u": {u},
        "b": {b},{remark}
    }}
'''
_ABOUT = {
    "rnn": "The weights of the inputs and of the state, and the biases.",
    "lstm": "The weights of inputs and state: gates i, f, o and candidate side by side.",
    "gru": "The weights of inputs and state: gates r, z and candidate side by side.",
}
_RNN = '''
def rnn(layer, inputs):
    """The state of every step; the steps are the first axis."""

    def next_state(h, x):
        h = {f}(x @ layer["w"] + h @ layer["u"] + layer["b"])
        return h, h

    start = jnp.zeros((inputs.shape[1], layer["u"].shape[0]))
    return jax.lax.scan(next_state, start, inputs)[1]
'''
_LSTM = '''
def lstm(layer, inputs):
    """The output of every step; the steps are the first axis."""

    def next_state(state, x):
        h, c = state
        gates = x @ layer["w"] + h @ layer["u"] + layer["b"]
        i, f, o, candidate = jnp.split(gates, 4, axis=-1)
        c = {gate}(f) * c + {gate}(i) * {f}(candidate)
        h = {gate}(o) * {f}(c)
        return (h, c), h

    start = jnp.zeros((inputs.shape[1], layer["u"].shape[0]))
    return jax.lax.scan(next_state, (start, start), inputs)[1]
'''
# The reset gate scales the state behind its weights, as in cuDNN, PyTorch and Keras.
_GRU = '''
def gru(layer, inputs):
    """The state of every step; the steps are the first axis."""

    def next_state(h, x):
        from_x = jnp.split(x @ layer["w"] + layer["b"], 3, axis=-1)
        from_h = jnp.split(h @ layer["u"], 3, axis=-1)
        r = {gate}(from_x[0] + from_h[0])
        z = {gate}(from_x[1] + from_h[1])
        candidate = {f}(from_x[2] + r * from_h[2])
        h = (1 - z) * candidate + z * h
        return h, h

    start = jnp.zeros((inputs.shape[1], layer["u"].shape[0]))
    return jax.lax.scan(next_state, start, inputs)[1]
'''
_CELLS = {"rnn": _RNN, "lstm": _LSTM, "gru": _GRU}


def new_layers(plan: Plan) -> Iterator[str]:
    """The functions that draw the parameters of a layer."""
    if plan.architecture in RECURRENT:
        yield _new_recurrent(plan.hidden[0])
    if not (plan.output.shares_weights and plan.architecture in RECURRENT):
        yield _DENSE


def layers(plan: Plan, function: str, book: Book) -> Iterator[str]:
    """The functions that apply a layer; `function` is what hidden layers apply."""
    if plan.architecture == "cnn":
        yield _CONVOLUTION
        if any(layer.pools for layer in plan.hidden):
            yield _MAX_POOL
    if plan.architecture in RECURRENT:
        gates = plan.hidden[0].gates
        gate = layer_function(gates, "jax", book).call if gates else ""
        yield _CELLS[plan.architecture].replace("{gate}", gate).replace("{f}", function)
    if drops(plan):
        yield _ALPHA_DROPOUT


def drops(plan: Plan) -> bool:
    """Whether there is dropout, which needs a key in every step of training."""
    return any(layer.alpha_dropout is not None for layer in plan.hidden)


def initializer(weights: Weights) -> tuple[str, str]:
    """The short name of an initializer of jax.nn, and the call that makes it."""
    match weights.rule:
        case "irnn":
            return "irnn", f"initializers.normal({rounded(weights.deviation)})"
        case "glorot":
            return "glorot", "initializers.glorot_uniform()"
        case "siren":
            scale = siren_scale(weights)
            name = "siren_first" if scale.startswith("1") else "siren"
            return name, f'initializers.variance_scaling({scale}, "fan_in", "uniform")'
        case "he" if is_plain_he(weights):
            return "he", "initializers.he_normal()"
        case "lecun" | "plain":
            return "lecun", "initializers.lecun_normal()"
        case rule:
            name = "he" if rule == "he" else "scaled"
            scale = rounded(weights.gain**2)
            return name, f'initializers.variance_scaling({scale}, "fan_in", "truncated_normal")'


def shape(layer: Layer) -> str:
    """The shape of the weights of a dense layer or convolution."""
    pixels = f"{KERNEL}, {KERNEL}, " if layer.kind == "convolution" else ""
    return f"({pixels}{layer.inputs}, {layer.units})"


def _new_recurrent(layer: Layer) -> str:
    count = RECURRENT[layer.kind]
    width = "units" if count == 1 else f"{count} * units"
    assert layer.recurrent is not None
    orthogonal = "initializers.orthogonal()"
    is_identity = layer.recurrent.rule == "identity"
    keys, draw = "w_key, u_key = jax.random.split(key)", f"{orthogonal}(u_key, (units, units))"
    if count > 1:
        keys = f"w_key, *u_keys = jax.random.split(key, {count + 1})"
        draw = f"jnp.hstack([{orthogonal}(k, (units, units)) for k in u_keys])"
    zeros = f"jnp.zeros({width})"
    if layer.forget_bias is not None:
        zeros += f".at[units : 2 * units].set({layer.forget_bias})"
    text = _NEW_RECURRENT.format(
        kind=layer.kind,
        about=_ABOUT[layer.kind],
        w=initializer(layer.weights)[1],
        width=width,
        keys=keys,
        u="jnp.eye(units)" if is_identity else draw,
        b=zeros,
        remark="" if layer.forget_bias is None else "  # forget gate",
    )
    if is_identity:
        text = text.replace("    w_key, u_key = jax.random.split(key)\n", "").replace(
            "w_key", "key"
        )
    return text
