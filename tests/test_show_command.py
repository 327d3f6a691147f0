"""`actcli show`: the card of one function, and the same as JSON."""

import json
import unicodedata

import pytest
from conftest import golden_files

from actcli.catalog.load import shipped_book

KEYS = {
    "function", "name", "family", "formula", "textbook", "latex", "parameters", "aliases",
    "frameworks", "source", "models", "classic", "traits", "gains", "initialisation", "kinks",
    "observations", "example", "variants", "code", "text",
}  # fmt: skip
CLASSIC = ("step", "sigmoid", "relu", "tanh", "softmax")
TEXTS = ("definition", "characteristics", "strengths", "weaknesses", "uses")


def card(actcli, *words):
    def refuse(word):
        raise ValueError(f"{word} is not JSON")

    answer = actcli("show", *words, "--json")
    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out, parse_constant=refuse)


def test_the_shape_of_json(actcli):
    shown = card(actcli, "relu")
    assert set(shown) == KEYS
    assert (shown["function"], shown["name"], shown["family"]) == ("relu", "relu", "rectifier")
    assert shown["classic"] == 3
    assert shown["traits"]["range"] == [0.0, "Infinity"]
    assert {"framework": "torch", "symbol": "torch.nn.ReLU", "parameters": {}} in shown[
        "frameworks"
    ]


@pytest.mark.parametrize(
    ("spec", "function", "parameters"),
    [
        ("LeakyReLU", "leaky_relu", {"negative_slope": 0.01}),
        ("leaky_relu@keras", "leaky_relu:negative_slope=0.2", {"negative_slope": 0.2}),
        (
            "keras.layers.LeakyReLU",
            "leaky_relu:negative_slope=0.3",
            {"negative_slope": 0.3},
        ),
        ('nn.GELU(approximate="tanh")', "gelu:approximate=tanh", {"approximate": "tanh"}),
        ("시그모이드", "sigmoid", {}),
    ],
)
def test_the_function_that_a_spec_names(actcli, spec, function, parameters):
    shown = card(actcli, spec)
    assert (shown["function"], shown["parameters"]) == (function, parameters)


def test_parameters_change_the_traits(actcli):
    assert card(actcli, "leaky_relu:0")["traits"]["range"] == [0.0, "Infinity"]
    assert card(actcli, "leaky_relu")["traits"]["range"] == ["-Infinity", "Infinity"]
    assert card(actcli, "step:threshold=2")["traits"]["kinks"] == [2.0]


def test_a_formula_of_the_user(actcli):
    shown = card(actcli, "x * sigmoid(1.702 * x)")
    assert shown["function"] == shown["formula"] == "x * sigmoid(1.702 * x)"
    assert (shown["family"], shown["source"], shown["aliases"]) == (None, None, [])
    assert shown["traits"]["smoothness"] == "smooth"
    plain = actcli("show", "x * sigmoid(1.702 * x)")
    assert plain.lines[0] == "x * sigmoid(1.702 * x)"
    assert "Definition" not in plain.out


DEFINED = ("x**3", "sin(x)", "0 * x", "abs(x)")
UNDEFINED = (
    "sqrt(x)", "log(x)", "1 / x", "exp(x)", "exp(exp(x))", "1 / (0 * x)", "sqrt(-1 - x**2)",
    "x**x", "x**1000",
)  # fmt: skip


@pytest.mark.parametrize("formula", [*DEFINED, *UNDEFINED])
def test_any_formula_has_a_card(actcli, formula):
    """Undefined in places, without bounds, undefined everywhere: the card is shown all the same."""
    answer = actcli("show", formula)
    assert (answer.status, answer.err) == (0, "")
    assert answer.lines[0] == formula


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_a_function_of_a_vector_has_no_traits(actcli, name):
    shown = card(actcli, name)
    assert (shown["family"], shown["traits"]) == ("vector", None)
    assert shown["formula"]
    assert "range" not in [line.split(" ")[0] for line in actcli("show", name).lines]


@pytest.mark.parametrize("name", CLASSIC)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_five_of_the_lecture_have_their_texts(actcli, name, language):
    texts = card(actcli, name, "--lang", language)["text"]
    assert all(texts[key] for key in ("summary", *TEXTS))
    hangul = any("가" <= letter <= "힣" for letter in json.dumps(texts, ensure_ascii=False))
    assert hangul is (language == "ko")
    shown = actcli("show", name, "--lang", language).out
    # Lines are broken at blanks: compare without any.
    without_blanks = "".join(shown.split())
    assert all("".join(text.split()) in without_blanks for text in texts["strengths"])


def test_json_differs_by_language_in_its_texts_only(actcli):
    english, korean = card(actcli, "tanh"), card(actcli, "tanh", "--lang", "ko")
    assert english.pop("text") != korean.pop("text")
    assert english == korean


def test_gains_and_initialisation_in_json(actcli):
    """calculate_gain of PyTorch 2.13.0 says 5/3; Glorot and Bengio 2010 studied tanh."""
    shown = card(actcli, "tanh")
    assert shown["gains"]["conventional"]["value"] == 5 / 3
    assert "PyTorch" in shown["gains"]["conventional"]["source"]
    assert shown["gains"]["forward"] == shown["traits"]["forward_gain"]
    assert shown["initialisation"]["rule"] == "glorot"
    assert "Glorot" in shown["initialisation"]["source"]
    assert shown["text"]["initialisation"]
    formula = card(actcli, "x**2 / 3")
    assert (formula["gains"]["conventional"], formula["initialisation"]) == (None, None)


def test_conventions_in_json(actcli):
    """jax.nn.leaky_relu has slope 1 at 0, and every framework silu(-inf) = NaN, as was measured."""
    shown = card(actcli, "leaky_relu")
    assert shown["kinks"]["convention"] == "torch"
    (slope,) = shown["kinks"]["slopes"]
    assert (slope["x"], slope["slope"], slope["as_torch"]) == (0.0, 0.01, True)
    assert slope["others"] == [{"framework": "jax", "symbols": ["jax.nn.leaky_relu"], "slope": 1.0}]
    (limit,) = card(actcli, "silu")["observations"]
    assert (limit["x"], limit["value"], limit["as_torch"]) == ("-Infinity", 0.0, False)
    assert {other["value"] for other in limit["others"]} == {"NaN"}
    assert {"torch", "jax", "tf", "keras"} <= {other["framework"] for other in limit["others"]}


def test_conventions_are_of_this_function_only(actcli):
    """keras.activations.threshold(NaN) is 0, but it is another function than the step."""
    assert card(actcli, "threshold")["observations"] == []
    assert [
        kink["as_torch"] for kink in card(actcli, "hard_sigmoid@keras2")["kinks"]["slopes"]
    ] == [
        False,
        False,
    ]


def test_pytorch_is_not_quoted_for_a_user_s_own_function(actcli, tmp_path):
    book = tmp_path / "mine.toml"
    book.write_text(
        '[tilted]\nformula = "max(x, 0.1 * x)"\nmodels = ["MyNet"]\n'
        'frameworks.torch = [{ symbol = "mine.Tilted" }]\n'
    )
    shown = card(actcli, "tilted", "--book", str(book))
    assert [kink["as_torch"] for kink in shown["kinks"]["slopes"]] == [False]
    assert (shown["models"], shown["text"]["summary"]) == (["MyNet"], "")


def test_variants_in_json(actcli):
    variants = card(actcli, "hard_sigmoid")["variants"]
    assert [group["frameworks"] for group in variants["definitions"]] == [
        ["torch", "keras", "jax", "timm"],
        ["keras2"],
        ["onnx"],
    ]
    # Between the ends of the steep one, 0.2 * 2.5 + 0.5 = 1 stands against 2.5 / 6 + 0.5.
    gap = variants["largest_difference"]
    assert gap["max_difference"] == pytest.approx(1 / 12, rel=1e-12)
    assert gap["at"] == [-2.5, 2.5]
    assert card(actcli, "relu")["variants"]["largest_difference"] is None


def test_a_vector_function_in_json(actcli):
    shown = card(actcli, "softmax")
    assert shown["example"]["sums_to_one"] is True
    assert len(shown["example"]["jacobian"]) == len(shown["example"]["y"]) == 4
    assert shown["code"] == ["numpy", "torch", "keras", "jax", "onnx"]
    assert "onnx" not in card(actcli, "sparsemax")["code"]
    assert card(actcli, "relu")["example"] is None


@pytest.mark.parametrize(
    ("spec", "latex"),
    [
        ("softmax", r"\frac{e^{x_i}}{\sum_j e^{x_j}}"),
        ("tanh", r"\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"),
        ("x**2 / 3", r"\frac{x^{2}}{3}"),
    ],
)
def test_latex_is_one_line(actcli, spec, latex):
    answer = actcli("show", spec, "--latex")
    assert (answer.status, answer.out, answer.err) == (0, f"{latex}\n", "")


def test_code_runs_as_it_is(actcli):
    answer = actcli("show", "gelu", "--code", "numpy")
    assert (answer.status, answer.err) == (0, "")
    module = {}
    exec(answer.out, module)
    # x Phi(x) at 1, by mpmath.
    assert float(module["gelu"](1.0)) == pytest.approx(0.841344746068542949, rel=1e-12)


@pytest.mark.parametrize("name", ["torch", "PyTorch"])
def test_code_calls_the_framework_s_own(actcli, name):
    answer = actcli("show", "nn.GELU(approximate='tanh')", "--code", name)
    assert 'torch.nn.functional.gelu(x, approximate="tanh")' in answer.out
    compile(answer.out, "gelu.py", "exec")


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("--code", "tourch"), "there is no code for 'tourch'", "did you mean torch?"),
        (("--code", "caffe"), "no code for 'caffe'", "there is numpy, torch, keras, jax, onnx"),
        (("--code", "torch", "--latex"), "--latex and --code exclude each other", ""),
        (("--latex", "--json"), "--latex and --json exclude each other", ""),
        (("--code", "jax", "--format", "table"), "--code and --format table exclude", ""),
        (("--code", "torch", "-o", "x.json"), "--code does not write .json", "-o FILE.py"),
        (("--latex", "-o", "x.py"), "--latex does not write .py", "-o FILE.tex"),
        (("--json", "-o", "x.tex"), "-o x.tex and --json exclude each other", ""),
        (("--code", "jax", "-o", "x.tex"), "--code does not write .tex", "-o FILE.py"),
        (("-o", "x.py"), "which framework", "--code torch -o x.py"),
    ],
)
def test_one_clear_error(actcli, words, message, hint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = actcli("show", "gelu", *words)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) <= 2
    assert message in answer.err
    assert hint in answer.err
    assert not list(tmp_path.iterdir())


def test_vector_functions_say_where_there_is_code(actcli):
    answer = actcli("show", "sparsemax", "--code", "onnx")
    assert (answer.status, answer.out) == (2, "")
    assert "numpy, torch, keras, jax" in answer.err


def test_a_file_gets_what_its_name_says(actcli, tmp_path):
    code, formula = tmp_path / "mish.py", tmp_path / "mish.tex"
    assert actcli("show", "mish", "--code", "torch", "-o", str(code)).status == 0
    assert code.read_text().startswith("import torch\n")
    assert actcli("show", "mish", "-o", str(formula)).status == 0
    assert formula.read_text() == actcli("show", "mish", "--latex").out


def has_picture(text):
    return any("\u2801" <= letter <= "\u28ff" for letter in text)


def test_the_picture(actcli):
    assert has_picture(actcli("show", "gelu").out)
    assert has_picture(actcli("show", "softmax").out)
    assert not has_picture(actcli("show", "gelu", "--no-picture").out)
    assert not has_picture(actcli("show", "glu").out)  # half as many outputs as inputs
    assert not has_picture(actcli("show", "gelu", COLUMNS="38").out)


def test_what_a_learner_wants_comes_first(actcli):
    lines = actcli("show", "relu").lines
    order = [
        "formula", "Definition", "Strengths", "Where it is used", "Values and shape, measured",
        "In a wide layer: inputs z ~ N(0, 1)", "What frameworks call it", "Names",
    ]  # fmt: skip
    starts = [next(n for n, line in enumerate(lines) if line.startswith(text)) for text in order]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("leaky_relu", "leaky_relu:negative_slope=0.3 (keras, keras2) differ by up to 2.9"),
        ("threshold", "Frameworks mean another function by this name"),
        ("xielu", "Frameworks disagree with the paper: xielu and xielu:alpha_p=0.80078125"),
        ("maxout", "Not all of these are the same function."),
    ],
)
def test_a_plain_sentence_where_frameworks_disagree(actcli, spec, sentence):
    assert sentence in " ".join(actcli("show", spec, COLUMNS="200").out.split())
    assert "disagree" not in actcli("show", "relu").out


def test_the_sentence_in_korean(actcli):
    text = " ".join(actcli("show", "hard_sigmoid", "--lang", "ko", COLUMNS="200").out.split())
    assert "hard_sigmoid_keras2 (keras2)는 최대 0.0833333 차이가 납니다" in text


def test_parameters_say_what_is_usual(actcli):
    lines = actcli("show", "leaky_relu@keras").lines
    parameter = next(line for line in lines if line.startswith("parameters"))
    assert "negative_slope = 0.2  (default 0.01, usually 0 to 0.3)" in parameter
    gelu = " ".join(actcli("show", "gelu").out.split())
    assert "approximate = none (the default, one of none/tanh/fast)" in gelu


def cells(line):
    """How many cells of a terminal a line takes: Korean letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


@pytest.mark.parametrize("name", shipped_book().entries)
def test_every_card_fits_in_80_columns(actcli, name):
    for language in ("en", "ko"):
        answer = actcli("show", name, "--lang", language)
        assert (answer.status, answer.err) == (0, "")
        assert max(map(cells, answer.lines)) <= 80


def test_plain_has_no_escapes_and_no_blank_ends(actcli):
    text = actcli("show", "sigmoid", "--lang", "ko").out
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert "\x1b[" in actcli("show", "sigmoid", "--color", "always").out


def test_columns_are_honoured(actcli):
    narrow = actcli("show", "gelu", COLUMNS="50").out
    assert max(map(len, narrow.splitlines())) <= 50


@pytest.mark.parametrize("words", [("show", "relu"), ("list",), ("compare", "relu", "silu")])
def test_a_terminal_gets_the_wide_form(terminal, words):
    answer = terminal(*words, COLUMNS="100")
    assert (answer.status, answer.err) == (0, "")
    assert "\x1b[1m" in answer.out
    assert "\x1b" not in terminal(*words, NO_COLOR="1").out


GOLDEN = {
    "relu.txt": ("relu",),
    "step_ko.txt": ("step", "--lang", "ko"),
    "hard_sigmoid.txt": ("hard_sigmoid",),
    "selu_ko.txt": ("selu", "--lang", "ko"),
    "glu.txt": ("glu",),
    "formula.txt": ("x * sigmoid(1.702 * x)",),
    "softplus.json": ("softplus", "--json"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    golden(f"show/{name}", actcli("show", *GOLDEN[name]).out)


def test_every_golden_file_has_its_command():
    assert golden_files("show") == set(GOLDEN)
