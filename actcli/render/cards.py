"""The card of one function, and the table of all of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from actcli.render.tables import plain_table
from actcli.render.traits import TRAIT_KEYS, trait_cells

if TYPE_CHECKING:
    from actcli.catalog.activation import Activation
    from actcli.catalog.prose import Prose
    from actcli.catalog.traits import Traits
    from actcli.render.words import Words


def list_table(records: Sequence[Mapping[str, Any]], words: "Words") -> Table:
    """Name, formula and what it is, a function a row."""
    table = plain_table()
    table.add_column(words("list.name"), style="bold", no_wrap=True)
    table.add_column(words("list.family"), no_wrap=True)
    table.add_column(words("list.summary"), overflow="fold")
    for record in records:
        family = words(f"families.{record['family']}")
        table.add_row(record["function"], family, record["summary"])
    return table


def card(
    function: "Activation", traits: "Traits | None", prose: "Prose", words: "Words"
) -> RenderableType:
    """Formula, traits, names and text of one function."""
    heading = Text.assemble((function.spec, "bold"), overflow="fold")
    if prose.summary:
        heading.append(f"  {prose.summary}")
    parts: list[RenderableType] = [heading, _facts(card_facts(function, traits, words))]
    parts += [_section(title, body) for title, body in card_sections(prose, words)]
    return Group(*parts)


def card_facts(
    function: "Activation", traits: "Traits | None", words: "Words"
) -> list[tuple[str, str]]:
    """What is known of a function, as label and text."""
    facts = [(words("show.formula"), function.formula)]
    entry = function.entry
    if entry is not None and entry.textbook and not function.is_vector:
        facts.append((words("show.textbook"), entry.textbook))
    for name, value in function.parameters.items():
        facts.append((words("show.parameters"), f"{name} = {_parameter(value)}"))
    if traits is not None:
        cells = trait_cells(traits, words)
        facts += [(words(f"traits.{key}"), cells[key]) for key in TRAIT_KEYS]
    if entry is not None:
        if entry.aliases:
            names = [_with_settings(name, values) for name, values in entry.aliases.items()]
            facts.append((words("show.aliases"), ", ".join(names)))
        if entry.symbols:
            symbols = [_with_settings(symbol.path, symbol.settings) for symbol in entry.symbols]
            facts.append((words("show.frameworks"), ", ".join(symbols)))
        facts.append((words("show.source"), entry.source))
    return facts


def card_sections(prose: "Prose", words: "Words") -> list[tuple[str, Sequence[str]]]:
    """The longer text on a function: heading and paragraphs."""
    sections: list[tuple[str, Sequence[str]]] = [
        ("definition", (prose.definition,) if prose.definition else ()),
        ("characteristics", prose.characteristics),
        ("strengths", prose.strengths),
        ("weaknesses", prose.weaknesses),
        ("uses", prose.uses),
    ]
    return [(words(f"show.{key}"), body) for key, body in sections if body]


def _with_settings(name: str, settings: Mapping[str, float | str]) -> str:
    """A name and the parameters that it sets: keras.layers.LeakyReLU (negative_slope=0.3)."""
    if not settings:
        return name
    return f"{name} ({', '.join(f'{key}={_parameter(value)}' for key, value in settings.items())})"


def _parameter(value: float | str) -> str:
    from actcli.catalog.activation import value_text

    return value_text(value)


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in facts:
        table.add_row(label, text)
    return table


def _section(title: str, paragraphs: Sequence[str]) -> RenderableType:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")  # else rich drops wide characters at the edge
    for paragraph in paragraphs:
        lines.add_row("•" if len(paragraphs) > 1 else "", paragraph)
    return Group(Text(f"\n{title}", style="bold"), Padding(lines, (0, 0, 0, 1)))
