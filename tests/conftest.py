"""How tests run actcli: in this process where only the answer matters, else in its own."""

import io
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

# The environment of the frameworks has no matplotlib; the one of the README's test command has.
collect_ignore = [] if find_spec("matplotlib") else ["test_fonts.py", "test_plot_paper.py"]

GOLDEN = Path(__file__).parent / "golden"
# What a person's shell may have set, and what must not change the outcome of a test.
VARIABLES = (
    "ACTCLI_LANG", "CLICOLOR", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LANGUAGE", "LC_ALL",
    "LC_MESSAGES", "LINES", "NO_COLOR", "PYTHONUNBUFFERED",
)  # fmt: skip
SETTINGS = {"LANG": "en_US.UTF-8", "TERM": "xterm-256color", "XDG_CONFIG_HOME": os.devnull}
os.environ["XDG_CONFIG_HOME"] = os.devnull  # a developer's own book is no part of the tests
os.environ.pop("ACTCLI_BOOK", None)
PATIENCE = 60.0  # seconds; reached only where something hangs


@dataclass(frozen=True)
class Answer:
    """How actcli ended, and what it wrote, byte for byte."""

    status: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


def environment(**variables):
    """The environment of a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return {**kept, **SETTINGS, **variables}


@pytest.fixture
def actcli(capfdbinary, monkeypatch):
    """Run actcli in this process: `actcli("eval", "relu", "1", stdin="", ACTCLI_LANG="ko")`."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    handler = signal.getsignal(signal.SIGPIPE)

    def run(*words, stdin="", **variables):
        from actcli.cli.app import run as run_words

        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        source = stdin if hasattr(stdin, "read") else io.BytesIO(stdin.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
        capfdbinary.readouterr()
        status = run_words(list(words))
        out, err = capfdbinary.readouterr()
        return Answer(int(status), out.decode(), err.decode())

    yield run
    signal.signal(signal.SIGPIPE, handler)


@pytest.fixture
def process():
    """Run actcli in a process of its own, with pipes unless told otherwise."""

    def run(*words, variables=None, module=("-m", "actcli"), stdin=b"", **streams):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        done = subprocess.run(
            [sys.executable, *module, *words],
            input=stdin,
            env=environment(**(variables or {})),
            timeout=PATIENCE,
            check=False,
            **streams,
        )
        return Answer(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return run


def _heed_interrupts():
    """A shell starts what runs in its background with Ctrl-C ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start():
    """Start actcli with pipes and leave it running; it is ended with the test."""
    started = []

    def begin(*words, **streams):
        streams = {
            "stdin": subprocess.PIPE,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **streams,
        }
        child = subprocess.Popen(
            [sys.executable, "-m", "actcli", *words],
            env=environment(),
            bufsize=0,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509  the tests have one thread
            **streams,
        )
        started.append(child)
        return child

    yield begin
    for child in started:
        if child.poll() is None:
            child.kill()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                stream.close()
        child.wait(PATIENCE)


@pytest.fixture
def terminal():
    """Run actcli with a terminal for its stdin and stdout; line ends are made plain again."""
    pty = pytest.importorskip("pty", reason="a terminal of Unix is needed")

    def run(*words, stdin=None, **variables):
        leader, follower = pty.openpty()
        child = subprocess.Popen(
            [sys.executable, "-m", "actcli", *words],
            stdin=follower if stdin is None else stdin,
            stdout=follower,
            stderr=subprocess.PIPE,
            env=environment(**variables),
        )
        os.close(follower)
        out = _until_the_end(leader)
        os.close(leader)
        err = child.stderr.read()
        child.stderr.close()
        return Answer(child.wait(PATIENCE), out.decode().replace("\r\n", "\n"), err.decode())

    return run


def _until_the_end(descriptor):
    deadline = time.monotonic() + PATIENCE
    read = b""
    while select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
        try:
            chunk = os.read(descriptor, 65_536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        read += chunk
    return read


@pytest.fixture
def golden():
    """Compare with a file under tests/golden; renew them all and read what changed:

    UPDATE_GOLDEN=1 python -m pytest && git diff tests/golden
    """

    def compare(name, text):
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert text == file.read_bytes().decode()

    return compare


def golden_files(folder):
    """The names of the golden files of a folder, to check that each has its test."""
    return {file.name for file in (GOLDEN / folder).iterdir()}
