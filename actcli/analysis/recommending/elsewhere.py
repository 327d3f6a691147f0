"""Questions of the field that are not about activation functions: what learning rate, which loss.

They name networks and tasks as ours do. Who asks for a number of epochs or how to install a
framework gets no row, unless the question also names activations, a function or a concern.
"""

from actcli.analysis.recommending.mentions import Mention
from actcli.analysis.recommending.question import Question
from actcli.analysis.recommending.shapes import HANGUL, Shape

_SETTING = (
    r"(?:learning[ -]?rates?|lr|batch[ -]?sizes?|optimi[sz]ers?|epochs?|dropout(?: rate)?"
    r"|weight decay"
    r"|momentum|warm-?up|schedulers?|gpus?|vram|memory|datasets?|training data"
    r"|(?:data )?augmentations?|metrics?"
    r"|(?:loss|cost|objective)(?: functions?)?|kernel sizes?|strides?|padding"
    r"|embedding (?:size|dim\w*)"
    r"|hidden sizes?|context length|initiali[sz]ation|normali[sz]ation layer)"
)
_NUMBER_OF = (
    r"(?:hidden |conv |attention |dense )?(?:layers|units|neurons|nodes|filters|channels|heads"
    r"|parameters"
    r"|weights|samples|images|tokens|examples|epochs|gpus|experts)"
)
_SETTING_IN_KOREAN = (
    "(?:학습률|러닝\\s?레이트|배치\\s?사이즈|배치\\s?크기|옵티마이저|에포크|에폭|드롭아웃"
    "|모멘텀|스케줄러|데이터\\s?증강"
    "|평가\\s?지표|(?:손실|로스|최적화|목적|비용)\\s?함수|커널\\s?사이즈|메모리)"
)
_ASKED = (
    # which optimiser, a good learning rate, batch size for resnet
    Shape(
        r"\b(?:which|what|whats|best|good|ideal|optimal|right|recommended|typical|suitable"
        r"|choose|tune|set|reduce|increase|lower|how (?:much|large|big|small|high|low))\s+"
        rf"(?:(?:is|are|the|a|an|my|kind of|should) ){{0,2}}(?:\w+ )?{_SETTING}\b"
        rf"|^{_SETTING}\s+(?:for|of|when|too|should)\b",
        one_of=(
            *("rate", "lr ", "batch", "optimi", "epoch", "dropout", "decay", "momentum", "warm"),
            *("gpu", "sched", "vram", "memory", "data"),
            *("augment", "metric", "loss", "cost", "objective"),
            *("kernel", "stride", "padding", "size", "dimension", "length", "initial", "normali"),
        ),
    ),
    Shape(rf"\b(?:how many|number of)\s+{_NUMBER_OF}\b", one_of=("how many", "number of")),
    Shape(
        r"\b(?:save|export|deploy|resume|freez\w*|visuali[sz]e|plot|draw)\w*\b.*"
        r"\b(?:model|checkpoint|weights|network|layers|loss curve|architecture)\b",
        one_of=("save", "export", "deploy", "resume", "freez", "visuali", "plot", "draw"),
    ),
    Shape(r"\b(?:adam|sgd|rmsprop) (?:vs|or) \w", one_of=("adam", "sgd", "rmsprop")),
    Shape(
        f"{_SETTING_IN_KOREAN}[^?]{{0,12}}?(?:얼마|몇|추천|어느 정도|튜닝|조정|줄이|늘리|뭐|뭘"
        f"|어떤|무엇|어떻게)|(?:몇|어떤|무슨)\\s*{_SETTING_IN_KOREAN}",
        (HANGUL,),
        (
            *("학습률", "레이트", "배치", "옵티", "에포크", "에폭", "드롭", "모멘텀", "스케줄"),
            *("증강", "지표", "함수", "사이즈", "메모리"),
        ),
    ),
    Shape(
        "(?:층|레이어|뉴런|노드|유닛|필터|채널|헤드|파라미터|데이터|샘플|토큰)(?:은|는|을|를|이|가|로|으로)?"
        "\\s*(?:수는|개수)?\\s*몇",
        (HANGUL,),
        ("몇",),
    ),
)  # fmt: skip
# What is done with data and machines before and after training; spaces are ends of words.
_WORK = (
    *(" install", " pip ", " conda ", " cuda", "import error", "tutorial", "tokeniz", "tokenis"),
    *("reshape", " padding ", "out of memory", "how long", "early stopping", "one-hot encoding"),
    *("one hot encoding", " api ", "label images", "dataset", "data set", "download", "license"),
    *("feature scaling", "missing values", "cross-validation", "cross validation"),
    *("설치", "다운로드", "다운받", "버전", "시각화", "전처리", "라이선스", "튜토리얼"),
    *("토크나이저", "데이터셋", "데이터 셋", "데이터 정규화"),
    *("입력 차원", "입력 크기", "교차 검증", "교차검증", "결측"),
    *("메모리 부족", "얼마나 걸", "라벨링", "레이블링"),
    *("파인튜닝", "파인 튜닝", "조기 종료", "불러오"),
)  # fmt: skip


def asks_for_something_else(question: Question, mentions: list[Mention]) -> bool:
    """Tell whether a question asks for a size, a tool or a setting, and for no activation."""
    if any(map(_is_about_activations, mentions)):
        return False
    text = f" {question.normal} "
    return any(work in text for work in _WORK) or any(
        any(shape.all_in(question.normal)) for shape in _ASKED
    )


def _is_about_activations(mention: Mention) -> bool:
    return any(
        meaning.kind in ("general", "function")
        or (meaning.kind == "concern" and mention.proof > 1 and not mention.has_mistakes)
        for meaning in mention.meanings
    )
