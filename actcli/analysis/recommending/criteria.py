"""The selection table: which function to choose when and why, read from criteria.toml."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from actcli.analysis.recommending.conditions import Condition, Text, names_of_kinds
from actcli.analysis.recommending.names import readers_name
from actcli.errors import ActcliError

LANGUAGES = ("en", "ko")
# Stands in a row for "does not depend on it".
ANY = "any"
# The layer of a row that names one function for the hidden layers and one for the output.
COMBINATION = "hidden+output"


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of advice: what to choose in one situation, and why."""

    key: str
    when: Text
    choose: tuple[str, ...]  # names of the book
    specs: tuple[str, ...]  # the same with the parameters that are meant: leaky_relu:0.2
    choice: Text  # how `choose` reads
    alternatives: tuple[str, ...]
    about: tuple[str, ...]
    layer: str
    task: str | None
    network: tuple[str, ...]
    concern: tuple[str, ...]
    because: Text
    avoid: Text | None
    avoid_names: tuple[str, ...]
    loss: Text | None
    initialisation: Text | None
    today: Text | None  # where today's practice differs from the classic table
    compared: tuple[str, ...]  # published comparisons that bear on the choice
    source: str
    classic: bool

    def conditions(self, kind: str) -> tuple[str, ...]:
        """Return the conditions of one kind that the row names; none where it depends on none."""
        value = getattr(self, kind)
        if isinstance(value, str):
            return () if value == ANY else (value,)
        return value or ()


def read_criteria(
    text: str, file: str, conditions: tuple[Condition, ...], studies: Collection[str] = ()
) -> tuple[Row, ...]:
    """The rows written in `text`; an ActcliError names the file and row of a mistake."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ActcliError(f"{file}: {error}", hint="each row is one TOML table") from None
    return read_rows(tables, file, conditions, studies)


def read_rows(
    tables: Mapping[str, object],
    file: str,
    conditions: tuple[Condition, ...],
    studies: Collection[str] = (),
) -> tuple[Row, ...]:
    """The rows of the tables; an ActcliError names the file and row of a mistake.

    `studies` has the keys of the published comparisons that a row can name.
    """
    names = names_of_kinds(conditions)
    return tuple(_Reader(file, key, fields, names, studies).row() for key, fields in tables.items())


class _Reader:
    """Turns one TOML table into a Row and complains about the rest."""

    known = frozenset(
        (
            *("when", "choose", "choice", "alternatives", "about"),
            *("layer", "task", "network", "concern"),
            *(
                "because",
                "avoid",
                "loss",
                "initialisation",
                "today",
                "compared",
                "source",
                "classic",
            ),
        )
    )

    def __init__(
        self,
        file: str,
        key: str,
        fields: object,
        conditions: Mapping[str, set[str]],
        studies: Collection[str],
    ) -> None:
        self.place = f"{file}: [{key}]"
        self.key = key
        if not isinstance(fields, dict):
            self.refuse("is not a row", "write [name] above the fields of a row")
        self.fields: dict[str, Any] = fields
        self.known_conditions = conditions
        self.known_studies = studies

    def row(self) -> Row:
        for field in self.fields:
            if field not in self.known:
                self.refuse(f"{field} is not a field", "the head of the file lists the fields")
        specs = self.specs()
        choose = tuple(spec.partition(":")[0] for spec in specs)
        avoid = self.fields.get("avoid", {})
        layer = self.condition("layer", self.string("layer"))
        if layer == COMBINATION and len(choose) != 2:
            self.refuse(
                f"choose has {len(choose)} names for {COMBINATION}",
                "name one function for the hidden layers and one for the output",
            )
        task = self.string("task") if "task" in self.fields else None
        return Row(
            key=self.key,
            when=self.text("when"),
            choose=choose,
            specs=specs,
            choice=self.text("choice") if "choice" in self.fields else _bare_choice(choose),
            alternatives=self.name_list("alternatives"),
            about=self.name_list("about"),
            layer=layer,
            task=task if task is None else self.condition("task", task),
            network=self.conditions("network"),
            concern=self.conditions("concern"),
            because=self.text("because"),
            avoid=self.text("avoid", also="names") if avoid else None,
            avoid_names=tuple(avoid.get("names", ())) if isinstance(avoid, dict) else (),
            loss=self.optional_text("loss"),
            initialisation=self.optional_text("initialisation"),
            today=self.optional_text("today"),
            compared=self.compared(),
            source=self.string("source"),
            classic=self.fields.get("classic", False) is True,
        )

    def refuse(self, what: str, hint: str) -> NoReturn:
        raise ActcliError(f"{self.place} {what}", hint=hint)

    def string(self, field: str) -> str:
        value = self.fields.get(field)
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"has no {field}", f'write {field} = "..."')
        return value

    def name_list(self, field: str, needed: bool = False) -> tuple[str, ...]:
        if field not in self.fields and not needed:
            return ()
        value = self.fields.get(field)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(f"has no list of names in {field}", f'write {field} = ["relu"]')
        return tuple(value)

    def specs(self) -> tuple[str, ...]:
        specs = self.name_list("choose", needed=True)
        for spec in specs:
            name, colon, parameters = spec.partition(":")
            if not name.strip() or (colon and not parameters.strip()):
                self.refuse(f"choose has {spec!r}", 'write a name, or "leaky_relu:0.2"')
        return specs

    def text(self, field: str, also: str = "") -> Text:
        value = self.fields.get(field)
        if not isinstance(value, dict):
            self.refuse(f"has no {field}", f'write {field} = {{ en = "...", ko = "..." }}')
        for language in LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                self.refuse(f"has no {field} in {language}", "each text stands in en and ko")
        for name in value.keys() - {*LANGUAGES, also}:
            self.refuse(f"{field}.{name} is not a field", "a text has en and ko")
        return Text(value["en"], value["ko"])

    def optional_text(self, field: str) -> Text | None:
        return self.text(field) if field in self.fields else None

    def condition(self, kind: str, name: str) -> str:
        if name != ANY and name not in self.known_conditions[kind]:
            self.refuse(f"{kind} {name!r} is not known", f"add [{kind}.{name}] to conditions.toml")
        return name

    def compared(self) -> tuple[str, ...]:
        keys = self.name_list("compared")
        for key in keys:
            if key not in self.known_studies:
                self.refuse(f"compared {key!r} is not known", f"add [{key}] to published.toml")
        return keys

    def conditions(self, kind: str) -> tuple[str, ...]:
        return tuple(self.condition(kind, name) for name in self.name_list(kind))


def _bare_choice(choose: tuple[str, ...]) -> Text:
    names = ", ".join(map(readers_name, choose))
    return Text(names, names)
