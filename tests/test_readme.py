"""What the README promises. That its examples are current is checked in test_generated.py."""

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actcli.cli.app import COMMANDS, build_command
from actcli.errors import ExitStatus

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
PAGES = ("README.md", "docs/ARCHITECTURE.md", "docs/CI.md", "CHANGELOG.md")


def test_the_first_two_blocks_are_one_command_line_each():
    (first, show), (second, check) = BLOCKS[:2]
    assert first == second == "sh"
    assert show.count("\n") == check.count("\n") == 1
    assert " && .venv/bin/actcli eval " in show
    assert " && .venv/bin/actcli plot " in show
    assert check.startswith("python3 -m venv .venv && ")
    assert check.endswith(" -m pytest\n")
    for command in (show, check):
        assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0


def test_the_python_examples_give_what_they_show():
    page = "".join(text for language, text in BLOCKS if language == "python")
    example = doctest.DocTestParser().get_doctest(page, {}, "README.md", "README.md", 0)
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_examples_show_no_error_of_python_or_the_shell():
    shown = "".join(text for language, text in BLOCKS if language == "console")
    assert shown.count("$ actcli") > 10
    for word in ("Traceback", "not found", "no such", "unknown"):
        assert word not in shown


def test_an_example_shows_stdout_and_stderr_in_order():
    """The README says that its examples are what is printed: errors belong to that."""
    script = "import examples; print(examples.with_output(input().replace('|', chr(10))))"
    marked = "<!-- example|echo 1; echo 2 >&2; echo '3  '|-->|"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / "scripts", input=marked, text=True,
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.endswith("$ echo 1; echo 2 >&2; echo '3  '\n1\n2\n3\n```\n\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown(name):
    assert f"`actcli {name} " in README or f"`actcli {name}`" in README
    assert f"$ actcli {name} " in README


def test_every_exit_status_is_listed():
    table = README.partition("| Exit status |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == [str(int(s)) for s in ExitStatus]


@pytest.mark.parametrize("option", ["--format", "--precision", "--color", "--lang", "--tolerance"])
def test_options_that_the_text_names_exist(option):
    assert option in README
    commands = [build_command(name) for name in COMMANDS]
    assert any(option in parameter.opts for command in commands for parameter in command.params)


@pytest.mark.parametrize("page", PAGES)
def test_links_and_files_of_the_pages_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / link).exists(), link
    for path in re.findall(r"`((?:scripts|tests|completions|docs|actcli)/[\w./]*)`", text):
        assert (ROOT / path).exists(), path


def test_modules_that_the_architecture_names_exist():
    text = (
        (ROOT / "docs/ARCHITECTURE.md")
        .read_text(encoding="utf-8")
        .partition("## Where this differs")[0]
    )
    named = re.findall(r"`((?:cli|render|streams|analysis|catalog|formula)/[\w/]+\.\w+)`", text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / "actcli" / path).exists()] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_set_up_of_completions_is_a_command_of_the_shell(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    block = next(text for _, text in BLOCKS if f"# {shell}" in text)
    line = block.partition(f"# {shell}")[2].splitlines()[1]
    assert subprocess.run([shell, "-n", "-c", line], check=False).returncode == 0
    source = re.findall(r"completions/\S+", line.partition("cp ")[2])[0]
    assert (ROOT / source).exists()
