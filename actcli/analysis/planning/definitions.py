"""Functions that are written out, laid out as formatters would; needs no NumPy."""

import ast
import re
from collections.abc import Iterator

from actcli.analysis.planning.code_layout import INDENT, WIDTH, Call, Chain, Code, lines

_POWER = re.compile(r"([\w.)\]]+)\*\*(-?[\w.]*\(?)")
_NEGATIVE_POWER = re.compile(r"-([A-Za-z_][\w.]*\*\*-?[\w.]+)(?![\w(])")
_RETURN = re.compile(r"(?P<margin> +)return (?P<value>.+)")


def formatted(definitions: str) -> str:
    """Definitions as `formula/code.py` writes them, in the layout of ruff and Black."""
    spaced = _POWER.sub(_spaced, _NEGATIVE_POWER.sub(r"-(\1)", definitions))
    short = re.sub(r"(?<=\d)e\+(?=\d)", "e", spaced)  # 1e30, not 1e+30
    return "\n".join(part for line in short.splitlines() for part in _broken(line))


def _spaced(match: re.Match[str]) -> str:
    """x**2 as it is, f(x) ** 2 with blanks."""
    left, right = match.groups()
    is_simple = not left.endswith((")", "]")) and not right.endswith("(")
    return match[0] if is_simple else f"{left} ** {right}"


def _broken(line: str) -> list[str]:
    """A line of its own, or where it is too long a returned call on several."""
    found = _RETURN.fullmatch(line)
    if len(line) <= WIDTH or found is None:
        return [line]
    value, indent = found["value"], len(found["margin"])
    code = _code(ast.parse(value, mode="eval").body, value, is_whole=True)
    if isinstance(code, Chain):
        return [f"{found['margin']}return (", *lines(code, indent + INDENT), f"{found['margin']})"]
    if isinstance(code, str):
        return [line]
    return lines(Call(f"return {code.head}", code.arguments), indent)


def _code(node: ast.expr, text: str, is_whole: bool = False) -> Code:
    """An expression as what it is broken apart into: arguments of a call, operands of a sum.

    A whole expression of one operator that ends in a call is broken inside that call, as
    formatters do.
    """
    if isinstance(node, ast.BinOp):
        operands = _operands(node, text)
        if not is_whole or len(operands) > 2 or not _ends_in_a_call(node):
            return Chain(operands)
        last = node.right
    else:
        last = node
    if not isinstance(last, ast.Call):
        return text[node.col_offset : node.end_col_offset]
    head = text[node.col_offset : last.func.end_col_offset]
    arguments = [_code(argument, text) for argument in last.args]
    keywords = [text[k.col_offset : k.end_col_offset] for k in last.keywords]
    return Call(head, (*arguments, *keywords))


def _ends_in_a_call(node: ast.BinOp) -> bool:
    return isinstance(node.right, ast.Call) and node.right.end_col_offset == node.end_col_offset


def _operands(node: ast.BinOp, text: str) -> tuple[Code, ...]:
    """The operands of a sum, or else of a product, each but the first with its operator."""
    whole = text[node.col_offset : node.end_col_offset]
    for operators in (" + ", " - "), (" * ", " / "):
        cuts = [place for place in _outer_places(whole) if whole.startswith(operators, place)]
        if cuts:
            ends = [*cuts[1:], len(whole)]
            parts = [whole[start + 1 : end] for start, end in zip(cuts, ends, strict=True)]
            return (whole[: cuts[0]], *parts)
    return (whole,)


def _outer_places(text: str) -> Iterator[int]:
    """The places of a text that stand in no parentheses."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if depth == 0:
            yield place
