"""`actcli compare NAME --frameworks`: who means what by a name, who agrees, and how far apart."""

import csv
import io
import json

import pytest


def rows(actcli, *arguments):
    answer = actcli("compare", *arguments, "--frameworks", "--format", "csv")
    assert (answer.status, answer.err) == (0, "")
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_gelu_is_three_functions(actcli):
    exact, tanh, fast = rows(actcli, "gelu")
    assert set(exact["frameworks"].split()) >= {"torch", "keras", "tf", "onnx", "hf", "timm"}
    assert set(tanh["frameworks"].split()) >= {"jax", "tfa"}
    assert "keras.ops.gelu" in tanh["symbols"].split()  # the same library as keras.activations
    assert fast["symbols"] == "hf.gelu_fast"
    # Hendrycks and Gimpel's two forms are furthest apart at +-2.699 (mpmath).
    assert float(tanh["max_difference"]) == pytest.approx(4.7323e-4, rel=1e-4)
    assert [abs(float(x)) for x in tanh["at"].split()] == pytest.approx([2.69894] * 2, abs=1e-4)


def test_the_hard_sigmoids_of_keras_2_and_of_pytorch(actcli):
    paper, keras2, onnx = rows(actcli, "hard_sigmoid")
    assert set(paper["frameworks"].split()) >= {"torch", "keras", "jax", "timm"}
    assert (keras2["frameworks"], onnx["frameworks"]) == ("keras2", "onnx")
    assert float(keras2["max_difference"]) == pytest.approx(1 / 12, rel=1e-12)


def test_the_slopes_of_leaky_relu(actcli):
    found = {row["function"]: set(row["frameworks"].split()) for row in rows(actcli, "leaky_relu")}
    assert found["leaky_relu"] >= {"torch", "jax", "hf", "timm"}
    assert found["leaky_relu:negative_slope=0.2"] >= {"keras", "tf"}
    assert found["leaky_relu:negative_slope=0.3"] == {"keras", "keras2"}


def test_a_name_that_all_agree_on_has_one_row(actcli):
    assert [row["function"] for row in rows(actcli, "mish")] == ["mish"]


def test_a_difference_outside_the_range_is_told(actcli):
    """torch's softplus is x above 20: there log(1 + e^-20) = 2.0612e-9 is lost (mpmath)."""
    table = actcli("compare", "softplus", "--frameworks", "--format", "table").out
    assert "none here" in table
    assert " ".join(table.split()).endswith(
        "Outside of it softplus and softplus:threshold=20 differ by 2.06115e-09, at x = 20."
    )
    assert "Outside" not in actcli("compare", "gelu", "--frameworks", "--format", "table").out


@pytest.mark.parametrize("columns", ["80", "120"])
def test_a_path_stays_in_one_piece(actcli, columns):
    for name in ("leaky_relu", "hard_sigmoid"):
        words = ("compare", name, "--frameworks", "--format", "table")
        table = actcli(*words, COLUMNS=columns).out.replace(",", " ").split()
        assert {path for row in rows(actcli, name) for path in row["symbols"].split()} <= set(table)


def test_any_spelling_of_the_name_will_do(actcli):
    by_name = actcli("compare", "silu", "--frameworks").out
    assert actcli("compare", "Swish", "--frameworks").out == by_name
    assert actcli("compare", "nn.SiLU", "--frameworks").out == by_name


def test_json(actcli):
    answer = actcli("compare", "leaky_relu", "--frameworks", "--json", "--range=-1:1")
    fields = json.loads(answer.out)
    assert fields["name"] == "leaky_relu"
    assert fields["range"] == [-1.0, 1.0]
    first = fields["functions"][0]
    assert first["function"] == "leaky_relu"
    torch = next(v for v in first["variants"] if v["framework"] == "torch")
    assert "torch.nn.LeakyReLU" in torch["symbols"]
    pair = fields["pairs"][0]
    assert (pair["f"], pair["g"]) == ("leaky_relu", "leaky_relu:negative_slope=0.2")
    assert pair["max_difference"] == pytest.approx(0.19, rel=1e-12)
    assert pair["at"] == [-1.0]


def test_a_verdict_comes_first(actcli):
    table = actcli("compare", "gelu", "--frameworks", "--format", "table").out
    first = " ".join(table.partition("\n\n")[0].split())
    assert first.startswith("gelu means 3 different functions; furthest apart: gelu and gelu:")
    assert "differ by at most 4.73e-4, at x = ±2.70." in first
    plain = actcli("compare", "mish", "--frameworks").lines
    assert plain[0] == "verdict\tmish is the same function in all of these frameworks."
    assert plain[1].startswith("mish\ttorch ")


def test_the_real_line(actcli):
    answer = actcli("compare", "leaky_relu", "--frameworks", "--json", "--range", "all")
    fields = json.loads(answer.out)
    assert fields["range"] == ["-Infinity", "Infinity"]
    assert fields["pairs"][0]["max_difference"] == "Infinity"
    table = actcli("compare", "leaky_relu", "--frameworks", "--format", "table", "--range", "all")
    assert "for all real x" in table.out


def test_tolerance_decides_the_exit_status(actcli):
    assert actcli("compare", "mish", "--frameworks", "--tolerance", "0").status == 0
    answer = actcli("compare", "gelu", "--frameworks", "--tolerance", "1e-4")
    assert answer.status == 1
    assert "gelu and gelu:approximate=tanh differ by 0.000473" in answer.err
    assert actcli("compare", "gelu", "--frameworks", "--tolerance", "1e-3").status == 0


def test_functions_of_a_vector_are_grouped_without_differences(actcli):
    found = rows(actcli, "softmax")
    assert set(found[0]["frameworks"].split()) >= {"torch", "keras", "jax", "tf", "onnx"}
    assert found[0]["max_difference"] == ""


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_names_everyone(actcli, language):
    out = actcli("compare", "gelu", "--frameworks", "--format", "table", "--lang", language).out
    for word in ("jax.nn.gelu", "torch.nn.GELU", "0.000473236"):
        assert word in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gelu", "silu"], "takes one name, not 2"),
        (["x * sigmoid(x)"], "takes a name of the book, not a formula"),
        (["gelu", "--at", "1"], "--at is for functions side by side"),
        (["gelu", "-d", "1"], "-d is for functions side by side"),
        (["gelu", "--picture"], "--picture is for functions side by side"),
        (["phish"], "no framework that actcli knows has phish"),
        (["gleu"], "unknown function 'gleu'"),
    ],
)
def test_what_is_refused(actcli, arguments, message):
    answer = actcli("compare", *arguments, "--frameworks")
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
