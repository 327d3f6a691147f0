"""`actcli recommend --target FILE:COLUMN`: what was seen, the answer for it, and wrong use."""

import json
import math
import signal
import string

import pytest
from conftest import PATIENCE

from actcli.analysis.targets.verdict import (
    BECAUSE,
    NO_TARGETS,
    NOTES,
    RUNNERS_UP,
    Target,
    Verdict,
    found,
)
from actcli.render.recommending.target import kind_title, target_lines
from actcli.render.words import load_words

ROWS = 120
TABLES = {"because": BECAUSE, "notes": NOTES, "instead": RUNNERS_UP}
TARGET = {
    "source", "columns", "rows", "missing", "missing_marks", "kind", "is_target", "because",
    "notes", "runner_up", "outputs", "labels", "shares", "low", "high", "mean", "variance",
    "minimum", "maximum", "distinct", "bias", "bias_rule",
}  # fmt: skip
COLUMNS = {
    "species": lambda i: ("setosa", "versicolor", "virginica")[i % 3],
    "sold": lambda i: "yes" if i % 4 == 0 else "no",
    "balance": lambda i: f"{(i * 37 % 101) / 7 - 6:.3f}",
    "share": lambda i: f"{(i * 53 % 97) / 97:.3f}",
    "nothing": lambda i: "",
    "same": lambda i: "7",
    "row": lambda i: str(i + 1),
    "day": lambda i: f"2024-01-{i % 28 + 1:02d}",
    "junk": lambda i: str(i) if i % 2 else f"a{i}",
}


@pytest.fixture
def labels(tmp_path):
    """A file with a column of each kind."""
    file = tmp_path / "labels.csv"
    rows = [",".join(make(i) for make in COLUMNS.values()) for i in range(ROWS)]
    file.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return file


# --- What was seen ---


def test_a_pipe_gets_the_rows_and_stderr_what_was_seen(actcli, labels):
    answer = actcli("recommend", "--target", f"{labels}:species")
    assert answer.status == 0
    assert answer.out.startswith("multi-class classification\tsoftmax")
    place, verdict, shares = answer.err.splitlines()
    assert place == f"{labels}, species: 120 rows"
    assert verdict.startswith("Looks like multi-class classification. 3 different texts")
    assert shares.endswith("setosa: 33.3 %, versicolor: 33.3 %, virginica: 33.3 %")


def test_a_terminal_gets_it_before_the_answer(terminal, labels):
    answer = terminal("recommend", "--target", f"{labels}:sold", NO_COLOR="1", COLUMNS="80")
    assert (answer.status, answer.err) == (0, "")
    seen, _, answered = answer.out.partition("Understood as: binary classification")
    text = " ".join(seen.split())
    assert "Looks like binary classification." in text
    assert '25 % of the rows are "yes".' in text
    assert "sigmoid" in answered


def test_json_has_it_under_target(actcli, labels):
    answer = actcli("recommend", "--target", f"{labels}:sold", "--json")
    assert (answer.status, answer.err) == (0, "")
    content = json.loads(answer.out)
    target = content["target"]
    assert set(target) == TARGET
    assert (target["kind"], target["is_target"], target["rows"]) == ("binary", True, ROWS)
    assert target["labels"] == ["no", "yes"]
    assert target["shares"] == pytest.approx([0.75, 0.25])
    assert target["bias"] == pytest.approx([math.log(0.25 / 0.75)])
    (because,) = target["because"]
    assert because["key"] == "two_texts"
    assert because["text"].startswith("It has two values")
    assert content["conditions"]["task"] == ["binary"]
    assert content["rows"][0]["choose"] == ["sigmoid"]


def test_without_a_column_json_has_no_target(actcli):
    assert "target" not in json.loads(actcli("recommend", "binary", "--json").out)


def test_korean(actcli, labels):
    answer = actcli("recommend", "--target", f"{labels}:sold", "--lang", "ko")
    assert answer.out.startswith("이진 분류")
    assert "이진 분류 문제로 보입니다." in answer.err
    assert "25 %" in answer.err


def test_stdin_is_a_file_too(actcli, labels):
    answer = actcli("recommend", "--target", "-:sold", stdin=labels.read_text("utf-8"))
    assert answer.status == 0
    assert answer.err.startswith("stdin, sold: 120 rows")


# --- What is no target ---


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("nothing", "an empty column"),
        ("same", "a constant"),
        ("row", "identifiers"),
        ("day", "dates or times"),
        ("junk", "a mixture"),
    ],
)
@pytest.mark.parametrize("further", [(), ("--plan", "4-16-1"), ("--format", "csv")])
def test_what_is_no_target_is_said_plainly(actcli, labels, column, kind, further):
    answer = actcli("recommend", "--target", f"{labels}:{column}", *further)
    heading, rows = int("csv" in further), answer.out.splitlines()
    assert (answer.status, len(rows)) == (1, heading)  # a table without rows has its heading
    assert answer.err.splitlines()[1].startswith(f"Nothing to predict as it stands: {kind}. ")


def test_no_target_on_a_terminal_and_in_json(actcli, labels):
    words = ("recommend", "--target", f"{labels}:same")
    table = actcli(*words, "--format", "table")
    assert (table.status, table.err) == (1, "")
    assert "a constant" in table.out
    answer = actcli(*words, "--json")
    content = json.loads(answer.out)
    assert (answer.status, content["matched"], content["rows"]) == (1, False, [])
    assert content["target"]["kind"] == "constant"


# --- Together with a task ---


def test_the_option_wins_and_the_disagreement_is_told(actcli, labels):
    answer = actcli("recommend", "--target", f"{labels}:species", "--task", "ordinal")
    assert answer.status == 0
    assert answer.out.startswith("ordered classes")
    assert answer.err.splitlines()[-1] == (
        "The column looks like multi-class classification; ordered classes was asked for, "
        "and the answer is for that."
    )


def test_a_task_in_words_wins_too(actcli, labels):
    answer = actcli("recommend", "다중 레이블", "--target", f"{labels}:species")
    assert answer.out.startswith("다중 레이블 분류")
    assert "다중 레이블 분류를 지정했으므로" in answer.err


def test_a_task_makes_a_target_of_what_is_none(actcli, labels):
    answer = actcli("recommend", "--task", "regression", "--target", f"{labels}:row")
    assert answer.status == 0
    assert "regression was asked for" in answer.err


def test_agreement_is_not_told(actcli, labels):
    answer = actcli("recommend", "--task", "binary", "--target", f"{labels}:sold")
    assert "asked for" not in answer.err


def test_of_two_tasks_in_words_the_column_decides(actcli, labels):
    answer = actcli("recommend", "binary or multiclass", "--target", f"{labels}:sold", "--json")
    assert json.loads(answer.out)["conditions"]["task"] == ["binary"]


# --- Together with a plan ---


def test_a_plan_takes_task_and_classes_from_the_column(actcli, labels):
    words = ("recommend", "--target", f"{labels}:species", "--plan", "4-16-3")
    content = json.loads(actcli(*words, "--json").out)
    assert (content["plan"]["task"], content["plan"]["classes"]) == ("multiclass", 3)
    table = actcli(*words, "--format", "table", COLUMNS="120").out
    # The bias of each of three equal classes may start at log(1 / 3).
    assert "in this column: -1.099, -1.099, -1.099" in table


def test_a_plan_takes_the_bounds_from_the_column(actcli, labels):
    words = ("recommend", "--target", f"{labels}:share", "--plan", "4-16-1", "--json")
    found_plan = json.loads(actcli(*words).out)["plan"]
    assert (found_plan["task"], found_plan["bounds"]) == ("bounded", [0.0, 1.0])


def test_code_stays_alone_on_stdout(actcli, labels):
    words = ("recommend", "--target", f"{labels}:species", "--plan", "4-16-3", "--code", "torch")
    answer = actcli(*words)
    assert answer.status == 0
    compile(answer.out, "model.py", "exec")
    assert "Looks like multi-class classification." in answer.err


@pytest.mark.parametrize(
    ("column", "widths", "message", "hint"),
    [
        ("species", "4-16-4", "species has 3 classes, and the last width is 4", "--plan 4-16-3"),
        ("sold", "4-16-2", "sold needs one output, and the last width is 2", "--plan 4-16-1"),
        ("balance", "4-16-8-3", "balance needs one output", "--plan 4-16-8-1"),
    ],
)
def test_a_last_width_that_does_not_fit(actcli, labels, column, widths, message, hint):
    answer = actcli("recommend", "--target", f"{labels}:{column}", "--plan", widths)
    assert (answer.status, answer.out) == (2, "")
    first, second = answer.err.splitlines()
    assert message in first
    assert second.strip() == hint


@pytest.mark.parametrize(
    ("column", "task", "message", "hint"),
    [
        ("species", "ordinal", "species has 3 classes, and the last width is 9", "--plan 4-9-3"),
        ("balance", "positive", "balance needs one output", "--plan 4-9-1"),
        ("species", "regression", "species has texts, and regression needs", "--task multiclass"),
        ("day", "counts", "day has texts, and counts needs numbers", "--task multiclass"),
    ],
)
def test_a_task_that_was_told_must_fit_the_column_too(actcli, labels, column, task, message, hint):
    words = ("--target", f"{labels}:{column}", "--task", task, "--plan", "4-9-9")
    answer = actcli("recommend", *words)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert hint in answer.err


# --- Wrong use ---


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("", "which column?"),
        (":", "which column?"),
        (":spices", "no column 'spices'"),
    ],
)
def test_a_column_that_is_not_there(actcli, labels, column, message):
    answer = actcli("recommend", "--target", f"{labels}{column}")
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


def test_a_file_that_is_not_there(actcli, tmp_path):
    answer = actcli("recommend", "--target", f"{tmp_path}/none.csv:a")
    assert answer.status == 2
    assert "no such file" in answer.err


def test_an_interrupt_while_reading(start):
    child = start("recommend", "--target", "-:sold")
    child.stdin.write(b"sold\n" + b"yes\nno\n" * 50_000)  # more than a pipe holds: it is reading
    child.send_signal(signal.SIGINT)
    assert child.wait(PATIENCE) == 130
    assert child.stdout.read() == b""
    assert b"Traceback" not in child.stderr.read()


# --- The sentences ---


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("group", TABLES)
def test_every_finding_has_its_sentence_with_its_own_facts(language, group):
    texts = load_words(language).texts
    for key, facts in TABLES[group].items():
        sentence = texts[f"recommend.target.{group}.{key}"]
        fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert fields <= set(facts), key


@pytest.mark.parametrize("kind", NO_TARGETS)
def test_every_kind_has_its_name(kind):
    assert kind_title(kind, load_words("en")) != kind_title(kind, load_words("ko"))


def test_numbers_in_sentences():
    because = found("row_numbers", low=20240101.0, high=20240120.0)
    verdict = Verdict("identifiers", (because,), (found("few_rows", rows=1200),))
    target = Target("a.csv", ("n",), 1200, 30, {"": 20, "NA": 10}, verdict)
    place, sentence, note = target_lines(target, load_words("en"))
    assert place == 'a.csv, n: 1,200 rows, 30 missing (empty, "NA")'
    assert "from 20240101 to 20240120" in sentence
    assert note.startswith("1,200 rows")


def test_korean_reads_percent():
    because = found("like_counts", minimum=0, maximum=3, mean=1.0, variance=1.0)
    verdict = Verdict("counts", (because,), (found("zeros", share=0.47),))
    lines = target_lines(Target("a.csv", ("n",), 100, 0, {}, verdict), load_words("ko"))
    assert "47 %가 0입니다" in lines[-1]


def test_many_classes_are_cut():
    names = tuple(f"k{i}" for i in range(30))
    because = found("few_texts", distinct=30, rows_a_value=10.0)
    verdict = Verdict("multiclass", (because,), labels=names, shares=(1 / 30,) * 30)
    lines = target_lines(Target("a.csv", ("n",), 300, 0, {}, verdict), load_words("en"))
    assert lines[-1].endswith("k7: 3.33 %, and 22 more")
