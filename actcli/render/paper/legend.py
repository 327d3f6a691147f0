"""The legend of a picture on paper, where it covers no curve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from actcli.analysis.pictures.picture import Array, Curve
from actcli.render.paper.marks import Canvas, asymptote_look
from actcli.render.paper.mathtext import FONT_SET
from actcli.render.paper.points import curve_dots
from actcli.render.paper.style import Paper

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.transforms import Bbox

Region = tuple[float, float, float, float]  # left, bottom, width, height
Corner = Literal[
    "upper left", "lower right", "upper right", "lower left", "center right", "center left"
]
_CORNERS: tuple[Corner, ...] = get_args(Corner)
_WIDEST_BESIDE = 0.3  # of the figure, for a legend beside the curves
_WIDEST_BELOW, _TALLEST_BELOW = 0.95, 0.25  # and for one below them
_LEAST = 0.2  # of the figure's height, for the panels however much is around them
_MOST_INSIDE = 8  # entries: a longer legend is no company for curves
_GAP = 3.0  # points between a legend and a curve


@dataclass
class LegendItem:
    """A sample and what it stands for; `curve` is None for zones.

    A formula is there twice, with large and with small fractions.
    """

    label: str
    sample: "Artist"
    curve: Curve | None = None
    formula: str = ""
    large_formula: str = ""

    @property
    def is_area(self) -> bool:
        """Whether it stands for a shaded area."""
        from matplotlib.patches import Patch

        return isinstance(self.sample, Patch)

    @classmethod
    def area(cls, label: str, look: Mapping[str, Any]) -> "LegendItem":
        """A shaded zone."""
        from matplotlib.patches import Patch

        return cls(label, Patch(**look))

    @classmethod
    def band(cls, label: str, kind: str, paper: Paper) -> "LegendItem":
        """A band below the curves, in grey: its colour is its function's."""
        from matplotlib.lines import Line2D

        band = Line2D(
            [], [], color=paper.faint, linewidth=4.0, alpha=1.0 if kind == "dead" else 0.4,
            solid_capstyle="butt",
        )  # fmt: skip
        return cls(label, band)

    @classmethod
    def more(cls, count: int) -> "LegendItem":
        """How many curves have no room in the legend."""
        from matplotlib.lines import Line2D

        return cls(f"+{count}", Line2D([], [], linestyle="none"))

    @classmethod
    def asymptote(cls, label: str, paper: Paper) -> "LegendItem":
        """A line that functions come near."""
        from matplotlib.lines import Line2D

        return cls(label, Line2D([], [], **asymptote_look(paper)))


def add_legend(
    figure: "Figure", region: Region, canvas: Canvas, items: Sequence[LegendItem]
) -> bool:
    """A legend in a free corner of a panel, else beside all panels, else below them.

    `region` is the part of the figure, in shares of it, that title and notes leave. Whether the
    legend took room from the panels, so that they are to be laid out anew.
    """
    if not items:
        return False
    for formulas in (["large", "small"], ["none"]):
        choices = [[_label(item, size) for item in items] for size in formulas]
        is_short = len(items) <= _MOST_INSIDE
        if is_short and any(_placed_inside(canvas, items, labels) for labels in choices):
            return False
        is_last = formulas == ["none"]
        if _placed_outside(figure, region, items, choices[-1], is_last=is_last):
            break
    return True


def add_inner_legend(
    canvas: Canvas, items: Sequence[LegendItem], *, is_needed: bool = False
) -> bool:
    """A legend in a panel, in a free corner; whether there is one, or it had to be placed."""
    labels = [item.label for item in items]
    if _placed_inside(canvas, items, labels):
        return True
    if is_needed:
        legend = canvas.axes.legend([item.sample for item in items], labels, loc="upper right")
        _set_plainly(legend, items, labels)
    return is_needed


def _label(item: LegendItem, formula: str) -> str:
    formula = {"large": item.large_formula, "small": item.formula}.get(formula, "")
    return f"{item.label}:  {formula}" if formula else item.label


def _placed_inside(canvas: Canvas, items: Sequence[LegendItem], labels: Sequence[str]) -> bool:
    """Whether there is a corner without curves, with the legend then in it."""
    covered, written = curve_dots(canvas), [text.get_window_extent() for text in canvas.axes.texts]
    for corner in _CORNERS:
        has_ground = any(item.is_area for item in items)
        legend = canvas.axes.legend(
            [item.sample for item in items], labels, loc=corner, frameon=has_ground
        )
        _set_plainly(legend, items, labels)
        box = legend.get_window_extent()
        fits = box.width < 0.55 * canvas.axes.bbox.width
        if fits and not _covers(box, covered, canvas) and not box.count_overlaps(written):
            return True
        legend.remove()
    return False


def _placed_outside(
    figure: "Figure",
    region: Region,
    items: Sequence[LegendItem],
    labels: Sequence[str],
    *,
    is_last: bool,
) -> bool:
    """Whether the legend fits beside the panels or, in columns, below them; they give it room."""
    left, bottom, width, height = region
    across, up = _size(legend := _outside(figure, region, "upper right", items, labels, 1))
    if across < _WIDEST_BESIDE * width and up < 0.9 * height:
        lay_out(figure, (left, bottom, width - across, height))
        return True
    legend.remove()
    # All columns are taken to be as wide as the widest.
    columns = max(int(_WIDEST_BELOW * width / across), 1)
    lines = max(int(_TALLEST_BELOW * len(items) / up), 1)
    fits = across < _WIDEST_BELOW * width and len(items) <= columns * lines
    if not fits and not is_last:
        return False
    if len(items) > columns * lines:
        shown = columns * lines - 1
        items = [*items[:shown], LegendItem.more(len(items) - shown)]
        labels = [*labels[:shown], items[-1].label]
    _, up = _size(_outside(figure, region, "lower center", items, labels, columns))
    lay_out(figure, (left, bottom + up, width, height - up))
    return True


def _outside(
    figure: "Figure",
    region: Region,
    place: Literal["upper right", "lower center"],
    items: Sequence[LegendItem],
    labels: Sequence[str],
    columns: int,
) -> "Legend":
    samples = [item.sample for item in items]
    legend = figure.legend(samples, labels, loc=place, bbox_to_anchor=region, ncols=columns)
    legend.set_in_layout(False)
    _set_plainly(legend, items, labels)
    return legend


def _size(legend: "Legend") -> tuple[float, float]:
    """Width and height of a legend in shares of the figure."""
    box, whole = legend.get_window_extent(), legend.figure.bbox
    return box.width / whole.width, box.height / whole.height


def lay_out(figure: "Figure", region: Region) -> None:
    """Lay the panels out in a part of the figure, some of which there is always left for them."""
    left, bottom, width, height = region
    bottom = min(bottom, 1.0 - _LEAST)
    height = min(max(height, _LEAST), 1.0 - bottom)
    figure.set_layout_engine("constrained", rect=(left, bottom, width, height))


def _set_plainly(legend: "Legend", items: Sequence[LegendItem], labels: Sequence[str]) -> None:
    """Take names as they are: a dollar in one is no mathematics."""
    for text, item, label in zip(legend.get_texts(), items, labels, strict=True):
        is_formula = label != item.label and item.formula.startswith("$")
        text.set_math_fontfamily(FONT_SET)
        text.set_parse_math(is_formula and "$" not in item.label)


def _covers(box: "Bbox", dots: Array, canvas: Canvas) -> bool:
    gap = _GAP * canvas.axes.figure.dpi / 72.0
    low, high = np.array(box.min) - gap, np.array(box.max) + gap
    with np.errstate(invalid="ignore"):
        return bool(((dots >= low) & (dots <= high)).all(axis=1).any())
