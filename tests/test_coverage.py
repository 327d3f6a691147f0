"""No activation of a framework is missing: the lists of framework_names.toml against the book.

The tests marked bench hold the lists against the installed frameworks themselves; where a framework
has no list of its activations, every function that maps an array alone to one of its shape counts.
"""

import importlib
import inspect
import os
import tomllib
from pathlib import Path

import numpy as np
import pytest

import actcli
from actcli.catalog.load import shipped_book

NAMES = tomllib.loads(Path(__file__).with_name("framework_names.toml").read_text(encoding="utf-8"))
LISTS = {table["module"]: table for table in NAMES["list"]}
BEYOND = {name for table in NAMES["beyond"] for name in table["names"]}
BOOK = shipped_book()
SYMBOLS = {symbol.path: symbol for symbol in BOOK.symbols()}
EVERY_LIST = pytest.mark.parametrize("module", LISTS)


def listed(module, key="names"):
    """The names of a list under one of its keys."""
    groups = LISTS[module].get(key, [])
    if key in ("excluded", "others"):
        return {name for group in groups for name in group["names"]}
    return set(groups)


def everything(module):
    """All that a list says of its module."""
    return set.union(*(listed(module, key) for key in ("names", "in_place", "excluded", "others")))


@EVERY_LIST
def test_no_name_of_the_list_is_missing_from_the_book(module):
    missing = {name for name in listed(module) if f"{module}.{name}" not in SYMBOLS}
    assert not missing, f"{module}: {sorted(missing)}"


@EVERY_LIST
def test_listed_symbols_belong_to_the_framework_of_the_list(module):
    table = LISTS[module]
    paths = {f"{module}.{name}" for name in table["names"]}
    owners = {SYMBOLS[path].framework for path in paths & set(SYMBOLS)}
    assert owners == {table["framework"]}


@EVERY_LIST
def test_in_place_forms_resolve_to_the_plain_function(module):
    for name in listed(module, "in_place"):
        plain = actcli.get(f"{module}.{name.rstrip('_')}")
        assert actcli.get(f"{module}.{name}").spec == plain.spec


@EVERY_LIST
def test_what_is_excluded_is_not_in_the_book_and_says_why(module):
    for key in ("excluded", "others"):
        assert all(len(group["reason"]) > 4 for group in LISTS[module].get(key, []))
        # A name of tf.math may be mathematics and yet of use: then it stands under "beyond".
        assert not {f"{module}.{name}" for name in listed(module, key)} & set(SYMBOLS)


@EVERY_LIST
def test_the_list_is_of_the_version_that_the_book_was_checked_with(module):
    table = LISTS[module]
    assert table["version"] == BOOK.frameworks[table["framework"]].version
    assert table["source"]
    assert len(table["names"]) == len(set(table["names"]))


def test_no_symbol_of_the_book_is_unknown_to_the_lists():
    known = {f"{module}.{name}" for module in LISTS for name in listed(module)}
    assert sorted(set(SYMBOLS) - known - BEYOND) == []
    assert sorted(BEYOND - set(SYMBOLS)) == [], "listed as beyond, but not in the book"
    assert sorted(BEYOND & known) == []


def test_every_framework_of_the_book_has_a_list():
    assert {table["framework"] for table in LISTS.values()} == set(BOOK.frameworks)


# Against the installed frameworks; torch and what stands on it first, for its compiler crashes when
# it is imported after TensorFlow.

VECTOR = np.array([[0.5, -1.5, 2.0, 0.25]], np.float32)


def maps_an_array_to_its_like(function, array):
    """Whether the function of an array alone gives floats of the same shape."""
    try:
        result = np.asarray(function(array))
    except Exception:
        return False
    return result.shape == VECTOR.shape and result.dtype == np.float32


def public_callables(module):
    pairs = inspect.getmembers(module, callable)
    return {name: value for name, value in pairs if not name.startswith("_")}


def like_an_activation(functions, array):
    return {name for name, f in functions.items() if maps_an_array_to_its_like(f, array)}


@pytest.fixture(scope="module", autouse=True)
def _frameworks_are_quiet():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


bench = pytest.mark.bench
quiet = pytest.mark.filterwarnings("ignore")


@bench
@quiet
def test_torch_modules_are_all_listed():
    nn = pytest.importorskip("torch.nn")
    declared = set(importlib.import_module("torch.nn.modules.activation").__all__)
    assert declared | {"Identity", "AdaptiveLogSoftmaxWithLoss"} == listed("torch.nn") | listed(
        "torch.nn", "excluded"
    )
    classes = {
        name: value for name, value in public_callables(nn).items() if inspect.isclass(value)
    }
    tensor = importlib.import_module("torch").tensor(VECTOR)
    functions = {name: lambda x, c=value: c()(x).detach() for name, value in classes.items()}
    assert like_an_activation(functions, tensor) <= everything("torch.nn")


@bench
@quiet
def test_torch_functions_are_all_listed():
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    functions = public_callables(functional)
    functions.pop("Tensor")
    found = {
        name
        for name, function in functions.items()  # some of them write into what they are given
        if maps_an_array_to_its_like(function, torch.tensor(VECTOR))
    }
    assert {"relu_", "gelu", "dropout"} <= found <= everything("torch.nn.functional")
    assert all(hasattr(functional, name) for name in everything("torch.nn.functional"))


@bench
@quiet
def test_hugging_face_keys_are_all_listed():
    activations = pytest.importorskip("transformers.activations")
    assert set(activations.ACT2FN) == listed("hf")


@bench
@quiet
def test_timm_keys_are_all_listed():
    tables = pytest.importorskip("timm.layers.create_act")
    kinds = ("_ACT_FN_DEFAULT", "_ACT_FN_ME", "_ACT_LAYER_DEFAULT", "_ACT_LAYER_ME")
    keys = set().union(*(getattr(tables, kind) for kind in kinds))
    gated = {"GluMlp", "SwiGLU", "SwiGLUPacked"}
    assert keys | gated == listed("timm")
    mlp = importlib.import_module("timm.layers.mlp")
    assert {name for name in public_callables(mlp) if "glu" in name.lower()} == gated


@bench
@quiet
def test_keras_activations_are_all_listed():
    keras = pytest.importorskip("keras")
    activations = importlib.import_module("keras.src.activations")
    assert set(activations.ALL_OBJECTS_DICT) == listed("keras.activations")
    layers = importlib.import_module("keras.src.layers.activations")
    classes = {name for name, value in public_callables(layers).items() if inspect.isclass(value)}
    # The layer Activation stands in a module of its own there.
    assert classes | {"Activation", "Identity"} == everything("keras.layers")
    functions = public_callables(importlib.import_module("keras.src.ops.nn"))
    plain = {name: value for name, value in functions.items() if inspect.isfunction(value)}
    found = like_an_activation(plain, VECTOR)
    assert {"relu", "normalize"} <= found <= everything("keras.ops")
    assert all(hasattr(keras.ops, name) for name in everything("keras.ops"))


@bench
@quiet
def test_jax_functions_are_all_listed():
    jax = pytest.importorskip("jax")
    functions = public_callables(jax.nn)
    found = like_an_activation(functions, importlib.import_module("jax.numpy").asarray(VECTOR))
    assert {"relu", "standardize"} <= found
    assert {name for name in functions if name != "initializers"} == everything("jax.nn")


@bench
@quiet
@pytest.mark.parametrize("name", ["nn", "math"])
def test_tensorflow_functions_are_all_listed(name):
    tensorflow = pytest.importorskip("tensorflow")
    functions = public_callables(getattr(tensorflow, name))
    found = like_an_activation(functions, tensorflow.constant(VECTOR))
    beyond = {path.removeprefix(f"tf.{name}.") for path in BEYOND if path.startswith(f"tf.{name}.")}
    assert {"sigmoid", "l2_normalize"} <= found <= everything(f"tf.{name}") | beyond
    assert everything(f"tf.{name}") <= set(functions)


@bench
def test_onnx_operators_are_all_listed():
    defs = pytest.importorskip("onnx.defs")
    schemas = {s.name: s for s in defs.get_all_schemas() if s.domain == "" and not s.deprecated}
    single = defs.OpSchema.FormalParameterOption.Single

    def maps_one_float_tensor(schema):
        required = [i for i in schema.inputs if i.option == single]
        return (
            len(required) == len(schema.outputs) == 1
            and "tensor(float)" in required[0].types
            and required[0].type_str == schema.outputs[0].type_str
            and not any(attribute.required for attribute in schema.attributes.values())
        )

    found = {name for name, schema in schemas.items() if maps_one_float_tensor(schema)}
    beyond = {path.removeprefix("onnx.") for path in BEYOND if path.startswith("onnx.")}
    # These two take their slope, or their gate, as a second input.
    assert found | {"PRelu", "SwiGLU"} == everything("onnx") | beyond


@bench
def test_onnx_defaults_are_those_of_the_schemas():
    defs = pytest.importorskip("onnx.defs")
    for name in listed("onnx"):
        symbol, schema = SYMBOLS[f"onnx.{name}"], defs.get_schema(name)
        rules = BOOK.entries[symbol.entry].parameters
        for ours, theirs in symbol.argument_names.items():
            default = (
                schema.attributes[theirs].default_value if theirs in schema.attributes else None
            )
            if ours in rules and default is not None and not rules[ours].choices:
                assert symbol.settings.get(ours, rules[ours].default) == default.f, symbol.path


def named(path):
    """What a dotted path names in the installed framework."""
    first, *rest = path.split(".")
    target = importlib.import_module({"tf": "tensorflow"}.get(first, first))
    for part in rest:
        target = getattr(target, part)
    return target


def signature_of(path):
    """The names of a call's arguments, that of the array left out, or None for a built-in."""
    target = named(path)
    try:
        parameters = inspect.signature(target).parameters.values()
    except ValueError:
        return None
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    names = [parameter.name for parameter in parameters if parameter.kind not in kinds]
    return names if inspect.isclass(target) else names[1:]


@bench
@quiet
@pytest.mark.parametrize(
    ("framework", "package"),
    [("torch", "torch"), ("jax", "jax"), ("tf", "tensorflow"), ("keras", "keras")],
)
def test_call_arguments_are_the_framework_s_in_its_order(framework, package):
    """So that a pasted call means the same here; two names of one argument count as one."""
    pytest.importorskip(package)
    importlib.import_module("jax.scipy.special" if framework == "jax" else package)
    checked = 0
    for symbol in SYMBOLS.values():
        names = signature_of(symbol.path) if symbol.framework == framework else None
        if names is None:
            continue
        pairs = [argument.partition(":")[::2] for argument in symbol.arguments]
        ours = {theirs: mine or theirs for theirs, mine in pairs}
        known = [ours[theirs] for theirs, _ in pairs]
        assert list(dict.fromkeys(known)) == [ours.get(n, n) for n in names][: len(set(known))], (
            f"{symbol.path}{tuple(names)}"
        )
        checked += 1
    assert checked > 20
