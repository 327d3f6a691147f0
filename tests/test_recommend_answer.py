"""Asking by conditions, what no row answers, and the command with its formats."""

import csv
import io
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from actcli.analysis.recommend import known_values, recommend
from actcli.analysis.recommending.table import load_criteria
from actcli.cli import recommend as command
from actcli.errors import ActcliError

FIELDS = [
    *("purpose", "choose", "choice", "layer", "task", "network", "concern", "because", "avoid"),
    *("loss", "initialisation", "alternatives", "source", "classic"),
    *("today", "gain", "compared", "specs"),
]


def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
    app = typer.Typer(rich_markup_mode=None)
    app.command()(command.recommend)
    quiet = {"ACTCLI_LANG": "", "LC_ALL": "C", "COLUMNS": "80"}
    result = CliRunner().invoke(app, list(arguments), env=quiet | environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


# --- Conditions ---


def test_nothing_asked_is_the_whole_table_in_its_order() -> None:
    answer = recommend()
    assert answer.is_whole_table
    assert answer.rows == load_criteria()


@pytest.mark.parametrize("words", [["activation function"], ["활성화 함수 뭐 써요?"], [""], ["  "]])
def test_a_question_about_no_case_is_the_whole_table(words: list[str]) -> None:
    assert recommend(words).is_whole_table


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("binary", "binary"),
        ("Binary-Classification", "binary"),
        ("이진분류", "binary"),
        (unicodedata.normalize("NFD", "이진 분류"), "binary"),
        ("multi_class", "multiclass"),
        ("멀티라벨", "multilabel"),
    ],
)
def test_an_option_takes_every_spelling(value: str, name: str) -> None:
    (condition,) = recommend(task=value).conditions["task"]
    assert condition.name == name


def test_options_and_words_together() -> None:
    assert recommend(["이진 분류"], layer="output").rows[0].key == "binary_output"
    assert recommend(["output"], task="multiclass").rows[0].key == "multiclass_output"
    # What is said by name wins over what was understood.
    assert recommend(["binary output"], task="multiclass").rows[0].key == "multiclass_output"


@pytest.mark.parametrize(
    ("option", "value", "suggestion"),
    [
        ("task", "binry", "did you mean binary?"),
        ("layer", "outptu", "did you mean output?"),
        ("network", "tranformer", "did you mean transformer"),
        ("concern", "기울기 소싫", "did you mean vanishing-gradient"),
        ("layer", "zzz", "known: output, hidden"),
        ("network", "unet", "that is a task: --task segmentation"),
        ("task", "classification", "did you mean binary or multiclass"),
        ("concern", "nonsense", "known: vanishing-gradient"),
    ],
)
def test_an_unknown_value_is_an_error_with_the_nearest(
    option: str, value: str, suggestion: str
) -> None:
    with pytest.raises(ActcliError) as error:
        recommend(**{option: value})
    assert repr(value) in error.value.message
    assert suggestion in (error.value.hint or "")


@pytest.mark.parametrize("kind", ["task", "layer", "network", "concern"])
def test_every_known_value_has_an_answer(kind: str) -> None:
    for value in known_values(kind):
        assert recommend(**{kind: value}).matched


def test_a_long_text_is_no_question() -> None:
    with pytest.raises(ActcliError, match="too long"):
        recommend(["relu 분류 " * 1000])


def test_conditions_that_no_row_meets_together_get_the_nearest() -> None:
    answer = recommend(network="transformer", layer="recurrent")
    assert not answer.matched
    assert not answer.is_whole_table
    assert len(answer.nearest) == 3


def test_advice_for_another_field_is_left_out() -> None:
    keys = [row.key for row in recommend(["binary output"]).rows]
    assert keys[0] == "binary_output"
    assert not [key for key in keys if key.startswith(("gan", "vae", "policy", "token"))]


# --- The command ---


def test_plain_is_one_row_a_line_tab_separated() -> None:
    status, out, err = run("binary", "output")
    assert status == 0
    assert err == ""
    first = out.splitlines()[0].split("\t")
    assert first[:3] == ["binary classification (0 or 1)", "sigmoid", "output"]
    assert all(line.count("\t") == 3 for line in out.splitlines())


def test_the_whole_table_plain() -> None:
    status, out, _ = run()
    assert status == 0
    assert len(out.splitlines()) == len(load_criteria())


def test_json_keeps_its_shape() -> None:
    status, out, _ = run("--task", "multiclass", "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer["question"] == ""
    assert answer["conditions"] == {"task": ["multiclass"]}
    first = answer["rows"][0]
    assert list(first) == FIELDS
    assert first["choose"] == ["softmax"]
    assert first["classic"] is True
    assert first["task"] == "multiclass"


def test_json_says_contradictions_and_keys_stay_english() -> None:
    _, out, _ = run("다중 레이블에 소프트맥스 써도 되나요", "--json")
    answer = json.loads(out)
    assert answer["contradictions"][0]["function"] == "softmax"
    assert "합이 1" in answer["contradictions"][0]["because"]
    assert "ReLU" not in answer["contradictions"][0]["because"]
    assert list(answer["rows"][0]) == FIELDS


def test_ndjson_csv_and_tsv_hold_the_same_rows() -> None:
    _, ndjson, _ = run("hidden", "--format", "ndjson")
    rows = [json.loads(line) for line in ndjson.splitlines()]
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        _, text, _ = run("hidden", "--format", name)
        table = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        assert [row["because"] for row in table] == [row["because"] for row in rows]
        assert list(table[0]) == FIELDS
        assert table[0]["alternatives"] == "leaky_relu; gelu; silu"


def test_a_contradiction_goes_to_stderr_beside_plain_rows() -> None:
    status, out, err = run("softmax for multi-label")
    assert status == 0
    assert out.startswith("multi-label classification")
    assert err.startswith("Better not softmax here. Softmax: its outputs sum to 1")
    assert "ReLU" not in err


def test_no_match_is_status_1_with_the_nearest_on_stderr() -> None:
    status, out, err = run("오늘", "날씨")
    assert status == 1
    assert out == ""
    assert "'오늘 날씨'" in err
    assert "이진 분류" in err


def test_no_match_in_json_is_valid_json() -> None:
    status, out, _ = run("weather today", "--json")
    answer = json.loads(out)
    assert status == 1
    assert answer["rows"] == []
    assert answer["matched"] is False
    assert answer["nearest"]


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["이진 분류"], {"ACTCLI_LANG": "en"}, "이진 분류"),
        (["binary output"], {"ACTCLI_LANG": "ko"}, "binary"),
        (["이진 분류", "--lang", "en"], {}, "binary"),
        (["rnn"], {"ACTCLI_LANG": "ko"}, "RNN\ttanh, LSTM"),
        (["rnn"], {}, "RNN\ttanh; for"),
        (["--task", "이진분류"], {}, "이진 분류"),
        (["--task", "binary"], {"LC_ALL": "ko_KR.UTF-8"}, "이진 분류"),
        ([], {"LC_ALL": "ko_KR.UTF-8"}, "이진 분류"),
    ],
)
def test_the_language_of_the_answer(
    arguments: list[str], environment: dict[str, str], expected: str
) -> None:
    _, out, _ = run(*arguments, **environment)
    assert out.startswith(expected)


@pytest.mark.parametrize("suffix", [".png", ".SVG", ".pdf", ".html", ".md", ".xlsx"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"answer{suffix}"
    for plan in (None, ["4-8-2"]):
        with pytest.raises(ActcliError, match=f"writes text, which {suffix} is not") as error:
            command.recommend(task=["multiclass"], plan=plan, output=path)
        assert ".json" in (error.value.hint or "")
        assert not path.exists()


@pytest.mark.parametrize(
    "option",
    ["task", "layer", "network", "concern", "target", "plan", "arch", "hidden", "code"],
)
def test_two_values_of_one_option_are_refused(option: str) -> None:
    with pytest.raises(ActcliError, match=f"--{option} is one and two at once"):
        command.recommend(**{option: ["one", "two"]})  # type: ignore[arg-type]


def test_the_same_value_twice_is_one() -> None:
    assert run("--task", "binary", "--task", "binary") == run("--task", "binary")


def test_conditions_that_no_row_meets_are_told_beside_the_answer() -> None:
    asked = ("--task", "regression", "--network", "cnn", "--layer", "output", "--concern", "edge")
    status, out, err = run(*asked)
    assert status == 0
    assert out.startswith("regression (any real value)")
    assert err == "The first answer says nothing of CNN, mobile or edge device in particular.\n"
    answer = json.loads(run(*asked, "--json")[1])
    assert answer["not_met"] == {"network": ["cnn"], "concern": ["edge"]}


@pytest.mark.parametrize(
    "asked",
    [
        ["--task", "regression", "--layer", "output"],
        ["--task", "regression", "--layer", "hidden"],  # half of a combination
        ["--network", "lstm", "--layer", "hidden"],  # its recurrent layer
        ["--network", "mlp", "--concern", "self-normalising"],  # what a row is about unless it says
        ["--concern", "xor", "--layer", "output"],
        ["multi-label tagging of photos", "--layer", "output"],
        [],
    ],
)
def test_what_is_met_is_not_told(asked: list[str]) -> None:
    assert run(*asked)[2] == ""
    assert json.loads(run(*asked, "--json")[1])["not_met"] == {}


def test_a_plan_meets_what_no_single_row_does() -> None:
    # Its output is that of the task, whatever the best row for the network says.
    asked = ("--task", "binary", "--network", "transformer")
    assert "binary classification" in run(*asked)[2]
    answer = json.loads(run(*asked, "--plan", "20-64-1", "--json")[1])
    assert answer["not_met"] == {}


def test_any_is_no_condition_in_json() -> None:
    rows = json.loads(run("--json")[1])["rows"]
    assert not [row for row in rows if "any" in (*row["network"], *row["concern"])]
    assert {"mlp"} == set(next(r for r in rows if r["choice"] == "ReLU")["network"])


def test_a_table_without_rows_keeps_its_heading(tmp_path: Path) -> None:
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        path = tmp_path / f"no.{name}"
        assert run("weather today", "-o", str(path))[0] == 1
        text = path.read_text(encoding="utf-8")
        assert text.splitlines() == [delimiter.join(FIELDS)]


def test_a_file_takes_the_format_of_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    assert run("rnn", "-o", str(path))[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["rows"][0]["choose"] == ["tanh"]


def test_an_argument_that_is_no_text_is_no_traceback() -> None:
    assert run("rnn \udcff", "--json")[0] == 0


def test_parameters_stand_beside_the_names() -> None:
    for question, names, specs in (
        ("siren", ["sine"], ["sine:w0=30"]),
        ("gpt-2", ["gelu"], ["gelu:approximate=tanh"]),
        ("GAN discriminator", ["leaky_relu", "identity"], ["leaky_relu:0.2", "identity"]),
        ("rnn", ["tanh"], ["tanh"]),
    ):
        best = json.loads(run(question, "--json")[1])["rows"][0]
        assert (best["choose"], best["specs"], best["gain"]) == (names, specs, None)


# --- What is imported ---


def test_into_a_pipe_neither_rich_nor_numpy_is_imported() -> None:
    code = (
        "import sys\n"
        "from actcli.cli.recommend import recommend\n"
        "recommend(['softmax for multi-label'])\n"
        "recommend([], answer_format='json')\n"
        "heavy = {'rich', 'numpy', 'plotext', 'pydantic', 'scipy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
