"""What `compare NAME --frameworks` answers: who means what by a name, and how far apart."""

from dataclasses import dataclass

from actcli.analysis.compare import beyond
from actcli.analysis.comparing.differences import Interval, Pair
from actcli.analysis.comparing.many import Pairs
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.variants import Group, definitions, difference
from actcli.catalog.activation import Activation
from actcli.catalog.load import Book
from actcli.errors import ActcliError


@dataclass(frozen=True)
class FrameworkComparison:
    """The definitions that go by one name, the paper's first, and every pair of them.

    `pairs` is empty for a function of a vector, whose differences are not measured.
    """

    function: Activation
    range: Interval
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    tolerance: Tolerance | None

    def from_first(self, group: Group) -> Pair | None:
        """How far a definition is from the first one; None for the first, and for vectors."""
        first = self.groups[0].function
        return next((p for p in self.pairs if p.f is first and p.g is group.function), None)

    def outside(self, pair: Pair) -> Pair | None:
        """Where two definitions that agree over the range differ after all, if they do.

        torch's softplus turns straight at x = 20.
        """
        further = difference(pair.f, pair.g)
        return further if not pair.max_difference and further.max_difference else None

    @property
    def beyond(self) -> list[Pair]:
        """The pairs that do not pass the tolerance."""
        return beyond(self.pairs)


def compare_frameworks(
    activation: Activation, book: Book, over: Interval, tolerance: Tolerance | None = None
) -> FrameworkComparison:
    """What frameworks mean by a function's name, over a finite range.

    Raises ActcliError for a formula of one's own, and for a function that no framework has.
    """
    if activation.entry is None:
        raise ActcliError(
            "--frameworks takes a name of the book, not a formula", "actcli list shows the names"
        )
    groups = definitions(activation, book)
    if not groups:
        raise ActcliError(
            f"no framework that actcli knows has {activation.name}",
            "actcli list --framework torch shows what one has",
        )
    functions = [] if activation.is_vector else [group.function for group in groups]
    pairs = tuple(Pairs(functions, over, 0, tolerance))
    return FrameworkComparison(activation, over, groups, pairs, tolerance)
