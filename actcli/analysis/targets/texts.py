"""The cells of a column that are no plain numbers, gathered in one pass and constant memory."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from actcli.analysis.targets.labels import (
    HAS_SEPARATOR,
    SEPARATORS,
    Bits,
    Labels,
    bits_in,
    list_in,
    parts,
)
from actcli.analysis.targets.numbers import MOST_DISTINCT, Numbers
from actcli.analysis.targets.tally import Tally, hash_of_text
from actcli.analysis.targets.written import Written, is_date, written_numbers

MOST_FORMS = 12  # ways to write a number: more are names with a number in them
LONGEST_KEY = 200  # characters kept of a cell that is counted
LONGEST_READ = 4000  # characters: a longer cell is prose and not looked into


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a cell stood first, and what stood there."""

    line: int
    text: str


@dataclass(slots=True)
class _Reading:
    """All ways in which one cell can be read."""

    text: str
    numbers: tuple[Written, ...]
    is_date: bool
    bits: list[int] | None
    items: list[str | float] | None
    splits: tuple[tuple[str, list[str]], ...] | None  # None: there is nothing to split


@dataclass
class Texts:
    """What the cells are that are no plain numbers, however they can be read."""

    count: int = 0
    tally: Tally[str] = field(default_factory=lambda: Tally(hash_of_text, MOST_DISTINCT))
    forms: dict[str, Numbers] = field(default_factory=dict)  # money, percent, thousands, ...
    form_cells: dict[str, int] = field(default_factory=dict)
    currencies: set[str] = field(default_factory=set)
    first_of_form: dict[str, Seen] = field(default_factory=dict)
    dates: int = 0
    first: Seen | None = None
    first_other: Seen | None = None  # the first that is no number in disguise
    splits: dict[str, Labels] = field(default_factory=lambda: {s: Labels() for s in SEPARATORS})
    unsplit: Labels = field(default_factory=Labels)  # cells with no separator at all
    lists: Labels = field(default_factory=Labels)
    number_lists: int = 0  # lists with numbers that are not whole
    bits: Bits = field(default_factory=Bits)
    _known: dict[bytes, _Reading] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int] | None:
        """How often each text stands there, None where there are too many."""
        return self.tally.counts

    @property
    def distinct(self) -> int | None:
        """How many different texts there are, None where there are too many."""
        return self.tally.distinct

    def add(self, cells: Mapping[bytes, int], line_of: Callable[[bytes], int]) -> None:
        """Add different cells in the order of the file, and how often each stands there.

        `line_of` tells the line on which a cell stood first, and is asked for few of them.
        """
        numbers: dict[str, tuple[list[float], list[int]]] = {}
        for cell, count in cells.items():
            reading = self._reading(cell)
            self._note_first(reading, cell, line_of)
            self._add(reading, count)
            for written in reading.numbers:
                values, counts = numbers.setdefault(written.form, ([], []))
                values.append(written.value)
                counts.append(count)
        for form, (values, counts) in numbers.items():
            if form in self.forms:
                self.forms[form].add(np.repeat(np.array(values), counts))

    def _note_first(self, reading: _Reading, cell: bytes, line_of: Callable[[bytes], int]) -> None:
        if self.first is None:
            self.first = Seen(line_of(cell), reading.text)
        if not reading.numbers and self.first_other is None:
            self.first_other = Seen(line_of(cell), reading.text)
        for written in reading.numbers:
            if written.form not in self.forms and len(self.forms) < MOST_FORMS:
                self.forms[written.form] = Numbers()
                self.first_of_form[written.form] = Seen(line_of(cell), reading.text)

    def _add(self, reading: _Reading, count: int) -> None:
        text = reading.text
        for written in reading.numbers:
            self.form_cells[written.form] = self.form_cells.get(written.form, 0) + count
            if written.currency:
                self.currencies.add(written.currency)
        self.count += count
        self.dates += count * reading.is_date
        self._add_labels(reading, count)
        self.tally.add(_key(text), count)

    def _add_labels(self, reading: _Reading, count: int) -> None:
        if reading.bits is not None:
            self.bits.add(reading.bits, count)
        if reading.items is not None:
            items = reading.items
            self.number_lists += count * any(isinstance(i, float) and i % 1 != 0 for i in items)
            self.lists.add([str(item) for item in items], count)
        elif reading.splits is None:
            self.unsplit.add_one(reading.text, count)
        else:
            for separator, labels in reading.splits:
                self.splits[separator].add(labels, count)

    def _reading(self, cell: bytes) -> _Reading:
        reading = self._known.get(cell)
        if reading is None:
            reading = _read(cell)
            if len(self._known) < MOST_DISTINCT and len(cell) <= LONGEST_KEY:
                self._known[cell] = reading
        return reading


def _read(cell: bytes) -> _Reading:
    text = cell.decode(errors="replace").strip()
    if len(text) > LONGEST_READ:
        return _Reading(text[:LONGEST_KEY], (), False, None, None, None)
    items = list_in(text)
    splits = None
    if items is None and HAS_SEPARATOR(text):
        splits = tuple((separator, parts(text, separator)) for separator in SEPARATORS)
    return _Reading(text, written_numbers(text), is_date(text), bits_in(text), items, splits)


def _key(text: str) -> str:
    """Return what a text is counted by: itself, or its beginning and a digest of all of it."""
    if len(text) <= LONGEST_KEY:
        return text
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return f"{text[:LONGEST_KEY]}...{digest}"
