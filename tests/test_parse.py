"""The formula language: what it reads, what it refuses and where; hostile text gets nowhere."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actcli.catalog.formulas import EntryLookup
from actcli.catalog.load import shipped_book
from actcli.catalog.spec import resolve
from actcli.errors import ActcliError
from actcli.formula.parse import (
    MAXIMUM_DIGITS,
    MAXIMUM_LENGTH,
    MAXIMUM_PARTS,
    Definition,
    FormulaError,
    parse_formula,
)
from actcli.formula.spellings import SPELLINGS
from actcli.formula.tree import (
    Binary,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Parameter,
    Variable,
    Where,
    children,
    depth_of,
    mentions_x,
    substitute,
    walk,
)

X = Variable()
LOOKUP = EntryLookup(shipped_book())


def shown(node: Node) -> str:
    """A tree as text that tells every kind of part from every other, fully bracketed."""
    match node:
        case Variable():
            return "x"
        case Number(value):
            return repr(value)
        case Constant(name):
            return f"<{name}>"
        case Parameter(name):
            return f"${name}"
        case Negative(operand):
            return f"neg({shown(operand)})"
        case Binary(operator, left, right):
            return f"({shown(left)} {operator} {shown(right)})"
        case Call(name, arguments):
            return f"{name}[{', '.join(map(shown, arguments))}]"
        case Comparison(operators, operands):
            rest = zip(operators, map(shown, operands[1:]), strict=True)
            return shown(operands[0]) + "".join(f" {sign} {operand}" for sign, operand in rest)
        case Where(condition, chosen, otherwise):
            return f"where[{shown(condition)}, {shown(chosen)}, {shown(otherwise)}]"
    raise AssertionError(node)


def read(text: str, *parameters: str) -> str:
    return shown(parse_formula(text, parameters, LOOKUP).tree)


def refusal(text: str, *parameters: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text, parameters, LOOKUP)
    return caught.value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x", "x"),
        ("  x\t", "x"),
        ("2", "2.0"),
        (".5", "0.5"),
        ("1e-3", "0.001"),
        ("0.1", "0.1"),
        ("pi", "<pi>"),
        ("e", "<e>"),
        ("e * pi", "(<e> * <pi>)"),
        ("2e1", "20.0"),
        ("x + 1 - 2", "((x + 1.0) - 2.0)"),
        ("x * 2 / 3", "((x * 2.0) / 3.0)"),
        ("x + 2 * 3", "(x + (2.0 * 3.0))"),
        ("(x + 2) * 3", "((x + 2.0) * 3.0)"),
        ("-x**2", "neg((x ** 2.0))"),
        ("(-x)**2", "(neg(x) ** 2.0)"),
        ("2**-x", "(2.0 ** neg(x))"),
        ("x**2**3", "(x ** (2.0 ** 3.0))"),
        ("x**-0.5", "(x ** neg(0.5))"),
        ("x**x", "(x ** x)"),
        ("+x", "x"),
        ("+-+x", "neg(x)"),
        ("--x", "neg(neg(x))"),
        ("-x * 2", "(neg(x) * 2.0)"),
        ("2 - -x", "(2.0 - neg(x))"),
        ("x-1", "(x - 1.0)"),
        ("sin(x)", "sin[x]"),
        ("max(x, 0)", "max[x, 0.0]"),
        ("clip(x, -1, 1)", "clip[x, neg(1.0), 1.0]"),
        ("where(x > 0, x, 0)", "where[x > 0.0, x, 0.0]"),
        ("where(-1 < x <= 1, x, 0)", "where[neg(1.0) < x <= 1.0, x, 0.0]"),
        ("where(1 >= x >= 0 > -2, 1, 2)", "where[1.0 >= x >= 0.0 > neg(2.0), 1.0, 2.0]"),
        ("where((x) > (0), x, 0)", "where[x > 0.0, x, 0.0]"),
        ("where(x > 0, where(x > 1, 1, x), 0)", "where[x > 0.0, where[x > 1.0, 1.0, x], 0.0]"),
    ],
)
def test_reads(text, tree):
    assert read(text) == tree


def test_parameters_are_read_by_name_and_hide_the_constants():
    assert read("beta * x", "beta") == "($beta * x)"
    assert read("e * x", "e") == "($e * x)"


def test_the_text_is_kept_composed_and_without_blanks_around_it():
    assert parse_formula("  x + 1 ").text == "x + 1"
    decomposed = "\u1105\u1166\u11af\u1105\u116e(x)"  # 렐루, typed on a Mac
    assert parse_formula(decomposed, (), LOOKUP).text == "렐루(x)"


@pytest.mark.parametrize("name", sorted(SPELLINGS))
def test_every_primitive_can_be_called(name):
    least, most = SPELLINGS[name].arguments
    if name == "where":
        assert read("where(x > 1, 2, 3)") == "where[x > 1.0, 2.0, 3.0]"
        return
    for count in range(least, most + 1):
        arguments = ["x", *map(str, range(2, count + 1))]
        tree = parse_formula(f"{name}({', '.join(arguments)})").tree
        assert isinstance(tree, Call)
        assert (tree.name, len(tree.arguments)) == (name, count)
    assert f"{name} takes" in refusal(f"{name}()").problem
    assert f"{name} takes" in refusal(f"{name}({', '.join('x' * (most + 1))})").problem
    assert refusal(name).hint == f"write {name}(x)"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("relu(x)", "max[x, 0.0]"),
        ("relu(x)**2", "(max[x, 0.0] ** 2.0)"),
        ("relu(2 * x)", "max[(2.0 * x), 0.0]"),
        ("x * silu(x)", "(x * (x * sigmoid[x]))"),
        ("leaky_relu(x)", "where[x > 0.0, x, (0.01 * x)]"),
        ("leaky_relu(x, negative_slope=0.2)", "where[x > 0.0, x, (0.2 * x)]"),
        ("leaky_relu(x, negative_slope=-1/5)", "where[x > 0.0, x, ((neg(1.0) / 5.0) * x)]"),
        ("elu(x, alpha=x)", "where[x > 0.0, x, (x * expm1[x])]"),
        ("gelu(x)", "(x * normal_cdf[x])"),
        ("gelu(x, approximate='none')", "(x * normal_cdf[x])"),
        ("렐루(x)", "max[x, 0.0]"),
        # Both primitive and entry: positional x alone is the primitive, keywords the entry.
        ("softplus(x)", "softplus[x]"),
        (
            "softplus(x, beta=2, threshold=9)",
            "where[(2.0 * x) > 9.0, x, (softplus[(2.0 * x)] / 2.0)]",
        ),
        ("step(x)", "step[x]"),
        ("step(x, threshold=1)", "where[x >= 1.0, 1.0, 0.0]"),
    ],
)
def test_entries_of_the_book_are_written_out(text, tree):
    assert read(text) == tree


def test_a_choice_selects_the_formula():
    assert "sigmoid" in read("gelu(x, approximate='tanh')")
    assert "sigmoid" in read("gelu_tanh(x)")
    problem = refusal("gelu(x, approximate='exact')")
    assert problem.problem == "approximate is one of 'none', 'tanh', 'fast'"
    assert "approximate is one of" in refusal("gelu(x, approximate=tanh)").problem
    assert "approximate is one of" in refusal("gelu(x, approximate=[])").problem


def test_a_parameter_of_the_outer_formula_reaches_the_inner_entry():
    assert read("elu(x, alpha=beta)", "beta") == "where[x > 0.0, x, ($beta * expm1[x])]"


@pytest.mark.parametrize(
    ("text", "problem", "column"),
    [
        ("", "the formula is empty", 0),
        ("   ", "the formula is empty", 0),
        ("x^2", "^ is not a power here", 1),
        ("1 + x^2", "^ is not a power here", 5),
        ("(1 + x ) ^(2)", "^ is not a power here", 9),
        ("x // 2", "an operator outside the formula language", 2),
        ("x % 2", "an operator outside the formula language", 2),
        ("x @ x", "an operator outside the formula language", 2),
        ("1 + x > 0", "a comparison stands only inside where(condition, a, b)", 0),
        ("x * (x > 0)", "a comparison stands only inside where(condition, a, b)", 5),
        ("where(x, 1, 2)", "where() begins with a comparison", 6),
        ("where(x > 0 and x < 1, 1, 2)", "where() begins with a comparison", 6),
        ("where(not x > 0, 1, 2)", "where() begins with a comparison", 6),
        ("where(x == 0, 1, 2)", "comparisons are < <= > >=", 6),
        ("where(x != 0, 1, 2)", "comparisons are < <= > >=", 6),
        ("where(x in x, 1, 2)", "comparisons are < <= > >=", 6),
        ("where(x > 0, x)", "where takes 3 arguments", 0),
        ("where(x > 0, x, 0, 0)", "where takes 3 arguments", 0),
        ("max(x)", "max takes 2 arguments", 0),
        ("1 + clip(x, 0)", "clip takes 3 arguments", 4),
        ("sin(x, x)", "sin takes 1 argument", 0),
        ("x + softplus(x, beta=-1)", "beta must be greater than 0", 21),
        ("softplus(x, beta=0)", "beta must be greater than 0", 17),
        ("asinh(x=x)", "asinh takes no named arguments", 0),
        ("asinh(x, **x)", "asinh takes no named arguments", 0),
        ("x + y", "unknown name 'y'", 4),
        ("x + inf", "unknown name 'inf'", 4),
        ("x + sin", "sin needs its argument", 4),
        ("x + relu", "relu needs its argument", 4),
        ("x + foo(x)", "unknown function 'foo'", 4),
        ("x(2)", "unknown function 'x'", 0),
        ("2(x)", "only a plain name can be called", 0),
        ("f(x)(x)", "only a plain name can be called", 0),
        ("np.exp(x)", "only a plain name can be called", 0),
        ("x.real", "a name with a dot is not part of the formula language", 0),
        ("1 + x[0]", "an index in brackets is not part of the formula language", 4),
        ("x if x else 1", "if/else is not part of the formula language", 0),
        ("x and 1", "and/or is not part of the formula language", 0),
        ("lambda: x", "a function or a loop is not part of the formula language", 0),
        ("[x for x in x]", "a function or a loop is not part of the formula language", 0),
        ("(y := x)", "this is not part of the formula language", 1),
        ("f'{x}'", "this is not part of the formula language", 0),
        ("[x]", "this is not part of the formula language", 0),
        ("{x}", "this is not part of the formula language", 0),
        ("~x", "this is not part of the formula language", 0),
        ("not x", "this is not part of the formula language", 0),
        ("max(*x, x)", "this is not part of the formula language", 4),
        ("x, x", "a comma here is not part of the formula language", 0),
        ("x + 'x'", "a text is not a number", 4),
        ("x + b'x'", "a text is not a number", 4),
        ("x * 1j", "1j is not a number", 4),
        ("x * True", "True is not a number", 4),
        ("x * None", "None is not a number", 4),
        ("x * ...", "Ellipsis is not a number", 4),
        ("x + 1e999", "a number too large for a double", 4),
        ("x +\n1", "a formula is one line", 3),
        ("(x +\r1)", "a formula is one line", 4),
        ("x # the identity", "a formula has no comments", 2),
        ("x\0", "a formula has no such character as U+0000", 1),
        ("x \x0c", "the formula is read", -1),
        ("x + \x0c1", "a formula has no such character as U+000C", 4),
        ("x + \ud800", "a formula has no such character as U+D800", 4),
        ("elu(x, 2)", "elu takes one argument, and its parameters by name", 0),
        ("elu()", "elu takes one argument, and its parameters by name", 0),
        ("relu(x, alpha=1)", "relu has no parameter 'alpha'", 14),
        ("relu(x, **x)", "relu has no parameter '**'", 10),
        ("elu(x, alpha=1, alpha=2)", "alpha is given twice", 13),
        ("elu(x, alpha=y)", "unknown name 'y'", 13),
        # After Korean text, whose letters are three bytes each.
        ("렐루(x) + y", "unknown name 'y'", 8),
        ("렐루(x) + x^2", "^ is not a power here", 9),
        ("렐루(x) * (렐루(x) ^ 2)", "^ is not a power here", 15),
        ("렐루(x) + 시그마(x)", "unknown function '시그마'", 8),
    ],
)
def test_refuses_and_says_where(text, problem, column):
    if column < 0:  # blanks at the ends do not count
        assert read(text) == "x"
        return
    error = refusal(text)
    assert (error.problem, error.column) == (problem, column)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("x +", 3),
        ("x + )", 4),
        ("(x + 1", 0),
        ("x x", 0),
        ("x + * 2", 4),
        ("2x", 0),
        ("x + 2x", 4),
        ("0777", 0),
        ("x; x", 1),
        ("x = 1", 0),
        ("import os", 0),
        ("렐루(x) + )", 8),
        ("x × 2", 2),
        ("렐루(x) × 2", 6),
    ],
)
def test_python_s_own_refusals_point_near_the_fault(text, column):
    error = refusal(text)
    assert error.problem.startswith("cannot read the formula: ")
    assert abs(error.column - column) <= 2, error.column


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("x^2", "write x**2 for x squared"),
        ("2x", "a product needs its sign: 2*x"),
        ("1 + 2x", "a product needs its sign: 2*x"),
        ("x²", "write **2"),
        ("x × 2", "write *"),
        ("x − 2", "write -"),
        ("π * x", "write pi"),
        ("sigmiod(x)", "did you mean sigmoid?"),
        ("x + sigmoid", "write sigmoid(x)"),
        ("elu(x, 2)", "elu(x, alpha=...)"),
        ("relu(x, 2)", "write relu(x)"),
    ],
)
def test_says_what_to_do(text, hint):
    assert refusal(text).hint == hint


def test_the_caret_stands_under_the_fault():
    assert refusal("x + y").message == "unknown name 'y'\n  x + y\n      ^"
    # A Korean letter takes two columns of a terminal.
    assert refusal("렐루(x) + y").message.splitlines()[2] == " " * (2 + 10) + "^"


def test_a_long_formula_is_shown_around_its_fault():
    text = " + ".join(["x"] * 40 + ["y"] + ["x"] * 15)
    problem, line, caret = refusal(text).message.splitlines()
    assert problem == "unknown name 'y'"
    assert line.startswith("  ... ")
    assert line.endswith(" ...")
    assert len(line) <= 90
    assert line[caret.index("^")] == "y"


def test_unprintable_letters_never_reach_the_message():
    for text in ("x + \u202ex", "x + \x1b[31m", "x \ud800", "x \x07"):
        lines = refusal(text).message.splitlines()
        assert all(line.isprintable() for line in lines)


def test_length_is_bounded():
    assert shown(parse_formula("x" + " " * (MAXIMUM_LENGTH - 3) + "+1").tree) == "(x + 1.0)"
    problem = refusal("x" + " " * (MAXIMUM_LENGTH - 2) + "+1").problem
    assert problem == "the formula is 2001 characters long; at most 2000 are read"


def test_digits_are_bounded():
    assert read("1" * MAXIMUM_DIGITS) == repr(float("1" * MAXIMUM_DIGITS))
    assert refusal("1" * (MAXIMUM_DIGITS + 1)).problem == "a number of more than 60 characters"


def test_depth_is_bounded():
    assert depth_of(parse_formula("-" * 59 + "x").tree) == 60
    assert refusal("-" * 61 + "x").problem == "the formula is nested too deeply"
    assert "nested" in refusal("(" * 900 + "x" + ")" * 900).problem


def test_parts_are_bounded_after_entries_are_written_out():
    assert len([*walk(parse_formula("mish(mish(mish(x)))", (), LOOKUP).tree)]) < 100
    nested = "mish(" * 40 + "x" + ")" * 40
    assert refusal(nested).problem.startswith("the formula has too many parts")
    wide = " + ".join(["mish(mish(mish(mish(mish(mish(x))))))"] * 40)
    assert len(wide) < MAXIMUM_LENGTH
    assert refusal(wide).problem.startswith("the formula has too many parts")


def test_depth_is_bounded_after_entries_are_written_out():
    deep = parse_formula("-" * 55 + "x").tree
    error = None
    try:
        parse_formula("f(" * 50 + "x" + ")" * 50, (), lambda _: Definition({"": deep}))
    except FormulaError as caught:
        error = caught
    assert error is not None
    assert error.problem.startswith("the formula is nested too deeply once")


def nested_entries() -> list[str]:
    names = ("relu", "selu", "hard_sigmoid", "softsign", "gelu_tanh", "mish")
    return [f"{name}(" * 59 + "x" + ")" * 59 for name in names]


HOSTILE = [
    "__import__('os')",
    "__import__('os').system('true')",
    "x.__class__.__mro__",
    "().__class__.__bases__[0].__subclasses__()",
    "eval('x')",
    "9**9**9**9",
    "(" * 10_000 + "x" + ")" * 10_000,
    "(" * 900 + "x" + ")" * 900,
    "[" * 900 + "x" + "]" * 900,
    "x" * 100_000,
    "x+" * 50_000 + "x",
    "-" * 1_900 + "x",
    "not " * 400 + "x",
    "(x)" * 600,
    "f" + "(x)" * 600,
    "f" + ".a" * 900,
    "f" + ".a(x)" * 300,
    "x" + "[x]" * 600,
    "GELU(" + "-" * 1_500 + "1)",
    "LeakyReLU(" + "9" * 500 + ")",
    "nn.LeakyReLU(" + "(" * 150 + "1" + ")" * 150 + ")",
    "9" * 1_900,
    "x * 1e999",
    "x * " + "9" * 70,
    "x * 0x" + "f" * 70,
    "lambda x: x",
    "(y := x)",
    "f'{x}'",
    "f'{__import__(\"os\")}'",
    "x\0",
    "\0",
    "\ud800",
    "x + '\\d'",
    "'\\d'(x)",
    "GELU('\\d')",
    "0in x",
    "1if x else 2",
    "x is 1",
    "x # comment",
    "x\n",
    "x\nx",
    "x\\\nx",
    "yield x",
    "(yield x)",
    "await x",
    "*x",
    "x" + " " * 5_000,
    "a@" + "b" * 5_000,
    "relu:" + "," * 1_900,
    "relu@torch:" + "1," * 900,
    "max" + "(max" * 300,
    "\u202ex",
    "x\u200b",
    *nested_entries(),
]


def outcome(door: Callable[[str], object], text: str) -> str | None:
    """The message of the one error that is allowed, or None where the text is read."""
    try:
        door(text)
    except ActcliError as error:
        return error.message
    return None


def test_a_framework_s_name_inside_a_formula_is_told_how_to_be_written():
    assert refusal("torch.sigmoid(x) * x").hint == "write sigmoid(...)"
    assert refusal("F.silu(x) * 2").hint == "write silu(...)"
    assert refusal("os.system(x) + x").hint is None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_in_one_error_or_none(text):
    """It ends at all, that is: most of these would run for ever in a parser without bounds."""
    for door in (resolve, lambda formula: parse_formula(formula, (), LOOKUP)):
        message = outcome(door, text)
        assert message is None or 0 < len(message) < MAXIMUM_LENGTH + 200


PIECES = st.sampled_from(
    [
        *"x+-*/()<>=,.'\"0123456789 ^_@:#\\[]{}!%&|~\t\n\0",
        *("**", "where(", "relu(", "x", "x", "e", "softplus", "beta=", "lambda ", "if ", "else"),
        *("렐루", "²", "pi", "\ud800", "nn.", "GELU"),
    ]
)


@settings(max_examples=300, deadline=1000)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_or_refused_with_one_error(text):
    for door in (resolve, lambda formula: parse_formula(formula, (), LOOKUP)):
        message = outcome(door, text)
        assert message is None or message.splitlines()[0].isprintable()


def test_walk_goes_from_left_to_right():
    tree = parse_formula("where(x > 1, 2 + x, max(3, -4))").tree
    names = [type(part).__name__ for part in walk(tree)]
    assert names == [
        "Where", "Comparison", "Variable", "Number", "Binary", "Number", "Variable",
        "Call", "Number", "Negative", "Number",
    ]  # fmt: skip
    assert [part.value for part in walk(tree) if isinstance(part, Number)] == [1, 2, 3, 4]
    assert children(X) == ()


def test_mentions_x_looks_into_conditions():
    assert mentions_x(parse_formula("where(x > 1, 2, 3)").tree)
    assert not mentions_x(parse_formula("where(pi > 1, 2, 3)").tree)


def test_substitute_reaches_every_place():
    tree = parse_formula("where(x > a, -x, clip(x, a, a * x)) / a", ["a"]).tree
    result = substitute(tree, Number(7.0), {"a": Constant("pi")})
    assert shown(result) == ("(where[7.0 > <pi>, neg(7.0), clip[7.0, <pi>, (<pi> * 7.0)]] / <pi>)")
    assert shown(substitute(tree, X, {})) == shown(tree)


def test_the_number_of_parts_bound_is_not_overrun_by_much_work():
    """The size of a tree is known before it is built."""
    start = time.process_time()
    refusal("gelu_tanh(" * 59 + "x" + ")" * 59)
    assert time.process_time() - start < 0.5
    assert MAXIMUM_PARTS <= 10_000
