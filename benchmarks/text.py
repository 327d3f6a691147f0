"""Text through `actcli eval relu` against mawk: seconds in paired runs, and peak memory.

    python benchmarks/text.py             the command
    python benchmarks/text.py --floor     the streams alone, without the command around them

Medians of alternating runs; every run reads a file and writes to the null device.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MILLION = 1_000_000
COMMAND = [sys.executable, "-m", "actcli", "eval", "relu"]
FLOOR = [sys.executable, __file__, "--run-floor"]
# The input file of each comparison, and the mawk program that does the same.
COMPARISONS = {
    "1e6 doubles of 17 digits": ("doubles", r'{printf "%.17g\n", ($1>0)?$1:0}'),
    "1e7 numbers of 2 decimals": ("short-1e7", r"{print ($1>0)?$1:0}"),
}
MEMORY = {"1e6 lines": "short-1e6", "1e7 lines": "short-1e7"}


def make_files(folder: Path) -> None:
    """Write the input; a megabyte at a time keeps this process small.

    A child's peak memory is at least what its parent held when it started the child.
    """
    generator = random.Random(1)
    with (folder / "doubles").open("w") as file:
        for _ in range(MILLION):
            file.write(f"{generator.gauss(0, 3)!r}\n")
    with (folder / "short-1e6").open("w") as file:
        for _ in range(MILLION):
            file.write(f"{generator.gauss(0, 30):.2f}\n")
    with (folder / "short-1e7").open("wb") as file:
        for _ in range(10):
            with (folder / "short-1e6").open("rb") as part:
                shutil.copyfileobj(part, file)


def run(command: list[str], file: Path) -> tuple[float, float]:
    """Return the seconds a command took over a file, and its peak memory in megabytes."""
    with file.open("rb") as source:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with status {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit / 1e6


def compare_times(command: list[str], folder: Path, rounds: int) -> None:
    print(f"{'seconds, medians':28}{'actcli':>10}{'mawk':>10}{'ratio':>10}")
    for title, (file, program) in COMPARISONS.items():
        pairs = [
            (run(command, folder / file)[0], run(["mawk", program], folder / file)[0])
            for _ in range(rounds)
        ]
        ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        print(f"{title:28}{ours:10.2f}{theirs:10.2f}{ratio:10.2f}")


def show_memory(command: list[str], folder: Path) -> None:
    print(f"\n{'peak memory, MB':28}{'actcli':>10}")
    for title, file in MEMORY.items():
        print(f"{title:28}{run(command, folder / file)[1]:10.1f}")


def run_floor() -> None:
    """Send stdin through the streams, with one NumPy call in place of actcli's evaluation."""
    import numpy as np

    from actcli.streams.output import open_output
    from actcli.streams.text import open_text, read_text

    with open_text(None) as source, open_output(None) as output:
        for block in read_text(source, "stdin"):
            output.write(block.with_numbers([np.maximum(block.values, 0.0)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="paired runs (default 7)")
    parser.add_argument("--floor", action="store_true", help="measure the streams alone")
    parser.add_argument("--run-floor", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run_floor:
        run_floor()
        return
    if shutil.which("mawk") is None:
        sys.exit("mawk is not installed, and it is what actcli is compared with")
    command = FLOOR if options.floor else COMMAND
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder)
        compare_times(command, folder, options.rounds)
        show_memory(command, folder)


if __name__ == "__main__":
    main()
