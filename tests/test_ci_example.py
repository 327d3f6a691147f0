"""The worked example of docs/CI.md: the job fails for a wrong conversion, and for nothing else."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import environment

CI = Path(__file__).parent.parent / "docs" / "ci"


def job(table):
    """What the job does, started as a CI service would start it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}"
    return subprocess.run(
        ["sh", str(CI / "check.sh"), str(table)],
        env=environment(PATH=path), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_wrong_conversion_fails_the_job_and_is_named():
    done = job(CI / "activations.tsv")
    assert done.returncode == 1
    assert done.stdout == ""
    slope, leak = done.stderr.splitlines()
    assert "hard_sigmoid" in slope
    assert "0.0833333" in slope  # 2.5 (0.2 - 1/6)
    assert "leaky_relu" in leak


def test_a_right_conversion_passes():
    done = job(CI / "mended.tsv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_name_that_nobody_knows_fails_the_job(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("relu\tnn.ReLU()\nrelu\treluu\n")
    done = job(table)
    assert done.returncode == 1
    assert "did you mean relu?" in done.stderr


def test_a_last_line_without_a_newline_counts(tmp_path):
    table = tmp_path / "table.tsv"
    table.write_text("relu\tnn.ReLU()\nrelu\tsilu")
    done = job(table)
    assert done.returncode == 1
    assert "relu and silu" in done.stderr


def test_a_table_that_is_not_there_fails_the_job(tmp_path):
    done = job(tmp_path / "nowhere.tsv")
    assert done.returncode == 2
    assert "nowhere.tsv" in done.stderr
