"""What was asked of `actcli recommend`, and its answer: a question, conditions, a target column."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rich.console import RenderableType

    from actcli.analysis.recommending.answer import Answer
    from actcli.analysis.targets.verdict import Target
    from actcli.render.words import Words


class Asked(NamedTuple):
    """The words of a question, and the conditions that were given by name."""

    words: tuple[str, ...] = ()
    task: str | None = None
    layer: str | None = None
    network: str | None = None
    concern: str | None = None

    @property
    def language(self) -> str | None:
        """The language that it was asked in, None where nothing tells."""
        from actcli.analysis.recommending.language import language_of_question

        return language_of_question(self.words, (self.task, self.layer, self.network, self.concern))

    def answer(self, task: str | None = None) -> "Answer":
        """The answer of the selection table; `task` stands in where none was given by name."""
        from dataclasses import replace

        from actcli.analysis.recommend import recommend

        named = {
            "task": self.task if self.task is not None else task,
            "layer": self.layer,
            "network": self.network,
            "concern": self.concern,
        }
        kinds = frozenset(kind for kind, value in named.items() if value is not None)
        return replace(recommend(self.words, **named), by_name=kinds)


class Reply(NamedTuple):
    """The answer, and the column that it looked at if one was named."""

    answer: "Answer"
    target: "Target | None" = None

    @property
    def tasks(self) -> list[str]:
        """The tasks that the answer is for."""
        return [condition.name for condition in self.answer.conditions.get("task", ())]

    @property
    def is_refusal(self) -> bool:
        """Whether the column is nothing to predict, and nobody said how to take it."""
        return self.target is not None and not self.target.is_target and not self.tasks

    def for_a_plan(self) -> "Reply":
        """The same beside a plan, whose own notes say which conditions no row is for."""
        from dataclasses import replace

        return self._replace(answer=replace(self.answer, by_name=frozenset()))

    def target_lines(self, words: "Words") -> list[str]:
        """What was seen of the column, and that the answer is for another task if it is."""
        if self.target is None:
            return []
        from actcli.render.recommending.target import target_lines

        return [*target_lines(self.target, words), *self.disagreement(words)]

    def target_fields(self, words: "Words") -> "dict[str, Any] | None":
        """What was seen of the column, for JSON; None where none was named."""
        if self.target is None:
            return None
        from actcli.render.recommending.target import target_fields

        return target_fields(self.target, words)

    def target_views(self, words: "Words") -> "list[RenderableType]":
        """The same for a terminal; empty where no column was named."""
        if self.target is None:
            return []
        from actcli.render.recommending.target_view import target_view

        return [target_view(self.target, words, self.disagreement(words))]

    def disagreement(self, words: "Words") -> list[str]:
        """That the column looks like another task than the one that was told, which stands."""
        if self.target is None or len(self.tasks) != 1 or self.tasks[0] == self.target.kind:
            return []
        from actcli.render.recommending.target import disagreement_line

        return [disagreement_line(self.target, self.tasks[0], words)]


def reply_to(asked: Asked, column: str | None) -> Reply:
    """Answer what was asked; a target column says the task unless option or words do.

    Raises ActcliError for unknown conditions and for a column that cannot be read.
    """
    answer = asked.answer()
    if column is None:
        return Reply(answer)
    from actcli.analysis.recommending.answer import Answer
    from actcli.analysis.target import read_target
    from actcli.streams.columns import open_columns

    with open_columns(column) as columns:
        target = read_target(columns)
    told = Reply(answer, target).tasks
    if len(told) == 1 or (told and target.kind not in told):
        return Reply(answer, target)
    if target.is_target:
        return Reply(asked.answer(target.kind), target)
    return Reply(Answer(answer.question, answer.conditions, (), matched=False), target)
