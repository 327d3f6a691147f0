"""Draws from the stochastic functions; without a draw they have their mean form, or no noise."""

from collections.abc import Callable, Mapping

import numpy as np

from actcli.errors import ActcliError
from actcli.formula.compensated import Array
from actcli.formula.vector import VECTOR_FUNCTIONS

Parameters = Mapping[str, float | str]
Sampler = Callable[[Array, Parameters, np.random.Generator], Array]


def sample_rrelu(x: Array, parameters: Parameters, generator: np.random.Generator) -> Array:
    """x where it is not below 0, else a x with a fresh slope a ~ U(lower, upper) for each number.

    float64 in and out, of any shape; NaN stays NaN (Xu, Wang, Chen, Li 2015). This is what torch
    does in training.
    """
    lower, upper = float(parameters["lower"]), float(parameters["upper"])
    if lower > upper:
        raise ActcliError(f"rrelu: lower is above upper: {lower:g}, {upper:g}")
    slopes = generator.uniform(lower, upper, x.shape)
    with np.errstate(all="ignore"):
        return np.where(x < 0.0, slopes * x, x)


def sample_gumbel_softmax(
    x: Array, parameters: Parameters, generator: np.random.Generator
) -> Array:
    """softmax((x + g) / tau) over the last axis, with Gumbel noise g = -log(-log(u)).

    u is uniform in (0, 1), its ends excluded. Where `hard` is "true": 1 at the largest x + g, else
    0. float64 in and out; NaN in a line makes it NaN (Jang, Gu, Poole 2016).
    """
    with np.errstate(all="ignore"):
        noisy = x - np.log(-np.log(_open_uniform(x.shape, generator)))
    return VECTOR_FUNCTIONS["gumbel_softmax"].values(noisy, **parameters)


def _open_uniform(shape: tuple[int, ...], generator: np.random.Generator) -> Array:
    """Uniform numbers in (0, 1): the middles of the 2^52 equal parts of it, ends never reached."""
    return (generator.integers(0, 2**52, shape).astype(np.float64) + 0.5) * 2.0**-52


SAMPLERS: dict[str, Sampler] = {
    "rrelu": sample_rrelu,
    "gumbel_softmax": sample_gumbel_softmax,
}
