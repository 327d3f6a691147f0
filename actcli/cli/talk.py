"""Sentences beside an answer, on stderr."""

import sys
from collections.abc import Iterable


def tell(lines: Iterable[str]) -> None:
    """Print each on a line of its own; nothing where the caller has closed stderr."""
    if sys.stderr is not None:  # print would write to stdout
        for line in lines:
            print(line, file=sys.stderr)
