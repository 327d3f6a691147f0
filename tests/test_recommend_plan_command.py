"""`actcli recommend --plan`: the table of layers, lines into a pipe, JSON, code, and wrong use."""

import csv
import io
import json
import math
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PATIENCE, environment
from rich.cells import cell_len

from actcli.analysis import planning
from actcli.analysis.planning.heads import head_of, planned_tasks
from actcli.analysis.planning.network import ARCHITECTURES, FRAMEWORKS, Layer, Plan, Weights
from actcli.render.recommending.plan import output_function, shapes, weights_text
from actcli.render.words import load_words

MULTICLASS = ("--task", "multiclass", "--plan", "784-256-10")
ROW = ["kind", "in", "out", "function", "weights", "std", "parameters"]
LAYER = {
    "kind", "in", "out", "function", "gates", "weights", "recurrent_weights", "forget_bias",
    "alpha_dropout", "pools", "parameters", "row", "because",
}  # fmt: skip
LAST_WIDTH = {"binary": 1, "multiclass": 3, "ordinal": 4, "sentiment": 1}


def plan(actcli, *words):
    answer = actcli("recommend", *words, "--json")
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out)["plan"]


# --- On a terminal ---


GOLDEN = {
    "plan_mlp_en.txt": MULTICLASS,
    "plan_mlp_ko.txt": (*MULTICLASS, "--lang", "ko"),
    "plan_cnn_en.txt": ("--task", "multiclass", "--arch", "cnn", "--plan", "784-32-64-10"),
    "plan_lstm_ko.txt": ("이진", "분류", "--arch", "lstm", "--plan", "8-64-32-1"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_plan_as_a_table(actcli, golden, name):
    answer = actcli("recommend", *GOLDEN[name], "--format", "table", COLUMNS="80")
    assert (answer.status, answer.err) == (0, "")
    assert max(map(cell_len, answer.lines)) <= 80
    # The reasons come from the selection table, whose sentences are not what is drawn here.
    drawn, reasons = re.split(r"(?=^(?:relu|tanh) )", answer.out, maxsplit=1, flags=re.MULTILINE)
    assert len(reasons.splitlines()) > 3
    golden(f"recommend/{name}", drawn)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("columns", [50, 60, 80, 120])
def test_the_table_fits_with_all_its_columns(actcli, language, columns):
    words = ("--task", "multiclass", "--arch", "cnn", "--plan", "3x224x224-64-128-256-10")
    asked = ("recommend", *words, "--format", "table", "--lang", language)
    answer = actcli(*asked, COLUMNS=str(columns))
    assert max(map(cell_len, answer.lines)) <= columns
    squeezed = "".join(answer.out.split())
    assert "relu" in squeezed
    assert "295,168" in squeezed
    assert "…" not in answer.out


def test_a_name_is_not_broken_where_there_is_room(actcli):
    words = ("--network", "llm", "--arch", "cnn", "--plan", "3x32x32-32-64-10")
    asked = ("recommend", "--task", "multiclass", *words, "--format", "table", "--lang", "ko")
    answer = actcli(*asked, COLUMNS="80")
    assert max(map(cell_len, answer.lines)) <= 80
    assert sum("squared_relu" in line for line in answer.lines if "×" in line) == 2


def test_a_terminal_gets_the_table_and_the_code_below_it(terminal):
    answer = terminal("recommend", *MULTICLASS, "--code", "jax", NO_COLOR="1", COLUMNS="80")
    assert (answer.status, answer.err) == (0, "")
    table, _, code = answer.out.partition('"""')
    assert "784 → 256" in table
    assert "200,960" in table
    compile(f'"""{code}', "model.py", "exec")
    assert "\x1b" not in answer.out


# --- Into a pipe ---


def test_lines_into_a_pipe(actcli):
    answer = actcli("recommend", *MULTICLASS)
    assert (answer.status, answer.err) == (0, "")
    hidden, output = (line.split("\t") for line in answer.lines)
    # He et al. 2015: sqrt(2 / fan_in). A matrix and a bias: 784 * 256 + 256, 256 * 10 + 10.
    assert hidden[:5] == ["dense", "784", "256", "relu", "he"]
    assert float(hidden[5]) == pytest.approx(math.sqrt(2 / 784), rel=1e-5)
    assert hidden[6] == "200960"
    assert output[:4] == ["dense", "256", "10", "softmax"]
    assert output[6] == "2570"


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_of_text_have_a_heading(actcli, name, delimiter):
    answer = actcli("recommend", *MULTICLASS, "--format", name)
    rows = list(csv.reader(io.StringIO(answer.out), delimiter=delimiter))
    assert rows[0] == ROW
    assert [row[0] for row in rows[1:]] == ["dense", "dense"]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_code_into_a_pipe_is_code_alone(actcli, framework):
    answer = actcli("recommend", *MULTICLASS, "--code", framework)
    assert (answer.status, answer.err) == (0, "")
    compile(answer.out, "model.py", "exec")
    assert f"import {framework}" in answer.out


def test_code_goes_into_a_file(actcli, tmp_path):
    file = tmp_path / "model.py"
    answer = actcli("recommend", *MULTICLASS, "--code", "torch", "-o", str(file))
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    compile(file.read_text(encoding="utf-8"), "model.py", "exec")


def test_notes_go_to_stderr_beside_lines_and_code(actcli):
    words = ("recommend", "--task", "multiclass", "--arch", "cnn", "--plan", "784-32-10")
    for answer in (actcli(*words), actcli(*words, "--code", "torch")):
        assert answer.status == 0
        assert answer.err == ("784 is read as an image of 1x28x28 (channels x height x width).\n")
    assert plan(actcli, *words[1:])["notes"] == [answer.err.strip()]


def test_contradictions_are_told_beside_code(actcli):
    answer = actcli("recommend", "softmax for multi-label", "--plan", "20-8-5", "--code", "torch")
    assert answer.status == 0
    assert answer.err.startswith("Better not softmax here.")
    compile(answer.out, "model.py", "exec")


# --- JSON ---


def test_json_has_everything(actcli):
    answer = actcli("recommend", *MULTICLASS, "--code", "torch", "--json")
    content = json.loads(answer.out)
    assert {"question", "matched", "conditions", "rows", "plan"} <= set(content)
    found = content["plan"]
    assert (found["architecture"], found["task"]) == ("mlp", "multiclass")
    assert (found["inputs"], found["parameters"]) == ([784], 200_960 + 2_570)
    assert found["loss"]["takes_logits"] is True
    assert found["prediction"] == "softmax"
    assert found["classes"] == 10
    compile(found["code"], "model.py", "exec")
    hidden, output = found["layers"]
    assert set(hidden) == LAYER
    assert (hidden["in"], hidden["out"], hidden["function"]) == ([784], [256], "relu")
    assert hidden["weights"]["rule"] == "he"
    assert hidden["weights"]["std"] == pytest.approx(math.sqrt(2 / 784))
    assert hidden["row"]
    assert hidden["because"]
    # Glorot & Bengio 2010: uniform up to sqrt(6 / (fan_in + fan_out)).
    assert output["weights"]["bound"] == pytest.approx(math.sqrt(6 / 266))


def test_without_code_there_is_none_in_json_and_without_plan_no_plan(actcli):
    assert plan(actcli, *MULTICLASS)["code"] is None
    assert "plan" not in json.loads(actcli("recommend", "--task", "binary", "--json").out)


def test_ndjson_is_one_layer_a_line(actcli):
    answer = actcli("recommend", *MULTICLASS, "--format", "ndjson")
    assert [json.loads(line)["out"] for line in answer.lines] == [[256], [10]]


@pytest.mark.parametrize("task", planned_tasks())
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_task_is_told_in_both_languages(actcli, task, language):
    widths = f"8-16-{LAST_WIDTH.get(task, 2)}"
    words = ("--task", task, "--plan", widths, "--lang", language)
    answer = actcli("recommend", *words, "--format", "table", COLUMNS="80")
    assert answer.status == 0
    assert "{" not in answer.out
    assert any("가" <= letter <= "힣" for letter in answer.out) == (language == "ko")


# --- The plan that was asked for ---


def test_the_task_may_stand_in_the_question(actcli):
    found = plan(actcli, "이진 분류", "--plan", "20-16-1")
    assert found["task"] == "binary"
    assert "로짓" in found["loss"]["about"]


@pytest.mark.parametrize(
    ("words", "architecture"),
    [
        (("LSTM", "binary classification"), "lstm"),
        (("binary", "--network", "gru"), "gru"),
        (("LSTM", "binary", "--arch", "gru"), "gru"),
        (("binary", "--network", "irnn"), "rnn"),
        (("binary", "--network", "echo_state"), "rnn"),
        (("binary", "--arch", "순환 신경망"), "rnn"),
        (("binary", "--arch", "LSTM"), "lstm"),
        (("binary",), "mlp"),
    ],
)
def test_the_architecture_is_the_options_or_the_questions(actcli, words, architecture):
    assert plan(actcli, *words, "--plan", "8-16-1")["architecture"] == architecture


def test_hidden_takes_a_formula(actcli):
    found = plan(actcli, "--task", "binary", "--plan", "8-16-1", "--hidden", "x * sigmoid(x)")
    hidden, _ = found["layers"]
    assert hidden["function"] == "x * sigmoid(x)"
    assert (hidden["row"], hidden["because"]) == (None, None)


def test_hidden_takes_a_function_of_ones_own_book(actcli, tmp_path):
    book = tmp_path / "mine.toml"
    book.write_text('[double_tanh]\nformula = "2 * tanh(x)"\nfamily = "sigmoidal"\n')
    words = ("--task", "binary", "--plan", "8-16-1", "--hidden", "double_tanh")
    found = plan(actcli, *words, "--book", str(book))
    assert found["layers"][0]["function"] == "double_tanh"


# --- Shapes and weights ---


def test_shapes_of_a_convolutional_network(actcli):
    found = plan(actcli, "--task", "multiclass", "--arch", "cnn", "--plan", "3x32x32-16-32-10")
    ends = [(layer["in"], layer["out"]) for layer in found["layers"]]
    assert ends == [
        ([3, 32, 32], [16, 16, 16]),  # halved by pooling
        ([16, 16, 16], [32, 16, 16]),
        ([32], [10]),  # after the mean over the image
    ]
    # A kernel of 3 x 3 and a bias for each channel.
    assert [layer["parameters"] for layer in found["layers"]] == [448, 4640, 330]


def test_only_the_last_step_of_a_sequence_is_read(actcli):
    words = ("--task", "binary", "--arch", "rnn", "--plan", "8-16-4-1", "--format", "table")
    text = actcli("recommend", *words, COLUMNS="100").out
    assert "T×8 → T×16" in text
    assert "T×16 → 4" in text
    assert "4 → 1" in text


def made(*layers: Layer, head, architecture="mlp", inputs=(8,)) -> Plan:
    return Plan(architecture, inputs, layers, head)


def test_an_odd_image_is_halved_downwards():
    weights = Weights("he", math.sqrt(2), 9, 9)
    first = Layer("convolution", 1, 4, "relu", weights, None, pools=True)
    last = Layer("dense", 4, 1, "sigmoid", weights, None)
    found = made(first, last, head=head_of("binary", 1), architecture="cnn", inputs=(1, 7, 7))
    assert shapes(found) == [((1, 7, 7), (4, 3, 3)), ((4,), (1,))]


@pytest.mark.parametrize(
    ("task", "width", "function", "shown"),
    [
        ("binary", 1, "sigmoid", "sigmoid, in the loss"),
        ("multiclass", 3, "softmax", "softmax, in the loss"),
        ("counts", 1, "identity", "exp, in the loss"),
        ("regression", 1, "identity", "identity"),
        ("positive", 1, "softplus", "softplus"),
        ("bounded", 1, "sigmoid", "sigmoid → (0, 1)"),
    ],
)
def test_what_stands_for_the_function_of_the_output(task, width, function, shown):
    layer = Layer("dense", 8, width, function, Weights("glorot", 1.0, 8, width), None)
    assert output_function(made(layer, head=head_of(task, width)), load_words("en")) == shown


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        (Weights("he", math.sqrt(2), 50, 10), "He N(0, 0.2²)"),
        (Weights("glorot", 1.0, 3, 3), "Glorot U(±1)"),
        (Weights("orthogonal", 1.0, 4, 4), "orthogonal"),
    ],
)
def test_what_weights_are_drawn_from(weights, text):
    assert weights_text(weights, load_words("en")) == text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_note_rule_and_prediction_has_its_words(language):
    words = load_words(language)
    sources = [p.read_text("utf-8") for p in Path(planning.__file__).parent.glob("*.py")]
    sources.append((Path(planning.__file__).parent.parent / "plan.py").read_text("utf-8"))
    keys = set(re.findall(r"\{NOTES\}\.(\w+)", "\n".join(sources)))
    assert "no_hidden" in keys
    keys |= {"no_row", "no_row_recurrent", "vector_choice", "no_slope_choice", "kink_choice"}
    keys |= {"ruled_out_choice", "framework_choice"}
    assert all(words.has(f"recommend.plan.notes.{key}") for key in keys)
    rules = ("he", "lecun", "measured", "glorot", "siren", "orthogonal", "identity", "irnn")
    assert all(words.has(f"recommend.plan.rules.{rule}") for rule in rules)
    kinds = ("dense", "convolution", "pooling", "average", *ARCHITECTURES[2:])
    assert all(words.has(f"recommend.plan.kinds.{kind}") for kind in kinds)


# --- Wrong use ---


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("--code", "torch"), "--code needs --plan", "for example: actcli recommend"),
        (("--arch", "cnn"), "--arch needs --plan", "for example: actcli recommend"),
        (("relu", "--book", "mine.toml"), "--book needs --plan", "for example: actcli recommend"),
        (("--hidden", "gelu"), "--hidden needs --plan", "for example: actcli recommend"),
        (("--plan", "20-16-1"), "--plan needs a task", "--task binary, multiclass"),
        (("오늘 날씨", "--plan", "20-16-1"), "--plan needs a task", "--task binary"),
        (
            ("binary", "or", "multiclass", "--plan", "20-16-1"),
            "--plan needs one task, and this is binary and multiclass",
            "say which: --task binary",
        ),
        (("--task", "binry", "--plan", "8-1"), "unknown task 'binry'", "did you mean binary?"),
        (("--task", "binary", "--plan", "8-1", "--arch", "cmn"), "unknown arch", "mean cnn?"),
        ((*MULTICLASS, "--code", "troch"), "unknown framework 'troch'", "did you mean torch?"),
        ((*MULTICLASS, "-o", "model.py"), "which framework is the code for?", "--code torch -o"),
        (("-o", "model.py"), "which framework is the code for?", "--plan 784-256-10 --code"),
        ((*MULTICLASS, "--code", "torch", "--format", "csv"), "exclude each other", "one of"),
        (
            (*MULTICLASS, "--code", "torch", "--json", "-o", "m.py"),
            "json is no Python file",
            "use -o FILE.json",
        ),
        (("--plan", "784--10"), "a width is missing", "784-256-10"),  # whatever else is missing
        (
            ("binary", "--network", "gru", "--arch", "rnn", "--plan", "8-4-1"),
            "gru is",
            "--arch gru",
        ),
        (("binary", "--network", "lstm", "--arch", "mlp", "--plan", "8-4-1"), "not mlp", "lstm"),
        (("binary", "--network", "irnn", "--arch", "lstm", "--plan", "8-4-1"), "not lstm", "rnn"),
        ((*MULTICLASS, "--layer", "output"), "--layer and --plan exclude", "all its layers"),
        (("--task", "binary", "--plan", "8-1", "--hidden", "gelu"), "needs a hidden", "8-32-1"),
        ((*MULTICLASS, "--code", "tf"), "unknown framework 'tf'", "did you mean keras?"),
        ((*MULTICLASS, "--code", "pytorch"), "unknown framework", "did you mean torch?"),
        (("--task", "multiclass", "--plan", "784--10"), "a width is missing", "784-256-10"),
        (("--task", "multiclass", "--plan", "784-0-10"), "width 0", "from 1"),
        (("--task", "multiclass", "--plan", "784-256-1"), "one class with softmax", "binary"),
        (("--task", "binary", "--plan", "8-4-1", "--hidden", "reluu"), "unknown", "mean relu?"),
    ],
)
def test_wrong_use_is_told_with_what_would_do(actcli, words, message, hint):
    answer = actcli("recommend", *words)
    assert (answer.status, answer.out) == (2, "")
    first, second = answer.err.splitlines()
    assert message in first
    assert hint in second


def test_a_missing_folder_is_told(actcli, tmp_path):
    file = tmp_path / "missing" / "model.py"
    answer = actcli("recommend", *MULTICLASS, "--code", "torch", "-o", str(file))
    assert answer.status == 74
    assert "no such folder" in answer.err


def test_a_closed_pipe_ends_it_quietly():
    command = [sys.executable, "-m", "actcli", "recommend", *MULTICLASS, "--code", "torch"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as child:
        child.stdout.close()
        assert child.wait(PATIENCE) in (-signal.SIGPIPE, 74)
        assert child.stderr.read() == b""


# --- Speed: what is imported ---


@pytest.mark.parametrize(
    "words",
    [
        MULTICLASS,
        (*MULTICLASS, "--json"),
        *((*MULTICLASS, "--code", framework) for framework in FRAMEWORKS),
        ("--task", "binary", "--arch", "lstm", "--plan", "8-16-1", "--code", "keras"),
        ("--task", "multiclass", "--arch", "cnn", "--plan", "784-16-10", "--code", "jax"),
    ],
)
def test_a_plan_into_a_pipe_imports_nothing_heavy(words):
    code = (
        "import sys\n"
        "from actcli.cli.app import run\n"
        "status = run(['recommend', *sys.argv[1:]])\n"
        "heavy = {'rich', 'numpy', 'plotext', 'pydantic', 'scipy'} & set(sys.modules)\n"
        "assert not (status or heavy), (status, heavy)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, *words],
        check=True,
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
    )
