"""What was seen of a target column, as JSON and in sentences; needs neither rich nor NumPy."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from actcli.analysis.recommending.table import load_conditions
from actcli.analysis.targets.verdict import NO_TARGETS, TASKS, Fact, Finding, Target
from actcli.analysis.targets.words import printable, shown
from actcli.render.korean import Spoken
from actcli.render.numbers import short
from actcli.render.words import Words

# Facts that are parts of the rows unless they are counts, and those that are counted or measured.
SHARES = ("share", "largest", "smallest", "none", "several", "negative")
AMOUNTS = (
    *("rows", "count", "distinct", "numbers", "texts", "missing", "columns", "rows_a_value"),
    *("mean", "variance", "deviation", "deviations", "ratio", "smallest", "none", "several"),
)
LARGEST_WHOLE = 1e15
KINDS = re.compile(rf": ({'|'.join(TASKS + NO_TARGETS)})(?=, |$)")  # of the columns in a list
MOST_LABELS = 8
# What is counted in a sentence that has another form for one; where it is not listed, the rows.
COUNTED = {"texts_among_numbers": "texts", "numbers_among_texts": "numbers"}


def target_fields(target: Target, words: Words) -> dict[str, Any]:
    """Everything about the column; names stay English, sentences are the reader's."""
    verdict = target.verdict
    runner_up = verdict.runner_up
    return {
        "source": target.source,
        "columns": list(target.columns),
        "rows": target.rows,
        "missing": target.missing,
        "missing_marks": dict(target.missing_marks),
        "kind": verdict.kind,
        "is_target": verdict.is_target,
        "because": [_finding_fields(found, "because", words) for found in verdict.because],
        "notes": [_finding_fields(found, "notes", words) for found in verdict.notes],
        "runner_up": None
        if runner_up is None
        else {"kind": runner_up.kind, **_finding_fields(runner_up.why, "instead", words)},
        "outputs": verdict.outputs,
        "labels": list(verdict.labels),
        "shares": list(verdict.shares),
        "low": verdict.low,
        "high": verdict.high,
        "mean": verdict.mean,
        "variance": verdict.variance,
        "minimum": verdict.minimum,
        "maximum": verdict.maximum,
        "distinct": verdict.distinct,
        "bias": list(verdict.bias),
        "bias_rule": verdict.bias_rule,
    }


def target_lines(target: Target, words: Words) -> list[str]:
    """What was seen, in sentences: where, what kind and why, what else it could be, and notes."""
    return [_place(target, words), *_verdict(target, words), *_labels(target, words)]


def kind_title(kind: str, words: Words) -> str:
    """A task, or a kind of column that is no target, in the reader's language."""
    if words.has(f"recommend.target.kinds.{kind}"):
        return words(f"recommend.target.kinds.{kind}")
    titles = {c.name: c.title for c in load_conditions() if c.kind == "task"}
    return titles[kind][words.language]


def disagreement_line(target: Target, task: str, words: Words) -> str:
    """That the column looks like another task than the one that was asked for, which stands."""
    return words(
        "recommend.target.disagreement",
        found=kind_title(target.kind, words),
        asked=kind_title(task, words),
    )


def _place(target: Target, words: Words) -> str:
    unnamed = words("recommend.target.unnamed")
    text = words(
        f"recommend.target.{'place_of_one' if target.rows == 1 else 'place'}",
        source=printable(target.source),
        columns=", ".join(shown(name) or unnamed for name in target.columns),
        rows=f"{target.rows:,}",
    )
    if not target.missing or not target.missing_marks:
        return text
    empty = words("recommend.target.empty")
    marks = ", ".join(f'"{shown(mark)}"' if mark else empty for mark in target.missing_marks)
    missing = words("recommend.target.missing", missing=f"{target.missing:,}", marks=marks)
    return f"{text}, {missing}"


def _verdict(target: Target, words: Words) -> Iterator[str]:
    verdict = target.verdict
    because = " ".join(_told(found, "because", words) for found in verdict.because)
    key = "is" if verdict.is_target else "is_no_target"
    kind = kind_title(verdict.kind, words)
    yield words(f"recommend.target.{key}", kind=kind, because=because)
    if verdict.runner_up is not None:
        why = _told(verdict.runner_up.why, "instead", words)
        other = verdict.runner_up.kind
        kind = kind_title(other, words)
        if other in TASKS:
            kind = words("recommend.target.option", kind=kind, task=other)
        yield words("recommend.target.runner_up", why=why, kind=kind)
    for found in verdict.notes:
        yield _told(found, "notes", words)


def _labels(target: Target, words: Words) -> Iterator[str]:
    """The classes with their shares, the first few where there are many."""
    verdict = target.verdict
    if len(verdict.labels) < 2 or not verdict.shares:
        return
    listed = [
        f"{shown(label)}: {_percent(share)}"
        for label, share in zip(verdict.labels, verdict.shares, strict=True)
    ]
    left_out = len(verdict.labels) - MOST_LABELS
    rest = [words("recommend.target.further", count=left_out)] if left_out > 0 else []
    labels = ", ".join([*listed[:MOST_LABELS], *rest])
    yield words("recommend.target.labels", labels=labels)


def _told(found: Finding, group: str, words: Words) -> str:
    key = f"recommend.target.{group}.{found.key}"
    is_one = found.facts.get(COUNTED.get(found.key, "rows")) == 1
    if is_one and words.has(f"{key}_of_one"):
        key = f"{key}_of_one"
    return words(key, **_spelt(found.facts, words))


def _finding_fields(found: Finding, group: str, words: Words) -> dict[str, Any]:
    return {"key": found.key, **found.facts, "text": _told(found, group, words)}


def _spelt(facts: Mapping[str, Fact], words: Words) -> dict[str, str]:
    return {name: _fact(name, value, words) for name, value in facts.items()}


def _fact(name: str, value: Fact, words: Words) -> str:
    if name == "kinds":
        return KINDS.sub(lambda kind: f": {kind_title(kind[1], words)}", printable(str(value)))
    if isinstance(value, str):
        return printable(value) if name == "bounds" else shown(value)
    if isinstance(value, float) and name in SHARES:
        return _percent(value)
    if name in AMOUNTS:
        return f"{value:,}" if isinstance(value, int) else _amount(value)
    is_whole = math.isfinite(value) and value == int(value) and abs(value) < LARGEST_WHOLE
    return str(int(value)) if is_whole else short(value)


def _amount(value: float) -> str:
    """Three digits, and all of the whole part where that is still read at a glance."""
    return f"{value:,.0f}" if 1000.0 <= abs(value) < 1e9 else short(value, 3)


def _percent(share: float) -> Spoken:
    percent = 100.0 * share
    text = f"{percent:.3g}"
    if text == "100" and share < 1.0:  # 99.99 % are not all
        digits = min(math.ceil(-math.log10(100.0 - percent)) if percent < 100.0 else 6, 6)
        text = f"{percent:.{max(digits, 1)}f}"
    return Spoken(f"{text} %", "퍼센트")
