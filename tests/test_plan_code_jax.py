"""JAX code of planned networks: what it says, and in the bench extra that it runs and trains."""

from functools import partial

import numpy as np
import pytest
from planned import (
    HIDDEN,
    MATRIX,
    check_drawn,
    check_formatted,
    check_predictions,
    code_of,
    functions_in,
    plan_of,
    run,
    torch_loss,
)

from actcli.errors import ActcliError

jax_code = partial(code_of, "jax")


@pytest.fixture
def jax():
    return pytest.importorskip("jax")


def test_files_are_formatted(tmp_path):
    codes = [jax_code(*pair) for pair in MATRIX]
    codes += [jax_code("regression", hidden=hidden) for hidden in HIDDEN[:12]]
    codes += [jax_code("regression", "lstm", hidden="gelu"), jax_code("binary", widths="9-1")]
    codes += [jax_code("bounded", bounds=(-0.25, 1 / 3), widths="10000000-900-1")]
    check_formatted(codes, tmp_path)


@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_what_becomes_a_probability_is_applied_once(task, architecture):
    functions = functions_in(jax_code(task, architecture))
    inside = {"bounded": "jax.nn.sigmoid", "symmetric": "jnp.tanh"}
    last = functions["network"].splitlines()[-1]
    assert last == (
        "    return jax.nn.softplus(x) + 1e-6"
        if task == "positive"
        else f"    return {inside[task]}(x)"
        if task in inside
        else '    return x @ output["w"] + output["b"]'
    )
    assert "softmax" not in functions["network"]
    assert functions["loss"].count("log_softmax(") == (task == "multiclass")
    assert functions["predict"].count("softmax(") == (task == "multiclass")
    assert functions["predict"].count("sigmoid(") == (task in {"binary", "multilabel"})


@pytest.mark.parametrize(
    ("words", "options", "line"),
    [
        (["binary"], {}, 'x = jax.nn.relu(x @ layer["w"] + layer["b"])'),
        (["binary"], {}, "new_layer(keys[0], he, (20, 16)),"),
        (["binary"], {"hidden": "gelu"}, "return jax.nn.gelu(x, approximate=False)"),
        (["binary"], {"hidden": "snake"}, "return x + (1 - jnp.cos(2 * x)) / 2"),
        (["binary"], {"widths": "9-1"}, 'return x @ parameters["w"] + parameters["b"]'),
        (["binary", "lstm"], {}, "new_lstm(keys[1], 8, 6),"),
        (["ordinal"], {}, '{"w": glorot(keys[2], (8, 1)), "b": jnp.zeros(4)},'),
        (["bounded"], {"bounds": (1, 5)}, "return 1 + 4 * jax.nn.sigmoid(x)"),
        (["symmetric"], {"bounds": (-2, 2)}, "return 2 * jnp.tanh(x)"),
        (["binary", "rnn"], {"hidden": "relu"}, '"u": jnp.eye(units),'),
    ],
)
def test_lines(words, options, line):
    assert line in [text.strip() for text in jax_code(*words, **options).splitlines()]


@pytest.mark.parametrize("hidden", ["rrelu", "prelu"])
def test_a_function_that_draws_or_learns_is_refused(hidden):
    with pytest.raises(ActcliError, match=hidden):
        jax_code("binary", hidden=hidden)


# --- In JAX ---


def check_runs(code, task):
    namespace, losses = run(code)
    assert len(losses) == 2
    assert np.isfinite(losses).all()
    assert losses[1] < losses[0]  # after the steps that the program takes
    parameters, batch = namespace["parameters"], (namespace["inputs"], namespace["targets"])
    keys = [namespace["keys"][3]] if "alpha_dropout" in namespace else []
    before = float(namespace["loss"](parameters, *batch))
    state = namespace["new_state"](parameters)
    for _ in range(5):
        parameters, state, _ = namespace["training_step"](
            parameters, state, *batch, *keys, learning_rate=1e-5
        )
    after = float(namespace["loss"](parameters, *batch))
    assert after < before + 1e-3 * abs(before)
    got = np.asarray(namespace["predict"](parameters, batch[0]))
    check_predictions(got, task, len(batch[0]))
    return namespace


@pytest.mark.bench
@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_every_plan_runs_and_trains(jax, task, architecture):
    namespace = check_runs(jax_code(task, architecture), task)
    parameters, inputs, targets = (namespace[name] for name in ("parameters", "inputs", "targets"))
    expected = torch_loss(task, namespace["network"](parameters, inputs), targets)
    loss = float(namespace["loss"](parameters, inputs, targets))
    assert loss == pytest.approx(expected, rel=1e-4, abs=1e-5)
    count = sum(weights.size for weights in jax.tree.leaves(parameters))
    assert count == plan_of(task, architecture).parameters


@pytest.mark.bench
@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_function_runs_and_trains(jax, hidden):
    check_runs(jax_code("regression", hidden=hidden), "regression")


@pytest.mark.bench
@pytest.mark.parametrize("hidden", ["relu", "gelu", "snake", "selu"])
@pytest.mark.parametrize("architecture", ["cnn", "rnn", "lstm", "gru"])
def test_functions_in_every_architecture(jax, architecture, hidden):
    check_runs(jax_code("multiclass", architecture, hidden=hidden), "multiclass")


@pytest.mark.bench
@pytest.mark.parametrize("hidden", ["relu", "leaky_relu:0.2", "selu", "tanh", "gelu", "sine:w0=30"])
@pytest.mark.parametrize("architecture", ["mlp", "cnn"])
def test_weights_start_as_planned(jax, architecture, hidden):
    widths = {"mlp": "300-200-200-100", "cnn": "3x8x8-64-64-100"}[architecture]
    plan = plan_of("multilabel", architecture, widths, hidden=hidden)
    namespace, _ = run(jax_code("multilabel", architecture, widths, hidden=hidden), "plan")
    for layer, planned in zip(namespace["initialise"](jax.random.key(0)), plan.layers, strict=True):
        check_drawn(np.asarray(layer["w"]), planned.weights)
        assert not np.asarray(layer["b"]).any()


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
def test_recurrent_layers_start_as_planned_and_are_those_of_pytorch(jax, kind):
    torch = pytest.importorskip("torch")
    architecture, units = kind.lower(), 60
    plan = plan_of("multilabel", architecture, "100-60-50")
    namespace, _ = run(jax_code("multilabel", architecture, "100-60-50"), "plan")
    layer = namespace["initialise"](jax.random.key(0))[0]
    w, u, b = (np.array(layer[name]) for name in "wub")
    check_drawn(w, plan.layers[0].weights)
    for gate in np.split(u, len(b) // units, axis=1):
        np.testing.assert_allclose(gate @ gate.T, np.eye(units), atol=1e-5)
    assert u.std() == pytest.approx(plan.layers[0].recurrent.deviation, rel=1e-2)
    order = [0, 1, 3, 2] if kind == "LSTM" else range(len(b) // units)  # of PyTorch: i, f, g, o
    if kind == "LSTM":
        np.testing.assert_array_equal(b.reshape(4, units).sum(axis=1), [0, units, 0, 0])
    theirs = getattr(torch.nn, kind)(100, units)
    for name, ours in (("weight_ih_l0", w), ("weight_hh_l0", u), ("bias_ih_l0", b)):
        blocks = np.split(ours.T, len(b) // units)
        getattr(theirs, name).data = torch.tensor(np.concatenate([blocks[k] for k in order]))
    theirs.bias_hh_l0.data.zero_()
    inputs = np.random.default_rng(0).normal(size=(7, 3, 100)).astype(np.float32)
    expected = theirs(torch.tensor(inputs))[0].detach().numpy()
    np.testing.assert_allclose(namespace[architecture](layer, inputs), expected, atol=1e-5)


@pytest.mark.bench
def test_convolution_and_pooling_are_those_of_pytorch(jax):
    torch = pytest.importorskip("torch")
    namespace, _ = run(jax_code("binary", "cnn"), "plan")
    layer = namespace["initialise"](jax.random.key(0))[0]
    layer["b"] = jax.numpy.arange(8.0)
    image = np.random.default_rng(0).normal(size=(2, 7, 9, 3)).astype(np.float32)
    got = namespace["max_pool"](namespace["convolve"](layer, image))
    weights = torch.tensor(np.array(layer["w"]).transpose(3, 2, 0, 1))
    channels_first = torch.tensor(image.transpose(0, 3, 1, 2))
    bias = torch.tensor(np.array(layer["b"]))
    convolved = torch.nn.functional.conv2d(channels_first, weights, bias, padding=1)
    expected = torch.nn.functional.max_pool2d(convolved, 2).numpy().transpose(0, 2, 3, 1)
    np.testing.assert_allclose(got, expected, atol=1e-5)


@pytest.mark.bench
def test_alpha_dropout_keeps_mean_and_variance(jax):
    namespace, _ = run(jax_code("binary", hidden="selu"), "plan")
    key, other = jax.random.split(jax.random.key(0))
    x = jax.random.normal(key, (1_000_000,))
    got = np.asarray(namespace["alpha_dropout"](other, x))
    assert abs(got.mean()) < 0.005
    assert abs(got.var() - 1.0) < 0.01
    values, counts = np.unique(got, return_counts=True)
    assert counts.max() == pytest.approx(50_000, rel=0.05)  # the dropped ones are all the same
    assert values[counts.argmax()] < -1.5


@pytest.mark.bench
def test_a_step_is_one_of_adam(jax):
    torch = pytest.importorskip("torch")
    namespace, _ = run(jax_code("regression", widths="6-2"), "plan")
    parameters = namespace["initialise"](jax.random.key(0))
    state = namespace["new_state"](parameters)
    generator = np.random.default_rng(0)
    inputs, targets = (generator.normal(size=(9, n)).astype(np.float32) for n in (6, 2))
    w, b = (torch.tensor(np.array(parameters[name]), requires_grad=True) for name in "wb")
    theirs = torch.optim.Adam([w, b], lr=1e-3)
    for _ in range(7):
        parameters, state, _ = namespace["training_step"](parameters, state, inputs, targets)
        theirs.zero_grad()
        ((torch.tensor(inputs) @ w + b - torch.tensor(targets)) ** 2).mean().backward()
        theirs.step()
    np.testing.assert_allclose(parameters["w"], w.detach().numpy(), atol=1e-6)
    np.testing.assert_allclose(parameters["b"], b.detach().numpy(), atol=1e-6)


@pytest.mark.bench
@pytest.mark.parametrize("architecture", ["mlp", "cnn"])
def test_positive_outputs_never_underflow(jax, architecture):
    namespace, _ = run(jax_code("positive", architecture))
    parameters, state = namespace["parameters"], namespace["state"]
    inputs = 100 * namespace["inputs"]
    assert (namespace["predict"](parameters, inputs) > 0).all()
    for _ in range(3):
        parameters, state, value = namespace["training_step"](
            parameters, state, inputs, namespace["targets"]
        )
        assert np.isfinite(value)
    assert all(np.isfinite(weights).all() for weights in jax.tree.leaves(parameters))


@pytest.mark.bench
def test_relu_in_a_plain_rnn_starts_small_and_at_the_identity(jax):
    namespace, _ = run(jax_code("counts", "rnn", hidden="relu"))
    layer = namespace["initialise"](jax.random.key(1))[0]
    np.testing.assert_array_equal(layer["u"], np.eye(8))
    # Le, Jaitly & Hinton 2015, section 3: other weights Gaussian, deviation 0.001.
    assert np.std(layer["w"]) == pytest.approx(0.001, rel=0.4)
