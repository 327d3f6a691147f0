"""Putting a picture together: functions and slopes in panels, differences, points, zones, bars."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from actcli.analysis.pictures.curves import (
    Frame,
    Samples,
    check_frame,
    even_places,
    sampled,
)
from actcli.analysis.pictures.picture import (
    LINEAR,
    Array,
    Asymptote,
    Bars,
    Curve,
    Panel,
    Picture,
    Point,
    Range,
    Scale,
    Zone,
    symlog_for,
)
from actcli.analysis.pictures.sources import Function, Source, difference_of, source_of
from actcli.analysis.pictures.windows import window_of
from actcli.errors import ActcliError

# Values at so many places tell how large the linear part of a symlog axis should be.
_LOOKED_AT = 257
# A difference is known to this share of what it is the difference of.
_LOST = 2.0**-48


class _Drawn(NamedTuple):
    """A curve with where it comes from, and the height that its window should span."""

    curve: Curve
    source: Source
    height: Range | None


def compose(
    functions: Sequence[Function],
    x_range: Range,
    orders: Sequence[int],
    columns: int,
    *,
    y_range: Range | None = None,
    x_scale: Scale = LINEAR,
    y_scale: Scale = LINEAR,
    panels: bool = False,
    difference: bool = False,
    difference_orders: Sequence[int] | None = None,
    slopes_only: bool = False,
    points: Sequence[float] = (),
    with_zones: bool = False,
    bars: Bars | None = None,
) -> Picture:
    """The picture of functions over a range, sampled for so many columns of dots.

    `orders` are those of the slopes drawn besides: in the functions' panel, or with `panels` each
    order in a panel of its own. With `slopes_only` the functions are left out, and each order has
    its own panel. `y_range` is the window of the panel that the functions are in, to the letter.
    `difference` adds a panel with the first function less each other one: of the functions and the
    orders named, or of `difference_orders` alone. `points` are x values, which may lie outside the
    range. A symlog scale without a `linear_to` is fitted to range and values, and if y is not
    linear the differences, which have both signs, are on a symlog axis.

    Raises ActcliError where no curve has a value to draw, for a range without room for columns, a
    log axis that has to reach 0, a point at NaN, a difference of fewer than two functions, and for
    a function of vectors whose output is not of its input's shape; ValueError for slopes
    alone where no slope is named.
    """
    if x_scale.kind == "symlog" and not x_scale.linear_to > 0.0:
        x_scale = symlog_for(x_range)
    frame = Frame(x_range, columns, x_scale, y_scale)
    check_frame(frame)
    _check_request(functions, y_range, y_scale, difference, points)
    sources = [source_of(function) for function in functions]
    wanted = sorted({*orders} - {0} if slopes_only else {0, *orders})
    if not wanted:
        raise ValueError("slopes_only needs the orders of the slopes")
    frame = _fitted(frame, sources, wanted, y_range)
    drawn = [
        curve
        for number, (function, source) in enumerate(zip(functions, sources, strict=True))
        for curve in _curves(function.label, number, source, wanted, frame, function.is_vector)
    ]
    if all(one.height is None for one in drawn):
        raise _nothing_to_draw(frame)
    parts = _panels(drawn, frame.y_scale, y_range, apart=panels or slopes_only)
    parts = [replace(part, points=_points(part, drawn, points)) for part in parts]
    if difference:
        compared = wanted if difference_orders is None else sorted(set(difference_orders))
        parts.append(_differences(functions, sources, compared, frame))
    zones: tuple[Zone, ...] = ()
    if with_zones:
        zones, asymptotes = _marks(functions)
        if not slopes_only:  # the lines are those of the functions
            parts[0] = replace(parts[0], asymptotes=asymptotes)
    if bars is not None:
        tallest = float(np.max(bars.heights, initial=0.0)) or 1.0
        parts.append(Panel("histogram", (0.0, tallest), bars=bars))
    return Picture(tuple(parts), x_range, x_scale, zones)


def _check_request(
    functions: Sequence[Function],
    y_range: Range | None,
    y_scale: Scale,
    difference: bool,
    points: Sequence[float],
) -> None:
    if y_scale.kind == "log" and y_range is not None and not y_range[0] > 0.0:
        raise ActcliError(
            f"a log axis has no place for y from {y_range[0]:g}: its range must be above 0",
            "try --y-scale symlog",
        )
    if difference and len(functions) < 2:
        raise ActcliError(
            "a difference needs two functions", "try: actcli plot gelu silu --difference"
        )
    if any(math.isnan(x) for x in points):
        raise ActcliError("NaN is no place on the x axis", "mark points at numbers: --at -1,0,2")


def _fitted(
    frame: Frame, sources: Iterable[Source], orders: Sequence[int], y_range: Range | None
) -> Frame:
    """The frame with the linear part of a symlog y axis chosen, if it was left open."""
    if frame.y_scale.kind != "symlog" or frame.y_scale.linear_to > 0.0:
        return frame
    values = y_range if y_range is not None else _looked_at(frame, sources, orders)
    return frame._replace(y_scale=symlog_for(values))


def _looked_at(frame: Frame, sources: Iterable[Source], orders: Sequence[int]) -> Array:
    x = even_places(frame.x_range, frame.x_scale, _LOOKED_AT)
    with np.errstate(all="ignore"):
        return np.concatenate(
            [np.asarray(y, np.float64) for source in sources for y in source(x, orders)]
        )


def _nothing_to_draw(frame: Frame) -> ActcliError:
    low, high = frame.x_range
    if frame.y_scale.kind == "log":
        return ActcliError(
            f"nothing to draw on a log axis: no positive value between {low:g} and {high:g}",
            "try --y-scale symlog",
        )
    return ActcliError(
        f"nothing to draw: no finite value between {low:g} and {high:g}", "try another --range"
    )


def _curves(
    label: str,
    number: int,
    source: Source,
    orders: Sequence[int],
    frame: Frame,
    first_output: bool,
    rounding: Sequence[float] = (),
) -> list[_Drawn]:
    """The curves of one function, its slopes after it."""

    def drawn(order: int, samples: Samples) -> _Drawn:
        curve = Curve(label, number, order, samples.x, samples.y, first_output, samples.ends)
        return _Drawn(curve, source, samples.height)

    pairs = zip(orders, sampled(source, orders, frame, rounding), strict=True)
    return [drawn(order, samples) for order, samples in pairs]


def _panel(
    kind: str, drawn: Sequence[_Drawn], scale: Scale, y_range: Range | None = None, order: int = 0
) -> Panel:
    heights = [one.height for one in drawn if one.height is not None]
    window = window_of(heights, scale) if y_range is None else y_range
    curves = tuple(one.curve for one in drawn)
    return Panel(kind, window, curves, y_range is not None, order, scale)


def _panels(
    drawn: Sequence[_Drawn], scale: Scale, y_range: Range | None, *, apart: bool
) -> list[Panel]:
    """One panel for all curves, or the functions in one and the slopes of each order in another."""
    if not apart:
        return [_panel("values", drawn, scale, y_range)]
    by_order: dict[int, list[_Drawn]] = {}
    for one in drawn:
        by_order.setdefault(one.curve.order, []).append(one)
    return [
        _panel("slope", curves, scale, order=order)
        if order
        else _panel("values", curves, scale, y_range)
        for order, curves in by_order.items()
    ]


def _points(panel: Panel, drawn: Sequence[_Drawn], places: Sequence[float]) -> tuple[Point, ...]:
    """The values of each curve of a panel at the places, as the function has them."""
    if not places:
        return ()
    x = np.array(list(dict.fromkeys(places)), dtype=np.float64)
    marked = []
    for one in drawn:
        if any(one.curve is curve for curve in panel.curves):
            with np.errstate(all="ignore"):
                y = np.asarray(one.source(x, [one.curve.order])[0], dtype=np.float64)
            marked += [
                Point(one.curve, *point) for point in zip(x.tolist(), y.tolist(), strict=True)
            ]
    return tuple(marked)


def _differences(
    functions: Sequence[Function], sources: Sequence[Source], orders: Sequence[int], frame: Frame
) -> Panel:
    """The panel of the first function less each other one; its numbers follow the functions'."""
    first, *others = sources
    differences = [difference_of(first, other) for other in others]
    if not frame.y_scale.is_linear:
        frame = frame._replace(y_scale=symlog_for(_looked_at(frame, differences, orders)))
    rounding = []
    for order in orders:
        sizes = np.abs(_looked_at(frame, sources, [order]))
        rounding.append(_LOST * float(np.max(sizes[np.isfinite(sizes)], initial=0.0)))
    drawn: list[_Drawn] = []
    for number, (other, source) in enumerate(zip(functions[1:], differences, strict=True)):
        label = f"{functions[0].label} − {other.label}"
        is_first_output = functions[0].is_vector or other.is_vector
        drawn += _curves(
            label, len(functions) + number, source, orders, frame, is_first_output, rounding
        )
    return _panel("difference", drawn, frame.y_scale)


def _marks(functions: Sequence[Function]) -> tuple[tuple[Zone, ...], tuple[Asymptote, ...]]:
    """The zones and asymptotes of the functions whose traits can be measured."""
    from actcli.analysis.pictures.zones import asymptotes_of, zones_of
    from actcli.catalog.activation import Activation

    zones: list[Zone] = []
    asymptotes: list[Asymptote] = []
    for number, function in enumerate(functions):
        if isinstance(function, Activation):
            zones += zones_of(function, number)
            asymptotes += asymptotes_of(function, number)
    return tuple(zones), tuple(asymptotes)
