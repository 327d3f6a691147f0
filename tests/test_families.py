"""Families: a function for each value of a parameter, and formulas with names of their own."""

import pytest

from actcli.catalog.books import load_book
from actcli.catalog.families import NoParameterError, families, family_of
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError


def specs(spec, *settings):
    return [function.spec for function in family_of(spec, settings, load_book())]


def labels(spec, *settings):
    return [function.label for function in family_of(spec, settings, load_book())]


def fault(spec, *settings):
    with pytest.raises(ActcliError) as caught:
        family_of(spec, settings, load_book())
    assert "\n" not in (caught.value.hint or "")
    return caught.value


# ---------------------------------------------------------------------------------------------
# Functions of the book
# ---------------------------------------------------------------------------------------------


def test_a_function_for_each_value():
    assert specs("elu", "alpha=0.1,0.5,1") == ["elu:alpha=0.1", "elu:alpha=0.5", "elu"]
    assert specs("elu", "alpha = 0.1 , 2") == ["elu:alpha=0.1", "elu:alpha=2"]


def test_a_family_s_labels_always_tell_the_parameter():
    assert labels("elu", "alpha=0.1,0.5,1") == ["elu:alpha=0.1", "elu:alpha=0.5", "elu:alpha=1"]
    assert labels("softplus", "threshold=20,30", "beta=1") == [
        "softplus:beta=1,threshold=20", "softplus:beta=1,threshold=30",
    ]  # fmt: skip
    assert labels("softplus:threshold=30", "beta=1") == ["softplus:beta=1,threshold=30"]
    assert labels("gelu", "approximate=none,tanh") == [
        "gelu:approximate=none", "gelu:approximate=tanh",
    ]  # fmt: skip
    # However it is named.
    assert labels("nn.LeakyReLU(0.3)", "Negative-Slope=0.01") == ["leaky_relu:negative_slope=0.01"]
    assert labels("x * sigmoid(k * x)", "k=1") == ["x * sigmoid(1 * x)"]
    elu, relu = families(["elu", "relu"], ["alpha=1"], load_book())
    assert (elu.label, elu.spec, repr(elu)) == ("elu:alpha=1", "elu", "actcli.get('elu')")
    assert relu.label == "relu"
    assert resolve("elu").label == "elu"
    assert elu(-1.0) == resolve("elu")(-1.0)


def test_all_combinations_the_last_setting_changing_fastest():
    assert specs("softplus", "beta=1,2", "threshold=20,30") == [
        "softplus:threshold=20", "softplus:threshold=30",
        "softplus:beta=2,threshold=20", "softplus:beta=2,threshold=30",
    ]  # fmt: skip


def test_choices_are_values_too():
    assert specs("gelu", "approximate=none,tanh") == ["gelu", "gelu:approximate=tanh"]


def test_a_range_has_the_decimals_that_one_would_write():
    values = ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]
    names = specs("leaky_relu", "negative_slope=0:0.5:6")
    assert names == [f"leaky_relu:negative_slope={value}" for value in values]
    assert specs("x * k", "k=2:0.5:4") == ["x * 2", "x * 1.5", "x * 1", "x * 0.5"]
    assert specs("x * k", "k=0:1:2,7") == ["x * 0", "x * 1", "x * 7"]
    assert specs("x * k", "k=0:1e-99999999999999999999:2") == ["x * 0", "x * 0"]


def test_every_way_to_name_a_function():
    assert specs("nn.LeakyReLU(0.3)", "negative_slope=0.1,0.2") == [
        "leaky_relu:negative_slope=0.1", "leaky_relu:negative_slope=0.2",
    ]  # fmt: skip
    assert specs("gelu_tanh", "approximate=none") == ["gelu"]
    assert specs("Leaky-ReLU@keras", "negative-slope=0.1") == ["leaky_relu:negative_slope=0.1"]
    # ONNX keeps its parameters as float32, however they are given.
    assert specs("leaky_relu@onnx", "negative_slope=0.1") == [
        resolve("leaky_relu@onnx:negative_slope=0.1").spec
    ]
    assert specs("softplus:beta=2", "threshold=20,30") == [
        "softplus:beta=2,threshold=20", "softplus:beta=2,threshold=30",
    ]  # fmt: skip


def test_the_same_function_twice_is_no_fault():
    assert specs("elu", "alpha=1,1.0") == ["elu", "elu"]


def test_a_parameter_that_the_function_does_not_have():
    error = fault("elu", "beta=1")
    assert isinstance(error, NoParameterError)
    assert (error.message, error.hint) == ("elu has no parameter 'beta'", "elu has alpha")
    assert fault("relu", "alpha=1").hint == "relu has no parameters"
    assert isinstance(fault("softplus", "beta=1", "gamma=2"), NoParameterError)


# ---------------------------------------------------------------------------------------------
# Formulas
# ---------------------------------------------------------------------------------------------


def test_numbers_are_written_for_a_name():
    names = specs("x * sigmoid(k * x)", "k=1,2,-4")
    assert names == ["x * sigmoid(1 * x)", "x * sigmoid(2 * x)", "x * sigmoid((-4) * x)"]
    assert [resolve(name)(1.5) for name in names] == [
        function(1.5) for function in family_of("x * sigmoid(k * x)", ["k=1,2,-4"], load_book())
    ]
    assert resolve(names[1])(1.0) == pytest.approx(0.8807970779778824)  # 1 / (1 + e^-2)


def test_a_name_is_a_whole_word():
    assert specs("where(x > t, tanh(x), t)", "t=-1,0") == [
        "where(x > (-1), tanh(x), (-1))", "where(x > 0, tanh(x), 0)",
    ]  # fmt: skip
    assert specs("a * exp(-a1 * x)", "a=2", "a1=1e-7") == ["2 * exp(-1e-07 * x)"]


def test_the_name_of_a_keyword_stays():
    assert specs("elu(x, alpha=alpha)", "alpha=0.5") == ["elu(x, alpha=0.5)"]


def test_names_of_any_script():
    assert specs("기울기 * x + (기울기 - 절편)", "기울기=2", "절편=3") == ["2 * x + (2 - 3)"]
    decomposed = "\u1100\u1161"  # 가, as a Mac may type it
    assert specs("x * 가", f"{decomposed}=2") == ["x * 2"]


def test_a_negative_base_keeps_its_sign():
    (function,) = family_of("k**2 + x", ["k=-3"], load_book())
    assert function.spec == "(-3)**2 + x"
    assert function(0.0) == 9


def test_names_that_mean_something_else():
    for spec, name in [
        ("x * sigmoid(x)", "sigmoid"), ("x**2", "x"), ("e * x", "e"), ("pi * x", "pi"),
        ("x * mish(x)", "mish"), ("x * tanh", "tanh"),
    ]:  # fmt: skip
        error = fault(spec, f"{name}=1")
        assert error.message == f"--param: {name} means something else in a formula"


def test_names_that_are_not_there():
    assert fault("x * sigmoid(k * x)", "k=1", "m=3").hint == "the names in it are k"
    assert isinstance(fault("x * sigmoid(x)", "k=1"), NoParameterError)
    assert "unknown name 'm'" in fault("x * k * m", "k=1").message
    assert "unknown name 'k'" in fault("x * k", "K=2").message


# ---------------------------------------------------------------------------------------------
# Bad input
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("k", "sets no parameter"),
        ("=1", "sets no parameter"),
        ("", "sets no parameter"),
        ("k=", "a value is missing"),
        ("k=1,,2", "a value is missing"),
        ("k=1,", "a value is missing"),
        ("k=a", "k=a is not a number"),
        ("k=0x10", "is not a number"),
        ("k=1_0", "is not a number"),
        ("k=٣", "is not a number"),
        ("k=nan", "is not a number"),
        ("k=inf", "is not finite"),
        ("k=1e999", "is not finite"),
        ("k=1:2", "no range of values"),
        ("k=1:2:3:4", "no range of values"),
        ("k=1:2:x", "no range of values"),
        ("k=1:2:", "no range of values"),
        ("k=1:inf:3", "no range of values"),
        ("k=a:2:3", "no range of values"),
        (f"k=1:{'9' * 400}:3", "no range of values"),
        ("k=1:2:1", "a range has 2 to 100 values"),
        ("k=1:2:101", "a range has 2 to 100 values"),
        (f"k=1:2:1{'0' * 5000}", "a range has 2 to 100 values"),
    ],
)
def test_settings_that_cannot_be_read(setting, message):
    error = fault("x * k", setting)
    assert message in error.message
    assert "\n" not in error.message


def test_faults_of_values():
    assert fault("gelu", "approximate=quick!").hint.startswith("it is one of none, tanh")
    assert fault("elu", "alpha=big").message == "elu: alpha='big' is not a number"
    assert fault("celu", "alpha=1,0").hint == "alpha must be greater than 0"
    assert fault("elu:alpha=2", "alpha=1").message == "elu: alpha is given twice"
    assert fault("x * k", "k=1", "k=2").message == "--param: k is given twice"
    assert fault("nosuch", "k=1").message == "unknown function 'nosuch'"
    assert fault("", "k=1").message == "the name of a function is empty"


def test_too_many_combinations():
    assert len(specs("k * x + m", "k=0:1:10", "m=0:1:10")) == 100
    assert "110 combinations" in fault("k * x + m", "k=0:1:11", "m=0:1:10").message


# ---------------------------------------------------------------------------------------------
# Several specs
# ---------------------------------------------------------------------------------------------


def test_each_spec_takes_the_parameters_that_it_has():
    made = families(["elu", "relu", "a * x"], ["alpha=0.5,1", "a=2,3"], load_book())
    assert [function.spec for function in made] == [
        "elu:alpha=0.5",
        "elu",
        "relu",
        "2 * x",
        "3 * x",
    ]
    assert [f.spec for f in families(["relu", "elu"], [], load_book())] == ["relu", "elu"]


def test_one_spec_must_have_a_parameter():
    with pytest.raises(NoParameterError, match="none of the functions has a parameter 'alpha'"):
        families(["relu", "tanh"], ["alpha=1"], load_book())
    with pytest.raises(NoParameterError, match="none of the functions has a parameter 'beta'"):
        families(["elu", "tanh"], ["alpha=1", "beta=2"], load_book())
    with pytest.raises(NoParameterError, match="relu has no parameter 'alpha'"):
        families(["relu"], ["alpha=1"], load_book())
