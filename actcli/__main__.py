"""The entry of the program: `actcli` and `python -m actcli`."""

import gc
import os
import sys

# NumPy's linear algebra starts a thread for every core as it is loaded; actcli never uses it,
# and starts a fifth faster without.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Imports leave next to nothing to collect; looking for it every 700 objects takes milliseconds.
gc.set_threshold(50_000)


def program() -> None:
    """Run the command line and end the process at once.

    Everything is written by then, and taking NumPy down politely would cost a fifth of the run.
    """
    status = _status()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # told already, or there is nobody to tell
            pass
    os._exit(status)


def main() -> None:
    """Run the command line inside another program; ends with SystemExit."""
    sys.exit(_status())


def _status() -> int:
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    # Answered before anything is imported: typer alone would cost more than the answer.
    if arguments in (["--version"], ["-V"]):
        from actcli.cli.version import print_version

        return print_version()
    from actcli.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    # runpy gives this name inside other programs too; these go on after the answer.
    is_hosted = sys.modules["__main__"].__dict__ is not globals()
    (main if is_hosted else program)()
