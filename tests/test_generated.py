"""Generated files are current, and made the same way every time."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKE = "import completions; print(completions.bash(), completions.zsh(), completions.fish())"


def python(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=os.environ | environment, encoding="utf-8",
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip


def test_everything_generated_is_current():
    done = python("scripts/generate.py", "--check")
    assert done.stdout == "", "run: python scripts/generate.py"
    assert done.returncode == 0, done.stderr


def test_a_stale_file_is_named_and_renewed(tmp_path, monkeypatch, capsys):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    generate = importlib.import_module("generate")
    old, current, missing = (tmp_path / name for name in ("old", "current", "missing"))
    old.write_text("once")
    current.write_text("text")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(
        generate, "GENERATED", dict.fromkeys((old, current, missing), lambda: "text")
    )

    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().out == "stale: old\nstale: missing\n"
    assert old.read_text() == "once"
    assert generate.main([]) == 0
    assert capsys.readouterr().out == "written: old\nwritten: missing\n"
    assert old.read_text() == missing.read_text() == "text"
    assert generate.main(["--check"]) == 0


def test_completions_do_not_depend_on_the_order_of_sets():
    """click keeps some names in a set, whose order is another in every run."""
    texts = {
        python("-c", MAKE, cwd=ROOT / "scripts", PYTHONHASHSEED=seed, PYTHONUTF8="1").stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1
    assert texts != {""}


@pytest.mark.parametrize(
    "file", ["README.md", "docs/ARCHITECTURE.md", "docs/CI.md", "CHANGELOG.md"]
)
def test_no_line_ends_in_a_blank(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
