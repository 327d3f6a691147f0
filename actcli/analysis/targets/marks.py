"""Marks of missing cells that are classes after all: `-` beside `+`, `None` below `Mild`."""

from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.verdict import Finding, found
from actcli.analysis.targets.words import scale_of

NONE = "None"  # what Python writes for nothing, and people for "none of these"
MOST_LEVELS = 20


def take_classes_from_marks(profile: Profile) -> tuple[Finding, ...]:
    """Move marks that must be classes from the missing cells to the texts, and say so."""
    counts = profile.texts.counts
    if not counts or profile.numbers.count or len(counts) > MOST_LEVELS:
        return ()
    for mark in [mark for mark in profile.missing if mark]:
        if _is_class(mark, counts):
            count = profile.missing.pop(mark)
            profile.texts.add({mark.encode(): count}, lambda _: 0)
            return (found("mark_is_class", mark=mark, count=count),)
    if NONE in profile.missing:
        return (found("mark_may_be_class", mark=NONE, count=profile.missing[NONE]),)
    return ()


def _is_class(mark: str, counts: dict[str, int]) -> bool:
    if len(counts) == 1:
        # A column of one class is nothing to predict: "+" alone needs its "-".
        return (mark, *counts) == ("-", "+") or mark == NONE
    return mark == NONE and len(counts) > 1 and scale_of([mark, *counts], True) is not None
