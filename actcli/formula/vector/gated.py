"""Gated linear units and kin: one half of a vector times a function of the other half.

The halves go through formulas like every elementwise function, so that a gate keeps the digits of
its own entry. A product of two factors is as accurate as they are, except that a gate below
2.2e-308 has lost digits before it is multiplied.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from actcli.errors import ActcliError
from actcli.formula.compensated import Array
from actcli.formula.evaluate import evaluate
from actcli.formula.parse import parse_formula
from actcli.formula.tree import Node

# The sign that a gate or its slope has here, it keeps from here on outwards.
_SETTLED = 8.0


class Gated(NamedTuple):
    """passed(a) * gate(b) for the halves a and b of a vector; `gate` says which half is b.

    `gates` are the formulas of the gate by `approximate`; `alpha` is a number in them.
    """

    name: str
    gates: Mapping[str, str]
    passed: str = "x"

    def values(
        self, x: Array, gate: str = "second", approximate: str = "none", alpha: float = 1.0
    ) -> Array:
        """Half as many numbers as x has on its last axis; ActcliError if these are odd in number.

        An infinite factor gives the limit: 0 times it is 0 where the other factor is exactly 0, not
        where that has only underflowed, and NaN where both halves are infinite and do not agree.
        """
        a, b = self._halves(x, gate)
        (passed,) = evaluate(_tree(self.passed), a, {}, [0])
        return self._times(passed, b, self.gates[approximate], alpha, 0)

    def jacobian(
        self, x: Array, gate: str = "second", approximate: str = "none", alpha: float = 1.0
    ) -> Array:
        """Two diagonals side by side, one for each half: shape (..., n / 2, n)."""
        a, b = self._halves(x, gate)
        passed, passed_slope = evaluate(_tree(self.passed), a, {}, [0, 1])
        by_a = self._times(passed_slope, b, self.gates[approximate], alpha, 0)
        by_b = self._times(passed, b, self.gates[approximate], alpha, 1)
        size = a.shape[-1]
        jacobian = np.zeros((*x.shape[:-1], size, 2 * size))
        row = np.arange(size)
        first, second = (by_b, by_a) if gate == "first" else (by_a, by_b)
        # A slope of -0.0 would say nothing that 0.0 does not.
        jacobian[..., row, row] = first + 0.0
        jacobian[..., row, size + row] = second + 0.0
        return jacobian

    def _halves(self, x: Array, gate: str) -> tuple[Array, Array]:
        """The half that is passed and the half that gates it."""
        size = x.shape[-1]
        if size == 0 or size % 2:
            raise ActcliError(
                f"{self.name} needs an even number of numbers, not {size}",
                "the values and their gates are the two halves of one vector",
            )
        first, second = x[..., : size // 2], x[..., size // 2 :]
        return (second, first) if gate == "first" else (first, second)

    def _times(self, factor: Array, b: Array, gate: str, alpha: float, order: int) -> Array:
        """factor times the gate or its slope at b, with the limit where one of them is infinite."""
        (by,) = evaluate(_tree(gate), b, {"alpha": alpha}, [order])
        product: Array = factor * by
        lost = np.isnan(product) & ~np.isnan(factor) & ~np.isnan(by)
        if not lost.any():
            return product
        edge = _SETTLED / abs(alpha) if alpha else np.inf
        (near,) = evaluate(_tree(gate), np.clip(b, -edge, edge), {"alpha": alpha}, [order])
        is_zero = (near == 0.0) | (factor == 0.0)
        limit = np.where(np.isinf(b), np.nan, factor * np.sign(near))
        return np.where(lost, np.where(is_zero, 0.0, limit), product)

    def factors(self, approximate: str) -> tuple[Node, Node]:
        """The formulas of what is passed and of the gate, each of its own half as x."""
        return _tree(self.passed), _tree(self.gates[approximate])


@cache
def _tree(text: str) -> Node:
    return parse_formula(text, ("alpha",)).tree


GLU = Gated("glu", {"none": "sigmoid(x)"})
BILINEAR_GLU = Gated("bilinear_glu", {"none": "x"})
REGLU = Gated("reglu", {"none": "max(x, 0)"})
GEGLU = Gated(
    "geglu",
    {
        "none": "x * normal_cdf(x)",
        "tanh": "x * sigmoid(2 * sqrt(2 / pi) * (x + 0.044715 * x**3))",
    },
)
SWIGLU = Gated("swiglu", {"none": "x * sigmoid(alpha * x)"})
GTU = Gated("gtu", {"none": "sigmoid(x)"}, passed="tanh(x)")
GATED = {gated.name: gated for gated in (GLU, BILINEAR_GLU, REGLU, GEGLU, SWIGLU, GTU)}
