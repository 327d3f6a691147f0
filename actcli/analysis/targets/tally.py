"""How often each value stands in a column, exactly while they are few, then of a fair sample.

Beyond a bound only values are kept whose hash begins with so many zeros, and one zero more is asked
for whenever they are too many again. What is left is a random part of the different values, each
with its exact count, whatever the order of the rows (Gibbons 2001, Distinct sampling, VLDB).
"""

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Key = TypeVar("Key")
BITS = 32
# An odd factor near 2**64 / the golden ratio spreads the hashes (Knuth, TAOCP 3, 6.4).
FACTOR = 0x9E3779B97F4A7C15
_WORD = (1 << 64) - 1


@dataclass
class Tally(Generic[Key]):
    """Counts of values: all of them, or of one in `2**level` of the different ones."""

    hash_of: Callable[[Key], int]  # to BITS bits, the same in every run
    most: int  # values that are kept
    level: int = 0
    kept: dict[Key, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Key, int] | None:
        """How often each value stands there, None where only a sample is kept."""
        return None if self.level else self.kept

    @property
    def distinct(self) -> int | None:
        """How many different values there are, None where that is only estimated."""
        return None if self.level else len(self.kept)

    @property
    def about(self) -> int:
        """How many different values there are, give or take a few percent beyond the bound."""
        number = len(self.kept) << self.level
        if not self.level:
            return number
        unit: int = 10 ** max(len(str(number)) - 2, 0)  # two digits are certain, about
        return round(number / unit) * unit

    @property
    def all_differ(self) -> bool:
        """Whether no value, as far as they are kept, stands there twice."""
        return max(self.kept.values(), default=1) == 1

    def add(self, key: Key, count: int) -> None:
        """Count a value that stands there `count` times."""
        if key in self.kept:
            self.kept[key] += count
        elif not self.level or self._is_sampled(key):
            self.kept[key] = count
            self._thin()

    def add_sampled(self, keys: Iterable[Key], counts: Iterable[int]) -> None:
        """Count many values as `add` does, of which the hashes are known to fit the level."""
        kept = self.kept
        for key, count in zip(keys, counts, strict=True):
            kept[key] = kept.get(key, 0) + count
        self._thin()

    def joined(self, other: "Tally[Key]") -> "Tally[Key]":
        """Return the counts of the values of both."""
        level = max(self.level, other.level)
        both: Tally[Key] = Tally(self.hash_of, self.most, level)
        for tally in (self, other):
            for key, count in tally.kept.items():
                both.add(key, count)
        return both

    def _thin(self) -> None:
        while len(self.kept) > self.most:
            self.level += 1
            self.kept = {k: n for k, n in self.kept.items() if self._is_sampled(k)}

    def _is_sampled(self, key: Key) -> bool:
        return self.hash_of(key) >> (BITS - self.level) == 0


def hash_of_text(text: str) -> int:
    """Return a hash of BITS bits that is the same in every run, unlike Python's own."""
    return (zlib.crc32(text.encode()) * FACTOR & _WORD) >> (64 - BITS)


def hash_of_number(value: float) -> int:
    """Return a hash of BITS bits of a float64, as `hashes_of_numbers` does of many."""
    (bits,) = struct.unpack("<Q", struct.pack("<d", value + 0.0))
    return _mixed(bits)


def _mixed(bits: int) -> int:
    bits = (bits ^ (bits >> 32)) * FACTOR & _WORD
    return ((bits ^ (bits >> 29)) * FACTOR & _WORD) >> (64 - BITS)


def hashes_of_numbers(values: npt.NDArray[np.float64]) -> npt.NDArray[np.uint64]:
    """Return a hash of each number; 0 and -0, which are equal, have the same."""
    factor = np.uint64(FACTOR)
    bits = (values + 0.0).view(np.uint64)
    bits = (bits ^ (bits >> np.uint64(32))) * factor
    hashes: npt.NDArray[np.uint64] = ((bits ^ (bits >> np.uint64(29))) * factor) >> np.uint64(
        64 - BITS
    )
    return hashes
