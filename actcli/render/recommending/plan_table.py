"""The plan of a network on a terminal: its layers, the loss in a sentence, and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from actcli.analysis.planning.network import Layer, Plan
from actcli.analysis.recommending.answer import Answer
from actcli.render.numbers import short
from actcli.render.recommending.answer import understood_line, warnings
from actcli.render.recommending.plan import (
    Shape,
    is_recurrent,
    logits_sentence,
    note_lines,
    output_function,
    reasons,
    shape_text,
    shapes,
    task_title,
    weights_text,
)
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


MOST_VALUES = 8  # of a bias
ROOMY = 76  # columns from which shapes and weights stay on one line
LONGEST_NAME = 14  # columns of a function's name that other columns give way to
LABELS = 22  # columns at most: --hidden takes formulas


def plan_drawing(
    plan: Plan, answer: Answer, words: Words, width: int, bias: Sequence[float | None] = ()
) -> "RenderableType":
    """The layers in a table, then loss, bias and reasons, and what else is to be told.

    `bias` is where the output's bias may start, as a column of data has it, one number a unit.
    """
    from rich.console import Group

    return Group(*_parts(plan, answer, words, width, bias))


def _parts(
    plan: Plan, answer: Answer, words: Words, width: int, bias: Sequence[float | None]
) -> Iterator["RenderableType"]:
    from rich.text import Text

    understood = understood_line(answer, words)
    if understood:
        yield Text(understood, style="dim", overflow="fold")
        yield Text()
    yield from warnings(answer, words)
    title = words(
        "recommend.plan.title",
        architecture=plan.architecture.upper(),
        task=task_title(plan, words),
        parameters=f"{plan.parameters:,}",
    )
    yield Text(title, style="bold", overflow="fold")
    yield _layers(plan, words, width)
    if plan.hidden and is_recurrent(plan.hidden[-1]):
        yield Text(words("recommend.plan.steps"), style="dim", overflow="fold")
    yield Text()
    yield _sentences(plan, words, bias)
    for line in note_lines(plan, words):
        yield Text()
        yield Text(line, style="yellow", overflow="fold")


def _layers(plan: Plan, words: Words, width: int) -> "Table":
    from actcli.render.tables import plain_table

    table = plain_table()
    is_wide = width >= ROOMY
    table.add_column(words("recommend.plan.layer"), overflow="fold")
    table.add_column(words("recommend.plan.shape"), no_wrap=is_wide, overflow="fold")
    names = [layer.function for layer in plan.hidden]
    name_width = min(max(map(len, names), default=0), LONGEST_NAME) if is_wide else None
    table.add_column(words("recommend.plan.function"), overflow="fold", min_width=name_width)
    table.add_column(words("recommend.plan.weights"), no_wrap=is_wide, overflow="fold")
    table.add_column(words("recommend.plan.parameters"), justify="right", no_wrap=True)
    ends = shapes(plan)
    for layer, (taken, given) in zip(plan.layers, ends, strict=True):
        if layer is plan.output and plan.architecture == "cnn":
            table.add_row(*_without_weights("average", ends[-2][1], taken, words))
        applied = (layer.units, *taken[1:])  # before it is pooled
        table.add_row(
            words(f"recommend.plan.kinds.{layer.kind}"),
            _shape(plan, layer, taken, applied),
            _function(plan, layer, words),
            _weights(layer, words),
            f"{plan.count(layer):,}",
        )
        if layer.pools:
            table.add_row(*_without_weights("pooling", applied, given, words))
    return table


def _without_weights(kind: str, taken: Shape, given: Shape, words: Words) -> tuple[str, str]:
    """A step that learns nothing, but changes the shape."""
    return words(f"recommend.plan.kinds.{kind}"), _arrow(taken, given)


def _shape(plan: Plan, layer: Layer, taken: Shape, given: Shape) -> str:
    if not is_recurrent(layer):
        return _arrow(taken, given)
    # Only the last step of the last recurrent layer is read.
    is_last = layer is plan.hidden[-1]
    return f"{shape_text(taken, steps=True)} → {shape_text(given, steps=not is_last)}"


def _arrow(taken: Shape, given: Shape) -> str:
    return f"{shape_text(taken)} → {shape_text(given)}"


def _function(plan: Plan, layer: Layer, words: Words) -> str:
    if layer is plan.output:
        return output_function(plan, words)
    lines = [layer.function]
    if layer.gates is not None:
        lines.append(words("recommend.plan.gates", function=layer.gates))
    if layer.alpha_dropout is not None:
        lines.append(f"AlphaDropout({layer.alpha_dropout:g})")
    return "\n".join(lines)


def _weights(layer: Layer, words: Words) -> str:
    lines = [weights_text(layer.weights, words)]
    if layer.recurrent is not None:
        recurrent = weights_text(layer.recurrent, words)
        lines.append(words("recommend.plan.recurrent", weights=recurrent))
    if layer.forget_bias is not None:
        lines.append(words("recommend.plan.forget_bias", value=f"{layer.forget_bias:g}"))
    return "\n".join(lines)


def _sentences(plan: Plan, words: Words, bias: Sequence[float | None]) -> "Table":
    """The loss, how the output's bias can start, and the reason for each function."""
    from rich.table import Table

    head = plan.head
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", overflow="fold", max_width=LABELS)
    table.add_column(overflow="fold")
    loss = f"{head.about[words.language]}\n{logits_sentence(plan, words)}"
    table.add_row(words("recommend.loss"), loss)
    if head.bias is not None:
        table.add_row(words("recommend.plan.bias"), _bias(head.bias[words.language], bias, words))
    for function, reason in reasons(plan, words):
        table.add_row(function, reason)
    return table


def _bias(rule: str, values: Sequence[float | None], words: Words) -> str:
    """How the bias can start, and the numbers where a column was looked at; "-" for an infinite."""
    if not values:
        return rule
    shown = ["-" if value is None else short(value, 4) for value in values[:MOST_VALUES]]
    rest = ["…"] if len(values) > MOST_VALUES else []
    return words("recommend.plan.bias_here", rule=rule, values=", ".join([*shown, *rest]))
