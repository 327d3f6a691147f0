"""An activation function as Python code uses it: called on numbers and arrays, with slopes."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from actcli.catalog.entry import Entry, Settings, Value
from actcli.errors import ActcliError
from actcli.formula.compensated import Array
from actcli.formula.evaluate import evaluate
from actcli.formula.tree import Formula, Node, Parameter, walk

if TYPE_CHECKING:
    from actcli.catalog.traits import Traits
    from actcli.formula.vector import VectorFunction

_FLOATS = (np.float16, np.float32, np.float64)
# A vector of this length has a Jacobian of 128 MB.
_LONGEST_JACOBIAN = 4096


class Activation:
    """One function with its parameters set: `actcli.get("leaky_relu:0.2")`.

    Call it on a scalar, list or array of any shape. float16, float32 and float64 keep their dtype
    (evaluated in float64 and rounded once); whole numbers and lists become float64. NaN gives NaN
    and ±inf the limit. A function of a vector, such as softmax, works over the last axis unless
    `axis` says otherwise.
    """

    def __init__(
        self,
        name: str,
        formula: Formula | None,
        parameters: Settings,
        entry: Entry | None,
        label: str | None = None,
    ) -> None:
        self.name = name
        self.entry = entry
        self._parameters = dict(parameters)
        self._formula = formula
        self._label = label

    def __repr__(self) -> str:
        return f"actcli.get({self.spec!r})"

    @property
    def spec(self) -> str:
        """The full canonical name, parameters at their default left out."""
        return _written(self.name, self._settings())

    def _settings(self, told: Collection[str] = ()) -> Settings:
        """The parameters that are not at their default, and those that are told all the same."""
        rules = self.entry.parameters if self.entry is not None else {}
        return {
            key: value
            for key, value in self._parameters.items()
            if key in rules and (key in told or value != rules[key].default)
        }

    @property
    def parameters(self) -> dict[str, Value]:
        """The parameters by name; a copy, so that changing it changes nothing."""
        return dict(self._parameters)

    @property
    def label(self) -> str:
        """What a picture calls the function: its spec, or what sets it apart from its family."""
        return self.spec if self._label is None else self._label

    def labelled(self, told: Collection[str]) -> "Activation":
        """The same function with some parameters always in its label, at their default too."""
        label = _written(self.name, self._settings(told))
        return Activation(self.name, self._formula, self._parameters, self.entry, label)

    @property
    def is_vector(self) -> bool:
        """Whether it is a function of a whole vector, such as softmax."""
        return self._formula is None

    @property
    def formula(self) -> str:
        """The formula as text, in the formula language where the function is elementwise."""
        if self._formula is not None:
            return self._formula.text
        return self.entry.formula_text if self.entry else ""

    @property
    def latex(self) -> str:
        """The formula in LaTeX, as a textbook has it where the book knows that form."""
        if self._formula is None:
            return self.vector.latex
        from actcli.formula.latex import latex

        return latex(self.textbook_tree or self._formula.tree)

    @property
    def textbook_tree(self) -> Node | None:
        """The usual form where it says all: parameters that it leaves out are at their defaults."""
        if self.entry is None or not self.entry.textbook:
            return None
        from actcli.formula.parse import parse_formula

        tree = parse_formula(self.entry.textbook, list(self.numeric_parameters)).tree
        told = {part.name for part in walk(tree) if isinstance(part, Parameter)}
        rules = self.entry.parameters.values()
        untold = [rule for rule in rules if rule.name not in told]
        return tree if all(self._parameters[r.name] == r.default for r in untold) else None

    def code(self, framework: str) -> str:
        """A module of numpy, torch, jax, keras or onnx that runs as it is.

        The framework's own symbol where it has one with this very definition, else the formula.
        Raises ActcliError for another framework, and where there is no code for a vector function.
        """
        from actcli.catalog.code import activation_code

        return activation_code(self, framework)

    @property
    def traits(self) -> "Traits | None":
        """What is measured about the function; None for a function of a vector."""
        from actcli.catalog.traits import traits_of

        return traits_of(self)

    @property
    def parsed(self) -> Formula:
        """The parsed formula of an elementwise function; ActcliError for a function of a vector."""
        if self._formula is None:
            raise ActcliError(
                f"{self.name} is a function of a whole vector",
                f"try: actcli eval {self.name} 1 2 3",
            )
        return self._formula

    @cached_property
    def vector(self) -> "VectorFunction":
        """The vector function behind a vector entry."""
        if self.entry is None or not self.entry.vector:
            raise TypeError(f"{self.name} is elementwise")
        from actcli.formula.vector import VECTOR_FUNCTIONS

        return VECTOR_FUNCTIONS[self.entry.vector]

    @property
    def numeric_parameters(self) -> dict[str, float]:
        """The parameters that occur in the formula as numbers."""
        return {key: value for key, value in self.parameters.items() if isinstance(value, float)}

    def __call__(self, x: ArrayLike, axis: int = -1) -> Any:
        """f(x): a float for a scalar, else an array of x's shape and floating dtype."""
        return self.derivative(x, 0, axis)

    def derivative(self, x: ArrayLike, order: int = 1, axis: int = -1) -> Any:
        """The derivative of the given order (0, 1 or 2), of x's shape and floating dtype.

        For a function of a vector, order 1 is the Jacobian: the axis is replaced by two at the end.
        Raises ActcliError for another order, TypeError for complex or non-numeric input.
        """
        values, dtype, is_scalar = _as_doubles(x)
        if self.is_vector:
            result = self._vector_derivative(values, order, axis)
        else:
            result = self.evaluate(values, [order])[0]
        with np.errstate(all="ignore"):
            rounded = result.astype(dtype)
        return float(rounded) if is_scalar and rounded.ndim == 0 else rounded

    def sample(self, x: ArrayLike, generator: "np.random.Generator", axis: int = -1) -> Any:
        """A draw of a random function (rrelu, gumbel_softmax), of x's shape and floating dtype.

        Raises ActcliError for a function that is not random.
        """
        if self.entry is None or not self.entry.sample:
            raise ActcliError(f"{self.spec} is not random: there is nothing to sample")
        from actcli.formula.sampling import SAMPLERS

        values, dtype, is_scalar = _as_doubles(x)
        last = np.moveaxis(values, axis, -1) if self.is_vector else values
        drawn = SAMPLERS[self.entry.sample](last, self.parameters, generator)
        result = np.moveaxis(drawn, -1, axis) if self.is_vector else drawn
        return float(result) if is_scalar else result.astype(dtype)

    def evaluate(self, x: Array, orders: Sequence[int]) -> list[Array]:
        """Several derivatives of an elementwise function in one pass: float64 in, float64 out."""
        for order in orders:
            if order not in (0, 1, 2):
                raise ActcliError(
                    f"there is no derivative of order {order} here", "orders are 0, 1, 2"
                )
        return evaluate(self.parsed.tree, x, self.numeric_parameters, orders)

    def _vector_derivative(self, x: Array, order: int, axis: int) -> Array:
        if x.ndim == 0:
            raise ActcliError(f"{self.name} needs a vector, not a single number")
        if order not in (0, 1):
            raise ActcliError(
                f"{self.name} is a function of a vector: order {order} is not available",
                "its Jacobian is order 1",
            )
        if order == 1 and x.shape[axis] > _LONGEST_JACOBIAN:
            raise ActcliError(
                f"the Jacobian of {x.shape[axis]} inputs is too large",
                f"at most {_LONGEST_JACOBIAN} inputs",
            )
        last = np.moveaxis(x, axis, -1)
        if last.shape[-1] == 0:
            raise ActcliError(f"{self.name} needs at least one number")
        if order == 1:
            return self.vector.jacobian(last, **self.parameters)
        return np.moveaxis(self.vector.values(last, **self.parameters), -1, axis)


def _as_doubles(x: ArrayLike) -> tuple[Array, np.dtype[Any], bool]:
    """x as float64, the dtype that the answer shall have, and whether x was a plain number."""
    array = np.asarray(x)
    if array.dtype == object and isinstance(x, int):  # beyond 64 bits
        array = np.asarray(float(x))
    if array.dtype.kind not in "fiub":
        raise TypeError(f"actcli evaluates real numbers, not {array.dtype}")
    dtype = array.dtype if array.dtype.type in _FLOATS else np.dtype(np.float64)
    return array.astype(np.float64), dtype, not isinstance(x, np.ndarray) and array.ndim == 0


def _written(name: str, settings: Settings) -> str:
    """A name with parameters, as a spec has them."""
    texts = [f"{key}={value_text(value)}" for key, value in settings.items()]
    return f"{name}:{','.join(texts)}" if texts else name


def value_text(value: Value) -> str:
    """A parameter's value as a spec writes it: the shortest text that reads back the same."""
    if isinstance(value, str):
        return value
    is_short_whole = abs(value) < 1e15 and value == int(value)
    return str(int(value)) if is_short_whole else repr(value)
