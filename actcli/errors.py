"""The errors that a person can act on, and the exit statuses they lead to, and did-you-mean."""

from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar


class ExitStatus(IntEnum):
    """How actcli ends; stable, so that scripts can rely on it."""

    DONE = 0
    NO = 1  # the answer is "no": beyond tolerance, no match
    USAGE = 2  # bad usage or bad input
    OUTPUT = 74  # output that cannot be opened or written (EX_IOERR of sysexits.h)
    INTERRUPTED = 130  # Ctrl-C: 128 + SIGINT


class ActcliError(Exception):
    """Bad usage or bad input: what is wrong and where in `message`, what to do in `hint`.

    Each of the two is one line, without a full stop at its end.
    """

    status: ClassVar[ExitStatus] = ExitStatus.USAGE

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class OutputError(ActcliError):
    """Output that cannot be opened or written."""

    status: ClassVar[ExitStatus] = ExitStatus.OUTPUT


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is nearest to a mistyped one, if one is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """A hint with the nearest known name, if one is near."""
    near = nearest(name, known)
    return f"did you mean {near}?" if near else None
