"""`actcli compare --arithmetic native`: what a low precision does to each function."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from actcli.cli.tolerances import amount
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.precision import NativeAnswer
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

DEFAULT_DTYPES = ("float16", "bfloat16", "float32")


def compare_native(
    functions: Sequence["Activation"],
    over: tuple[float, float],
    dtypes: str | None,
    ulp: str | None,
    format_name: str,
    words: "Words",
    color: str,
    output: Path | None,
) -> bool:
    """Write what the dtypes do to the functions over a range, (-inf, inf) for the real line.

    Whether the formula of some function is wrong by more than `ulp`, which stderr then tells.
    Raises ActcliError for an unknown dtype, for bfloat16 by name without its extra, and for an
    `ulp` that is no number of 0 or more.
    """
    ulps = None if ulp is None else amount(ulp, "--ulp")
    from actcli.analysis.precision import measure
    from actcli.render.comparing.precision import precision_text
    from actcli.streams.output import open_output

    answer = measure(functions, over, _dtypes(dtypes))
    with open_output(output) as sink:
        if format_name == "auto":
            format_name = "table" if sink.is_terminal else "plain"
        text = precision_text(answer, format_name, words, ulps, color, sink.is_terminal)
        sink.write(text.encode())
    return ulps is not None and _report(answer, ulps, str(ulp).strip())


def _dtypes(text: str | None) -> list[str]:
    """The names of a comma list, each once; without one, the default as far as installed."""
    from actcli.formula.native import is_installed

    if text is not None:
        names = [name.strip() for name in text.split(",")]
        if not all(names):
            raise ActcliError(
                f"--dtype: a name is missing in {text!r}",
                f"write it as {','.join(DEFAULT_DTYPES)}",
            )
        return list(dict.fromkeys(names))
    missing = [name for name in DEFAULT_DTYPES if not is_installed(name)]
    for name in missing:
        typer.echo(
            f"actcli: {name} is left out, it needs an extra: pip install 'actcli[dtypes]'", err=True
        )
    return [name for name in DEFAULT_DTYPES if name not in missing]


def _report(answer: "NativeAnswer", ulps: float, typed: str) -> bool:
    """Say on stderr which functions are wrong by more than so many ulp; whether there are any."""
    from actcli.streams.numbers import number_text

    beyond = answer.beyond(ulps)
    for function, measured in beyond:
        place = "" if measured.ulps.at is None else f" at x = {number_text(measured.ulps.at)}"
        typer.echo(
            f"actcli: {function.spec} in {measured.dtype} is wrong by "
            f"{number_text(measured.ulps.error)} ulp{place}, more than {typed}",
            err=True,
        )
    return bool(beyond)
