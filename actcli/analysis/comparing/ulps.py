"""How many floats of a dtype two functions are apart, at the numbers of that dtype."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from actcli.analysis.comparing.differences import Interval, Largest
from actcli.analysis.comparing.dtype_search import ROUNDS, is_exhausted, near_worst, places
from actcli.analysis.comparing.extremes import largest
from actcli.analysis.comparing.gap import Gap
from actcli.catalog.activation import Activation
from actcli.formula.compensated import Array, Mask
from actcli.formula.native import Ordinals, Precision, precision


class _Results(NamedTuple):
    """The ordinals of results rounded to a dtype, and where they are NaN."""

    ordinals: Ordinals
    unknown: Mask


def distances(gap: Gap, landmarks: Array, over: Interval, dtype_name: str) -> Largest:
    """The largest distance of f(x) and g(x) in floats of a dtype, x one of them.

    Both results are rounded to the dtype; -0.0 and 0.0 are one float, the infinities are the ones
    after the largest, and NaN on one side alone is infinitely far. float16 and bfloat16 are looked
    at everywhere, float32 and float64 at samples and the landmarks, then nearer the worst of them.

    Raises ActcliError for another dtype, and for bfloat16 where its extra is missing.
    """
    dtype = precision(dtype_name)
    if is_exhausted(dtype):
        known = places(dtype, over, landmarks[:0])
        apart = _apart(*(_everywhere(side, gap.order, over, dtype_name) for side in (gap.f, gap.g)))
    else:
        known = places(dtype, over, landmarks)
        apart = _apart_at(gap, known, dtype)
        for _ in range(ROUNDS):
            further = np.setdiff1d(near_worst(known, apart), known)
            known, apart = (
                np.append(known, further),
                np.append(apart, _apart_at(gap, further, dtype)),
            )
            ascending = np.argsort(known)
            known, apart = known[ascending], apart[ascending]
    return largest(dtype.values_of(known), apart, np.zeros(apart.shape))


# A matrix of pairs asks for the same functions again and again.
@lru_cache(maxsize=128)
def _everywhere(function: Activation, order: int, over: Interval, name: str) -> _Results:
    dtype = precision(name)
    return _results(function, order, places(dtype, over, np.empty(0)), dtype)


def _apart_at(gap: Gap, known: Ordinals, dtype: Precision) -> Array:
    return _apart(*(_results(side, gap.order, known, dtype) for side in (gap.f, gap.g)))


def _results(function: Activation, order: int, known: Ordinals, dtype: Precision) -> _Results:
    values = function.evaluate(dtype.values_of(known), [order])[0]
    unknown = np.isnan(values)
    rounded = dtype.rounded(np.where(unknown, 0.0, values))
    return _Results(dtype.ordinals_of(rounded), unknown)


def _apart(one: _Results, other: _Results) -> Array:
    """How many floats lie between results; as doubles, since 64 bits would not hold all."""
    a, b = one.ordinals, other.ordinals
    same_sign = (a < 0) == (b < 0)
    near = np.abs(np.where(same_sign, a - b, 0)).astype(np.float64)
    apart = np.where(same_sign, near, np.abs(a).astype(np.float64) + np.abs(b).astype(np.float64))
    apart = np.where(one.unknown != other.unknown, np.inf, apart)
    counted: Array = np.where(one.unknown & other.unknown, 0.0, apart)
    return counted
