"""The examples of the README and of pages in docs: each is run, its output written below it.

    <!-- example
    seq -3 3 | actcli eval sigmoid
    -->

and the block that follows hold the commands, one a line, and what they print into a pipe 80 columns
wide. Blanks at the end of a line are left out.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "docs" / "CI.md", ROOT / "README.md")
_EXAMPLE = re.compile(
    r"(<!-- example\n(.*?)\n-->\n)(```console\n.*?^```\n)?", re.DOTALL | re.MULTILINE
)


def renewed(page: Path) -> str:
    """A page with the output of its examples as it is today."""
    return with_output(page.read_text(encoding="utf-8"))


def with_output(text: str) -> str:
    """The text with a fresh block below each example."""
    commands = {c for _, example, _ in _EXAMPLE.findall(text) for c in example.splitlines()}
    with ThreadPoolExecutor() as pool:
        printed = dict(zip(commands, pool.map(_run, commands), strict=True))

    def block(match: re.Match[str]) -> str:
        lines = [f"$ {command}\n{printed[command]}" for command in match[2].splitlines()]
        return f"{match[1]}```console\n{''.join(lines)}```\n"

    return _EXAMPLE.sub(block, text)


def _run(command: str) -> str:
    """What a command prints, errors included, in an environment that is the same everywhere."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}",
        "LANG": "C.UTF-8",
        "ACTCLI_LANG": "en",
        "COLUMNS": "80",
        "LINES": "24",
        "XDG_CONFIG_HOME": os.devnull,
    }
    done = subprocess.run(
        ["sh", "-c", f"{{ {command}\n}} 2>&1"],
        env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        timeout=60, check=False,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())
