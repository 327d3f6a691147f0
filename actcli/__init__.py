"""Explore neural-network activation functions: values, slopes, pictures, differences.

    >>> import actcli
    >>> gelu = actcli.get("gelu:approximate=tanh")
    >>> gelu([-1.0, 0.0, 1.0])
    array([-0.15880801,  0.        ,  0.84119199])
    >>> gelu.derivative(1.0)
    1.0829640838457826

Nothing heavy is imported until a name is first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from actcli.catalog.activation import Activation
    from actcli.catalog.load import Book
    from actcli.errors import ActcliError

__version__ = "0.1.0"
__all__ = ["ActcliError", "Activation", "get", "names"]


def get(spec: str, books: "Sequence[str | PathLike[str]]" = ()) -> "Activation":
    """The function that a spec names, as on the command line: `get("leaky_relu:0.2")`.

    `books` are files of your own, as --book takes them. Raises ActcliError for what is not known,
    with the nearest names in its hint, and for a book with a fault.
    """
    from actcli.catalog.spec import resolve

    return resolve(spec, _book(books))


def names(books: "Sequence[str | PathLike[str]]" = ()) -> list[str]:
    """The canonical names of the book, in its order, those of your own books last."""
    return list(_book(books).entries)


def _book(files: "Sequence[str | PathLike[str]]") -> "Book":
    from pathlib import Path

    from actcli.catalog.books import load_book

    return load_book([Path(file) for file in files])


def __getattr__(name: str) -> Any:
    if name == "Activation":
        from actcli.catalog.activation import Activation

        return Activation
    if name == "ActcliError":
        from actcli.errors import ActcliError

        return ActcliError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
