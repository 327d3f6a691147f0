"""The one door out: stdout, or a file that is written beside and renamed when all went well."""

import io
import os
import select
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from actcli.errors import OutputError
from actcli.streams.reasons import reason

# Opened anew, the last three would empty a file that the shell has opened to append to.
STDOUT_PATHS = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
DEVICE_FOLDERS = (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))


class BinarySink(Protocol):
    """What a raw file, a buffered one and a BytesIO have in common."""

    def write(self, data: Any, /) -> int | None:
        """Write some of the bytes; say how many, or None where none can be written now."""

    def flush(self) -> None:
        """Pass on what is held back."""

    def fileno(self) -> int:
        """Return its number in the operating system."""

    def isatty(self) -> bool:
        """Tell whether this is a terminal."""

    def close(self) -> None:
        """End it."""


class Output:
    """Where an answer goes; what cannot be written raises OutputError."""

    def __init__(self, sink: BinarySink, name: str) -> None:
        """Write to the sink, which errors call by the name."""
        self._sink = sink
        self._name = name
        with _errors(self._name):
            self.is_terminal = sink.isatty()

    def write(self, data: bytes) -> None:
        """Write all of the bytes."""
        rest = memoryview(data)
        with _errors(self._name):
            while rest:
                written = self._sink.write(rest)
                if written is None:  # a non-blocking pipe that is full
                    select.select([], [self._sink], [])
                else:
                    rest = rest[written:]

    def flush(self) -> None:
        """Pass on everything written so far."""
        with _errors(self._name):
            self._sink.flush()

    def close(self) -> None:
        """Write what is left and end; a full disk may speak up only now."""
        with _errors(self._name):
            self._sink.close()


@contextmanager
def open_output(path: Path | None) -> Iterator[Output]:
    """Open a file to write an answer to, or stdout for None and `-`.

    A file takes its new content when the context ends without an error, so a failed run leaves
    the old file whole. A device or a pipe is written directly.
    """
    if path is None or str(path) in STDOUT_PATHS:
        output = _stdout()
        yield output
        output.flush()
    elif _is_written_directly(path):
        # Appending keeps what is in a file behind a device's name, as in `-o /dev/stderr 2>>log`.
        output = Output(_open(path, os.O_WRONLY | os.O_APPEND, path), str(path))
        try:
            yield output
        finally:
            output.close()
    else:
        yield from _replacement(path)


def _stdout() -> Output:
    if sys.stdout is None:
        raise OutputError("cannot write stdout: it is closed")
    with _errors("stdout"):
        sys.stdout.flush()
    # The raw file holds nothing back: what failed here does not fail once more, with a message
    # that nobody can catch, when the interpreter flushes its buffers at exit.
    binary = sys.stdout.buffer
    return Output(getattr(binary, "raw", binary), "stdout")


def _is_written_directly(path: Path) -> bool:
    """Tell whether the path is a device, a pipe or the like, which a rename would replace."""
    if Path(os.path.abspath(path)).parent in DEVICE_FOLDERS:
        return True
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from error
    return not stat.S_ISREG(mode)


def _open(file: Path, flags: int, path: Path) -> io.FileIO:
    """Open the file for the path that the user named."""
    try:
        # 0o666 is cut down by the umask, as for every new file.
        return io.FileIO(os.open(file, flags | os.O_CLOEXEC, 0o666), "wb")
    except OSError as error:
        why = reason(error) if path.parent.exists() else "no such folder"
        raise OutputError(f"cannot write {path}: {why}") from error


def _replacement(path: Path) -> Iterator[Output]:
    """Yield a file beside the path's target; put it in the target's place at the end."""
    target = Path(os.path.realpath(path))  # a symbolic link stays a link
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {path}: permission denied")
    beside = target.with_name(f".actcli-{os.urandom(8).hex()}")
    file = _open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, path)
    output = Output(file, str(path))
    try:
        yield output
        _keep_mode(file, target)
        output.close()
        with _errors(str(path)):
            beside.replace(target)
    except BaseException:
        file.close()
        with suppress(OSError):
            beside.unlink()
        raise


def _keep_mode(file: io.FileIO, target: Path) -> None:
    with suppress(OSError):  # no old file, or a file system without modes
        os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))


@contextmanager
def _errors(name: str) -> Iterator[None]:
    """Turn what can go wrong with a file of that name into an OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write {name}: {reason(error)}") from error
    except ValueError as error:  # "I/O operation on closed file"
        raise OutputError(f"cannot write {name}: it is closed") from error
