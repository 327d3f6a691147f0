"""Many different numbers: any real ones, positive ones, counts, or numbers within bounds."""

import math

from actcli.analysis.targets import biases
from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.whole import counts_verdict, few_shape

FAR_FROM_ZERO = 3.0  # standard deviations between zero and the mean
SPREAD = 100.0  # the greatest number by the least from which a logarithm may help
SKEWED = 0.8  # deviation by mean: lognormal numbers of sigma 0.7; evenly spread ones have 0.58
MANY_ZEROS = 0.05
REACHES = 0.9  # of a bound of 1
WIDE = 0.35  # the deviation of numbers that fill -1 to 1 (a uniform one has 0.58)
NOT_COUNTED = {"real", "positive", "share", "score", "numbered", "angle"}
FULL_MARKS = (5.0, 10.0, 100.0)
NEAR_FULL = 95.0
SHARE_NEAR_FULL = 0.02
ENOUGH_FOR_BOUNDS = 20  # rows
HALF = 0.5  # numbers from 0 that stay below it are no probabilities by their range alone


def judge_amounts(name: str, hints: frozenset[str], numbers: Numbers) -> Verdict:
    """Judge numbers that are neither classes nor levels."""
    if numbers.minimum < 0.0:
        return _signed(hints, numbers)
    bounded = _bounded(hints, numbers)
    if bounded is not None:
        return bounded
    if numbers.is_whole and not hints & NOT_COUNTED:
        counts = _counts(numbers)
        if counts is not None:
            return counts
    return _positive(name, hints, numbers)


def _signed(hints: frozenset[str], numbers: Numbers) -> Verdict:
    is_within = numbers.minimum >= -1.0 and numbers.maximum <= 1.0 and not numbers.is_whole
    fills = (
        numbers.minimum <= -REACHES
        and numbers.maximum >= REACHES
        and numbers.deviation >= WIDE
        and numbers.count >= ENOUGH_FOR_BOUNDS
    )
    if is_within and ("symmetric" in hints or (fills and "real" not in hints)):
        near = RunnerUp("regression", found("if_any_real"))
        because = found(
            "within", low=-1.0, high=1.0, minimum=numbers.minimum, maximum=numbers.maximum
        )
        bias = biases.inverse_tanh(numbers.mean)
        verdict = Verdict("symmetric", (because,), _ends(numbers, -1.0, 1.0), near)
        return _with_bounds(verdict, -1.0, 1.0, bias, "atanh")
    because = found(
        "negative_and_positive",
        minimum=numbers.minimum,
        maximum=numbers.maximum,
        negative=numbers.negative / numbers.count,
    )
    near_symmetric = RunnerUp("symmetric", found("if_bounded", low=-1.0, high=1.0))
    is_near = is_within and numbers.maximum - numbers.minimum >= 1.0
    return real(numbers, because, near_symmetric if is_near else None)


def _bounded(hints: frozenset[str], numbers: Numbers) -> Verdict | None:
    """Numbers from 0 to 1, to 100 or to 255."""
    high = _natural_bound(hints, numbers)
    if high is None:
        return None
    because = found("within", low=0.0, high=high, minimum=numbers.minimum, maximum=numbers.maximum)
    near: RunnerUp | None
    if numbers.is_whole:
        near = RunnerUp("counts", found("if_counted"))
    else:
        near = RunnerUp("positive", found("if_positive_needed", minimum=numbers.minimum))
    if "score" in hints or ("share" in hints and high == 1.0):
        near = None  # the name settles it; a heart rate below 100 shows that it does not always
    return bounded(numbers, because, 0.0, high, near)


def bounded(
    numbers: Numbers, because: Finding, low: float, high: float, runner_up: RunnerUp | None
) -> Verdict:
    """Return the verdict on numbers within bounds."""
    verdict = Verdict("bounded", (because,), _ends(numbers, low, high), runner_up)
    return _with_bounds(
        verdict, low, high, biases.scaled_logit(numbers.mean, low, high), "scaled_logit"
    )


def _natural_bound(hints: frozenset[str], numbers: Numbers) -> float | None:
    maximum = numbers.maximum
    if hints & {"share", "score", "ordinal"} and maximum <= 100.0:
        if maximum <= 1.0 and not numbers.is_whole:
            return 1.0
        marks = (100.0,) if "share" in hints else FULL_MARKS
        return next(mark for mark in marks if maximum <= mark)
    if hints & {"real", "positive", "counts"}:
        return None
    if not numbers.is_whole and maximum <= 1.0:
        return 1.0 if maximum >= HALF else None
    if maximum == 100.0 and numbers.count >= ENOUGH_FOR_BOUNDS:
        return 100.0
    if maximum == 255.0 and numbers.is_whole and numbers.zeros and numbers.deviation > 32.0:
        return 255.0
    fills = numbers.near_hundred >= SHARE_NEAR_FULL * numbers.count
    if NEAR_FULL <= maximum < 100.0 and not numbers.is_whole and fills:
        return 100.0 if numbers.count >= ENOUGH_FOR_BOUNDS else None
    return None


def _counts(numbers: Numbers) -> Verdict | None:
    """Whole numbers that start near 0, or vary as Poisson counts do."""
    shape = few_shape(numbers)
    facts = {
        "minimum": numbers.minimum,
        "maximum": numbers.maximum,
        "mean": numbers.mean,
        "variance": numbers.variance,
    }
    near = RunnerUp("positive", found("if_amounts"))
    is_rounded = numbers.tens >= 0.9 * numbers.count and numbers.maximum >= 100.0
    if is_rounded and numbers.count >= ENOUGH_FOR_BOUNDS:
        return None
    if shape is not None and shape.is_like_counts and numbers.variance <= 1.5 * numbers.mean:
        return counts_verdict(numbers.mean, numbers.variance, found("like_counts", **facts), near)
    if numbers.minimum <= 2.0 and numbers.count >= ENOUGH_FOR_BOUNDS:
        because = found("whole_from_zero", **facts)
        return counts_verdict(numbers.mean, numbers.variance, because, near)
    return None


def _positive(name: str, hints: frozenset[str], numbers: Numbers) -> Verdict:
    deviation = numbers.deviation
    distance = numbers.mean / deviation if deviation else math.inf
    is_near_zero = distance < FAR_FROM_ZERO or numbers.zeros > 0
    facts = {"minimum": numbers.minimum, "maximum": numbers.maximum}
    if "real" in hints or not (is_near_zero or "positive" in hints):
        because = found("far_from_zero", deviations=distance, **facts)
        if "real" in hints:
            because = found("named_number", column=name, **facts)
        near = RunnerUp("positive", found("if_positive_needed", minimum=numbers.minimum))
        return real(numbers, because, near)
    because = found("never_negative", mean=numbers.mean, deviation=deviation, **facts)
    if not is_near_zero:
        because = found("named_number", column=name, **facts)
    near_counts = RunnerUp("counts", found("if_counted")) if numbers.is_whole else None
    if numbers.maximum <= 1.0:
        near_counts = RunnerUp("bounded", found("if_bounded", low=0.0, high=1.0))
    return Verdict(
        "positive",
        (because,),
        _spread_notes(numbers),
        near_counts,
        outputs=1,
        bias=biases.inverse_softplus(numbers.mean),
        bias_rule="inverse_softplus",
    )


def _spread_notes(numbers: Numbers) -> tuple[Finding, ...]:
    if not math.isfinite(numbers.deviation):
        return (found("beyond_squares", maximum=numbers.maximum),)
    if numbers.zeros >= MANY_ZEROS * numbers.count:
        return (found("zeros", share=numbers.zeros / numbers.count),)
    is_skewed = numbers.deviation >= SKEWED * numbers.mean
    if numbers.minimum > 0.0 and numbers.maximum >= SPREAD * numbers.minimum and is_skewed:
        facts = {"minimum": numbers.minimum, "maximum": numbers.maximum}
        return (found("large_spread", **facts),)
    if not 0.01 <= numbers.mean <= 100.0:
        return (found("rescale", mean=numbers.mean),)
    return ()


def real(numbers: Numbers, because: Finding, runner_up: RunnerUp | None) -> Verdict:
    """Return the verdict on any real numbers."""
    notes: tuple[Finding, ...] = ()
    if not math.isfinite(numbers.deviation):
        notes = (found("beyond_squares", maximum=max(-numbers.minimum, numbers.maximum)),)
    elif abs(numbers.mean) > 3.0 or not 0.1 <= numbers.deviation <= 10.0:
        notes = (found("standardise", mean=numbers.mean, deviation=numbers.deviation),)
    if numbers.negative == numbers.at_minimum >= 2:
        # -200 or -999 for what was not measured, as in the UCI air quality data
        notes = (found("only_negative", value=numbers.minimum, count=numbers.negative), *notes)
        runner_up = RunnerUp("positive", found("if_missing_mark", value=numbers.minimum))
    return Verdict(
        "regression",
        (because,),
        notes,
        runner_up,
        outputs=1,
        bias=(numbers.mean,),
        bias_rule="mean",
    )


def _ends(numbers: Numbers, low: float, high: float) -> tuple[Finding, ...]:
    """Note how many numbers lie on a bound, which a sigmoid or tanh never reaches."""
    at_ends = numbers.at_minimum * (numbers.minimum == low)
    at_ends += numbers.at_maximum * (numbers.maximum == high)
    if not at_ends:
        return ()
    return (found("ends_reached", low=low, high=high, share=at_ends / numbers.count),)


def _with_bounds(
    verdict: Verdict, low: float, high: float, bias: tuple[float | None, ...], rule: str
) -> Verdict:
    from dataclasses import replace

    return replace(verdict, outputs=1, low=low, high=high, bias=bias, bias_rule=rule)
