"""The difference of two functions as a function of its own, so that it keeps its digits.

Where f and g nearly cancel, f - g of two doubles is mostly their rounding. The formula of the
difference is evaluated as a whole instead: its compensated numbers carry what f and g lost.
"""

from functools import cached_property

import numpy as np

from actcli.analysis.comparing.approach import APPROACH, settled_limit
from actcli.analysis.comparing.samples import Sampled
from actcli.catalog.activation import Activation
from actcli.formula.ascending import distinct
from actcli.formula.compensated import Array, Mask
from actcli.formula.evaluate import evaluate, limits
from actcli.formula.simplify import with_numbers
from actcli.formula.tree import Binary

# From so many binary digits lost the difference is taken from its own formula.
_CANCELLED = 2.0**-16
# A difference below this share of both, two units of their last place, is rounding.
_ROUNDING = 2.0**-51
# A largest difference below this share of the largest value, or of 1, is rounding too.
_LAST_DIGIT = 2.0**-53
# And smaller ones than this share have no sign.
_NO_SIGN = 2.0**-60
# Where growth is looked at, and the size from which it is taken to have no end.
FAR = np.array([(1.0 + 0.07 * n) * 2.0 ** (20 + 10 * n) for n in range(17)])
_VAST = 1e12
# Beyond this size f and g far out hold none of the digits that a limit of f - g has beside them.
_OUTGROWN = 2.0**26
# Up to here corrections of inner arguments are carried along in full (see `where_linear`).
LINEAR_TO = 2.0**26


class Gap:
    """f - g, or the difference of their derivatives of one order, and its next derivatives.

    Rows are orders: the difference itself first, then as many of its derivatives as exist, up to
    order 2 of f and g. Where f and g are the same double, equal infinities and NaN on both sides
    included, there is no difference; NaN on one side alone is an infinite one.
    """

    def __init__(self, f: Sampled, g: Sampled, order: int) -> None:
        self.f, self.g = f.function, g.function
        self.order = order
        self.orders = range(order, 3)
        self.breaks = distinct(f.breaks, g.breaks)
        self.singular = distinct(f.singular, g.singular)
        self.centres = (*f.centres, *g.centres)
        self.points, self.closely = f.points, f.closely
        self.f_values, self.g_values = f.values[order:], g.values[order:]
        # Where one side alone is NaN.
        self.lost: Mask = np.isnan(self.f_values[0]) != np.isnan(self.g_values[0])

    @cached_property
    def _tree(self) -> Binary:
        sides = (
            with_numbers(side.parsed.tree, side.numeric_parameters) for side in (self.f, self.g)
        )
        return Binary("-", *sides)

    def rows(self, x: Array) -> Array:
        """The rows of the difference at any finite places, an array of (rows, *x.shape)."""
        found = np.array(evaluate(self._tree, x, {}, self.orders))
        unknown = np.isnan(found[0])
        if unknown.any():
            one, other = (self.sides(side, x[unknown]) for side in (self.f, self.g))
            found[:, unknown] = _apart(one, other)
        return found

    def sides(self, side: Activation, x: Array) -> Array:
        """The rows of one of the two functions."""
        return np.array(side.evaluate(x, self.orders))

    @cached_property
    def values(self) -> Array:
        """The rows of the difference at the points."""
        one, other = self.f_values, self.g_values
        found = _apart(one, other)
        with np.errstate(all="ignore"):
            sizes = np.maximum(np.abs(one), np.abs(other))
            cancelled = (found != 0.0) & (np.abs(found) < _CANCELLED * sizes)
        columns = np.flatnonzero(cancelled.any(axis=0))
        if columns.size:
            exact = np.array(evaluate(self._tree, self.points[columns], {}, self.orders))
            is_real = np.abs(exact) > _ROUNDING * sizes[:, columns]
            known = np.where(is_real, exact, 0.0)
            found[:, columns] = np.where(cancelled[:, columns], known, found[:, columns])
        # Of identities such as tanh(x) = 2 sigmoid(2 x) - 1 nothing is left but rounding.
        known = np.isfinite(found[0])
        most = np.max(np.abs(found[0]), where=known, initial=0.0)
        if most <= _LAST_DIGIT * self._usual:
            found[:, known] = 0.0
        return found

    @property
    def _usual(self) -> float:
        """The largest size of f and g at the points, or 1."""
        sizes = np.abs([self.f_values[0], self.g_values[0]])
        return min(1.0, float(np.max(sizes, where=np.isfinite(sizes), initial=0.0)))

    def signed(self) -> Array:
        """The rows at the points, the difference itself 0 where its sign is not to be believed.

        exp(x) - 1 at 1e-18 is rounding, and so is what is left of two such terms. NaN where one
        side alone is.
        """
        values = self.values.copy()
        values[:, self.lost] = np.nan
        values[0, np.abs(values[0]) <= _NO_SIGN * self._usual] = 0.0
        return values

    @cached_property
    def magnitudes(self) -> Array:
        """The larger of the sizes of f and g, and of their derivatives, at each point."""
        return np.maximum(np.abs(self.f_values), np.abs(self.g_values))

    @cached_property
    def slack(self) -> Array:
        """How far each row may be off at each point because f and g are doubles.

        Where they cancel, the difference is known better than they are.
        """
        sizes = self.magnitudes
        with np.errstate(all="ignore"):
            rounding = np.where(np.isfinite(sizes), 4.0 * np.spacing(sizes), 0.0)
            return np.fmin(rounding, _CANCELLED**2 * np.abs(self.values))

    def rounding_at(self, x: Array) -> Array:
        """Below which size the difference at any places is rounding."""
        one, other = (np.abs(self.sides(side, x)[0]) for side in (self.f, self.g))
        rounding: Array = _ROUNDING * np.maximum(one, other)
        return rounding

    def limits(self, row: int) -> tuple[float, float]:
        """The limits of a row's size at -inf and +inf; NaN where it has none, but is bounded.

        NaN too where one side alone has values there.
        """
        below, above = (self._end(row, side) for side in (-1.0, 1.0))
        return (
            np.nan if self.lost[0] else self._checked(abs(below), -1.0, row),
            np.nan if self.lost[-1] else self._checked(abs(above), 1.0, row),
        )

    @cached_property
    def _ends(self) -> list[tuple[float, float]]:
        return limits(self._tree, {}, self.orders)

    def _end(self, row: int, side: float) -> float:
        """The limit of a row on one side: nearer to 0 where f and g outgrow their digits."""
        far = self._ends[row][0 if side < 0.0 else 1]
        outgrown = self.magnitudes[row][0 if side < 0.0 else -1] > _OUTGROWN
        if np.isinf(far) or not outgrown:
            return far
        rows, noise = self._approach
        index = 0 if side < 0.0 else 1
        return settled_limit(rows[row, index], noise[row, index], far)

    @cached_property
    def _approach(self) -> tuple[Array, Array]:
        """The rows on the way to -inf and +inf, f and g with all digits still, and their noise."""
        start = max([8.0, *(2.0 * abs(place) + 32.0 * width for place, width in self.centres)])
        out = start * APPROACH
        x = np.array([-out, out])
        one, other = self.sides(self.f, x), self.sides(self.g, x)
        sizes = np.maximum(np.abs(one), np.abs(other))
        lost = np.maximum(np.abs(x), sizes) > LINEAR_TO
        return self.rows(x), np.where(lost, 4.0 * np.spacing(sizes), 0.0)

    def sizes(self, x: Array, row: int = 0) -> Array:
        """The sizes of a row at any places, 0 where they are below the rounding of f and g."""
        one, other = self.sides(self.f, x)[row], self.sides(self.g, x)[row]
        same = (one == other) | (np.isnan(one) & np.isnan(other))
        sizes = np.abs(self.rows(x)[row])
        with np.errstate(all="ignore"):
            least = _ROUNDING * np.maximum(np.abs(one), np.abs(other))
        counted: Array = np.where(same | (sizes <= least) & np.isfinite(least), 0.0, sizes)
        return counted

    def _checked(self, limit: float, side: float, row: int) -> float:
        """The limit, or inf where none is known and the sizes far out grow without end.

        No infinite limit is believed where f and g are the same far out but for rounding.
        """
        if np.isfinite(limit):
            return limit
        sizes = self.sizes(side * FAR, row)
        if np.isinf(limit) and sizes[-1] > 0.0:
            return limit
        # Slow growth is lost in the rounding of f and g further out.
        lost = np.flatnonzero(sizes == 0.0)
        counted = sizes[: lost[0]] if lost.size else sizes
        steps = np.diff(counted[np.isfinite(counted)])
        grows = steps.size > 1 and np.all(steps > 0.0) and steps[-1] > steps[0] / 2.0
        if np.isinf(limit):
            return limit if grows else np.nan
        outwards = side * self.points > 1.0
        near = np.abs(self.values[row][outwards & ~self.lost])
        is_vast = np.max(sizes) > _VAST or np.max(near, initial=0.0) > _VAST
        return np.inf if grows or is_vast else np.nan


def _apart(one: Array, other: Array) -> Array:
    """Rows of one minus those of the other, with what the class says of NaN and infinity."""
    with np.errstate(all="ignore"):
        found = one - other
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    apart: Array = np.where(same, 0.0, np.where(np.isnan(found), np.inf, found))
    return apart
