"""A function's formula as a picture shows it: in its title, or beside its name in the legend."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actcli.render.paper.mathtext import mathtext

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation


@dataclass(frozen=True)
class Formula:
    """A function as it is written: LaTeX for mathtext, and as text where that cannot set it.

    `settings` are the parameters that the LaTeX mentions, each as LaTeX and as its value.
    """

    label: str
    latex: str
    text: str
    settings: tuple[tuple[str, str], ...] = ()
    is_vector: bool = False

    def typeset(self, *, is_large: bool) -> str:
        """The formula with its parameters between dollars, else as plain text."""
        formula = mathtext(self.latex, is_large=is_large)
        if formula is None or not self.settings:
            return formula or self.text
        settings = mathtext(r", \; ".join(f"{name} = {value}" for name, value in self.settings))
        return rf"{formula[:-1]} \qquad {settings[1:]}" if settings else self.text

    def equation(self) -> str:
        """f(x) = the formula, as a line of its own."""
        typeset, name = self.typeset(is_large=True), "f_i(x)" if self.is_vector else "f(x)"
        return f"${name} = {typeset[1:]}" if typeset.startswith("$") else f"{name} = {typeset}"


def formula_of(function: "Activation") -> Formula:
    """The formula of a function, with the values of those parameters that it mentions."""
    from actcli.catalog.activation import value_text
    from actcli.formula.latex import latex
    from actcli.formula.tree import Parameter

    named = {latex(Parameter(name)): value for name, value in function.parameters.items()}
    return Formula(
        function.label,
        function.latex,
        function.formula,
        tuple(
            (name, value_text(value)) for name, value in named.items()
            if re.search(rf"(?<![\\A-Za-z]){re.escape(name)}(?![A-Za-z])", function.latex)
        ),
        function.is_vector,
    )  # fmt: skip
