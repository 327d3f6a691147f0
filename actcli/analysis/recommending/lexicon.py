"""Every spelling that is known and what it means, ready to be looked up.

Korean spellings and mixed ones (Q값) are found anywhere in a squeezed text, Latin ones as whole
words. Squeezing thousands of spellings takes longer than reading a question, so `spelt_out` is
done once, when table.json is generated, and `Lexicon` is made of its result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.hangul import as_heard, has_hangul, is_hangul
from actcli.analysis.recommending.mistakes import (
    LONG_KOREAN,
    SHORTEST_KOREAN,
    SHORTEST_WORD,
    forgiven,
)
from actcli.analysis.recommending.text import ARTICLES, normal, squeeze, stem

GAP = "~"  # in a spelling: a few letters or words in between
WORD_START = "^"  # before a Korean spelling: found only where a word begins
# Where spellings are looked for: the cases first, then the words of the field and the fillers.
KOREAN, LATIN = ("korean", "common korean"), ("latin", "latin with gaps")
TELLING, FAINT, EVERYDAY = 0, 1, 2  # how sure a spelling is of its meaning

# What a mention proves about the whole question: is it about activation functions at all?
PROOF = (3.0, 1.0, 1.0)

SHORT_KOREAN = 2  # syllables: such a spelling must stand in one word, or it is met by accident

Spelt = dict[str, list[int]]  # spelling -> number of a condition, sureness, number, sureness, ...


class Meaning(NamedTuple):
    """A condition that a spelling names, how surely, and what it proves of the question."""

    kind: str
    name: str
    sureness: int
    proof: float


Meanings = tuple[Meaning, ...]


def spelt_out(conditions: Sequence[Condition]) -> dict[str, Spelt]:
    """Return the spellings of all conditions by how they are looked for, the longest first."""
    found: dict[str, dict[str, dict[int, int]]] = {kind: {} for kind in (*KOREAN, *LATIN)}
    same = [c.spellings for c in conditions if c.kind == "same"]
    for number, condition in enumerate(conditions):
        if condition.kind == "same":
            continue
        is_common = _is_common(condition)
        # A spelling that stands in two lists has the meaning of the last.
        lists = (condition.spellings, condition.faint, condition.everyday)
        for sureness, spellings in enumerate(lists):
            for spelling in (s for one in spellings for s in with_synonyms(one, same)):
                where, keys = _keys(spelling, is_common=is_common)
                for key in keys:
                    found[where].setdefault(key, {})[number] = sureness
    # A word of the field that also names a case is looked for with the cases.
    for key in found["common korean"].keys() & found["korean"].keys():
        found["korean"][key] |= found["common korean"].pop(key)
    return {
        where: {
            key: [value for pair in meanings[key].items() for value in pair]
            for key in sorted(meanings, key=lambda key: (-len(key), key))
        }
        for where, meanings in found.items()
    }


def with_synonyms(spelling: str, synonyms: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a spelling with each of its words that has synonyms replaced by each of them."""
    spellings = [spelling]
    for words in synonyms:
        # The longest first: what stands there is one of them and not a part of it.
        found = next((word for word in sorted(words, key=len)[::-1] if word in spelling), None)
        if found is not None:
            spellings += [s.replace(found, w) for s in spellings for w in words if w != found]
    return spellings


def _is_common(condition: Condition) -> bool:
    # What belongs to another field is looked for first: "excel function" before "excel".
    if condition.kind == "other":
        return False
    return condition.proof is not None and condition.proof < PROOF[TELLING]


def _keys(spelling: str, *, is_common: bool) -> tuple[str, list[str]]:
    if has_hangul(normal(spelling)):
        return KOREAN[is_common], [korean_key(spelling)]
    if GAP in spelling:
        return "latin with gaps", [latin_key(spelling)]
    # Words written together keep the endings inside: vanishinggradient.
    keys = dict.fromkeys((latin_key(spelling), stem("".join(latin_words(spelling)))))
    return "latin", [key for key in keys if not key.isdigit()]  # clues.py reads numbers


def latin_key(spelling: str) -> str:
    """Return a Latin spelling as it is looked up: the stems of its words joined."""
    return GAP.join("".join(map(stem, latin_words(part))) for part in spelling.split(GAP))


def korean_key(spelling: str) -> str:
    """Return a Korean spelling as it is looked for: squeezed, by sound, its marks kept."""
    key = as_heard(GAP.join(map(squeeze, spelling.split(GAP))))
    # Two short words ("각 층") are found across the space between them, and begin a word.
    is_marked = spelling.startswith(WORD_START) or (len(key) <= SHORT_KOREAN and " " in spelling)
    return (WORD_START if is_marked else "") + key


def latin_words(text: str) -> list[str]:
    """Return the words of a Latin text in their normal form, without articles."""
    kept = (character if character.isalnum() else " " for character in normal(text))
    return [word for word in "".join(kept).split() if word not in ARTICLES]


@dataclass
class Lexicon:
    """The spellings of all conditions, with lookups that forgive typing mistakes."""

    conditions: tuple[Condition, ...]
    spelt: Mapping[str, Any]

    def is_common_word(self, key: str) -> bool:
        """Tell whether a Latin word is one of the field or one that says nothing."""
        numbers = self.spelt["latin"].get(key, ())[::2]
        return bool(numbers) and all(_is_common(self.conditions[number]) for number in numbers)

    def meanings(self, where: str, key: str) -> Meanings:
        """Return what a spelling means; nothing for one that is not known."""
        numbers = self.spelt[where].get(key, ())
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return tuple(self._meaning(number, sureness) for number, sureness in pairs)

    def latin_meant_by(self, written: str, most: int) -> str | None:
        """Return the Latin spelling that `written` is with at most so many typing mistakes."""
        near = self._latin_by_letter.get(written[:1], ())
        return next((key for key in near if forgiven(written, key, most)), None)

    def korean_meant_by(self, written: str) -> str | None:
        """Return the Korean spelling that `written` is with a typing mistake."""
        for place, part in _parts(written):
            for key in self._korean_by_part.get((len(written), place, part), ()):
                if forgiven(written, key):
                    return key
        return None

    @cached_property
    def longest_korean(self) -> int:
        """The length of the longest Korean spelling in which mistakes are forgiven."""
        return max(length for length, _, _ in self._korean_by_part)

    @cached_property
    def _latin_by_letter(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = {}
        for key in self.spelt["latin"]:
            if len(key) >= SHORTEST_WORD:
                near.setdefault(key[0], []).append(key)
        return near

    @cached_property
    def _korean_by_part(self) -> dict[tuple[int, int, str], list[str]]:
        # One wrong letter leaves one half of a word as it was, two leave one third.
        near: dict[tuple[int, int, str], list[str]] = {}
        for key in self.spelt["korean"]:
            if len(key) >= SHORTEST_KOREAN and is_hangul(key):
                for place, part in _parts(key):
                    near.setdefault((len(key), place, part), []).append(key)
        return near

    def _meaning(self, number: int, sureness: int) -> Meaning:
        condition = self.conditions[number]
        proof = PROOF[sureness] if condition.proof is None else condition.proof
        return Meaning(condition.kind, condition.name, sureness, proof)


def _parts(key: str) -> Iterable[tuple[int, str]]:
    count = 2 if len(key) < LONG_KOREAN else 3
    size = len(key) // count
    for number in range(count):
        start = number * size
        yield start, key[start : start + size] if number < count - 1 else key[start:]
