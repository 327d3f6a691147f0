"""How far two functions are apart: what is measured about a pair of them."""

from dataclasses import dataclass

from actcli.catalog.activation import Activation

Interval = tuple[float, float]


@dataclass(frozen=True)
class Largest:
    """The largest value of something, and where it is reached.

    `value` is inf where there is no bound: `at` are the poles, and ±inf. It is inf too where one
    side alone is NaN, and where float64 ends: `at` are then such places, of a stretch beyond
    float64 the one that is nearest to 0. Else `at` holds ±inf where the value is only approached
    out there, and is empty where the value is 0.
    """

    value: float
    at: tuple[float, ...]


@dataclass(frozen=True)
class Pair:
    """How far two functions, or their derivatives of one order, are apart over a range.

    `max_difference` is the largest |f - g| and `at` where it is, as in `Largest`: 0 where nothing
    but rounding is between them. `slope` is the largest |f' - g'|, of the next order, where both
    exist (a jump adds nothing); None where that would be order 3. `mean_difference` is the mean of
    |f - g|, None over the real line; `area` its integral, inf where it diverges; both to 12 digits
    or as many as are known, None for fewer than 3, and where one side alone is NaN, or beyond
    float64, on a stretch. `sign` is "above" (f >= g
    everywhere), "below", "equal" or "both".

    `agree` are the stretches between breakpoints on which f and g are the same (at their ends one
    may jump), and lone places as (a, a); `crossings` the places where f - g changes sign, jumps and
    poles included: at most 8 of each, those nearest to 0.

    With a tolerance: `worst` is the largest |f - g| / |g| where it is relative, the largest
    distance in floats where it counts ulps; `within` says whether the pair passes, and `failing_at`
    where it misses most. `unbounded` says that f - g grows without bound or has a pole;
    that float64 ends is not that.
    """

    f: Activation
    g: Activation
    max_difference: float
    at: tuple[float, ...]
    slope: Largest | None = None
    mean_difference: float | None = None
    area: float | None = None
    sign: str = "both"
    agree: tuple[Interval, ...] = ()
    crossings: tuple[float, ...] = ()
    worst: Largest | None = None
    within: bool | None = None
    failing_at: float | None = None
    unbounded: bool = False
