"""Comparisons in every format: functions side by side, and what frameworks mean by a name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from actcli.render import formats
from actcli.render.traits import trait_rows
from actcli.streams.numbers import number_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from actcli.analysis.compare import Comparison, Pair
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.analysis.variants import Group
    from actcli.render.words import Words


def comparison_text(
    answer: "Comparison",
    name: str,
    words: "Words",
    tolerance: float | None,
    color: str,
    to_terminal: bool,
) -> str:
    """Functions side by side, in the format of that name: json, csv, tsv, plain or table."""
    if name == "json":
        return _json(answer, _function_fields(answer), tolerance)
    if name in ("csv", "tsv"):
        return formats.delimited(_pair_rows(answer), "," if name == "csv" else "\t")
    if name == "plain":
        return formats.tabbed(_plain_rows(answer, words))
    from actcli.render.tables import comparison_tables

    return _drawn(comparison_tables(answer, words), color, to_terminal)


def frameworks_text(
    answer: "FrameworkComparison",
    name: str,
    words: "Words",
    tolerance: float | None,
    color: str,
    to_terminal: bool,
) -> str:
    """What frameworks mean by a name, in the format of that name."""
    if name == "json":
        return _json(answer, _framework_fields(answer), tolerance)
    if name in ("csv", "tsv"):
        return formats.delimited(_group_rows(answer), "," if name == "csv" else "\t")
    if name == "plain":
        return formats.tabbed(_group_rows(answer)[1:])
    from actcli.render.tables import framework_tables

    return _drawn(framework_tables(answer, words), color, to_terminal)


def _json(
    answer: "Comparison | FrameworkComparison", fields: dict[str, Any], tolerance: float | None
) -> str:
    pairs = [_pair_fields(pair, tolerance) for pair in answer.pairs]
    return formats.json_text({"range": list(answer.range), **fields, "pairs": pairs})


def _drawn(tables: "Iterable[RenderableType]", color: str, to_terminal: bool) -> str:
    from actcli.render.terminal import rendered

    return "\n".join(rendered(table, color=color, to_terminal=to_terminal) for table in tables)


def _pair_fields(pair: "Pair", tolerance: float | None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "f": pair.f.spec,
        "g": pair.g.spec,
        "max_difference": pair.max_difference,
        "at": list(pair.at),
    }
    if tolerance is not None:
        fields["within"] = pair.max_difference <= tolerance
    return fields


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


def _framework_fields(answer: "FrameworkComparison") -> dict[str, Any]:
    return {
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
    rows = [["f", "g", "max_difference", "at", "from", "to"]]
    interval = [number_text(end) for end in answer.range]
    for pair in answer.pairs:
        places = " ".join(map(number_text, pair.at))
        difference = number_text(pair.max_difference)
        rows.append([pair.f.spec, pair.g.spec, difference, places, *interval])
    return rows


def _plain_rows(answer: "Comparison", words: "Words") -> list[list[str]]:
    """Three parts: traits, values, differences; a name in the first cell of every row."""
    rows = [["", *(function.spec for function in answer.functions)]]
    rows += trait_rows(answer.functions, answer.traits, words)
    for index, x in enumerate(answer.points):
        rows.append([f"f({number_text(x)})", *(number_text(v[index]) for v in answer.values)])
    rows.append([words("compare.over"), *map(number_text, answer.range)])
    for pair in answer.pairs:
        places = ", ".join(map(number_text, pair.at))
        rows.append([f"|{pair.f.spec} - {pair.g.spec}|", number_text(pair.max_difference), places])
    return rows
