"""A question as text in which things are found: squeezed, with its words and their places."""

import re
from dataclasses import dataclass

from actcli.analysis.recommending.hangul import as_heard, is_syllable
from actcli.analysis.recommending.text import ARTICLES, normal, stem

TAKEN = "\0"
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_PARTICLES = re.compile(
    as_heard(
        "(으로|에서|에게|한테|이랑|하고|까지|부터|보다|처럼|마다|이나|이라|인데|이고|들"
        "|은|는|이|가|을|를|에|의|로|도|만|랑|과|와|나|요)$"
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A Latin word and where it stands in the squeezed text."""

    text: str
    stem: str
    start: int
    end: int


class Question:
    """The text of a question; what has been read is taken out, place by place."""

    def __init__(self, text: str) -> None:
        self.normal = normal(text)
        # Where each letter of the squeezed text stands in the normal one.
        places = [i for i, character in enumerate(self.normal) if character.isalnum()]
        self.squeezed = as_heard("".join(self.normal[place] for place in places))
        self.rest = self.squeezed
        squeezed_place = {place: i for i, place in enumerate(places)}
        self.words = [
            Word(found.group(), stem(found.group()), squeezed_place[found.start()],
                 squeezed_place[found.end() - 1] + 1)
            for found in _LATIN_WORD.finditer(self.normal)
            if found.group() not in ARTICLES
        ]  # fmt: skip
        self._places = places
        self._spaced = {i for i, place in enumerate(places) if i == 0 or places[i - 1] != place - 1}
        self._starts = self._spaced | {word.end for word in self.words}

    def take(self, start: int, end: int) -> None:
        """Take a part out, so that it is not read a second time."""
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]

    def is_taken(self, word: Word) -> bool:
        """Tell whether a part of the word has been read."""
        return TAKEN in self.rest[word.start : word.end]

    def begins_word(self, place: int) -> bool:
        """Tell whether a word begins there: after a space, a Latin word or what was read."""
        follows_what_was_read = self.rest[place - 1] == TAKEN and self.rest[place] != TAKEN
        return place in self._starts or follows_what_was_read

    def parts_left(self) -> list[str]:
        """Return what is left of each Korean word, without particles."""
        parts = [""]
        for place, letter in enumerate(self.rest):
            if place in self._starts or not is_syllable(letter):
                parts.append("")
            if is_syllable(letter):
                parts[-1] += letter
        return [part for part in (_PARTICLES.sub("", part) for part in parts) if part]

    def is_in_one_word(self, start: int, end: int) -> bool:
        """Tell whether no space stands between the letters from `start` to `end`."""
        return not any(place in self._spaced for place in range(start + 1, end))

    def take_in_normal(self, start: int, end: int) -> None:
        """Take out what stands between two places of the text in its normal form."""
        inside = [i for i, place in enumerate(self._places) if start <= place < end]
        if inside:
            self.take(inside[0], inside[-1] + 1)
