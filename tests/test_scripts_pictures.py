"""The script that makes the pictures of the README."""

import importlib
import os
import re
import signal
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def pictures(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    handler = signal.getsignal(signal.SIGPIPE)
    yield importlib.import_module("pictures")
    signal.signal(signal.SIGPIPE, handler)  # a command sets it


@pytest.fixture
def elsewhere(pictures, monkeypatch, tmp_path):
    """The script with a folder and a picture of its own."""
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    monkeypatch.setattr(pictures, "FOLDER", tmp_path / "made")
    monkeypatch.setattr(
        pictures, "SHOTS", (pictures.Shot("relu", "eval relu 2 3", "two values", columns=40),)
    )
    return pictures


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_pictures_are_current_wherever_they_are_made(seed):
    of_a_person = {"NO_COLOR": "1", "COLUMNS": "40", "TERM": "dumb", "ACTCLI_LANG": "ko"}
    done = subprocess.run(
        [sys.executable, "scripts/pictures.py", "--check"], cwd=ROOT, check=False, timeout=120,
        env=os.environ | of_a_person | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", ""), "run: python scripts/pictures.py"
    assert done.returncode == 0


def test_every_picture_in_the_folder_is_made_by_the_script(pictures):
    made = {shot.file.with_suffix(suffix) for shot in pictures.SHOTS for suffix in (".svg", ".png")}
    assert set(FOLDER.iterdir()) == made


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.svg")), ids=lambda file: file.stem)
def test_a_picture_shows_a_command_in_both_colour_schemes(file):
    tree = ElementTree.fromstring(file.read_bytes())
    assert tree.find(f"{SVG}title").text.startswith("actcli ")
    assert "prefers-color-scheme:dark" in tree.find(f"{SVG}style").text
    assert len(file.read_bytes()) < 30_000
    prompts = [element for element in tree.iter(f"{SVG}text") if element.text == "$"]
    assert [element.get("y") for element in prompts] == ["12"]
    width, height = (float(tree.get(side)) for side in ("width", "height"))
    png = file.with_suffix(".png").read_bytes()
    assert struct.unpack(">II", png[16:24]) == (2 * width, 2 * height)


def test_a_stale_picture_is_named_and_renewed(elsewhere, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)  # not installed
    file = elsewhere.SHOTS[0].file
    assert elsewhere.main(["--check"]) == 1
    assert not file.exists()
    assert elsewhere.main([]) == 0
    assert not file.with_suffix(".png").exists()
    without = "no resvg_py, so this stays as it was: made/relu.png\n"
    assert capsys.readouterr().out == (f"stale: made/relu.svg\nwritten: made/relu.svg\n{without}")
    assert elsewhere.main(["--check"]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace("relu", "gelu"), encoding="utf-8")
    assert elsewhere.main(["--check"]) == 1
    assert elsewhere.main([]) == 0
    assert elsewhere.main(["--check"]) == 0
    assert capsys.readouterr().out.startswith("stale: made/relu.svg\nwritten: made/relu.svg\n")


def test_a_png_has_twice_the_pixels_and_is_made_where_it_is_missing(elsewhere):
    pytest.importorskip("resvg_py")
    (shot,) = elsewhere.SHOTS
    file = shot.file
    lines = 1 + len(elsewhere.printed(shot).splitlines())  # the command stands above
    for _ in range(2):
        assert elsewhere.main([]) == 0
        width, height = struct.unpack(">II", file.with_suffix(".png").read_bytes()[16:24])
        assert (width, height) == (2 * (40 * 8 + 24) * 1.25, 2 * (16 * lines + 40) * 1.25)
        file.with_suffix(".png").unlink()


def test_a_picture_is_what_a_terminal_shows(elsewhere, terminal):
    """The script's terminal is one in memory; a real one must be told the same."""
    (shot,) = elsewhere.SHOTS
    shown = terminal(
        *shot.command.split(), COLUMNS="40", LINES="24", COLORTERM="truecolor", ACTCLI_LANG="en"
    )
    assert elsewhere.printed(shot) == shown.out
    assert "\x1b[" in shown.out


def test_a_command_that_fails_makes_no_picture(elsewhere, capsys):
    with pytest.raises(RuntimeError, match="eval nosuch 1: exit status 2"):
        elsewhere.printed(elsewhere.Shot("a", "eval nosuch 1", ""))
    assert "nosuch" in capsys.readouterr().err
    assert elsewhere.printed(elsewhere.SHOTS[0])  # stdout and environment are as they were


def test_each_colour_of_a_terminal_becomes_an_ink(pictures):
    from actcli.render.pictures.drawing import FAINT, TEXT, TITLE, curve_ink

    text = (
        "a\x1b[1mb\x1b[0m\x1b[2mc\x1b[0m\x1b[38;2;128;128;128md\x1b[0m\n"
        "\x1b[38;2;0;114;178me\x1b[0m\x1b[38;2;0;158;115mf\x1b[0m\x1b[1;31mg\x1b[0m\n\n"
    )
    pieces = list(pictures.colored(text))
    assert pieces == [
        ("a", TEXT), ("b", TITLE), ("cd", FAINT), ("\n", TEXT),
        ("e", curve_ink(0)), ("f", curve_ink(2)), ("g", curve_ink(1)), ("\n", TEXT),
    ]  # fmt: skip
    for unknown in ("38;2;1;2;3", "7", "4", "41", "97"):
        with pytest.raises(ValueError, match="no ink"):
            list(pictures.colored(f"\x1b[{unknown}mx"))


def test_the_dark_picture_is_the_light_one_in_other_colours(elsewhere):
    light, dark = (elsewhere.svg(elsewhere.SHOTS[0], theme) for theme in ("light", "dark"))
    assert light != dark
    assert re.sub(r"#\w{6}", "", light) == re.sub(r"#\w{6}", "", dark)
