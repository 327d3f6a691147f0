"""Answers as rows: the bytes of every format are a contract."""

import csv
import io
import json
import math
from collections.abc import Sequence

import numpy as np
import pytest

from actcli.errors import ActcliError
from actcli.streams import rows as rows_module
from actcli.streams.numbers import Numbers
from actcli.streams.rows import WRITERS, Function, order_key, row_writer

RELU = Function("relu")
ELU = Function("elu:a=1,b=2", {"a": 1.0, "b": 2.0, "mode": "tanh", "limit": math.inf})
X = np.array([-1.0, math.nan, math.inf])
Y = np.array([-0.0, math.nan, math.inf])
SLOPE = np.array([0.0, math.nan, 1.0])
VECTORS = np.array([[1.0, 2.0], [3.0, -math.inf]])
JACOBIANS = np.arange(8.0).reshape(2, 2, 2)


def written(
    format_name: str,
    functions: Sequence[Function],
    orders: Sequence[int],
    answers: Sequence[Sequence[Numbers]],
    x: Numbers = X,
    *,
    precision: int | None = None,
) -> str:
    """Return what a writer makes of the first line, then of the other lines, then of the end."""
    writer = row_writer(format_name, functions, orders, precision)
    text = b""
    for part in (slice(0, 1), slice(1, None)):
        text += writer.rows(x[part], [[array[part] for array in arrays] for arrays in answers])
    return (text + writer.end()).decode()


def test_plain_is_the_numbers_asked_for() -> None:
    assert written("plain", [RELU], [0], [[Y]]) == "-0.0\nnan\ninf\n"
    assert written("plain", [RELU], [0, 1], [[Y, SLOPE]]) == "-0.0\t0.0\nnan\tnan\ninf\t1.0\n"
    assert written("plain", [RELU, ELU], [0], [[Y], [SLOPE]]) == "-0.0\t0.0\nnan\tnan\ninf\t1.0\n"


def test_plain_writes_a_matrix_a_row_a_line() -> None:
    x = VECTORS[0]
    assert written("plain", [RELU], [1], [[JACOBIANS[0]]], x) == "0.0\t1.0\n2.0\t3.0\n"
    assert written("plain", [RELU], [0], [[VECTORS]], VECTORS) == "1.0\t2.0\n3.0\t-inf\n"


def test_csv_of_one_function() -> None:
    expected = "x,y,dy\n-1.0,-0.0,0.0\nnan,nan,nan\ninf,inf,1.0\n"
    assert written("csv", [RELU], [0, 1], [[Y, SLOPE]]) == expected
    assert written("tsv", [RELU], [0, 1], [[Y, SLOPE]]) == expected.replace(",", "\t")
    assert written("csv", [RELU], [2], [[Y]]).startswith("x,d2y\n")


def test_csv_of_several_functions_quotes_their_names() -> None:
    text = written("csv", [RELU, ELU], [0, 1], [[Y, SLOPE], [SLOPE, Y]])
    header, first, *_ = csv.reader(io.StringIO(text))
    assert header == ["x", "y[relu]", "dy[relu]", "y[elu:a=1,b=2]", "dy[elu:a=1,b=2]"]
    assert first == ["-1.0", "-0.0", "0.0", "0.0", "-0.0"]


def test_csv_of_vectors_has_a_column_for_each_component() -> None:
    text = written("csv", [RELU], [0], [[2 * VECTORS]], VECTORS)
    assert text == "x1,x2,y1,y2\n1.0,2.0,2.0,4.0\n3.0,-inf,6.0,-inf\n"
    header = written("csv", [RELU, ELU], [0], [[VECTORS], [VECTORS]], VECTORS).splitlines()[0]
    assert header == 'x1,x2,y1[relu],y2[relu],"y1[elu:a=1,b=2]","y2[elu:a=1,b=2]"'


@pytest.mark.parametrize("format_name", ["csv", "tsv"])
def test_vectors_that_fit_no_table_are_refused(format_name: str) -> None:
    writer = row_writer(format_name, [RELU])
    writer.rows(VECTORS, [[VECTORS]])
    with pytest.raises(ActcliError, match=f"2 and of 1 numbers do not fit one {format_name} table"):
        writer.rows(VECTORS[:, :1], [[VECTORS[:, :1]]])
    with pytest.raises(ActcliError, match=f"a matrix, which {format_name} cannot hold") as raised:
        row_writer(format_name, [RELU], [0, 1]).rows(VECTORS, [[VECTORS, JACOBIANS]])
    assert raised.value.hint == "use --format ndjson"


def test_ndjson_of_one_function() -> None:
    assert written("ndjson", [RELU], [0, 1], [[Y, SLOPE]]) == (
        '{"x":-1.0,"y":-0.0,"dy":0.0}\n'
        '{"x":"NaN","y":"NaN","dy":"NaN"}\n'
        '{"x":"Infinity","y":"Infinity","dy":1.0}\n'
    )


def test_ndjson_of_several_functions_names_them() -> None:
    percent = Function('100%b "x"')
    text = written("ndjson", [RELU, percent], [0], [[Y], [SLOPE]])
    records = [json.loads(line) for line in text.splitlines()]
    assert records[:3] == [
        {"function": "relu", "x": -1.0, "y": 0.0},
        {"function": '100%b "x"', "x": -1.0, "y": 0.0},
        {"function": "relu", "x": "NaN", "y": "NaN"},
    ]
    assert len(records) == 6


def test_ndjson_of_vectors_holds_lists() -> None:
    text = written("ndjson", [RELU], [0, 1], [[VECTORS, JACOBIANS]], VECTORS)
    assert text == (
        '{"x":[1.0,2.0],"y":[1.0,2.0],"dy":[[0.0,1.0],[2.0,3.0]]}\n'
        '{"x":[3.0,"-Infinity"],"y":[3.0,"-Infinity"],"dy":[[4.0,5.0],[6.0,7.0]]}\n'
    )


def test_json_is_one_object() -> None:
    text = written("json", [RELU, ELU], [0, 2], [[Y, SLOPE], [SLOPE, Y]])
    y, slope = [0.0, "NaN", "Infinity"], [0.0, "NaN", 1.0]
    parameters = {"a": 1.0, "b": 2.0, "mode": "tanh", "limit": "Infinity"}
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "x": [-1.0, "NaN", "Infinity"],
        "functions": [
            {"function": "relu", "parameters": {}, "y": y, "d2y": slope},
            {"function": "elu:a=1,b=2", "parameters": parameters, "y": slope, "d2y": y},
        ],
    }


def test_json_of_vectors_holds_an_item_a_line() -> None:
    writer = row_writer("json", [RELU], [0, 1])
    writer.rows(VECTORS, [[VECTORS, JACOBIANS]])
    writer.rows(VECTORS[:1, :1], [[VECTORS[:1, :1], JACOBIANS[:1, :1, :1]]])
    answer = json.loads(writer.end())
    assert answer["x"] == answer["functions"][0]["y"] == [[1, 2], [3, "-Infinity"], [1]]
    assert answer["functions"][0]["dy"] == [[[0, 1], [2, 3]], [[4, 5], [6, 7]], [[0]]]


def test_json_without_values_is_still_json() -> None:
    answer = json.loads(row_writer("json", [RELU], [1]).end())
    assert answer == {"x": [], "functions": [{"function": "relu", "parameters": {}, "dy": []}]}


@pytest.mark.parametrize("format_name", ["plain", "csv", "tsv", "ndjson"])
def test_formats_of_lines_write_nothing_for_nothing(format_name: str) -> None:
    assert row_writer(format_name, [RELU]).end() == b""


def test_json_advises_ndjson_above_a_million_values(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_module.MANY_VALUES == 1_000_000
    monkeypatch.setattr(rows_module, "MANY_VALUES", 4)
    for format_name in WRITERS:
        writer = row_writer(format_name, [RELU])
        writer.rows(X, [[Y]])
        assert writer.advice is None
        writer.rows(X, [[Y]])
        assert (writer.advice is not None) == (format_name == "json")


@pytest.mark.parametrize("format_name", WRITERS)
def test_precision_holds_in_every_format(format_name: str) -> None:
    x = np.array([1 / 3, 20.0])
    text = written(format_name, [RELU], [0], [[x]], x, precision=3)
    assert "0.333" in text
    assert "0.3333" not in text
    assert "20" in text
    assert "20.0" not in text


@pytest.mark.parametrize("format_name", WRITERS)
def test_float32_is_written_short(format_name: str) -> None:
    x = np.array([0.1, 0.2], np.float32)
    text = written(format_name, [RELU], [0], [[x]], x)
    assert "0.1" in text
    assert "0.10" not in text


def test_orders_have_keys() -> None:
    assert [order_key(order) for order in range(4)] == ["y", "dy", "d2y", "d3y"]
