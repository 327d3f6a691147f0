"""A function of a layer: which one a spec names, and how a framework's layer is given it.

A name of the book needs no NumPy, with its parameters or without, and neither does the code that
only calls the framework's own symbol; formulas do.
"""

import re
from typing import NamedTuple

from actcli.analysis.planning.specs import Function, read_plainly
from actcli.catalog.entry import Symbol
from actcli.catalog.load import Book, Framework
from actcli.catalog.symbol_calls import arguments, call, construction, is_class
from actcli.errors import ActcliError

# nn.Softplus returns x itself beyond 20, where the two differ by 2e-9: below float32's resolution.
_NO_MATTER_IN_FLOAT32 = {("softplus", "threshold")}
_CAPITALS = {
    "relu": "ReLU", "gelu": "GELU", "elu": "ELU", "silu": "SiLU", "selu": "SELU", "gcu": "GCU",
    "isru": "ISRU", "isrlu": "ISRLU", "prelu": "PReLU",
}  # fmt: skip


class LayerFunction(NamedTuple):
    """A function as code of one framework.

    `call` is what a layer is given: an expression that makes an nn.Module for torch, what
    `activation=` takes for keras ('"relu"', "keras.ops.sin", or the name of `definition`), a
    function for jax. `definition` is what must stand above the model, where the framework lacks
    the function or a parameter must be told it; `imports` are the lines that this needs.
    """

    call: str
    definition: str | None = None
    imports: tuple[str, ...] = ()


def function_of(spec: str, book: Book) -> Function:
    """The function of a spec or formula; SpecError or FormulaError where it names none."""
    function = read_plainly(spec, book)
    if function is not None:
        return function
    from actcli.catalog.spec import resolve

    found = resolve(spec, book)
    return Function(found.name, found.spec, found.entry, found.parameters)


def layer_function(spec: str, framework: str, book: Book) -> LayerFunction:
    """The function of a spec as a layer of torch, keras or jax is given it.

    Raises ActcliError for a function of a vector, and where a layer learns or draws what the
    framework has no layer for (prelu in jax, rrelu in keras and jax).
    """
    function = function_of(spec, book)
    if function.is_vector:
        raise ActcliError(
            f"{function.name} is a function of a whole vector, not of one number",
            "a hidden layer takes an elementwise function: relu, gelu, 'x * sigmoid(x)'",
        )
    own = _own_layer(function, framework, book)
    return own or _written_out(function, framework, book)


def lacks_layer(function: Function, framework: str) -> bool:
    """Whether a framework has no layer that learns or draws what the function needs."""
    if framework == "torch" or function.entry is None:
        return False
    return (function.learns_slope and framework == "jax") or bool(function.entry.sample)


def _own_layer(function: Function, framework: str, book: Book) -> LayerFunction | None:
    """The framework's own layer or function, as it is called without an array."""
    if function.name == "prelu" and framework == "keras":
        slope = f"keras.initializers.Constant({function.numeric_parameters['a']})"
        return LayerFunction(f"keras.layers.PReLU(alpha_initializer={slope})")
    if framework == "torch":
        return _torch_layer(function, book.frameworks["torch"])
    if lacks_layer(function, framework):
        verb = "learns its slope" if function.learns_slope else "draws its slope anew in every step"
        raise ActcliError(
            f"{function.name} {verb}, and {framework} has no layer that does",
            "leaky_relu has a slope that stays, and torch has the layer",
        )
    return _own_function(function, framework, book)


def _torch_layer(function: Function, framework: Framework) -> LayerFunction | None:
    """The class of torch.nn that is this very function."""
    if function.entry is None:
        return None
    rules = {
        name: rule
        for name, rule in function.entry.parameters.items()
        if (function.name, name) not in _NO_MATTER_IN_FLOAT32
    }
    for symbol in function.entry.symbols:
        if symbol.framework != "torch" or not is_class(symbol):
            continue
        settings = arguments(symbol, rules, function.parameters, framework)
        if settings is None:
            continue
        made = construction(symbol, rules, settings, framework)
        if symbol.call is not None and symbol.call.startswith(f"{symbol.path}("):
            # Told even at our defaults, as nn.Threshold has none.
            made = call(symbol, rules, function.parameters, settings, framework).removesuffix("(x)")
        return LayerFunction(made.removeprefix("torch."))
    return None


def _own_function(function: Function, framework: str, book: Book) -> LayerFunction | None:
    """The framework's function where its defaults are those wanted; Keras knows it by name."""
    if function.entry is None:
        return None
    if function.spec == "relu" and framework == "keras":  # keras.activations.relu takes parameters
        return LayerFunction('"relu"')
    for symbol in function.entry.symbols:
        if symbol.framework == framework and _is_called_plainly(symbol, function, book):
            home, _, name = symbol.path.rpartition(".")
            if home == "keras.activations":
                return LayerFunction(f'"{name}"')
            if home == "jax.numpy":
                return LayerFunction(f"jnp.{name}", imports=("import jax.numpy as jnp",))
            return LayerFunction(symbol.path)
    return None


def _is_called_plainly(symbol: Symbol, function: Function, book: Book) -> bool:
    """Whether the symbol's call on an array needs no argument to be this function."""
    if symbol.call is not None or is_class(symbol) or function.entry is None:
        return False
    rules = function.entry.parameters
    framework = book.frameworks[symbol.framework]
    return arguments(symbol, rules, function.parameters, framework) == {}


def _written_out(function: Function, framework: str, book: Book) -> LayerFunction:
    """A call with its arguments or a formula, as a function or module of its own."""
    from actcli.analysis.planning.definitions import formatted

    code = _code(function, framework, book)
    head, _, body = code.partition("def ")
    definition = f"def {body}".rstrip()
    imports = tuple(line for line in head.splitlines() if line)
    if framework == "torch":
        name = _class_name(function)
        return LayerFunction(f"{name}()", formatted(_as_module(name, definition)), imports)
    return LayerFunction(_last_name(definition), formatted(definition), imports)


def _code(function: Function, framework: str, book: Book) -> str:
    if function.entry is not None:
        from actcli.catalog.code import entry_code

        return entry_code(function.entry, function.parameters, framework, book)
    from actcli.catalog.spec import resolve

    return resolve(function.spec, book).code(framework)


def _last_name(definitions: str) -> str:
    """The name of the last of some functions; helpers stand above it."""
    names: list[str] = re.findall(r"^def (\w+)\(", definitions, re.MULTILINE)
    return names[-1]


def _class_name(function: Function) -> str:
    if function.entry is None:
        return "Activation"
    parts = re.split(r"[\W_]+", function.name)
    return "".join(_CAPITALS.get(part, part[:1].upper() + part[1:]) for part in parts if part)


def _as_module(name: str, definitions: str) -> str:
    """The last function of the definitions as a module of torch, below its helpers."""
    start = definitions.rindex("\ndef ") + 1 if "\ndef " in definitions else 0
    helpers, last = definitions[:start], definitions[start:]
    body = "\n".join(f"    {line}" for line in last.splitlines()[1:])
    forward = "    def forward(self, x: torch.Tensor) -> torch.Tensor:"
    return f"{helpers}class {name}(nn.Module):\n{forward}\n{body}"
