"""What frameworks mean by a function's name, in words: who agrees, and how far others are apart."""

import shlex
from typing import TYPE_CHECKING, NamedTuple

from actcli.render.numbers import short

if TYPE_CHECKING:
    from actcli.analysis.comparing.differences import Pair
    from actcli.analysis.show import Card
    from actcli.analysis.variants import Group
    from actcli.render.words import Words

_MOST_PLACES = 2


class Definitions(NamedTuple):
    """Blocks of framework and symbols under a title, and a sentence if frameworks disagree."""

    blocks: list[tuple[str, list[tuple[str, str]]]]
    sentence: str


def definition_blocks(card: "Card", words: "Words") -> Definitions:
    """The framework's symbols for each definition, in blocks where there are several."""
    groups = card.groups
    if len(groups) < 2:
        return Definitions([(words("show.variants"), _symbols(g)) for g in groups], "")
    blocks = []
    for group in groups:
        facts = _symbols(group) or [("", words("show.nowhere"))]
        blocks.append((_title(group, card, words), facts))
    return Definitions(blocks, disagreement(groups, card.gap, words))


def _title(group: "Group", card: "Card", words: "Words") -> str:
    """The definition's name; its formula where that is another entry; whether the card is on it."""
    function = group.function
    title = function.spec
    if function.name != card.function.name:
        title += f"  {function.formula}"
    names = {function.spec, *(variant.function.spec for variant in group.variants)}
    return f"{title}  ({words('show.this')})" if card.function.spec in names else title


def _symbols(group: "Group") -> list[tuple[str, str]]:
    """A line for each framework with what it calls the function."""
    symbols: dict[str, list[str]] = {}
    for variant in group.variants:
        symbols.setdefault(variant.framework, []).extend(variant.symbols)
    return [(framework, ", ".join(paths)) for framework, paths in symbols.items()]


def disagreement(groups: "tuple[Group, ...]", gap: "Pair | None", words: "Words") -> str:
    """A sentence on several definitions of one name, with their largest difference."""
    if gap is None:
        return words("show.disagree_vector")
    places = ", ".join(short(x) for x in gap.at[:_MOST_PLACES])
    difference = short(gap.max_difference)
    by_function = {id(group.function): group for group in groups}
    pair = [by_function[id(function)] for function in (gap.f, gap.g)]
    f, g = map(_label, pair)
    if all(group.variants for group in pair):
        return words("show.disagree", f=f, g=g, difference=difference, at=places)
    if gap.f.name == gap.g.name:
        return words("show.unlike_paper", f=f, g=g, difference=difference, at=places)
    return words("show.not_meant", difference=difference, at=places)


def _label(group: "Group") -> str:
    """A definition and the frameworks that have it."""
    name = group.function.spec
    return f"{name} ({', '.join(group.frameworks)})" if group.variants else name


def code_text(card: "Card", words: "Words") -> str:
    """The commands that print the function as code and in LaTeX, and the frameworks there are."""
    if not card.code:
        return words("show.no_code")
    first = "torch" if "torch" in card.code else card.code[0]
    return words(
        "show.code_hint",
        spec=shlex.quote(card.function.spec),
        framework=first,
        others=", ".join(name for name in card.code if name != first),
    )
