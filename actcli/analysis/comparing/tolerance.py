"""How far apart two functions may be and still count as the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tolerance:
    """What a pair of functions has to hold at every place looked at.

    |f - g| <= absolute + relative * |g| passes, as in numpy.isclose: g, the second, is the
    reference. With `ulps` set instead, f(x) and g(x) are at most so many floats of `dtype` apart,
    x a value of it and the results rounded to it. `dtype` is float64, float32, float16 or bfloat16.
    """

    absolute: float = 0.0
    relative: float = 0.0
    ulps: float | None = None
    dtype: str = "float64"
