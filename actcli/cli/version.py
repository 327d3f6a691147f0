"""`actcli --version`, answered without importing typer."""

from actcli import __version__
from actcli.cli.edge import guarded


def print_version() -> int:
    """Write the version to stdout; returns the exit status."""
    from actcli.streams.output import open_output

    def work() -> None:
        with open_output(None) as output:
            output.write(f"actcli {__version__}\n".encode())

    return guarded(work)
