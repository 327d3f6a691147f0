"""What every elementwise entry of the book must return, from mpmath at 60 digits.

One module a family, as in the book; each form there is written by hand from the definition in the
source that the book names, and takes nothing from actcli. Parameters and numbers are exact doubles,
pi and all operations are exact. What holds where a slope jumps follows PyTorch 2.13's gradients
(measured; see test_evaluate.py), and f'' is 0 there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import mpmath
import numpy as np
from mpmath import mpf

import actcli
from actcli.catalog.load import shipped_book
from oracles import elementary, gated, linear, periodic, rectifier, shrinkage, sigmoidal, threshold
from oracles.form import Ends, Oracle
from oracles.jets import DIGITS, variable

Triple = tuple[mpf, mpf, mpf]
FAMILIES = (linear, threshold, sigmoidal, rectifier, gated, shrinkage, periodic, elementary)
ORACLES: dict[str, Oracle] = {
    name: oracle for family in FAMILIES for name, oracle in family.ORACLES.items()
}


@dataclass(frozen=True)
class Case:
    """An oracle with its parameters set."""

    name: str
    parameters: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def spec(self) -> str:
        """The spec that actcli reads."""
        settings = ",".join(f"{key}={value!r}" for key, value in self.parameters.items())
        return f"{self.name}:{settings}".replace("'", "") if settings else self.name

    @property
    def oracle(self) -> Oracle:
        return ORACLES[self.name]

    def jet(self, x: float | mpf, digits: int = DIGITS) -> Triple:
        """f, f', f'' at x, to some 55 digits; f'' is 0 where f' jumps."""
        with mpmath.workdps(digits):
            result = self.oracle.form(variable(x), **self.parameters)
            bend = mpf(0) if self._is_kink(mpf(x)) else result.bend
            return result.value, result.slope, bend

    def _is_kink(self, x: mpf) -> bool:
        return any(x == kink for kink in self.oracle.kinks(**self.parameters))

    def slope(self, x: float, order: int) -> mpf:
        """The slope of the derivative of this order, at an x where that is smooth."""
        if order < 2:
            return self.jet(x)[order + 1]
        with mpmath.workdps(DIGITS):
            step = mpf(10) ** -20
            return (self.jet(mpf(x) + step)[2] - self.jet(mpf(x) - step)[2]) / (2 * step)

    @cached_property
    def ends(self) -> Ends:
        return self.oracle.ends(**self.parameters)

    @cached_property
    def kinks(self) -> list[float]:
        """The doubles nearest to the kinks."""
        with mpmath.workdps(DIGITS):
            return [float(kink) for kink in self.oracle.kinks(**self.parameters)]

    @cached_property
    def zeros(self) -> tuple[list[float], list[float], list[float]]:
        """For each order, the places other than 0 where that derivative crosses or reaches zero."""
        reach = 6.0 if self.oracle.waves else 60.0  # waves go on for ever
        grid = np.linspace(-reach, reach, 1501).tolist()
        signs = [tuple(int(mpmath.sign(part)) for part in self.jet(x)) for x in grid]
        found: tuple[list[float], list[float], list[float]] = ([], [], [])
        for order, places in enumerate(found):
            for i, x in enumerate(grid[1:]):
                if signs[i][order] != signs[i + 1][order]:
                    places.append(self._bisected(grid[i], x, order))
        return tuple([x for x in places if abs(x) > 1e-9] for places in found)

    def _bisected(self, low: float, high: float, order: int) -> float:
        sign_above = mpmath.sign(self.jet(high)[order])
        while high - low > 1e-12:
            middle = (low + high) / 2
            if mpmath.sign(self.jet(middle)[order]) == sign_above:
                high = middle
            else:
                low = middle
        return high


def _choices() -> list[Case]:
    """Each formula of an entry that has several, at the defaults of the others."""
    found = []
    for name in ORACLES:
        rule = shipped_book().entries[name].choice_parameter
        if rule is not None:
            others = [choice for choice in rule.choices if choice != rule.default]
            found += [Case(name, {rule.name: choice}) for choice in others]
    return found


def _framework_variants() -> list[Case]:
    """What each framework's symbol means, wherever it is not the default."""
    found: dict[str, Case] = {}
    for symbol in shipped_book().symbols():
        if symbol.entry in ORACLES and symbol.settings:
            case = Case(symbol.entry, dict(symbol.settings))
            found[actcli.get(case.spec).spec] = case
    for case in DEFAULTS:
        found.pop(actcli.get(case.spec).spec, None)
    return list(found.values())


DEFAULTS = [Case(name) for name in ORACLES] + _choices()
USUAL = [Case(*pair) for family in FAMILIES for pair in family.VARIANTS]
CASES = DEFAULTS + USUAL + _framework_variants()
