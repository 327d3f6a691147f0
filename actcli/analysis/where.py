"""Conditions on traits, as `list --where "bounded and smooth and not monotone"` reads them.

    condition = part {"or" part}
    part      = factor {"and" factor}
    factor    = "not" factor | "(" condition ")" | WORD | QUANTITY (< | <= | > | >= | = | !=) NUMBER

A word is a property, a quantity a number of the traits; both are listed below. A condition on a
function without traits (one of a whole vector), or on a quantity that it has not, does not hold,
and neither does its negation. Needs no NumPy.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from actcli.errors import ActcliError, did_you_mean

Fields = Mapping[str, Any]  # the traits of a function as traits.json has them
Condition = Callable[[Fields], bool | None]  # None: there is nothing to say

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?inf)(?![\w-])"
    r"|(?P<word>[a-z][\w'-]*)|(?P<sign><=|>=|==|!=|[<>=()]))",
    re.IGNORECASE | re.ASCII,
)
_COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_LINKS = ("and", "or", "not")
_WIDEST = 72  # letters of a condition that an error shows


def number(value: Any) -> float | None:
    """A number of traits.json, where infinities are words; None for what is no number."""
    if isinstance(value, str):
        return {"Infinity": math.inf, "-Infinity": -math.inf}.get(value)
    return None if value is None else float(value)


def _end(fields: Fields, side: int) -> float:
    found = number(fields["range"][side])
    return math.nan if found is None else found


def _is_bounded(fields: Fields) -> bool:
    return math.isfinite(_end(fields, 0)) and math.isfinite(_end(fields, 1))


def _oscillates(fields: Fields) -> bool:
    return any(end["kind"] == "oscillating" for end in fields["growth"])


PROPERTIES: dict[str, Callable[[Fields], bool]] = {
    "bounded": _is_bounded,
    "bounded_below": lambda f: math.isfinite(_end(f, 0)),
    "bounded_above": lambda f: math.isfinite(_end(f, 1)),
    "non_negative": lambda f: _end(f, 0) >= 0.0,
    "monotone": lambda f: f["monotone"] in ("increasing", "decreasing", "constant"),
    "increasing": lambda f: f["monotone"] == "increasing",
    "decreasing": lambda f: f["monotone"] == "decreasing",
    "continuous": lambda f: f["smoothness"] != "jump",
    "differentiable": lambda f: f["smoothness"] not in ("jump", "C0"),
    "smooth": lambda f: f["smoothness"] == "smooth",
    "piecewise_linear": lambda f: number(f["largest_curvature"]) == 0.0,
    "convex": lambda f: f["convex"] in ("convex", "affine"),
    "concave": lambda f: f["convex"] in ("concave", "affine"),
    "odd": lambda f: f["parity"] == "odd",
    "even": lambda f: f["parity"] == "even",
    "zero_centred": lambda f: bool(f["zero_centred"]),
    "saturating": lambda f: any(limit is not None for limit in f["saturation"]),
    "oscillating": _oscillates,
    "dead": lambda f: bool(f["dead_zones"]),
    "critical": lambda f: f["critical"][0]["sigma_w"] is not None,
}
# What else people call them.
_SPOKEN = {
    "monotonic": "monotone", "zero_centered": "zero_centred", "nonnegative": "non_negative",
    "saturated": "saturating", "periodic": "oscillating", "dead_zone": "dead", "c_inf": "smooth",
    "c1": "differentiable", "lipschitz_constant": "lipschitz", "largest_slope": "lipschitz",
    "minimum": "infimum", "maximum": "supremum", "curvature": "largest_curvature",
}  # fmt: skip

QUANTITIES: dict[str, Callable[[Fields], float | None]] = {
    "infimum": lambda f: number(f["range"][0]),
    "supremum": lambda f: number(f["range"][1]),
    "minimum_at": lambda f: number(f["minimum_at"]),
    "maximum_at": lambda f: number(f["maximum_at"]),
    "lipschitz": lambda f: number(f["largest_slope"]),
    "largest_curvature": lambda f: number(f["largest_curvature"]),
    "mean": lambda f: number(f["moments"]["mean"]),
    "second_moment": lambda f: number(f["moments"]["second"]),
    "variance": lambda f: number(f["moments"]["variance"]),
    "slope_second_moment": lambda f: number(f["moments"]["slope_second"]),
    "forward_gain": lambda f: number(f["forward_gain"]),
    "backward_gain": lambda f: number(f["backward_gain"]),
    "sigma_w": lambda f: number(f["critical"][0]["sigma_w"]),
    "kinks": lambda f: float(len(f["kinks"])),
    "fixed_points": lambda f: float(len(f["fixed_points"])),
}


class WhereError(ActcliError):
    """A condition that cannot be read, with its place under a caret."""


def plain_word(word: str) -> str:
    """A property or quantity as it is looked up: zero-centred is zero_centred."""
    plain = word.casefold().replace("-", "_")
    return _SPOKEN.get(plain, plain)


def parse_where(text: str) -> Condition:
    """The condition that a text states; WhereError shows where it cannot be read."""
    reader = _Reader(text)
    condition = reader.condition()
    if reader.kind:
        raise reader.fault(f"unexpected {reader.token!r}", "join conditions by and, or, not")
    return condition


class _Reader:
    """Reads a condition from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.after = 0
        self.kind = self.token = ""
        self.depth = 0
        self.step()

    def step(self) -> None:
        """Go on to the next token; its kind is empty at the end."""
        match = _TOKEN.match(self.text, self.after)
        if match is None:
            rest = self.text[self.after :].lstrip()
            self.start, self.kind, self.token = len(self.text) - len(rest), "", ""
            if rest:
                raise self.fault(f"cannot read {rest[:10]!r}", _instead_of(rest))
            return
        self.kind = match.lastgroup or ""
        self.token = match[self.kind]
        self.start, self.after = match.start(self.kind), match.end()

    def fault(self, problem: str, hint: str | None = None) -> WhereError:
        return WhereError(f"--where: {problem}\n{_pointed(self.text, self.start)}", hint)

    def takes(self, token: str) -> bool:
        """Whether the token is this one, which is then passed."""
        if self.kind and self.token.casefold() == token:
            self.step()
            return True
        return False

    def condition(self) -> Condition:
        parts = [self.part()]
        while self.takes("or"):
            parts.append(self.part())
        return _any_of(parts)

    def part(self) -> Condition:
        factors = [self.factor()]
        while self.takes("and"):
            factors.append(self.factor())
        return _all_of(factors)

    def factor(self) -> Condition:
        self.depth += 1
        if self.depth > 50:
            raise self.fault("the condition is nested too deeply")
        found = self.inner()
        self.depth -= 1
        return found

    def inner(self) -> Condition:
        if self.takes("not"):
            return _negated(self.factor())
        if self.takes("("):
            inner = self.condition()
            if not self.takes(")"):
                raise self.fault("a ) is missing")
            return inner
        if self.kind != "word" or self.token.casefold() in _LINKS:
            hint = f"properties: {', '.join(PROPERTIES)}"
            if self.kind == "number":
                hint = "a comparison begins with its quantity: lipschitz > 1"
            raise self.fault("a property or a quantity is missing", hint)
        word = plain_word(self.token)
        if word in PROPERTIES:
            self.step()
            return PROPERTIES[word]
        if word in QUANTITIES:
            self.step()
            return self.comparison(word)
        known = {name.replace("_", "-"): name for name in (*PROPERTIES, *QUANTITIES)}
        raise self.fault(
            f"unknown trait {self.token!r}",
            did_you_mean(word.replace("_", "-"), known)
            or f"properties: {', '.join(PROPERTIES)}; quantities: {', '.join(QUANTITIES)}",
        )

    def comparison(self, name: str) -> Condition:
        if self.token not in _COMPARISONS:
            raise self.fault(f"{name} is compared with a number", f"such as {name} <= 1")
        compare = _COMPARISONS[self.token]
        self.step()
        if self.kind != "number":
            raise self.fault("a number is missing", f"such as {name} <= 1")
        bound = float(self.token)
        self.step()
        return _compared(QUANTITIES[name], compare, bound)


def _instead_of(rest: str) -> str:
    """What to write in place of a sign or a letter that conditions do not have."""
    words = {"&": "and", "|": "or", "!": "not", "~": "not", ",": "and"}
    if rest[0] in words:
        return f"write {words[rest[0]]}"
    return f"properties: {', '.join(PROPERTIES)}"


def _pointed(text: str, place: int) -> str:
    """The text with a caret under a place, cut to what is near it where it is long."""
    line = re.sub(r"\s", " ", text)  # all before the place is ASCII, else it would be the fault
    if len(line) > _WIDEST:
        first = max(0, place - _WIDEST // 2)
        line, place = line[first : first + _WIDEST], place - first
    return f"  {line}\n  {' ' * place}^"


def _compared(
    quantity: Callable[[Fields], float | None],
    compare: Callable[[float, float], bool],
    bound: float,
) -> Condition:
    def holds(fields: Fields) -> bool | None:
        value = quantity(fields)
        return None if value is None else compare(value, bound)

    return holds


def _negated(inner: Condition) -> Condition:
    def holds(fields: Fields) -> bool | None:
        found = inner(fields)
        return None if found is None else not found

    return holds


def _all_of(parts: list[Condition]) -> Condition:
    def holds(fields: Fields) -> bool | None:
        found = [part(fields) for part in parts]
        return False if False in found else (None if None in found else True)

    return holds


def _any_of(parts: list[Condition]) -> Condition:
    def holds(fields: Fields) -> bool | None:
        found = [part(fields) for part in parts]
        return True if True in found else (None if None in found else False)

    return holds
