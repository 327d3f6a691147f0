"""Numbers under a picture, told in notes: how many, where they lie, and which shares are dead."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from actcli.analysis.pictures.picture import Range
from actcli.analysis.pictures.shares import DataSummary, ZoneShare
from actcli.render.numbers import short

if TYPE_CHECKING:
    from actcli.render.words import Words

_MOST_STRETCHES = 3  # more of them are counted but not listed
_DIGITS = 4
_END_DIGITS = 3


def data_notes(
    summary: DataSummary,
    labels: Sequence[str],
    x_range: Range,
    words: "Words",
    *,
    ascii_only: bool = False,
) -> list[str]:
    """The lines under the picture: the numbers, and their shares in the zones of each function.

    `labels` are what the picture calls the functions, by the number that zones have. A share is
    one of all numbers but NaN; infinities lie in zones, and outside of the picture.
    """
    histogram = summary.histogram
    if histogram.count == 0:
        return [words("plot.data.waiting")]
    notes = [_numbers(summary, words)]
    left_out = histogram.nans + histogram.infinities
    if left_out:
        notes.append(
            words(
                "plot.data.left_out",
                count=f"{left_out:,}",
                nans=f"{histogram.nans:,}",
                infinities=f"{histogram.infinities:,}",
            )
        )
    if summary.numbers:
        notes += _zone_notes(summary, labels, words, ascii_only)
        outside = summary.outside(x_range)
        if outside > 0.0:
            share = share_text(outside / summary.numbers, words)
            notes.append(words("plot.data.outside", share=share))
    return notes


def watch_title(title: str, shown: int, seen: int, words: "Words") -> str:
    """A picture's title with how many of the numbers so far it shows."""
    if shown < seen:
        told = words("plot.data.last", shown=f"{shown:,}", seen=f"{seen:,}")
    else:
        told = words("plot.data.so_far", seen=f"{seen:,}")
    return f"{title}: {told}" if title else told


def share_text(share: float, words: "Words") -> str:
    """A share in percent with one decimal; none and all are said of none and all only."""
    if 0.0 < share < 0.0005:
        return words("plot.data.below", percent="0.1")
    if 0.9995 <= share < 1.0:
        return words("plot.data.above", percent="99.9")
    percent = f"{100.0 * share:.1f}" if 0.0 < share < 1.0 else f"{100.0 * share:.0f}"
    return words("plot.data.percent", percent=percent)


def _numbers(summary: DataSummary, words: "Words") -> str:
    histogram = summary.histogram
    count = f"{histogram.count:,}"
    if histogram.finite == 0:
        return words("plot.data.none_finite", count=count)
    low, high = (short(end, _DIGITS) for end in (histogram.minimum, histogram.maximum))
    if histogram.count == 1:
        return words("plot.data.one", value=low)
    if histogram.finite == 1:
        return words("plot.data.one_finite", count=count, value=low)
    if histogram.minimum == histogram.maximum:
        equal = "equal" if histogram.finite == histogram.count else "equal_finite"
        return words(f"plot.data.{equal}", count=count, value=low)
    mean, deviation = (short(part, _DIGITS) for part in (histogram.mean, histogram.deviation))
    return words(
        "plot.data.values", count=count, mean=mean, deviation=deviation, low=low, high=high
    )


def _zone_notes(
    summary: DataSummary, labels: Sequence[str], words: "Words", ascii_only: bool
) -> list[str]:
    notes = []
    ordered = sorted(summary.zones, key=lambda share: (share.zone.function, share.zone.kind))
    for (function, kind), group in groupby(
        ordered, key=lambda share: (share.zone.function, share.zone.kind)
    ):
        shares = sorted(group, key=lambda share: share.zone.low)
        note = words(
            f"plot.data.{kind}",
            name=labels[function],
            share=share_text(sum(share.count for share in shares) / summary.numbers, words),
        )
        where = _where(shares, words, ascii_only)
        notes.append(f"{note} ({where})" if where else note)
    with_zones = {share.zone.function for share in ordered}
    without = [label for number, label in enumerate(labels) if number not in with_zones]
    if without:
        notes.append(words("plot.data.no_zones", names=", ".join(without)))
    return notes


def _where(shares: Sequence[ZoneShare], words: "Words", ascii_only: bool) -> str:
    """Which x a few zones hold: `x ≤ 0`, `|x| > 5.98`, `x ≤ 0, x ≥ 6`; nothing for many."""
    stretches = [_Stretch(share) for share in shares]
    if len(stretches) > _MOST_STRETCHES:
        return ""
    if len(stretches) == 2 and stretches[0].mirrors(stretches[1]):
        text = f"|x| {stretches[1].above} {stretches[1].low}"
    else:
        text = ", ".join(stretch.text(words) for stretch in stretches)
    return text.replace("≤", "<=").replace("≥", ">=") if ascii_only else text


class _Stretch:
    """The texts of a zone's ends; an infinite end has none."""

    def __init__(self, share: ZoneShare) -> None:
        low, high = share.zone.low, share.zone.high
        self.low = "" if math.isinf(low) else short(low, _END_DIGITS)
        self.high = "" if math.isinf(high) else short(high, _END_DIGITS)
        self.above = "≥" if share.low_closed else ">"
        self.below = "≤" if share.high_closed else "<"

    def mirrors(self, right: "_Stretch") -> bool:
        """Whether these two are x < -a and x > a."""
        is_outer = self.low == "" and right.high == "" and right.low != ""
        is_even = self.high == f"-{right.low}" and (self.below == "≤") == (right.above == "≥")
        return is_outer and is_even

    def text(self, words: "Words") -> str:
        """The stretch as an inequality."""
        if not self.low and not self.high:
            return words("traits.values.everywhere")
        if not self.low:
            return f"x {self.below} {self.high}"
        if not self.high:
            return f"x {self.above} {self.low}"
        opening = "≤" if self.above == "≥" else "<"
        return f"{self.low} {opening} x {self.below} {self.high}"
