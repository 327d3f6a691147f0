"""The profile of one column: its missing cells, its numbers and its texts, in one pass.

Cells are gathered to parts of one size before they are looked at, so that the profile does not
depend on the blocks in which they arrive, to the last digit.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from actcli.analysis.targets.numbers import Numbers, Values
from actcli.analysis.targets.texts import Seen, Texts
from actcli.analysis.targets.words import MISSING

PART = 8192  # cells
FEW_CELLS = 8  # cells for each different one, from which it pays to look at those alone
_STARTS_OF_NUMBERS = frozenset(b"+-.0123456789iInN"[i : i + 1] for i in range(17))
MOST_MARKS = 20  # spellings of missing cells
_LEADING_ZERO = re.compile(rb"^[+-]?(0\d+)$", re.MULTILINE)

# Reads one number from each cell, or raises ValueError.
Parse = Callable[[Sequence[bytes]], Values]


class Profile:
    """What there is to know of the cells of a column."""

    def __init__(self, parse: Parse) -> None:
        """Keep what reads plain numbers."""
        self._parse = parse
        self._cells: list[bytes] = []
        self._lines: list[int] = []
        self.rows = 0
        self.missing: Counter[str] = Counter()  # by spelling
        self.numbers = Numbers()
        self.texts = Texts()
        self.first_number: Seen | None = None
        self.zero_led = 0  # whole numbers such as 007
        self.widths: set[int] = set()  # of those, in digits
        self.has_points = False  # a whole number is written 1.0 somewhere

    def add(self, lines: Sequence[int], cells: list[bytes]) -> None:
        """Take cells and the lines on which they stand."""
        self._cells += cells
        self._lines += lines
        start = 0
        while len(self._cells) - start >= PART:
            self._take(self._lines[start : start + PART], self._cells[start : start + PART])
            start += PART
        if start:
            del self._cells[:start], self._lines[:start]

    def finish(self) -> None:
        """Look at the cells that are left over."""
        if self._cells:
            self._take(self._lines, self._cells)
            self._cells, self._lines = [], []

    def _take(self, lines: Sequence[int], cells: list[bytes]) -> None:
        self.rows += len(cells)
        if self._take_numbers(lines, cells):
            return
        counts = Counter(cells)
        if len(counts) * FEW_CELLS > len(cells):
            # Numbers with gaps are read at once; to look at each of many cells takes long.
            stripped = [cell.strip() for cell in cells]
            there = [place for place, cell in enumerate(stripped) if cell not in MISSING]
            if len(there) < len(cells):
                self._note_missing(Counter(cell for cell in stripped if cell in MISSING))
            present = [stripped[place] for place in there]
            numbered = [lines[place] for place in there]
            if not present or self._take_numbers(numbered, present):
                return
            counts = Counter(present)
        self._take_mixture(lines, cells, counts)

    def _take_numbers(self, lines: Sequence[int], cells: list[bytes]) -> bool:
        """Take cells that are all numbers; False where one is not, and nothing is taken."""
        try:
            values = self._parse(cells)
        except ValueError:
            return False
        self._note_spelling(cells)
        is_nan = np.isnan(values)
        if is_nan.any():
            self._note_missing(Counter(cells[place] for place in np.flatnonzero(is_nan).tolist()))
            values = values[~is_nan]
        if self.first_number is None and values.size:
            place = int(np.argmin(is_nan))
            self.first_number = Seen(lines[place], cells[place].decode())
        self.numbers.add(values)
        return True

    def _take_mixture(
        self, lines: Sequence[int], cells: list[bytes], counts: Mapping[bytes, int]
    ) -> None:
        """Take cells, each as often as it stands there, of which some may be no numbers."""
        missing: Counter[bytes] = Counter()
        numbers: Counter[bytes] = Counter()
        texts: Counter[bytes] = Counter()
        for spelt, count in counts.items():
            cell = spelt.strip()
            kind = missing if cell in MISSING else numbers if self._is_number(cell) else texts
            kind[cell] += count

        def line_of(wanted: bytes) -> int:
            return next(
                line for line, cell in zip(lines, cells, strict=True) if cell.strip() == wanted
            )

        self._note_missing(missing)
        if numbers:
            if self.first_number is None:
                first = next(iter(numbers))
                self.first_number = Seen(line_of(first), first.decode())
            self._take_numbers(lines, list(numbers.elements()))
        self.texts.add(texts, line_of)

    def _is_number(self, cell: bytes) -> bool:
        if cell[:1] not in _STARTS_OF_NUMBERS:
            return False
        try:
            self._parse([cell])
        except ValueError:
            return False
        return True

    def _note_missing(self, marks: Mapping[bytes, int]) -> None:
        for mark, count in marks.items():
            text = mark.decode()
            is_kept = text in self.missing or len(self.missing) < MOST_MARKS
            self.missing[text if is_kept else ""] += count

    def _note_spelling(self, cells: list[bytes]) -> None:
        if self.has_points and not self.numbers.is_whole:
            return
        text = b"\n".join(cells)
        self.has_points = self.has_points or b"." in text
        if text.startswith((b"0", b"+0", b"-0")) or b"\n0" in text or b"\n+0" in text:
            led = _LEADING_ZERO.findall(text)
            self.zero_led += len(led)
            self.widths.update(map(len, led[:1000]))
