"""What kind of target a column of numbers is: the order in which the questions are asked."""

from dataclasses import dataclass, replace

from actcli.analysis.targets.amounts import judge_amounts
from actcli.analysis.targets.angles import angle
from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.spellings import judge_digits
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import binary, classes, number_name, ordinal, shares_of
from actcli.analysis.targets.whole import judge_few_whole

ROWS_OF_AN_INDEX = 5  # numbers one after the other are row numbers from so many on
ROWS_OF_A_PERMUTATION = 20
FEW_CODES = 20
MANY_CODES = 30  # that are numbered by name, as houses are
CERTAIN_PAIR = 20  # rows from which two numbers that are not whole are two classes
FIRST_TIME_STAMP, LAST_TIME_STAMP = 3e8, 5e9  # seconds: 1979 to 2128
FIRST_YEAR, LAST_YEAR = 1800, 2100
PLAUSIBLE_YEARS = (1900, 2035)  # without a hint
MANY_YEARS = 20


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers and what is known of it besides."""

    name: str
    hints: frozenset[str]
    numbers: Numbers
    zero_led: int = 0  # cells such as 007
    widths: frozenset[int] = frozenset()  # of those


def judge_numbers(column: NumberColumn) -> Verdict:
    """Judge a column that has nothing but numbers, one finite one at least."""
    numbers = column.numbers
    verdict = (
        _constant(numbers)
        or _codes(column)
        or _pair(column)
        or _dates(column)
        or _identifiers(column)
        or angle(column.name, column.hints, numbers)
        or _years(column)
        or _half_steps(column)
        or judge_few_whole(column.name, column.hints, numbers)
        or judge_amounts(column.name, column.hints, numbers)
    )
    return replace(
        verdict,
        mean=numbers.mean,
        variance=numbers.variance,
        minimum=numbers.minimum,
        maximum=numbers.maximum,
        distinct=numbers.distinct,
    )


def _constant(numbers: Numbers) -> Verdict | None:
    if numbers.distinct != 1:
        return None
    return Verdict("constant", (found("one_value", value=numbers.minimum, count=numbers.count),))


def _codes(column: NumberColumn) -> Verdict | None:
    """Whole numbers that are written with leading zeros are names of something."""
    numbers = column.numbers
    if not column.zero_led or len(column.widths) != 1 or not numbers.is_whole:
        return None
    (width,) = column.widths
    if numbers.negative or numbers.maximum >= 10.0**width:
        return None
    bits = judge_digits(width, numbers.counts or {})
    if bits is not None:
        return bits
    distinct = numbers.distinct
    if distinct is not None and distinct <= FEW_CODES and numbers.count >= 3 * distinct:
        because = found("code_numbers", distinct=distinct, width=width)
        return classes(because, _padded(numbers, width), shares_of(numbers.counts or {}))
    return Verdict("identifiers", (found("codes", width=width),))


def _padded(numbers: Numbers, width: int) -> tuple[str, ...]:
    return tuple(f"{int(value):0{width}d}" for value in sorted(numbers.counts or ()))


def _pair(column: NumberColumn) -> Verdict | None:
    counts = column.numbers.counts
    if counts is None or len(counts) != 2:
        return None
    low, high = sorted(counts)
    share = counts[high] / column.numbers.count
    is_usual = (low, high) in {(0.0, 1.0), (-1.0, 1.0), (1.0, 2.0)}
    is_repeated = min(counts.values()) >= 2 and column.numbers.count >= 6
    if not is_usual and not (
        is_repeated and (column.numbers.is_whole or column.numbers.count >= CERTAIN_PAIR)
    ):
        return None
    notes: tuple[Finding, ...] = ()
    if (low, high) == (0.0, 1.0):
        because = found("zero_one", share=share)
    else:
        because = found("two_numbers", low=low, high=high, share=share)
        note = found("relabel_two", low=low, high=high)
        if low == 0.0:
            note = found("relabel_one", high=high)
        elif (low, high) == (-1.0, 1.0):
            note = found("minus_plus_one")
        notes = (note,)
    runner_up = RunnerUp("counts", found("if_counted")) if "counts" in column.hints else None
    if not is_usual:
        runner_up = RunnerUp("regression", found("if_any_real"))
    return binary(because, (number_name(low), number_name(high)), share, notes, runner_up)


def _dates(column: NumberColumn) -> Verdict | None:
    numbers = column.numbers
    if numbers.is_dates:
        return Verdict("dates", (found("date_numbers", example=int(numbers.minimum)),))
    scale = 1000.0 if numbers.minimum > LAST_TIME_STAMP else 1.0
    if "time" in column.hints and (
        FIRST_TIME_STAMP * scale <= numbers.minimum and numbers.maximum <= LAST_TIME_STAMP * scale
    ):
        facts = {"minimum": numbers.minimum, "maximum": numbers.maximum}
        return Verdict("dates", (found("time_stamps", column=column.name, **facts),))
    return None


def _identifiers(column: NumberColumn) -> Verdict | None:
    numbers = column.numbers
    if not numbers.is_whole:
        return None
    low, high = numbers.minimum, numbers.maximum
    if numbers.is_row_numbers and numbers.count >= ROWS_OF_AN_INDEX:
        return Verdict("identifiers", (found("row_numbers", low=low, high=high),))
    are_all_there = numbers.all_differ and high - low == numbers.count - 1.0
    if are_all_there and numbers.count >= ROWS_OF_A_PERMUTATION:  # in whatever order
        return Verdict("identifiers", (found("row_numbers", low=low, high=high),))
    is_numbered = "numbered" in column.hints and not column.hints & {"classes", "ordinal"}
    if is_numbered and numbers.negative == 0 and (numbers.distinct or MANY_CODES) >= MANY_CODES:
        because = found("named_codes", column=column.name)
        # number of visitors may be called visitor_number, though it should not
        return Verdict("identifiers", (because,), (), RunnerUp("counts", found("if_counted")))
    if "code" in column.hints and high >= 1000.0 and numbers.negative == 0:
        return Verdict("identifiers", (found("named_codes", column=column.name),))
    is_named = "identifier" in column.hints
    are_many = is_named and numbers.distinct is None and "classes" not in column.hints
    if are_many or (is_named and numbers.all_differ and numbers.count >= ROWS_OF_AN_INDEX):
        about = numbers.distinct or min(numbers.tally.about, numbers.count)
        because = found("named_identifiers", column=column.name, distinct=about)
        return Verdict("identifiers", (because,))
    return None


def _years(column: NumberColumn) -> Verdict | None:
    numbers = column.numbers
    low, high = numbers.minimum, numbers.maximum
    if not numbers.is_whole or low < FIRST_YEAR or high > LAST_YEAR:
        return None
    is_likely = PLAUSIBLE_YEARS[0] <= low and high <= PLAUSIBLE_YEARS[1]
    if "year" not in column.hints and not (is_likely and (numbers.distinct or 0) >= MANY_YEARS):
        return None
    note = found("years_standardise", mean=numbers.mean, deviation=numbers.deviation)
    return Verdict(
        "regression",
        (found("years", minimum=low, maximum=high),),
        (note,),
        RunnerUp("dates", found("if_dates")),
        outputs=1,
        bias=(numbers.mean,),
        bias_rule="mean",
    )


def _half_steps(column: NumberColumn) -> Verdict | None:
    """Ratings such as 3.5 stars."""
    numbers = column.numbers
    counts = numbers.counts
    if counts is None or numbers.is_whole or not numbers.is_by_halves or numbers.minimum < 0.0:
        return None
    is_scale = numbers.maximum in (5.0, 10.0) and len(counts) >= numbers.maximum
    is_hinted = "ordinal" in column.hints and len(counts) <= 21
    if numbers.count < 5 * len(counts) or not (is_hinted or is_scale):
        return None
    levels = sorted(counts)
    because = found(
        "half_steps", minimum=numbers.minimum, maximum=numbers.maximum, distinct=len(counts)
    )
    return ordinal(
        because,
        [number_name(level) for level in levels],
        [counts[level] / numbers.count for level in levels],
        RunnerUp("bounded", found("if_bounded", low=levels[0], high=levels[-1])),
    )
