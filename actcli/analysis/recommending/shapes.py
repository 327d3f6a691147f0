"""The shapes in which questions write numbers, lists and code, as patterns compiled when needed.

Compiling all of them takes longer than reading a question, so each says what must be there for it
to be tried: a digit or a number in words, Hangul, or one of some words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

NUMBER, TWO_NUMBERS, HANGUL = "number", "two numbers", "hangul"
COUNTS_OF_TWO = ("2", "two", "두", "2두")
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|several|many"
    "|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|여러"
)
_ANY_NUMBER = re.compile(rf"\d|{_NUMBER_WORDS}")
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_ANY_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True)
class Shape:
    """A pattern, and what a question must contain for it to be tried."""

    pattern: str
    needs: tuple[str, ...] = ()  # NUMBER, TWO_NUMBERS, HANGUL
    one_of: tuple[str, ...] = ()  # words or signs, one of which must be there

    def all_in(self, question: str) -> Iterator[re.Match[str]]:
        """Return every place of the shape in a question in its normal form."""
        if NUMBER in self.needs and not _ANY_NUMBER.search(question):
            return iter(())
        if TWO_NUMBERS in self.needs and not _TWO_NUMBERS.search(question):
            return iter(())
        if HANGUL in self.needs and not _ANY_HANGUL.search(question):
            return iter(())
        if self.one_of and not any(word in question for word in self.one_of):
            return iter(())
        return self._compiled.finditer(question)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


_COUNT = rf"(?<![\d.])(\d+|{_NUMBER_WORDS})"
_CLASSES = (
    r"(?:class|classes|categories|category|kinds|species|types|groups|breeds|genres|classifier"
    r"|classification|letters|products|languages|grades|emotions|topics|gestures|brands|styles"
    r"|diseases|signs|commands|speakers|buckets|departments|intents|sections|colou?rs|countries"
    r"|moods|instruments|sports|options|possibilities)"
)
_CLASS_WORDS = tuple(_CLASSES[3:-1].replace("colou?rs", "colo").split("|"))
_KINDS = (
    r"(?:클래스|범주|부류|카테고리|품종|견종|종류|유형|등급|그룹|장르|주제|토픽"
    r"|동작|제스처|감정|나라|언어|부서|표정)"
)
CLASS_COUNTS = (
    Shape(_COUNT + r"\s*-?\s*way\b", (NUMBER,), ("way",)),
    Shape(_COUNT + r"\s*-?\s*(?:[a-z-]+\s+){0,2}?" + _CLASSES + r"\b", (NUMBER,), _CLASS_WORDS),
    Shape(
        r"\b(?:which|one|1)\s+(?:(?:[a-z]+\s+)?out\s+)?of\s+(?:the\s+)?(?:possible\s+)?" + _COUNT,
        (NUMBER,),
        ("of",),
    ),
    # sort mails into 6 folders, tell 5 birds apart
    Shape(
        r"\b(?:sort|split|classif|assign|divid|group|separat|put"
        r"|bin)\w*\s+(?:[a-z]+\s+){1,3}into\s+"
        r"(?:one\s+of\s+)?" + _COUNT,
        (NUMBER,),
        ("into",),
    ),
    Shape(
        r"\b(?:tell|distinguish|recogni[sz]e|identify|differentiate)\w*\s+(?:between\s+"
        r"|apart\s+)?"
        + _COUNT,
        (NUMBER,),
        ("tell", "disting", "recogni", "identif", "differen"),
    ),
    Shape(
        _COUNT + r"\s*(?:개|가지)?\s*(?:의|짜리|이상|정도)?(?:의)?\s*" + _KINDS, (NUMBER, HANGUL)
    ),
    Shape(
        _KINDS + r"(?:(?:가|는|이|은|를|을)\s*(?:총|모두|전부)?|\s*수는?)\s*" + _COUNT
        + r"\s*(?:개|가지|종|명)?",
        (NUMBER, HANGUL),
    ),
    Shape(
        _KINDS + r"\s*(?:총|모두|전부)?\s*" + _COUNT + r"\s*(?:개|가지|종|명)", (NUMBER, HANGUL)
    ),
    Shape(
        _COUNT + r"\s*(?:개|가지|종류|종|명|곳)\s*(?:중|가운데)(?:에|에서)?"
        r"\s*(?:딱\s*)?(?:하나|한|1|어느|어떤|무엇|뭐)",
        (NUMBER, HANGUL),
        ("중", "가운데"),
    ),
    Shape(
        _COUNT + r"\s*(?:개|가지|종류|종)(?:로|를|을|에|으로)?\s*"
        r"(?:분류|구분|나누|나눠|맞히|맞추|맞춰|판별|인식|구별)",
        (NUMBER, HANGUL),
    ),
)  # fmt: skip
_THINGS = (
    "image|picture|photo|patient|document|text|article|post|movie|film|song|example|sample|item"
    "|clip|scan|x-ray|video|page|mail|email|product|recipe|sentence"
)
LABEL_COUNTS = Shape(
    _COUNT + r"\s*(?:[a-z-]+\s+){0,2}?labels\b"
    r"|" + _COUNT + r"\s+(?!pixel|channel|token|word|feature|box|class|step|column"
    r"|input)[a-z]+\s+"
    rf"(?:per|for each|for every|in each|in every)\s+(?:{_THINGS})\b"
    r"|(?:라벨|레이블)(?:가|이|은|는)?\s*" + _COUNT + r"\s*(?:개|가지)"
    r"|" + _COUNT + r"\s*개(?:의)?\s*(?:라벨|레이블)",
    (NUMBER,),
    ("label", " per ", " each", " every", "라벨", "레이블"),
)
# Several things at once: comedy and romance at the same time, 코미디이면서 로맨스일 수도
COUPLED = (
    Shape(
        r"\b(?:both|be|is|are|has|have|contains?|shows?|can|may|with)\s+(?:\S+\s+){1,3}?and\s+"
        r"(?:\S+\s+){1,3}?(?:at once|at the same time|simultaneously|together)\b",
        one_of=(" at once", "at the same time", "simultaneously", "together"),
    ),
    Shape(
        r"\bboth\s+(?:an?\s+)?\w+\s+and\s+(?:an?\s+)?\w+(?=.*\b(?:one|each|single|same|label"
        r"|tag)s?\b)",
        one_of=("both ",),
    ),
    Shape(
        r"[가-힣](?:이면서|면서도|이자|이기도 하고|이고)\s*(?:동시에\s*)?[가-힣]+(?:일|인"
        r"|이기도|이 될)\s*(?:수|경우|때|한)"
        r"|[가-힣]도\s*(?:되고|맞고|있고|들어가고)\s*[가-힣]+도\s*(?:되|될|맞|있|들어)",
        (HANGUL,),
        ("면서", "이자", "하고", "이고", "되고", "맞고", "있고", "가고"),
    ),
)
# 손님 수 예측, predict the number of goals
NUMBER_OF = Shape(
    r"(?:(?<=[가-힣])\s|(?<=님)|(?<=객)|(?<=자)|(?<=차)|(?<=건)|(?<=릭)|(?<=문)"
    r"|(?<=글))수(?:를|가|는)?\s*"
    r"(?=예측|추정|세는|세기|맞히|맞추|출력)"
    r"|\b(?:predict|predicting|forecast|forecasting|estimate|estimating)\s+(?:the\s+)?"
    r"(?:daily\s+|weekly\s+|hourly\s+)?(?:number|count)\s+of\b"
    r"|^(?:the\s+)?number of (?!class|layer|neuron|unit|epoch|param|output|input|label|feature"
    r"|categor"
    r"|hidden|node|step|head|channel|filter|token|param|expert)",
    one_of=("수", "number of", "count of"),
)
# A minus sign belongs to the number only where no other number stands before it ("0-1").
_NUMBER = (
    r"(?<!\d)(?<!\d\.)((?:(?<![\d)])[-+\u2212])?\d+(?:\.\d+)?)\s*"
    r"(?:%|percent|퍼센트|프로|점|도|원)?"
)
_TO = r"\s*(?:to|and|~|\u2013|-|\.\.+|,)\s*"
RANGES = (
    Shape(
        r"\b(?:between|from|range|ranging|in|within|inside|into|(?:normali[sz]ed|scaled"
        r"|clipped)\s+to"
        r"|values?|outputs?|ranges|scale|score)\s+(?:is |of |from )?" + _NUMBER + _TO + _NUMBER,
        (TWO_NUMBERS,),
    ),
    Shape(rf"(?<!\w)[\[(]\s*{_NUMBER}\s*[,~]\s*{_NUMBER}\s*[\])]", (TWO_NUMBERS,), ("[", "(")),
    Shape(
        rf"{_NUMBER}\s*(?:에서|부터|과|와|이상|보다\s*크고|~|\.\.+)\s*{_NUMBER}\s*"
        r"(?:까지|이하|미만|보다\s*작)?(?:의|로)?\s*"
        r"(?:사이|범위|까지|구간|이하|미만|보다\s*작|로\s*제한|값|이어야|이여야|여야|이에요"
        r"|으로\s*나"
        r"|(?:으?로\s*)?(?:정규화|스케일|변환|맞춰|맞췄|바꿨|자르|제한))",
        (TWO_NUMBERS, HANGUL),
    ),
    Shape(
        rf"(?:범위|사이|출력|값)(?:가|이|는|은|을|를)?\s*{_NUMBER}\s*(?:에서|부터|과|와"
        rf"|~)\s*{_NUMBER}",
        (TWO_NUMBERS, HANGUL),
        ("범위", "사이", "출력", "값"),
    ),
)  # fmt: skip
# Ends that are named and not numbers: [a, b], between min and max
NAMED_RANGE = Shape(
    r"[\[(]\s*(?:a|min|lo|low|l|lower)\s*,\s*(?:b|max|hi|high|u|upper)\s*[\])]"
    r"|\bbetween\s+(?:a\s+)?(?:min|minimum|lower bound)\s+and\s+(?:a\s+)?(?:max|maximum|upper)",
    one_of=("[a", "(a", "[m", "(m", "[l", "(l", "between m", "between l", "between a"),
)
# A small share of the examples: 2% of the rows, 양성이 2%뿐
SHARE = Shape(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:%|percent|퍼센트|프로)\s*"
    r"(?:of\s+(?:the\s+|my\s+|all\s+)?(?:samples|rows|data|cases|examples|records|dataset)"
    r"|are\s+positive|positives?\b|뿐|밖에|정도뿐)",
    (NUMBER,),
    ("%", "percent", "퍼센트", "프로"),
)
# 1 in 500 transactions, 천 건 중 한 건; the class that is always predicted
ONE_IN_MANY = (
    Shape(
        r"\b(?:1|one)\s+(?:in|out\s+of|of)\s+(?:every\s+|a\s+)?(?:\d{2,}|hundred|thousand"
        r"|million)"
        r"\s*[a-z]+s\b(?=.*\b(?:is|are|was|has|positive|fraud|defect))",
        one_of=("1 in ", "one in ", "1 out", "one out", "1 of", "one of"),
    ),
    Shape(
        r"(?:\d{2,}|백|천|만)\s*(?:건|명|번|회)\s*(?:중|가운데|에)(?:에)?\s*(?:한|1"
        r"|하나)\s*(?:건|명|번|회)?"
        r"(?!\s*(?:고르|맞|골라))"
        r"|(?:\d{2,}|백|천|만)\s*개\s*(?:중|에)(?:에)?\s*(?:한|1|하나)\s*개?\s*(?:인|뿐|꼴"
        r"|밖에|정도)",
        one_of=("개 중", "개에", "건 중", "명 중", "번 중", "건에", "명에", "번에", "건중", "명중"),
    ),
    Shape(
        r"\b(?:always|only|everything)\s+(?:says?|predicts?|outputs?|answers?)?\s*(?:as\s+)?"
        r"(?:no|the\s+majority|majority|negative)\b",
        one_of=("always", "only", "everything"),
    ),
    Shape(
        r"(?:항상|맨날|무조건|전부|다)\s*(?:정상|음성|0)(?:이)?(?:라고|으로|로)만?\s*(?:예측"
        r"|나와|분류|판단|해|하)",
        one_of=("정상", "음성", "0으로", "0이라고"),
    ),
)
# A slope that a number shows to be small: gradient norm 1e-9, derivative at most 0.25
TINY_SLOPE = Shape(
    r"\b(?:grad\w*|derivatives?|slopes?)\b[^?]{0,40}?(?:\d?e-\d+|(?<!\d)0\.25(?!\d))"
    r"|(?:기울기|미분|그래디언트|그라디언트|그레이디언트)[^?]{0,20}?(?:\d?e-\d+"
    r"|(?<!\d)0\.25(?!\d))",
    (NUMBER,),
    ("e-", "0.25"),
)
# Levels with an order: rating 1 to 5, 단계 0~4
GRADES = Shape(
    r"\b(?:ratings?|stars?|grades?|levels?|stages?)\s*(?:from\s+)?\d\s*(?:to|-|~)\s*\d\b"
    r"|(?:단계|등급|별점|평점)\s*(?:는|은|이|가)?\s*\d\s*(?:에서|부터|~|-)\s*\d",
    (NUMBER,),
    ("ratin", "star", "grade", "level", "stage", "단계", "등급", "별점", "평점"),
)
# The units of a layer in code: Dense(10, ...), nn.Linear(64, 10).
LAYER_IN_CODE = Shape(
    r"\b(?:dense|linear)\s*\(\s*(?:\w+\s*,\s*)?(\d+)", (NUMBER,), ("dense", "linear")
)
# o_t * f(c_t) is the output of an LSTM's cell.
CELL_OUTPUT = Shape(
    r"\bo(?:_t)?\s*(?:\*|·|⊙|×|x)\s*\W{0,3}\S{0,6}\s*\(\s*c(?:_t)?\s*\)",
    one_of=("c)", "c_t)", "c )", "c_t )"),
)
NO_NEGATIVES = Shape(
    r"(?:>=?\s*0(?![\d.])|(?:greater|more|larger|bigger)\s+than\s+(?:0|zero)\b"
    r"|(?:above|over)\s+zero\b|\b0\s*보다\s*(?:커|큰|크)|\b0\s*(?:을|를)?\s*(?:넘|초과)"
    r"|(?:음수|마이너스)(?:는|가|값은|값이)?\s*(?:나오면|나와선|되면|없|안|절대|자꾸|말이))"
    r"|\b(?:never|not|cannot|cant|no)\s+(?:be\s+|go\s+|output\s+|become\s+)*negative"
    r"|\bnegative\s+(?:\w+\s+){0,3}(?:impossible|nonsense|makes no sense|not allowed)"
    r"|\b(?:sometimes|keeps?|often|gives?|predicts?|outputs?)\s+(?:\w+\s+)?negative\s+"
    r"(?:price|number|value|prediction|count|duration|amount)s?\b(?=[^?]*\b(?:price|salar|rent"
    r"|age|time"
    r"|impossible|wrong|sense|should))",
    one_of=(">", "than", "zero", "보다", "넘", "초과", "음수", "마이너스", "negative"),
)
# 갚을지 못 갚을지, 스팸인지 아닌지; "whether it rains or not".
EITHER_OR = Shape(
    r"지\s*(?:안|못|아닐|아닌|말)|(?:는|ㄹ|을|할|될|인)지\s*(?:여부|예측|맞히|맞추|판단|판별"
    r"|구분)"
    r"|\bor not\b|\b(\w+) (?:vs\.?|versus|or|/) (?:not|non|no)[ -]\1\b"
    r"|\b(?:predict|detect|decide|tell|classify|determine|guess|check)\w*\s+(?:whether|if)\b"
    r"|(?<!\S)(\S{2,4})\s*/\s*(?:비|불|미|무)\2",
    one_of=("지", " or ", " vs", "versus", "/", "whether", " if "),
)
ZERO_OR_ONE = Shape(r"(?<![\d.])0\s*/\s*1(?![\d.])", (NUMBER,), ("/",))
# "1, 2 or 3", "red, green or blue", 가위/바위/보, 사과, 배, 포도 중
LISTS_OF_CLASSES = (
    Shape(
        r"(?:[가-힣]+?(?:이?나|이?랑)?\s+){2}[가-힣]+(?<![건개명번회])\s*(?:중|가운데)(?:에"
        r"|에서)?\s*(?:하나|한|어느|어떤|뭐|뭔)",
        (HANGUL,),
        ("중", "가운데"),
    ),
)
# 무슨 견종인지
WHICH_ONE = Shape(
    r"(?:무슨|어떤|어느)\s*(?!함수|활성|층|레이어|거|것|걸|게)[가-힣]+인지", (HANGUL,), ("인지",)
)
LISTS_TO_CHOOSE_FROM = (
    Shape(r"\w+\s*,\s*\w+\s*,?\s*or\s+\w+|:\s*\w+\s*,\s*\w+\s*,\s*\w", one_of=(",",)),
    Shape(r"\w+\s*/\s*\w+\s*/\s*\w", one_of=("/",)),
    Shape(
        r"\w+\s*,\s*\w+\s*,\s*\w+\s*(?:중|가운데|분류|구분|로\s*나|을\s*구분"
        r"|를\s*구분)", (HANGUL,), (",",)
    ),
    Shape(r"(?:인지.*){3}", one_of=("인지",)),
    Shape(
        r"\S+\s+\S+\s+\S+?(?:으로|로)\s+(?=분류|구분|나누|나눠|구별)",
        one_of=("로 분류", "로 구분", "로 나", "로 구별"),
    ),
    LISTS_OF_CLASSES[0],
    Shape(
        r"\b(?:one|a single|1)\s+(?!layer|neuron|unit|output|node)\w+\s+(?:each|per\s+\w+)\b",
        one_of=(" each", " per "),
    ),
)  # fmt: skip
