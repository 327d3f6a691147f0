"""Typing mistakes that are forgiven: which written word may mean which known one."""

import re

from actcli.analysis.recommending.hangul import is_hangul, is_syllable, jamo

SHORTEST_WORD = 6  # letters; shorter ones are too near to others: "doing" is not "dying"
LONG_WORD = 12  # letters, from which two mistakes are forgiven
SHORTEST_KOREAN = 3  # syllables
LONG_KOREAN = 8


def forgiven(written: str, meant: str, most: int = 2) -> bool:
    """Tell whether `written` is `meant` with at most so many typing mistakes, both squeezed."""
    if is_hangul(meant):
        return len(written) == len(meant) and _differs_little(written, meant)
    if len(meant) < SHORTEST_WORD or len(written) < SHORTEST_WORD - 1 or written[0] != meant[0]:
        return False
    allowed = 1 if len(meant) < LONG_WORD else most
    difference = abs(len(written) - len(meant))
    # Two letters more at the beginning are another word: "no normalisation".
    if difference > allowed or (difference > 1 and written[:3] != meant[:3]):
        return False
    # A digit is no slip: "between 0 and 1" is not "between 1 and 1".
    if re.findall(r"\d", written) != re.findall(r"\d", meant):
        return False
    return typos(written, meant) <= allowed


def typos(written: str, meant: str) -> int:
    """Count letters added, left out, changed or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, start=1):
        above, before_above = row, before
        row = [i]
        for j, other in enumerate(meant, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == other:
                cost = min(cost, before_above[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _differs_little(written: str, meant: str) -> bool:
    """Tell whether the words differ in one letter (jamo), or in two if they are long."""
    letters = 0
    for one, other in zip(written, meant, strict=True):
        if one != other:
            if not is_syllable(one):
                return False
            letters += sum(a != b for a, b in zip(jamo(one), jamo(other), strict=True))
    return letters <= (1 if len(meant) < LONG_KOREAN else 2)
