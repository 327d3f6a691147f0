"""The language of a question, which the answer takes unless --lang says another."""

from collections.abc import Sequence

from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.hangul import has_hangul
from actcli.analysis.recommending.lexicon import latin_words
from actcli.analysis.recommending.table import load_conditions
from actcli.analysis.recommending.text import normal

_NAMED_KINDS = ("function", "network")
_JAMO = ("\u1100", "\u11ff")  # NFKC makes jamo that form no syllable these


def language_of_question(words: Sequence[str], options: Sequence[str | None] = ()) -> str | None:
    """Return "ko" or "en", None where the words tell none.

    Hangul tells Korean, in an option too. Names such as RNN, relu or nn.LSTM are the same in every
    language, and so are the values of options unless somebody writes them in Korean.
    """
    question = " ".join(words)
    if any(map(_is_korean, (question, *filter(None, options)))):
        return "ko"
    names = _names()
    telling = [
        word
        for word in latin_words(question)
        if word.isascii() and word.isalpha() and word not in names
    ]
    return "en" if telling else None


def _is_korean(text: str) -> bool:
    written = normal(text)
    return has_hangul(written) or any(_JAMO[0] <= letter <= _JAMO[1] for letter in written)


def _names() -> set[str]:
    """The words of which the names of functions and networks are made, where they are one word."""
    return {"nn", "vs"} | {
        word
        for condition in load_conditions()
        if condition.kind in _NAMED_KINDS
        for spelling in _one_word_names(condition)
        for word in latin_words(spelling)
    }


def _one_word_names(condition: Condition) -> list[str]:
    names = (*condition.spellings, *condition.everyday)
    return [s for s in names if " " not in s and "-" not in s and s not in condition.faint]
