"""A formula in LaTeX, as a textbook prints it."""

from actcli.formula.spellings import SPELLINGS
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Parameter,
    Variable,
    Where,
)

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}
_NEGATIVE, _POWER, _ATOM = 3, 4, 5
_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}
_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "nu",
    "rho", "sigma", "tau", "phi", "omega",
)  # fmt: skip
_SPOKEN_GREEK = {"lambd": r"\lambda", "eps": r"\epsilon"}
# These are printed with the exponent on the name: \tanh^{2}\left(x\right).
_NAMED = ("tanh", "sin", "cos", "sech")


def latex(tree: Node) -> str:
    """The formula in LaTeX, parameters by name; numbers keep all their digits."""
    return _written(tree)[0]


def _written(node: Node) -> tuple[str, int]:
    """The LaTeX of a part, and how tightly it binds."""
    match node:
        case Variable():
            return "x", _ATOM
        case Number(value):
            return _number(value)
        case Constant(name):
            return (r"\pi" if name == "pi" else "e"), _ATOM
        case Parameter(name):
            return _parameter(name), _ATOM
        case Negative(operand):
            return f"-{_inside(operand, _PRECEDENCE['*'])}", _NEGATIVE
        case Binary():
            return _binary(node)
        case Where(condition, chosen, otherwise):
            return _cases(condition, chosen, otherwise), _ATOM
        case Call(name, arguments):
            return SPELLINGS[name].latex.format(*map(latex, arguments)), _call_binds(name)
        case _:
            raise TypeError(f"{type(node).__name__} is no expression")


def _call_binds(name: str) -> int:
    """How tightly a call binds: e^{x} is a power already, and takes no second exponent."""
    return _POWER if name == "exp" else _ATOM


def _number(value: float) -> tuple[str, int]:
    """The shortest decimal that reads back as the same double; 1e-06 as a power of ten."""
    if value in (float("inf"), float("-inf")):
        return (r"\infty", _ATOM) if value > 0 else (r"-\infty", _NEGATIVE)
    whole = abs(value) < 1e15 and value == int(value)
    digits, _, exponent = (str(int(value)) if whole else repr(value)).partition("e")
    if not exponent:
        return digits, _ATOM if value >= 0 else _NEGATIVE
    power = f"10^{{{int(exponent)}}}"
    if digits in ("1", "1.0"):
        return power, _POWER
    return rf"{digits} \cdot {power}", _PRECEDENCE["*"]


def _parameter(name: str) -> str:
    """A Greek letter, a letter, or a word in upright type; what follows '_' or a digit is below."""
    word, _, index = name.partition("_")
    if not index and word[-1:].isdigit():
        word, index = word.rstrip("0123456789"), word[len(word.rstrip("0123456789")) :]
    if word in _SPOKEN_GREEK:
        head = _SPOKEN_GREEK[word]
    elif word in _GREEK:
        head = rf"\{word}"
    elif len(word) == 1:
        head = word
    else:
        escaped = name.replace("_", r"\_")
        return rf"\mathrm{{{escaped}}}"
    return rf"{head}_{{{_index(index)}}}" if index else head


def _index(index: str) -> str:
    if len(index) == 1 or index.isdigit():
        return index
    escaped = index.replace("_", r"\_")
    return rf"\mathrm{{{escaped}}}"


def _binary(node: Binary) -> tuple[str, int]:
    match node:
        case Binary("/", left, right):
            return rf"\frac{{{latex(left)}}}{{{latex(right)}}}", _ATOM
        case Binary("**", Call(name, (argument,)), right) if name in _NAMED:
            call = SPELLINGS[name].latex.format(latex(argument))
            head, _, rest = call.partition(r"\left(")
            return rf"{head}^{{{latex(right)}}}\left({rest}", _POWER
        case Binary("**", left, right):
            return f"{_inside(left, _ATOM)}^{{{latex(right)}}}", _POWER
        case Binary("*", left, right):
            return _product(left, right), _PRECEDENCE["*"]
        case Binary("+", left, Negative(right)):
            return _binary(Binary("-", left, right))
        case Binary(operator, left, right):
            binds = _PRECEDENCE[operator]
            return f"{_inside(left, binds)} {operator} {_inside(right, binds + 1)}", binds


def _product(left: Node, right: Node) -> str:
    r"""Factors side by side, with a \cdot only where two numbers would run together."""
    before, after = _inside(left, _PRECEDENCE["*"]), _inside(right, _PRECEDENCE["*"] + 1)
    if after[0].isdigit() or (after.startswith(r"\frac") and before[-1].isdigit()):
        return rf"{before} \cdot {after}"
    if after.startswith("-"):
        return rf"{before} \left({after}\right)"
    # A command such as \beta would swallow the letter behind it, and e^{x} \tanh reads better apart
    if before.endswith("}") and r"\mathrm" in before.rpartition(" ")[2]:
        return rf"{before} \, {after}"
    if before == after:
        return rf"{before} \cdot {after}"
    is_close = after.startswith(("x", "\\left(")) and before[-1:].isdigit()
    return f"{before}{after}" if is_close else f"{before} {after}"


def _cases(condition: Comparison, chosen: Node, otherwise: Node) -> str:
    r"""A choice, and choices inside its last branch, as the rows of one \cases."""
    rows = [(condition, chosen)]
    while isinstance(otherwise, Where):
        rows.append((otherwise.condition, otherwise.chosen))
        otherwise = otherwise.otherwise
    lines = [rf"{latex(value)} & {_comparison(when)}" for when, value in rows]
    lines.append(rf"{latex(otherwise)} & \text{{otherwise}}")
    body = r" \\ ".join(lines)
    return rf"\begin{{cases}} {body} \end{{cases}}"


def _inside(node: Node, at_least: int) -> str:
    text, binds = _written(node)
    return text if binds >= at_least else rf"\left({text}\right)"


def _comparison(condition: Comparison) -> str:
    pieces = [latex(condition.operands[0])]
    for operator, operand in zip(condition.operators, condition.operands[1:], strict=True):
        pieces += [_SIGNS[operator], latex(operand)]
    return " ".join(pieces)
