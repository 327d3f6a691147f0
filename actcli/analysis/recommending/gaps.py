"""Spellings with gaps: where 기울기~사라 stands in 기울기가다사라져요."""

from actcli.analysis.recommending.lexicon import GAP
from actcli.analysis.recommending.question import TAKEN

WIDEST_GAP = 3  # letters or words that "~" stands for


def find_with_gaps(text: str, spelling: str, place: int) -> tuple[int, int] | None:
    """Return where a Korean spelling stands from `place` on, its gaps of any width allowed."""
    if GAP not in spelling:
        start = text.find(spelling, place)
        return None if start < 0 else (start, start + len(spelling))
    # Without regular expressions: compiling hundreds of them would take longer than the reading.
    first, *others = spelling.split(GAP)
    start = text.find(first, place)
    while start >= 0:
        end = _end_of(text, others, start + len(first))
        if end is not None:
            return start, end
        start = text.find(first, start + 1)
    return None


def _end_of(text: str, parts: list[str], end: int) -> int | None:
    """Return where the last of the parts ends, each at most a gap behind the one before."""
    if not parts:
        return end
    first, *others = parts
    for width in range(WIDEST_GAP, -1, -1):
        if TAKEN not in text[end : end + width] and text.startswith(first, end + width):
            found = _end_of(text, others, end + width + len(first))
            if found is not None:
                return found
    return None
