"""Functions of a vector: against mpmath, over any axis, at the extremes, with their Jacobians."""

import math
import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf
from oracles.vector import ORACLES, exact_jacobian, exact_values

import actcli
from actcli.catalog.load import shipped_book
from actcli.errors import ActcliError
from actcli.formula.vector import VECTOR_FUNCTIONS

INF, NAN = math.inf, math.nan
SOFTMAX, LOG_SOFTMAX = actcli.get("softmax"), actcli.get("log_softmax")
VECTORS = st.lists(st.floats(-745.0, 745.0), min_size=1, max_size=12)
FIXED = [
    [0.0],
    [1.0, 2.0, 3.0],
    [-1.0, 0.0, 0.0, 5.0],
    [1000.0, 1000.5, 999.0],
    [-1e308, 0.0, -3.0],
    [1e308, 1e308, -1e308],
    [40.0, 0.0, 1.0, -2.0],
    [-700.0, 20.0, 3.0],
    [1e-300, 0.0, -1e-300],
    list(np.random.default_rng(2).normal(0.0, 5.0, 40)),
]


def exact_softmax(x: list[float]) -> list[mpf]:
    return exact_values("softmax", x, {})


def exact_log_softmax(x: list[float]) -> list[mpf]:
    """With the largest left out of the sum, whose logarithm is then small."""
    top = x.index(max(x))
    rest = mpmath.fsum(mpmath.exp(mpf(y) - mpf(x[top])) for i, y in enumerate(x) if i != top)
    return [mpf(part) - mpf(x[top]) - mpmath.log1p(rest) for part in x]


def ulps(y: float, exact: mpf) -> float:
    error = abs(mpf(y) - exact)
    return 0.0 if error < 1e-320 else float(error / mpf(float(np.spacing(abs(float(exact))))))


@pytest.mark.parametrize("x", FIXED, ids=range(len(FIXED)))
def test_softmax_agrees_with_mpmath(x):
    with mpmath.workdps(60):
        for y, exact in zip(SOFTMAX(x).tolist(), exact_softmax(x), strict=True):
            assert ulps(y, exact) <= 3 + len(x) / 2


@settings(max_examples=200, deadline=None)
@given(VECTORS)
def test_softmax_is_a_distribution(x):
    result = SOFTMAX(x)
    assert result.sum() == pytest.approx(1.0, rel=0, abs=len(x) * 2e-16)
    assert np.all((result >= 0.0) & (result <= 1.0))
    with mpmath.workdps(60):
        for y, exact in zip(result.tolist(), exact_softmax(x), strict=True):
            assert ulps(y, exact) <= 3 + len(x) / 2


@settings(max_examples=200, deadline=None)
@given(VECTORS)
def test_log_softmax_agrees_with_mpmath(x):
    """Near certainty (a value near 0) it keeps all its digits too."""
    with mpmath.workdps(60):
        for y, exact in zip(LOG_SOFTMAX(x).tolist(), exact_log_softmax(x), strict=True):
            assert ulps(y, exact) <= 3 + len(x) / 2


@pytest.mark.parametrize("gap", [5.0, 20.0, 36.0, 37.0, 40.0, 100.0, 700.0])
def test_log_softmax_keeps_its_digits_where_one_is_nearly_certain(gap):
    """log(1 / (1 + e^-gap)), which a logarithm of softmax rounds to 0 from a gap of 37 on."""
    with mpmath.workdps(60):
        certain = -mpmath.log1p(mpmath.exp(-mpf(gap)))
        for x in ([0.0, gap], [gap, 0.0]):
            result = LOG_SOFTMAX(x)
            assert ulps(float(result.max()), certain) <= 2
            assert ulps(float(result.min()), certain - mpf(gap)) <= 2


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ([1e308, -1e308], [1.0, 0.0]),
        ([-1e308, -1e308], [0.5, 0.5]),
        ([1.7e308, 1.7e308, 1.7e308, 1.7e308], [0.25] * 4),
        ([-INF, 0.0], [0.0, 1.0]),
        ([-INF, 0.0, 0.0], [0.0, 0.5, 0.5]),
        ([INF, 0.0, -INF], [1.0, 0.0, 0.0]),
        ([INF, 1e308], [1.0, 0.0]),
        ([INF, INF, 0.0], [NAN, NAN, NAN]),
        ([-INF, -INF], [NAN, NAN]),
        ([-INF], [1.0]),  # x_1 / x_1, whatever it is
        ([INF], [1.0]),
        ([NAN, 0.0], [NAN, NAN]),
        ([NAN, INF], [NAN, NAN]),
        ([5.0], [1.0]),
    ],
)
def test_the_extremes(x, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert SOFTMAX(x).tolist() == pytest.approx(expected, nan_ok=True, abs=0.0)
        logarithm = LOG_SOFTMAX(x)
        SOFTMAX.derivative(x)
        LOG_SOFTMAX.derivative(x)
    assert np.isnan(logarithm).tolist() == [math.isnan(y) for y in expected]
    for y, share in zip(logarithm.tolist(), expected, strict=True):
        if share > 0.0:
            assert y == pytest.approx(math.log(share), rel=1e-15, abs=0.0)


def test_log_softmax_of_a_single_infinity():
    assert LOG_SOFTMAX([INF, 0.0]).tolist() == [0.0, -INF]
    assert LOG_SOFTMAX([-INF, 3.0]).tolist() == [-INF, 0.0]


def test_equal_numbers_share_alike_wherever_they_are():
    for level in (-1e308, -800.0, 0.0, 800.0, 1e308):
        assert SOFTMAX([level] * 8).tolist() == [0.125] * 8
        assert LOG_SOFTMAX([level] * 4).tolist() == pytest.approx([-math.log(4.0)] * 4, rel=3e-16)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
@pytest.mark.parametrize("function", [SOFTMAX, LOG_SOFTMAX], ids=str)
def test_any_axis(function, axis):
    x = np.random.default_rng(4).normal(0.0, 3.0, (2, 3, 4))
    result = function(x, axis=axis)
    assert result.shape == x.shape
    lines, results = np.moveaxis(x, axis, -1), np.moveaxis(result, axis, -1)
    for place in np.ndindex(lines.shape[:-1]):
        assert results[place].tolist() == function(lines[place].tolist()).tolist()


def softmax_jacobian(name: str, x: list[float]) -> list[list[mpf]]:
    """By its definition, the difference 1 - s_i as the sum of the others."""
    s = exact_softmax(x)
    size = range(len(x))
    rest = [mpmath.fsum(s[j] for j in size if j != i) for i in size]
    log_rows = [[rest[i] if i == j else -s[j] for j in size] for i in size]
    if name == "log_softmax":
        return log_rows
    return [[s[i] * part for part in log_rows[i]] for i in size]


@pytest.mark.parametrize("x", FIXED, ids=range(len(FIXED)))
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_jacobian_agrees_with_mpmath(name, x):
    result = actcli.get(name).derivative(x)
    assert result.shape == (len(x), len(x))
    with mpmath.workdps(60):
        for row, exact_row in zip(result.tolist(), softmax_jacobian(name, x), strict=True):
            for y, exact in zip(row, exact_row, strict=True):
                assert ulps(y, exact) <= 6 + len(x)


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_jacobian_is_the_slope_of_the_values(name):
    """Against central differences: J[i, j] is how output i answers to input j."""
    function, x = actcli.get(name), np.array([0.3, -1.2, 2.0, 0.7])
    jacobian, step = function.derivative(x), 1e-6
    for j in range(x.size):
        shift = np.where(np.arange(x.size) == j, step, 0.0)
        slope = (function(x + shift) - function(x - shift)) / (2 * step)
        assert jacobian[:, j].tolist() == pytest.approx(slope.tolist(), rel=1e-7, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(VECTORS)
def test_every_row_of_a_jacobian_sums_to_zero(x):
    """A common shift changes nothing. Columns sum to 0 for softmax, whose outputs sum to 1."""
    for function in (SOFTMAX, LOG_SOFTMAX):
        assert np.abs(function.derivative(x).sum(axis=1)).max() <= len(x) * 3e-16
    assert np.abs(SOFTMAX.derivative(x).sum(axis=0)).max() <= len(x) * 3e-16


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_the_axis_becomes_two_at_the_end(axis):
    x = np.random.default_rng(6).normal(size=(2, 3))
    result = SOFTMAX.derivative(x, axis=axis)
    lines = np.moveaxis(x, axis, -1)
    assert result.shape == (*lines.shape, lines.shape[-1])
    for i, line in enumerate(lines):
        assert result[i].tolist() == SOFTMAX.derivative(line.tolist()).tolist()


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_dtype_is_kept(dtype):
    x = np.array([0.5, -1.0, 3.0], dtype=dtype)
    assert SOFTMAX(x).dtype == dtype
    assert SOFTMAX(x).tolist() == SOFTMAX(x.astype(np.float64)).astype(dtype).tolist()
    assert SOFTMAX.derivative(x).dtype == dtype
    assert SOFTMAX([1, 2]).dtype == np.float64


def test_what_is_no_vector_is_refused():
    with pytest.raises(ActcliError, match="needs a vector"):
        SOFTMAX(1.0)
    with pytest.raises(ActcliError, match="at least one number"):
        SOFTMAX([])
    with pytest.raises(ActcliError, match="order 2 is not available"):
        SOFTMAX.derivative([1.0, 2.0], 2)
    with pytest.raises(ActcliError, match="too large"):
        SOFTMAX.derivative(np.zeros(10_000))
    with pytest.raises(np.exceptions.AxisError, match="axis 1 is out of bounds"):
        SOFTMAX([1.0, 2.0], axis=1)
    with pytest.raises(TypeError):
        SOFTMAX([1j, 2.0])


def test_arguments_are_not_written_to():
    x = np.array([[1.0, INF], [NAN, 2.0]])
    kept = x.copy()
    for function in (SOFTMAX, LOG_SOFTMAX):
        function(x)
        function.derivative(x)
    assert np.array_equal(x, kept, equal_nan=True)


# Specs, and how many ulp their values and Jacobians may be away from the truth, n / 2 and n added.
SPECS = {
    "softmax": (3, 6),
    "log_softmax": (3, 6),
    "softmin": (3, 6),
    "gumbel_softmax": (3, 6),
    "gumbel_softmax:tau=0.3": (3, 6),
    "gumbel_softmax:tau=7": (3, 6),
    "taylor_softmax": (3, 6),
    "hardmax": (0, 0),
    "sparsemax": (1, 1),
    "entmax15": (1, 4),
    "maxout": (0, 0),
    "maxout:pieces=3": (0, 0),
    "maxout:units=2,grouping=strided": (0, 0),
    "maxout:units=2": (0, 0),
    "crelu": (0, 0),
    "glu": (3, 4),
    "glu:gate=first": (3, 4),
    "bilinear_glu": (1, 1),
    "reglu": (1, 1),
    "reglu:gate=second": (1, 1),
    "geglu": (3, 6),
    "geglu:approximate=tanh,gate=second": (3, 6),
    "swiglu": (3, 6),
    "swiglu:alpha=1.702": (3, 6),
    "swiglu:alpha=-0.5": (3, 6),
    "gtu": (3, 4),
    "gtu:gate=first": (3, 4),
}
NORMAL = np.random.default_rng(11).normal(0.0, 1.0, (8, 6))
LINES = [(line * spread).tolist() for line in NORMAL[:3] for spread in (0.2, 1.0, 4.0)]
PAIRS = st.lists(st.floats(-30.0, 30.0), min_size=6, max_size=6)


def test_every_vector_function_is_tested_here():
    names = {spec.partition(":")[0] for spec in SPECS}
    assert set(VECTOR_FUNCTIONS) == names == set(ORACLES)
    entries = shipped_book().entries.values()
    assert {entry.vector for entry in entries if entry.vector} == names


@pytest.mark.parametrize("spec", SPECS)
def test_values_and_jacobian_agree_with_mpmath(spec):
    function, (values_bound, jacobian_bound) = actcli.get(spec), SPECS[spec]
    with mpmath.workdps(110):
        for x in LINES:
            values = exact_values(function.name, x, function.parameters)
            for y, exact in zip(function(x).tolist(), values, strict=True):
                assert ulps(y, exact) <= values_bound + (len(x) / 2 if values_bound else 0)
            jacobian = exact_jacobian(function.name, x, function.parameters)
            for row, exact_row in zip(function.derivative(x).tolist(), jacobian, strict=True):
                for y, exact in zip(row, exact_row, strict=True):
                    # Differences are 1e-50 of the slopes away, which says nothing of a 0.
                    if abs(exact) < 1e-60:
                        assert y == 0.0
                    else:
                        bound = jacobian_bound + len(x) if jacobian_bound else 1e-20
                        assert ulps(y, exact) <= bound


@pytest.mark.parametrize("spec", SPECS)
@settings(max_examples=25, deadline=None)
@given(PAIRS)
def test_values_anywhere_agree_with_mpmath(spec, x):
    function, (bound, _) = actcli.get(spec), SPECS[spec]
    with mpmath.workdps(700):
        values = exact_values(function.name, x, function.parameters)
        for y, exact in zip(function(x).tolist(), values, strict=True):
            assert ulps(y, exact) <= bound + (len(x) / 2 if bound else 0)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.floats(-3.0, 3.0), min_size=1, max_size=12))
def test_sparse_distributions_have_the_exact_support(x):
    with mpmath.workdps(1400):
        for name in ("sparsemax", "entmax15"):
            result = actcli.get(name)(x)
            assert result.sum() == pytest.approx(1.0, rel=0, abs=len(x) * 2e-16)
            for y, exact in zip(result.tolist(), exact_values(name, x, {}), strict=True):
                assert (y > 0.0) == (exact > 1e-320)
                assert ulps(y, exact) <= 2


@pytest.mark.parametrize(
    ("x", "sparse", "entmax"),
    [
        ([0.0], [1.0], [1.0]),
        ([0.0, -1.0], [1.0, 0.0], None),  # at the edge of sparsemax's support
        ([0.0, -2.0], [1.0, 0.0], [1.0, 0.0]),  # and of 1.5-entmax's
        ([0.0, -0.5], [0.75, 0.25], None),
        ([3.0, 3.0, 3.0, 3.0], [0.25] * 4, [0.25] * 4),
        ([-1.0, -1.0, -9.0], [0.5, 0.5, 0.0], [0.5, 0.5, 0.0]),
        ([0.0, 1e-300, -0.5], [0.5, 0.5, 0.0], None),  # 1e-300 keeps the third out
        ([0.0, -1e-300, -0.5], [0.5, 0.5, 1e-300 / 3.0], None),  # -1e-300 lets it in
        ([1e308, 1e308, -1e308], [0.5, 0.5, 0.0], [0.5, 0.5, 0.0]),
    ],
)
def test_the_edge_of_a_support(x, sparse, entmax):
    assert actcli.get("sparsemax")(x).tolist() == sparse
    if entmax is not None:
        assert actcli.get("entmax15")(x).tolist() == entmax


def test_sparsemax_of_the_paper_in_two_dimensions():
    """Martins, Astudillo 2016, section 2.3: (1 + t) / 2 for |t| <= 1, else 0 or 1."""
    for t in (-3.0, -1.0, -0.25, 0.0, 0.75, 1.0, 2.0):
        expected = min(max((1.0 + t) / 2.0, 0.0), 1.0)
        assert actcli.get("sparsemax")([t, 0.0]).tolist() == [expected, 1.0 - expected]


def test_a_nearly_excluded_number_keeps_its_digits():
    """0 against -1 + d gives d / 2; 0 against -2 + d has g with (g + 1 - d/2)^2 + g^2 = 1."""
    gap = 2.0**-40
    assert actcli.get("sparsemax")([0.0, gap - 1.0])[1] == gap / 2.0
    with mpmath.workdps(60):
        lead = 1 - mpf(gap) / 2
        exact = ((mpmath.sqrt(2 - lead**2) - lead) / 2) ** 2
        assert ulps(float(actcli.get("entmax15")([0.0, gap - 2.0])[1]), exact) <= 1


@pytest.mark.parametrize("size", [1, 2, 3, 5, 200])
def test_long_vectors_of_sparse_functions(size):
    x = np.random.default_rng(5).normal(0.0, 1e-3, (2, size))
    with mpmath.workdps(80):
        for line in x.tolist():
            for name in ("sparsemax", "entmax15"):
                values = exact_values(name, line, {})
                for y, exact in zip(actcli.get(name)(line).tolist(), values, strict=True):
                    assert ulps(y, exact) <= 2


@pytest.mark.parametrize(
    ("spec", "x", "expected"),
    [
        ("softmin", [INF, 0.0, -INF], [0.0, 0.0, 1.0]),
        ("softmin", [-INF, -INF], [NAN, NAN]),
        (
            "gumbel_softmax:tau=1e308",
            [1e308, -1e308],
            [1 / (1 + math.exp(-2)), 1 / (1 + math.exp(2))],
        ),
        (
            "gumbel_softmax:tau=5e-324",
            [5e-324, 0.0],
            [1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))],
        ),
        ("gumbel_softmax:tau=1e-300", [1.0, 0.0], [1.0, 0.0]),
        ("gumbel_softmax:hard=true", [1.0, 3.0, 3.0], [0.0, 1.0, 0.0]),
        ("gumbel_softmax:hard=true", [INF, INF], [NAN, NAN]),
        ("taylor_softmax", [1e308, -1e308], [0.5, 0.5]),
        ("taylor_softmax", [-INF, 3.0], [1.0, 0.0]),
        ("taylor_softmax", [INF, -INF], [NAN, NAN]),
        ("taylor_softmax", [-1.0, -1.0, -1.0, -1.0], [0.25] * 4),
        ("hardmax", [1.0, 3.0, 3.0], [0.0, 1.0, 0.0]),
        ("hardmax", [-INF, -INF], [1.0, 0.0]),
        ("hardmax", [0.0, NAN], [NAN, NAN]),
        ("sparsemax", [INF, 5.0], [1.0, 0.0]),
        ("sparsemax", [-INF, 0.0, -0.5], [0.0, 0.75, 0.25]),
        ("sparsemax", [-INF], [1.0]),
        ("sparsemax", [INF, INF], [NAN, NAN]),
        ("entmax15", [INF, 5.0], [1.0, 0.0]),
        ("entmax15", [-INF, 1.0, 1.0], [0.0, 0.5, 0.5]),
        ("entmax15", [NAN, 1.0], [NAN, NAN]),
        ("maxout", [1.0, INF, -INF, -INF], [INF, -INF]),
        ("maxout", [NAN, 1.0, 2.0, 3.0], [NAN, 3.0]),
        ("crelu", [INF, -INF, NAN, -0.0], [INF, 0.0, NAN, 0.0, 0.0, INF, NAN, 0.0]),
        ("glu", [INF, -1000.0], [INF]),  # the sigmoid underflows, and is not 0
        ("glu", [INF, -INF], [NAN]),
        ("glu", [3.0, -INF], [0.0]),
        ("glu", [NAN, 0.0], [NAN]),
        ("glu", [1.0, NAN], [NAN]),
        ("bilinear_glu", [INF, 0.0], [0.0]),
        ("bilinear_glu", [-INF, INF], [-INF]),
        ("reglu", [-1.0, INF], [0.0]),
        ("reglu", [-INF, INF], [0.0]),
        ("swiglu", [-1000.0, INF], [-INF]),
        ("swiglu", [-INF, 2.0], [0.0]),
        ("swiglu", [-INF, INF], [NAN]),
        ("swiglu:alpha=0", [INF, 2.0], [INF]),
        ("geglu", [-100.0, -INF], [INF]),
        ("geglu", [INF, 0.0], [0.0]),
        ("gtu", [-INF, INF], [-1.0]),
    ],
)
def test_the_extremes_of_the_others(spec, x, expected):
    function = actcli.get(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = function(x).tolist()
        jacobian = function.derivative(x)
    assert result == pytest.approx(expected, nan_ok=True, rel=1e-15, abs=0.0)
    assert jacobian.shape == (len(expected), len(x))
    if np.isfinite(x).all():
        assert not np.isnan(jacobian).any()


@pytest.mark.parametrize(
    ("spec", "x", "expected"),
    [
        ("crelu", [0.0, -2.0], [[0, 0], [0, 0], [0, 0], [0, -1]]),
        ("maxout", [2.0, 2.0], [[1, 0]]),  # the first of equals
        ("maxout:grouping=strided", [1.0, 2.0, 3.0, 0.0], [[0, 0, 1, 0], [0, 1, 0, 0]]),
        ("reglu", [0.0, 5.0], [[0, 0]]),
        ("reglu", [-1.0, INF], [[0, 0]]),
        ("glu", [INF, -1000.0], [[0, INF]]),
        ("hardmax", [1.0, 1.0], [[0, 0], [0, 0]]),
        ("sparsemax", [0.0, -1.0], [[0, 0], [0, 0]]),  # the edge is outside
        ("gumbel_softmax:tau=0.5,hard=true", [0.0, 0.0], [[0.5, -0.5], [-0.5, 0.5]]),
        ("taylor_softmax", [-INF, 3.0], [[0, 0], [0, 0]]),
    ],
)
def test_slopes_at_kinks_and_infinities(spec, x, expected):
    assert actcli.get(spec).derivative(x).tolist() == expected


def test_a_nan_spoils_what_depends_on_it_and_nothing_else():
    jacobian = actcli.get("maxout").derivative([NAN, 1.0, 2.0, 3.0])
    assert np.isnan(jacobian).tolist() == [[True, True, False, False], [False] * 4]
    result = actcli.get("sparsemax")([[NAN, 1.0], [0.0, -0.5]])
    assert np.isnan(result[0]).all()
    assert result[1].tolist() == [0.75, 0.25]


@pytest.mark.parametrize("spec", SPECS)
def test_a_line_does_not_depend_on_its_neighbours(spec):
    function, x = actcli.get(spec), NORMAL.reshape(2, 4, 6)
    values, jacobian = function(x), function.derivative(x)
    for place in np.ndindex(2, 4):
        assert values[place].tolist() == function(x[place]).tolist()
        assert jacobian[place].tolist() == function.derivative(x[place]).tolist()
    columns = function(np.moveaxis(x, -1, 0), axis=0)
    assert np.moveaxis(columns, 0, -1).tolist() == values.tolist()


@pytest.mark.parametrize("spec", SPECS)
def test_no_slope_is_a_negative_zero(spec):
    jacobian = actcli.get(spec).derivative([0.0, -0.0, 800.0, -800.0, 1.0, -3.0])
    assert not (np.signbit(jacobian) & (jacobian == 0.0)).any()


@pytest.mark.parametrize(
    ("spec", "x", "message"),
    [
        ("glu", [1.0, 2.0, 3.0], "glu needs an even number of numbers, not 3"),
        ("swiglu", [1.0], "swiglu needs an even number of numbers, not 1"),
        ("maxout", [1.0, 2.0, 3.0], "maxout needs a multiple of 2 numbers, not 3"),
        ("maxout:units=4", [1.0, 2.0], "maxout needs a multiple of 4 numbers, not 2"),
        ("maxout:pieces=2.5", [1.0, 2.0], "pieces=2.5 is not a whole number above 0"),
        ("maxout:pieces=0", [1.0, 2.0], "pieces=0 is not a whole number above 0"),
        ("maxout:units=-1", [1.0, 2.0], "units=-1 is not a whole number above 0"),
    ],
)
def test_a_length_that_does_not_fit_is_refused(spec, x, message):
    function = actcli.get(spec)
    for ask in (function, function.derivative):
        with pytest.raises(ActcliError, match=message) as caught:
            ask(x)
        assert caught.value.hint


@pytest.mark.parametrize("name", ["glu", "maxout"])
def test_an_empty_vector_is_refused(name):
    with pytest.raises(ActcliError):
        VECTOR_FUNCTIONS[name].values(np.empty(0), **actcli.get(name).parameters)


# Frameworks split or group in their own ways: each name with the values that its source defines.
@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("torch.nn.GLU", [1 / (1 + math.exp(-3)), 2 / (1 + math.exp(-4))]),
        ("swiglu@onnx", [3 / (1 + math.exp(-1)), 8 / (1 + math.exp(-2))]),
        ("timm.SwiGLUPacked", [3 / (1 + math.exp(-1)), 8 / (1 + math.exp(-2))]),
        ("timm.GluMlp(gate_last=False)", [3 / (1 + math.exp(-1)), 4 / (1 + math.exp(-2))]),
        ("tfa.layers.Maxout(2)", [3.0, 4.0]),  # x reshaped to (pieces, 2): 1 3 and 2 4
        ("tfa.layers.Maxout(num_units=1)", [4.0]),
        ("maxout", [2.0, 4.0]),
        ("F.gumbel_softmax(x, 2, hard=True)", [0.0, 0.0, 0.0, 1.0]),
        ("tf.nn.crelu", [1.0, 2.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]),
    ],
)
def test_names_of_frameworks(spec, expected):
    assert actcli.get(spec)([1.0, 2.0, 3.0, 4.0]).tolist() == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("softmax2d", "softmax"),
        ("argmax_onehot", "hardmax"),
        ("entmax_1_5", "entmax15"),
        ("concrete", "gumbel_softmax"),
        ("concatenated_relu", "crelu"),
        ("gated_linear_unit", "glu"),
        ("bilinear", "bilinear_glu"),
        ("gated_tanh_unit", "gtu"),
        ("스위글루", "swiglu"),
    ],
)
def test_aliases(alias, name):
    assert actcli.get(alias).name == name
