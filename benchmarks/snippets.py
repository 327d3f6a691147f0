"""Runs the code that `show --code` writes, in each framework's float64, and writes docs/CODE.md.

    python benchmarks/snippets.py

Needs the extras bench and test. What is run is what the tests run: every function of the book at
its defaults, at both ends of its usual parameters and with every choice, and some formulas.
"""

import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
from markdown import paragraph, table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

# The tests hold the list of what is run.
import test_code as cases  # noqa: E402

import actcli  # noqa: E402
from actcli.errors import ActcliError  # noqa: E402

FRAMEWORKS = ("numpy", "torch", "jax", "keras", "onnx")
TAIL = 5.0


class Run(NamedTuple):
    """What came of one snippet: its error as a share of the tolerance, and its worst tail."""

    spec: str
    share: float
    tail: float  # largest relative error beyond |x| = 5
    tail_at: float
    tail_value: float


def computed(spec: str, framework: str, x: np.ndarray) -> np.ndarray:
    """What the snippet returns at x."""
    if framework == "onnx":
        return of_onnx(spec, x)
    function = cases.function_of(spec, framework)
    if framework == "numpy":
        return np.asarray(function(x))
    return np.asarray(function(cases.framework_in_float64(framework)(x)))


def of_onnx(spec: str, x: np.ndarray) -> np.ndarray:
    """The model in ONNX's reference evaluator, as it is."""
    import onnx
    from onnx.reference import ReferenceEvaluator

    namespace = {"__name__": "script"}
    exec(cases.code_of(spec, "onnx"), namespace)
    model = namespace["build"](onnx.TensorProto.DOUBLE, x.shape)
    return ReferenceEvaluator(model).run(None, {"x": x})[0]


def run(spec: str, framework: str) -> Run:
    x, expected = cases.inputs_and_values(spec)
    with np.errstate(all="ignore"):
        got = computed(spec, framework, x)
        relative = np.abs(got - expected) / np.abs(expected)
    share = cases.excess(got, expected)
    in_tail = (np.abs(x) > TAIL) & (expected != 0.0) if x.shape == got.shape else np.zeros(1, bool)
    entry = actcli.get(spec).entry
    has_waves = entry is not None and entry.family == "periodic"  # 0 for ever, but for rounding
    if has_waves or not in_tail.any():
        return Run(spec, share, 0.0, 0.0, 0.0)
    worst = int(np.argmax(np.where(in_tail, relative, 0.0)))
    return Run(
        spec,
        share,
        float(relative.ravel()[worst]),
        float(x.ravel()[worst]),
        float(expected.ravel()[worst]),
    )


def runs_of(framework: str) -> tuple[list[Run], list[str]]:
    """All snippets of a framework, and the functions that it has no code for."""
    done, missing = [], []
    for spec in cases.SPECS:
        try:
            cases.code_of(spec, framework)
        except ActcliError:
            missing.append(spec)
            continue
        done.append(run(spec, framework))
    return done, missing


def document(results: dict[str, tuple[list[Run], list[str]]]) -> str:
    versions = [f"{name} {version(name)}" for name in ("torch", "jax", "keras", "onnx", "numpy")]
    lines = ["# The code that actcli writes", ""]
    lines += ["Written by `benchmarks/snippets.py`; do not edit.", ""]
    lines += paragraph(
        f"Measured with Python {platform.python_version()}, {', '.join(versions)} (Keras on "
        "PyTorch). Each snippet runs in its framework's float64 over ±50, and is allowed 1e-6 of "
        "the value or 1e-7, whichever is more. A *tail* is beyond |x| = 5, where a value far below "
        "1e-7 may be quite wrong relatively and still be within what is allowed."
    )
    rows = []
    for framework, (done, _missing) in results.items():
        worst = max(done, key=lambda one: one.share)
        tail = max(done, key=lambda one: one.tail)
        rows.append(
            [
                framework,
                str(len(done)),
                str(sum(one.share > 1.0 for one in done)),
                f"`{worst.spec}` {worst.share:.2g}",
                f"`{tail.spec}` {tail.tail:.2g} at {tail.tail_at:g}, of {tail.tail_value:.2g}",
            ]
        )
    head = [
        "framework",
        "run",
        "beyond",
        "largest share of what is allowed",
        "worst tail, relative",
    ]
    lines += table(head, rows)
    for framework, (done, missing) in results.items():
        for one in done:
            if one.share > 1.0:
                lines += paragraph(
                    f"Beyond in {framework}: `{one.spec}`, {one.share:.2g} of what is allowed."
                )
        if missing:
            names = ", ".join(f"`{spec}`" for spec in missing)
            lines += paragraph(f"No code for {framework}: {names}.")
    lines += paragraph(
        "The worst tails are those of 1 - exp(-exp(x)) and of 1 + tanh, written as textbooks have "
        "them: what is left of 1 has no digits. actcli's own values keep them."
    )
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    results = {framework: runs_of(framework) for framework in FRAMEWORKS}
    (ROOT / "docs" / "CODE.md").write_text(document(results), encoding="utf-8")
    print(document(results))


if __name__ == "__main__":
    main()
