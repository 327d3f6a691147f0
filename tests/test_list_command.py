"""`actcli list`: the names of the book, all or some of them."""

import csv
import io
import json

import pytest
from conftest import golden_files

from actcli.catalog.entry import FAMILIES

# What the first version of the book holds, and at least these.
EVERY = {
    "identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu",
    "softplus", "softsign", "hard_sigmoid", "hard_tanh", "log_sigmoid", "mish", "softmax",
    "log_softmax",
}  # fmt: skip


def records(answer):
    def refuse(word):
        raise ValueError(f"{word} is not JSON")

    assert (answer.status, answer.err) == (0, "")
    return json.loads(answer.out, parse_constant=refuse)


def test_a_name_a_line(actcli):
    answer = actcli("list")
    assert set(answer.lines) >= EVERY
    assert len(set(answer.lines)) == len(answer.lines)
    assert answer.out == "".join(f"{name}\n" for name in answer.lines)


def test_every_name_listed_can_be_used(actcli):
    for name in actcli("list").lines:
        assert actcli("eval", name, "1", "2").status == 0


def test_the_classic_five_stand_in_the_order_of_the_lecture(actcli):
    answer = actcli("list", "--family", "classic")
    assert answer.lines == ["step", "sigmoid", "relu", "tanh", "softmax"]


@pytest.mark.parametrize(
    ("family", "some", "without"),
    [
        ("linear", {"identity"}, {"relu"}),
        ("threshold", {"step"}, {"sigmoid"}),
        ("sigmoidal", {"sigmoid", "tanh", "softsign"}, {"relu", "silu"}),
        ("rectifier", {"relu", "leaky_relu", "elu"}, {"tanh"}),
        ("gated", {"gelu", "silu", "mish"}, {"relu"}),
        ("vector", {"softmax", "log_softmax"}, {"sigmoid"}),
    ],
)
def test_a_family(actcli, family, some, without):
    names = set(actcli("list", "--family", family).lines)
    assert names >= some
    assert not names & without


def test_every_function_is_in_one_family(actcli):
    named = [name for family in FAMILIES for name in actcli("list", "--family", family).lines]
    assert named == actcli("list").lines


def functions(actcli, *arguments):
    return [record["function"] for record in records(actcli("list", *arguments, "--json"))]


def test_a_framework(actcli):
    onnx = functions(actcli, "--framework", "onnx")
    assert {"relu", "leaky_relu", "hard_sigmoid_keras2", "softmax"} <= set(onnx)
    assert set(onnx) < set(actcli("list").lines)
    # torch.nn has no plain step: torch.nn.Threshold is another function, heaviside takes two.
    assert "step" not in functions(actcli, "--framework", "torch")
    assert actcli("list", "--framework", "Keras3").lines == (
        actcli("list", "--framework", "keras").lines
    )


def test_a_family_of_a_framework(actcli):
    words = ("--family", "vector", "--framework", "torch")
    assert {"softmax", "log_softmax", "softmin", "glu"} <= set(functions(actcli, *words))


def test_a_framework_s_own_names(actcli):
    """A line each in plain output, and every one of them can be used."""
    lines = actcli("list", "--framework", "torch").lines
    assert {"torch.nn.GELU", "torch.nn.functional.gelu", "torch.nn.Hardsigmoid"} <= set(lines)
    for name in lines[::5]:
        assert actcli("eval", name, "1", "2").status == 0
    rows = csv.DictReader(io.StringIO(actcli("list", "--framework", "jax", "--format", "csv").out))
    symbols = {row["function"]: row["symbols"].split() for row in rows}
    assert symbols["silu"] == ["jax.nn.silu", "jax.nn.swish"]
    fields = records(actcli("list", "--framework", "keras", "--json"))
    leaky = next(record for record in fields if record["function"] == "leaky_relu")
    layer = {"symbol": "keras.layers.LeakyReLU", "parameters": {"negative_slope": 0.3}}
    assert layer in leaky["symbols"]


def test_traits_and_order(actcli):
    where = actcli("list", "--where", "bounded and smooth and not monotone")
    assert {"sine", "cosine", "gaussian", "sinc"} <= set(where.lines)
    by_slope = actcli("list", "--where", "odd and bounded", "--sort", "lipschitz").lines
    assert by_slope.index("bipolar_sigmoid") < by_slope.index("tanh") < by_slope.index("erf")
    downwards = actcli("list", "--where", "odd and bounded", "--sort", "lipschitz", "--reverse")
    assert downwards.lines == by_slope[::-1]
    names = actcli("list", "--sort", "name").lines
    assert names == sorted(names)
    # functions of a vector have no traits: they hold no condition, and come last by any quantity
    assert "softmax" not in actcli("list", "--where", "bounded or not bounded").lines
    assert actcli("list", "--sort", "infimum").lines[-1] in functions(actcli, "--family", "vector")


def test_a_table_of_a_framework_shows_its_own_names(actcli):
    """keras.layers.LeakyReLU has slope 0.3, keras.activations.leaky_relu 0.2 (Keras 3.15)."""
    table = actcli("list", "--framework", "keras", "--format", "table").lines
    rows = {line.split()[0]: line.split()[1] for line in table[2:]}
    assert rows["keras.layers.LeakyReLU"] == "leaky_relu:negative_slope=0.3"
    assert rows["keras.activations.leaky_relu"] == "leaky_relu:negative_slope=0.2"
    assert list(rows) == actcli("list", "--framework", "keras").lines


def test_own_names_are_sorted_by_themselves(actcli):
    names = actcli("list", "--framework", "onnx", "--sort", "name").lines
    assert names == sorted(names)
    downwards = actcli("list", "--framework", "onnx", "--sort", "name", "--reverse").lines
    assert downwards == names[::-1]


def test_what_decides_the_order_is_shown(actcli):
    """The Lipschitz constants of the sigmoid and of tanh are 1/4 and 1; softmax has none."""
    words = ("--family", "classic", "--sort", "Lipschitz")
    table = actcli("list", *words, "--format", "table", COLUMNS="120").lines
    assert table[0].split()[:3] == ["name", "family", "lipschitz"]
    assert [line.split()[:3] for line in table[2:4]] == [
        ["sigmoid", "sigmoidal", "0.25"],
        ["relu", "rectifier", "1"],
    ]
    rows = list(csv.DictReader(io.StringIO(actcli("list", *words, "--format", "csv").out)))
    numbers = {row["function"]: row["lipschitz"] for row in rows}
    assert (numbers["sigmoid"], numbers["tanh"], numbers["softmax"]) == ("0.25", "1.0", "")


def test_several_conditions_must_all_hold(actcli):
    both = actcli("list", "--where", "smooth", "--where", "odd").lines
    assert both == actcli("list", "--where", "smooth and odd").lines
    assert len(both) < len(actcli("list", "--where", "odd").lines)


def test_a_table_without_rows_says_so(actcli):
    answer = actcli("list", "--where", "odd and even", "--format", "table")
    assert (answer.status, answer.err) == (0, "actcli: no function of the book is like that\n")
    assert actcli("list", "--where", "odd and even").out == ""


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["--where", "smooth & odd"], "cannot read '& odd'", "write and"),
        (["--where", "1 < lipschitz"], "is missing", "begins with its quantity: lipschitz > 1"),
        (["--where", "smoth"], "unknown trait 'smoth'", "did you mean smooth?"),
        (["--where", "bounded and"], "is missing", "properties:"),
        (["--sort", "lipshitz"], "--sort: unknown key 'lipshitz'", "did you mean lipschitz?"),
        (["--family", "gate"], "unknown family 'gate'", "did you mean gated?"),
        (["--framework", "pytorh"], "unknown framework 'pytorh'", "did you mean pytorch?"),
    ],
)
def test_mistyped_filters(actcli, arguments, message, hint):
    answer = actcli("list", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert hint in answer.err


def test_json_is_a_list(actcli):
    listed = records(actcli("list", "--json"))
    assert [record["function"] for record in listed] == actcli("list").lines
    relu = next(record for record in listed if record["function"] == "relu")
    assert relu["traits"]["range"] == [0.0, "Infinity"]
    assert (relu["family"], relu["classic"]) == ("rectifier", 3)
    softmax = next(record for record in listed if record["function"] == "softmax")
    assert softmax["traits"] is None


def test_ndjson_is_the_same_an_object_a_line(actcli):
    lines = actcli("list", "--format", "ndjson").lines
    assert [json.loads(line) for line in lines] == records(actcli("list", "--json"))


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_row_a_function(actcli, name, separator):
    rows = list(
        csv.DictReader(io.StringIO(actcli("list", "--format", name).out), delimiter=separator)
    )
    assert [row["function"] for row in rows] == actcli("list").lines
    assert all(row["formula"] and row["summary"] for row in rows)


def test_summaries_follow_the_language(actcli):
    english, korean = (records(actcli("list", "--json", "--lang", code)) for code in ("en", "ko"))
    for one, other in zip(english, korean, strict=True):
        assert one.pop("summary") != other.pop("summary")
        assert one == other


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_table_fits(actcli, columns):
    table = actcli("list", "--format", "table", COLUMNS=columns).out
    assert max(map(len, table.splitlines())) <= int(columns)
    assert all(name in table for name in EVERY)


def test_list_on_a_file(actcli, tmp_path):
    file = tmp_path / "functions.json"
    assert actcli("list", "-o", str(file)).status == 0
    assert json.loads(file.read_text()) == records(actcli("list", "--json"))


GOLDEN = {
    "classic.json": ("--family", "classic", "--json"),
    "gated.csv": ("--family", "gated", "--format", "csv"),
    "classic_ko.txt": ("--family", "classic", "--format", "table", "--lang", "ko"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_bytes_are_the_contract(actcli, golden, name):
    golden(f"list/{name}", actcli("list", *GOLDEN[name]).out)


def test_every_golden_file_has_its_command():
    assert golden_files("list") == set(GOLDEN)
