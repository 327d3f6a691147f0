"""What numbers and shapes in a question say: 10 classes, between 0 and 1, Dense(1), A or not A."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actcli.analysis.recommending.criteria import COMBINATION
from actcli.analysis.recommending.shapes import (
    CELL_OUTPUT,
    CLASS_COUNTS,
    COUNTS_OF_TWO,
    COUPLED,
    EITHER_OR,
    GRADES,
    LABEL_COUNTS,
    LAYER_IN_CODE,
    LISTS_OF_CLASSES,
    LISTS_TO_CHOOSE_FROM,
    NAMED_RANGE,
    NO_NEGATIVES,
    NUMBER_OF,
    ONE_IN_MANY,
    RANGES,
    SHARE,
    TINY_SLOPE,
    WHICH_ONE,
    ZERO_OR_ONE,
    Shape,
)

RARE = 20.0  # per cent
CODE = 3.0  # layers as code are about nothing else
_MINUS = "-\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Clue:
    """A condition that a number or shape speaks for; a faint one, where no other is named."""

    kind: str
    name: str
    start: int = 0  # where it stands in the question
    end: int = 0
    is_faint: bool = False
    is_units: bool = False  # of a layer in code, which is the output where no other layer is named
    is_list: bool = False  # of things to choose from, which may be functions
    proof: float = 1.0  # of what it proves about the whole question


def find_clues(question: str) -> list[Clue]:
    """Return what the numbers and shapes in a question, in its normal form, speak for."""
    readers = (_classes, _lists, _labels, _plain, _without_proof, _ranges, _rarity, _code)
    return [clue for read in readers for clue in read(question)]


def _classes(question: str) -> Iterator[Clue]:
    several = any(WHICH_ONE.all_in(question))
    if several:
        yield Clue("task", "multiclass", proof=0.0)
    for shape in CLASS_COUNTS:
        for found in shape.all_in(question):
            if found.group(1) not in ("0", "1"):
                is_two = found.group(1) in COUNTS_OF_TWO
                several = several or not is_two
                yield Clue("task", "binary" if is_two else "multiclass", *found.span())
    # "softmax or not" beside six classes is no class of its own.
    for shape in (EITHER_OR, ZERO_OR_ONE):
        for found in shape.all_in(question):
            yield Clue("task", "binary", *found.span(), is_faint=several)


def _lists(question: str) -> Iterator[Clue]:
    for shape in LISTS_TO_CHOOSE_FROM:
        for found in shape.all_in(question):
            is_faint = shape not in LISTS_OF_CLASSES
            yield Clue("task", "multiclass", *found.span(), is_faint=is_faint, is_list=True)


def _labels(question: str) -> Iterator[Clue]:
    for found in LABEL_COUNTS.all_in(question):
        yield Clue("task", "multilabel", *found.span(), is_faint=True)


def _plain(question: str) -> Iterator[Clue]:
    shapes: tuple[tuple[Shape, str, str], ...] = (
        (NUMBER_OF, "task", "counts"),
        (NO_NEGATIVES, "task", "positive"),
        (NAMED_RANGE, "task", "bounded"),
        (CELL_OUTPUT, "concern", "cell-output"),
        (TINY_SLOPE, "concern", "vanishing-gradient"),
        *((shape, "concern", "class-imbalance") for shape in ONE_IN_MANY),
    )
    for shape, kind, name in shapes:
        for found in shape.all_in(question):
            yield Clue(kind, name, *found.span())


def _without_proof(question: str) -> Iterator[Clue]:
    # Everyday texts have this form, too: what stands there is not taken out, and proves nothing.
    for shape in COUPLED:
        if any(shape.all_in(question)):
            yield Clue("task", "multilabel", proof=0.0)
    if any(GRADES.all_in(question)):
        yield Clue("task", "ordinal", proof=0.0)


def _ranges(question: str) -> Iterator[Clue]:
    for shape in RANGES:
        for found in shape.all_in(question):
            low, high = found.groups()
            if low[0] in _MINUS and high[0] not in _MINUS:
                yield Clue("task", "symmetric", *found.span())
            elif low != high:
                yield Clue("task", "bounded", *found.span())


def _rarity(question: str) -> Iterator[Clue]:
    for found in SHARE.all_in(question):
        if float(found.group(1)) <= RARE:
            yield Clue("concern", "class-imbalance", *found.span())


def _code(question: str) -> Iterator[Clue]:
    """Read layers written as code: the last one is the output, several are a network."""
    units = [found.group(1) for found in LAYER_IN_CODE.all_in(question)]
    if not units:
        return
    layer = "output" if len(units) == 1 else COMBINATION
    yield Clue("layer", layer, is_faint=True, proof=CODE)
    if re.search(r"\b(mse|mean_squared_error|mseloss|l1loss|mae|huber)\b", question):
        yield Clue("task", "regression")
    elif units[-1] in ("1", "2"):
        yield Clue("task", "binary", is_faint=True, is_units=True)
    elif len(units) > 1 or int(units[-1]) <= 1000:
        yield Clue("task", "multiclass", is_faint=True, is_units=True)
