"""Which function a planned layer takes: the selection table's choice, or the user's own.

Needs no NumPy for names of the book.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actcli.analysis.planning.functions import Function, function_of
from actcli.analysis.planning.network import ARCHITECTURES, NOTES, RECURRENT, Note
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.answer import Answer
from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.catalog.load import Book
from actcli.catalog.shipped import shipped_fields
from actcli.errors import ActcliError

# What rows say of parameters in words: the w0 of SIREN, GPT-2's tanh form, the slope of DCGAN.
_PARAMETERS = {
    "siren": {"sine": "sine:w0=30"},
    "gpt2_ffn": {"gelu": "gelu:approximate=tanh"},
    "gan_discriminator": {"leaky_relu": "leaky_relu:negative_slope=0.2"},
}


class Question(NamedTuple):
    """What was asked about the hidden layers, beside the architecture."""

    architecture: str
    words: tuple[str, ...] = ()
    network: str | None = None
    concern: str | None = None

    @property
    def layer(self) -> str:
        """The layer of the selection table that the hidden layers are."""
        return "recurrent" if self.architecture in RECURRENT else "hidden"


class Choice(NamedTuple):
    """A function, the row that chose it, and what the reader is to be told about it."""

    function: Function
    row: Row | None
    notes: tuple[Note, ...] = ()


def own_function(spec: str, book: Book) -> Choice:
    """The function that the user wants in the hidden layers; ActcliError for one that cannot be."""
    function = function_of(spec, book)
    if function.is_vector:
        raise ActcliError(
            f"{function.name} is a function of a whole vector, not of one number",
            "hidden layers take an elementwise function: gelu, leaky_relu:0.2, 'x * sigmoid(x)'",
        )
    if _has_no_slope(function):
        raise ActcliError(
            f"the slope of {function.name} is 0 everywhere: nothing below it would learn",
            "relu or hard_tanh; with a straight-through gradient it is code of your own",
        )
    notes = (Note(f"{NOTES}.linear"),) if function.name == "identity" else ()
    return Choice(function, None, notes)


def hidden_choice(question: Question, book: Book) -> Choice:
    """The function that the selection table chooses for the hidden layers."""
    first: tuple[Row, Function] | None = None
    for answer in _answers(question):
        for row in _nearest_first(answer, question):
            offered = _offered(row, book)
            if not offered:
                continue
            first = first or (row, offered[0])
            taken = next(filter(_suits_a_plain_layer, offered), None)
            if taken is not None:
                notes = (*_not_met(question, first[0]), *_choice_notes(first[1], taken))
                return Choice(taken, row, notes)
    raise AssertionError("the selection table has no row for hidden layers")


def gate_choice(architecture: str, book: Book) -> Choice | None:
    """The function of the gates of an LSTM or GRU; None for a network without gates."""
    if RECURRENT.get(architecture, 1) == 1:
        return None
    row = recommend(layer="gate", network=architecture).rows[0]
    return Choice(function_of(row.choose[0], book), row)


def output_row(task: str, function: str) -> Row:
    """The best row for the output of a task that chooses the function of its head."""
    rows = recommend(task=task, layer="output").rows
    return next((row for row in rows if function in row.choose), rows[0])


def _answers(question: Question) -> Iterator[Answer]:
    """What the table says to all that was asked, then to less, to the architecture at last."""
    network, concern = _network(question), question.concern
    tries = [(question.words, network, concern), ((), network, concern)]
    tries += [((), question.architecture, concern), ((), question.architecture, None)]
    for words, its_network, its_concern in tries:
        answer = recommend(words, layer=question.layer, network=its_network, concern=its_concern)
        if answer.matched:
            yield answer


def _nearest_first(answer: Answer, question: Question) -> list[Row]:
    """The rows, those before others that name the very concern and network that were asked for.

    The architecture of a plan is no answer yet: every row for an MLP would outweigh a concern.
    """
    asked = {
        kind: {condition.name for condition in answer.conditions.get(kind, ())}
        for kind in ("concern", "network")
    }
    asked["network"] -= {question.architecture}

    def named(row: Row) -> int:
        return sum(bool(asked[kind] & set(row.conditions(kind))) for kind in asked)

    return sorted(answer.rows, key=named, reverse=True)


def _not_met(question: Question, row: Row) -> Iterable[Note]:
    """A note for a network or concern, given by name, that the row says nothing of."""
    for kind, name in (("network", question.network), ("concern", question.concern)):
        if name is not None and not _names(row, kind, name):
            yield Note(f"{NOTES}.no_row", {"asked": name})


def _names(row: Row, kind: str, spelling: str) -> bool:
    """Whether a row names a condition, which may be spelt in any way."""
    named = set(row.conditions(kind))
    options = {kind: spelling, "layer": "hidden"}
    return any(c.name in named for c in recommend(**options).conditions.get(kind, ()))


def _network(question: Question) -> str | None:
    """The network to ask for: a network that the words name stands, unless it is another kind."""
    if question.network is not None or not question.words:
        return question.network or question.architecture
    understood = recommend(question.words).conditions.get("network", ())
    names = {condition.name for condition in understood}
    return None if names - set(ARCHITECTURES) else question.architecture


def _offered(row: Row, book: Book) -> list[Function]:
    """The functions of a row for the hidden layers, the first choice first."""
    if not row.choose:  # a remark, whose alternatives are no answer to it
        return []
    choose = row.choose[:1] if row.layer == COMBINATION else row.choose
    specs = _PARAMETERS.get(row.key, {})
    return [function_of(specs.get(name, name), book) for name in (*choose, *row.alternatives)]


def _suits_a_plain_layer(function: Function) -> bool:
    return not function.is_vector and not _has_no_slope(function)


def _choice_notes(first: Function, taken: Function) -> Iterable[Note]:
    """Notes on a function that is not the first choice, and on layers that bend nothing."""
    if taken.name == "identity":
        yield Note(f"{NOTES}.linear")
    if not _suits_a_plain_layer(first):
        key = "vector_choice" if first.is_vector else "no_slope_choice"
        yield Note(f"{NOTES}.{key}", {"choice": first.name, "function": taken.name})


def _has_no_slope(function: Function) -> bool:
    """Whether f' is 0 wherever it exists, as for the step, so that nothing below learns."""
    fields = shipped_fields().get(function.name)
    return fields is not None and fields["dead_zones"] == [["-Infinity", "Infinity"]]
