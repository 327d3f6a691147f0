"""A recommendation on a terminal: the selection table, or the best row in full and the others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from actcli.analysis.recommending.answer import Answer
from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.sentences import sentences
from actcli.render.numbers import short
from actcli.render.recommending.naming import named
from actcli.render.recommending.ranked import WIDE, ranked, rows_table
from actcli.render.recommending.sections import sections
from actcli.render.selection import gain_of, layer, no_match_line, told, warning_lines
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text as Line

PICTURE_WIDTH = 44  # columns of a picture that stands beside the text


def as_drawing(
    answer: Answer, words: Words, width: int, picture: "Line | None" = None
) -> "RenderableType":
    """The answer for a terminal: the table by its parts, the best row in full, or the nearest."""
    from rich.console import Group

    if answer.is_whole_table:
        return Group(*_whole_table(answer.rows, words, width >= WIDE))
    if not answer.matched:
        return Group(*_no_match(answer, words, width))
    return Group(*_best_and_others(answer, words, width, picture))


def _whole_table(rows: Sequence[Row], words: Words, reasons: bool) -> Iterator["RenderableType"]:
    from rich.text import Text as Line

    for section in sections(rows, words):
        if not section.rows:
            continue
        yield Line(section.title, style="bold")
        if section.is_remark:
            yield from _remarks(section.rows, words)
        else:
            yield rows_table(section.rows, words, reasons, with_layers=not section.has_one_layer)
            yield Line()
    yield Line(words("recommend.more"), style="dim", overflow="fold")


def _remarks(rows: Sequence[Row], words: Words) -> Iterator["RenderableType"]:
    from rich.text import Text as Line

    for row in rows:
        yield Line()
        yield _facts(
            [
                *_choice_facts(row, words),
                (words("recommend.because"), row.because[words.language]),
                (words("recommend.source"), row.source),
            ]
        )
        yield Line()


def _no_match(answer: Answer, words: Words, width: int) -> Iterator["RenderableType"]:
    from rich.text import Text as Line

    yield Line(no_match_line(answer, words), style="yellow", overflow="fold")
    yield Line()
    yield from warnings(answer, words)
    yield Line(words("recommend.nearest"), style="bold")
    yield from ranked(answer.nearest, words, width, first=1)
    yield Line()
    yield Line(words("recommend.ask"), style="dim", overflow="fold")


def _best_and_others(
    answer: Answer, words: Words, width: int, picture: "Line | None"
) -> Iterator["RenderableType"]:
    from rich.text import Text as Line

    best, *others = answer.rows
    understood = understood_line(answer, words)
    if understood:
        yield Line(understood, style="dim", overflow="fold")
        yield Line()
    yield from warnings(answer, words)
    yield from _with_picture(_facts(_details(best, answer, words)), picture, width)
    yield from _comparisons(best, words)
    if others:
        yield Line()
        yield Line(words("recommend.also"), style="bold")
        yield from ranked(others, words, width, first=2)


def understood_line(answer: Answer, words: Words) -> str:
    """What the question was understood as; empty where nothing was told by name."""
    titles = [
        condition.title[words.language]
        for conditions in answer.conditions.values()
        for condition in conditions
    ]
    names = ", ".join(dict.fromkeys(titles))
    return words("recommend.understood", conditions=names) if names else ""


def warnings(answer: Answer, words: Words) -> Iterator["Line"]:
    """What is to be read before the answer, each a paragraph."""
    from rich.text import Text as Line

    for line in warning_lines(answer, words):
        yield Line(line, style="yellow", overflow="fold")
        yield Line()


def _with_picture(
    details: "Table", picture: "Line | None", width: int
) -> Iterator["RenderableType"]:
    """The picture beside the text where there is room for both, else below it."""
    from rich.table import Table
    from rich.text import Text as Line

    if picture is None:
        yield details
    elif width < WIDE:
        yield details
        yield Line()
        yield picture
    else:
        beside = Table.grid(padding=(0, 3), expand=True)
        beside.add_column(ratio=1)
        beside.add_column(no_wrap=True, width=PICTURE_WIDTH)
        beside.add_row(details, picture)
        yield beside


def _details(row: Row, answer: Answer, words: Words) -> list[tuple[str, "RenderableType"]]:
    """Label and text of all that is known of a row; what it leaves open has no line."""
    language = words.language
    return [
        *_choice_facts(row, words),
        *_texts(words, ("layer", layer(row, words)), ("because", row.because[language])),
        *_texts(
            words,
            ("today", row.today[language] if row.today else None),
            ("avoid", _avoid(row, answer, language)),
            ("loss", row.loss[language] if row.loss else None),
            ("initialisation", row.initialisation[language] if row.initialisation else None),
            ("gain", _gain_text(row, answer, words)),
            ("alternatives", ", ".join(row.alternatives)),
            ("source", row.source),
        ),
    ]


def _avoid(row: Row, answer: Answer, language: str) -> str | None:
    """What not to take; what was told as a contradiction is not told again."""
    if row.avoid is None:
        return None
    before = " ".join(told(contradiction)[language] for contradiction in answer.contradictions)
    return " ".join(s for s in sentences(row.avoid[language]) if s not in before)


def _texts(words: Words, *named: tuple[str, str | None]) -> list[tuple[str, "RenderableType"]]:
    return [(words(f"recommend.{name}"), text) for name, text in named if text]


def _choice_facts(row: Row, words: Words) -> list[tuple[str, "RenderableType"]]:
    from rich.text import Text as Line

    choice = Line(row.choice[words.language], style="bold cyan")
    return [
        (words("recommend.purpose"), row.when[words.language]),
        (words("recommend.choose"), choice),
    ]


def _gain_text(row: Row, answer: Answer, words: Words) -> str | None:
    gain = gain_of(row, answer)
    if gain is None:
        return None
    function = named(row.choose[0], words.language)
    return words("recommend.gain_text", function=function, gain=short(gain))


def _comparisons(row: Row, words: Words) -> Iterator["RenderableType"]:
    """The published comparisons that bear on the row, below each other."""
    if not row.compared:
        return
    from rich.text import Text as Line

    from actcli.analysis.recommending.published import quoted
    from actcli.render.recommending.comparisons import comparison_views

    yield Line()
    yield from comparison_views(quoted(row), words)


def _facts(facts: Iterable[tuple[str, "RenderableType"]]) -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in facts:
        table.add_row(label, text)
    return table
