"""`actcli eval --sample`: draws from random functions, the same ones for the same seed."""

import re

import pytest

DRAW = ("rrelu", "--sample", "--seed", "7")


def numbers(answer):
    assert (answer.status, answer.err) == (0, "")
    return [float(cell) for cell in answer.out.split()]


def test_a_draw_lies_between_the_bounds_and_leaves_positive_numbers_alone(actcli):
    """x where it is positive, else a x with a from 1/8 to 1/3 (Xu et al. 2015)."""
    drawn = numbers(actcli("eval", "rrelu", *["-1"] * 50, "2", "--sample", "--seed", "7"))
    assert drawn[-1] == 2.0
    slopes = [-y for y in drawn[:-1]]
    assert all(1 / 8 <= slope <= 1 / 3 for slope in slopes)
    assert len(set(slopes)) == 50


def test_without_sample_nothing_is_random(actcli):
    mean = (1 / 8 + 1 / 3) / 2  # what torch.nn.functional.rrelu does outside of training
    assert numbers(actcli("eval", "rrelu", "-1")) == [pytest.approx(-mean, rel=1e-15)]


def test_the_seed_decides(actcli):
    first = actcli("eval", *DRAW, "-1", "-2").out
    assert actcli("eval", *DRAW, "-1", "-2").out == first
    assert actcli("eval", "rrelu", "--sample", "--seed", "8", "-1", "-2").out != first
    assert actcli("eval", *DRAW, stdin="-1\n-2\n").out == first


def test_a_seed_that_chance_chose_is_told_and_can_be_repeated(actcli):
    answer = actcli("eval", "rrelu", "-1", "--sample")
    told = re.fullmatch(r"actcli: drawn with --seed (\d+)\n", answer.err)
    assert told
    assert actcli("eval", "rrelu", "-1", "--sample", "--seed", told[1]).out == answer.out


def test_a_drawn_distribution_sums_to_1_and_a_hard_one_is_one_hot(actcli):
    soft = numbers(actcli("eval", "gumbel_softmax", "1", "2", "3", "--sample", "--seed", "1"))
    assert sum(soft) == pytest.approx(1.0, rel=1e-14)
    hard = ("eval", "gumbel_softmax:hard=true", "1", "2", "3", "--sample", "--seed", "1")
    assert sorted(numbers(actcli(*hard))) == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("relu", "1", "--sample"), "relu is not random"),
        (("x * 2", "1", "--sample"), "x * 2 is not random"),
        (("rrelu", "1", "--also", "relu", "--sample"), "relu is not random"),
        (("rrelu", "1", "--seed", "3"), "--seed is for --sample"),
        (("rrelu", "1", "--sample", "--seed", "-3"), "--seed: -3 is below 0"),
        (("rrelu", "1", "--sample", "-d", "1"), "--sample draws values, not slopes"),
        (("rrelu:0.5,0.1", "1", "--sample"), "lower=0.5 is above upper=0.1"),
    ],
)
def test_what_is_refused(actcli, words, message):
    answer = actcli("eval", *words)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
