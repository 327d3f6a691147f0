"""Angles: numbers whose ends meet, since 359 degrees lie next to 0."""

import math

from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.verdict import Verdict, found

FEW = 16  # directions, which may be classes: N, NNE, NE, ...
MOST = 0.75  # of a turn that the numbers fill at least
ROUNDING = 0.01  # by which a half turn that is written with two digits exceeds pi
TURNS = ((0.0, 360.0), (-180.0, 180.0), (-math.pi, math.pi), (0.0, 2.0 * math.pi))


def angle(name: str, hints: frozenset[str], numbers: Numbers) -> Verdict | None:
    """Judge numbers that the name calls an angle and that fill a whole turn; else None.

    Sine and cosine are two outputs without a jump (Bishop 2006, Pattern Recognition and Machine
    Learning, 2.3.8: periodic variables).
    """
    if "angle" not in hints or (numbers.distinct or FEW + 1) <= FEW:
        return None
    for low, high in TURNS:
        is_within = low - ROUNDING <= numbers.minimum and numbers.maximum <= high + ROUNDING
        if is_within and numbers.maximum - numbers.minimum >= MOST * (high - low):
            because = found(
                "angle",
                column=name,
                low=low,
                high=high,
                minimum=numbers.minimum,
                maximum=numbers.maximum,
            )
            return Verdict("regression", (because,), (found("angle_as_pair"),), outputs=2)
    return None
