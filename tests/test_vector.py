"""softmax and log_softmax: against mpmath, over any axis, at the extremes, with their Jacobians."""

import math
import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

import actcli
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
    powers = [mpmath.exp(mpf(part) - mpf(max(x))) for part in x]
    return [power / mpmath.fsum(powers) for power in powers]


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


def exact_jacobian(name: str, x: list[float]) -> list[list[mpf]]:
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
        for row, exact_row in zip(result.tolist(), exact_jacobian(name, x), strict=True):
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


def test_every_vector_function_is_tested_here():
    assert set(VECTOR_FUNCTIONS) == {"softmax", "log_softmax"}
