"""From a question in free words, English or Korean, to the conditions and functions it mentions."""

from collections import Counter
from dataclasses import dataclass, field

from actcli.analysis.recommending.belonging import is_of_the_field
from actcli.analysis.recommending.clues import Clue, find_clues
from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.lexicon import EVERYDAY, FAINT, TELLING, Lexicon
from actcli.analysis.recommending.mentions import Mention, find_mentions
from actcli.analysis.recommending.negation import asks_why
from actcli.analysis.recommending.question import Question

OTHER_LAYER = {"output": "hidden", "hidden": "output"}  # "not the output"
SUREST_FIRST = (TELLING, EVERYDAY, FAINT)


@dataclass(slots=True)
class Reading:
    """What a question mentions: conditions by kind, functions, and functions it rules out."""

    conditions: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    # How surely each is meant: TELLING, EVERYDAY or FAINT, for (kind, name).
    sureness: dict[tuple[str, str], int] = field(default_factory=dict)
    at_odds: set[str] = field(default_factory=set)  # tasks of numbers that the named ones deny
    chosen: set[str] = field(default_factory=set)  # kinds that an option settles
    functions: list[str] = field(default_factory=list)
    ruled_out: list[str] = field(default_factory=list)
    other_layers: set[str] = field(default_factory=set)  # named as those not asked about
    is_general: bool = False  # activation functions are what it is about, if nothing closer
    is_of_the_field: bool = True  # and not a text in which our words mean something else
    asks_why: bool = False

    def add(self, kind: str, name: str, sureness: int = TELLING) -> None:
        """Add a condition, as surely as it was ever mentioned."""
        self.conditions[kind].add(name)
        known = self.sureness.get((kind, name), FAINT)
        self.sureness[kind, name] = min(known, sureness, key=SUREST_FIRST.index)

    def telling(self, kind: str) -> set[str]:
        """Return the conditions of a kind that were named by words of no other meaning."""
        return {n for n in self.conditions[kind] if self.sureness.get((kind, n)) == TELLING}

    def plain(self, kind: str) -> set[str]:
        """Return the conditions of a kind that were named and not only hinted at."""
        return {n for n in self.conditions[kind] if self.sureness.get((kind, n)) != FAINT}

    @property
    def has_conditions(self) -> bool:
        """Tell whether the question states a case, and not only functions."""
        return any(self.conditions.values())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was understood."""
        return not (self.functions or self.ruled_out or self.has_conditions)


def read_question(text: str, lexicon: Lexicon) -> Reading:
    """Return the conditions and functions that the question mentions."""
    question = Question(text)
    mentions = find_mentions(question, lexicon)
    clues = find_clues(question.normal)
    for clue in clues:
        question.take_in_normal(clue.start, clue.end)
    reading = Reading(asks_why=asks_why(question.normal))
    hints = _add_mentions(reading, mentions)
    _add_clues(reading, clues, hints)
    _add_hints(reading, hints)
    if not reading.conditions["layer"] and len(reading.other_layers) == 1:
        other = OTHER_LAYER.get(min(reading.other_layers))
        if other is not None:
            reading.add("layer", other)
    reading.is_of_the_field = is_of_the_field(question, mentions, clues)
    return reading


def _add_mentions(reading: Reading, mentions: list[Mention]) -> list[tuple[str, str]]:
    """Add what is mentioned plainly and return what is only hinted at."""
    hints: list[tuple[str, str]] = []
    for mention in mentions:
        for kind, name, sureness, _ in mention.meanings:
            if kind == "general":
                reading.is_general = True
            elif kind == "function":
                _add(reading.ruled_out if mention.is_ruled_out else reading.functions, name)
            elif kind == "layer" and mention.is_ruled_out:
                reading.other_layers.add(name)
            elif kind not in KINDS or (mention.is_ruled_out and kind != "concern"):
                continue  # a concern is what one wants to be without
            elif sureness == FAINT or (sureness == EVERYDAY and mention.has_mistakes):
                hints.append((kind, name))
            else:
                reading.add(kind, name, sureness)
    return hints


def _add_hints(reading: Reading, hints: list[tuple[str, str]]) -> None:
    """Add what is hinted at most often, where nothing plain was said of its kind."""
    votes = Counter(hint for hint in hints if not reading.conditions[hint[0]])
    most = {kind: max((n for (k, _), n in votes.items() if k == kind), default=0) for kind in KINDS}
    for (kind, name), number in votes.items():
        if number == most[kind]:
            reading.add(kind, name, FAINT)


def _add_clues(reading: Reading, clues: list[Clue], hints: list[tuple[str, str]]) -> None:
    named = bool(reading.conditions["task"])
    for clue in clues:
        if clue.is_list and reading.functions:
            continue  # relu, tanh or gelu: the things are functions
        if clue.is_units and reading.conditions["layer"] == {"hidden"}:
            continue
        # A range belongs to the data of a network with a range of its own, such as a GAN.
        is_data = clue.name in ("bounded", "symmetric") and reading.conditions["network"]
        does_not_fit = clue.kind == "task" and named and not _fits(clue, reading)
        if does_not_fit and not clue.is_faint:
            reading.at_odds.add(clue.name)
        if clue.is_faint or is_data or does_not_fit:
            hints.append((clue.kind, clue.name))
        else:
            reading.add(clue.kind, clue.name)


def _fits(clue: Clue, reading: Reading) -> bool:
    """Tell whether a number may add to the tasks that were named: classes to classes only."""
    classes, values = {"binary", "multiclass"}, {"regression", "positive", "bounded", "symmetric"}
    family = classes if clue.name in classes else values
    if clue.name == "multilabel":
        family = {*classes, "multilabel"}
    return reading.conditions["task"] <= family


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
