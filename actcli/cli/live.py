"""A terminal that is drawn on while a stream is read: its other screen, its signals, its pace."""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    from actcli.streams.output import Output

_FRAME = 0.1  # seconds from one picture to the next, at least
_MOST_OF_THE_TIME = 0.5  # spent on drawing: a slow picture must not keep the numbers waiting


class Pace:
    """When to draw: at most ten times a second, and no number waits for the next one."""

    def __init__(self, draw: Callable[[], None]) -> None:
        self._draw = draw
        self._due = time.monotonic()
        self.has_news = False

    def draw(self) -> None:
        """Draw now."""
        began = time.monotonic()
        self.has_news = False
        self._draw()
        taken = time.monotonic() - began
        self._due = began + max(_FRAME, taken / _MOST_OF_THE_TIME)

    def draw_if_due(self) -> None:
        """Draw where something is new and the last picture has stood long enough."""
        if self.has_news and time.monotonic() >= self._due:
            self.draw()

    def draw_the_last(self) -> None:
        """Draw what is new, due or not."""
        if self.has_news:
            self.draw()

    @property
    def patience(self) -> float | None:
        """Seconds until something is to be drawn; None where nothing is."""
        return max(self._due - time.monotonic(), 0.0) if self.has_news else None


class PatientSource:
    """Reads like the source, and draws while it waits; a fast writer is held up by its pipe."""

    def __init__(
        self, source: BinaryIO, pace: Pace, woken: int, heed: Callable[[int], None]
    ) -> None:
        self._source = source
        self._pace = pace
        self._woken = woken
        self._heed = heed

    def read(self, size: int) -> bytes | None:
        """Some bytes as soon as there are any."""
        awaited: list[Any] = [self._source, self._woken]
        while True:
            ready = select.select(awaited, [], [], self._pace.patience)[0]
            if self._woken in ready:
                for number in os.read(self._woken, 4096):
                    self._heed(number)
                self._pace.has_news = True
            if self._source in ready:
                return self._source.read(size)
            self._pace.draw_if_due()


@contextmanager
def signals_as_bytes() -> Iterator[int]:
    """A file from which the numbers of signals are read.

    Heard while a picture is being written, a signal could not put the terminal right; a new size
    need not be polled for.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    old_writing = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    numbers = (signal.SIGWINCH, signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP)
    old_handlers = {
        number: signal.signal(number, lambda *_: None)
        for number in numbers
        if signal.getsignal(number) != signal.SIG_IGN
    }
    try:
        yield reading
    finally:
        for number, handler in old_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_writing)
        os.close(reading)
        os.close(writing)


class Screen:
    """The terminal's other screen while numbers arrive; in the end the last picture on its own."""

    def __init__(self, output: "Output", color: str) -> None:
        self._console = _console(output, color)
        self._live: Live | None = None
        self._picture: Text | None = None
        self.keeps_picture = False  # once there is something to keep

    def __enter__(self) -> "Screen":
        self._enter()
        return self

    def __exit__(self, *_: object) -> None:
        # A second Ctrl-C must not come between the terminal and its cursor.
        interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self._leave()
            if self._picture is not None and self.keeps_picture:
                self._console.print(self._picture)
        finally:
            signal.signal(signal.SIGINT, interrupted)

    def show(self, picture: "Callable[[int, int], Text | str]") -> None:
        """Draw a picture in the terminal's size; its last line stays free for the prompt."""
        from rich.text import Text

        from actcli.render.terminal import terminal_size

        columns, lines = terminal_size(to_terminal=True)
        drawn = picture(columns, max(lines - 1, 1))
        self._picture = Text.from_ansi(drawn) if isinstance(drawn, str) else drawn
        self._picture.rstrip()
        self._console.width, self._console.height = columns, lines
        if self._live is not None:
            self._live.update(self._picture, refresh=True)

    def heed(self, number: int) -> None:
        """Do what a signal asks for, the terminal being as it was before, with its cursor."""
        if number == signal.SIGTSTP:
            self._leave()
            os.kill(os.getpid(), signal.SIGSTOP)
            self._enter()
        elif number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(ActcliError):  # a terminal that is gone takes nothing more
                self._leave()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def _enter(self) -> None:
        from rich.live import Live

        self._live = Live(
            self._picture or "",
            console=self._console,
            screen=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start(refresh=True)

    def _leave(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


def _console(output: "Output", color: str) -> "Console":
    """A console of rich that writes through the one door, and moves the cursor without colours."""
    from rich.console import Console

    from actcli.render.terminal import color_system

    return Console(
        file=cast(IO[str], _TextOutput(output)),
        color_system=color_system(color, to_terminal=True),
        force_terminal=True,
        force_interactive=True,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


class _TextOutput:
    """What rich asks of a file."""

    encoding = "utf-8"

    def __init__(self, output: "Output") -> None:
        self._output = output

    def write(self, text: str) -> int:
        self._output.write(text.encode())
        return len(text)

    def flush(self) -> None:
        self._output.flush()
