"""A picture as data: panels of curves over one x axis, and what is marked in and under them.

Nothing here knows how it is drawn: `render` draws the same picture in a terminal, as SVG and HTML,
and on paper. What holds arrays is equal to itself only.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Range = tuple[float, float]

# What is shown where nothing else decides, by the kind of the x axis's scale.
DEFAULT_RANGES: dict[str, Range] = {
    "linear": (-5.0, 5.0),
    "log": (0.01, 100.0),
    "symlog": (-100.0, 100.0),
}
DEFAULT_RANGE = DEFAULT_RANGES["linear"]

# What symlog_for leaves above the linear part, and the finest linear part there is, in decades.
_SYMLOG_DECADES, _FINEST = 2, -300
# Less than this share of a window's height is rounding, far below any dot.
_EDGE = 1e-9
# Bins so narrow, in widths of a bar, are not divided.
_FINE = 1 / 16


@dataclass(frozen=True)
class Scale:
    """How an axis spaces its values: `linear`, `log`, or `symlog`, which takes both signs.

    Places along a symlog axis are sign(x) log10(1 + |x| / linear_to): nearly linear up to
    `linear_to`, logarithmic beyond (Webber 2013, A bi-symmetric log transformation for wide-range
    data, Measurement Science and Technology 24).
    """

    kind: str = "linear"
    linear_to: float = 1.0

    @property
    def is_linear(self) -> bool:
        """Whether equal differences are equally long."""
        return self.kind == "linear"

    def forward(self, values: Array) -> Array:
        """The places of values along the axis, in its own units; NaN for what has no place."""
        with np.errstate(all="ignore"):
            if self.kind == "log":
                return np.asarray(np.log10(np.where(values > 0.0, values, np.nan)))
            if self.kind == "symlog":
                size = np.log1p(np.abs(values) / self.linear_to) / np.log(10.0)
                return np.asarray(np.copysign(size, values))
        return np.asarray(values, dtype=np.float64)

    def inverse(self, places: Array) -> Array:
        """The values at places along the axis: what `forward` undoes."""
        with np.errstate(all="ignore"):
            if self.kind == "log":
                return np.asarray(10.0**places)
            if self.kind == "symlog":
                size = np.expm1(np.abs(places) * np.log(10.0)) * self.linear_to
                return np.asarray(np.copysign(size, places))
        return np.asarray(places, dtype=np.float64)


LINEAR = Scale()
# A symlog scale that is still to be fitted to the values it is for.
FITTED_SYMLOG = Scale("symlog", linear_to=0.0)


def symlog_for(values: ArrayLike) -> Scale:
    """The symlog scale for a range, or for values: two powers of 10 fit above `linear_to`.

    It is 1 at most, for around 1 activations do what they do however wide the picture is. NaN and
    infinities are left out; 1 where nothing else is there.
    """
    sizes = np.abs(np.asarray(values, dtype=np.float64))
    largest = float(np.max(sizes[np.isfinite(sizes)], initial=0.0))
    if largest == 0.0:
        return Scale("symlog")
    decade = math.floor(math.log10(largest))
    return Scale("symlog", min(1.0, float(f"1e{max(decade - _SYMLOG_DECADES, _FINEST)}")))


@dataclass(frozen=True)
class End:
    """Where a curve breaks off at a jump: closed where the function has that value, else open."""

    x: float
    y: float
    is_closed: bool


@dataclass(frozen=True, eq=False)
class Curve:
    """One line of a picture.

    `x` and `y` are float64 of equal length, x ascending; a NaN in y is a gap. `function` counts
    the functions of the picture from 0: curves that share it belong together. `order` is 0 for the
    function and n for its n-th derivative. `first_output` marks a function of a vector, drawn as
    its first output for the vector (x, 0). `ends` are the sides of its jumps.
    """

    label: str
    function: int
    order: int
    x: Array
    y: Array
    first_output: bool = False
    ends: tuple[End, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see of it: no finite value at all."""
        return not bool(np.isfinite(self.y).any())


@dataclass(frozen=True)
class Point:
    """A marked value of a curve, asked for by its x; y may be NaN or infinite, and is then told."""

    curve: Curve
    x: float
    y: float


@dataclass(frozen=True)
class Asymptote:
    """The line slope * x + intercept that a function comes near on one side, -1 or 1."""

    function: int
    side: int
    slope: float
    intercept: float


@dataclass(frozen=True)
class Zone:
    """A stretch of x where a function passes no gradient or hardly any; ends may be infinite.

    `kind` is `dead` where the slope is exactly 0, `saturated` where the function is near a limit
    and its slope nearly 0.
    """

    function: int
    kind: str
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Bars:
    """A histogram in fine bins, from which a drawer merges the bars that it has room for.

    `edges` ascend, one more than `heights`, which count what lies between. `total` is how many
    numbers there are, those beyond the edges too: shares are taken of it (0: of the heights' sum).
    `count` is how many bars over the picture tell something (0: as many as there is room for).
    """

    edges: Array
    heights: Array
    total: float = 0.0
    count: int = 0

    def shares(self, bounds: Array) -> Array:
        """The share of all numbers between each two bounds, which ascend.

        Where bins are much finer, a bound moves to the nearest edge: equal numbers then lie in one
        bar. Elsewhere it divides its bin evenly.
        """
        heights = np.nan_to_num(np.asarray(self.heights, np.float64), posinf=0.0, neginf=0.0)
        total = self.total or float(heights.sum())
        if not total > 0.0:
            return np.zeros(bounds.size - 1)
        below = np.concatenate([[0.0], np.cumsum(heights)]) / total
        after = np.clip(np.searchsorted(self.edges, bounds), 1, self.edges.size - 1)
        left, right = self.edges[after - 1], self.edges[after]
        nearest = np.where(bounds - left < right - bounds, left, right)
        widths = np.diff(bounds)
        width = np.minimum(np.append(widths, np.inf), np.insert(widths, 0, np.inf))
        moved = np.where(right - left <= _FINE * width, nearest, bounds)
        return np.asarray(np.diff(np.interp(moved, self.edges, below)))

    def ends(self) -> Range | None:
        """From where to where bins hold numbers; None where none does."""
        holding = np.flatnonzero(self.heights)
        if holding.size == 0:
            return None
        return float(self.edges[holding[0]]), float(self.edges[holding[-1] + 1])


@dataclass(frozen=True, eq=False)
class Panel:
    """One area of a picture: curves, or the bars of a histogram, over a range of y.

    `kind` is `values` (functions, and slopes in the same area), `slope` (the slopes of one order,
    `order`), `difference` or `histogram`. A fixed `y_range` is the user's and is kept to the
    letter; else a renderer may pad it.
    """

    kind: str
    y_range: Range
    curves: tuple[Curve, ...] = ()
    y_is_fixed: bool = False
    order: int = 0
    y_scale: Scale = LINEAR
    points: tuple[Point, ...] = ()
    asymptotes: tuple[Asymptote, ...] = ()
    bars: Bars | None = None

    def leaves(self, curve: Curve) -> bool:
        """Whether a part of the curve lies above or below the window, by more than rounding."""
        return bool((np.abs(self._sides_of(curve)) > 0.0).any())

    def hides(self, curve: Curve) -> bool:
        """Whether nothing of the curve is in the window: no point, and no line between two.

        A curve without any value is empty and not hidden.
        """
        sides = self._sides_of(curve)
        is_across = sides[:-1] * sides[1:] < 0.0
        return not (curve.is_empty or (sides == 0.0).any() or is_across.any())

    def _sides_of(self, curve: Curve) -> Array:
        """For each point -1 below the window, 0 in it, 1 above it; NaN where there is none."""
        y = self.y_scale.forward(np.where(np.isfinite(curve.y), curve.y, np.nan))
        low, high = self.y_scale.forward(np.array(self.y_range)).tolist()
        edge = _EDGE * (high - low)
        is_outside = np.where(y < low - edge, -1.0, np.where(y > high + edge, 1.0, 0.0))
        return np.where(np.isnan(y), np.nan, is_outside)


@dataclass(frozen=True, eq=False)
class Picture:
    """Panels one above the other, seen through one range of x, and the zones of each function."""

    panels: tuple[Panel, ...]
    x_range: Range
    x_scale: Scale = LINEAR
    zones: tuple[Zone, ...] = ()

    @property
    def curves(self) -> tuple[Curve, ...]:
        """All curves, panel by panel."""
        return tuple(curve for panel in self.panels for curve in panel.curves)
