"""What `actcli recommend` draws on a terminal: the best row in full, the others, comparisons."""

import re
from dataclasses import replace

import pytest
from conftest import golden_files
from rich.cells import cell_len
from rich.console import Group

from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.answer import Answer, Conflict, Contradiction
from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.published import quote
from actcli.analysis.recommending.studies import Result, Source, Study
from actcli.analysis.recommending.table import load_conditions, load_criteria
from actcli.render.recommending.answer import as_drawing
from actcli.render.recommending.comparisons import comparison_fields, comparison_views
from actcli.render.recommending.ranked import MOST, first_sentence
from actcli.render.terminal import rendered
from actcli.render.words import load_words

CONDITIONS = {(c.kind, c.name): c for c in load_conditions()}
# Words that a row must say to stand in for any other.
ROW = Row(
    key="made_up",
    when=Text("a made-up case", "지어낸 경우"),
    choose=("relu", "sigmoid"),
    specs=("relu", "sigmoid"),
    choice=Text("hidden ReLU + sigmoid", "은닉층 ReLU + 시그모이드"),
    alternatives=("gelu",),
    about=(),
    layer="hidden+output",
    task="binary",
    network=(),
    concern=(),
    because=Text("The first reason. The second, e.g. for 0.25.", "첫 이유입니다. 둘째 이유입니다."),
    avoid=Text("tanh: it saturates", "tanh: 포화합니다"),
    avoid_names=("tanh",),
    loss=Text("cross-entropy", "교차 엔트로피"),
    initialisation=Text("He", "He"),
    today=Text("GELU in transformers", "트랜스포머에는 GELU"),
    compared=(),
    source="Somebody 2020",
    classic=True,
)


def text_of(answer: Answer, language: str = "en", width: int = 80) -> str:
    drawing = as_drawing(answer, load_words(language), width)
    return rendered(drawing, color="never", width=width)


def answer_of(*rows: Row, **fields: object) -> Answer:
    return replace(Answer("?", {}, rows, matched=True), **fields)


# --- The layout ---


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "question", ["", "이진 분류", "softmax multi-label", "날씨", "hidden", "xor", "transformer"]
)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_drawing_fits_and_says_everything(language, question, width):
    answer = recommend([question])
    text = text_of(answer, language, width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "…" not in text.replace("…)", "")
    squeezed = "".join(text.split())
    for row in (answer.rows or answer.nearest)[:1]:
        assert "".join(row.when[language].split())[:12] in squeezed


GOLDEN = {
    "made_up_en.txt": ("en", 80),
    "made_up_ko.txt": ("ko", 80),
    "made_up_wide_en.txt": ("en", 120),
    "made_up_wide_ko.txt": ("ko", 120),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_whole_drawing(golden, name):
    # Made-up rows, so that a new row of the table does not change what is drawn.
    language, width = GOLDEN[name]
    other = replace(ROW, key="other", classic=False, layer="hidden", loss=None)
    task = CONDITIONS["task", "binary"]
    conflict = Conflict((task, CONDITIONS["task", "multiclass"]), task)
    answer = answer_of(
        ROW,
        *[other] * 11,
        conditions={"task": (task,)},
        conflicts=(conflict,),
        gains={"relu": 2**0.5},
    )
    golden(f"recommend/{name}", text_of(answer, language, width))


def test_each_golden_file_has_its_test():
    from test_recommend_plan_command import GOLDEN as PLANS

    assert golden_files("recommend") == {*GOLDEN, *PLANS}


# --- The best row ---


def test_every_field_of_the_best_row_is_shown():
    text = text_of(answer_of(ROW, gains={"relu": 2**0.5}))
    for label in (
        *("purpose", "choose", "layer", "because", "today", "avoid", "loss"),
        *("initialisation", "gain", "alternatives", "source"),
    ):
        assert re.search(rf"^{label}\b", text, re.MULTILINE), label
    # He et al. 2015: sqrt(2) keeps the mean square of the pre-activations below ReLU.
    assert "1.41421 (ReLU): weights of std 1.41421 / sqrt(fan_in)" in text


def test_what_a_row_leaves_open_has_no_line():
    bare = replace(ROW, loss=None, avoid=None, initialisation=None, today=None, alternatives=())
    text = text_of(answer_of(bare))
    for label in ("loss", "avoid", "initialisation", "today", "gain"):
        assert not re.search(rf"^{label}\b", text, re.MULTILINE), label


def test_what_was_chosen_is_not_said_again_beside_todays_practice():
    text = text_of(answer_of(ROW))
    assert re.search(r"^today\b", text, re.MULTILINE)
    assert text.count("hidden ReLU + sigmoid") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"layer": "output"},
        {"layer": "recurrent"},
        {"initialisation": Text("orthogonal, gain sqrt(2)", "직교, 이득 sqrt(2)")},
        {"initialisation": Text("normal, standard deviation 0.02", "정규 분포, 표준편차 0.02")},
        {"specs": ("relu:0.2",)},
    ],
    ids=["output", "recurrent", "orthogonal", "0.02", "parameter"],
)
def test_no_gain_where_the_row_draws_its_weights_otherwise(change):
    row = replace(ROW, layer="hidden", choose=("relu",), specs=("relu",))
    assert re.search(r"^gain\b", text_of(answer_of(row, gains={"relu": 1.0})), re.MULTILINE)
    without = text_of(answer_of(replace(row, **change), gains={"relu": 1.0}))
    assert not re.search(r"^gain\b", without, re.MULTILINE)


def test_the_gain_is_of_the_pre_activations():
    # f^2 < 1 for tanh: no weights make its outputs a mean square of 1.
    for language, words in (("en", "pre-activations' E[z^2]"), ("ko", "가중합 z의 E[z^2]")):
        text = text_of(answer_of(ROW, gains={"relu": 1.0}), language, 200)
        assert words in text
        assert "E[f(z)^2]" not in text


# --- Before the answer ---


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "These cannot hold at once: binary classification and multi-class classification. "
            "The answer is for binary classification.",
        ),
        ("ko", "이진 분류와 다중 분류는 한꺼번에 성립하지 않습니다. 이진 분류에 맞추어 답합니다."),
    ],
)
def test_a_conflict_is_told_before_the_answer(language, line):
    tasks = (CONDITIONS["task", "binary"], CONDITIONS["task", "multiclass"])
    text = text_of(answer_of(ROW, conflicts=(Conflict(tasks, tasks[0]),)), language, 120)
    before, _, _ = text.partition(ROW.when[language])
    assert line in " ".join(before.split())


def test_a_conflict_that_nothing_settles():
    tasks = (CONDITIONS["task", "binary"], CONDITIONS["task", "multiclass"])
    text = text_of(answer_of(ROW, conflicts=(Conflict(tasks),)), width=120)
    assert "cannot hold at once" in text
    assert "The answer is for" not in text


def test_a_contradiction_stands_before_the_answer_and_once():
    text = text_of(recommend(["softmax for multi-label"]), width=120)
    before, _, after = text.partition("multi-label classification (several")
    assert "Better not softmax here. Softmax: its outputs sum to 1" in " ".join(before.split())
    assert "ReLU" not in before
    assert re.search(r"^avoid +ReLU: its values are not probabilities\.$", after, re.MULTILINE)
    assert "its outputs sum to 1" not in after


def test_a_contradiction_that_says_all_leaves_nothing_to_avoid():
    text = text_of(answer_of(ROW, contradictions=(Contradiction("tanh", ROW.avoid),)))
    assert "Better not tanh here. tanh: it saturates" in text
    assert not re.search(r"^avoid\b", text, re.MULTILINE)


def test_a_function_is_named_as_readers_write_it():
    warned = (Contradiction("leaky_relu", ROW.avoid),)
    text = text_of(answer_of(ROW, contradictions=warned))
    assert "Better not leaky ReLU here." in text
    text = text_of(answer_of(ROW, contradictions=warned), "ko")
    assert "leaky ReLU가 맞지 않습니다" in " ".join(text.split())


def test_conditions_that_the_answer_does_not_meet_are_told():
    unmet = {"network": (CONDITIONS["network", "cnn"],), "task": (CONDITIONS["task", "binary"],)}
    kinds = frozenset(unmet)
    text = text_of(answer_of(ROW, conditions=unmet, by_name=kinds), width=120)
    assert "The first answer says nothing of CNN in particular." in text
    # What was only understood of the words may be meant otherwise.
    assert "says nothing of" not in text_of(answer_of(ROW, conditions=unmet), width=120)


def test_no_match_says_so_and_how_to_ask():
    text = text_of(recommend(["오늘 날씨"]), "ko")
    first, *_, last = text.splitlines()
    assert first == "'오늘 날씨'에 맞는 추천이 표에 없습니다"
    assert last.endswith("actcli recommend 이진 분류")
    assert re.search(r"^1  \S", text, re.MULTILINE)


# --- The others ---


def test_the_others_are_numbered_and_say_what_they_are():
    other = replace(ROW, key="other", classic=False)
    text = text_of(answer_of(ROW, other, ROW))
    assert re.search(
        r"^2  a made-up case\n   .* · hidden \+ output · practice$", text, re.MULTILINE
    )
    assert re.search(r"^3  a made-up case\n   .* · classic$", text, re.MULTILINE)


def test_a_remark_is_neither_classic_nor_practice():
    remark = replace(ROW, classic=False, about=("step",))
    assert text_of(answer_of(ROW, remark)).rstrip().endswith(" · remark")
    assert text_of(answer_of(ROW, remark), "ko").rstrip().endswith(" · 참고")


def test_a_reason_each_where_the_width_allows():
    narrow, wide = (text_of(answer_of(ROW, ROW), width=width) for width in (80, 120))
    assert narrow.count("The first reason.") == 1  # of the best row
    assert wide.count("The first reason.") == 2
    assert wide.count("The second") == 1


def test_a_long_list_is_cut():
    text = text_of(answer_of(*[ROW] * (MOST + 4)))
    assert text.count("a made-up case") == 1 + MOST
    assert "3 more fit less well" in text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("Slope 0.25, e.g. of tanh. Two.", "Slope 0.25, e.g. of tanh."),
        ("첫 이유입니다. 둘째입니다.", "첫 이유입니다."),
        ("Only one", "Only one"),
    ],
)
def test_the_first_sentence(text, first):
    assert first_sentence(text) == first


def test_every_row_has_a_first_sentence_of_its_own():
    for row in load_criteria():
        for language in ("en", "ko"):
            sentence = first_sentence(row.because[language])
            assert row.because[language].startswith(sentence)
            assert len(sentence) > 15, sentence


# --- The picture ---


def test_a_terminal_has_a_picture_and_a_pipe_has_none(terminal, actcli):
    drawn = terminal("recommend", "binary output", NO_COLOR="1", COLUMNS="80")
    assert drawn.status == 0
    assert "⠒⠒ f" in drawn.out  # the legend
    assert "⠒" not in actcli("recommend", "binary output", "--format", "table").out


def test_beside_the_text_where_there_is_room(terminal):
    drawn = terminal("recommend", "binary output", NO_COLOR="1", COLUMNS="120")
    first, second = drawn.out.splitlines()[2:4]
    assert first.startswith("purpose")
    assert first.endswith(" f = sigmoid") or " f = sigmoid " in first
    assert "⠒⠒ f" in second


@pytest.mark.parametrize(
    ("question", "heading"),
    [("siren", "f = sine:w0=30"), ("GAN discriminator", "f = leaky_relu:0.2"), ("xor", "f = step")],
)
def test_the_picture_is_of_the_function_with_its_parameters(terminal, question, heading):
    drawn = terminal("recommend", question, NO_COLOR="1", COLUMNS="80")
    assert heading in drawn.out


def test_fast_waves_are_drawn_as_waves(terminal):
    # sin(30 x) swings 48 times from -5 to 5; its zeros are pi / 30 = 0.105 apart.
    drawn = terminal("recommend", "siren", NO_COLOR="1", COLUMNS="80")
    assert re.search(r"-0\.10? .* 0\.00? .* 0\.10?\b", drawn.out)


@pytest.mark.parametrize("question", ["vision transformer", "Llama", "다중 분류", "xor"])
def test_every_kind_of_function_is_drawn_or_left_out(terminal, question):
    drawn = terminal("recommend", question, NO_COLOR="1", COLUMNS="80")
    assert (drawn.status, drawn.err) == (0, "")


def test_colours_only_where_they_are_wanted(terminal):
    words = ("recommend", "softmax for multi-label")
    assert "\x1b[" in terminal(*words).out
    assert "\x1b" not in terminal(*words, NO_COLOR="1").out


# --- Published comparisons ---


def study(*results: Result, higher: bool = True, statistic: str = "mean") -> Study:
    ranked = tuple(sorted(results, key=lambda result: result.value, reverse=higher))
    return Study(
        key="made_up_study",
        setup=Text("ResNet, CIFAR-10", "ResNet, CIFAR-10"),
        metric=Text("accuracy, %", "정확도(%)"),
        higher_is_better=higher,
        statistic=statistic,
        source=Source("Somebody", 2020, "arXiv:2001.00001, table 1", "https://example.org"),
        remark=Text("Second hand.", "간접 인용입니다."),
        results=ranked,
        decimals=2,
    )


def result(name: str, value: float, deviation: float | None, runs: int | None) -> Result:
    return Result(name, name, value, deviation, runs)


def comparison(made: Study, language: str = "en", count: int = 1) -> str:
    views = comparison_views([quote(made, ROW)] * count, load_words(language))
    return rendered(Group(*views), color="never", width=120)


def test_figures_with_their_noise():
    # Welch's t of 0.05 / sqrt(2 * 0.3^2 / 5) is 0.26, of 1 / sqrt(2 * 0.3^2 / 5) it is 5.3:
    # at 8 degrees of freedom 2.306 is the bound.
    text = comparison(
        study(
            result("relu", 91.0, 0.3, 5),
            result("gelu", 91.05, 0.3, 5),
            result("tanh", 90.0, 0.3, 5),
        )
    )
    assert "ResNet, CIFAR-10: accuracy, % (higher is better; mean ± std of 5 runs)" in text
    assert re.search(r"gelu +91\.05 +± 0\.30 +within noise of relu\n", text)
    assert re.search(r"relu +91\.00 +± 0\.30\n", text)
    assert re.search(r"tanh +90\.00 +± 0\.30 +worse than relu, beyond noise\n", text)
    assert "Second hand. Somebody 2020, arXiv:2001.00001, table 1" in text


def test_better_is_lower_for_an_error():
    made = study(result("relu", 5.0, 0.1, 5), result("gelu", 4.0, 0.1, 5), higher=False)
    text = comparison(made)
    assert "lower is better" in text
    assert re.search(r"gelu +4\.00 +± 0\.10 +better than relu, beyond noise", text)


def test_single_runs_say_nothing_about_noise():
    text = comparison(study(result("relu", 91.0, None, 1), result("gelu", 92.0, None, 1)))
    assert "(higher is better; single runs: noise unknown)" in text
    assert "beyond noise" not in text


def test_runs_that_differ_stand_at_each_figure():
    text = comparison(study(result("relu", 91.0, None, 1), result("gelu", 92.0, 0.3, 5)))
    assert re.search(r"gelu +92\.00 +± 0\.30 +5 runs\n", text)
    assert "single runs: noise unknown" in text


def test_functions_that_the_row_does_not_name_are_counted():
    made = study(result("relu", 91.0, 0.3, 5), result("gelu", 92.0, 0.3, 5), result("elu", 9, 1, 5))
    assert "functions compared besides: 1" in comparison(made)


def test_a_fourth_study_is_left_to_json():
    made = study(result("relu", 91.0, 0.3, 5), result("gelu", 92.0, 0.3, 5))
    text = comparison(made, count=4)
    assert text.count("Second hand.") == 3
    assert "1 more comparisons: --json" in text


def test_deviations_from_standard_errors_say_so():
    tanh = Result("tanh", "tanh", 90.0, 0.3, 5, 0.134)
    made = study(result("relu", 91.0, 0.3, 5), tanh)
    assert "std computed from the printed standard errors)" in comparison(made)
    assert "표준편차는 논문의 표준오차에서 계산)" in comparison(made, "ko")
    assert comparison_fields(quote(made, ROW), "en")["results"][1]["standard_error"] == 0.134
    assert "standard errors" not in comparison(study(*made.results[:1], result("tanh", 90, 1, 5)))


def test_korean_comparisons():
    made = study(result("relu", 91.0, 0.3, 5), result("gelu", 91.05, 0.3, 5))
    text = comparison(made, "ko")
    assert "5회 실행의 평균 ± 표준편차" in text
    assert "relu와의 차이는 잡음 범위 안" in text


def test_a_comparison_in_json():
    made = study(result("relu", 91.0, 0.3, 5), result("gelu", 92.0, 0.3, 5))
    fields = comparison_fields(quote(made, ROW), "en")
    assert fields["results"][0] == {
        **{"function": "gelu", "value": 92.0, "std": 0.3, "runs": 5},
        "standard_error": None,
    }
    assert (fields["chosen"], fields["higher_is_better"]) == ("relu", True)
    (judgement,) = fields["judgements"]
    assert judgement["verdict"] == "beyond noise"
    assert judgement["chosen_is_better"] is False
    assert judgement["difference"] == pytest.approx(-1.0)
