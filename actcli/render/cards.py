"""The card of one function, and the table of all of them.

A card begins with what a learner wants first: the formula, the picture, what the function is good
for. Then come the measured numbers, and the names last.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from actcli.render.definitions import Definitions, code_text, definition_blocks
from actcli.render.numbers import short
from actcli.render.tables import plain_table
from actcli.render.traits import GAUSSIAN_KEYS, SHAPE_KEYS, trait_cells

if TYPE_CHECKING:
    from actcli.analysis.conventions import Convention
    from actcli.analysis.example import Example
    from actcli.analysis.show import Card
    from actcli.catalog.entry import ParameterRule, Value
    from actcli.render.words import Words

Facts = list[tuple[str, str]]


def list_table(
    rows: Sequence[tuple[str, str, float | None, str]], quantity: str, words: "Words"
) -> Table:
    """Name, family, the quantity that decides the order if any, and what it is."""
    table = plain_table()
    table.add_column(words("list.name"), style="bold", no_wrap=True)
    table.add_column(words("list.family"), no_wrap=True)
    if quantity:
        table.add_column(quantity, justify="right", no_wrap=True)
    table.add_column(words("list.summary"), overflow="fold")
    for name, family, number, summary in rows:
        cells = _number_cells(number) if quantity else []
        table.add_row(name, words(f"families.{family}"), *cells, summary)
    return table


def framework_table(
    rows: Sequence[tuple[str, str, float | None]], framework: str, quantity: str, words: "Words"
) -> Table:
    """A framework's own names, each with the spec of the very function that it computes."""
    table = plain_table()
    heading = words("list.name_in", framework=framework)
    table.add_column(heading, style="bold", overflow="fold")
    table.add_column(words("list.function"), overflow="fold")
    if quantity:
        table.add_column(quantity, justify="right", no_wrap=True)
    for path, spec, number in rows:
        table.add_row(path, spec, *(_number_cells(number) if quantity else []))
    return table


def _number_cells(number: float | None) -> list[str]:
    return ["" if number is None else short(number)]


def card_view(card: "Card", words: "Words", picture: Text | None = None) -> RenderableType:
    """All that is known about a function, one part below the other."""
    blocks: list[tuple[str, Facts]] = []
    if card.traits is not None:
        cells = trait_cells(card.traits, words)
        shape = [(words(f"traits.{key}"), cells[key]) for key in SHAPE_KEYS]
        blocks.append((words("show.shape"), [*shape, *_convention_facts(card, words)]))
        blocks.append((words("show.gaussian"), _gaussian_facts(card, cells, words)))
    elif card.example is not None:
        blocks.append((words("show.example"), _example_facts(card.example, words)))
    definitions = definition_blocks(card, words)
    names = (words("show.names"), _name_facts(card, words))
    facts = [_formula_facts(card, words), *(f for _, f in [*blocks, *definitions.blocks, names])]
    width = max(cell_len(label) for part in facts for label, _ in part)
    return Group(
        _heading(card),
        _facts(facts[0], width),
        *([Text(""), picture] if picture is not None else []),
        *(_section(title, body) for title, body in _prose_sections(card, words)),
        *(_block(title, part, width) for title, part in blocks),
        *([_jacobian(card.example, words)] if card.example is not None else []),
        *_definitions(definitions, width, words),
        _block(*names, width),
    )


def _heading(card: "Card") -> Text:
    heading = Text.assemble((card.function.spec, "bold"), overflow="fold")
    if card.text.summary:
        heading.append(f"  {card.text.summary}")
    return heading


def _formula_facts(card: "Card", words: "Words") -> Facts:
    function, entry = card.function, card.function.entry
    facts = [(words("show.formula"), function.formula)]
    if entry is None:
        return facts
    if entry.textbook and not function.is_vector:
        facts.append((words("show.textbook"), entry.textbook))
    for name, value in function.parameters.items():
        text = f"{name} = {_parameter_text(value, entry.parameters[name], words)}"
        facts.append((words("show.parameters"), text))
    return _without_repeats(facts)


def _without_repeats(facts: Facts) -> Facts:
    """A label that is that of the line above is left blank."""
    labels = ["", *(label for label, _ in facts)]
    return [
        ("" if label == labels[index] else label, text) for index, (label, text) in enumerate(facts)
    ]


def _parameter_text(value: "Value", rule: "ParameterRule", words: "Words") -> str:
    """A parameter's value, and what is usual: 0.2  (default 0.01, usually 0 to 0.3)."""
    from actcli.catalog.activation import value_text

    key = "show.is_default" if value == rule.default else "show.default"
    known = [words(key, value=value_text(rule.default))]
    if rule.usual is not None:
        low, high = map(short, rule.usual)
        known.append(words("show.usual", low=low, high=high))
    if rule.above is not None:
        known.append(words("show.above", value=short(rule.above)))
    if rule.choices:
        known.append(words("show.choices", choices="/".join(rule.choices)))
    return f"{value_text(value)}  ({', '.join(known)})"


def _prose_sections(card: "Card", words: "Words") -> list[tuple[str, Sequence[str]]]:
    """The longer text on a function: heading and paragraphs."""
    text, entry = card.text, card.function.entry
    sections: list[tuple[str, Sequence[str]]] = [
        ("definition", (text.definition,) if text.definition else ()),
        ("characteristics", text.characteristics),
        ("strengths", text.strengths),
        ("weaknesses", text.weaknesses),
        ("uses", text.uses),
        ("models", (", ".join(entry.models),) if entry is not None and entry.models else ()),
    ]
    return [(words(f"show.{key}"), body) for key, body in sections if body]


def _convention_facts(card: "Card", words: "Words") -> Facts:
    """The slope at kinks, other slopes of frameworks, and what they return at ±inf and NaN."""
    facts: Facts = []
    traits = card.traits
    kinks = traits.kinks if traits is not None and traits.smoothness == "C0" else ()
    alike: dict[tuple[bool, float, str], list[Convention]] = {}
    for convention in card.kinks:
        others = _with_others("", convention, words)
        key = (convention.x in kinks, convention.value, others)
        alike.setdefault(key, []).append(convention)
    for (is_kink, slope, _others), conventions in alike.items():
        places = ", ".join(short(convention.x) for convention in conventions)
        value = words("traits.values.at", value=short(slope), at=places)
        label = words("show.kinks" if is_kink else "show.other_slopes")
        facts.append((label, _with_others(value, conventions[0], words)))
    for convention in card.infinities:
        label = words("show.at_input", x=short(convention.x))
        facts.append((label, _with_others(short(convention.value), convention, words)))
    return _without_repeats(facts)


def _with_others(value: str, convention: "Convention", words: "Words") -> str:
    """A value, and what others return: 0 at x = 0, as in PyTorch; jax: 1."""
    if convention.as_torch:
        value = words("show.as_torch", value=value)
    others: dict[str, list[str]] = {}
    for other in convention.others:
        who = others.setdefault(short(other.value), [])
        who += [other.framework] if other.framework not in who else []
    return "; ".join([value, *(f"{', '.join(who)}: {theirs}" for theirs, who in others.items())])


def _gaussian_facts(card: "Card", cells: Mapping[str, str], words: "Words") -> Facts:
    """Moments and gains, the gain that PyTorch recommends, and how to draw the weights."""
    facts = [(words(f"traits.{key}"), cells[key]) for key in GAUSSIAN_KEYS]
    if card.gain is not None:
        place = GAUSSIAN_KEYS.index("backward_gain") + 1
        facts.insert(place, (words("show.conventional_gain"), _gain_text(card.gain, words)))
    found = card.initialisation
    gain = card.traits.forward_gain if card.traits is not None else None
    if found is not None:
        lines = [found.reasons[words.language], found.source]
        if found.weights:
            rule = words("show.initialisation_rule", name=found.name, weights=found.weights)
            lines.insert(0, rule)
        facts.append((words("show.initialisation"), "\n".join(lines)))
    elif gain is not None:
        text = words("show.initialisation_measured", gain=short(gain))
        facts.append((words("show.initialisation"), text))
    return facts


def _gain_text(gain: float, words: "Words") -> str:
    from actcli.analysis.initialisation import GAIN_SOURCE

    return words("show.conventional_value", value=short(gain, 10), source=GAIN_SOURCE)


def _definitions(definitions: Definitions, width: int, words: "Words") -> Sequence[RenderableType]:
    """The names in frameworks: one block, or a sentence and a block for each definition."""
    if not definitions.sentence:
        return [_block(title, facts, width) for title, facts in definitions.blocks]
    parts: list[RenderableType] = [
        Text(f"\n{words('show.variants_differ')}", style="bold"),
        Text(definitions.sentence),
    ]
    for title, facts in definitions.blocks:
        parts += [Text(f"\n{title}", overflow="fold"), _facts(facts, width)]
    return parts


def _example_facts(example: "Example", words: "Words") -> Facts:
    """What holds for every vector, and what comes of one."""
    sums = "sums_to_one" if example.sums_to_one else "sums_vary"
    lengths = {1.0: "same_length", 0.5: "half_length", 2.0: "double_length"}
    ratio = example.length_ratio
    if ratio is None:
        length = words("show.group_length")
    elif ratio in lengths:
        length = words(f"show.{lengths[ratio]}")
    else:
        length = words("show.other_length", ratio=short(ratio))
    return [
        (words("show.outputs"), length),
        (words("show.sums"), words(f"show.{sums}")),
        ("x", _vector_text(example.x)),
        ("f(x)", _vector_text(example.y)),
    ]


def _vector_text(numbers: Sequence[float]) -> str:
    return f"({', '.join(short(number, 4) for number in numbers)})"


def _jacobian(example: "Example", words: "Words") -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for _ in example.x:
        table.add_column(justify="right", no_wrap=True)
    for row in example.jacobian:
        table.add_row(*(short(slope, 4) for slope in row))
    return Group(Text(words("show.jacobian"), style="dim"), Padding(table, (0, 0, 0, 2)))


def _name_facts(card: "Card", words: "Words") -> Facts:
    """Aliases, the paper, and how to see the function as code."""
    from actcli.catalog.activation import value_text

    entry = card.function.entry
    facts: Facts = []
    if entry is not None and entry.aliases:
        names = [
            f"{name} ({', '.join(f'{key}={value_text(v)}' for key, v in values.items())})"
            if values
            else name
            for name, values in entry.aliases.items()
        ]
        facts.append((words("show.aliases"), ", ".join(names)))
    if entry is not None and entry.source:
        facts.append((words("show.source"), entry.source))
    facts.append((words("show.code"), code_text(card, words)))
    return facts


def _facts(facts: Sequence[tuple[str, str]], width: int) -> Table:
    """Label and text, the labels in a column of so many cells."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=width)
    table.add_column(overflow="fold")  # else rich drops wide characters at the edge
    for label, text in facts:
        table.add_row(label, text)
    return table


def _block(title: str, facts: Sequence[tuple[str, str]], width: int) -> RenderableType:
    return Group(Text(f"\n{title}", style="bold"), _facts(facts, width))


def _section(title: str, paragraphs: Sequence[str]) -> RenderableType:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for paragraph in paragraphs:
        lines.add_row("•" if len(paragraphs) > 1 else "", paragraph)
    return Group(Text(f"\n{title}", style="bold"), Padding(lines, (0, 0, 0, 1)))
