"""Pictures put together by hand, for the tests of what draws them."""

import numpy as np

from actcli.analysis.pictures.picture import (
    LINEAR,
    Asymptote,
    Bars,
    Curve,
    End,
    Panel,
    Picture,
    Point,
    Scale,
    Zone,
)

WINDOW = (-5.0, 5.0)
INFINITY = float("inf")
LOG, SYMLOG = Scale("log"), Scale("symlog")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * sigmoid(-x)


def silu(x):
    return x * sigmoid(x)


def gelu(x):
    """The form with tanh, near enough for a picture (Hendrycks and Gimpel 2016)."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def relu(x):
    return np.maximum(x, 0.0)


def curve(label, formula, function=0, order=0, *, x_range=WINDOW, scale=LINEAR, **rest):
    """A curve of a smooth function, sampled evenly on its scale."""
    low, high = scale.forward(np.array(x_range))
    x = scale.inverse(np.linspace(low, high, 3001))
    return Curve(label, function, order, x, np.asarray(formula(x), dtype=float), **rest)


def jumping(label, pieces, ends, function=0, order=0):
    """A curve of level pieces (x from, x to, y) with a gap between each two, and its ends."""
    x, y = [], []
    for start, end, value in pieces:
        x += [*np.linspace(start, end, 200), end]
        y += [*np.full(200, value), np.nan]
    ends = tuple(End(*end) for end in ends)
    return Curve(label, function, order, np.array(x), np.array(y, dtype=float), ends=ends)


def step(function=0):
    pieces = [(-5.0, 0.0, 0.0), (0.0, 5.0, 1.0)]
    return jumping("step", pieces, [(0.0, 0.0, False), (0.0, 1.0, True)], function)


def relu_slope(function=0, label="relu"):
    pieces = [(-5.0, 0.0, 0.0), (0.0, 5.0, 1.0)]
    return jumping(label, pieces, [(0.0, 0.0, True), (0.0, 1.0, False)], function, order=1)


def normal_bars(count=10_000, bins=80, mean=-0.4, deviation=1.4):
    """A histogram of a normal distribution without chance: what each bar should count."""
    from math import erf

    edges = np.linspace(-6.0, 6.0, bins + 1)
    below = np.array([0.5 * (1 + erf((e - mean) / deviation / 2**0.5)) for e in edges])
    return Bars(edges, count * np.diff(below))


def panel(*curves, y_range=(0.0, 1.0), kind="values", **rest):
    return Panel(kind, y_range, tuple(curves), **rest)


def picture(*panels, x_range=WINDOW, **rest):
    return Picture(tuple(panels), x_range, **rest)


def zones(function, *stretches):
    return tuple(Zone(function, *stretch) for stretch in stretches)


SIGMOID_ZONES = (("saturated", -INFINITY, -2.94), ("saturated", 2.94, INFINITY))
RELU_ZONES = (("dead", -INFINITY, 0.0),)
TANH_ZONES = (("saturated", -INFINITY, -1.83), ("saturated", 1.83, INFINITY))
HARD_ZONES = (("dead", -INFINITY, -1.0), ("dead", 1.0, INFINITY))


def of_jumps():
    signs = jumping(
        "sign",
        [(-5.0, 0.0, -1.0), (0.0, 0.0, 0.0), (0.0, 5.0, 1.0)],
        [(0.0, -1.0, False), (0.0, 0.0, True), (0.0, 1.0, False)],
        function=1,
    )
    return picture(panel(step(), signs, y_range=(-1.0, 1.0)))


def of_slopes_that_jump():
    return picture(
        panel(
            curve("relu", relu),
            relu_slope(),
            curve("tanh", np.tanh, 1),
            curve("tanh", lambda x: 1 - np.tanh(x) ** 2, 1, 1),
            y_range=(-1.0, 5.0),
        )
    )


def of_points():
    first, second = curve("gelu", gelu), curve("silu", silu, 1)
    points = tuple(
        Point(c, x, float(f(np.array(x))))
        for x in (-2.0, 1.0, 3.0)
        for c, f in ((first, gelu), (second, silu))
    )
    return picture(panel(first, second, y_range=(-0.28, 4.93), points=points))


def of_zones(label="sigmoid"):
    curves = [curve(label, sigmoid), curve("relu", relu, 1), curve("tanh", np.tanh, 2)]
    window = panel(
        *curves,
        y_range=(-1.0, 3.0),
        asymptotes=(
            Asymptote(0, -1, 0.0, 0.0),
            Asymptote(0, 1, 0.0, 1.0),
            Asymptote(2, -1, 0.0, -1.0),
            Asymptote(2, 1, 0.0, 1.0),
        ),
    )
    shaded = (*zones(0, *SIGMOID_ZONES), *zones(1, *RELU_ZONES), *zones(2, *TANH_ZONES))
    return picture(window, zones=shaded)


def of_asymptotes():
    """Slanted ones, under the curve that comes near them."""
    shown = curve("x*tanh(x)", lambda x: x * np.tanh(x))
    lines = (Asymptote(0, -1, -1.0, 0.0), Asymptote(0, 1, 1.0, 0.0))
    root = curve("sqrt(x*x+4)", lambda x: np.sqrt(x * x + 4), 1)
    return picture(panel(shown, root, y_range=(0.0, 5.4), asymptotes=lines))


def of_panels():
    top = panel(curve("gelu", gelu), curve("silu", silu, 1), y_range=(-0.28, 5.0))
    slopes = [
        curve("gelu", lambda x: np.gradient(gelu(x), x), 0, 1),
        curve("silu", lambda x: np.gradient(silu(x), x), 1, 1),
    ]
    return picture(top, panel(*slopes, y_range=(-0.13, 1.13), kind="slope", order=1))


def of_three_panels():
    order = {
        0: sigmoid,
        1: sigmoid_slope,
        2: lambda x: sigmoid_slope(x) * (1 - 2 * sigmoid(x)),
    }
    windows = {0: (0.0, 1.0), 1: (0.0, 0.25), 2: (-0.0962, 0.0962)}
    return picture(
        *(
            panel(
                curve("sigmoid", order[n], 0, n),
                y_range=windows[n],
                kind="slope" if n else "values",
                order=n,
            )
            for n in order
        )
    )


def of_difference():
    top = panel(curve("gelu", gelu), curve("silu", silu, 1), y_range=(-0.28, 5.0))
    apart = curve("gelu - silu", lambda x: gelu(x) - silu(x), 2)
    return picture(top, panel(apart, y_range=(-0.18, 0.2), kind="difference"))


def of_histogram():
    top = panel(curve("relu", relu), curve("sigmoid", sigmoid, 1), y_range=(0.0, 5.0))
    below = Panel("histogram", (0.0, 700.0), bars=normal_bars())
    return picture(top, below, zones=(*zones(0, *RELU_ZONES), *zones(1, *SIGMOID_ZONES)))


def of_logarithmic_x():
    names = {"log1p": np.log1p, "sqrt": np.sqrt, "tanh": np.tanh}
    curves = [
        curve(name, formula, n, x_range=(0.01, 100.0), scale=LOG)
        for n, (name, formula) in enumerate(names.items())
    ]
    return picture(panel(*curves, y_range=(0.0, 5.0)), x_range=(0.01, 100.0), x_scale=LOG)


def of_logarithmic_y():
    curves = [
        curve("sigmoid", sigmoid, 0, 0, x_range=(-40.0, 0.0)),
        curve("sigmoid", sigmoid_slope, 0, 1, x_range=(-40.0, 0.0)),
        curve("normal_cdf", lambda x: np.exp(-x * x / 9), 1, x_range=(-40.0, 0.0)),
    ]
    window = panel(*curves, y_range=(1e-18, 1.0), y_scale=LOG)
    return picture(window, x_range=(-40.0, 0.0))


def of_signed_logarithms():
    curves = [
        curve("sinh", np.sinh, x_range=(-10.0, 10.0)),
        curve("x**3", lambda x: x**3, 1, x_range=(-10.0, 10.0)),
    ]
    window = panel(*curves, y_range=(-11013.0, 11013.0), y_scale=SYMLOG)
    return picture(window, x_range=(-10.0, 10.0))


def of_signed_logarithms_of_x():
    names = {"tanh": np.tanh, "softsign": lambda x: x / (1 + np.abs(x))}
    curves = [
        curve(name, formula, n, x_range=(-100.0, 100.0), scale=SYMLOG)
        for n, (name, formula) in enumerate(names.items())
    ]
    window = panel(*curves, y_range=(-1.0, 1.0))
    return picture(window, x_range=(-100.0, 100.0), x_scale=SYMLOG)


def of_gaps():
    root = curve("log(x*x-4)", lambda x: np.log(np.where(x * x > 4, x * x - 4, np.nan)))
    well = curve("sqrt(1-x*x)", lambda x: np.sqrt(np.where(x * x <= 1, 1 - x * x, np.nan)), 1)
    return picture(panel(root, well, y_range=(-4.0, 3.0)))


def of_korean():
    top = panel(
        curve("시그모이드", sigmoid),
        curve("렐루", relu, 1),
        curve("쌍곡탄젠트", np.tanh, 2),
        y_range=(-1.0, 5.0),
    )
    below = Panel("histogram", (0.0, 700.0), bars=normal_bars())
    shaded = (*zones(0, *SIGMOID_ZONES), *zones(1, *RELU_ZONES), *zones(2, *TANH_ZONES))
    return picture(top, below, zones=shaded)


def of_many_zones(functions=9):
    curves = [
        curve(f"hard{n}", lambda x, n=n: np.clip(x, -1 - n / 4, 1 + n / 4), n)
        for n in range(functions)
    ]
    shaded = [
        zone
        for n in range(functions)
        for zone in zones(n, ("dead", -INFINITY, -1 - n / 4), ("dead", 1 + n / 4, INFINITY))
    ]
    return picture(panel(*curves, y_range=(-3.0, 3.0)), zones=tuple(shaded))
