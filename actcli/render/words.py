"""Interface text: every heading, label and sentence in English and Korean, and which to speak."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actcli.errors import ActcliError
from actcli.render.korean import Spoken

LANGUAGES = ("en", "ko")
# The tables lie beside this module; a folder without __init__.py is no package, so the module of
# the same name is the one that is imported.
_FOLDER = Path(__file__).with_name("words")


class Words:
    """The interface text of one language: `words("plot.title", name="relu")`."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Speak `language` with `texts`, by dotted key."""
        self.language = language
        self.texts = texts

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text under a dotted key, its fields filled in.

        In Korean a field may ask for a particle, `{name:은/는}`; hand over a `korean.Spoken` where
        the word is not read as it is written.
        """
        text = self.texts[key]
        return text.format(**{name: _spoken(value) for name, value in fields.items()})

    def has(self, key: str) -> bool:
        """Tell whether there is a text under that key, for labels of values found by measuring."""
        return key in self.texts


@cache
def load_words(language: str) -> Words:
    """Return the interface text of a language, read when it is first needed."""
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return Words(language, dict(_flat(tomllib.load(file))))


def choose_language(
    option: str | None, environment: Mapping[str, str], question: str | None = None
) -> str:
    """Return the language to answer in: the option, the question, ACTCLI_LANG, or the locale's."""
    if option:
        return _known_language(option, "--lang")
    spoken = language_of(question or "")
    if spoken:
        return spoken
    chosen = environment.get("ACTCLI_LANG", "").strip()
    if chosen:
        return _known_language(chosen, "ACTCLI_LANG")
    # The first of these that is set decides, as in every program that follows POSIX.
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return "ko" if _primary(locale) == "ko" else "en"


def language_of(text: str) -> str | None:
    """Return the language a text is written in, None if it has no letters of either."""
    letters = unicodedata.normalize("NFKC", text)
    # NFKC leaves jamo that make no syllable; they are Korean all the same.
    if any("가" <= letter <= "힣" or "\u1100" <= letter <= "\u11ff" for letter in letters):
        return "ko"
    return "en" if any(letter.isascii() and letter.isalpha() for letter in letters) else None


def _known_language(value: str, where: str) -> str:
    language = _primary(value)  # ko_KR.UTF-8 and ko-KR mean ko
    if language not in LANGUAGES:
        raise ActcliError(f"unknown language {value!r} in {where}", hint="use en or ko")
    return language


def _primary(locale: str) -> str:
    return locale.replace("-", "_").partition(".")[0].partition("_")[0].lower()


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{prefix}{name}.")
        else:
            flat.append((prefix + name, value))
    return flat


def _spoken(value: object) -> object:
    return Spoken(value) if type(value) is str else value
