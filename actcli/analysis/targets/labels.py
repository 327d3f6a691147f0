"""Several labels in one cell: `a;b`, `['a', 'b']`, `0 1 1 0`; needs no NumPy."""

import ast
import json
import re
from collections import Counter
from dataclasses import dataclass, field

SEPARATORS = ("|", ";", ",")
HAS_SEPARATOR = re.compile(r"[|;,]").search
MOST_LABELS = 10_000  # that are counted one by one
LONGEST_LABEL = 60  # characters
LONGEST_LIST = 4000
MOST_WORDS = 5  # of a label: longer parts are those of a sentence
_BITS = re.compile(r"[\[(]?\s*[01](?:[\s,;]+[01])+\s*[\])]?")


@dataclass
class Labels:
    """What the cells hold that are split in one way, weighted by how often each stands there."""

    cells: int = 0  # of this kind
    split: int = 0  # cells with several labels, or with none
    labels: int = 0  # in all cells together
    fewest: int = 1 << 30
    most: int = 0
    long: int = 0  # labels that read like sentences
    counts: Counter[str] | None = field(default_factory=Counter)  # None beyond the bound

    def joined(self, other: "Labels") -> "Labels":
        """Return what the cells of both hold."""
        counts = None
        if self.counts is not None and other.counts is not None:
            counts = self.counts + other.counts
        return Labels(
            self.cells + other.cells,
            self.split + other.split,
            self.labels + other.labels,
            min(self.fewest, other.fewest),
            max(self.most, other.most),
            self.long + other.long,
            counts,
        )

    def add(self, labels: list[str], count: int) -> None:
        """Count the labels of a cell that stands there `count` times."""
        self.cells += count
        self.split += count * (len(labels) != 1)
        self.labels += count * len(labels)
        self.fewest = min(self.fewest, len(labels))
        self.most = max(self.most, len(labels))
        self.long += count * sum(map(_is_sentence, labels))
        for label in dict.fromkeys(labels):  # named twice in a cell it is still one
            self._count(label, count)

    def add_one(self, label: str, count: int) -> None:
        """Count a cell that is one label, as `add` does."""
        self.cells += count
        self.labels += count
        self.fewest = min(self.fewest, 1)
        self.most = max(self.most, 1)
        self.long += count * _is_sentence(label)
        self._count(label, count)

    def _count(self, label: str, count: int) -> None:
        if self.counts is not None:
            self.counts[label] += count
            if len(self.counts) > MOST_LABELS:
                self.counts = None


@dataclass
class Bits:
    """Cells such as `0 1 1 0`: how long they are, and how often each place is 1."""

    cells: int = 0
    length: int | None = None  # None before the first, 0 where they differ
    ones: list[int] = field(default_factory=list)
    one_hot: int = 0

    def add(self, bits: list[int], count: int) -> None:
        """Count a cell that stands there `count` times."""
        self.cells += count
        if self.length is None:
            self.length, self.ones = len(bits), [0] * len(bits)
        if self.length != len(bits):
            self.length = 0
            return
        self.one_hot += count * (sum(bits) == 1)
        self.ones = [sum_ + count * bit for sum_, bit in zip(self.ones, bits, strict=True)]


def bits_in(text: str) -> list[int] | None:
    """Return the bits of a cell of zeros and ones, None where it is none."""
    if text[:1] not in "01[(" or _BITS.fullmatch(text) is None:
        return None
    return [int(character) for character in text if character in "01"]


def list_in(text: str) -> list[str | float] | None:
    """Return the items of a list as JSON or Python writes it, None where the cell is none."""
    if (
        len(text) > LONGEST_LIST
        or text[:1] not in ("[", "{", "(")
        or text[-1:] not in ("]", "}", ")")
    ):
        return None
    items = _parsed(text)
    if not isinstance(items, list | tuple | set) or not all(
        isinstance(item, str | int | float) for item in items
    ):
        return None
    return list(items)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        # Constants only: literal_eval builds no other object and calls nothing.
        return set() if text == "{}" else ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def parts(text: str, separator: str) -> list[str]:
    """Split a cell into its labels, without blanks around them and without empty ones."""
    return [part.strip() for part in text.split(separator) if part.strip()]


def _is_sentence(label: str) -> bool:
    return len(label) > LONGEST_LABEL or label.count(" ") >= MOST_WORDS
