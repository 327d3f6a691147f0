"""The worst case of every function and variant against mpmath, and PyTorch's beside it.

    python benchmarks/accuracy.py [POINTS] [SEED]     writes docs/ACCURACY.md

POINTS are drawn for each function beside the special ones (default 960). Points, exact values and
bound are those of tests/test_accuracy.py. PyTorch is left out where it is not installed.
"""

import datetime
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import mpmath  # noqa: E402
import numpy as np  # noqa: E402
from markdown import paragraph, table  # noqa: E402
from oracles import CASES, Case  # noqa: E402
from oracles.vector import exact_jacobian, exact_values  # noqa: E402
from test_accuracy import FAR, NEAR, Table, ratio, single_ratio, tabulate  # noqa: E402
from test_vector import SPECS, ulps  # noqa: E402

import actcli  # noqa: E402
from actcli.catalog.activation import Activation  # noqa: E402
from actcli.catalog.entry import ParameterRule, Symbol, Value  # noqa: E402

DOCUMENT = ROOT / "docs" / "ACCURACY.md"
POINTS, SINGLE_POINTS, SEED = 960, 320, 20261124
ORDERS = (0, 1, 2)
NAMES = ("f", "f'", "f''")
Values = Sequence[np.ndarray[Any, Any] | None]


@dataclass(frozen=True)
class Worst:
    """The largest error of a stretch, in the bound's unit, where, and as a share of the bound."""

    ulp: float = 0.0
    x: float = 0.0
    share: float = 0.0


@dataclass(frozen=True)
class Result:
    """One function's worst errors by (order, is a tail), and how often each of two is nearer."""

    case: Case
    ours: dict[tuple[int, bool], Worst]
    single: tuple[float, ...]
    symbol: str = ""
    theirs: dict[tuple[int, bool], Worst] | None = None
    nearer: tuple[tuple[int, int], ...] = ()  # for f and f': torch, actcli


def errors(case: Case, table: Table, order: int, values: Iterable[float]) -> list[float]:
    """The errors in the bound's unit: ulp(y), and ulp(x) |y'| more where y changes sign."""
    rows = zip(table.points.tolist(), values, table.exact, strict=True)
    return [ratio(case, order, x, y, exact[order]) * bound(order, x) for x, y, exact in rows]


def bound(order: int, x: float) -> float:
    return (FAR if abs(x) > 5.0 else NEAR)[order]


def worst_of(points: Iterable[float], found: Iterable[float], order: int) -> dict[bool, Worst]:
    """The worst near 0 and in the tails (True), which begin beyond 5."""
    result = {False: Worst(), True: Worst()}
    for x, error in zip(points, found, strict=True):
        is_tail = abs(x) > 5.0
        if error > result[is_tail].ulp:
            result[is_tail] = Worst(error, x, error / bound(order, x))
    return result


def measure(case: Case, count: int, seed: int) -> Result:
    table = tabulate(case, count, seed)
    points = table.points.tolist()
    values = actcli.get(case.spec).evaluate(table.points, ORDERS)
    ours = [errors(case, table, order, values[order].tolist()) for order in ORDERS]
    symbol, theirs = torch_values(case, table.points)
    compared = {
        order: errors(case, table, order, array.tolist())
        for order, array in enumerate(theirs)
        if array is not None
    }
    return Result(
        case,
        _by_stretch(points, dict(enumerate(ours))),
        single_shares(case, seed),
        symbol,
        _by_stretch(points, compared) if compared else None,
        tuple(_nearer(found, ours[order]) for order, found in compared.items()),
    )


def _by_stretch(
    points: Sequence[float], found: dict[int, list[float]]
) -> dict[tuple[int, bool], Worst]:
    return {
        (order, is_tail): worst
        for order, errors_there in found.items()
        for is_tail, worst in worst_of(points, errors_there, order).items()
    }


def _nearer(theirs: Sequence[float], ours: Sequence[float]) -> tuple[int, int]:
    """At how many points which of the two is nearer."""
    pairs = list(zip(theirs, ours, strict=True))
    return sum(one < other for one, other in pairs), sum(other < one for one, other in pairs)


def single_shares(case: Case, seed: int) -> tuple[float, ...]:
    """The worst errors of f, f', f'' in float32, as shares of its bound."""
    table = tabulate(case, SINGLE_POINTS, seed, np.float32)
    found = []
    for order in ORDERS:
        values = actcli.get(case.spec).derivative(table.points.astype(np.float32), order).tolist()
        rows = zip(table.points.tolist(), values, table.exact, strict=True)
        found.append(max(single_ratio(case, order, x, y, exact[order]) for x, y, exact in rows))
    return tuple(found)


# PyTorch.


def torch_values(case: Case, points: np.ndarray[Any, Any]) -> tuple[str, Values]:
    """The torch symbol that has the function, and its values and gradients in float64."""
    try:
        import torch
    except ImportError:
        return "", ()
    found = _torch_function(actcli.get(case.spec))
    if found is None:
        return "", ()
    symbol, function = found
    x = torch.tensor(points, requires_grad=True)
    y = function(x)
    if not y.requires_grad:  # no derivative is known to torch
        return symbol.path, (y.numpy(), None)
    y.sum().backward()
    assert x.grad is not None
    return symbol.path, (y.detach().numpy(), x.grad.numpy())


def _torch_function(activation: Activation) -> tuple[Symbol, Callable[[Any], Any]] | None:
    """A torch symbol that can say the parameters, as a function of a tensor."""
    from adapters import named, parameters_of, torch_function

    assert activation.entry is not None
    for symbol in activation.entry.symbols:
        if symbol.framework != "torch":
            continue
        own = parameters_of(symbol)
        changed = {key: v for key, v in activation.parameters.items() if own[key] != v}
        if not changed:
            return symbol, torch_function(symbol, size=0)
        names = symbol.argument_names
        if symbol.call is not None or not set(changed) <= set(names):
            continue
        if not all(_can_be_said(activation.entry.parameters[key], v) for key, v in changed.items()):
            continue
        import torch

        target = named(symbol.path, {"torch": torch})
        given = {names[key]: value for key, value in changed.items()}
        if isinstance(target, type):
            return symbol, target(**given)
        return symbol, lambda x, target=target, given=given: target(x, **given)
    return None


def _can_be_said(rule: ParameterRule, value: Value) -> bool:
    """Whether a torch call knows the value: our inf for "switched off" it does not."""
    if isinstance(value, str):
        return not rule.spoken or value in rule.spoken.values()
    return bool(np.isfinite(value))


# Functions of a vector.


def vector_line(spec: str, seed: int) -> list[str]:
    """The worst errors of values and Jacobian in ulp, and torch's on the same vectors."""
    activation = actcli.get(spec)
    random = np.random.default_rng(seed)
    rows = np.concatenate([random.normal(size=(12, 6)) * spread for spread in (0.2, 1, 4, 20)])
    with mpmath.workdps(110):
        exact = [
            (
                np.array(exact_values(activation.name, row, activation.parameters), object),
                np.array(exact_jacobian(activation.name, row, activation.parameters), object),
            )
            for row in rows.tolist()
        ]
        ours = _largest(zip(activation(rows), activation.derivative(rows), strict=True), exact)
        symbol, results = _torch_vectors(activation, rows)
        theirs = _largest(results, exact) if symbol else ("", "")
    return [f"`{spec}`", *ours, f"`{symbol}`" if symbol else "", *theirs]


def _largest(results: Iterable[Any], exact: Iterable[Any]) -> tuple[str, str]:
    """The largest error of values and of Jacobians, in ulp.

    The exact slopes are differences, wrong by some 1e-50 of the largest: those below 1e-30 are left
    out.
    """
    largest = [0.0, 0.0]
    for pair, truths in zip(results, exact, strict=True):
        for order in (0, 1):
            for y, truth in zip(pair[order].ravel().tolist(), truths[order].ravel(), strict=True):
                if order == 0 or abs(truth) >= 1e-30:
                    largest[order] = max(largest[order], ulps(y, truth))
    return number(largest[0]), number(largest[1])


def _torch_vectors(activation: Activation, rows: np.ndarray[Any, Any]) -> tuple[str, list[Any]]:
    """The torch symbol of a function of a vector, and its values and Jacobians of rows."""
    try:
        import torch
    except ImportError:
        return "", []
    found = _torch_function(activation)
    if found is None:
        return "", []
    symbol, function = found
    jacobian = torch.autograd.functional.jacobian
    return symbol.path, [
        (function(x[None])[0].numpy(), jacobian(lambda v: function(v[None])[0], x).numpy())
        for x in torch.tensor(rows)
    ]


# What is written.


def figure(worst: Worst) -> str:
    """An error and its share of the bound."""
    return f"{number(worst.ulp)} ({worst.share:.0%})"


def number(value: float) -> str:
    if not np.isfinite(value):
        return "NaN or inf"
    return f"{value:.2f}" if value < 100.0 else f"{value:.2g}"


def our_line(result: Result) -> list[str]:
    order, is_tail = max(result.ours, key=lambda key: result.ours[key].share)
    worst = result.ours[order, is_tail]
    return [
        f"`{result.case.spec}`",
        *(figure(result.ours[o, False]) for o in ORDERS),
        *(figure(result.ours[o, True]) for o in ORDERS),
        f"{NAMES[order]} at {worst.x:.9g}",
        *(f"{share:.0%}" for share in result.single),
    ]


def torch_line(result: Result) -> list[str]:
    theirs = result.theirs
    assert theirs is not None
    cells = []
    for order in (0, 1):
        for is_tail in (False, True):
            if (order, is_tail) not in theirs:
                cells.append("none")
                continue
            pair = theirs[order, is_tail], result.ours[order, is_tail]
            cells.append(" / ".join(number(worst.ulp) for worst in pair))
    tails = [key for key in theirs if key[1]]
    order, _ = worst_tail = max(tails, key=lambda key: theirs[key].ulp)
    place = theirs[worst_tail]
    nearer = [f"{torch} / {ours}" for torch, ours in result.nearer]
    return [
        f"`{result.case.spec}`",
        f"`{result.symbol}`",
        *cells,
        f"{NAMES[order]} at {place.x:.6g}" if place.ulp else "",
        *nearer,
        *["none"] * (2 - len(nearer)),
    ]


def summary(results: Sequence[Result]) -> list[str]:
    lines = []
    for order in ORDERS:
        for is_tail in (False, True):
            worst = max(results, key=lambda result: result.ours[order, is_tail].share)
            found = worst.ours[order, is_tail]
            where = "|x| > 5" if is_tail else "|x| <= 5"
            lines.append(
                [
                    f"{NAMES[order]}, {where}".replace("|", "\\|"),
                    f"{(FAR if is_tail else NEAR)[order]:.0f}",
                    f"{number(found.ulp)} ({found.share:.0%})",
                    f"`{worst.case.spec}` at {found.x:.9g}",
                ]
            )
    return table(["", "bound, ulp", "worst", "of"], lines)


def beside_torch(results: Sequence[Result]) -> list[str]:
    compared = [result for result in results if result.theirs]
    if not compared:
        return []
    import torch

    nearer = [
        f"`{result.case.spec}` ({NAMES[order]}: {pair[0]} / {pair[1]})"
        for result in compared
        for order, pair in enumerate(result.nearer)
        if pair[0] > pair[1]
    ]
    smaller = [
        f"`{result.case.spec}` ({NAMES[order]}{', tail' if is_tail else ''}: "
        f"{number(theirs.ulp)} against {number(result.ours[order, is_tail].ulp)})"
        for result in compared
        for (order, is_tail), theirs in (result.theirs or {}).items()
        if theirs.ulp < result.ours[order, is_tail].ulp - 0.01
    ]
    head = [
        "function", "torch", "f, torch / actcli", "f, tail", "f'", "f', tail", "torch's worst tail",
        "nearer, f, torch / actcli", "nearer, f'",
    ]  # fmt: skip
    return [
        f"## Beside PyTorch {torch.__version__}",
        "",
        *paragraph(
            "f and the gradient of autograd, float64, on the same points and in the same unit. "
            "*Nearer* counts the points at which one of the two is nearer to the exact value."
        ),
        *table(head, map(torch_line, compared)),
        *paragraph(f"PyTorch is nearer at more points for: {', '.join(nearer) or 'none'}."),
        *paragraph(f"PyTorch's worst case is smaller for: {', '.join(smaller) or 'none'}."),
    ]


def vectors(seed: int) -> list[str]:
    head = [
        "function", "values", "Jacobian", "torch", "its values", "its Jacobian",
    ]  # fmt: skip
    return [
        "## Functions of a vector",
        "",
        *paragraph(
            "The worst errors in ulp of float64 over 48 vectors of six numbers, drawn with "
            "spreads 0.2, 1, 4 and 20. Their bounds stand in `tests/test_vector.py`: for softmax "
            "and its kin 3 + n/2 for values and 6 + n for Jacobians of n numbers. Values and "
            "slopes that cancel to nearly 0 have the largest. Slopes below 1e-30 are left out: the "
            "exact ones are differences, at 110 digits."
        ),
        *table(head, [vector_line(spec, seed) for spec in SPECS]),
    ]


def document(results: Sequence[Result], count: int, seed: int) -> str:
    """docs/ACCURACY.md."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    head = [
        "function", "f", "f'", "f''", "f, tail", "f', tail", "f'', tail", "largest share",
        "float32: f", "f'", "f''",
    ]  # fmt: skip
    broken = [
        result.case.spec
        for result in results
        if any(worst.share > 1.0 for worst in result.ours.values())
    ]
    lines = [
        "# How accurate actcli is",
        "",
        "Written by `benchmarks/accuracy.py`; do not edit. To repeat it:",
        "",
        "    python benchmarks/accuracy.py",
        "",
        *paragraph(
            f"Measured on {today} with Python {platform.python_version()}, NumPy "
            f"{np.__version__}, mpmath {mpmath.__version__}; {count} points drawn with seed {seed} "
            "for each function, and its special ones: 0, kinks, zeros and their neighbours, "
            "subnormals, powers of 2 and 10 to 1e8. The exact values are those of `tests/oracles`, "
            "written by hand in mpmath at 60 digits; parameters are exact doubles. The tests run "
            "more points. NumPy chooses its instructions by the CPU, so that the last digits may "
            "differ on another machine."
        ),
        *paragraph(
            "Errors are in ulp(y), the distance between neighbouring doubles at the exact value. "
            "Within 0.5 of a non-zero x where the measured quantity changes sign, and for periodic "
            "functions, the unit is ulp(y) + ulp(x) |y'|; absolute errors below 1e-320 count as 0, "
            "and so does inf where the exact value is beyond the largest double. In brackets "
            "stands the share of the bound: 4, 8, 8 for f, f', f'', and in the *tail*, |x| > 5, "
            "8, 16, 16."
        ),
        "## The worst of all",
        "",
        *summary(results),
        f"Beyond the bound: {', '.join(f'`{spec}`' for spec in broken) or 'none'}.",
        "",
        *beside_torch(results),
        *vectors(seed),
        f"## Every function and variant ({len(results)})",
        "",
        *paragraph(
            "The last three columns are the worst errors in float32, as shares of its bound: 1 "
            "ulp, and 2 near a sign change. Values are computed in float64 and rounded once: half "
            "an ulp is the best there is."
        ),
        *table(head, map(our_line, results)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    results = []
    for case in {case.spec: case for case in CASES}.values():
        results.append(measure(case, count, seed))
        print("  ".join(cell.ljust(14) for cell in our_line(results[-1])), flush=True)
    DOCUMENT.write_text(document(results, count, seed), encoding="utf-8")


if __name__ == "__main__":
    main()
