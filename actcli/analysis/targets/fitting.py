"""What a column asks of the output layer if it is taken for another task; needs no NumPy."""

from actcli.analysis.targets.verdict import Target
from actcli.analysis.targets.words import shown
from actcli.errors import ActcliError

OF_NUMBERS = ("regression", "positive", "bounded", "symmetric", "counts")
OF_CLASSES = ("multiclass", "ordinal")
OF_TEXTS = ("binary", "multiclass", "ordinal", "multilabel", "identifiers", "dates")


def outputs_for(target: Target, task: str) -> int | None:
    """Return how many outputs the task needs on this column, None where that is open.

    Raises ActcliError for a task of numbers where the column has texts.
    """
    verdict = target.verdict
    if task == target.kind:
        return verdict.outputs
    if task in OF_NUMBERS:
        _refuse_texts(target, task)
        return len(target.columns) if verdict.kind not in ("mixed", "vectors") else None
    if task in OF_CLASSES and len(target.columns) == 1 and verdict.kind != "multilabel":
        return verdict.distinct
    return None


def _refuse_texts(target: Target, task: str) -> None:
    is_text = target.verdict.mean is None and target.kind in OF_TEXTS
    if len(target.columns) == 1 and is_text:
        other = target.kind if target.is_target else "multiclass"
        column = shown(target.columns[0])
        message = f"{column} has texts, and {task} needs numbers"
        raise ActcliError(message, f"--task {other}, or a column of numbers")
