"""`actcli eval`: values and slopes at numbers from arguments, a stream or a grid."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from actcli.cli.chance import chance
from actcli.cli.options import (
    Books,
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
    opened_book,
    parse_orders,
    spoken_language,
)
from actcli.cli.sources import given_numbers, has_input, refuse_what_comes_later
from actcli.errors import ActcliError, ExitStatus

if TYPE_CHECKING:
    from numpy.random import Generator

    from actcli.analysis.values import Numbers
    from actcli.catalog.activation import Activation
    from actcli.catalog.load import Book
    from actcli.streams.output import Output as Sink
    from actcli.streams.rows import RowWriter
    from actcli.streams.text import TextBlock

FORMATS = ("auto", "plain", "table", "csv", "tsv", "json", "ndjson")
Format = Annotated[str, format_option(FORMATS)]

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
Sample = Annotated[
    bool,
    typer.Option("--sample", help="Draw from a random function (rrelu, gumbel_softmax)."),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", help="What --sample starts from; else chance.", show_default=False
    ),
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
    sample: Sample = False,
    seed: Seed = None,
    book: Books = None,
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
      actcli eval rrelu -1 -2 --sample --seed 7

    Numbers come from the arguments, a grid, a file or stdin: a line in, a line out, whatever
    number of cells it holds. SPEC is a name, name:parameters, name@framework, a call pasted from
    code, or a formula in x.
    """
    refuse_what_comes_later(source, column, invalid)
    when = chosen_color(color)
    language = checked_language(lang)
    name = chosen_format(answer_format, json, output, FORMATS, "eval")
    specs = [spec, *(also or ())]
    question = _question(specs, derivative, precision, dtype, opened_book(book))
    if sample or seed is not None:
        question = question._replace(
            generator=chance(question.functions, question.orders, sample, seed)
        )
    given = given_numbers(x, source, grid_range, points, step)
    if given is None and not has_input(x, source):
        typer.echo(_SHORT_HELP, err=True)
        raise typer.Exit(ExitStatus.USAGE)

    _import_before_writing(from_text=given is None)
    from actcli.streams.output import open_output

    with open_output(output) as sink:
        if name == "auto":
            name = "table" if given is not None and sink.is_terminal else "plain"
        if given is None and name == "plain":
            _rewrite_text(question, source, sink)
            return
        blocks = question.shaped(_text_blocks(question, source) if given is None else given)
        if name == "table":
            text = _table(question, blocks, when, language, sink.is_terminal)
            sink.write(text.encode())
        else:
            _write_rows(question, name, blocks, sink, flushing=given is None)


def _import_before_writing(*, from_text: bool) -> None:
    """Import now what the loop needs: Python can lose a Ctrl-C that comes inside an import."""
    from importlib import import_module

    import_module("actcli.analysis.values")
    if from_text:
        import_module("actcli.streams.text")


_SHORT_HELP = """\
usage: actcli eval SPEC [X]...      for example: actcli eval relu -3 0 2
numbers come from arguments, --range A:B, --input FILE or stdin (- reads it from a terminal)
actcli eval --help tells more"""


class _Question(NamedTuple):
    """What is asked of every number: these derivatives of these functions, written like this."""

    functions: "list[Activation]"
    orders: list[int]
    precision: int | None
    dtype: str
    generator: "Generator | None" = None  # for functions that are drawn and not computed

    @property
    def takes_vectors(self) -> bool:
        """Whether a function of a vector is among them, so that a line is one vector."""
        return any(function.is_vector for function in self.functions)

    def answers(self, x: "Numbers") -> "list[list[Numbers]]":
        """answers[function][order] at x."""
        from actcli.analysis.values import answers

        if self.generator is not None:
            return [[function.sample(x, self.generator)] for function in self.functions]
        return answers(self.functions, x, self.orders)

    def parts(self, block: "TextBlock") -> "Iterable[Numbers]":
        """The numbers of some lines in one piece, or as matrices of equally long lines."""
        if self.takes_vectors:
            return block.vectors()
        return [block.values] if block.values.size else []

    def shaped(self, blocks: "Iterable[Numbers]") -> "Iterator[Numbers]":
        """Blocks in the dtype asked for; for a function of a vector, arguments as one vector."""
        from actcli.analysis.values import rounded

        for block in blocks:
            numbers = rounded(block, self.dtype)
            yield numbers.reshape(1, -1) if self.takes_vectors and numbers.ndim == 1 else numbers


def _question(
    specs: list[str],
    derivative: list[str] | None,
    precision: int | None,
    dtype: str,
    book: "Book",
) -> _Question:
    orders = parse_orders(derivative)
    digits = checked_precision(precision)
    if dtype not in ("float64", "float32"):
        raise ActcliError(f"--dtype: {dtype!r} is not known", "choose float64 or float32")

    from actcli.catalog.spec import resolve

    question = _Question([resolve(text, book) for text in specs], orders, digits, dtype)
    for function in question.functions:
        if function.is_vector and 2 in orders:
            raise ActcliError(
                f"{function.name} is a function of a vector and has no -d 2", "its Jacobian is -d 1"
            )
    return question


def _rewrite_text(question: _Question, source: Path | None, sink: "Sink") -> None:
    """Text to text: every number replaced by its answer, everything else kept, as lines arrive."""
    from actcli.streams.text import open_text, read_text, source_name

    several = len(question.functions) * len(question.orders) > 1
    if question.takes_vectors:
        _refuse_what_text_cannot_hold(question, several)
    with open_text(source) as text:
        for block in read_text(text, source_name(source), one_a_line=several):
            answered = [question.answers(part) for part in question.shaped(question.parts(block))]
            if question.takes_vectors:
                written = block.with_vectors(
                    [answer[0][0] for answer in answered], question.precision
                )
            else:
                columns = [array for answer in answered for arrays in answer for array in arrays]
                written = block.with_numbers(columns or [block.values], question.precision)
            sink.write(written)
            sink.flush()


def _refuse_what_text_cannot_hold(question: _Question, several: bool) -> None:
    if 1 in question.orders:
        raise ActcliError(
            "the Jacobians of a stream of vectors need --format ndjson",
            "with the numbers as arguments they are printed a row a line",
        )
    if several:
        raise ActcliError(
            "several answers to a stream of vectors need --format ndjson",
            "one function of order 0 gives a line for each line",
        )


def _text_blocks(question: _Question, source: Path | None) -> "Iterator[Numbers]":
    from actcli.streams.text import open_text, read_text, source_name

    with open_text(source) as text:
        for block in read_text(text, source_name(source)):
            yield from question.parts(block)


def _write_rows(
    question: _Question, name: str, blocks: "Iterable[Numbers]", sink: "Sink", *, flushing: bool
) -> None:
    from actcli.streams.rows import Function, row_writer

    functions = [Function(f.spec, f.parameters) for f in question.functions]
    writer = row_writer(name, functions, question.orders, question.precision)
    for block in blocks:
        answered = question.answers(block)
        if name == "plain" and block.ndim == 2:
            sink.write(_plain_vectors(writer, block, answered))
        else:
            sink.write(writer.rows(block, answered))
        if flushing:
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
    question: _Question,
    blocks: "Iterable[Numbers]",
    color: str,
    lang: str | None,
    to_terminal: bool,
) -> str:
    from actcli.render.tables import values_table
    from actcli.render.terminal import rendered, terminal_size
    from actcli.render.words import load_words

    answered = [(block, question.answers(block)) for block in blocks]
    tables = values_table(
        [function.spec for function in question.functions],
        question.orders,
        answered,
        question.precision,
        load_words(spoken_language(lang)),
        width=terminal_size(to_terminal=to_terminal)[0],
    )
    return "\n".join(rendered(table, color=color, to_terminal=to_terminal) for table in tables)
