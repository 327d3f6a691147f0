"""What was seen of a target column, on a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actcli.analysis.targets.verdict import Target
from actcli.render.recommending.target import target_lines
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType


def target_view(target: Target, words: Words, warnings: Sequence[str] = ()) -> "RenderableType":
    """The file and column, what kind it is and why, and the rest below each other."""
    from rich.console import Group
    from rich.text import Text

    place, verdict, *rest = target_lines(target, words)
    lines = [
        Text(place, style="dim", overflow="fold"),
        Text(verdict, style="bold" if target.is_target else "yellow", overflow="fold"),
        *(Text(line, overflow="fold") for line in rest),
        *(Text(line, style="yellow", overflow="fold") for line in warnings),
    ]
    return Group(*lines, Text())
