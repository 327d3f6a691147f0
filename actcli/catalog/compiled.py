"""Tables of TOML files by way of a generated JSON file, which is read in a tenth of the time.

The JSON file holds the same tables and is used while its checksum says that they are the same.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Tables = dict[str, Any]


class Compiled:
    """TOML files whose tables stand in a JSON file too; `read` reads them from the TOML files."""

    def __init__(self, file: Path, sources: Sequence[Path], read: Callable[[], Tables]) -> None:
        self.file = file  # written by scripts/generate.py
        self._sources = sources
        self._read = read

    def tables(self) -> Tables:
        """The tables, from the JSON file unless it is missing or older than the TOML files."""
        try:
            content: Tables = json.loads(self.file.read_bytes())
            if content.pop("checksum") == self._checksum():
                return content
        except (OSError, ValueError, KeyError):
            pass
        return self._read()

    def text(self) -> str:
        """What the JSON file holds: the tables, and the checksum of the files they came from."""
        content = {"checksum": self._checksum(), **self._read()}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"

    def _checksum(self) -> int:
        total = 0
        for path in self._sources:
            total = zlib.crc32(path.read_bytes(), total)
        return total
