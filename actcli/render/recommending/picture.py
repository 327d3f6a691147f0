"""The small picture of the function that a recommendation chooses; for a terminal only."""

from typing import TYPE_CHECKING

from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve
from actcli.render.preview import preview
from actcli.render.recommending.answer import PICTURE_WIDTH
from actcli.render.recommending.ranked import WIDE
from actcli.render.terminal import color_system

if TYPE_CHECKING:
    from rich.text import Text

    from actcli.analysis.recommending.answer import Answer
    from actcli.render.words import Words


def picture_of(answer: "Answer", words: "Words", width: int, color: str) -> "Text | None":
    """The best choice, of a combination its hidden function; None where nothing is to be drawn."""
    if answer.is_whole_table or not answer.matched:
        return None
    row = answer.rows[0]
    spec = next(iter((*row.specs, *row.about)), None)  # a remark is about one it does not choose
    if spec is None:
        return None
    function = resolve(spec, shipped_book())
    columns = PICTURE_WIDTH if width >= WIDE else width
    colors = color_system(color, to_terminal=True)
    picture = preview(function, function.traits, columns, colors, words)
    return None if picture is None else _named(spec, picture)


def _named(spec: str, picture: "Text") -> "Text":
    """The picture under the name of its f."""
    from rich.text import Text

    return Text.assemble((f"f = {spec}\n", "bold"), picture)
