"""The entry of the program: `actcli` and `python -m actcli`."""

import gc
import os
import sys

# NumPy's linear algebra starts a thread for every core as it is loaded; actcli never uses it,
# and starts a fifth faster without.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Imports leave next to nothing to collect; looking for it every 700 objects takes milliseconds.
gc.set_threshold(50_000)


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    _leave(status)


def _leave(status: int) -> None:
    """End at once: everything is written, and taking NumPy down politely would take milliseconds."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # told already, or there is nobody to tell
            pass
    os._exit(status)


def _run(arguments: list[str]) -> int:
    # Answered before anything is imported: typer alone would cost more than the answer.
    if arguments in (["--version"], ["-V"]):
        from actcli.cli.version import print_version

        return print_version()
    from actcli.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    main()
