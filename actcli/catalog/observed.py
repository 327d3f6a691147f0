"""Where frameworks return something else than actcli: at ±inf, at NaN, and as slopes at kinks.

Measured by benchmarks/frameworks.py, which writes observed.json; needs no NumPy.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

OBSERVED_FILE = Path(__file__).with_name("observed.json")


class Observation(NamedTuple):
    """Where a framework's symbol was seen to differ from actcli.

    `at_infinity` gives its value (float32) at "-inf", "inf" or "nan", `slopes` its gradient
    (float64) at a kink; both hold only what differs. `version` is that of the framework.
    """

    version: str
    at_infinity: Mapping[str, float]
    slopes: Mapping[float, float]


def observations(symbol_path: str) -> Observation | None:
    """What was observed of a framework's symbol, or None where nothing was seen to differ."""
    content = _content()
    seen = content["symbols"].get(symbol_path)
    if seen is None:
        return None
    return Observation(
        content["versions"][symbol_path.partition(".")[0]],
        {place: float(value) for place, value in seen.get("at_infinity", {}).items()},
        {float(place): float(value) for place, value in seen.get("slopes", {}).items()},
    )


@cache
def _content() -> dict[str, Any]:
    """The file's tables; JSON has no infinities, so that all numbers are written as texts."""
    content: dict[str, Any] = json.loads(OBSERVED_FILE.read_text(encoding="utf-8"))
    return content
