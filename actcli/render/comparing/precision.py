"""What a low precision does to functions, in every format."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actcli.render import formats
from actcli.render.comparing.precision_verdict import compact, stretches_text, verdict
from actcli.render.numbers import short
from actcli.streams.numbers import number_text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from actcli.analysis.comparing.dtype_errors import Measured, Stretch
    from actcli.analysis.precision import InDtypes, NativeAnswer, Reading
    from actcli.render.words import Words

_HEADINGS = (
    "function", "reading", "dtype", "exhaustive", "max_ulps", "at", "max_relative", "relative_at",
    "overflow", "underflow", "lost", "nan", "from", "to", "overflow_by_right", "underflow_by_right",
)  # fmt: skip
_STRETCHES = ("overflow", "underflow", "lost", "nan")
_BY_RIGHT = ("overflow_by_right", "underflow_by_right")
_SHOWN = _STRETCHES[:3]  # in the table; the verdict tells NaN and inf apart


def precision_text(
    answer: "NativeAnswer",
    name: str,
    words: "Words",
    ulps: float | None,
    color: str,
    to_terminal: bool,
) -> str:
    """The answer in the format of that name: json, csv, tsv, plain or table.

    With a limit in ulp, json says of each largest error whether it is within.
    """
    if name == "json":
        return formats.json_text(_json(answer, ulps))
    if name in ("csv", "tsv"):
        return formats.delimited([_HEADINGS, *_rows(answer)], "," if name == "csv" else "\t")
    if name == "plain":
        return formats.tabbed(_rows(answer))
    from actcli.render.terminal import rendered

    parts = [_drawn(one, answer, words) for one in answer.functions]
    texts = [rendered(part, color=color, to_terminal=to_terminal) for part in parts]
    return "\n".join([*texts, rendered(_how(answer, words), color=color, to_terminal=to_terminal)])


def _json(answer: "NativeAnswer", ulps: float | None) -> dict[str, Any]:
    return {
        "range": list(answer.range),
        "arithmetic": "native",
        "functions": [
            {
                "function": one.function.spec,
                "readings": [
                    {
                        "reading": reading.name,
                        "formula": reading.text,
                        "dtypes": [_fields(measured, ulps) for measured in reading.measured],
                    }
                    for reading in one.readings
                ],
            }
            for one in answer.functions
        ],
    }


def _fields(measured: "Measured", ulps: float | None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "dtype": measured.dtype,
        "exhaustive": measured.exhaustive,
        "points": measured.points,
        "max_ulps": measured.ulps.error,
        "at": measured.ulps.at,
        "max_relative": measured.relative.error,
        "relative_at": measured.relative.at,
        **{
            kind: [[s.low, s.high] for s in getattr(measured, kind)]
            for kind in (*_STRETCHES, *_BY_RIGHT)
        },
    }
    if ulps is not None:
        fields["within"] = measured.ulps.error <= ulps
    return fields


def _rows(answer: "NativeAnswer") -> list[list[str]]:
    """A function, reading and dtype a row; stretches as LOW:HIGH with blanks between them."""
    ends = list(map(number_text, answer.range))
    return [
        [
            one.function.spec,
            reading.name,
            *_cells(measured),
            *ends,
            *(_pairs(getattr(measured, kind)) for kind in _BY_RIGHT),
        ]
        for one in answer.functions
        for reading in one.readings
        for measured in reading.measured
    ]


def _cells(measured: "Measured") -> list[str]:
    cells = [measured.dtype, "true" if measured.exhaustive else "false"]
    for largest in (measured.ulps, measured.relative):
        cells += [
            number_text(largest.error),
            "" if largest.at is None else number_text(largest.at),
        ]
    return cells + [_pairs(getattr(measured, kind)) for kind in _STRETCHES]


def _pairs(stretches: Sequence["Stretch"]) -> str:
    return " ".join(f"{number_text(s.low)}:{number_text(s.high)}" for s in stretches)


def _drawn(one: "InDtypes", answer: "NativeAnswer", words: "Words") -> "RenderableType":
    """A function: its formulas, the table of dtypes, and the verdict."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    title = _title(one, answer, words)
    formulas = Table.grid(padding=(0, 2))
    for reading in one.readings:
        formulas.add_row(words(f"arithmetic.{reading.name}"), reading.text)
    parts: list[RenderableType] = [
        Text(title, style="bold"),
        formulas,
        "",
        _table(one.readings, words),
    ]
    if any(_any_has(kind, one.readings) for kind in _BY_RIGHT):
        parts.append(Text(words("arithmetic.in_brackets"), style="dim"))
    return Group(*parts, "", Text(verdict(one, words)))


def _title(one: "InDtypes", answer: "NativeAnswer", words: "Words") -> str:
    name = one.function.spec
    if answer.is_real_line:
        return words("arithmetic.title_all", name=name)
    low, high = map(short, answer.range)
    return words("arithmetic.title", name=name, low=low, high=high)


def _how(answer: "NativeAnswer", words: "Words") -> "RenderableType":
    """Which dtypes were looked at whole, and which were sampled."""
    from rich.text import Text

    measured = answer.functions[0].readings[0].measured
    whole = [one.dtype for one in measured if one.exhaustive]
    sampled = [one.dtype for one in measured if not one.exhaustive]
    lines = []
    if whole:
        lines.append(words("arithmetic.exhaustive", dtypes=", ".join(whole)))
    if sampled:
        lines.append(words("arithmetic.sampled", dtypes=", ".join(sampled)))
    return Text("\n".join(lines), style="dim")


def _table(readings: Sequence["Reading"], words: "Words") -> "Table":
    """A row for each reading and dtype, a reading's name above its rows where there are several."""
    from actcli.render.tables import plain_table

    table = plain_table()
    table.padding = (0, 1, 0, 0)  # seven columns shall fit into 80 cells
    table.add_column("", no_wrap=True)
    for key in ("ulps", "at", "relative"):
        table.add_column(words(f"arithmetic.{key}"), justify="right", no_wrap=True)
    shown = [kind for kind in _SHOWN if _any_has(kind, readings)]
    for key in shown:
        table.add_column(words(f"arithmetic.{key}"), overflow="fold")
    for reading in readings:
        indent = ""
        if len(readings) > 1:
            indent = " "
            table.add_row(words(f"arithmetic.{reading.name}"), style="bold")
        for measured in reading.measured:
            table.add_row(indent + measured.dtype, *_shown(measured, shown))
    return table


def _shown(measured: "Measured", kinds: Sequence[str]) -> list[str]:
    """The cells of a row of the table: numbers shortened, stretches as a person reads them."""
    ulps, relative = measured.ulps, measured.relative
    return [
        compact(ulps.error, 2 if ulps.error >= 1e5 else 3),
        "" if ulps.at is None else _place(ulps.at),
        short(relative.error, 2),
        *(_cell(measured, kind) for kind in kinds),
    ]


def _cell(measured: "Measured", kind: str) -> str:
    """Where something goes wrong, and below it in brackets where that is right."""
    own = stretches_text(getattr(measured, kind), measured)
    right = stretches_text(getattr(measured, f"{kind}_by_right", ()), measured)
    return "\n".join([*([own] if own else []), *([f"({right})"] if right else [])])


def _place(x: float) -> str:
    """An x in three digits, or in two where an exponent takes their place."""
    text = compact(x, 3)
    return compact(x, 2) if "e" in text else text


def _any_has(kind: str, readings: Sequence["Reading"]) -> bool:
    """Whether there is a stretch of the kind: a column of nothing would take the others' place."""
    return any(
        getattr(measured, kind) or getattr(measured, f"{kind}_by_right", ())
        for one in readings
        for measured in one.measured
    )
