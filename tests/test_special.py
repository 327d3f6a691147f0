"""erf, the normal distribution and their slopes, against mpmath at 60 digits and printed tables."""

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import mpmath
import numpy as np
import pytest

from actcli.formula.compensated import Array, Compensated, Number, collapse
from actcli.formula.special import erf, erf_slope, normal_cdf, normal_pdf

SCRIPTS = Path(__file__).parent.parent / "scripts"
SMALLEST = 5e-324


def values(
    function: Callable[[Array], Compensated | tuple[Compensated, Number]], x: Array
) -> Array:
    """The function as a caller takes it: no warning, value and correction added."""
    with np.errstate(all="ignore"):
        result = function(x)
        if isinstance(result, Compensated):
            return np.asarray(collapse(result))
        number, scale = result
        return np.asarray(collapse(number) * scale)


def exact_normal_cdf(x: mpmath.mpf) -> mpmath.mpf:
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def exact_normal_pdf(x: mpmath.mpf) -> mpmath.mpf:
    return mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


def exact_erf_slope(x: mpmath.mpf) -> mpmath.mpf:
    return 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-x * x)


EXACT = {
    normal_cdf: exact_normal_cdf,
    normal_pdf: exact_normal_pdf,
    erf: mpmath.erf,
    erf_slope: exact_erf_slope,
}

# Where one form gives way to another, where t = 0, and where an intermediate result goes subnormal.
BREAKPOINTS = (0.5, 0.7, 0.5**0.5, 5 / 2**0.5, 5.0, 26.6, 28.0, 37.5, 38.5, 40.0)


def around(point: float) -> Array:
    neighbours = point + np.spacing(point) * np.arange(-30, 31)
    near = np.concatenate([neighbours, point + np.linspace(-1e-3, 1e-3, 40)])
    return np.concatenate([-near, near])


def regions() -> dict[str, Array]:
    random = np.random.default_rng(1981)

    def both_signs(magnitudes: Array) -> Array:
        return magnitudes * random.choice([-1.0, 1.0], magnitudes.size)

    return {
        "subnormal": random.uniform(-1.0, 1.0, 300) * 2.0**-1022,
        "tiny": both_signs(10.0 ** random.uniform(-307, -8, 400)),
        "small": both_signs(10.0 ** random.uniform(-8, -1, 400)),
        "middle": random.uniform(-1.0, 1.0, 2000),
        "unit": both_signs(random.uniform(0.5, 3.0, 1500)),
        "outer": both_signs(random.uniform(3.0, 9.0, 500)),
        "tail": both_signs(random.uniform(9.0, 37.5, 800)),
        "underflow of erf_slope": both_signs(random.uniform(26.5, 27.5, 300)),
        "underflow": both_signs(random.uniform(37.3, 38.7, 500)),
        "breakpoints": np.concatenate([around(point) for point in BREAKPOINTS]),
    }


REGIONS = regions()

# The largest error in units of the last place: what was measured on 300,000 points, and a margin.
BOUND = {normal_cdf: 0.9, normal_pdf: 0.8, erf: 0.7, erf_slope: 0.8}


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("function", EXACT)
def test_agrees_with_mpmath(function, region):
    x = REGIONS[region]
    worst, where = 0.0, 0.0
    with mpmath.workdps(60):
        for point, value in zip(x.tolist(), values(function, x).tolist(), strict=True):
            exact = EXACT[function](mpmath.mpf(point))
            unit = max(float(np.spacing(abs(float(exact)))), SMALLEST)
            error = float(abs(value - exact) / unit)
            if error > worst:
                worst, where = error, point
    assert worst <= BOUND[function], f"{worst:.3f} units in the last place at {where!r}"


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("function", [normal_cdf, erf])
def test_correction_is_below_the_last_digit(function, region):
    value, correction = function(REGIONS[region])
    assert np.all(np.abs(correction) <= 0.51 * np.spacing(np.abs(value)))


def test_special_values_of_normal_cdf():
    x = np.array([0.0, -0.0, np.inf, -np.inf, 1e308, -1e308, np.nan])
    result = values(normal_cdf, x)
    assert result.tolist()[:6] == [0.5, 0.5, 1.0, 0.0, 1.0, 0.0]
    assert not np.signbit(result[:6]).any()
    assert np.isnan(result[6])


def test_special_values_of_normal_pdf():
    x = np.array([0.0, -0.0, np.inf, -np.inf, 1e308, -1e308, np.nan])
    result = values(normal_pdf, x)
    assert result.tolist()[:6] == [0.3989422804014327] * 2 + [0.0] * 4
    assert np.isnan(result[6])


def test_special_values_of_erf():
    x = np.array([0.0, -0.0, np.inf, -np.inf, 1e308, -1e308, SMALLEST, -SMALLEST, np.nan])
    result = values(erf, x)
    assert result.tolist()[:8] == [0.0, -0.0, 1.0, -1.0, 1.0, -1.0, SMALLEST, -SMALLEST]
    assert np.array_equal(np.signbit(result[:8]), np.signbit(x[:8]))
    assert np.isnan(result[8])


def test_special_values_of_erf_slope():
    x = np.array([0.0, -0.0, np.inf, -np.inf, 1e308, -1e308, np.nan])
    result = values(erf_slope, x)
    assert result.tolist()[:6] == [1.1283791670955126] * 2 + [0.0] * 4
    assert np.isnan(result[6])


def test_one_infinite_or_missing_value_leaves_the_others_alone():
    x = np.linspace(-3.0, 3.0, 7)
    for function in EXACT:
        among = values(function, np.concatenate([[np.nan, np.inf, -np.inf], x]))
        assert np.array_equal(among[3:], values(function, x))


@pytest.mark.parametrize("function", EXACT)
@pytest.mark.parametrize("x", [-1.25, -0.0, 0.3, 39.0, np.inf, -np.inf, np.nan])
def test_shapes(function, x):
    expected = values(function, np.array([x]))
    assert np.array_equal(values(function, np.array(x)), expected[0], equal_nan=True)
    assert np.array_equal(values(function, np.array([[x]])), [expected], equal_nan=True)
    assert values(function, np.array([])).shape == (0,)


def test_symmetry():
    x = np.concatenate([np.abs(region) for region in REGIONS.values()])
    assert np.array_equal(values(erf, -x), -values(erf, x))
    for even in (normal_pdf, erf_slope):
        assert np.array_equal(values(even, -x), values(even, x))


def test_arguments_are_not_written_to():
    x = np.linspace(-40.0, 40.0, 101)
    kept = x.copy()
    for function in EXACT:
        values(function, x)
    assert np.array_equal(x, kept)


@pytest.mark.parametrize("point", [0.0, *BREAKPOINTS])
def test_monotone_around(point):
    """From 64 units in the last place apart upwards the rounding cannot hide the slope's sign."""
    unit = np.spacing(max(point, 0.25))
    for step in (64 * unit, 1e-9, 1e-5):
        x = point + step * np.arange(-2000, 2001)
        for function in (normal_cdf, erf):
            for side in (x, -x[::-1]):
                assert np.all(np.diff(values(function, side)) >= 0.0)


# Abramowitz and Stegun 1964, Table 26.1: x, P(x), Z(x) to 15 decimals.
TABLE_26_1 = [
    (0.0, 0.500000000000000, 0.398942280401433),
    (0.5, 0.691462461274013, 0.352065326764299),
    (1.0, 0.841344746068543, 0.241970724519143),
    (1.5, 0.933192798731142, 0.129517595665892),
    (2.0, 0.977249868051821, 0.053990966513188),
]

# Table 26.2: x and -log10 Q(x) to 5 decimals.
TABLE_26_2 = [(5.0, 6.54265), (10.0, 23.11805), (20.0, 88.56010), (30.0, 197.30921)]

# Table 7.1: x, erf(x) and its slope to 10 decimals.
TABLE_7_1 = [
    (0.0, 0.0, 1.1283791671),
    (0.5, 0.5204998778, 0.8787825789),
    (1.0, 0.8427007929, 0.4151074974),
    (1.5, 0.9661051465, 0.1189302892),
    (2.0, 0.9953222650, 0.0206669854),
]


def test_printed_tables():
    for x, probability, density in TABLE_26_1:
        assert values(normal_cdf, np.array(x)) == pytest.approx(probability, rel=0, abs=5.1e-16)
        assert values(normal_pdf, np.array(x)) == pytest.approx(density, rel=0, abs=5.1e-16)
    for x, minus_log in TABLE_26_2:
        upper = values(normal_cdf, np.array(-x))
        assert -np.log10(upper) == pytest.approx(minus_log, rel=0, abs=5.1e-6)
    for x, value, slope in TABLE_7_1:
        assert values(erf, np.array(x)) == pytest.approx(value, rel=0, abs=5.1e-11)
        assert values(erf_slope, np.array(x)) == pytest.approx(slope, rel=0, abs=5.1e-11)


@pytest.fixture
def script(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("fit_normal_tail")


def test_constants_are_what_the_script_prints(script):
    assert script.main(["--check"]) == 0


def test_script_notices_a_changed_constant(script, tmp_path, monkeypatch, capsys):
    changed = script.MODULE.read_text(encoding="utf-8").replace("_TAIL_CENTRE = 5.0", "")
    (tmp_path / "special.py").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(script, "MODULE", tmp_path / "special.py")
    assert script.main(["--check"]) == 1
    assert "special.py" in capsys.readouterr().out
