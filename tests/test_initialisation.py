"""Conventional gains and matching initialisations: those that PyTorch and the papers name."""

import math

import pytest

from actcli.analysis.initialisation import conventional_gain, initialisation
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve


@pytest.mark.parametrize(
    ("spec", "gain"),
    [
        # torch.nn.init.calculate_gain, PyTorch 2.13.0.
        ("identity", 1.0),
        ("sigmoid", 1.0),
        ("tanh", 5 / 3),
        ("relu", math.sqrt(2)),
        ("leaky_relu", math.sqrt(2 / (1 + 0.01**2))),
        ("leaky_relu:0.2", math.sqrt(2 / (1 + 0.2**2))),
        ("selu", 3 / 4),
    ],
)
def test_the_gains_of_pytorch(spec, gain):
    assert conventional_gain(resolve(spec)) == gain


@pytest.mark.parametrize("spec", ["gelu", "selu:alpha=2", "softmax", "x * sigmoid(x)"])
def test_there_is_no_gain_where_pytorch_names_none(spec):
    assert conventional_gain(resolve(spec)) is None


@pytest.mark.parametrize("spec", ["identity", "relu", "leaky_relu", "leaky_relu:0.2"])
def test_of_the_linear_pieces_the_convention_is_what_is_measured(spec):
    assert resolve(spec).traits.forward_gain == pytest.approx(
        conventional_gain(resolve(spec)), rel=1e-10
    )


@pytest.mark.parametrize("spec", ["sigmoid", "tanh", "selu"])
def test_of_the_others_it_is_not(spec):
    measured = resolve(spec).traits.forward_gain
    assert abs(measured - conventional_gain(resolve(spec))) > 0.05


@pytest.mark.parametrize(
    ("spec", "rule", "weights", "source"),
    [
        # He et al. 2015, equations 10 and 15.
        ("relu", "he", "std = sqrt(2 / fan_in)", "arXiv:1502.01852"),
        ("leaky_relu:0.2", "he", "std = 1.38675 / sqrt(fan_in)", "arXiv:1502.01852"),
        ("prelu", "he", "std = 1.37199 / sqrt(fan_in)", "arXiv:1502.01852"),
        ("sigmoid", "glorot", "std = sqrt(2 / (fan_in + fan_out))", "Glorot, Bengio 2010"),
        ("tanh", "glorot", "std = sqrt(2 / (fan_in + fan_out))", "Glorot, Bengio 2010"),
        ("selu", "lecun", "std = 1 / sqrt(fan_in)", "arXiv:1706.02515"),
        ("siren", "siren", "U(-b, b), b = sqrt(6 / fan_in) / w0", "arXiv:2006.09661"),
        ("gelu", "none", "", "arXiv:1810.04805"),
    ],
)
def test_the_matching_initialisation(spec, rule, weights, source):
    found = initialisation(resolve(spec))
    assert (found.rule, found.weights) == (rule, weights)
    assert source in found.source


@pytest.mark.parametrize("spec", ["selu:alpha=2", "elu:0.5", "softmax", "sin(x)"])
def test_nothing_is_said_of_what_no_source_speaks_of(spec):
    assert initialisation(resolve(spec)) is None


def test_every_reason_is_there_in_both_languages():
    told = [found for name in shipped_book().entries if (found := initialisation(resolve(name)))]
    assert len(told) >= 15
    for found in told:
        assert found.reasons["en"].endswith(".")
        assert any("가" <= letter <= "힣" for letter in found.reasons["ko"])
        assert found.source


def test_the_file_speaks_of_functions_of_the_book_only():
    from actcli.analysis.initialisation import _tables

    assert set(_tables()["functions"]) <= set(shipped_book().entries)
