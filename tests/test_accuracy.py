"""The promise on digits: every elementwise entry against mpmath at 60 digits, f, f' and f''.

|error| <= K ulp(y) with K = 4, 8, 8, and 8, 16, 16 for |x| > 5. Within 0.5 of a non-zero x where
the measured quantity changes sign or reaches zero: K (ulp(y) + ulp(x) |y'|). Absolute errors below
1e-320 are forgiven. float32: 1 ulp, 2 near such a place.

`python tests/test_accuracy.py 20 7` prints the worst of 20 times as many points, drawn with seed 7.
"""

import sys
from dataclasses import dataclass
from functools import cache

import mpmath
import numpy as np
import pytest
from oracles import CASES, DEFAULTS, ORACLES, Case

import actcli
from actcli.formula.compensated import Array

NEAR, FAR = (4.0, 8.0, 8.0), (8.0, 16.0, 16.0)
FORGIVEN = mpmath.mpf("1e-320")
ORDERS = (0, 1, 2)
_MOST_ZEROS = 12  # of those that go on for ever, as a sine's
LARGEST_SINGLE = float(np.finfo(np.float32).max) * (1 + 2.0**-25)  # rounds down to the largest
SMALLEST_NORMAL, LARGEST_SUBNORMAL = 2.0**-1022, 2.0**-1022 - 5e-324


def _around(place: float, unit: float) -> list[float]:
    """A few neighbours in each direction, then points that close in on the place."""
    steps = [place + unit * n for n in range(-4, 5)]
    return steps + [place + sign * 10.0**-n for n in range(1, 16, 2) for sign in (-1.0, 1.0)]


def special_points(case: Case, dtype: type) -> Array:
    """0, kinks and zeros with their neighbours, subnormals, powers of two and ten."""
    info = np.finfo(dtype)
    tiny = [float(info.smallest_subnormal), 7.0 * float(info.smallest_subnormal)]
    tiny += [float(info.tiny), float(np.nextafter(info.tiny, dtype(0))), 1e3 * float(info.tiny)]
    powers = [10.0**n for n in range(-9, 9)] + [2.0**n for n in range(-60, 27, 3)]
    both = [sign * size for size in tiny + powers for sign in (-1.0, 1.0)]
    zeros = {round(zero, 9) for places in case.zeros for zero in places}
    nearest = sorted(zeros, key=abs)[:_MOST_ZEROS]
    kinks = [
        kink for kink in case.kinks if abs(kink) < 1e30
    ]  # ONNX's Clip has its at the last float32
    for place in {*kinks, *nearest}:
        both += _around(place, float(np.spacing(dtype(abs(place)))))
    return np.array([0.0, -0.0, *both])


def random_points(case: Case, random: np.random.Generator, count: int) -> Array:
    """Most in the middle, the rest in the tails, near 0, and where exponentials underflow."""
    beta = float(case.parameters.get("beta", 1.0)) if case.name == "softplus" else 1.0

    def signed(sizes: Array) -> Array:
        return sizes * random.choice([-1.0, 1.0], sizes.size)

    share = count // 16
    return np.concatenate(
        [
            random.uniform(-6.0, 6.0, 5 * share),
            random.uniform(-40.0, 40.0, 3 * share),
            signed(10.0 ** random.uniform(-320.0, -3.0, share)),
            signed(10.0 ** random.uniform(-9.0, 0.0, share)),
            signed(10.0 ** random.uniform(0.7, 8.0, 2 * share)),
            signed(random.uniform(690.0, 760.0, 2 * share)) / beta,
            signed(random.uniform(20.0, 23.0, share)),
            signed(random.uniform(36.0, 39.0, count - 15 * share)),
        ]
    )


@dataclass(frozen=True)
class Table:
    """Points, and the exact f, f', f'' there."""

    points: Array
    exact: list[tuple[mpmath.mpf, mpmath.mpf, mpmath.mpf]]


def tabulate(case: Case, count: int, seed: int, dtype: type = np.float64) -> Table:
    random = np.random.default_rng(seed)
    points = np.concatenate([special_points(case, dtype), random_points(case, random, count)])
    points = points.astype(dtype).astype(np.float64)
    return Table(points, [case.jet(x) for x in points.tolist()])


def near_zero_of(case: Case, order: int, x: float) -> bool:
    """Whether the allowance for sign changes holds at x."""
    return case.oracle.waves or any(abs(x - zero) <= 0.5 for zero in case.zeros[order])


def unit(y: float, dtype: type = np.float64) -> float:
    return float(np.spacing(dtype(abs(y))))


def ratio(case: Case, order: int, x: float, y: float, exact: mpmath.mpf) -> float:
    """The error as a share of what the bound allows; above 1 it is broken."""
    if not np.isfinite(y):
        return 0.0 if y == float(exact) else np.inf
    error = abs(mpmath.mpf(y) - exact)
    if error < FORGIVEN:
        return 0.0
    allowed = mpmath.mpf(unit(float(exact)))
    if near_zero_of(case, order, x):
        allowed += mpmath.mpf(unit(x)) * abs(case.slope(x, order))
    return float(error / allowed) / (FAR if abs(x) > 5.0 else NEAR)[order]


def single_ratio(case: Case, order: int, x: float, y: float, exact: mpmath.mpf) -> float:
    """The same for float32: 1 ulp, 2 near a sign change, and for waves 2 (ulp(y) + ulp(x) |y'|)."""
    if abs(exact) > LARGEST_SINGLE:
        return 0.0 if y == np.copysign(np.inf, float(exact)) else np.inf
    allowed = mpmath.mpf(unit(float(exact), np.float32))
    if near_zero_of(case, order, x):
        allowed *= 2
    if case.oracle.waves:
        allowed += 2 * unit(x, np.float32) * abs(case.slope(x, order))
    return float(abs(y - exact) / allowed)


def worst(case: Case, table: Table, order: int) -> tuple[float, float]:
    """The largest share of the bound that is used up, and where."""
    values = actcli.get(case.spec).derivative(table.points, order)
    shares = [
        ratio(case, order, x, y, exact[order])
        for x, y, exact in zip(table.points.tolist(), values.tolist(), table.exact, strict=True)
    ]
    place = int(np.argmax(shares))
    return shares[place], float(table.points[place])


@cache
def double_table(case_number: int) -> Table:
    """Two thousand points for each entry and choice, fewer where only a parameter differs."""
    count = 1950 if CASES[case_number] in DEFAULTS else 500
    return tabulate(CASES[case_number], count, 20261124 + case_number)


@cache
def single_table(case_number: int) -> Table:
    return tabulate(CASES[case_number], 400, 4096 + case_number, np.float32)


def test_every_elementwise_entry_of_the_book_has_an_oracle():
    elementwise = {name for name in actcli.names() if not actcli.get(name).is_vector}
    missing = elementwise - set(ORACLES)
    assert not missing, f"write an oracle in tests/oracles for {sorted(missing)}"
    assert set(ORACLES) <= elementwise
    assert {case.name for case in DEFAULTS} == elementwise


def test_every_choice_of_formula_has_an_oracle():
    covered = {actcli.get(case.spec).formula for case in CASES}
    for name in ORACLES:
        entry = actcli.get(name).entry
        assert set(entry.formulas.values()) <= covered, f"write oracles for all choices of {name}"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.spec for case in CASES])
def test_float64(number):
    case, table = CASES[number], double_table(number)
    assert table.points.size >= (2000 if case in DEFAULTS else 500)
    for order in ORDERS:
        share, x = worst(case, table, order)
        assert share <= 1.0, f"{case.spec}, order {order}: {share:.2f} of the bound at {x!r}"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.spec for case in CASES])
def test_float32(number):
    case, table = CASES[number], single_table(number)
    assert table.points.size >= 400
    for order in ORDERS:
        values = actcli.get(case.spec).derivative(table.points.astype(np.float32), order)
        assert values.dtype == np.float32
        rows = zip(table.points.tolist(), values.tolist(), table.exact, strict=True)
        for x, y, exact in rows:
            share = single_ratio(case, order, x, y, exact[order])
            assert share <= 1.0, f"{case.spec}, order {order}: {share:.2f} of the bound at {x!r}"


def test_the_bound_can_be_broken():
    """A function that is right to single precision only, and a limit in place of a value, fail."""
    case = Case("sigmoid")
    exact = case.jet(1.0)[0]
    assert ratio(case, 0, 1.0, float(exact), exact) < 0.2
    assert ratio(case, 0, 1.0, float(np.float32(float(exact))), exact) > 1.0
    assert ratio(case, 0, -700.0, 0.0, case.jet(-700.0)[0]) > 1.0
    assert ratio(Case("silu"), 1, -1.0, np.nan, Case("silu").jet(-1.0)[1]) > 1.0


def test_the_allowance_holds_only_at_sign_changes():
    silu = Case("silu")
    assert silu.zeros[0] == []
    assert silu.zeros[1] == pytest.approx([-1.2784645427610738], abs=1e-9)
    assert silu.zeros[2] == pytest.approx([-2.3993572805154676, 2.3993572805154676], abs=1e-9)
    assert near_zero_of(silu, 1, -1.0)
    assert not near_zero_of(silu, 1, 1.0)
    assert Case("tanh").zeros == ([], [], [])


def stress(times: int, seed: int) -> None:
    """Print, for each case and order, the largest share of the bound that is used up, and where."""
    for case in CASES:
        table = tabulate(case, 1950 * times, seed)
        shares = [worst(case, table, order) for order in ORDERS]
        print(case.spec.ljust(44), *(f"{share:5.2f} at {x:<24.17g}" for share, x in shares))


if __name__ == "__main__":
    stress(int(sys.argv[1]), int(sys.argv[2]))
