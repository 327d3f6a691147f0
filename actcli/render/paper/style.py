"""How a picture on paper looks: its colours, and all that matplotlib can be told."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from actcli.render.paper.fonts import Font
from actcli.render.pictures.palette import HEX, Theme

LEGEND_SIZE = 8.5  # points


@dataclass(frozen=True)
class Paper:
    """The colours of a page: what it is printed on, with what, and those of functions in turn."""

    background: str
    text: str
    faint: str
    grid: str
    palette: tuple[str, ...]

    @classmethod
    def of(cls, theme: Theme) -> "Paper":
        """Dark where that is asked for, else the white of paper."""
        if theme == "dark":
            return cls("#111418", "#E6E6E6", "#9AA0A6", "#2A2F36", HEX["dark"])
        return cls("#FFFFFF", "#1A1A1A", "#707070", "#E6E6E6", HEX["light"])

    def ink(self, function: int) -> str:
        """The colour of a function and of all that belongs to it."""
        return self.palette[function % len(self.palette)]


@contextmanager
def styled(paper: Paper, font: Font | None) -> Iterator[None]:
    """matplotlib in this style, and as it was before when all is drawn.

    `font` has the letters that matplotlib's own lacks.
    """
    import matplotlib

    with matplotlib.rc_context(_settings(paper, font)), _quiet():
        yield


def _settings(paper: Paper, font: Font | None) -> Any:
    """All that matplotlib can be told, so that nothing of a user's own settings gets in."""
    import matplotlib

    defaults: Any = {
        key: value
        for key, value in dict.items(matplotlib.rcParamsDefault)
        if not key.startswith(("backend", "interactive", "toolbar", "webagg", "figure.hooks"))
    }
    return {
        **defaults,
        "font.family": ["DejaVu Sans", *([font.family] if font else [])],
        "font.size": 9.0,
        "mathtext.fontset": "dejavusans",  # powers of ten look like other labels; formulas do not
        "text.color": paper.text,
        "axes.edgecolor": paper.text,
        "axes.labelcolor": paper.text,
        "axes.facecolor": paper.background,
        "axes.linewidth": 0.8,
        "axes.titlepad": 8.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "figure.constrained_layout.w_pad": 0.09,  # inches around panels
        "figure.constrained_layout.h_pad": 0.05,
        "xtick.color": paper.text,
        "ytick.color": paper.text,
        "xtick.labelsize": 8.0,
        "ytick.labelsize": 8.0,
        "grid.color": paper.grid,
        "grid.linewidth": 0.6,
        "legend.fontsize": LEGEND_SIZE,
        "legend.frameon": False,
        # Where zones are shaded a legend has a ground of its own, on which its samples can be told.
        "legend.fancybox": False,
        "legend.framealpha": 0.9,
        "legend.edgecolor": paper.background,
        "legend.handlelength": 2.8,
        "hatch.linewidth": 0.5,
        "figure.facecolor": paper.background,
        "savefig.facecolor": paper.background,
        "svg.fonttype": "path",
        "svg.hashsalt": "actcli",
        # TrueType as it is can be searched and copied; other outlines have to be redrawn.
        "pdf.fonttype": 42 if font is None or font.is_truetype else 3,
    }


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what libraries remark: on tables that a PDF does not need, on axes without room."""
    loggers = [logging.getLogger(name) for name in ("fontTools", "matplotlib")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # matplotlib names its caller as the place of a UserWarning.
            warnings.simplefilter("ignore", UserWarning)
            warnings.filterwarnings("ignore", module="matplotlib")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
