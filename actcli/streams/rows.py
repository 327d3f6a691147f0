"""Answers as rows: csv, tsv, ndjson, json and plain columns, written block by block.

A writer is given x and, for each function, an array for each order. The first axis of every array
is the line: `(lines,)` for one number a line; `(lines, n)` for vectors, and `(lines, n, n)` for
their Jacobians. Vectors of another length come in a call of their own. All arrays share one dtype.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from actcli.errors import ActcliError
from actcli.streams.fast import orjson
from actcli.streams.numbers import JSON, Numbers, columns_text, number_cells, numbers_text

MANY_VALUES = 1_000_000


class Function(NamedTuple):
    """A function as rows name it: its canonical spec, and its parameters."""

    name: str
    parameters: Mapping[str, float | str] = {}


class RowWriter(ABC):
    """Turns blocks of values into text; the caller writes the bytes that it returns."""

    def __init__(
        self,
        functions: Sequence[Function],
        orders: Sequence[int] = (0,),
        precision: int | None = None,
    ) -> None:
        """Write the given orders of the given functions; 0 is f, 1 its slope."""
        self.functions = functions
        self.orders = orders
        self.precision = precision

    @property
    def advice(self) -> str | None:
        """What the user should be told, or None."""
        return None

    @abstractmethod
    def rows(self, x: Numbers, answers: Sequence[Sequence[Numbers]]) -> bytes:
        """Return the text of some more lines: `answers[function][order]` belongs to `x`."""

    def end(self) -> bytes:
        """Return what follows the last line."""
        return b""


class PlainRows(RowWriter):
    """The numbers asked for and nothing else, separated by tabs; x is left out."""

    def rows(self, x: Numbers, answers: Sequence[Sequence[Numbers]]) -> bytes:
        """Return a line for each x."""
        columns = [column for orders in answers for array in orders for column in _columns(array)]
        return columns_text(columns, self.precision)


class CsvRows(RowWriter):
    """A header and a column for x, then one for each function and order."""

    separator = ","
    format_name = "csv"

    def __init__(
        self,
        functions: Sequence[Function],
        orders: Sequence[int] = (0,),
        precision: int | None = None,
    ) -> None:
        """Write the header with the first rows, when the length of a vector is known."""
        super().__init__(functions, orders, precision)
        self._width: int | None = None

    def rows(self, x: Numbers, answers: Sequence[Sequence[Numbers]]) -> bytes:
        """Return a line for each x; vectors of another length than the first are refused."""
        width = x.shape[1] if x.ndim > 1 else 0
        header = b""
        if self._width is None:
            header = self._header(width)
            self._width = width
        elif width != self._width:
            raise ActcliError(
                f"lines of {self._width} and of {width} numbers do not fit one {self.format_name} "
                "table",
                "use --format ndjson",
            )
        arrays = [x, *(array for orders in answers for array in orders)]
        columns = [column for array in arrays for column in _columns(array)]
        return header + columns_text(columns, self.precision, self.separator.encode())

    def _header(self, width: int) -> bytes:
        if width and any(self.orders):
            raise ActcliError(
                f"the slope of a vector function is a matrix, which {self.format_name} cannot hold",
                "use --format ndjson",
            )
        numbers = [str(index) for index in range(1, width + 1)] or [""]
        names = [f"x{number}" for number in numbers]
        for function in self.functions:
            label = f"[{function.name}]" if len(self.functions) > 1 else ""
            for order in self.orders:
                names += [f"{order_key(order)}{number}{label}" for number in numbers]
        import csv
        import io

        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, lineterminator="\n").writerow(names)
        return text.getvalue().encode()


class TsvRows(CsvRows):
    """As csv, with tabs."""

    separator = "\t"
    format_name = "tsv"


class NdjsonRows(RowWriter):
    """A JSON object a line: `{"x":..,"y":..}`, with `"function"` where there are several."""

    def rows(self, x: Numbers, answers: Sequence[Sequence[Numbers]]) -> bytes:
        """Return a line for each x and function, the functions of one x together."""
        several = len(self.functions) > 1
        x_items = _json_items(x, self.precision)
        columns: list[list[bytes]] = []
        templates = []
        for function, orders in zip(self.functions, answers, strict=True):
            columns += [x_items, *(_json_items(array, self.precision) for array in orders)]
            name = b'"function":%b,' % orjson.dumps(function.name) if several else b""
            keys = b"".join(b',"%b":%%b' % order_key(order).encode() for order in self.orders)
            templates.append(b'{%b"x":%%b%b}\n' % (name.replace(b"%", b"%%"), keys))
        # One template for all lines keeps the work out of Python's loops.
        items = chain.from_iterable(zip(*columns, strict=True))
        return b"".join(templates) * len(x) % tuple(items)


class JsonRows(RowWriter):
    """One JSON object with everything, so all values are kept until the end."""

    def __init__(
        self,
        functions: Sequence[Function],
        orders: Sequence[int] = (0,),
        precision: int | None = None,
    ) -> None:
        """Begin with nothing collected."""
        super().__init__(functions, orders, precision)
        self._x: list[Numbers] = []
        self._answers: list[Sequence[Sequence[Numbers]]] = []
        self._values = 0

    @property
    def advice(self) -> str | None:
        """Tell of ndjson when much has been collected."""
        if self._values <= MANY_VALUES:
            return None
        return "json keeps all values until the end; ndjson streams them"

    def rows(self, x: Numbers, answers: Sequence[Sequence[Numbers]]) -> bytes:
        """Keep the values, and return nothing yet."""
        self._x.append(x)
        self._answers.append(answers)
        self._values += x.size
        return b""

    def end(self) -> bytes:
        """Return the whole object."""
        functions = b", ".join(map(self._function, range(len(self.functions))))
        return b'{"x": %b, "functions": [%b]}\n' % (self._list(self._x), functions)

    def _function(self, index: int) -> bytes:
        function = self.functions[index]
        parts = [
            b'"function": ' + orjson.dumps(function.name),
            b'"parameters": ' + _json_parameters(function.parameters),
        ]
        for position, order in enumerate(self.orders):
            values = self._list(answers[index][position] for answers in self._answers)
            parts.append(b'"%b": %b' % (order_key(order).encode(), values))
        return b"{%b}" % b", ".join(parts)

    def _list(self, blocks: Sequence[Numbers] | Iterator[Numbers]) -> bytes:
        return b"[%b]" % b", ".join(_json_text(block, self.precision) for block in blocks)


WRITERS: dict[str, type[RowWriter]] = {
    "plain": PlainRows,
    "csv": CsvRows,
    "tsv": TsvRows,
    "ndjson": NdjsonRows,
    "json": JsonRows,
}


def row_writer(
    format_name: str,
    functions: Sequence[Function],
    orders: Sequence[int] = (0,),
    precision: int | None = None,
) -> RowWriter:
    """Return the writer of a format, one of `WRITERS`."""
    return WRITERS[format_name](functions, orders, precision)


def order_key(order: int) -> str:
    """Return what an order is called in headers and keys: y, dy, d2y."""
    return ("y", "dy")[order] if order < 2 else f"d{order}y"


def _columns(array: Numbers) -> list[Numbers]:
    return [array] if array.ndim == 1 else list(array.reshape(len(array), -1).T)


def _json_items(array: Numbers, precision: int | None) -> list[bytes]:
    """Return a JSON text for each line: a number, a list, or a list of lists."""
    cells = number_cells(array, precision, JSON)
    if array.ndim == 1:
        return cells
    template = b"%b"
    for length in reversed(array.shape[1:]):
        template = b"[%b]" % b",".join([template] * length)
    return ((template + b"\n") * len(array) % tuple(cells)).splitlines()


def _json_text(array: Numbers, precision: int | None) -> bytes:
    if array.ndim == 1:
        return numbers_text(array, precision, b", ", JSON)
    return b", ".join(_json_items(array, precision))


def _json_parameters(parameters: Mapping[str, float | str]) -> bytes:
    items = []
    for name, value in parameters.items():
        is_float = isinstance(value, float)  # orjson would write null for inf
        text = number_cells(np.array([value]), None, JSON)[0] if is_float else orjson.dumps(value)
        items.append(b"%b: %b" % (orjson.dumps(name), text))
    return b"{%b}" % b", ".join(items)
