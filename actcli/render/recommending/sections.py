"""The parts that the selection table is shown in: on a terminal and as a page of docs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.render.words import Words


class Section(NamedTuple):
    """Rows under one title."""

    title: str
    rows: tuple[Row, ...]
    is_remark: bool = False  # on a function that nobody should choose
    has_one_layer: bool = False  # which the title names


def sections(rows: Sequence[Row], words: Words) -> Iterator[Section]:
    """The classic rows, their combinations, the remark, and current practice layer by layer."""
    classic = [row for row in rows if row.classic]
    alone = tuple(row for row in classic if row.layer != COMBINATION)
    yield Section(words("recommend.classic"), alone)
    combined = tuple(row for row in classic if row.layer == COMBINATION)
    yield Section(words("recommend.combinations"), combined)
    remarks = tuple(row for row in rows if row.about)
    yield Section(words("recommend.remark"), remarks, is_remark=True)
    practice = [row for row in rows if not row.classic and not row.about]
    # The order in which the table names the layers; each is said once, above its rows.
    for name in dict.fromkeys(row.layer for row in practice):
        title = words("recommend.practice_for", layer=words(f"recommend.layers.{name}"))
        members = tuple(row for row in practice if row.layer == name)
        yield Section(title, members, has_one_layer=True)
