"""A network planned layer by layer: functions, initial weights, loss; and its code."""

from collections.abc import Iterable, Sequence

from actcli.analysis.planning.choice import (
    Choice,
    Question,
    gate_choice,
    hidden_choice,
    output_row,
    own_function,
)
from actcli.analysis.planning.heads import head_of, output_function, planned_tasks
from actcli.analysis.planning.network import (
    ALPHA_DROPOUT,
    ARCHITECTURES,
    FRAMEWORKS,
    KERNEL,
    NOTES,
    RECURRENT,
    Head,
    Layer,
    Note,
    Plan,
)
from actcli.analysis.planning.weights import (
    input_weights,
    layer_weights,
    output_weights,
    state_weights,
)
from actcli.analysis.planning.widths import Widths, read_widths
from actcli.analysis.recommend import recommend
from actcli.catalog.load import Book
from actcli.errors import ActcliError, did_you_mean

_FORGET_BIAS = 1.0  # Jozefowicz, Zaremba & Sutskever 2015, ICML


def make_plan(
    widths: str,
    task: str | None,
    *,
    architecture: str = "mlp",
    hidden: str | None = None,
    words: Sequence[str] = (),
    network: str | None = None,
    concern: str | None = None,
    bounds: tuple[float, float] | None = None,
    book: Book,
) -> Plan:
    """The plan of a network: the functions of its layers are the selection table's choice.

    `hidden` is a spec or formula that overrides that of the hidden layers; words, network and
    concern say more about them. Raises ActcliError where the widths, the task or the function make
    no network.
    """
    architecture = _known("architecture", architecture, ARCHITECTURES)
    name = _task(task)
    read = read_widths(widths, architecture)
    head = head_of(name, read.outputs, bounds)
    question = Question(architecture, tuple(words), network, concern)
    choice = None
    if hidden is not None:
        choice = own_function(hidden, book)
    elif read.hidden:
        choice = hidden_choice(question, book)
    layers = _hidden_layers(read, architecture, choice, book) if choice else ()
    notes = (*_reading_notes(read, name, head), *(choice.notes if layers and choice else ()))
    output = _output_layer(read, head, choice if layers else None)
    return Plan(architecture, read.inputs, (*layers, output), head, notes)


def plan_code(plan: Plan, framework: str, book: Book) -> str:
    """The plan as one runnable Python file of torch, keras or jax.

    Raises ActcliError for another framework, and for a plan that the framework has no layers for.
    """
    match _known("framework", framework, FRAMEWORKS):
        case "torch":
            from actcli.analysis.planning.torch_code import write
        case "keras":
            from actcli.analysis.planning.keras_code import write
        case _:
            from actcli.analysis.planning.jax_code import write
    return write(plan, book)


def _known(kind: str, name: str, known: Sequence[str]) -> str:
    folded = name.strip().casefold()
    if folded in known:
        return folded
    names = ", ".join(known)
    raise ActcliError(f"unknown {kind} {name!r}", did_you_mean(folded, known) or f"known: {names}")


def _task(task: str | None) -> str:
    """The name of a task in any of its spellings."""
    if task is None:
        tasks = ", ".join(planned_tasks())
        raise ActcliError("a plan needs a task", f"--task with one of {tasks}")
    (condition,) = recommend(task=task, layer="output").conditions["task"]
    return condition.name


def _reading_notes(read: Widths, task: str, head: Head) -> Iterable[Note]:
    """What was read in a way that the reader should know of."""
    if read.guessed_from:
        yield Note(
            f"{NOTES}.image", {"given": read.guessed_from, "image": "x".join(map(str, read.inputs))}
        )
    if not read.hidden:
        yield Note(f"{NOTES}.no_hidden")
    if head.task != task:
        yield Note(f"{NOTES}.as_task", {"task": task, "as": head.task})


def _hidden_layers(
    read: Widths, architecture: str, choice: Choice, book: Book
) -> tuple[Layer, ...]:
    inputs = (read.inputs[0], *read.hidden)
    if architecture in RECURRENT:
        gates = gate_choice(architecture, book)
        return tuple(
            _recurrent_layer(architecture, fan_in, units, choice, gates)
            for fan_in, units in zip(inputs, read.hidden, strict=False)
        )
    kind = "convolution" if architecture == "cnn" else "dense"
    pools = _pools(read) if architecture == "cnn" else [False] * len(read.hidden)
    return tuple(
        _plain_layer(kind, inputs[index], units, choice, book, index == 0, pools[index])
        for index, units in enumerate(read.hidden)
    )


def _plain_layer(
    kind: str, inputs: int, units: int, choice: Choice, book: Book, is_first: bool, pools: bool
) -> Layer:
    pixels = KERNEL * KERNEL if kind == "convolution" else 1
    function = choice.function
    weights = layer_weights(function, inputs * pixels, units * pixels, book, is_first=is_first)
    is_self_normalising = function.spec == "selu"
    return Layer(
        kind=kind,
        inputs=inputs,
        units=units,
        function=function.spec,
        weights=weights,
        row=choice.row,
        alpha_dropout=ALPHA_DROPOUT if is_self_normalising else None,
        pools=pools,
    )


def _recurrent_layer(
    kind: str, inputs: int, units: int, choice: Choice, gates: Choice | None
) -> Layer:
    return Layer(
        kind=kind,
        inputs=inputs,
        units=units,
        function=choice.function.spec,
        weights=input_weights(kind, inputs, units),
        row=choice.row,
        gates=gates.function.spec if gates else None,
        gates_row=gates.row if gates else None,
        recurrent=state_weights(kind, units, choice.function),
        forget_bias=_FORGET_BIAS if kind == "lstm" else None,
    )


def _pools(read: Widths) -> list[bool]:
    """After which convolutions the image is halved: all but the last, while 2 pixels are left."""
    side = min(read.inputs[1:])
    pools: list[bool] = []
    for _ in read.hidden:
        pools.append(side >= 4 and len(pools) < len(read.hidden) - 1)
        side = side // 2 if pools[-1] else side
    return pools


def _output_layer(read: Widths, head: Head, choice: Choice | None) -> Layer:
    inputs = read.hidden[-1] if read.hidden else read.inputs[0]
    is_ordinal = head.loss == "ordinal"
    function = output_function(head.task)
    fan_out = 1 if is_ordinal else read.outputs
    weights = output_weights(choice.function if choice else None, inputs, fan_out)
    return Layer(
        kind="dense",
        inputs=inputs,
        units=read.outputs - 1 if is_ordinal else read.outputs,
        function=function,
        weights=weights,
        row=output_row(head.task, function),
        shares_weights=is_ordinal,
    )
