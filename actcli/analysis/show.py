"""What show answers: all that is known about one function, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from actcli.analysis.comparing.differences import Pair
from actcli.analysis.conventions import Convention, answers_at_infinity, slopes_at_kinks
from actcli.analysis.example import Example, example
from actcli.analysis.initialisation import (
    GAIN_SOURCE,
    Initialisation,
    conventional_gain,
    initialisation,
)
from actcli.analysis.variants import Group, Variant, definitions, variants, widest
from actcli.catalog.activation import Activation
from actcli.catalog.code import CODE_FRAMEWORKS
from actcli.catalog.load import Book
from actcli.catalog.prose import Prose, prose
from actcli.catalog.traits import Traits, traits_of
from actcli.errors import ActcliError


@dataclass(frozen=True)
class Card:
    """One function: its traits (None for a vector), texts, conventions, and its names everywhere.

    The texts are in `language`. `groups` are the definitions that go by its names, `gap` the two
    that are furthest apart. `code` are the frameworks for which there is code.
    """

    function: Activation
    language: str
    traits: Traits | None
    text: Prose
    gain: float | None
    initialisation: Initialisation | None
    kinks: tuple[Convention, ...]
    infinities: tuple[Convention, ...]
    example: Example | None
    groups: tuple[Group, ...]
    gap: Pair | None
    code: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The card as JSON writes it; non-finite numbers are left to the writer."""
        return {
            **_entry_fields(self.function),
            "traits": self.traits.as_json() if self.traits is not None else None,
            "gains": self._gains(),
            "initialisation": _initialisation_fields(self.initialisation),
            "kinks": {
                "convention": "torch",
                "slopes": [_convention_fields(kink, "slope") for kink in self.kinks],
            },
            "observations": [_convention_fields(end, "value") for end in self.infinities],
            "example": asdict(self.example) if self.example is not None else None,
            "variants": self._variants(),
            "code": list(self.code),
            "text": self._texts(),
        }

    def _gains(self) -> dict[str, Any]:
        gain = self.gain
        return {
            "forward": self.traits.forward_gain if self.traits else None,
            "backward": self.traits.backward_gain if self.traits else None,
            "conventional": None if gain is None else {"value": gain, "source": GAIN_SOURCE},
        }

    def _variants(self) -> dict[str, Any]:
        gap = self.gap
        return {
            "definitions": [_group_fields(group) for group in self.groups],
            "largest_difference": None
            if gap is None
            else {
                "f": gap.f.spec,
                "g": gap.g.spec,
                "max_difference": gap.max_difference,
                "at": list(gap.at),
            },
        }

    def _texts(self) -> dict[str, Any]:
        found = self.initialisation
        return {
            "summary": self.text.summary,
            "definition": self.text.definition,
            "characteristics": list(self.text.characteristics),
            "strengths": list(self.text.strengths),
            "weaknesses": list(self.text.weaknesses),
            "uses": list(self.text.uses),
            "initialisation": found.reasons[self.language] if found is not None else "",
        }


def card_of(function: Activation, book: Book, language: str) -> Card:
    """All that is known about a function, its texts in "en" or "ko"."""
    traits = traits_of(function)
    groups = definitions(function, book)
    found = _of_the_function(function, groups, book)
    return Card(
        function=function,
        language=language,
        traits=traits,
        text=Prose() if function.entry is None else prose(function.name, language),
        gain=conventional_gain(function),
        initialisation=initialisation(function),
        kinks=slopes_at_kinks(function, traits, found),
        infinities=answers_at_infinity(function, found),
        example=example(function),
        groups=groups,
        gap=widest(groups),
        code=tuple(name for name in CODE_FRAMEWORKS if _has_code(function, name)),
    )


def _of_the_function(
    function: Activation, groups: Sequence[Group], book: Book
) -> tuple[Variant, ...]:
    """The variants that mean this function, at any parameters, or one of the same values."""
    meant = {
        path
        for group in groups
        if function.name in (group.function.name, *(v.function.name for v in group.variants))
        for variant in group.variants
        for path in variant.symbols
    }
    return tuple(v for v in variants(function, book) if meant.issuperset(v.symbols))


def _has_code(function: Activation, framework: str) -> bool:
    if not function.is_vector:
        return True
    try:
        return bool(function.code(framework))
    except ActcliError:
        return False


def _entry_fields(function: Activation) -> dict[str, Any]:
    """What the book says of a function; a formula of the user's has no more than itself."""
    entry = function.entry
    return {
        "function": function.spec,
        "name": function.name,
        "family": entry.family if entry else None,
        "formula": function.formula,
        "textbook": (entry.textbook or None) if entry else None,
        "latex": function.latex,
        "parameters": function.parameters,
        "aliases": list(entry.aliases) if entry else [],
        "frameworks": [
            {"framework": s.framework, "symbol": s.path, "parameters": dict(s.settings)}
            for s in (entry.symbols if entry else ())
        ],
        "source": entry.source if entry else None,
        "models": list(entry.models) if entry else [],
        "classic": entry.classic if entry else None,
    }


def _initialisation_fields(found: Initialisation | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"rule": found.rule, "weights": found.weights or None, "source": found.source}


def _convention_fields(convention: Convention, quantity: str) -> dict[str, Any]:
    return {
        "x": convention.x,
        quantity: convention.value,
        "as_torch": convention.as_torch,
        "others": [
            {"framework": other.framework, "symbols": list(other.symbols), quantity: other.value}
            for other in convention.others
        ],
    }


def _group_fields(group: Group) -> Mapping[str, Any]:
    return {
        "function": group.function.spec,
        "formula": group.function.formula,
        "parameters": group.function.parameters,
        "frameworks": list(group.frameworks),
        "symbols": [path for variant in group.variants for path in variant.symbols],
    }
