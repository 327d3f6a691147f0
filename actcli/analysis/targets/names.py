"""What the name of a column hints at, in English and Korean; needs no NumPy.

A hint decides only where the numbers leave it open.
"""

import re
import unicodedata

# English words are compared with whole words of the name (`n_children`, `SalePrice`, `user-id`),
# Korean ones may stand anywhere in it, since Korean compounds have no seams.
ENGLISH = {
    "counts": (
        "n num number count counts cnt freq frequency visits clicks views purchases children"
        " claims events items occurrences goals likes comments followers rentals births deaths"
        " accidents calls orders bedrooms bathrooms rooms beds baths floors kids siblings persons"
        " passengers members doors"
    ),
    "classes": "class classes label labels category cls digit species type kind cluster topic code",
    "ordinal": (
        "nps likert urgency"
        " rating ratings star stars grade level severity stage rank quality satisfaction likert"
        " priority tier"
    ),
    "score": "score scores points mark marks exam",
    "share": (
        "rate ratio prob probability proba probabilities p pct percent percentage share fraction"
        " ctr cvr humidity proportion accuracy auc f1 iou dice confidence"
    ),
    "symmetric": "corr correlation cos cosine polarity steering pearson spearman",
    "positive": (
        "price prices cost amount income salary revenue sales weight duration seconds minutes"
        " hours area distance length width volume fare fee wage budget mileage lifetime latency"
        " age ages rul ttf rainfall rain precipitation concentration power energy population"
    ),
    "real": (
        "temp temperature temperatures return returns residual residuals error diff difference"
        " delta change log logit zscore anomaly profit balance"
    ),
    "angle": (
        "angle angles heading bearing azimuth direction orientation yaw theta phi rotation wd"
        " winddirection deg"
    ),
    "identifier": "id ids uid uuid guid index idx key rowid no serial account phone ssn",
    "code": "zip zipcode postal postcode fips",
    "year": "year years yr",
    "time": "timestamp epoch unix time datetime date created updated",
}
KOREAN = {
    "counts": "개수 갯수 횟수 건수 인원 명수 빈도 수량",
    "classes": "클래스 분류 레이블 라벨 종류 유형 범주 품종",
    "ordinal": "등급 별점 평점 만족도 단계 수준 품질 학점 순위",
    "score": "점수 성적",
    "share": "확률 비율 퍼센트 백분율 클릭률 전환율 점유율 합격률 정확도 습도",
    "symmetric": "상관계수 코사인",
    "positive": "가격 금액 비용 소득 매출 급여 연봉 무게 몸무게 체중 거리 면적 시간 길이 나이 연령 강수량 요금 운임 인구",  # noqa: E501
    "real": "온도 기온 수익률 잔차 오차 변화 차이 이익",
    "angle": "각도 방위 풍향 방향",
    "identifier": "번호 아이디 식별자 일련",
    "code": "우편번호 코드",
    "year": "연도 년도",
    "time": "날짜 일시 시각 타임스탬프",
}
# These count what follows them (`num_rooms`); behind a word they number it (`house_number`), all
# but `num`, which stands there in either sense (`education-num`, `fans_num`).
NUMBERING = frozenset(("number", "no", "nr"))
# A rate of these is no share of anything, it is beats or frames a minute or second.
BEATS = frozenset(
    ("heart", "pulse", "respiratory", "respiration", "breathing", "sampling", "frame")
)
WEAK = frozenset(("n", "num", "number", "no", "p"))
# Words that end in 수 without being a number of something.
NOT_COUNTED = ("점수", "지수", "변수", "계수", "함수", "교수", "다수", "소수", "방수")

_ENGLISH = {hint: frozenset(words.split()) for hint, words in ENGLISH.items()}
_KOREAN = {hint: tuple(words.split()) for hint, words in KOREAN.items()}
_SEAMS = re.compile(r"(?<=[a-z])(?=[A-Z])|[^0-9A-Za-z가-힣]+|(?<=[A-Za-z])(?=[0-9])")


def hints(name: str) -> frozenset[str]:
    """Return what the name hints at: keys of the tables above."""
    text = unicodedata.normalize("NFC", name)
    listed = [word.lower() for word in _SEAMS.split(text) if word]
    words = set(listed)
    if len(words) == 1:
        words -= WEAK  # alone it says nothing: the target of the heart disease data is called num
    hinted = {hint for hint, known in _ENGLISH.items() if words & known}
    hinted |= {hint for hint, known in _KOREAN.items() if any(word in text for word in known)}
    if text.endswith("수") and not text.endswith(NOT_COUNTED):
        hinted.add("counts")
    if len(listed) > 1 and listed[-1] in NUMBERING | {"num"} and "of" not in words:
        if not _ENGLISH["counts"] & (words - WEAK) or listed[-1] in NUMBERING:
            hinted -= {"counts"}  # order_number: not even orders are counted in it
        if listed[-1] in NUMBERING:
            hinted.add("numbered")
    if words & BEATS:
        hinted = hinted - {"share"} | {"real"}
    return frozenset(hinted)
