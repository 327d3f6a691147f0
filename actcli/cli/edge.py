"""The edge of the program, where errors become one or two lines on stderr and an exit status."""

import signal
import sys
from collections.abc import Callable

from actcli.errors import ActcliError, ExitStatus


def guarded(work: Callable[[], int | None], debug: bool = False) -> int:
    """Run the work and return the exit status; no error but a programming error gets past.

    A reader that closes the pipe ends actcli as it ends cat.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        return int(work() or ExitStatus.DONE)
    except ActcliError as error:
        if debug:
            raise
        complain(error.message, error.hint)
        return error.status
    except BrokenPipeError:
        return ExitStatus.OUTPUT
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED


def complain(message: str, hint: str | None = None) -> None:
    """An error on stderr: what and where, then what to do."""
    if sys.stderr is None:
        return
    text = f"actcli: {message}\n" + (f"  {hint}\n" if hint else "")
    try:
        sys.stderr.flush()
        # The raw file holds nothing back that could fail once more when the interpreter exits.
        binary = sys.stderr.buffer
        getattr(binary, "raw", binary).write(text.encode(errors="backslashreplace"))
    except (OSError, ValueError):  # a closed stderr: the status alone must do
        pass
