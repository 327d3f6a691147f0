"""The limit of a difference, from values on the way out, where f and g still hold their digits.

At 2^60, where other limits are read off, a constant is lost beside x: x + 3 is x there.
"""

import numpy as np

from actcli.formula.compensated import Array

# Ever further out by 2, from a start: few binary digits, so that x + c is exact for a while.
APPROACH = 1.3125 * 2.0 ** np.arange(21)
# The last values that must be alike, or the last steps that must shrink alike by less than this.
_LAST, _SHRINKS, _STEADY = 4, 0.8, 0.1
# A limit this near to where the steps lead, as a share of the last of them, is where they lead.
_MEETS = 0.02


def settled_limit(values: Array, noise: Array, far: float) -> float:
    """The limit that values ever further out by 2 point to; `far` where they point to none.

    Either they are steady, or their steps shrink as those of 1 / x do, whose sum is geometric
    (Aitken 1926). `noise` is how far each value may be off, 0 as long as it has all its digits:
    values without are looked at only where there are too few of the others.
    """
    sure = np.flatnonzero(noise == 0.0)
    end = sure[-1] + 1 if sure.size >= 2 * _LAST else values.size
    last, own = values[end - _LAST : end], noise[end - _LAST : end]
    if not np.isfinite(last).all():
        return far
    steps = np.diff(last)
    if np.all(np.abs(steps) <= np.maximum(own[1:], 1e-15 * np.abs(last[1:]))):
        return float(last[0]) if abs(last[0]) > own[0] else 0.0
    if np.any(steps == 0.0):
        return far
    ratios = steps[1:] / steps[:-1]
    is_steady = np.all(np.abs(ratios / ratios[-1] - 1.0) < _STEADY)
    if not (is_steady and 0.0 < ratios[-1] < _SHRINKS):
        return far
    limit = float(last[-1] + steps[-1] * ratios[-1] / (1.0 - ratios[-1]))
    for plain in (far, 0.0):
        if abs(limit - plain) <= _MEETS * abs(steps[-1]):
            return plain
    return limit
