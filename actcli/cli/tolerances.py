"""The tolerance of `actcli compare`: the options that set it, and what is said of a pair beyond."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actcli.cli.edge import complain
from actcli.errors import ActcliError, did_you_mean

if TYPE_CHECKING:
    from actcli.analysis.comparing.differences import Pair
    from actcli.analysis.comparing.tolerance import Tolerance

DTYPES = ("float64", "float32", "float16", "bfloat16")
_MOST_LINES = 10
_SUBJECTS = ("", "the slopes of ", "the second slopes of ")


@dataclass(frozen=True)
class Asked:
    """A tolerance, and its amounts as they were typed; None for those that were not."""

    limit: "Tolerance"
    absolute: str | None = None
    relative: str | None = None
    ulps: str | None = None


def chosen_tolerance(
    absolute: str | None, relative: str | None, ulps: str | None, dtype: str | None
) -> Asked | None:
    """The tolerance that --tolerance, --rtol, --ulp and --dtype ask for; None without any.

    Raises ActcliError for what is no number of 0 or more, and for options that exclude each other.
    """
    if ulps is not None and (absolute is not None or relative is not None):
        other = "--tolerance" if absolute is not None else "--rtol"
        raise ActcliError(
            f"--ulp and {other} exclude each other: --ulp counts floats of a dtype, "
            f"{other} measures |f - g|",
            "run compare once with each",
        )
    if dtype is not None and ulps is None:
        raise ActcliError(
            "--dtype says whose floats --ulp counts, and there is no --ulp",
            "add --ulp N, or --arithmetic native to compute in that dtype",
        )
    if absolute is None and relative is None and ulps is None:
        return None
    from actcli.analysis.comparing.tolerance import Tolerance

    if ulps is not None:
        limit = Tolerance(ulps=amount(ulps, "--ulp"), dtype=_dtype(dtype or "float64"))
        return Asked(limit, ulps=ulps.strip())
    limit = Tolerance(
        absolute=0.0 if absolute is None else amount(absolute, "--tolerance", infinite=True),
        relative=0.0 if relative is None else amount(relative, "--rtol"),
    )
    return Asked(limit, absolute and absolute.strip(), relative and relative.strip())


def amount(text: str, option: str, *, infinite: bool = False) -> float:
    """A number of 0 or more, finite unless told otherwise; ActcliError for anything else."""
    from actcli.streams.numbers import parse_number

    try:
        value = parse_number(text.strip())
    except ValueError:
        raise ActcliError(f"{option}: {text.strip()!r} is not a number") from None
    if not value >= 0.0:
        raise ActcliError(f"{option}: {text.strip()} is not 0 or more")
    if math.isinf(value) and not infinite:
        raise ActcliError(f"{option}: {text.strip()} is not finite")
    return value


def _dtype(name: str) -> str:
    if name in DTYPES:
        return name
    if "," in name:
        raise ActcliError(
            f"--ulp takes one dtype, not {name!r}", "several go with --arithmetic native"
        )
    hint = did_you_mean(name, DTYPES) or f"choose {', '.join(DTYPES)}"
    raise ActcliError(f"--dtype: {name!r} is not known", hint)


def report(pairs: "Sequence[Pair]", asked: Asked, order: int) -> bool:
    """Say on stderr which pairs do not pass, the worst first; whether there are any."""
    found = sorted((_failure(pair, asked, order) for pair in pairs), key=_severity)
    for _, line in found[:_MOST_LINES]:
        complain(line)
    if len(found) > _MOST_LINES:
        complain(f"and {len(found) - _MOST_LINES} more")
    return bool(found)


def _severity(failure: tuple[float, str]) -> float:
    return -failure[0]


def _failure(pair: "Pair", asked: Asked, order: int) -> tuple[float, str]:
    """How far a pair misses the tolerance, to sort by, and the line that says so."""
    from actcli.streams.numbers import number_text

    two = f"{_SUBJECTS[order]}{pair.f.spec} and {pair.g.spec}"
    tolerance, at = asked.limit, pair.failing_at
    place = _place(at)
    f, g = _values(pair, at, order, tolerance)
    if math.isnan(f) != math.isnan(g):
        one, other = (pair.f, pair.g) if math.isnan(f) else (pair.g, pair.f)
        line = f"{two} differ{place}: {one.spec} is NaN there, {other.spec} is not"
        return math.inf, line
    if tolerance.ulps is not None:
        worst = math.inf if pair.worst is None else pair.worst.value
        floats = f"{number_text(worst)} ulp of {tolerance.dtype}"
        return worst, f"{two} differ by {floats}{place}, more than {asked.ulps}"
    if not tolerance.relative:
        allowed = asked.absolute or "0"
        if math.isinf(pair.max_difference):
            return math.inf, f"{two} differ without bound{place}, more than {allowed}"
        distance = number_text(pair.max_difference)
        return pair.max_difference, f"{two} differ by {distance}{place}, more than {allowed}"
    return _relative_failure(two, place, abs(f - g), abs(g), asked)


def _relative_failure(
    two: str, place: str, distance: float, reference: float, asked: Asked
) -> tuple[float, str]:
    from actcli.streams.numbers import number_text

    rule = f"{asked.relative} * |g|"
    if asked.limit.absolute:
        rule = f"{asked.absolute} + {rule}"
    if not math.isfinite(distance):
        return math.inf, f"{two} differ{place} by more than {rule}"
    allowed = asked.limit.absolute + asked.limit.relative * reference
    severity = distance / allowed if allowed else math.inf
    line = f"{two} differ by {number_text(distance)}{place}, more than {rule}"
    return severity, f"{line} = {number_text(allowed)}"


def _place(at: float | None) -> str:
    from actcli.streams.numbers import number_text

    if at is None:
        return ""
    return f" as x -> {number_text(at)}" if math.isinf(at) else f" at x = {number_text(at)}"


def _values(
    pair: "Pair", at: float | None, order: int, tolerance: "Tolerance"
) -> tuple[float, float]:
    """f and g where they miss the tolerance most; NaN where no place is known.

    At a jump one side of it may be what misses: then the values are those beside it.
    """
    if at is None:
        return math.nan, math.nan
    beside = () if math.isinf(at) else (math.nextafter(at, -math.inf), math.nextafter(at, math.inf))
    values = [_both(pair, place, order) for place in (at, *beside)]
    if any(math.isnan(f) != math.isnan(g) for f, g in values[:1]):
        return values[0]

    def excess(two: tuple[float, float]) -> float:
        f, g = two
        missed = abs(f - g) - tolerance.absolute - tolerance.relative * abs(g)
        return -math.inf if math.isnan(missed) else missed

    return values[0] if excess(values[0]) > 0.0 else max(values, key=excess)


def _both(pair: "Pair", at: float, order: int) -> tuple[float, float]:
    return float(pair.f.derivative(at, order)), float(pair.g.derivative(at, order))
