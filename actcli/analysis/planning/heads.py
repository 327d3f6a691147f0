"""The output of a planned network: its task's loss and width, read from heads.toml; no NumPy."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actcli.analysis.planning.network import Head
from actcli.analysis.recommending.conditions import Text
from actcli.catalog.load import read_toml
from actcli.errors import ActcliError

_FILE = Path(__file__).with_name("heads.toml")


def planned_tasks() -> tuple[str, ...]:
    """The tasks that a plan can be made for."""
    return tuple(_tables())


def head_of(task: str, width: int, bounds: tuple[float, float] | None = None) -> Head:
    """The head of a task of the selection table whose last width is given.

    Raises ActcliError for a task without a plan, a width that makes no sense for it, and bounds
    that are none or that the task does not have.
    """
    tables = _tables()
    if task not in tables:
        known = ", ".join(planned_tasks())
        raise ActcliError(f"no plan for the task {task}", f"there are plans for {known}")
    if "one" in tables[task]:
        task = tables[task]["one" if width == 1 else "several"]
    fields = tables[task]
    _check_width(task, fields["outputs"], width)
    return Head(
        task=task,
        loss=fields["loss"],
        takes_logits=fields["logits"],
        prediction=fields["prediction"],
        about=_text(fields["about"]),
        bias=_text(fields["bias"]) if "bias" in fields else None,
        bounds=_bounds(task, fields, bounds),
        classes=width if fields["outputs"] in {"classes", "ordered"} else None,
    )


def output_function(task: str) -> str:
    """The function that the selection table chooses for the output of a planned task."""
    function: str = _tables()[task]["function"]
    return function


def _check_width(task: str, outputs: str, width: int) -> None:
    if outputs == "one" and width != 1:
        what = "multiclass" if width == 2 else "multiclass or multilabel"
        raise ActcliError(
            f"{task} takes one output, the probability of class 1; with {width} it is {what}",
            f"end the widths with 1, or --task {what.replace(' or ', ' or --task ')}",
        )
    if outputs == "classes" and width == 1:
        raise ActcliError(
            "one class with softmax is always 1", "--task binary, or at least 2 outputs"
        )
    if outputs == "ordered" and width == 1:
        raise ActcliError("one class has no order", "end the widths with the number of classes")


def _bounds(
    task: str, fields: Mapping[str, Any], bounds: tuple[float, float] | None
) -> tuple[float, float] | None:
    if "bounds" not in fields:
        if bounds is not None:
            raise ActcliError(f"the task {task} has no bounds", "bounded and symmetric have")
        return None
    low, high = bounds or fields["bounds"]
    if not -float("inf") < low < high < float("inf"):
        raise ActcliError(f"{low:g} to {high:g} are no bounds", "the lower one comes first")
    return float(low), float(high)


def _text(fields: Mapping[str, str]) -> Text:
    return Text(fields["en"], fields["ko"])


@cache
def _tables() -> dict[str, Any]:
    return read_toml(_FILE)
