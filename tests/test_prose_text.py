"""What is told about the functions: both languages, every function, every item of the course."""

import re

import pytest

from actcli.catalog.load import shipped_book
from actcli.catalog.prose import Prose, prose, prose_names

LANGUAGES = ("en", "ko")
EVERY_LEARNER_MEETS = ("step", "sigmoid", "relu", "tanh", "softmax")
NAMES = sorted(shipped_book().entries)

# What an introductory course says about activation functions, item by item, and where its exact
# form is told: function, a piece of the English text, a piece of the Korean one. The table of
# choices and the combinations (items 23 and 24) are the selection table's, in criteria.toml.
PLACES = {
    "1 fixes the output from the input": ("step", "weighted sum z", "가중합 z"),
    "1 softmax acts on a layer": ("softmax", "acts on a whole layer", "층 전체에 적용"),
    "1 the identity is one too": ("identity", "The output of a regression", "회귀의 출력층"),
    "2 without one, one linear map": ("identity", "an affine one", "아핀 변환"),
    "2 and logistic regression": ("identity", "logistic regression", "로지스틱 회귀"),
    "3 four classics": (
        "step",
        "threshold, sigmoid, ReLU, tanh",
        "계단 함수, 시그모이드, ReLU, tanh",
    ),
    "4 yes or no": ("step", "A plain yes or no", "예/아니오"),
    "5 no slope": ("step", "exactly 0; the perceptron rule", "퍼셉트론 규칙"),
    "5 flips abruptly": ("step", "nearly every change goes unseen", "대부분의 변화"),
    "6 XOR": ("step", "the limit is that of a single layer", "단층의 한계"),
    "6 three steps solve it": ("step", "step(step(a+b-0.5)", "step(step(a+b-0.5)"),
    "7 small and large inputs": ("sigmoid", "sigmoid(0) = 0.5", "sigmoid(0) = 0.5"),
    "8 a probability": ("sigmoid", "is logistic regression", "로지스틱 회귀와 같습니다"),
    "8 calibrated": ("sigmoid", "Guo 2017", "Guo 2017"),
    "9 vanishing": ("sigmoid", "0.25^10 = 9.5e-7", "0.25^10 = 9.5e-7"),
    "9 not at the output": ("sigmoid", "p - y", "p - y"),
    "10 only near 0 or 1": ("sigmoid", "does not hold", "사실과 다릅니다"),
    "11 most used": ("relu", "still the most used", "지금도 가장 많이"),
    "11 fast": ("relu", "does not saturate", "포화하지 않는 것"),
    "12 removes neurons": ("relu", "sparse activation", "희소 활성"),
    "13 solves vanishing": ("relu", "10^-7.7 with Xavier", "10^-7.7배"),
    "14 dead": ("relu", "one negative input kills nothing", "음수 입력 하나로 죽지는"),
    "15 overfits": ("relu", "has no evidence", "근거가 부족합니다"),
    "15 overconfident": ("relu", "Hein 2019", "Hein 2019"),
    "16 nearly everywhere": ("relu", "Not nearly everywhere", "거의 모든 곳에 쓰는 것은 아닙니다"),
    "17 like sigmoid": ("tanh", "2 sigmoid(2x) - 1", "2 sigmoid(2x) - 1"),
    "17 centred": ("tanh", "if z is symmetric", "대칭일 때"),
    "18 larger slope": ("tanh", "|x| < 1.6629", "|x| < 1.6629"),
    "18 on average": ("tanh", "0.606 against 0.207", "0.606 대 0.207"),
    "19 less vanishing": ("tanh", "it still vanishes", "여전히 일어납니다"),
    "19 dearer": ("tanh", "Dearer to compute than ReLU", "ReLU보다 계산이 비쌉니다"),
    "20 long-term dependencies": ("tanh", "goes too far", "지나칩니다"),
    "21 LSTM with ReLU": ("tanh", "torch.nn.LSTM has no such argument", "torch.nn.LSTM에는"),
    "22 sentiment analysis": ("tanh", "Sentiment analysis", "감성 분석"),
    "23 logits": ("softmax", "0.232", "0.232"),
    "23 multi-label": ("softmax", "Wrong for multi-label", "다중 레이블 분류에는 맞지"),
    "24 combinations": ("relu", "The classic pairs", "기본 조합"),
}


def everything(text: Prose) -> str:
    lists = (text.characteristics, text.strengths, text.weaknesses, text.uses)
    return "\n".join([text.summary, text.definition, *(item for items in lists for item in items)])


@pytest.mark.parametrize("place", PLACES)
def test_every_item_of_the_course_has_its_place(place: str) -> None:
    name, english, korean = PLACES[place]
    assert english in everything(prose(name, "en"))
    assert korean in everything(prose(name, "ko"))


def test_all_twenty_four_items_are_covered() -> None:
    assert {int(place.split()[0]) for place in PLACES} == set(range(1, 25))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY_LEARNER_MEETS)
def test_the_five_are_told_at_length(name: str, language: str) -> None:
    text = prose(name, language)
    assert text.definition
    for items in (text.characteristics, text.strengths, text.weaknesses, text.uses):
        assert items
        assert all(item.strip() for item in items)


@pytest.mark.parametrize("name", NAMES)
def test_every_function_of_the_book_has_a_line_in_both_languages_and_a_reading(name: str) -> None:
    english, korean = prose(name, "en"), prose(name, "ko")
    assert english.summary
    assert korean.summary
    assert len(english.summary) <= 75
    assert not english.summary.endswith(".")
    assert not korean.summary.endswith(".")
    assert re.fullmatch("[가-힣 ]+", korean.reading)
    assert english.reading == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_about_a_function_that_is_not_in_the_book(language: str) -> None:
    assert set(prose_names(language)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_as_much(name: str) -> None:
    english, korean = prose(name, "en"), prose(name, "ko")
    for field in ("characteristics", "strengths", "weaknesses", "uses"):
        assert len(getattr(english, field)) == len(getattr(korean, field))
    numbers = re.compile(r"\d+\.\d+|10\^-?[\d.]+\d")
    assert sorted(numbers.findall(everything(english))) == sorted(
        numbers.findall(everything(korean))
    )


@pytest.mark.parametrize("name", NAMES)
def test_korean_sentences_are_polite_and_end(name: str) -> None:
    text = prose(name, "ko")
    for items in (text.characteristics, text.strengths, text.weaknesses, text.uses):
        for sentence in items:
            assert re.search(r"(니다|세요)(\([^)]*\))?\.$|: .*\.$", sentence), sentence


def test_a_name_without_text_is_empty() -> None:
    assert prose("no_such_function", "en") == Prose()
