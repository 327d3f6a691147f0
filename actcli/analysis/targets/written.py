"""How a cell is written that is no plain number: money, percent, a unit, a date, a list.

Needs no NumPy.
"""

import re
from dataclasses import dataclass

PLAIN = r"(?:\d+(?:\.\d*)?|\.\d+)"
GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
AMOUNT = rf"[+-]?(?:{GROUPED}|{PLAIN})"
CURRENCY = r"(?:US\$|[$€£¥₩￦]|USD|EUR|KRW|JPY|GBP)"
CURRENCY_AFTER = rf"(?:{CURRENCY}|원|만원|천원|억원|달러|유로|엔|won)"

_FORMS = (
    ("thousands", re.compile(rf"[+-]?{GROUPED}")),
    ("decimal_comma", re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")),
    ("percent", re.compile(rf"({AMOUNT})\s*[%％]")),
    ("money", re.compile(rf"([+-]?){CURRENCY}\s*({AMOUNT})|({AMOUNT})\s*{CURRENCY_AFTER}")),
    ("unit", re.compile(rf"({AMOUNT})\s*([^\W\d_]{{1,5}}|°[CF]|[㎏㎝㎡㎞㎜])")),
)
_AMOUNT_IN = re.compile(AMOUNT)

_CLOCK = (
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = re.compile(
    rf"(?:\d{{4}}[-/.]\s?(?:0?[1-9]|1[0-2])[-/.]\s?(?:0?[1-9]|[12]\d|3[01])\.?{_CLOCK}"
    rf"|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:\d{{4}}|\d{{2}}){_CLOCK}"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ,]+\d{{2,4}}{_CLOCK}"
    rf"|{_MONTH}\s\d{{1,2}},?\s\d{{4}}{_CLOCK}"
    r"|\d{4}년\s?\d{1,2}월(?:\s?\d{1,2}일)?"
    r"|\d{4}-(?:0[1-9]|1[0-2])"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)",
    re.IGNORECASE,
)
# With which a number in disguise and a date begin: a quick look spares most texts the patterns.
_STARTS = frozenset("+-.0123456789$€£¥₩￦UEKJG")
_DATE_STARTS = frozenset("0123456789jfmasondJFMASOND")
_HAS_DIGIT = re.compile(r"[0-9]").search
LONGEST_FORM = 40  # characters; a longer cell is neither a number nor a date


@dataclass(frozen=True, slots=True)
class Written:
    """A number in disguise: its form (`thousands`, `unit:kg`) and the number."""

    form: str
    value: float


def written_numbers(text: str) -> tuple[Written, ...]:
    """Return the numbers as which a cell may be read: two where `1,234` leaves it open."""
    if len(text) > LONGEST_FORM or text[:1] not in _STARTS or not _HAS_DIGIT(text):
        return ()
    readings = []
    for form, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            readings.append(_read(form, text, match))
            if form != "thousands":
                break
    return tuple(readings)


def is_date(text: str) -> bool:
    """Whether the cell is a date, a month or a time of day."""
    if len(text) > LONGEST_FORM or text[:1] not in _DATE_STARTS or not _HAS_DIGIT(text):
        return False
    return _DATES.fullmatch(text) is not None


def _read(form: str, text: str, match: re.Match[str]) -> Written:
    if form == "decimal_comma":
        return Written(form, float(text.replace(".", "").replace(",", ".")))
    amount = _AMOUNT_IN.search(text)
    # The pattern has matched, so there is an amount in it.
    value = float(amount.group().replace(",", "")) if amount else 0.0
    if form == "money" and match.group(1) == "-":
        value = -value
    return Written(f"unit:{match.group(2)}" if form == "unit" else form, value)
