"""What a question mentions, and where: exact spellings first, then those with typing mistakes.

Korean spellings are looked for anywhere in the squeezed question, so that particles, endings and
spacing do not matter (이진분류는, 이진 분류에서); Latin ones must be whole words, several words
joined included (multi-class, multi class). What is found is taken out, the longest spellings
first, and only then are typing mistakes forgiven in what is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.gaps import WIDEST_GAP, find_with_gaps
from actcli.analysis.recommending.lexicon import (
    EVERYDAY,
    GAP,
    SHORT_KOREAN,
    WORD_START,
    Lexicon,
    Meanings,
)
from actcli.analysis.recommending.mistakes import SHORTEST_KOREAN
from actcli.analysis.recommending.negation import (
    are_joined,
    asks_why,
    is_negated_after,
    is_negated_by_words,
    is_settled,
)
from actcli.analysis.recommending.question import TAKEN, Question, Word

LONGEST_PHRASE = 5  # words of a Latin spelling that are joined
BESIDE = 3  # syllables of what was read that may belong to a word with a typing mistake
SHORT_IN_A_WORD = 4  # syllables: with a mistake, such a spelling must begin a word
SHORT_LATIN = 6  # letters of a word that may as well be another one
LONG_ENOUGH_FOR_TWO = 8  # letters, from which two mistakes are forgiven in a phrase
UNMISTAKABLE = 9  # letters of a word that is recognised in spite of a mistake
PROOF_IN_A_WORD = 1.0  # of a short Korean spelling in the middle of a word: 라마 in 드라마
PROOF_WITH_MISTAKES = 2.0
ENDING = re.compile(r"(?<=[a-z]{3})v?\d+[a-z]?$")  # of a version: yolov8, resnet50
NO_NETWORKS = ("vegan", "began", "organ", "slogan", "robert", "norbert")
KINDS_OF_NETWORKS = ("lstm", "gru", "rnn", "cnn", "gan", "vae", "mlp", "gnn", "bert")  # BiLSTM


@dataclass(slots=True)
class Mention:
    """A spelling that was found, between two places of the squeezed question."""

    meanings: Meanings
    start: int
    end: int
    proof: float  # of what it proves about the whole question
    has_mistakes: bool = False
    is_ruled_out: bool = False


def find_mentions(question: Question, lexicon: Lexicon) -> list[Mention]:
    """Return what the question mentions, in the order of its text, and take it out of it."""
    exact = [*_korean(question, lexicon, "korean"), *_latin(question, lexicon)]
    # Common words are short, and parts of words with typing mistakes (은익층): where something is
    # left beside them, mistakes are looked for first.
    before = question.rest
    common = list(_korean(question, lexicon, "common korean"))
    roughly: list[Mention] = []
    if question.parts_left():
        question.rest = before
        roughly += _korean_with_mistakes(question, lexicon)
        common = list(_korean(question, lexicon, "common korean"))
    roughly += _latin_with_mistakes(question, lexicon)
    common += _latin_exactly(question, lexicon, range(2, 0, -1), common=True)
    # "이진" is no mention of its own where "이진 뷴류" was read.
    whole = [m for m in exact if not any(r.start <= m.start and m.end <= r.end for r in roughly)]
    mentions = [*whole, *roughly, *common]
    mentions.sort(key=lambda mention: mention.start)
    if not asks_why(question.normal):
        _rule_out(mentions, question)
    return mentions


def _korean(question: Question, lexicon: Lexicon, where: str) -> Iterator[Mention]:
    for key in lexicon.spelt[where]:
        for start, end in _places(question, key):
            meanings = lexicon.meanings(where, key)
            proof = max(meaning.proof for meaning in meanings)
            if len(key) <= SHORT_KOREAN and not question.begins_word(start):
                proof = min(proof, PROOF_IN_A_WORD)
            question.take(start, end)
            yield Mention(meanings, start, end, proof)


def _places(question: Question, key: str) -> Iterator[tuple[int, int]]:
    spelling = key.removeprefix(WORD_START)
    place = 0
    while found := find_with_gaps(question.rest, spelling, place):
        start, end = found
        place = start + 1
        if key != spelling and not question.begins_word(start):
            continue
        is_short = key == spelling and len(spelling) <= SHORT_KOREAN
        if is_short and not question.is_in_one_word(start, end):
            continue
        if _cuts_a_word(question.squeezed, start, end):
            continue
        place = end
        yield found


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether a Latin word or a number is cut in two: the 0이상 of 10이상."""
    return any(
        place and text[place - 1 : place + 1].isascii() and text[place - 1 : place + 1].isalnum()
        and text[place - 1].isdigit() == text[place].isdigit()
        for place in (start, end)
        if place < len(text)
    )  # fmt: skip


def _latin(question: Question, lexicon: Lexicon) -> Iterator[Mention]:
    # A phrase of three words says more than one with gaps, and that more than single words.
    yield from _latin_exactly(question, lexicon, range(LONGEST_PHRASE, 2, -1))
    yield from _latin_with_gaps(question, lexicon)
    yield from _latin_exactly(question, lexicon, range(2, 0, -1))


def _latin_exactly(
    question: Question, lexicon: Lexicon, lengths: range, *, common: bool = False
) -> Iterator[Mention]:
    for words in _phrases(question, lengths):
        phrase = "".join(word.stem for word in words)
        if lexicon.is_common_word(phrase) != common:
            continue
        meanings = lexicon.meanings("latin", phrase)
        if not meanings and len(words) == 1:
            meanings = _version_or_kind(words[0].text, lexicon)
        if meanings:
            yield _taken(question, words, meanings)


def _latin_with_gaps(question: Question, lexicon: Lexicon) -> Iterator[Mention]:
    stems = [word.stem for word in question.words]
    joined = {
        "".join(stems[first:last]): (first, last)
        for first, last in _windows(len(stems), range(LONGEST_PHRASE, 0, -1))
    }
    for key in lexicon.spelt["latin with gaps"]:
        parts = key.split(GAP)
        if not all(part in joined for part in parts):
            continue
        spans = [joined[part] for part in parts]
        gaps = [after[0] - before[1] for before, after in pairwise(spans)]
        words = question.words[spans[0][0] : spans[-1][1]]
        if all(0 <= gap <= WIDEST_GAP for gap in gaps) and not any(map(question.is_taken, words)):
            inside = [word for first, last in spans for word in question.words[first:last]]
            yield _taken(question, inside, lexicon.meanings("latin with gaps", key))


def _windows(count: int, lengths: range) -> Iterator[tuple[int, int]]:
    for length in lengths:
        for first in range(count - length + 1):
            yield first, first + length


def _phrases(question: Question, lengths: range) -> Iterator[list[Word]]:
    for first, last in _windows(len(question.words), lengths):
        words = question.words[first:last]
        if not any(map(question.is_taken, words)):
            yield words


def _version_or_kind(word: str, lexicon: Lexicon) -> Meanings:
    """Read a name with a version (resnet50) or with what kind of network it is (BiLSTM)."""
    name = ENDING.sub("", word)
    for base in (name, word.removesuffix("s")):  # relus
        if base != word and (meanings := lexicon.meanings("latin", base)):
            return meanings
    ends = (kind for kind in KINDS_OF_NETWORKS if name.endswith(kind))
    kind = None if name in NO_NETWORKS else next(ends, None)
    return lexicon.meanings("latin", kind) if kind else ()


def _taken(question: Question, words: list[Word], meanings: Meanings) -> Mention:
    for word in words:
        question.take(word.start, word.end)
    proof = max(meaning.proof for meaning in meanings)
    return Mention(meanings, words[0].start, words[-1].end, proof)


def _korean_with_mistakes(question: Question, lexicon: Lexicon) -> Iterator[Mention]:
    for run in re.finditer("[가-힣]+", question.rest):
        # What was read beside it may be a part of the word: 이진 뷴류.
        first, last = max(run.start() - BESIDE, 0), min(run.end() + BESIDE, len(question.rest))
        longest = min(lexicon.longest_korean, last - first)
        for length in range(longest, SHORTEST_KOREAN - 1, -1):
            for start in range(first, last - length + 1):
                mention = _korean_meant(question, lexicon, start, start + length)
                if mention is not None:
                    yield mention


def _korean_meant(question: Question, lexicon: Lexicon, start: int, end: int) -> Mention | None:
    left = question.rest[start:end]
    if left.strip(TAKEN) == "" or (TAKEN in left and len(left) <= SHORTEST_KOREAN):
        return None
    key = lexicon.korean_meant_by(question.squeezed[start:end])
    if key is None or question.squeezed[start:end] == key:
        return None  # without a mistake, it was part of something longer
    meanings = lexicon.meanings("korean", key)
    if len(key) == SHORTEST_KOREAN and meanings[0].sureness == EVERYDAY:
        return None  # too near to others: 데이트 is not 게이트
    if len(key) <= SHORT_IN_A_WORD and not question.begins_word(start):
        return None
    question.take(start, end)
    return Mention(meanings, start, end, _proof_of_a_mistake(meanings), has_mistakes=True)


def _latin_with_mistakes(question: Question, lexicon: Lexicon) -> Iterator[Mention]:
    for words in _phrases(question, range(1, LONGEST_PHRASE + 1)):
        # The mistakes are in the words that are not known.
        unknown = sum(len(w.stem) for w in words if not lexicon.is_common_word(w.stem))
        if not unknown:
            continue
        most = 1 if unknown < LONG_ENOUGH_FOR_TWO else 2
        key = lexicon.latin_meant_by("".join(word.stem for word in words), most)
        meanings = lexicon.meanings("latin", key) if key is not None else ()
        if len(words) == 1 and len(words[0].text) <= SHORT_LATIN and _are_everyday(meanings):
            continue  # too near to others: Korea is not Korean
        if key is not None:
            mention = _taken(question, words, meanings)
            mention.proof = _proof_of_a_mistake(mention.meanings)
            mention.has_mistakes = len(key) < UNMISTAKABLE
            yield mention


def _are_everyday(meanings: Meanings) -> bool:
    return bool(meanings) and all(meaning.sureness == EVERYDAY for meaning in meanings)


def _proof_of_a_mistake(meanings: Meanings) -> float:
    return min(PROOF_WITH_MISTAKES, max(meaning.proof for meaning in meanings))


def _is_asked_about(mention: Mention) -> bool:
    return any(meaning.kind in (*KINDS, "function") for meaning in mention.meanings)


def _kinds(mention: Mention) -> set[str]:
    return {meaning.kind for meaning in mention.meanings}


def _is_layer(mention: Mention) -> bool:
    return "layer" in _kinds(mention)


def _rule_out(mentions: list[Mention], question: Question) -> None:
    mentions = [mention for mention in mentions if _is_asked_about(mention)]
    following: Mention | None = None
    for mention in reversed(mentions):
        before = " ".join(word.text for word in question.words if word.end <= mention.start)
        after = " ".join(word.text for word in question.words if word.start >= mention.end)
        mention.is_ruled_out = (
            is_negated_after(question.squeezed, mention.end)
            or is_negated_by_words(before, after)
            or (_is_layer(mention) and is_settled(question.squeezed, mention.end, before, after))
            or (
                following is not None
                and following.is_ruled_out
                and is_negated_after(question.squeezed, following.end)
                and not _kinds(mention).isdisjoint(_kinds(following))
                and are_joined(question.squeezed[mention.end : following.start])
            )
        )
        following = mention
    for earlier, later in pairwise(mentions):
        words = (w for w in question.words if earlier.end <= w.start and w.end <= later.start)
        between = [word.text for word in words]
        if earlier.is_ruled_out and between in (["or"], ["nor"]):
            later.is_ruled_out = True
