"""Published comparisons beside a recommendation: setup, figures, and what of them is noise."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actcli.analysis.recommending.published import Judgement, Quotation, Verdict
from actcli.analysis.recommending.studies import Result, Study
from actcli.render.numbers import short
from actcli.render.recommending.naming import spoken
from actcli.render.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

MOST = 3  # studies that a terminal shows; all are in JSON
UNKNOWN = (Verdict.SINGLE_RUNS, Verdict.RUNS_UNKNOWN, Verdict.DEVIATION_UNKNOWN)


def comparison_fields(quotation: Quotation, language: str) -> dict[str, Any]:
    """A comparison as it appears in JSON; names stay English, texts are in `language`."""
    study = quotation.study
    chosen = quotation.chosen
    return {
        "key": study.key,
        "setup": study.setup[language],
        "metric": study.metric[language],
        "higher_is_better": study.higher_is_better,
        "statistic": study.statistic,
        "results": [
            {
                "function": result.label,
                "value": result.value,
                "std": result.deviation,
                "runs": result.runs,
                "standard_error": result.standard_error,
            }
            for result in quotation.results
        ],
        "left_out": quotation.left_out,
        "chosen": None if chosen is None else chosen.label,
        "judgements": [
            {
                "other": judgement.other.label,
                "verdict": str(judgement.verdict),
                "chosen_is_better": judgement.chosen_is_better,
                "difference": judgement.difference,
            }
            for judgement in quotation.judgements
        ],
        "source": source_text(study),
        "url": study.source.url,
        "remark": None if study.remark is None else study.remark[language],
    }


def comparison_views(quotations: Sequence[Quotation], words: Words) -> "list[RenderableType]":
    """A title and the studies, each by itself: setup, figures and their noise, source."""
    from rich.text import Text

    if not quotations:
        return []
    parts: list[RenderableType] = [Text(words("recommend.compared.title"), style="bold")]
    for quotation in quotations[:MOST]:
        parts += _study(quotation, words)
    if len(quotations) > MOST:
        further = words("recommend.compared.further", count=len(quotations) - MOST)
        parts.append(Text(further, style="dim", overflow="fold"))
    return parts


def _study(quotation: Quotation, words: Words) -> "list[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    study = quotation.study
    remark = "" if study.remark is None else f"{study.remark[words.language]} "
    source = Text(f"{remark}{source_text(study)}", style="dim", overflow="fold")
    indent = (0, 0, 0, 2)
    return [
        Text(_heading(quotation, words), overflow="fold"),
        Padding(_results(quotation, words), indent),
        Padding(source, indent),
    ]


def source_text(study: Study) -> str:
    """Author, year and where, as rows give their source."""
    return f"{study.source.author} {study.source.year}, {study.source.where}"


def _heading(quotation: Quotation, words: Words) -> str:
    """Setup and metric, and in brackets how to read the figures."""
    study, language = quotation.study, words.language
    notes = [words(f"recommend.compared.{'higher' if study.higher_is_better else 'lower'}")]
    runs = _common_runs(quotation.results)
    if runs is not None and runs > 1:
        spread = any(result.deviation is not None for result in quotation.results)
        kind = f"{study.statistic}_and_std" if spread else study.statistic
        notes.append(words(f"recommend.compared.{kind}", runs=runs))
    if study.has_standard_errors:
        notes.append(words("recommend.compared.from_standard_errors"))
    common = _common_verdict(quotation.judgements)
    if common is not None:
        notes.append(words(f"recommend.compared.{_key(common)}"))
    if quotation.left_out:
        notes.append(words("recommend.compared.left_out", count=quotation.left_out))
    return f"{study.setup[language]}: {study.metric[language]} ({'; '.join(notes)})"


def _results(quotation: Quotation, words: Words) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    verdicts = {id(judgement.other): judgement for judgement in quotation.judgements}
    with_verdicts = _common_verdict(quotation.judgements) is None
    with_runs = _common_runs(quotation.results) is None
    for result in quotation.results:
        notes = []
        if with_runs and result.runs is not None:
            notes.append(words("recommend.compared.runs", runs=result.runs))
        if with_verdicts and id(result) in verdicts and quotation.chosen is not None:
            notes.append(_verdict(verdicts[id(result)], quotation.chosen, words))
        name = Text(result.label, style="cyan" if result is quotation.chosen else "")
        value, spread = _figure(result, quotation.study.decimals)
        table.add_row(name, value, spread, ", ".join(notes))
    return table


def _figure(result: Result, decimals: int) -> tuple[str, str]:
    """The figure with the decimals that the source prints, and ± its standard deviation."""
    value = f"{result.value:.{decimals}f}"
    if result.deviation is None:
        return value, ""
    spread = f"{result.deviation:.{decimals}f}"
    return value, f"± {spread if float(spread) else short(result.deviation, 2)}"


def _verdict(judgement: Judgement, chosen: Result, words: Words) -> str:
    name = spoken(chosen.name or chosen.label, words.language)
    kind = _key(judgement.verdict)
    if judgement.verdict is Verdict.BEYOND_NOISE:
        kind = "worse" if judgement.chosen_is_better else "better"
    return words(f"recommend.compared.{kind}", chosen=name)


def _common_verdict(judgements: Sequence[Judgement]) -> Verdict | None:
    """That nothing can be said, where it is so for every function and for the same reason."""
    verdicts = {judgement.verdict for judgement in judgements}
    only = next(iter(verdicts)) if len(verdicts) == 1 else None
    return only if only in UNKNOWN else None


def _common_runs(results: Sequence[Result]) -> int | None:
    runs = {result.runs for result in results}
    return next(iter(runs)) if len(runs) == 1 else None


def _key(verdict: Verdict) -> str:
    return verdict.name.lower()
