"""The answer to a question about activation functions, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actcli.analysis.recommending.conditions import KINDS, Condition, Text
from actcli.analysis.recommending.criteria import ANY, Row

PLAIN_NETWORK = "mlp"  # what a row without a network is about


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
    by_name: frozenset[str] = frozenset()  # the kinds of condition that options gave

    @property
    def not_met(self) -> tuple[Condition, ...]:
        """The conditions, given by name, that the best row does not name: it answers the rest."""
        if self.is_whole_table or not self.rows:
            return ()
        asked = (c for kind in KINDS if kind in self.by_name for c in self.conditions.get(kind, ()))
        return tuple(condition for condition in asked if not _is_for(self.rows[0], condition))


def _is_for(row: Row, condition: Condition) -> bool:
    """Whether the row is for the condition; that of a layer is for its parts, or for any."""
    if condition.kind != "layer":
        named = row.conditions(condition.kind)
        return condition.name in named or (condition.name == PLAIN_NETWORK and not named)
    if row.layer == ANY or (condition.name, row.layer) == ("hidden", "recurrent"):
        return True
    return bool(set(condition.name.split("+")) & set(row.layer.split("+")))
