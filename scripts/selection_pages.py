"""The selection table as pages of docs, one a language: every row with its reason and source."""

import re
from collections.abc import Iterator, Sequence

from actcli.analysis.recommending.criteria import Row
from actcli.analysis.recommending.studies import Result, Study
from actcli.analysis.recommending.table import load_criteria, load_studies
from actcli.render.recommending.sections import Section, sections
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
    shown = [section for section in sections(load_criteria(), words) if section.rows]
    parts = [f"# {_TITLES[language]}", _INTRODUCTIONS[language], _contents(shown, language)]
    for section in shown:
        parts += [f"## {section.title}", *(_row(row, words) for row in section.rows)]
    parts += [f"## {_COMPARISONS[language]}", _NEVER_POOLED[language]]
    parts += [_study(study, language) for study in load_studies().values()]
    return "\n\n".join(parts) + "\n"


def _contents(shown: Sequence[Section], language: str) -> str:
    """Links to the sections, and below each to its rows."""
    lines = []
    for section in shown:
        lines.append(_link(section.title, ""))
        lines += [_link(row.when[language], "  ") for row in section.rows]
    return "\n".join([*lines, _link(_COMPARISONS[language], "")])


def _link(title: str, indent: str) -> str:
    return f"{indent}- [{title}](#{_anchor(title)})"


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading: letters, digits, hyphens, and hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


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
    computed = load_words(language)("recommend.compared.from_standard_errors")
    spread = f" ({computed})" if study.has_standard_errors else ""
    source = study.source
    head = (
        f"### {study.key}\n\n{study.setup[language]}: {study.metric[language]}{spread}.{remark}\n"
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
