"""What frameworks were seen to return at infinities and kinks, as it ships with actcli."""

import importlib
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

import actcli
from actcli.catalog.load import shipped_book
from actcli.catalog.observed import OBSERVED_FILE, observations

BOOK = shipped_book()
SEEN = {symbol.path: observations(symbol.path) for symbol in BOOK.symbols()}
DIFFERING = {path: seen for path, seen in SEEN.items() if seen is not None}
EVERY_SEEN = pytest.mark.parametrize("path", DIFFERING)
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
PLACES = {"-inf": -math.inf, "inf": math.inf, "nan": math.nan}


# From the sources: in jax/_src/nn/functions.py `where(x >= 0, ...)`; jnp.clip passes its gradient
# at the bounds; Eigen's selu branches at x < 0; keras celu adds the gradients of max and of min.
@pytest.mark.parametrize(
    ("path", "slopes"),
    [
        ("jax.nn.leaky_relu", {0.0: 1.0}),
        ("jax.nn.hard_tanh", {-1.0: 1.0, 1.0: 1.0}),
        ("tf.nn.selu", {0.0: 1.0507009873554805}),
        ("keras.activations.celu", {0.0: 2.0}),
    ],
)
def test_slopes_that_follow_from_the_source(path, slopes):
    assert observations(path).slopes == pytest.approx(slopes, rel=1e-6)


@pytest.mark.parametrize("path", ["torch.nn.SiLU", "jax.nn.mish", "tf.nn.gelu", "hf.quick_gelu"])
def test_zero_times_infinity_is_nan_in_frameworks(path):
    assert math.isnan(observations(path).at_infinity["-inf"])


def test_softsign_is_infinity_over_infinity_in_frameworks():
    seen = observations("torch.nn.Softsign")
    assert set(seen.at_infinity) == {"-inf", "inf"}
    assert all(map(math.isnan, seen.at_infinity.values()))
    assert seen.slopes == {}


@pytest.mark.parametrize("path", ["torch.nn.ReLU", "jax.nn.elu", "tf.math.tanh", "no.such.symbol"])
def test_what_agrees_has_no_observation(path):
    assert observations(path) is None


@EVERY_SEEN
def test_what_is_recorded_differs_from_actcli(path):
    """So that a book that changes asks for a new run of benchmarks/frameworks.py."""
    function, seen = actcli.get(path), DIFFERING[path]
    assert seen.at_infinity or seen.slopes
    for place, value in seen.at_infinity.items():
        assert not same(value, function(PLACES[place]))
    for x, slope in seen.slopes.items():
        assert not same(slope, function.derivative(x))


def same(one, other):
    return math.isclose(one, other, rel_tol=1e-6) or (math.isnan(one) and math.isnan(other))


@EVERY_SEEN
def test_it_was_seen_in_the_version_that_the_book_was_checked_with(path):
    version = BOOK.frameworks[path.partition(".")[0]].version
    assert DIFFERING[path].version.partition("+")[0].split()[0] == version


def test_every_recorded_symbol_is_in_the_book():
    text = OBSERVED_FILE.read_text(encoding="utf-8")
    assert set(json.loads(text)["symbols"]) == set(DIFFERING)


def test_the_loader_needs_no_numpy():
    code = (
        "import sys; from actcli.catalog.observed import observations;"
        "observations('torch.nn.SiLU'); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.bench
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("framework", ["torch", "jax"])
def test_the_frameworks_still_do_what_is_recorded(framework, monkeypatch):
    pytest.importorskip(framework)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    benchmark = importlib.import_module("frameworks")
    version, rows = benchmark.measure_framework(framework)
    recorded = {path for path in DIFFERING if path.startswith(f"{framework}.")}
    assert not [row.failure for row in rows if row.failure]
    assert not [row.symbol for row in rows if row.is_another_function]
    assert {row.symbol for row in rows if row.at_infinity or row.slopes} == recorded
    for row in rows:
        if row.symbol in recorded:
            assert DIFFERING[row.symbol].version == version
            assert row.slopes == pytest.approx(DIFFERING[row.symbol].slopes, rel=1e-6)
            assert row.at_infinity == pytest.approx(
                DIFFERING[row.symbol].at_infinity, rel=1e-6, nan_ok=True
            )
