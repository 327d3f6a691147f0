"""A user's own book: where it may come from, what it may say, and every way to break one."""

import json
import subprocess
import sys

import pytest

import actcli as api
from actcli.errors import ActcliError

MINE = """\
# A book of my own.
[soft_gate]
formula = "x * sigmoid(k * x)"
aliases = ["sg", { name = "sharp gate", k = 10 }]
parameters.k = { default = 1.7, usual = [1, 2], above = 0 }
known = [[0.0, 0.0]]

[double_gate]
formula = "soft_gate(soft_gate(x, k=2)) + relu(x)"

[either]
formula.up = "x + 1"
formula.down = "x - 1"
family = "linear"
parameters.way = { default = "up" }
frameworks.torch = [{ symbol = "torch.mine.either", way = "down" }]
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_its_functions_go_by_all_their_names(actcli, mine):
    for spec, value in {
        "soft_gate:k=2": 0.8807970779778824,
        "sg:2": 0.8807970779778824,
        "Sharp-Gate:2": 0.8807970779778824,
        "x + soft_gate(x, k=2)": 1.8807970779778824,
        "either": 2.0,
        "either@torch": 0.0,
        "torch.mine.either": 0.0,
    }.items():
        answer = actcli("eval", spec, "1", "--book", mine)
        assert (answer.status, float(answer.out)) == (0, pytest.approx(value, rel=1e-15)), spec


def test_entries_may_build_on_each_other_and_on_the_shipped_ones(mine):
    inner = 0.8807970779778824
    got = api.get("double_gate", books=[str(mine)])
    assert got(1.0) == pytest.approx(api.get("soft_gate", books=[mine])(inner) + 1.0, rel=1e-15)


@pytest.mark.parametrize("place", ["before", "after", "variable", "configuration"])
def test_where_a_book_comes_from(actcli, mine, tmp_path, monkeypatch, place):
    arguments = {
        "before": ["--book", mine, "eval", "sg:2", "1"],
        "after": ["eval", "sg:2", "1", "--book", mine],
    }.get(place, ["eval", "sg:2", "1"])
    if place == "variable":
        monkeypatch.setenv("ACTCLI_BOOK", str(mine))
    if place == "configuration":
        folder = tmp_path / "config" / "actcli"
        folder.mkdir(parents=True)
        mine.rename(folder / "anything.toml")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert actcli(*arguments).out == "0.8807970779778824\n"


def test_several_books_and_one_named_twice(actcli, mine, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('[tenfold]\nformula = "10 * soft_gate(x, k=2)"\n', encoding="utf-8")
    answer = actcli("eval", "tenfold", "1", "--book", mine, "--book", other, "--book", mine)
    assert answer.out == "8.807970779778824\n"
    answer = actcli("eval", "tenfold", "1", "--book", other)
    assert answer.status == 2
    assert "unknown function 'soft_gate'" in answer.err


def test_every_command_knows_it(actcli, mine):
    assert actcli("list", "--book", mine).lines[-3:] == ["soft_gate", "double_gate", "either"]
    assert actcli("list", "--family", "own", "--book", mine).lines == ["soft_gate", "double_gate"]
    smooth = actcli("list", "--book", mine, "--where", "smooth and bounded-below and infimum > -1")
    assert "soft_gate" in smooth.lines
    records = json.loads(actcli("list", "--family", "own", "--json", "--book", mine).out)
    assert records[0]["traits"]["largest_slope"] == pytest.approx(1.0998, abs=1e-3)
    for command in (["show", "sg"], ["plot", "sg"], ["compare", "sg", "silu"]):
        answer = actcli(*command, "--book", mine)
        assert (answer.status, answer.err) == (0, ""), command
        assert "soft_gate" in answer.out


def test_listing_it_imports_no_numpy(mine):
    """Unless it has known values, which must be computed to be checked."""
    mine.write_text(MINE.replace("known = [[0.0, 0.0]]\n", ""), encoding="utf-8")
    code = (
        "import sys; from actcli.cli.app import run; "
        f"status = run(['list', '--book', {str(mine)!r}]); "
        "print(status, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 False"


GOOD = '[a]\nformula = "x"\n'
FAULTS = {
    '[a]\nformula = "x + y"\n': (":2:16: [a] unknown name 'y'", "a formula knows x"),
    '[a]\nformula = "relux(x)"\n': (":2:12: [a] unknown function 'relux'", None),
    '[a]\nformula = "x +"\n': (":2:15: [a] cannot read the formula", None),
    "[a]\nformula = 'x^2'\n": (":2:13: [a] ^ is not a power here", "write x**2"),
    '[a]\nformula = "a(x)"\n': (":2:11: [a] the formulas of a name each other", None),
    '[a]\nformula = "b(x)"\n[b]\nformula = "1 + a(x)"\n': (
        ":2:11: [a] the formulas of a and b name each other",
        None,
    ),
    '[a]\nformula = "softmax(x)"\n': (":2:11: [a] softmax is a function of a whole vector", None),
    '[relu]\nformula = "x"\n': (":1:1: [relu] the name 'relu' is taken by relu", "another name"),
    '[ReLU]\nformula = "x"\n': (":1:1: [ReLU] the name 'ReLU' is taken by relu", None),
    f'{GOOD}aliases = ["swish"]\n': (":3:11: [a] the name 'swish' is taken by silu", None),
    f'{GOOD}[b]\nformula = "x"\naliases = ["A"]\n': (":5:11: [b] the name 'A' is taken by a", None),
    '[sech]\nformula = "x"\n': (":1:1: [sech] 'sech' has a meaning of its own", None),
    '["my own"]\nformula = "x"\n': (":1:1: [my own] a name is made of", None),
    "[a\n": (":1:3: expected", "TOML"),
    f"{GOOD}{GOOD}": (":3:3: cannot declare", "TOML"),
    "hello\n": (": expected", "TOML"),
    'formula = "x"\n': (":1:11: [formula] formula stands outside of a table", None),
    "[a]\n": (":1:1: [a] it needs either a formula", None),
    "[a]\nformula = 3\n": (":2:11: [a] formula must be a text", None),
    f'{GOOD}famly = "linear"\n': (":3:9: [a] unknown key 'famly'", "family"),
    f'{GOOD}family = "relus"\n': (":3:10: [a] unknown family 'relus'", "rectifier"),
    f'{GOOD}vector = "softmax"\n': (":3:10: [a] 'vector' is only for the shipped book", None),
    f"{GOOD}parameters.k = 3\n": (":3:16: [a] k must be a table", "default"),
    f"{GOOD}parameters.k = {{ defalt = 3 }}\n": (
        ":3:16: [a] parameter k has an unknown key",
        "default",
    ),
    f"{GOOD}parameters.k = {{ }}\n": (":3:16: [a] parameter k needs a default", None),
    f"{GOOD}parameters.k = {{ default = 3 }}\n": (":3:16: [a] no formula uses k", None),
    f"{GOOD}[a.parameters.k]\ndefault = 3\n": (":3:1: [a] no formula uses k", None),
    '[a]\nformula = "k * x"\nparameters.k = { default = 0, above = 0 }\n': (
        ":3:16: [a] the default of k is not above 0",
        None,
    ),
    f"{GOOD}parameters.x = {{ default = 3 }}\n": (":3:16: [a] a parameter cannot be called", None),
    '[a]\nformula.one = "x"\n': (":2:15: [a] several formulas need a parameter", None),
    f'{GOOD}parameters.w = {{ default = "one" }}\n': (":2:11: [a] a choice needs a formula", None),
    f"{GOOD}known = [[2.0, 3.0]]\n": (":3:9: [a] f(2) is 2.0, not 3.0", None),
    '[a]\nformula = "1 + 2"\n': (":2:12: [a] a formula must mention x", None),
    '[a]\nformula = "k * x"\nparameters.k = { default = 1, at_most = "m" }\n': (
        ":3:16: [a] there is no parameter 'm'",
        None,
    ),
    f"{GOOD}known = [1, 2]\n": (":3:9: [a] known is a list of pairs", None),
    f"{GOOD}aliases = [3]\n": (":3:11: [a] an alias is a text", None),
    f'{GOOD}frameworks.trch = [{{ symbol = "t" }}]\n': (
        ":3:19: [a] unknown framework 'trch'",
        "torch",
    ),
    f'{GOOD}frameworks.torch = "relu"\n': (":3:20: [a] each framework has a list", None),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_broken_book_is_refused_with_its_place(actcli, tmp_path, text):
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    message, hint = FAULTS[text]
    for command in (["eval", "relu", "1"], ["list"]):
        answer = actcli(*command, "--book", path)
        assert (answer.status, answer.out) == (2, "")
        first, *rest = answer.err.splitlines()
        assert first.startswith(f"actcli: {path}"), first
        assert message in first
        assert len(rest) <= 1
        assert hint is None or hint in answer.err


def test_a_byte_order_mark_is_read_over(actcli, tmp_path):
    path = tmp_path / "notepad.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert actcli("eval", "a", "2", "--book", path).out == "2.0\n"


def test_files_that_are_no_book(actcli, tmp_path):
    missing = actcli("list", "--book", tmp_path / "none.toml")
    assert missing.status == 2
    assert "cannot read the book" in missing.err
    assert actcli("list", "--book", tmp_path).status == 2
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00[a]")
    assert "not a text in UTF-8" in actcli("list", "--book", binary).err


def test_the_python_interface_takes_books(mine):
    assert api.names([mine])[-3:] == ["soft_gate", "double_gate", "either"]
    assert api.get("sg:2", [mine])(1.0) == pytest.approx(0.8807970779778824, rel=1e-15)
    with pytest.raises(ActcliError, match="unknown function"):
        api.get("sg:2")
