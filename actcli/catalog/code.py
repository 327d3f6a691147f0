"""A function as code of a framework: its own symbol where it has that very one, else the formula.

Functions of a vector that a framework lacks are written out in snippets.toml.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actcli.catalog.entry import AXIS_ARGUMENTS, Entry, Settings, Symbol
from actcli.catalog.formulas import entry_formula
from actcli.catalog.load import read_toml, shipped_book
from actcli.catalog.symbol_calls import arguments, by_preference, call
from actcli.errors import ActcliError
from actcli.formula.code import (
    PYTHON_FRAMEWORKS,
    definition,
    function_code,
    gated_code,
    module,
    python_number,
)
from actcli.formula.onnx import (
    Attribute,
    OnnxNode,
    formula_script,
    gated_script,
    operator_script,
    script,
)
from actcli.formula.simplify import simplified
from actcli.formula.tree import Binary, Number, Parameter, substitute

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.catalog.load import Book

CODE_FRAMEWORKS = (*PYTHON_FRAMEWORKS, "onnx")

_SNIPPETS = Path(__file__).with_name("snippets.toml")


def activation_code(activation: "Activation", framework: str) -> str:
    """The function as a module that runs as it is, its parameters written as numbers.

    For numpy, torch, keras and jax it defines NAME(x) for an array x; for onnx it is a script whose
    build() makes a checked model. Raises ActcliError for a framework without code.
    """
    if framework not in CODE_FRAMEWORKS:
        raise ActcliError(f"no code for {framework!r}", f"there is {', '.join(CODE_FRAMEWORKS)}")
    entry = activation.entry
    name = entry.name if entry else "activation"
    if entry:
        code = _entry_code(entry, framework, activation.parameters)
        if code:
            return code
        if activation.is_vector:
            raise _not_written(entry, framework, activation.parameters)
    tree, numbers = activation.parsed.tree, activation.numeric_parameters
    if framework == "onnx":
        return formula_script(name, tree, numbers)
    return function_code(name, tree, framework, numbers)


def entry_code(entry: Entry, parameters: Settings, framework: str, book: "Book") -> str:
    """As `activation_code`, of an elementwise entry; needs no NumPy."""
    code = _entry_code(entry, framework, parameters)
    if code:
        return code
    choice = entry.choice_parameter
    formula = entry_formula(entry, str(parameters[choice.name]) if choice else "", book)
    numbers = {name: value for name, value in parameters.items() if isinstance(value, float)}
    return function_code(entry.name, formula.tree, framework, numbers)


def _entry_code(entry: Entry, framework: str, parameters: Settings) -> str | None:
    """Code that needs no formula, or None."""
    own = _own_symbol_code(entry.name, entry, framework, parameters)
    if own is None and entry.vector:
        return _vector_code(entry, framework, parameters)
    return own


def _not_written(entry: Entry, framework: str, parameters: Settings) -> ActcliError:
    there = [name for name in CODE_FRAMEWORKS if _entry_code(entry, name, parameters)]
    hint = f"there is {', '.join(there)}" if there else None
    return ActcliError(f"no code for {entry.name} in {framework}", hint)


def _own_symbol_code(name: str, entry: Entry, framework: str, wanted: Settings) -> str | None:
    """Code that calls the framework's own function, or None where it has no such one."""
    book = shipped_book()
    if framework not in book.frameworks:  # numpy
        return None
    rules = book.frameworks[framework]
    for symbol in by_preference(entry, framework):
        settings = arguments(symbol, entry.parameters, wanted, rules)
        if settings is None:
            continue
        if framework == "onnx" and symbol.call is None:
            return operator_script(name, symbol.last, _attributes(symbol, settings))
        if framework != "onnx":
            body = call(symbol, entry.parameters, wanted, settings, rules)
            return module([definition(name, f"return {body}")])
    return None


def _attributes(symbol: Symbol, settings: Settings) -> dict[str, Attribute]:
    names = symbol.argument_names
    axis = {theirs: -1 for theirs in names.values() if theirs in AXIS_ARGUMENTS}
    return {**{names[name]: value for name, value in settings.items()}, **axis}


def _vector_code(entry: Entry, framework: str, parameters: Settings) -> str | None:
    """The code of a function of a vector, written out, or None where nobody wrote it."""
    from actcli.formula.vector.gated import GATED

    if entry.vector in GATED:
        return _gated_code(entry, framework, parameters)
    choices = [value for value in parameters.values() if isinstance(value, str)]
    snippet = _snippets().get("_".join([entry.vector, *choices]), {}).get(framework)
    if snippet is None:
        return None
    if framework == "onnx":
        return _graph_code(entry.name, snippet, parameters)
    texts = {key: python_number(v)[0] for key, v in parameters.items() if isinstance(v, float)}
    texts |= {"name": entry.name, "shape": _groups(parameters)}
    return module([_filled(snippet.strip() + "\n", texts)])


def _gated_code(entry: Entry, framework: str, parameters: Settings) -> str:
    """One half of x times a function of the other."""
    from actcli.formula.vector.gated import GATED

    factors = GATED[entry.vector].factors(str(parameters.get("approximate", "none")))
    numbers = {key: Number(v) for key, v in parameters.items() if isinstance(v, float)}
    value, gate = (
        substitute(factor, Parameter(half), numbers)
        for half, factor in zip(("value", "gate"), factors, strict=True)
    )
    is_first = parameters.get("gate", "second") == "first"
    halves = ("gate", "value") if is_first else ("value", "gate")
    product = simplified(Binary("*", value, gate))
    if framework == "onnx":
        return gated_script(entry.name, halves, product)
    return gated_code(entry.name, framework, halves, product)


def _graph_code(name: str, lines: Sequence[Sequence[Any]], parameters: Settings) -> str:
    """The script of a snippet's nodes: operator, inputs, output, attributes."""
    nodes: list[OnnxNode] = []
    constants: dict[str, float] = {}

    def named(text: str) -> str:
        """An input as the node names it; what stands in <> becomes a constant."""
        inside = text.strip("<>")
        if inside == text:
            return text
        if inside in parameters:
            constants[inside] = float(parameters[inside])
            return inside
        constant = f"c{inside.replace('.', '_')}"
        constants[constant] = float(inside)
        return constant

    for operator, inputs, output, *attributes in lines:
        names = tuple(map(named, inputs))
        given = tuple(attributes[0].items()) if attributes else ()
        nodes.append(OnnxNode(operator, names, (output,), given))
    return script(name, nodes, constants)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(f"<{key}>", value)
    return text


def _groups(parameters: Settings) -> str:
    """How maxout divides the last axis: (groups, numbers of each), or turned round if strided."""
    pieces, units = (int(float(parameters.get(key, 0.0))) for key in ("pieces", "units"))
    shape = [f"{units}", "-1"] if units else ["-1", f"{pieces}"]
    if parameters.get("grouping") == "strided":
        shape.reverse()
    return ", ".join(shape)


@cache
def _snippets() -> dict[str, dict[str, Any]]:
    return read_toml(_SNIPPETS)
