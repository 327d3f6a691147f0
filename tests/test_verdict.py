"""The verdict of compare: what is said of functions, from what was measured, in both languages."""

import io
import json
import math
import re
from functools import cache

import pytest
from rich.cells import cell_len

from actcli import get
from actcli.analysis.compare import REAL_LINE, compare
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.comparing.verdict import (
    aspects,
    digits_shared,
    pair_verdict,
    stretches_above,
    verdict,
)
from actcli.render.comparing.comparisons import comparison_text
from actcli.render.comparing.places import (
    bound,
    figure,
    place_figure,
    places_text,
    stretches_text,
)
from actcli.render.comparing.verdict import verdict_lines
from actcli.render.words import load_words

DEFAULT = (-10.0, 10.0)


def said(*specs, over=DEFAULT, order=0, language="en", tolerance=None):
    answer = compare(list(map(get, specs)), over, order=order, tolerance=tolerance)
    return verdict_lines(answer, verdict(answer), load_words(language))


def kind(*specs, over=DEFAULT, order=0):
    answer = compare(list(map(get, specs)), over, order=order)
    return pair_verdict(answer.pairs[0], answer).kind


# The mismatch table: places and sizes found with mpmath.
@pytest.mark.parametrize(
    ("specs", "sentence"),
    [
        (("gelu", "gelu:approximate=tanh"), "4.73e-4, at x = ±2.70; same limits, same minimum to"),
        (("gelu", "x * sigmoid(1.702 * x)"), "0.0203, at x = ±2.27;"),
        (("gelu", "silu"), "0.193, at x = ±1.97;"),
        (("hard_sigmoid@keras2", "hard_sigmoid@torch"), "0.0833, at x = ±2.5;"),
    ],
)
def test_the_mismatch_table(specs, sentence):
    [line] = said(*specs)
    assert f"{get(specs[0]).spec} and " in line
    assert f" differ by at most {sentence}" in line


def test_the_example_of_the_issue():
    [line] = said("gelu", "gelu:approximate=tanh")
    start = "gelu and gelu:approximate=tanh differ by at most 4.73e-4, at x = ±2.70; "
    assert line.startswith(f"{start}same limits, same minimum to 3 digits")


@pytest.mark.parametrize(
    ("numbers", "digits"),
    [
        ([-0.169971, -0.170041], 3),  # 7e-5 apart, 0.5 10^-3 would do, 0.5 10^-4 not
        ([-0.751792, -0.752461], 2),
        ([1.0, 1.0], 17),
        ([0.0, -0.0], 17),
        ([1.0, 1.04], 2),
        ([1.0, 1.06], 1),
        ([99.98, 100.02], 4),  # the fourth digit of 100 stands for 0.1
        ([99.96, 100.04], 3),
        ([1.0, -1.0], 0),
        ([0.0, 1e-9], 0),
        ([1.0, float("inf")], 0),
        ([float("inf"), float("inf")], 17),
        ([1e308, -1e308], 0),
        ([5e-324, 1e-323], 0),
        ([1.0, 1.0001, 1.01], 2),
    ],
)
def test_digits_in_common(numbers, digits):
    assert digits_shared(numbers) == digits
    assert digits_shared(numbers[::-1]) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.7323e-4, "4.73e-4"), (2.69894, "2.70"), (-10.0, "-10"), (3.0, "3"), (0.5, "0.5"),
        (1e-6, "1e-6"), (1e-3, "0.001"), (0.0833333, "0.0833"), (1234.5, "1230"),
        (123456.7, "123000"),
        (2.5e7, "2.5e7"), (1.234567e7, "1.23e7"), (0.0, "0"), (float("-inf"), "-∞"),
        (9.9999, "10.0"), (123.4, "123"), (5e-324, "4.94e-324"), (295.3, "295"),
    ],
)  # fmt: skip
def test_figures(value, text):
    assert figure(value) == text


@pytest.mark.parametrize(
    ("value", "strict", "text"),
    [
        (4.7324e-4, False, "4.73e-4"),  # as the issue has it
        (math.exp(10.0) - 10.0, False, "22017"),  # 22016.47 is less than that, and not than 22000
        (1000.25, False, "1001"), (1230.0, False, "1230"), (999.25, False, "999"),
        (3269017.4, False, "3269018"), (2.5e7, False, "2.5e7"), (1.2341e17, False, "1.24e17"),
        (math.pi / 2.0 - 1.0, True, "0.571"), (0.5704, True, "0.571"), (0.5704, False, "0.570"),
        (0.9996, True, "1.00"), (0.5, True, "0.5"), (1.0, True, "1"),
    ],
)  # fmt: skip
def test_a_bound_is_not_rounded_down(value, strict, text):
    assert bound(value, strict=strict) == text
    if strict or value >= 1000.0:
        assert value <= float(text)


def test_a_place_has_all_its_digits_before_the_point():
    assert [place_figure(x) for x in (-1234.4, 2.69894, 999.6, 2e7)] == [
        "-1234", "2.70", "1000", "2e7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("places", "text"),
    [
        ((-2.5, 2.5), "x = ±2.5"),
        ((-2.5, 0.0, 2.5), "x = 0, ±2.5"),
        ((-3.0, 1.0), "x = -3, 1"),
        ((float("inf"),), "x → ∞"),
        ((float("-inf"),), "x → -∞"),
        ((float("-inf"), float("inf")), "x → ±∞"),
        ((-1.0, float("inf")), "x = -1, x → ∞"),
        ((-5.0, -4.0, -3.0, -2.0, -1.0), "x = -4, -3, -2, -1, …"),
        ((-0.10000000000000001, 0.1000000000000001), "x = ±0.1"),
        ((), ""),
    ],
)
def test_places(places, text):
    assert places_text(places) == text


def test_stretches():
    inf = float("inf")
    assert stretches_text([(0.0, inf)], REAL_LINE) == "x ≥ 0"
    assert stretches_text([(-10.0, -1.0), (1.0, 2.0), (5.0, 5.0)], DEFAULT) == (
        "x ≤ -1, 1 ≤ x ≤ 2, x = 5"
    )
    assert stretches_text([DEFAULT], DEFAULT, "everywhere") == "everywhere"
    assert stretches_text([(0.0, 10.0)], DEFAULT, holds=lambda _: False) == "x > 0"
    assert stretches_text([(1.0, 2.0)], DEFAULT, holds=lambda x: x == 1.0) == "1 ≤ x < 2"


@pytest.mark.parametrize(
    ("specs", "over", "expected"),
    [
        (("silu", "x * sigmoid(x)"), DEFAULT, "same"),
        (("relu", "silu"), DEFAULT, "apart"),
        (("x", "x + 3"), DEFAULT, "everywhere"),
        (("x", "x + 3"), REAL_LINE, "everywhere"),
        (("step", "sign"), REAL_LINE, "apart"),  # slopes that are 0, but jumps
        (("step", "step(x) + 1"), REAL_LINE, "everywhere"),  # both jump, and stay as far apart
        (("sign", "0 * x"), DEFAULT, "apart"),  # 1 apart, but not at 0
        (("sign", "0 * x"), REAL_LINE, "apart"),
        (("x", "x + sigmoid(x - 1234567)"), REAL_LINE, "apart"),  # 0 on the left, 1 on the right
        (("x", "x + 1e-17"), DEFAULT, "same"),
        (("x", "x + 1e-17"), REAL_LINE, "same"),
        (("relu", "x"), REAL_LINE, "unbounded"),
        (("1 / x", "x"), DEFAULT, "unbounded"),
        (("1 / x**8", "x"), REAL_LINE, "unbounded"),
        (("exp(x)", "x"), (700.0, 800.0), "infinite"),  # beyond 1.8e308, but with a limit
        (("sqrt(x)", "relu"), DEFAULT, "f_undefined"),
        (("relu", "sqrt(x)"), DEFAULT, "g_undefined"),
    ],
)
def test_kinds(specs, over, expected):
    assert kind(*specs, over=over) == expected


SENTENCES = [
    (
        ("silu", "x * sigmoid(x)"), {},
        "silu and x * sigmoid(x) are the same function for x from -10 to 10.",
        "silu와 x * sigmoid(x)는 x가 -10에서 10까지일 때 같은 함수입니다.",
    ),
    (
        ("tanh(x)", "2 * sigmoid(2 * x) - 1"), {},
        "tanh(x) and 2 * sigmoid(2 * x) - 1 are the same function but for rounding for x from ",
        "tanh(x)와 2 * sigmoid(2 * x) - 1은 x가 -10에서 10까지일 때 반올림 오차를 빼면 같은 함수",
    ),
    (
        ("x", "x + 1e-17"), {"over": REAL_LINE},
        "x and x + 1e-17 are the same function but for rounding for all real x.",
        "x와 x + 1e-17은 모든 실수 x에서 반올림 오차를 빼면 같은 함수입니다.",
    ),
    (
        ("exp(x)", "x"), {},
        "exp(x) and x differ by at most 22017 for x from -10 to 10, at x = 10;",
        "exp(x)와 x의 차이는 x가 -10에서 10까지일 때 최대 22017입니다(x = 10).",
    ),
    (
        ("relu", "relu"), {"over": REAL_LINE, "order": 1},
        "The slopes of relu and relu are the same for all real x.",
        "relu와 relu의 도함수는 모든 실수 x에서 같습니다.",
    ),
    (
        ("relu", "leaky_relu"), {"over": REAL_LINE},
        "relu and leaky_relu differ without bound as x → -∞; same limit as x → ∞",
        "relu와 leaky_relu의 차이는 x → -∞일 때 한없이 커집니다. 공통점: x → ∞일 때의 극한",
    ),
    (
        ("relu", "leaky_relu"), {},
        "relu and leaky_relu differ by at most 0.1 for x from -10 to 10, at x = -10;",
        "relu와 leaky_relu의 차이는 x가 -10에서 10까지일 때 최대 0.1입니다(x = -10).",
    ),
    (
        ("sqrt(x)", "relu"), {},
        "At x = -1 sqrt(x) has no value where relu has one;",
        "x = -1에서 sqrt(x)에는 값이 없지만 relu에는 있습니다.",
    ),
    (
        ("tanh", "atan(x)"), {"over": REAL_LINE},
        "tanh and atan(x) differ by less than 0.571 for all real x, and come near it as x → ±∞;",
        "tanh와 atan(x)의 차이는 모든 실수 x에서 0.571보다 작고, x → ±∞일 때 이 값에 가까워집니다.",
    ),
    (
        ("exp(x)", "1 + 0 * x"), {"over": REAL_LINE},
        "exp(x) and 1 + 0 * x differ without bound as x → ∞;",
        "exp(x)와 1 + 0 * x의 차이는 x → ∞일 때 한없이 커집니다.",
    ),
    (
        ("exp(x)", "1 + 0 * x"), {"over": (700.0, 800.0)},
        "In float64, whose numbers end there, exp(x) and 1 + 0 * x are infinitely far apart at x",
        "x = 710에서 값이 float64의 범위를 넘어 exp(x)와 1 + 0 * x의 차이가 무한대입니다.",
    ),
    (
        ("step", "step + 1"), {},
        "step and step + 1 differ by 1 everywhere for x from -10 to 10;",
        "step과 step + 1의 차이는 x가 -10에서 10까지일 때 어디서나 1입니다.",
    ),
    (
        ("relu", "silu"), {"order": 1},
        "The slopes of relu and silu differ by at most 0.5, at x = 0.",
        "relu와 silu의 도함수 차이는 최대 0.5입니다(x = 0).",
    ),
    (
        ("softsign", "sin"), {"order": 2},
        "The second slopes of softsign and sine differ by at most ",
        "softsign과 sine의 이계도함수 차이는 최대 ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("specs", "options", "english", "korean"), SENTENCES)
def test_sentences(specs, options, english, korean):
    specs = [spec.replace("step + 1", "step(x) + 1") for spec in specs]
    [line] = said(*specs, **options)
    assert line.replace("step(x) + 1", "step + 1").startswith(english)
    [line] = said(*specs, **options, language="ko")
    assert line.replace("step(x) + 1", "step + 1").startswith(korean)


def test_a_place_next_to_0_is_0():
    """sin(x) / x has no value at 0, and its largest a rounding error beside it."""
    [line] = said("sin(x) / x", "sinc")
    assert "same maximum, " in line
    assert "another place" not in line


def test_what_no_float64_shows_is_nothing_in_every_field():
    pair = compare([get("x"), get("x + 1e-17")], REAL_LINE, tolerance=Tolerance(0.0)).pairs[0]
    assert (pair.max_difference, pair.at, pair.area, pair.within) == (0.0, (), 0.0, True)


def test_the_same_but_for_rounding_may_be_floats_apart():
    same, judged = said(
        "tanh(x)", "2 * sigmoid(2 * x) - 1", tolerance=Tolerance(ulps=0.0, dtype="float64")
    )
    assert "but for rounding" in same
    assert judged == "That is beyond the tolerance."


def test_the_range_keeps_its_digits():
    [line] = said("relu", "leaky_relu", over=(-1.2345, 5.0))
    assert " for x from -1.2345 to 5, at x = -1.23;" in line


def test_a_peak_that_is_also_approached_is_reached():
    """|f - g| is 1 at 0 and tends to 1 on both sides, but is less in between."""
    [line] = said("1 - x * x * exp(-x * x)", "x * 0", over=REAL_LINE)
    assert " differ by at most 1 for all real x, at x = 0" in line


def test_what_is_different_is_named():
    [line] = said("relu", "silu")
    assert line.endswith("; same limits; different minimum, monotonicity, convexity, smoothness.")
    [line] = said("relu", "silu", language="ko")
    assert line.endswith("공통점: 극한. 차이점: 최솟값, 단조성, 볼록성, 매끄러움.")


def test_three_functions_have_a_closest_and_a_furthest_pair():
    closest, furthest, shared = said("tanh", "softsign", "erf(x)")
    # mpmath: max |tanh - erf| = 0.08119 at 0.9754, max |softsign - erf| = 0.36899 at 1.3488
    assert closest == "Closest: tanh and erf(x) differ by at most 0.0812, at x = ±0.975."
    assert furthest == "Furthest apart: softsign and erf(x) differ by at most 0.369, at x = ±1.35."
    assert shared == "In common to all: same limits, same range, increasing, odd."
    assert said("tanh", "softsign", "erf(x)", language="ko")[2] == (
        "모두의 공통점: 극한, 치역, 단조 증가, 홀함수."
    )


def test_nothing_in_common_is_said():
    assert said("relu", "-x * x", "tanh")[2] == (
        "No limit, extreme value or shape is common to all."
    )
    assert len(said("relu", "-x * x", "tanh", order=1)) == 2  # traits are those of functions


def test_the_tolerance_is_judged():
    assert said("x", "x + 3", tolerance=Tolerance(3.0))[-1] == "That is within the tolerance."
    assert said("x", "x + 1", "x + 9", tolerance=Tolerance(3.0))[-1] == (
        "Beyond the tolerance: 2 of 3 pairs."
    )


def test_growth_is_compared_beyond_the_limit():
    """Both leaky ReLUs fall to -∞, but not alike: the same limit would say too much."""
    found = aspects([get("leaky_relu:0.1").traits, get("leaky_relu:0.2").traits])
    ends = {aspect.name: aspect.same for aspect in found[:2]}
    assert ends == {"left_growth": False, "right": True}


def test_where_f_is_above():
    pair = compare([get("x"), get("x**3")]).pairs[0]
    # x >= x^3 up to -1 and from 0 to 1
    above = stretches_above(pair, DEFAULT, 0)
    assert above is not None
    assert [end for stretch in above for end in stretch] == pytest.approx([-10, -1, 0, 1], abs=1e-9)
    line = compare([get("x"), get("x**3")], REAL_LINE).pairs[0]
    assert len(stretches_above(line, REAL_LINE, 0) or ()) == 2


def table(actcli, *words, columns=80, **variables):
    return actcli("compare", *words, "--format", "table", COLUMNS=str(columns), **variables).out


NAMES = [
    "gelu", "gelu_tanh", "relu", "leaky_relu:0.123456789", "tanh", "x * sigmoid(1.702 * x)",
    "hard_sigmoid@keras2",
]  # fmt: skip


@cache
def compared(count):
    return compare(
        [get(name) for name in NAMES[:count]], tolerance=Tolerance(0.1, 0.1 if count < 4 else 0.0)
    )


def drawn(answer, language, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    return comparison_text(answer, "table", load_words(language), "never", False)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("count", [2, 3, 7])
def test_no_line_is_wider_than_the_terminal(monkeypatch, columns, language, count):
    out = drawn(compared(count), language, columns, monkeypatch)
    assert max(map(cell_len, out.splitlines())) <= columns
    assert "…" not in out.replace(", …", "")  # nothing is cut off


def test_the_verdict_is_the_first_thing_on_a_terminal(terminal):
    out = terminal("compare", "relu", "silu", COLUMNS="80").out
    assert out.startswith("relu and silu differ by at most 0.278, at x = ±1.28;")


def test_places_are_not_torn(monkeypatch):
    for columns in range(40, 100, 3):
        first = drawn(compared(2), "en", columns, monkeypatch).partition("\n\n")[0]
        assert "x = ±2.70" in first


def test_cells_that_differ_are_marked_without_colour(actcli):
    rows = table(actcli, "relu", "leaky_relu").splitlines()
    marked = {row[2:].split("  ")[0] for row in rows if row.startswith("≠ ")}
    assert marked == {"range", "minimum", "zero-centred", "saturation", "dead zone"}


def test_of_three_functions_the_odd_one_is_marked(actcli):
    rows = table(actcli, "relu", "silu", "mish", columns=120).splitlines()
    monotone = next(row for row in rows if "monotone" in row)
    assert re.findall(r"≠ \S+|not monotone", monotone) == [
        "≠ monotone", "≠ increasing", "not monotone", "not monotone",
    ]  # fmt: skip


def test_cells_that_differ_are_coloured_where_there_are_colours(actcli):
    words = ("relu", "leaky_relu", "--color", "always")
    rows = table(actcli, *words).splitlines()
    minimum = next(row for row in rows if "minimum" in row and "≠" in row)
    monotone = next(row for row in rows if "monotone" in row)
    assert minimum.count("\x1b[35m") == 2
    assert "\x1b[35m" not in monotone
    assert "\x1b" not in table(actcli, "relu", "leaky_relu", NO_COLOR="1")


def test_a_matrix_of_many_functions_says_how_to_get_the_rest(actcli):
    specs = [f"x + {number}" for number in range(9)]
    out = table(actcli, *specs)
    matrix = out[out.index("Largest |f - g|") :].splitlines()
    assert matrix[3].split() == ["1", "x", "+", "0", "·", *map(str, range(1, 7))]
    assert "Here are 7 of 9 functions; --format csv lists all 36 pairs." in out
    assert len(out.splitlines()) < 80
    plain = actcli("compare", *specs).lines
    assert sum(line.startswith("|") and "'" not in line for line in plain) == 36


def test_of_many_pairs_the_closest_and_the_furthest_are_found_by_measuring_few():
    """a x differ by 10 |a - b| at the ends; the nearest two are 0.25 apart, the furthest 40."""
    slopes = [*range(1, 20), 7.25, 41.0]
    functions = [get(f"{slope} * x") for slope in slopes]
    pairs = compare(functions).pairs
    closest, furthest = pairs.closest, pairs.furthest
    assert (closest.f.spec, closest.g.spec) == ("7 * x", "7.25 * x")
    assert (closest.max_difference, furthest.max_difference) == (2.5, 400.0)
    assert (furthest.f.spec, furthest.g.spec) == ("1 * x", "41.0 * x")
    assert len(pairs) == 210
    assert len(pairs._measured) < 10


@pytest.mark.parametrize("over", [DEFAULT, REAL_LINE])
def test_what_is_found_by_measuring_few_is_what_measuring_all_finds(over):
    names = ["relu", "gelu", "gelu_tanh", "silu", "tanh", "sigmoid", "softplus", "x**3", "log(x)"]
    few, all_of_them = compare([get(name) for name in names], over).pairs, list(map(get, names))
    every = list(compare(all_of_them, over).pairs)
    sizes = [pair.max_difference for pair in every]
    assert few.closest.max_difference == min(sizes)
    assert few.furthest.max_difference == max(sizes)
    first = every[sizes.index(max(sizes))]
    assert (few.furthest.f.spec, few.furthest.g.spec) == (first.f.spec, first.g.spec)


def test_pairs_are_a_sequence():
    pairs = compare([get(name) for name in ("x", "2 * x", "4 * x")]).pairs
    assert [pair.max_difference for pair in pairs] == [10.0, 30.0, 20.0]
    assert (pairs[-1].max_difference, len(pairs[1:])) == (20.0, 2)
    assert pairs.between(2, 0) is pairs[1]
    with pytest.raises(IndexError):
        pairs[3]


def test_the_verdict_in_json_comes_with_what_it_is_made_from(actcli):
    answer = json.load(io.StringIO(actcli("compare", "gelu", "gelu_tanh", "relu", "--json").out))
    assert answer["verdict"].startswith("Closest: gelu and gelu:approximate=tanh differ by at most")
    assert answer["closest"] == ["gelu", "gelu:approximate=tanh"]
    first = answer["pairs"][0]
    minimum = next(aspect for aspect in first["same"] if aspect["trait"] == "minimum")
    assert (minimum["digits"], minimum["place_digits"]) == (3, 2)
    assert first["different"] == []
    assert "smoothness" in answer["pairs"][1]["different"]
    assert answer["shared"][0]["trait"] == "limits"
