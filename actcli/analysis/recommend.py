"""Which activation function to choose: rows of the selection table that answer a question."""

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from actcli.analysis.recommending.answer import Answer, Conflict, Contradiction
from actcli.analysis.recommending.conditions import KINDS, Condition
from actcli.analysis.recommending.conflicts import conflicts_in_words, conflicts_with_options
from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.analysis.recommending.gains import forward_gains
from actcli.analysis.recommending.lexicon import TELLING
from actcli.analysis.recommending.mistakes import forgiven
from actcli.analysis.recommending.nearest import nearest_rows
from actcli.analysis.recommending.ranking import ranked
from actcli.analysis.recommending.reading import Reading, read_question
from actcli.analysis.recommending.table import load_conditions, load_criteria, load_lexicon
from actcli.analysis.recommending.text import squeeze
from actcli.errors import ActcliError

RECURRENT_NETWORKS = {"rnn", "lstm", "gru"}
PARTS_OF_A_GAN = {"generator", "discriminator"}
BLOCKS_THAT_ARE_GATES = {"se_block"}  # whatever layer of it is named
LONGEST_QUESTION = 500  # characters; forgiving typing mistakes takes time that grows with it
LOOKS_LIKE = 0.7  # the share of letters in common from which a spelling is a near one


def recommend(
    words: Sequence[str] = (),
    task: str | None = None,
    layer: str | None = None,
    network: str | None = None,
    concern: str | None = None,
) -> Answer:
    """Answer a question in free words, in conditions, or both; a condition given by name wins."""
    options = {"task": task, "layer": layer, "network": network, "concern": concern}
    chosen = {kind: _condition(kind, value) for kind, value in options.items() if value is not None}
    # NFC, so that the answer shows a question as it was meant even if it came in parts.
    question = unicodedata.normalize("NFC", " ".join(words)).strip()
    if len(question) > LONGEST_QUESTION:
        raise ActcliError(
            f"a question of {len(question)} characters is too long",
            hint=f"ask in {LONGEST_QUESTION} characters or fewer",
        )
    if not question and not chosen:
        return _whole_table("")
    reading = read_question(question, load_lexicon())
    conflicts = (
        *conflicts_with_options(reading, chosen),
        *(c for c in conflicts_in_words(question, reading) if c.conditions[0].kind not in chosen),
    )
    for kind, condition in chosen.items():
        _choose(reading, kind, condition)
    return _answer(question, reading, conflicts)


def known_values(kind: str) -> tuple[str, ...]:
    """Return the names that an option (task, layer, network or concern) takes."""
    return tuple(condition.name for condition in load_conditions() if condition.kind == kind)


def _condition(kind: str, value: str) -> Condition:
    """Return the condition that an option names, in any of its spellings."""
    conditions = [condition for condition in load_conditions() if condition.kind == kind]
    written = squeeze(value)
    for condition in conditions:
        if written in map(squeeze, (*condition.spellings, *condition.everyday)):
            return condition
    hint = _of_another_kind(written) or _suggestion(written, conditions)
    raise ActcliError(f"unknown {kind} {value!r}", hint=hint)


def _of_another_kind(written: str) -> str | None:
    """What a value says that belongs to another option: a U-Net is no network here but a task."""
    for condition in load_conditions():
        if condition.kind in KINDS and written in map(squeeze, condition.spellings):
            return f"that is a {condition.kind}: --{condition.kind} {condition.name}"
    return None


def _suggestion(written: str, conditions: Sequence[Condition]) -> str:
    spelt = {squeeze(s): c.name for c in conditions for s in c.spellings}
    close = [c.name for c in conditions if written in map(squeeze, c.faint)]
    close += [name for s, name in spelt.items() if forgiven(written, s)]
    close += [spelt[s] for s in difflib.get_close_matches(written, spelt, n=3, cutoff=LOOKS_LIKE)]
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(close[:3]))}?"
    return "known: " + ", ".join(condition.name for condition in conditions)


def _choose(reading: Reading, kind: str, condition: Condition) -> None:
    """Let an option win over the words; concerns can hold at once, so they stay beside it."""
    reading.is_of_the_field = True
    others = reading.plain(kind) if kind == "concern" else set()
    reading.conditions[kind] = {condition.name} | others
    reading.sureness[kind, condition.name] = TELLING
    reading.chosen.add(kind)


def _answer(question: str, reading: Reading, conflicts: tuple[Conflict, ...]) -> Answer:
    understood = _understood(reading)
    if reading.is_empty and reading.is_general and reading.is_of_the_field:
        return _whole_table(question)
    if reading.is_empty or not reading.is_of_the_field:
        nearest = nearest_rows(question, reading)
        return Answer(question, understood, (), matched=False, nearest=nearest)
    _ask_for_a_replacement(reading)
    _say_which_layers(reading)
    _say_which_part(reading)
    rows = _rows(reading)
    if not rows:
        nearest = nearest_rows(question, reading)
        return Answer(question, understood, (), matched=False, nearest=nearest, conflicts=conflicts)
    return Answer(
        question,
        understood,
        rows,
        matched=True,
        contradictions=tuple(_contradictions(rows[0], reading)),
        conflicts=conflicts,
        gains=forward_gains(rows),
    )


def _whole_table(question: str) -> Answer:
    rows = load_criteria()
    gains = forward_gains(rows)
    return Answer(question, {}, rows, matched=True, gains=gains, is_whole_table=True)


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
    if layers and networks and networks <= BLOCKS_THAT_ARE_GATES:
        layers = reading.conditions["layer"] = {"gate"}
    if layers == {"hidden"} and networks and networks <= RECURRENT_NETWORKS:
        reading.conditions["layer"] = {"recurrent"}
    if COMBINATION in layers or {"hidden", "output"} <= layers:
        reading.conditions["layer"] = layers - {"hidden", "output"} | {COMBINATION}


def _say_which_part(reading: Reading) -> None:
    """Read "the discriminator of a GAN" as the discriminator alone."""
    networks = reading.conditions["network"]
    if networks & PARTS_OF_A_GAN:
        reading.conditions["network"] = networks - {"gan"}


def _rows(reading: Reading) -> tuple[Row, ...]:
    """Return the rows that answer; where none does, those that answer if less was meant."""
    rows = ranked(reading)
    if not rows and reading.ruled_out:
        # Nothing else fits the case ("not sigmoid for binary"): the row says why it is chosen.
        rows = ranked(replace(reading, ruled_out=[]))
    return rows


def _contradictions(row: Row, reading: Reading) -> Iterator[Contradiction]:
    if not reading.has_conditions:
        return  # functions alone: nothing is proposed for anything
    for function in reading.functions:
        if function in row.avoid_names and row.avoid is not None:
            yield Contradiction(function, row.avoid)
