"""When text is coloured, with how many colours, and how large a terminal is."""

import pytest
from rich.table import Table
from rich.text import Text

from actcli.errors import ActcliError
from actcli.render.terminal import color_system, rendered, terminal_size


@pytest.mark.parametrize(
    ("color", "to_terminal", "environment", "expected"),
    [
        ("auto", False, {"TERM": "xterm-256color"}, None),
        ("auto", True, {"TERM": "xterm-256color"}, "256"),
        ("auto", True, {"TERM": "xterm"}, "standard"),
        ("auto", True, {"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ("auto", True, {"TERM": "xterm-direct"}, "truecolor"),
        ("auto", True, {"TERM": "dumb", "COLORTERM": "truecolor"}, None),
        ("auto", True, {}, None),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": "1"}, None),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": ""}, "standard"),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": "0"}, None),
        ("auto", False, {"FORCE_COLOR": "1", "TERM": "xterm"}, "standard"),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}, None),
        ("auto", False, {"FORCE_COLOR": "0", "TERM": "xterm"}, None),
        ("auto", True, {"FORCE_COLOR": "0", "TERM": "xterm"}, "standard"),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, "standard"),
        ("always", False, {}, "standard"),
        ("never", True, {"FORCE_COLOR": "1", "TERM": "xterm"}, None),
    ],
)
def test_color_system(color, to_terminal, environment, expected):
    assert color_system(color, to_terminal=to_terminal, environment=environment) == expected


def test_an_unknown_color_is_one_clear_line():
    with pytest.raises(ActcliError, match="'sometimes'") as caught:
        color_system("sometimes", to_terminal=True)
    assert "auto, always or never" in caught.value.hint


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, (80, 24)),
        ({"COLUMNS": "120"}, (120, 24)),
        ({"COLUMNS": "120", "LINES": "40"}, (120, 40)),
        ({"COLUMNS": "0", "LINES": "-3"}, (80, 24)),
        ({"COLUMNS": "wide", "LINES": ""}, (80, 24)),
        ({"COLUMNS": "²"}, (80, 24)),
    ],
)
def test_size_in_a_pipe(environment, expected):
    assert terminal_size(to_terminal=False, environment=environment) == expected


def bold_table():
    table = Table(title="a title")
    table.add_column("name", style="bold")
    table.add_row(Text("relu", "red"))
    return table


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_escape_byte_without_colour(monkeypatch, variables):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    text = rendered(bold_table(), color="auto")
    assert "\x1b" not in text
    assert "relu" in text
    assert text.endswith("\n")


def test_always_colours_in_a_pipe(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[31mrelu" in rendered(bold_table(), color="always").replace("1;31", "31")


def test_width_is_honoured(monkeypatch):
    monkeypatch.setenv("COLUMNS", "33")
    long = "word " * 40
    assert max(map(len, rendered(long, color="never").splitlines())) <= 33
    assert max(map(len, rendered(long, color="never", width=50).splitlines())) > 40


def test_markup_and_emoji_are_left_alone():
    assert rendered("[bold]x[/bold] :smile:", color="never") == "[bold]x[/bold] :smile:\n"
