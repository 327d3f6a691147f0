"""The edge: bad command lines, closed pipes, full disks, Ctrl-C, hostile formulas."""

import io
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PATIENCE, environment

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root reads and writes everywhere")

# Commands that answer something short.
ANSWERS = [
    (),
    ("--help",),
    ("--version",),
    ("eval", "--help"),
    ("eval", "relu", "1"),
    ("eval", "relu", "1", "--json"),
    ("eval", "relu", "1", "--format", "table"),
    ("plot", "relu"),
    ("compare", "relu", "silu"),
    ("compare", "relu", "silu", "--tolerance", "0"),
    ("recommend",),
    ("show", "relu"),
    ("list",),
]

DEEP = 10_000
# The words, and what the first line of the error says.
BAD = [
    # commands and options
    (("evla",), "no such command 'evla'"),
    (("relu",), "no such command 'relu'"),
    (("",), "no such command"),
    (("--jsno",), "no such option: --jsno"),
    (("-x",), "no such option: -x"),
    (("eval",), "missing argument"),
    (("eval", "relu", "--jsno", "1"), "no such option: --jsno"),
    (("eval", "relu", "-q", "1"), "no such option: -q"),
    (("eval", "relu", "1", "-o"), "option '-o' requires an argument"),
    (("eval", "relu", "1", "--json=yes"), "--json"),
    (("show",), "missing argument"),
    (("show", "relu", "silu"), "silu"),
    (("list", "relu"), "relu"),
    (("compare",), "missing argument"),
    (("plot",), "plot which function?"),
    (("--lang", "fr"), "unknown language 'fr'"),
    (("--color", "pink"), "--color: 'pink' is not known"),
    (("--color", "pink", "eval", "relu", "1"), "--color: 'pink' is not known"),
    (("eval", "relu", "1", "--color", "pink"), "--color: 'pink' is not known"),
    (("eval", "relu", "1", "--lang", "fr"), "unknown language 'fr'"),
    (("recommend", "relu", "--lang", "fr"), "unknown language 'fr'"),
    # formats
    (("eval", "relu", "1", "--format", "foo"), "eval has no format 'foo'"),
    (("eval", "relu", "1", "--format", ""), "eval has no format ''"),
    (("eval", "relu", "1", "--json", "--format", "csv"), "contradict"),
    (("show", "relu", "--format", "csv"), "show has no format 'csv'"),
    (("compare", "relu", "silu", "--format", "ndjson"), "compare has no format 'ndjson'"),
    (("list", "--format", "xml"), "list has no format 'xml'"),
    (("recommend", "--format", "xml"), "recommend has no format 'xml'"),
    # functions
    (("eval", "reluu", "1"), "unknown function 'reluu'"),
    (("eval", "", "1"), "the name of a function is empty"),
    (("eval", "softmaks:2", "1"), "unknown function 'softmaks'"),
    (("show", "-3"), "-3"),
    (("eval", "42", "1"), "42"),
    (("eval", "nn.Foo()", "1"), "nn.Foo is not a symbol"),
    (("eval", "nn.ReLU(foo=1)", "1"), "no argument 'foo'"),
    (("eval", "leaky_relu:slope=3", "1"), "leaky_relu has no parameter 'slope'"),
    (("eval", "leaky_relu:abc", "1"), "'abc' is not a number"),
    (("eval", "leaky_relu:", "1"), "is not a number"),
    (("eval", "leaky_relu:0.1,0.2", "1"), "too many parameters for leaky_relu"),
    (("eval", "relu:1", "1"), "relu has no parameters"),
    (("eval", "gelu:approximate=foo", "1"), "approximate is not 'foo'"),
    (("eval", "softplus:beta=0", "1"), "softplus is undefined for beta=0"),
    (("eval", "elu:alpha=1,alpha=2", "1"), "alpha is given twice"),
    (("eval", "relu@nowhere", "1"), "unknown framework 'nowhere'"),
    (("eval", "relu@", "1"), "unknown framework ''"),
    (("eval", "step@torch", "1"), "torch has no step"),
    (("eval", "relu", "1", "--also", "reluu"), "unknown function 'reluu'"),
    (("compare", "relu"), "compare needs at least two functions"),
    (("compare", "relu", "softmax"), "softmax is a function of a whole vector"),
    (("compare", "relu", "reluu"), "unknown function 'reluu'"),
    (("plot", "relu", "log_softmx"), "unknown function 'log_softmx'"),
    (("list", "--family", "foo"), "unknown family 'foo'"),
    (("list", "--framework", "foo"), "unknown framework 'foo'"),
    # formulas
    (("eval", "x^2", "1"), "^ is not a power here"),
    (("eval", "x +", "1"), "cannot read the formula"),
    (("eval", "foo(x)", "1"), "unknown function 'foo'"),
    (("eval", "x if x else x", "1"), "is not part of the formula language"),
    (("eval", "x[0]", "1"), "is not part of the formula language"),
    (("eval", "x, x", "1"), "is not part of the formula language"),
    (("eval", "1e999 * x", "1"), "too large"),
    (("eval", "1j * x", "1"), "1j is not a number"),
    (("eval", "x\nx", "1"), "one line"),
    (("eval", "x\0", "1"), "U+0000"),
    (("eval", "x*\udcff", "1"), "U+DCFF"),
    (("eval", "softmax(x)", "1"), "cannot stand in a formula"),
    (("eval", "x > 0", "1"), "comparison stands only inside where"),
    # hostile formulas
    (("eval", "__import__('os')", "1"), "unknown function '__import__'"),
    (("eval", "x.__class__", "1"), "x.__class__"),
    (("eval", "(lambda: x)()", "1"), ""),
    (("eval", "9**9**9**9", "1"), "too large for a double"),
    (("eval", "(" * DEEP + "x" + ")" * DEEP, "1"), "characters"),
    (("eval", "--", "-" * 1500 + "x", "1"), "too deeply"),
    (("eval", "+".join("x" * 900), "1"), "too deeply"),
    (("eval", "mish(" * 60 + "x" + ")" * 60, "1"), "too"),
    (("eval", "9" * 1000 + "*x", "1"), "a number of more than"),
    # numbers
    (("eval", "relu", "abc"), "argument 1: 'abc' is not a number"),
    (("eval", "relu", "1", "silu"), "argument 2: 'silu' is not a number"),
    (("eval", "relu", ""), "argument 1: '' is not a number"),
    (("eval", "relu", "1,2"), "argument 1: '1,2' is not a number"),
    (("eval", "relu", "1_000"), "argument 1: '1_000' is not a number"),
    (("eval", "relu", "0x10"), "argument 1: '0x10' is not a number"),
    (("eval", "relu", "１"), "argument 1: '１' is not a number"),
    (("eval", "relu", "1", "-"), "not from both"),
    (("eval", "relu", "1", "-d", "3"), "-d: '3' is no order"),
    (("eval", "relu", "1", "-d", ""), "-d: '' is no order"),
    (("eval", "relu", "1", "-d", "-1"), "-d: '-1' is no order"),
    (("eval", "relu", "1", "--precision", "0"), "--precision: 0 is not from 1 to 17"),
    (("eval", "relu", "1", "--precision", "18"), "--precision: 18 is not from 1 to 17"),
    (("eval", "relu", "1", "--precision", "x"), "--precision"),
    (("eval", "relu", "1", "--dtype", "float16"), "--dtype: 'float16' is not known"),
    (("eval", "relu", "--invalid", "foo"), "--invalid: 'foo' is not known"),
    # ranges
    (("eval", "relu", "--range", "1"), "'1' is not a range"),
    (("eval", "relu", "--range", "3:1"), "'3:1' is reversed"),
    (("eval", "relu", "--range", "1:1"), "is empty"),
    (("eval", "relu", "--range", "0:inf"), "must be finite"),
    (("eval", "relu", "--range", "0:1_0"), "is not a number"),
    (("eval", "relu", "--range", ":1"), "is missing"),
    (("eval", "relu", "--points", "3"), "--points and --step need --range"),
    (("eval", "relu", "--range", "0:1", "--points", "1"), "--points: 1 is not"),
    (("eval", "relu", "--range", "0:1", "--step", "0"), "--step: 0 is not above 0"),
    (("eval", "relu", "--range", "0:1", "--step", "nan"), "--step: nan is not above 0"),
    (("eval", "relu", "--range", "0:1", "--step", "x"), "--step: 'x' is not a number"),
    (("eval", "relu", "--range", "0:1", "--step", "1e-300"), "--step: 1e-300 makes more than"),
    (("eval", "relu", "--range", "0:1", "--step", "1", "--points", "2"), "not both"),
    (("eval", "relu", "1", "--range", "0:1"), "not from both"),
    (("eval", "relu", "1", "--input", "x.txt"), "choose one"),
    (("compare", "relu", "silu", "--range", "most"), "--range"),
    (("compare", "relu", "silu", "--at", "1,b"), "--at: 'b' is not a number"),
    (("compare", "relu", "silu", "--at", ""), "--at: '' is not a number"),
    (("compare", "relu", "silu", "--tolerance", "-1"), "--tolerance: -1 is not 0 or more"),
    (("compare", "relu", "silu", "--tolerance", "nan"), "--tolerance: nan is not 0 or more"),
    (("compare", "relu", "silu", "--tolerance", "x"), "--tolerance: 'x' is not a number"),
    (("plot", "relu", "--width", "0"), "--width"),
    # files
    (("eval", "relu", "--input", "no-such-file"), "cannot read no-such-file: no such file"),
    (("eval", "relu", "--input", "."), "cannot read .: is a directory"),
]  # fmt: skip


def shortened(words):
    return " ".join(words)[:60].encode("ascii", "backslashreplace").decode()


def is_an_error(answer, status=2):
    """One to four lines on stderr, nothing on stdout, no traceback, no Python in sight."""
    lines = answer.err.splitlines()
    assert answer.status == status
    assert answer.out == ""
    assert 1 <= len(lines) <= 4, answer.err
    assert lines[0].startswith("actcli: ")
    assert all(line.startswith("  ") for line in lines[1:])
    assert "Traceback" not in answer.err
    assert max(map(len, lines)) <= 200
    return lines


@pytest.mark.parametrize(("words", "message"), BAD, ids=[shortened(words) for words, _ in BAD])
def test_bad_command_lines(actcli, words, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    began = time.monotonic()
    lines = is_an_error(actcli(*words))
    assert message in lines[0]
    assert time.monotonic() - began < 5.0
    assert list(tmp_path.iterdir()) == []


def test_a_long_mistyped_option_is_shown_short(actcli):
    is_an_error(actcli("eval", "-" * 1500 + "x", "1"))


def test_an_unknown_language_before_the_command(actcli):
    is_an_error(actcli("--lang", "fr", "eval", "relu", "1"))


def test_a_grid_and_stdin_are_not_both(actcli):
    is_an_error(actcli("eval", "relu", "--range", "0:1", "-", stdin="3\n"))


# Suggestions and carets


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        (("evla",), "actcli eval"),
        (("recomend", "binary"), "actcli recommend"),
        (("relu",), "actcli show relu"),
        (("eval", "relu", "--jsno", "1"), "--json"),
        (("eval", "relu", "1", "--precison", "3"), "--precision"),
        (("compare", "relu", "silu", "--tolerence", "3"), "--tolerance"),
        (("eval", "leaky_rellu", "1"), "leaky_relu"),
        (("eval", "시그모이", "1"), "시그모이드"),
        (("eval", "keras.activations.sigmoyd", "1"), "sigmoid"),
        (("eval", "mish@jaxx", "1"), "jax"),
        (("eval", "hard_sigmoid_keras2@torch", "1"), "onnx"),
        (("eval", "leaky_relu:slope=3", "1"), "negative_slope"),
        (("eval", "gelu:approximate=tan", "1"), "tanh"),
        (("eval", "x^2", "1"), "x**2"),
        (("eval", "relu", "silu"), "--also silu"),
        (("eval", "-x", "1"), "(-x)"),
        (("compare", "relu", "softmax"), "actcli eval softmax"),
        (("list", "--family", "gatde"), "gated"),
        (("eval", "relu", "--range", "3:1"), "1:3"),
    ],
    ids=str,
)
def test_errors_say_what_to_do(actcli, words, suggestion):
    lines = is_an_error(actcli(*words))
    assert suggestion in "\n".join(lines[1:])


@pytest.mark.parametrize(
    ("formula", "under"),
    [
        ("x * foo(x)", "f"),
        ("x + 1j", "1"),
        ("x + y * 2", "y"),
        ("relu(x) * 'a'", "'"),
        ("x**2 + x // 3", "/"),
        ("tanh(x) + where(x, 1, 2)", "x"),
        ("x^2", "^"),
        ("3 * x ^ 2", "^"),
        ("2 $ x", "$"),
    ],
)
def test_a_caret_stands_under_the_fault(actcli, formula, under):
    lines = is_an_error(actcli("eval", formula, "1"))
    assert lines[1] == f"  {formula}"
    caret = lines[2].index("^")
    assert lines[2].strip() == "^"
    assert lines[1][caret] == under


def test_an_unfinished_formula_has_its_caret_at_the_end(actcli):
    lines = is_an_error(actcli("eval", "x * (x +", "1"))
    assert lines[2].index("^") >= len("  x * ")


# Hostile formulas

HOSTILE = [
    "x**1e308", "x**(9**99)", "x/0*0", "exp(exp(exp(exp(x))))", "1e-999*x",
    "x*9999999999999999999999", "log(-1)*x", "9**9**9**x", "(1e300*1e300)*x",
    "x*9**9**9**9",
    "x**9**9**9",
    "x**2**2**2**2**2",
    "x**(0-9**9**9)",
]  # fmt: skip


@pytest.mark.parametrize("formula", HOSTILE)
@pytest.mark.parametrize("orders", ["0", "0,1,2"])
def test_extreme_formulas_end_at_once_without_a_traceback(actcli, formula, orders):
    began = time.monotonic()
    answer = actcli("eval", "-d", orders, "--", formula, "1", "-2.5", "0", "inf", "nan")
    assert answer.status in (0, 2)
    assert (answer.err == "") is (answer.status == 0)
    assert time.monotonic() - began < 5.0


def test_hostile_text_ends_in_its_own_process_too(process):
    """Deep nesting can exhaust the stack of C, which no exception would tell."""
    for formula in ("(" * 900 + "x" + ")" * 900, "-" * 1990 + "x", "x" + "**x" * 600):
        answer = process("eval", "--", formula, "1")
        assert answer.status in (0, 2)
        assert "Traceback" not in answer.err


# Output that cannot be written


@needs_full
@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_full_disk_is_74(process, words):
    with FULL.open("wb") as full:
        answer = process(*words, stdout=full)
    assert (answer.status, answer.err) == (
        74,
        "actcli: cannot write stdout: no space left on device\n",
    )


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_closed_stdout_is_74(process, words):
    answer = process(*words, stdout=None, preexec_fn=lambda: os.close(1))
    assert (answer.status, answer.err) == (74, "actcli: cannot write stdout: it is closed\n")


@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_reader_that_has_gone_ends_it_as_it_ends_cat(process, words):
    reader, writer = os.pipe()
    os.close(reader)
    answer = process(*words, stdout=writer)
    os.close(writer)
    assert (answer.status, answer.err) == (-signal.SIGPIPE, "")


@pytest.mark.parametrize("source", ["grid", "stream"])
def test_head_ends_a_long_answer_silently(start, source):
    words = ("--range", "0:1", "--points", "1000000") if source == "grid" else ()
    child = start("eval", "identity", *words)
    if source == "stream":
        child.stdin.write(b"0\n" * 10)
    assert child.stdout.readline() == b"0.0\n"
    child.stdout.close()
    if source == "stream":
        child.stdin.write(b"0\n" * 10)
    assert child.wait(PATIENCE) == -signal.SIGPIPE
    assert child.stderr.read() == b""


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell here")
@pytest.mark.parametrize(
    ("line", "out", "status"),
    [
        ("printf '1\\n2\\n3\\n' | $A eval relu | head -1", "1.0\n", 0),
        ("$A list | head -1", "identity\n", 0),
        ("$A eval relu 1 >&-", "", 74),
        ("$A eval relu 1 <&-", "1.0\n", 0),
        ("$A eval relu <&-", "", 2),
        ("$A eval relu 1 2>&-", "1.0\n", 0),
        ("$A eval reluu 1 2>&-", "", 2),
        ("$A eval reluu 1 >&- 2>&-", "", 2),
        ("$A eval relu 1 >&- 2>&-", "", 74),
        ("$A compare relu silu --tolerance 0 2>&- >/dev/null", "", 1),
        ("$A recommend nothing like this 2>&- >/dev/null", "", 1),
        ("printf '1\\n' | while read z; do $A eval relu $z; done", "1.0\n", 0),
    ],
)
def test_in_a_shell(line, out, status):
    done = subprocess.run(
        ["sh", "-c", line.replace("$A", f"'{sys.executable}' -m actcli")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout.decode()) == (status, out)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@needs_full
def test_an_error_that_cannot_be_told_keeps_its_status(process):
    with FULL.open("wb") as full:
        assert process("eval", "relu", "abc", stderr=full).status == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [("no/file.txt", "no such folder"), (".", "is a directory")],
)
def test_files_that_cannot_be_written_are_74(actcli, tmp_path, monkeypatch, name, why):
    monkeypatch.chdir(tmp_path)
    (line,) = is_an_error(actcli("eval", "relu", "1", "-o", name), status=74)
    assert line == f"actcli: cannot write {name}: {why}"


@not_root
def test_files_without_permission(actcli, tmp_path):
    locked = tmp_path / "locked"
    locked.write_text("1\n")
    locked.chmod(0o000)
    assert "permission denied" in is_an_error(actcli("eval", "relu", "--input", str(locked)))[0]
    answer = actcli("eval", "relu", "1", "-o", str(locked))
    assert "permission denied" in is_an_error(answer, status=74)[0]
    assert stat.S_IMODE(locked.stat().st_mode) == 0


# Ctrl-C


def interrupted(child):
    child.send_signal(signal.SIGINT)
    status = child.wait(PATIENCE)
    return status, child.stderr.read().decode()


def test_an_interrupt_leaves_the_old_file_whole(start, tmp_path):
    file = tmp_path / "old.txt"
    file.write_text("old\n")
    child = start("eval", "relu", "-o", str(file))
    child.stdin.write(b"1\n")
    _wait_for(lambda: len(list(tmp_path.iterdir())) == 2)  # the new one beside it
    assert interrupted(child) == (130, "")
    assert file.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [file]


def test_an_interrupt_between_lines_keeps_what_was_answered(start):
    child = start("eval", "relu")
    child.stdin.write(b"-1\n")
    assert select.select([child.stdout], [], [], PATIENCE)[0]
    assert interrupted(child) == (130, "")
    assert child.stdout.read() == b"0.0\n"


def test_an_interrupt_while_computing(start, tmp_path):
    child = start(
        "eval", "mish", "--range", "0:1", "--points", "900000000", "-o", str(tmp_path / "a")
    )
    _wait_for(lambda: any(file.stat().st_size for file in tmp_path.iterdir()))
    assert interrupted(child) == (130, "")
    assert list(tmp_path.iterdir()) == []


def _wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)


# Input that cannot be read


def test_a_stdin_that_fails_while_it_is_read(actcli):
    class Broken(io.BytesIO):
        def read(self, *ignored):
            raise OSError(5, "Input/output error")

        read1 = read

    assert is_an_error(actcli("eval", "relu", stdin=Broken()))[0] == (
        "actcli: cannot read stdin: input/output error"
    )


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"1\n\x00\n", "stdin:2:1"),
        (b"\xff\xfe1\x00\n\x00", "stdin is UTF-16"),
        (b"PK\x03\x04", "stdin:1:1"),
        (b"\x93NUMPY\x01\x00v\x00{'descr'", "stdin:1:1"),
        ("1\n2 \N{FULLWIDTH DIGIT THREE}\n".encode(), "stdin:2:3"),
        (b"true\n", "stdin:1:1"),
        (b"[1]\n", "stdin:1:1"),
        (b'"3"\n', "stdin:1:1"),
        (b"1;2\n", "stdin:1:1"),
        (b"1.0f\n", "stdin:1:1"),
    ],
)
def test_bytes_that_are_no_numbers(actcli, data, place):
    answer = actcli("eval", "relu", stdin=io.BytesIO(data))
    lines = answer.err.splitlines()
    assert answer.status == 2
    assert lines[0].startswith(f"actcli: {place}")
    assert len(lines) <= 2
    assert all(line.isprintable() for line in lines)
