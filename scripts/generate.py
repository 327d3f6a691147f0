"""Renews everything that is generated: traits.json (and, from later steps, completions and pictures).

    python scripts/generate.py            writes what is stale
    python scripts/generate.py --check    says what is stale, and exits with 1
"""

import sys
from pathlib import Path

from actcli.catalog.load import load_book
from actcli.catalog.shipped import TRAITS_FILE
from actcli.catalog.spec import resolve
from actcli.catalog.traits import measure
from actcli.render.formats import json_text

ROOT = Path(__file__).parent.parent


def traits() -> str:
    """The traits of every elementwise entry at its defaults."""
    functions = [resolve(name) for name in load_book().entries]
    return json_text({f.name: measure(f).as_json() for f in functions if not f.is_vector})


def generated() -> dict[Path, str]:
    """Every generated file with the content it should have."""
    return {TRAITS_FILE: traits()}


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = [
        (path, text)
        for path, text in generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
