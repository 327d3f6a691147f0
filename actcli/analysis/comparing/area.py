"""The area between two functions: the integral of |f - g|, with as many digits as are known."""

from math import inf, log10
from typing import NamedTuple

import numpy as np

from actcli.analysis.comparing.differences import Interval
from actcli.analysis.comparing.panels import RESOLVED, Function, Panels, beside, resolved
from actcli.catalog.measuring.survey import rounded
from actcli.formula.ascending import distinct
from actcli.formula.compensated import Array, Mask

# A finite range has so many panels at least; on the line each is twice as far out.
_EVEN = 16
_OCTAVES = 2.0 ** np.arange(-3.0, 41.0)
# A difference that was exactly 0 while x grew by this factor has died.
_SILENCE = 8.0
# What a difference of compensated numbers may be off, beside `rounding`.
_COMPENSATED = 2.0**-53
# A difference that dies out reaches 0 smoothly, far below or above what its digits are worth. One
# that is lost for want of them ends where they are worth between these shares of it. Beside a panel
# of less than the last share of the whole nothing can be lost.
_WANT, _AMPLE, _SIGNIFICANT = 1e-3, 1e9, 1e-12
# A panel of which this share is unresolved, and that is below the rounding, is noise.
_UNRESOLVED = 1e-3
# The tail is judged by its last octaves: without an end where they shrink by less than this.
# Where they waver, and do not shrink at times, by less than the other.
_LAST_OCTAVES, _SHRINKS, _WAVERS = 8, 0.999, 0.9
DIGITS, FEWEST_DIGITS = 12, 3


class Integral(NamedTuple):
    """An integral that is known up to an error: `value` may be inf where it diverges."""

    value: float
    error: float

    def per(self, width: float = 1.0) -> float | None:
        """The integral, or the mean over a width, to the digits that are known.

        12 at most; None where they are fewer than 3.
        """
        known = DIGITS
        if self.error > 0.0:
            share = self.error / self.value if self.value > self.error else 1.0
            known = min(DIGITS, int(-log10(share)))
        return rounded(self.value / width, known) if known >= FEWEST_DIGITS else None


def integral_over(
    difference: Function, edges: Array, over: Interval, rounding: Function | None = None
) -> Integral:
    """The integral of |difference| over a finite range, and how much of it may be wrong.

    `edges` are the places where the difference changes sign, jumps, turns or has a kink.
    `rounding` gives how far it may be off at a place if it is but a difference of doubles: where it
    is below that and looks like noise it is not believed.
    """
    known = distinct(np.clip(np.append(edges, 0.0), *over), np.array(over))
    ends = distinct(beside(difference, known), np.linspace(*over, _EVEN + 1))
    panels = resolved(difference, rounding, ends, known)
    return _summed(panels, _Doubt.of(panels, rounding))


def integral_on_line(difference: Function, rounding: Function, edges: Array) -> Integral:
    """The integral of |difference| over the real line, and how much of it may be wrong.

    Beyond 2**40, or where rounding begins before, it goes on as in the last octaves before.
    """
    inside = edges[np.abs(edges) < _OCTAVES[-1]]
    octaves = distinct(-_OCTAVES, _OCTAVES)
    known = distinct(inside, np.zeros(1), octaves[[0, -1]])
    ends = distinct(beside(difference, known), octaves)
    panels = resolved(difference, rounding, ends, known)
    doubt = _Doubt.of(panels, rounding)
    near = np.abs(panels.middle) < _OCTAVES[0]
    parts = [
        _summed(panels.taken(near), doubt.taken(near)),
        *(_side(panels, doubt, side) for side in (-1.0, 1.0)),
    ]
    whole = sum(part.value for part in parts)
    return Integral(whole, sum(part.error for part in parts) if whole < inf else 0.0)


class _Doubt(NamedTuple):
    """Which panels hold nothing but rounding or zeros, and how much may be hidden in each.

    `hidden` is 0 where the difference died out before.
    """

    empty: Mask
    hidden: Array

    def taken(self, which: Mask) -> "_Doubt":
        """That of some of the panels."""
        return _Doubt(self.empty[which], self.hidden[which])

    @classmethod
    def of(cls, panels: Panels, rounding: Function | None) -> "_Doubt":
        """What is to be doubted of ascending panels."""
        empty, hidden = panels.integral == 0.0, np.zeros(panels.low.size)
        if rounding is None:
            return cls(empty, hidden)
        with np.errstate(all="ignore"):
            # NaN on both sides is no difference, and no rounding.
            sides = np.nan_to_num(rounding(np.stack([panels.low, panels.high])), posinf=inf)
            most = np.max(sides, axis=0)
            width = panels.high - panels.low
            is_noise = panels.error > _UNRESOLVED * panels.integral
            is_small = (panels.integral <= most * width) & np.isfinite(panels.integral)
            is_noise = (is_noise & is_small) | _after_silence(panels, is_small)
            noise = np.where(is_noise, np.maximum(panels.integral, panels.error), 0.0)
            floor = _COMPENSATED * most * width
        empty |= is_noise
        whole = float(np.sum(panels.integral, where=~empty & np.isfinite(panels.integral)))
        for run in _runs(empty):
            bounds = [
                (panels.integral[outer] / width[outer], _COMPENSATED * digits)
                for outer, digits in (
                    (run.start - 1, sides[0, run.start]),
                    (run.stop, sides[1, run.stop - 1]),
                )
                if 0 <= outer < width.size and panels.integral[outer] > _SIGNIFICANT * whole
            ]
            if bounds or whole == 0.0:
                hidden[run] = noise[run]
            if any(_is_lost(size, digits) for size, digits in bounds):
                hidden[run] += floor[run]
        return cls(empty, hidden)


def _after_silence(panels: Panels, is_small: Mask) -> Mask:
    """Which small panels lie outside of octaves in which the difference is 0 to the last digit.

    Where x - 3.3 is rounded otherwise on both sides, a difference that has died comes back as a
    smooth one: it is rounding all the same.
    """
    found = np.zeros(panels.low.size, dtype=bool)
    for side in (-1.0, 1.0):
        silent_from = inf
        is_silent = False
        outwards = np.flatnonzero(side * panels.middle > 0.0)
        for index in outwards if side > 0.0 else outwards[::-1]:
            inner, outer = sorted((abs(panels.low[index]), abs(panels.high[index])))
            if panels.integral[index] == 0.0:
                silent_from = min(silent_from, inner)
                is_silent |= outer >= _SILENCE * max(silent_from, _OCTAVES[0])
            elif is_silent and is_small[index]:
                found[index] = True
            else:
                silent_from, is_silent = inf, False
    return found


def _is_lost(size: float, digits: float) -> bool:
    """Whether a difference of this size ends for want of digits: not where it had far fewer."""
    return digits == inf or _WANT * size <= digits <= _AMPLE * size


def _runs(empty: Mask) -> list[slice]:
    """The stretches of neighbouring empty panels."""
    changes = np.flatnonzero(np.diff(np.concatenate([[0], empty.astype(np.int8), [0]])))
    return [slice(start, stop) for start, stop in zip(changes[::2], changes[1::2], strict=True)]


def _summed(panels: Panels, doubt: _Doubt) -> Integral:
    """The sum of panels; inf where one holds a pole."""
    if np.isinf(panels.integral).any():
        return Integral(inf, 0.0)
    known = ~doubt.empty
    whole = float(np.sum(panels.integral, where=known))
    error = float(np.sum(panels.error, where=known) + np.sum(doubt.hidden))
    return Integral(whole, error)


def _side(panels: Panels, doubt: _Doubt, side: float) -> Integral:
    """The integral from 1/8 outwards on one side, its tail included."""
    outside = side * panels.middle > _OCTAVES[0]
    panels, doubt = panels.taken(outside), doubt.taken(outside)
    octave = np.searchsorted(_OCTAVES, np.abs(panels.middle)) - 1
    count = _OCTAVES.size - 1
    credited = np.where(doubt.empty, 0.0, panels.integral)
    known, hidden = (
        np.bincount(octave, weights, count).astype(np.float64)
        for weights in (credited, doubt.hidden)
    )
    if np.isinf(known).any():
        return Integral(inf, 0.0)
    # Outside of the last octave with something to be believed there is nothing, or rounding.
    credible = np.flatnonzero(known > hidden)
    last = int(credible[-1]) if credible.size else -1
    inner = octave <= last
    value, error = _summed(panels.taken(inner), doubt.taken(inner))
    if last == count - 1 or np.any(hidden[last + 1 :] > 0.0):
        tail = _tail(known[: last + 1], value)
        value, error = value + tail.value, error + tail.error
    return Integral(value, error if value < inf else 0.0)


def _tail(octaves: Array, whole: float) -> Integral:
    """What lies outside of octaves, as they shrink: by a power of x in the end."""
    if not octaves.size or octaves[-1] <= RESOLVED * whole:
        return Integral(0.0, 0.0)
    known = octaves[-_LAST_OCTAVES - 1 :]
    if known.size < 3 or known[0] <= 0.0:
        return Integral(0.0, inf)
    half = known[known.size // 2 :]
    shrinks, later = (
        float((part[-1] / part[0]) ** (1.0 / (part.size - 1))) for part in (known, half)
    )
    if min(shrinks, later) >= (_SHRINKS if max(shrinks, later) < 1.0 else _WAVERS):
        return Integral(inf, 0.0)
    if max(shrinks, later) >= _SHRINKS:
        return Integral(0.0, inf)
    first, second = (float(octaves[-1]) * rate / (1.0 - rate) for rate in (shrinks, later))
    return Integral(second, abs(second - first))
