"""How long actcli takes to start, as a ratio to `python -c "import numpy"`: medians of paired runs.

    python benchmarks/startup.py [RUNS]

Each command is run in turn with the yardstick, and the ratio is taken pair by pair, so that a
machine that slows down slows both. Run it in the environment that actcli is installed in.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ACTCLI = str(Path(sys.executable).with_name("actcli"))
YARDSTICK = [sys.executable, "-c", "import numpy"]
# Command, and the largest ratio that it may have.
TARGETS = [
    (["eval", "relu", "-3", "0", "2"], 1.6),
    (["--help"], 1.0),
    (["--version"], 0.5),
    (["list"], 1.6),
]


def seconds(command: list[str]) -> float:
    """The wall time of one run, its output going into a pipe."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    print(f"{'command':<28}{'median ratio':>14}{'target':>9}")
    for arguments, target in TARGETS:
        command = [ACTCLI, *arguments]
        seconds(command), seconds(YARDSTICK)  # a first run warms the file cache
        ratios = [seconds(command) / seconds(YARDSTICK) for _ in range(runs)]
        print(f"{'actcli ' + ' '.join(arguments):<28}{statistics.median(ratios):>14.2f}{target:>9}")


if __name__ == "__main__":
    main()
