"""What a verdict carries: findings, labels, shares, biases; several columns; any bytes."""

import io
import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actcli.analysis.recommend import known_values
from actcli.analysis.target import read_target
from actcli.analysis.targets import biases, numbers, texts
from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.verdict import BECAUSE, NO_TARGETS, NOTES, RUNNERS_UP, TASKS
from actcli.errors import ActcliError
from actcli.streams import csv_text
from actcli.streams.columns import _columns

SOURCES = Path(__file__).parents[1] / "actcli" / "analysis"


def judged(content, wanted=None, size=1 << 17):
    """The target that the bytes of a CSV file are, read in blocks of a size."""
    data = content if isinstance(content, bytes) else content.encode()
    usual = csv_text.BLOCK_BYTES
    csv_text.BLOCK_BYTES = size
    try:
        return read_target(_columns(io.BytesIO(data), "labels.csv", ".csv", wanted))
    finally:
        csv_text.BLOCK_BYTES = usual


def column(cells, name="y"):
    return judged("\n".join([name, *map(str, cells)]) + "\n")


def note(target, key):
    """The facts of a note; None where there is no such note."""
    return next((dict(finding.facts) for finding in target.notes if finding.key == key), None)


def reason(target, key):
    return next((dict(finding.facts) for finding in target.because if finding.key == key), None)


# --- two classes, several classes


def test_the_base_rate_of_two_classes():
    target = column([1] * 25 + [0] * 75)
    assert target.verdict.labels == ("0", "1")
    assert target.verdict.shares == (0.75, 0.25)
    assert target.verdict.outputs == 1
    assert target.verdict.bias == pytest.approx([-1.0986122886681098])  # -log(3)
    assert reason(target, "zero_one") == {"share": 0.25}


@pytest.mark.parametrize(
    ("negative", "positive"),
    [
        ("No", "Yes"), ("FALSE", "TRUE"), ("아니오", "예"), ("불합격", "합격"), ("ham", "spam"),
        ("benign", "malignant"), ("음성", "양성"), ("정상", "불량"), ("없음", "있음"),
    ],
)  # fmt: skip
def test_answers_are_put_in_order(negative, positive):
    for cells in ([positive, negative, negative], [negative, negative, positive]):
        verdict = column(cells * 10).verdict
        assert verdict.labels == (negative, positive)
        assert verdict.shares == pytest.approx((2 / 3, 1 / 3))


def test_unknown_answers_are_ordered_by_letters_which_is_said():
    target = column(["tree", "bush"] * 20)
    assert target.verdict.labels == ("bush", "tree")
    assert note(target, "positive_by_order") == {"positive": "tree"}


def test_classes_come_with_their_shares():
    verdict = column(["cat"] * 50 + ["dog"] * 30 + ["bird"] * 20).verdict
    assert verdict.labels == ("bird", "cat", "dog")
    assert verdict.shares == (0.2, 0.5, 0.3)
    assert verdict.outputs == verdict.distinct == 3
    # softmax of the biases is the shares
    assert np.exp(verdict.bias).tolist() == pytest.approx([0.2, 0.5, 0.3])


def test_spellings_of_one_class_are_one_class_but_letters_are_not():
    target = column(["cat", "Cat", " cat", "dog", "bird"] * 10)
    assert target.verdict.labels == ("bird", "cat", "dog")
    assert note(target, "spellings") == {"first": "Cat", "second": "cat"}
    assert column(["a", "A", "b"] * 10).verdict.outputs == 3


def test_imbalance_and_rare_classes_are_noted():
    assert note(column(["a"] * 90 + ["b"] * 9 + ["c"] * 2), "imbalance") == {"ratio": 45.0}
    assert note(column([0] * 98 + [1] * 2), "rare_class") == {"share": 0.02}
    assert note(column([0] * 90 + [1] * 10), "rare_class") is None


def test_classes_that_do_not_start_at_0_are_to_be_relabelled():
    target = column([1, 2, 3] * 30, "class")
    assert note(target, "relabel_from_zero") == {"low": 1, "high": 3, "distinct": 3}
    assert note(column([0, 1, 2] * 30, "class"), "relabel_from_zero") is None


def test_few_rows_are_said_to_prove_little():
    assert note(column(["1.5", "-2"]), "few_rows") == {"rows": 2}
    assert note(column(range(3)), "few_rows") == {"rows": 3}
    assert note(column([0, 1] * 50), "few_rows") is None
    assert note(column(range(20), "digit"), "few_rows") == {"rows": 20}
    assert note(column(["x"]), "few_rows") == {"rows": 1}
    assert note(column(["NA"]), "few_rows") is None


# --- missing cells, mixtures


def test_missing_cells_are_counted_by_their_spelling():
    target = column(["1", "NA", "?", "0", "-", "nan", "null", "1", "0", "NA", "."])
    assert (target.kind, target.rows, target.missing) == ("binary", 11, 7)
    assert target.missing_marks == {"NA": 2, "?": 1, "-": 1, "nan": 1, "null": 1, ".": 1}


def test_the_words_none_and_no_are_no_missing_marks():
    target = column(["none", "no", "yes"] * 10)
    assert (target.missing, target.verdict.outputs) == (0, 3)


def test_the_first_of_the_fewer_is_shown_in_a_mixture():
    target = column([*np.linspace(0, 1, 50).round(4), "abc", 0.5, "def"])
    assert target.kind == "mixed"
    facts = {"numbers": 51, "texts": 2, "example": "abc", "line": 52}
    assert reason(target, "texts_among_numbers") == facts
    target = column([*"abcdefghijklmnopqrstuvwxyz", "17", *"ABCDEF"])
    facts = {"numbers": 1, "texts": 32, "example": "17", "line": 28}
    assert reason(target, "numbers_among_texts") == facts


def test_zero_one_and_unknown_are_no_three_classes():
    target = column(["0", "1", "unknown"] * 30)
    assert (target.kind, target.because[0].facts["example"]) == ("mixed", "unknown")


def test_infinities_are_set_apart():
    target = column(["inf", "1.5", "-2.5", "3.25", "-inf"] * 10)
    assert (target.kind, note(target, "infinite")) == ("regression", {"count": 20})
    assert target.verdict.mean == pytest.approx(0.75)
    assert column(["inf"] * 3).kind == "constant"


# --- numbers in disguise


@pytest.mark.parametrize(
    ("cell", "form", "value"),
    [
        ("$1,200", "money", 1200.0), ("-$5.50", "money", -5.5), ("€ 12.5", "money", 12.5),
        ("₩1,000", "money", 1000.0), ("3,500원", "money", 3500.0), ("12 USD", "money", 12.0),
        ("45%", "percent", 45.0), ("0.5 %", "percent", 0.5), ("1,234,567", "thousands", 1234567.0),
        ("1,234.5", "thousands", 1234.5), ("3,14", "decimal_comma", 3.14),
        ("1.234,56", "decimal_comma", 1234.56), ("-0,5", "decimal_comma", -0.5),
        ("72 kg", "unit:kg", 72.0), ("21.5°C", "unit:°C", 21.5), ("30세", "unit:세", 30.0),
    ],
)  # fmt: skip
def test_how_numbers_are_written(cell, form, value):
    cells = [f'"{cell}"', f'"{cell.replace("5", "6").replace("2", "3")}"'] * 10
    cells.append(f'"{cell.replace("1", "4").replace("0", "8")}"')
    facts = note(column(cells), "written_as")
    assert facts == {"form": form, "example": cell, "value": pytest.approx(value)}


def test_a_comma_that_may_be_either_is_told():
    target = column(['"1,234"', '"2,345"', '"9,876"'] * 10)
    facts = {"example": "1,234", "thousands": 1234.0, "decimal": 1.234}
    assert note(target, "comma_ambiguous") == facts
    target = column(['"1,234"', '"2,34"', '"9,876"'] * 10)
    assert note(target, "written_as")["form"] == "decimal_comma"
    assert target.verdict.maximum == 9.876


def test_small_numbers_stand_among_thousands():
    target = column(["950", '"1,200"', '"12,345"', "17", '"3,000"', "640"] * 6, "price")
    assert (target.kind, target.verdict.minimum, target.verdict.maximum) == ("positive", 17, 12345)
    assert target.verdict.mean == pytest.approx((950 + 1200 + 12345 + 17 + 3000 + 640) / 6)


def test_whole_numbers_that_are_written_as_floats():
    assert note(column(["1.0", "0.0"] * 20), "whole_floats") == {"example": "0.0"}
    assert note(column(["1", "0"] * 20), "whole_floats") is None


# --- where the numbers leave it open, the name decides

EVEN = [str(n % 10) for n in range(1000)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("digit", "multiclass"), ("class_id",
        "multiclass"), ("등급분류", "ordinal"), ("y", "multiclass"),
        ("n_items", "counts"), ("numChildren",
        "counts"), ("방문횟수", "counts"), ("댓글수", "counts"),
        ("rating", "ordinal"), ("별점", "ordinal"), ("점수", "ordinal"),
    ],
)  # fmt: skip
def test_evenly_frequent_digits_by_name(name, kind):
    assert column(EVEN, name).kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("y", "positive"), ("prob", "bounded"), ("price",
    "positive"), ("확률", "bounded"), ("수익률", "regression")],
)  # fmt: skip
def test_small_numbers_from_0_by_name(name, kind):
    assert column(np.random.default_rng(1).beta(2, 20, 300).round(5), name).kind == kind


@pytest.mark.parametrize(
    ("name", "high"),
    [("score", 10.0), ("imdb_rating", 10.0), ("percent", 100.0), ("gpa_score", 10.0)],
)
def test_the_bounds_of_marks(name, high):
    verdict = column(np.random.default_rng(2).uniform(2, 9, 200).round(1), name).verdict
    assert (verdict.kind, verdict.low, verdict.high) == ("bounded", 0.0, high)


def test_a_label_may_be_an_age():
    assert column(np.random.default_rng(3).integers(17, 80, 3000), "label").kind != "multiclass"


# --- shapes


def test_counts_are_told_from_classes_by_their_fall():
    draw = np.random.default_rng(4)
    for mean in (0.8, 2, 5):
        assert column(draw.poisson(mean, 2000)).kind == "counts"
    for classes in (4, 7, 10, 26):
        assert column(draw.integers(0, classes, 2000)).kind == "multiclass"


def test_counts_that_vary_more_than_poisson_counts():
    draw = np.random.default_rng(5)
    target = column(draw.negative_binomial(2, 0.2, 2000))
    facts = note(target, "overdispersed")
    assert target.kind == "counts"
    assert facts["mean"] == pytest.approx(8, rel=0.1)  # r (1 - p) / p
    assert facts["variance"] == pytest.approx(40, rel=0.2)  # r (1 - p) / p**2
    assert note(column(draw.poisson(8, 2000)), "overdispersed") is None


# --- several labels


def test_labels_in_cells():
    target = column(['"a;b"', "a", '"b;c"', "", "a"] * 20, "tags")
    assert reason(column(["a;b", "a", "b;c", "b", "a"] * 20), "labels_in_cells") == {
        "separator": ";", "distinct": 3, "mean": 1.4, "most": 2,
    }  # fmt: skip
    assert target.verdict.labels == ("a", "b", "c")
    assert target.verdict.outputs == 3
    # Empty lines of a file with one column are no rows.
    assert target.verdict.shares == (0.75, 0.5, 0.25)


def test_an_empty_cell_may_be_a_row_without_a_label():
    target = judged("x,tags\n" + "1,a;b\n2,\n3,b\n" * 20, "tags")
    assert (target.kind, note(target, "empty_is_no_label")) == ("multilabel", {"count": 20})


def test_label_numbers_in_cells():
    target = column(['"1,3"', "2", '"1,2,3"', "3"] * 20, "labels")
    assert (target.kind, target.verdict.labels) == ("multilabel", ("1", "2", "3"))
    assert target.verdict.shares == (0.5, 0.5, 0.75)


def test_names_and_sentences_with_commas_are_no_labels():
    assert (
        column([f'"{a}, {b}"' for a, b in [("Kim", "Lee"), ("Oh", "Choi")] * 20]).kind == "binary"
    )
    prose = [f'"I went there {n} times, and it was good; really"' for n in range(100)]
    assert column(prose).kind == "identifiers"


def test_lists_of_real_numbers_are_vectors():
    target = column([f'"[{n / 7:.3f}, {n / 9:.3f}]"' for n in range(1, 40)])
    assert (target.kind, target.is_target) == ("vectors", False)


def test_columns_of_zeros_and_ones_are_labels():
    target = judged(
        "toxic,obscene,threat\n" + "1,1,0\n0,0,0\n0,1,0\n1,0,0\n" * 10, "toxic,obscene,threat"
    )
    verdict = target.verdict
    assert (verdict.kind, verdict.outputs) == ("multilabel", 3)
    assert verdict.labels == ("toxic", "obscene", "threat")
    assert verdict.shares == (0.5, 0.5, 0.0)
    assert verdict.bias == (0.0, 0.0, None)
    facts = {"columns": 3, "mean": 1.0, "none": 0.25, "several": 0.25}
    assert reason(target, "label_columns") == facts
    assert note(target, "label_never") == {"label": "threat"}


def test_columns_with_one_1_a_row_are_classes():
    content = "cat,dog,bird\n" + "1,0,0\n0,1,0\n0,0,1\n0,1,0\n" * 10
    verdict = judged(content, "cat,dog,bird").verdict
    assert (verdict.kind, verdict.outputs) == ("multiclass", 3)
    assert verdict.labels == ("cat", "dog", "bird")
    assert verdict.shares == (0.25, 0.5, 0.25)


def test_one_row_that_is_not_one_hot():
    target = judged("a,b\n" + "1,0\n0,1\n" * 50 + "1,1\n" + "1,0\n" * 20, "a,b")
    assert (target.kind, target.runner_up.kind) == ("multilabel", "multiclass")
    assert note(target, "not_one_hot") == {"rows": 1, "line": 102}


def test_answers_in_columns_are_labels_too():
    target = judged("a,b\n" + "yes,no\nno,no\nyes,yes\n,yes\n" * 10, "a,b")
    assert (target.kind, target.missing) == ("multilabel", 10)
    assert target.verdict.shares == pytest.approx((2 / 3, 1 / 3))


def test_columns_of_probabilities_are_soft_classes():
    rows = "".join(f"{p:.3f},{1 - p:.3f}\n" for p in np.linspace(0.1, 0.9, 40))
    verdict = judged("a,b\n" + rows, "a,b").verdict
    assert (verdict.kind, verdict.outputs, verdict.shares) == (
        "multiclass",
        2,
        pytest.approx((0.5, 0.5)),
    )


def test_columns_of_numbers_are_several_outputs():
    rows = "".join(f"{x:.3f},{y:.3f}\n" for x, y in np.random.default_rng(6).normal(0, 2, (50, 2)))
    verdict = judged("x,y\n" + rows, "x,y").verdict
    assert (verdict.kind, verdict.outputs, verdict.labels) == ("regression", 2, ("x", "y"))


def test_columns_of_different_kinds():
    rows = "".join(f"{x:.3f},{x > 0}\n" for x in np.random.default_rng(7).normal(0, 2, 50))
    target = judged("x,y\n" + rows, "x,y")
    assert (target.kind, target.because[0].facts["kinds"]) == ("mixed", "x: regression, y: binary")


# --- what the numbers of a verdict are


@given(
    st.lists(st.integers(-(10**6), 10**6).map(lambda n: n / 64), min_size=1, max_size=300),
    st.integers(1, 50),
)
def test_the_numbers_of_a_column(values, part):
    gathered = Numbers()
    for start in range(0, len(values), part):
        gathered.add(np.array(values[start : start + part]))
    assert gathered.count == len(values)
    assert gathered.mean == pytest.approx(np.mean(values), abs=1e-9)
    assert gathered.variance == pytest.approx(np.var(values), rel=1e-9, abs=1e-6)
    assert (gathered.minimum, gathered.maximum) == (min(values), max(values))
    assert gathered.distinct == len(set(values))
    assert gathered.all_differ == (len(values) == len(set(values)))
    assert gathered.is_whole == all(value == int(value) for value in values)
    assert gathered.negative == sum(value < 0 for value in values)


def test_values_beyond_the_bound_are_not_counted_one_by_one(monkeypatch):
    monkeypatch.setattr(numbers, "MOST_DISTINCT", 100)
    monkeypatch.setattr(texts, "MOST_DISTINCT", 100)
    draw = np.random.default_rng(8)
    target = column(draw.normal(0, 1, 500))
    assert (target.kind, target.verdict.distinct) == ("regression", None)
    assert column([f"word {n}" for n in range(500)]).kind == "identifiers"


def test_biases_start_where_the_mean_is():
    for mean in (1e-3, 0.5, 20.0, 800.0):
        (bias,) = biases.inverse_softplus(mean)
        assert np.logaddexp(0.0, bias) == pytest.approx(mean, rel=1e-12)
        assert np.exp(biases.log_mean(mean)) == pytest.approx([mean])
    assert biases.inverse_softplus(0.0) == biases.log_mean(0.0) == (None,)
    (bias,) = biases.scaled_logit(30.0, 20.0, 60.0)
    assert 20.0 + 40.0 / (1.0 + math.exp(-bias)) == pytest.approx(30.0)
    assert np.tanh(biases.inverse_tanh(-0.4)) == pytest.approx([-0.4])
    assert biases.inverse_tanh(1.0) == biases.logits([1.0]) == biases.log_shares([0.0]) == (None,)
    levels = biases.cumulative_logits([0.2, 0.5, 0.3])
    assert [1.0 / (1.0 + math.exp(-level)) for level in levels] == pytest.approx([0.8, 0.3])


def test_kinds_are_tasks_of_recommend():
    assert set(TASKS) <= set(known_values("task"))
    assert not set(NO_TARGETS) & set(known_values("task"))


@pytest.mark.parametrize("catalogue", [BECAUSE, NOTES, RUNNERS_UP])
def test_every_finding_of_the_catalogue_can_be_found(catalogue):
    modules = [*(SOURCES / "targets").glob("*.py"), SOURCES / "target.py"]
    code = "".join(path.read_text("utf-8") for path in modules if path.name != "verdict.py")
    said = set(re.findall(r'"([a-z_]+)"', code))
    assert set(catalogue) <= said


# --- anything at all

PIECES = st.lists(
    st.sampled_from([
        b"a", b"1", b"0", b"-1", b"1.5", b"1e308",
        b"-1e308", b"5e-324", b"nan", b"inf", b"NA", b",", b",",
        b";", b"|", b"\n", b"\n", b"\n", b"\r\n",
        b'"', b'"a,b"', b"[1, 2]", b"['a']", b"{}", b"[[", b"(1,)",
        b"0 1", b"1 0", b"$5", b"5%", b"1,234",
        b"2024-01-02", b"20240102", b"12:30", b"yes", b"no", b"low",
        b"high", b"007", b"9" * 400, b"1" * 40, b" ",
        b"\xff", "낮음".encode(), "예".encode(), "1등급".encode(),
    ]),
    max_size=60,
).map(b"".join)  # fmt: skip
HEADED = PIECES.map(lambda rest: b"y\n" + rest)
WIDE = PIECES.map(lambda rest: b"x,y\n1,2\n" + rest)


def answer(content, wanted, size):
    try:
        return judged(content, wanted, size)
    except ActcliError as error:
        return error.message, error.hint


@given(st.one_of(HEADED, WIDE, PIECES, st.binary(max_size=80)))
def test_any_bytes_are_judged_or_refused_whatever_the_blocks(content):
    for wanted in (None, "y", "1", "x,y"):
        whole = answer(content, wanted, 1 << 17)
        assert repr(answer(content, wanted, 3)) == repr(whole)  # repr, since NaN is not itself
        if isinstance(whole, tuple):
            assert whole[0]
            assert "\n" not in whole[0] + (whole[1] or "")
        else:
            check_facts(whole)


CELLS = st.sampled_from([
    "0", "1", "2", "5", "-1", "1.5", "2.0", "1e300",
    "-1e300", "nan", "inf", "-inf", "", "NA", "?", "cat", "Cat",
    "a;b", "a|b", '"a, b"', "0 1 1", "1 0 0", "$1,200",
    '"1,200"', '"1,2"', "5%", "3 kg", "low", "medium",
    "high", "1등급", "2등급", "3등급", "2024-01-01", "20240101",
    "007", "2001", "\"['a']\"", '"[0.5, 1]"', "yes", "no",
])  # fmt: skip
NAMES = st.sampled_from(
    [
        "y",
        "count",
        "label",
        "rating",
        "score",
        "id",
        "zip",
        "year",
        "p",
        "corr",
        "time",
        "price",
        "temp",
        "별점",
    ]
)


@given(
    NAMES,
    st.lists(CELLS, min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 3), min_size=1, max_size=60),
)
def test_any_cells_are_judged(name, cells, picks):
    rows = "".join(f"0,{cells[pick % len(cells)]}\n" for pick in picks)
    target = judged(f"x,{name}\n{rows}".replace("$1,200", '"$1,200"'), name)
    check_facts(target)
    assert target.rows == len(picks)


def check_facts(target):
    """Findings carry the facts of the catalogue, and the numbers of a verdict fit together."""
    verdict = target.verdict
    assert verdict.kind in TASKS + NO_TARGETS
    assert verdict.because
    for finding in verdict.because:
        assert set(finding.facts) == set(BECAUSE[finding.key])
    for finding in verdict.notes:
        assert set(finding.facts) == set(NOTES[finding.key])
    if verdict.runner_up is not None:
        assert verdict.runner_up.kind != verdict.kind
        assert set(verdict.runner_up.why.facts) == set(RUNNERS_UP[verdict.runner_up.why.key])
    assert (verdict.outputs is None) == (not verdict.is_target)
    assert len(verdict.shares) in (0, len(verdict.labels))
    if verdict.kind in ("binary", "multiclass", "ordinal") and verdict.shares:
        assert sum(verdict.shares) == pytest.approx(1.0)
    if verdict.kind in ("multiclass", "multilabel", "ordinal"):
        assert verdict.outputs == len(verdict.labels)


def test_examples_are_short_and_on_one_line():
    target = judged("x,y\n" + "".join(f"1,{n / 7}\n" for n in range(40)) + '1,"two\nlines"\n', "y")
    assert target.because[0].facts["example"] == r"two\nlines"
    target = column([*(n / 7 for n in range(40)), "x" * 1000])
    assert target.because[0].facts["example"] == "x" * 37 + "..."


def test_a_header_alone_is_refused():
    with pytest.raises(ActcliError, match=r"labels\.csv has a header and no rows"):
        judged("x,y\n", "y")
