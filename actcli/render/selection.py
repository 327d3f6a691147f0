"""Draws a recommendation: the selection table, or the rows that answer a question, best first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from actcli.analysis.recommending.answer import Answer
from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.catalog.prose import prose
from actcli.render.formats import delimited, json_line, json_text, tabbed
from actcli.render.korean import Spoken
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

# Columns from which a table has room for the reasons.
WIDE = 110


def fields(row: Row, language: str) -> dict[str, Any]:
    """Return one row as it appears in JSON; names stay English, texts are in `language`."""
    return {
        "purpose": row.when[language],
        "choose": list(row.choose),
        "choice": row.choice[language],
        "layer": row.layer,
        "task": row.task,
        "network": list(row.network),
        "concern": list(row.concern),
        "because": row.because[language],
        "avoid": _in(row.avoid, language),
        "loss": _in(row.loss, language),
        "initialisation": _in(row.initialisation, language),
        "alternatives": list(row.alternatives),
        "source": row.source,
        "classic": row.classic,
    }


def as_json(answer: Answer, language: str) -> str:
    """Return the whole answer as one JSON object, indented for a reader."""
    content = {
        "question": answer.question,
        "matched": answer.matched,
        "conditions": {
            kind: [condition.name for condition in conditions]
            for kind, conditions in answer.conditions.items()
        },
        "contradictions": [
            {"function": contradiction.function, "because": contradiction.because[language]}
            for contradiction in answer.contradictions
        ],
        "rows": [fields(row, language) for row in answer.rows],
        "nearest": [fields(row, language) for row in answer.nearest],
    }
    return json_text(content)


def as_ndjson(answer: Answer, language: str) -> str:
    """Return one JSON object a row, one row a line."""
    return "".join(json_line(fields(row, language)) for row in answer.rows)


def as_plain(answer: Answer, words: Words) -> str:
    """Return purpose, choice, layer and reason of each row, tab-separated, without a heading."""
    language = words.language
    return tabbed(
        (row.when[language], row.choice[language], _layer(row, words), row.because[language])
        for row in answer.rows
    )


def as_table_text(answer: Answer, language: str, delimiter: str) -> str:
    """Return the rows as CSV or TSV with a heading; several names in a cell part at "; "."""
    if not answer.rows:
        return ""
    rows = [fields(row, language) for row in answer.rows]
    cells = ([_cell(value) for value in row.values()] for row in rows)
    return delimited([list(rows[0]), *cells], delimiter)


def as_drawing(answer: Answer, words: Words, width: int) -> "RenderableType":
    """Return the answer for a terminal: the table by its parts, or the best row in full."""
    from rich.console import Group

    if answer.is_whole_table:
        return Group(*_whole_table(answer.rows, words, with_reasons=width >= WIDE))
    if not answer.matched:
        return Group(*_section(words("recommend.nearest"), answer.nearest, words))
    return Group(*_best_and_others(answer, words))


def contradiction_lines(answer: Answer, words: Words) -> list[str]:
    """Return a sentence for each function that the question proposes and the answer warns of."""
    language = words.language
    return [
        f"{words('recommend.contradiction', function=_spoken(found.function, language))} "
        f"{found.because[language]}"
        for found in answer.contradictions
    ]


def _in(text: Text | None, language: str) -> str | None:
    return None if text is None else text[language]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""


def _spoken(function: str, language: str) -> Spoken:
    return Spoken(function, prose(function, language).reading)


def _whole_table(
    rows: Sequence[Row], words: Words, *, with_reasons: bool
) -> Iterable["RenderableType"]:
    from rich.text import Text as Line

    classic = [row for row in rows if row.classic and row.layer != COMBINATION]
    combinations = [row for row in rows if row.classic and row.layer == COMBINATION]
    practice = [row for row in rows if not row.classic and not row.about]
    yield from _section(words("recommend.classic"), classic, words, with_reasons=with_reasons)
    yield from _section(
        words("recommend.combinations"), combinations, words, with_reasons=with_reasons
    )
    yield Line(words("recommend.remark"), style="bold")
    for row in rows:
        if row.about:
            yield Line()
            yield _details(row, words, ("because", "source"))
            yield Line()
    yield from _section(words("recommend.practice"), practice, words, with_reasons=with_reasons)
    yield Line(words("recommend.more"), style="dim", overflow="fold")


def _section(
    title: str, rows: Sequence[Row], words: Words, *, with_reasons: bool = False
) -> Iterable["RenderableType"]:
    from rich.text import Text as Line

    if rows:
        yield Line(title, style="bold")
        yield _rows_table(rows, words, with_reasons=with_reasons)
        yield Line()


def _rows_table(rows: Sequence[Row], words: Words, *, with_reasons: bool) -> "Table":
    from actcli.render.tables import plain_table

    table = plain_table()
    table.expand = True
    table.show_edge = False
    table.add_column(words("recommend.purpose"), ratio=1, overflow="fold")
    table.add_column(words("recommend.choose"), style="cyan", ratio=1, overflow="fold")
    table.add_column(words("recommend.layer"), no_wrap=True)
    if with_reasons:
        table.add_column(words("recommend.because"), ratio=2, overflow="fold")
    language = words.language
    for row in rows:
        cells = [row.when[language], row.choice[language], _layer(row, words)]
        table.add_row(*cells, *([row.because[language]] if with_reasons else []))
    return table


def _best_and_others(answer: Answer, words: Words) -> Iterable["RenderableType"]:
    from rich.text import Text as Line

    best, *others = answer.rows
    yield Line(
        words("recommend.understood", conditions=_understood(answer, words)),
        style="dim",
        overflow="fold",
    )
    yield Line()
    for line in contradiction_lines(answer, words):
        yield Line(line, style="yellow", overflow="fold")
        yield Line()
    # What was told as a contradiction is not told again.
    without = () if not answer.contradictions else ("avoid",)
    names = ("layer", "because", "avoid", "loss", "initialisation", "alternatives", "source")
    yield _details(best, words, [name for name in names if name not in without])
    yield Line()
    yield from _section(words("recommend.also"), others, words)


def _details(row: Row, words: Words, names: Iterable[str]) -> "Table":
    from rich.table import Table
    from rich.text import Text as Line

    language = words.language
    shown = fields(row, language) | {"layer": _layer(row, words)}
    shown["alternatives"] = ", ".join(row.alternatives)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(words("recommend.purpose"), row.when[language])
    table.add_row(words("recommend.choose"), Line(row.choice[language], style="bold cyan"))
    for name in names:
        if shown[name]:
            table.add_row(words(f"recommend.{name}"), shown[name])
    return table


def _layer(row: Row, words: Words) -> str:
    return words(f"recommend.layers.{row.layer}")


def _understood(answer: Answer, words: Words) -> str:
    titles = [
        condition.title[words.language]
        for conditions in answer.conditions.values()
        for condition in conditions
    ]
    return ", ".join(dict.fromkeys(titles))
