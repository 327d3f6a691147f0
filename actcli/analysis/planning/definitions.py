"""Functions that are written out, laid out as formatters would; needs no NumPy."""

import ast
import re

from actcli.analysis.planning.code_layout import WIDTH, Call, Code, lines

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
    value = found["value"]
    code = _code(ast.parse(value, mode="eval").body, value)
    if isinstance(code, str):
        return [line]
    return lines(Call(f"return {code.head}", code.arguments), len(found["margin"]))


def _code(node: ast.expr, text: str) -> Code:
    """An expression that ends in a call as that call, for its arguments to be broken apart."""
    last = node
    while isinstance(last, ast.BinOp):
        last = last.right
    if not isinstance(last, ast.Call) or last.end_col_offset != node.end_col_offset:
        return text[node.col_offset : node.end_col_offset]
    head = text[node.col_offset : last.func.end_col_offset]
    arguments = [_code(argument, text) for argument in last.args]
    keywords = [text[k.col_offset : k.end_col_offset] for k in last.keywords]
    return Call(head, (*arguments, *keywords))
