"""The numbers of `plot --data`, piped in: values a second and peak memory.

    python benchmarks/histogram.py            1e6 and 1e7 values
    python benchmarks/histogram.py 1e8        another length

The histogram is compared with the reader alone, which parses the same text and drops the numbers.
"""

import os
import subprocess
import sys
import time

VALUES_IN_A_BLOCK = 10_000
MILLION = 1_000_000
ROADS = {"reader": "--run-reader", "reader + histogram": "--run-histogram"}


def run_generator(count: int) -> None:
    """Write normal numbers of 4 decimals; ten blocks in turn, so that writing costs little."""
    import numpy as np

    generator = np.random.default_rng(1)
    blocks = [
        "".join(
            f"{value:.4f}\n" for value in generator.normal(0.0, 3.0, VALUES_IN_A_BLOCK)
        ).encode()
        for _ in range(10)
    ]
    for number in range(count // VALUES_IN_A_BLOCK):
        sys.stdout.buffer.write(blocks[number % len(blocks)])


def run_reader() -> None:
    from actcli.streams.text import open_text, read_text

    with open_text(None) as source:
        count = sum(block.values.size for block in read_text(source, "stdin"))
    print(f"{count:,} values")


def run_histogram() -> None:
    """What `plot relu sigmoid --data -` does before it draws."""
    import actcli
    from actcli.analysis.pictures.zones import zones_of
    from actcli.cli.data import read_data
    from actcli.render.pictures.data_notes import data_notes
    from actcli.render.words import load_words

    functions = [actcli.get("relu"), actcli.get("sigmoid")]
    zones = [zone for number, f in enumerate(functions) for zone in zones_of(f, number)]
    summary = read_data("-", functions, zones)
    notes = data_notes(summary, ["relu", "sigmoid"], summary.histogram.range(), load_words("en"))
    print("; ".join(notes))


def run(road: str, count: int) -> tuple[float, float, str]:
    """The seconds until the answer, the peak memory in megabytes, and the answer."""
    command = [sys.executable, __file__]
    start = time.perf_counter()
    source = subprocess.Popen([*command, "--run-generator", str(count)], stdout=subprocess.PIPE)
    child = subprocess.Popen([*command, road], stdin=source.stdout, stdout=subprocess.PIPE)
    source.stdout.close()
    answer = child.stdout.read().decode().strip()
    child.stdout.close()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if source.wait() or child.returncode:
        sys.exit(f"{road} ended with status {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit / 1e6, answer


def main() -> None:
    counts = [int(float(text)) for text in sys.argv[1:]] or [MILLION, 10 * MILLION]
    print(f"{'':22}{'values':>14}{'seconds':>10}{'1e6 a second':>14}{'peak MB':>10}")
    for count in counts:
        for title, road in ROADS.items():
            seconds, megabytes, answer = run(road, count)
            rate = count / seconds / 1e6
            print(f"{title:22}{count:14,}{seconds:10.2f}{rate:14.2f}{megabytes:10.1f}")
    print(f"\n{answer}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run-generator"]:
        run_generator(int(sys.argv[2]))
    elif sys.argv[1:] == ["--run-reader"]:
        run_reader()
    elif sys.argv[1:] == ["--run-histogram"]:
        run_histogram()
    else:
        main()
