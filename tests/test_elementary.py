"""exp, log, sine, cosine and tanh in two parts, against mpmath: also what is left of 1 or of x."""

import importlib
from pathlib import Path
from types import ModuleType

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from actcli.formula.circular import sine_and_cosine
from actcli.formula.compensated import Compensated
from actcli.formula.evaluate import evaluate
from actcli.formula.exponential import exponential, logarithm, scaled_exponential
from actcli.formula.parse import parse_formula

SCRIPTS = Path(__file__).parent.parent / "scripts"
RANDOM = np.random.default_rng(1989)
SIZES = 10.0 ** RANDOM.uniform(-300.0, 0.0, 200)
SMALL = np.concatenate([SIZES, -SIZES, RANDOM.uniform(-1.0, 1.0, 300)])


def exact_sums(number: Compensated) -> list[mpf]:
    """value + correction, unrounded."""
    value, correction = np.asarray(number.value), np.asarray(number.correction)
    return [mpf(a) + mpf(b) for a, b in zip(value.tolist(), correction.tolist(), strict=True)]


def test_exponential_is_good_to_60_bits():
    x = np.concatenate([RANDOM.uniform(-740.0, 709.0, 400), SMALL])
    mantissa, powers = exponential(Compensated(x))
    with mpmath.workdps(60):
        for point, y, power in zip(x.tolist(), exact_sums(mantissa), powers.tolist(), strict=True):
            assert abs(y * mpf(2) ** power / mpmath.exp(mpf(point)) - 1) < mpf(2) ** -58.5


def test_exponential_heeds_the_correction_of_its_argument():
    x = np.array([-300.1, 0.3, 5.7])
    mantissa, powers = exponential(Compensated(x, np.spacing(x) / 3))
    with mpmath.workdps(60):
        for i, y in enumerate(exact_sums(mantissa)):
            exact = mpmath.exp(mpf(float(x[i])) + mpf(float(np.spacing(x[i]) / 3)))
            assert abs(y * mpf(2) ** int(powers[i]) / exact - 1) < mpf(2) ** -58


def test_an_exponential_that_underflows_is_kept_apart_from_its_power_of_2():
    number, scale = scaled_exponential(Compensated(np.array([-1.0, -900.0])))
    assert np.asarray(scale).tolist() == [1.0, 2.0**-512]
    with mpmath.workdps(60):
        exact = mpmath.exp(-900) * mpf(2) ** 512
        assert abs(exact_sums(number)[1] / exact - 1) < mpf(2) ** -58


def test_logarithm_is_good_to_60_bits():
    x = np.concatenate([10.0 ** RANDOM.uniform(-300, 300, 300), RANDOM.uniform(0.5, 2.0, 300)])
    with mpmath.workdps(60):
        for point, y in zip(x.tolist(), exact_sums(logarithm(Compensated(x))), strict=True):
            exact = mpmath.log(mpf(point))
            assert abs(y - exact) <= mpf(2) ** -58.5 + abs(exact) * mpf(2) ** -58


def circular_points() -> np.ndarray:
    random = np.random.default_rng(1980)
    extremes = [float(n * mpmath.pi / 2) for n in (1, 2, 3, 5, 38, 1001, 123456789)]
    near = [place + sign * 10.0**-n for place in extremes for n in range(1, 16) for sign in (-1, 1)]
    wide = random.uniform(-1.0, 1.0, 300) * 10.0 ** random.uniform(0.0, 9.3, 300)
    return np.concatenate([SMALL, extremes, near, wide])


def test_sine_and_cosine_and_their_distances_from_the_extremes():
    x = circular_points()
    pairs = sine_and_cosine(Compensated(x))
    with mpmath.workdps(400):
        sine, cosine = map(exact_sums, pairs)
        for point, s, c in zip(x.tolist(), sine, cosine, strict=True):
            for y, exact in ((s, mpmath.sin(mpf(point))), (c, mpmath.cos(mpf(point)))):
                assert abs(y - exact) <= mpf(2) ** -54 * abs(exact)
                distance = 1 - abs(exact)
                assert abs((1 - abs(y)) - distance) <= mpf(2) ** -50 * distance + mpf("1e-320")


def test_special_values_of_sine_and_cosine():
    x = np.array([0.0, -0.0, 5e-324, -5e-324, 1e300, np.nan])
    with np.errstate(all="ignore"):
        sine, cosine = sine_and_cosine(Compensated(x))
    assert np.asarray(sine.value).tolist()[:5] == [0.0, -0.0, 5e-324, -5e-324, np.sin(1e300)]
    assert np.signbit(np.asarray(sine.value)[1])
    assert np.asarray(cosine.value).tolist()[:4] == [1.0] * 4
    assert np.isnan(np.asarray(sine.value)[5])


# What is left when nearly all cancels, and how many digits mpmath needs for it.
LEFT_OVER = {
    "x - tanh(x)": lambda x: x - mpmath.tanh(x),
    "x - sin(x)": lambda x: x - mpmath.sin(x),
    "cos(x) - 1": lambda x: mpmath.cos(x) - 1,
    "exp(x) - 1": mpmath.expm1,
    "(1 + x)**1.5 - 1": lambda x: (1 + x) ** mpf(1.5) - 1,
}


@pytest.mark.parametrize("formula", LEFT_OVER)
def test_what_is_left_keeps_its_digits(formula):
    x = SMALL[np.abs(SMALL) > 1e-100]
    values = evaluate(parse_formula(formula).tree, x, {}, [0])[0]
    with mpmath.workdps(400):
        for point, y in zip(x.tolist(), values.tolist(), strict=True):
            exact = LEFT_OVER[formula](mpf(point))
            assert abs(y - exact) <= 5 * float(np.spacing(abs(float(exact)))), point


@pytest.mark.parametrize("x", [20.0, 100.0, 300.0])
def test_the_tail_of_tanh_is_not_lost_in_1(x):
    y = evaluate(parse_formula("1 - tanh(x)").tree, np.array([x]), {}, [0])[0][0]
    with mpmath.workdps(400):
        assert y == pytest.approx(float(1 - mpmath.tanh(x)), rel=1e-15)


@pytest.mark.parametrize("formula", ["1 / (1 + exp(-x))", "x / (x / 5 + exp(-x / 3))"])
def test_slopes_vanish_over_a_divisor_that_has_overflowed(formula):
    values = evaluate(parse_formula(formula).tree, np.array([-5000.0]), {}, [0, 1, 2])
    assert [value.tolist() for value in values] == [[0.0]] * 3


@pytest.fixture
def script(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("fit_elementary")


def test_constants_are_what_the_script_prints(script):
    assert script.main(["--check"]) == 0


def test_script_notices_a_changed_constant(script, tmp_path, monkeypatch, capsys):
    for module in ("exponential.py", "circular.py"):
        text = (script.FORMULA / module).read_text(encoding="utf-8")
        (tmp_path / module).write_text(text.replace("_PER_UNIT = ", "_PER_TURN = "), "utf-8")
    monkeypatch.setattr(script, "FORMULA", tmp_path)
    assert script.main(["--check"]) == 1
    assert capsys.readouterr().out.count("constants are not") == 2
