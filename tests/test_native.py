"""Every operation rounded to a dtype: the rounding itself, the operations, and whole formulas."""

import math
import sys
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from mpmath import mpf

import actcli
from actcli.errors import ActcliError
from actcli.formula.native import DTYPES, evaluate_native, is_installed, precision
from actcli.formula.parse import parse_formula

LOW = ("float16", "bfloat16", "float32")
# Digits of a normal number, the exponent of the smallest normal one, the largest number: IEEE 754
# for all but bfloat16, which is float32 with 16 bits fewer.
FORMATS = {
    "float16": (11, -14, Fraction(65504)),
    "bfloat16": (8, -126, Fraction(2) ** 127 * (2 - Fraction(1, 2**7))),
    "float32": (24, -126, Fraction(2) ** 127 * (2 - Fraction(1, 2**23))),
}


def exact_rounded(value, name):
    """The dtype's number nearest to an exact one, ties to even, from the definition alone."""
    bits, lowest, largest = FORMATS[name]
    if isinstance(value, mpf):
        if not mpmath.isfinite(value):
            return float(value)
        sign, mantissa, exponent, _ = value._mpf_
        value = Fraction(mantissa) * Fraction(2) ** exponent * (-1 if sign else 1)
    size = abs(Fraction(value))
    if size == 0:
        return 0.0
    exponent = max(math.floor(math.log2(size)) if size < 2**1000 else 1000, lowest)
    # The logarithm of a number just below a power of 2 may be rounded up to it, or the reverse.
    exponent += (size >= Fraction(2) ** (exponent + 1)) - (
        size < Fraction(2) ** exponent and exponent > lowest
    )
    unit = Fraction(2) ** (exponent - bits + 1)
    nearest = round(size / unit) * unit  # Python rounds a Fraction to even
    result = math.inf if nearest > largest else float(nearest)
    return -result if value < 0 else result


def everything(name):
    """Every finite number of a dtype of 16 bits that is not below 0, ascending."""
    dtype = precision(name)
    last = int(dtype.ordinals_of(np.array([dtype.largest]))[0])
    return dtype.values_of(np.arange(last + 1))


def native(text, x, name, **parameters):
    tree = parse_formula(text, list(parameters)).tree
    values = np.atleast_1d(np.asarray(x, dtype=np.float64))
    return evaluate_native(tree, values, parameters, precision(name))


def operands(name, count, seed):
    """Numbers of a dtype of all sizes: any exponent, the subnormals among them."""
    dtype = precision(name)
    last = int(dtype.ordinals_of(np.array([dtype.largest]))[0])
    return dtype.values_of(np.random.default_rng(seed).integers(-last, last + 1, count))


@pytest.mark.parametrize("name", LOW)
def test_what_the_formats_are(name):
    dtype, (bits, lowest, largest) = precision(name), FORMATS[name]
    assert (dtype.name, dtype.bits) == (name, bits)
    assert dtype.smallest_normal == 2.0**lowest
    assert Fraction(dtype.largest) == largest
    assert dtype.smallest == 2.0 ** (lowest - bits + 1)


def test_known_limits():
    half, brain = precision("float16"), precision("bfloat16")
    assert (half.largest, half.smallest) == (65504.0, 2.0**-24)
    assert half.rounded(np.array([65519.99, 65520.0])).tolist() == [65504.0, math.inf]
    assert brain.largest == 3.3895313892515355e38
    # 8 digits: the numbers after 1 and before it.
    assert brain.rounded(np.array([1.0 + 2.0**-7, 1.0 - 2.0**-8])).tolist() == [
        1.0078125,
        0.99609375,
    ]
    assert brain.rounded(np.array([1.0 + 2.0**-8]))[0] == 1.0


@pytest.mark.parametrize("name", ["float16", "bfloat16"])
def test_every_number_is_itself_and_every_midpoint_goes_to_the_even_one(name):
    dtype, numbers = precision(name), everything(name)
    assert np.all(np.diff(numbers) > 0.0)
    assert np.array_equal(dtype.rounded(numbers), numbers)
    assert np.array_equal(dtype.rounded(-numbers), -numbers)
    below, above = numbers[:-1], numbers[1:]
    middle = (below + above) / 2.0
    even = np.where(np.arange(below.size) % 2 == 0, below, above)
    assert np.array_equal(dtype.rounded(middle), even)
    assert np.array_equal(dtype.rounded(np.nextafter(middle, 0.0)), below)
    assert np.array_equal(dtype.rounded(np.nextafter(middle, np.inf)), above)
    assert np.array_equal(dtype.rounded(-np.nextafter(middle, np.inf)), -above)


@pytest.mark.parametrize("name", LOW)
def test_rounding_is_that_of_exact_fractions(name):
    random = np.random.default_rng(5)
    sizes = 2.0 ** random.uniform(-160.0, 130.0, 3000)
    if name == "float16":
        sizes = 2.0 ** random.uniform(-27.0, 17.0, 3000)
    values = random.choice([-1.0, 1.0], sizes.size) * sizes
    assert precision(name).rounded(values).tolist() == [
        exact_rounded(Fraction(value), name) for value in values.tolist()
    ]


def test_bfloat16_is_not_rounded_twice():
    """Through float32 this would be a tie, and go down to 1."""
    value = 1.0 + 2.0**-8 + 2.0**-40
    assert precision("bfloat16").rounded(np.array([value, -value])).tolist() == [
        1.0078125,
        -1.0078125,
    ]
    assert exact_rounded(Fraction(value), "bfloat16") == 1.0078125


@pytest.mark.parametrize("name", DTYPES)
def test_what_is_no_number_stays(name):
    rounded = precision(name).rounded(np.array([np.nan, np.inf, -np.inf, -0.0, 0.0]))
    assert np.isnan(rounded[0])
    assert rounded[1:].tolist() == [np.inf, -np.inf, 0.0, 0.0]
    assert np.signbit(rounded).tolist()[1:] == [False, True, True, False]


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_the_unit_in_the_last_place_is_numpys(name):
    dtype = precision(name)
    values = np.concatenate([operands(name, 2000, 1), [0.0, dtype.smallest, dtype.smallest_normal]])
    kept = values[np.abs(values) < dtype.largest]
    expected = np.spacing(np.abs(kept).astype(name)).astype(np.float64)
    assert np.array_equal(dtype.spacing(kept), expected)
    assert dtype.spacing(np.array([np.inf]))[0] == dtype.spacing(np.array([dtype.largest]))[0]


def test_the_unit_of_bfloat16():
    spacing = precision("bfloat16").spacing(np.array([1.0, 1.99, 0.999, 300.0, 1e-45]))
    assert spacing.tolist() == [2.0**-7, 2.0**-7, 2.0**-8, 2.0, 2.0**-133]


@pytest.mark.parametrize("name", DTYPES)
def test_places_in_the_order_of_the_numbers(name):
    dtype = precision(name)
    values = operands(name, 500, 2)
    assert np.array_equal(dtype.values_of(dtype.ordinals_of(values)), values)
    steps = dtype.values_of(np.array([-2, -1, 0, 1, 2])) / dtype.smallest
    assert steps.tolist() == [-2.0, -1.0, 0.0, 1.0, 2.0]
    assert dtype.ordinals_of(np.array([0.0, -0.0])).tolist() == [0, 0]


@pytest.mark.parametrize("name", LOW)
@pytest.mark.parametrize("operator", "+-*/")
def test_operations_are_rounded_once(name, operator):
    """Against exact fractions, results among the subnormals and beyond the largest included."""
    left, right = operands(name, 1500, 3), operands(name, 1500, 4)
    # Near each other, so that sums cancel and quotients lie close to 1.
    right[::2] = precision(name).rounded(left[::2] * np.linspace(-2.0, 2.0, left[::2].size))
    right[(right == 0.0) | np.isinf(right)] = 1.0
    exact = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
    }[operator]
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        got = native(f"x {operator} a", a, name, a=b)[0]
        assert got == exact_rounded(exact(Fraction(a), Fraction(b)), name), (a, b)


@pytest.mark.parametrize("name", ["float16", "float32"])
def test_a_formula_of_plain_arithmetic_is_numpys(name):
    """NumPy rounds each of these operations in float16 and float32 as IEEE 754 asks."""
    kind = np.dtype(name).type
    x = operands(name, 4000, 6).astype(kind)
    with np.errstate(all="ignore"):
        expected = (x * x - kind(0.1)) / (kind(1) + np.abs(x)) + np.sqrt(np.maximum(x, kind(0)))
    got = native("(x * x - 0.1) / (1 + abs(x)) + sqrt(max(x, 0))", x, name)
    assert np.array_equal(got, expected.astype(np.float64), equal_nan=True)


PRIMITIVES = {
    "exp": mpmath.exp,
    "expm1": mpmath.expm1,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "log_sigmoid": lambda x: -mpmath.log1p(mpmath.exp(-x)),
    "erf": mpmath.erf,
    "normal_cdf": lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
    "normal_pdf": lambda x: mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi),
    "atan": mpmath.atan,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
}


@pytest.mark.parametrize("name", LOW)
@pytest.mark.parametrize("primitive", PRIMITIVES)
def test_a_primitive_is_one_rounding_of_the_truth(name, primitive):
    x = precision(name).rounded(np.linspace(-17.3, 12.7, 61))
    with mpmath.workdps(60):
        expected = [exact_rounded(PRIMITIVES[primitive](mpf(v)), name) for v in x.tolist()]
    assert native(f"{primitive}(x)", x, name).tolist() == expected


@pytest.mark.parametrize("name", LOW)
def test_logarithms_of_what_has_one(name):
    x = precision(name).rounded(np.geomspace(1e-4, 6e4, 41))
    with mpmath.workdps(60):
        log = [exact_rounded(mpmath.log(mpf(v)), name) for v in x.tolist()]
        log1p = [exact_rounded(mpmath.log1p(mpf(v)), name) for v in x.tolist()]
    assert native("log(x)", x, name).tolist() == log
    assert native("log1p(x)", x, name).tolist() == log1p


def by_hand(form, x, name):
    """A formula in mpmath with `r`, the rounding, written after every operation."""
    with mpmath.workdps(60):
        return form(mpf(x), lambda value: mpf(exact_rounded(mpf(value), name)))


def silu_by_hand(x, r):
    return r(x * r(1 / (1 + mpmath.exp(-x))))


def gelu_by_hand(x, r):
    inside = r(1 + r(mpmath.erf(r(x / r(mpmath.sqrt(2))))))
    return r(r(r(0.5) * x) * inside)


def softplus_by_hand(x, r):
    exponential = r(mpmath.exp(x))
    return r(mpmath.log(r(1 + exponential))) if mpmath.isfinite(exponential) else exponential


BY_HAND = {
    "x * sigmoid(x)": silu_by_hand,
    "0.5 * x * (1 + erf(x / sqrt(2)))": gelu_by_hand,
    "log(1 + exp(x))": softplus_by_hand,
}


@pytest.mark.parametrize("name", LOW)
@pytest.mark.parametrize("text", BY_HAND)
def test_formulas_against_an_evaluation_by_hand(name, text):
    random = np.random.default_rng(8)
    x = precision(name).rounded(np.concatenate([random.uniform(-13.0, 13.0, 80), [-0.5, 0.0, 2.0]]))
    expected = [float(by_hand(BY_HAND[text], v, name)) for v in x.tolist()]
    assert native(text, x, name).tolist() == expected


def test_exp_overflows_in_float16_beyond_the_logarithm_of_65504():
    """ln 65504 = 11.08987..., and float16 has the numbers 11.0859375 and 11.09375 around it."""
    assert 11.0859375 < math.log(65504) < math.log(65520) < 11.09375
    below, above = native("exp(x)", [11.0859375, 11.09375], "float16")
    assert below == exact_rounded(mpmath.exp(mpf(11.0859375)), "float16") < 65504.0
    assert above == math.inf


def test_log_of_1_plus_exp_dies_where_exp_is_below_half_a_unit_of_1():
    """ln 2**-11 = -7.6246..., and float16 has the numbers -7.62109375 and -7.625 around it."""
    assert -7.625 < math.log(2.0**-11) < -7.62109375
    alive, dead = native("log(1 + exp(x))", [-7.62109375, -7.625], "float16")
    assert alive == exact_rounded(mpmath.log1p(mpf(2) ** -10), "float16") > 0.0
    assert dead == 0.0


def test_what_overflows_goes_on_as_infinity():
    assert native("1 / (1 + exp(-x))", [-12.0], "float16")[0] == 0.0
    assert np.isnan(native("exp(x) / (1 + exp(x))", [12.0], "float16")[0])
    assert native("tanh(exp(x)) + atan(-exp(x))", [100.0], "float16")[0] == pytest.approx(
        1.0 - math.pi / 2.0, abs=2.0**-11
    )
    assert native("log(exp(x)) + softplus(x)", [200.0], "bfloat16")[0] == math.inf


def test_numbers_and_parameters_are_rounded_first():
    # float16(0.1) = 0.0999755859375, bfloat16(0.1) = 0.10009765625.
    # max chooses and rounds nothing itself.
    assert native("max(x, 0.1)", [0.0], "float16")[0] == 0.0999755859375
    assert native("max(x, a)", [0.0], "bfloat16", a=0.1)[0] == 0.10009765625
    assert native("x", [0.1], "bfloat16")[0] == 0.10009765625
    assert native("max(x, pi)", [0.0], "float16")[0] == 3.140625
    assert native("max(x, e)", [0.0], "float64")[0] == math.e


def test_selections_choose_and_do_not_round():
    x = np.array([-3.0, -0.5, 0.0, 0.5, 3.0])
    assert native("where(-1 < x <= 0.5, x, 7)", x, "float16").tolist() == [7.0, -0.5, 0.0, 0.5, 7.0]
    assert native("clip(x, -1, 1)", x, "bfloat16").tolist() == [-1.0, -0.5, 0.0, 0.5, 1.0]
    assert native("min(x, 0)", x, "bfloat16").tolist() == [-3.0, -0.5, 0.0, 0.0, 0.0]
    assert native("max(x, 0)", x, "float16").tolist() == [0.0, 0.0, 0.0, 0.5, 3.0]
    assert native("sign(x)", x, "float16").tolist() == [-1.0, -1.0, 0.0, 1.0, 1.0]
    assert native("step(x)", x, "float16").tolist() == [0.0, 0.0, 1.0, 1.0, 1.0]
    assert native("-abs(x)", x, "float16").tolist() == [-3.0, -0.5, 0.0, -0.5, -3.0]


@pytest.mark.parametrize(
    "text", ["min(x, 0)", "max(x, 0)", "clip(x, 0, 1)", "step(x)", "sign(x)", "exp(x)", "x + 1"]
)
def test_nan_goes_through(text):
    assert np.isnan(native(text, [np.nan], "float16")[0])
    of_a_root = text.replace("(x", "(sqrt(x)").replace("x + 1", "sqrt(x) + 1")
    assert np.isnan(native(of_a_root, [-1.0], "bfloat16")[0])


def test_a_power_is_one_operation():
    # In float16 10.5**2 = 110.25 is exact; 3.1**3 is rounded once, 3.1 being 3.099609375.
    assert native("x**2", [10.5], "float16")[0] == 110.25
    exact = Fraction(3.099609375) ** 3
    assert native("x**3", [3.1], "float16")[0] == exact_rounded(exact, "float16")
    assert native("x**0.5", [2.0], "bfloat16")[0] == 1.4140625
    assert native("2**x", [-24.0, -26.0], "float16").tolist() == [2.0**-24, 0.0]


def test_a_power_with_an_exponent_that_varies_has_no_value_below_0():
    assert np.isnan(native("x**x", [-1.0], "float16")[0])
    assert native("x**x", [2.0], "float16")[0] == 4.0
    assert native("x**a", [-2.0], "float16", a=3.0)[0] == -8.0


def test_float64_is_numpys_double():
    x = np.linspace(-3.0, 3.0, 101)
    assert np.array_equal(native("x / (1 + x * x)", x, "float64"), x / (1.0 + x * x))


def test_the_shape_is_that_of_x():
    x = np.zeros((2, 3))
    tree = parse_formula("1 + 2").tree
    assert evaluate_native(tree, x, {}, precision("float16")).shape == (2, 3)


def test_an_unknown_dtype_is_an_error_with_the_nearest():
    with pytest.raises(ActcliError, match="no dtype 'bfloat61'") as error:
        precision("bfloat61")
    assert error.value.hint == "did you mean bfloat16?"
    with pytest.raises(ActcliError) as error:
        precision("posit")
    assert "bfloat16" in error.value.hint


def test_without_its_extra_bfloat16_says_what_to_install(monkeypatch):
    assert is_installed("bfloat16")
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    assert not is_installed("bfloat16")
    assert is_installed("float16")
    with pytest.raises(ActcliError, match="bfloat16 needs the extra dtypes") as error:
        precision("bfloat16")
    assert error.value.hint == "pip install 'actcli[dtypes]'"
    assert precision("float32").name == "float32"


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["bfloat16", "float16"])
def test_the_same_operations_in_torch(kind):
    """PyTorch computes each in float32 and rounds: the same, but for ties of its exp and erf."""
    torch = pytest.importorskip("torch")
    x = operands(kind, 20_000, 9)
    x = x[np.abs(x) < 12.0]
    t = torch.tensor(x, dtype=getattr(torch, kind))
    two = torch.tensor(2.0, dtype=t.dtype)
    forms = {
        "x * x / (1 + abs(x)) - x": t * t / (1 + t.abs()) - t,
        "log(1 + exp(x))": torch.log(1 + torch.exp(t)),
        "0.5 * x * (1 + erf(x / sqrt(2)))": 0.5 * t * (1 + torch.erf(t / torch.sqrt(two))),
        "x / (1 + exp(-x))": t / (1 + torch.exp(-t)),
    }
    for text, theirs in forms.items():
        ours, other = native(text, x, kind), theirs.double().numpy()
        finite = np.isfinite(other)
        assert np.array_equal(ours[~finite], other[~finite])
        ours, other = ours[finite], other[finite]
        apart = np.abs(ours - other) / precision(kind).spacing(other)
        assert np.mean(apart > 0.0) <= (0.0 if "exp" not in text and "erf" not in text else 1e-3)
        assert np.max(apart) <= 1.0


def test_every_entry_of_the_book_can_be_evaluated():
    x = np.linspace(-4.0, 4.0, 33)
    for name in actcli.names():
        function = actcli.get(name)
        if not function.is_vector:
            tree, parameters = function.parsed.tree, function.numeric_parameters
            values = evaluate_native(tree, x, parameters, precision("float32"))
            exact = function.evaluate(precision("float32").rounded(x), [0])[0]
            assert np.allclose(values, exact, rtol=1e-4, atol=1e-5, equal_nan=True), name
