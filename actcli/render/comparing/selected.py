"""Which functions and pairs of a comparison are shown to a person where they are many."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.comparing.differences import Pair

# So many functions have their traits and values shown, and so many pairs all that is measured.
_MOST_FUNCTIONS, _MOST_PAIRS = 6, 3


def detailed(comparison: "Comparison") -> list["Pair"]:
    """All pairs where they are few, else the closest and the furthest."""
    pairs = comparison.pairs
    if len(pairs) <= _MOST_PAIRS:
        return list(pairs)
    return [pairs.closest, pairs.furthest]


def compared(comparison: "Comparison") -> Sequence[int]:
    """The positions of all functions where they are few, else those of the detailed pairs."""
    if len(comparison.functions) <= _MOST_FUNCTIONS:
        return range(len(comparison.functions))
    named = {id(side) for pair in detailed(comparison) for side in (pair.f, pair.g)}
    return [i for i, function in enumerate(comparison.functions) if id(function) in named]
