"""One form for every way of typing the same text, and English words without their endings."""

import re
import unicodedata

from actcli.analysis.recommending.hangul import composed

# They say nothing and stand anywhere: "the output of the network".
ARTICLES = frozenset(("a", "an", "the", "my", "your", "our", "this", "that", "these"))
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u2018`")
# Endings of English words, the first that fits: (ending, what stays, letters the word needs).
_ENDINGS = (
    ("ies", "y", 5),
    ("sses", "ss", 6),
    ("ings", "", 7),
    ("ing", "", 6),
    ("xes", "x", 4),
    ("ches", "ch", 6),
    ("shes", "sh", 6),
    ("ed", "", 5),
    ("s", "", 4),
)
_OTHER_WORDS = {
    **dict.fromkeys(("embedding", "embeddings"), "embedding"),  # not embedded
    **dict.fromkeys(("grad", "grads"), "gradient"),  # and no grade
    **dict.fromkeys(("centered", "center", "centred"), "centr"),
    **dict.fromkeys(("color", "colors"), "colour"),
}
_KEEP_THEIR_S = ("ss", "us", "is")


def normal(text: str) -> str:
    """Return the text in one Unicode form, in lower case, without apostrophes."""
    # Jamo of a keyboard first: NFKC would make every one of them the beginning of a syllable.
    # It composes Hangul that arrives in parts (NFD) and makes full-width letters ordinary ones.
    joined = composed(text)
    text = unicodedata.normalize("NFKC", joined).casefold()
    return _POSSESSIVE.sub("", text).translate(_APOSTROPHES)


def squeeze(text: str) -> str:
    """Return the letters and digits of `text` alone, in one Unicode form and in lower case."""
    return "".join(character for character in normal(text) if character.isalnum())


def stem(word: str) -> str:
    """Return an English word without its ending, so that classes is class and dying dies not.

    What is left need not be a word ("scal" of scale, scaling and scaled): it is only compared.
    """
    if word in _OTHER_WORDS:
        return _OTHER_WORDS[word]
    word = re.sub("([iy])z(?=[aei])", r"\1s", word) if len(word) > 5 else word  # quantize
    for ending, left, least in _ENDINGS:
        if word.endswith(ending) and len(word) >= least:
            if ending == "s" and word.endswith(_KEEP_THEIR_S):
                break
            word = word.removesuffix(ending) + left
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]  # clipping
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
