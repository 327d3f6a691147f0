"""Columns as people have them, and what kind of target each is."""

from dataclasses import dataclass

import numpy as np
import pytest

from actcli.analysis.target import read_target
from actcli.streams.columns import open_columns


@dataclass(frozen=True)
class Case:
    """A column and what must be said of it; `runner_up` is the kind named second, if it matters."""

    name: str
    column: str
    cells: list
    kind: str
    runner_up: str | None = None

    def __str__(self):
        return self.name


ROWS = 1000
CASES: list[Case] = []


def case(name, column, cells, kind, runner_up=None):
    CASES.append(Case(name, column, list(cells), kind, runner_up))


def drawn(seed):
    return np.random.default_rng(seed)


def some(choices, seed, size=ROWS, shares=None):
    return [str(cell) for cell in drawn(seed).choice(choices, size, p=shares)]


def numbers(values, digits=None):
    values = np.asarray(values).tolist()
    return [str(value) if digits is None else f"{value:.{digits}f}" for value in values]


def whole(values):
    return [str(int(value)) for value in values]


def subsets(labels, share, seed, separator, size=ROWS):
    chosen = drawn(seed).random((size, len(labels))) < share
    return [separator.join(np.array(labels)[row]) for row in chosen]


# --- two classes
case("zero and one", "y", some([0, 1], 1, shares=[0.7, 0.3]), "binary")
case("zero and one as floats", "y", some(["0.0", "1.0"], 2), "binary")
case("minus and plus one", "y", some(["-1", "+1"], 3), "binary")
case("one and two", "sex", some([1, 2], 4), "binary")
case("yes and no", "churn", some(["Yes", "No"], 5), "binary")
case("true and false", "y", some(["True", "False"], 6), "binary")
case("ye and anio", "응답", some(["예", "아니오"], 7), "binary")
case("pass and fail in Korean", "결과", some(["합격", "불합격"], 8), "binary")
case("spam and ham", "label", some(["spam", "ham"], 9, shares=[0.1, 0.9]), "binary")
case("yes in several spellings", "y", some(["yes", "Yes", "YES", "no", "No"], 10), "binary")
case("malignant or benign", "diagnosis", some(["M", "B"], 11), "binary")
case("one positive in a hundred", "fraud", some([0, 1], 12, 5000, [0.99, 0.01]), "binary")
case("zero, one and gaps", "y", some(["0", "1", "", "NA"], 13), "binary")

# --- several classes
case("species", "species", some(["setosa", "versicolor", "virginica"], 20), "multiclass")
case("animals in Korean", "동물", some(["고양이", "개", "새", "말"], 21), "multiclass")
case("digits", "digit", some(range(10), 22, 5000), "multiclass")
case("digits, no name", "y", some(range(10), 23, 5000), "multiclass", "counts")
case("digits as floats", "y", some([f"{n}.0" for n in range(10)], 24, 5000), "multiclass")
case("hundred classes", "label", some(range(100), 25, 20000), "multiclass")
case("three classes from one", "class", some([1, 2, 3], 26, 178, [0.33, 0.4, 0.27]), "multiclass")
case("sentiment -1 0 1", "sentiment", some([-1, 0, 1], 27), "multiclass", "ordinal")
case("letters", "letter", some(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 28, 5000), "multiclass")
case(
    "quoted commas", "city", some(["Washington, DC", "Austin, TX", "Boston, MA"], 29), "multiclass"
)
case(
    "labels that need a class name",
    "label",
    whole(np.minimum(drawn(30).poisson(1.2, ROWS), 6)),
    "multiclass",
)
case(
    "soil types, no order in the shares",
    "cover",
    some(range(1, 8), 31, 20000, [0.365, 0.488, 0.06, 0.005, 0.016, 0.03, 0.036]),
    "multiclass",
)
case("sparse class codes", "code", some([3, 17, 42, 99], 32), "multiclass")
case("codes with leading zeros", "y", some(["01", "02", "03", "07"], 33), "multiclass")
case("numbers and a text as classes", "room", some(["101", "102", "103", "lab"], 34), "multiclass")

# --- several labels in a cell
GENRES = ["action", "comedy", "drama", "horror", "sci-fi"]
case("genres by bar", "genres", subsets(GENRES, 0.4, 40, "|"), "multilabel")
case("genres by semicolon", "genres", subsets(GENRES, 0.4, 41, ";"), "multilabel")
case("genres by comma", "tags", subsets(GENRES, 0.4, 42, ", "), "multilabel")
case(
    "python lists",
    "tags",
    [
        str([g for g, one in zip(GENRES, row, strict=True) if one])
        for row in drawn(43).random((ROWS, 5)) < 0.4
    ],
    "multilabel",
)
case(
    "json lists",
    "tags",
    [
        str([g for g, one in zip(GENRES, row, strict=True) if one]).replace("'", '"')
        for row in drawn(44).random((ROWS, 5)) < 0.4
    ],
    "multilabel",
)
case(
    "bits",
    "y",
    [" ".join(map(str, row)) for row in drawn(45).integers(0, 2, (ROWS, 4)).tolist()],
    "multilabel",
)
case(
    "bits, one of them set",
    "y",
    [
        " ".join(map(str, row))
        for row in np.eye(4, dtype=int)[drawn(46).integers(0, 4, ROWS)].tolist()
    ],
    "multiclass",
)
case("Korean tags", "태그", subsets(["맛집", "카페", "여행", "일상"], 0.5, 47, ","), "multilabel")
case(
    "lists of label numbers",
    "labels",
    [str(sorted(set(row))) for row in drawn(48).integers(0, 20, (ROWS, 3)).tolist()],
    "multilabel",
)

# --- real numbers
case("residuals", "residual", numbers(drawn(50).normal(0, 3, ROWS)), "regression")
case(
    "log returns",
    "return",
    numbers(np.clip(drawn(51).normal(0, 0.02, ROWS), -0.1, 0.1)),
    "regression",
)
case(
    "log returns, no name",
    "y",
    numbers(np.clip(drawn(52).normal(0, 0.02, ROWS), -0.1, 0.1)),
    "regression",
)
case("temperatures", "temp", numbers(drawn(53).normal(12, 9, ROWS), 1), "regression")
case("whole temperatures", "temperature", whole(drawn(54).normal(8, 10, ROWS)), "regression")
case("heights", "height", numbers(drawn(55).normal(170, 8, ROWS), 1), "regression", "positive")
case("years", "year", whole(drawn(56).integers(1922, 2011, ROWS)), "regression")
case(
    "decimal commas",
    "y",
    [f"{v:.2f}".replace(".", ",") for v in drawn(57).normal(0, 5, ROWS)],
    "regression",
)
case("exponents", "y", [f"{v:.3e}" for v in drawn(58).normal(0, 1e-9, ROWS)], "regression")
case("kelvin", "t", numbers(drawn(59).normal(293, 5, ROWS), 2), "regression")

# --- positive
case("prices", "price", numbers(np.exp(drawn(60).normal(11, 0.8, ROWS)), 2), "positive")
case(
    "whole prices",
    "SalePrice",
    whole(np.round(np.exp(drawn(61).normal(12, 0.4, ROWS)), -2)),
    "positive",
)
case("dollars", "price", [f"${v:,.0f}" for v in np.exp(drawn(62).normal(9, 1, ROWS))], "positive")
case("won", "가격", [f"{int(v):,}원" for v in np.exp(drawn(63).normal(10, 1, ROWS))], "positive")
case("thousands", "amount", [f"{v:,.2f}" for v in np.exp(drawn(64).normal(9, 1, ROWS))], "positive")
case("durations", "seconds", numbers(drawn(65).exponential(30, ROWS), 3), "positive")
case(
    "rain with dry days",
    "rain",
    numbers(np.maximum(drawn(66).normal(-2, 8, ROWS), 0), 1),
    "positive",
)
case("ages", "age", whole(np.clip(drawn(67).normal(40, 15, ROWS), 17, 90)), "positive")
case(
    "weights with a unit",
    "weight",
    [f"{v:.1f} kg" for v in drawn(68).gamma(3, 20, ROWS)],
    "positive",
)

# --- bounded
case("probabilities", "p", numbers(drawn(70).beta(2, 2, ROWS)), "bounded")
case("percent signs", "rate", [f"{v:.1f}%" for v in drawn(71).uniform(0, 100, ROWS)], "bounded")
case("scores of 100", "score", whole(np.clip(drawn(72).normal(70, 18, ROWS), 0, 100)), "bounded")
case("scores, no name", "y", whole(np.clip(drawn(73).normal(70, 20, ROWS), 0, 100)), "bounded")
case("percent, no sign", "percent", numbers(drawn(74).uniform(2, 97, ROWS), 2), "bounded")
case("click rates", "ctr", numbers(drawn(75).beta(2, 80, ROWS), 5), "bounded")
case("correlations", "corr", numbers(drawn(76).uniform(-1, 1, ROWS), 4), "symmetric")
case("cosines, no name", "y", numbers(np.cos(drawn(77).uniform(0, 7, ROWS)), 6), "symmetric")
case("scores in Korean", "점수", whole(np.clip(drawn(78).normal(65, 15, ROWS), 3, 99)), "bounded")
case("soft labels", "y", numbers(drawn(79).beta(0.4, 0.4, ROWS), 3), "bounded")

# --- counts
case("poisson", "y", whole(drawn(80).poisson(3, ROWS)), "counts", "multiclass")
case("overdispersed", "visits", whole(drawn(81).negative_binomial(1, 0.1, ROWS)), "counts")
case("rentals an hour", "count", whole(drawn(82).negative_binomial(2, 0.01, ROWS)), "counts")
case("digits that are counts by name", "n_children", some(range(10), 83, 5000), "counts")
case("counts in Korean", "구매개수", some(range(5), 84), "counts")
case("mostly zero", "claims", whole(drawn(85).poisson(0.1, 5000)), "counts")
case("counts as floats", "y", numbers(drawn(86).poisson(4, ROWS), 1), "counts")
case("large poisson", "y", whole(drawn(87).poisson(60, ROWS)), "counts")
case("rings of shells", "rings", whole(np.maximum(drawn(88).gamma(9, 1.1, 4000), 1)), "counts")

# --- in order
case("stars", "stars", some([1, 2, 3, 4, 5], 90, shares=[0.1, 0.05, 0.1, 0.25, 0.5]), "ordinal")
case("one to five, no name", "y", some([1, 2, 3, 4, 5], 91), "ordinal", "multiclass")
case("ratings by halves", "rating", some([x / 2 for x in range(1, 11)], 92), "ordinal")
case(
    "quality of wine",
    "quality",
    some([3, 4, 5, 6, 7, 8], 93, 1599, [0.006, 0.033, 0.426, 0.399, 0.124, 0.012]),
    "ordinal",
)
case("low medium high", "risk", some(["low", "medium", "high"], 94), "ordinal")
case("Low, Medium, High", "risk", some(["Low", "Medium", "High"], 95), "ordinal")
case("low medium high in Korean", "위험", some(["낮음", "보통", "높음"], 96), "ordinal")
case(
    "satisfaction in Korean",
    "만족도",
    some(["매우 불만족", "불만족", "보통", "만족", "매우 만족"], 97),
    "ordinal",
)
case("grades with signs", "grade", some(["A+", "A0", "B+", "B0", "C+", "F"], 98), "ordinal")
case("levels in Korean", "등급", some([f"{n}등급" for n in range(1, 10)], 99), "ordinal")
case(
    "agreement",
    "q1",
    some(["strongly disagree", "disagree", "neutral", "agree", "strongly agree"], 100),
    "ordinal",
)
case("stars in Korean", "별점", some([1, 2, 3, 4, 5], 101), "ordinal")
case("sizes", "size", some(["S", "M", "L", "XL"], 102), "ordinal")

# --- no targets
case("one value", "y", ["1"] * ROWS, "constant")
case("one text", "y", ["cat"] * ROWS + [""], "constant")
case("nothing", "y", ["NA"] * 7 + ["?"], "missing")
case("numbers and a text", "y", [*numbers(drawn(110).normal(0, 1, ROWS)), "oops"], "mixed")
case(
    "numbers and texts",
    "y",
    [*numbers(drawn(111).normal(0, 1, ROWS)), *some(["a", "b"], 112)],
    "mixed",
)
case("names", "name", [f"person {n}x" for n in range(ROWS)], "identifiers")
case("row numbers", "y", whole(range(ROWS)), "identifiers")
case("row numbers from 1000", "id", whole(range(1000, 3000)), "identifiers")
case(
    "hexadecimal",
    "uuid",
    [f"{int(n):016x}z" for n in drawn(113).integers(0, 2**62, ROWS)],
    "identifiers",
)
case(
    "post codes", "zip", [f"{n:05d}" for n in drawn(114).integers(501, 99950, ROWS)], "identifiers"
)
case("user numbers", "user_id", whole(drawn(115).permutation(10**6)[:ROWS]), "identifiers")
case(
    "sentences",
    "text",
    [f"I bought {n} of them, and they were fine; {n * n} stars" for n in range(ROWS)],
    "identifiers",
)
case("days", "date", [f"2024-{m:02d}-{d:02d}" for m in range(1, 13) for d in range(1, 29)], "dates")
case(
    "days and hours",
    "t",
    [f"2024-01-{d:02d} {h:02d}:30:00" for d in range(1, 30) for h in range(24)],
    "dates",
)
case(
    "days in Korean",
    "날짜",
    [f"2024년 {m}월 {d}일" for m in range(1, 13) for d in range(1, 29)],
    "dates",
)
case(
    "days with dots",
    "date",
    [f"{d:02d}.{m:02d}.2023" for m in range(1, 13) for d in range(1, 29)],
    "dates",
)
case(
    "days as numbers",
    "day",
    [f"2023{m:02d}{d:02d}" for m in range(1, 13) for d in range(1, 29)],
    "dates",
)

# --- few rows
case("three numbers", "y", ["1.5", "-2.25", "3.75"], "regression")
case("three texts", "y", ["cat", "dog", "bird"], "multiclass", "identifiers")
case("two answers", "y", ["0", "1"], "binary")
case("one row", "y", ["3.5"], "constant")

# --- as in data sets that many know, by their published shares


def shared(counts, seed, size=None):
    """Cells drawn from a table of counts."""
    cells = [str(cell) for cell, count in counts.items() for _ in range(count)]
    return drawn(seed).permutation(cells)[:size].tolist()


case(
    "glass, types 1 2 3 5 6 7",
    "Type",
    shared({1: 70, 2: 76, 3: 17, 5: 13, 6: 9, 7: 29}, 120),
    "multiclass",
)
case("glass, no name", "y", shared({1: 70, 2: 76, 3: 17, 5: 13, 6: 9, 7: 29}, 121), "multiclass")
case("wine, no name", "y", shared({1: 59, 2: 71, 3: 48}, 122), "multiclass")
case(
    "heart disease",
    "num",
    shared({0: 164, 1: 55, 2: 36, 3: 35, 4: 13}, 123),
    "counts",
    "multiclass",
)
case("passenger class", "Pclass", shared({1: 216, 2: 184, 3: 491}, 124), "multiclass")
case("survived", "Survived", shared({0: 549, 1: 342}, 125), "binary")
case("income", "income", shared({"<=50K": 2472, ">50K": 784}, 126), "binary")
case(
    "sentiment of tweets",
    "airline_sentiment",
    shared({"negative": 918, "neutral": 310, "positive": 236}, 127),
    "multiclass",
    "ordinal",
)
case("news", "Class Index", shared({1: 300, 2: 300, 3: 300, 4: 300}, 128), "multiclass")
case(
    "diamond cuts",
    "cut",
    shared({"Fair": 161, "Good": 491, "Very Good": 1208, "Premium": 1379, "Ideal": 2155}, 129),
    "ordinal",
)
case(
    "diamond colours",
    "color",
    shared({"D": 677, "E": 979, "F": 954, "G": 1129, "H": 830, "I": 542, "J": 281}, 130),
    "multiclass",
)
case(
    "house values",
    "medv",
    numbers(np.clip(drawn(131).lognormal(3.03, 0.4, 506), 5, 50), 1),
    "positive",
)
case(
    "diabetes progression",
    "target",
    whole(np.clip(drawn(132).gamma(3.9, 39, 442), 25, 346)),
    "positive",
)
case(
    "burned area",
    "area",
    numbers(np.where(drawn(133).random(517) < 0.48, 0, drawn(134).lognormal(1.5, 1.5, 517)), 2),
    "positive",
)
case("charges", "charges", numbers(drawn(135).lognormal(9.1, 0.9, 1338), 4), "positive")
case(
    "age groups",
    "age_group",
    shared({"18-24": 30, "25-34": 50, "35-44": 40, "45-54": 30, "65+": 9}, 136),
    "ordinal",
)
case(
    "age groups in Korean",
    "연령대",
    shared({"10대": 30, "20대": 50, "30대": 40, "40대": 30}, 137),
    "ordinal",
)
case(
    "carbon monoxide, -200 for missing",
    "CO(GT)",
    numbers(np.where(drawn(138).random(900) < 0.1, -200, drawn(139).gamma(2, 1, 900)), 1),
    "regression",
    "positive",
)
case("reviews", "Score", shared({1: 523, 2: 298, 3: 426, 4: 807, 5: 3631}, 140), "ordinal")
case(
    "movie ratings",
    "rating",
    numbers(np.clip(drawn(141).normal(6.3, 1.2, 800), 1, 10), 1),
    "bounded",
)
case(
    "poker hands",
    "CLASS",
    shared({0: 5012, 1: 4226, 2: 475, 3: 211, 4: 39, 5: 20, 6: 14, 7: 3}, 142),
    "multiclass",
)
case(
    "long tail of 20 classes",
    "category_id",
    whole(np.minimum(drawn(143).geometric(0.25, 3000) - 1, 19)),
    "multiclass",
)
case(
    "children, 3 or more",
    "n_kids",
    shared({0: 400, 1: 300, 2: 200, "3+": 100}, 144),
    "multiclass",
    "mixed",
)
case(
    "days of the week",
    "day",
    some(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], 145),
    "multiclass",
)
case(
    "phone numbers",
    "phone",
    [f"010-{n:04d}-{m:04d}" for n, m in drawn(146).integers(0, 10000, (300, 2)).tolist()],
    "identifiers",
)
case(
    "unix time",
    "timestamp",
    whole(drawn(147).integers(1_500_000_000, 1_700_000_000, ROWS)),
    "dates",
)
case("years in a row", "year", whole(range(1960, 2021)), "identifiers")
case("pixels", "y", whole(np.clip(drawn(148).normal(90, 90, 5000), 0, 255)), "bounded")
case("logits", "logit", numbers(drawn(149).normal(0, 2, ROWS)), "regression")
case(
    "closing prices",
    "close",
    numbers(100 + np.cumsum(drawn(150).normal(0, 0.5, ROWS)), 2),
    "regression",
    "positive",
)
case("a missing word among flags", "y", shared({0: 500, 1: 300, "unknown": 20}, 151), "mixed")
case("numbers of words", "n_words", whole(drawn(152).lognormal(4, 1, ROWS)), "counts")
case("Likert from -3 to 3", "q", some(range(-3, 4), 153), "ordinal")
case(
    "Likert from 1 to 7",
    "y",
    shared({1: 20, 2: 60, 3: 150, 4: 300, 5: 250, 6: 120, 7: 40}, 154),
    "ordinal",
    "multiclass",
)

# --- what a name or a shape must not mislead to
case("signs as classes", "class", some(["+", "-"], 200, 300), "binary")
case("none as a level", "severity", some(["None", "Mild", "Moderate", "Severe"], 201), "ordinal")
case("angles", "angle", numbers(drawn(202).uniform(0, 360, ROWS), 2), "regression")
case("headings", "heading", whole(drawn(203).integers(0, 360, ROWS)), "regression")
case("radians", "theta", numbers(drawn(204).uniform(-np.pi, np.pi, ROWS), 5), "regression")
case("wind in degrees", "wind_direction", whole(drawn(205).integers(0, 360, ROWS)), "regression")
case("few directions", "direction", some([0, 90, 180, 270], 206), "multiclass")
case(
    "years of schooling",
    "education-num",
    whole(np.clip(drawn(207).normal(10, 2.6, 2000).round(), 1, 16)),
    "ordinal",
)
case("fans", "fans_num", whole(drawn(241).negative_binomial(1, 0.02, ROWS)), "counts")
case("degree of a node", "degree", whole(drawn(242).negative_binomial(1, 0.02, ROWS)), "counts")
case("pairs of numbers", "xy", [f"{n} {9 - n}" for n in range(9)] * 99, "multiclass")
case(
    "years of schooling, none with 1",
    "education-num",
    whole(np.clip(drawn(243).normal(10, 2.6, 2000).round(), 2, 16)),
    "ordinal",
)
case("house numbers", "house_number", whole(drawn(208).integers(1, 400, ROWS)), "identifiers")
case(
    "order numbers",
    "order_number",
    whole(drawn(209).integers(1e3, 9e3, ROWS)),
    "identifiers",
    "counts",
)
case("rooms are counted", "num_rooms", some(range(1, 7), 210), "counts")
case("heart rates", "heart_rate", whole(drawn(211).normal(72, 9, ROWS).round()), "regression")
case(
    "cycles that are left",
    "RUL",
    [str(n) for life in (191, 286, 178, 188, 268, 239, 200, 149) for n in range(life, -1, -1)],
    "positive",
    "counts",
)
case(
    "cycles that are left, no name",
    "y",
    [str(n) for life in (191, 286, 178, 188, 268, 239, 200, 149) for n in range(life, -1, -1)],
    "counts",
)
SEVEN = [1, 2, 3, 4, 5, 6, 7]
case(
    "seven points",
    "q3",
    shared(dict(zip(SEVEN, [12, 25, 60, 100, 65, 28, 10], strict=True)), 212),
    "ordinal",
)
case(
    "seven points, most of them high",
    "response",
    shared(dict(zip(SEVEN, [14, 27, 54, 56, 62, 46, 41], strict=True)), 213),
    "ordinal",
    "multiclass",
)
case("recommend from 0 to 10", "nps", some(range(11), 214), "ordinal")
case("numbers with blanks", "Target", subsets(["0", "16", "25", "7"], 0.4, 215, " "), "multilabel")
case(
    "words with blanks",
    "tags",
    subsets(["haze", "clear", "road", "water", "cloud"], 0.5, 216, " "),
    "multilabel",
)
case("names of two words", "tags", some(["red fox", "red deer", "fox", "deer"], 217), "multiclass")
case("hash tags", "y", subsets(["#a", "#bb", "#cc"], 0.5, 218, " "), "multilabel")
case(
    "tags in angle brackets",
    "Tags",
    [f"<{row.replace(' ', '><')}>" for row in subsets(["c++", "go", "c#"], 0.5, 219, " ") if row],
    "multilabel",
)
case("slashes", "분야", subsets(["정치", "경제", "문화"], 0.5, 220, "/"), "multilabel")
case("plus signs", "label", subsets(["A", "B", "C"], 0.5, 221, "+"), "multilabel")
case("grades with plus signs", "grade", some(["A+", "A", "B+", "B", "F"], 222), "ordinal")
case(
    "always two labels",
    "y",
    [f"{a}|{b}" for a, b in drawn(223).permuted([list("abcde")] * ROWS, axis=1)[:, :2]],
    "multilabel",
    "multiclass",
)
case(
    "blood pressures",
    "bp",
    [f"{n}/{n // 2}" for n in drawn(224).integers(90, 99, ROWS)],
    "multiclass",
)
case(
    "digits as labels",
    "attributes",
    ["".join(row) for row in drawn(225).choice(["0", "1"], (ROWS, 6))],
    "multilabel",
    "identifiers",
)
case("one digit is set", "y", some(["001", "010", "100"], 226), "multiclass")
case("row numbers, shuffled", "y", whole(drawn(227).permutation(ROWS) + 1), "identifiers")
case("row numbers, backwards", "y", whole(range(ROWS, 0, -1)), "identifiers")
case(
    "hexadecimal, some as numbers",
    "h",
    [f"{n:08x}" for n in drawn(228).integers(0, 2**32, ROWS)] + ["12e45678", "10203040"],
    "identifiers",
)
case(
    "names of rows, few of digits alone",
    "id",
    [f"{n}{'' if n % 50 == 0 else 'x'}" for n in range(ROWS)],
    "identifiers",
)
case("priorities", "priority", some(["low", "medium", "high", "critical"], 229), "ordinal")
case("urgencies", "urgency", some(["low", "normal", "high", "urgent"], 230), "ordinal")
AGREE = ["disagree", "somewhat disagree", "neutral", "somewhat agree", "agree"]
case(
    "agreement by seven", "q", some(["strongly disagree", *AGREE, "strongly agree"], 231), "ordinal"
)
AGREE_KO = ["전혀 아니다", "아니다", "약간 아니다", "보통", "약간 그렇다", "그렇다", "매우 그렇다"]
case("agreement by seven in Korean", "q", some(AGREE_KO, 232), "ordinal")
case("consent in Korean", "q", some(["동의하지 않음", "보통", "동의함"], 233), "ordinal")
case(
    "numbered answers",
    "q",
    some(["① 매우 그렇다", "② 그렇다", "③ 보통", "④ 아니다"], 234),
    "ordinal",
)
case("decades in Korean", "연령대", some(["10대", "20대", "30대", "60대 이상"], 235), "ordinal")
case(
    "ranges of income",
    "income",
    some(["<$25K", "$25K-$50K", "$50K-$100K", ">$100K"], 236),
    "ordinal",
)
case("at least", "installs", some(["0+", "1,000+", "10,000+", "5,000,000+"], 237), "ordinal")
case("one star, two stars", "rating", some(["1 star", "2 stars", "3 stars"], 238), "ordinal")
case("first, second, third", "class", some(["1st", "2nd", "3rd"], 239), "multiclass")
case("kilograms and grams", "weight", some(["2 kg", "300 g", "450 g"], 240), "mixed", "multiclass")
case(
    "bedrooms",
    "bedrooms",
    some(range(1, 7), 245, 600, [0.05, 0.2, 0.45, 0.2, 0.07, 0.03]),
    "counts",
)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell


@pytest.fixture
def judged(tmp_path):
    """Judge a column that stands in a file of its own between two others."""

    def judge(column, cells, suffix=".csv"):
        path = tmp_path / f"labels{suffix}"
        lines = [f"row,{quoted(column)},x"]
        lines += [f"{n},{quoted(cell)},0.5" for n, cell in enumerate(cells)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with open_columns(f"{path}:{column}") as columns:
            return read_target(columns)

    return judge


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_kind_of_a_column(case, judged):
    target = judged(case.column, case.cells)
    assert (target.kind, [f.key for f in target.because]) == (
        case.kind,
        [f.key for f in target.because],
    )
    assert target.because
    if case.runner_up is not None:
        assert target.runner_up is not None
        assert target.runner_up.kind == case.runner_up


def test_there_are_enough_cases():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
