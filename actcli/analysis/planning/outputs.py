"""The row of the selection table for the output, and what else that is asked of it; no NumPy."""

from collections.abc import Iterator

from actcli.analysis.planning.network import NOTES, Head, Note
from actcli.analysis.planning.rows import Asked, names_any
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.table import load_criteria


def output_row(head: Head, function: str, asked: Asked) -> Row:
    """The row for the output of a task that chooses the function of its head.

    One that speaks of a concern that was asked for (class imbalance) comes before the general one.
    """
    own = next((row for row in _rows_of_the_case(head, asked) if _plans(row, function)), None)
    if own is not None and names_any(own, "concern", asked):
        return own
    rows = recommend(task=head.task, layer="output").rows
    return next((row for row in rows if function in row.choose), rows[0])


def output_notes(head: Head, function: str, asked: Asked) -> Iterator[Note]:
    """What the table has for the output of a case that was asked for, and the plan has not."""
    for row in _rows_of_the_case(head, asked):
        if not _plans(row, function):
            yield Note(f"{NOTES}.output_row", {"when": row.when, "choice": row.choice})
    for condition in asked.concerns:
        if _is_unanswered(condition, head, asked):
            yield Note(f"{NOTES}.no_row_output", {"asked": condition.title})


def _rows_of_the_case(head: Head, asked: Asked) -> list[Row]:
    """The rows for outputs of this task, or of any, that name what was asked for."""
    return [
        row
        for row in load_criteria()
        if row.layer == "output"
        and row.task in (None, head.task)
        and (names_any(row, "concern", asked) or names_any(row, "network", asked))
        and not (head.takes_logits and "logits" in row.concern)  # which the plan has anyway
    ]


def _plans(row: Row, function: str) -> bool:
    """Whether the function alone is what a row asks for."""
    if row.task is None and row.concern:  # such rows list what each task takes
        return function in row.choose
    return row.choose == (function,) or function in row.alternatives


def _is_unanswered(condition: Condition, head: Head, asked: Asked) -> bool:
    named = [row for row in load_criteria() if condition.name in row.concern]
    if any(row.layer != "output" for row in named):
        return False
    if condition.name == "logits" and head.takes_logits:
        return False
    answers = _rows_of_the_case(head, asked)
    return not any(condition.name in row.concern for row in answers)
