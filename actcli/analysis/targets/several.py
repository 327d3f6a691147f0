"""Several columns as one target: labels, one-hot classes, or several numbers a row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from actcli.analysis.targets.cells import several_labels
from actcli.analysis.targets.numbers import Values
from actcli.analysis.targets.profile import PART, Parse, Profile
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import classes
from actcli.analysis.targets.words import MISSING, shown, truth

ALMOST_ONE_HOT = 0.95
SUM_TOLERANCE = 1e-3  # of probabilities that are written with few digits
NUMBERS = {"regression", "positive", "bounded", "symmetric", "counts", "ordinal"}
CLASSES = {"binary", "multiclass", "ordinal"}


@dataclass
class Joint:
    """What the rows of several columns have in common, gathered in one pass."""

    parse: Parse
    complete: int = 0  # rows with all their cells
    incomplete: int = 0
    are_bits: bool = True
    sum_to_one: bool = True
    one_hot: int = 0  # rows with exactly one 1
    none: int = 0  # rows without a 1
    ones: "Values | None" = None  # of each column
    totals: "Values | None" = None
    first_other: int = 0  # the first line whose row has none or several
    first_texts: int | None = None

    def add(self, lines: Sequence[int], columns: Sequence[list[bytes]]) -> None:
        """Take some rows."""
        for start in range(0, len(lines), PART):
            part = [cells[start : start + PART] for cells in columns]
            self._add(lines[start : start + PART], np.column_stack(list(map(self._values, part))))

    def _add(self, lines: Sequence[int], table: Values) -> None:
        are_there = ~np.isnan(table).any(axis=1)
        rows = table[are_there]
        self.complete += rows.shape[0]
        self.incomplete += table.shape[0] - rows.shape[0]
        if rows.shape[0] == 0:
            return
        if self.are_bits:
            self.are_bits = bool(np.isin(rows, (0.0, 1.0)).all())
        with np.errstate(all="ignore"):
            sums = rows.sum(axis=1)
        if self.sum_to_one:
            is_share = bool((rows >= 0.0).all())
            self.sum_to_one = is_share and bool((np.abs(sums - 1.0) <= SUM_TOLERANCE).all())
        if not self.are_bits:
            return
        self.ones = rows.sum(axis=0) + (0.0 if self.ones is None else self.ones)
        self.one_hot += int(np.count_nonzero(sums == 1.0))
        self.none += int(np.count_nonzero(sums == 0.0))
        others = np.flatnonzero(are_there)[sums != 1.0]
        if others.size and not self.first_other:
            self.first_other = lines[int(others[0])]

    def _values(self, cells: list[bytes]) -> Values:
        """Return the cells as numbers, answers of yes and no as 1 and 0, other texts as inf."""
        try:
            return self.parse(cells)
        except ValueError:
            known = {cell: self._value(cell) for cell in set(cells)}
            return np.array([known[cell] for cell in cells], np.float64)

    def _value(self, cell: bytes) -> float:
        stripped = cell.strip()
        if stripped in MISSING:
            return np.nan
        try:
            return float(self.parse([stripped])[0])
        except ValueError:
            answer = truth(stripped.decode(errors="replace"))
        if answer is None:  # something is there: the row is complete, if no row of numbers
            self.are_bits = self.sum_to_one = False
            return np.inf
        return float(answer)


def judge_several(
    names: Sequence[str], profiles: Sequence[Profile], verdicts: Sequence[Verdict], joint: Joint
) -> Verdict:
    """Judge several columns by what their rows have in common, else by the verdict on each."""
    if joint.complete == 0 and joint.are_bits:
        return Verdict("missing", (found("nothing_there", rows=joint.incomplete),))
    if joint.are_bits and joint.ones is not None:
        return _bits(names, joint)
    if joint.sum_to_one:
        because = found("soft_columns", columns=len(names))
        verdict = classes(because, names, [profile.numbers.mean for profile in profiles])
        return replace(verdict, distinct=len(names))
    if all(verdict.kind in NUMBERS and verdict.mean is not None for verdict in verdicts):
        return _numbers(names, verdicts)
    listed = _listed(names, verdicts)
    kinds = {verdict.kind for verdict in verdicts}
    if kinds <= CLASSES or len(kinds) == 1:
        return Verdict("mixed", (found("columns_apart", columns=len(names), kinds=listed),))
    return Verdict("mixed", (found("columns_differ", columns=len(names), kinds=listed),))


def _numbers(names: Sequence[str], verdicts: Sequence[Verdict]) -> Verdict:
    """Judge columns of numbers: of one kind if all are, else as any real numbers."""
    kinds = {verdict.kind for verdict in verdicts}
    listed = _listed(names, verdicts)
    if kinds == {"ordinal"}:  # each level of each column would need an output of its own
        return Verdict("mixed", (found("columns_apart", columns=len(names), kinds=listed),))
    first = verdicts[0]
    bounds = {(verdict.low, verdict.high) for verdict in verdicts}
    notes: tuple[Finding, ...] = ()
    if len(kinds) > 1:
        notes = (found("columns_as_real", kinds=listed),)
    elif len(bounds) > 1:
        spans = ", ".join(
            f"{shown(name)}: {verdict.low:g} - {verdict.high:g}"
            for name, verdict in zip(names, verdicts, strict=True)
        )
        notes = (found("bounds_differ", bounds=spans),)
    if any(verdict.outputs != 1 and verdict.kind != "ordinal" for verdict in verdicts):
        # An angle is two outputs, which does not go with others in one count of columns.
        return Verdict("mixed", (found("columns_apart", columns=len(names), kinds=listed),))
    because = (found("number_columns", columns=len(names)),)
    whole = Verdict("regression", because, notes, outputs=len(names), labels=tuple(names))
    if notes:
        # An identity output starts at the mean, whatever else the column alone would have.
        means = tuple(verdict.mean for verdict in verdicts)
        return replace(whole, bias=means, bias_rule="mean")
    return replace(
        whole,
        kind=first.kind,
        low=first.low,
        high=first.high,
        bias=tuple(verdict.bias[0] for verdict in verdicts),
        bias_rule=first.bias_rule,
    )


def _listed(names: Sequence[str], verdicts: Sequence[Verdict]) -> str:
    return ", ".join(f"{shown(n)}: {v.kind}" for n, v in zip(names, verdicts, strict=True))


def _bits(names: Sequence[str], joint: Joint) -> Verdict:
    shares = ((joint.ones if joint.ones is not None else np.zeros(0)) / joint.complete).tolist()
    if joint.one_hot == joint.complete:
        return classes(found("one_hot_columns", columns=len(names)), names, shares)
    near = None
    notes: tuple[Finding, ...] = ()
    if joint.one_hot >= ALMOST_ONE_HOT * joint.complete:
        share = joint.one_hot / joint.complete
        near = RunnerUp("multiclass", found("if_one_class_a_row", share=share))
        others = joint.complete - joint.one_hot
        notes = (found("not_one_hot", rows=others, line=joint.first_other),)
    because = found(
        "label_columns",
        columns=len(names),
        mean=sum(shares),
        none=joint.none / joint.complete,
        several=(joint.complete - joint.none - joint.one_hot) / joint.complete,
    )
    verdict = several_labels(because, list(names), shares, near)
    return replace(verdict, notes=(*notes, *verdict.notes))
