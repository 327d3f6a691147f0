"""`actcli eval`: values and slopes at numbers from arguments, a stream or a grid."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Color,
    Json,
    Language,
    Orders,
    Output,
    Precision,
    checked_language,
    checked_precision,
    chosen_color,
    chosen_format,
    format_option,
    parse_orders,
    spoken_language,
)
from actcli.errors import ActcliError, ExitStatus

if TYPE_CHECKING:
    from actcli.analysis.values import Numbers
    from actcli.catalog.activation import Activation
    from actcli.streams.output import Output as Sink
    from actcli.streams.rows import RowWriter
    from actcli.streams.text import TextBlock

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]
_LATER_INPUTS = (".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".npy", ".npz", ".parquet")
_MOST_POINTS = 10**9

Spec = Annotated[str, typer.Argument(metavar="SPEC", help="The function.", show_default=False)]
Values = Annotated[
    list[str] | None,
    typer.Argument(metavar="[X]...", help="Numbers; - reads stdin.", show_default=False),
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also", metavar="SPEC", help="A further function; repeatable.", show_default=False
    ),
]
Input = Annotated[
    Path | None,
    typer.Option("--input", metavar="FILE", help="Read numbers from FILE.", show_default=False),
]
Range = Annotated[
    str | None,
    typer.Option("--range", metavar="A:B", help="A grid from A to B.", show_default=False),
]
Points = Annotated[
    int | None,
    typer.Option(
        "--points", metavar="N", help="Points of the grid (default 11).", show_default=False
    ),
]
Step = Annotated[
    str | None,
    typer.Option("--step", metavar="S", help="Distance of the grid's points.", show_default=False),
]
DType = Annotated[
    str,
    typer.Option("--dtype", metavar="float64|float32", help="Precision of input and result."),
]
Invalid = Annotated[
    str,
    typer.Option("--invalid", metavar="abort", help="What a cell that is no number does."),
]
Column = Annotated[str | None, typer.Option("--column", hidden=True)]


def evaluate(
    spec: Spec,
    x: Values = None,
    also: Also = None,
    derivative: Orders = None,
    source: Input = None,
    grid_range: Range = None,
    points: Points = None,
    step: Step = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    precision: Precision = None,
    dtype: DType = "float64",
    invalid: Invalid = "abort",
    column: Column = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Evaluate a function and its slopes at numbers.

    \b
    Examples:
      actcli eval relu -3 0 2
      actcli eval gelu:approximate=tanh -d 0,1 --range -3:3 --step 0.5
      actcli eval 'x * sigmoid(1.702 * x)' -1 1 --also gelu
      seq -3 3 | actcli eval sigmoid
      actcli eval softmax 1 2 3            the numbers are one vector
      actcli eval tanh --input z.txt -o tanh.csv

    Numbers come from the arguments, a grid, a file or stdin: a line in, a line out, whatever
    number of cells it holds. SPEC is a name, name:parameters, name@framework, a call pasted from
    code, or a formula in x.
    """
    _refuse_what_comes_later(source, column, invalid)
    when = chosen_color(color)
    language = checked_language(lang)
    orders = parse_orders(derivative)
    digits = checked_precision(precision)
    name = chosen_format(answer_format, json, output, FORMATS, "eval")
    if dtype not in ("float64", "float32"):
        raise ActcliError(f"--dtype: {dtype!r} is not known", "choose float64 or float32")

    from actcli.catalog.spec import resolve

    functions = [resolve(text) for text in (spec, *(also or ()))]
    _check_orders(functions, orders)
    given = _given_numbers(x, source, grid_range, points, step)
    if given is None and not _has_input(x, source):
        typer.echo(_SHORT_HELP, err=True)
        raise typer.Exit(ExitStatus.USAGE)

    from actcli.streams.output import open_output

    with open_output(output) as sink:
        if name == "auto":
            name = "table" if given is not None and sink.is_terminal else "plain"
        if given is None and name == "plain":
            _rewrite_text(functions, orders, source, sink, digits, dtype)
            return
        blocks = _text_blocks(functions, orders, source) if given is None else given
        blocks = _shaped(blocks, functions, dtype)
        if name == "table":
            text = _table(functions, orders, blocks, digits, when, language, sink.is_terminal)
            sink.write(text.encode())
        else:
            _write_rows(name, functions, orders, blocks, sink, digits, given is None)


_SHORT_HELP = """\
usage: actcli eval SPEC [X]...      for example: actcli eval relu -3 0 2
numbers come from arguments, --range A:B, --input FILE or stdin (- reads it from a terminal)
actcli eval --help tells more"""


def _refuse_what_comes_later(source: Path | None, column: str | None, invalid: str) -> None:
    if column is not None:
        raise ActcliError("eval does not read CSV columns yet", "it reads text: numbers in lines")
    if source is not None and source.suffix.lower() in _LATER_INPUTS:
        raise ActcliError(
            f"eval does not read {source.suffix} files yet",
            "it reads text: numbers in lines, separated by blanks, commas or tabs",
        )
    if invalid in ("fail", "warn", "ignore"):
        raise ActcliError(f"--invalid {invalid} is not there yet", "abort is the default")
    if invalid != "abort":
        raise ActcliError(f"--invalid: {invalid!r} is not known", "choose abort")


def _check_orders(functions: "list[Activation]", orders: list[int]) -> None:
    for function in functions:
        if function.is_vector and 2 in orders:
            raise ActcliError(
                f"{function.name} is a function of a vector and has no -d 2", "its Jacobian is -d 1"
            )


def _has_input(x: list[str] | None, source: Path | None) -> bool:
    """Whether there is something to read: a file, a stdin that is no terminal, or -."""
    import sys

    return source is not None or x == ["-"] or sys.stdin is None or not sys.stdin.isatty()


def _given_numbers(
    x: list[str] | None,
    source: Path | None,
    grid_range: str | None,
    points: int | None,
    step: str | None,
) -> "Iterator[Numbers] | None":
    """The numbers of the arguments or of the grid; None where they come as text."""
    values = [text for text in x or () if text != "-"]
    asks_for_stdin = len(values) < len(x or ())
    if values and grid_range is not None:
        raise ActcliError("numbers come from arguments or from --range, not from both")
    if source is not None and (values or grid_range is not None):
        raise ActcliError("numbers come from --input, from arguments or from --range: choose one")
    if asks_for_stdin and (values or grid_range is not None or source is not None):
        raise ActcliError("numbers come from stdin (-) or from elsewhere, not from both")
    if grid_range is not None:
        return _grid(grid_range, points, step)
    if points is not None or step is not None:
        raise ActcliError("--points and --step need --range", "for example --range -3:3 --step 0.5")
    if not values:
        return None
    return _arguments(values)


def _arguments(values: list[str]) -> "Iterator[Numbers]":
    import numpy as np

    from actcli.streams.numbers import parse_number

    numbers = []
    for position, text in enumerate(values, 1):
        try:
            numbers.append(parse_number(text))
        except ValueError:
            hint = f"a further function: --also {text}" if re.match(r"[^\W\d]", text) else None
            hint = "separate numbers by blanks" if "," in text else hint
            raise ActcliError(f"argument {position}: {text!r} is not a number", hint) from None
    return iter([np.array(numbers)])


def _grid(grid_range: str, points: int | None, step: str | None) -> "Iterator[Numbers]":
    from actcli.analysis.grids import grid
    from actcli.cli.ranges import parse_range
    from actcli.streams.numbers import parse_number

    low, high = parse_range(grid_range)
    if points is not None and step is not None:
        raise ActcliError("give --points or --step, not both")
    if step is None:
        count = 11 if points is None else points
        if not 2 <= count <= _MOST_POINTS:
            raise ActcliError(f"--points: {count} is not from 2 to {_MOST_POINTS}")
        return grid(low, high, points=count)
    try:
        width = parse_number(step)
    except ValueError:
        raise ActcliError(f"--step: {step!r} is not a number") from None
    if not 0.0 < width < float("inf"):
        raise ActcliError(f"--step: {step} is not above 0")
    if (high - low) / width > _MOST_POINTS:
        raise ActcliError(f"--step: {step} makes more than {_MOST_POINTS} points")
    return grid(low, high, step=width)


def _rewrite_text(
    functions: "list[Activation]",
    orders: list[int],
    source: Path | None,
    sink: "Sink",
    precision: int | None,
    dtype: str,
) -> None:
    """Text to text: every number replaced by its answer, everything else kept, as lines arrive."""
    import numpy as np

    from actcli.analysis.values import answers, rounded
    from actcli.streams.text import open_text, read_text, source_name

    whole_lines = any(function.is_vector for function in functions)
    if whole_lines and 1 in orders:
        raise ActcliError(
            "the Jacobians of a stream of vectors need --format ndjson",
            "with the numbers as arguments they are printed a row a line",
        )
    several = len(functions) * len(orders) > 1
    if whole_lines and several:
        raise ActcliError(
            "several answers to a stream of vectors need --format ndjson",
            "one function of order 0 gives a line for each line",
        )
    with open_text(source) as text:
        for block in read_text(text, source_name(source), one_a_line=several and not whole_lines):
            parts = [rounded(part, dtype) for part in _parts(block, whole_lines)]
            answered = [answers(functions, part, orders) for part in parts]
            columns = [
                np.concatenate([answer[f][n].reshape(-1) for answer in answered])
                for f in range(len(functions))
                for n in range(len(orders))
                if answered
            ]
            sink.write(block.with_numbers(columns or [block.values], precision))
            sink.flush()


def _parts(block: "TextBlock", whole_lines: bool) -> "Iterable[Numbers]":
    """The numbers of a block in one piece, or as matrices of equally long lines."""
    if whole_lines:
        return block.vectors()
    return [block.values] if block.values.size else []


def _text_blocks(
    functions: "list[Activation]", orders: list[int], source: Path | None
) -> "Iterator[Numbers]":
    from actcli.streams.text import open_text, read_text, source_name

    whole_lines = any(function.is_vector for function in functions)
    with open_text(source) as text:
        for block in read_text(text, source_name(source)):
            yield from _parts(block, whole_lines)


def _shaped(
    blocks: "Iterator[Numbers]", functions: "list[Activation]", dtype: str
) -> "Iterator[Numbers]":
    """Blocks in the dtype asked for; for a function of a vector, the arguments as one vector."""
    from actcli.analysis.values import rounded

    whole_lines = any(function.is_vector for function in functions)
    for block in blocks:
        numbers = rounded(block, dtype)
        yield numbers.reshape(1, -1) if whole_lines and numbers.ndim == 1 else numbers


def _write_rows(
    name: str,
    functions: "list[Activation]",
    orders: list[int],
    blocks: "Iterator[Numbers]",
    sink: "Sink",
    precision: int | None,
    from_stream: bool,
) -> None:
    from actcli.analysis.values import answers
    from actcli.streams.rows import Function, row_writer

    writer = row_writer(
        name, [Function(f.spec, f.parameters) for f in functions], orders, precision
    )
    for block in blocks:
        answered = answers(functions, block, orders)
        if name == "plain" and block.ndim == 2:
            sink.write(_plain_vectors(writer, block, answered))
        else:
            sink.write(writer.rows(block, answered))
        if from_stream:
            sink.flush()
    sink.write(writer.end())
    if writer.advice:
        typer.echo(f"note: {writer.advice}", err=True)


def _plain_vectors(writer: "RowWriter", block: "Numbers", answered: "list[list[Numbers]]") -> bytes:
    """A line for the vector of each answer, and one for each row of a Jacobian."""
    lines = [rows for answer in answered for array in answer for rows in array]
    return b"".join(
        writer.rows(block, [[rows if rows.ndim == 2 else rows.reshape(1, -1)]]) for rows in lines
    )


def _table(
    functions: "list[Activation]",
    orders: list[int],
    blocks: "Iterator[Numbers]",
    precision: int | None,
    color: str,
    lang: str | None,
    to_terminal: bool,
) -> str:
    from actcli.analysis.values import answers
    from actcli.render.tables import values_table
    from actcli.render.terminal import rendered, terminal_size
    from actcli.render.words import load_words

    words = load_words(spoken_language(lang))
    answered = [(block, answers(functions, block, orders)) for block in blocks]
    names = [function.spec for function in functions]
    width, _lines = terminal_size(to_terminal=to_terminal)
    return "\n".join(
        rendered(table, color=color, to_terminal=to_terminal)
        for table in values_table(names, orders, answered, precision, words, width)
    )
