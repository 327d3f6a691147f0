"""Words that cells are made of: missing marks, answers of yes and no, scales; needs no NumPy."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import pairwise

# How files write "nothing here". Spelled exactly, since "none" and "NO" may well be classes.
# pandas and R read most of them so; `?` is the UCI archive's, `\N` MySQL's.
MISSING = frozenset(
    mark.encode()
    for mark in (
        "", "NA", "N/A", "n/a", "na", "#N/A", "NaN", "nan", "NAN", "-nan", "null", "NULL", "Null",
        "None", "<NA>", "NaT", "nil", r"\N", "?", ".", "-", "--", "missing", "Missing", "결측",
        "결측치", "해당없음", "해당 없음",
    )
)  # fmt: skip

LONGEST_SHOWN = 40  # characters of a cell that is an example

# Pairs of answers, the negative one first; each may be spelled in any case.
ANSWERS = (
    ("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("negative", "positive"),
    ("neg", "pos"), ("ham", "spam"), ("benign", "malignant"), ("b", "m"), ("fail", "pass"),
    ("failed", "passed"), ("off", "on"), ("absent", "present"), ("normal", "abnormal"),
    ("normal", "anomaly"), ("healthy", "sick"), ("dead", "alive"), ("rejected", "accepted"),
    ("bad", "good"), ("stay", "churn"), ("control", "treatment"), ("control", "case"),
    ("legit", "fraud"), ("non-toxic", "toxic"), ("lose", "win"), ("loss", "win"),
    ("아니오", "예"), ("아니요", "예"), ("아니오", "네"), ("아니요", "네"), ("불합격", "합격"),
    ("음성", "양성"), ("없음", "있음"), ("무", "유"), ("거짓", "참"), ("부정", "긍정"),
    ("정상", "이상"), ("정상", "비정상"), ("정상", "불량"), ("정상", "스팸"), ("실패", "성공"),
    ("미이수", "이수"), ("유지", "이탈"), ("비사기", "사기"), ("불량", "양호"), ("패", "승"),
    ("비회원", "회원"), ("거절", "승인"), ("사망", "생존"),
    ("-", "+"), ("x", "o"),
)  # fmt: skip

# Scales from low to high; spellings of one level are separated by a bar.
SCALES: dict[str, str] = {
    "low_high": "very low|verylow, low, medium|moderate|mid|middle|normal|average, high, very high|veryhigh, critical|urgent|severe|extreme",  # noqa: E501
    "severity": "none|no, minimal, mild|minor|slight, moderate|medium, severe|serious|major, critical|extreme",  # noqa: E501
    "size": "xxs, xs, s, m, l, xl, xxl|2xl, xxxl|3xl",
    "size_words": "tiny, small, medium, large, extra large|huge",
    "quality": "very poor|very bad|terrible, poor|bad, fair|average|ok|okay|acceptable|neutral, good, very good, excellent|great",  # noqa: E501
    "cut": "fair, good, very good, premium, ideal",
    "clarity": "i1, si2, si1, vs2, vs1, vvs2, vvs1, if",
    "agreement": "strongly disagree, disagree, somewhat disagree|slightly disagree, neutral|neither|undecided|neither agree nor disagree, somewhat agree|slightly agree, agree, strongly agree",  # noqa: E501
    "satisfaction": "very dissatisfied|very unsatisfied, dissatisfied|unsatisfied, neutral, satisfied, very satisfied",  # noqa: E501
    "frequency": "never, rarely|seldom, sometimes|occasionally, often|frequently|usually, always",
    "likelihood": "very unlikely, unlikely, neutral|possible, likely, very likely",
    "schooling": "preschool, elementary|primary, middle school|secondary, high school|hs-grad, college|associate, bachelor|bachelors|bachelor's, master|masters|master's, doctorate|phd|doctor",  # noqa: E501
    "skill": "beginner|novice, intermediate, advanced, expert",
    "sentiment": "very negative, negative, neutral, positive, very positive",
    "grade_signs": "f, d-, d|d0, d+, c-, c|c0, c+, b-, b|b0, b+, a-, a|a0, a+",
    "ko_low_high": "매우 낮음|아주 낮음, 낮음|저, 보통|중간, 높음|고, 매우 높음|아주 높음",
    "ko_upper_lower": "최하, 하, 중하, 중, 중상, 상, 최상",
    "ko_satisfaction": "매우 불만족|매우 불만, 불만족|불만, 보통, 만족, 매우 만족",
    "ko_agreement": "전혀 그렇지 않다|매우 그렇지 않다|전혀 아니다|전혀 그렇지 않음|매우 그렇지 않음, 그렇지 않다|아니다|그렇지 않음, 약간 그렇지 않다|약간 아니다|별로 그렇지 않다|약간 그렇지 않음, 보통이다|보통|중립, 약간 그렇다|조금 그렇다|약간 그러함, 그렇다|그러함|그런 편이다, 매우 그렇다|매우 그러함",  # noqa: E501
    "ko_consent": "매우 동의하지 않음|전혀 동의하지 않음|매우 동의하지 않는다|전혀 동의하지 않는다, 동의하지 않음|동의하지 않는다|비동의, 약간 동의하지 않음|약간 동의하지 않는다, 보통|보통이다|중립, 약간 동의함|약간 동의|약간 동의한다, 동의함|동의|동의한다, 매우 동의함|매우 동의|매우 동의한다",  # noqa: E501
    "ko_quality": "매우 나쁨|아주 나쁨, 나쁨, 보통, 좋음, 매우 좋음|아주 좋음",
    "ko_school_marks": "가, 양, 미, 우, 수",
    "ko_size": "아주 작음, 작음|소형, 보통|중형, 큼|대형, 아주 큼",
    "ko_sizes": "소, 중, 대, 특대",
    "ko_skill": "입문, 초급, 중급, 고급, 전문가",
    "ko_frequency": "전혀, 거의 안 함|거의, 가끔, 자주, 항상",
    "ko_severity": "없음, 경미|경증, 중등도|중간, 중증|심각, 위독|위중",
    "ko_risk": "안전, 관심, 주의, 경계, 심각|위험",
    "ko_schooling": "초졸|초등학교, 중졸|중학교, 고졸|고등학교, 전문대졸|전문대, 대졸|대학교, 석사, 박사",  # noqa: E501
    "ko_sentiment": "매우 부정, 부정, 중립, 긍정, 매우 긍정",
}  # fmt: skip
# A few letters could as well be names of classes: these scales need a hint or a sign of their own.
LETTERS = frozenset("abcdf")
# Whole numbers with these words behind them are levels: `3등급`, `5 stars`.
LEVEL_UNITS = frozenset(
    ("등급", "학년", "급", "위", "star", "stars", "성", "단계", "레벨", "별", "등")
)

# A scale that exceeds a level of another one is tried after it: "low, medium, high" comes first.
_LEVELS = {
    name: {
        spelling.replace(" ", ""): place
        for place, level in enumerate(scale.split(","))
        for spelling in level.strip().split("|")
    }
    for name, scale in SCALES.items()
}
# Negative, neutral, positive are as often three classes as three levels.
RATHER_CLASSES = frozenset(("sentiment", "ko_sentiment"))
_BELOW, _ABOVE = {"<", "<=", "≤"}, {">", ">=", "≥"}
_RANGE = re.compile(
    r"([<≤>≥]=?)?(\d+(?:\.\d+)?)(대)?(?:[-~–](\d+(?:\.\d+)?)대?)?(\+|이상|andover|ormore)?"
)
# What may stand around the numbers of ranges: `<$25K`, `20-29세`, `1,000+`.
_DRESS = re.compile(
    r"(?:US)?[$€£₩]|,(?=\d{3})|(?<=\d)(?:[kK]|천|만|억)?(?:원|세|살|years?|yrs?)?(?![0-9])"
)
_NUMBERED = re.compile(r"^(?:[①-⑳]|\(?\d{1,2}[.)])\s*")  # as questionnaires number their answers
_PAIRS = {frozenset(pair): pair for pair in ANSWERS}


def plain(text: str) -> str:
    """Return a text as it is compared: NFC, in one case, without blanks, bars and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(folded.replace("_", " ").split())


def answers(first: str, second: str) -> tuple[str, str] | None:
    """Order two texts as (negative, positive) if they are known answers, else None."""
    pair = _PAIRS.get(frozenset((plain(first), plain(second))))
    if pair is None:
        return None
    return (first, second) if plain(first) == pair[0] else (second, first)


def truth(text: str) -> bool | None:
    """Return what a cell says as an answer of yes or no, None where it is none."""
    return _TRUTHS.get(plain(text))


_TRUTHS: dict[str, bool] = {}
for _negative, _positive in reversed(ANSWERS):
    _TRUTHS[_negative] = False
    _TRUTHS[_positive] = True
for _word in {a for a, _ in ANSWERS} & {b for _, b in ANSWERS}:
    del _TRUTHS[_word]  # 불량 is what is bad beside 정상 and beside 양호


def scale_of(texts: Collection[str], is_hinted: bool) -> tuple[str, tuple[str, ...]] | None:
    """Find the scale to which all texts belong, and the texts from low to high.

    Letters that could be names of classes (A, B, C) belong to the scale of grades only with a hint
    or with a sign (A+) among them.
    """
    for name, levels in _LEVELS.items():
        places = {text: levels.get(plain(_NUMBERED.sub("", text))) for text in texts}
        if None in places.values() or _is_names_of_classes(name, places, is_hinted):
            continue
        return name, tuple(sorted(places, key=lambda text: places[text] or 0))
    return None


def ranges(texts: Collection[str]) -> tuple[str, ...] | None:
    """Return ranges such as `18-24`, `25-34`, `65+` from low to high; None where they are none."""
    ends = {}
    for text in texts:
        span = _span(text)
        if span is None:
            return None
        ends[text] = span
    order = sorted(ends, key=lambda text: ends[text])
    are_apart = all(ends[low][1] <= ends[high][0] for low, high in pairwise(order))
    are_nested = all(high == float("inf") for _, high in ends.values())  # 0+, 1,000+, 10,000+
    is_range = all(low < high for low, high in ends.values())
    return tuple(order) if (are_apart or are_nested) and is_range and len(order) > 2 else None


def _span(text: str) -> tuple[float, float] | None:
    """Return the ends of a range; 20대 are the ages from 20 to 29."""
    match = _RANGE.fullmatch(_DRESS.sub("", "".join(text.split())))
    if match is None:
        return None
    sign, first, decade, last, above = match.groups()
    low = float("-inf") if sign in _BELOW else float(first)
    if above or sign in _ABOVE:
        return low, float("inf")
    return low, float(last or first) + (9.0 if decade else 0.0)


def _is_names_of_classes(name: str, texts: Iterable[str], is_hinted: bool) -> bool:
    if name != "grade_signs" or is_hinted:
        return False
    letters = {plain(text) for text in texts}
    return letters <= LETTERS and letters != LETTERS


def merged(texts: Iterable[str]) -> dict[str, list[str]]:
    """Group spellings of one word: `yes`, `Yes`, `YES`; single letters stay apart (`a` and `A`)."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        key = text if len(text) == 1 else " ".join(plain_case(text).split())
        groups.setdefault(key, []).append(text)
    return groups


def shown(text: str) -> str:
    """Return a cell as an example on one line: short, with what cannot be printed escaped."""
    visible = printable(text[: LONGEST_SHOWN + 1])
    return visible if len(visible) <= LONGEST_SHOWN else visible[: LONGEST_SHOWN - 3] + "..."


def printable(text: str) -> str:
    """Return a text on one line: escape what would move the cursor, turn the text or hide."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def plain_case(text: str) -> str:
    """Return a text in NFC and one case."""
    return unicodedata.normalize("NFC", text).casefold()
