"""A picture for print, by matplotlib: PNG, PDF and SVG in the palette of the terminal's pictures.

The same picture gives the same bytes: nothing of the clock, of chance, or of a user's own settings
of matplotlib goes into it, and those are as before when it is drawn.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from actcli.analysis.pictures.picture import Picture
from actcli.render.paper.fonts import drawable, hangul_font, lacking, require_matplotlib
from actcli.render.paper.formulas import Formula
from actcli.render.pictures.legend import one_line
from actcli.render.pictures.palette import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "pdf", "svg")
DOTS_PER_INCH = 300
# The English of the words in a picture, by their keys.
WORDS = {
    "dead": "dead",
    "saturated": "saturated",
    "asymptote": "asymptote",
    "difference": "difference",
    "count": "count",
}


def paper_picture(
    picture: Picture,
    *,
    format: str,
    title: str = "",
    formulas: Sequence[Formula] = (),
    notes: Sequence[str] = (),
    texts: Mapping[str, str] | None = None,
    theme: Theme = "auto",
    size: tuple[float, float] | None = None,
) -> bytes:
    """Draw a picture as the bytes of a png (300 dots per inch), pdf or svg file.

    One formula stands below the title, several in the legend while they are few and short. `texts`
    are the WORDS of another language; `size` is width and height in inches. Hangul needs a font
    (`render.fonts.speaks_korean`). Raises ActcliError where matplotlib is not installed.
    """
    require_matplotlib()
    from actcli.render.paper.sheet import Sheet
    from actcli.render.paper.style import Paper, styled

    words = {**WORDS, **(texts or {})}
    labels = [curve.label for curve in picture.curves]
    font = hangul_font() if lacking("".join([title, *notes, *words.values(), *labels])) else None
    paper = Paper.of(theme)
    with styled(paper, font):
        sheet = Sheet(
            picture, words, paper, lambda text: drawable(one_line(text, False), font), size
        )
        sheet.draw(title, formulas, notes)
        return _bytes(sheet.figure, format, title)


def _bytes(figure: "Figure", format: str, title: str) -> bytes:
    """The file, without the date and the version that matplotlib would put in."""
    metadata: dict[str, dict[str, str | None]] = {
        "png": {"Software": None},
        "pdf": {"Creator": "actcli", "Producer": None, "CreationDate": None},
        "svg": {"Creator": "actcli", "Date": None},
    }
    buffer = BytesIO()
    named = {"Title": one_line(title, False)} if title else {}
    figure.savefig(buffer, format=format, dpi=DOTS_PER_INCH, metadata={**metadata[format], **named})
    return buffer.getvalue()
