"""The traits that ship with actcli, as JSON fields; needs no NumPy, so that list starts fast."""

import json
from functools import cache
from pathlib import Path
from typing import Any

TRAITS_FILE = Path(__file__).with_name("traits.json")  # written by scripts/generate.py


@cache
def shipped_fields() -> dict[str, dict[str, Any]]:
    """The fields of the traits of every elementwise entry at its defaults, by name."""
    if not TRAITS_FILE.exists():  # only while it is being made
        return {}
    table: dict[str, dict[str, Any]] = json.loads(TRAITS_FILE.read_text(encoding="utf-8"))
    return table
