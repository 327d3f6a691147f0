"""Every framework symbol of the book against the framework itself, and which of the two is nearer.

    python benchmarks/frameworks.py              all of them; writes docs/FRAMEWORKS.md and
                                                 actcli/catalog/observed.json
    python benchmarks/frameworks.py torch jax    some of them; only prints

Needs the extra `bench`. Each symbol is run in float32 over a grid and compared with actcli's same
variant, in units in the last place (ulp) of float32; where they differ, mpmath says by how much
each of them is wrong. float64, infinities, NaN and the slopes at kinks are looked at as well.
"""

import datetime
import json
import math
import os
import platform
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import mpmath  # noqa: E402
import numpy as np  # noqa: E402
from adapters import ADAPTERS, Adapter, Array, parameters_of  # noqa: E402
from markdown import paragraph, table  # noqa: E402
from oracles import Case  # noqa: E402
from oracles.vector import exact_values  # noqa: E402

from actcli.catalog.activation import Activation  # noqa: E402
from actcli.catalog.entry import Symbol  # noqa: E402
from actcli.catalog.load import shipped_book  # noqa: E402
from actcli.catalog.spec import resolve  # noqa: E402
from actcli.formula.landmarks import GRID, breakpoints  # noqa: E402

DOCUMENT = ROOT / "docs" / "FRAMEWORKS.md"
OBSERVED = ROOT / "actcli" / "catalog" / "observed.json"
NAMES = ROOT / "tests" / "framework_names.toml"
MIDDLE, END = 10.0, 100.0
# A difference beyond these, as a share of 1 + |f|, is no rounding: another function, or a fault.
ANOTHER_FUNCTION = {np.float32: 1e-5, np.float64: 1e-6}
PLACES = {"-inf": -math.inf, "inf": math.inf, "nan": math.nan}
SAME = 1e-6  # relative: values and slopes nearer than this are taken as the same
KERAS_ON_TORCH = "keras on torch"

Exact = Callable[[Array], Array]

# What is known of those that differ by more than rounding.
REASONS = {
    "onnx.LogSoftmax": "the reference evaluator takes the logarithm of softmax, "
    "and gives -inf where that underflows",
    "keras.activations.sparsemax": "a fault of Keras: keras-team/keras#23425, mended by its pull "
    "request #23469 after 3.15.1; with two numbers or more in the support they do not sum to 1",
    "keras.ops.sparsemax": "as keras.activations.sparsemax",
}


@dataclass
class Worst:
    """The largest difference in a stretch: in ulp, where, and how wrong each is there, in ulp."""

    ulp: float = 0.0
    x: str = ""
    theirs: float = 0.0
    ours: float = 0.0

    @property
    def nearer(self) -> str:
        """Which of the two is nearer to the exact value."""
        if self.ulp == 0.0:
            return "the same"
        return "a tie" if self.theirs == self.ours else self.nearer_one

    @property
    def nearer_one(self) -> str:
        return "actcli" if self.ours < self.theirs else "the framework"


@dataclass
class Row:
    """What was seen of one symbol."""

    symbol: str
    spec: str
    middle: Worst = field(default_factory=Worst)
    tail: Worst = field(default_factory=Worst)
    points: int = 0
    differing: int = 0
    framework_nearer: int = 0
    absolute: float = 0.0  # largest difference in float32, as a share of 1 + |f|
    double: float | None = None  # the same in float64
    double_theirs: int = 0  # at how many points of float64 the framework is nearer
    double_ours: int = 0
    at_infinity: dict[str, float] = field(default_factory=dict)
    slopes: dict[float, float] = field(default_factory=dict)
    failure: str = ""

    @property
    def is_another_function(self) -> bool:
        return not (
            self.absolute <= ANOTHER_FUNCTION[np.float32]
            and (self.double or 0.0) <= ANOTHER_FUNCTION[np.float64]
        )


# Points and exact values.


def kinks_of(activation: Activation, case: Case) -> list[float]:
    """Where the formula changes its ways, within the grid, and 0."""
    tree, parameters = activation.parsed.tree, activation.numeric_parameters
    found = [*breakpoints(tree, parameters, GRID).tolist(), *case.kinks, 0.0]
    return sorted({place for place in found if abs(place) <= END})


def points_of(kinks: Sequence[float]) -> Array:
    """float32 points: dense to ±10, thinner to ±100, powers of 2, kinks and their neighbours."""
    small = 2.0 ** -np.arange(1.0, 40.0, 2.0)
    edges = np.array(kinks, np.float32)
    beside = [np.nextafter(edges, np.float32(end)) for end in (-np.inf, np.inf)]
    parts = [np.linspace(-MIDDLE, MIDDLE, 2001), np.linspace(-END, END, 801), small, -small, edges]
    points = np.unique(np.concatenate([*parts, *beside]).astype(np.float32))
    # Subnormal arguments, which JAX reads as 0, are left out.
    return points[(points == 0.0) | (np.abs(points) >= np.finfo(np.float32).tiny)]


def vectors() -> Array:
    """Rows of eight float32, drawn at three scales, and some that are special."""
    random = np.random.default_rng(20261124)
    rows = [random.normal(size=(40, 8)) * scale for scale in (0.5, 2.0, 20.0)]
    special = [[0.0] * 8, [1.0] * 8, [50.0, -50.0, 0.0, 49.5, 3.0, -3.0, 1e-3, -1e-3]]
    return np.concatenate([*rows, special]).astype(np.float32)


@cache
def exact_value(name: str, settings: tuple[tuple[str, Any], ...], x: float) -> mpmath.mpf:
    return Case(name, dict(settings)).jet(x)[0]


def exact_rows(name: str, parameters: dict[str, Any], rows: Array) -> Array:
    with mpmath.workdps(60):
        return np.array([exact_values(name, row, parameters) for row in rows.tolist()], object)


def ulp32(y: Array) -> Array:
    """The distance between float32 numbers at y, as a double."""
    with np.errstate(over="ignore"):
        return np.spacing(np.abs(y).astype(np.float32)).astype(np.float64)


def exact_points(symbol: Symbol, x: Array) -> Array:
    """The exact values at points, as numbers of mpmath."""
    settings = tuple(symbol.settings.items())
    return np.array([exact_value(symbol.entry, settings, p) for p in x.tolist()], object)


def unit_of(activation: Activation, x: Array, truth: Array) -> Array:
    """The unit of float32 in which errors are counted: ulp(y).

    For waves, which cross 0 for ever, ulp(y) + ulp(x) |y'|, as in tests/test_accuracy.py.
    """
    unit = ulp32(truth)
    if not activation.is_vector and Case(activation.name).oracle.waves:
        unit = unit + ulp32(x) * np.abs(activation.derivative(x.astype(np.float64)))
    return unit


# One symbol.


def measure(symbol: Symbol, adapter: Adapter) -> Row:
    activation = resolve(symbol.path)
    row = Row(symbol.path, activation.spec)
    if activation.is_vector:
        x = vectors()
        exact = exact_rows(symbol.entry, parameters_of(symbol), x)
        _compare(row, adapter, symbol, activation, x, lambda at: exact[at])
        return row
    kinks = kinks_of(activation, Case(symbol.entry, dict(symbol.settings)))
    x = points_of(kinks)
    _compare(row, adapter, symbol, activation, x, lambda at: exact_points(symbol, x[at]))
    row.at_infinity = _at_infinity(adapter, symbol, activation)
    row.slopes = _slopes(adapter, symbol, activation, np.array(kinks))
    return row


def _compare(
    row: Row, adapter: Adapter, symbol: Symbol, activation: Activation, x: Array, exact: Exact
) -> None:
    """Fill a row's differences in float32 and float64; `exact` knows the values at points."""
    theirs, ours = adapter.values(symbol, x), activation(x)
    if theirs.shape != ours.shape or theirs.dtype != np.float32:
        row.failure = f"gives {theirs.dtype} of shape {theirs.shape}"
        return
    differs = theirs != ours
    row.points, row.differing = ours.size, int(differs.sum())
    row.absolute = _share(theirs, ours)
    if row.differing:
        truth = exact(differs).astype(np.float64)  # to 2^-29 ulp of float32
        unit = unit_of(activation, x[differs] if x.ndim == 1 else x, truth)
        their_error = np.abs(theirs[differs].astype(np.float64) - truth) / unit
        our_error = np.abs(ours[differs].astype(np.float64) - truth) / unit
        apart = np.abs(theirs[differs].astype(np.float64) - ours[differs].astype(np.float64)) / unit
        row.framework_nearer = int((their_error < our_error).sum())
        places, far = _places(x, differs, truth)
        row.middle = _worst(apart, their_error, our_error, places, ~far)
        row.tail = _worst(apart, their_error, our_error, places, far)
    _compare_doubles(row, adapter, symbol, activation, x.astype(np.float64), exact)


def _compare_doubles(
    row: Row, adapter: Adapter, symbol: Symbol, activation: Activation, x: Array, exact: Exact
) -> None:
    """Fill a row's differences in float64: how large, and how often each of the two is nearer."""
    theirs, ours = adapter.values(symbol, x), activation(x)
    if theirs.dtype != np.float64:
        return
    row.double = _share(theirs, ours)
    differs = theirs != ours
    pairs = zip(theirs[differs].tolist(), ours[differs].tolist(), exact(differs), strict=True)
    with mpmath.workdps(60):
        for their_value, our_value, truth in pairs:
            # Not "<=": a NaN of theirs is never nearer.
            their_error, our_error = abs(their_value - truth), abs(our_value - truth)
            row.double_theirs += their_error < our_error
            row.double_ours += not their_error <= our_error


def _share(theirs: Array, ours: Array) -> float:
    """The largest difference as a share of 1 + |f|; NaN against a number is infinite."""
    ours, theirs = ours.astype(np.float64), theirs.astype(np.float64)
    shares = np.abs(theirs - ours) / (1.0 + np.abs(ours))
    shares[(theirs == ours) | (np.isnan(theirs) & np.isnan(ours))] = 0.0
    return float(np.where(np.isnan(shares), np.inf, shares).max())


def _places(x: Array, differs: Array, truth: Array) -> tuple[list[str], Array]:
    """How the differing points are called, and which of them are in the tails."""
    if x.ndim == 1:
        return [f"{p:.6g}" for p in x[differs].tolist()], np.abs(x[differs]) > MIDDLE
    largest = np.abs(x).max(axis=-1)[np.nonzero(differs)[0]]
    return [f"a value of {y:.2g}" for y in truth.tolist()], largest > MIDDLE


def _worst(apart: Array, theirs: Array, ours: Array, places: Sequence[str], chosen: Array) -> Worst:
    if not chosen.any():
        return Worst()
    sizes = np.where(chosen, np.where(np.isnan(apart), np.inf, apart), -1.0)
    at = int(np.argmax(sizes))
    return Worst(float(sizes[at]), places[at], float(theirs[at]), float(ours[at]))


def _at_infinity(adapter: Adapter, symbol: Symbol, activation: Activation) -> dict[str, float]:
    """What the symbol returns at ±inf and NaN, where actcli returns something else."""
    x = np.array(list(PLACES.values()), np.float32)
    theirs, ours = adapter.values(symbol, x).tolist(), activation(x).tolist()
    return {place: theirs[n] for n, place in enumerate(PLACES) if not _is_same(theirs[n], ours[n])}


def _slopes(
    adapter: Adapter, symbol: Symbol, activation: Activation, kinks: Array
) -> dict[float, float]:
    """The symbol's gradients at kinks, where actcli has others."""
    if adapter.slopes is None:
        return {}
    try:
        theirs = adapter.slopes(symbol, kinks).tolist()
    except RuntimeError as error:  # spherical_bessel_j0 has no gradient
        print(f"  {symbol.path}: no slopes: {error}", file=sys.stderr)
        return {}
    ours = activation.derivative(kinks).tolist()
    pairs = zip(kinks.tolist(), theirs, ours, strict=True)
    return {x: slope for x, slope, own in pairs if not _is_same(slope, own)}


def _is_same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=SAME, abs_tol=1e-7)


# All of them.


def measure_framework(name: str) -> tuple[str, list[Row]]:
    """The version of a framework that is here, and a row for each of its symbols."""
    adapter = ADAPTERS[name]()
    rows = []
    for symbol in shipped_book().symbols():
        if symbol.framework == name:
            try:
                rows.append(measure(symbol, adapter))
            except Exception as error:
                first_line = str(error).strip().splitlines()[:1]
                failure = f"{type(error).__name__}: {''.join(first_line)}"
                rows.append(Row(symbol.path, resolve(symbol.path).spec, failure=failure))
    return adapter.version, rows


def measure_keras_on_torch() -> tuple[str, list[Row]]:
    """Keras again on its other backend, which needs a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--rows", "keras"],
        env={**os.environ, "KERAS_BACKEND": "torch"},
        stdout=subprocess.PIPE,
        check=True,
    )
    content = json.loads(done.stdout.splitlines()[-1])
    return content["version"], [_row_from(fields) for fields in content["rows"]]


def _row_from(fields: dict[str, Any]) -> Row:
    fields["middle"], fields["tail"] = Worst(**fields["middle"]), Worst(**fields["tail"])
    fields["slopes"] = {float(x): slope for x, slope in fields["slopes"].items()}
    return Row(**fields)


# What is written.


def observed_text(versions: dict[str, str], rows: Iterable[Row]) -> str:
    """observed.json: versions by framework, and what differs by symbol; numbers as texts."""
    symbols = {}
    for row in rows:
        seen = {
            "at_infinity": {place: repr(value) for place, value in row.at_infinity.items()},
            "slopes": {repr(x): repr(slope) for x, slope in row.slopes.items()},
        }
        kept = {key: values for key, values in seen.items() if values}
        if kept:
            symbols[row.symbol] = kept
    return json.dumps({"versions": versions, "symbols": symbols}, indent=1) + "\n"


def number(value: float | None) -> str:
    """A number for the tables: three digits, nothing for None."""
    if value is None:
        return "none"
    if value == 0.0:
        return "0"
    return f"{value:.0f}" if 10.0 <= value < 1e4 else f"{value:.2g}"


def _cells(worst: Worst) -> list[str]:
    if worst.ulp == 0.0:
        return ["0", "", ""]
    errors = f"{number(worst.theirs)} / {number(worst.ours)}"
    return [f"{number(worst.ulp)} at {worst.x}", errors, worst.nearer]


HEAD = [
    "symbol", "actcli", "ulp, to ±10", "wrong by, theirs / actcli", "nearer", "ulp, beyond",
    "wrong by, theirs / actcli", "nearer", "differ", "framework nearer", "float32", "float64",
    "nearer in float64, theirs / actcli",
]  # fmt: skip


def symbol_lines(rows: Iterable[Row]) -> list[list[str]]:
    """A line for each symbol; symbols that returned the same share one."""
    return grouped((f"`{row.symbol}`", tuple(_figures(row))) for row in rows)


def _figures(row: Row) -> list[str]:
    if row.failure:
        return [f"`{row.spec}`", row.failure, *[""] * 10]
    return [
        f"`{row.spec}`",
        *_cells(row.middle),
        *_cells(row.tail),
        f"{row.differing} of {row.points}",
        str(row.framework_nearer),
        number(row.absolute),
        number(row.double),
        f"{row.double_theirs} / {row.double_ours}",
    ]


def document(versions: dict[str, str], runs: dict[str, list[Row]]) -> str:
    """docs/FRAMEWORKS.md."""
    rows = [row for name, found in runs.items() if name != KERAS_ON_TORCH for row in found]
    parts = [
        _introduction(versions, rows),
        _overview(runs),
        _others(rows),
        _nearer(runs),
        _infinities(runs),
        _kinks(runs),
        _left_out(),
    ]
    for name, found in runs.items():
        if name != KERAS_ON_TORCH:
            parts.append(_symbols(name, versions[name], found))
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _introduction(versions: dict[str, str], rows: Sequence[Row]) -> list[str]:
    book = shipped_book().frameworks
    today = datetime.datetime.now(tz=datetime.UTC).date()
    lines = [
        [
            name,
            version,
            book[name].version if name in book else "",
            "computed from its published source, in NumPy" if name in ("keras2", "tfa") else "",
        ]
        for name, version in versions.items()
    ]
    return [
        "# actcli against the frameworks",
        "",
        "Written by `benchmarks/frameworks.py`; do not edit. To repeat it, in an environment with",
        "the extra `bench`:",
        "",
        "    python benchmarks/frameworks.py",
        "",
        *paragraph(
            f"Measured on {today}, Python {platform.python_version()}, NumPy {np.__version__}, "
            f"mpmath {mpmath.__version__}, on one {platform.machine()} CPU. The kernels of the "
            "frameworks choose their instructions by the CPU, so that their last digits may differ "
            "elsewhere; actcli's float32 is its float64 rounded once."
        ),
        *table(["framework", "version run", "version the book was checked with", ""], lines),
        *paragraph(
            f"Each of the {len(rows)} symbols runs with its own defaults over some "
            f"{max(row.points for row in rows)} float32 points: every 0.01 to ±10, every 0.25 to "
            "±100, powers of 2 down to 2^-39, the kinks and their neighbours. Functions of a "
            f"vector get {len(vectors())} vectors of eight numbers; *to ±10* and *beyond* then "
            "say how large the largest of a vector is. gumbel_softmax runs with its noise set to "
            "0, blocks with weights (timm's gated ones) with weights that pass everything through."
        ),
        *paragraph(
            "An *ulp* is the distance between neighbouring float32 numbers at the exact value, "
            "which mpmath gives at 60 digits wherever the two differ (for sine, cosine and their "
            "kin it is ulp(y) + ulp(x) |y'|, because they cross 0 for ever). A result that is 0 in "
            "place of a small number is wrong by up to 2^24 = 1.7e7 ulp; most of these are values "
            "near 0 that matter to no network. The columns *float32* and *float64* say how much "
            "that is: the largest difference as a share of 1 + |f|."
        ),
    ]


def _overview(runs: dict[str, list[Row]]) -> list[str]:
    lines = []
    for name, rows in runs.items():
        measured = [row for row in rows if not row.failure]
        worst = max(measured, key=lambda row: row.absolute if not row.is_another_function else -1)
        lines.append(
            [
                name,
                str(len(rows)),
                str(sum(row.differing == 0 for row in measured)),
                str(sum(0 < max(row.middle.ulp, row.tail.ulp) <= 2.0 for row in measured)),
                str(sum(row.framework_nearer > 0 for row in measured)),
                str(sum(row.double_theirs > row.double_ours for row in measured)),
                f"{number(worst.absolute)} (`{worst.symbol}`)",
                str(sum(row.is_another_function for row in measured)),
                str(sum(bool(row.failure) for row in rows)),
            ]
        )
    head = [
        "framework", "symbols", "equal in float32", "within 2 ulp", "nearer somewhere in float32",
        "nearer more often in float64", "largest difference / (1 + abs(f)) by rounding",
        "another function", "not run",
    ]  # fmt: skip
    return [
        "## In short",
        "",
        *paragraph(
            "*Nearer somewhere in float32*: how many symbols of the framework are nearer to the "
            "exact value than actcli at one point of the grid or more. *Nearer more often in "
            "float64*: for how many symbols the framework is nearer at more points than actcli is, "
            "of those where they differ."
        ),
        *table(head, lines),
    ]


def _others(rows: Sequence[Row]) -> list[str]:
    found = [row for row in rows if row.is_another_function and not row.failure]
    loose = [row for row in rows if (row.double or 0.0) > 1e-12 and not row.is_another_function]
    lines = [
        [
            f"`{row.symbol}`",
            f"`{row.spec}`",
            number(row.absolute),
            REASONS.get(row.symbol, "unknown"),
        ]
        for row in found
    ]
    single = [[f"`{row.symbol}`", f"`{row.spec}`", number(row.double)] for row in loose]
    return [
        "## Where the definition differs",
        "",
        *paragraph(
            "More than rounding lies between actcli and these. The book gives the function that "
            "their documentation names."
        ),
        *table(["symbol", "actcli", "difference / (1 + abs(f))", "reason"], lines),
        "## Where float64 is not float64",
        "",
        *paragraph(
            "These take float64, and compute with constants or steps that have no more digits than "
            "float32: the largest difference in float64, as a share of 1 + |f|, is above 1e-12."
        ),
        *table(["symbol", "actcli", "difference / (1 + abs(f))"], single),
    ]


def _plain(value: float) -> str:
    return f"{value:.7g}"


def _nearer(runs: dict[str, list[Row]]) -> list[str]:
    seen = [
        (_name(run, row), (f"`{row.spec}`", f"{row.double_theirs} / {row.double_ours}",
                           number(row.double)))
        for run, rows in runs.items()
        for row in rows
        if row.double_theirs > row.double_ours
    ]  # fmt: skip
    head = ["symbol", "actcli", "nearer at points, theirs / actcli", "difference / (1 + abs(f))"]
    return [
        "## Where a framework is nearer",
        "",
        *paragraph(
            "In float64 these are nearer to the exact value than actcli at more points of the grid "
            "than the other way round; both are within the last digit or two. `docs/ACCURACY.md` "
            "says how far off actcli may be."
        ),
        *table(head, grouped(seen)),
    ]


def grouped(lines: Iterable[tuple[str, tuple[str, ...]]]) -> list[list[str]]:
    """Lines from pairs of a symbol and its cells; symbols with the same cells share one."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for symbol, cells in lines:
        groups.setdefault(cells, []).append(symbol)
    return [[", ".join(symbols), *cells] for cells, symbols in groups.items()]


def _name(run: str, row: Row) -> str:
    return f"`{row.symbol}`" + (" on torch" if run == KERAS_ON_TORCH else "")


def _seen_at(row: Row) -> tuple[str, ...]:
    """What a row saw at each place, with actcli's own in brackets."""
    ours = resolve(row.spec)
    return tuple(
        f"{_plain(row.at_infinity[place])} ({_plain(ours(x))})" if place in row.at_infinity else ""
        for place, x in PLACES.items()
    )


def _infinities(runs: dict[str, list[Row]]) -> list[str]:
    seen = [
        (_name(run, row), (f"`{row.spec}`", *_seen_at(row)))
        for run, rows in runs.items()
        for row in rows
        if row.at_infinity
    ]
    return [
        "## At the infinities and NaN",
        "",
        *paragraph(
            "What a symbol returns in float32 where actcli returns something else, which stands in "
            "brackets: the limit. Signs of zeros are not counted. A framework may answer otherwise "
            "for other shapes: torch's gelu of one float32 alone is inf at +inf, of several it is "
            "NaN, which its oneDNN kernel computes."
        ),
        *table(["symbol", "actcli", "at -inf", "at +inf", "at NaN"], grouped(seen)),
    ]


def _kinks(runs: dict[str, list[Row]]) -> list[str]:
    seen = [
        (
            _name(run, row),
            (f"`{row.spec}`", _plain(x), _plain(slope), _plain(resolve(row.spec).derivative(x))),
        )
        for run, rows in runs.items()
        for row in rows
        for x, slope in row.slopes.items()
    ]
    return [
        "## Slopes at kinks",
        "",
        *paragraph(
            "The gradient of a framework's own automatic differentiation in float64, wherever a "
            "formula changes its ways and at 0, where actcli's is another. ONNX has no gradients; "
            "those of keras2 and tfa were not measured."
        ),
        *table(["symbol", "actcli", "x", "its slope", "actcli's"], grouped(seen)),
    ]


def _left_out() -> list[str]:
    tables = tomllib.loads(NAMES.read_text(encoding="utf-8"))["list"]
    lines = [
        [f"`{entry['module']}.{name}`", group["reason"]]
        for entry in tables
        for group in entry.get("excluded", [])
        for name in group["names"]
    ]
    return [
        "## What the book leaves out",
        "",
        *paragraph(
            "Every other activation of these frameworks is in the book; "
            "`tests/framework_names.toml` lists them, and `tests/test_coverage.py` holds the lists "
            "against the frameworks."
        ),
        *table(["symbol", "reason"], lines),
    ]


def _symbols(name: str, version: str, rows: Sequence[Row]) -> list[str]:
    source = ", computed from its published source" if name in ("keras2", "tfa") else ""
    return [f"## {name} {version}{source}", "", *table(HEAD, symbol_lines(rows))]


def print_rows(name: str, version: str, rows: Sequence[Row]) -> None:
    print(f"\n{name} {version}")
    for row in rows:
        mark = "ANOTHER FUNCTION" if row.is_another_function else ""
        worst = max(row.middle, row.tail, key=lambda part: part.ulp)
        text = row.failure or (
            f"{number(row.middle.ulp):>8} ulp to ±10, {number(row.tail.ulp):>8} to ±100; at worst "
            f"at {worst.x or 'none'}, nearer: {worst.nearer}; float64 {number(row.double)} {mark}"
        )
        print(f"  {row.symbol:<44}{text}")


def main() -> None:
    warnings.filterwarnings("ignore")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if sys.argv[1:2] == ["--rows"]:
        version, rows = measure_framework(sys.argv[2])
        print(json.dumps({"version": version, "rows": [asdict(row) for row in rows]}))
        return
    versions: dict[str, str] = {}
    runs: dict[str, list[Row]] = {}
    for name in ADAPTERS:
        if not sys.argv[1:] or name in sys.argv[1:]:
            versions[name], runs[name] = measure_framework(name)
            print_rows(name, versions[name], runs[name])
    if sys.argv[1:]:
        return
    versions[KERAS_ON_TORCH], runs[KERAS_ON_TORCH] = measure_keras_on_torch()
    rows = [row for name, found in runs.items() if name != KERAS_ON_TORCH for row in found]
    observed = {name: version for name, version in versions.items() if name != KERAS_ON_TORCH}
    OBSERVED.write_text(observed_text(observed, rows), encoding="utf-8")
    DOCUMENT.write_text(document(versions, runs), encoding="utf-8")
    failed = [row.symbol for row in rows if row.failure]
    unknown = [r.symbol for r in rows if r.is_another_function and r.symbol not in REASONS]
    if failed or unknown:
        sys.exit(f"not run: {failed}; differ for no known reason: {unknown}")


if __name__ == "__main__":
    main()
