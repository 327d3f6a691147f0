"""Slopes: every primitive and the rules that join them, against mpmath; ties and kinks."""

from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mpmath import mpf

from actcli.formula.compensated import collapse
from actcli.formula.evaluate import evaluate
from actcli.formula.parse import parse_formula
from actcli.formula.primitives import SLOPES, SLOPES_OF_PAIRS, as_scaled
from actcli.formula.spellings import SPELLINGS
from actcli.formula.tree import Binary, Call, Negative, Node, Number, Variable

Function = Callable[[mpf], mpf]
EPSILON = 2.0**-52
DIGITS = 40


def exact_log_sigmoid(x: mpf) -> mpf:
    return -mpmath.log1p(mpmath.exp(-x))


def exact_softplus(x: mpf) -> mpf:
    return mpmath.log1p(mpmath.exp(x))


# Each primitive of one argument: its definition, and the interval that it is tried on.
ORACLES: dict[str, tuple[Function, float, float]] = {
    "exp": (mpmath.exp, -40.0, 40.0),
    "expm1": (mpmath.expm1, -40.0, 40.0),
    "log": (mpmath.log, 1e-6, 40.0),
    "log1p": (mpmath.log1p, -0.999, 40.0),
    "sqrt": (mpmath.sqrt, 1e-6, 40.0),
    "sin": (mpmath.sin, -40.0, 40.0),
    "cos": (mpmath.cos, -40.0, 40.0),
    "tanh": (mpmath.tanh, -30.0, 30.0),
    "atan": (mpmath.atan, -40.0, 40.0),
    "asinh": (mpmath.asinh, -40.0, 40.0),
    "sinc": (mpmath.sinc, -40.0, 40.0),
    "sech": (mpmath.sech, -40.0, 40.0),
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), -40.0, 40.0),
    "log_sigmoid": (exact_log_sigmoid, -30.0, 30.0),
    "softplus": (exact_softplus, -30.0, 30.0),
    "erf": (mpmath.erf, -6.0, 6.0),
    "normal_cdf": (mpmath.ncdf, -9.0, 9.0),
    "normal_pdf": (mpmath.npdf, -9.0, 9.0),
}
# Those of a kink or a jump, which have tests of their own below.
SELECTIONS = {"abs", "sign", "step", "min", "max", "clip", "where"}


def values(formula: str | Node, x: float | list[float], order: int) -> list[float]:
    tree = parse_formula(formula).tree if isinstance(formula, str) else formula
    return evaluate(tree, np.atleast_1d(np.array(x)), {}, [order])[0].tolist()


def at(formula: str, x: float) -> tuple[float, float, float]:
    return values(formula, x, 0)[0], values(formula, x, 1)[0], values(formula, x, 2)[0]


def test_every_primitive_has_an_oracle():
    assert set(SPELLINGS) == set(ORACLES) | SELECTIONS
    assert set(SLOPES) | set(SLOPES_OF_PAIRS) == set(ORACLES) - {"sqrt"}


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("name", ORACLES)
def test_primitive_agrees_with_mpmath(name, order):
    """To 6 ulp, and what a change of x in its last place makes near a change of sign."""
    function, low, high = ORACLES[name]
    random = np.random.default_rng(17)
    x = np.concatenate([random.uniform(low, high, 80), random.uniform(max(low, -1), 1, 40)])
    result = values(f"{name}(x)", x.tolist(), order)
    with mpmath.workdps(DIGITS):
        for point, y in zip(x.tolist(), result, strict=True):
            exact = mpmath.diff(function, mpf(point), order)
            steepness = abs(mpmath.diff(function, mpf(point), order + 1))
            allowed = 6 * np.spacing(abs(float(exact))) + 6 * np.spacing(abs(point)) * steepness
            assert abs(y - exact) <= allowed, f"{name} at {point!r}: {y!r}, not {exact}"


@pytest.mark.parametrize("name", sorted(SLOPES))
def test_third_slope_carries_a_correction(name):
    """The slope after f'' serves to pass a rounding error on: 6 digits are plenty."""
    function, low, high = ORACLES[name]
    x = np.linspace(max(low, -3.0), min(high, 3.0), 13)
    slopes = SLOPES[name](x)
    for _ in range(3):
        next(slopes)
    third = np.broadcast_to(collapse(as_scaled(next(slopes)).settled()), x.shape)
    with mpmath.workdps(DIGITS):
        exact = [float(mpmath.diff(function, mpf(point), 3)) for point in x.tolist()]
    assert third.tolist() == pytest.approx(exact, rel=1e-6, abs=1e-9)


# What a formula in x is, in mpmath; each with points at which it is smooth.
COMPOSED: dict[str, tuple[Function, list[float]]] = {
    "x**3 - 2 * x": (lambda x: x**3 - 2 * x, [-3.0, -0.5, 0.0, 1.7]),
    "x**-2": (lambda x: x**-2, [-3.0, 0.5, 1e5]),
    "x**0.5": (mpmath.sqrt, [0.5, 3.0, 1e10]),
    "x**2.5": (lambda x: x ** mpf(2.5), [0.5, 3.0]),
    "x**-1.5": (lambda x: x ** mpf(-1.5), [0.5, 3.0]),
    "x**x": (lambda x: x**x, [0.3, 1.0, 2.5, 100.5]),
    "(x**2 + 1)**sin(x)": (lambda x: (x * x + 1) ** mpmath.sin(x), [-20.0, 0.5, 3.0]),
    "2**x": (lambda x: mpf(2) ** x, [-30.0, 0.5, 700.5]),
    "e**x": (mpmath.exp, [-300.0, -0.5, 0.5, 600.5]),
    "pi**-x": (lambda x: mpmath.pi**-x, [-300.0, 0.5, 500.5]),
    "e**(-x**2 / 2)": (lambda x: mpmath.exp(-x * x / 2), [-20.0, 0.3, 5.1, 30.3]),
    "x / (1 + x**2)": (lambda x: x / (1 + x * x), [-1e6, -0.5, 0.3, 50.0]),
    "x / sqrt(1 + x**2)": (lambda x: x / mpmath.sqrt(1 + x * x), [-1e5, -0.5, 0.3, 50.0]),
    "(x + sqrt(x**2 + 4)) / 2": (lambda x: (x + mpmath.sqrt(x * x + 4)) / 2, [-1e4, -3.0, 2.5]),
    "x - tanh(x)": (lambda x: x - mpmath.tanh(x), [-5.0, 0.5, 3.0]),
    "sin(x)**2 / x": (lambda x: mpmath.sin(x) ** 2 / x, [-5.0, 0.5, 2.0]),
    "exp(-x * x)": (lambda x: mpmath.exp(-x * x), [-20.1, 0.5, 25.3]),
    "tanh(exp(x))": (lambda x: mpmath.tanh(mpmath.exp(x)), [-20.0, 0.5, 2.0]),
    "log(1 + exp(x))": (exact_softplus, [-2.0, 0.5, 30.0]),
    "x * sigmoid(1.702 * x)": (lambda x: x / (1 + mpmath.exp(-mpf(1.702) * x)), [-300.1, 1.0]),
    "sigmoid(sin(x) * pi)": (lambda x: 1 / (1 + mpmath.exp(-mpmath.sin(x) * mpmath.pi)), [2.0]),
    "atan(pi * x / 2)": (lambda x: mpmath.atan(mpmath.pi * x / 2), [-30.0, 0.1, 4.0]),
}


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("formula", COMPOSED)
def test_composition_agrees_with_mpmath(formula, order):
    """To 32 ulp, so well do the corrections carry; the points stand away from changes of sign."""
    function, points = COMPOSED[formula]
    with mpmath.workdps(60):
        for point, y in zip(points, values(formula, points, order), strict=True):
            exact = mpmath.diff(function, mpf(point), order)
            unit = float(np.spacing(abs(float(exact))))
            assert abs(y - exact) <= 32 * unit, f"{formula} at {point}: {y!r}, not {exact}"


SMOOTH = ["tanh", "sigmoid", "softplus", "sin", "cos", "atan", "asinh", "erf", "normal_cdf"]
SMOOTH += ["sech", "expm1", "exp", "log_sigmoid", "normal_pdf"]
CONSTANTS = st.integers(-30, 30).map(lambda n: Number(n / 8.0))
LEAVES = st.one_of(st.just(Variable()), st.just(Variable()), CONSTANTS)


def _joined(part: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    square = part.map(lambda node: Binary("**", node, Number(2.0)))
    positive = square.map(lambda node: Binary("+", Number(1.0), node))
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*"), part, part),
        st.builds(Binary, st.just("/"), part, positive),
        st.builds(lambda node, n: Binary("**", node, Number(n)), part, st.sampled_from([2.0, 3.0])),
        st.builds(lambda node: Call("sqrt", (node,)), positive),
        st.builds(lambda node, n: Binary("**", node, Number(n)), positive, st.just(-1.5)),
        st.builds(lambda name, node: Call(name, (node,)), st.sampled_from(SMOOTH), part),
        st.builds(Negative, part),
    )


TREES = st.recursive(LEAVES, _joined, max_leaves=6)


class Wobbling:
    """Evaluates a tree in mpmath, each part wrong by a relative error of its own."""

    def __init__(self, size: float, seed: int) -> None:
        self.size, self.seed = mpf(size), seed

    def __call__(self, tree: Node, x: mpf) -> mpf:
        self.random = np.random.default_rng(self.seed)
        return self.read(tree, x)

    def read(self, node: Node, x: mpf) -> mpf:
        match node:
            case Variable():
                value = x
            case Number(number):
                value = mpf(number)
            case Negative(operand):
                value = -self.read(operand, x)
            case Call(name, (argument,)):
                value = ORACLES[name][0](self.read(argument, x))
            case Binary("**", base, Number(exponent)):  # 2 wobbling would be no power of -1
                value = self.read(base, x) ** mpf(exponent)
            case Binary(operator, left, right):
                one, other = self.read(left, x), self.read(right, x)
                value = {
                    "+": lambda: one + other,
                    "-": lambda: one - other,
                    "*": lambda: one * other,
                    "/": lambda: one / other,
                }[operator]()
            case _:
                raise AssertionError(node)
        return value * (1 + self.size * mpf(self.random.uniform(-1.0, 1.0)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(TREES, st.integers(-24, 24).map(lambda n: n / 8.0))
def test_any_smooth_formula_agrees_with_mpmath(tree, x):
    """As near as a computation whose every step is wrong by a few units of its last place."""
    with mpmath.workdps(DIGITS):
        exact = [mpmath.diff(lambda t: Wobbling(0.0, 0)(tree, t), mpf(x), n) for n in range(3)]
        assume(all(abs(part) < 1e12 for part in exact))
        wobbled = [
            [mpmath.diff(lambda t, s=s: Wobbling(1e-14, s)(tree, t), mpf(x), n) for n in range(3)]
            for s in range(6)
        ]
    for order in range(3):
        spread = max(abs(run[order] - exact[order]) for run in wobbled)
        allowed = 20 * spread + 1e-13 * abs(exact[order]) + mpf("1e-25")
        y = values(tree, x, order)[0]
        assert abs(y - exact[order]) <= allowed, f"order {order}: {y!r}, not {exact[order]}"


@pytest.mark.parametrize(
    ("formula", "x", "expected"),
    [
        # A constant wins a tie against x, on either side: the convention of PyTorch's relu.
        ("max(x, 0)", 0.0, (0.0, 0.0, 0.0)),
        ("max(0, x)", 0.0, (0.0, 0.0, 0.0)),
        ("min(x, 0)", 0.0, (0.0, 0.0, 0.0)),
        ("min(0, x)", 0.0, (0.0, 0.0, 0.0)),
        ("max(x, 1)", 1.0, (1.0, 0.0, 0.0)),
        ("max(x + x**2, 0)", 0.0, (0.0, 0.0, 0.0)),
        ("clip(x, -1, 1)", -1.0, (-1.0, 0.0, 0.0)),
        ("clip(x, -1, 1)", 1.0, (1.0, 0.0, 0.0)),
        ("clip(x, -1, 1)", 0.5, (0.5, 1.0, 0.0)),
        ("abs(x)", 0.0, (0.0, 0.0, 0.0)),
        ("abs(x)", -2.0, (2.0, -1.0, 0.0)),
        ("x * abs(x)", -3.0, (-9.0, 6.0, -2.0)),
        ("sign(x)", 0.0, (0.0, 0.0, 0.0)),
        ("sign(x)", -2.0, (-1.0, 0.0, 0.0)),
        ("step(x)", 0.0, (1.0, 0.0, 0.0)),
        ("step(x)", -0.0, (1.0, 0.0, 0.0)),
        ("step(x)", -5e-324, (0.0, 0.0, 0.0)),
        # where takes the branch that its condition chooses.
        ("where(x > 0, 2 * x, 3 * x)", 0.0, (0.0, 3.0, 0.0)),
        ("where(x >= 0, 2 * x, 3 * x)", 0.0, (0.0, 2.0, 0.0)),
        ("where(0 < x, 2 * x, 3 * x)", 0.0, (0.0, 3.0, 0.0)),
        ("where(-1 < x <= 1, 2 * x, 3 * x)", 1.0, (2.0, 2.0, 0.0)),
        ("where(-1 < x <= 1, 2 * x, 3 * x)", -1.0, (-3.0, 3.0, 0.0)),
        # f'' is 0 where f' jumps, whatever the branch bends there ...
        ("where(x > 0, x, x**2)", 0.0, (0.0, 0.0, 0.0)),
        ("where(x >= 0, x + x**2, 0)", 0.0, (0.0, 1.0, 0.0)),
        ("where(0 <= x < 1, x + x**2, 0)", 0.0, (0.0, 1.0, 0.0)),
        ("(x + x**2) * step(x)", 0.0, (0.0, 1.0, 0.0)),
        ("(x + x**2) * sign(x)", 0.0, (0.0, 0.0, 0.0)),
        ("exp(abs(x))", 0.0, (1.0, 0.0, 0.0)),
        # ... and the chosen branch's where only f'' jumps.
        ("where(x > 0, x**2, 0)", 0.0, (0.0, 0.0, 0.0)),
        ("where(x >= 0, x**2, 0)", 0.0, (0.0, 0.0, 2.0)),
        ("where(x > 0, x, expm1(x))", 0.0, (0.0, 1.0, 1.0)),
        ("where(x >= 0, x, expm1(x))", 0.0, (0.0, 1.0, 0.0)),
        ("where(x > 0, x**3, x**3)", 0.0, (0.0, 0.0, 0.0)),
        ("x * abs(x)", 0.0, (0.0, 0.0, 0.0)),
    ],
)
def test_ties_and_kinks(formula, x, expected):
    assert at(formula, x) == expected


def test_only_the_place_of_the_kink_loses_its_second_slope():
    x = [-1.0, 0.0, 5e-324, 1.0]
    assert values("where(x > 0, 1 + x + x**2, x**2)", x, 2) == [2.0, 0.0, 2.0, 2.0]


def test_a_condition_is_decided_beyond_the_last_digit():
    """0.1 x + 0.3 is below 0 at x = -3: the double 0.1 is a little more than a tenth."""
    tenth, third = mpf(0.1), mpf(0.3)
    for x in (-3.0, np.nextafter(-3.0, 0.0), np.nextafter(-3.0, -4.0), -2.9999999999999996):
        with mpmath.workdps(DIGITS):
            holds = tenth * mpf(float(x)) + third > 0
        assert values("where(0.1 * x + 0.3 > 0, 1, 0)", float(x), 0) == [float(holds)]


@pytest.mark.parametrize(
    ("formula", "x", "slope"),
    [
        ("sigmoid(-exp(x))", 800.0, 0.0),
        ("tanh(exp(exp(x)))", 10.0, 0.0),
        ("exp(-exp(x))", 720.0, 0.0),
        ("exp(-x**4)", 1e200, 0.0),
        ("normal_cdf(x**3)", -1e150, 0.0),
        ("max(1, exp(x))", -5.0, 0.0),
        ("where(x > 0, 0, exp(-exp(-x)))", -800.0, 0.0),
        ("0 * exp(x)", 800.0, 0.0),
    ],
)
def test_a_zero_outer_slope_ends_the_chain(formula, x, slope):
    assert values(formula, x, 1) == [slope]
    assert values(formula, x, 2) == [slope]


@pytest.mark.parametrize(
    ("formula", "x"),
    [
        ("log(x)", -1.0),
        ("sqrt(x)", -1.0),
        ("x**0.5", -1.0),
        ("x**x", -2.0),
        ("(-2)**x", 2.0),
        ("log1p(x)", -1.5),
    ],
)
def test_outside_its_domain_a_formula_is_nan(formula, x):
    assert np.isnan(at(formula, x)).all()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x**0", (1.0, 0.0, 0.0)),
        ("x**1", (0.0, 1.0, 0.0)),
        ("x**2", (0.0, 0.0, 2.0)),
        ("x**3", (0.0, 0.0, 0.0)),
        ("sqrt(x)", (0.0, np.inf, -np.inf)),
        ("1 / (1 - x)", (1.0, 1.0, 2.0)),
    ],
)
def test_powers_at_zero(formula, expected):
    assert at(formula, 0.0) == expected


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e3, 1e3), st.sampled_from([0, 1, 2]))
def test_the_orders_asked_for_do_not_change_each_other(x, order):
    tree = parse_formula("x * tanh(softplus(x)) + where(x > 1, x**2, sin(x))").tree
    alone = evaluate(tree, np.array([x]), {}, [order])[0]
    together = evaluate(tree, np.array([x]), {}, [2, 0, 1])[(order + 1) % 3]
    assert alone.tolist() == together.tolist()
