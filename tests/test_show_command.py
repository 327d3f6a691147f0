"""`actcli show`: the card of one function, and the same as JSON."""

import json

import pytest
from conftest import golden_files

KEYS = {
    "function", "name", "family", "formula", "textbook", "parameters", "aliases", "frameworks",
    "source", "classic", "traits", "text",
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
    "formula.txt": ("x * sigmoid(1.702 * x)",),
    "softplus.json": ("softplus", "--json"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    golden(f"show/{name}", actcli("show", *GOLDEN[name]).out)


def test_every_golden_file_has_its_command():
    assert golden_files("show") == set(GOLDEN)
