"""The entry of the program: `actcli` and `python -m actcli`."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        # Answered before anything is imported: typer alone would cost more than the answer.
        if sys.argv[1:] in (["--version"], ["-V"]):
            from actcli.cli.version import print_version as run
        else:
            from actcli.cli.app import run
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
