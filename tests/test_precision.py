"""What a low precision does to a function: the answer, every format of it, and how it ends."""

import csv
import io
import json
import math
import re
import sys
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from conftest import golden_files
from mpmath import mpf
from test_native import everything, exact_rounded, native

import actcli
from actcli.analysis.precision import measure
from actcli.cli.arithmetic import compare_native
from actcli.errors import ActcliError
from actcli.formula.native import precision
from actcli.render.comparing.precision import precision_text
from actcli.render.words import load_words

LINE = (-math.inf, math.inf)
SIXTEEN = ("float16", "bfloat16")


def readings(spec, over=(-10.0, 10.0), dtypes=SIXTEEN):
    """The readings of one function, by name; of each what is measured, by dtype."""
    answer = measure([actcli.get(spec)], over, dtypes)
    return {
        reading.name: {measured.dtype: measured for measured in reading.measured}
        for reading in answer.functions[0].readings
    }


def ends(stretches):
    return [(stretch.low, stretch.high) for stretch in stretches]


# The answer


def test_every_value_of_float16_against_exact_fractions():
    """x * x + x in NumPy's own float16, the errors counted in exact arithmetic."""
    numbers = everything("float16")
    numbers = np.concatenate([-numbers[:0:-1], numbers])
    x = numbers[np.abs(numbers) <= 4.0].astype(np.float16)
    worst, places = Fraction(0), []
    for value, result in zip(x.tolist(), (x * x + x).tolist(), strict=True):
        exact = Fraction(value) ** 2 + Fraction(value)
        unit = Fraction(float(np.spacing(np.float16(abs(exact_rounded(exact, "float16"))))))
        # The unit belongs to the exact value, which may lie below a power of 2 it rounds up to.
        below = Fraction(2) ** math.floor(math.log2(abs(exact))) if exact else 0
        is_normal = abs(exact) >= Fraction(1, 2**14)
        if abs(Fraction(exact_rounded(exact, "float16"))) == 2 * below and is_normal:
            unit /= 2
        error = abs(Fraction(result) - exact) / unit
        if error > worst:
            worst, places = error, []
        if error == worst:
            places.append(value)
    found = readings("x * x + x", (-4.0, 4.0), ["float16"])["formula"]["float16"]
    assert found.exhaustive
    assert found.points == x.size == len(set(x.tolist()))
    assert found.looked_at == (-4.0, 4.0)
    assert found.ulps.error == pytest.approx(float(worst), rel=1e-12)
    assert found.ulps.at in places
    assert abs(found.ulps.at) == min(map(abs, places))


@pytest.mark.parametrize("spec", ["relu", "identity", "hard_tanh", "abs"])
def test_what_only_chooses_has_no_error(spec):
    for measured in readings(spec, LINE, ("float16", "bfloat16", "float32"))["formula"].values():
        assert (measured.ulps.error, measured.ulps.at) == (0.0, None)
        assert (measured.relative.error, measured.relative.at) == (0.0, None)
        assert not measured.lost + measured.overflow + measured.underflow + measured.nan


def test_a_primitive_alone_is_right_to_half_a_unit():
    for measured in readings("tanh", LINE, ("float16", "bfloat16", "float32"))["formula"].values():
        assert 0.49 < measured.ulps.error <= 0.5
        assert not measured.lost


def test_a_rounded_parameter_costs_its_own_relative_error():
    """0.01 is 0.01000213623046875 in float16; the product is rounded once more."""
    found = readings("leaky_relu", (-8.0, 0.0), ["float16"])["formula"]["float16"]
    of_parameter = 0.01000213623046875 / 0.01 - 1.0
    assert of_parameter < found.relative.error < of_parameter + 2.0**-11 * 1.01


@pytest.mark.parametrize("name", SIXTEEN)
def test_softplus_as_textbooks_write_it_dies_and_overflows(name):
    """log(1 + exp(x)) is 0 where exp(x) is half a unit of 1 or less, inf where exp(x) is."""
    numbers = everything(name)
    unit = precision(name).spacing(np.array([1.0]))[0]
    first_dead = -next(x for x in numbers if mpmath.exp(-mpf(float(x))) <= mpf(unit) / 2)
    first_infinite = next(
        x for x in numbers if x > 1 and math.isinf(exact_rounded(mpmath.exp(mpf(float(x))), name))
    )
    found = readings("softplus", LINE)["textbook"][name]
    (dead,) = found.underflow
    assert dead.high == first_dead
    assert dead.exact_high == pytest.approx(float(mpmath.log1p(mpmath.exp(first_dead))), rel=1e-14)
    (lost,) = found.lost
    assert lost.low <= dead.low or lost.low == pytest.approx(dead.low, rel=0.05)
    assert lost.high > dead.high
    assert ends(found.overflow) == [(first_infinite, precision(name).largest)]
    assert (found.ulps.error, found.ulps.at) == (math.inf, first_infinite)
    assert not found.nan


def test_the_formula_of_softplus_is_right_where_the_textbook_form_dies():
    formula = readings("softplus", LINE)["formula"]
    assert all(measured.ulps.error <= 0.5 for measured in formula.values())
    assert not any(measured.lost + measured.overflow for measured in formula.values())


@pytest.mark.parametrize("name", SIXTEEN)
def test_gelu_with_erf_is_0_where_erf_rounds_to_minus_1(name):
    """Below 1 the unit is half of that at 1, so erf is -1 where 1 - |erf| is a quarter of it."""
    unit = mpf(precision(name).spacing(np.array([1.0]))[0])
    root = exact_rounded(mpmath.sqrt(2), name)
    candidates = [x for x in map(float, everything(name)) if 2.0 < x < 5.0]
    divided = [exact_rounded(Fraction(x) / Fraction(root), name) for x in candidates]
    dead = [mpmath.erfc(mpf(y)) <= unit / 4 for y in divided]
    first = -candidates[dead.index(True)]
    found = readings("gelu")
    assert found["textbook"][name].underflow[0].high == first
    assert found["textbook"][name].lost[0].high >= first
    assert found["textbook"][name].ulps.error > 100 * found["formula"][name].ulps.error


def test_lost_means_half_of_the_value_or_more():
    found = readings("gelu", dtypes=["float16"])["textbook"]["float16"].lost[0]
    half = precision("float16")
    inside, outside = (
        float(half.values_of(half.ordinals_of(np.array([found.high])) + step)[0]) for step in (0, 1)
    )
    text = "0.5 * x * (1 + erf(x / sqrt(2)))"
    for x, is_lost in ((inside, True), (outside, False)):
        exact = mpf(x) * mpmath.erfc(-mpf(x) / mpmath.sqrt(2)) / 2
        relative = abs(mpf(float(native(text, x, "float16")[0])) - exact) / abs(exact)
        assert (relative >= mpf(1) / 2) is is_lost


def test_tanh_by_exponentials_makes_nan_and_loses_small_x():
    found = readings("tanh", LINE)["textbook"]["float16"]
    assert sorted(ends(found.nan)) == [(-65504.0, -11.09375), (11.09375, 65504.0)]
    assert found.nan == found.overflow
    assert found.ulps.at == 11.09375
    # exp(x) and exp(-x) are both 1 where |x| is a quarter of the unit of 1, or less.
    assert sorted(ends(found.underflow))[1][1] == 2.0**-12
    left, right = sorted(found.underflow)
    assert (left.low, left.high) == (-right.high, -right.low)


def test_an_infinity_by_right_is_no_error():
    found = readings("x * x", LINE)["formula"]
    assert all(measured.ulps.error <= 0.5 for measured in found.values())
    assert not any(measured.overflow for measured in found.values())


def test_where_f_has_no_value_nothing_is_counted():
    found = readings("log(x)", LINE, ("float16", "bfloat16", "float32"))["formula"]
    assert all(measured.ulps.error <= 0.5 for measured in found.values())
    assert not any(measured.nan for measured in found.values())
    assert found["float16"].points == everything("float16").size  # 0 and what is above it


def test_a_value_where_f_has_none_is_an_infinite_error():
    """In float16 x - 0.1 is 0 at the number below 0.1, where the root has no value."""
    found = readings("sqrt(x - 0.1)", dtypes=["float16"])["formula"]["float16"]
    assert (found.ulps.error, found.ulps.at) == (math.inf, 0.0999755859375)
    assert not found.nan + found.overflow


def test_a_zero_that_is_right_is_not_lost():
    """In float16 sigmoid(-20) is 0 by right: the value is below half the smallest number."""
    found = readings("sigmoid", LINE, ["float16"])["formula"]["float16"]
    assert not found.underflow
    assert not found.lost


BY_RIGHT = [
    # where the true value is beyond half a unit above the largest number, and below half the
    # smallest, in float16 (65504 and 2^-24) and bfloat16
    ("exp(x)", "float16", mpmath.exp),
    ("x * x", "float16", lambda x: x * x),
    ("x**3", "float16", lambda x: x**3),
    ("gelu", "float16", lambda x: x * mpmath.ncdf(x)),
    ("exp(x)", "bfloat16", mpmath.exp),
]


@pytest.mark.parametrize(("spec", "dtype", "truth"), BY_RIGHT)
def test_overflow_and_underflow_by_right(spec, dtype, truth):
    if dtype == "bfloat16":
        pytest.importorskip("ml_dtypes")
    largest, half = {
        "float16": (mpf(65520), mpf(2) ** -25),
        "bfloat16": ((2 - mpf(2) ** -8) * mpf(2) ** 127, mpf(2) ** -134),
    }[dtype]
    found = readings(spec, LINE, [dtype])["formula"][dtype]
    with mpmath.workdps(40):

        def is_large(x):
            return abs(truth(mpf(x))) >= largest

        def is_small(x):
            return 0 < abs(truth(mpf(x))) <= half

        kinds = ((found.overflow_by_right, is_large), (found.underflow_by_right, is_small))
        assert any(stretches for stretches, _ in kinds)
        numbers = everything(dtype)
        for stretches, holds in kinds:
            for low, high, *_ in stretches:
                assert holds(low if math.isfinite(low) else numbers[0])
                assert holds(high)
                before, after = numbers[numbers < low], numbers[numbers > high]
                assert not before.size or not holds(float(before[-1]))
                assert not after.size or not holds(float(after[0]))
    assert not found.overflow
    assert bool(found.overflow_by_right) is (spec != "gelu")


def test_what_even_float64_cannot_hold_rounds_to_0_too():
    """exp(-800) is 0 in float64: the stretch goes on to the end."""
    for dtype in ("float16", "float32", "float64"):
        found = readings("exp(x)", LINE, [dtype])["formula"][dtype]
        (small,) = found.underflow_by_right
        assert small.low == found.looked_at[0]
    assert small.high == pytest.approx(-1075 * math.log(2.0), rel=1e-4)
    # A true zero is none, and neither is what subnormal x alone make.
    assert not readings("relu", LINE, ["float16"])["formula"]["float16"].underflow_by_right
    assert not readings("0.2 * x", LINE, ["float16"])["formula"]["float16"].underflow_by_right
    (square,) = readings("step(x) * x * x", LINE, ["float16"])["formula"][
        "float16"
    ].underflow_by_right
    assert square.low > 0.0


def test_subnormals_do_not_count_in_the_relative_error():
    """There a correctly rounded result may be wrong by a half, as the unit says already."""
    found = readings("sigmoid", LINE, ["float16"])["formula"]["float16"]
    assert found.relative.error <= 2.0**-11
    assert found.ulps.error <= 0.5


def test_readings_are_the_textbook_form_only_where_it_says_all():
    assert list(readings("gelu")) == ["formula", "textbook"]
    assert list(readings("gelu:approximate=tanh")) == ["formula"]
    assert list(readings("relu")) == ["formula"]
    assert list(readings("x * sigmoid(x)")) == ["formula"]
    elu = readings("elu:2")["textbook"]["float16"]
    assert elu.underflow[0].exact_low == pytest.approx(2.0 * math.expm1(elu.underflow[0].low))


@pytest.mark.parametrize("spec", ["gelu", "softplus", "mish", "selu"])
def test_float32_is_sampled_and_searched(spec):
    """The search finds what two hundred thousand random numbers find, and exact ends."""
    from actcli.analysis.comparing.dtype_errors import Look

    function, single = actcli.get(spec), precision("float32")
    found = readings(spec, dtypes=["float32"])["formula"]["float32"]
    assert not found.exhaustive
    last = int(single.ordinals_of(np.array([10.0]))[0])
    places = np.unique(np.random.default_rng(11).integers(-last, last + 1, 200_000))
    random = Look(function, function.parsed.tree, single).seen(places)
    assert found.ulps.error >= 0.97 * np.max(random.ulps)


def test_the_ends_of_a_sampled_stretch_are_exact():
    text = "log(1 + exp(x))"
    found = readings(text, LINE, ["float32"])["formula"]["float32"]
    (overflow,) = found.overflow
    assert (found.ulps.error, found.ulps.at) == (math.inf, overflow.low)
    before = np.nextafter(np.float32(overflow.low), np.float32(0.0))
    assert np.isinf(native(text, overflow.low, "float32")[0])
    assert np.isfinite(native(text, before, "float32")[0])
    assert math.log(np.finfo(np.float32).max) == pytest.approx(overflow.low, abs=1e-5)
    # 1 + exp(x) is 1 where exp(x) is half a unit of 1, 2**-24.
    (dead,) = found.underflow
    assert dead.high == pytest.approx(-24.0 * math.log(2.0), abs=1e-5)
    after = np.nextafter(np.float32(dead.high), np.float32(0.0))
    assert native(text, dead.high, "float32")[0] == 0.0 < native(text, after, "float32")[0]


def test_the_truth_of_a_users_formula_is_the_formula():
    found = readings("1 - tanh(x)**2", (-9.0, 9.0), ["float16"])["formula"]["float16"]
    (left, right) = sorted(found.underflow)
    # tanh rounds to 1 where 1 - tanh is a quarter of the unit of 1.
    first = next(
        x for x in everything("float16") if 1 - mpmath.tanh(mpf(float(x))) <= mpf(2) ** -12
    )
    assert right.low == first == -left.high
    assert right.exact_low == pytest.approx(float(mpmath.sech(first) ** 2), rel=1e-13)


def test_float64_itself():
    found = readings("0.5 * x * (1 + erf(x / sqrt(2)))", dtypes=["float64"])["formula"]["float64"]
    (lost,) = found.lost
    assert -8.4 < lost.high < -8.2  # erf is -1 to double precision beyond 5.9 * sqrt(2)
    assert found.relative.error == 1.0


def test_the_range_is_closed_and_may_be_a_point():
    found = readings("x", (1.0, 1.0), ("float16", "bfloat16", "float32"))["formula"]
    assert [measured.points for measured in found.values()] == [1, 1, 1]
    found = readings("x", (0.1, 0.2), ["bfloat16"])["formula"]["bfloat16"]
    assert found.looked_at == (0.10009765625, 0.19921875)


def test_a_range_that_holds_no_number_is_an_error():
    with pytest.raises(ActcliError, match="no bfloat16 number lies between"):
        readings("x", (1.001, 1.002), ["bfloat16"])


def test_a_function_of_a_vector_is_refused():
    with pytest.raises(ActcliError, match="whole vector") as error:
        measure([actcli.get("softmax")], LINE, ["float16"])
    assert "actcli eval softmax" in error.value.hint


# The formats


def text_of(specs, name, over=(-10.0, 10.0), dtypes=SIXTEEN, language="en", ulps=None):
    answer = measure([actcli.get(spec) for spec in specs], over, dtypes)
    return precision_text(answer, name, load_words(language), ulps, "never", False)


def test_the_shape_of_json():
    shape = json.loads(text_of(["gelu", "relu"], "json", LINE, ["float16"]))
    assert shape["range"] == ["-Infinity", "Infinity"]
    assert shape["arithmetic"] == "native"
    assert [one["function"] for one in shape["functions"]] == ["gelu", "relu"]
    gelu, relu = (one["readings"] for one in shape["functions"])
    assert [reading["reading"] for reading in gelu] == ["formula", "textbook"]
    assert gelu[1]["formula"] == "0.5 * x * (1 + erf(x / sqrt(2)))"
    (half,) = gelu[1]["dtypes"]
    assert list(half) == [
        "dtype", "exhaustive", "points", "max_ulps", "at", "max_relative", "relative_at",
        "overflow", "underflow", "lost", "nan", "overflow_by_right", "underflow_by_right",
    ]  # fmt: skip
    assert (half["dtype"], half["exhaustive"], half["nan"]) == ("float16", True, [])
    assert all(low <= high for low, high in half["lost"])
    assert relu[0]["dtypes"][0]["at"] is None


def test_infinite_errors_are_valid_json():
    (softplus,) = json.loads(text_of(["softplus"], "json", LINE, ["float16"]))["functions"]
    assert softplus["readings"][1]["dtypes"][0]["max_ulps"] == "Infinity"


def test_json_says_what_is_within():
    shape = json.loads(text_of(["gelu"], "json", dtypes=["float16"], ulps=3.0))
    within = [one["dtypes"][0]["within"] for one in shape["functions"][0]["readings"]]
    assert within == [True, False]


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_row_a_dtype(name, separator):
    rows = list(csv.reader(io.StringIO(text_of(["tanh"], name, LINE)), delimiter=separator))
    assert rows[0] == [
        "function", "reading", "dtype", "exhaustive", "max_ulps", "at", "max_relative",
        "relative_at", "overflow", "underflow", "lost", "nan", "from", "to", "overflow_by_right",
        "underflow_by_right",
    ]  # fmt: skip
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(cell["reading"], cell["dtype"]) for cell in cells] == [
        ("formula", "float16"), ("formula", "bfloat16"),
        ("textbook", "float16"), ("textbook", "bfloat16"),
    ]  # fmt: skip
    assert cells[2]["nan"] == "-65504.0:-11.09375 11.09375:65504.0"
    assert (cells[2]["max_ulps"], cells[2]["at"]) == ("inf", "11.09375")
    assert (cells[0]["overflow"], cells[0]["from"], cells[0]["to"]) == ("", "-inf", "inf")


def test_plain_is_the_rows_without_their_heading():
    plain = text_of(["tanh"], "plain", LINE)
    assert plain == text_of(["tanh"], "tsv", LINE).partition("\n")[2]


def test_the_verdict_of_a_tail_that_cancellation_kills():
    table = " ".join(text_of(["softplus"], "table", dtypes=["float16"]).split())
    assert "In float16 the textbook form gives 0 for x ≤ -7.625, though softplus is still" in table
    assert "0.000488 at x = -7.625." in table
    assert "With the formula the error is at most 0.5 ulp over the whole range." in table


SAID = [
    ("tanh", LINE, "the textbook form gives NaN for |x| ≥ 11.09; tanh is"),
    ("tanh", LINE, "It also gives 0 for 0 < |x| ≤ 0.0002441, though tanh is still"),
    ("softplus", LINE, "overflows for x ≥ 11.09, though softplus is only 11.1 at x = 11.09."),
    ("gelu", LINE, "digits are lost only for -5.598 ≤ x ≤ -5.383, where |gelu| is at most"),
    ("elu", LINE, "the textbook form gives 0 for -0.0002441 ≤ x < 0, though elu is still"),
    ("snake", LINE, "the formula gives NaN for |x| ≥ 32768"),
    ("snake", LINE, "With the textbook form the error is at most 2.79 ulp over the whole range"),
    ("relu", LINE, "relu is exact."),
    ("exp(x)", LINE, "f itself is too large for float16 where x ≥ 11.09, and rounds to 0 where x"),
    ("x * x", LINE, "f itself is too large for float16 where |x| ≥ 256, and rounds to 0 where 0"),
    ("sigmoid", LINE, "sigmoid itself rounds to 0 in float16 where x ≤ -17.34."),
    ("x**4 + 1", LINE, "f itself is too large for float16 where |x| ≥ 16."),
    ("exp(x)", LINE, "(In brackets: the value itself is too large for the dtype, or rounds to 0.)"),
    ("exp(x)", LINE, "(x ≥ 11.1) (x ≤ -17.3)"),
    ("leaky_relu", LINE, "leaky_relu keeps its digits: the error is at most 0.92 ulp, in float16"),
    ("x - tanh(x)", (-1.0, 1.0), "loses all digits for 0.005634 ≤ |x| ≤ 0.03937; f is"),
    ("sqrt(-1 - abs(x))", LINE, "f has no value in this range."),
    ("sqrt(x - 0.1)", LINE, "In float16 f gets a value at x = 0.09998, where it has none."),
    ("log(1 + exp(x))", (-9.0, 99.0), "the formula overflows for x ≥ 11.09, though f is only"),
]


@pytest.mark.parametrize(("spec", "over", "said"), SAID)
def test_the_verdict_says_what_happens(spec, over, said):
    assert said in " ".join(text_of([spec], "table", over, ["float16"]).split())


def test_no_better():
    """swim overflows inside its root, however it is written."""
    table = " ".join(text_of(["swim"], "table", LINE, ["float16"]).split())
    assert "It is no better with the" in table
    table = " ".join(text_of(["bent_identity"], "table", LINE, ["float16"]).split())
    assert "With the formula that happens only for x = 43680." in table


def test_the_table_says_what_was_looked_at():
    table = text_of(["relu"], "table", dtypes=("float16", "bfloat16", "float32"))
    assert table.splitlines()[-2:] == [
        "Every number of float16, bfloat16 in the range was tried.",
        "float32: sampled, then searched around the worst.",
    ]
    assert "sampled" not in text_of(["relu"], "table")
    assert "Every" not in text_of(["relu"], "table", dtypes=["float32"])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_fits_into_80_columns(language, monkeypatch):
    from rich.cells import cell_len

    monkeypatch.delenv("COLUMNS", raising=False)
    table = text_of(["gelu", "tanh", "squareplus"], "table", LINE, SIXTEEN, language)
    assert max(map(cell_len, table.splitlines())) <= 80
    assert "…" not in re.sub(r" …", "", table)  # nothing is cut off inside a cell


@pytest.mark.parametrize("columns", ["1", "5", "20", "50", "300"])
def test_any_width(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    for language in ("en", "ko"):
        assert text_of(["tanh", "x - tanh(x)"], "table", LINE, ["float16"], language)


def test_a_column_of_nothing_is_left_out():
    assert "inf, NaN" in text_of(["tanh"], "table", LINE, ["float16"])
    assert "inf, NaN" not in text_of(["tanh"], "table", (-10.0, 10.0), ["float16"])
    assert "digits lost" not in text_of(["relu"], "table")


def test_korean_is_korean():
    table = text_of(["gelu"], "table", language="ko")
    assert "float16에서 교과서 표기는 -5.598 ≤ x ≤ -3.67일 때 0이 되지만" in table
    assert "formula" not in table


# The command


@pytest.fixture
def native_command(capfdbinary):
    def run(*specs, over=(-10.0, 10.0), dtypes=None, ulps=None, form="auto", output=None, ko=False):
        functions = [actcli.get(spec) for spec in specs]
        words = load_words("ko" if ko else "en")
        is_beyond = compare_native(functions, over, dtypes, ulps, form, words, "auto", output)
        out, err = capfdbinary.readouterr()
        return is_beyond, out.decode(), err.decode()

    return run


def test_the_default_dtypes(native_command):
    _, out, err = native_command("relu")
    assert [line.split("\t")[2] for line in out.splitlines()] == ["float16", "bfloat16", "float32"]
    assert err == ""


def test_without_the_extra_bfloat16_is_left_out_and_that_is_said(native_command, monkeypatch):
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    _, out, err = native_command("relu")
    assert [line.split("\t")[2] for line in out.splitlines()] == ["float16", "float32"]
    assert err.splitlines() == [
        "actcli: bfloat16 is left out, it needs an extra: pip install 'actcli[dtypes]'"
    ]
    with pytest.raises(ActcliError, match="bfloat16 needs the extra dtypes"):
        native_command("relu", dtypes="float16,bfloat16")


def test_dtypes_are_a_list_with_each_once(native_command):
    _, out, _ = native_command("relu", dtypes="float64, float16,float64")
    assert [line.split("\t")[2] for line in out.splitlines()] == ["float64", "float16"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("float17", "no dtype 'float17'"),
        ("float16,,float32", "a name is missing"),
        ("", "a name is missing"),
        ("float16;float32", "no dtype"),
    ],
)
def test_a_wrong_dtype_is_one_clear_error(native_command, text, message):
    with pytest.raises(ActcliError, match=message) as error:
        native_command("relu", dtypes=text)
    assert error.value.hint


@pytest.mark.parametrize(("ulps", "is_beyond"), [(None, False), ("3", False), ("2", True)])
def test_beyond_so_many_units_the_answer_is_no(native_command, ulps, is_beyond):
    """Only the formula counts: the textbook form of gelu is wrong by 2042 units."""
    answer, out, err = native_command("gelu", "relu", dtypes="float16,bfloat16", ulps=ulps)
    assert answer is is_beyond
    assert out
    expected = r"actcli: gelu in float16 is wrong by 2\.84\d* ulp at x = -4.94140625, more than 2\n"
    assert re.fullmatch(expected if is_beyond else "", err)


def test_an_error_equal_to_the_limit_passes(native_command):
    # In bfloat16 0.25 * x is exact but for subnormals, which are ties at worst.
    assert native_command("0.25 * x", dtypes="bfloat16", ulps="0.5")[0] is False
    assert native_command("0.25 * x", dtypes="bfloat16", ulps="0.49")[0] is True


def test_an_overflow_is_beyond_every_limit(native_command):
    answer, _, err = native_command(
        "exp(x) - exp(x) * 0", over=(0.0, 20.0), dtypes="float16", ulps="1e300"
    )
    assert answer is True
    assert "is wrong by inf ulp at x = " in err


def test_a_file_takes_the_answer(native_command, tmp_path):
    file = tmp_path / "answer.json"
    _, out, _ = native_command("relu", form="json", output=file)
    assert out == ""
    assert json.loads(file.read_text())["functions"][0]["function"] == "relu"


# Numbers in full are of functions of + - * / and sqrt alone: the last digits of exp differ by CPU.
GOLDEN = {
    "table.txt": {"specs": ("gelu", "softplus", "leaky_relu:0.2"), "form": "table"},
    "table_ko.txt": {"specs": ("gelu", "tanh", "relu"), "form": "table", "over": LINE, "ko": True},
    "plain.txt": {"specs": ("squareplus", "softsign", "x - x**3 / 6")},
    "csv.csv": {"specs": ("squareplus", "hard_sigmoid"), "form": "csv", "over": LINE},
    "json.json": {"specs": ("squareplus", "relu"), "form": "json", "ulps": "100"},
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(native_command, golden, name):
    settings = {"dtypes": "float16,bfloat16", **GOLDEN[name]}
    is_beyond, out, err = native_command(*settings.pop("specs"), **settings)
    assert (is_beyond, err) == (False, "")
    golden(f"arithmetic/{name}", out)


def test_every_golden_file_has_its_command():
    assert golden_files("arithmetic") == set(GOLDEN)
