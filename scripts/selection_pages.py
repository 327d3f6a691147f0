"""The selection table as pages of docs, one a language: every row with its reason and source."""

from collections.abc import Iterator, Sequence

from actcli.analysis.recommending.criteria import COMBINATION, Row
from actcli.analysis.recommending.studies import Result, Study
from actcli.analysis.recommending.table import load_criteria, load_studies
from actcli.render.words import Words, load_words

_TITLES = {"en": "Which activation function where", "ko": "어떤 활성화 함수를 어디에 쓰는가"}
_INTRODUCTIONS = {
    "en": """\
Generated from `actcli/analysis/criteria.toml`, whose head teaches its grammar. `actcli recommend`
answers questions from these rows: `actcli recommend binary output`.
한국어: [SELECTION.ko.md](SELECTION.ko.md).""",
    "ko": """\
`actcli/analysis/criteria.toml`에서 만든 문서이며, 문법은 그 파일 머리말에 있습니다.
`actcli recommend`는 이 표로 질문에 답합니다: `actcli recommend 이진 분류`.
English: [SELECTION.md](SELECTION.md).""",
}
_COMPARISONS = {"en": "Published comparisons", "ko": "발표된 비교 실험"}
_NEVER_POOLED = {
    "en": "Each stands in its own setup; they are not averaged, nor ranked together.",
    "ko": "실험마다 조건이 다르므로 평균을 내거나 순위를 합치지 않습니다.",
}
_RUNS = {"en": "runs", "ko": "반복"}


def page(language: str) -> str:
    """The page in one language."""
    words = load_words(language)
    rows = load_criteria()
    sections = {
        "recommend.classic": [r for r in rows if r.classic and r.layer != COMBINATION],
        "recommend.combinations": [r for r in rows if r.classic and r.layer == COMBINATION],
        "recommend.practice": [r for r in rows if not r.classic],
    }
    parts = [f"# {_TITLES[language]}", _INTRODUCTIONS[language]]
    for title, members in sections.items():
        parts += [f"## {words(title)}", *(_row(row, words) for row in members)]
    parts += [f"## {_COMPARISONS[language]}", _NEVER_POOLED[language]]
    parts += [_study(study, language) for study in load_studies().values()]
    return "\n\n".join(parts) + "\n"


def _row(row: Row, words: Words) -> str:
    language = words.language
    layer = words(f"recommend.layers.{row.layer}")
    items = "\n".join(f"- {label}: {text}" for label, text in _items(row, words))
    return (
        f"### {row.when[language]}\n\n**{row.choice[language]}** ({layer}). "
        f"{row.because[language]}\n\n{items}"
    )


def _items(row: Row, words: Words) -> Iterator[tuple[str, str]]:
    for name in ("today", "avoid", "loss", "initialisation"):
        text = getattr(row, name)
        if text is not None:
            yield words(f"recommend.{name}"), text[words.language]
    if row.alternatives:
        yield words("recommend.alternatives"), ", ".join(row.alternatives)
    if row.compared:
        links = (f"[{key}](#{key})" for key in row.compared)
        yield _COMPARISONS[words.language], ", ".join(links)
    yield words("recommend.source"), row.source


def _study(study: Study, language: str) -> str:
    remark = f" {study.remark[language]}" if study.remark else ""
    source = study.source
    head = (
        f"### {study.key}\n\n{study.setup[language]}: {study.metric[language]}.{remark}\n"
        f"[{source.author} {source.year}]({source.url}), {source.where}."
    )
    return "\n".join([head, "", *_results(study.results, study.decimals, language)])


def _results(results: Sequence[Result], decimals: int, language: str) -> Iterator[str]:
    yield f"| | | ± | {_RUNS[language]} |"
    yield "|---|--:|--:|--:|"
    for result in results:
        deviation = "" if result.deviation is None else f"{result.deviation:.{decimals}f}"
        cells = (result.label, f"{result.value:.{decimals}f}", deviation, str(result.runs or ""))
        yield f"| {' | '.join(cells)} |"
