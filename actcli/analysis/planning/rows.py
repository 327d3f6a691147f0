"""Which rows of the selection table answer for the hidden layers of a plan; needs no NumPy."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from actcli.analysis.planning.network import ARCHITECTURES, RECURRENT
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.answer import Answer
from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.criteria import ANY, COMBINATION, Row
from actcli.analysis.recommending.reading import read_question
from actcli.analysis.recommending.table import load_criteria, load_lexicon
from actcli.errors import ActcliError

# Networks that are of one architecture, whose name implies it.
_KINDS = {"irnn": "rnn", "echo_state": "rnn", **{name: name for name in ARCHITECTURES}}
_PARTS_OF_A_CELL = {"candidate", "cell-output"}  # concerns of an LSTM or GRU alone


class Question(NamedTuple):
    """What was asked about the hidden layers, beside the architecture."""

    architecture: str
    words: tuple[str, ...] = ()
    network: str | None = None
    concern: str | None = None

    @property
    def layer(self) -> str:
        """The layer of the selection table that the hidden layers are."""
        return "recurrent" if self.architecture in RECURRENT else "hidden"


class Asked(NamedTuple):
    """What a question was understood as; the architecture of the plan is no network here."""

    networks: tuple[Condition, ...] = ()
    concerns: tuple[Condition, ...] = ()
    tasks: frozenset[str] = frozenset()
    ruled_out: frozenset[str] = frozenset()  # functions that are not wanted

    def names(self, kind: str) -> set[str]:
        """The names of the networks or concerns."""
        return {c.name for c in (self.networks if kind == "network" else self.concerns)}

    @property
    def needs_smoothness(self) -> bool:
        """Whether derivatives of the outputs are used, so that a kink does harm."""
        if "smoothness" in self.names("concern"):
            return True
        smooth = {row.network[0] for row in load_criteria() if "smoothness" in row.concern}
        return bool(smooth & self.names("network"))


def kind_of_network(
    architecture: str | None, words: Sequence[str] = (), network: str | None = None
) -> str:
    """The architecture of a plan: the one that is named, else that of the network asked about.

    Raises ActcliError for an unknown one, and where --network names a network of another kind.
    """
    named = None if architecture is None else _architecture(architecture)
    implied = _kinds((), network)
    if named is not None:
        if implied and named not in implied:
            raise ActcliError(
                f"{network} is a network of the kind {implied[0]}, not {named}",
                f"--arch {implied[0]}, or another --network",
            )
        return named
    implied = implied or _kinds(tuple(words), None)
    return implied[0] if len(implied) == 1 else ARCHITECTURES[0]


def other_kind(architecture: str, words: Sequence[str]) -> str | None:
    """The architecture that words name, where it is one and another than that of the plan."""
    kinds = _kinds(tuple(words), None)
    return kinds[0] if len(kinds) == 1 and kinds[0] != architecture else None


def asked_of(question: Question) -> Asked:
    """What the question names."""
    found = recommend(
        question.words, layer=question.layer, network=question.network, concern=question.concern
    ).conditions
    ruled_out = read_question(" ".join(question.words), load_lexicon()).ruled_out
    return Asked(
        tuple(c for c in found.get("network", ()) if c.name not in ARCHITECTURES),
        found.get("concern", ()),
        frozenset(condition.name for condition in found.get("task", ())),
        frozenset(ruled_out),
    )


def rows_for(question: Question, asked: Asked) -> list[Row]:
    """The rows that answer for the hidden layers, the nearest first.

    A concern that was asked for is answered before a network; a row for a case that nobody asked
    for is none of them.
    """
    found = dict.fromkeys(
        row.key
        for answer in _answers(question, asked)
        for row in answer.rows
        if _answers_for(row, question, asked)
    )
    by_key = {row.key: row for row in load_criteria()}

    def named(row: Row) -> int:
        return 2 * names_any(row, "concern", asked) + names_any(row, "network", asked)

    return sorted((by_key[key] for key in found), key=named, reverse=True)


def names_any(row: Row, kind: str, asked: Asked) -> bool:
    """Whether a row names a network or concern that was asked for."""
    return bool(asked.names(kind) & set(row.conditions(kind)))


@cache  # a question is read for its widths, its plan and its notes
def _kinds(words: tuple[str, ...], network: str | None) -> list[str]:
    """The architectures that the networks of a question are of."""
    if not words and network is None:
        return []
    found = recommend(words, network=network).conditions.get("network", ())
    return list(dict.fromkeys(_KINDS[c.name] for c in found if c.name in _KINDS))


def _architecture(name: str) -> str:
    """The architecture of a name in any spelling of the selection table."""
    folded = name.strip().casefold()
    if folded in ARCHITECTURES:
        return folded
    try:
        (found,) = recommend(network=name).conditions["network"]
    except ActcliError:
        found = None
    if found is not None and found.name in ARCHITECTURES:
        return found.name
    from actcli.errors import did_you_mean

    known = ", ".join(ARCHITECTURES)
    hint = did_you_mean(folded, ARCHITECTURES) or f"known: {known}"
    raise ActcliError(f"unknown architecture {name!r}", hint)


def _answers(question: Question, asked: Asked) -> Iterator[Answer]:
    """What the table says to all that was asked, then to each part, to the architecture at last."""
    architecture = question.architecture
    networks = [condition.name for condition in asked.networks]
    concerns = [condition.name for condition in asked.concerns]
    words_network = question.network or (None if networks else architecture)
    tries: list[tuple[tuple[str, ...], str | None, str | None]] = [
        (question.words, words_network, question.concern),
        *(((), network, question.concern) for network in networks),
        *(((), architecture, concern) for concern in concerns),
        *(((), None, concern) for concern in concerns),
        *(((), network, None) for network in networks),
        ((), architecture, None),
    ]
    for words, network, concern in dict.fromkeys(tries):
        answer = recommend(words, layer=question.layer, network=network, concern=concern)
        if answer.matched:
            yield answer


def _answers_for(row: Row, question: Question, asked: Asked) -> bool:
    """Whether a row is about these hidden layers, in a case that was asked for."""
    layers = {question.layer} if question.layer == "recurrent" else {"hidden", COMBINATION}
    if row.layer not in layers or not row.choose:  # without a choice it is a remark
        return False
    if question.architecture == "rnn" and _PARTS_OF_A_CELL & set(row.concern):
        return False
    is_of_network = names_any(row, "network", asked)
    is_of_concern = names_any(row, "concern", asked)
    networks = row.conditions("network")
    fits_network = not networks or bool({ANY, question.architecture} & set(networks))
    fits_concern = not row.conditions("concern") or ANY in row.concern
    fits_task = not row.conditions("task") or row.task in asked.tasks
    return (
        (fits_network or is_of_network or is_of_concern)
        and (fits_concern or is_of_network or is_of_concern)
        and (fits_task or is_of_network)
    )
