"""Published comparisons of activation functions, each with its setup, read from published.toml."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from actcli.analysis.recommending.conditions import Text
from actcli.errors import ActcliError

STATISTICS = ("mean", "median")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a study is published."""

    author: str
    year: int
    where: str  # arXiv number or venue, and the table
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one function reached in a study."""

    label: str  # its spec, or the words of the study where the book has no such function
    name: str | None  # of the book, without parameters
    value: float  # the study's statistic of the runs
    deviation: float | None  # sample standard deviation of the runs
    runs: int | None  # None where the source does not say
    standard_error: float | None = None  # as printed, where the deviation was computed from it


@dataclass(frozen=True, slots=True)
class Study:
    """Results of several functions in one setup, which no other study shares."""

    key: str
    setup: Text
    metric: Text
    higher_is_better: bool
    statistic: str  # one of STATISTICS, over the runs
    source: Source
    remark: Text | None
    results: tuple[Result, ...]  # the best first
    decimals: int  # as many as the source prints

    @property
    def has_standard_errors(self) -> bool:
        """Whether the source prints standard errors, which the deviations were computed from."""
        return any(result.standard_error is not None for result in self.results)

    @property
    def best(self) -> Result:
        """The best result of the study."""
        return self.results[0]


def read_studies(tables: Mapping[str, object], file: str) -> dict[str, Study]:
    """The studies of the tables by key; an ActcliError names the file and study of a mistake."""
    return {key: _Reader(f"{file}: [{key}]", fields).study(key) for key, fields in tables.items()}


class _Reader:
    """Turns one TOML table into a Study and complains about the rest."""

    known = frozenset(
        (
            *("setup", "metric", "higher_is_better", "statistic", "runs"),
            *("source", "remark", "results"),
        )
    )
    known_of_results = frozenset(
        ("function", "label", "value", "deviation", "standard_error", "each", "runs")
    )

    def __init__(self, place: str, fields: object) -> None:
        self.place = place
        if not isinstance(fields, dict):
            self.refuse("is not a study", "write [name] above the fields of a study")
        self.fields: dict[str, Any] = fields

    def study(self, key: str) -> Study:
        self.only(self.fields, self.known, "")
        higher = self.fields.get("higher_is_better")
        if not isinstance(higher, bool):
            self.refuse("does not say what is better", "write higher_is_better = true or false")
        statistic = self.fields.get("statistic", "mean")
        if statistic not in STATISTICS:
            self.refuse(f"statistic {statistic!r} is not known", "write mean or median")
        tables = self.result_tables()
        results = [self.result(table) for table in tables]
        results.sort(key=lambda result: result.value, reverse=higher)
        return Study(
            key=key,
            setup=self.text("setup"),
            metric=self.text("metric"),
            higher_is_better=higher,
            statistic=statistic,
            source=self.source(),
            remark=self.text("remark") if "remark" in self.fields else None,
            results=tuple(results),
            decimals=max(_decimals(table) for table in tables),
        )

    def refuse(self, what: str, hint: str) -> NoReturn:
        raise ActcliError(f"{self.place} {what}", hint=hint)

    def only(self, table: Mapping[str, object], known: frozenset[str], whose: str) -> None:
        for field in table:
            if field not in known:
                self.refuse(f"{whose}{field} is not a field", "the head of the file lists them")

    def text(self, field: str) -> Text:
        value = self.fields.get(field)
        if not isinstance(value, dict) or value.keys() - {"en", "ko"}:
            self.refuse(f"has no {field}", f'write {field} = {{ en = "...", ko = "..." }}')
        for language in ("en", "ko"):
            if not isinstance(value.get(language), str) or not value[language].strip():
                self.refuse(f"has no {field} in {language}", "each text stands in en and ko")
        return Text(value["en"], value["ko"])

    def source(self) -> Source:
        value = self.fields.get("source")
        hint = 'write source = { author = "...", year = 2020, where = "...", url = "https://..." }'
        if not isinstance(value, dict):
            self.refuse("has no source", hint)
        self.only(value, frozenset(("author", "year", "where", "url")), "source.")
        for field in ("author", "where", "url"):
            if not isinstance(value.get(field), str) or not value[field].strip():
                self.refuse(f"has no {field} in source", hint)
        if not value["url"].startswith("https://"):
            self.refuse(f"source.url {value['url']!r} is no address", hint)
        if type(value.get("year")) is not int:
            self.refuse("has no year in source", hint)
        return Source(value["author"], value["year"], value["where"], value["url"])

    def result_tables(self) -> list[dict[str, Any]]:
        tables = self.fields.get("results")
        if not isinstance(tables, list) or len(tables) < 2:
            self.refuse("has not two results", "a comparison compares at least two functions")
        names = []
        for table in tables:
            if not isinstance(table, dict):
                self.refuse(
                    f"result {table!r} is no table", "write { function = ..., value = ... }"
                )
            self.only(table, self.known_of_results, "results.")
            label = self.label(table)
            names.append(_name(table) or label)
            if names[-1] in names[:-1]:
                self.refuse(f"has two results of {names[-1]}", "give one of them a label")
        return tables

    def label(self, table: dict[str, Any]) -> str:
        if ("function" in table) == ("label" in table):
            self.refuse(
                "has a result without one name",
                "name a function of the book, or give a label where the book has none",
            )
        label = table.get("function", table.get("label"))
        if not isinstance(label, str) or not label.strip():
            self.refuse(f"has a result of {label!r}", 'write function = "relu"')
        return label

    def result(self, table: dict[str, Any]) -> Result:
        label = self.label(table)
        if "each" in table:
            return Result(label, _name(table), *self.runs(label, table))
        runs = table.get("runs", self.fields.get("runs"))
        if runs is not None and (type(runs) is not int or runs < 1):
            self.refuse(
                f"runs of {label}: {runs!r} is no number of runs", "leave it out if unknown"
            )
        value = self.number(label, table, "value")
        deviation = self.deviation(label, table, runs)
        return Result(label, _name(table), value, deviation, runs, table.get("standard_error"))

    def number(self, label: str, table: Mapping[str, object], field: str) -> float:
        value = table.get(field)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            self.refuse(
                f"has no number as {field} of {label}", "write a finite number such as 87.48"
            )
        return float(value)

    def deviation(self, label: str, table: dict[str, Any], runs: int | None) -> float | None:
        if "deviation" not in table and "standard_error" not in table:
            return None
        if runs is None or runs < 2:
            self.refuse(f"has a deviation of {label} without runs", "write runs = 5, at least 2")
        if "standard_error" not in table:
            deviation = self.number(label, table, "deviation")
        elif "deviation" not in table:
            deviation = self.number(label, table, "standard_error") * math.sqrt(runs)
        else:
            self.refuse(f"has deviation and standard_error of {label}", "give one of the two")
        if deviation <= 0:
            self.refuse(f"deviation of {label} is not above 0", "runs that all agree are rounded")
        return deviation

    def runs(self, label: str, table: dict[str, Any]) -> tuple[float, float, int]:
        """Mean, deviation and number of the runs that a result lists one by one."""
        values = table["each"]
        if table.keys() & {"value", "deviation", "standard_error", "runs"}:
            self.refuse(f"has each run of {label} and more", "each says mean, deviation and runs")
        if not isinstance(values, list) or len(values) < 2:
            self.refuse(f"has not two runs of {label}", "write each = [73.5, 73.6, 73.8]")
        numbers = [self.number(label, {"each": value}, "each") for value in values]
        mean = math.fsum(numbers) / len(numbers)
        squares = math.fsum((number - mean) ** 2 for number in numbers)
        if squares == 0:
            self.refuse(f"runs of {label} all agree", "give value and runs, without deviation")
        return mean, math.sqrt(squares / (len(numbers) - 1)), len(numbers)


def _name(table: Mapping[str, Any]) -> str | None:
    """The name in a spec: leaky_relu of leaky_relu:0.3."""
    spec = table.get("function")
    return spec.partition(":")[0] if isinstance(spec, str) else None


def _decimals(table: Mapping[str, Any]) -> int:
    """How many decimals the source prints of a result."""
    values = table.get("each", [table.get("value")])
    return max(len(str(value).partition(".")[2]) for value in values)
