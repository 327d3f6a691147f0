"""Answers as machines read them: JSON, and tables of text with tabs or commas."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_NON_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def json_text(answer: Any) -> str:
    """An answer as valid JSON: non-finite numbers are the strings NaN, Infinity and -Infinity."""
    return json.dumps(_valid(answer), ensure_ascii=False, indent=2) + "\n"


def json_line(answer: Any) -> str:
    """The same on one line, for ndjson."""
    return json.dumps(_valid(answer), ensure_ascii=False) + "\n"


def _valid(answer: Any) -> Any:
    match answer:
        case float() if not math.isfinite(answer):
            return _NON_FINITE[str(float(answer))]
        case float():
            return float(answer)
        case Mapping():
            return {str(key): _valid(value) for key, value in answer.items()}
        case str():
            return answer
        case Sequence():
            return [_valid(item) for item in answer]
        case _:
            return answer


def delimited(rows: Iterable[Sequence[str]], separator: str) -> str:
    """Rows of text as csv or tsv, quoted where they must be."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def tabbed(rows: Iterable[Sequence[str]]) -> str:
    """Rows of text with tabs between the cells, unquoted; a tab inside a cell becomes a blank."""
    return "".join("\t".join(cell.replace("\t", " ") for cell in row) + "\n" for row in rows)
