"""All books at once: the shipped one, and a user's own; needs no NumPy."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from actcli.catalog.load import Book, shipped_book


def load_book(named: Sequence[Path] = ()) -> Book:
    """The shipped book with the user's own: the named files, ACTCLI_BOOK, and the configuration's.

    Raises BookError for a book with a fault.
    """
    files = user_book_files(named, os.environ)
    if not files:
        return shipped_book()
    from actcli.catalog.user import book_with

    return book_with(tuple(files))


def user_book_files(named: Sequence[Path], environment: Mapping[str, str]) -> list[Path]:
    """The files of all books of the user, those named last; each once.

    Beside the named ones these are the files in ACTCLI_BOOK, separated as in PATH, and every *.toml
    in the folder actcli of the XDG configuration.
    """
    home = environment.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    configured = sorted(Path(home, "actcli").glob("*.toml"))
    listed = [Path(p) for p in environment.get("ACTCLI_BOOK", "").split(os.pathsep) if p]
    return list(dict.fromkeys([*configured, *listed, *named]))
