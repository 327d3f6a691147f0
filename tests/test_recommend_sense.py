"""What a question is about: everyday words, contradictions, specific rows, nearest, language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_recommend_questions import NOT_QUESTIONS, QUESTIONS

from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.language import language_of_question
from actcli.analysis.recommending.table import load_conditions, load_criteria
from actcli.analysis.recommending.text import squeeze


def first(question: str) -> str | None:
    rows = recommend([question]).rows
    return rows[0].key if rows else None


# --- Everyday words ---

EVERYDAY = ["output", "출력", "price", "가격", "hidden", "게이트", "등급", "회귀", "binary"]


@pytest.mark.parametrize("word", EVERYDAY)
def test_an_everyday_word_counts_alone_and_in_company_only(word: str) -> None:
    assert recommend([word]).matched
    assert recommend([f"{word} activation"]).matched
    assert recommend([f"{word} 신경망"]).matched
    assert not recommend([f"{word} 버스 터미널 근처 맛집"]).matched
    assert not recommend([f"{word} at the airport near my house"]).matched


@given(st.sampled_from(NOT_QUESTIONS))
def test_what_is_no_question_stays_none_in_any_form(question: str) -> None:
    for form in (question.upper(), unicodedata.normalize("NFD", question), f"{question}?"):
        assert not recommend([form]).matched


def test_what_is_no_question_becomes_one_with_a_case_named() -> None:
    assert recommend(["오늘 날씨"], task="binary").rows[0].key == "binary_output"


# --- Contradictions in the question ---


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("binary classification with 10 classes", {"binary", "multiclass"}),
        ("이진 분류인데 클래스가 10개", {"binary", "multiclass"}),
        ("regression with 10 classes", {"regression", "multiclass"}),
        ("positive output between -1 and 1", {"positive", "symmetric"}),
    ],
)
def test_conditions_that_exclude_each_other_are_told(question: str, names: set[str]) -> None:
    (conflict,) = recommend([question]).conflicts
    assert {condition.name for condition in conflict.conditions} == names
    assert conflict.kept is None


@pytest.mark.parametrize(
    "question",
    [
        "binary or multiclass?", "이진 분류와 다중 분류의 차이", "multi-label with 14 labels",
        "logistic regression", "ordinal regression", "hidden and output", "classification",
        "이진 분류 출력층", "10 classes, softmax", "GAN generator", "PPO vs SAC",
    ],
)  # fmt: skip
def test_what_can_hold_at_once_is_no_conflict(question: str) -> None:
    assert recommend([question]).conflicts == ()


def test_no_question_of_the_table_contradicts_itself() -> None:
    told = {question for question in QUESTIONS if recommend([question]).conflicts}
    assert told == set()


def test_an_option_wins_over_the_words_and_it_is_told() -> None:
    answer = recommend(["binary output"], task="multiclass")
    (conflict,) = answer.conflicts
    assert [condition.name for condition in conflict.conditions] == ["binary", "multiclass"]
    assert conflict.kept is conflict.conditions[1]
    assert answer.rows[0].key == "multiclass_output"


def test_an_option_that_only_says_more_is_no_conflict() -> None:
    assert recommend(["cnn"], network="efficientnet").conflicts == ()
    assert recommend(["hidden and output, binary"], layer="output").conflicts == ()
    assert recommend(["binary"], layer="output").conflicts == ()
    answer = recommend(["vanishing gradient"], concern="edge")
    assert answer.conflicts == ()
    assert {c.name for c in answer.conditions["concern"]} == {"edge", "vanishing-gradient"}


# --- Specific before general ---


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("llama", "llm_ffn"), ("gpt2", "gpt2_ffn"), ("GPT-2 language model", "gpt2_ffn"),
        ("GRU candidate", "gru_candidate"), ("gru", "recurrent"),
        ("efficientnet cnn", "efficientnet"),
        ("cnn", "cnn_hidden"), ("sparse autoencoder", "sparse_autoencoder"),
        ("poisson regression", "counts_output"), ("wasserstein gan", "gan_discriminator"),
        ("yolov8", "detector_hidden"), ("ResNet50", "cnn_hidden"), ("BiLSTM", "recurrent"),
    ],
)  # fmt: skip
def test_a_specific_row_comes_before_a_general_one(question: str, key: str) -> None:
    assert first(question) == key


# --- The nearest rows ---


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("gate 3 at the airport", "lstm_gates"),
        ("diffuson movie", "diffusion_unet"),
        ("autoencdr", "autoencoder_output"),
        ("graph paper", "gnn_hidden"),
        ("transformer movie release date", "transformer_ffn"),
        ("오디오 케이블", "snake_audio"),
    ],
)
def test_the_nearest_row_is_like_the_question(question: str, key: str) -> None:
    answer = recommend([question])
    assert not answer.matched
    assert answer.nearest[0].key == key


def test_where_nothing_is_near_the_classic_rows_are() -> None:
    assert recommend(["오늘 날씨"]).nearest == load_criteria()[:3]


# --- Gains ---


def test_gains_are_those_of_the_functions_chosen_for_layers() -> None:
    # He et al. 2015: sqrt(2) for ReLU; Klambauer et al. 2017: SELU keeps the variance.
    assert recommend(["은닉층"]).gains["relu"] == pytest.approx(2**0.5, rel=1e-12)
    assert recommend(["self-normalising"]).gains["selu"] == pytest.approx(1, abs=1e-6)
    answer = recommend(["binary output"])
    assert "sigmoid" not in answer.gains  # of outputs nothing is passed on
    assert recommend(["llama"]).rows[0].choose == ("swiglu",)
    assert "swiglu" not in recommend(["llama"]).gains  # no elementwise function


# --- Language ---


@pytest.mark.parametrize(
    ("words", "options", "language"),
    [
        (["이진", "분류"], [], "ko"),
        ([unicodedata.normalize("NFD", "이진 분류")], [], "ko"),
        (["relu써도됨?"], [], "ko"),
        (["ㅇㅈ"], [], "ko"),
        (["binary", "output"], [], "en"),
        (["which", "relu"], [], "en"),
        (["rnn"], [], None),
        (["relu", "vs", "gelu"], [], None),
        (["nn.LSTM"], [], None),
        (["ResNet50", "GPT-2"], [], None),
        (["BERT"], [], None),
        (["10"], [], None),
        ([], ["binary"], None),
        ([], ["이진분류"], "ko"),
        (["rnn"], ["binary", None], None),
    ],
)
def test_the_language_of_a_question(
    words: list[str], options: list[str | None], language: str | None
) -> None:
    assert language_of_question(words, options) == language


def test_no_spelling_of_a_case_is_a_single_letter_or_digit():
    # "o * ?" is squeezed to "o", and so would every "os" be found in it.
    for condition in load_conditions():
        if condition.kind in KINDS:
            for spelling in (*condition.spellings, *condition.everyday, *condition.faint):
                is_syllable = "가" <= spelling.strip("^~")[0] <= "힣"
                assert is_syllable or len(squeeze(spelling)) > 1, spelling
