"""`plot --watch`: the latest of the numbers that arrive on stdin, drawn again and again."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from rich.text import Text

    from actcli.analysis.pictures.picture import Range
    from actcli.analysis.pictures.shares import DataSummary

DEFAULT_WINDOW = 65_536
_SMALLEST_WINDOW, _LARGEST_WINDOW = 100, 10_000_000
_BLOCK = 65_536  # numbers that the processor's cache holds
_WITHOUT_CURSOR = ("", "dumb", "unknown")
_DRAWS_ONCE = "plot relu --data - draws once"


@dataclass(frozen=True)
class Snapshot:
    """What one picture shows: the latest numbers, of how many, and from where to where."""

    summary: "DataSummary"
    seen: int
    x_range: "Range"

    @property
    def shown(self) -> int:
        """How many numbers the picture is of."""
        return self.summary.histogram.count


# A picture in so many columns and lines, as rich has it or with escapes for its colours.
Draw = Callable[[Snapshot, int, int], "Text | str"]


def check_watch(data: str | None, window: int | None, *, into_file: bool) -> int:
    """The window to keep; ActcliError where --watch cannot work, before anything is read."""
    if into_file:
        raise ActcliError("--watch draws on a terminal, not into a file", _DRAWS_ONCE)
    if data not in (None, "-"):
        raise ActcliError(
            f"--watch reads stdin, not {data}", f"try: tail -f {data} | actcli plot relu --watch"
        )
    if sys.stdout is None or not sys.stdout.isatty():
        raise ActcliError("--watch draws on a terminal", _DRAWS_ONCE)
    if os.environ.get("TERM", "") in _WITHOUT_CURSOR or not hasattr(signal, "SIGWINCH"):
        raise ActcliError("--watch needs a terminal that can move its cursor", _DRAWS_ONCE)
    if sys.stdin is not None and sys.stdin.isatty():
        raise ActcliError(
            "--watch reads stdin, and that is this terminal",
            "pipe numbers into it: tail -f activations.txt | actcli plot relu --watch",
        )
    window = DEFAULT_WINDOW if window is None else window
    if not _SMALLEST_WINDOW <= window <= _LARGEST_WINDOW:
        raise ActcliError(
            f"--window: {window} is not from {_SMALLEST_WINDOW} to {_LARGEST_WINDOW:,}"
        )
    return window


def watch(
    draw: Draw,
    summarise: "Callable[[], DataSummary]",
    *,
    window: int = DEFAULT_WINDOW,
    x_range: "Range | None" = None,
    color: str = "auto",
) -> None:
    """Draw the latest numbers of stdin until it ends, at most ten times a second.

    `draw` makes a picture of so many columns and lines; `summarise` begins an empty summary;
    `x_range` keeps the range of the picture fixed. The last picture stays on the terminal. Raises
    ActcliError for a cell that is no number, with its line and column, and where no finite one
    came.
    """
    from actcli.cli.data import refuse_nothing
    from actcli.cli.live import Pace, PatientSource, Screen, signals_as_bytes
    from actcli.streams.output import open_output
    from actcli.streams.text import open_text, read_text

    view = _View(draw, summarise, window, x_range)
    with (
        open_text(None) as source,
        open_output(None) as output,
        signals_as_bytes() as woken,
        Screen(output, color) as screen,
    ):
        pace = Pace(lambda: screen.show(view.picture))
        pace.draw()  # the curves, while nothing has arrived yet
        patient = cast(BinaryIO, PatientSource(source, pace, woken, screen.heed))
        try:
            for block in read_text(patient, "stdin"):
                view.ring.add(block.values)
                screen.keeps_picture = view.ring.finite > 0
                pace.has_news = True
                pace.draw_if_due()
        finally:
            pace.draw_the_last()
    refuse_nothing(view.ring, "stdin")


class _View:
    """The numbers, and the picture of those that are kept."""

    def __init__(
        self,
        draw: Draw,
        summarise: "Callable[[], DataSummary]",
        window: int,
        x_range: "Range | None",
    ) -> None:
        from actcli.analysis.pictures.latest import EasedRange, Ring

        self._draw = draw
        self._summarise = summarise
        self.ring = Ring(window)
        self._x_range = x_range
        self._eased = EasedRange()
        self._drawn_at = time.monotonic()

    def summary(self) -> "DataSummary":
        summary = self._summarise()
        for start in range(0, self.ring.values.size, _BLOCK):
            summary.add(self.ring.values[start : start + _BLOCK])
        return summary

    def picture(self, columns: int, lines: int) -> "Text | str":
        """The picture now; what can be seen is what was kept."""
        summary = self.summary()
        now = time.monotonic()
        x_range = self._x_range
        if x_range is None:
            x_range = summary.histogram.range()
            if summary.histogram.finite:  # a guess before the first number is not kept
                x_range = self._eased.follow(x_range, now - self._drawn_at)
        self._drawn_at = now
        return self._draw(Snapshot(summary, self.ring.count, x_range), columns, lines)
