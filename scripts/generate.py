"""Renews everything that is generated: traits, completions, pictures, and the examples of pages.

    python scripts/generate.py            writes what is stale
    python scripts/generate.py --check    says what is stale, and exits with 1

actcli must be installed where this runs (pip install -e .): pages show what it prints.
"""

import sys
from functools import partial
from pathlib import Path

import examples
import pictures
import selection_pages

import completions
from actcli.analysis.recommending import table
from actcli.catalog import load
from actcli.catalog.shipped import TRAITS_FILE
from actcli.catalog.spec import resolve
from actcli.catalog.traits import measure
from actcli.render.formats import json_text

ROOT = Path(__file__).parent.parent


def traits() -> str:
    """The traits of every elementwise entry at its defaults."""
    functions = [resolve(name, load.shipped_book()) for name in load.shipped_book().entries]
    return json_text({f.name: measure(f).as_json() for f in functions if not f.is_vector})


# Every generated file and what makes its text. Pages come last: they show the others at work.
GENERATED = {
    **{compiled.file: compiled.text for compiled in (load.COMPILED, table.COMPILED)},
    TRAITS_FILE: traits,
    ROOT / "completions" / "actcli.bash": completions.bash,
    ROOT / "completions" / "_actcli": completions.zsh,
    ROOT / "completions" / "actcli.fish": completions.fish,
    ROOT / "docs" / "SELECTION.md": partial(selection_pages.page, "en"),
    ROOT / "docs" / "SELECTION.ko.md": partial(selection_pages.page, "ko"),
    **{shot.file: partial(pictures.svg, shot) for shot in pictures.SHOTS},
    **{page: partial(examples.renewed, page) for page in examples.PAGES},
}


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    stale = 0
    for path, make in GENERATED.items():
        text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if not check:
            path.write_text(text, encoding="utf-8")
            if path.suffix == ".svg":
                pictures.write_png(path)
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
