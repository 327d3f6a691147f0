"""The plan of a network: widths and their refusals, what each task and concern gives."""

import math
import re
import subprocess
import sys

import mpmath
import pytest
from conftest import PATIENCE, environment

from actcli.analysis.plan import make_plan, plan_code
from actcli.analysis.planning.functions import function_of, layer_function
from actcli.analysis.planning.heads import output_function, planned_tasks
from actcli.analysis.planning.network import ARCHITECTURES, NOTES, RECURRENT
from actcli.analysis.planning.specs import read_plainly
from actcli.analysis.planning.weights import KNOWN_GAINS
from actcli.analysis.planning.widths import read_widths
from actcli.analysis.recommend import known_values
from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.table import load_criteria
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError
from actcli.render.words import load_words

BOOK = shipped_book()
SPECIAL_TASKS = {"sentiment": "multiclass"}  # with two outputs
HIDDEN_ROWS = [
    row
    for row in load_criteria()
    if row.choose and row.layer in ("hidden", "recurrent", "hidden+output")
]


def plan(widths, task="regression", **options):
    return make_plan(widths, task, book=BOOK, **options)


def notes(made):
    return {note.key.removeprefix(f"{NOTES}."): dict(note.fields) for note in made.notes}


# --- Widths ---


@pytest.mark.parametrize(
    ("text", "inputs", "hidden", "outputs"),
    [
        ("784-256-10", (784,), (256,), 10),
        (" 784 - 256 - 10 ", (784,), (256,), 10),
        ("784–256–10", (784,), (256,), 10),  # en dashes, as pasted from a text
        ("784-10", (784,), (), 10),
        ("1-1", (1,), (), 1),
        ("0784-010", (784,), (), 10),
        ("10000000-1", (10_000_000,), (), 1),
        ("-".join(["8"] * 102), (8,), (8,) * 100, 8),
    ],
)
def test_widths(text, inputs, hidden, outputs):
    assert read_widths(text, "mlp") == (inputs, hidden, outputs, "")


@pytest.mark.parametrize(
    ("text", "image", "guessed_from"),
    [
        ("3x32x32", (3, 32, 32), ""),
        ("3 x 32 x 32", (3, 32, 32), ""),
        ("1X28X28", (1, 28, 28), ""),
        ("4×64×48", (4, 64, 48), ""),
        ("16x32x32", (16, 32, 32), ""),
        ("16x32x24", (16, 32, 24), ""),
        ("3x224x3", (3, 224, 3), ""),  # both ends could be channels: as it is written
        ("32x32x3", (3, 32, 32), "32x32x3"),
        ("48x64x1", (1, 48, 64), "48x64x1"),
        ("32x32x16", (16, 32, 32), "32x32x16"),
        ("28x28", (1, 28, 28), "28x28"),
        ("28x20", (1, 28, 20), "28x20"),
        ("784", (1, 28, 28), "784"),
        ("3072", (3, 32, 32), "3072"),
        ("150528", (3, 224, 224), "150528"),
    ],
)
def test_images(text, image, guessed_from):
    read = read_widths(f"{text}-8-10", "cnn")
    assert (read.inputs, read.guessed_from) == (image, guessed_from)
    told = notes(plan(f"{text}-8-10", "multiclass", architecture="cnn"))
    shown = "x".join(map(str, image))
    assert told.get("image") == ({"given": text, "image": shown} if guessed_from else None)


@pytest.mark.parametrize(
    ("text", "architecture", "said", "hint"),
    [
        ("", "mlp", "no widths", "784-256-10"),
        ("  ", "mlp", "no widths", "784-256-10"),
        ("-", "mlp", "no widths", "784-256-10"),
        ("784", "mlp", "784 alone", "784-10"),
        ("784--10", "mlp", "missing between 784 and 10", "784-256-10"),
        ("784---10", "mlp", "missing between 784", "784-256"),
        ("-784-10", "mlp", "begins with a dash", "784-256-10"),
        ("784-10-", "mlp", "ends with a dash", "784-256-10"),
        ("784-0-10", "mlp", "width 0", "from 1"),
        ("784-256-0", "mlp", "width 0", "from 1"),
        ("784-abc-10", "mlp", "'abc' is not a width", "784-256-10"),
        ("784-2.5-10", "mlp", "'2.5' is not a width", "784-256-10"),
        ("784-1e3-10", "mlp", "'1e3' is not a width", "784-256-10"),
        ("784-1_000-10", "mlp", "'1_000' is not a width", "784-256-10"),
        ("784-+5-10", "mlp", "'+5' is not a width", "784-256-10"),
        ("784-٣-10", "mlp", "'٣' is not a width", "784-256-10"),
        ("784,256,10", "mlp", "no list of widths", "784-256-10"),
        ("784x256x10", "mlp", "no list of widths", "784-256-10"),
        ("10000001-10", "mlp", "too large", "10000000"),
        ("9" * 5000 + "-10", "mlp", "too large", "10000000"),
        ("-".join(["8"] * 103), "mlp", "101 hidden layers", "100"),
        ("3x32x32-64-10", "mlp", "3x32x32 is an image", "--arch cnn, or 3072"),
        ("3x32x32-64-10", "lstm", "3x32x32 is an image", "--arch cnn"),
        ("784-3x3-10", "cnn", "3x3 is an image", "3x32x32-32-64-10"),
        ("10-8-2", "cnn", "10 is no square image", "3x32x32"),
        ("2x3x32x32-8-2", "cnn", "4 sides", "channels x height x width"),
        ("3x0x32-8-2", "cnn", "width 0", "from 1"),
        ("3x9999x9999-8-2", "cnn", "too large", "10000000"),
        ("784-10", "cnn", "needs a convolution", "784-32-10"),
        ("8-10", "gru", "needs a recurrent layer", "8-32-10"),
    ],
)
def test_refused_widths(text, architecture, said, hint):
    with pytest.raises(ActcliError) as refused:
        plan(text, "multiclass", architecture=architecture)
    assert said in refused.value.message
    assert hint in refused.value.hint
    assert "\n" not in refused.value.message + refused.value.hint
    assert len(refused.value.message) < 200


# --- Tasks and heads ---


@pytest.mark.parametrize(
    ("task", "outputs", "units", "function", "loss", "takes_logits", "prediction"),
    [
        ("binary", 1, 1, "sigmoid", "binary_cross_entropy", True, "sigmoid"),
        ("multiclass", 10, 10, "softmax", "cross_entropy", True, "softmax"),
        ("multiclass", 2, 2, "softmax", "cross_entropy", True, "softmax"),
        ("multilabel", 1, 1, "sigmoid", "binary_cross_entropy", True, "sigmoid"),
        ("multilabel", 7, 7, "sigmoid", "binary_cross_entropy", True, "sigmoid"),
        ("regression", 3, 3, "identity", "squared_error", True, "identity"),
        ("positive", 1, 1, "softplus", "gamma", False, "softplus"),
        ("bounded", 1, 1, "sigmoid", "squared_error", False, "scaled_sigmoid"),
        ("symmetric", 2, 2, "tanh", "squared_error", False, "scaled_tanh"),
        ("counts", 1, 1, "identity", "poisson", True, "exp"),
        ("ordinal", 5, 4, "sigmoid", "ordinal", True, "count"),
        ("sentiment", 1, 1, "sigmoid", "binary_cross_entropy", True, "sigmoid"),
        ("sentiment", 3, 3, "softmax", "cross_entropy", True, "softmax"),
    ],
)
def test_each_task(task, outputs, units, function, loss, takes_logits, prediction):
    made = plan(f"20-16-{outputs}", task)
    output, head = made.output, made.head
    assert (output.units, output.function, output.kind) == (units, function, "dense")
    assert (head.loss, head.takes_logits, head.prediction) == (loss, takes_logits, prediction)
    assert output.row.layer == "output"
    assert function in output.row.choose
    assert made.widths == f"20-16-{outputs}"
    for text in (head.about, head.bias):
        assert text is None or (text.en and text.ko)


@pytest.mark.parametrize("spelling", ["multi-class", "Multiclass", "다중 분류"])
def test_a_task_in_any_spelling(spelling):
    assert plan("784-10", spelling).head.task == "multiclass"


def test_sentiment_is_told_as_what_it_is():
    told = notes(plan("20-8-1", "sentiment"))["as_task"]
    assert (told["task"].en, told["as"].ko) == ("sentiment analysis", "이진 분류")
    assert notes(plan("20-8-4", "sentiment"))["as_task"]["as"].ko == "다중 분류"
    assert "as_task" not in notes(plan("20-8-1", "binary"))


@pytest.mark.parametrize("task", planned_tasks())
def test_the_selection_table_chooses_what_the_head_says(task):
    task = SPECIAL_TASKS.get(task, task)
    rows = [row for row in load_criteria() if (row.layer, row.task) == ("output", task)]
    assert any(row.choose[0] == output_function(task) for row in rows)


@pytest.mark.parametrize(
    ("widths", "task", "said", "hint"),
    [
        ("784-1", "multiclass", "one class with softmax is always 1", "--task binary, or at least"),
        ("784-2", "binary", "with 2 it is multiclass", "end the widths with 1"),
        ("784-5", "binary", "with 5 it is multiclass or multilabel", "--task multilabel"),
        ("784-1", "ordinal", "no order", "number of classes"),
        ("784-10", "latent", "no plan for the task latent", "multiclass"),
        ("784-10", "segmentation", "no plan for the task segmentation", "multiclass"),
        ("784-10", "multiclas", "unknown task 'multiclas'", "multiclass"),
        ("784-10", None, "needs a task", "binary, multiclass"),
    ],
)
def test_refused_tasks(widths, task, said, hint):
    with pytest.raises(ActcliError) as refused:
        plan(widths, task)
    assert said in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize("task", known_values("task"))
def test_a_task_is_planned_or_refused_with_those_that_are(task):
    if task in planned_tasks():
        assert plan(f"8-{1 if task == 'binary' else 3}", task).layers
    else:
        with pytest.raises(ActcliError, match="no plan") as refused:
            plan("8-3", task)
        assert "there are plans for binary" in refused.value.hint


@pytest.mark.parametrize(
    ("name", "options"),
    [("lstm", {"architecture": "ltsm"}), ("did you mean", {"network": "pin"})],
)
def test_a_mistyped_name_is_refused_with_the_nearest(name, options):
    with pytest.raises(ActcliError) as refused:
        plan("8-4-1", **options)
    assert name in refused.value.hint


def test_an_unknown_framework_is_refused():
    for name, hint in (
        ("theano", "known: torch, keras, jax"),
        ("tensorflow", "did you mean keras?"),
        ("PyTorch", "did you mean torch?"),
        ("kers", "did you mean keras?"),
    ):
        with pytest.raises(ActcliError, match=f"unknown framework '{name}'") as refused:
            plan_code(plan("8-4-1"), name, BOOK)
        assert refused.value.hint == hint


def test_bounds():
    assert plan("8-1", "bounded").head.bounds == (0.0, 1.0)
    assert plan("8-1", "symmetric").head.bounds == (-1.0, 1.0)
    assert plan("8-1", "bounded", bounds=(-2, 5)).head.bounds == (-2.0, 5.0)
    for bounds in [(1, 1), (2, 1), (0, math.inf), (math.nan, 1)]:
        with pytest.raises(ActcliError, match="no bounds"):
            plan("8-1", "bounded", bounds=bounds)
    with pytest.raises(ActcliError, match="regression has no bounds"):
        plan("8-1", "regression", bounds=(0, 1))


# --- Hidden layers ---


@pytest.mark.parametrize(
    ("architecture", "options", "function", "rule"),
    [
        ("mlp", {}, "relu", "he"),
        ("cnn", {}, "relu", "he"),
        ("rnn", {}, "tanh", "glorot"),
        ("lstm", {}, "tanh", "glorot"),
        ("gru", {}, "tanh", "glorot"),
        ("mlp", {"concern": "self-normalising"}, "selu", "lecun"),
        ("mlp", {"concern": "dead-units"}, "leaky_relu", "he"),
        ("mlp", {"concern": "vanishing-gradient"}, "relu", "he"),
        ("cnn", {"concern": "edge"}, "hard_swish", "measured"),
        ("mlp", {"network": "pinn"}, "tanh", "glorot"),
        ("mlp", {"network": "siren"}, "sine:w0=30", "siren"),
        ("mlp", {"network": "transformer"}, "gelu", "measured"),
        ("mlp", {"words": ("physics-informed",)}, "tanh", "glorot"),
        ("mlp", {"words": ("정규화 층이 없는 깊은 신경망",)}, "selu", "lecun"),
    ],
)
def test_the_hidden_function_is_that_of_the_table(architecture, options, function, rule):
    first = "3x8x8" if architecture == "cnn" else "8"
    made = plan(f"{first}-16-16-1", "binary", architecture=architecture, **options)
    assert {layer.function for layer in made.hidden} == {function}
    assert {layer.weights.rule for layer in made.hidden} == {rule}
    assert all(layer.row.choose[0] == function.partition(":")[0] for layer in made.hidden)
    assert set(notes(made)) <= {"counts"}


@pytest.mark.parametrize("row", HIDDEN_ROWS, ids=lambda row: row.key)
def test_the_first_choice_of_every_row_is_planned_or_told(row):
    recurrent = row.layer == "recurrent"
    kinds = [name for name in row.network if name in RECURRENT] if recurrent else []
    architecture = kinds[0] if kinds else "mlp"
    networks = [name for name in row.network if name not in {"any", *ARCHITECTURES}]
    made = plan(
        "8-16-1",
        "regression",
        architecture=architecture,
        network=networks[0] if networks else None,
        concern=next((name for name in row.concern if name != "any"), None),
    )
    taken, told = made.hidden[0], notes(made)
    name = taken.function.partition(":")[0]
    note = told.get("vector_choice") or told.get("no_slope_choice")
    if note is None:
        assert name == taken.row.choose[0]
    else:
        assert note["function"] == name
        assert function_of(note["choice"], BOOK).is_vector == ("vector_choice" in told)
    assert taken.row.key == row.key or note or not networks or networks[0] in taken.row.network


def test_a_choice_that_no_plain_layer_applies_is_told():
    made = plan("8-16-1", network="llm")
    told = notes(made)["vector_choice"]
    assert told["choice"] == "swiglu"
    assert told["function"] == made.hidden[0].function
    assert not function_of(told["function"], BOOK).is_vector


def test_a_row_without_anything_for_a_plain_layer_hands_on_to_the_next():
    told = notes(plan("8-16-1", concern="loss-of-plasticity"))
    assert told == {"vector_choice": {"choice": "crelu", "function": "relu"}}


def test_what_the_table_says_nothing_of_is_told():
    made = plan("8-16-1", architecture="lstm", concern="edge")
    assert made.hidden[0].function == "tanh"
    assert notes(made)["no_row_recurrent"]["asked"].en == "mobile or edge device"


@pytest.mark.parametrize("architecture", ["mlp", "cnn"])
@pytest.mark.parametrize("network", [None, "autoencoder", "gnn"])
def test_where_smoothness_counts_no_function_has_a_kink(architecture, network):
    first = "3x8x8" if architecture == "cnn" else "8"
    asked = {"architecture": architecture, "network": network, "concern": "smoothness"}
    made = plan(f"{first}-16-1", **asked)
    assert made.hidden[0].function in {"tanh", "silu", "softplus"}
    assert "smoothness" in made.hidden[0].row.concern
    assert "concern" not in {field for note in made.notes for field in note.fields}


def test_a_network_of_derivatives_takes_no_kink_for_another_concern():
    made = plan("8-16-1", network="pinn", concern="vanishing-gradient")
    assert made.hidden[0].function in {"tanh", "silu", "softplus", "gelu"}  # analytic


@pytest.mark.parametrize("words", ["not relu", "without relu", "렐루 말고"])
def test_a_function_that_is_ruled_out_is_replaced_by_the_next_of_its_row(words):
    made = plan("8-16-1", words=(words,))
    assert made.hidden[0].function == "leaky_relu"
    assert made.hidden[0].row.key == "hidden_general"
    assert notes(made)["ruled_out_choice"] == {"choice": "relu", "function": "leaky_relu"}


def test_another_architecture_in_the_words_is_told():
    made = plan("8-16-1", words=("LSTM",), architecture="gru")
    assert made.architecture == "gru"
    assert notes(made)["other_kind"] == {"named": "LSTM", "planned": "GRU"}
    assert "other_kind" not in notes(plan("8-16-1", words=("LSTM",)))


def test_where_all_functions_are_ruled_out_one_is_asked_for():
    with pytest.raises(ActcliError, match="no other function") as refused:
        plan("8-16-1", architecture="lstm", words=("not tanh",))
    assert "--hidden" in refused.value.hint


@pytest.mark.parametrize("architecture", ["rnn", "lstm", "gru"])
def test_the_bottleneck_of_an_autoencoder_is_no_recurrent_layer(architecture):
    made = plan("8-16-1", architecture=architecture, network="autoencoder")
    assert made.hidden[0].function == "tanh"
    assert "linear" not in notes(made)


def test_a_plain_rnn_whose_gradient_vanishes_is_told_of_gates():
    made = plan("8-16-1", architecture="rnn", concern="vanishing-gradient")
    assert made.hidden[0].row.key == "recurrent"
    assert "gates_remedy" in notes(made)
    gated = plan("8-16-1", architecture="lstm", concern="vanishing-gradient")
    assert gated.hidden[0].row.key == "lstm_candidate"
    assert "gates_remedy" not in notes(gated)


@pytest.mark.parametrize(
    ("network", "kind"),
    [("irnn", "rnn"), ("echo_state", "rnn"), ("lstm", "lstm"), ("cnn", "cnn"), ("siren", "mlp")],
)
def test_a_network_implies_its_architecture(network, kind):
    first = "3x8x8" if kind == "cnn" else "8"
    assert plan(f"{first}-16-1", network=network).architecture == kind
    if kind != "mlp":
        with pytest.raises(ActcliError, match=f"{network} is a network of the kind {kind}"):
            plan("8-16-1", network=network, architecture="gru")


@pytest.mark.parametrize(
    ("task", "concern", "note"),
    [
        ("regression", "uncertainty", "output_row"),
        ("counts", "overdispersion", "output_row"),
        ("multiclass", "uncertainty", "no_row_output"),
        ("binary", "class-imbalance", None),
        ("multiclass", "calibrated-probability", None),
        ("multiclass", "logits", None),
    ],
)
def test_what_is_asked_of_the_output_is_planned_or_told(task, concern, note):
    made = plan(f"8-16-{3 if task == 'multiclass' else 1}", task, concern=concern)
    assert set(notes(made)) == ({note} if note else set())
    if concern == "class-imbalance":
        assert made.output.row.key == "imbalance"


@pytest.mark.parametrize("framework", ["keras", "jax"])
def test_a_choice_that_the_framework_has_no_layer_for_is_passed_over(framework):
    made = plan("8-16-1", network="super_resolution", framework=framework)
    assert plan_code(made, framework, BOOK)
    told = notes(made)
    if framework == "jax":
        assert made.hidden[0].function == "leaky_relu"
        assert told == {"framework_choice": {"choice": "prelu", "function": "leaky_relu"}}
    else:
        assert (made.hidden[0].function, told) == ("prelu", {})


def test_an_image_of_one_pixel_is_told():
    assert "one_pixel" in notes(plan("1x1x1-8-2", architecture="cnn"))
    assert "one_pixel" not in notes(plan("1x1x2-8-2", architecture="cnn"))


def test_a_plan_of_absurd_size_is_refused():
    with pytest.raises(ActcliError, match="parameters are too many"):
        plan("10000000-10000000-1")


@pytest.mark.parametrize("spec", ["gelu", "leaky_relu:0.2", "nn.SiLU()", "x * sigmoid(1.702 * x)"])
def test_a_function_of_ones_own(spec):
    made = plan("8-16-16-1", hidden=spec, concern="self-normalising")
    assert {layer.function for layer in made.hidden} == {function_of(spec, BOOK).spec}
    assert all(layer.row is None for layer in made.hidden)
    assert made.output.row is not None


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("softmax", "whole vector"),
        ("swiglu", "whole vector"),
        ("step", "slope of step is 0"),
        ("sign", "slope of sign is 0"),
        ("gleu", "unknown function"),
        ("", "empty"),
        ("3", "3 is a number, not a function"),
        ("1 + 1", "must mention x"),
        ("where(x > 0, 1, 0)", "slope of .* is 0"),
        ("step(x) + 1", "slope of .* is 0"),
        ("0 * x", "slope of .* is 0"),
        ("x - x", "slope of .* is 0"),
        ("step:threshold=1", "slope of step is 0"),
        ("x / 0", "no value below 0"),
        ("log(x)", "no value below 0"),
        ("sqrt(-x)", "no value above 0"),
    ],
)
def test_a_function_that_no_hidden_layer_learns_with(spec, said):
    with pytest.raises(ActcliError, match=said):
        plan("8-16-1", hidden=spec)


def test_layers_that_bend_nothing_are_told():
    for architecture in ARCHITECTURES:
        widths = "784-16-1" if architecture == "cnn" else "8-16-1"
        told = notes(plan(widths, architecture=architecture, hidden="identity"))
        assert ("linear" in told) == (architecture not in ("lstm", "gru"))
    assert set(notes(plan("784-10", "multiclass"))) == {"no_hidden"}


# --- What the weights are drawn from ---


def test_deviations_are_those_of_the_papers():
    hidden, output = plan("784-256-10", "multiclass").layers
    assert hidden.weights.deviation == pytest.approx(math.sqrt(2 / 784))  # He et al. 2015
    bound = math.sqrt(6 / (256 + 10))  # Glorot & Bengio 2010, eq. 16
    assert output.weights.bound == pytest.approx(bound)
    assert output.weights.deviation == pytest.approx(bound / math.sqrt(3))
    assert (hidden.weights.is_uniform, output.weights.is_uniform) == (False, True)


@pytest.mark.parametrize(
    ("spec", "gain"),
    [
        ("leaky_relu:0.2", math.sqrt(2 / (1 + 0.2**2))),  # He et al. 2015, eq. 15
        ("prelu", math.sqrt(2 / (1 + 0.25**2))),
        ("rrelu", math.sqrt(2 / (1 + ((1 / 8 + 1 / 3) / 2) ** 2))),
        ("elu", math.sqrt(2)),
        ("selu", 1.0),
        ("gelu", None),
        ("silu", None),
        ("x * sigmoid(x)", None),
        ("exp(x**2)", 1.0),  # has no mean square
    ],
)
def test_gains(spec, gain):
    if gain is None:
        function = {"gelu": lambda x: x * mpmath.ncdf(x)}.get(
            spec, lambda x: x / (1 + mpmath.exp(-x))
        )
        second = mpmath.quad(lambda z: function(z) ** 2 * mpmath.npdf(z), [-12, -4, 0, 4, 12])
        gain = float(1 / mpmath.sqrt(second))
    weights = plan("50-16-1", hidden=spec).hidden[0].weights
    assert weights.gain == pytest.approx(gain, rel=1e-9)
    assert weights.deviation == pytest.approx(gain / math.sqrt(50), rel=1e-9)


@pytest.mark.parametrize("spec", KNOWN_GAINS)
def test_known_gains_are_those_that_are_measured(spec):
    assert KNOWN_GAINS[spec] == pytest.approx(resolve(spec, BOOK).traits.forward_gain, rel=1e-9)


def test_siren():
    first, second, output = plan("2-64-64-1", network="siren").layers
    assert first.weights.bound == pytest.approx(1 / 2)  # Sitzmann et al. 2020, section 3.2
    assert second.weights.bound == pytest.approx(math.sqrt(6 / 64) / 30)
    assert output.weights.bound == pytest.approx(math.sqrt(6 / 64) / 30)


def test_convolutions_count_the_pixels_of_their_kernels():
    made = plan("3x32x32-32-64-10", "multiclass", architecture="cnn")
    first, second, output = made.layers
    assert (first.weights.fan_in, second.weights.fan_in) == (27, 288)
    assert output.weights.fan_in == 64
    # 3 * 3 * 3 * 32 + 32, 3 * 3 * 32 * 64 + 64, 64 * 10 + 10
    assert [layer.parameters for layer in made.layers] == [896, 18496, 650]
    assert made.parameters == 20042


@pytest.mark.parametrize(
    ("image", "layers", "halved"),
    [
        ("1x28x28", 5, [True, True, True, False, False]),  # 28, 14, 7, 3
        ("3x32x32", 2, [True, False]),
        ("3x3x3", 3, [False, False, False]),
        ("3x4x64", 2, [True, False]),
        ("3x8x8", 1, [False]),
    ],
)
def test_images_are_halved_while_two_pixels_are_left(image, layers, halved):
    made = plan(f"{image}-{'-'.join(['4'] * layers)}-2", architecture="cnn")
    assert [layer.pools for layer in made.hidden] == halved


@pytest.mark.parametrize(("architecture", "gates"), [("rnn", 1), ("lstm", 4), ("gru", 3)])
def test_recurrent_layers(architecture, gates):
    made = plan("8-16-12-1", architecture=architecture)
    first, second = made.hidden
    assert (first.kind, first.inputs, second.inputs) == (architecture, 8, 16)
    assert first.gates == (None if gates == 1 else "sigmoid")
    assert (first.gates_row is None) == (gates == 1)
    assert first.recurrent.rule == "orthogonal"
    assert first.forget_bias == (1.0 if architecture == "lstm" else None)
    assert first.parameters == gates * (8 * 16 + 16 * 16 + 16)
    assert made.output.inputs == 12


def test_relu_in_a_plain_rnn_starts_at_the_identity():
    layer = plan("8-16-1", architecture="rnn", hidden="relu").hidden[0]
    assert layer.recurrent.rule == "identity"  # Le, Jaitly & Hinton 2015
    entries = [1.0] * 16 + [0.0] * (16 * 15)
    mean = sum(entries) / 256
    deviation = math.sqrt(sum((entry - mean) ** 2 for entry in entries) / 256)
    assert layer.recurrent.deviation == pytest.approx(deviation)


def test_the_inputs_of_an_irnn_start_small():
    weights = plan("8-16-1", architecture="rnn", hidden="relu").hidden[0].weights
    assert weights.deviation == pytest.approx(0.001)  # Le, Jaitly & Hinton 2015, section 3
    assert not weights.is_uniform


@pytest.mark.parametrize(
    ("architecture", "options", "counts"),
    [
        # PyTorch's recurrent layers have two biases a gate, Keras's GRU too (reset_after=True).
        ("lstm", {}, {None: 1617, "torch": 1681, "keras": 1617, "jax": 1617}),
        ("gru", {}, {None: 1217, "torch": 1265, "keras": 1265, "jax": 1217}),
        # torch.nn.PReLU() has one slope, keras.layers.PReLU() one for each unit.
        ("mlp", {"hidden": "prelu"}, {None: 162, "torch": 162, "keras": 177}),
        ("mlp", {}, {None: 161, "torch": 161, "keras": 161, "jax": 161}),
    ],
)
def test_parameters_are_counted_as_the_framework_has_them(architecture, options, counts):
    for framework, count in counts.items():
        made = plan("8-16-1", architecture=architecture, framework=framework, **options)
        assert made.parameters == count
        is_told = framework is None and len(set(counts.values())) > 1
        assert ("counts" in notes(made)) == is_told


def test_only_selu_has_alpha_dropout():
    assert plan("8-16-1", concern="self-normalising").hidden[0].alpha_dropout == 0.05
    assert plan("8-16-1", hidden="selu").hidden[0].alpha_dropout == 0.05
    assert plan("8-16-1", hidden="elu").hidden[0].alpha_dropout is None


def test_ordinal_outputs_share_their_weights():
    made = plan("8-16-5", "ordinal")
    assert made.output.parameters == 16 + 4  # CORAL: one weight vector, K - 1 biases
    assert made.head.classes == 5


# --- Names read without NumPy ---


@pytest.mark.parametrize(
    "spec",
    [
        *BOOK.names,
        "leaky_relu:0.2",
        "leaky relu:negative_slope=0.2",
        "LeakyReLU:0.01",
        "gelu:tanh",
        "softplus:beta=2",
        "elu:alpha=1",
        "elu:-1e-3",
        "sine:w0=30",
    ],
)
def test_a_name_is_read_as_the_catalogue_reads_it(spec):
    read, found = read_plainly(spec, BOOK), resolve(spec, BOOK)
    assert (read.name, read.spec) == (found.name, found.spec)
    assert dict(read.parameters) == found.parameters


@pytest.mark.parametrize(
    "spec",
    ["relu:", "relu:1", "leaky_relu:x", "leaky_relu:1e400", "elu:alpha=1,alpha=1", "gelu:maybe",
     "softplus:beta=0", "hard_tanh:2,-2", "nn.SiLU()", "x * sigmoid(x)", "unheard_of:1"],
)  # fmt: skip
def test_what_is_not_plainly_right_is_left_to_the_catalogue(spec):
    assert read_plainly(spec, BOOK) is None


# --- Code of a function ---


@pytest.mark.parametrize(
    ("spec", "framework", "call"),
    [
        ("relu", "torch", "nn.ReLU()"),
        ("relu", "keras", '"relu"'),
        ("relu", "jax", "jax.nn.relu"),
        ("gelu", "torch", "nn.GELU()"),
        ("gelu:approximate=tanh", "torch", 'nn.GELU(approximate="tanh")'),
        ("gelu:approximate=tanh", "jax", "jax.nn.gelu"),  # its default
        ("leaky_relu:0.2", "torch", "nn.LeakyReLU(negative_slope=0.2)"),
        ("leaky_relu:0.2", "keras", '"leaky_relu"'),  # its default
        ("softplus", "torch", "nn.Softplus()"),
        ("threshold@torch", "torch", "nn.Threshold(1, 0)"),
        ("threshold@torch:2,-1", "torch", "nn.Threshold(2, -1)"),
        ("prelu", "torch", "nn.PReLU()"),
        ("prelu:0.1", "torch", "nn.PReLU(init=0.1)"),
        ("sine", "jax", "jnp.sin"),
        ("sine", "keras", "keras.ops.sin"),
    ],
)
def test_a_frameworks_own_function(spec, framework, call):
    function = layer_function(spec, framework, BOOK)
    assert (function.call, function.definition) == (call, None)


@pytest.mark.parametrize(
    ("spec", "framework", "call", "body"),
    [
        ("snake", "torch", "Snake()", "return x + (1 - torch.cos(2 * x)) / 2"),
        ("squared_relu", "torch", "SquaredReLU()", "return torch.clamp(x, min=0) ** 2"),
        ("squared_relu", "keras", "squared_relu", "return keras.ops.relu(x) ** 2"),
        ("gelu", "jax", "gelu", "return jax.nn.gelu(x, approximate=False)"),
        ("x**2 * exp(-x)", "jax", "activation", "return x**2 * jnp.exp(-x)"),
        (
            "leaky_relu",
            "keras",
            "leaky_relu",
            "return keras.activations.leaky_relu(x, negative_slope=0.01)",
        ),
    ],
)
def test_a_function_written_out(spec, framework, call, body):
    function = layer_function(spec, framework, BOOK)
    assert function.call == call
    assert function.definition.rstrip().splitlines()[-1].strip().endswith(body)
    compile("\n".join([*function.imports, "from torch import nn", function.definition]), "", "exec")


@pytest.mark.parametrize(
    ("spec", "framework"), [("prelu", "jax"), ("rrelu", "jax"), ("rrelu", "keras")]
)
def test_a_function_that_a_framework_has_no_layer_for(spec, framework):
    with pytest.raises(ActcliError, match=f"{spec} .* {framework} has no layer") as refused:
        layer_function(spec, framework, BOOK)
    assert "torch" in refused.value.hint


# --- Texts and imports ---


def test_every_note_has_its_sentence():
    told = [
        plan("784-8-2", architecture="cnn"),
        plan("8-1", "sentiment"),
        plan("8-8-1", network="llm"),
        plan("8-8-1", hidden="identity"),
        plan("8-8-1", architecture="lstm", concern="edge"),
        plan("8-8-1", architecture="rnn", concern="vanishing-gradient"),
        plan("8-8-1", concern="uncertainty"),
        plan("8-8-1", words=("not relu",)),
        plan("8-8-1", network="super_resolution", framework="jax"),
    ]
    found = {note.key: note for made in told for note in made.notes}
    assert len(found) == 11
    for language in ("en", "ko"):
        words = load_words(language)
        for key, note in found.items():
            fields = {
                name: value[language] if isinstance(value, Text) else value
                for name, value in note.fields.items()
            }
            assert not re.search(r"[{}]", words(key, **fields))


PLANS_WITHOUT_NUMPY = """
import sys
from actcli.analysis.plan import make_plan, plan_code
from actcli.catalog.load import shipped_book
book = shipped_book()
for arch, widths in (("mlp", "8-4-2"), ("cnn", "784-4-2"), ("lstm", "8-4-2")):
    plan_code(make_plan(widths, "multiclass", architecture=arch, book=book), "torch", book)
for hidden in ("gelu", "leaky_relu:0.2", "gelu:approximate=tanh", "hard_sigmoid"):
    plan_code(make_plan("8-4-2", "regression", hidden=hidden, book=book), "torch", book)
for network in ("discriminator", "siren", "gpt2", "super_resolution"):
    make_plan("8-4-2", "regression", network=network, book=book)
sys.exit("numpy" in sys.modules)
"""


def test_a_plan_and_its_code_need_no_numpy():
    done = subprocess.run(
        [sys.executable, "-c", PLANS_WITHOUT_NUMPY],
        env=environment(),
        timeout=PATIENCE,
        check=False,
        capture_output=True,
    )
    assert done.stderr == b""
    assert done.returncode == 0
