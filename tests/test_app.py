"""The commands put together: help, greeting, version, and options before and after a command."""

import re
import shlex
import sysconfig
from pathlib import Path

import pytest

import actcli as package
from actcli.cli.app import COMMANDS

HELP = [(), *((command,) for command in COMMANDS)]
SHOWN = re.compile(r"^    actcli (.*?)(?:   .*)?$", re.MULTILINE)


@pytest.mark.parametrize("word", ["-h", "--help"])
@pytest.mark.parametrize("command", HELP, ids=lambda words: words[0] if words else "actcli")
def test_help_leads_with_examples(actcli, command, word):
    answer = actcli(*command, word)
    assert (answer.status, answer.err) == (0, "")
    assert answer.lines[0].startswith(" ".join(("Usage: actcli", *command)))
    assert answer.out.index("Examples:") < answer.out.index("Options:")
    assert "\x1b" not in answer.out


@pytest.mark.parametrize("command", HELP, ids=lambda words: words[0] if words else "actcli")
def test_help_fits_80_columns(actcli, command):
    assert max(map(len, actcli(*command, "--help").lines)) <= 80


@pytest.mark.parametrize("command", HELP, ids=lambda words: words[0] if words else "actcli")
def test_help_is_english_in_every_language(actcli, command):
    english = actcli(*command, "--help")
    assert actcli(*command, "--help", ACTCLI_LANG="ko", FORCE_COLOR="1").out == english.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_wins_over_wrong_values_and_missing_words(actcli, command):
    answer = actcli(command, "--lang", "nonsense", "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: actcli {command}")


def test_the_commands_are_listed_with_a_line_each(actcli):
    listed = actcli("--help").out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(len(line.split()) > 2 for line in listed)


@pytest.mark.parametrize("command", HELP, ids=lambda words: words[0] if words else "actcli")
def test_every_example_of_the_help_runs(actcli, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("z.txt").write_text("-1\n2\n")
    rows = [f"{('setosa', 'virginica')[i % 2]},{i * 37 % 101 + 0.5}" for i in range(60)]
    Path("labels.csv").write_text("\n".join(["species,price", *rows]) + "\n")
    examples = SHOWN.findall(actcli(*command, "--help").out)
    assert len(examples) >= 3
    for example in examples:
        answer = actcli(*shlex.split(example.partition(" > ")[0]))
        told_no = "--tolerance" in example
        assert answer.status in ((0, 1) if told_no else (0,)), (example, answer.err)


@pytest.mark.parametrize(
    ("words", "variables", "korean"),
    [
        ((), {}, False),
        (("--lang", "ko"), {}, True),
        ((), {"ACTCLI_LANG": "ko"}, True),
        ((), {"LANG": "ko_KR.UTF-8"}, True),
        (("--lang", "en"), {"ACTCLI_LANG": "ko"}, False),
    ],
    ids=str,
)
def test_alone_it_greets(actcli, words, variables, korean):
    answer = actcli(*words, **variables)
    assert (answer.status, answer.err) == (0, "")
    hangul = [line for line in answer.lines if re.search("[가-힣]", line)]
    assert (len(hangul) > 5) is korean
    # Whoever cannot read it finds the way to the other language.
    assert ("--lang en" if korean else "--lang ko") in answer.out
    commands = re.findall(r"^  actcli (.+?)   ", answer.out, re.MULTILINE)
    assert len(commands) == 4
    assert all(actcli(*command.split()).status == 0 for command in commands)


@pytest.mark.parametrize("words", [("--version",), ("-V",), ("--version", "--lang", "ko")])
def test_version(process, words):
    answer = process(*words)
    assert (answer.status, answer.out, answer.err) == (0, f"actcli {package.__version__}\n", "")


def test_the_module_and_the_script_are_one(process):
    script = Path(sysconfig.get_path("scripts")) / "actcli"
    if not script.exists():
        pytest.skip("actcli is not installed in this environment")
    as_script = process("eval", "sigmoid", "1", module=(str(script),))
    assert as_script == process("eval", "sigmoid", "1")
    assert as_script.status == 0
    wrong = process("eval", "sigmoyd", "1")
    assert wrong == process("eval", "sigmoyd", "1", module=(str(script),))
    assert wrong.err.startswith("actcli: ")


def test_usage_names_the_program_and_not_the_file(process):
    assert process("--help").lines[0].startswith("Usage: actcli ")


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "ko", "show", "relu"),
        ("show", "relu", "--lang", "ko"),
        ("--lang", "en", "show", "relu", "--lang", "ko"),
        ("--lang=ko", "show", "relu"),
    ],
    ids=" ".join,
)
def test_the_language_stands_before_or_after_the_command(actcli, words):
    assert "수식" in actcli(*words).out


def test_what_was_said_before_one_command_is_forgotten_by_the_next(actcli):
    assert "수식" in actcli("--lang", "ko", "show", "relu").out
    assert "formula" in actcli("show", "relu").out


@pytest.mark.parametrize(
    "words", [("--color", "always", "show", "relu"), ("show", "relu", "--color", "always")]
)
def test_colour_stands_before_or_after_the_command(actcli, words):
    assert "\x1b[" in actcli(*words).out
    assert "\x1b[" in actcli(*words, NO_COLOR="1").out


def test_colour_after_the_command_wins(actcli):
    assert "\x1b" not in actcli("--color", "always", "show", "relu", "--color", "never").out


@pytest.mark.parametrize(
    "words", [("--debug", "eval", "reluu", "1"), ("eval", "reluu", "1", "--debug")]
)
def test_debug_shows_the_traceback(process, words):
    answer = process(*words)
    assert answer.status != 0
    assert answer.err.startswith("Traceback")
    assert "unknown function 'reluu'" in answer.err


def test_debug_changes_no_answer(process):
    assert process("eval", "relu", "1", "--debug").out == "1.0\n"


def test_what_stands_after_two_dashes_is_no_option(actcli):
    answer = actcli("recommend", "--", "--debug", "nothing", "of", "this")
    assert "--debug" in answer.err + answer.out
