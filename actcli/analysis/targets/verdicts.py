"""Verdicts on two classes, several classes and levels, with their shares and biases; no NumPy."""

import math
from collections.abc import Mapping, Sequence

from actcli.analysis.targets import biases
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found

RARE = 0.05  # the share of a class below which accuracy says little
IMBALANCED = 10.0  # the largest class by the smallest


def binary(
    because: Finding,
    labels: tuple[str, str],
    share: float,
    notes: tuple[Finding, ...] = (),
    runner_up: RunnerUp | None = None,
) -> Verdict:
    """Return the verdict on two classes: the negative and the positive one, and its share."""
    if min(share, 1.0 - share) < RARE:
        notes = (*notes, found("rare_class", share=min(share, 1.0 - share)))
    return Verdict(
        "binary",
        (because,),
        notes,
        runner_up,
        outputs=1,
        labels=labels,
        shares=(1.0 - share, share),
        bias=biases.logits([share]),
        bias_rule="logit",
    )


def classes(
    because: Finding,
    labels: Sequence[str],
    shares: Sequence[float],
    runner_up: RunnerUp | None = None,
    notes: tuple[Finding, ...] = (),
) -> Verdict:
    """Return the verdict on several classes."""
    if min(shares) > 0.0 and max(shares) >= IMBALANCED * min(shares):
        notes = (*notes, found("imbalance", ratio=max(shares) / min(shares)))
    return Verdict(
        "multiclass",
        (because,),
        notes,
        runner_up,
        outputs=len(labels),
        labels=tuple(labels),
        shares=tuple(shares),
        bias=biases.log_shares(shares),
        bias_rule="log_share",
    )


def shares_of(counts: Mapping[float, int]) -> list[float]:
    """Return the share of each number, from the least number to the greatest."""
    rows = sum(counts.values())
    return [counts[value] / rows for value in sorted(counts)]


def number_name(value: float) -> str:
    """Return a number as the name of a class: without a point where it is whole."""
    return str(int(value)) if value == math.floor(value) and abs(value) < 1e15 else repr(value)


def ordinal(
    because: Finding,
    labels: Sequence[str],
    shares: Sequence[float],
    runner_up: RunnerUp | None = None,
) -> Verdict:
    """Return the verdict on levels in their order."""
    return Verdict(
        "ordinal",
        (because,),
        runner_up=runner_up,
        outputs=len(labels),
        labels=tuple(labels),
        shares=tuple(shares),
        bias=biases.cumulative_logits(shares),
        bias_rule="cumulative_logit",
    )
