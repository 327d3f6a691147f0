"""The pictures of the README: commands as they look in a terminal.

    python scripts/pictures.py            writes the pictures that are stale, as SVG and as PNG
    python scripts/pictures.py --check    says which SVGs are stale, and exits with 1

Each command is run on a terminal that only keeps what it is shown. The PNG is made from the SVG
where resvg_py is installed (pip install -e '.[pictures]'), and is never compared: it depends on the
fonts of the machine.
"""

import io
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.color import Color
from rich.style import Style
from rich.text import Text

from actcli.cli.app import run
from actcli.render.files.svg import Margins, svg_text
from actcli.render.pictures.drawing import FAINT, TEXT, TITLE, Drawing, Ink, curve_ink
from actcli.render.pictures.palette import HEX, PALETTE, Theme

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the command after `actcli`, and what a screen reader says of it."""

    name: str
    command: str
    label: str
    language: str = "en"
    columns: int = 80
    lines: int = 24

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.svg"


SHOTS = (
    Shot(
        "slopes",
        "plot sigmoid tanh relu -d 1 --range -4:4",
        "sigmoid, tanh and relu as curves, their slopes dotted",
        lines=28,
    ),
    Shot(
        "zones",
        "plot relu sigmoid --zones --at -1,2",
        "relu and sigmoid, where they are dead or saturated, and their values at two points",
    ),
    Shot(
        "panels",
        "plot gelu silu -d 1,2 --panels",
        "gelu and silu, their slopes and their second slopes in three areas",
        columns=100,
        lines=40,
    ),
    Shot(
        "compare",
        "compare gelu gelu_tanh --picture",
        "how the two forms of GELU differ, how far, and where",
        lines=28,
    ),
    Shot(
        "recommend-ko",
        "recommend 다중 분류 출력층",
        "다중 분류의 출력층에 추천하는 함수와 그 이유",
        language="ko",
    ),
)

# ---------------------------------------------------------------------------------------------
# The terminal
# ---------------------------------------------------------------------------------------------


class Screen(io.BytesIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(shot: Shot) -> str:
    """What the command writes to a terminal of all colours, escapes included."""
    screen = Screen()
    with _terminal(shot, screen):
        status = run(shlex.split(shot.command))
    if status:
        raise RuntimeError(f"actcli {shot.command}: exit status {status}")
    return screen.getvalue().decode()


@contextmanager
def _terminal(shot: Shot, screen: Screen) -> Iterator[None]:
    """The environment of a terminal, the same on every machine; nothing of a person's own."""
    environment, stdout = dict(os.environ), sys.stdout
    os.environ.clear()
    os.environ |= {
        "LANG": "C.UTF-8",
        "ACTCLI_LANG": shot.language,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": str(shot.columns),
        "LINES": str(shot.lines),
        "XDG_CONFIG_HOME": os.devnull,
    }
    sys.stdout = io.TextIOWrapper(screen, encoding="utf-8")
    try:
        yield
    finally:
        sys.stdout.detach()
        sys.stdout = stdout
        os.environ.clear()
        os.environ |= environment


# ---------------------------------------------------------------------------------------------
# The picture
# ---------------------------------------------------------------------------------------------

_BAR = 20  # the height of the bar above the text, in units
_COLORS = {Color.parse(name).number: n for n, name in enumerate(PALETTE["standard"]["auto"])}
# Tables use cyan as their blue; the curve of that name is yellow on a dark background.
_COLORS[Color.parse("cyan").number] = 0


def svg(shot: Shot, theme: Theme = "auto") -> str:
    """The terminal window with the command and its answer."""
    drawing = Drawing()
    drawing.append("$ ", FAINT)
    drawing.append(f"actcli {shot.command}\n", TITLE)
    for text, ink in colored(printed(shot)):
        drawing.append(text, ink)
    return svg_text(
        drawing, theme=theme, label=f"actcli {shot.command}: {shot.label}",
        columns=shot.columns, ornament=_window,
        margins=Margins(left=12, top=_BAR + 8, right=12, bottom=12),
    )  # fmt: skip


def colored(text: str) -> Iterator[tuple[str, Ink]]:
    """The pieces of a text with escapes, each with its ink."""
    decoded = Text.from_ansi(text.rstrip("\n"))
    inks = [TEXT] * len(decoded)
    for span in decoded.spans:
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        inks[span.start : span.end] = [_ink(style)] * (span.end - span.start)
    for ink, places in groupby(range(len(decoded)), key=inks.__getitem__):
        yield "".join(decoded.plain[place] for place in places), ink
    yield "\n", TEXT


def _ink(style: Style) -> Ink:
    """The ink that looks like a style; a colour wins over bold. ValueError where there is none."""
    if style.bgcolor or style.reverse or style.underline:
        raise ValueError(f"no ink looks like {style}")
    if style.color is None:
        return FAINT if style.dim else TITLE if style.bold else TEXT
    if style.color.triplet is None:
        if style.color.number in _COLORS:
            return curve_ink(_COLORS[style.color.number])
    elif (code := style.color.triplet.hex.upper()) in HEX["auto"]:
        return curve_ink(HEX["auto"].index(code))
    elif code == "#808080":
        return FAINT
    raise ValueError(f"no ink looks like {style}")


def _window(width: int, height: int) -> str:
    """The edge of a window and a bar with three knobs."""
    knobs = "".join(f'<circle cx="{14 + 14 * n}" cy="{_BAR / 2:g}" r="4"/>' for n in range(3))
    return (
        '<g class="faint" fill="none" stroke="currentColor" stroke-opacity=".5">'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="6"/>'
        f'<path d="M0 {_BAR}.5H{width}"/>{knobs}</g>'
    )


def write_png(file: Path) -> None:
    """Make the PNG beside an SVG, with twice as many pixels; without resvg_py, nothing."""
    png = file.with_suffix(".png")
    try:
        import resvg_py
    except ImportError:
        print(f"no resvg_py, so this stays as it was: {png.relative_to(ROOT)}")
        return
    png.write_bytes(bytes(resvg_py.svg_to_bytes(svg_path=str(file), zoom=2)))


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    stale = 0
    for shot in SHOTS:
        text = svg(shot)
        if shot.file.exists() and shot.file.read_text(encoding="utf-8") == text:
            if not check and not shot.file.with_suffix(".png").exists():
                write_png(shot.file)
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {shot.file.relative_to(ROOT)}")
        if not check:
            shot.file.parent.mkdir(parents=True, exist_ok=True)
            shot.file.write_text(text, encoding="utf-8")
            write_png(shot.file)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
