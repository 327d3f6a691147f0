"""The plans whose code the tests write and run: every task in every architecture, and functions."""

import ast
import contextlib
import io
import re
import subprocess
import sys

import numpy as np
import pytest

from actcli.analysis.plan import make_plan, plan_code
from actcli.catalog.load import shipped_book

# Each task with its last width.
TASKS = {
    "binary": 1,
    "multiclass": 5,
    "multilabel": 4,
    "regression": 2,
    "positive": 1,
    "bounded": 1,
    "symmetric": 3,
    "counts": 1,
    "ordinal": 5,
}
WIDTHS = {
    "mlp": "20-16-8-{}",
    "cnn": "3x12x10-8-8-6-{}",
    "rnn": "5-8-6-{}",
    "lstm": "5-8-6-{}",
    "gru": "5-8-6-{}",
}
MATRIX = [(task, architecture) for architecture in WIDTHS for task in TASKS]
# Functions that Keras and JAX have under a name, with a parameter, or not at all.
HIDDEN = [
    "tanh", "gelu", "gelu:approximate=tanh", "silu", "elu", "selu", "mish", "hard_swish", "relu6",
    "leaky_relu", "leaky_relu:0.2", "softplus:beta=2", "sine:w0=30", "identity", "snake",
    "squared_relu", "laplace", "x * sigmoid(1.702 * x)", "erf(x)",
]  # fmt: skip


def plan_of(task, architecture="mlp", widths=None, **options):
    widths = widths or WIDTHS[architecture].format(TASKS[task])
    return make_plan(widths, task, architecture=architecture, book=shipped_book(), **options)


def code_of(framework, task, architecture="mlp", widths=None, **options):
    plan = plan_of(task, architecture, widths, **options)
    return plan_code(plan, framework, shipped_book())


def functions_in(code):
    """The source of each function that a file defines, by name."""
    defined = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(code, node) for node in defined}


def run(code, name="__main__"):
    """What the file defines after it ran, and the losses that it printed."""
    namespace = {"__name__": name}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "plan.py", "exec"), namespace)
    losses = [float(text) for text in re.findall(r"-?[\d.]+|nan|inf", printed.getvalue())]
    return namespace, losses


def check_formatted(codes, folder):
    """That ruff, with its own settings, would change and criticise nothing."""
    pytest.importorskip("ruff")
    for index, code in enumerate(codes):
        (folder / f"plan_{index}.py").write_text(code)
    for words in (["format", "--diff"], ["check", "--select", "E,F,I,W,B,UP,N"]):
        command = [sys.executable, "-m", "ruff", *words, "--isolated", "--no-cache", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def check_predictions(got, task, examples):
    """That predictions have the shape and the range of the task."""
    width = TASKS[task]
    assert got.shape == ((examples,) if task == "ordinal" else (examples, width))
    assert np.isfinite(got).all()
    low, high = {
        "regression": (-np.inf, np.inf),
        "positive": (0.0, np.inf),
        "counts": (0.0, np.inf),
        "symmetric": (-1.0, 1.0),
        "ordinal": (0, width - 1),
    }.get(task, (0.0, 1.0))
    assert (low <= got).all()
    assert (got <= high).all()
    if task == "multiclass":
        np.testing.assert_allclose(got.sum(axis=1), 1.0, rtol=1e-5)
    if task == "ordinal":
        assert got.dtype.kind == "i"


def torch_loss(task, outputs, targets):
    """The loss of a task as PyTorch has it, of outputs that a model made."""
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    outputs = torch.tensor(np.asarray(outputs), dtype=torch.float64)
    targets = torch.tensor(np.asarray(targets))
    match task:
        case "multiclass":
            return functional.cross_entropy(outputs, targets.long()).item()
        case "binary" | "multilabel":
            return functional.binary_cross_entropy_with_logits(outputs, targets.double()).item()
        case "counts":
            return functional.poisson_nll_loss(outputs, targets.double(), log_input=True).item()
        case "positive":
            # -log p(y) of Gamma(shape 1, mean m) is log(m) + y / m.
            gamma = torch.distributions.Gamma(1.0, 1.0 / outputs)
            return -gamma.log_prob(targets.double()).mean().item()
        case "ordinal":
            passed = targets.long()[:, None] > torch.arange(outputs.shape[1])
            entropy = functional.binary_cross_entropy_with_logits
            return outputs.shape[1] * entropy(outputs, passed.double()).item()
        case _:
            return functional.mse_loss(outputs, targets.double()).item()


def check_drawn(weights, planned):
    """That drawn weights have the mean 0 and the deviation of the plan, to 5 standard errors."""
    deviation = planned.deviation
    error = deviation / np.sqrt(weights.size)
    assert abs(weights.mean()) < 5 * error
    assert abs(weights.std() - deviation) < 5 * error / np.sqrt(2)
    if planned.is_uniform:
        assert np.abs(weights).max() <= planned.bound * (1 + 1e-5)
