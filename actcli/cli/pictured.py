"""What a picture is asked to show: functions over a range, marks, and numbers from outside."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actcli.cli.picture import Caption, Look, drawing_of, terminal_text

if TYPE_CHECKING:
    from actcli.analysis.pictures.picture import Picture, Range, Scale, Zone
    from actcli.analysis.pictures.shares import DataSummary
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words


@dataclass(frozen=True)
class Question:
    """What was asked of plot; `x_range` is None where data or a default decide."""

    functions: "list[Activation]"
    orders: list[int]
    x_range: "Range | None"
    y_range: "Range | None"
    x_scale: "Scale"
    y_scale: "Scale"
    panels: bool
    difference: bool
    points: tuple[float, ...]
    with_zones: bool

    def stretches(self) -> "list[Zone]":
        """The dead and the saturated zones of all functions."""
        from actcli.analysis.pictures.zones import zones_of

        return [z for number, f in enumerate(self.functions) for z in zones_of(f, number)]

    def picture(self, look: Look, summary: "DataSummary | None") -> "Picture":
        """The picture, with the histogram of the numbers where there are any."""
        from actcli.analysis.pictures.compose import compose
        from actcli.analysis.pictures.histogram import fine_bars
        from actcli.analysis.pictures.picture import DEFAULT_RANGES, symlog_for

        x_range, x_scale, bars = self.x_range, self.x_scale, None
        if summary is not None:
            histogram = summary.histogram
            x_range = x_range or histogram.range(x_scale)
            if x_scale.kind == "symlog":
                x_scale = symlog_for(x_range)
            bars = fine_bars(histogram, x_range, x_scale)
        return compose(
            self.functions,
            x_range or DEFAULT_RANGES[x_scale.kind],
            self.orders,
            look.dots,
            y_range=self.y_range,
            x_scale=x_scale,
            y_scale=self.y_scale,
            panels=self.panels,
            difference=self.difference,
            points=self.points,
            with_zones=self.with_zones or summary is not None,
            bars=bars,
        )

    def numbers(self, source: str) -> "DataSummary":
        """What there is to know of the numbers of a file, or of stdin for `-`."""
        from actcli.cli.data import read_data, refuse_vectors

        refuse_vectors(self.functions, "--data")
        return read_data(source, self.functions, self.stretches(), self.x_range)

    def caption(
        self,
        title: str | None,
        picture: "Picture",
        summary: "DataSummary | None",
        words: "Words",
        look: Look,
    ) -> Caption:
        """The title as it was given, and what is to be said of the numbers."""
        if summary is None:
            return Caption(title)
        from actcli.render.pictures.data_notes import data_notes

        labels = [function.label for function in self.functions]
        notes = data_notes(summary, labels, picture.x_range, words, ascii_only=look.ascii_only)
        return Caption(title, notes)

    def keep_drawing(self, look: Look, words: "Words", title: str | None, window: int) -> None:
        """Draw the latest numbers of stdin, so many, until it ends."""
        from actcli.analysis.pictures.shares import DataSummary
        from actcli.cli.data import refuse_vectors
        from actcli.cli.watch import Snapshot, watch
        from actcli.render.pictures.captions import picture_title
        from actcli.render.pictures.data_notes import watch_title

        refuse_vectors(self.functions, "--watch")
        zones = self.stretches()

        def draw(snapshot: Snapshot, columns: int, lines: int) -> str:
            frame = replace(look, width=look.width or columns, height=look.height or lines)
            asked = replace(self, x_range=snapshot.x_range)
            picture = asked.picture(frame, snapshot.summary)
            caption = asked.caption(title, picture, snapshot.summary, words, frame)
            name = picture_title(picture, words) if title is None else title
            heading = watch_title(name, snapshot.shown, snapshot.seen, words)
            drawing = drawing_of(picture, frame, words, replace(caption, title=heading))
            return terminal_text(drawing, frame, to_terminal=True)

        watch(
            draw,
            lambda: DataSummary(self.functions, zones),
            window=window,
            x_range=self.x_range,
            color=look.color,
        )
