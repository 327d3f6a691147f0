"""`actcli recommend --plan`: the plan of a whole network, and its code."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actcli.cli.options import opened_book
from actcli.cli.talk import tell
from actcli.errors import ActcliError

if TYPE_CHECKING:
    from actcli.analysis.planning.network import Plan
    from actcli.analysis.targets.verdict import Target
    from actcli.cli.asked import Asked, Reply
    from actcli.render.words import Words
    from actcli.streams.output import Output as Sink

EXAMPLE = "actcli recommend --task multiclass --plan 784-256-10"


class PlanOptions(NamedTuple):
    """What was asked of a plan, as it was typed; `code` is a framework."""

    widths: str | None
    architecture: str | None
    hidden: str | None
    code: str | None
    books: Sequence[Path] = ()  # whose functions --hidden may name


class Manner(NamedTuple):
    """How an answer is written: the format ("auto" as well), its language, colours, and where."""

    name: str
    language: str
    color: str
    output: Path | None

    @property
    def words(self) -> "Words":
        """The interface text; code alone has none, and starts faster without."""
        from actcli.render.words import load_words

        return load_words(self.language)


def check_options(options: PlanOptions, name: str, output: Path | None) -> None:
    """Refuse what is part of a plan where none was asked for, and two answers at once."""
    parts = {
        "--arch": options.architecture,
        "--hidden": options.hidden,
        "--code": options.code,
        "--book": options.books or None,
    }
    if options.widths is None:
        for option, value in parts.items():
            if value is not None:
                raise ActcliError(f"{option} needs --plan", f"for example: {EXAMPLE}")
    is_python = output is not None and output.suffix.lower() == ".py"
    if is_python and options.code is None:
        example = "" if options.widths is not None else "--plan 784-256-10 "
        raise ActcliError("which framework is the code for?", f"{example}--code torch -o {output}")
    if options.code is not None and name in ("csv", "tsv", "ndjson"):
        raise ActcliError(f"--code and --format {name} exclude each other", "ask for one of them")
    if is_python and name not in ("auto", "plain"):
        raise ActcliError(f"{name} is no Python file", f"use -o FILE.{name}")


def write_plan(options: PlanOptions, asked: "Asked", reply: "Reply", manner: Manner) -> None:
    """Make the plan and write it; a plan that makes no sense is refused with what would."""
    from actcli.analysis.plan import check_widths, make_plan, plan_code
    from actcli.streams.output import open_output

    assert options.widths is not None
    if asked.layer is not None:
        raise ActcliError("--layer and --plan exclude each other", "a plan has all its layers")
    check_widths(options.widths, options.architecture, asked.words, asked.network)
    book = opened_book(options.books)
    task = _task(reply)
    target = reply.target if reply.target is not None and reply.target.kind == task else None
    if reply.target is not None:
        _check_outputs(options.widths, reply.target, task)
    plan = make_plan(
        options.widths,
        task,
        architecture=options.architecture,
        hidden=options.hidden,
        words=asked.words,
        network=asked.network,
        concern=asked.concern,
        bounds=_bounds(target),
        framework=options.code,
        book=book,
    )
    code = None if options.code is None else plan_code(plan, options.code, book)
    with open_output(manner.output) as sink:
        form = _form(manner.name, code is not None, sink.is_terminal)
        if reply.target is not None and form not in ("table", "json"):
            tell(reply.target_lines(manner.words))
        text = code if form == "code" else _written(form, plan, code, reply, manner, sink)
        sink.write((text or "").encode(errors="replace"))
    if form not in ("table", "json"):  # they say it all
        _talk(plan, reply, manner)


def _form(name: str, has_code: bool, to_terminal: bool) -> str:
    """The format; "code" is the code alone."""
    if name == "auto":
        name = "table" if to_terminal else "plain"
    return "code" if name == "plain" and has_code else name


def _task(reply: "Reply") -> str:
    """The one task that was told, by the option, in words, or by a column."""
    tasks = reply.tasks
    conflicts = reply.answer.conflicts
    kept = [conflict.kept.name for conflict in conflicts if conflict.kept is not None]
    settled = [name for name in tasks if name in kept] or tasks
    if not settled:
        from actcli.analysis.planning.heads import planned_tasks

        raise ActcliError("--plan needs a task", f"--task {', '.join(planned_tasks())}")
    if len(settled) > 1:
        raise ActcliError(
            f"--plan needs one task, and this is {' and '.join(settled)}",
            f"say which: --task {settled[0]}",
        )
    return settled[0]


def _check_outputs(widths: str, target: "Target", task: str) -> None:
    """Refuse a last width that does not fit the column; other faults are found by the plan."""
    from actcli.analysis.targets.fitting import outputs_for
    from actcli.analysis.targets.words import shown

    needed = outputs_for(target, task)
    start, dash, last = widths.rpartition("-")
    if not needed or not dash or not last.strip().isdecimal() or int(last) == needed:
        return
    what = {"multiclass": "classes", "ordinal": "classes", "multilabel": "labels"}
    column = ", ".join(map(shown, target.columns))
    has = f"has {needed} {what[task]}" if task in what else f"needs {needed} outputs"
    has = "needs one output" if needed == 1 else has
    raise ActcliError(
        f"{column} {has}, and the last width is {last.strip()}", f"--plan {start}-{needed}"
    )


def _bounds(target: "Target | None") -> tuple[float, float] | None:
    """The bounds of a bounded column."""
    if target is None or target.kind not in ("bounded", "symmetric"):
        return None
    low, high = target.verdict.low, target.verdict.high
    return None if low is None or high is None else (low, high)


def _written(
    form: str,
    plan: "Plan",
    code: str | None,
    reply: "Reply",
    manner: Manner,
    sink: "Sink",
) -> str:
    from actcli.render.recommending import plan as texts

    words = manner.words
    match form:
        case "json":
            from actcli.render.selection import as_json

            return as_json(
                reply.answer,
                words.language,
                target=reply.target_fields(words),
                plan=texts.as_json(plan, words, code),
            )
        case "ndjson":
            return texts.as_ndjson(plan, words)
        case "csv" | "tsv":
            return texts.as_table_text(plan, "," if form == "csv" else "\t")
        case "plain":
            return texts.as_plain(plan)
    return _drawn(plan, code, reply, manner, sink.is_terminal)


def _drawn(
    plan: "Plan", code: str | None, reply: "Reply", manner: Manner, to_terminal: bool
) -> str:
    """The plan for a terminal, after what was seen of a column; the code as it is, unfolded."""
    from rich.console import Group

    from actcli.render.recommending.plan_table import plan_drawing
    from actcli.render.terminal import rendered, terminal_size

    words, target = manner.words, reply.target
    bias = target.verdict.bias if target is not None and target.kind == plan.head.task else ()
    width, _ = terminal_size(to_terminal=to_terminal)
    drawing = plan_drawing(plan, reply.answer, words, width, bias)
    whole = Group(*reply.target_views(words), drawing)
    text = rendered(whole, color=manner.color, to_terminal=to_terminal)
    return text if code is None else f"{text}\n{code}"


def _talk(plan: "Plan", reply: "Reply", manner: Manner) -> None:
    """Say on stderr what neither code nor rows can hold."""
    if reply.answer.conflicts or reply.answer.contradictions:
        from actcli.render.selection import warning_lines

        tell(warning_lines(reply.answer, manner.words))
    if plan.notes:
        from actcli.render.recommending.plan import note_lines

        tell(note_lines(plan, manner.words))
