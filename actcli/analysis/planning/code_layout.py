"""Calls of the code that is written for a plan, broken into lines as ruff and Black would."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDTH = 88  # columns, the default of ruff and Black
INDENT = 4
_STANDARD = {"import math"}


class Call(NamedTuple):
    """A call whose arguments may be calls; `head` may begin with the name of an argument."""

    head: str
    arguments: "tuple[Code, ...]" = ()

    def __str__(self) -> str:
        return f"{self.head}({', '.join(map(str, self.arguments))})"


class Chain(NamedTuple):
    """Operands of operators that bind alike, each but the first with its operator: a, + b, - c."""

    operands: "tuple[Code, ...]"

    def __str__(self) -> str:
        return " ".join(map(str, self.operands))


Code = str | Call | Chain


def lines(code: Code, indent: int = 0, after: str = "") -> list[str]:
    """The lines of an expression that begins at a column and is followed by `after`.

    They are one where it fits; else the arguments stand on a line of their own, or each on one.
    """
    margin = " " * indent
    whole = f"{margin}{code}{after}"
    if isinstance(code, str) or len(whole) <= WIDTH:
        return [whole]
    if isinstance(code, Chain):
        *first, last = code.operands
        return [line for part in first for line in lines(part, indent)] + lines(last, indent, after)
    if not code.arguments:
        return [whole]
    inner = " " * (indent + INDENT) + ", ".join(map(str, code.arguments))
    if len(inner) <= WIDTH:
        body = [inner]
    else:
        body = [line for part in code.arguments for line in lines(part, indent + INDENT, ",")]
    return [f"{margin}{code.head}(", *body, f"{margin}){after}"]


def file_of(docstring: str, imports: Iterable[str], parts: Iterable[str]) -> str:
    """A file: its docstring, its imports in the order of isort, and its parts.

    One empty line stands below the imports, two where a function or class comes next.
    """
    told = [part.strip("\n") for part in parts if part]
    head = [docstring, *_grouped(imports)]
    if not told[0].startswith(("def ", "class ", "@")):
        head.append(told.pop(0))
    return "\n\n\n".join(["\n\n".join(head), *told]) + "\n"


def _grouped(imports: Iterable[str]) -> Iterator[str]:
    """The standard library's first; in a group `import` before `from`."""
    own = sorted(line for line in imports if line in _STANDARD)
    others = sorted((line for line in imports if line not in _STANDARD), key=_place)
    return ("\n".join(group) for group in (own, others) if group)


def _place(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
