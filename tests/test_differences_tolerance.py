"""Tolerances: absolute, relative and in floats of a dtype, decided at the worst place."""

import math
import struct
import sys

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import actcli
from actcli.analysis.compare import REAL_LINE, compare
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.frameworks import compare_frameworks
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError

RANGE = (-10.0, 10.0)
INF = math.inf


def pair_of(one, other, tolerance, over=RANGE, order=0):
    functions = [actcli.get(one), actcli.get(other)]
    return compare(functions, over, order=order, tolerance=tolerance).pairs[0]


def test_without_a_tolerance_nothing_is_judged():
    pair = pair_of("gelu", "silu", None)
    assert (pair.worst, pair.within, pair.failing_at) == (None, None, None)


ABSOLUTE = [
    # f, g, range, tolerance, and the place where it is missed, None where it passes
    ("relu", "relu6", RANGE, 4.0, None),
    ("relu", "relu6", RANGE, math.nextafter(4.0, 0.0), 10.0),
    ("relu", "relu", RANGE, 0.0, None),
    ("x", "x + 3", REAL_LINE, 3.0, None),
    ("x", "x + 3", REAL_LINE, 2.9, 0.0),
    ("tanh", "0.5 * tanh(x)", REAL_LINE, 0.5, None),  # 0.5 is only approached
    ("sigmoid", "0 * x", REAL_LINE, 0.9, INF),
    ("2 * x", "x", REAL_LINE, 1e300, INF),
    ("1 / x", "x", RANGE, 1e300, 0.0),
    ("x**2", "0 * x", (-3.0, 2.0), 8.0, -3.0),
    ("x**2", "0 * x", (-3.0, 3.0), 8.0, 3.0),  # of two as bad the one above 0
]


@pytest.mark.parametrize(("one", "other", "over", "most", "place"), ABSOLUTE)
def test_absolute(one, other, over, most, place):
    pair = pair_of(one, other, Tolerance(absolute=most), over)
    assert (pair.within, pair.failing_at) == (place is None, place)
    assert pair.worst is None


@pytest.mark.parametrize(
    "tolerance",
    [
        Tolerance(1e300),
        Tolerance(1e300, 1e300),
        Tolerance(0.0, INF),
        Tolerance(ulps=1e300),
        Tolerance(INF),
        Tolerance(INF, 0.5),
    ],
)
def test_nan_on_one_side_is_beyond_every_tolerance(tolerance):
    pair = pair_of("sqrt(x)", "relu", tolerance)
    assert pair.within is False
    assert pair.failing_at < 0.0
    assert pair_of("sqrt(x)", "sqrt(x) * 1", tolerance).within is True


def test_equal_infinities_are_no_difference():
    """Both are inf beyond 710."""
    pair = pair_of("exp(x + 300)", "exp(x + 300) * 1", Tolerance(0.0, 1e-9), (0.0, 1000.0))
    assert pair.within is True
    assert pair_of("exp(x)", "0 * x", Tolerance(0.0, 1e300), (0.0, 1000.0)).within is False


def test_the_largest_ratio_and_the_largest_excess():
    """f - g = 0.3 sin(x) and g = x^2 + 1: both functions of one variable for mpmath."""
    with mpmath.workdps(40):

        def ratio(x):
            return mpmath.mpf(0.3) * mpmath.sin(x) / (x**2 + 1)

        def excess(x):
            return mpmath.mpf(0.3) * mpmath.sin(x) - mpmath.mpf(0.05) * (x**2 + 1)

        at_ratio = mpmath.findroot(lambda x: mpmath.diff(ratio, x), 0.8)
        at_excess = mpmath.findroot(lambda x: mpmath.diff(excess, x), 0.8)
        largest, most = float(ratio(at_ratio)), float(excess(at_excess))
    one, other = "x**2 + 1 + 0.3 * sin(x)", "x**2 + 1"
    pair = pair_of(one, other, Tolerance(most * (1.0 - 1e-9), 0.05))
    assert pair.worst.value == pytest.approx(largest, rel=1e-13)
    assert pair.worst.at == pytest.approx((-float(at_ratio), float(at_ratio)), rel=1e-9)
    assert pair.within is False
    assert abs(pair.failing_at) == pytest.approx(float(at_excess), rel=1e-6)
    assert pair_of(one, other, Tolerance(most * (1.0 + 1e-9), 0.05)).within is True
    # Without the absolute part the ratio alone decides.
    assert pair_of(one, other, Tolerance(0.0, largest * (1.0 - 1e-12))).within is False
    assert pair_of(one, other, Tolerance(0.0, largest * (1.0 + 1e-12))).within is True


@pytest.mark.parametrize("over", [RANGE, (-1e6, 1e6), REAL_LINE])
def test_a_relative_difference_equal_to_the_tolerance_passes(over):
    assert pair_of("1.5 * x", "x", Tolerance(0.0, 0.5), over).within is True
    just_less = math.nextafter(0.5, 0.0)
    pair = pair_of("1.5 * x", "x", Tolerance(0.0, just_less), over)
    assert (pair.within, pair.worst.value) == (False, 0.5)


def test_the_second_function_is_the_reference():
    """|2x - x| is 1 of |x|, and half of |2x|."""
    assert pair_of("2 * x", "x", Tolerance(0.0, 0.6)).within is False
    assert pair_of("x", "2 * x", Tolerance(0.0, 0.6)).within is True


WORST_RATIOS = [
    # f, g, range, the largest |f - g| / |g|, and where
    ("softplus", "relu", (-10.0, 0.0), INF, None),
    ("x**2", "x**2 * 1.25", RANGE, 0.2, None),
    ("x - 1", "x", (0.5, 10.0), 2.0, (0.5,)),
    ("x - 1", "x", RANGE, INF, (0.0,)),
    ("x + 1", "3 * x - 1", RANGE, INF, (1 / 3,)),  # between two samples the reference is 0
    ("x + 1", "x", (1.0, 1e6), 1.0, (1.0,)),
    ("x**2", "x", REAL_LINE, INF, (-INF, INF)),
    ("2 * x + 5 / (1 + x**2)", "x + 5 / (1 + x**2)", (1.0, 10.0), None, None),
    ("3 * x + 1", "x + 1", (0.0, 1e300), 2.0, None),
    ("3 * abs(x) + 1", "abs(x) + 1", REAL_LINE, 2.0, (-INF, INF)),
    ("relu", "relu", RANGE, 0.0, ()),
]


@pytest.mark.parametrize(("one", "other", "over", "size", "at"), WORST_RATIOS)
def test_the_worst_ratio(one, other, over, size, at):
    pair = pair_of(one, other, Tolerance(0.0, 0.1), over)
    if size is not None:
        assert pair.worst.value == pytest.approx(size, rel=1e-12)
        assert pair.within is (size <= 0.1)
    if at is not None:
        assert pair.worst.at == pytest.approx(at, rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "truth"),
    [
        # Below 0 both are a multiple of exp(x) - 1, by 1 and by lambda alpha = 1.7580993408473766.
        ("elu", "selu", 1.0 - 1.0 / 1.7580993408473766),
        ("relu", "1.5 * max(x, 0)", 1.0 / 3.0),
    ],
)
@pytest.mark.parametrize("over", [RANGE, REAL_LINE])
def test_subnormal_numbers_have_no_ratio(one, other, truth, over):
    """5e-324 of 1e-323 would be a half."""
    pair = pair_of(one, other, Tolerance(0.0, truth + 1e-9), over)
    assert pair.worst.value == pytest.approx(truth, rel=1e-12)
    assert pair.within is True
    assert pair_of(one, other, Tolerance(0.0, truth - 1e-9), over).within is False


def test_a_jump_is_missed_at_the_jump():
    pair = pair_of("relu", "silu", Tolerance(0.0, 0.1), REAL_LINE, order=2)
    assert (pair.at, pair.failing_at) == ((0.0,), 0.0)


FUNCTIONS = [
    "gelu",
    "gelu:approximate=tanh",
    "silu",
    "tanh",
    "softsign",
    "elu",
    "relu",
    "sin(3 * x)",
]


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    st.sampled_from(FUNCTIONS),
    st.sampled_from(FUNCTIONS),
    st.floats(0.0, 0.5),
    st.floats(0.0, 2.0),
)
def test_what_passes_is_close_for_numpy_everywhere(one, other, absolute, relative):
    f, g = actcli.get(one), actcli.get(other)
    pair = pair_of(one, other, Tolerance(absolute, relative))
    x = np.linspace(*RANGE, 20011)
    close = np.isclose(f(x), g(x), atol=absolute * (1 + 1e-12) + 1e-300, rtol=relative)
    if pair.within:
        assert close.all()
    else:
        at = pair.failing_at
        assert not np.isclose(f(at), g(at), atol=absolute * (1 - 1e-12), rtol=relative)


def test_ulps_of_float16_against_a_plain_loop():
    """Every float16 number in the range, by struct: the distance is that of the sorted list."""
    numbers = [struct.unpack("<e", struct.pack("<H", bits))[0] for bits in range(65536)]
    ordered = sorted({number for number in numbers if not math.isnan(number)})
    place = {number: index for index, number in enumerate(ordered)}
    f, g = actcli.get("gelu"), actcli.get("gelu:approximate=tanh")
    largest, at = 0, set()
    x = np.array([number for number in ordered if RANGE[0] <= number <= RANGE[1]])
    for number, one, other in zip(x, f(x), g(x), strict=True):
        rounded = [struct.unpack("<e", struct.pack("<e", value))[0] for value in (one, other)]
        apart = abs(place[rounded[0]] - place[rounded[1]])
        if apart >= largest:
            at = {number} | (at if apart == largest else set())
            largest = apart
    pair = pair_of("gelu", "gelu:approximate=tanh", Tolerance(ulps=largest, dtype="float16"))
    assert (pair.worst.value, set(pair.worst.at)) == (float(largest), at)
    assert (pair.within, pair.failing_at) == (True, None)
    missed = pair_of("gelu", "gelu:approximate=tanh", Tolerance(ulps=largest - 1, dtype="float16"))
    assert missed.within is False
    assert missed.failing_at in at


def test_ulps_of_float32_against_all_of_a_stretch():
    low, high = np.array([1.0, 1.001], np.float32).view(np.int32)
    x = np.arange(low, high, dtype=np.int32).view(np.float32)
    f, g = actcli.get("tanh"), actcli.get("tanh(x) + 1e-7 * x * sin(500 * x)")
    apart = np.abs(f(x).view(np.int32) - g(x).view(np.int32))
    over = (float(x[0]), float(x[-1]))
    pair = pair_of(
        "tanh", "tanh(x) + 1e-7 * x * sin(500 * x)", Tolerance(ulps=1, dtype="float32"), over
    )
    assert pair.worst.value == float(apart.max()) > 1.0
    assert np.float32(pair.worst.at[0]) in x[apart == apart.max()]
    assert pair.within is False


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_distance_across_zero_counts_all_floats_between(dtype):
    """From -1 to 1 there are twice as many steps as from 0 to 1; the bits of 1 count those."""
    kind, bits = {"float16": ("e", "H"), "float32": ("f", "I"), "float64": ("d", "Q")}[dtype]
    steps = struct.unpack(f"<{bits}", struct.pack(f"<{kind}", 1.0))[0]
    pair = pair_of("x", "-x + 0 * x", Tolerance(ulps=1, dtype=dtype), (-1.0, 1.0))
    assert pair.worst.value == pytest.approx(2.0 * steps, rel=1e-15)
    assert pair.worst.at == (-1.0, 1.0)


def test_signed_zeros_are_one_number():
    assert pair_of("relu", "-1 * (0 - relu(x))", Tolerance(ulps=0)).within is True
    assert pair_of("0 * x", "-1 * (0 * abs(x))", Tolerance(ulps=0, dtype="float16")).within is True


def test_what_overflows_in_a_dtype_is_next_to_its_largest_number():
    """65520 rounds to inf in float16, where 65504 is the largest."""
    pair = pair_of("0 * x + 65519", "0 * x + 65520", Tolerance(ulps=1, dtype="float16"))
    assert (pair.worst.value, pair.within) == (1.0, True)


def test_bfloat16_is_rounded_once():
    """1 + 2^-8 is a tie of bfloat16, to even: 1. A little more is the next number."""
    pytest.importorskip("ml_dtypes")
    tie, more = "0 * x + 1.00390625", "0 * x + 1.0039062500001"
    pair = pair_of(tie, more, Tolerance(ulps=0, dtype="bfloat16"))
    assert (pair.worst.value, pair.within) == (1.0, False)


def test_bfloat16_without_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(ActcliError) as raised:
        pair_of("relu", "gelu", Tolerance(ulps=1, dtype="bfloat16"))
    assert "bfloat16" in raised.value.message
    assert "actcli[dtypes]" in raised.value.hint


def test_another_dtype_is_refused():
    with pytest.raises(ActcliError, match="float128"):
        pair_of("relu", "gelu", Tolerance(ulps=1, dtype="float128"))


def test_ulps_of_slopes():
    """relu' and (x > 0)' are the same numbers; gelu' is not."""
    assert pair_of("relu", "max(x, 0)", Tolerance(ulps=0), order=1).within is True
    assert pair_of("relu", "gelu", Tolerance(ulps=0, dtype="float16"), order=1).within is False


def test_frameworks_are_measured_with_the_same_tolerance():
    """gelu is exact, or in its tanh form, which is 4.73e-4 away (2.03e-2 for hf.gelu_fast)."""
    function, book = resolve("gelu"), shipped_book()
    strict = compare_frameworks(function, book, RANGE, Tolerance(1e-4))
    assert strict.tolerance == Tolerance(1e-4)
    assert strict.beyond
    assert {pair.g.spec for pair in strict.beyond} >= {"gelu:approximate=tanh"}
    assert compare_frameworks(function, book, RANGE, Tolerance(1.0)).beyond == []
    untold = compare_frameworks(function, book, RANGE)
    assert (untold.tolerance, untold.beyond) == (None, [])


def test_what_is_beyond_is_a_list_of_pairs():
    functions = [actcli.get(name) for name in ("relu", "relu6", "identity")]
    answer = compare(functions, tolerance=Tolerance(5.0))
    assert [(p.f.spec, p.g.spec) for p in answer.beyond] == [
        ("relu", "identity"),
        ("relu6", "identity"),
    ]
    assert compare(functions).beyond == []
