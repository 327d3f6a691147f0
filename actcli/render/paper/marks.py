"""What a panel on paper shows: strokes, the ends of jumps, points, asymptotes, zones and bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from actcli.analysis.pictures.picture import Array, Asymptote, Bars, Curve, Point, Range, Zone
from actcli.render.paper.axes import Axis
from actcli.render.paper.bars import merged_bars
from actcli.render.paper.style import Paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.typing import LineStyleType

_WIDTHS = (1.8, 1.4, 1.2)  # points, of a function, its slope, and the slope of that
_END_SIZES = (4.6, 3.4)  # points, of the dots at a jump of a function, and of a slope
# Lengths of strokes and gaps in points: they tell functions apart without colour. Slopes are dots.
_STROKES: tuple[tuple[float, ...], ...] = (
    (),
    (7.0, 2.5),
    (3.5, 2.0),
    (8.0, 2.2, 1.6, 2.2),
    (12.0, 2.5),
    (6.0, 2.0, 1.6, 2.0, 1.6, 2.0),
)
_DOT = 3.2  # points, the distance of a slope's dots
_OPAQUE = {"dead": 0.2, "saturated": 0.09}
_HATCHES = {"dead": "////", "saturated": None}
_BAND, _BAND_STEP = 3.5, 5.0  # points, thickness and distance of the zones of several functions
_SAMPLES = 200  # of a straight line, which is none on other scales


@dataclass(frozen=True)
class Canvas:
    """A panel's area: matplotlib's axes from 0 to 1 each way, and which values those stand for."""

    axes: "Axes"
    x: Axis
    y: Axis
    paper: Paper

    def draw_curve(self, curve: Curve, *, is_dotted: bool) -> "Line2D":
        """A curve with the ends of its jumps, over those drawn before; a NaN is a gap.

        A slope is dotted, or else has the stroke of its function.
        """
        (line,) = self.axes.plot(
            self.x.shares(curve.x), self.y.shares(curve.y), **self._stroke(curve, is_dotted)
        )
        line.set_zorder(3.0)
        for end in curve.ends:
            if self.x.holds(end.x) and self.y.holds(end.y):
                size = _END_SIZES[min(curve.order, 1)]
                self._dot(curve.function, end.x, end.y, is_filled=end.is_closed, size=size)
        return line

    def _stroke(self, curve: Curve, is_dotted: bool) -> dict[str, Any]:
        """How a line is drawn: a slope dotted, or like its function."""
        order = curve.order if is_dotted else 0
        width = _WIDTHS[min(curve.order, 2)]
        return {
            "color": self.paper.ink(curve.function),
            "linewidth": width,
            "linestyle": dashes(curve.function, order, width),
            "dash_capstyle": "round" if order else "butt",
            "solid_capstyle": "round",
        }

    def _dot(self, function: int, x: float, y: float, *, is_filled: bool, size: float) -> None:
        ink = self.paper.ink(function)
        self.axes.plot(
            [self.x.share(x)],
            [self.y.share(y)],
            linestyle="none",
            marker="o",
            markersize=size,
            markeredgewidth=1.3,
            markeredgecolor=ink,
            markerfacecolor=ink if is_filled else self.paper.background,
            clip_on=False,
            zorder=5.0,
        )

    def visible(self, points: Sequence[Point]) -> list[Point]:
        """Those that have a finite value and are in the window."""
        return [point for point in points if self.x.holds(point.x) and self.y.holds(point.y)]

    def draw_points(self, points: Sequence[Point]) -> None:
        """Filled dots where curves are marked."""
        for point in self.visible(points):
            self._dot(point.curve.function, point.x, point.y, is_filled=True, size=5.0)

    def draw_asymptote(self, asymptote: Asymptote) -> None:
        """A dashed grey line on the side where the function comes near it."""
        low, high = self.x.low, self.x.high
        middle = float(self.x.scale.forward(np.array([0.0]))[0])
        if np.isfinite(middle):
            low, high = (max(low, middle), high) if asymptote.side > 0 else (low, min(high, middle))
        elif asymptote.side < 0:
            return
        if low >= high:
            return
        x = self.x.scale.inverse(np.linspace(low, high, _SAMPLES))
        y = asymptote.slope * x + asymptote.intercept
        self.axes.plot(
            self.x.shares(x), self.y.shares(y), zorder=2.0, **asymptote_look(self.paper)
        )  # fmt: skip

    def draw_zero(self) -> None:
        """The axes through 0, thin, where they are not a side of the frame."""
        for axis, draw in ((self.x, self.axes.axvline), (self.y, self.axes.axhline)):
            if 0.0 < axis.share(0.0) < 1.0:
                draw(axis.share(0.0), color=self.paper.faint, linewidth=0.7, zorder=1.5)

    def draw_bars(self, bars: Bars) -> None:
        """A histogram in grey, from the bottom of the panel, whose axis is in percent."""
        bounds, shares = merged_bars(bars, self.x)
        top = self.y.shares(shares)
        bottom = max(float(np.nan_to_num(self.y.share(0.0))), 0.0)
        self.axes.stairs(
            np.fmax(top, bottom), _monotone(self.x.shares(bounds)), baseline=bottom, fill=True,
            facecolor=self.paper.faint, edgecolor=self.paper.background, alpha=0.75, zorder=2.5,
        )  # fmt: skip

    def draw_spans(self, zones: Sequence[Zone]) -> None:
        """The zones of one function, shaded from bottom to top; dead ones are hatched."""
        for zone in zones:
            self.axes.axvspan(
                *self._span(zone), **self.zone_look(zone.function, zone.kind), zorder=0.5
            )

    def zone_look(self, function: int, kind: str) -> dict[str, Any]:
        """How the zones of a kind are filled."""
        from matplotlib.colors import to_rgba

        ink = self.paper.ink(function)
        opaque = _OPAQUE.get(kind, 0.1)
        return {
            "facecolor": to_rgba(ink, opaque),
            "edgecolor": to_rgba(ink, 2.0 * opaque),
            "hatch": _HATCHES.get(kind),
            "linewidth": 0.0,
        }

    def draw_bands(self, zones: Sequence[Zone]) -> None:
        """The zones of several functions, a band for each between the curves and the x axis."""
        from matplotlib.transforms import ScaledTranslation

        functions = sorted({zone.function for zone in zones})
        scale = self.axes.figure.dpi_scale_trans
        for zone in zones:
            down = (functions.index(zone.function) + 0.8) * _BAND_STEP / 72.0
            self.axes.plot(
                self._span(zone), (0.0, 0.0),
                color=self.paper.ink(zone.function), alpha=1.0 if zone.kind == "dead" else 0.4,
                linewidth=_BAND, solid_capstyle="butt", clip_on=False,
                transform=self.axes.get_xaxis_transform() + ScaledTranslation(0.0, -down, scale),
            )  # fmt: skip
        if functions:
            outward = (len(functions) + 0.6) * _BAND_STEP
            self.axes.spines["bottom"].set_position(("outward", outward))

    def seen(self, zones: Sequence[Zone]) -> list[Zone]:
        """The zones of which a part is in the window."""
        return [zone for zone in zones if self._span(zone)[0] < self._span(zone)[1]]

    def _span(self, zone: Zone) -> Range:
        """The shares of the window from and to which a zone lies."""
        ends = np.array([zone.low, zone.high])
        low, high = self.x.shares(np.clip(ends, *self.x.values)).tolist()
        return low, high


def asymptote_look(paper: Paper) -> dict[str, Any]:
    """How asymptotes are drawn."""
    return {"color": paper.faint, "linewidth": 0.9, "linestyle": (0, (5.0, 3.0))}


def dashes(function: int, order: int, width: float) -> "LineStyleType":
    """matplotlib's line style for a curve; a slope is dotted, in the rhythm of its function."""
    # After each round of colours the strokes move on by one, so that no pair comes twice soon.
    rounds, turn = divmod(function, len(_STROKES))
    lengths = _STROKES[(turn + rounds) % len(_STROKES)]
    if order > 0:
        lengths = _dotted(lengths, _DOT * order)
    # matplotlib counts in widths of the line.
    return (0, tuple(length / width for length in lengths)) if lengths else "-"


def _dotted(lengths: tuple[float, ...], step: float) -> tuple[float, ...]:
    """Round dots a step apart in the place of strokes, with the gaps a little wider."""
    dot = 0.01
    if not lengths:
        return dot, step
    pattern: list[float] = []
    for length, gap in zip(lengths[::2], lengths[1::2], strict=True):
        dots = 1 + round(length / step)
        pattern += [dot, step] * (dots - 1) + [dot, step + gap]
    return tuple(pattern)


def _monotone(shares: Array) -> Array:
    """Edges in order, those without a place (0 on a log axis) at the low end."""
    return np.asarray(np.nan_to_num(shares, nan=-1.0))
