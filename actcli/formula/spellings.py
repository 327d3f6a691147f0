"""The names of the primitives, and how each framework and LaTeX spell them; needs no NumPy.

What a primitive computes stands in primitives.py; the selections (min, where, ...) and the square
root have no slopes of their own there, because jet.py knows them.
"""

from typing import NamedTuple


class Spelling(NamedTuple):
    """How one primitive is written elsewhere, and how many arguments it takes.

    A spelling is a template in which {0}, {1}, {2} stand for the arguments; one without a dot in
    its name calls a function of HELPERS. What ONNX makes of a primitive stands in onnx.py.
    """

    latex: str
    numpy: str
    torch: str
    jax: str
    keras: str
    arguments: tuple[int, int] = (1, 1)  # least and most


def _same(name: str, latex: str) -> Spelling:
    """A primitive of one argument that every framework has under one name."""
    return Spelling(
        latex,
        numpy=f"np.{name}({{0}})",
        torch=f"torch.{name}({{0}})",
        jax=f"jnp.{name}({{0}})",
        keras=f"keras.ops.{name}({{0}})",
    )


SPELLINGS: dict[str, Spelling] = {
    "exp": _same("exp", r"e^{{{0}}}"),
    "expm1": _same("expm1", r"\left(e^{{{0}}} - 1\right)"),
    "log": _same("log", r"\ln\left({0}\right)"),
    "log1p": _same("log1p", r"\ln\left(1 + {0}\right)"),
    "sqrt": _same("sqrt", r"\sqrt{{{0}}}"),
    "sin": _same("sin", r"\sin\left({0}\right)"),
    "cos": _same("cos", r"\cos\left({0}\right)"),
    "tanh": _same("tanh", r"\tanh\left({0}\right)"),
    "sign": _same("sign", r"\operatorname{{sign}}\left({0}\right)"),
    "abs": Spelling(
        r"\left|{0}\right|",
        numpy="np.abs({0})",
        torch="torch.abs({0})",
        jax="jnp.abs({0})",
        keras="keras.ops.abs({0})",
    ),
    "atan": Spelling(
        r"\arctan\left({0}\right)",
        numpy="np.arctan({0})",
        torch="torch.atan({0})",
        jax="jnp.arctan({0})",
        keras="keras.ops.arctan({0})",
    ),
    "asinh": Spelling(
        r"\operatorname{{arsinh}}\left({0}\right)",
        numpy="np.arcsinh({0})",
        torch="torch.asinh({0})",
        jax="jnp.arcsinh({0})",
        keras="keras.ops.arcsinh({0})",
    ),
    "sinc": Spelling(
        r"\operatorname{{sinc}}\left({0}\right)",
        numpy="sinc({0})",
        torch="sinc({0})",
        jax="sinc({0})",
        keras="sinc({0})",
    ),
    "sech": Spelling(
        r"\operatorname{{sech}}\left({0}\right)",
        numpy="sech({0})",
        torch="sech({0})",
        jax="sech({0})",
        keras="sech({0})",
    ),
    "sigmoid": Spelling(
        r"\sigma\left({0}\right)",
        numpy="sigmoid({0})",
        torch="torch.sigmoid({0})",
        jax="jax.nn.sigmoid({0})",
        keras="keras.ops.sigmoid({0})",
    ),
    "log_sigmoid": Spelling(
        r"\ln\sigma\left({0}\right)",
        numpy="log_sigmoid({0})",
        torch="torch.nn.functional.logsigmoid({0})",
        jax="jax.nn.log_sigmoid({0})",
        keras="keras.ops.log_sigmoid({0})",
    ),
    "softplus": Spelling(
        r"\ln\left(1 + e^{{{0}}}\right)",
        numpy="np.logaddexp(0, {0})",
        torch="torch.nn.functional.softplus({0})",  # x itself beyond 20: 2e-9 too small
        jax="jax.nn.softplus({0})",
        keras="keras.ops.softplus({0})",
    ),
    "erf": Spelling(
        r"\operatorname{{erf}}\left({0}\right)",
        numpy="erf({0})",
        torch="torch.erf({0})",
        jax="jax.scipy.special.erf({0})",
        keras="keras.ops.erf({0})",
    ),
    "normal_cdf": Spelling(
        r"\Phi\left({0}\right)",
        numpy="normal_cdf({0})",
        torch="torch.special.ndtr({0})",
        jax="jax.scipy.special.ndtr({0})",
        keras="normal_cdf({0})",
    ),
    "normal_pdf": Spelling(
        r"\varphi\left({0}\right)",
        numpy="normal_pdf({0})",
        torch="normal_pdf({0})",
        jax="normal_pdf({0})",
        keras="normal_pdf({0})",
    ),
    "step": Spelling(
        r"\operatorname{{step}}\left({0}\right)",
        numpy="np.heaviside({0}, 1.0)",
        torch="({0} >= 0).to(x.dtype)",
        jax="jnp.heaviside({0}, 1.0)",
        keras="keras.ops.cast({0} >= 0, x.dtype)",
    ),
    "min": Spelling(
        r"\min\left({0}, {1}\right)",
        numpy="np.minimum({0}, {1})",
        torch="torch.minimum({0}, {1})",
        jax="jnp.minimum({0}, {1})",
        keras="keras.ops.minimum({0}, {1})",
        arguments=(2, 2),
    ),
    "max": Spelling(
        r"\max\left({0}, {1}\right)",
        numpy="np.maximum({0}, {1})",
        torch="torch.maximum({0}, {1})",
        jax="jnp.maximum({0}, {1})",
        keras="keras.ops.maximum({0}, {1})",
        arguments=(2, 2),
    ),
    "clip": Spelling(
        r"\operatorname{{clip}}\left({0}, {1}, {2}\right)",
        numpy="np.clip({0}, {1}, {2})",
        torch="torch.clamp({0}, {1}, {2})",
        jax="jnp.clip({0}, {1}, {2})",
        keras="keras.ops.clip({0}, {1}, {2})",
        arguments=(3, 3),
    ),
    "where": Spelling(
        r"\begin{{cases}} {1} & {0} \\ {2} & \text{{otherwise}} \end{{cases}}",
        numpy="np.where({0}, {1}, {2})",
        torch="torch.where({0}, {1}, {2})",
        jax="jnp.where({0}, {1}, {2})",
        keras="keras.ops.where({0}, {1}, {2})",
        arguments=(3, 3),
    ),
}

_DENSITY = "return {lib}.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)"
# exp(-|x|) cannot overflow, as cosh can.
_SECH = "decay = {lib}.exp(-{lib}.abs(x))\nreturn 2 * decay / (1 + decay**2)"
_SINC = "return {lib}.sinc(x / math.pi)"  # theirs is sin(pi x) / (pi x)

# The bodies of functions that a framework lacks, by framework and name; x is the argument.
HELPERS: dict[str, dict[str, str]] = {
    "numpy": {
        "sinc": _SINC.format(lib="np"),
        "sech": _SECH.format(lib="np"),
        "sigmoid": "return np.exp(-np.logaddexp(0, -x))",
        "log_sigmoid": "return -np.logaddexp(0, -x)",
        "erf": "return np.vectorize(math.erf, otypes=[float])(x)",
        "normal_cdf": "return np.vectorize(math.erfc, otypes=[float])(-x / math.sqrt(2)) / 2",
        "normal_pdf": _DENSITY.format(lib="np"),
    },
    "torch": {
        "sinc": _SINC.format(lib="torch"),
        "sech": _SECH.format(lib="torch"),
        "normal_pdf": _DENSITY.format(lib="torch"),
    },
    "jax": {
        "sinc": _SINC.format(lib="jnp"),
        "sech": _SECH.format(lib="jnp"),
        "normal_pdf": _DENSITY.format(lib="jnp"),
    },
    "keras": {
        "sinc": _SINC.format(lib="keras.ops"),
        "sech": _SECH.format(lib="keras.ops"),
        "normal_cdf": "return (1 + keras.ops.erf(x / math.sqrt(2))) / 2",
        "normal_pdf": _DENSITY.format(lib="keras.ops"),
    },
}
