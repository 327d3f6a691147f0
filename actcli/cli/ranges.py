"""Ranges and lists of numbers as people type them, `-5:5` and `-1,2`, read once for all."""

import math

from actcli.errors import ActcliError


def parse_range(text: str, option: str = "--range") -> tuple[float, float]:
    """The two ends of `A:B`, A below B, both finite; ActcliError says what to type instead."""
    example = f"write it as A:B, for example {option} -5:5"
    ends = text.split(":")
    if len(ends) != 2:
        raise ActcliError(f"{option}: {text!r} is not a range", example)
    low, high = (_number(end, text, option, example) for end in ends)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ActcliError(f"{option}: the ends of {text!r} must be finite", example)
    if low == high:
        raise ActcliError(f"{option}: {text!r} is empty, both ends are equal", example)
    if low > high:
        swapped = ":".join(end.strip() for end in reversed(ends))
        raise ActcliError(f"{option}: {text!r} is reversed", f"write {option} {swapped}")
    if math.isinf(high - low):
        raise ActcliError(f"{option}: {text!r} is too wide", example)
    return low, high


def parse_numbers(text: str, option: str) -> list[float]:
    """The numbers of `X,X,...`; ActcliError names the one that is none."""
    from actcli.streams.numbers import parse_number

    numbers = []
    for part in text.split(","):
        try:
            numbers.append(parse_number(part.strip()))
        except ValueError:
            hint = f"separate numbers by commas: {option} -1,0,2"
            raise ActcliError(f"{option}: {part.strip()!r} is not a number", hint) from None
    return numbers


def _number(end: str, text: str, option: str, example: str) -> float:
    """One end of a range; float() alone would take `1_000` and digits of other scripts."""
    try:
        if "_" in end or not end.isascii():
            raise ValueError(end)
        return float(end)
    except ValueError:
        what = repr(end.strip()) if end.strip() else "an end of it"
        problem = f"{what} is not a number" if end.strip() else f"{what} is missing"
        raise ActcliError(f"{option}: {text!r} is not a range: {problem}", example) from None
