"""Keras code of planned networks: what it says, and in the bench extra that it runs and trains."""

import os

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

from actcli.analysis.planning.network import ARCHITECTURES, RECURRENT
from actcli.errors import ActcliError

LOGITS = {"binary", "multiclass", "multilabel", "ordinal"}


@pytest.fixture
def keras():
    """Keras on PyTorch, unless KERAS_BACKEND says another, its draws always the same."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    module = pytest.importorskip("keras")
    module.config.set_floatx("float32")
    module.utils.set_random_seed(0)
    return module


def keras_code(*words, **options):
    return code_of("keras", *words, **options)


def test_files_are_formatted(tmp_path):
    codes = [keras_code(*pair) for pair in MATRIX]
    codes += [keras_code("regression", hidden=hidden) for hidden in HIDDEN[:12]]
    codes += [keras_code("regression", "lstm", hidden="gelu"), keras_code("binary", widths="9-1")]
    codes += [keras_code("binary", "lstm", hidden=hidden) for hidden in ("prelu", "bent_identity")]
    codes += [keras_code("bounded", bounds=(-0.25, 1 / 3), widths="10000000-900-1")]
    check_formatted(codes, tmp_path)


@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_what_becomes_a_probability_is_applied_once(task, architecture):
    code = keras_code(task, architecture)
    assert code.count("from_logits=True") == (task in LOGITS)
    assert code.count("softmax(") == (task == "multiclass")  # in predict
    output = code.partition("Sequential(")[2].partition("model.compile")[0].splitlines()[-5:]
    if task in LOGITS:
        assert "activation=" not in "".join(output[2:])
        assert "outputs = model.predict(inputs, verbose=0)" in functions_in(code)["predict"]


@pytest.mark.parametrize(
    ("words", "options", "line"),
    [
        (["binary"], {"hidden": "tanh"}, 'keras.layers.Dense(16, activation="tanh"),'),
        (["binary"], {"concern": "self-normalising"}, "keras.layers.AlphaDropout(0.05),"),
        (["binary", "lstm"], {}, "keras.layers.LSTM(6),"),
        (["binary", "gru"], {}, "keras.layers.GRU(8, return_sequences=True),"),
        (["binary", "gru"], {"hidden": "gelu"}, 'keras.layers.GRU(6, activation="gelu"),'),
        (["binary"], {"hidden": "snake"}, "return x + (1 - keras.ops.cos(2 * x)) / 2"),
        (["ordinal"], {}, "Thresholds(4),  # logits"),
        (["bounded"], {"bounds": (1, 5)}, "keras.layers.Rescaling(4, offset=1),"),
        (["symmetric"], {"bounds": (-2, 2)}, "keras.layers.Rescaling(2),"),
        (["bounded"], {}, 'keras.layers.Dense(1, activation="sigmoid"),'),
        (["positive"], {}, 'keras.layers.Dense(1, activation="softplus"),'),
        (["counts"], {}, "keras.layers.Dense(1),  # log rates"),
        (["binary", "cnn"], {}, "keras.Input((12, 10, 3)),  # height, width, channels"),
        (["binary", "rnn"], {}, "keras.layers.SimpleRNN(6),"),
    ],
)  # fmt: skip
def test_lines(words, options, line):
    assert line in [text.strip() for text in keras_code(*words, **options).splitlines()]


def test_the_cells_that_cudnn_has_no_kernel_for_are_told():
    assert "cuDNN" in keras_code("binary", "lstm", hidden="gelu")
    assert "cuDNN" not in keras_code("binary", "lstm")
    assert "cuDNN" not in keras_code("binary", "rnn", hidden="gelu")  # it has none for any


def test_no_initializer_is_shared():
    # Two layers of one shape that share one would start with the same weights.
    code = keras_code("regression", widths="8-8-8-1", hidden="gelu")
    assert code.count("kernel_initializer=VarianceScaling(") == 2


def test_a_function_that_draws_is_refused():
    with pytest.raises(ActcliError, match="rrelu"):
        keras_code("binary", hidden="rrelu")


# --- In Keras ---


def trained(keras, namespace, steps=5):
    """The losses of the made-up batch before and after some small steps."""
    model, batch = namespace["model"], (namespace["inputs"], namespace["targets"])
    model.optimizer.learning_rate = 2e-5
    before = model.evaluate(*batch, verbose=0)
    for _ in range(steps):
        assert np.isfinite(namespace["training_step"](model, *batch))
    return before, model.evaluate(*batch, verbose=0)


def predictions(keras, namespace, inputs):
    got = namespace["predict"](namespace["model"], inputs)
    assert isinstance(got, np.ndarray)
    return got


def check_runs(keras, code, task):
    namespace, losses = run(code)
    assert len(losses) == 2
    assert np.isfinite(losses).all()
    assert losses[1] < losses[0]  # after the steps that the program takes
    before, after = trained(keras, namespace)
    assert after < before + 1e-3 * abs(before)
    inputs = namespace["inputs"]
    check_predictions(predictions(keras, namespace, inputs), task, len(inputs))
    return namespace


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("task", "architecture"), MATRIX)
def test_every_plan_runs_and_trains(keras, task, architecture):
    namespace = check_runs(keras, keras_code(task, architecture), task)
    model, inputs, targets = (namespace[name] for name in ("model", "inputs", "targets"))
    loss = model.evaluate(inputs, targets, verbose=0)
    expected = torch_loss(task, model.predict(inputs, verbose=0), targets)
    assert loss == pytest.approx(expected, rel=1e-4, abs=1e-5)


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("hidden", [*HIDDEN, "prelu"])
def test_every_function_runs_and_trains(keras, hidden):
    check_runs(keras, keras_code("regression", hidden=hidden), "regression")


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("hidden", ["relu", "gelu", "snake", "prelu"])
@pytest.mark.parametrize("architecture", ["cnn", "rnn", "lstm", "gru"])
def test_functions_in_every_architecture(keras, architecture, hidden):
    check_runs(keras, keras_code("multiclass", architecture, hidden=hidden), "multiclass")


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("task", ["bounded", "symmetric"])
@pytest.mark.parametrize("bounds", [(1.0, 5.0), (-3.0, 0.5), (0.1, 0.4)])
def test_predictions_stay_between_the_bounds_and_reach_them(keras, task, bounds):
    namespace, _ = run(keras_code(task, bounds=bounds))
    inputs = 1e4 * namespace["inputs"]
    got = predictions(keras, namespace, inputs)
    np.testing.assert_allclose([got.min(), got.max()], bounds, rtol=1e-5)


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("hidden", ["relu", "leaky_relu:0.2", "selu", "tanh", "gelu", "sine:w0=30"])
@pytest.mark.parametrize("architecture", ["mlp", "cnn"])
def test_weights_start_as_planned(keras, architecture, hidden):
    widths = {"mlp": "300-200-200-100", "cnn": "3x8x8-64-64-100"}[architecture]
    plan = plan_of("multilabel", architecture, widths, hidden=hidden)
    namespace, _ = run(keras_code("multilabel", architecture, widths, hidden=hidden), "plan")
    model = namespace["build_model"]()
    drawn = [layer for layer in model.layers if hasattr(layer, "kernel")]
    for layer, planned in zip(drawn, plan.layers, strict=True):
        check_drawn(keras.ops.convert_to_numpy(layer.kernel), planned.weights)
        assert not keras.ops.convert_to_numpy(layer.bias).any()
    assert model.count_params() == plan.parameters


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("hidden", [None, "prelu"])
def test_the_number_of_parameters_is_that_of_the_plan(keras, architecture, hidden):
    plan = plan_of("binary", architecture, hidden=hidden, framework="keras")
    namespace, _ = run(keras_code("binary", architecture, hidden=hidden))
    assert namespace["model"].count_params() == plan.parameters


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
def test_positive_outputs_never_underflow(keras):
    namespace, _ = run(keras_code("positive"))
    model, inputs = namespace["model"], 100 * namespace["inputs"]
    assert (predictions(keras, namespace, inputs) > 0).all()
    for _ in range(3):
        assert np.isfinite(namespace["training_step"](model, inputs, namespace["targets"]))
    assert all(np.isfinite(weights).all() for weights in model.get_weights())


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("architecture", ["rnn", "lstm", "gru"])
def test_recurrent_weights_start_as_planned(keras, architecture):
    plan = plan_of("multilabel", architecture, "100-80-60-50")
    namespace, _ = run(keras_code("multilabel", architecture, "100-80-60-50"), "plan")
    gates = RECURRENT[architecture]
    for layer, planned in zip(namespace["build_model"]().layers, plan.hidden, strict=False):
        check_drawn(keras.ops.convert_to_numpy(layer.cell.kernel), planned.weights)
        state = keras.ops.convert_to_numpy(layer.cell.recurrent_kernel)
        np.testing.assert_allclose(state @ state.T, np.eye(planned.units), atol=1e-5)
        # Keras draws one orthogonal matrix for all gates, whose entries are the smaller for it.
        deviation = planned.recurrent.deviation / np.sqrt(gates)
        assert state.std() == pytest.approx(deviation, rel=1e-2)
        bias = keras.ops.convert_to_numpy(layer.cell.bias).reshape(-1, planned.units)
        forget = bias[1] if architecture == "lstm" else np.ones(planned.units)
        np.testing.assert_array_equal(forget, 1.0)
        assert bias.sum() == (planned.units if architecture == "lstm" else 0.0)


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
def test_relu_in_a_plain_rnn_starts_at_the_identity(keras):
    namespace, _ = run(keras_code("regression", "rnn", hidden="relu"), "plan")
    cell = namespace["build_model"]().layers[0].cell
    state = keras.ops.convert_to_numpy(cell.recurrent_kernel)
    np.testing.assert_array_equal(state, np.eye(8))
    # Le, Jaitly & Hinton 2015, section 3: other weights Gaussian, deviation 0.001.
    kernel = keras.ops.convert_to_numpy(cell.kernel)
    assert np.abs(kernel).max() < 0.005
    assert kernel.std() == pytest.approx(0.001, rel=0.4)


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
def test_images_are_halved_where_the_plan_says_so(keras):
    namespace, _ = run(keras_code("binary", "cnn"), "plan")
    shapes = [layer.output.shape[1:3] for layer in namespace["build_model"]().layers[:-2]]
    halved = [shape for shape, before in zip(shapes[1:], shapes, strict=False) if shape != before]
    assert (
        halved == [(6, 5), (3, 2)][: sum(layer.pools for layer in plan_of("binary", "cnn").layers)]
    )


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
def test_classes_in_order_have_one_score(keras):
    namespace, _ = run(keras_code("ordinal"), "plan")
    model = namespace["build_model"]()
    assert model.count_params() == plan_of("ordinal").parameters
    model.layers[-1].bias.assign([3.0, 1.0, -1.0, -3.0])
    logits = model.predict(np.random.default_rng(0).normal(size=(9, 20)), verbose=0)
    np.testing.assert_allclose(np.diff(logits, axis=1), -2.0, atol=1e-5)
