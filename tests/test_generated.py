"""Generated files are current, and made the same way every time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKERS = "import completions as c, sys; sys.stdout.buffer.write((c.bash() + c.zsh() + c.fish()).encode())"


def python(*arguments, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=os.environ | environment, encoding="utf-8",
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip


def test_everything_generated_is_current():
    done = python("scripts/generate.py", "--check")
    assert done.stdout == "", "run: python scripts/generate.py"
    assert done.returncode == 0, done.stderr


def test_a_stale_file_is_named_and_renewed(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "completions").mkdir()
    (tmp_path / "README.md").write_text("<!-- example\necho 1\n-->\n")
    said = python("scripts/generate.py", "--check", cwd=tmp_path)
    assert said.returncode == 1
    assert "stale: completions/actcli.bash\n" in said.stdout
    assert "stale: README.md\n" in said.stdout
    assert not any((tmp_path / "completions").iterdir())
    assert python("scripts/generate.py", cwd=tmp_path).returncode == 0
    assert (tmp_path / "README.md").read_text().endswith("```console\n$ echo 1\n1\n```\n")
    assert python("scripts/generate.py", "--check", cwd=tmp_path).returncode == 0


def test_completions_do_not_depend_on_the_order_of_sets():
    """click keeps some names in a set, whose order is another in every run."""
    texts = {
        python("-c", MAKERS, PYTHONPATH=str(ROOT / "scripts"), PYTHONHASHSEED=seed).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1
    assert texts != {""}


@pytest.mark.parametrize("file", ["README.md", "docs/ARCHITECTURE.md", "CHANGELOG.md"])
def test_no_line_ends_in_a_blank(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
