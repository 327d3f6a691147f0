"""What kind of target a column of texts is, or one of texts and numbers."""

from collections.abc import Sequence
from dataclasses import replace

from actcli.analysis.targets.cells import judge_cells
from actcli.analysis.targets.disguised import judge_disguised
from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.spellings import judge_hexadecimal, judge_separated
from actcli.analysis.targets.texts import Seen, Texts
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import binary, classes, number_name, ordinal
from actcli.analysis.targets.words import RATHER_CLASSES, answers, merged, ranges, scale_of, shown

FEW = 20  # classes
REPEATED = 3.0  # rows a class
ALL_DIFFER_FROM = 10  # rows from which different texts are no classes
MOSTLY = 0.5  # the share of different texts beyond which they are no classes
MOSTLY_DATES = 0.95
RARE_TEXT = 0.01  # a text of fewer rows among numbers is a slip and no class
MOST_NAMED = 1000  # classes whose names and shares are told


def judge_texts(name: str, hints: frozenset[str], profile: Profile) -> Verdict:
    """Judge a column that has texts and no plain numbers."""
    texts = profile.texts
    verdict = (
        _constant(texts)
        or _dates(texts)
        or judge_disguised(name, hints, profile)
        or judge_cells(profile)
        or judge_hexadecimal(profile)
        or (None if _are_levels(texts) else judge_separated(name, profile))
        or _classes(hints, texts)
    )
    return replace(verdict, distinct=verdict.distinct or texts.distinct)


def judge_mixture(name: str, hints: frozenset[str], profile: Profile) -> Verdict:
    """Judge a column that has texts and plain numbers."""
    return (
        judge_disguised(name, hints, profile)
        or judge_cells(profile)
        or judge_hexadecimal(profile)
        or judge_separated(name, profile)
        or _identifiers_by_name(name, hints, profile)
        or _few_of_both(profile)
        or mixed(profile)
    )


def _identifiers_by_name(name: str, hints: frozenset[str], profile: Profile) -> Verdict | None:
    """Judge names of rows of which some are all digits."""
    texts, numbers = profile.texts, profile.numbers
    about = texts.tally.about + numbers.tally.about
    rows = texts.count + numbers.count
    if "identifier" not in hints or about <= MOSTLY * rows or rows < ALL_DIFFER_FROM:
        return None
    because = found("named_identifiers", column=name, distinct=min(about, rows))
    return Verdict("identifiers", (because,))


def mixed(profile: Profile) -> Verdict:
    """Return the verdict on numbers and texts, with the first of those that are fewer."""
    texts, numbers = profile.texts, profile.numbers
    count = numbers.count + numbers.infinite
    are_texts_fewer = texts.count <= count
    first = texts.first if are_texts_fewer else profile.first_number
    key = "texts_among_numbers" if are_texts_fewer else "numbers_among_texts"
    seen = first or Seen(0, "")
    because = found(key, numbers=count, texts=texts.count, example=shown(seen.text), line=seen.line)
    return Verdict("mixed", (because,))


def _few_of_both(profile: Profile) -> Verdict | None:
    """Room numbers and a name: classes, if each stands there often enough."""
    texts, numbers = profile.texts.counts, profile.numbers.counts
    if texts is None or numbers is None:
        return None
    rows = profile.texts.count + profile.numbers.count
    distinct = len(texts) + len(numbers)
    if len(texts) == 1 and numbers.keys() <= {0.0, 1.0}:
        return None  # 0, 1 and "unknown": two classes and a mark for what is missing
    if distinct > FEW or rows < REPEATED * distinct or min(texts.values()) < RARE_TEXT * rows:
        return None
    counts = {number_name(value): numbers[value] for value in sorted(numbers)}
    counts |= {text: texts[text] for text in sorted(texts)}
    first = profile.texts.first or Seen(0, "")
    because = found("numbers_and_texts_as_classes", distinct=distinct, texts=len(texts))
    near = RunnerUp("mixed", found("if_mixed", example=shown(first.text), line=first.line))
    shares = [count / rows for count in counts.values()]
    return replace(classes(because, list(counts), shares, near), distinct=distinct)


def _constant(texts: Texts) -> Verdict | None:
    if texts.distinct != 1 or texts.first is None:
        return None
    return Verdict(
        "constant", (found("one_value", value=shown(texts.first.text), count=texts.count),)
    )


def _dates(texts: Texts) -> Verdict | None:
    if texts.dates < MOSTLY_DATES * texts.count or texts.first is None:
        return None
    share = texts.dates / texts.count
    return Verdict("dates", (found("date_texts", share=share, example=shown(texts.first.text)),))


def _classes(hints: frozenset[str], texts: Texts) -> Verdict:
    if texts.counts is None:
        return _beyond_counting(texts)
    groups = merged(texts.counts)
    # The spelling that is most frequent names its class.
    counts = {
        max(group, key=lambda text: (texts.counts or {})[text]): sum(
            (texts.counts or {})[text] for text in group
        )
        for group in groups.values()
    }
    notes = _spellings(list(groups.values()))
    verdict = _pair(texts, counts) or _levels(hints, texts, counts)
    if verdict is None and _are_too_many(len(counts), texts.count):
        return _identifiers(texts, len(counts))
    verdict = verdict or _several(texts, counts)
    return replace(verdict, notes=(*verdict.notes, *notes), distinct=len(counts))


def _pair(texts: Texts, counts: dict[str, int]) -> Verdict | None:
    if len(counts) != 2:
        return None
    known = answers(*counts)
    negative, positive = known or sorted(counts)
    share = counts[positive] / texts.count
    notes = () if known else (found("positive_by_order", positive=positive),)
    because = found("two_texts", positive=positive, negative=negative, share=share)
    return binary(because, (negative, positive), share, notes)


def _levels(hints: frozenset[str], texts: Texts, counts: dict[str, int]) -> Verdict | None:
    if not 3 <= len(counts) <= FEW:
        return None
    near = RunnerUp("multiclass", found("if_classes", distinct=len(counts)))
    spans = ranges(counts)
    if spans is not None:
        because = found("ranges", low=spans[0], high=spans[-1], distinct=len(spans))
        return ordinal(because, spans, [counts[span] / texts.count for span in spans], near)
    scale = scale_of(counts, "ordinal" in hints)
    if scale is None:
        return None
    name, levels = scale
    because = found("scale_of_words", scale=name, low=levels[0], high=levels[-1])
    shares = [counts[level] / texts.count for level in levels]
    if name in RATHER_CLASSES and len(levels) == 3:
        return classes(because, levels, shares, RunnerUp("ordinal", found("if_ordered")))
    return ordinal(because, levels, shares, near)


def _are_levels(texts: Texts) -> bool:
    counts = texts.counts or {}
    return 2 < len(counts) <= FEW and bool(ranges(counts) or scale_of(counts, True))


def _are_too_many(distinct: int, rows: int) -> bool:
    if distinct == rows:
        return rows >= ALL_DIFFER_FROM
    return distinct > MOSTLY * rows and rows >= 2 * ALL_DIFFER_FROM


def _several(texts: Texts, counts: dict[str, int]) -> Verdict:
    names = sorted(counts)
    rows_a_value = texts.count / len(names)
    because = found("few_texts", distinct=len(names), rows_a_value=rows_a_value)
    near = None
    if len(names) == texts.count:
        near = RunnerUp("identifiers", found("if_identifiers"))
    shares = [counts[name] / texts.count for name in names]
    notes: tuple[Finding, ...] = ()
    if rows_a_value < 10.0:
        facts = {"rows_a_value": rows_a_value, "smallest": min(counts.values())}
        notes = (found("rows_a_class", **facts),)
    verdict = classes(because, names, shares, near, notes)
    if len(names) <= MOST_NAMED:
        return verdict
    return replace(verdict, labels=(), shares=(), bias=(), bias_rule=None)


def _identifiers(texts: Texts, distinct: int) -> Verdict:
    if distinct == texts.count:
        return Verdict("identifiers", (found("texts_all_differ", rows=texts.count),))
    because = found("texts_mostly_differ", rows=texts.count, distinct=distinct)
    return Verdict("identifiers", (because,))


def _beyond_counting(texts: Texts) -> Verdict:
    """Judge more different texts than are counted one by one, by a sample of them."""
    about = min(texts.tally.about, texts.count)
    note = found("distinct_about", distinct=about)
    if texts.tally.all_differ:
        because = found("texts_seem_to_differ", rows=texts.count)
        return Verdict("identifiers", (because,))
    if about > MOSTLY * texts.count:
        because = found("texts_mostly_differ", rows=texts.count, distinct=about)
        return Verdict("identifiers", (because,), (note,))
    because = found("few_texts", distinct=about, rows_a_value=texts.count / about)
    return Verdict("multiclass", (because,), (note,))


def _spellings(groups: Sequence[list[str]]) -> tuple[Finding, ...]:
    several = next((group for group in groups if len(group) > 1), None)
    if several is None:
        return ()
    first, second = sorted(several)[:2]
    return (found("spellings", first=shown(first), second=shown(second)),)
