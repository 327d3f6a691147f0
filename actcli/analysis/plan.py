"""A network planned layer by layer: functions, initial weights, loss; and its code."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actcli.analysis.planning.choice import Choice, gate_choice, hidden_choice, own_function
from actcli.analysis.planning.heads import head_of, output_function, planned_tasks
from actcli.analysis.planning.network import (
    ALPHA_DROPOUT,
    FRAMEWORKS,
    KERNEL,
    NOTES,
    RECURRENT,
    Head,
    Layer,
    Note,
    Plan,
)
from actcli.analysis.planning.outputs import output_notes, output_row
from actcli.analysis.planning.rows import Asked, Question, asked_of, kind_of_network, other_kind
from actcli.analysis.planning.weights import (
    input_weights,
    layer_weights,
    output_weights,
    state_weights,
)
from actcli.analysis.planning.widths import Widths, read_widths
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.table import load_conditions
from actcli.catalog.load import Book
from actcli.errors import ActcliError, did_you_mean

_FORGET_BIAS = 1.0  # Jozefowicz, Zaremba & Sutskever 2015, ICML
_MOST_PARAMETERS = 10_000_000_000  # 40 GB in float32
_OTHER_NAMES = {"pytorch": "torch", "tensorflow": "keras", "tf": "keras", "flax": "jax"}


def make_plan(
    widths: str,
    task: str | None,
    *,
    architecture: str | None = None,
    hidden: str | None = None,
    words: Sequence[str] = (),
    network: str | None = None,
    concern: str | None = None,
    bounds: tuple[float, float] | None = None,
    framework: str | None = None,
    book: Book,
) -> Plan:
    """The plan of a network: the functions of its layers are the selection table's choice.

    `hidden` is a spec or formula that overrides that of the hidden layers; words, network and
    concern say more about them, and a network may say the architecture. `framework` is that of the
    code that is wanted, if any. Raises ActcliError where the widths, the task or the function make
    no network.
    """
    framework = None if framework is None else _framework(framework)
    architecture = kind_of_network(architecture, words, network)
    read = read_widths(widths, architecture)
    name = _task(task)
    head = head_of(name, read.outputs, bounds)
    if hidden is not None and not read.hidden:
        raise ActcliError(
            "--hidden needs a hidden layer, and there is none",
            f"for example {read.inputs[0]}-32-{read.outputs}",
        )
    question = Question(architecture, tuple(words), network, concern)
    asked = asked_of(question)
    choice = None
    if hidden is not None:
        choice = own_function(hidden, architecture, book)
    elif read.hidden:
        choice = hidden_choice(question, book, framework)
    layers = _hidden_layers(read, architecture, choice, book) if choice else ()
    output = _output_layer(read, head, choice, asked)
    notes = (
        *_reading_notes(read, name, head),
        *_kind_notes(question),
        *(choice.notes if choice else ()),
        *output_notes(head, output.function, asked),
    )
    plan = Plan(architecture, read.inputs, (*layers, output), head, notes, framework)
    _check_size(plan)
    return replace(plan, notes=(*notes, *_counting_notes(plan)))


def check_widths(
    widths: str, architecture: str | None, words: Sequence[str] = (), network: str | None = None
) -> None:
    """Refuse widths that make no network, whatever else may be missing."""
    read_widths(widths, kind_of_network(architecture, words, network))


def plan_code(plan: Plan, framework: str, book: Book) -> str:
    """The plan as one runnable Python file of torch, keras or jax.

    Raises ActcliError for another framework, and for a plan that the framework has no layers for.
    """
    match _framework(framework):
        case "torch":
            from actcli.analysis.planning.torch_code import write
        case "keras":
            from actcli.analysis.planning.keras_code import write
        case _:
            from actcli.analysis.planning.jax_code import write
    return write(plan, book)


def _framework(name: str) -> str:
    folded = name.strip().casefold()
    if folded in FRAMEWORKS:
        return folded
    other = _OTHER_NAMES.get(folded)
    hint = f"did you mean {other}?" if other else did_you_mean(folded, FRAMEWORKS)
    raise ActcliError(f"unknown framework {name!r}", hint or f"known: {', '.join(FRAMEWORKS)}")


def _check_size(plan: Plan) -> None:
    if plan.parameters > _MOST_PARAMETERS:
        raise ActcliError(
            f"{plan.parameters:,} parameters are too many for one network",
            f"at most {_MOST_PARAMETERS:,}: narrower layers, or fewer",
        )


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
    if read.inputs[1:] == (1, 1):
        yield Note(f"{NOTES}.one_pixel")
    if not read.hidden:
        yield Note(f"{NOTES}.no_hidden")
    if head.task != task:
        titles = {c.name: c.title for c in load_conditions() if c.kind == "task"}
        yield Note(f"{NOTES}.as_task", {"task": titles[task], "as": titles[head.task]})


def _kind_notes(question: Question) -> Iterable[Note]:
    named = other_kind(question.architecture, question.words)
    if named is not None:
        kinds = {"named": named.upper(), "planned": question.architecture.upper()}
        yield Note(f"{NOTES}.other_kind", kinds)


def _counting_notes(plan: Plan) -> Iterable[Note]:
    """Where the count is not that of every framework's own layers."""
    if plan.framework is not None:
        return
    counts = {framework: _count_in(plan, framework) for framework in ("torch", "keras")}
    if set(counts.values()) != {plan.parameters}:
        yield Note(f"{NOTES}.counts", {name: f"{count:,}" for name, count in counts.items()})


def _count_in(plan: Plan, framework: str) -> int:
    return sum(layer.parameters_in(framework) for layer in plan.layers)


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
        learns_slope=function.learns_slope,
    )


def _recurrent_layer(
    kind: str, inputs: int, units: int, choice: Choice, gates: Choice | None
) -> Layer:
    return Layer(
        kind=kind,
        inputs=inputs,
        units=units,
        function=choice.function.spec,
        weights=input_weights(kind, inputs, units, choice.function),
        row=choice.row,
        gates=gates.function.spec if gates else None,
        gates_row=gates.row if gates else None,
        recurrent=state_weights(kind, units, choice.function),
        forget_bias=_FORGET_BIAS if kind == "lstm" else None,
        learns_slope=choice.function.learns_slope,
    )


def _pools(read: Widths) -> list[bool]:
    """After which convolutions the image is halved: all but the last, while 2 pixels are left."""
    side = min(read.inputs[1:])
    pools: list[bool] = []
    for _ in read.hidden:
        pools.append(side >= 4 and len(pools) < len(read.hidden) - 1)
        side = side // 2 if pools[-1] else side
    return pools


def _output_layer(read: Widths, head: Head, choice: Choice | None, asked: Asked) -> Layer:
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
        row=output_row(head, function, asked),
        shares_weights=is_ordinal,
    )
