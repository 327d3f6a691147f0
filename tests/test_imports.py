"""What each command imports: asked in a process of its own, from `sys.modules`.

A start is most of what a short command costs, so what is heavy is imported by what needs it only.
"""

import json
import subprocess
import sys

import pytest
from conftest import PATIENCE, environment

HEAVY = ("numpy", "scipy", "plotext", "pydantic", "rich", "matplotlib")
REPORT = """
import json, sys
sys.argv[0] = "actcli"
from actcli.__main__ import main
try:
    main()
except SystemExit as end:
    status = end.code
tops = sorted({name.partition(".")[0] for name in sys.modules})
sys.stderr.write("\\n" + json.dumps({"status": int(status or 0), "modules": tops}))
"""


def imported(*words, status=0, **variables):
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(**variables),
        timeout=PATIENCE,
        check=True,
    )
    report = json.loads(done.stderr.splitlines()[-1])
    assert report["status"] == status
    return set(report["modules"])


LIGHT = [
    ("--help",),
    ("-h",),
    ("eval", "--help"),
    ("plot", "--help"),
    ("compare", "-h"),
    ("recommend", "-h"),
    ("list",),
    ("list", "--json"),
    ("list", "--family", "classic", "--lang", "ko"),
    ("recommend",),
    ("recommend", "binary", "output"),
    ("recommend", "--task", "multiclass", "--json"),
    (),
]


@pytest.mark.parametrize("words", LIGHT, ids=" ".join)
def test_light_commands_import_nothing_heavy(words):
    modules = imported(*words)
    assert "typer" in modules
    assert not modules & {*HEAVY, "orjson"}


@pytest.mark.parametrize("words", [("--version",), ("-V",)])
def test_the_version_needs_no_typer(words):
    modules = imported(*words)
    assert "actcli" in modules
    assert not modules & {*HEAVY, "typer", "click", "tomllib"}


@pytest.mark.parametrize("words", [("evla",), ("eval",), ("eval", "relu", "--jsno")])
def test_usage_errors_import_nothing_heavy(words):
    assert not imported(*words, status=2) & set(HEAVY)


@pytest.mark.parametrize(
    "words", [("eval", "relu", "1"), ("eval", "relu"), ("eval", "gelu", "1", "--json")]
)
def test_eval_into_a_pipe_draws_nothing(words):
    modules = imported(*words)
    assert {"numpy", "orjson"} <= modules
    assert not modules & {"rich", "plotext", "matplotlib", "scipy", "pydantic", "mpmath"}


def test_compare_into_a_pipe_draws_nothing():
    modules = imported("compare", "relu", "silu")
    assert not modules & {"rich", "plotext", "matplotlib", "scipy", "pydantic"}


@pytest.mark.parametrize(
    "words", [("eval", "relu", "1", "--format", "table"), ("list", "--format", "table")]
)
def test_a_table_imports_rich_and_no_canvas(words):
    modules = imported(*words)
    assert "rich" in modules
    assert not modules & {"plotext", "matplotlib", "scipy", "pydantic"}


def modules_after(code):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.decode().split()}


@pytest.mark.parametrize(
    "code", ["import actcli", "import actcli; actcli.names()", "import actcli; actcli.ActcliError"]
)
def test_the_package_is_light_until_a_function_is_asked_for(code):
    modules = modules_after(code)
    assert "actcli" in modules
    assert not modules & {*HEAVY, "typer", "orjson"}


def test_a_function_needs_numpy_and_no_command_line():
    modules = modules_after('import actcli; actcli.get("relu")(1.0)')
    assert "numpy" in modules
    assert not modules & {"typer", "rich", "plotext", "scipy", "orjson"}


def test_the_command_line_floor_imports_nothing_heavy():
    """Every module of cli, imported on its own; their functions import what they need."""
    code = """
import importlib, pkgutil
import actcli.cli
for found in pkgutil.iter_modules(actcli.cli.__path__):
    importlib.import_module(f"actcli.cli.{found.name}")
"""
    assert not modules_after(code) & {*HEAVY, "orjson", "tomllib"}
