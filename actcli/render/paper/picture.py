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
    "count": "share (%)",
    "more_notes": "… and {count} more lines",
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
    are the WORDS of another language; `size` is width and height in inches, else the sheet is as
    tall as its panels and notes need. Hangul needs a font (`render.paper.fonts.speaks_korean`).
    Raises ActcliError where matplotlib is not installed.
    """
    require_matplotlib()
    from actcli.render.paper.sheet import WIDTH, Sheet, sheet_size
    from actcli.render.paper.style import Paper, styled
    from actcli.render.paper.texts import Ruler, Surroundings

    words = {**WORDS, **(texts or {})}
    labels = [curve.label for curve in picture.curves]
    font = hangul_font() if lacking("".join([title, *notes, *words.values(), *labels])) else None

    def clean(text: str) -> str:
        return drawable(one_line(text, False), font)

    words = {key: clean(word) for key, word in words.items()}
    with styled(paper := Paper.of(theme), font):
        ruler = Ruler(font)
        around = Surroundings.of(
            clean(title),
            [clean(note) for note in notes],
            ruler,
            lambda count: words["more_notes"].replace("{count}", str(count)),
            width=size[0] if size else WIDTH,
            height=size[1] if size else None,
        )
        size = size or sheet_size(len(picture.panels), around)
        sheet = Sheet(picture, words, paper, clean, around, ruler, size)
        sheet.draw(formulas)
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
