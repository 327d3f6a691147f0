"""Text to a formula: Python's expressions, cut down to a whitelist; nothing is ever executed."""

import ast
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from actcli.errors import ActcliError, did_you_mean
from actcli.formula.spellings import SPELLINGS
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Constant,
    Formula,
    Negative,
    Node,
    Number,
    Parameter,
    Variable,
    Where,
    depth_of,
    substitute,
    walk,
)

MAXIMUM_LENGTH = 2_000  # characters
MAXIMUM_DEPTH = 60  # parts inside parts
MAXIMUM_PARTS = 5_000  # after entries of the book are written out
MAXIMUM_WRITTEN_DEPTH = 200  # the same for depth; each part inside parts costs a few Python frames
MAXIMUM_DIGITS = 60  # of one number: a double needs 17

CONSTANTS = ("pi", "e")
_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
# What people write who have paper in mind, and how it is written here.
_ON_PAPER = {
    "²": "**2", "³": "**3", "√": "sqrt(x)", "×": "*", "·": "*", "÷": "/",
    "−": "-", "≤": "<=", "≥": ">=", "π": "pi", "σ": "sigmoid(x)", "Φ": "normal_cdf(x)",
}  # fmt: skip


_TOO_MANY_PARTS = "the formula has too many parts once its functions are written out"


class FormulaError(ActcliError):
    """A formula that cannot be read, with the place of the fault under a caret."""

    def __init__(self, problem: str, text: str, column: int = 0, hint: str | None = None) -> None:
        shown = _excerpt(text, column)
        super().__init__(f"{problem}\n{shown}", hint)
        self.problem = problem
        self.column = column


def _excerpt(text: str, column: int) -> str:
    """The neighbourhood of the fault, and a caret under it."""
    width = 72
    start = max(0, min(column - width // 2, len(text) - width))
    line = text[start : start + width]
    printable = "".join(letter if letter.isprintable() else "?" for letter in line)
    before = "... " if start else ""
    after = " ..." if start + width < len(text) else ""
    margin = len(before) + sum(map(_cells, printable[: column - start]))
    return f"  {before}{printable}{after}\n  {' ' * margin}^"


def _cells(letter: str) -> int:
    """How many columns of a terminal a letter takes: two for Korean."""
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class Definition(NamedTuple):
    """An entry of the book as the parser needs it, to write it out inside another formula.

    `trees` has one tree for an entry with one formula, under the empty name; an entry with a choice
    parameter has one for each choice. `parameters` are the numeric ones with their defaults, and
    `above` what some of them must be greater than.
    """

    trees: Mapping[str, Node]
    parameters: Mapping[str, float] = {}
    choice_name: str = ""
    choice: str = ""
    above: Mapping[str, float] = {}


Lookup = Callable[[str], Definition | None]


def _nothing(_name: str) -> Definition | None:
    return None


def parse_formula(
    text: str, parameters: Collection[str] = (), lookup: Lookup = _nothing
) -> Formula:
    """Parse one line of text; `parameters` are the names that it may use beside x, pi and e.

    `lookup` gives the entries of the book that the formula may name; they are written out in place.
    Raises FormulaError, whose message shows the place, for anything outside the language and for
    text beyond the bounds on length, depth, parts and digits.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not text:
        raise FormulaError("the formula is empty", text)
    tree = _Reader(text, frozenset(parameters), lookup).read(python_tree(text), 0)
    if sum(1 for _ in walk(tree)) > MAXIMUM_PARTS:
        raise FormulaError(_TOO_MANY_PARTS, text)
    return Formula(text, tree)


def python_tree(text: str) -> ast.expr:
    """Python's own syntax tree of one line of text; FormulaError where there is none.

    No warning of Python's parser escapes, and neither length nor depth can exhaust it.
    """
    if len(text) > MAXIMUM_LENGTH:
        raise FormulaError(
            f"the formula is {len(text)} characters long; at most {MAXIMUM_LENGTH} are read", text
        )
    _refuse_what_is_not_one_line(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        # Python gives no offset where the text ends too early.
        column = min(error.offset - 1, len(text)) if error.offset else len(text)
        problem = (error.msg or "invalid syntax").split("(<")[0].strip().rstrip(".")
        raise FormulaError(
            f"cannot read the formula: {problem}", text, column, _syntax_hint(problem, text, column)
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise FormulaError("cannot read the formula: it is nested too deeply", text) from None


def _refuse_what_is_not_one_line(text: str) -> None:
    for column, letter in enumerate(text):
        if letter in "\n\r":
            raise FormulaError("a formula is one line", text, column)
        if letter == "#":
            raise FormulaError("a formula has no comments", text, column)
        if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\t":
            problem = f"a formula has no such character as U+{ord(letter):04X}"
            raise FormulaError(problem, text, column)


def _syntax_hint(problem: str, text: str, column: int) -> str | None:
    """How to write what was probably meant."""
    if problem == "invalid decimal literal":
        return "a product needs its sign: 2*x"
    letter = text[column : column + 1]
    return f"write {_ON_PAPER[letter]}" if letter in _ON_PAPER else None


class _Reader:
    """Turns Python's syntax tree into a formula's, refusing what is not in the language."""

    def __init__(self, text: str, parameters: frozenset[str], lookup: Lookup) -> None:
        self.text = text
        self.parameters = parameters
        self.lookup = lookup

    def fault(self, problem: str, node: ast.AST, hint: str | None = None) -> FormulaError:
        column = len(self.before(getattr(node, "col_offset", 0)))
        return FormulaError(problem, self.text, column, hint)

    def operator_fault(self, problem: str, node: ast.BinOp, hint: str) -> FormulaError:
        """A fault whose caret stands under the operator and not under its left side."""
        left = self.before(node.left.end_col_offset or 0)
        rest = self.text[len(left) :]
        return FormulaError(problem, self.text, len(self.text) - len(rest.lstrip(") \t")), hint)

    def before(self, offset: int) -> str:
        """The text before an offset of Python's syntax tree, which counts bytes."""
        return self.text.encode()[:offset].decode(errors="ignore")

    def read(self, node: ast.expr, depth: int) -> Node:
        if depth > MAXIMUM_DEPTH:
            raise self.fault("the formula is nested too deeply", node)
        match node:
            case ast.Constant():
                return self.number(node)
            case ast.Name():
                return self.name(node)
            case ast.UnaryOp(op=ast.USub()):
                return Negative(self.read(node.operand, depth + 1))
            case ast.UnaryOp(op=ast.UAdd()):
                return self.read(node.operand, depth + 1)
            case ast.BinOp():
                return self.binary(node, depth)
            case ast.Call():
                return self.call(node, depth)
            case ast.Compare():
                raise self.fault("a comparison stands only inside where(condition, a, b)", node)
            case _:
                raise self.fault(
                    f"{_description(node)} not part of the formula language",
                    node,
                    "a formula is made of numbers, x, + - * / **, and functions such as exp(x)",
                )

    def number(self, node: ast.Constant) -> Node:
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            raise self.fault(f"{_description(node)} not a number", node)
        digits = (node.end_col_offset or 0) - node.col_offset
        if digits > MAXIMUM_DIGITS:
            raise self.fault(f"a number of more than {MAXIMUM_DIGITS} characters", node)
        value = float(node.value)
        if value == float("inf"):
            raise self.fault("a number too large for a double", node)
        return Number(value)

    def name(self, node: ast.Name) -> Node:
        if node.id == "x":
            return Variable()
        if node.id in self.parameters:
            return Parameter(node.id)
        if node.id in CONSTANTS:
            return Constant(node.id)
        known = [*CONSTANTS, *sorted(self.parameters)]
        if node.id in SPELLINGS or self.lookup(node.id) is not None:
            raise self.fault(f"{node.id} needs its argument", node, f"write {node.id}(x)")
        hint = f"a formula knows x, {', '.join(known)} and functions"
        if node.id in _ON_PAPER:
            hint = f"write {_ON_PAPER[node.id]}"
        raise self.fault(f"unknown name {node.id!r}", node, hint)

    def binary(self, node: ast.BinOp, depth: int) -> Node:
        if isinstance(node.op, ast.BitXor):
            raise self.operator_fault("^ is not a power here", node, "write x**2 for x squared")
        operator = _BINARY.get(type(node.op))
        if operator is None:
            raise self.operator_fault(
                "an operator outside the formula language", node, "operators are + - * / **"
            )
        return Binary(operator, self.read(node.left, depth + 1), self.read(node.right, depth + 1))

    def call(self, node: ast.Call, depth: int) -> Node:
        if not isinstance(node.func, ast.Name):
            called = getattr(node.func, "attr", "")  # torch.sigmoid(x) inside a formula
            is_known = called in SPELLINGS or self.lookup(called) is not None
            hint = f"write {called}(...)" if is_known else None
            raise self.fault("only a plain name can be called", node, hint)
        name = node.func.id
        if name in SPELLINGS and not node.keywords:
            return self.primitive(name, node, depth)
        definition = self.lookup(name)
        if definition is not None:
            return self.entry(name, definition, node, depth)
        if name in SPELLINGS:
            raise self.fault(f"{name} takes no named arguments", node)
        raise self.fault(f"unknown function {name!r}", node, did_you_mean(name, SPELLINGS))

    def primitive(self, name: str, node: ast.Call, depth: int) -> Node:
        least, most = SPELLINGS[name].arguments
        if not least <= len(node.args) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise self.fault(f"{name} takes {wanted} argument{'s' * (most > 1)}", node)
        if name == "where":
            return Where(
                self.condition(node.args[0], depth + 1),
                self.read(node.args[1], depth + 1),
                self.read(node.args[2], depth + 1),
            )
        return Call(name, tuple(self.read(argument, depth + 1) for argument in node.args))

    def condition(self, node: ast.expr, depth: int) -> Comparison:
        if not isinstance(node, ast.Compare):
            raise self.fault("where() begins with a comparison", node, "such as where(x > 0, x, 0)")
        operators = []
        for operator in node.ops:
            if type(operator) not in _COMPARISONS:
                raise self.fault("comparisons are < <= > >=", node)
            operators.append(_COMPARISONS[type(operator)])
        operands = tuple(self.read(part, depth + 1) for part in (node.left, *node.comparators))
        return Comparison(tuple(operators), operands)

    def entry(self, name: str, definition: Definition, node: ast.Call, depth: int) -> Node:
        if len(node.args) != 1:
            raise self.fault(
                f"{name} takes one argument, and its parameters by name",
                node,
                _keyword_hint(name, definition),
            )
        choice = definition.choice
        values: dict[str, Node] = {
            parameter: Number(default) for parameter, default in definition.parameters.items()
        }
        given = [keyword.arg for keyword in node.keywords]
        for keyword in node.keywords:
            if given.count(keyword.arg) > 1:
                raise self.fault(f"{keyword.arg} is given twice", keyword.value)
            if keyword.arg and keyword.arg == definition.choice_name:
                choice = self.choice(keyword, definition)
            elif keyword.arg in values:
                values[keyword.arg] = self.read(keyword.value, depth + 1)
                self.check_above(keyword.arg, values[keyword.arg], definition, keyword.value)
            else:
                raise self.fault(
                    f"{name} has no parameter {keyword.arg or '**'!r}",
                    keyword.value,
                    _keyword_hint(name, definition),
                )
        tree = definition.trees[choice]
        argument = self.read(node.args[0], depth + 1)
        self.check_size(tree, [argument, *values.values()], node)
        return substitute(tree, argument, values)

    def check_above(
        self, parameter: str, value: Node, definition: Definition, node: ast.expr
    ) -> None:
        """Refuse a number at which the function is undefined; what varies is not known here."""
        number = _plain_number(value)
        least = definition.above.get(parameter)
        if number is not None and least is not None and not number > least:
            raise self.fault(f"{parameter} must be greater than {least:g}", node)

    def check_size(self, tree: Node, pieces: list[Node], node: ast.Call) -> None:
        """Refuse a tree that would explode with the pieces put in; counted before it is built."""
        parts = [*walk(tree)]
        places = sum(isinstance(part, Variable | Parameter) for part in parts)
        largest = max(sum(1 for _ in walk(piece)) for piece in pieces)
        if len(parts) + places * largest > MAXIMUM_PARTS:
            raise self.fault(_TOO_MANY_PARTS, node)
        if depth_of(tree) + max(map(depth_of, pieces)) > MAXIMUM_WRITTEN_DEPTH:
            raise self.fault(
                "the formula is nested too deeply once its functions are written out", node
            )

    def choice(self, keyword: ast.keyword, definition: Definition) -> str:
        value = keyword.value
        if isinstance(value, ast.Constant) and value.value in definition.trees:
            return str(value.value)
        choices = ", ".join(repr(choice) for choice in definition.trees)
        raise self.fault(f"{keyword.arg} is one of {choices}", value)


def _description(node: ast.AST) -> str:
    """What a piece of Python is called, for a message."""
    match node:
        case ast.Constant(value=str() | bytes()):
            return "a text is"
        case ast.Constant():
            return f"{node.value!r} is"
        case ast.Attribute():
            return "a name with a dot is"
        case ast.Subscript():
            return "an index in brackets is"
        case ast.BoolOp():
            return "and/or is"
        case ast.IfExp():
            return "if/else is"
        case ast.Lambda() | ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            return "a function or a loop is"
        case ast.Tuple():
            return "a comma here is"
        case _:
            return "this is"


def _plain_number(node: Node) -> float | None:
    """The value of a number as written, with its sign; None for anything else."""
    match node:
        case Number(value):
            return value
        case Negative(Number(value)):
            return -value
        case _:
            return None


def _keyword_hint(name: str, definition: Definition) -> str:
    names = [*definition.parameters]
    if definition.choice_name:
        names.append(definition.choice_name)
    return f"{name}(x, {', '.join(f'{n}=...' for n in names)})" if names else f"write {name}(x)"
