"""The numbers of `plot --data`, read in one pass."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from actcli.cli.sources import refuse_later_formats
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.pictures.picture import Range, Zone
    from actcli.analysis.pictures.shares import DataSummary
    from actcli.catalog.activation import Activation


def read_data(
    source: str,
    functions: "Sequence[Activation]" = (),
    zones: "Sequence[Zone]" = (),
    window: "Range | None" = None,
) -> "DataSummary":
    """What there is to know of the numbers of a file, or of stdin for `-`, in constant memory.

    `zones` are those of the functions; `window` is the range of the picture where the user named
    it. Raises ActcliError for a function of a vector, a file of a kind that is not read yet, a
    cell that is no number, and where there is no finite number at all.
    """
    refuse_vectors(functions, "--data")
    path = Path(source)
    refuse_later_formats(path, "plot")
    if source == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise ActcliError(
            "--data - reads stdin, and that is this terminal",
            "pipe numbers into it, or name a file: --data activations.txt",
        )
    from actcli.analysis.pictures.shares import DataSummary
    from actcli.streams.text import open_text, read_text, source_name

    summary = DataSummary(functions, zones, window)
    name = source_name(path)
    with open_text(path) as text:
        for block in read_text(text, name):
            summary.add(block.values)
    refuse_nothing(summary.histogram, name)
    return summary


def refuse_vectors(functions: "Sequence[Activation]", option: str) -> None:
    """A function of a vector has no zones along x, and a histogram says nothing about it."""
    for function in functions:
        if function.is_vector:
            raise ActcliError(
                f"{option}: {function.name} is a function of a whole vector",
                "a histogram lies under functions of one number, such as sigmoid",
            )


class Tally(Protocol):
    """How many numbers came, how many of them were NaN, and how many finite."""

    count: int
    nans: int

    @property
    def finite(self) -> int:
        """Those that can be drawn."""


def refuse_nothing(tally: Tally, name: str) -> None:
    """ActcliError where there is nothing to draw: no numbers, or none that is finite."""
    if tally.count == 0:
        raise ActcliError(f"{name} has no numbers", "a histogram needs one number at least")
    if tally.finite == 0:
        only = "only NaN" if tally.nans == tally.count else "no finite number"
        raise ActcliError(f"{name} has {only}", "a histogram needs one finite number at least")
