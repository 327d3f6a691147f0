"""From a question in free words, English or Korean, to the conditions and functions it mentions.

The question is squeezed first: one Unicode form, lower case, no spaces, no punctuation. Korean
spellings are then looked for anywhere in it, so that particles, endings and spacing do not matter
(이진분류는, 이진 분류에서); Latin ones must be whole words, several words joined included
(multi-class, multi class). What is found is taken out, the longest spellings first, and only then
are typing mistakes forgiven in what is left.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from actcli.analysis.recommending.conditions import KINDS, Condition

LONGEST_PHRASE = 4  # words of a Latin spelling that are joined
TAKEN = "\0"
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
VOWELS, FINALS = 21, 28  # of a Hangul syllable in Unicode's order

# After a Korean mention: "렐루 말고", "렐루를 빼고".
NEGATED_AFTER = re.compile(
    r"(함수)?(은|는|이|가|을|를|도|만)?(말고|대신|빼고|제외|아닌|아니고|없이)"
)
# Before an English mention: "not relu", "instead of using the relu".
NEGATED_BEFORE = re.compile(
    r"\b(not|no|without|except|avoid|(instead|alternatives?|rather) (of|to|than)|other than)"
    r"( (the|a|an|using|use|for))*$"
)
GAP = "~"  # in a spelling: up to three letters in between
COUNT = r"(\d+|two|three|four|five|ten|두|세|네|다섯|열)"
COUNTS_OF_TWO = ("2", "two", "두")
CLASS_COUNTS = (
    re.compile(COUNT + r"\s*-?\s*(?:way|class|classes|categories)\b"),
    re.compile(COUNT + r"\s*(?:개|가지)?(?:의)?\s*(?:클래스|범주|부류)"),
    re.compile(r"(?:클래스|범주|부류)(?:가|는|이|은)?\s*(?:총\s*)?" + COUNT + r"\s*개?"),
    re.compile(COUNT + r"\s*(?:개|가지|종류)\s*중(?:에|에서)?\s*(?:하나|한)"),
    re.compile(COUNT + r"\s*(?:개|가지|종류)(?:로)?\s*(?:분류|구분|나누)"),
)
# A minus sign belongs to the number only where no other number stands before it ("0-1").
NUMBER = r"(?<![\d.])((?:(?<!\d)[-\u2212])?\d+(?:\.\d+)?)"
RANGES = (
    re.compile(rf"\bbetween\s+{NUMBER}\s+and\s+{NUMBER}"),
    re.compile(rf"\b(?:from|range(?:\s+of)?)\s+{NUMBER}\s+to\s+{NUMBER}"),
    re.compile(rf"[\[(]\s*{NUMBER}\s*,\s*{NUMBER}\s*[\])]"),
    re.compile(
        rf"{NUMBER}\s*(?:에서|부터|과|와|~)\s*{NUMBER}\s*(?:까지)?(?:의)?\s*(?:사이|범위|까지)"
    ),
)


@dataclass(slots=True)
class Reading:
    """What a question mentions: conditions by kind, functions, and functions it rules out."""

    conditions: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    functions: list[str] = field(default_factory=list)
    ruled_out: list[str] = field(default_factory=list)
    is_general: bool = False  # activation functions are what it is about, if nothing closer

    @property
    def has_conditions(self) -> bool:
        """Tell whether the question states a case, and not only functions."""
        return any(self.conditions.values())

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was understood."""
        return not (self.functions or self.ruled_out or self.has_conditions)


def read_question(question: str, vocabulary: Iterable[Condition]) -> Reading:
    """Return the conditions and functions that the question mentions."""
    spellings = _index(tuple(vocabulary))
    reading = Reading()
    faint: list[tuple[str, str]] = []
    for meanings, negated in _mentions(question, spellings):
        for kind, name, is_faint in meanings:
            if kind == "general":
                reading.is_general = True
            elif kind == "function":
                _add(reading.ruled_out if negated else reading.functions, name)
            elif is_faint and not negated:
                faint.append((kind, name))
            elif not negated:
                reading.conditions[kind].add(name)
    reading.conditions["task"].update(_tasks_by_class_count(question))
    reading.conditions["task"].update(_tasks_by_range(question))
    has_plain = {kind for kind in KINDS if reading.conditions[kind]}
    for kind, name in faint:
        if kind not in has_plain:
            reading.conditions[kind].add(name)
    return reading


def squeeze(text: str) -> str:
    """Return the letters and digits of `text` alone, in one Unicode form and in lower case."""
    return "".join(character for character in _normal(text) if character.isalnum())


def forgiven(written: str, meant: str) -> bool:
    """Tell whether `written` is `meant` with a typing mistake, both squeezed."""
    if _is_hangul(meant):
        return len(written) == len(meant) and _differs_little(written, meant)
    # A digit is no slip: "between 0 and 1" is not "between 1 and 1".
    if re.findall(r"\d", written) != re.findall(r"\d", meant):
        return False
    # Short words are too near to others: "doing" is not "dying", nor "direction" "detection".
    if len(meant) < 6 or len(written) < 5 or written[0] != meant[0]:
        return False
    allowed = 1 if len(meant) < 12 else 2
    return abs(len(written) - len(meant)) <= allowed and _typos(written, meant) <= allowed


# Kind and name of every condition with that spelling, and whether it means it faintly.
Meanings = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Spellings:
    latin: dict[str, Meanings]
    korean: dict[str, Meanings]  # the longest first
    by_letter: dict[str, list[str]]  # the Latin ones again, by their first letter


@cache
def _index(vocabulary: tuple[Condition, ...]) -> _Spellings:
    meanings: dict[str, Meanings] = {}
    for condition in vocabulary:
        for spellings, is_faint in ((condition.spellings, False), (condition.faint, True)):
            # A dict and not a set: the same order, and so the same answer, in every run.
            for spelling in dict.fromkeys(GAP.join(map(squeeze, s.split(GAP))) for s in spellings):
                meaning = (condition.kind, condition.name, is_faint)
                meanings[spelling] = (*meanings.get(spelling, ()), meaning)
    longest_first = sorted(meanings, key=len, reverse=True)
    latin = {s: meanings[s] for s in longest_first if not _has_hangul(s)}
    korean = {s: meanings[s] for s in longest_first if _has_hangul(s)}
    by_letter: dict[str, list[str]] = {}
    for spelling in latin:
        by_letter.setdefault(spelling[0], []).append(spelling)
    return _Spellings(latin, korean, by_letter)


def _mentions(question: str, spellings: _Spellings) -> Iterator[tuple[Meanings, bool]]:
    squeezed = squeeze(question)
    rest = squeezed
    for spelling, (start, end) in _korean_mentions(rest, spellings.korean):
        rest = _take(rest, start, end)
        yield spellings.korean[spelling], _negated_after(squeezed, end)
    yield from _latin_mentions(question, squeezed, rest, spellings)


def _korean_mentions(
    rest: str, korean: dict[str, Meanings]
) -> Iterator[tuple[str, tuple[int, int]]]:
    for find in (_find, _find_roughly):
        for spelling in korean:
            place = find(rest, spelling)
            while place:
                yield spelling, place
                rest = _take(rest, *place)
                place = find(rest, spelling)


def _find(rest: str, spelling: str) -> tuple[int, int] | None:
    if GAP not in spelling:
        start = rest.find(spelling)
        return None if start < 0 else (start, start + len(spelling))
    found = re.search(f"[^{TAKEN}]{{0,3}}".join(map(re.escape, spelling.split(GAP))), rest)
    return found.span() if found else None


def _find_roughly(rest: str, spelling: str) -> tuple[int, int] | None:
    length = len(spelling)
    if length < 3 or not _is_hangul(spelling):
        return None
    places = ((start, start + length) for start in range(len(rest) - length + 1))
    return next((place for place in places if forgiven(rest[slice(*place)], spelling)), None)


def _latin_mentions(
    question: str, squeezed: str, rest: str, spellings: _Spellings
) -> Iterator[tuple[Meanings, bool]]:
    words = list(re.finditer(r"[a-z0-9]+", _normal(question)))
    taken = [False] * len(words)
    ends = _ends_in_squeezed(words, squeezed)
    # A word that a Korean spelling has used up ("relu가 죽") is not read a second time.
    for index, end in enumerate(ends):
        taken[index] = rest[end - 1] == TAKEN
    for is_exact in (True, False):
        for first, last in _phrases(len(words), longest_first=is_exact):
            if any(taken[first:last]):
                continue
            phrase = "".join(word.group() for word in words[first:last])
            meanings = _exactly(phrase, spellings) if is_exact else _roughly(phrase, spellings)
            if meanings:
                taken[first:last] = [True] * (last - first)
                before = " ".join(word.group() for word in words[:first])
                negated = bool(NEGATED_BEFORE.search(before))
                yield meanings, negated or _negated_after(squeezed, ends[last - 1])


def _phrases(count: int, *, longest_first: bool) -> Iterator[tuple[int, int]]:
    lengths = range(1, min(LONGEST_PHRASE, count) + 1)
    for length in reversed(lengths) if longest_first else lengths:
        for first in range(count - length + 1):
            yield first, first + length


def _exactly(phrase: str, spellings: _Spellings) -> Meanings | None:
    return spellings.latin.get(phrase) or spellings.latin.get(phrase.removesuffix("s"))


def _roughly(phrase: str, spellings: _Spellings) -> Meanings | None:
    candidates = spellings.by_letter.get(phrase[0], ())
    meant = next((spelling for spelling in candidates if forgiven(phrase, spelling)), None)
    return None if meant is None else spellings.latin[meant]


def _ends_in_squeezed(words: list[re.Match[str]], squeezed: str) -> list[int]:
    ends, end = [], 0
    for word in words:
        end = squeezed.index(word.group(), end) + len(word.group())
        ends.append(end)
    return ends


def _take(text: str, start: int, end: int) -> str:
    return text[:start] + TAKEN * (end - start) + text[end:]


def _negated_after(squeezed: str, end: int) -> bool:
    return NEGATED_AFTER.match(squeezed, end) is not None


def _tasks_by_class_count(question: str) -> Iterator[str]:
    normal = _normal(question)
    for pattern in CLASS_COUNTS:
        for found in pattern.finditer(normal):
            if found.group(1) not in ("0", "1"):
                yield "binary" if found.group(1) in COUNTS_OF_TWO else "multiclass"


def _tasks_by_range(question: str) -> Iterator[str]:
    normal = _normal(question)
    for pattern in RANGES:
        for low, high in pattern.findall(normal):
            if low[0] in "-\N{MINUS SIGN}" and high[0] not in "-\N{MINUS SIGN}":
                yield "symmetric"
            elif low != high:
                yield "bounded"


def _normal(text: str) -> str:
    # NFKC composes Hangul that arrives in parts and makes full-width letters ordinary ones.
    return unicodedata.normalize("NFKC", text).casefold()


def _is_hangul(text: str) -> bool:
    return all(FIRST_SYLLABLE <= character <= LAST_SYLLABLE for character in text)


def _has_hangul(text: str) -> bool:
    return any(FIRST_SYLLABLE <= character <= LAST_SYLLABLE for character in text)


def _differs_little(written: str, meant: str) -> bool:
    """Tell whether the words differ in one letter (jamo), or in two if they are long."""
    letters = 0
    for one, other in zip(written, meant, strict=True):
        if one != other:
            if not _is_hangul(one):
                return False
            letters += sum(a != b for a, b in zip(_jamo(one), _jamo(other), strict=True))
    return letters <= (1 if len(meant) < 6 else 2)


def _jamo(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - ord(FIRST_SYLLABLE)
    return code // (VOWELS * FINALS), code // FINALS % VOWELS, code % FINALS


def _typos(written: str, meant: str) -> int:
    """Count letters added, left out, changed or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, start=1):
        above, before_above = row, before
        row = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == other:
                cost = min(cost, before_above[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
