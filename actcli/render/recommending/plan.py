"""The plan of a network as other programs read it, and in sentences; needs neither rich nor NumPy.

Shapes are those of one example: (features,), (channels, height, width), or the features of a step.
"""

from typing import Any

from actcli.analysis.planning.network import RECURRENT, Layer, Plan, Weights
from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.table import load_conditions
from actcli.render.formats import delimited, json_line, tabbed
from actcli.render.numbers import short
from actcli.render.words import Words

Shape = tuple[int, ...]
COLUMNS = ("kind", "in", "out", "function", "weights", "std", "parameters")


def shapes(plan: Plan) -> list[tuple[Shape, Shape]]:
    """What goes into each layer and what comes out, pooling included."""
    found: list[tuple[Shape, Shape]] = []
    shape = plan.inputs
    for layer in plan.layers:
        if layer.kind != "convolution":
            shape = (layer.inputs,)  # after the convolutions: the mean of each channel
        image = tuple(size // 2 for size in shape[1:]) if layer.pools else shape[1:]
        found.append((shape, (layer.units, *image)))
        shape = found[-1][1]
    return found


def as_json(plan: Plan, words: Words, code: str | None = None) -> dict[str, Any]:
    """Everything about the plan; names stay English, sentences are the reader's."""
    head = plan.head
    layers = [
        _layer_fields(plan, layer, *ends, words)
        for layer, ends in zip(plan.layers, shapes(plan), strict=True)
    ]
    return {
        "architecture": plan.architecture,
        "inputs": list(plan.inputs),
        "parameters": plan.parameters,
        "layers": layers,
        "task": head.task,
        "loss": {
            "name": head.loss,
            "about": head.about[words.language],
            "takes_logits": head.takes_logits,
        },
        "prediction": head.prediction,
        "bias": None if head.bias is None else head.bias[words.language],
        "bounds": None if head.bounds is None else list(head.bounds),
        "classes": head.classes,
        "notes": note_lines(plan, words),
        "code": code,
    }


def as_ndjson(plan: Plan, words: Words) -> str:
    """One JSON object a layer, one a line."""
    return "".join(map(json_line, as_json(plan, words)["layers"]))


def as_plain(plan: Plan) -> str:
    """One line a layer, tab-separated, without a heading: the values of COLUMNS."""
    return tabbed(_rows(plan))


def as_table_text(plan: Plan, delimiter: str) -> str:
    """The same with a heading, as CSV or TSV."""
    return delimited([COLUMNS, *_rows(plan)], delimiter)


def note_lines(plan: Plan, words: Words) -> list[str]:
    """What the reader of the plan is to be told besides."""
    return [
        words(note.key, **{name: _told(value, words) for name, value in note.fields.items()})
        for note in plan.notes
    ]


def _told(field: str | Text, words: Words) -> str:
    return field[words.language] if isinstance(field, Text) else field


def task_title(plan: Plan, words: Words) -> str:
    """The task of the plan in the reader's language."""
    titles = {c.name: c.title for c in load_conditions() if c.kind == "task"}
    return titles[plan.head.task][words.language]


def logits_sentence(plan: Plan, words: Words) -> str:
    """Whether the loss takes logits, and where the last function is applied."""
    head = plan.head
    if head.prediction in ("identity", "exp", "count"):
        kind = f"outputs.{head.prediction}"
    else:
        kind = "logits" if head.takes_logits else "predictions"
    return words(f"recommend.plan.takes_{kind}", prediction=_prediction(plan, words))


def output_function(plan: Plan, words: Words) -> str:
    """What stands for the function of the output layer: the model may leave it to the loss."""
    head, function = plan.head, plan.output.function
    if head.bounds is not None:
        low, high = map(short, head.bounds)
        return f"{function} → ({low}, {high})"
    if not head.takes_logits or head.prediction == "identity":
        return function
    if head.prediction == "exp":
        function = "exp"
    return words("recommend.plan.in_loss", function=function)


def weights_text(weights: Weights, words: Words) -> str:
    """What weights are drawn from: He N(0, 0.0505²)."""
    name = words(f"recommend.plan.rules.{weights.rule}")
    if weights.rule in ("orthogonal", "identity"):
        return name
    if weights.is_uniform:
        return f"{name} U(±{short(weights.bound, 3)})"
    return f"{name} N(0, {short(weights.deviation, 3)}²)"


def shape_text(shape: Shape, *, steps: bool = False) -> str:
    """A shape as people write it: 3×32×32, or T×8 for the features of every step."""
    text = "×".join(map(str, shape))
    return f"T×{text}" if steps else text


def reasons(plan: Plan, words: Words) -> list[tuple[str, str]]:
    """Each function that the selection table chose, and why; each once."""
    found: dict[tuple[str, Row | None], str] = {}
    for layer in plan.layers:
        found[layer.function, layer.row] = layer.function
        if layer.gates is not None:
            label = words("recommend.plan.gates", function=layer.gates)
            found[layer.gates, layer.gates_row] = label
    return [(label, _reason(function, row, words)) for (function, row), label in found.items()]


def _reason(function: str, row: Row | None, words: Words) -> str:
    if row is None:
        return words("recommend.plan.asked")
    purpose, because = row.when[words.language], row.because[words.language]
    if function.partition(":")[0] in row.choose:
        return words("recommend.plan.why", purpose=purpose, because=because)
    first = row.choose[0]
    return words("recommend.plan.why_instead", choice=first, purpose=purpose, because=because)


def is_recurrent(layer: Layer) -> bool:
    """Whether the layer takes one step after the other."""
    return layer.kind in RECURRENT


def _prediction(plan: Plan, words: Words) -> str:
    low, high = map(short, plan.head.bounds or (0.0, 1.0))
    return words(f"recommend.plan.predictions.{plan.head.prediction}", low=low, high=high)


def _rows(plan: Plan) -> list[list[str]]:
    return [
        [
            layer.kind,
            "x".join(map(str, taken)),
            "x".join(map(str, given)),
            layer.function,
            layer.weights.rule,
            short(layer.weights.deviation),
            str(plan.count(layer)),
        ]
        for layer, (taken, given) in zip(plan.layers, shapes(plan), strict=True)
    ]


def _layer_fields(
    plan: Plan, layer: Layer, taken: Shape, given: Shape, words: Words
) -> dict[str, Any]:
    return {
        "kind": layer.kind,
        "in": list(taken),
        "out": list(given),
        "function": layer.function,
        "gates": layer.gates,
        "weights": _weights_fields(layer.weights),
        "recurrent_weights": None if layer.recurrent is None else _weights_fields(layer.recurrent),
        "forget_bias": layer.forget_bias,
        "alpha_dropout": layer.alpha_dropout,
        "pools": layer.pools,
        "parameters": plan.count(layer),
        "row": None if layer.row is None else layer.row.key,
        "because": None if layer.row is None else layer.row.because[words.language],
    }


def _weights_fields(weights: Weights) -> dict[str, Any]:
    return {
        "rule": weights.rule,
        "distribution": _distribution(weights),
        "gain": weights.gain,
        "fan_in": weights.fan_in,
        "fan_out": weights.fan_out,
        "std": weights.deviation,
        "bound": weights.bound if weights.is_uniform else None,
    }


def _distribution(weights: Weights) -> str:
    if weights.rule in ("orthogonal", "identity"):
        return weights.rule
    return "uniform" if weights.is_uniform else "normal"
