"""The rows nearest to a question that nothing in the selection table answers."""

from collections.abc import Iterable

from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.reading import Reading
from actcli.analysis.recommending.table import load_conditions, load_criteria
from actcli.analysis.recommending.text import squeeze

NEAREST = 3
LIKE = 0.5  # the share of pairs of letters in common from which a word is like another


def nearest_rows(question: str, reading: Reading) -> tuple[Row, ...]:
    """Return the rows that meet the most of what was understood, then those that read alike."""
    close = reading if reading.has_conditions else _by_spelling(question)
    asked = [_pairs(word) for word in question.split()]

    def nearness(row: Row) -> tuple[int, int, float]:
        met = sum(bool(close.conditions[kind] & set(row.conditions(kind))) for kind in KINDS)
        proposes = sum(name in row.choose for name in reading.functions)
        return met, proposes, _likeness(asked, row)

    return tuple(sorted(load_criteria(), key=nearness, reverse=True)[:NEAREST])


def _by_spelling(question: str) -> Reading:
    """Return what words of the question would mean if they were names spelt a little otherwise."""
    close = Reading()
    names = [
        (condition, _pairs(name))
        for condition in load_conditions()
        if condition.kind in KINDS
        for name in (condition.name, condition.title.en, condition.title.ko)
    ]
    for word in question.split():
        pairs = _pairs(word)
        best = max(names, key=lambda name: _in_common(pairs, name[1]))
        if _in_common(pairs, best[1]) >= LIKE:
            close.add(best[0].kind, best[0].name)
    return close


def _likeness(asked: Iterable[set[str]], row: Row) -> float:
    """Return how many words of the question are like one of the row's purpose or choice."""
    texts = (row.when.en, row.when.ko, *row.choose)
    words = [_pairs(word) for text in texts for word in text.split()]
    best = (max(_in_common(pairs, word) for word in words) for pairs in asked)
    return sum(share for share in best if share >= LIKE)


def _in_common(pairs: set[str], others: set[str]) -> float:
    """Return which share of the pairs of two words is common to both (Dice 1945)."""
    return 2 * len(pairs & others) / max(len(pairs) + len(others), 1)


def _pairs(word: str) -> set[str]:
    letters = squeeze(word)
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
