"""Where the inner linear parts of a formula are 0, around which it does what it does.

tanh(3 x - 600) has its slope around 200, in a stretch of some thirds. No grid that is dense near 0
would see it, nor a peak far out.
"""

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

import numpy as np

from actcli.formula.ascending import distinct
from actcli.formula.compensated import Array
from actcli.formula.constant import constant_value
from actcli.formula.evaluate import evaluate
from actcli.formula.tree import (
    Binary,
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Parameter,
    Variable,
    children,
    mentions_x,
)

# How far from a centre a function is looked at, in widths: from 2**-20 to 32 of them.
_STEPS = 2.0 ** (np.arange(-80, 21) / 4.0)
_AROUND = np.concatenate([-_STEPS[::-1], [0.0], _STEPS])
_MOST_CENTRES = 64
# Samples that lie this much nearer than the width of a centre see what is around it.
_WELL_SAMPLED = 16.0


class Centre(NamedTuple):
    """A place where an inner a x + c is 0, and the stretch of x, 1 / |a|, that moves it by 1."""

    place: float
    width: float


class _Line(NamedTuple):
    """A part of a formula that is slope x + offset."""

    slope: float
    offset: float


def centres(tree: Node, parameters: Mapping[str, float]) -> tuple[Centre, ...]:
    """The zeros, but 0 itself, of all parts a x + c: at most 64, in the order of the formula."""
    found: dict[Centre, None] = {}

    def line(part: Node) -> _Line | None:
        """The part as a line, after all lines inside it are noted."""
        inner = [line(child) for child in children(part)]
        known = _line(part, inner, parameters)
        if known is not None and known.slope and known.offset:
            centre = Centre(-known.offset / known.slope, 1.0 / abs(known.slope))
            if all(map(isfinite, centre)):
                found[centre] = None
        return known

    line(tree)
    return tuple(found)[:_MOST_CENTRES]


def _line(part: Node, inner: list[_Line | None], parameters: Mapping[str, float]) -> _Line | None:
    """A part as slope x + offset, from its children as such; None where it is not straight."""
    match part, inner:
        case Variable(), _:
            return _Line(1.0, 0.0)
        case Number(value), _:
            return _Line(0.0, value)
        case Parameter(name), _:
            return _Line(0.0, parameters[name])
        case Constant(), _:
            return _Line(0.0, constant_value(part))
        case Negative(), [_Line(slope, offset)]:
            return _Line(-slope, -offset)
        case Binary("+", _, _), [_Line(a, b), _Line(c, d)]:
            return _Line(a + c, b + d)
        case Binary("-", _, _), [_Line(a, b), _Line(c, d)]:
            return _Line(a - c, b - d)
        case Binary("*", _, _), [_Line(a, b), _Line(0.0, d)]:
            return _Line(a * d, b * d)
        case Binary("*", _, _), [_Line(0.0, b), _Line(c, d)]:
            return _Line(b * c, b * d)
        case Binary("/", _, _), [_Line(a, b), _Line(0.0, d)] if d:
            return _Line(a / d, b / d)
        case ((Call() | Binary("**", _, _)), _) if not mentions_x(part):
            return _Line(0.0, float(evaluate(part, np.zeros(1), parameters, [0])[0][0]))
        case _:
            return None


def around(places: tuple[Centre, ...], points: Array) -> Array:
    """The centres, and a grid around those that the ascending points are too far apart to see."""
    found = [np.array([centre.place for centre in places])]
    for place, width in places:
        right = min(max(int(np.searchsorted(points, place)), 1), points.size - 1)
        if (points[right] - points[right - 1]) * _WELL_SAMPLED > width:
            found.append(place + width * _AROUND)
    return distinct(*found)
