"""The answer to a question about activation functions, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actcli.analysis.recommending.conditions import Condition, Text
from actcli.analysis.recommending.criteria import Row


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A function that the question proposes and the answer warns of, with the reason."""

    function: str
    because: Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Conditions of one kind that cannot hold at once, such as binary and multi-class.

    `kept` is the one that is answered where something settles it (an option does, over words).
    """

    conditions: tuple[Condition, ...]
    kept: Condition | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the selection table says to a question; without a question, the whole table."""

    question: str
    conditions: Mapping[str, tuple[Condition, ...]]  # what was understood, by kind
    rows: tuple[Row, ...]  # the best first; the order of the table where nothing was asked
    matched: bool
    nearest: tuple[Row, ...] = ()  # where nothing matched
    contradictions: tuple[Contradiction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    gains: Mapping[str, float] = field(default_factory=dict)  # of the functions chosen for layers
    is_whole_table: bool = False  # nothing narrower was asked
