"""Stacking: how the lines of a picture are shared between its panels and their legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actcli.analysis.pictures.picture import Panel
from actcli.render.pictures.legend import (
    LegendEntry,
    LegendLine,
    asymptote_entry,
    fits_beside,
    legend_below,
    legend_entries,
)

_FEWEST_ROWS = 3  # of a panel, where there are several
# How the rows are shared between panels of these kinds.
_WEIGHTS = {"values": 3, "slope": 2, "difference": 2, "histogram": 1}
_NARROWEST_AXIS = 4  # with labels


@dataclass(frozen=True)
class Stack:
    """How lines are shared: the rows of each panel that is shown, and the legend.

    `beside` has the legend's entry of a line of the areas, counted from above, rules and the lines
    of the x axis included.
    """

    panels: Sequence[Panel]
    rows: Sequence[int]
    has_x_labels: bool
    beside: Mapping[int, LegendEntry]
    below: tuple[LegendLine, ...]


def stacked(
    panels: Sequence[Panel], width: int, height: int, names: Mapping[str, str], ascii_only: bool
) -> Stack:
    """Share lines between the first panels, as many as have room, and their legend."""
    for count in range(len(panels), 1, -1):
        stack = _stack_of(panels[:count], width, height, names, ascii_only)
        if stack.has_x_labels and min(stack.rows) >= _FEWEST_ROWS:
            return stack
    return _stack_of(panels[:1], width, height, names, ascii_only)


def _stack_of(
    panels: Sequence[Panel], width: int, height: int, names: Mapping[str, str], ascii_only: bool
) -> Stack:
    """The lines of just these panels; their rows may be too few."""
    groups = [_entries(panel, names, ascii_only) for panel in panels]
    entries = list(dict.fromkeys(entry for group in groups for entry in group))
    is_beside = fits_beside(entries, width, height)
    if not is_beside:  # the heading of a panel of slopes is enough: their strokes are known
        known = [
            entry
            for panel, group in zip(panels, groups, strict=True)
            for entry in group
            if panel.kind != "slope" or panel is panels[0]
        ]
        entries = list(dict.fromkeys(known))
    below = () if is_beside else legend_below(entries, width, height, ascii_only)
    height -= len(below)
    # The axis below needs two lines, and the rule between two panels one.
    has_x_labels = height >= 5 and width >= _NARROWEST_AXIS
    height -= 2 if has_x_labels else 0
    rows = _shared(panels, height - (len(panels) - 1))
    beside = _beside(groups, rows, has_x_labels) if is_beside else {}
    return Stack(panels, rows, has_x_labels, beside, below)


def _shared(panels: Sequence[Panel], lines: int) -> list[int]:
    """The rows of each panel, by its kind; what cannot be divided goes to the first."""
    if len(panels) == 1:
        return [max(lines, 1)]
    weights = [_WEIGHTS.get(panel.kind, 2) for panel in panels]
    rows = [max(lines * weight // sum(weights), _FEWEST_ROWS) for weight in weights]
    while sum(rows) > max(lines, 0):
        rows[rows.index(max(rows))] -= 1
    rows[0] += lines - sum(rows)
    return rows


def _entries(panel: Panel, names: Mapping[str, str], ascii_only: bool) -> list[LegendEntry]:
    entries = legend_entries(panel, ascii_only=ascii_only)
    if panel.asymptotes:
        entries.append(asymptote_entry(names["asymptote"], ascii_only=ascii_only))
    return entries


def _beside(
    groups: Sequence[Sequence[LegendEntry]], rows: Sequence[int], has_x_labels: bool
) -> dict[int, LegendEntry]:
    """The legend beside the areas: each panel's entries beside it, or all from the top."""
    room = [*rows[:-1], rows[-1] + 2 * has_x_labels]
    if any(len(group) > lines for group, lines in zip(groups, room, strict=True)):
        entries = dict.fromkeys(entry for group in groups for entry in group)
        return dict(enumerate(entries))
    placed: dict[LegendEntry, int] = {}
    start = 0
    for group, lines in zip(groups, rows, strict=True):
        new = [entry for entry in group if entry not in placed]
        placed.update({entry: start + place for place, entry in enumerate(new)})
        start += lines + 1  # and the rule below
    return {line: entry for entry, line in placed.items()}
