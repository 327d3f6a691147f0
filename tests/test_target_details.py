"""Verdicts in detail: more values than are counted, several columns, marks, units, other tasks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_target import column, judged, note, reason

from actcli.analysis.targets import numbers, texts
from actcli.analysis.targets.fitting import outputs_for
from actcli.analysis.targets.tally import BITS, Tally, hash_of_number, hashes_of_numbers
from actcli.errors import ActcliError
from actcli.render.recommending.target import target_lines
from actcli.render.words import load_words


def lines(target, language="en"):
    return target_lines(target, load_words(language))


def draw(seed):
    return np.random.default_rng(seed)


# --- more different values than are counted one by one


@pytest.fixture
def few_counted(monkeypatch):
    """Beyond 200 values a sample is counted."""
    monkeypatch.setattr(numbers, "MOST_DISTINCT", 200)
    monkeypatch.setattr(texts, "MOST_DISTINCT", 200)


@pytest.mark.parametrize("order", [np.tile, np.repeat])
def test_texts_that_repeat_late_do_not_all_differ(few_counted, order):
    words = np.array([f"word {n}" for n in range(1000)])
    target = column(order(words, 10))
    facts = reason(target, "few_texts")
    assert target.kind == "multiclass"
    assert facts["distinct"] == pytest.approx(1000, rel=0.3)  # 100 to 200 of them are counted
    assert note(target, "distinct_about") == {"distinct": facts["distinct"]}
    assert target.verdict.outputs is None  # an estimate is no number of outputs


def test_the_order_of_the_rows_changes_nothing(few_counted):
    words = [f"word {n}" for n in range(600) for _ in range(1 + n % 9)]
    expected = column(words).verdict
    for cells in (words[::-1], draw(1).permutation(words)):
        assert column(cells).verdict == expected


def test_texts_beyond_counting_are_not_said_to_differ_all(few_counted):
    target = column([f"word {n}" for n in range(1000)])
    assert (target.kind, [f.key for f in target.because]) == (
        "identifiers",
        ["texts_seem_to_differ"],
    )
    target = column([f"word {n}" for n in range(900)] + ["word 1", "word 2"] * 200)
    assert reason(target, "texts_all_differ") is None


def test_an_id_with_many_rows_each_is_no_count(few_counted):
    assert column(np.tile(np.arange(5, 1005), 4), "user_id").kind == "identifiers"


def test_thousands_of_numbered_classes_by_name():
    verdict = column(np.tile(np.arange(12_000), 3), "label").verdict
    assert (verdict.kind, verdict.outputs) == ("multiclass", 12_000)


@given(st.lists(st.integers(0, 300), max_size=400), st.randoms(use_true_random=False))
def test_a_tally_keeps_exact_counts_of_a_sample(values, random):
    def tallied(some):
        tally = Tally(hash_of_number, 50)
        for value in some:
            tally.add(float(value), 1)
        return tally

    tally = tallied(values)
    assert all(count == values.count(value) for value, count in tally.kept.items())
    assert len(tally.kept) <= 50
    if len(set(values)) <= 50:
        assert tally.counts == {float(value): values.count(value) for value in set(values)}
    random.shuffle(values)
    assert tallied(values) == tally


def test_hashes_of_numbers():
    values = np.array([0.0, -0.0, 1.0, -1.5, 1e300, 5e-324])
    assert hashes_of_numbers(values).tolist() == [hash_of_number(value) for value in values]
    assert hash_of_number(0.0) == hash_of_number(-0.0)
    for many in (np.arange(1e5), np.arange(1e5) / 100, draw(2).normal(size=100_000)):
        # A sixteenth of the hashes begins with four zeros, as far as chance allows.
        share = np.mean(hashes_of_numbers(many) >> np.uint64(BITS - 4) == 0)
        assert share == pytest.approx(1 / 16, rel=0.1)


# --- several columns


def columns(names, *cells):
    rows = "".join(",".join(map(str, row)) + "\n" for row in zip(*cells, strict=True))
    return judged(f"{names}\n{rows}", names)


def test_each_column_starts_by_the_rule_of_its_kind():
    visits, clicks = draw(3).poisson(3, 200), draw(4).poisson(9, 200)
    verdict = columns("n_visits,n_clicks", visits, clicks).verdict
    assert (verdict.kind, verdict.bias_rule) == ("counts", "log_mean")
    assert np.exp(verdict.bias).tolist() == pytest.approx([visits.mean(), clicks.mean()])
    low, high = draw(5).exponential(1, 200).round(4), draw(6).exponential(9, 200).round(4)
    verdict = columns("price,cost", low, high).verdict
    assert (verdict.kind, verdict.bias_rule) == ("positive", "inverse_softplus")
    assert np.logaddexp(0, verdict.bias).tolist() == pytest.approx([low.mean(), high.mean()])


def test_bounds_that_agree_and_bounds_that_do_not():
    first, second = draw(7).uniform(0, 1, (2, 100)).round(3)
    verdict = columns("p,q_share", first, second).verdict
    assert (verdict.kind, verdict.low, verdict.high) == ("bounded", 0.0, 1.0)
    target = columns("p,percent", first, (100 * second).round(1))
    assert (target.kind, target.verdict.low, target.verdict.high) == ("regression", None, None)
    assert target.verdict.bias == pytest.approx([first.mean(), (100 * second).mean()], abs=0.1)
    assert note(target, "bounds_differ") == {"bounds": "p: 0 - 1, percent: 0 - 100"}


def test_numbers_of_different_kinds_are_any_numbers_which_is_said():
    target = columns("residual,visits", draw(8).normal(0, 2, 99).round(3), draw(9).poisson(2, 99))
    assert (target.kind, target.verdict.bias_rule) == ("regression", "mean")
    assert note(target, "columns_as_real") == {"kinds": "residual: regression, visits: counts"}


def test_two_ratings_are_two_targets():
    target = columns("food,room", *draw(10).integers(1, 6, (2, 100)))
    assert (target.kind, target.is_target) == ("mixed", False)
    assert reason(target, "columns_apart")["kinds"] == "food: ordinal, room: ordinal"


def test_two_columns_of_texts():
    target = columns("x,y", *draw(11).choice(list("abc"), (2, 50)))
    assert (target.missing, target.missing_marks) == (0, {})
    place, sentence = lines(target, "ko")
    assert "결측" not in place
    assert "x: 다중 분류, y: 다중 분류" in sentence


def test_columns_of_numbers_have_no_shares_to_tell():
    target = columns("x,y", *draw(12).normal(0, 1, (2, 50)).round(3))
    assert not any(line.startswith("Shares") for line in lines(target))


# --- marks of missing cells


def test_a_mark_is_a_class_where_there_would_be_one_class_alone():
    target = column(["+", "-", "-", "-"] * 10, "class")
    assert (target.verdict.labels, target.missing) == (("-", "+"), 0)
    assert target.verdict.shares == (0.75, 0.25)
    assert note(target, "mark_is_class") == {"mark": "-", "count": 30}
    assert column(["+", "x", "-"] * 10).missing == 10


def test_none_is_a_level_among_words_of_its_scale():
    target = column(["None", "Mild", "Moderate", "Severe"] * 10, "severity")
    assert target.verdict.labels == ("None", "Mild", "Moderate", "Severe")
    target = column(["None", "Stone", "Brick"] * 10)
    assert target.missing == 10
    assert note(target, "mark_may_be_class") == {"mark": "None", "count": 10}


# --- units


def test_larger_units_of_money_are_reckoned():
    target = column(["200만원", '"2,000원"', "3억원", "5천원", "4천만 원"] * 10, "가격")
    assert (target.verdict.minimum, target.verdict.maximum) == (2000.0, 3e8)
    assert target.verdict.mean == pytest.approx((2e6 + 2e3 + 3e8 + 5e3 + 4e7) / 5)


def test_thousands_and_millions_of_money():
    target = column(["€5M", "€300K", "€1.5M"] * 10, "value")
    assert target.kind == "positive"
    assert target.verdict.mean == pytest.approx((5e6 + 3e5 + 1.5e6) / 3)


def test_two_currencies_are_told():
    target = column(["$1.50", "€2.20", "$3.75"] * 10)
    assert note(target, "currencies_differ") == {"units": "EUR, USD"}
    assert note(column(["$1.50", "USD 2", "$3.75"] * 10), "currencies_differ") is None


def test_two_units_are_no_column_of_numbers():
    target = column(["2 kg", "300 g", "450 g"] * 10)
    assert (target.kind, reason(target, "units_differ")) == ("mixed", {"units": "kg, g"})
    assert column(["1 hour", "2 hours", "5.5 hours"] * 10, "y").is_target


def test_levels_are_named_as_they_are_written():
    assert column(["1 star", "2 stars", "3 stars"] * 9).verdict.labels[1:] == ("2 stars", "3 stars")


# --- angles, logarithms


def test_an_angle_is_two_outputs():
    target = column(draw(13).uniform(0, 360, 300).round(1), "angle")
    assert (target.kind, target.verdict.outputs, target.verdict.bias) == ("regression", 2, ())
    assert note(target, "angle_as_pair") == {}
    assert column(draw(14).uniform(0, 90, 300).round(1), "angle").verdict.outputs == 1


@pytest.mark.parametrize(
    ("values", "is_skewed"),
    [
        (draw(15).uniform(0.42, 80, 500), False),
        (draw(16).uniform(20, 3000, 500), False),
        (np.exp(draw(17).normal(9, 1, 500)), True),
    ],
)
def test_a_logarithm_is_for_skewed_values(values, is_skewed):
    target = column(values.round(2), "price")
    assert (note(target, "large_spread") is not None) == is_skewed


# --- taken for another task


def test_the_outputs_of_another_task():
    stars = column([1, 2, 3, 4, 5] * 20, "rating")
    assert [outputs_for(stars, task) for task in ("multiclass", "ordinal")] == [5, 5]
    assert outputs_for(stars, "regression") == 1
    assert outputs_for(stars, "multilabel") is None
    with pytest.raises(ActcliError, match="y has texts, and regression needs numbers"):
        outputs_for(column(["a", "b", "c"] * 20), "regression")


# --- what is shown


def test_what_cannot_be_printed_is_escaped():
    said = lines(judged("\x1b[31my\n" + '"a\x1b[0m"\nb\n"c\nd"\n' * 30))
    assert all(line.isprintable() for line in said)
    assert said[0] == r"labels.csv, \x1b[31my: 90 rows"
    assert r"a\x1b[0m: 33.3 %, b: 33.3 %, c\nd: 33.3 %" in said[-1]
    said = lines(columns("x,y", ['"p\x07"', "q"] * 20, ["2024-01-01", '"1\x9b,2"'] * 20))
    assert all(line.isprintable() for line in said)


def test_a_first_row_that_recurs_below_is_told():
    target = column(["setosa", "virginica"] * 20, "setosa")
    assert note(target, "name_recurs") == {"column": "setosa", "count": 20}
    assert note(column(["setosa", "virginica"] * 20), "name_recurs") is None


def test_numbers_are_written_out_as_long_as_they_are_read_at_a_glance():
    assert "mean 1,975" in " ".join(lines(column([*range(1950, 2001)] * 2, "year")))
    assert lines(column([0] * 9999 + [1]))[-1].endswith("0: 99.99 %, 1: 0.01 %")
    assert lines(column(["inf", "-inf"] * 5))[1].endswith(
        "All 10 values are infinite: no loss can take them."
    )


def test_money_below_zero_as_accountants_write_it():
    target = column(['"($1,234.50)"', "$5.00", "$70.25"] * 10, "pnl")
    assert (target.kind, target.verdict.minimum) == ("regression", -1234.5)


def test_numbers_whose_squares_are_none():
    target = column([f"{n}.5e300" for n in range(1, 10)] * 5)
    assert note(target, "beyond_squares") == {"maximum": 9.5e300}
    assert target.verdict.mean == pytest.approx(5.5e300)
    assert not any("nan" in line.lower() for line in lines(target))


def test_two_numbers_of_which_one_is_0():
    assert note(column([0, 4] * 20), "relabel_one") == {"high": 4.0}
    assert note(column([3, 8] * 20), "relabel_two") == {"low": 3.0, "high": 8.0}


def test_one_row_and_a_column_without_a_name():
    assert lines(column(["x"]))[0] == "labels.csv, y: 1 row"
    assert lines(column(["x"]))[2] == "A single row: the verdict is not sure."
    said = lines(column([*range(9), "x"]))[1]
    assert said.endswith('9 cells are numbers and one is a text, "x" in line 11.')
    assert lines(judged("x,\n1,a\n2,b\n", "2"))[0] == "labels.csv, (no name): 2 rows"
