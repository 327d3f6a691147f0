"""Numbers in disguise: money, percent signs, thousands separators, decimal commas, units."""

from dataclasses import replace

from actcli.analysis.targets.amounts import bounded
from actcli.analysis.targets.names import hints as hints_of
from actcli.analysis.targets.numbers import Numbers
from actcli.analysis.targets.numeric import NumberColumn, judge_numbers
from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.texts import Seen, Texts
from actcli.analysis.targets.verdict import Finding, RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import number_name, ordinal, shares_of
from actcli.analysis.targets.words import LEVEL_UNITS
from actcli.analysis.targets.written import written_numbers

MOST_LEVELS = 20
REPEATED = 3.0  # rows a level
UNIT_HINTS = {
    "counts": "개 명 회 건 번 권 대 마리",
    "score": "점 pt pts",
    "positive": "세 살 원 kg g m cm km",
}
# Units into which numbers may be converted; 1st and 2nd have none of them.
MEASURES = (
    "kg g mg t lb oz cm m mm km mi ft in s sec second min minute h hr hour day d week month mo"
    " year yr kb mb gb tb k b l ml °c °f 년 개월 주 일 시간 분 초 만 천 억 개 명 회"
)
# Forms that a plain number may stand among: 950 beside 1,200, and 3 beside 2,5.
BESIDE_PLAIN = ("thousands", "decimal_comma")


def judge_disguised(name: str, hints: frozenset[str], profile: Profile) -> Verdict | None:
    """Judge cells that are all numbers once their dress is off; None where they are not."""
    texts, plain = profile.texts, profile.numbers
    form = _form_of_all(texts)
    if form is None and not plain.count:
        return _of_several_units(texts)
    if form is None or (plain.count and form not in BESIDE_PLAIN):
        return None
    numbers = texts.forms[form]
    if plain.count:
        numbers = joined(numbers, plain)
    seen = texts.first_of_form[form]
    value = next(w.value for w in written_numbers(seen.text) if w.form == form)
    note = found("written_as", form=form, example=seen.text, value=value)
    notes: tuple[Finding, ...] = (note, *_currencies(texts, form), *_ambiguity(texts, form))
    unit = form.removeprefix("unit:") if form.startswith("unit:") else None
    verdict = _percent(form, numbers) or _levels(unit, texts, numbers)
    if verdict is None:
        all_hints = hints | _hints_of_form(form, unit)
        verdict = judge_numbers(NumberColumn(name, all_hints, numbers))
    return replace(verdict, notes=(*notes, *verdict.notes), distinct=numbers.distinct)


def _form_of_all(texts: Texts) -> str | None:
    """Return the form in which every text of the column can be read as a number."""
    if texts.first_other is not None:
        return None
    fitting = [form for form, cells in texts.form_cells.items() if cells == texts.count]
    # Where every cell is like 1,234 both commas fit; thousands are what is usual.
    return min(fitting, key=lambda form: form == "decimal_comma", default=None)


def _of_several_units(texts: Texts) -> Verdict | None:
    """Refuse numbers of which each has a unit, but not the same one: 2 kg and 300 g."""
    units = [form for form in texts.form_cells if form.startswith("unit:")]
    cells = sum(texts.form_cells[unit] for unit in units)
    if texts.first_other is not None or len(units) < 2 or cells < texts.count:
        return None
    names = [unit.removeprefix("unit:") for unit in units]
    if not {name.lower() for name in names} <= set(MEASURES.split()):
        return None
    near = None
    distinct = texts.distinct
    if distinct is not None and distinct <= MOST_LEVELS and texts.count >= REPEATED * distinct:
        near = RunnerUp("multiclass", found("if_classes", distinct=distinct))
    because = found("units_differ", units=", ".join(names))
    return Verdict("mixed", (because,), runner_up=near)


def _currencies(texts: Texts, form: str) -> tuple[Finding, ...]:
    if form != "money" or len(texts.currencies) < 2:
        return ()
    return (found("currencies_differ", units=", ".join(sorted(texts.currencies))),)


def _ambiguity(texts: Texts, form: str) -> tuple[Finding, ...]:
    if form != "thousands" or texts.form_cells.get("decimal_comma") != texts.count:
        return ()
    seen = texts.first or Seen(0, "")
    values = {written.form: written.value for written in written_numbers(seen.text)}
    return (
        found(
            "comma_ambiguous",
            example=seen.text,
            thousands=values["thousands"],
            decimal=values["decimal_comma"],
        ),
    )


def _percent(form: str, numbers: Numbers) -> Verdict | None:
    if form != "percent" or numbers.minimum < 0.0 or numbers.maximum > 100.0:
        return None
    because = found("percent_signs", minimum=numbers.minimum, maximum=numbers.maximum)
    verdict = bounded(numbers, because, 0.0, 100.0, None)
    return replace(
        verdict,
        mean=numbers.mean,
        variance=numbers.variance,
        minimum=numbers.minimum,
        maximum=numbers.maximum,
    )


def _levels(unit: str | None, texts: Texts, numbers: Numbers) -> Verdict | None:
    """Read `1등급` to `9등급`, `1 star` to `5 stars`."""
    counts = numbers.counts
    if unit is None or counts is None or not 3 <= len(counts) <= MOST_LEVELS:
        return None
    are_decades = unit == "대" and numbers.tens == numbers.count  # 20대, 30대: people by age
    if unit not in LEVEL_UNITS and not are_decades:
        return None
    levels = sorted(counts)
    # Where a level is spelled in two ways, the last one in the alphabet names it: 1 stars.
    spelt = {
        written.value: text
        for text in sorted(texts.counts or ())
        for written in written_numbers(text)
        if written.form == f"unit:{unit}"
    }
    labels = [spelt.get(level, f"{number_name(level)}{unit}") for level in levels]
    because = found("scale_of_words", scale="unit", low=labels[0], high=labels[-1])
    return ordinal(because, labels, shares_of(counts))


def _hints_of_form(form: str, unit: str | None) -> frozenset[str]:
    if form == "money":
        return frozenset({"positive"})
    named = frozenset(hint for hint, units in UNIT_HINTS.items() if unit in units.split())
    return named | ((hints_of(unit) | hints_of(f"{unit}s")) & {"counts"} if unit else frozenset())


def joined(first: Numbers, second: Numbers) -> Numbers:
    """Return what there is to know of the numbers of both, in no particular order."""
    count = first.count + second.count
    shift = second.mean - first.mean
    return Numbers(
        count=count,
        infinite=first.infinite + second.infinite,
        minimum=min(first.minimum, second.minimum),
        maximum=max(first.maximum, second.maximum),
        mean=first.mean + shift * (second.count / count),
        squares=first.squares
        + second.squares
        + shift * shift * (first.count * second.count / count),
        is_whole=first.is_whole and second.is_whole,
        is_by_halves=first.is_by_halves and second.is_by_halves,
        is_row_numbers=False,
        is_dates=False,
        at_minimum=_at(first, second, "minimum"),
        at_maximum=_at(first, second, "maximum"),
        negative=first.negative + second.negative,
        zeros=first.zeros + second.zeros,
        tens=first.tens + second.tens,
        near_hundred=first.near_hundred + second.near_hundred,
        near_one=first.near_one + second.near_one,
        tally=first.tally.joined(second.tally),
    )


def _at(first: Numbers, second: Numbers, end: str) -> int:
    """How many numbers of both are the least or the greatest."""
    ends = [(getattr(n, end), getattr(n, f"at_{end}")) for n in (first, second)]
    extreme = (min if end == "minimum" else max)(value for value, _ in ends)
    return sum(count for value, count in ends if value == extreme)
