"""Columns whose cells hold several things: labels, bits, lists."""

from collections import Counter
from collections.abc import Mapping

from actcli.analysis.targets import biases
from actcli.analysis.targets.labels import SEPARATORS, Labels
from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.texts import Seen, Texts
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import classes
from actcli.analysis.targets.words import shown

FEW = 20  # different cells, which may be classes with a separator in their names
REPEATED = 3.0  # how often a label stands there on average
ALL_BUT_FEW = 0.99  # of the cells that hold what the column holds
SOME_SPLIT = 0.05  # of the cells that hold several labels
SENTENCES = 0.2  # the share of parts that read like sentences from which the cells are prose
MOST_NAMED = 1000


def judge_cells(profile: Profile) -> Verdict | None:
    """Judge cells that hold several labels; None where they do not."""
    texts = profile.texts
    if profile.numbers.count == 0:
        if texts.bits.cells == texts.count and texts.bits.length:
            return _bits(texts)
        if texts.lists.cells >= ALL_BUT_FEW * texts.count:
            return _lists(texts)
    return _separated(profile)


def _bits(texts: Texts) -> Verdict:
    bits = texts.bits
    length = bits.length or 0
    shares = [ones / texts.count for ones in bits.ones]
    names = [str(place) for place in range(1, length + 1)]
    if bits.one_hot == texts.count:
        return classes(found("one_hot_cells", length=length), names, shares)
    near = None
    if bits.one_hot >= 0.95 * texts.count:
        share = bits.one_hot / texts.count
        near = RunnerUp("multiclass", found("if_one_class_a_row", share=share))
    because = found("bits_in_cells", length=length, mean=sum(shares))
    return several_labels(because, names, shares, near)


def _lists(texts: Texts) -> Verdict | None:
    lists = texts.lists
    first = texts.first or Seen(0, "")
    if texts.number_lists:
        because = found("lists_of_numbers", example=shown(first.text), line=first.line)
        return Verdict("vectors", (because,))
    if not lists.counts or lists.labels < REPEATED * len(lists.counts):
        return None
    facts = {"distinct": len(lists.counts), "mean": lists.labels / texts.count, "most": lists.most}
    return _by_counts(found("lists_in_cells", **facts), lists.counts, texts.count)


def _separated(profile: Profile) -> Verdict | None:
    rows = profile.texts.count + profile.numbers.count
    # An empty cell in such a column may be a row without a label.
    for separator in SEPARATORS:
        labels = profile.texts.splits[separator].joined(profile.texts.unsplit)
        if _are_labels(labels, profile):
            counts = Counter(labels.counts)
            for value, count in (profile.numbers.counts or {}).items():
                counts[f"{value:g}"] += count
            because = found(
                "labels_in_cells",
                separator=separator,
                distinct=len(counts),
                mean=(labels.labels + profile.numbers.count) / rows,
                most=labels.most,
            )
            distinct = _distinct(profile)
            near = None
            if distinct is not None and distinct <= FEW:
                near = RunnerUp("multiclass", found("if_classes", distinct=distinct))
            return _by_counts(because, counts, rows, near)
    return None


def _are_labels(labels: Labels, profile: Profile) -> bool:
    numbers = profile.numbers
    rows = profile.texts.count + numbers.count
    if labels.split < max(SOME_SPLIT * rows, 1) or not labels.counts:
        return False
    if numbers.count and (numbers.counts is None or not numbers.is_whole):
        return False
    if labels.fewest == labels.most and not numbers.count:
        return False  # "Seoul, Korea": as many parts in each cell are parts of one name
    if labels.long > SENTENCES * labels.labels:
        return False
    distinct = _distinct(profile)
    is_shared = distinct is None or len(labels.counts) <= distinct
    return is_shared and labels.labels >= REPEATED * len(labels.counts)


def _distinct(profile: Profile) -> int | None:
    """How many different cells there are."""
    texts, numbers = profile.texts.distinct, profile.numbers.distinct
    return None if texts is None or numbers is None else texts + numbers


def _by_counts(
    because: Finding, counts: Mapping[str, int], rows: int, runner_up: RunnerUp | None = None
) -> Verdict:
    names = sorted(counts)
    return several_labels(because, names, [counts[name] / rows for name in names], runner_up)


def several_labels(
    because: Finding, names: list[str], shares: list[float], runner_up: RunnerUp | None = None
) -> Verdict:
    """Return the verdict on labels of which several may be true."""
    notes = [found("label_never", label=n) for n, s in zip(names, shares, strict=True) if s == 0.0]
    notes += [
        found("label_always", label=n) for n, s in zip(names, shares, strict=True) if s == 1.0
    ]
    are_told = len(names) <= MOST_NAMED
    return Verdict(
        "multilabel",
        (because,),
        tuple(notes[:3]),
        runner_up,
        outputs=len(names),
        labels=tuple(names) if are_told else (),
        shares=tuple(shares) if are_told else (),
        bias=biases.logits(shares) if are_told else (),
        bias_rule="logit" if are_told else None,
    )
