"""The selection table: what stands in it, in which order, and how the loader complains."""

import dataclasses
import re
from pathlib import Path

import pytest

from actcli import analysis
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending import criteria
from actcli.analysis.recommending.conditions import KINDS, Text
from actcli.analysis.recommending.criteria import COMBINATION, Row, read_criteria
from actcli.analysis.recommending.gains import forward_gains, takes_a_gain
from actcli.analysis.recommending.sentences import sentences, sentences_about
from actcli.analysis.recommending.table import load_conditions, load_criteria
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError

ROWS = load_criteria()

GOOD_ROW = """
[extra]
when = { en = "a case", ko = "어떤 경우" }
choose = ["relu"]
layer = "hidden"
because = { en = "It works.", ko = "잘 됩니다." }
source = "Somebody 2020"
"""


def names(row: Row) -> set[str]:
    return {*row.choose, *row.alternatives, *row.avoid_names, *row.about}


def test_the_table_begins_with_the_classic_rows_in_order() -> None:
    assert [(row.when.en, row.choice.en, row.layer) for row in ROWS[:5]] == [
        ("binary classification (0 or 1)", "sigmoid", "output"),
        ("multi-class classification", "softmax", "output"),
        ("hidden layers in general", "ReLU", "hidden"),
        ("RNN", "tanh; for an LSTM, ReLU can be used too", "recurrent"),
        ("vanishing gradient must be solved", "ReLU (the default of most deep models)", "hidden"),
    ]


def test_the_classic_rows_in_korean() -> None:
    assert [(row.when.ko, row.choice.ko) for row in ROWS[:5]] == [
        ("이진 분류(0 또는 1)", "sigmoid"),
        ("다중 분류", "softmax"),
        ("일반적인 은닉층", "ReLU"),
        ("RNN", "tanh, LSTM에서는 ReLU도 사용 가능"),
        ("기울기 소실 문제를 해결해야 할 때", "ReLU(대부분의 심층 모델의 기본값)"),
    ]


def test_combinations_and_the_threshold_follow() -> None:
    assert [row.choose for row in ROWS[5:7]] == [("relu", "sigmoid"), ("relu", "softmax")]
    assert all(row.layer == COMBINATION for row in ROWS[5:7])
    threshold = ROWS[7]
    assert threshold.about == ("step",)
    assert threshold.choose == ()
    assert threshold.choice.en == "hardly used"
    assert threshold.because.en.startswith(
        "No slope to learn from; a single-layer perceptron, which cannot learn XOR."
    )


def test_exactly_the_first_seven_are_classic() -> None:
    assert [row.key for row in ROWS if row.classic] == [row.key for row in ROWS[:7]]


def test_current_practice_is_there_too() -> None:
    assert len([row for row in ROWS if not row.classic]) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_speaks_both_languages_and_names_a_source_with_a_year(row: Row) -> None:
    for text in (row.when, row.choice, row.because):
        assert text.en.strip()
        assert re.search("[가-힣]", text.ko) or text.ko == text.en
    assert re.search("[가-힣]", row.because.ko)
    assert re.search(r"\b(19|20)\d\d\b|YOLOv5", row.source)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_numbers_are_the_same_in_both_languages(row: Row) -> None:
    for text in (row.because, row.avoid, row.initialisation):
        if text is not None:
            numbers = re.compile(r"\d+\.\d+|10\^-?[\d.]+")
            assert sorted(numbers.findall(text.en)) == sorted(numbers.findall(text.ko))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_reasons_end_as_sentences(row: Row) -> None:
    assert row.because.en.endswith((".", ")"))
    assert row.because.ko.endswith(("니다.", "세요.", ")."))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_no_row_chooses_what_it_avoids(row: Row) -> None:
    chosen = {*row.choose, *row.alternatives}
    # ReLU for the generator and not for the discriminator: both stand in the row.
    assert not chosen & set(row.avoid_names)


def test_names_are_those_of_the_book() -> None:
    used = set().union(*map(names, ROWS))
    assert used <= set(shipped_book().entries)


def test_specs_are_the_names_with_parameters_that_the_book_knows() -> None:
    with_parameters = set()
    for row in ROWS:
        assert tuple(spec.partition(":")[0] for spec in row.specs) == row.choose
        for spec in set(row.specs) - set(row.choose):
            assert resolve(spec, shipped_book()).entry.name == spec.partition(":")[0]
            with_parameters.add(row.key)
    assert with_parameters == {"siren", "gpt2_ffn", "gan_discriminator"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_source_is_names_years_and_places(row: Row) -> None:
    """What is said of a source stands in the texts, which are in both languages."""
    assert not re.search(r"computed|measured|for this table", row.source)
    for note in re.findall(r"\(([^)]*)\)", row.source):
        assert re.search(r"[A-Z/0-9_]", note), note


def test_figures_of_our_own_say_so_in_both_languages() -> None:
    own = [row for row in ROWS if "for this table" in row.because.en]
    assert {"vanishing_gradient", "cheap", "overfitting"} <= {row.key for row in own}
    assert own == [row for row in ROWS if "이 표를 위해" in row.because.ko]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_korean_texts_use_the_terms_of_the_field(row: Row) -> None:
    texts = (row.when, row.choice, row.because, row.avoid, row.loss, row.today, row.initialisation)
    korean = " ".join(text.ko for text in texts if text is not None)
    for word in ("문턱", "상자", "벌점", "척도", "비평자", "쪼그라", "거대 언어", "재 보세요"):
        assert word not in korean


# --- Gains ---


def test_gains_only_where_the_weights_are_drawn_for_their_variance() -> None:
    """A row that says normal 0.02, orthogonal or a spectral radius is not contradicted."""
    for row in ROWS:
        if takes_a_gain(row):
            assert row.layer in ("hidden", COMBINATION)
            start = row.initialisation.en.split()[0].rstrip(":,;") if row.initialisation else "He"
            assert start in ("He", "LeCun", "Glorot")
    without = ("recurrent", "irnn", "echo_state", "on_policy", "gan_discriminator", "convnext")
    without += ("gpt2_ffn", "normalising_flow", "neural_ode", "siren", "binary_output")
    without += ("convex_network", "binarised_network", "spiking", "squared_relu_llm")
    for row in ROWS:
        if row.key in without:
            assert not forward_gains([row]), row.key


def test_gains_by_their_definition() -> None:
    by_key = {row.key: row for row in ROWS}
    # sqrt(2) for ReLU: E[relu(z)^2] = 1/2. SELU is made for a gain of 1 (Klambauer et al. 2017).
    assert forward_gains([by_key["hidden_general"]]) == {"relu": pytest.approx(2**0.5)}
    assert forward_gains([by_key["self_normalising"]]) == {"selu": pytest.approx(1.0, abs=1e-6)}
    # The mean square below squared ReLU leaves 1 by itself: no gain keeps it.
    squared = dataclasses.replace(by_key["cheap"], choose=("squared_relu",))
    squared = dataclasses.replace(squared, specs=("squared_relu",))
    assert forward_gains([squared]) == {}


# --- Sentences about a function ---


@pytest.mark.parametrize(
    ("key", "function", "english", "korean"),
    [
        ("multilabel_output", "relu", "ReLU: its values", "ReLU의 값은 확률로"),
        ("hidden_general", "step", "The step: slope 0.", "계단 함수는 기울기가 0입니다."),
        ("se_gate", "tanh", "tanh: it can turn", "tanh는 채널의 부호를"),
        ("policy_continuous_output", "softmax", "Softmax: the parts", "행동의 성분은 서로"),
    ],
)
def test_a_warning_is_about_the_function_alone(
    key: str, function: str, english: str, korean: str
) -> None:
    avoid = next(row.avoid for row in ROWS if row.key == key)
    assert avoid is not None
    told = sentences_about(avoid, function)
    assert (len(sentences(told.en)), len(sentences(told.ko))) == (1, 1)
    assert told.en.startswith(english)
    assert told.ko.startswith(korean)


def test_a_warning_that_names_no_function_is_told_whole() -> None:
    text = Text("All of it. Every word.", "전부 다입니다. 한마디도 빠짐없이.")
    assert sentences_about(text, "relu") == text


def test_a_longer_name_is_another_function() -> None:
    text = Text("leaky ReLU: one. ReLU: two. It goes on.", "leaky ReLU는 하나. ReLU는 둘.")
    assert sentences_about(text, "relu") == Text("ReLU: two. It goes on.", "ReLU는 둘.")
    assert sentences_about(text, "leaky_relu").en == "leaky ReLU: one."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_choice_is_written_as_readers_write_it(row: Row) -> None:
    for text in row.choice.en, row.choice.ko:
        assert not re.search(r"(?<![\w(=:])(leaky_|hard_)?(relu6?|gelu|silu|selu|elu)\b", text)


def test_every_function_of_the_table_can_be_mentioned() -> None:
    known = {condition.name for condition in load_conditions() if condition.kind == "function"}
    assert set().union(*map(names, ROWS)) <= known


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_is_found_by_its_own_conditions(row: Row) -> None:
    options = {
        kind: next((name for name in row.conditions(kind) if name != "any"), None) for kind in KINDS
    }
    answer = recommend(**options)  # type: ignore[arg-type]
    assert row in answer.rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_is_found_by_its_purpose_in_both_languages(row: Row) -> None:
    for purpose in (row.when.en, row.when.ko):
        assert row in recommend([purpose]).rows


def test_every_condition_has_a_row() -> None:
    used = {(kind, name) for row in ROWS for kind in KINDS for name in row.conditions(kind)}
    for condition in load_conditions():
        if condition.kind in KINDS:
            assert (condition.kind, condition.name) in used


def test_a_row_that_is_added_is_read() -> None:
    (row,) = read_criteria(GOOD_ROW, "mine.toml", load_conditions())
    assert row.key == "extra"
    assert row.choice.ko == "ReLU"
    assert row.choose == row.specs == ("relu",)
    assert row.loss is None
    assert not row.classic


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('source = "Somebody 2020"', ""), "has no source"),
        (('source = "Somebody 2020"', 'source = " "'), "has no source"),
        ((', ko = "잘 됩니다."', ""), "has no because in ko"),
        (('en = "a case", ', ""), "has no when in en"),
        (('layer = "hidden"', 'layer = "attic"'), "layer 'attic' is not known"),
        (('layer = "hidden"', 'layer = "hidden"\nnetwork = ["cn"]'), "network 'cn' is not known"),
        (('layer = "hidden"', 'layer = "hidden"\ntask = "tea"'), "task 'tea' is not known"),
        (('layer = "hidden"', 'layer = "hidden"\nwhy = "so"'), "why is not a field"),
        (('layer = "hidden"', f'layer = "{COMBINATION}"'), "choose has 1 names"),
        (('choose = ["relu"]', 'choose = "relu"'), "has no list of names in choose"),
        (('choose = ["relu"]', 'choose = ["relu:"]'), "choose has 'relu:'"),
        (('choose = ["relu"]', 'choose = [":0.2"]'), "choose has ':0.2'"),
        (('choose = ["relu"]', ""), "has no list of names in choose"),
        (
            ('ko = "잘 됩니다."', 'ko = "잘 됩니다.", fr = "Ça marche."'),
            "because.fr is not a field",
        ),
        (('layer = "hidden"', 'layer = "hidden"\nloss = "mse"'), "has no loss"),
        (('layer = "hidden"', 'layer = "hidden"\navoid = "x"'), "has no avoid"),
    ],
)
def test_a_mistake_is_told_with_file_and_row(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ActcliError) as error:
        read_criteria(GOOD_ROW.replace(*change), "mine.toml", load_conditions())
    assert error.value.message.startswith("mine.toml: [extra] ")
    assert message in error.value.message
    assert error.value.hint


def test_broken_toml_and_a_lone_field_are_errors() -> None:
    for text in ("[extra\n", "source = 1\n", GOOD_ROW + GOOD_ROW):
        with pytest.raises(ActcliError, match=r"mine\.toml"):
            read_criteria(text, "mine.toml", load_conditions())


def test_the_head_of_the_file_teaches_every_field() -> None:
    path = Path(analysis.__file__).with_name("criteria.toml")
    head = path.read_text(encoding="utf-8").partition("\n\n# ---")[0]
    for field in criteria._Reader.known:
        assert re.search(rf"^#   {field} +=", head, re.MULTILINE), field
