"""Functions of a whole vector: softmax and its kin, sparse ones, gated ones, with their Jacobians.

All work over the last axis of float64 arrays: x of shape (..., n) gives values of shape (..., m)
and a Jacobian of shape (..., m, n); for most, m is n.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from actcli.formula.compensated import Array
from actcli.formula.vector import pieces, softmax, sparse
from actcli.formula.vector.gated import BILINEAR_GLU, GEGLU, GLU, GTU, REGLU, SWIGLU


class VectorFunction(NamedTuple):
    """A function of a vector: its formula in LaTeX, its values, and its Jacobian.

    Both are called with the parameters of its entry by name: values(x, tau=1.0, hard="false").
    """

    latex: str
    values: Callable[..., Array]
    jacobian: Callable[..., Array]


def _quiet(
    latex: str, values: Callable[..., Array], jacobian: Callable[..., Array]
) -> VectorFunction:
    """A function of a vector that raises no NumPy warning, whatever it is given."""
    silence = np.errstate(all="ignore")
    return VectorFunction(latex, silence(values), silence(jacobian))


VECTOR_FUNCTIONS: dict[str, VectorFunction] = {
    "softmax": _quiet(
        r"\frac{e^{x_i}}{\sum_j e^{x_j}}",
        softmax.softmax,
        softmax.softmax_jacobian,
    ),
    "log_softmax": _quiet(
        r"x_i - \ln \sum_j e^{x_j}",
        softmax.log_softmax,
        softmax.log_softmax_jacobian,
    ),
    "softmin": _quiet(
        r"\frac{e^{-x_i}}{\sum_j e^{-x_j}}",
        softmax.softmin,
        softmax.softmin_jacobian,
    ),
    "gumbel_softmax": _quiet(
        r"\frac{e^{x_i / \tau}}{\sum_j e^{x_j / \tau}}",
        softmax.gumbel_softmax,
        softmax.gumbel_softmax_jacobian,
    ),
    "taylor_softmax": _quiet(
        r"\frac{1 + x_i + x_i^2 / 2}{\sum_j \left(1 + x_j + x_j^2 / 2\right)}",
        softmax.taylor_softmax,
        softmax.taylor_softmax_jacobian,
    ),
    "hardmax": _quiet(
        r"\begin{cases} 1 & i = \min \operatorname{arg\,max}_j x_j \\ 0 & \text{otherwise}"
        r" \end{cases}",
        sparse.hardmax,
        sparse.hardmax_jacobian,
    ),
    "sparsemax": _quiet(
        r"\max\left(x_i - \tau, 0\right), \quad \sum_i \max\left(x_i - \tau, 0\right) = 1",
        sparse.sparsemax,
        sparse.sparsemax_jacobian,
    ),
    "entmax15": _quiet(
        r"\max\left(\tfrac{x_i}{2} - \tau, 0\right)^2, \quad"
        r" \sum_i \max\left(\tfrac{x_i}{2} - \tau, 0\right)^2 = 1",
        sparse.entmax15,
        sparse.entmax15_jacobian,
    ),
    "maxout": _quiet(
        r"\max_{0 \le j < k} x_{ki + j}",
        pieces.maxout,
        pieces.maxout_jacobian,
    ),
    "crelu": _quiet(
        r"\left(\max(x, 0), \max(-x, 0)\right)",
        pieces.crelu,
        pieces.crelu_jacobian,
    ),
    "glu": _quiet(
        r"a \odot \sigma(b), \quad (a, b) = x",
        GLU.values,
        GLU.jacobian,
    ),
    "bilinear_glu": _quiet(
        r"a \odot b, \quad (a, b) = x",
        BILINEAR_GLU.values,
        BILINEAR_GLU.jacobian,
    ),
    "reglu": _quiet(
        r"\max(a, 0) \odot b, \quad (a, b) = x",
        REGLU.values,
        REGLU.jacobian,
    ),
    "geglu": _quiet(
        r"a \, \Phi(a) \odot b, \quad (a, b) = x",
        GEGLU.values,
        GEGLU.jacobian,
    ),
    "swiglu": _quiet(
        r"a \, \sigma(\alpha a) \odot b, \quad (a, b) = x",
        SWIGLU.values,
        SWIGLU.jacobian,
    ),
    "gtu": _quiet(
        r"\tanh(a) \odot \sigma(b), \quad (a, b) = x",
        GTU.values,
        GTU.jacobian,
    ),
}
