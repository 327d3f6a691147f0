"""What float16, bfloat16 and float32 do to every function of the book, and PyTorch's own beside it.

    python benchmarks/precision.py     writes docs/PRECISION.md

PyTorch's columns are empty where it is not installed or has no such kernel.
"""

import datetime
import math
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import numpy as np  # noqa: E402
from markdown import paragraph, table  # noqa: E402

import actcli  # noqa: E402
from actcli.analysis.comparing.dtype_errors import Measured  # noqa: E402
from actcli.analysis.precision import InDtypes, measure  # noqa: E402
from actcli.catalog.activation import Activation  # noqa: E402
from actcli.formula.native import Precision, precision  # noqa: E402
from actcli.render.comparing.precision_verdict import compact, stretches_text  # noqa: E402

DOCUMENT = ROOT / "docs" / "PRECISION.md"
DTYPES = ("float16", "bfloat16", "float32")
SIXTEEN = DTYPES[:2]
NEAR = (-10.0, 10.0)
LINE = (-math.inf, math.inf)


def elementwise() -> list[Activation]:
    return [function for name in actcli.names() if not (function := actcli.get(name)).is_vector]


def units(error: float) -> str:
    return compact(error, 2 if error >= 1e5 else 3)


def errors_line(answer: InDtypes) -> list[str]:
    """A function's largest errors: the formula, the textbook form, and PyTorch where it has it."""
    cells = [f"`{answer.function.spec}`"]
    for index, name in enumerate(DTYPES):
        found = [units(reading.measured[index].ulps.error) for reading in answer.readings]
        cells += [found[0], found[1] if len(found) > 1 else ""]
        if name in SIXTEEN:
            cells.append(torch_error(answer.function, precision(name)))
    return cells


def torch_error(function: Activation, dtype: Precision) -> str:
    """The largest error of PyTorch's own function, over every number of the dtype near 0."""
    try:
        import torch
        from adapters import parameters_of, torch_function
    except ImportError:
        return ""
    assert function.entry is not None
    symbols = [
        symbol
        for symbol in function.entry.symbols
        if symbol.framework == "torch" and parameters_of(symbol) == function.parameters
    ]
    if not symbols:
        return ""
    ends = dtype.ordinals_of(dtype.rounded(np.array(NEAR)))
    x = dtype.values_of(np.arange(ends[0], ends[1] + 1))
    tensor = torch.tensor(x, dtype=getattr(torch, dtype.name))
    try:
        values = torch_function(symbols[0], size=0)(tensor).detach().double().numpy()
    except RuntimeError:  # not implemented for this dtype
        return ""
    return units(largest_error(values, function.evaluate(x, [0])[0], dtype))


def largest_error(values: Any, exact: Any, dtype: Precision) -> float:
    with np.errstate(all="ignore"):
        gap = np.abs(values - exact)
    is_right = (values == dtype.rounded(exact)) & np.isinf(values)
    gap = np.where(is_right | (np.isnan(values) & np.isnan(exact)), 0.0, gap)
    return float(np.max(np.where(np.isnan(gap), np.inf, gap) / dtype.spacing(exact)))


def broken_lines(answer: InDtypes) -> Iterable[list[str]]:
    """A line for each dtype of 16 bits in which the textbook form breaks down."""
    if len(answer.readings) < 2:
        return
    formula, textbook = answer.readings
    for ours, theirs in zip(formula.measured, textbook.measured, strict=True):
        if theirs.overflow or theirs.lost:
            yield [
                f"`{answer.function.spec}`",
                f"`{textbook.text}`",
                theirs.dtype,
                *stretches(theirs, "overflow", "underflow", "lost"),
                *stretches(ours, "overflow", "lost"),
            ]


def stretches(measured: Measured, *kinds: str) -> list[str]:
    texts = (stretches_text(getattr(measured, kind), measured) for kind in kinds)
    return [text.replace("|", "\\|") for text in texts]


def torch_version() -> str:
    try:
        import torch
    except ImportError:
        return "not installed"
    return str(torch.__version__)


def document(near: Sequence[InDtypes], line: Sequence[InDtypes]) -> str:
    """docs/PRECISION.md."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    head = [
        "function", "float16: formula", "textbook", "PyTorch", "bfloat16: formula", "textbook",
        "PyTorch", "float32: formula", "textbook",
    ]  # fmt: skip
    broken_head = [
        "function", "textbook form", "dtype", "inf, NaN", "0 instead", "digits lost",
        "formula: inf, NaN", "formula: digits lost",
    ]  # fmt: skip
    lines = [
        "# What a low precision does",
        "",
        "Written by `benchmarks/precision.py`; do not edit. To repeat it:",
        "",
        "    python benchmarks/precision.py",
        "",
        *paragraph(
            f"Measured on {today} with Python {platform.python_version()}, NumPy "
            f"{np.__version__}, PyTorch {torch_version()}."
        ),
        *paragraph(
            "`actcli compare gelu --arithmetic native` shows the same for any function. Every "
            "operation of a formula is evaluated in the dtype: + - * / and roots are correctly "
            "rounded, a primitive (exp, erf, tanh, sigmoid, softplus, ...) is one operation, "
            "computed accurately and rounded once; x, parameters and numbers are rounded first. "
            "The result is compared with the accurate f at the same x. Errors are in units in the "
            "last place of the dtype at the accurate value; ∞ means ±inf or NaN where the accurate "
            "value is finite in the dtype. For float16 and bfloat16 every number was tried; "
            "float32 was sampled, then searched around the worst."
        ),
        *paragraph(
            "This is what happens to a function that is written out, in a model's own code or in "
            "an exported graph that runs in 16 bits. A framework's own kernel often computes "
            "inside in float32 and rounds once at the end: the columns named PyTorch are its own "
            "functions on the CPU, given and giving the dtype."
        ),
        "## Largest error in ulp, |x| <= 10",
        "",
        *table(head, map(errors_line, near)),
        "## Where the textbook form breaks down, over all finite x",
        "",
        *paragraph(
            "The longest stretch of each kind, … where there are more. *Digits lost*: the result "
            "is wrong by half of the accurate value or more, and by more than one unit. "
            "*0 instead*: and it is 0."
        ),
        *table(broken_head, (line_ for answer in line for line_ in broken_lines(answer))),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    functions = elementwise()
    near, line = measure(functions, NEAR, DTYPES), measure(functions, LINE, SIXTEEN)
    DOCUMENT.write_text(document(near.functions, line.functions), encoding="utf-8")


if __name__ == "__main__":
    main()
