"""What a question says that cannot hold at once: binary with 10 classes, options against words."""

import re
from collections.abc import Iterator, Mapping

from actcli.analysis.recommending.answer import Conflict
from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.reading import Reading
from actcli.analysis.recommending.table import load_conditions, load_criteria

# Words that set two cases beside each other to choose from, which is no contradiction.
_CHOICE = re.compile(
    r"\b(or|vs\.?|versus|difference|differ|compared?|rather than|instead of)\b"
    r"|(?<!\d )\band\b(?! [-\d])"
    r"|차이|또는|혹은|아니면|이나|이랑|하고|와 |과 |랑 |비교|중에|각각|둘"
)
KINDS_THAT_EXCLUDE = ("task", "layer", "network")  # several concerns can hold at once


def conflicts_in_words(question: str, reading: Reading) -> Iterator[Conflict]:
    """Yield the conditions of one kind that the words name together and that exclude each other."""
    if _CHOICE.search(question.casefold()):
        return
    for kind in KINDS_THAT_EXCLUDE:
        names = reading.plain(kind) | (reading.at_odds if kind == "task" else set())
        named = [c for c in load_conditions() if c.kind == kind and c.name in names]
        for place, condition in enumerate(named):
            for other in named[place + 1 :]:
                if other.name in condition.excludes or condition.name in other.excludes:
                    yield Conflict((condition, other))


def conflicts_with_options(
    reading: Reading, options: Mapping[str, Condition]
) -> Iterator[Conflict]:
    """Yield what the words name and an option, which wins, contradicts."""
    for kind in KINDS_THAT_EXCLUDE:
        kept = options.get(kind)
        if kept is None or kept.name in reading.conditions[kind]:
            continue
        for condition in load_conditions():
            is_named = condition.kind == kind and condition.name in reading.plain(kind)
            if is_named and not _stand_together(kind, condition.name, kept.name):
                yield Conflict((condition, kept), kept)


def _stand_together(kind: str, one: str, other: str) -> bool:
    """Tell whether one row is for both (a GAN and its generator), or one is a part of the other."""
    return other in one.split("+") or any(
        {one, other} <= set(row.conditions(kind)) for row in load_criteria()
    )
