"""Plans as code of PyTorch: what the text says here, what it does in the bench extra."""

import ast
import io
import itertools
import math
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec

import pytest
from conftest import PATIENCE

import actcli
from actcli.analysis.plan import make_plan, plan_code
from actcli.analysis.planning.network import ARCHITECTURES
from actcli.catalog.load import shipped_book
from actcli.errors import ActcliError

BOOK = shipped_book()
# Wide enough for the deviation of the weights to be seen.
WIDTHS = {
    "mlp": "40-96-64-{}",
    "cnn": "3x16x16-24-32-{}",
    "rnn": "40-64-64-{}",
    "lstm": "40-64-48-{}",
    "gru": "40-64-{}",
}
OUTPUTS = {
    "binary": 1, "multiclass": 5, "multilabel": 4, "regression": 2, "positive": 1, "bounded": 1,
    "symmetric": 2, "counts": 1, "ordinal": 5,
}  # fmt: skip
MATRIX = list(itertools.product(OUTPUTS, ARCHITECTURES))
# What torch has, what it has with arguments, what it lacks, and formulas.
FUNCTIONS = [
    "relu", "gelu", "gelu:approximate=tanh", "leaky_relu:0.2", "silu", "mish", "elu", "softplus",
    "hard_swish", "prelu", "rrelu", "tanh_shrink", "snake", "squared_relu", "quick_gelu",
    "sine:w0=30", "sinc", "phish", "squareplus", "gaussian", "x * sigmoid(1.702 * x)",
    "where(x > 0, x, x**3 / (1 + x**2))",
]  # fmt: skip
# Formulas that fill more than a line.
LONG = [
    "bent_identity",
    " + ".join(f"tanh({number} * x)" for number in range(1, 12)),
    " * ".join(f"(1 + sigmoid({number} * x))" for number in range(1, 9)),
]
OPTIONS = [
    {"concern": "self-normalising"}, {"network": "siren"}, {"network": "gpt2"}, {"concern": "edge"},
]  # fmt: skip


def plan(task="regression", architecture="mlp", **options):
    widths = WIDTHS[architecture].format(OUTPUTS[task])
    return make_plan(widths, task, architecture=architecture, book=BOOK, **options)


def code(made):
    return plan_code(made, "torch", BOOK)


def parts(text):
    """The definitions of a file by name."""
    tree = ast.parse(text)
    return {node.name: ast.unparse(node) for node in tree.body if hasattr(node, "name")}


def calls(text, name):
    """The calls of a dotted name."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [node for node in nodes if ast.unparse(node.func) == name]


# --- The text ---


@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_every_plan_is_a_module_with_the_same_doors(task, architecture):
    text = code(plan(task, architecture))
    compile(text, "model.py", "exec")
    defined = parts(text)
    assert {"build_model", "predict", "training_step", "evaluate"} <= set(defined)
    assert "loss_function" in text
    assert ast.get_docstring(ast.parse(text))
    assert max(map(len, text.splitlines())) <= 88
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.skipif(not find_spec("ruff"), reason="ruff is not there")
def test_the_code_is_as_a_formatter_leaves_it(tmp_path):
    texts = [code(plan(task, architecture)) for task, architecture in MATRIX]
    texts += [code(plan(hidden=spec)) for spec in FUNCTIONS]
    texts += [code(plan(hidden=spec)) for spec in LONG]
    texts += [code(plan(**options)) for options in OPTIONS]
    texts += [code(plan("bounded", bounds=(-2.5, 5.0))), code(plan("symmetric", bounds=(-9, 9)))]
    texts += [code(make_plan(widths, "ordinal", book=BOOK)) for widths in ("9-3", "999-9999-999")]
    for number, text in enumerate(texts):
        (tmp_path / f"model_{number}.py").write_text(text, encoding="utf-8")
    for command in (["format", "--diff"], ["check", "--select=E4,E7,E9,F,I,W"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", str(tmp_path)],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_softmax_is_applied_once(architecture):
    text = code(plan("multiclass", architecture))
    defined = parts(text)
    assert len(calls(text, "nn.CrossEntropyLoss")) == 1  # takes logits: the one in the loss
    assert len(calls(defined["predict"], "torch.softmax")) == 1  # and the one for predictions
    for name in set(defined) - {"predict"}:
        assert "softmax" not in defined[name].casefold()


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("task", ["binary", "multilabel", "ordinal"])
def test_no_sigmoid_before_a_loss_on_logits(task, architecture):
    defined = parts(code(plan(task, architecture)))
    for name in set(defined) - {"predict"}:
        assert "sigmoid" not in defined[name].casefold()


@pytest.mark.parametrize(
    ("architecture", "arguments"),
    [("lstm", {"batch_first", "num_layers"}), ("gru", {"batch_first", "num_layers"})],
)
def test_gated_layers_are_told_no_activation(architecture, arguments):
    for widths in ("8-16-1", "8-16-16-1", "8-16-12-1"):
        made = make_plan(widths, "binary", architecture=architecture, book=BOOK)
        layers = calls(code(made), f"nn.{architecture.upper()}")
        assert layers
        for layer in layers:
            assert {keyword.arg for keyword in layer.keywords} <= arguments


@pytest.mark.parametrize(
    ("architecture", "hidden", "said"),
    [
        ("lstm", "gelu", "torch.nn.LSTM has no argument for its function: it is tanh, not gelu"),
        ("gru", "relu", "torch.nn.GRU has no argument for its function: it is tanh, not relu"),
        ("rnn", "gelu", "torch.nn.RNN knows tanh and relu, not gelu"),
        ("rnn", "tanh(2 * x)", "torch.nn.RNN knows tanh and relu"),
    ],
)
def test_what_recurrent_layers_cannot_be_told(architecture, hidden, said):
    with pytest.raises(ActcliError) as refused:
        code(plan("binary", architecture, hidden=hidden))
    assert said in refused.value.message
    assert "keras" in refused.value.hint
    assert "jax" in refused.value.hint


def test_an_rnn_of_relu():
    text = code(plan("binary", "rnn", hidden="relu"))
    (layer,) = calls(text, "nn.RNN")
    assert {k.arg: ast.literal_eval(k.value) for k in layer.keywords}["nonlinearity"] == "relu"
    assert "nn.init.eye_" in text


def test_a_self_normalising_network():
    text = code(plan(concern="self-normalising"))
    assert len(calls(text, "nn.SELU")) == len(calls(text, "nn.AlphaDropout")) == 2
    assert "nn.Dropout" not in text


def test_a_linear_model():
    text = code(make_plan("784-10", "multiclass", book=BOOK))
    (layer,) = calls(text, "nn.Linear")
    assert [ast.literal_eval(argument) for argument in layer.args] == [784, 10]


def test_unit_bounds_need_no_arithmetic():
    assert len(calls(code(plan("bounded")), "nn.Sigmoid")) == 1
    assert len(calls(code(plan("symmetric")), "nn.Tanh")) == 1
    assert "-2.5 + 7.5 * torch.sigmoid(x)" in code(plan("bounded", bounds=(-2.5, 5)))
    assert "9 * torch.tanh(x)" in code(plan("symmetric", bounds=(-9, 9)))
    assert "1 + 2 * torch.tanh(x)" in code(plan("symmetric", bounds=(-1, 3)))


def test_functions_that_torch_lacks_stand_above_the_model():
    text = code(plan(hidden="snake"))
    assert text.index("class Snake(nn.Module)") < text.index("def build_model")
    assert len(calls(text, "Snake")) == 2


# --- In PyTorch ---


def run(made):
    """What the written module defines, its made-up batch included, run as a program."""
    torch = pytest.importorskip("torch")
    namespace = {"__name__": "__main__"}
    with redirect_stdout(io.StringIO()) as said:
        exec(compile(code(made), "model.py", "exec"), namespace)
    losses = [float(line.rpartition(":")[2]) for line in said.getvalue().splitlines()]
    assert len(losses) == 2
    assert all(map(math.isfinite, losses))
    assert losses[1] < losses[0]  # after the steps that the program takes
    return torch, namespace


def check_training(made):
    """Small steps on one batch make the loss no larger; a step returns it."""
    torch, own = run(made)
    model, batch = own["model"], (own["inputs"], own["targets"])
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
    before = own["evaluate"](model, *batch)
    returned = [own["training_step"](model, optimizer, *batch) for _ in range(5)]
    assert all(map(math.isfinite, returned))
    assert own["evaluate"](model, *batch) <= before + 1e-6
    assert all(parameter.grad is not None for parameter in model.parameters())
    return own


def check_predictions(made, own):
    """Their shape, and that they lie where the task has its values."""
    torch, head = pytest.importorskip("torch"), made.head
    predicted = own["predict"](own["model"], 10 * own["inputs"])  # far out
    assert not predicted.requires_grad
    assert torch.isfinite(predicted).all()
    rows = len(own["inputs"])
    shape = (rows,) if head.loss == "ordinal" else (rows, made.output.units)
    assert tuple(predicted.shape) == shape
    low, high = {
        "sigmoid": (0.0, 1.0),
        "softmax": (0.0, 1.0),
        "identity": (-math.inf, math.inf),
        "softplus": (0.0, math.inf),
        "exp": (0.0, math.inf),
        "count": (0, (head.classes or 1) - 1),
    }.get(head.prediction, head.bounds)
    assert (predicted >= low).all()
    assert (predicted <= high).all()
    if head.prediction == "softmax":
        torch.testing.assert_close(predicted.sum(dim=1), torch.ones(rows))
    if head.prediction == "count":
        assert not predicted.is_floating_point()


def check_weights(made, own):
    """New weights have the standard deviation of the plan, new biases are 0 (forget gates: 1)."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    named = list(own["build_model"]().named_parameters())
    matrices = [p for name, p in named if "weight" in name and p.dim() > 1]
    expected = []
    for layer in made.layers:
        expected += [layer.weights] + ([layer.recurrent] if layer.recurrent else [])
    assert len(matrices) == len(expected)
    for matrix, weights in zip(matrices, expected, strict=True):
        numbers = matrix.numel()
        tolerance = 0.02 + 4.0 / math.sqrt(2.0 * numbers)
        found = float(matrix.detach().std(correction=0))
        assert found == pytest.approx(weights.deviation, rel=tolerance), weights
        if weights.is_uniform:
            assert float(matrix.detach().abs().max()) <= weights.bound * (1 + 1e-6)
    for name, parameter in named:
        if "bias" in name or "shifts" in name:
            is_forgetting = made.architecture == "lstm" and "bias_ih" in name
            ones = parameter.numel() // 4 if is_forgetting else 0
            assert float(parameter.detach().sum()) == ones
            assert int((parameter != 0).sum()) == ones


@pytest.mark.bench
@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_every_plan_trains_in_torch(task, architecture):
    made = plan(task, architecture)
    own = check_training(made)
    check_predictions(made, own)
    check_weights(made, own)


@pytest.mark.bench
@pytest.mark.parametrize("spec", FUNCTIONS)
def test_every_function_trains_in_torch(spec):
    made = plan(hidden=spec)
    own = check_training(made)
    check_weights(made, own)
    torch, function = pytest.importorskip("torch"), actcli.get(spec)
    x = torch.linspace(-6.0, 6.0, 241)
    applied = own["build_model"]().eval()[1](x).detach().double().numpy()
    assert applied == pytest.approx(function(x.double().numpy()), rel=2e-5, abs=2e-5)


@pytest.mark.bench
@pytest.mark.parametrize("architecture", ["mlp", "cnn"])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_concerns_choose_trains_in_torch(options, architecture):
    made = plan("multiclass", architecture, **options)
    own = check_training(made)
    check_predictions(made, own)
    check_weights(made, own)


@pytest.mark.bench
@pytest.mark.parametrize("task", OUTPUTS)
def test_linear_models_train_in_torch(task):
    made = make_plan(f"300-{OUTPUTS[task]}", task, book=BOOK)
    own = check_training(made)
    check_predictions(made, own)
    check_weights(made, own)


@pytest.mark.bench
def test_other_plans_train_in_torch():
    for made in (
        plan("binary", "rnn", hidden="relu"),
        plan("bounded", bounds=(-2.5, 5)),
        plan("symmetric", bounds=(-1, 3)),
        make_plan("2-64-64-5", "ordinal", network="siren", book=BOOK),
        make_plan("1x1x1-8-2", "regression", architecture="cnn", book=BOOK),
    ):
        own = check_training(made)
        check_predictions(made, own)
        check_weights(made, own)


@pytest.mark.bench
def test_the_gamma_loss_is_the_likelihood_of_an_exponential_distribution():
    torch, own = run(plan("positive"))
    means, targets = torch.tensor([[0.5], [2.0]]), torch.tensor([[0.1], [7.0]])
    likelihood = torch.distributions.Exponential(1 / means).log_prob(targets)
    torch.testing.assert_close(own["loss_function"](means, targets), -likelihood.mean())


@pytest.mark.bench
def test_the_ordinal_loss_counts_the_thresholds_below_the_class():
    torch, own = run(make_plan("4-3", "ordinal", book=BOOK))
    logits, targets = torch.tensor([[0.3, -0.2], [0.3, -0.2]]), torch.tensor([1, 2])

    def sigmoid(x):
        return 1 / (1 + math.exp(-x))

    first = -math.log(sigmoid(0.3)) - math.log(1 - sigmoid(-0.2))  # above 0, not above 1
    second = -math.log(sigmoid(0.3)) - math.log(sigmoid(-0.2))  # above both
    loss = float(own["loss_function"](logits, targets))
    assert loss == pytest.approx((first + second) / 2, rel=1e-6)


@pytest.mark.bench
def test_the_forget_gate_is_open_at_the_start():
    made = make_plan("8-16-16-1", "binary", architecture="lstm", book=BOOK)
    torch, own = run(made)
    for name, bias in own["build_model"]().named_parameters():
        if "bias_ih" in name:
            quarters = bias.detach().reshape(4, 16)  # input, forget, cell, output
            assert torch.equal(quarters.sum(dim=1), torch.tensor([0.0, 16.0, 0.0, 0.0]))


@pytest.mark.bench
@pytest.mark.parametrize("architecture", ["rnn", "lstm", "gru"])
def test_the_output_sees_the_last_step(architecture):
    _, own = run(plan("regression", architecture))
    inputs = own["inputs"].clone()
    before = own["predict"](own["model"], inputs)
    inputs[:, -1] += 1.0
    assert (own["predict"](own["model"], inputs) != before).any(dim=1).all()


@pytest.mark.bench
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_number_of_parameters_is_that_of_the_plan(architecture):
    made = plan("regression", architecture, framework="torch")
    _, own = run(made)
    named = list(own["model"].named_parameters())
    assert sum(parameter.numel() for _, parameter in named) == made.parameters
    once = sum(layer.parameters for layer in made.layers)  # of two biases the sum counts
    assert sum(p.numel() for name, p in named if "bias_hh" not in name) == once


@pytest.mark.bench
def test_the_slopes_that_prelu_learns_are_counted():
    made = plan(hidden="prelu", framework="torch")
    _, own = run(made)
    assert sum(p.numel() for p in own["model"].parameters()) == made.parameters


@pytest.mark.bench
def test_threshold_is_told_what_it_has_no_default_for():
    made = plan(hidden="threshold@torch")
    assert "nn.Threshold(1, 0)" in code(made)
    run(made)


@pytest.mark.bench
@pytest.mark.parametrize("architecture", ["mlp", "gru"])
def test_positive_outputs_never_underflow(architecture):
    made = plan("positive", architecture)
    torch, own = run(made)
    model = own["model"]
    with torch.no_grad():
        for parameter in model.output.parameters() if architecture == "gru" else []:
            parameter.mul_(1000.0)
    inputs = 100 * own["inputs"]
    assert (own["predict"](model, inputs) > 0).all()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    losses = [own["training_step"](model, optimizer, inputs, own["targets"]) for _ in range(3)]
    assert all(map(math.isfinite, losses))
    assert all(torch.isfinite(p).all() for p in model.parameters())
