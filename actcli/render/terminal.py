"""What a terminal can show, and rich drawn to a string: every byte leaves through one door."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from rich.console import RenderableType

ColorSystem = Literal["standard", "256", "truecolor"]

FALLBACK_SIZE = (80, 24)
_COLOR_CHOICES = ("auto", "always", "never")
_WITHOUT_COLOR = ("", "dumb", "unknown")


def color_system(
    color: str, *, to_terminal: bool, environment: Mapping[str, str] | None = None
) -> ColorSystem | None:
    """The colours to use, None for a text without any escape byte.

    `color` is auto, always or never and wins over the variables; then NO_COLOR (any text) wins over
    FORCE_COLOR (any text but 0); then a terminal gets colours unless TERM is dumb. Raises
    ActcliError for another `color`.
    """
    environment = os.environ if environment is None else environment
    if color not in _COLOR_CHOICES:
        raise ActcliError(f"--color: {color!r} is not known", "choose auto, always or never")
    if color == "never":
        return None
    if color == "always":
        return _depth(environment)
    if environment.get("NO_COLOR"):
        return None
    if environment.get("FORCE_COLOR", "") not in ("", "0"):
        return _depth(environment)
    if not to_terminal or environment.get("TERM", "") in _WITHOUT_COLOR:
        return None
    return _depth(environment)


def _depth(environment: Mapping[str, str]) -> ColorSystem:
    """How many colours the terminal says it has."""
    term = environment.get("TERM", "").lower()
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    if term.endswith("-direct"):
        return "truecolor"
    return "256" if "256color" in term else "standard"


def terminal_size(
    *, to_terminal: bool, environment: Mapping[str, str] | None = None
) -> tuple[int, int]:
    """Columns and lines: COLUMNS and LINES, else the terminal's own, else 80 and 24."""
    environment = os.environ if environment is None else environment
    columns, lines = _own_size() if to_terminal else FALLBACK_SIZE
    return (
        _positive(environment.get("COLUMNS")) or columns,
        _positive(environment.get("LINES")) or lines,
    )


def _own_size() -> tuple[int, int]:
    """What the terminal says, asked through whichever standard stream is a terminal."""
    for descriptor in (1, 2, 0):
        try:
            columns, lines = os.get_terminal_size(descriptor)
        except OSError:  # not a terminal, or closed
            continue
        return columns or FALLBACK_SIZE[0], lines or FALLBACK_SIZE[1]
    return FALLBACK_SIZE


def _positive(text: str | None) -> int | None:
    """A number of cells from a variable; None for none, nonsense or 0."""
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return int(text[:9]) or None


def rendered(
    renderable: "RenderableType",
    *,
    color: str = "auto",
    width: int | None = None,
    height: int | None = None,
    to_terminal: bool = False,
) -> str:
    """A rich table, text or panel as a string that ends in a newline.

    Without colours there is no escape byte in it, bold included. Raises ActcliError for an unknown
    `color`.
    """
    system = color_system(color, to_terminal=to_terminal)
    columns, lines = terminal_size(to_terminal=to_terminal)
    from io import StringIO

    from rich.console import Console

    buffer = StringIO()
    # rich would read the variables by rules of its own (NO_COLOR keeps bold, FORCE_COLOR=0 forces),
    # so that it is told everything and shown an empty environment.
    console = Console(
        file=buffer,
        color_system=system,
        force_terminal=system is not None,
        no_color=False,
        width=width or columns,
        height=height or lines,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    console.print(renderable, soft_wrap=False)
    # rich fills every line of a table to its width.
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
