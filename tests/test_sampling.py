"""Draws from the stochastic functions: reproducible, and distributed as their papers say."""

import math
import warnings

import numpy as np
import pytest

from actcli.formula import sampling
from actcli.formula.sampling import SAMPLERS, sample_gumbel_softmax, sample_rrelu

RRELU = {"lower": 1.0 / 8.0, "upper": 1.0 / 3.0}
SOFT = {"tau": 1.0, "hard": "false"}
HARD = {"tau": 1.0, "hard": "true"}
MANY = 40_000
STANDARD_ERRORS = 5.0


def generator(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_names_that_entries_may_use():
    assert set(SAMPLERS) == {"rrelu", "gumbel_softmax"}


@pytest.mark.parametrize(("name", "parameters"), [("rrelu", RRELU), ("gumbel_softmax", SOFT)])
def test_a_seed_decides_the_draw(name, parameters):
    x = np.linspace(-3.0, 3.0, 24).reshape(2, 3, 4)
    first = SAMPLERS[name](x, parameters, generator(1))
    assert first.shape == x.shape
    assert first.dtype == np.float64
    assert np.array_equal(first, SAMPLERS[name](x, parameters, generator(1)))
    assert not np.array_equal(first, SAMPLERS[name](x, parameters, generator(2)))


def test_rrelu_draws_its_slopes_uniformly():
    slopes = -sample_rrelu(np.full(MANY, -1.0), RRELU, generator())
    lower, upper = RRELU["lower"], RRELU["upper"]
    assert slopes.min() >= lower
    assert slopes.max() <= upper
    deviation = (upper - lower) / math.sqrt(12.0)
    assert slopes.mean() == pytest.approx(
        (lower + upper) / 2.0, rel=0, abs=STANDARD_ERRORS * deviation / math.sqrt(MANY)
    )
    # Of a uniform variable, the fourth moment is 9/5 of the squared variance.
    assert slopes.var() == pytest.approx(
        deviation**2, rel=STANDARD_ERRORS * math.sqrt(0.8 / MANY), abs=0
    )


def test_rrelu_leaves_the_rest_alone():
    x = np.array([0.0, 2.5, np.inf, np.nan, -np.inf, -0.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = sample_rrelu(x, RRELU, generator())
    assert result.tolist() == pytest.approx(x.tolist(), nan_ok=True)
    assert math.copysign(1.0, result[5]) == -1.0


def test_hard_gumbel_softmax_draws_with_the_probabilities_of_softmax():
    """The Gumbel-max trick (Maddison, Tarlow, Minka 2014): the temperature does not matter."""
    x = np.log([0.1, 0.2, 0.7])
    for tau in (0.1, 1.0, 10.0):
        draws = sample_gumbel_softmax(np.tile(x, (MANY, 1)), {**HARD, "tau": tau}, generator())
        assert set(np.unique(draws)) == {0.0, 1.0}
        assert np.all(draws.sum(axis=-1) == 1.0)
        for share, p in zip(draws.mean(axis=0), (0.1, 0.2, 0.7), strict=True):
            assert share == pytest.approx(
                p, rel=0, abs=STANDARD_ERRORS * math.sqrt(p * (1.0 - p) / MANY)
            )


def test_soft_gumbel_softmax_is_logistic_in_two_dimensions():
    """log(y_1 / y_2) tau = x_1 - x_2 + logistic noise, whose variance is pi^2 / 3."""
    tau = 2.0
    draws = sample_gumbel_softmax(
        np.tile([1.5, 0.0], (MANY, 1)), {"tau": tau, "hard": "false"}, generator()
    )
    assert draws.sum(axis=-1).tolist() == pytest.approx([1.0] * MANY, rel=1e-15)
    noise = tau * np.log(draws[:, 0] / draws[:, 1])
    variance = math.pi**2 / 3.0
    assert noise.mean() == pytest.approx(
        1.5, rel=0, abs=STANDARD_ERRORS * math.sqrt(variance / MANY)
    )
    # The excess kurtosis of the logistic distribution is 6/5.
    assert noise.var() == pytest.approx(
        variance, rel=STANDARD_ERRORS * math.sqrt(3.2 / MANY), abs=0
    )


def test_the_hard_draw_is_the_largest_of_the_soft_one():
    x = generator(3).normal(size=(50, 6))
    soft, hard = (sample_gumbel_softmax(x, p, generator(9)) for p in (SOFT, HARD))
    assert soft.argmax(axis=-1).tolist() == hard.argmax(axis=-1).tolist()


def test_a_nan_spoils_its_own_line_only():
    x = np.array([[np.nan, 0.0], [1.0, 0.0], [np.inf, 0.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        soft, hard = (sample_gumbel_softmax(x, p, generator()) for p in (SOFT, HARD))
    for result in (soft, hard):
        assert np.isnan(result[0]).all()
        assert result[1].sum() == pytest.approx(1.0)
        assert result[2].tolist() == [1.0, 0.0]


@pytest.mark.parametrize("drawn", [0, 2**52 - 1])
def test_the_noise_is_finite_at_the_ends_of_the_uniform(drawn):
    class AtTheEnd:
        def integers(self, low, high, shape):
            assert (low, high) == (0, 2**52)
            return np.full(shape, drawn)

    u = sampling._open_uniform((1,), AtTheEnd())
    assert 0.0 < u[0] < 1.0
    assert np.isfinite(-np.log(-np.log(u[0])))
