"""Comparisons in every format: functions side by side, and what frameworks mean by a name."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from actcli.analysis.comparing.verdict import pair_verdict, verdict
from actcli.render import formats
from actcli.render.comparing.differences import (
    COLUMNS,
    largest_row,
    pair_cells,
    pair_fields,
    plain_facts,
)
from actcli.render.comparing.selected import detailed
from actcli.render.comparing.verdict import definitions_lines, verdict_lines
from actcli.render.traits import trait_rows
from actcli.streams.numbers import number_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from actcli.analysis.compare import Comparison
    from actcli.analysis.comparing.verdict import Aspect, PairVerdict, Verdict
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.analysis.variants import Group
    from actcli.render.words import Words


# rich breaks lines at every blank, the one that Unicode calls non-breaking included.
_NO_BREAK = "\ue000"


def comparison_text(
    answer: "Comparison",
    name: str,
    words: "Words",
    color: str,
    to_terminal: bool,
    picture: str = "",
) -> str:
    """Functions side by side, in the format of that name: json, csv, tsv, plain or table.

    `picture` is drawn already, and stands after the verdict where the format has one.
    """
    if name in ("csv", "tsv"):
        return formats.delimited(_pair_rows(answer), "," if name == "csv" else "\t")

    found = verdict(answer)
    lines = verdict_lines(answer, found, words)
    if name == "json":
        return formats.json_text(_fields(answer, found, lines))
    if name == "plain":
        return _plain_verdict(lines, words) + picture + formats.tabbed(_plain_rows(answer, words))

    from actcli.render.comparing.tables import comparison_tables
    from actcli.render.terminal import terminal_size

    width, _ = terminal_size(to_terminal=to_terminal)
    tables = comparison_tables(answer, words, width)
    return _drawn(lines, picture, tables, color, to_terminal)


def frameworks_text(
    answer: "FrameworkComparison", name: str, words: "Words", color: str, to_terminal: bool
) -> str:
    """What frameworks mean by a name, in the format of that name."""
    if name in ("csv", "tsv"):
        return formats.delimited(_group_rows(answer), "," if name == "csv" else "\t")
    lines = definitions_lines(answer, words)
    if name == "json":
        return formats.json_text(_framework_fields(answer, lines))
    if name == "plain":
        return _plain_verdict(lines, words) + formats.tabbed(_group_rows(answer)[1:])

    from actcli.render.comparing.tables import framework_tables

    return _drawn(lines, "", framework_tables(answer, words), color, to_terminal)


def _drawn(
    lines: Sequence[str],
    picture: str,
    tables: "Iterable[RenderableType]",
    color: str,
    to_terminal: bool,
) -> str:
    """The verdict, the picture if any, and the tables, a blank line between them."""
    from rich.text import Text

    from actcli.render.terminal import rendered

    text = "\n".join(re.sub(r" (=|→) ", rf"{_NO_BREAK}\1{_NO_BREAK}", line) for line in lines)
    parts = [Text(text), *tables]
    texts = [rendered(part, color=color, to_terminal=to_terminal) for part in parts]
    first = texts[0].replace(_NO_BREAK, " ")
    return "\n".join([first, *([picture] if picture else []), *texts[1:]])


def _fields(answer: "Comparison", found: "Verdict", lines: Sequence[str]) -> dict[str, Any]:
    pairs = [{**pair_fields(pair), **_related(pair_verdict(pair, answer))} for pair in answer.pairs]
    return {
        "range": list(answer.range),
        "order": answer.order,
        "verdict": " ".join(lines),
        "closest": _names(found.closest),
        "furthest": _names(found.furthest),
        "shared": [_aspect_fields(aspect) for aspect in found.shared],
        **_function_fields(answer),
        "pairs": pairs,
    }


def _names(one: "PairVerdict") -> list[str]:
    return [one.pair.f.spec, one.pair.g.spec]


def _related(one: "PairVerdict") -> dict[str, Any]:
    """What both functions of a pair have and what they differ in, by the names of traits."""
    return {
        "kind": one.kind,
        "exact": one.exact,
        "same": [_aspect_fields(aspect) for aspect in one.same],
        "different": [aspect.name for aspect in one.different],
    }


def _aspect_fields(aspect: "Aspect") -> dict[str, Any]:
    fields = aspect._asdict()
    return {"trait": fields.pop("name"), **{k: v for k, v in fields.items() if k != "same"}}


def _function_fields(answer: "Comparison") -> dict[str, Any]:
    functions = zip(answer.functions, answer.traits, answer.values, strict=True)
    return {
        "functions": [
            {
                "function": function.spec,
                "traits": {"formula": function.formula, **traits.as_json()},
                "values": {"x": list(answer.points), "y": list(values)},
            }
            for function, traits, values in functions
        ]
    }


def _framework_fields(answer: "FrameworkComparison", lines: Sequence[str]) -> dict[str, Any]:
    return {
        "range": list(answer.range),
        "verdict": " ".join(lines),
        "name": answer.function.name,
        "functions": [
            {
                "function": group.function.spec,
                "formula": group.function.formula,
                "variants": [
                    {"framework": variant.framework, "symbols": list(variant.symbols)}
                    for variant in group.variants
                ],
            }
            for group in answer.groups
        ],
        "pairs": [pair_fields(pair) for pair in answer.pairs],
    }


def _group_rows(answer: "FrameworkComparison") -> list[list[str]]:
    """A definition a row: who has it, and how far it is from the first."""
    rows = [["function", "frameworks", "symbols", "max_difference", "at"]]
    for group in answer.groups:
        pair = answer.from_first(group)
        difference = number_text(pair.max_difference) if pair else ""
        places = " ".join(map(number_text, pair.at)) if pair else ""
        paths = " ".join(_symbols(group))
        rows.append([group.function.spec, " ".join(group.frameworks), paths, difference, places])
    return rows


def _symbols(group: "Group") -> Iterable[str]:
    return (path for variant in group.variants for path in variant.symbols)


def _pair_rows(answer: "Comparison") -> list[list[str]]:
    cells = (pair_cells(pair, answer.range, answer.order) for pair in answer.pairs)
    return [list(COLUMNS), *cells]


def _plain_verdict(lines: Sequence[str], words: "Words") -> str:
    heading = words("compare.verdict.heading")
    return formats.tabbed([heading, line] for line in lines)


def _plain_rows(answer: "Comparison", words: "Words") -> list[list[str]]:
    """Three parts: traits, values, differences; a name in the first cell of every row."""
    rows = [["", *(function.spec for function in answer.functions)]]
    rows += trait_rows(answer.functions, answer.traits, words)
    primes = "'" * answer.order
    for index, x in enumerate(answer.points):
        values = (number_text(v[index]) for v in answer.values)
        rows.append([f"f{primes}({number_text(x)})", *values])
    rows.append([words("compare.over"), *map(number_text, answer.range)])
    shown = set(map(id, detailed(answer)))
    for pair in answer.pairs:
        if id(pair) in shown:
            rows += plain_facts(pair, answer.order, answer.tolerance, words)
        else:
            rows.append(largest_row(pair, answer.order))
    return rows
