"""Traits of shape: range, monotone, convex, parity, smoothness, slopes, curvature, flat parts."""

import numpy as np

from actcli.catalog.measuring.survey import UNBOUNDED, Interval, Survey, best_of
from actcli.formula.compensated import Array, Mask

# A one-sided difference beyond this share of the values counts as a jump.
_JUMP = 1e-12
_SEAM = np.polynomial.chebyshev.chebpts1(13)
# Signs of f' and f'' are read out to here: further out, they may be rounding.
_FAR = 1e6
# So many of the largest peaks of |f''| are looked at, each on a polynomial of this degree.
_MOST_PEAKS = 4
_DEGREE = 16
_NODES = np.polynomial.chebyshev.chebpts1(_DEGREE + 1)

Place = float | None


def smoothness(survey: Survey) -> tuple[str, Array]:
    """The class (jump, C0, C1, C2, smooth), and where the first derivative that jumps does so.

    One-sided values are compared at the neighbouring doubles of each breakpoint; a relative
    difference above 1e-12 is a jump. A pole counts as one.
    """
    left, right = survey.sides
    if survey.poles.size:
        return "jump", survey.poles
    for order, name in enumerate(("jump", "C0", "C1")):
        places = survey.breaks[np.abs(_gaps(survey, order)) > _JUMP]
        if places.size:
            return name, places
    known = np.isfinite(left[0]) & np.isfinite(right[0])
    seams = [place for place in survey.breaks[known] if not _is_seamless(survey, place)]
    return ("C2" if seams else "smooth"), np.empty(0)


def _is_seamless(survey: Survey, place: float) -> bool:
    """Whether two branches that meet there are one function, as isru's are.

    A polynomial through f on one side then foretells f on the other, to a relative 1e-9, and back.
    """
    half = 0.125 * max(1.0, abs(place) ** 0.5)
    for side in (-half, half):
        near = survey.derivative(0, place + side * (1.0 + _SEAM))
        beyond = np.array([-0.125, -0.25, -0.375])
        far = survey.derivative(0, place + side * beyond)
        if not (np.isfinite(near).all() and np.isfinite(far).all()):
            return False
        told = np.polynomial.chebyshev.chebval(
            beyond - 1.0, np.polynomial.chebyshev.chebfit(_SEAM, near, _SEAM.size - 1)
        )
        size = max(np.max(np.abs(near)), np.max(np.abs(far)))
        if np.max(np.abs(told - far)) > 1e-9 * size:
            return False
    return True


def _gaps(survey: Survey, order: int) -> Array:
    """By how much a derivative jumps at each breakpoint, as a share of its size where above 1."""
    left, right = survey.sides
    scale = np.maximum(1.0, np.maximum(np.abs(left[order]), np.abs(right[order])))
    return (right[order] - left[order]) / scale


def _extremes(survey: Survey, order: int) -> tuple[Array, Array, Array]:
    """Places and values among which the derivative's extremes are, and those of exact places."""
    turning = survey.turning if order == 0 else survey.bends
    left, right = survey.sides
    places = np.concatenate([survey.points, survey.breaks, survey.breaks, turning])
    values = np.concatenate(
        [survey.values[order], left[order], right[order], survey.derivative(order, turning)]
    )
    if order == 0:
        ends = _logarithmic_ends(survey)
        places, values = np.append(places, ends[0]), np.append(values, ends[1])
    known = ~np.isnan(values)
    exact = survey.alone(turning, order + 1)
    return places[known], values[known], np.concatenate([survey.breaks, exact])


def _logarithmic_ends(survey: Survey) -> tuple[Array, Array]:
    """Breakpoints at which f goes to ±inf as slowly as a logarithm, with the infinity.

    There f' times the distance tends to a constant, where at the end of a square root it dies.
    """
    places, values = [survey.breaks[:0]], [survey.breaks[:0]]
    for side, direction in zip(survey.sides, (-1.0, 1.0), strict=True):
        near = survey.breaks[np.isfinite(side[0]) & (np.abs(side[1]) > 1e6)]
        unit = np.maximum(1.0, np.abs(near))
        steps = direction * unit * 2.0 ** -np.array([[20.0], [30.0]])
        rate = survey.derivative(1, near + steps) * steps
        steady = (np.abs(rate[1] / rate[0] - 1.0) < 0.01) & (rate[0] != 0.0)
        places.append(near[steady])
        values.append(-np.sign(rate[0][steady]) * np.inf)
    return np.concatenate(places), np.concatenate(values)


def range_end(survey: Survey, direction: float) -> tuple[float, bool, Place]:
    """One end of the range (-1 below, 1 above): its value, whether f takes it, and where.

    The extreme of the samples, of the zeros of f' (to the last digit), of the one-sided values at
    breakpoints and of the limits at ±inf. No place where only a limit or a flat end reaches it.
    """
    places, values, exact = _extremes(survey, 0)
    if not values.size:
        return np.nan, False, None
    best = best_of(places, direction * values, exact)
    found = float(direction * values[best])
    if found > UNBOUNDED:
        return direction * np.inf, False, None
    limit = max((direction * end for end in survey.ends[0] if not np.isnan(end)), default=-np.inf)
    stands_out = limit == found and _stands_out(survey, places[best], direction)
    if limit < found - 1e-15 * abs(found) or stands_out:
        taken = _is_taken(survey, places[best], values[best])
        return float(values[best]) + 0.0, taken, places[best]
    # Far out, rounding reaches every limit; a function with a flat piece there takes it in truth.
    flat = _flat(survey)
    reached = bool(np.any(survey.inside[1][flat] == direction * limit))
    return direction * limit + 0.0, reached, None


def _stands_out(survey: Survey, place: float, direction: float) -> bool:
    """Whether f has an extreme there that its neighbours do not share, as phish has at 0."""
    step = 2.0**-10 * max(1.0, abs(place))
    here, low, high = direction * survey.derivative(0, place + np.array([0.0, -step, step]))
    return bool(low < here > high)


def _is_taken(survey: Survey, place: float, value: float) -> bool:
    """Whether f has this value at the place, and not only beside it."""
    here = float(survey.derivative(0, np.array([place]))[0])
    return bool(abs(here - value) <= 1e-12 * max(abs(value), 1.0))


def _scale(survey: Survey, order: int) -> float:
    """The usual size of a derivative: its largest value on [-1, 1], or 1."""
    usual = survey.values[order][np.abs(survey.points) <= 1.0]
    return float(np.max(np.abs(usual[np.isfinite(usual)]), initial=0.0)) or 1.0


def _signs(survey: Survey, order: int) -> tuple[bool, bool]:
    """Whether a derivative, or a jump of the one below, is somewhere above and below 0 (1e-12)."""
    near = survey.values[order][np.abs(survey.points) <= _FAR] / _scale(survey, order)
    found = np.concatenate([near, _gaps(survey, order - 1)])
    return bool(np.any(found > _JUMP)), bool(np.any(found < -_JUMP))


def monotone(survey: Survey) -> str:
    """increasing, decreasing, constant or no: the signs of f' and of f's jumps (1e-12)."""
    if survey.poles.size:
        return "no"
    rises, falls = _signs(survey, 1)
    if rises and falls:
        return "no"
    if rises:
        return "increasing"
    return "decreasing" if falls else "constant"


def convex(survey: Survey) -> str:
    """convex, concave, affine or neither: the signs of f'' and of the jumps of f' (1e-12).

    neither where f jumps, and where it has no value inside the interval in which it has values.
    """
    known = np.nonzero(np.isfinite(survey.values[0]))[0]
    has_hole = known.size > 0 and known.size < known[-1] - known[0] + 1
    if has_hole or not known.size or survey.poles.size or np.any(np.abs(_gaps(survey, 0)) > _JUMP):
        return "neither"
    up, down = _signs(survey, 2)
    if up and down:
        return "neither"
    if up:
        return "convex"
    return "concave" if down else "affine"


def parity(survey: Survey) -> str:
    """odd, even or neither: f(-x) against f(x) at every sampled x, to a relative 1e-12.

    Where f is infinite it is not asked. A function that is 0 everywhere is called even.
    """
    x = np.abs(survey.points)
    mirrored = survey.derivative(0, -survey.points)
    f = survey.values[0]
    if not np.array_equal(np.isnan(f), np.isnan(mirrored)) or np.isnan(f).all():
        return "neither"
    asked = np.isfinite(f) & np.isfinite(mirrored)
    allowed = 1e-12 * (np.abs(f) + np.abs(mirrored)) + 1e-15 * np.minimum(x, 1.0)
    if np.all(np.abs(f - mirrored)[asked] <= allowed[asked]):
        return "even"
    return "odd" if np.all(np.abs(f + mirrored)[asked] <= allowed[asked]) else "neither"


def largest_slope(survey: Survey, kind: str, kinks: Array) -> tuple[float, Place]:
    """The Lipschitz constant: the largest |f'| of samples, zeros of f'' and limits; inf at jumps.

    Value and place to the last digits; no place where only a limit at ±inf reaches it.
    """
    if kind == "jump":
        return np.inf, float(kinks[np.argmin(np.abs(kinks))])
    places, slopes, exact = _extremes(survey, 1)
    return _largest(survey, 1, places, slopes, exact)


def largest_curvature(survey: Survey) -> tuple[float, Place]:
    """The largest |f''| where f'' exists, beside breakpoints included; jumps of f' do not count.

    Between samples the peaks of |f''| are found on Chebyshev polynomials through it: the value to
    the last digits, its place to ten.
    """
    places, values = _sampled_curvature(survey)
    if not values.size:
        return np.nan, None
    peaks = [_peak(survey, low, high) for low, high in _peak_cells(survey)]
    at = np.array([peak for peak in peaks if peak is not None])
    places = np.concatenate([places, at])
    values = np.concatenate([values, survey.derivative(2, at)])
    return _largest(survey, 2, places, values, np.concatenate([survey.breaks, at]))


def _sampled_curvature(survey: Survey) -> tuple[Array, Array]:
    """Where f'' has a value among points and sides of breakpoints, and that value."""
    left, right = survey.sides
    places = np.concatenate([survey.points, survey.breaks, survey.breaks])
    values = np.concatenate([survey.values[2], left[2], right[2]])
    known = ~np.isnan(values)
    return places[known], values[known]


def _largest(
    survey: Survey, order: int, places: Array, values: Array, exact: Array
) -> tuple[float, Place]:
    """The largest size among values and limits, and its place where it is not a limit's."""
    if not values.size:
        return np.nan, None
    best = best_of(places, np.abs(values), exact)
    found = float(abs(values[best]))
    limit = max((abs(end) for end in survey.ends[order] if not np.isnan(end)), default=0.0)
    if found > UNBOUNDED or limit > UNBOUNDED:
        return np.inf, float(places[best]) if places[best] in survey.breaks else None
    # Far out, rounding reaches every limit: there the limit is not taken.
    is_far = abs(places[best]) > 1.0 and places[best] not in exact
    if limit > found * (1.0 + 1e-15) or (is_far and limit >= found * (1.0 - 1e-15)):
        return float(limit), None
    return found, float(places[best]) if found > 0.0 or order < 2 else None


def _peak_cells(survey: Survey) -> list[Interval]:
    """The largest peaks among the samples of |f''|: the interval from neighbour to neighbour."""
    # So near to 0 that neighbours differ by rounding, a peak would be noise.
    apart = (np.abs(survey.points) > 2.0**-12) | (survey.points == 0.0)
    points, sizes = survey.points[apart], np.abs(survey.values[2][apart])
    middle = sizes[1:-1]
    smooth = ~np.isin(points, survey.breaks)[1:-1]
    peaks = smooth & (middle >= sizes[:-2]) & (middle >= sizes[2:])
    indices = np.nonzero(peaks & ((middle > sizes[:-2]) | (middle > sizes[2:])))[0]
    if not indices.size or not np.max(middle[indices]) < UNBOUNDED:
        return []
    near = indices[middle[indices] > 0.9 * np.max(middle[indices])]
    chosen = near[np.argsort(np.abs(points[near + 1]), kind="stable")[:_MOST_PEAKS]]
    return [(float(points[i]), float(points[i + 2])) for i in chosen]


def _peak(survey: Survey, low: float, high: float) -> Place:
    """Where |f''| is largest in an interval, on the polynomial through 17 Chebyshev points.

    Narrowed down until the polynomial's last coefficients are rounding; None if they never are.
    """
    for _ in range(12):
        half = (high - low) / 2.0
        nodes = low + half + half * _NODES
        values = survey.derivative(2, nodes)
        if not np.isfinite(values).all():
            return None
        coefficients = np.polynomial.chebyshev.chebfit(_NODES, values, _DEGREE)
        if np.max(np.abs(coefficients[-3:])) < 1e-13 * np.max(np.abs(coefficients)):
            return _polynomial_peak(np.asarray(coefficients, np.float64), low + half, half)
        best = int(np.argmax(np.abs(values)))
        low, high = nodes[max(best - 1, 0)], nodes[min(best + 1, _DEGREE)]
    return None


def _polynomial_peak(coefficients: Array, middle: float, half: float) -> Place:
    """Where a Chebyshev series over middle +- half is largest in size, inside the interval."""
    last = np.nonzero(np.abs(coefficients) > 1e-15 * np.max(np.abs(coefficients)))[0][-1]
    kept = coefficients[: last + 1]
    if last < 2:
        return None
    roots = np.polynomial.chebyshev.chebroots(np.polynomial.chebyshev.chebder(kept))
    real = np.real(roots[(np.abs(np.imag(roots)) < 1e-9) & (np.abs(np.real(roots)) < 1.0)])
    if not real.size:
        return None
    heights = np.abs(np.polynomial.chebyshev.chebval(real, kept))
    return float(middle + half * real[np.argmax(heights)])


def saturation(survey: Survey) -> tuple[Place, Place]:
    """The limits at -inf and +inf where the slope dies out there, else None."""
    (low, high), (low_slope, high_slope) = survey.ends[0], survey.ends[1]
    return (
        low + 0.0 if np.isfinite(low) and low_slope == 0.0 else None,
        high + 0.0 if np.isfinite(high) and high_slope == 0.0 else None,
    )


def dead_zones(survey: Survey) -> tuple[Interval, ...]:
    """The intervals between breakpoints on which every sampled slope is exactly 0, joined."""
    return survey.joined(_flat(survey))


def _flat(survey: Survey) -> Mask:
    return survey.sampled_everywhere(survey.values[1] == 0.0, survey.inside[2] == 0.0)
