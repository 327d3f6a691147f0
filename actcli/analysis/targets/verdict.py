"""A verdict on a target column, as data: what it is, why, and what else it could be.

Needs no NumPy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int | float

# Kinds that are tasks of actcli, and kinds of columns that are no target as they stand.
TASKS = (
    "binary", "multiclass", "multilabel", "regression", "positive", "bounded", "symmetric",
    "counts", "ordinal",
)  # fmt: skip
NO_TARGETS = ("constant", "missing", "mixed", "identifiers", "dates", "vectors")

# What can be found, and the facts that each finding carries for its sentence.
BECAUSE: dict[str, tuple[str, ...]] = {
    # two values
    "zero_one": ("share",),
    "two_numbers": ("low", "high", "share"),
    "two_texts": ("positive", "negative", "share"),
    # classes
    "even_whole": ("low", "high", "distinct", "largest", "smallest"),
    "uneven_whole": ("low", "high", "distinct"),
    "named_whole": ("low", "high", "distinct", "column"),
    "few_whole": ("low", "high", "distinct", "rows_a_value"),
    "code_numbers": ("distinct", "width"),
    "few_texts": ("distinct", "rows_a_value"),
    "numbers_and_texts_as_classes": ("distinct", "texts"),
    "one_hot_columns": ("columns",),
    "one_hot_cells": ("length",),
    "soft_columns": ("columns",),
    # several labels
    "labels_in_cells": ("separator", "distinct", "mean", "most"),
    "lists_in_cells": ("distinct", "mean", "most"),
    "bits_in_cells": ("length", "mean"),
    "label_columns": ("columns", "mean", "none", "several"),
    # numbers
    "negative_and_positive": ("minimum", "maximum", "negative"),
    "far_from_zero": ("minimum", "maximum", "deviations"),
    "angle": ("column", "low", "high", "minimum", "maximum"),
    "years": ("minimum", "maximum"),
    "never_negative": ("minimum", "maximum", "mean", "deviation"),
    "named_number": ("minimum", "maximum", "column"),
    "within": ("low", "high", "minimum", "maximum"),
    "percent_signs": ("minimum", "maximum"),
    "whole_from_zero": ("minimum", "maximum", "mean", "variance"),
    "like_counts": ("minimum", "maximum", "mean", "variance"),
    "number_columns": ("columns",),
    # in order
    "one_to_five": ("low", "high", "distinct"),
    "half_steps": ("minimum", "maximum", "distinct"),
    "whole_with_one_peak": ("low", "high", "distinct"),
    "scale_around_zero": ("low", "high", "distinct"),
    "ranges": ("low", "high", "distinct"),
    "scale_of_words": ("scale", "low", "high"),
    # no targets
    "one_value": ("value", "count"),
    "all_infinite": ("count",),
    "nothing_there": ("rows",),
    "numbers_among_texts": ("numbers", "texts", "example", "line"),
    "texts_among_numbers": ("numbers", "texts", "example", "line"),
    "units_differ": ("units",),
    "columns_differ": ("columns", "kinds"),
    "columns_apart": ("columns", "kinds"),
    "row_numbers": ("low", "high"),
    "named_identifiers": ("column", "distinct"),
    "codes": ("width",),
    "hexadecimal": ("width",),
    "named_codes": ("column",),
    "texts_all_differ": ("rows",),
    "texts_seem_to_differ": ("rows",),
    "texts_mostly_differ": ("rows", "distinct"),
    "date_texts": ("share", "example"),
    "date_numbers": ("example",),
    "time_stamps": ("column", "minimum", "maximum"),
    "lists_of_numbers": ("example", "line"),
}
NOTES: dict[str, tuple[str, ...]] = {
    "few_rows": ("rows",),
    "empty_is_no_label": ("count",),
    "mark_is_class": ("mark", "count"),
    "mark_may_be_class": ("mark", "count"),
    "name_recurs": ("column", "count"),
    "infinite": ("count",),
    "only_negative": ("value", "count"),
    "rare_class": ("share",),
    "imbalance": ("ratio",),
    "rows_a_class": ("rows_a_value", "smallest"),
    "minus_plus_one": (),
    "relabel_two": ("low", "high"),
    "relabel_one": ("high",),
    "relabel_from_zero": ("low", "high", "distinct"),
    "positive_by_order": ("positive",),
    "spellings": ("first", "second"),
    "whole_floats": ("example",),
    "written_as": ("form", "example", "value"),
    "currencies_differ": ("units",),
    "comma_ambiguous": ("example", "thousands", "decimal"),
    "overdispersed": ("mean", "variance"),
    "zeros": ("share",),
    "rescale": ("mean",),
    "large_spread": ("minimum", "maximum"),
    "angle_as_pair": (),
    "years_standardise": ("mean", "deviation"),
    "ends_reached": ("low", "high", "share"),
    "standardise": ("mean", "deviation"),
    "beyond_squares": ("maximum",),
    "columns_as_real": ("kinds",),
    "bounds_differ": ("bounds",),
    "label_never": ("label",),
    "label_always": ("label",),
    "not_one_hot": ("rows", "line"),
    "first_row_is_data": ("column",),
    "distinct_about": ("distinct",),
}
# Why another kind is near: the sentence is "if ...: --task KIND".
RUNNERS_UP: dict[str, tuple[str, ...]] = {
    "if_counted": (),
    "if_classes": ("distinct",),
    "if_ordered": (),
    "if_amounts": (),
    "if_positive_needed": ("minimum",),
    "if_any_real": (),
    "if_dates": (),
    "if_missing_mark": ("value",),
    "if_bounded": ("low", "high"),
    "if_identifiers": (),
    "if_codes": (),
    "if_mixed": ("example", "line"),
    "if_one_class_a_row": ("share",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was seen: the key of its sentence, and the facts that fill it."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def found(key: str, **facts: Fact) -> Finding:
    """Return a finding; which facts a key carries is listed above."""
    return Finding(key, facts)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """What else the column could be, and when."""

    kind: str
    why: Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What kind of target a column is.

    `outputs` is the number of units that the output layer needs: 1, or one a class, label or
    column, 2 for an angle (sine and cosine), None for more classes than are counted. `labels` are
    the classes, labels or levels with their `shares` of the rows: classes in their natural order,
    levels from low to high, for two classes the negative one first. `bias` is where the output's
    bias may start, one number a unit by `bias_rule`: `logit` log(p / (1 - p)), `log_share` log(p),
    `cumulative_logit` (one fewer than levels), `mean`, `inverse_softplus` log(exp(mean) - 1),
    `log_mean`, `scaled_logit` of (mean - low) / (high - low), `atanh` of it on -1 to 1; None stands
    where it would be infinite. It is empty where the kind is no target.
    """

    kind: str
    because: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    runner_up: RunnerUp | None = None
    outputs: int | None = None
    labels: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    low: float | None = None  # the natural bounds of a bounded target
    high: float | None = None
    mean: float | None = None  # of the numbers; of counts and amounts
    variance: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    distinct: int | None = None  # None where there are more than are counted
    bias: tuple[float | None, ...] = ()
    bias_rule: str | None = None

    @property
    def is_target(self) -> bool:
        """Whether a network can learn it as it stands."""
        return self.kind in TASKS


@dataclass(frozen=True, slots=True)
class Target:
    """Columns of a file and the verdict on them."""

    source: str
    columns: tuple[str, ...]
    rows: int
    missing: int  # cells, or rows without all their cells where there are several columns
    missing_marks: Mapping[str, int]  # how missing cells are written, and how often
    verdict: Verdict

    @property
    def kind(self) -> str:
        """A task of actcli, or what kind of column it is that is no target."""
        return self.verdict.kind

    @property
    def is_target(self) -> bool:
        """Whether a network can learn it as it stands."""
        return self.verdict.is_target

    @property
    def because(self) -> tuple[Finding, ...]:
        """What the verdict rests on."""
        return self.verdict.because

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What else to know, and what to do about it."""
        return self.verdict.notes

    @property
    def runner_up(self) -> RunnerUp | None:
        """What else it could be."""
        return self.verdict.runner_up
