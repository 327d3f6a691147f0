"""Which function a planned layer takes: the selection table's choice, or the user's own.

Needs no NumPy for names of the book.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actcli.analysis.planning.fitness import has_no_slope, unfit_formula, unfitness
from actcli.analysis.planning.functions import function_of
from actcli.analysis.planning.network import NOTES, RECURRENT, Note
from actcli.analysis.planning.rows import Asked, Question, asked_of, names_any, rows_for
from actcli.analysis.planning.specs import Function
from actcli.analysis.recommend import recommend
from actcli.analysis.recommending.conditions import Condition
from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.analysis.recommending.table import load_criteria
from actcli.catalog.load import Book
from actcli.errors import ActcliError


class Choice(NamedTuple):
    """A function, the row that chose it, and what the reader is to be told about it."""

    function: Function
    row: Row | None
    notes: tuple[Note, ...] = ()


def own_function(spec: str, architecture: str, book: Book) -> Choice:
    """The function that the user wants in the hidden layers; ActcliError for one that cannot be."""
    if spec.strip().isdecimal():
        raise ActcliError(
            f"{spec.strip()} is a number, not a function",
            "--hidden takes a function: gelu, 'x * sigmoid(x)'; the widths stand in --plan",
        )
    function = function_of(spec, book)
    if function.is_vector:
        raise ActcliError(
            f"{function.name} is a function of a whole vector, not of one number",
            "hidden layers take an elementwise function: gelu, leaky_relu:0.2, 'x * sigmoid(x)'",
        )
    if has_no_slope(function):
        raise ActcliError(
            f"the slope of {function.name} is 0 everywhere: nothing below it would learn",
            "relu or hard_tanh; with a straight-through gradient it is code of your own",
        )
    unfit_formula(function, book)
    return Choice(function, None, tuple(_linear_notes(function, architecture)))


def hidden_choice(question: Question, book: Book, framework: str | None = None) -> Choice:
    """The function that the selection table chooses for the hidden layers.

    `framework` is the one that code is wanted for: a function that it has no layer for is passed
    over. Raises ActcliError where the question rules all functions of the table out.
    """
    asked = asked_of(question)
    first: tuple[Row, Function, str] | None = None
    for row in rows_for(question, asked):
        for offered in _offered(row, question.architecture, book):
            fault = unfitness(offered, asked, framework)
            if fault is not None:
                first = first or (row, offered, fault)
                continue
            notes = [*_not_met(question, asked, first[0] if first else row)]
            if first is not None:
                fields = {"choice": first[1].name, "function": offered.name}
                notes.append(Note(f"{NOTES}.{first[2]}", fields))
            notes += _linear_notes(offered, question.architecture)
            return Choice(offered, row, tuple(notes))
    raise ActcliError("the table has no other function for these layers", "name one: --hidden SPEC")


def gate_choice(architecture: str, book: Book) -> Choice | None:
    """The function of the gates of an LSTM or GRU; None for a network without gates."""
    if RECURRENT.get(architecture, 1) == 1:
        return None
    row = recommend(layer="gate", network=architecture).rows[0]
    return Choice(function_of(row.choose[0], book), row)


def _offered(row: Row, architecture: str, book: Book) -> list[Function]:
    """The functions of a row for the hidden layers, the first choice first."""
    specs = row.specs[:1] if row.layer == COMBINATION else row.specs
    # The ReLU that rows offer beside tanh is that of plain RNNs, not of cells with gates.
    alternatives = row.alternatives if RECURRENT.get(architecture, 1) == 1 else ()
    return [function_of(spec, book) for spec in (*specs, *alternatives)]


def _not_met(question: Question, asked: Asked, row: Row) -> Iterable[Note]:
    """A note for each network or concern that neither the row nor the output's rows speak of."""
    if question.architecture == "rnn" and "vanishing-gradient" in asked.names("concern"):
        yield Note(f"{NOTES}.gates_remedy")
    key = "no_row_recurrent" if question.layer == "recurrent" else "no_row"
    for condition in _unnamed(question, asked, row):
        yield Note(f"{NOTES}.{key}", {"asked": condition.title})


def _unnamed(question: Question, asked: Asked, row: Row) -> Iterator[Condition]:
    for kind, conditions in (("network", asked.networks), ("concern", asked.concerns)):
        given = question.network if kind == "network" else question.concern
        for condition in conditions:
            if condition.name in row.conditions(kind):
                continue
            if condition.name == "vanishing-gradient" and question.architecture == "rnn":
                continue
            if kind == "concern" and _is_of_the_output(condition.name):
                continue
            # Of several networks that words name ("GAN generator") one is enough.
            if given is None and kind == "network" and names_any(row, kind, asked):
                continue
            yield condition


def _is_of_the_output(concern: str) -> bool:
    """Whether only rows for the output speak of a concern."""
    return all(row.layer == "output" for row in load_criteria() if concern in row.concern)


def _linear_notes(function: Function, architecture: str) -> Iterator[Note]:
    """That layers of the identity bend nothing; the gates of an LSTM or GRU still do."""
    if function.name == "identity" and RECURRENT.get(architecture, 1) == 1:
        yield Note(f"{NOTES}.linear")
