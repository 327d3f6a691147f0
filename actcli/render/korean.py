"""Korean particles, chosen by how a word is read: relu (렐루)는, softsign (소프트사인)은."""

import re
from typing import Final

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
FINALS = 28  # final consonants in Unicode's order of syllables; 0 is none
RIEUL = 8

# How a final letter or digit is read aloud decides: 엠(m)은, 알(r)은, 삼(3)은, 이(2)는.
FINALS_OF_LETTERS: Final = {
    "l": RIEUL, "m": 16, "n": 4, "r": RIEUL,
    "0": 21, "1": RIEUL, "3": 16, "6": 1, "7": RIEUL, "8": RIEUL,
}  # fmt: skip

# After a consonant, after a vowel.
PARTICLES: Final = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이나/나": ("이나", "나"),
    "이라/라": ("이라", "라"),
    "이란/란": ("이란", "란"),
    "이에요/예요": ("이에요", "예요"),
    "입니다": ("입니다", "입니다"),
}


def particle(reading: str, pair: str) -> str:
    """Return the one of two particles ("은/는") that follows a word read as `reading`."""
    after_consonant, after_vowel = PARTICLES[pair]
    final = _final_consonant(reading)
    if pair == "으로/로" and final == RIEUL:
        return after_vowel
    return after_consonant if final else after_vowel


def with_particle(word: str, reading: str, pair: str) -> str:
    """Return the word with its particle; an empty reading means that it is read as written."""
    return word + particle(reading or word, pair)


class Spoken(str):
    """A word that knows its reading, for templates such as "{name:은/는} 단조 증가합니다"."""

    __slots__ = ("reading",)
    reading: str

    def __new__(cls, word: str, reading: str = "") -> "Spoken":
        """Return `word`, read as `reading`, or as it is written."""
        spoken = super().__new__(cls, word)
        spoken.reading = reading or word
        return spoken

    def __format__(self, specification: str) -> str:
        """Append the particle where the specification is a pair of particles."""
        if specification in PARTICLES:
            return with_particle(str(self), self.reading, specification)
        return super().__format__(specification)


def _final_consonant(reading: str) -> int:
    """Return the last sound's final consonant, 0 if it ends in a vowel."""
    # What stands in brackets or after the name, "gelu(approximate=tanh)", is not read aloud.
    spoken = re.sub(r"\([^()]*\)|[^\w]+$", "", reading.strip()).rstrip()
    if not spoken:
        return 0
    last = spoken[-1].lower()
    if FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return (ord(last) - FIRST_SYLLABLE) % FINALS
    return FINALS_OF_LETTERS.get(last, 0)
