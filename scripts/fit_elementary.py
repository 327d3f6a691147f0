"""Compute the constants of exponential.py and circular.py and print them as they stand there.

    python scripts/fit_elementary.py            print both blocks of constants
    python scripts/fit_elementary.py --check    exit with 1 if a module holds another block

All is computed at 70 digits and rounded once, to the nearest double. A constant that must be known
beyond a double is a pair: the nearest double, and the double nearest to what is missing from it.
"""

import sys
from pathlib import Path

from constants import column, nearest, pair
from mpmath import mp, mpf

FORMULA = Path(__file__).resolve().parent.parent / "actcli" / "formula"

STEPS = 64  # a table of 2**(j / STEPS) serves the exponential
STEP_BITS = 42  # behind the point, in the first part of ln(2) / STEPS: 36 bits in all
QUARTERS = 4  # exact parts of pi / 2, and a last one that holds the rest
QUARTER_BITS = 22  # of each: a multiple by up to 2**31 is exact


def truncated(value: mpf, bits: int) -> mpf:
    """value cut off after so many bits behind the point."""
    return mp.floor(value * mpf(2) ** bits) / mpf(2) ** bits


def exponential_block() -> str:
    """The block of constants of exponential.py."""
    step = mp.log(2) / STEPS
    high = truncated(step, STEP_BITS)
    powers = [pair(mpf(2) ** (mpf(j) / STEPS)) for j in range(STEPS)]
    return "\n".join(
        [
            f"_STEPS_PER_UNIT = {nearest(1 / step)!r}",
            f"# ln(2) / {STEPS}; the first part is short, so that its multiples are exact.",
            f"_LN_2_STEP = ({nearest(high)!r}, {nearest(step - high)!r})",
            column("_POWERS_OF_2", powers),
        ]
    )


def circular_block() -> str:
    """The block of constants of circular.py."""
    parts, rest = [], mp.pi / 2
    for n in range(QUARTERS):
        parts.append(truncated(rest, QUARTER_BITS * (n + 1) - 1))
        rest -= parts[-1]
    return "\n".join(
        [
            f"_QUARTERS_PER_UNIT = {nearest(2 / mp.pi)!r}",
            column("_QUARTER", [repr(nearest(part)) for part in [*parts, rest]]),
        ]
    )


def blocks() -> dict[str, str]:
    """The blocks by the name of their module."""
    with mp.workdps(70):
        return {"exponential.py": exponential_block(), "circular.py": circular_block()}


def main(arguments: list[str]) -> int:
    status = 0
    for module, block in blocks().items():
        if arguments != ["--check"]:
            print(f"# {module}", block, sep="\n")
        elif block not in (FORMULA / module).read_text(encoding="utf-8"):
            print(f"{module}: its constants are not what {Path(__file__).name} prints")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
