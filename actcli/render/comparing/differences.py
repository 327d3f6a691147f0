"""What was measured about a pair as labelled lines: for tables, plain rows, csv and JSON."""

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from actcli.analysis.comparing.verdict import agree_at, stretches_above
from actcli.render.comparing.places import places_text, stretches_text
from actcli.render.numbers import short
from actcli.streams.numbers import number_text

if TYPE_CHECKING:
    from actcli.analysis.comparing.differences import Interval, Largest, Pair
    from actcli.analysis.comparing.tolerance import Tolerance
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

# The columns of csv, in the order of `pair_cells`; a column is never moved, new ones come last.
COLUMNS = (
    "f", "g", "max_difference", "at", "from", "to", "order", "slope_max_difference", "slope_at",
    "mean_difference", "area", "sign", "agree", "crossings", "unbounded", "worst", "worst_at",
    "within", "failing_at",
)  # fmt: skip


# Of more changes of sign only the places are told.
_MOST_CROSSINGS = 4
_SIGNS = {"above": "≥", "below": "≤", "equal": "="}


def _primes(order: int) -> str:
    return "'" * order


def difference_name(f: str, g: str, order: int) -> str:
    """|f - g|, with as many primes as the order has."""
    primes = _primes(order)
    return f"|{f}{primes} - {g}{primes}|"


def name_in_formula(function: "Activation") -> str:
    """A function as a part of a formula: a sum or product of its own stands in brackets."""
    spec = function.spec
    if function.entry is not None:
        return spec
    outside = spec
    while (shorter := re.sub(r"\([^()]*\)", "", outside)) != outside:
        outside = shorter
    return f"({spec})" if re.search(r"[-+*/<>=]", outside) else spec


def pair_facts(
    pair: "Pair", over: "Interval", order: int, tolerance: "Tolerance | None", words: "Words"
) -> list[tuple[str, str, str]]:
    """Lines for a person: a label, a number to six digits, and the rest in words."""
    lines = [_largest_line(pair.max_difference, pair.at, order, words)]
    if pair.max_difference == 0.0:
        return lines
    if pair.slope is not None:
        lines.append(_largest_line(pair.slope.value, pair.slope.at, order + 1, words))
    name = difference_name("f", "g", order)
    if pair.mean_difference is not None:
        lines.append(
            (words("compare.facts.mean", difference=name), short(pair.mean_difference), "")
        )
    if pair.area is not None:
        lines.append((words("compare.facts.area"), short(pair.area), ""))
    primes = _primes(order)
    if pair.sign != "equal":  # they are nowhere both defined: neither is above
        lines.append((words("compare.facts.sign"), "", sign_text(pair, over, order, words)))
    lines.append((f"f{primes} = g{primes}", "", agree_text(pair, over, order, words)))
    if tolerance is not None and pair.worst is not None:
        label = _worst_label(tolerance, "f", "g", order, words)
        lines.append((label, short(pair.worst.value), _at(pair.worst.at, words)))
    return lines


def _largest_line(
    value: float, at: tuple[float, ...], order: int, words: "Words"
) -> tuple[str, str, str]:
    return (f"max {difference_name('f', 'g', order)}", short(value), _at(at, words))


def _at(places: tuple[float, ...], words: "Words") -> str:
    if not places:
        return ""
    key = "at" if any(map(math.isfinite, places)) else "towards"
    return words(f"compare.facts.{key}", at=places_text(places))


def _worst_label(tolerance: "Tolerance", f: str, g: str, order: int, words: "Words") -> str:
    if tolerance.ulps is not None:
        return words("compare.facts.ulps", dtype=tolerance.dtype)
    reference = f"|{g}{_primes(order)}|"
    difference = difference_name(f, g, order)
    return words("compare.facts.relative", difference=difference, reference=reference)


def sign_text(pair: "Pair", over: "Interval", order: int, words: "Words") -> str:
    """Which of the two is above, or where it is."""
    f, g = f"f{_primes(order)}", f"g{_primes(order)}"
    if pair.sign != "both":
        return f"{f} {_SIGNS[pair.sign]} {g}"
    if not pair.crossings:
        return words("compare.facts.both_signs")
    # Without an area one side may have no values, and then neither is above.
    if len(pair.crossings) <= _MOST_CROSSINGS and pair.area is not None:
        above = stretches_above(pair, over, order)
        if above:
            where = stretches_text(above, over)
            return words("compare.facts.above_where", f=f, g=g, where=where)
    return words("compare.facts.changes", at=places_text(pair.crossings))


def agree_text(pair: "Pair", over: "Interval", order: int, words: "Words") -> str:
    """Where both are exactly the same."""
    everywhere = words("compare.facts.everywhere")
    found = stretches_text(pair.agree, over, everywhere, lambda place: agree_at(pair, place, order))
    return found or words("compare.facts.nowhere")


def plain_facts(
    pair: "Pair", order: int, tolerance: "Tolerance | None", words: "Words"
) -> list[list[str]]:
    """Rows of full digits, the functions named in the first cell; the largest difference first."""
    f, g = name_in_formula(pair.f), name_in_formula(pair.g)
    name, primes = difference_name(f, g, order), _primes(order)
    rows = [largest_row(pair, order)]
    if pair.max_difference == 0.0:
        return rows
    if pair.slope is not None:
        rows.append(_row(difference_name(f, g, order + 1), pair.slope))
    if pair.mean_difference is not None:
        mean = words("compare.facts.mean", difference=name)
        rows.append([mean, number_text(pair.mean_difference)])
    if pair.area is not None:
        rows.append([f"{words('compare.facts.area')} {name}", number_text(pair.area)])
    if pair.sign != "equal":
        signed = f"{words('compare.facts.sign')} {f}{primes} - {g}{primes}"
        rows.append([signed, _sign(pair), ", ".join(map(number_text, pair.crossings))])
    agree = ", ".join(_stretches(pair))
    rows.append([f"{f}{primes} = {g}{primes}", agree])
    if tolerance is not None and pair.worst is not None:
        rows.append(_row(_worst_label(tolerance, f, g, order, words), pair.worst))
    return rows


def largest_row(pair: "Pair", order: int) -> list[str]:
    """The one row of every pair: |f - g|, how large, where."""
    name = difference_name(name_in_formula(pair.f), name_in_formula(pair.g), order)
    return [name, number_text(pair.max_difference), ", ".join(map(number_text, pair.at))]


def _row(name: str, largest: "Largest") -> list[str]:
    return [name, number_text(largest.value), ", ".join(map(number_text, largest.at))]


def _sign(pair: "Pair") -> str:
    return "±" if pair.sign == "both" else f"{_SIGNS[pair.sign]} 0"


def _stretches(pair: "Pair") -> Iterable[str]:
    return (
        number_text(low) if low == high else f"{number_text(low)}:{number_text(high)}"
        for low, high in pair.agree
    )


def pair_cells(pair: "Pair", over: "Interval", order: int) -> list[str]:
    """A row of csv; places are separated by blanks, stretches written LOW:HIGH."""
    slope, worst = pair.slope, pair.worst
    return [
        pair.f.spec,
        pair.g.spec,
        number_text(pair.max_difference),
        " ".join(map(number_text, pair.at)),
        *map(number_text, over),
        str(order),
        "" if slope is None else number_text(slope.value),
        "" if slope is None else " ".join(map(number_text, slope.at)),
        *("" if n is None else number_text(n) for n in (pair.mean_difference, pair.area)),
        pair.sign,
        " ".join(_stretches(pair)),
        " ".join(map(number_text, pair.crossings)),
        str(pair.unbounded).lower(),
        "" if worst is None else number_text(worst.value),
        "" if worst is None else " ".join(map(number_text, worst.at)),
        "" if pair.within is None else str(pair.within).lower(),
        "" if pair.failing_at is None else number_text(pair.failing_at),
    ]


def pair_fields(pair: "Pair") -> dict[str, Any]:
    """A pair in JSON; whether it passes only where a tolerance was given."""
    fields: dict[str, Any] = {
        "f": pair.f.spec,
        "g": pair.g.spec,
        "max_difference": pair.max_difference,
        "at": list(pair.at),
        "slope": _largest_fields(pair.slope),
        "mean_difference": pair.mean_difference,
        "area": pair.area,
        "sign": pair.sign,
        "agree": [list(stretch) for stretch in pair.agree],
        "crossings": list(pair.crossings),
        "unbounded": pair.unbounded,
    }
    if pair.within is not None:
        fields["within"] = pair.within
        fields["failing_at"] = pair.failing_at
        worst = pair.worst
        fields["worst"] = worst and {"value": worst.value, "at": list(worst.at)}
    return fields


def _largest_fields(largest: "Largest | None") -> dict[str, Any] | None:
    if largest is None:
        return None
    return {"max_difference": largest.value, "at": list(largest.at)}
