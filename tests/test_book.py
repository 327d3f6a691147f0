"""The shipped book: what its entries promise holds, and a faulty book is refused."""

import math

import numpy as np
import pytest

import actcli
from actcli.catalog.entry import FAMILIES, BookError, Entry, ParameterRule, entry_from
from actcli.catalog.formulas import entry_formula
from actcli.catalog.load import Book, Entries, name_index, plain_name, read_toml, shipped_book
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError
from actcli.formula.parse import parse_formula
from actcli.formula.tree import Parameter, walk

BOOK = shipped_book()
ENTRIES = list(BOOK.entries.values())
SYMBOLS = list(BOOK.symbols())
EVERY_ENTRY = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])


@EVERY_ENTRY
def test_known_values_hold(entry):
    if entry.vector:
        return
    assert entry.known, f"{entry.name} needs values that its source prints"
    for x, y in entry.known:
        assert actcli.get(entry.name)(x) == pytest.approx(y, rel=1e-12, abs=0.0)


@EVERY_ENTRY
def test_every_alias_resolves(entry):
    for alias, settings in entry.aliases.items():
        activation = resolve(alias)
        assert activation.name == entry.name
        for key, value in settings.items():
            assert activation.parameters[key] == value


def test_no_two_entries_share_a_name():
    owners: dict[str, str] = {}
    for entry in ENTRIES:
        for name in (entry.name, *entry.aliases):
            assert owners.setdefault(plain_name(name), entry.name) == entry.name, name


@pytest.mark.parametrize("symbol", SYMBOLS, ids=[symbol.path for symbol in SYMBOLS])
def test_every_framework_symbol_resolves_to_its_entry(symbol):
    for text in (symbol.path, f"{symbol.path}()"):
        activation = resolve(text)
        assert activation.name == symbol.entry
        for key, value in symbol.settings.items():
            assert activation.parameters[key] == value


@pytest.mark.parametrize("symbol", SYMBOLS, ids=[symbol.path for symbol in SYMBOLS])
def test_a_name_at_a_framework_is_the_first_symbol_of_that_name(symbol):
    first = next(
        other
        for other in SYMBOLS
        if other.framework == symbol.framework and other.last == symbol.last
    )
    activation = resolve(f"{symbol.last}@{symbol.framework}")
    assert activation.spec == resolve(first.path).spec


def test_symbols_are_of_known_frameworks_and_set_known_parameters():
    for symbol in SYMBOLS:
        assert symbol.framework in BOOK.frameworks
        assert symbol.path.startswith(symbol.framework + ".")
        rules = BOOK.entries[symbol.entry].parameters
        assert set(symbol.settings) <= set(rules)
        for key, value in symbol.settings.items():
            assert isinstance(value, type(rules[key].default))
        for argument in symbol.arguments:
            theirs, _, ours = argument.partition(":")
            known = (*rules, *BOOK.frameworks[symbol.framework].ignored, "dim", "axis")
            assert (ours or theirs) in known, f"{symbol.path}: {argument}"


def test_no_symbol_is_listed_twice():
    paths = [symbol.path for symbol in SYMBOLS]
    assert len(paths) == len(set(paths))


@EVERY_ENTRY
def test_formulas_parse_and_use_their_parameters(entry):
    """Entries inside entries make no cycle: each formula is written out to primitives."""
    used: set[str] = set()
    for choice in entry.formulas if not entry.vector else ():
        tree = entry_formula(entry, choice, BOOK).tree
        used |= {part.name for part in walk(tree) if isinstance(part, Parameter)}
    numeric = {rule.name for rule in entry.parameters.values() if not rule.choices}
    assert entry.vector or used == numeric


@EVERY_ENTRY
def test_defaults_lie_in_what_is_usual_and_allowed(entry):
    for rule in entry.parameters.values():
        if rule.choices:
            assert rule.default in rule.choices
            assert set(rule.spoken.values()) <= set(rule.choices)
            continue
        assert isinstance(rule.default, float)
        assert rule.usual is not None
        assert rule.usual[0] < rule.usual[1]
        if rule.above is not None:
            assert rule.default > rule.above


@EVERY_ENTRY
def test_entries_are_complete(entry):
    assert entry.family in FAMILIES
    assert entry.source
    assert bool(entry.vector) != any(entry.formulas.values())
    assert plain_name(entry.name) == entry.name.replace("_", "")


@EVERY_ENTRY
def test_the_textbook_form_is_the_same_function(entry):
    """Where that form has digits at all: within 3 of 0 it keeps at least nine."""
    if not entry.textbook or entry.vector:
        return
    parameters = {rule.name: rule.default for rule in entry.parameters.values() if not rule.choices}
    tree = parse_formula(entry.textbook, list(parameters))
    x = np.linspace(-3.0, 3.0, 25)
    from actcli.formula.evaluate import evaluate

    values = evaluate(tree.tree, x, parameters, [0])[0]
    assert values.tolist() == pytest.approx(actcli.get(entry.name)(x).tolist(), rel=1e-9, abs=1e-12)


def test_the_five_of_the_lecture_are_in_their_order():
    classic = {entry.classic: entry.name for entry in ENTRIES if entry.classic is not None}
    assert classic == {1: "step", 2: "sigmoid", 3: "relu", 4: "tanh", 5: "softmax"}


def test_the_frameworks_of_the_design_are_there():
    wanted = {"torch", "keras", "keras2", "jax", "tf", "onnx", "hf", "timm"}
    assert wanted <= set(BOOK.frameworks)
    assert BOOK.framework("keras3").name == "keras"
    aliases = [alias for framework in BOOK.frameworks.values() for alias in framework.aliases]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(BOOK.frameworks)


# A book made by hand.


def entry_of(name: str, formula: str, **parameters: float) -> Entry:
    rules = {key: ParameterRule(key, value) for key, value in parameters.items()}
    return Entry(
        name=name,
        family="linear",
        formulas={"": formula},
        vector="",
        parameters=rules,
        aliases={},
        symbols=(),
        source="a test",
        known=(),
        classic=None,
        textbook="",
    )


def book_of(*entries: Entry) -> Book:
    return Book(
        {entry.name: entry for entry in entries},
        name_index((entry.name, entry.aliases) for entry in entries),
        BOOK.frameworks,
    )


def test_entries_may_name_each_other_in_any_order():
    book = book_of(
        entry_of("outer", "middle(x, k=3) + 1"),
        entry_of("middle", "k * inner(2 * x)", k=1.0),
        entry_of("inner", "x**2"),
    )
    assert resolve("outer", book)(2.0) == 49.0
    assert resolve("middle", book)(2.0) == 16.0
    assert resolve("middle:k=2", book)(2.0) == 32.0
    assert resolve("outer(outer(x))", book)(0.0) == 13.0


@pytest.mark.parametrize(
    "formulas",
    [
        {"first": "first(x)"},
        {"first": "second(x)", "second": "first(x)"},
        {"first": "second(x)", "second": "third(x) + 1", "third": "2 * first(x)"},
        {"first": "x + second(x)", "second": "second(x)"},
    ],
)
def test_a_cyclic_book_is_refused(formulas):
    book = book_of(*(entry_of(name, formula) for name, formula in formulas.items()))
    with pytest.raises(ActcliError, match="name each other"):
        resolve("first", book)
    with pytest.raises(ActcliError, match="name each other"):
        resolve("1 + first(x)", book)


def test_a_chain_of_entries_that_explodes_is_refused():
    entries = [entry_of("f0", "x * x + x")]
    entries += [entry_of(f"f{n}", f"f{n - 1}(f{n - 1}(x))") for n in range(1, 8)]
    with pytest.raises(ActcliError, match="too many parts"):
        resolve("f7", book_of(*entries))


def test_a_name_of_two_entries_is_refused():
    with pytest.raises(BookError, match="names both"):
        book_of(entry_of("my_relu", "x"), entry_of("MyRelu", "2 * x"))


GOOD = {"formula": "x", "family": "linear", "source": "a test"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({**GOOD, "formla": "x"}, "unknown key 'formla'"),
        ({**GOOD, "vector": "softmax"}, "either a formula or a vector function"),
        ({"family": "linear", "source": "a test"}, "either a formula or a vector function"),
        ({**GOOD, "family": "curly"}, "unknown family 'curly'"),
        ({**GOOD, "parameters": {"k": {"usual": [0, 1]}}}, "needs a default"),
        ({**GOOD, "parameters": {"k": {"default": 1.0, "minimum": 0}}}, "unknown key 'minimum'"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_place(fields, message):
    """A user's book is told with line and column: test_user_book.py."""
    assert entry_from("mine", GOOD).formulas == {"": "x"}
    entries = Entries({"mine": ("mine.toml", fields)}, {})
    with pytest.raises(BookError, match=message) as caught:
        entries["mine"]
    assert "mine.toml: [mine]" in caught.value.message


def test_broken_toml_names_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[mine]\nformula = "x"\nfamily = \n', encoding="utf-8")
    with pytest.raises(BookError, match=r"mine\.toml:3:10: invalid value"):
        read_toml(path)


def test_defaults_are_exact_doubles():
    """The constants of SELU to the last digit: the fixed point of the paper's equations."""
    selu = BOOK.entries["selu"].parameters
    alpha, scale = float(selu["alpha"].default), float(selu["scale"].default)
    mean, square = _moments_of_selu(alpha, scale)
    assert abs(mean) < 1e-13
    assert abs(square - 1.0) < 1e-13


def _moments_of_selu(alpha: float, scale: float) -> tuple[float, float]:
    """E[f(z)] and E[f(z)^2] for z ~ N(0, 1), in closed form."""
    half, root = 0.5, math.sqrt(2.0)
    first = math.exp(0.5) * math.erfc(1.0 / root) / 2.0  # E[e^z; z < 0]
    second = math.exp(2.0) * math.erfc(2.0 / root) / 2.0  # E[e^2z; z < 0]
    mean = scale * (1.0 / math.sqrt(2.0 * math.pi) + alpha * (first - half))
    square = scale**2 * (half + alpha**2 * (second - 2.0 * first + half))
    return mean, square
