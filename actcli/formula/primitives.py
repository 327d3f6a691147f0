"""The table of primitives: value and slopes of each, and how each framework spells it.

A primitive is written once, as a generator that yields its value at x, then its first, second and
third slope; whoever calls it takes only as many as are needed, so the later ones cost nothing until
then. The third slope serves only to carry a rounding error into the second. What sums of two parts
lose is yielded with them as a Compensated.

Forms are chosen for the digits they keep: exponentials of -|x| only, so that nothing overflows and
the tails stay exact, and a second form wherever the first one subtracts nearly equal numbers.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from actcli.formula.compensated import (
    ONE,
    ZERO,
    Array,
    Compensated,
    Number,
    add,
    collapse,
    divide,
    multiply,
    negate,
    renormalised,
    two_sum,
)
from actcli.formula.special import erf, erf_slope, normal_cdf, normal_pdf


class Scaled(NamedTuple):
    """A slope and a power of 2 that is multiplied in last, so that underflow costs no digit."""

    number: Compensated
    scale: Number = 1.0

    def settled(self) -> Compensated:
        """The slope itself."""
        return scaled(self.number, self.scale)


Slopes = Iterator[Number | Compensated | Scaled]


def as_scaled(slope: Number | Compensated | Scaled) -> Scaled:
    """What a primitive yields, in one form."""
    if isinstance(slope, Scaled):
        return slope
    return Scaled(slope if isinstance(slope, Compensated) else Compensated(slope))


def scaled(number: Compensated, scale: Number) -> Compensated:
    """number times a power of 2."""
    if (isinstance(scale, float) and scale == 1.0) or number is ZERO:
        return number
    small = collapse(number) * scale
    if number.correction is None:
        return Compensated(small)
    # A scale of 1 beside others changes nothing, so that no result depends on its neighbours.
    plain = np.equal(scale, 1.0)
    return Compensated(
        np.where(plain, number.value, small), np.where(plain, number.correction, 0.0)
    )


# Where an argument has overflowed, its slopes are those out here: inf times 0 would be NaN.
_VAST = 1e160


def _exp(x: Array) -> Slopes:
    value = np.exp(x)
    while True:
        yield value


def _expm1(x: Array) -> Slopes:
    yield np.expm1(x)
    yield from _exp(x)


def _log(x: Array) -> Slopes:
    yield np.log(x)
    yield from _reciprocal(Compensated(x))


def _log1p(x: Array) -> Slopes:
    yield np.log1p(x)
    yield from _reciprocal(add(ONE, Compensated(x)))


def _reciprocal(x: Compensated) -> Slopes:
    first = divide(ONE, x)
    yield first
    second = negate(multiply(first, first))
    yield second
    yield -2.0 * second.value * first.value


def _sin(x: Array) -> Slopes:
    sine, cosine = np.sin(x), np.cos(x)
    yield from (sine, cosine, -sine, -cosine)


def _cos(x: Array) -> Slopes:
    sine, cosine = np.sin(x), np.cos(x)
    yield from (cosine, -sine, -cosine, sine)


def _atan(x: Array) -> Slopes:
    yield np.arctan(x)
    x = np.clip(x, -_VAST, _VAST)
    square = multiply(Compensated(x), Compensated(x))
    first = divide(ONE, add(ONE, square))
    yield first
    second = multiply(Compensated(-2.0 * x), multiply(first, first))
    yield second
    yield (6.0 * x * x - 2.0) * (first.value * first.value * first.value)


def _asinh(x: Array) -> Slopes:
    yield np.arcsinh(x)
    first = 1.0 / np.hypot(1.0, x)
    yield first
    sine = np.clip(x, -_VAST, _VAST) * first
    yield -sine * first * first
    yield (3.0 * sine * sine - 1.0) * first * first * first


# Beyond this size exp(-size) nears the subnormals; it is kept 2**512 times too large until the
# chain rule has multiplied it by the slopes inside, which may be large.
_DEEP = 690.0
_LIFT = 2.0**512
_LOG_LIFT, _LOG_LIFT_CORRECTION = 354.891356446692, 1.1873519686893054e-14  # 512 ln 2


def _decay(size: Array) -> tuple[Compensated, Number]:
    """exp(-size) for size >= 0 as a number and the power of 2 that it still needs as a factor."""
    deep = size > _DEEP
    if not deep.any():
        return Compensated(np.exp(-size)), 1.0
    lifted = np.exp(_LOG_LIFT - size)
    decay = renormalised(
        np.where(deep, lifted, np.exp(-size)), np.where(deep, lifted * _LOG_LIFT_CORRECTION, 0.0)
    )
    return decay, np.where(deep, 1.0 / _LIFT, 1.0)


def _sigmoid(x: Array) -> Slopes:
    decay, scale = _decay(np.abs(x))
    total = add(ONE, scaled(decay, scale))
    above = x >= 0.0
    yield scaled(
        divide(Compensated(np.where(above, 1.0, decay.value)), total),
        scale if isinstance(scale, float) else np.where(above, 1.0, scale),
    )
    first = divide(divide(decay, total), total)
    yield Scaled(first, scale)
    # (1 - decay) / total is tanh(|x| / 2); expm1 keeps its digits near x = 0.
    half_angle_tanh = divide(Compensated(np.copysign(np.expm1(-np.abs(x)), -x)), total)
    yield Scaled(multiply(first, half_angle_tanh), scale)
    yield Scaled(Compensated(first.value * (1.0 - 6.0 * first.value * scale)), scale)


def _tanh(x: Array) -> Slopes:
    value = np.tanh(x)
    yield value
    small = Compensated(np.exp(-2.0 * np.abs(x)))
    total = add(ONE, small)
    first = divide(divide(Compensated(4.0 * small.value), total), total)
    yield first
    yield -2.0 * value * first.value
    yield first.value * (4.0 - 6.0 * first.value)


def _sech(x: Array) -> Slopes:
    small = np.exp(-np.abs(x))
    value = 2.0 * small / (1.0 + small * small)
    yield value
    tanh = np.tanh(x)
    yield -value * tanh
    yield value * (tanh * tanh - value * value)
    yield value * tanh * (6.0 * value * value - 1.0)


def _softplus(x: Array) -> Slopes:
    yield Compensated(*two_sum(np.maximum(x, 0.0), np.log1p(np.exp(-np.abs(x)))))
    yield from _sigmoid(x)


def _log_sigmoid(x: Array) -> Slopes:
    # -softplus(-x): the slopes are softplus's at -x with the signs - + - +.
    for order, slope in enumerate(map(as_scaled, _softplus(-x))):
        yield slope if order % 2 else Scaled(negate(slope.number), slope.scale)


def _erf(x: Array) -> Slopes:
    yield erf(x)
    x = np.clip(x, -_VAST, _VAST)
    first = erf_slope(x)
    yield first
    yield -2.0 * x * first
    yield 4.0 * x * (x * first) - 2.0 * first


def _normal_cdf(x: Array) -> Slopes:
    yield normal_cdf(x)
    yield from _normal_pdf(x)


def _normal_pdf(x: Array) -> Slopes:
    value = normal_pdf(x)
    yield value
    x = np.clip(x, -_VAST, _VAST)
    yield -x * value
    # x first meets the small value: x * x alone could overflow.
    yield x * (x * value) - value
    yield 3.0 * x * value - x * (x * (x * value))


class Primitive(NamedTuple):
    """One primitive: its slopes, how many arguments it takes, and its spellings.

    `slopes` is None for the selections (min, where, ...) and the square root, which jet.py knows.
    A spelling is a template in which {0}, {1}, {2} stand for the arguments; `numpy` is NumPy alone.
    """

    slopes: Callable[[Array], Slopes] | None
    latex: str
    numpy: str
    torch: str
    jax: str
    keras: str
    arguments: tuple[int, int] = (1, 1)  # least and most


def _same(name: str, slopes: Callable[[Array], Slopes] | None, latex: str) -> Primitive:
    """A primitive of one argument that every framework has under one name."""
    return Primitive(
        slopes,
        latex,
        numpy=f"np.{name}({{0}})",
        torch=f"torch.{name}({{0}})",
        jax=f"jnp.{name}({{0}})",
        keras=f"keras.ops.{name}({{0}})",
    )


PRIMITIVES: dict[str, Primitive] = {
    "exp": _same("exp", _exp, r"e^{{{0}}}"),
    "expm1": _same("expm1", _expm1, r"\left(e^{{{0}}} - 1\right)"),
    "log": _same("log", _log, r"\ln\left({0}\right)"),
    "log1p": _same("log1p", _log1p, r"\ln\left(1 + {0}\right)"),
    "sqrt": _same("sqrt", None, r"\sqrt{{{0}}}"),
    "sin": _same("sin", _sin, r"\sin\left({0}\right)"),
    "cos": _same("cos", _cos, r"\cos\left({0}\right)"),
    "tanh": _same("tanh", _tanh, r"\tanh\left({0}\right)"),
    "sign": _same("sign", None, r"\operatorname{{sign}}\left({0}\right)"),
    "abs": Primitive(
        None,
        r"\left|{0}\right|",
        numpy="np.abs({0})",
        torch="torch.abs({0})",
        jax="jnp.abs({0})",
        keras="keras.ops.abs({0})",
    ),
    "atan": Primitive(
        _atan,
        r"\arctan\left({0}\right)",
        numpy="np.arctan({0})",
        torch="torch.atan({0})",
        jax="jnp.arctan({0})",
        keras="keras.ops.arctan({0})",
    ),
    "asinh": Primitive(
        _asinh,
        r"\operatorname{{arsinh}}\left({0}\right)",
        numpy="np.arcsinh({0})",
        torch="torch.asinh({0})",
        jax="jnp.arcsinh({0})",
        keras="keras.ops.arcsinh({0})",
    ),
    "sech": Primitive(
        _sech,
        r"\operatorname{{sech}}\left({0}\right)",
        numpy="(1 / np.cosh({0}))",
        torch="(1 / torch.cosh({0}))",
        jax="(1 / jnp.cosh({0}))",
        keras="(1 / keras.ops.cosh({0}))",
    ),
    "sigmoid": Primitive(
        _sigmoid,
        r"\sigma\left({0}\right)",
        numpy="np.exp(-np.logaddexp(0, -({0})))",
        torch="torch.sigmoid({0})",
        jax="jax.nn.sigmoid({0})",
        keras="keras.ops.sigmoid({0})",
    ),
    "log_sigmoid": Primitive(
        _log_sigmoid,
        r"\ln\sigma\left({0}\right)",
        numpy="(-np.logaddexp(0, -({0})))",
        torch="torch.nn.functional.logsigmoid({0})",
        jax="jax.nn.log_sigmoid({0})",
        keras="keras.ops.log_sigmoid({0})",
    ),
    "softplus": Primitive(
        _softplus,
        r"\ln\left(1 + e^{{{0}}}\right)",
        numpy="np.logaddexp(0, {0})",
        torch="torch.nn.functional.softplus({0}, threshold=float('inf'))",
        jax="jax.nn.softplus({0})",
        keras="keras.ops.softplus({0})",
    ),
    "erf": Primitive(
        _erf,
        r"\operatorname{{erf}}\left({0}\right)",
        numpy="np.vectorize(math.erf)({0})",
        torch="torch.erf({0})",
        jax="jax.scipy.special.erf({0})",
        keras="keras.ops.erf({0})",
    ),
    "normal_cdf": Primitive(
        _normal_cdf,
        r"\Phi\left({0}\right)",
        numpy="(0.5 * np.vectorize(math.erfc)(-({0}) / math.sqrt(2)))",
        torch="torch.special.ndtr({0})",
        jax="jax.scipy.special.ndtr({0})",
        keras="(0.5 * (1 + keras.ops.erf(({0}) / 2**0.5)))",
    ),
    "normal_pdf": Primitive(
        _normal_pdf,
        r"\varphi\left({0}\right)",
        numpy="(np.exp(-({0})**2 / 2) / math.sqrt(2 * math.pi))",
        torch="(torch.exp(-({0})**2 / 2) / math.sqrt(2 * math.pi))",
        jax="(jnp.exp(-({0})**2 / 2) / math.sqrt(2 * math.pi))",
        keras="(keras.ops.exp(-({0})**2 / 2) / math.sqrt(2 * math.pi))",
    ),
    "step": Primitive(
        None,
        r"\operatorname{{step}}\left({0}\right)",
        numpy="np.where({0} >= 0, 1.0, 0.0)",
        torch="torch.where({0} >= 0, 1.0, 0.0)",
        jax="jnp.where({0} >= 0, 1.0, 0.0)",
        keras="keras.ops.where({0} >= 0, 1.0, 0.0)",
    ),
    "min": Primitive(
        None,
        r"\min\left({0}, {1}\right)",
        numpy="np.minimum({0}, {1})",
        torch="torch.minimum({0}, torch.as_tensor({1}))",
        jax="jnp.minimum({0}, {1})",
        keras="keras.ops.minimum({0}, {1})",
        arguments=(2, 2),
    ),
    "max": Primitive(
        None,
        r"\max\left({0}, {1}\right)",
        numpy="np.maximum({0}, {1})",
        torch="torch.maximum({0}, torch.as_tensor({1}))",
        jax="jnp.maximum({0}, {1})",
        keras="keras.ops.maximum({0}, {1})",
        arguments=(2, 2),
    ),
    "clip": Primitive(
        None,
        r"\operatorname{{clip}}\left({0}, {1}, {2}\right)",
        numpy="np.clip({0}, {1}, {2})",
        torch="torch.clamp({0}, {1}, {2})",
        jax="jnp.clip({0}, {1}, {2})",
        keras="keras.ops.clip({0}, {1}, {2})",
        arguments=(3, 3),
    ),
    "where": Primitive(
        None,
        r"\begin{{cases}} {1} & {0} \\ {2} & \text{{otherwise}} \end{{cases}}",
        numpy="np.where({0}, {1}, {2})",
        torch="torch.where({0}, {1}, {2})",
        jax="jnp.where({0}, {1}, {2})",
        keras="keras.ops.where({0}, {1}, {2})",
        arguments=(3, 3),
    ),
}
