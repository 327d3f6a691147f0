"""What numbers and shapes in a question say: 10 classes, between 0 and 1, Dense(1), A or not A."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actcli.analysis.recommending.criteria import COMBINATION

RARE = 20.0  # per cent
CODE = 3.0  # layers as code are about nothing else
COUNTS_OF_TWO = ("2", "two", "두", "2두")
_COUNT = (
    r"(?<![\d.])(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|several|many"
    r"|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|여러)"
)
_CLASSES = (
    r"(?:class|classes|categories|category|kinds|species|types|groups|breeds|genres|classifier"
    r"|classification|letters|products|languages|grades|emotions)"
)
_KINDS = r"(?:클래스|범주|부류|카테고리|품종|견종|종류|유형|등급|그룹)"
_CLASS_COUNTS = (
    re.compile(_COUNT + r"\s*-?\s*way\b"),
    re.compile(_COUNT + r"\s*-?\s*(?:[a-z-]+\s+){0,2}?" + _CLASSES + r"\b"),
    re.compile(r"\b(?:which|one|1)\s+(?:out\s+)?of\s+(?:the\s+)?" + _COUNT + r"\b"),
    re.compile(_COUNT + r"\s*(?:개|가지)?\s*(?:의|짜리|이상|정도)?(?:의)?\s*" + _KINDS),
    re.compile(
        _KINDS + r"(?:(?:가|는|이|은|를|을)\s*(?:총|모두|전부)?|\s*수는?)\s*" + _COUNT
        + r"\s*(?:개|가지|종)?"
    ),
    re.compile(_KINDS + r"\s*(?:총|모두|전부)?\s*" + _COUNT + r"\s*(?:개|가지|종|명)"),
    re.compile(
        _COUNT + r"\s*(?:개|가지|종류|종|명|곳)\s*(?:중|가운데)(?:에|에서)?"
        r"\s*(?:딱\s*)?(?:하나|한|1)"
    ),
    re.compile(
        _COUNT + r"\s*(?:개|가지|종류|종)(?:로|를|을|에|으로)?\s*"
        r"(?:분류|구분|나누|나눠|맞히|맞추|맞춰|판별|인식|구별)"
    ),
)  # fmt: skip
_LABEL_COUNTS = re.compile(
    _COUNT + r"\s*(?:[a-z-]+\s+){0,2}?labels\b"
    r"|(?:라벨|레이블)(?:가|이|은|는)?\s*" + _COUNT + r"\s*(?:개|가지)"
    r"|" + _COUNT + r"\s*개(?:의)?\s*(?:라벨|레이블)"
)
# 손님 수 예측, predict the number of goals
_NUMBER_OF = re.compile(
    r"(?:(?<=[가-힣])\s|(?<=님)|(?<=객)|(?<=자)|(?<=차)|(?<=건))수(?:를|가|는)?\s*"
    r"(?=예측|추정|세는|세기|맞히|맞추|출력)"
    r"|\b(?:predict|predicting|forecast|forecasting|estimate|estimating)\s+(?:the\s+)?"
    r"(?:number|count)\s+of\b"
)
# A minus sign belongs to the number only where no other number stands before it ("0-1").
_NUMBER = (
    r"(?<!\d)(?<!\d\.)((?:(?<![\d)])[-\u2212])?\d+(?:\.\d+)?)\s*(?:%|percent|퍼센트|프로|점|도|원)?"
)
_TO = r"\s*(?:to|and|~|\u2013|-|\.\.+|,)\s*"
_RANGES = (
    re.compile(rf"\bbetween\s+{_NUMBER}{_TO}{_NUMBER}"),
    re.compile(rf"\b(?:from|range(?:\s+of)?|in|within|inside|into)\s+{_NUMBER}{_TO}{_NUMBER}"),
    re.compile(
        r"\b(?:values?|outputs?|ranges?|ranging|scale|score)\s+(?:is |of |from )?"
        rf"{_NUMBER}{_TO}{_NUMBER}"
    ),
    re.compile(rf"(?<!\w)[\[(]\s*{_NUMBER}\s*[,~]\s*{_NUMBER}\s*[\])]"),
    re.compile(
        rf"{_NUMBER}\s*(?:에서|부터|과|와|이상|보다\s*크고|~|\.\.+)\s*{_NUMBER}\s*"
        r"(?:까지|이하|미만|보다\s*작)?(?:의|로)?\s*"
        r"(?:사이|범위|까지|구간|이하|미만|보다\s*작|로\s*제한|값|이어야|이여야|여야|이에요|으로\s*나)"
    ),
    re.compile(
        rf"(?:범위|사이|출력|값)(?:가|이|는|은|을|를)?\s*{_NUMBER}\s*(?:에서|부터|과|와|~)\s*{_NUMBER}"
    ),
)  # fmt: skip
_MINUS = "-\N{MINUS SIGN}"
# A small share of the examples: 2% of the rows, 양성이 2%뿐
_SHARE = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:%|percent|퍼센트|프로)\s*"
    r"(?:of\s+(?:the\s+|my\s+|all\s+)?(?:samples|rows|data|cases|examples|records|dataset)"
    r"|are\s+positive|positives?\b|뿐|밖에|정도뿐)"
)
# The units of a layer in code: Dense(10, ...), nn.Linear(64, 10).
_LAYER_IN_CODE = re.compile(r"\b(?:dense|linear)\s*\(\s*(?:\w+\s*,\s*)?(\d+)")
_MORE_THAN_ZERO = re.compile(
    r"(?:>=?\s*0(?![\d.])|(?:greater|more|larger|bigger)\s+than\s+(?:0|zero)\b"
    r"|(?:above|over)\s+zero\b|\b0\s*보다\s*(?:커|큰|크)|\b0\s*(?:을|를)?\s*(?:넘|초과)"
    r"|음수(?:는|가|값은|값이)?\s*(?:나오면|나와선|되면|없|안|절대))"
)
_NOT_NEGATIVE = re.compile(
    r"\b(?:never|not|cannot|cant|no)\s+(?:be\s+|go\s+|output\s+|become\s+)*negative"
    r"|\bnegative\s+(?:\w+\s+){0,3}(?:impossible|nonsense|makes no sense|not allowed)"
)
# 갚을지 못 갚을지, 스팸인지 아닌지; "whether it rains or not".
_EITHER_OR = re.compile(
    r"지\s*(?:안|못|아닐|아닌|말)|(?:는|ㄹ|을|할|될|인)지\s*(?:여부|예측|맞히|맞추|판단|판별|구분)"
    r"|\bor not\b|\b(\w+) (?:vs\.?|versus|or|/) (?:not|non|no)[ -]\1\b"
    r"|\b(?:predict|detect|decide|tell|classify|determine|guess|check)\w*\s+(?:whether|if)\b"
    r"|(?<!\S)(\S{2,4})\s*/\s*(?:비|불|미|무)\2"
)
_ZERO_OR_ONE = re.compile(r"(?<![\d.])0\s*/\s*1(?![\d.])")
# "1, 2 or 3", "red, green or blue", 가위/바위/보, 사과, 배, 포도 중
_ONE_OF_THREE = re.compile(
    r"\b\w+\s*,\s*\w+\s*,?\s*or\s+\w+|:\s*\w+\s*,\s*\w+\s*,\s*\w+|\w+\s*/\s*\w+\s*/\s*\w+"
    r"|\w+\s*,\s*\w+\s*,\s*\w+\s*(?:중|가운데|분류|구분|로\s*나|을\s*구분|를\s*구분)"
    r"|(?:인지.*){3}|\S+\s+\S+\s+\S+?(?:으로|로)\s+(?=분류|구분|나누|나눠|구별)"
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A condition that a number or shape speaks for; a faint one, where no other is named."""

    kind: str
    name: str
    start: int = 0  # where it stands in the question
    end: int = 0
    is_faint: bool = False
    proof: float = 1.0  # of what it proves about the whole question


def find_clues(question: str) -> list[Clue]:
    """Return what the numbers and shapes in a question, in its normal form, speak for."""
    readers = (_class_counts, _labels, _counted, _ranges, _signs, _rarity, _code)
    return [clue for read in readers for clue in read(question)]


def _class_counts(question: str) -> Iterator[Clue]:
    for pattern in _CLASS_COUNTS:
        for found in pattern.finditer(question):
            if found.group(1) not in ("0", "1"):
                is_two = found.group(1) in COUNTS_OF_TWO
                yield Clue("task", "binary" if is_two else "multiclass", *found.span())
    either = _EITHER_OR.search(question) or _ZERO_OR_ONE.search(question)
    if either:
        yield Clue("task", "binary", *either.span())
    for found in _ONE_OF_THREE.finditer(question):
        yield Clue("task", "multiclass", *found.span(), is_faint=True)


def _labels(question: str) -> Iterator[Clue]:
    for found in _LABEL_COUNTS.finditer(question):
        yield Clue("task", "multilabel", *found.span(), is_faint=True)


def _counted(question: str) -> Iterator[Clue]:
    for found in _NUMBER_OF.finditer(question):
        yield Clue("task", "counts", *found.span())


def _ranges(question: str) -> Iterator[Clue]:
    for pattern in _RANGES:
        for found in pattern.finditer(question):
            low, high = found.groups()
            if low[0] in _MINUS and high[0] not in _MINUS:
                yield Clue("task", "symmetric", *found.span())
            elif low != high:
                yield Clue("task", "bounded", *found.span())


def _signs(question: str) -> Iterator[Clue]:
    for pattern in (_MORE_THAN_ZERO, _NOT_NEGATIVE):
        for found in pattern.finditer(question):
            yield Clue("task", "positive", *found.span())


def _rarity(question: str) -> Iterator[Clue]:
    for found in _SHARE.finditer(question):
        if float(found.group(1)) <= RARE:
            yield Clue("concern", "class-imbalance", *found.span())


def _code(question: str) -> Iterator[Clue]:
    """Read layers written as code: the last one is the output, several are a network."""
    units = _LAYER_IN_CODE.findall(question)
    if not units:
        return
    layer = "output" if len(units) == 1 else COMBINATION
    yield Clue("layer", layer, is_faint=True, proof=CODE)
    if units[-1] in ("1", "2"):
        yield Clue("task", "binary", is_faint=True)
    elif len(units) > 1 or int(units[-1]) <= 1000:
        yield Clue("task", "multiclass", is_faint=True)
