"""`actcli plot`, from its arguments to the bytes that leave."""

import contextlib
import os
import re
import subprocess
import sys

import pytest

from actcli.cli.plot import plot
from actcli.cli.ranges import parse_range
from actcli.errors import ActcliError


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch):
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LINES",
        "COLORTERM",
        "ACTCLI_LANG",
        "LC_ALL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def printed(capfdbinary):
    def run(*specs, **options):
        plot(list(specs), **options)
        return capfdbinary.readouterr().out

    return run


def test_a_pipe_gets_a_plain_picture_of_80x24(printed):
    data = printed("sigmoid", "tanh", "relu", derivative=["1"])
    lines = data.decode().splitlines()
    assert b"\x1b" not in data
    assert len(lines) == 24
    assert 70 < max(map(len, lines)) <= 80
    assert lines[0].strip() == "sigmoid, tanh, relu and slopes"
    legend = [line.split()[-1] for line in lines[1:7]]
    assert legend == ["sigmoid", "sigmoid'", "tanh", "tanh'", "relu", "relu'"]


def test_no_color_and_force_color(printed, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    colored = printed("relu")
    assert set(re.findall(rb"\x1b\[([^m]*)m", colored)) <= {b"0", b"1", b"38;5;32", b"38;5;244"}
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", colored).count(b"\x1b") == 0
    assert b"38;5;32" in colored
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b" not in printed("relu")
    assert b"38;5;32" in printed("relu", color="always")
    monkeypatch.delenv("NO_COLOR")
    assert b"\x1b" not in printed("relu", color="never")


def test_size_from_variables_and_options(printed, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("LINES", "15")
    assert len(printed("relu").splitlines()) == 15
    assert max(map(len, printed("relu").decode().splitlines())) <= 50
    assert len(printed("relu", height=9).splitlines()) == 9
    assert max(map(len, printed("relu", width=100).decode().splitlines())) > 90


def test_ascii_is_seven_bit_in_every_language(printed):
    data = printed("softmax", "step", ascii_only=True, lang="ko", derivative=["1"], title="제목")
    assert data.isascii()
    assert b"\x1b" not in data
    assert data.endswith(b"softmax: first output of the vector (x, 0)\n")


def test_korean_title_and_note(printed):
    text = printed("softmax", "relu", lang="ko", derivative=["1"]).decode()
    assert text.splitlines()[0].strip() == "softmax, relu와 기울기"
    assert "벡터 (x, 0)의 첫 번째 출력" in text.splitlines()[-1]


def test_title_can_be_chosen_and_left_out(printed):
    assert printed("relu", title="My title").decode().splitlines()[0].strip() == "My title"
    assert re.match(" *[0-9]*[│┤]", printed("relu", title="").decode())


def test_notes_say_what_the_picture_cannot(printed):
    text = printed("exp(x)", "sigmoid", "sqrt(-1 - x**2)").decode()
    assert "exp(x): beyond the picture" in text
    assert "sqrt(-1 - x**2): no finite value" in text
    assert "beyond" not in printed("exp(x)", "sigmoid", y_range="0:1").decode()


def test_picture_into_a_file(printed, tmp_path):
    file = tmp_path / "relu.txt"
    assert printed("relu", output=file) == b""
    assert file.read_bytes() == printed("relu")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"x_range": "5:-5"}, "reversed"),
        ({"x_range": "1:1"}, "empty"),
        ({"y_range": "2:1"}, "--y-range: '2:1' is reversed"),
        ({"derivative": ["3"]}, "-d: '3'"),
        ({"color": "pink"}, "--color: 'pink'"),
        ({"lang": "xx"}, "xx"),
    ],
)
def test_bad_options_are_one_clear_line(printed, options, message):
    with pytest.raises(ActcliError) as caught:
        printed("relu", **options)
    assert message in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint


def test_no_function_shows_an_example():
    with pytest.raises(ActcliError) as caught:
        plot(None)
    assert "actcli plot sigmoid" in caught.value.hint


def test_other_pictures_are_refused_before_anything_is_written(tmp_path):
    file = tmp_path / "relu.bmp"
    with pytest.raises(ActcliError, match=r"\.bmp"):
        plot(["relu"], output=file)
    assert not file.exists()


def test_a_failed_run_leaves_the_old_file_whole(tmp_path):
    file = tmp_path / "old.txt"
    file.write_text("old")
    with pytest.raises(ActcliError, match="no finite value"):
        plot(["sqrt(-1 - x**2)"], output=file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-5:5", (-5.0, 5.0)),
        ("0:1", (0.0, 1.0)),
        ("-1e-3:+.5", (-0.001, 0.5)),
        (" -2 : 2 ", (-2.0, 2.0)),
    ],
)
def test_range(text, expected):
    assert parse_range(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5", "not a range"),
        ("1:2:3", "not a range"),
        ("", "not a range"),
        (":5", "missing"),
        ("a:5", "'a' is not a number"),
        ("1_0:20", "'1_0' is not a number"),
        ("٣:5", "is not a number"),
        ("nan:1", "must be finite"),
        ("-inf:inf", "must be finite"),
        ("0:1e999", "must be finite"),
        ("2:2", "empty"),
        ("3:-3", "reversed"),
        ("-1e308:1e308", "too wide"),
    ],
)
def test_bad_range(text, message):
    with pytest.raises(ActcliError) as caught:
        parse_range(text, "--range")
    assert message in caught.value.message
    assert "--range -" in caught.value.hint


def test_import_of_the_command_is_light():
    heavy = "{'numpy', 'rich', 'plotext'} & set(sys.modules)"
    script = f"import sys, actcli.cli.plot; print({heavy})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout == "set()\n"


def test_a_pipe_needs_no_rich_text():
    script = (
        "import sys; from actcli.cli.plot import plot; plot(['relu']);"
        "print({'rich.text', 'rich.console'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout.endswith("set()\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_colours_its_own_size_and_a_line_for_the_prompt():
    import fcntl
    import pty
    import struct
    import termios

    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 100, 0, 0))
    script = "from actcli.cli.plot import plot; plot(['relu'])"
    with subprocess.Popen([sys.executable, "-c", script], stdout=its, stderr=its) as process:
        os.close(its)
        data = b""
        with contextlib.suppress(OSError):  # the terminal's end, once the process has gone
            while part := os.read(ours, 65536):
                data += part
    os.close(ours)
    assert process.returncode == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", data.decode()).splitlines()
    assert b"\x1b[38;5;32m" in data
    assert len(lines) == 19
    assert 90 < max(map(len, lines)) <= 100
