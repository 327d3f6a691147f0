"""The pieces of the documents that benchmarks write."""

import textwrap
from collections.abc import Iterable, Sequence


def paragraph(text: str) -> list[str]:
    """A paragraph in lines of at most 100 characters, and an empty line."""
    lines = textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False)
    return [*lines, ""]


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """A table, and an empty line."""
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(line)} |" for line in lines),
        "",
    ]
