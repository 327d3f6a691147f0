"""How questions are read: in any form, with typing mistakes, with what they rule out."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_recommend_questions import QUESTIONS

from actcli.analysis.recommend import LONGEST_QUESTION, recommend
from actcli.analysis.recommending.clues import find_clues
from actcli.analysis.recommending.hangul import VOWELS, composed, is_syllable, jamo, syllable
from actcli.analysis.recommending.mistakes import forgiven, typos
from actcli.analysis.recommending.reading import read_question
from actcli.analysis.recommending.table import load_lexicon
from actcli.analysis.recommending.text import normal, squeeze, stem

KOREAN = sorted(q for q in QUESTIONS if any(map(is_syllable, q)))
NOUNS = {
    "이진 분류": "binary_output",
    "다중 분류": "multiclass_output",
    "은닉층": "hidden_general",
    "순환 신경망": "recurrent",
    "기울기 소실": "vanishing_gradient",
    "계단 함수": "threshold",
    "집값 예측": "positive_output",
    "트랜스포머 은닉층": "transformer_ffn",
    "스파이킹 신경망": "spiking",
}
PARTICLES = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "에",
    "에는",
    "에서",
    "에서는",
    "의",
    "도",
    "이라면",
]
ENDINGS = ["", " 뭐 써요?", " 뭘 써야 하나요", " 추천해줘", "?", " 어떻게 해요", "일 때"]


def first(question: str) -> str | None:
    rows = recommend([question]).rows
    return rows[0].key if rows else None


# --- One text in many forms ---


@given(st.sampled_from(sorted(NOUNS)), st.sampled_from(PARTICLES), st.sampled_from(ENDINGS))
def test_particles_and_endings_change_nothing(noun: str, particle: str, ending: str) -> None:
    assert first(noun + particle + ending) == NOUNS[noun]


@given(st.sampled_from(KOREAN))
def test_decomposed_hangul_is_the_same_question(question: str) -> None:
    for form in ("NFD", "NFKD", "NFC"):
        assert first(unicodedata.normalize(form, question)) == QUESTIONS[question]


@given(st.sampled_from(KOREAN))
def test_jamo_of_a_keyboard_are_the_same_question(question: str) -> None:
    leads, finals = (
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
    )

    def apart(letter: str) -> str:
        if not is_syllable(letter):
            return letter
        lead, vowel, final = jamo(letter)
        return (leads[lead] + VOWELS[vowel] + finals[final]).rstrip()

    assert composed("".join(map(apart, question))) == question


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=9))
def test_syllables_are_their_jamo(text: str) -> None:
    assert "".join(syllable(*jamo(letter)) for letter in text) == text


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("class", ["classes"]),
        ("category", ["categories"]),
        ("scale", ["scaling", "scaled", "scales"]),
        ("clip", ["clipping", "clipped"]),
        ("quantise", ["quantize", "quantised", "quantizing"]),
        ("loss", ["losses"]),
        ("predict", ["predicts", "predicted", "predicting"]),
    ],
)
def test_endings_of_english_words_are_left_out(word: str, others: list[str]) -> None:
    assert {stem(other) for other in others} == {stem(word)}


@given(st.text(max_size=40))
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert normal(text).lower() == normal(text)


KEYWORDS = ["binary output", "multiclass softmax output", "lstm gate", "transformer hidden",
            "이진 분류 출력층", "LSTM 게이트", "오토인코더 은닉층"]  # fmt: skip


@pytest.mark.parametrize("question", KEYWORDS)
def test_the_order_of_keywords_does_not_matter(question: str) -> None:
    words = question.split()
    assert first(" ".join(reversed(words))) == first(question)
    assert first(question) is not None


# --- Typing mistakes ---

LONG = {"classification binary": "binary_output",
        "autoencoder bottleneck": "autoencoder_bottleneck",
        "transformer feedforward": "transformer_ffn", "segmentation": "segmentation_output",
        "vanishing gradient": "vanishing_gradient"}  # fmt: skip


@given(st.sampled_from(sorted(LONG)), st.data())
def test_one_letter_wrong_in_a_long_word_is_forgiven(question: str, data: st.DataObject) -> None:
    word = max(question.split(), key=len)
    # Not the first letter, by which words are looked up, nor the ending, which is left out anyway.
    place = data.draw(st.integers(1, len(word) - 4))
    kind = data.draw(st.sampled_from(["change", "leave out", "double", "swap"]))
    wrong = {
        "change": word[:place] + "x" + word[place + 1 :],
        "leave out": word[:place] + word[place + 1 :],
        "double": word[:place] + word[place] + word[place:],
        "swap": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    }[kind]
    assert first(question.replace(word, wrong)) == LONG[question]


@given(st.sampled_from(["다중분류출력층", "이진분류출력층", "활성화함수은닉층"]), st.data())
def test_one_jamo_wrong_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 3))
    lead, _, final = jamo(word[place])
    other = data.draw(st.integers(0, len(VOWELS) - 1))
    wrong = word[:place] + syllable(lead, other, final) + word[place + 1 :]
    assert first(wrong) == first(word)


def test_short_words_and_numbers_are_no_mistakes() -> None:
    assert not forgiven("doing", "dying")
    assert not forgiven("between1and1", "between0and1")
    assert forgiven("clasification", "classification")
    assert forgiven("은익층", "은닉층")
    assert not forgiven("운동장", "은닉층")


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_typos_are_a_distance(one: str, other: str) -> None:
    assert typos(one, other) == typos(other, one)
    assert (typos(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= typos(one, other) <= max(len(one), len(other))


# --- Negation and doubt ---


@pytest.mark.parametrize(
    "question",
    [
        "은닉층에 렐루 말고", "은닉층 렐루 쓰지 말고 다른 거", "은닉층에 relu 안 쓰고",
        "렐루 빼고 은닉층에",
        "은닉층 렐루는 싫은데", "렐루가 아닌 은닉층 함수", "은닉층에서 렐루를 쓸 수 없어요",
        "은닉층 렐루 대신", "은닉층에 렐루 쓰기 싫어요", "렐루나 리키렐루 말고 은닉층",
        "hidden layers without relu", "hidden, anything but relu",
        "I don't want relu in hidden layers",
        "can't use relu in the hidden layers", "hidden layer, other than the relu",
        "hidden layer: neither relu nor tanh", "relu is not allowed in the hidden layer",
    ],
)  # fmt: skip
def test_what_is_ruled_out_is_not_proposed(question: str) -> None:
    reading = read_question(question, load_lexicon())
    assert "relu" in reading.ruled_out
    assert "relu" not in reading.functions
    assert all(row.choose[:1] != ("relu",) for row in recommend([question]).rows)


@pytest.mark.parametrize(
    "question",
    [
        "은닉층에 렐루 쓰면 안 되나요", "은닉층에 렐루 써도 되나요", "LSTM에서 relu써도됨?",
        "렐루 안 쓰면 어떻게 되나요",
        "렐루 쓰면 안됨?", "can I use relu in hidden layers?", "is relu ok for hidden layers",
        "why not relu in the output?", "왜 렐루는 안 쓰나요",
    ],
)  # fmt: skip
def test_a_doubt_is_no_ruling_out(question: str) -> None:
    reading = read_question(question, load_lexicon())
    assert reading.functions == ["relu"]
    assert reading.ruled_out == []


def test_a_concern_is_asked_for_by_naming_what_to_be_without() -> None:
    assert first("avoid vanishing gradients") == "vanishing_gradient"
    assert first("기울기 소실 없는 함수") == "vanishing_gradient"


# --- Numbers ---


@pytest.mark.parametrize(
    ("question", "tasks"),
    [
        ("10 classes", {"multiclass"}),
        ("two categories", {"binary"}),
        ("7 exclusive categories", {"multiclass"}),
        ("세 가지로 분류", {"multiclass"}),
        ("1 of 4 seasons", {"multiclass"}),
        ("between -1 and 1", {"symmetric"}),
        ("-1..1 범위", {"symmetric"}),
        ("20에서 80 사이", {"bounded"}),
        ("output in [0, 255]", {"bounded"}),
        ("손님 수 예측", {"counts"}),
        ("점수 예측", set()),
        ("0보다 큰", {"positive"}),
        ("스팸인지 아닌지", {"binary"}),
        ("0/1", {"binary"}),
        ("v0.1", set()),
        ("Dense(64), Dense(10)", {"multiclass"}),
        ("nn.Linear(64, 1)", {"binary"}),
    ],
)
def test_what_numbers_say(question: str, tasks: set[str]) -> None:
    assert {clue.name for clue in find_clues(normal(question)) if clue.kind == "task"} == tasks


# --- Any text ---

PIECES = st.sampled_from(
    [*"가나은를 0~+-(,)%", "relu", "시그모이드", "말고", "not", "이진", "렐루", "class", "10",
     "Dense(", "ㅇㅣ", "~", "^", "\0", "between", "gradient", "기울기", "사라", "한지"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read(question: str) -> None:
    answer = recommend([question])
    assert answer.matched == bool(answer.rows)
    assert answer.rows or answer.nearest
    assert len(set(answer.rows)) == len(answer.rows)
    assert not set(answer.gains) - {name for row in answer.rows for name in row.choose}


@pytest.mark.parametrize(
    "piece", ["기울기 ", "layer gradient ", "0~", "한지", "Dense(1, ", "a, b or "]
)
def test_a_question_of_the_longest_length_is_read(piece: str) -> None:
    question = (piece * LONGEST_QUESTION)[:LONGEST_QUESTION].strip()
    answer = recommend([question])
    assert answer.rows or answer.nearest


def test_the_answer_is_the_same_in_every_run() -> None:
    code = (
        "from actcli.analysis.recommending.lexicon import spelt_out\n"
        "from actcli.analysis.recommending.table import load_conditions\n"
        "import json, zlib; print(zlib.crc32(json.dumps(spelt_out(load_conditions())).encode()))\n"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(sums) == 1


def test_spellings_are_found_by_themselves() -> None:
    """A spelling that reads as something else is a mistake in conditions.toml."""
    lost = []
    for condition in load_lexicon().conditions:
        if condition.kind not in ("task", "layer", "network", "concern"):
            continue
        for spelling in condition.spellings:
            written = re.sub("[~^]", " ", spelling)
            found = read_question(written, load_lexicon()).conditions[condition.kind]
            if condition.name not in found:
                lost.append((condition.name, spelling, found))
    assert lost == []
