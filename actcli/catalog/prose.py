"""What is told about a function in words, in English and Korean; read only when it is shown."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("text")


@dataclass(frozen=True, slots=True)
class Prose:
    """The text on one function in one language; what nobody has written yet is empty."""

    summary: str = ""
    reading: str = ""  # how the name is read in Korean, which decides its particles
    definition: str = ""
    characteristics: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


@cache
def prose(name: str, language: str) -> Prose:
    """The text on the function of that canonical name, in "en" or "ko"."""
    text: dict[str, Any] = {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        content = path.read_text(encoding="utf-8")
        # Most files do not mention the function, and parsing them would be most of the time.
        if f"[{name}]" in content:
            text |= tomllib.loads(content).get(name, {})
    return Prose(**{field: _frozen(value) for field, value in text.items()})


def summary(name: str, language: str) -> str:
    """The one line on a function; of a user's own functions there is none."""
    return str(_summaries(language).get(name, {}).get("summary", ""))


@cache
def _summaries(language: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / language / "summaries.toml").read_text(encoding="utf-8"))


def prose_names(language: str) -> tuple[str, ...]:
    """The name of every function with some text in that language."""
    names: dict[str, None] = {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        names |= dict.fromkeys(tomllib.loads(path.read_text(encoding="utf-8")))
    return tuple(names)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
