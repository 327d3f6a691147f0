"""Rows of the selection table below each other: as a numbered list, or as a table."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.sentences import sentences
from actcli.render.selection import layer
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

# Columns from which a table has room for the reasons.
WIDE = 110
# Rows that a list shows: who wants more reads them through a pipe or asks closer.
MOST = 9


def ranked(
    rows: Sequence[Row], words: Words, width: int, *, first: int
) -> Iterator["RenderableType"]:
    """The rows numbered from `first`; with a reason each where the width allows."""
    from rich.text import Text as Line

    shown = rows[:MOST]
    if width >= WIDE:
        yield rows_table(shown, words, True, first=first)
    else:
        yield _list(shown, words, first)
    if len(rows) > MOST:
        yield Line(words("recommend.further", count=len(rows) - MOST), style="dim", overflow="fold")


def rows_table(
    rows: Sequence[Row],
    words: Words,
    with_reasons: bool,
    *,
    with_layers: bool = True,
    first: int | None = None,
) -> "Table":
    """A row a line: purpose, choice, layer; numbered, and with its kind, where it is ranked."""
    from actcli.render.tables import plain_table

    is_ranked = first is not None
    table = plain_table()
    table.expand = True
    if is_ranked:
        table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column(words("recommend.purpose"), ratio=4, overflow="fold")
    table.add_column(words("recommend.choose"), style="cyan", ratio=4, overflow="fold")
    if with_layers:
        table.add_column(words("recommend.layer"), no_wrap=True)
    if is_ranked:
        table.add_column(words("recommend.kind"), no_wrap=True)
    if with_reasons:
        table.add_column(words("recommend.because"), ratio=6, overflow="fold")
    language = words.language
    for number, row in enumerate(rows, first or 1):
        table.add_row(
            *([str(number)] if is_ranked else []),
            row.when[language],
            row.choice[language],
            *([layer(row, words)] if with_layers else []),
            *([kind(row, words)] if is_ranked else []),
            *([first_sentence(row.because[language])] if with_reasons else []),
        )
    return table


def kind(row: Row, words: Words) -> str:
    """Whether the row is of the classic table, a remark, or current practice."""
    if row.about:
        return words("recommend.is_remark")
    return words("recommend.is_classic" if row.classic else "recommend.is_practice")


def first_sentence(text: str) -> str:
    """The first sentence of a text: the main reason."""
    return sentences(text)[0]


def _list(rows: Sequence[Row], words: Words, first: int) -> "Table":
    """Two lines a row: the purpose, and what to choose for it."""
    from rich.table import Table
    from rich.text import Text as Line

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(rows, first):
        text = Line(f"{row.when[words.language]}\n", overflow="fold")
        text.append(row.choice[words.language], style="cyan")
        text.append(f" · {layer(row, words)} · {kind(row, words)}", style="dim")
        table.add_row(str(number), text)
    return table
