"""What a low precision does to a function, said in a few sentences, and stretches of x as text."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actcli.render.numbers import short

if TYPE_CHECKING:
    from actcli.analysis.comparing.dtype_errors import Measured, Place, Stretch
    from actcli.analysis.precision import InDtypes, Reading
    from actcli.render.words import Words

_DIGITS = 4  # of an x in a sentence; in a table one less
_NEARLY_ZERO = 1e-6


def verdict(answer: "InDtypes", words: "Words") -> str:
    """What goes wrong in the first dtype in which anything does, and how the other reading fares.

    Where nothing goes wrong anywhere, the largest error of the formula. Then where the function
    itself leaves a dtype's range, which no way to compute it could help.
    """
    return " ".join([_computed(answer, words), *_by_right(answer, words)])


def _computed(answer: "InDtypes", words: "Words") -> str:
    for index in range(len(answer.readings[0].measured)):
        here = [(reading, reading.measured[index]) for reading in answer.readings]
        here.sort(key=lambda pair: _badness(pair[1]), reverse=True)
        (reading, worst), *others = here
        if _is_troubled(worst):
            name = _name(answer)
            sentences = _problems(reading, worst, name, words)
            sentences += [_status(other, known, worst, name, words) for other, known in others]
            return " ".join(sentences)
    return _fine(answer, words)


def _name(answer: "InDtypes") -> str:
    """The function's name; a formula of the user's is f, to say it once is enough."""
    return answer.function.spec if answer.function.entry else "f"


def compact(value: float, digits: int) -> str:
    """A number to so many digits, whole where that is no longer: 65504, and not 6.55e+04."""
    return f"{value:.0f}" if 1e3 <= abs(value) < 1e5 else short(value, digits)


def _is_troubled(measured: "Measured") -> bool:
    return bool(measured.overflow or measured.nan or measured.lost)


def _badness(measured: "Measured") -> tuple[float, float, float]:
    return -_breaks_at(measured), _lost_size(measured), measured.ulps.error


def _breaks_at(measured: "Measured") -> float:
    """How far from 0 the first ±inf or NaN is; infinite where there is none."""
    broken = (*measured.overflow, *measured.nan)
    return min((abs(stretch.inner) for stretch in broken), default=math.inf)


def _lost_size(measured: "Measured") -> float:
    """The largest |f| among the values that are lost."""
    return max((abs(_largest_end(stretch).exact) for stretch in measured.lost), default=0.0)


def _largest_end(stretch: "Stretch") -> "Place":
    return max(stretch.ends, key=lambda end: abs(end.exact))


def _inner_end(stretch: "Stretch") -> "Place":
    return min(stretch.ends, key=lambda end: abs(end.x))


def _problems(reading: "Reading", measured: "Measured", name: str, words: "Words") -> list[str]:
    """What goes wrong: overflow first, then the digits lost."""
    problems = []
    broken = _first(measured.nan or measured.overflow)
    if broken:
        key = "makes_nan" if measured.nan else "overflows"
        least = min(map(_inner_end, broken), key=lambda end: abs(end.exact))
        problems.append((key, broken, least))
    lost = _first(measured.lost)
    if lost:
        zeros = [zero for zero in _first(measured.underflow) if _is_most_of(zero, lost)]
        key = "zero" if zeros else "loses"
        found = zeros or lost
        problems.append((f"also_{key}" if broken else key, found, _largest_end(found[-1])))
    return [
        words(
            f"arithmetic.{key}",
            dtype=measured.dtype,
            form=words(f"arithmetic.forms.{reading.name}"),
            where=_where(stretches, measured),
            name=name,
            value=compact(end.exact, 3),
            at=compact(end.x, _DIGITS),
        )
        for key, stretches, end in problems
    ]


def _is_most_of(zero: "Stretch", lost: Sequence["Stretch"]) -> bool:
    """Whether the result is 0 in a stretch that is lost, up to values of its size."""
    return any(
        one.low <= zero.low
        and zero.high <= one.high
        and abs(_largest_end(zero).exact) >= 0.5 * abs(_largest_end(one).exact)
        for one in lost
    )


def _status(
    reading: "Reading", measured: "Measured", worst: "Measured", name: str, words: "Words"
) -> str:
    """How the other reading fares in the same dtype."""
    form = words(f"arithmetic.forms.{reading.name}")
    broken = measured.nan or measured.overflow
    size = _lost_size(measured)
    if broken:
        key = "later" if _breaks_at(measured) > _breaks_at(worst) else "no_better"
        return words(f"arithmetic.{key}", form=form, where=_where_and_more(broken, measured))
    if measured.lost and worst.lost and size >= _lost_size(worst):
        where = _where_and_more(measured.lost, measured)
        return words("arithmetic.no_better", form=form, where=where)
    if measured.lost:
        where = _where_and_more(measured.lost, measured)
        return words("arithmetic.only", form=form, where=where, name=name, value=short(size, 3))
    return words("arithmetic.keeps", form=form, ulps=compact(measured.ulps.error, 3))


def _by_right(answer: "InDtypes", words: "Words") -> list[str]:
    """Where the exact value is too large for a dtype, or rounds to 0: of the first with such x."""
    for measured in answer.readings[0].measured:
        large, small = measured.overflow_by_right, measured.underflow_by_right
        if large or small:
            key = "itself" if large and small else "itself_large" if large else "itself_small"
            return [
                words(
                    f"arithmetic.{key}",
                    name=_name(answer),
                    dtype=measured.dtype,
                    large=_where_and_more(large, measured) if large else "",
                    small=_where_and_more(small, measured) if small else "",
                )
            ]
    return []


def _fine(answer: "InDtypes", words: "Words") -> str:
    worst = max(answer.readings[0].measured, key=lambda measured: measured.ulps.error)
    if not any(measured.points for measured in answer.readings[0].measured):
        return words("arithmetic.no_value", name=_name(answer))
    if worst.ulps.at is None:
        return words("arithmetic.exact", name=_name(answer))
    return words(
        "arithmetic.made_up" if math.isinf(worst.ulps.error) else "arithmetic.fine",
        name=_name(answer),
        ulps=compact(worst.ulps.error, 3),
        dtype=worst.dtype,
        at=compact(worst.ulps.at, _DIGITS),
    )


def _first(stretches: Sequence["Stretch"]) -> Sequence["Stretch"]:
    """The longest stretch, with its mirror image where that is one too; the right one last."""
    one, *others = stretches or (None,)
    if one is None:
        return []
    mirrored = [other for other in others if other.low == -one.high and other.high == -one.low]
    return sorted([one, *mirrored])


def _where_and_more(stretches: Sequence["Stretch"], measured: "Measured") -> str:
    first = _first(stretches)
    return _where(first, measured) + (", …" if len(stretches) > len(first) else "")


def _where(stretches: Sequence["Stretch"], measured: "Measured") -> str:
    """A stretch, or one and its mirror image, as an inequality in x."""
    stretch, x = stretches[-1], "|x|" if len(stretches) == 2 else "x"
    low, high = compact(stretch.low, _DIGITS), compact(stretch.high, _DIGITS)
    text = _open_ended(stretch, measured, x, _DIGITS)
    if not text and _begins_at_zero(stretch):
        return f"0 < {x} ≤ {high}" if stretch.high > 0.0 else f"{low} ≤ {x} < 0"
    return text or f"{low} ≤ {x} ≤ {high}"


def _begins_at_zero(stretch: "Stretch") -> bool:
    """Whether a reader would say that it begins at 0: subnormals that round well are left out."""
    inner, outer = sorted((abs(stretch.low), abs(stretch.high)))
    return stretch.low * stretch.high > 0.0 and inner < min(1e-3 * outer, _NEARLY_ZERO)


def _open_ended(stretch: "Stretch", measured: "Measured", x: str, digits: int) -> str:
    """A stretch that is one point or reaches an end of the range; else an empty text."""
    first, last = measured.looked_at
    low, high = compact(stretch.low, digits), compact(stretch.high, digits)
    if stretch.low == stretch.high:
        return f"{x} = {low}"
    if stretch.high == last and stretch.low > first:
        return f"{x} ≥ {low}"
    if stretch.low == first and stretch.high < last:
        return f"{x} ≤ {high}"
    return ""


def stretches_text(stretches: Sequence["Stretch"], measured: "Measured") -> str:
    """The longest stretch and its mirror image for a cell of a table; more are hinted at."""
    first = _first(stretches)
    if not first:
        return ""
    stretch, is_pair = first[-1], len(first) == 2
    low, high = compact(stretch.low, _DIGITS - 1), compact(stretch.high, _DIGITS - 1)
    text = _open_ended(stretch, measured, "|x|" if is_pair else "x", _DIGITS - 1)
    if not text and _begins_at_zero(stretch):
        side = f"(0, {high}]" if stretch.high > 0.0 else f"[{low}, 0)"
        text = f"|x| ≤ {high}" if is_pair else side
    text = text or f"{'±' if is_pair else ''}[{low}, {high}]"
    return text + (" …" if len(stretches) > len(first) else "")
