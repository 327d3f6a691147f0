"""A few whole numbers, repeated: classes, counts, or levels in an order.

Digits of images and numbers of children look alike as numbers. What tells them apart is the shape:
classes of a data set are often evenly frequent, or have no order in their shares; counts fall off
as a Poisson or negative binomial distribution does; levels rise to one peak and start at 1.
"""

from actcli.analysis.targets import biases
from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.shapes import Shape
from actcli.analysis.targets.verdict import Fact, Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import classes, ordinal

WIDEST = 5000  # from the least to the greatest value: beyond it, no shape is looked at
MOST_CLASSES = 1000
MOST_LEVELS = 11
FEW = 20
MOST_SPARSE = 10  # with a gap or two among them: the types of glass are 1, 2, 3, 5, 6, 7
REPEATED = 3.0  # rows a value from which repetition means something
FULL_MARKS = 100.0
ALMOST_ALL = 0.9  # of the numbers of the classes that are there
LONGEST_SCALE = 20  # levels that start at 1 and are called by no name


def few_shape(numbers: Numbers) -> Shape | None:
    """Return the shape of whole numbers over a range that is not too wide, else None."""
    counts = numbers.counts
    if counts is None or not numbers.is_whole or numbers.maximum - numbers.minimum > WIDEST:
        return None
    whole = {int(value): count for value, count in counts.items()}
    return Shape(whole, numbers.mean, numbers.variance)


def judge_few_whole(name: str, hints: frozenset[str], numbers: Numbers) -> Verdict | None:
    """Judge whole numbers as classes, counts or levels; None where they are none of these."""
    many = _many_classes(name, hints, numbers)
    if many is not None:
        return many
    shape = few_shape(numbers)
    if shape is None or shape.distinct > MOST_CLASSES:
        return None
    verdict = _by_name(name, hints, shape)
    if verdict is not None or shape.rows_a_value < REPEATED:
        return verdict
    if hints & {"score", "share", "real", "positive"} and shape.distinct > MOST_LEVELS:
        return None
    if shape.low < 0:
        return _around_zero(shape)
    return _levels(shape) or _even(shape) or _few(shape)


def _many_classes(name: str, hints: frozenset[str], numbers: Numbers) -> Verdict | None:
    """Judge thousands of whole numbers from 0 or 1 without gaps that the name calls classes."""
    if "classes" not in hints or not numbers.is_whole or numbers.minimum not in (0.0, 1.0):
        return None
    width = int(numbers.maximum - numbers.minimum) + 1
    about = numbers.tally.about
    if width <= MOST_CLASSES or about < ALMOST_ALL * width or numbers.count < REPEATED * width:
        return None
    low, high = int(numbers.minimum), int(numbers.maximum)
    facts: dict[str, Fact] = {"low": low, "high": high, "distinct": min(about, width)}
    notes = (found("relabel_from_zero", **facts | {"distinct": width}),) if low else ()
    because = found("named_whole", column=name, **facts)
    near = RunnerUp("counts", found("if_counted"))
    return Verdict("multiclass", (because,), notes, near, outputs=width)


def _by_name(name: str, hints: frozenset[str], shape: Shape) -> Verdict | None:
    """What the name says, where the numbers allow it."""
    facts: dict[str, Fact] = {**_facts(shape), "column": name}
    because = found("named_whole", **facts)
    if "counts" in hints and shape.low >= 0:  # before the others: rating_count is a count
        near = _if_classes(shape) if shape.distinct <= FEW and shape.is_even else None
        return counts_verdict(shape.mean, shape.variance, because, near)
    if hints & {"ordinal", "score"} and 3 <= shape.distinct <= MOST_LEVELS:
        return levels_verdict(shape, because, _if_classes(shape))
    # Any target may be called a label; many classes are numbered without a gap.
    is_numbered = shape.low in (0, 1) and shape.has_no_gap
    if "classes" in hints and shape.rows_a_value >= REPEATED:
        if shape.distinct > FEW and not is_numbered:
            return None
        near = RunnerUp("counts", found("if_counted")) if shape.is_like_counts else None
        return _classes(shape, because, near)
    return None


def _around_zero(shape: Shape) -> Verdict | None:
    if shape.low != -shape.high or shape.distinct > MOST_LEVELS:
        return None
    facts = _facts(shape)
    if shape.high == 1:
        return _classes(
            shape, found("few_whole", rows_a_value=shape.rows_a_value, **facts), _if_ordered()
        )
    return levels_verdict(shape, found("scale_around_zero", **facts), _if_classes(shape))


def _levels(shape: Shape) -> Verdict | None:
    """Levels from 1 to 5, or to 7 or 10 with one peak, or a part of such a scale with one peak."""
    facts = _facts(shape)
    if (shape.low, shape.high, shape.distinct) == (1, 5, 5):
        return levels_verdict(shape, found("one_to_five", **facts), _if_classes(shape))
    if not shape.has_no_gap or shape.is_even or shape.distinct < 4 or not shape.has_one_peak:
        return None
    is_few = shape.distinct <= MOST_LEVELS
    is_scale = shape.low == 1 and shape.high in (4, 7, 10) and not shape.is_like_counts
    is_part = shape.low > 2 and shape.high <= 10
    is_long = shape.low in (1, 2) and shape.high <= LONGEST_SCALE and shape.is_underdispersed
    if (is_few and (is_scale or is_part)) or is_long:
        return levels_verdict(shape, found("whole_with_one_peak", **facts), _if_classes(shape))
    return None


def _even(shape: Shape) -> Verdict | None:
    if not (shape.low in (0, 1) and shape.has_no_gap and shape.is_even):
        return None
    if shape.high == FULL_MARKS or shape.rows_a_value < 5.0:
        return None
    because = found(
        "even_whole",
        low=shape.low,
        high=shape.high,
        distinct=shape.distinct,
        largest=max(shape.counts.values()) / shape.rows,
        smallest=min(shape.counts.values()) / shape.rows,
    )
    near = RunnerUp("counts", found("if_counted")) if shape.distinct > 3 else None
    return _classes(shape, because, near)


def _few(shape: Shape) -> Verdict | None:
    """Judge by the fall of the shares; None where there are many values and no order in them."""
    facts = _facts(shape)
    if shape.low <= 1 and shape.is_like_counts and _is_long_enough(shape):
        because = _like_counts(shape)
        near = _if_classes(shape) if shape.distinct <= FEW else None
        return counts_verdict(shape.mean, shape.variance, because, near)
    if shape.low <= 1 and shape.has_no_gap and shape.distinct <= FEW:
        near = RunnerUp("counts", found("if_counted"))
        return _classes(shape, found("uneven_whole", **facts), near)
    is_sparse = 3 * shape.distinct <= shape.high - shape.low + 1 or shape.distinct <= MOST_SPARSE
    if is_sparse and shape.distinct <= FEW and shape.rows_a_value >= 10.0 and not shape.has_no_gap:
        because = found("few_whole", rows_a_value=shape.rows_a_value, **facts)
        return _classes(shape, because, RunnerUp("regression", found("if_any_real")))
    if shape.low <= 1 and shape.has_no_gap and shape.distinct <= 60 and not shape.has_one_peak:
        near = RunnerUp("counts", found("if_counted"))
        return _classes(shape, found("uneven_whole", **facts), near)
    return None


def _is_long_enough(shape: Shape) -> bool:
    """Three values say little of a shape: they must fit closely and be mostly 0."""
    if shape.distinct > 3:
        return True
    return shape.low == 0 and shape.mean < 0.5 and shape.counts_distance < 0.01


def _facts(shape: Shape) -> dict[str, Fact]:
    return {"low": shape.low, "high": shape.high, "distinct": shape.distinct}


def _like_counts(shape: Shape) -> Finding:
    return found(
        "like_counts",
        minimum=shape.low,
        maximum=shape.high,
        mean=shape.mean,
        variance=shape.variance,
    )


def counts_verdict(
    mean: float, variance: float, because: Finding, runner_up: RunnerUp | None
) -> Verdict:
    """Return the verdict on counts, with a note where they vary more than Poisson's."""
    notes = (found("overdispersed", mean=mean, variance=variance),) if variance > 1.5 * mean else ()
    return Verdict(
        "counts",
        (because,),
        notes,
        runner_up,
        outputs=1,
        bias=biases.log_mean(mean),
        bias_rule="log_mean",
    )


def levels_verdict(shape: Shape, because: Finding, runner_up: RunnerUp | None) -> Verdict:
    """Return the verdict on whole numbers that are levels."""
    labels, shares = _labels(shape)
    return ordinal(because, labels, shares, runner_up)


def _classes(shape: Shape, because: Finding, runner_up: RunnerUp | None) -> Verdict:
    labels, shares = _labels(shape)
    notes: tuple[Finding, ...] = ()
    if (shape.low, shape.high) != (0, shape.distinct - 1):
        facts = _facts(shape)
        notes = (found("relabel_from_zero", **facts),)
    return classes(because, labels, shares, runner_up, notes)


def _labels(shape: Shape) -> tuple[list[str], list[float]]:
    values = sorted(shape.counts)
    return list(map(str, values)), [shape.counts[value] / shape.rows for value in values]


def _if_classes(shape: Shape) -> RunnerUp:
    return RunnerUp("multiclass", found("if_classes", distinct=shape.distinct))


def _if_ordered() -> RunnerUp:
    return RunnerUp("ordinal", found("if_ordered"))
