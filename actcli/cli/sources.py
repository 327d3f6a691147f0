"""Where the numbers of eval come from: arguments, a grid, or text from a file or stdin."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.values import Numbers

_LATER_INPUTS = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".npy", ".npz", ".parquet")
_MOST_POINTS = 10**9


def refuse_what_comes_later(source: Path | None, column: str | None, invalid: str) -> None:
    """Refuse in one line what a later version will read."""
    if column is not None:
        raise ActcliError("eval does not read CSV columns yet", "it reads text: numbers in lines")
    if source is not None:
        refuse_later_formats(source, "eval")
    if invalid in ("fail", "warn", "ignore"):
        raise ActcliError(f"--invalid {invalid} is not there yet", "abort is the default")
    if invalid != "abort":
        raise ActcliError(f"--invalid: {invalid!r} is not known", "choose abort")


def refuse_later_formats(source: Path, command: str) -> None:
    """Refuse in one line a file of a kind that a later version will read."""
    if source.suffix.lower() in _LATER_INPUTS:
        raise ActcliError(
            f"{command} does not read {source.suffix} files yet",
            "it reads text: numbers in lines, separated by blanks, commas or tabs",
        )


def has_input(x: list[str] | None, source: Path | None) -> bool:
    """Whether there is something to read: a file, a stdin that is no terminal, or -."""
    return source is not None or x == ["-"] or sys.stdin is None or not sys.stdin.isatty()


def given_numbers(
    x: list[str] | None,
    source: Path | None,
    grid_range: str | None,
    points: int | None,
    step: str | None,
) -> "Iterator[Numbers] | None":
    """The numbers of the arguments or of the grid; None where they come as text."""
    values = [text for text in x or () if text != "-"]
    asks_for_stdin = len(values) < len(x or ())
    if values and grid_range is not None:
        raise ActcliError("numbers come from arguments or from --range, not from both")
    if source is not None and (values or grid_range is not None):
        raise ActcliError("numbers come from --input, from arguments or from --range: choose one")
    if asks_for_stdin and (values or grid_range is not None or source is not None):
        raise ActcliError("numbers come from stdin (-) or from elsewhere, not from both")
    if grid_range is not None:
        return _grid(grid_range, points, step)
    if points is not None or step is not None:
        raise ActcliError("--points and --step need --range", "for example --range -3:3 --step 0.5")
    if not values:
        return None
    return _arguments(values)


def _arguments(values: list[str]) -> "Iterator[Numbers]":
    import numpy as np

    from actcli.streams.numbers import parse_number

    numbers = []
    for position, text in enumerate(values, 1):
        try:
            numbers.append(parse_number(text))
        except ValueError:
            hint = f"a further function: --also {text}" if re.match(r"[^\W\d]", text) else None
            hint = "separate numbers by blanks" if "," in text else hint
            raise ActcliError(f"argument {position}: {text!r} is not a number", hint) from None
    return iter([np.array(numbers)])


def _grid(grid_range: str, points: int | None, step: str | None) -> "Iterator[Numbers]":
    from actcli.analysis.grids import grid
    from actcli.cli.ranges import parse_range
    from actcli.streams.numbers import parse_number

    low, high = parse_range(grid_range)
    if points is not None and step is not None:
        raise ActcliError("give --points or --step, not both")
    if step is None:
        count = 11 if points is None else points
        if not 2 <= count <= _MOST_POINTS:
            raise ActcliError(f"--points: {count} is not from 2 to {_MOST_POINTS}")
        return grid(low, high, points=count)
    try:
        width = parse_number(step)
    except ValueError:
        raise ActcliError(f"--step: {step!r} is not a number") from None
    if not 0.0 < width < float("inf"):
        raise ActcliError(f"--step: {step} is not above 0")
    if (high - low) / width > _MOST_POINTS:
        raise ActcliError(f"--step: {step} makes more than {_MOST_POINTS} points")
    return grid(low, high, step=width)
