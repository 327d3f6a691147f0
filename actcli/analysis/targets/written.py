"""How a cell is written that is no plain number: money, percent, a unit, a date, a list.

Needs no NumPy.
"""

import math
import re
from dataclasses import dataclass, replace

PLAIN = r"(?:\d+(?:\.\d*)?|\.\d+)"
GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
AMOUNT = rf"[+-]?(?:{GROUPED}|{PLAIN})"
CURRENCY = r"(?:US\$|[$€£¥₩￦]|USD|EUR|KRW|JPY|GBP)"
CURRENCY_AFTER = rf"(?:{CURRENCY}|[십백천]?[만억조]?\s?원|달러|유로|엔|won)"
# One name for each currency, and what the larger units of won are worth: 천만 is 천 times 만.
CURRENCIES = {
    "US$": "USD", "$": "USD", "달러": "USD", "€": "EUR", "유로": "EUR", "£": "GBP", "¥": "JPY",
    "￥": "JPY", "엔": "JPY", "₩": "KRW", "￦": "KRW", "원": "KRW", "won": "KRW",
}  # fmt: skip
THOUSANDS = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9}  # behind an amount of money: €5M
SCALES = {"십": 1e1, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}

_FORMS = (
    ("thousands", re.compile(rf"[+-]?{GROUPED}")),
    ("decimal_comma", re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")),
    ("percent", re.compile(rf"({AMOUNT})\s*[%％]")),
    (
        "money",
        re.compile(rf"([+-]?){CURRENCY}\s*({AMOUNT})\s?[kKMB]?|({AMOUNT})\s*{CURRENCY_AFTER}"),
    ),
    ("unit", re.compile(rf"({AMOUNT})\s*([^\W\d_]{{1,5}}|°[CF]|[㎏㎝㎡㎞㎜])")),
)
_NO_SIGN = re.compile(r"[-+0-9.,\s]+")
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
_STARTS = frozenset("(+-.0123456789$€£¥₩￦UEKJG")
_DATE_STARTS = frozenset("0123456789jfmasondJFMASOND")
_HAS_DIGIT = re.compile(r"[0-9]").search
LONGEST_FORM = 40  # characters; a longer cell is neither a number nor a date


@dataclass(frozen=True, slots=True)
class Written:
    """A number in disguise: its form (`thousands`, `unit:kg`) and the number."""

    form: str
    value: float
    currency: str = ""  # of money: USD, KRW, ...


def written_numbers(text: str) -> tuple[Written, ...]:
    """Return the numbers as which a cell may be read: two where `1,234` leaves it open."""
    if len(text) > LONGEST_FORM or text[:1] not in _STARTS or not _HAS_DIGIT(text):
        return ()
    if text[0] == "(" and text[-1] == ")":  # as accountants write what is below zero
        return tuple(replace(w, value=-w.value) for w in _accounted(text[1:-1]))
    readings = []
    for form, pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            readings.append(_read(form, text, match))
            if form != "thousands":
                break
    return tuple(readings)


def _accounted(text: str) -> tuple[Written, ...]:
    if text[:1] in ("(", "-", "+"):
        return ()
    return tuple(w for w in written_numbers(text) if w.form in ("money", "thousands"))


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
    if form == "money":
        if text[-1] in THOUSANDS and amount is not None and amount.end() > len(text) - 3:
            value, text = value * THOUSANDS[text[-1]], text[:-1]
        sign = _NO_SIGN.sub("", text)
        unit = sign.lstrip("".join(SCALES))
        scale = math.prod(SCALES[character] for character in sign.removesuffix(unit))
        return Written(form, value * scale, CURRENCIES.get(unit, unit))
    return Written(f"unit:{_singular(match.group(2))}" if form == "unit" else form, value)


def _singular(unit: str) -> str:
    """Return stars as star, lbs as lb; ms is no plural."""
    return unit[:-1] if len(unit) > 2 and unit.isascii() and unit.endswith("s") else unit
