"""Interface text: the same keys and fields in both languages, particles, and which to speak."""

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest

import actcli
from actcli.errors import ActcliError
from actcli.render.korean import PARTICLES, Spoken, with_particle
from actcli.render.words import LANGUAGES, choose_language, language_of, load_words

ENGLISH = load_words("en").texts
KOREAN = load_words("ko").texts
PACKAGE = Path(actcli.__file__).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(ENGLISH) == list(KOREAN)


@pytest.mark.parametrize("key", ENGLISH)
def test_both_languages_have_the_same_fields(key: str) -> None:
    assert fields(ENGLISH[key]) == fields(KOREAN[key])


@pytest.mark.parametrize("key", ENGLISH)
def test_every_text_can_be_filled(key: str) -> None:
    for language in LANGUAGES:
        words = load_words(language)
        filled = words(key, **dict.fromkeys(fields(words.texts[key]), "relu"))
        assert filled.strip()
        assert "{" not in filled


def test_every_key_that_the_code_asks_for_is_there() -> None:
    asked = re.compile(r'\bwords\(\s*"([a-z_.]+)"')
    for path in PACKAGE.rglob("*.py"):
        for key in asked.findall(path.read_text(encoding="utf-8")):
            assert key in ENGLISH, f"{path}: {key}"


def test_a_missing_key_or_field_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        load_words("en")("plot.nonsense")
    with pytest.raises(KeyError):
        load_words("en")("eval.title")


def test_no_korean_text_shows_a_double_particle() -> None:
    doubled = re.compile(r"[은는이가을를과와으로나라]\([은는이가을를과와으로나라]+\)|\(으\)로")
    for path in PACKAGE.rglob("*.toml"):
        assert not doubled.search(path.read_text(encoding="utf-8")), path


def test_korean_texts_are_composed() -> None:
    for path in PACKAGE.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path


@pytest.mark.parametrize(
    ("word", "reading", "pair", "expected"),
    [
        ("relu", "렐루", "은/는", "relu는"),
        ("tanh", "탄에이치", "은/는", "tanh는"),
        ("softsign", "소프트사인", "은/는", "softsign은"),
        ("softmax", "소프트맥스", "이/가", "softmax가"),
        ("softsign", "소프트사인", "이/가", "softsign이"),
        ("gelu", "젤루", "을/를", "gelu를"),
        ("x", "엑스", "과/와", "x와"),
        ("sin", "사인", "과/와", "sin과"),
        ("sin", "사인", "으로/로", "sin으로"),
        ("relu", "렐루", "으로/로", "relu로"),
        ("서울", "", "으로/로", "서울로"),
        ("3", "", "을/를", "3을"),
        ("2", "", "을/를", "2를"),
        ("LSTM", "", "은/는", "LSTM은"),
        ("GRU", "", "은/는", "GRU는"),
        ("URL", "", "으로/로", "URL로"),
        ("gelu(approximate=tanh)", "젤루(tanh)", "은/는", "gelu(approximate=tanh)는"),
        ("", "", "은/는", "는"),
    ],
)
def test_particles_follow_the_reading(word: str, reading: str, pair: str, expected: str) -> None:
    assert with_particle(word, reading, pair) == expected


@pytest.mark.parametrize("pair", PARTICLES)
def test_a_template_asks_for_a_particle(pair: str) -> None:
    template = "{name:" + pair + "}"
    assert template.format(name=Spoken("softsign", "소프트사인")).startswith("softsign")
    assert template.format(name=Spoken("relu", "렐루")) == with_particle("relu", "렐루", pair)


def test_words_accept_plain_text_for_a_particle() -> None:
    words = load_words("ko")
    assert words("recommend.contradiction", function="LSTM").startswith("여기에는 LSTM이 ")
    spoken = Spoken("relu", "렐루")
    assert words("recommend.contradiction", function=spoken).startswith("여기에는 relu가 ")


@pytest.mark.parametrize(
    ("option", "environment", "question", "expected"),
    [
        (None, {}, None, "en"),
        ("ko", {"ACTCLI_LANG": "en"}, "binary", "ko"),
        ("en", {"LANG": "ko_KR.UTF-8"}, "이진 분류", "en"),
        (None, {"ACTCLI_LANG": "en"}, "이진 분류", "ko"),
        (None, {"ACTCLI_LANG": "ko"}, "binary output", "en"),
        (None, {"ACTCLI_LANG": "ko", "LC_ALL": "en_US.UTF-8"}, None, "ko"),
        (None, {"ACTCLI_LANG": "ko"}, "10 + 3", "ko"),
        (None, {"LANG": "ko_KR.UTF-8"}, None, "ko"),
        (None, {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, None, "en"),
        (None, {"LC_MESSAGES": "ko_KR", "LANG": "en_US"}, None, "ko"),
        (None, {"LANG": "kok_IN"}, None, "en"),
        ("ko_KR.UTF-8", {}, None, "ko"),
        ("KO", {}, None, "ko"),
        (None, {"ACTCLI_LANG": ""}, None, "en"),
    ],
)
def test_which_language(
    option: str | None, environment: dict[str, str], question: str | None, expected: str
) -> None:
    assert choose_language(option, environment, question) == expected


@pytest.mark.parametrize(
    ("option", "environment"), [("fr", {}), (None, {"ACTCLI_LANG": "klingon"})]
)
def test_an_unknown_language_is_an_error_that_names_the_two(
    option: str | None, environment: dict[str, str]
) -> None:
    with pytest.raises(ActcliError) as error:
        choose_language(option, environment)
    assert error.value.hint == "use en or ko"


def test_the_language_of_a_text() -> None:
    assert language_of("RNN에 뭐 써?") == "ko"
    assert language_of(unicodedata.normalize("NFD", "이진 분류")) == "ko"
    assert language_of("ᄀ") == "ko"
    assert language_of("ㅠㅠ") == "ko"
    assert language_of("what?") == "en"
    assert language_of("1 + 2") is None
