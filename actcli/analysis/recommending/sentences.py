"""Sentences of a piece of advice, and those of them that are about one function."""

import re

from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.names import READERS_NAMES, readers_name

# A sentence ends at a full stop before a blank and a capital or Korean letter: not in "e.g. tanh",
# "0.25" or "ch. 4". tanh is small there, too.
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z가-힣]|tanh[:가-힣])")
# What texts call some functions, beside their own names.
_ALSO = {
    "sigmoid": ("시그모이드",),
    "softmax": ("소프트맥스",),
    "step": ("계단 함수",),
    "identity": ("항등 함수", "no activation", "the activation out", "활성화 함수를 두지"),
    "silu": ("swish",),
    "hard_tanh": ("hard forms", "하드 계열"),
    "hard_sigmoid": ("hard forms", "하드 계열"),
}
_GOES_ON = re.compile(r"(It|They|Either) ")


def sentences(text: str) -> list[str]:
    """The text, sentence by sentence."""
    return _END.split(text)


def sentences_about(text: Text, function: str) -> Text:
    """What the text says of the function; all of it where no sentence names the function."""
    return Text(_about(text.en, function), _about(text.ko, function))


def _about(text: str, function: str) -> str:
    told: list[str] = []
    is_told = False
    for sentence in sentences(text):
        is_told = _names(sentence, function) or (is_told and bool(_GOES_ON.match(sentence)))
        if is_told:
            told.append(sentence)
    return " ".join(told) or text


def _names(sentence: str, function: str) -> bool:
    name = readers_name(function)
    for other in READERS_NAMES.values():  # leaky ReLU is not ReLU
        if other != name and name.casefold() in other.casefold():
            sentence = re.sub(rf"\b{re.escape(other)}", "", sentence, flags=re.IGNORECASE)
    spellings = "|".join(map(re.escape, (name, *_ALSO.get(function, ()))))
    # No \b behind a name: a Korean particle may follow it at once.
    found = re.search(rf"(?<![a-z0-9])({spellings})(?![a-z0-9])", sentence, re.IGNORECASE)
    return found is not None
