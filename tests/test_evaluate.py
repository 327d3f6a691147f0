"""Values at the ends and the kinks, signed zeros, arrays of any shape and dtype, and no warning."""

import math
import warnings

import numpy as np
import pytest
from oracles import CASES, Case
from oracles.form import INF

import actcli
from actcli.errors import ActcliError
from actcli.formula.evaluate import BLOCK, evaluate, limits
from actcli.formula.parse import parse_formula

ORDERS = (0, 1, 2)
HUGE = [1e300, 1.7976931348623157e308, 1e155, 1e103, 1e77]
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=[case.spec for case in CASES])


def same(one: float, other: float) -> bool:
    """Equal with the same sign of zero, or both NaN."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other and math.copysign(1.0, one) == math.copysign(1.0, other)


def all_same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and all(map(same, one.ravel(), other.ravel()))


@EVERY_CASE
@pytest.mark.parametrize("order", ORDERS)
def test_infinity_gives_the_limit(case, order):
    below, above = (ends[order] for ends in case.ends)
    result = actcli.get(case.spec).derivative([-INF, INF], order)
    assert result == pytest.approx([below, above], rel=1e-15, abs=0.0, nan_ok=True)
    if (
        order == 0 and not np.isnan(result).any()
    ):  # a slope is a sum, and where all of it has underflowed its sign is gone
        assert np.signbit(result).tolist() == [math.copysign(1.0, y) < 0 for y in (below, above)]


@EVERY_CASE
def test_nan_gives_nan(case):
    activation = actcli.get(case.spec)
    for order in ORDERS:
        assert math.isnan(activation.derivative(math.nan, order))
        among = activation.derivative([1.0, math.nan, -INF, -1.0], order)
        has_no_limit = math.isnan(case.ends[0][order])
        assert np.isnan(among).tolist() == [False, True, has_no_limit, False]
        assert same(among[0], activation.derivative(1.0, order))
        assert same(among[2], activation.derivative(-INF, order))


@EVERY_CASE
@pytest.mark.parametrize("order", ORDERS)
def test_far_out_a_function_is_at_its_limit_or_its_asymptote(case, order):
    """For softplus as far as beta x is a double."""
    reach = 1.0 / float(case.parameters.get("beta", 1.0)) if case.name == "softplus" else 1.0
    for x in [sign * size * min(reach, 1.0) for size in HUGE for sign in (-1.0, 1.0)]:
        y = actcli.get(case.spec).derivative(x, order)
        exact = float(case.jet(x)[order])
        if case.oracle.waves:  # the next double is many waves away
            continue
        assert y == pytest.approx(exact, rel=1e-15, abs=1e-320), f"at {x!r}"


@EVERY_CASE
def test_no_warning_escapes(case):
    edges = [0.0, -0.0, 5e-324, -5e-324, 2.2e-308, INF, -INF, math.nan, -745.2, 709.8, *HUGE]
    x = np.array(edges + [-size for size in HUGE] + case.kinks)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for order in ORDERS:
            actcli.get(case.spec).derivative(x, order)
            actcli.get(case.spec).derivative(x.astype(np.float64), order)


@pytest.mark.parametrize(
    "formula", ["log(x)", "1 / x", "exp(exp(x))", "x**x", "sqrt(x)", "x / x", "exp(x) - exp(x)"]
)
def test_no_warning_escapes_from_a_formula_of_one_s_own(formula):
    x = np.array([0.0, -0.0, -1.0, 1e300, -1e300, 800.0, INF, -INF, math.nan])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for order in ORDERS:
            actcli.get(formula).derivative(x, order)


# Entries whose f keeps the sign of a zero, and those whose f'' does (odd functions there).
ODD_AT_ZERO = [
    "identity", "tanh", "leaky_relu", "elu", "selu", "gelu", "gelu:approximate=tanh", "silu",
    "mish", "softsign", "hard_tanh",
]  # fmt: skip


@pytest.mark.parametrize("spec", ODD_AT_ZERO)
def test_signed_zeros_are_kept(spec):
    result = actcli.get(spec)([0.0, -0.0])
    assert result.tolist() == [0.0, 0.0]
    assert np.signbit(result).tolist() == [False, True]


@pytest.mark.parametrize("spec", ODD_AT_ZERO)
@pytest.mark.parametrize("x", [5e-324, 1.5e-323, 2.2e-308, 1e-310])
def test_subnormals_are_kept(spec, x):
    """To a unit of their last place; f is nearly f'(0) x so near to 0."""
    for point in (x, -x):
        exact = float(Case(*_split(spec)).jet(point)[0])
        assert abs(actcli.get(spec)(point) - exact) <= 5e-324
        assert np.signbit(actcli.get(spec)(point)) == np.signbit(point)


def _split(spec: str) -> tuple[str, dict[str, str]]:
    name, _, choice = spec.partition(":approximate=")
    return name, {"approximate": choice} if choice else {}


def test_relu_of_a_negative_zero_is_a_zero():
    assert actcli.get("relu")(-0.0) == 0.0


# Gradients measured with PyTorch 2.13.0 (CPU, float64, torch.autograd.grad); its sources are
# torch/nn/modules/activation.py and torch/nn/functional.py. TensorFlow 2.21 and JAX 0.10 differ at
# some of them: jax.nn.hard_tanh'(1) is 1, jax.nn.leaky_relu'(0) is 1, tf.nn.selu'(0) is 1.0507.
TORCH_SLOPES = [
    ("relu", 0.0, 0.0),
    ("leaky_relu", 0.0, 0.01),
    ("leaky_relu:0.3", 0.0, 0.3),
    ("leaky_relu:-0.5", 0.0, -0.5),
    ("hard_tanh", -1.0, 0.0),
    ("hard_tanh", 1.0, 0.0),
    ("hard_tanh:-2,1.5", -2.0, 0.0),
    ("hard_tanh:-2,1.5", 1.5, 0.0),
    ("hard_sigmoid", -3.0, 0.0),
    ("hard_sigmoid", 3.0, 0.0),
    ("elu", 0.0, 1.0),
    ("elu:0.7", 0.0, 0.7),
    ("selu", 0.0, 1.7580993408473766),  # 1.0507009873554805 * 1.6732632423543772
    ("softsign", 0.0, 1.0),
]


@pytest.mark.parametrize(("spec", "x", "slope"), TORCH_SLOPES)
def test_slopes_at_kinks_are_pytorch_s(spec, x, slope):
    activation = actcli.get(spec)
    assert activation.derivative(x) == pytest.approx(slope, rel=2e-16, abs=0.0)
    assert activation.derivative(-0.0 if x == 0.0 else x) == activation.derivative(x)


@EVERY_CASE
def test_the_second_slope_is_zero_where_the_first_one_jumps(case):
    """Where f' goes through (elu's at alpha 1) f'' is the chosen branch's."""
    for kink in case.kinks:
        y = actcli.get(case.spec).derivative(kink, 2)
        assert y == pytest.approx(float(case.jet(kink)[2]), rel=1e-14, abs=0.0)


def test_f_bends_on_both_sides_of_elu_s_kink_as_its_branches_do():
    assert actcli.get("elu").derivative([0.0, 5e-324], 2).tolist() == [1.0, 0.0]
    assert actcli.get("elu:0.7").derivative([0.0, -5e-324], 2).tolist() == [0.0, 0.7]


def test_a_small_jump_of_the_slope_is_a_jump():
    """At its threshold of 30 softplus has the slope 1 - 9e-14, and 1 beyond it."""
    assert actcli.get("softplus:threshold=30").derivative(30.0, 2) == 0.0
    assert actcli.get("softplus:threshold=20").derivative(20.0, 2) == 0.0


@pytest.mark.parametrize(
    ("formula", "below", "above"),
    [
        ("x**2 - x", INF, INF),
        ("x**3 - x", -INF, INF),
        ("sin(x)", math.nan, math.nan),
        ("x * sin(x)", math.nan, math.nan),
        ("sin(x) / x", 0.0, 0.0),
        ("x + sin(x)", -INF, INF),
        ("exp(x)", 0.0, INF),
        ("x * exp(x)", -0.0, INF),
        ("x * exp(-x)", -INF, 0.0),
        ("log(1 + x**2)", INF, INF),
        ("atan(x)", -math.pi / 2, math.pi / 2),
        ("x / sqrt(1 + x**2)", -1.0, 1.0),
        ("sqrt(1 + x**2) - x", INF, 0.0),
        ("log(x)", math.nan, INF),
        ("1 / x", -0.0, 0.0),
        ("x**0.5", math.nan, INF),
        ("2**x", 0.0, INF),
        ("max(x, 3)", 3.0, INF),
        ("clip(x, -1, 2)", -1.0, 2.0),
        ("where(x > 0, 1 / x, 7)", 7.0, 0.0),
        ("x - x", 0.0, 0.0),
        ("erf(x)", -1.0, 1.0),
        ("x * normal_cdf(x)", -0.0, INF),
        ("tanh(log(1 + exp(x)))", 0.0, 1.0),
    ],
)
def test_limits_of_a_formula(formula, below, above):
    ((low, high),) = limits(parse_formula(formula).tree, {}, [0])
    assert low == pytest.approx(below, rel=1e-15, abs=0.0, nan_ok=True)
    assert high == pytest.approx(above, rel=1e-15, abs=0.0, nan_ok=True)


# Shapes and dtypes.


def test_scalars_give_floats():
    relu = actcli.get("relu")
    for x in (2, 2.0, True, np.float64(2.0), np.int8(2)):
        assert relu(x) == float(x)
        assert isinstance(relu(x), float | np.floating)
    assert type(relu(2)) is float
    assert type(relu.derivative(-2.0)) is float


@pytest.mark.parametrize("shape", [(), (0,), (1,), (3, 0), (7,), (2, 3), (2, 1, 3, 2)])
def test_shapes_are_kept(shape):
    x = np.linspace(-3.0, 3.0, math.prod(shape)).reshape(shape)
    for order in ORDERS:
        result = actcli.get("silu").derivative(x, order)
        assert np.shape(result) == shape
        flat = [actcli.get("silu").derivative(float(point), order) for point in x.ravel()]
        assert np.ravel(result).tolist() == flat


@pytest.mark.parametrize("kind", ["transposed", "strided", "reversed", "broadcast", "read-only"])
def test_any_layout_of_memory(kind):
    base = np.linspace(-4.0, 4.0, 24).reshape(4, 6)
    x = {
        "transposed": base.T,
        "strided": base[::2, 1::3],
        "reversed": base[::-1, ::-1],
        "broadcast": np.broadcast_to(base[0], (5, 6)),
        "read-only": base.copy(),
    }[kind]
    x.flags.writeable = False
    kept = x.copy()
    result = actcli.get("tanh")(x)
    assert result.tolist() == actcli.get("tanh")(x.tolist()).tolist()
    assert x.tolist() == kept.tolist()


@pytest.mark.parametrize("byteorder", ["<f8", ">f8", "<f4", ">f4"])
def test_any_order_of_bytes(byteorder):
    x = np.array([-1.0, 0.5, 2.0], dtype=byteorder)
    assert actcli.get("relu")(x).tolist() == [0.0, 0.5, 2.0]


@EVERY_CASE
def test_no_result_depends_on_its_neighbours(case):
    """The same bits alone and in company, deep tails and NaN among it."""
    random = np.random.default_rng(8)
    tails = random.uniform(690.0, 760.0, 12) * random.choice([-1.0, 1.0], 12)
    x = np.concatenate(
        [random.normal(0.0, 4.0, 40), tails, [0.0, -0.0, INF, -INF, math.nan], case.kinks]
    )
    activation = actcli.get(case.spec)
    for order in ORDERS:
        together = activation.derivative(x, order)
        alone = np.array([activation.derivative(point, order) for point in x.tolist()])
        assert all_same(together, alone)


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 20_000])
def test_blocks_leave_no_seam(size):
    x = np.random.default_rng(size).normal(0.0, 3.0, size)
    x[0], x[-1] = -INF, math.nan
    tree = actcli.get("mish").parsed.tree
    together = evaluate(tree, x, {}, ORDERS)
    for order in ORDERS:
        pieces = [evaluate(tree, piece, {}, [order])[0] for piece in np.array_split(x, 7)]
        assert all_same(together[order], np.concatenate(pieces))


def test_orders_come_in_the_sequence_asked_for():
    tree = parse_formula("x**3").tree
    results = evaluate(tree, np.array([2.0]), {}, [2, 0, 1, 0])
    assert [result.tolist() for result in results] == [[12.0], [8.0], [12.0], [8.0]]
    assert evaluate(tree, np.array([2.0]), {}, []) == []


def test_results_do_not_share_memory():
    x = np.array([1.0, 2.0])
    one, other = evaluate(parse_formula("x").tree, x, {}, [0, 0])
    assert not np.shares_memory(one, x)
    assert not np.shares_memory(one, other)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("order", ORDERS)
def test_floats_keep_their_dtype_and_are_rounded_once(dtype, order):
    x = np.linspace(-8.0, 8.0, 301).astype(dtype)
    result = actcli.get("gelu").derivative(x, order)
    assert result.dtype == dtype
    exact = actcli.get("gelu").derivative(x.astype(np.float64), order)
    assert result.tolist() == exact.astype(dtype).tolist()


def test_a_result_too_large_for_its_dtype_is_infinite_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert actcli.get("selu")(np.array([65504.0], dtype=np.float16)).tolist() == [INF]
        assert actcli.get("exp(x)")(np.array([100.0], dtype=np.float32)).tolist() == [INF]


@pytest.mark.parametrize(
    "x",
    [[-1, 0, 2], (-1, 0, 2), np.array([-1, 0, 2], dtype=np.int8), range(-1, 3, 1)],
    ids=["list", "tuple", "int8", "range"],
)
def test_whole_numbers_become_float64(x):
    result = actcli.get("leaky_relu")(x)
    assert result.dtype == np.float64
    assert result[:2].tolist() == [-0.01, 0.0]


def test_unsigned_and_truth_values():
    assert actcli.get("tanh")(np.array([200], dtype=np.uint8)).tolist() == [1.0]
    assert actcli.get("identity")([True, False]).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    "x",
    [
        1j,
        [1j],
        "1",
        ["a"],
        None,
        [None],
        {"a": 1},
        object(),
        np.array(["2026-01-01"], "M8[D]"),
        b"1",
    ],
    ids=str,
)
def test_what_is_no_real_number_is_a_type_error(x):
    with pytest.raises(TypeError, match="actcli evaluates real numbers"):
        actcli.get("relu")(x)


@pytest.mark.parametrize("order", [-1, 3, 0.5, None])
def test_other_orders_are_refused(order):
    with pytest.raises(ActcliError, match="no derivative of order"):
        actcli.get("relu").derivative(1.0, order)
