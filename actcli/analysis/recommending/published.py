"""The published comparisons that bear on a row, and which of their differences are noise.

Each study stands by itself: nothing is pooled, and no function is ranked across setups.
"""

from dataclasses import dataclass
from enum import StrEnum

from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.noise import Sample, WelchTest, welch_test
from actcli.analysis.recommending.studies import Result, Study
from actcli.analysis.recommending.table import load_studies


class Verdict(StrEnum):
    """What the figures of a study say about the difference between two of its functions."""

    BEYOND_NOISE = "beyond noise"
    WITHIN_NOISE = "within noise"
    # Nothing can be said:
    SINGLE_RUNS = "single runs"
    RUNS_UNKNOWN = "runs unknown"  # the source does not say how many
    DEVIATION_UNKNOWN = "deviation unknown"  # several runs, and how far they spread is not given


@dataclass(frozen=True, slots=True)
class Judgement:
    """The first choice of a row against one other function, in one study.

    Each pair is judged by itself: among twenty pairs of equals, chance alone puts about one
    beyond noise.
    """

    other: Result
    verdict: Verdict
    chosen_is_better: bool | None  # by the figures as printed; None where they are equal
    difference: float  # chosen minus other, in the unit of the metric
    test: WelchTest | None  # None where the verdict is that nothing can be said


@dataclass(frozen=True, slots=True)
class Quotation:
    """A study, quoted for a row."""

    study: Study
    results: tuple[Result, ...]  # of the functions that the row names, the best first
    chosen: Result | None  # that of the row's first choice, if it was compared
    judgements: tuple[Judgement, ...]  # of the chosen against each other result, in their order

    @property
    def left_out(self) -> int:
        """How many functions the study compared besides."""
        return len(self.study.results) - len(self.results)


def quoted(row: Row) -> tuple[Quotation, ...]:
    """The published comparisons that bear on the row, in its order."""
    studies = load_studies()
    return tuple(quote(studies[key], row) for key in row.compared)


def quote(study: Study, row: Row) -> Quotation:
    """What the study says of the functions that the row chooses, offers, avoids or is about."""
    names = {*row.choose, *row.alternatives, *row.avoid_names, *row.about}
    results = tuple(result for result in study.results if result.name in names)
    first = row.choose[0] if row.choose else None
    chosen = next((result for result in results if result.name == first), None)
    if chosen is None:
        return Quotation(study, results, None, ())
    others = (result for result in results if result is not chosen)
    judgements = tuple(judge(study, chosen, other) for other in others)
    return Quotation(study, results, chosen, judgements)


def judge(study: Study, chosen: Result, other: Result) -> Judgement:
    """Judge the difference of two results of the study by their figures."""
    difference = chosen.value - other.value
    is_better = (difference > 0) == study.higher_is_better if difference else None
    test = None
    verdict = _why_unknown(study, chosen, other)
    if verdict is None:
        test = welch_test(_sample(chosen), _sample(other))
        verdict = Verdict.BEYOND_NOISE if test.is_beyond_noise else Verdict.WITHIN_NOISE
    # Without the rounding errors of the subtraction.
    difference = round(difference, study.decimals + 1)
    return Judgement(other, verdict, is_better, difference, test)


def _why_unknown(study: Study, *results: Result) -> Verdict | None:
    if any(result.runs == 1 for result in results):
        return Verdict.SINGLE_RUNS
    if any(result.runs is None for result in results):
        return Verdict.RUNS_UNKNOWN
    # Welch's test is one of means.
    if study.statistic != "mean" or any(result.deviation is None for result in results):
        return Verdict.DEVIATION_UNKNOWN
    return None


def _sample(result: Result) -> Sample:
    if result.deviation is None or result.runs is None:
        raise ValueError(f"{result.label} has no deviation")
    return Sample(result.value, result.deviation, result.runs)
