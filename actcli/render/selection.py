"""A recommendation as other programs read it: JSON, rows of text; and the sentences beside it.

Needs neither rich nor NumPy, so that an answer into a pipe starts fast.
"""

from collections.abc import Mapping
from typing import Any

from actcli.analysis.recommending.answer import Answer, Conflict, Contradiction
from actcli.analysis.recommending.conditions import Text
from actcli.analysis.recommending.criteria import ANY, Row
from actcli.analysis.recommending.gains import takes_a_gain
from actcli.analysis.recommending.sentences import sentences_about
from actcli.render.formats import delimited, json_line, json_text, tabbed
from actcli.render.recommending.naming import named
from actcli.render.words import Words

# The fields of a row in JSON, and the heading of its CSV.
FIELDS = (
    *("purpose", "choose", "choice", "layer", "task", "network", "concern", "because", "avoid"),
    *("loss", "initialisation", "alternatives", "source", "classic"),
    *("today", "gain", "compared", "specs"),
)


def gain_of(row: Row, answer: Answer) -> float | None:
    """The gain of the hidden function that a row chooses, where the answer has one."""
    return answer.gains.get(row.choose[0]) if takes_a_gain(row) else None


def fields(row: Row, answer: Answer, language: str) -> dict[str, Any]:
    """One row as it appears in JSON; names stay English, texts are in `language`."""
    return {
        "purpose": row.when[language],
        "choose": list(row.choose),
        "choice": row.choice[language],
        "layer": row.layer,
        "task": row.task,
        "network": _named(row.network),
        "concern": _named(row.concern),
        "because": row.because[language],
        "avoid": _in(row.avoid, language),
        "loss": _in(row.loss, language),
        "initialisation": _in(row.initialisation, language),
        "alternatives": list(row.alternatives),
        "source": row.source,
        "classic": row.classic,
        "today": _in(row.today, language),
        "gain": gain_of(row, answer),
        "compared": _comparisons(row, language),
        "specs": list(row.specs),
    }


def as_json(answer: Answer, language: str, **further: Mapping[str, Any] | None) -> str:
    """The whole answer as one JSON object, indented for a reader; what was asked besides, last."""
    content = {
        "question": answer.question,
        "matched": answer.matched,
        "conditions": {
            kind: [condition.name for condition in conditions]
            for kind, conditions in answer.conditions.items()
        },
        "contradictions": [
            {"function": contradiction.function, "because": told(contradiction)[language]}
            for contradiction in answer.contradictions
        ],
        "not_met": _not_met_fields(answer),
        "conflicts": [_conflict_fields(conflict) for conflict in answer.conflicts],
        "rows": [fields(row, answer, language) for row in answer.rows],
        "nearest": [fields(row, answer, language) for row in answer.nearest],
        **{key: value for key, value in further.items() if value is not None},
    }
    return json_text(content)


def as_ndjson(answer: Answer, language: str) -> str:
    """One JSON object a row, one row a line."""
    return "".join(json_line(fields(row, answer, language)) for row in answer.rows)


def as_plain(answer: Answer, words: Words) -> str:
    """Purpose, choice, layer and reason of each row, tab-separated, without a heading."""
    language = words.language
    return tabbed(
        (row.when[language], row.choice[language], layer(row, words), row.because[language])
        for row in answer.rows
    )


def as_table_text(answer: Answer, language: str, delimiter: str) -> str:
    """The rows as CSV or TSV with a heading; several names in a cell part at "; "."""
    rows = [fields(row, answer, language) for row in answer.rows]
    cells = ([cell(value) for value in row.values()] for row in rows)
    return delimited([list(FIELDS), *cells], delimiter)


def cell(value: Any) -> str:
    """One value of a JSON object as a cell of a table."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(map(cell, value))
        case dict():
            return str(value.get("key", ""))
        case _:
            return str(value)


def layer(row: Row, words: Words) -> str:
    """The layer of a row in the reader's language."""
    return words(f"recommend.layers.{row.layer}")


def no_match_line(answer: Answer, words: Words) -> str:
    """That the table has no answer, and to what."""
    if answer.question:
        return words("recommend.no_match", question=repr(answer.question))
    return words("recommend.no_match_conditions")


def no_match_lines(answer: Answer, words: Words) -> list[str]:
    """The same with the nearest rows, each in a few words, and how to ask."""
    language = words.language
    nearest = (f"{row.when[language]}: {row.choice[language]}" for row in answer.nearest)
    return [
        no_match_line(answer, words),
        f"{words('recommend.nearest')}: {' · '.join(nearest)}",
        words("recommend.ask"),
    ]


def warning_lines(answer: Answer, words: Words) -> list[str]:
    """What is to be read before the answer.

    Conditions that exclude each other, those that it says nothing of, doubtful ideas.
    """
    return [
        *_conflict_lines(answer, words),
        *_not_met_lines(answer, words),
        *contradiction_lines(answer, words),
    ]


def contradiction_lines(answer: Answer, words: Words) -> list[str]:
    """A sentence for each function that the question proposes and the answer warns of."""
    language = words.language
    return [
        f"{words('recommend.contradiction', function=named(found.function, language))} "
        f"{told(found)[language]}"
        for found in answer.contradictions
    ]


def told(contradiction: Contradiction) -> Text:
    """Why not the function: what the row says of it, without what it says of others."""
    return sentences_about(contradiction.because, contradiction.function)


def _conflict_lines(answer: Answer, words: Words) -> list[str]:
    lines = []
    for conflict in answer.conflicts:
        titles = [condition.title[words.language] for condition in conflict.conditions]
        first, last = words("recommend.and").join(titles[:-1]), titles[-1]
        line = words("recommend.conflict", first=first, last=last)
        if conflict.kept is not None:
            kept = conflict.kept.title[words.language]
            line = f"{line} {words('recommend.conflict_kept', kept=kept)}"
        lines.append(line)
    return lines


def _not_met_lines(answer: Answer, words: Words) -> list[str]:
    titles = dict.fromkeys(condition.title[words.language] for condition in answer.not_met)
    return [words("recommend.not_met", conditions=", ".join(titles))] if titles else []


def _not_met_fields(answer: Answer) -> dict[str, list[str]]:
    """The conditions that the first row does not name, by kind."""
    kinds = dict.fromkeys(condition.kind for condition in answer.not_met)
    return {kind: [c.name for c in answer.not_met if c.kind == kind] for kind in kinds}


def _conflict_fields(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.conditions[0].kind,
        "conditions": [condition.name for condition in conflict.conditions],
        "kept": None if conflict.kept is None else conflict.kept.name,
    }


def _comparisons(row: Row, language: str) -> list[dict[str, Any]]:
    if not row.compared:
        return []
    from actcli.analysis.recommending.published import quoted
    from actcli.render.recommending.comparisons import comparison_fields

    return [comparison_fields(quotation, language) for quotation in quoted(row)]


def _named(conditions: tuple[str, ...]) -> list[str]:
    return [name for name in conditions if name != ANY]


def _in(text: Text | None, language: str) -> str | None:
    return None if text is None else text[language]
