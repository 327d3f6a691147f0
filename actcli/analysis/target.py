"""What kind of target a column of data is: `recommend --target labels.csv:column`.

`read_target` goes once through the columns that `streams/columns.py` opens, in constant memory,
and judges what it saw; the parts are in `analysis/targets`. A verdict (`targets/verdict.py`) says
the kind, why, what else it could be, how many outputs it needs, and where their biases may start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from actcli.analysis.targets.marks import take_classes_from_marks
from actcli.analysis.targets.names import hints
from actcli.analysis.targets.numbers import Numbers, Values
from actcli.analysis.targets.numeric import NumberColumn, judge_numbers
from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.several import Joint, judge_several
from actcli.analysis.targets.spellings import judge_hexadecimal
from actcli.analysis.targets.textual import judge_mixture, judge_texts, mixed
from actcli.analysis.targets.verdict import Finding, Target, Verdict, found
from actcli.errors import ActcliError

FEW_ROWS = 30  # fewer prove little
FEWER_OF_CLASSES = 5  # rows a class


class Block(Protocol):
    """Some rows: the line on which each begins, and for each column its cells."""

    @property
    def lines(self) -> Sequence[int]:
        """The lines, from 1."""

    @property
    def cells(self) -> tuple[list[bytes], ...]:
        """The cells of each column."""


class Table(Protocol):
    """Columns that can be gone through once, as `streams/columns.py` opens them."""

    @property
    def source(self) -> str:
        """What errors call the file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def has_header(self) -> bool:
        """Whether the names come from the file."""

    @property
    def blocks(self) -> Iterable[Block]:
        """The rows."""

    def parse(self, cells: Sequence[bytes]) -> Values:
        """Read one number from each cell, or raise ValueError."""


def read_target(table: Table) -> Target:
    """Go through the columns and say what kind of target they are.

    Raises ActcliError where there are no rows, and what the table raises.
    """
    profiles = [Profile(table.parse) for _ in table.names]
    joint = Joint(table.parse)
    for block in table.blocks:
        for profile, cells in zip(profiles, block.cells, strict=True):
            profile.add(block.lines, cells)
        if len(profiles) > 1:
            joint.add(block.lines, block.cells)
    notes: list[Finding] = []
    for profile in profiles:
        profile.finish()
        notes += take_classes_from_marks(profile)
    if profiles[0].rows == 0:
        raise ActcliError(f"{table.source} has a header and no rows", "a target needs some rows")
    verdict = judge(table.names, profiles, joint)
    notes += _notes_on_header(table, profiles)
    missing = sum(profiles[0].missing.values()) if len(profiles) == 1 else joint.incomplete
    marks: dict[str, int] = {}
    for profile in profiles:
        for mark, count in profile.missing.items():
            marks[mark] = marks.get(mark, 0) + count
    return Target(
        table.source,
        table.names,
        profiles[0].rows,
        missing,
        marks,
        replace(verdict, notes=(*notes, *verdict.notes)),
    )


def _notes_on_header(table: Table, profiles: Sequence[Profile]) -> list[Finding]:
    if not table.has_header:
        return [found("first_row_is_data", column=table.names[0])]
    counts = zip(table.names, (profile.texts.counts or {} for profile in profiles), strict=True)
    recurring = ((name, texts[name]) for name, texts in counts if name in texts)
    return [found("name_recurs", column=n, count=count) for n, count in recurring][:1]


def judge(names: Sequence[str], profiles: Sequence[Profile], joint: Joint) -> Verdict:
    """Judge the profiles of columns; the joint one matters where there are several."""
    verdicts = [judge_column(n, p) for n, p in zip(names, profiles, strict=True)]
    verdict = verdicts[0] if len(names) == 1 else judge_several(names, profiles, verdicts, joint)
    return replace(verdict, notes=(*verdict.notes, *_notes(profiles[0], verdict)))


def judge_column(name: str, profile: Profile) -> Verdict:
    """Judge the profile of one column."""
    numbers, texts = profile.numbers, profile.texts
    if texts.count == 0 and numbers.count == 0:
        if numbers.infinite:
            return Verdict("constant", (found("all_infinite", count=numbers.infinite),))
        return Verdict("missing", (found("nothing_there", rows=profile.rows),))
    if texts.count and numbers.count:
        return judge_mixture(name, hints(name), profile)
    if texts.count:
        if numbers.infinite:  # 12e45678 is a name among hexadecimal ones
            return judge_hexadecimal(profile) or mixed(profile)
        return judge_texts(name, hints(name), profile)
    column = NumberColumn(name, hints(name), numbers, profile.zero_led, frozenset(profile.widths))
    return judge_numbers(column)


def _notes(profile: Profile, verdict: Verdict) -> tuple[Finding, ...]:
    notes = []
    numbers = profile.numbers
    valid = numbers.count + numbers.infinite + profile.texts.count
    if verdict.is_target and _is_written_as_float(profile, numbers):
        notes.append(found("whole_floats", example=f"{numbers.minimum:.1f}"))
    if numbers.infinite:
        notes.append(found("infinite", count=numbers.infinite))
    if profile.missing[""] and _is_by_labels(verdict):
        notes.append(found("empty_is_no_label", count=profile.missing[""]))
    if valid and valid < max(FEW_ROWS, FEWER_OF_CLASSES * len(verdict.labels)):
        notes.append(found("few_rows", rows=valid))
    return tuple(notes)


def _is_by_labels(verdict: Verdict) -> bool:
    """Whether the labels of a row stand in one cell, where an empty one may mean none of them."""
    return any(finding.key == "labels_in_cells" for finding in verdict.because)


def _is_written_as_float(profile: Profile, numbers: Numbers) -> bool:
    return profile.has_points and numbers.is_whole and numbers.count > 0
