"""Conditions on traits: what they mean, and what cannot be read."""

import math

import pytest

from actcli.analysis.where import PROPERTIES, QUANTITIES, WhereError, parse_where
from actcli.catalog.shipped import shipped_fields


def chosen(condition):
    holds = parse_where(condition)
    return {name for name, fields in shipped_fields().items() if holds(fields)}


EVERY = set(shipped_fields())


def test_properties_of_well_known_functions():
    assert {"sigmoid", "tanh", "hard_tanh", "sine", "step"} <= chosen("bounded")
    assert not chosen("bounded") & {"relu", "gelu", "identity", "softplus"}
    assert {"relu", "gelu", "softplus"} <= chosen("bounded-below and not bounded-above")
    assert {"gelu", "silu", "mish"} <= chosen("smooth and not monotone")
    assert {"tanh", "identity", "softsign"} <= chosen("odd and increasing")
    assert {"relu", "softplus", "identity", "square"} <= chosen("convex")
    assert {"identity", "log_sigmoid"} <= chosen("concave")
    assert {"abs", "gaussian", "cosine"} <= chosen("even")
    assert {"relu", "leaky_relu", "hard_tanh"} <= chosen("piecewise-linear and continuous")
    assert "step" not in chosen("continuous")
    assert {"elu"} <= chosen("differentiable and not smooth")
    assert {"relu", "step", "hard_sigmoid"} <= chosen("dead")
    assert {"sine", "cosine"} <= chosen("oscillating")
    assert {"tanh", "identity"} <= chosen("zero-centred")


def test_quantities():
    assert {"sigmoid", "tanh", "relu"} <= chosen("lipschitz <= 1")
    assert "gelu" not in chosen("lipschitz <= 1")
    assert chosen("infimum = 0") >= {"relu", "sigmoid", "softplus"}
    assert chosen("supremum = inf") >= {"relu", "gelu"}
    assert chosen("infimum > -0.17 and infimum < -0.16") >= {"gelu"}
    assert chosen("minimum_at < -0.7 and minimum_at > -0.8") >= {"gelu"}
    assert chosen("kinks >= 2") >= {"hard_tanh"}


@pytest.mark.parametrize(
    ("condition", "same"),
    [
        ("bounded and smooth or odd", "(bounded and smooth) or odd"),
        ("not bounded and smooth", "(not bounded) and smooth"),
        ("not (bounded or smooth)", "not bounded and not smooth"),
        ("BOUNDED AND Smooth", "bounded and smooth"),
        ("zero-centered", "zero_centred"),
        ("not not odd", "odd"),
        ("lipschitz==1", "lipschitz = 1"),
        ("lipschitz<=1", "not lipschitz > 1"),
        ("lipschitz != 1.0e0", "lipschitz < 1 or lipschitz > 1"),
    ],
)
def test_grammar(condition, same):
    assert chosen(condition) == chosen(same)


def test_what_is_not_known_holds_neither_way():
    """relu has no minimum at a place of its own: nothing can be said of it."""
    assert "relu" not in chosen("minimum_at < 0") | chosen("not minimum_at < 0")


@pytest.mark.parametrize("word", PROPERTIES)
def test_every_property_tells_some_from_others(word):
    found = chosen(word)
    assert found or word == "decreasing"  # which no function of the book is
    assert found < EVERY
    assert chosen(f"not {word}") == EVERY - found


def test_a_long_condition_is_cut_around_its_fault():
    with pytest.raises(WhereError) as caught:
        parse_where("smooth and " * 500 + "smoth")
    _, line, caret = caught.value.message.splitlines()
    assert max(len(line), len(caret)) <= 80
    assert line[caret.index("^") :] == "smoth"


@pytest.mark.parametrize("word", QUANTITIES)
def test_every_quantity_is_a_number_of_some(word):
    values = [QUANTITIES[word](fields) for fields in shipped_fields().values()]
    known = [value for value in values if value is not None]
    assert known
    assert not any(math.isnan(value) for value in known)


@pytest.mark.parametrize(
    ("text", "problem", "column", "hint"),
    [
        ("", "is missing", 0, "bounded"),
        ("bouned", "unknown trait 'bouned'", 0, "did you mean bounded?"),
        ("bounded and smoth", "unknown trait 'smoth'", 12, "did you mean smooth?"),
        ("bounded smooth", "unexpected 'smooth'", 8, "and, or, not"),
        ("bounded and", "is missing", 11, None),
        ("and bounded", "is missing", 0, None),
        ("(bounded", ") is missing", 8, None),
        ("bounded)", "unexpected ')'", 7, None),
        ("lipschitz", "compared with a number", 9, "lipschitz <= 1"),
        ("lipschitz <", "a number is missing", 11, None),
        ("lipschitz < big", "a number is missing", 12, None),
        ("bounded & smooth", "cannot read '& smooth'", 8, None),
        ("bounded < 3", "unexpected '<'", 8, None),
        ("((" * 60 + "odd" + "))" * 60, "nested too deeply", None, None),
        ("import os", "unknown trait 'import'", 0, None),
    ],
)
def test_what_cannot_be_read(text, problem, column, hint):
    with pytest.raises(WhereError) as caught:
        parse_where(text)
    lines = caught.value.message.splitlines()
    assert problem in lines[0]
    if column is not None:
        assert lines[2] == f"  {' ' * column}^"
    assert hint is None or hint in (caught.value.hint or "")
