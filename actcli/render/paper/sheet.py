"""The sheet of a picture on paper: panels over one x axis, their texts, and the legend."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from actcli.analysis.pictures.picture import Curve, Panel, Picture
from actcli.render.paper.axes import Axis, axis_ticks, between_ticks
from actcli.render.paper.bars import panel_axis
from actcli.render.paper.formulas import Formula
from actcli.render.paper.legend import (
    LegendItem,
    Region,
    add_inner_legend,
    add_legend,
    lay_out,
)
from actcli.render.paper.marks import Canvas
from actcli.render.paper.mathtext import FONT_SET
from actcli.render.paper.points import add_point_labels
from actcli.render.paper.style import LEGEND_SIZE, Paper
from actcli.render.paper.texts import Ruler, Surroundings
from actcli.render.pictures.legend import curve_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, _HEIGHT, _MORE_HEIGHT = 6.4, 4.0, 1.7  # inches, for one panel and for each that follows
# How tall panels are beside each other.
_SHARES = {"values": 3.0, "slope": 2.2, "difference": 1.7, "histogram": 1.5}
_FRAME_HEIGHT = 0.9  # inches, what title and labels take, about
_FORMULA_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
_WIDEST_NAME, _MOST_NAME_LINES = 0.8, 3  # of the width, in a legend
_PRIME = r"\prime"
_MOST_FORMULAS = 4  # in a legend; more are a table


def sheet_size(panels: int, around: Surroundings) -> tuple[float, float]:
    """Width and height in inches of a sheet that has room for its panels and all its notes."""
    return WIDTH, _HEIGHT + _MORE_HEIGHT * (panels - 1) + around.height_below


class Sheet:
    """A figure that is filled panel by panel."""

    def __init__(
        self,
        picture: Picture,
        words: Mapping[str, str],
        paper: Paper,
        clean: Callable[[str], str],
        around: Surroundings,
        ruler: Ruler,
        size: tuple[float, float],
    ) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        panels = picture.panels
        self.figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(self.figure)
        self._picture, self._paper = picture, paper
        self._words, self._clean, self._around, self._ruler = words, clean, around, ruler
        self._differences: list[tuple[Canvas, list[LegendItem]]] = []
        self._functions = sorted({curve.function for curve in picture.curves})
        shares = [_SHARES.get(panel.kind, 2.0) for panel in panels]
        inches = size[1] - around.height_below - _FRAME_HEIGHT
        self._heights = [share / sum(shares) * inches for share in shares]
        grid = self.figure.add_gridspec(len(panels), 1, height_ratios=shares)
        x = Axis.over(picture.x_range, picture.x_scale)
        self._canvases = [
            Canvas(
                self.figure.add_subplot(grid[row]),
                x,
                panel_axis(panel, x),
                paper,
            )
            for row, panel in enumerate(panels)
        ]

    def draw(self, formulas: Sequence[Formula]) -> None:
        """Fill it: panels, the texts around them, then the legend where it covers nothing."""
        items: dict[tuple[str, int, int], LegendItem] = {}
        for number, panel in enumerate(self._picture.panels):
            self._draw_panel(number, panel, items)
        self.figure.align_ylabels()
        others = [*self._draw_zones(), *self._asymptotes()]
        bottom, top = self._around.write(self.figure, self._paper.faint)
        region = (0.0, bottom, 1.0, top - bottom)
        lay_out(self.figure, region)
        if len(formulas) == 1:
            self._write_formula(formulas[0], self._canvases[0].axes)
        self.figure.draw_without_rendering()
        shown = list(items.values()) if len(items) > 1 else []
        self._name_formulas(shown, formulas)
        self._add_legends(region, shown, others)

    def _add_legends(
        self, region: Region, shown: Sequence[LegendItem], others: Sequence[LegendItem]
    ) -> None:
        """Labels of points and legends; once more where the main one moves what they go by."""
        panels = self._picture.panels
        add_point_labels(self._canvases, panels)
        inner = {canvas.axes: (canvas, items) for canvas, items in self._differences if items}
        homeless = [
            axes for axes, (canvas, items) in inner.items() if not add_inner_legend(canvas, items)
        ]
        more = [item for axes in homeless for item in inner.pop(axes)[1]]
        if not add_legend(self.figure, region, self._canvases[0], [*shown, *more, *others]):
            return
        self.figure.draw_without_rendering()
        add_point_labels(self._canvases, panels)
        for canvas, items in inner.values():
            add_inner_legend(canvas, items, is_needed=True)

    # -- panels ---------------------------------------------------------------------------------

    def _draw_panel(
        self, number: int, panel: Panel, items: dict[tuple[str, int, int], LegendItem]
    ) -> None:
        canvas = self._canvases[number]
        is_last = number == len(self._canvases) - 1
        self._set_axes(canvas, self._heights[number], is_last=is_last)
        canvas.axes.set_ylabel(self._y_label(panel), math_fontfamily=FONT_SET)
        canvas.draw_zero()
        for asymptote in panel.asymptotes:
            canvas.draw_asymptote(asymptote)
        if panel.bars is not None:
            canvas.draw_bars(panel.bars)
        is_slope = panel.kind == "slope"
        # Dots are needed only where functions are beside their slopes.
        is_one_order = is_slope or len({curve.order for curve in panel.curves}) == 1
        # Those named first are drawn last and so on top, functions over slopes.
        order = sorted(
            range(len(panel.curves)), key=lambda n: (panel.curves[n].order, n), reverse=True
        )
        lines = {
            place: canvas.draw_curve(panel.curves[place], is_dotted=not is_one_order)
            for place in order
        }  # fmt: skip
        differences: list[LegendItem] = []
        for place in sorted(lines):
            curve = panel.curves[place]
            key = (curve.label, curve.function, 0 if is_slope else curve.order)
            name = curve.label if is_slope else _primed_name(curve)
            item = LegendItem(self._legend_label(name), lines[place], curve)
            if panel.kind == "difference":
                differences.append(item)
            else:
                items.setdefault(key, item)
        self._differences.append((canvas, differences))
        canvas.draw_points(panel.points)

    def _set_axes(self, canvas: Canvas, height: float, *, is_last: bool) -> None:
        axes = canvas.axes
        axes.set_xlim(0.0, 1.0)
        axes.set_ylim(0.0, 1.0)
        for axis, direction, inches in (
            (canvas.x, "x", self.figure.get_figwidth() - 0.8), (canvas.y, "y", height),
        ):  # fmt: skip
            ticks = axis_ticks(axis, direction, inches)
            drawn = axes.xaxis if direction == "x" else axes.yaxis
            hidden = direction == "x" and not is_last
            drawn.set_ticks(
                [axis.share(tick.value) for tick in ticks],
                ["" if hidden else tick.label for tick in ticks],
            )
            drawn.set_ticks([axis.share(value) for value in between_ticks(axis)], minor=True)
        axes.grid(True)
        if is_last:
            axes.set_xlabel("$x$", math_fontfamily=FONT_SET)

    def _legend_label(self, name: str) -> str:
        """A name as the legend has it: of one as wide as the sheet, what fits into some lines."""
        room = _WIDEST_NAME * 72.0 * self.figure.get_figwidth()
        lines = self._ruler.wrapped(self._clean(name), LEGEND_SIZE, room)
        return "\n".join(self._ruler.shortened(lines, _MOST_NAME_LINES, LEGEND_SIZE, room))

    def _y_label(self, panel: Panel) -> str:
        orders = sorted({curve.order for curve in panel.curves})
        if panel.kind == "histogram":
            return self._words["count"]
        if panel.kind == "difference":
            return self._words["difference"]
        return ", ".join(f"${_primed(order)}(x)$" for order in orders)

    def _draw_zones(self) -> list[LegendItem]:
        """Shade the zones, and say in the legend what they are."""
        last = self._canvases[-1]
        zones = last.seen(self._picture.zones)
        kinds = [kind for kind in ("dead", "saturated") if any(z.kind == kind for z in zones)]
        if len(self._functions) > 1:
            last.draw_bands(zones)
            return [LegendItem.band(self._words[kind], kind, self._paper) for kind in kinds]
        for canvas in self._canvases:
            canvas.draw_spans(zones)
        return [
            LegendItem.area(self._words[kind], last.zone_look(self._functions[0], kind))
            for kind in kinds
        ]

    def _asymptotes(self) -> list[LegendItem]:
        """What the grey dashes are, where there are any."""
        if not any(panel.asymptotes for panel in self._picture.panels):
            return []
        return [LegendItem.asymptote(self._words["asymptote"], self._paper)]

    # -- texts ----------------------------------------------------------------------------------

    def _write_formula(self, formula: Formula, axes: "Axes") -> None:
        """One formula above the curves, as large as fits; not at all where none does."""
        equation = formula.equation()
        text = axes.set_title(
            equation,
            va="bottom",
            parse_math=equation.startswith("$"),
            math_fontfamily=FONT_SET,
        )
        renderer = self.figure.canvas.get_renderer()  # type: ignore[attr-defined]
        for size in _FORMULA_SIZES:
            text.set_fontsize(size)
            if text.get_window_extent(renderer).width < 0.86 * self.figure.bbox.width:
                return
        axes.set_title("")

    def _name_formulas(self, items: Sequence[LegendItem], formulas: Sequence[Formula]) -> None:
        """Formulas beside the names in the legend, where they are few."""
        if not 1 < len(formulas) <= _MOST_FORMULAS:
            return
        by_label = {formula.label: formula for formula in formulas}
        for item in items:
            formula = by_label.get(item.curve.label) if item.curve else None
            if formula and item.curve and item.curve.order == 0 and item.label.isascii():
                item.formula = formula.typeset(is_large=False)
                item.large_formula = formula.typeset(is_large=True)


def _primed_name(curve: Curve) -> str:
    """The curve's name as in a terminal, with true primes."""
    return curve_name(curve).removesuffix("'" * curve.order) + "\N{PRIME}" * curve.order


def _primed(order: int) -> str:
    r"""f, f' and f'' for mathtext, with a space before a prime, which would touch the f."""
    return "f" + ("" if order == 0 else rf"^{{\,{_PRIME * order}}}")
