"""Which activation function to choose: rows of the selection table that answer a question."""

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from actcli.analysis.recommending.answer import Answer, Contradiction
from actcli.analysis.recommending.conditions import KINDS, Condition
from actcli.analysis.recommending.criteria import ANY, COMBINATION, Row
from actcli.analysis.recommending.reading import Reading, forgiven, read_question, squeeze
from actcli.analysis.recommending.table import load_conditions, load_criteria
from actcli.errors import ActcliError

NEAREST = 3
RECURRENT_NETWORKS = {"rnn", "lstm", "gru"}
PARTS_OF_A_GAN = {"generator", "discriminator"}
LONGEST_QUESTION = 500  # characters; forgiving typing mistakes takes time that grows with it
LOOKS_LIKE = 0.6  # the share of letters in common from which an unknown word is a near one

# How well a row answers. A condition that was asked and is named by the row counts most; half of
# a combination counts less than the layer itself; a row that is narrower than the question less
# than a general one; and for equal scores the order of the table decides.
ASKED_AND_NAMED = 4
WHOLE_COMBINATION = 5
HALF_A_COMBINATION = 3
NARROWER_THAN_ASKED = -1
CHOOSES_THE_FUNCTION = 1
IS_THAT_COMBINATION = 2
IS_ABOUT_THE_FUNCTION = 6
REPLACES_THE_FUNCTION = 2


def recommend(
    words: Sequence[str] = (),
    task: str | None = None,
    layer: str | None = None,
    network: str | None = None,
    concern: str | None = None,
) -> Answer:
    """Answer a question in free words, in conditions, or both; a condition given by name wins."""
    options = {"task": task, "layer": layer, "network": network, "concern": concern}
    chosen = {
        kind: _condition(kind, value).name for kind, value in options.items() if value is not None
    }
    # NFC, so that the answer shows a question as it was meant even if it came in parts.
    question = unicodedata.normalize("NFC", " ".join(words)).strip()
    if len(question) > LONGEST_QUESTION:
        raise ActcliError(
            f"a question of {len(question)} characters is too long",
            hint=f"ask in {LONGEST_QUESTION} characters or fewer",
        )
    if not question and not chosen:
        return _whole_table("")
    reading = read_question(question, load_conditions())
    for kind, name in chosen.items():
        reading.conditions[kind] = {name}
    return _answer(question, reading)


def known_values(kind: str) -> tuple[str, ...]:
    """Return the names that an option (task, layer, network or concern) takes."""
    return tuple(condition.name for condition in load_conditions() if condition.kind == kind)


def _condition(kind: str, value: str) -> Condition:
    """Return the condition that an option names, in any of its spellings."""
    conditions = [condition for condition in load_conditions() if condition.kind == kind]
    written = squeeze(value)
    for condition in conditions:
        if written in map(squeeze, condition.spellings):
            return condition
    raise ActcliError(f"unknown {kind} {value!r}", hint=_suggestion(written, conditions))


def _suggestion(written: str, conditions: Sequence[Condition]) -> str:
    spelt = {squeeze(s): c.name for c in conditions for s in c.spellings}
    close = [name for s, name in spelt.items() if forgiven(written, s)]
    close += [spelt[s] for s in difflib.get_close_matches(written, spelt, n=3, cutoff=0.5)]
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(close[:3]))}?"
    return "known: " + ", ".join(condition.name for condition in conditions)


def _answer(question: str, reading: Reading) -> Answer:
    understood = _understood(reading)
    if reading.is_empty and reading.is_general:
        return _whole_table(question)
    if reading.is_empty:
        nearest = _nearest_in_spelling(question)
        return Answer(question, understood, (), matched=False, nearest=nearest)
    _ask_for_a_replacement(reading)
    _say_which_layers(reading)
    _say_which_part(reading)
    rows = _ranked(reading)
    if not rows and reading.ruled_out:
        # Nothing else fits the case ("not sigmoid for binary"): the row says why it is chosen.
        rows = _ranked(replace(reading, ruled_out=[]))
    if not rows:
        nearest = _nearest_in_conditions(reading)
        return Answer(question, understood, (), matched=False, nearest=nearest)
    contradictions = tuple(_contradictions(rows[0], reading))
    return Answer(question, understood, rows, matched=True, contradictions=contradictions)


def _whole_table(question: str) -> Answer:
    return Answer(question, {}, load_criteria(), matched=True, is_whole_table=True)


def _understood(reading: Reading) -> dict[str, tuple[Condition, ...]]:
    by_name = {(condition.kind, condition.name): condition for condition in load_conditions()}
    understood = {
        kind: tuple(by_name[kind, name] for name in sorted(reading.conditions[kind]))
        for kind in KINDS
    }
    understood["function"] = tuple(by_name["function", name] for name in reading.functions)
    return {kind: conditions for kind, conditions in understood.items() if conditions}


def _ask_for_a_replacement(reading: Reading) -> None:
    """Turn "what instead of relu?" into a question about the layers where relu is chosen."""
    if reading.ruled_out and not reading.functions and not reading.has_conditions:
        reading.conditions["layer"] = {
            row.layer
            for row in load_criteria()
            if row.classic and row.layer != COMBINATION and row.choose[0] in reading.ruled_out
        }


def _say_which_layers(reading: Reading) -> None:
    """Read "hidden and output" as a combination, and "hidden" of an RNN as its recurrent layer."""
    layers = reading.conditions["layer"]
    networks = reading.conditions["network"]
    if layers == {"hidden"} and networks and networks <= RECURRENT_NETWORKS:
        reading.conditions["layer"] = {"recurrent"}
    if COMBINATION in layers or {"hidden", "output"} <= layers:
        reading.conditions["layer"] = layers - {"hidden", "output"} | {COMBINATION}


def _say_which_part(reading: Reading) -> None:
    """Read "the discriminator of a GAN" as the discriminator alone."""
    networks = reading.conditions["network"]
    if networks & PARTS_OF_A_GAN:
        reading.conditions["network"] = networks - {"gan"}


def _ranked(reading: Reading) -> tuple[Row, ...]:
    scores = {row.key: _score(row, reading) for row in load_criteria()}
    fitting = [row for row in load_criteria() if scores[row.key] is not None]
    return tuple(sorted(fitting, key=lambda row: -(scores[row.key] or 0)))


def _score(row: Row, reading: Reading) -> int | None:
    """Return how well the row answers, None if not at all."""
    if _is_ruled_out(row, reading):
        return None
    points = {kind: _points(row, kind, reading.conditions[kind]) for kind in KINDS}
    if None in points.values():
        return None
    by_kind = {kind: score or 0 for kind, score in points.items()}
    about = sum(IS_ABOUT_THE_FUNCTION for name in reading.functions if name in row.about)
    chosen = _points_for_choice(row, reading)
    is_hit = any(score > 0 for score in by_kind.values())
    if not (is_hit or about or (chosen and not reading.has_conditions)):
        return None
    if _is_for_another_case(by_kind, reading) and not about:
        return None
    replaces = sum(REPLACES_THE_FUNCTION for name in reading.ruled_out if name in row.avoid_names)
    return sum(by_kind.values()) + about + chosen + replaces


def _is_ruled_out(row: Row, reading: Reading) -> bool:
    # The alternatives of a row may be ruled out; of a combination every part is needed.
    needed = row.choose if row.layer == COMBINATION else row.choose[:1]
    return any(name in reading.ruled_out for name in (*needed, *row.about))


def _is_for_another_case(points: Mapping[str, int], reading: Reading) -> bool:
    """Tell whether the row is silent on what was asked and narrower where nothing was.

    Advice for GANs that says nothing on binary classification is no answer to "binary output".
    """
    is_silent = any(reading.conditions[kind] and not points[kind] for kind in KINDS)
    return is_silent and (points["network"] < 0 or points["concern"] < 0)


def _points_for_choice(row: Row, reading: Reading) -> int:
    # A function proposed for a stated case changes nothing about what fits it. A layer alone is no
    # case yet: "linear output" is about regression, and two functions tell which combination.
    layers = reading.conditions["layer"]
    is_case = any(reading.conditions[kind] for kind in KINDS if kind != "layer")
    if is_case and COMBINATION not in layers:
        return 0
    choose = row.choose[:1] if layers and COMBINATION not in layers else row.choose
    chosen = sum(CHOOSES_THE_FUNCTION for name in reading.functions if name in choose)
    is_combination = row.layer == COMBINATION and set(row.choose) == set(reading.functions)
    return chosen + (IS_THAT_COMBINATION if is_combination else 0)


def _points(row: Row, kind: str, asked: set[str]) -> int | None:
    """Return the points of one kind of condition, None if the row excludes what was asked."""
    named = set(row.conditions(kind))
    if not asked:
        return NARROWER_THAN_ASKED if named and ANY not in named else 0
    if asked & named:
        return WHOLE_COMBINATION if COMBINATION in asked & named else ASKED_AND_NAMED
    if kind == "layer" and (_parts(asked) & _parts(named)):
        return HALF_A_COMBINATION
    return 0 if not named or ANY in named else None


def _parts(layers: set[str]) -> set[str]:
    return {part for layer in layers for part in layer.split("+")}


def _contradictions(row: Row, reading: Reading) -> Iterator[Contradiction]:
    if not reading.has_conditions:
        return  # functions alone: nothing is proposed for anything
    for function in reading.functions:
        if function in row.avoid_names and row.avoid is not None:
            yield Contradiction(function, row.avoid)


def _nearest_in_conditions(reading: Reading) -> tuple[Row, ...]:
    """Return the rows that meet the most of several conditions, which no row meets together."""

    def met(row: Row) -> int:
        return sum(bool(reading.conditions[kind] & set(row.conditions(kind))) for kind in KINDS)

    return tuple(sorted(load_criteria(), key=met, reverse=True)[:NEAREST])


def _nearest_in_spelling(question: str) -> tuple[Row, ...]:
    """Return rows for conditions spelt like a word of the question, else the classic rows."""
    spelt = {squeeze(s): c for c in load_conditions() if c.kind in KINDS for s in c.spellings}
    close = Reading()
    for word in map(squeeze, question.split()):
        for spelling in difflib.get_close_matches(word, spelt, n=1, cutoff=LOOKS_LIKE):
            close.conditions[spelt[spelling].kind].add(spelt[spelling].name)
    return _nearest_in_conditions(close)
