"""Variants: what every framework computes under a name of one function, and who agrees with whom.

hard_sigmoid   torch, keras, jax, timm   slope 1/6
               keras2                    slope 0.2: an entry of its own, by the same name there
               onnx                      slope 0.2 kept as float32
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from actcli.analysis.compare import DEFAULT_RANGE
from actcli.analysis.comparing.differences import Pair
from actcli.analysis.comparing.pairs import largest_difference
from actcli.catalog.activation import Activation
from actcli.catalog.build import build
from actcli.catalog.entry import Entry, Symbol
from actcli.catalog.load import Book, plain_name

# Where functions that agree in compare's range are looked at again: thresholds lie further out.
_FURTHER = (-100.0, 100.0)
_SIX_DIGITS = 1e-6


@dataclass(frozen=True)
class Variant:
    """What one framework means by the function's name.

    `symbols` are the framework's own paths that mean the very same; `function` has their parameters
    set. `is_paper` says whether that is what the bare name means.
    """

    framework: str
    symbols: tuple[str, ...]
    function: Activation
    is_paper: bool


@dataclass(frozen=True)
class Group:
    """Variants that agree, and the function that they all compute.

    Without variants: a definition that no framework has under the name.
    """

    function: Activation
    variants: tuple[Variant, ...]

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks of the group, each once."""
        return tuple(dict.fromkeys(variant.framework for variant in self.variants))


def variants(activation: Activation, book: Book) -> tuple[Variant, ...]:
    """Every framework symbol that goes by a name of the function, in the order of frameworks.toml.

    These are the symbols of its entry, and those of other entries whose last part is one of its
    names or of its own symbols' (keras2.activations.hard_sigmoid is an entry of its own). None for
    a formula of the user's.
    """
    entry = activation.entry
    if entry is None:
        return ()
    made: dict[str, Activation] = {}
    paths: dict[tuple[str, str], list[str]] = {}
    for symbol in _by_names(entry, book):
        function = build(book.entries[symbol.entry], symbol.settings, book)
        made.setdefault(function.spec, function)
        paths.setdefault((symbol.framework, function.spec), []).append(symbol.path)
    return tuple(
        Variant(framework, tuple(paths[framework, spec]), function, spec == entry.name)
        for framework in book.frameworks
        for spec, function in made.items()
        if (framework, spec) in paths
    )


def _by_names(entry: Entry, book: Book) -> list[Symbol]:
    own = (symbol.last for symbol in entry.symbols)
    names = {plain_name(name) for name in (entry.name, *entry.aliases, *own)}
    return [s for s in book.symbols() if s.entry == entry.name or plain_name(s.last) in names]


def grouped(found: Sequence[Variant]) -> tuple[Group, ...]:
    """The variants by definition: those of one canonical spec, or of the same values, together.

    The paper's definition comes first where a framework has it, then the groups as they are met.
    """
    groups: list[Group] = []
    for variant in sorted(found, key=lambda variant: not variant.is_paper):
        group = _group_of(variant.function, groups)
        if group is None:
            groups.append(Group(variant.function, (variant,)))
        else:
            longer = Group(group.function, (*group.variants, variant))
            groups[groups.index(group)] = longer
    return tuple(Group(g.function, tuple(sorted(g.variants, key=found.index))) for g in groups)


def _group_of(function: Activation, groups: Sequence[Group]) -> Group | None:
    """The group that has the function: by the names of its variants, else by its values."""
    for group in groups:
        if any(variant.function.spec == function.spec for variant in group.variants):
            return group
    return next((group for group in groups if _agree(group.function, function)), None)


def definitions(activation: Activation, book: Book) -> tuple[Group, ...]:
    """What the function's name means: in the paper, which comes first, and in every framework.

    Empty where no framework has the name.
    """
    groups = grouped(variants(activation, book))
    if not groups or activation.entry is None or groups[0].variants[0].is_paper:
        return groups
    paper = build(activation.entry, {}, book)
    same = [group for group in groups if _agree(paper, group.function)]
    others = [group for group in groups if group not in same]
    return (Group(paper, tuple(v for group in same for v in group.variants)), *others)


def _agree(one: Activation, other: Activation) -> bool:
    """Whether two functions are the same, by name or by value."""
    if one.spec == other.spec:
        return True
    if one.is_vector or other.is_vector:
        return False
    return difference(one, other).max_difference == 0.0


# A card compares the same definitions twice: to group them, and to find the widest gap.
@lru_cache(maxsize=64)
def difference(one: Activation, other: Activation) -> Pair:
    """The largest difference from -10 to 10, or from -100 to 100 where there is none."""
    pair = largest_difference(one, other, DEFAULT_RANGE)
    return pair if pair.max_difference else largest_difference(one, other, _FURTHER)


def widest(groups: Sequence[Group]) -> Pair | None:
    """The two groups that are furthest apart; None where all agree, and for vector functions.

    Of pairs as far apart to six digits the first, so that a constant kept as float32 decides
    nothing.
    """
    functions = [group.function for group in groups]
    if any(function.is_vector for function in functions):
        return None
    pairs = [difference(one, other) for one, other in combinations(functions, 2)]
    largest = max((pair.max_difference for pair in pairs), default=0.0)
    return next((p for p in pairs if p.max_difference >= largest * (1.0 - _SIX_DIGITS)), None)
