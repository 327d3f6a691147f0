"""How well each row of the selection table answers what a question mentions.

A condition that was asked and is named by the row counts most, and more the fewer rows name it: so
"GPT-2" beats "language model". Half of a combination counts less than the layer itself; a row that
is narrower than the question less than a general one; and for equal scores the order of the table
decides, which begins with the classic rows.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.criteria import ANY, COMBINATION, Row
from actcli.analysis.recommending.lexicon import FAINT, TELLING
from actcli.analysis.recommending.reading import SUREST_FIRST, Reading
from actcli.analysis.recommending.table import load_criteria

# By how surely a condition was named: TELLING, FAINT, EVERYDAY.
ASKED_AND_NAMED = (4.0, 2.0, 3.0)
HALF_A_COMBINATION = (3.0, 1.0, 2.0)
FOR_ANOTHER_CASE = (-3.0, -1.0, -2.0)
ONE_MORE_PART = 1.0  # for both parts of a combination
ALSO_NAMED = 0.5  # for each further condition of the kind that was asked and is named
NARROWER_THAN_ASKED = -1.0
GOES_WITHOUT_SAYING = -0.5  # the task of a network for one task, such as A2C
SILENT = -1.0
LAYERS_INSIDE_OTHERS = {"gate", "attention"}  # who asks about a network means its layers first
INSIDE_A_LAYER = -0.5
CHOOSES_THE_FUNCTION = 1.0
IS_TYPICAL_OF_THE_ROW = 2.5  # the first choice of few rows, such as GLU or Snake
FEW_ROWS = 3
IS_THAT_COMBINATION = 2.0
IS_ABOUT_THE_FUNCTION = 6.0
REPLACES_THE_FUNCTION = 2.0


def ranked(reading: Reading) -> tuple[Row, ...]:
    """Return the rows that answer, the best first."""
    scores = {row.key: _score(row, reading) for row in load_criteria()}
    fitting = [row for row in load_criteria() if scores[row.key] is not None]
    return tuple(sorted(fitting, key=lambda row: -(scores[row.key] or 0)))


def _score(row: Row, reading: Reading) -> float | None:
    """Return how well the row answers, None if not at all."""
    if _is_ruled_out(row, reading):
        return None
    about = sum(IS_ABOUT_THE_FUNCTION for name in reading.functions if name in row.about)
    points = {kind: _points(row, kind, reading) for kind in KINDS}
    if None in points.values() and not about:
        return None
    by_kind = {kind: score or 0.0 for kind, score in points.items()}
    chosen = _points_for_choice(row, reading)
    is_hit = any(score > 0 for score in by_kind.values())
    if not (is_hit or about or (chosen and not any(map(reading.plain, KINDS)))):
        return None
    if _is_for_another_case(row, by_kind, reading) and not about:
        return None
    return sum(by_kind.values()) + about + chosen + _points_for_replacing(row, reading)


def _is_ruled_out(row: Row, reading: Reading) -> bool:
    # The alternatives of a row may be ruled out; of a combination every part is needed.
    needed = row.choose if row.layer == COMBINATION else row.choose[:1]
    return any(name in reading.ruled_out for name in (*needed, *row.about))


def _is_for_another_case(row: Row, points: Mapping[str, float], reading: Reading) -> bool:
    """Tell whether the row is silent on what was asked and narrower where nothing was.

    Advice for GANs that says nothing on binary classification is no answer to "binary output". A
    row for the network or the concern that was named is no other case, whatever else it names.
    """
    if points["network"] > 0 or points["concern"] > 0:
        return False
    is_silent = any(reading.plain(kind) and points[kind] <= 0 for kind in KINDS)
    is_narrower = any(
        row.conditions(kind) and not reading.conditions[kind] and points[kind] < 0
        for kind in ("network", "concern")
    )
    return is_silent and is_narrower


def _points_for_choice(row: Row, reading: Reading) -> float:
    # A function proposed for a stated case changes nothing about what fits it. A layer alone is no
    # case yet: "linear output" is about regression, and two functions tell which combination.
    layers = reading.conditions["layer"]
    typical = IS_TYPICAL_OF_THE_ROW if _is_typical(row, reading) else 0.0
    is_case = any(reading.plain(kind) for kind in KINDS if kind != "layer")
    if is_case and COMBINATION not in layers:
        return typical
    choose = row.choose[:1] if layers and COMBINATION not in layers else row.choose
    named = sum(name in choose for name in reading.functions)
    # Two functions are two parts of a combination, but for one layer something to choose from.
    chosen = CHOOSES_THE_FUNCTION * (named if row.layer == COMBINATION else min(named, 1))
    is_combination = row.layer == COMBINATION and set(row.choose) == set(reading.functions)
    if layers:
        typical = 0.0  # GELU in hidden layers is no question about one network
    return chosen + typical + (IS_THAT_COMBINATION if is_combination else 0.0)


def _is_typical(row: Row, reading: Reading) -> bool:
    name = row.choose[0] if row.choose else ""
    return name in reading.functions and name in _typical_functions()


@cache
def _typical_functions() -> set[str]:
    """The functions that few rows choose first and no row is about."""
    chosen = Counter(row.choose[0] for row in load_criteria() if row.choose)
    about = {name for row in load_criteria() for name in row.about}
    return {name for name, rows in chosen.items() if rows <= FEW_ROWS} - about


def _points_for_replacing(row: Row, reading: Reading) -> float:
    # Where another function is named too, the question is about that one.
    if reading.functions or row.layer in LAYERS_INSIDE_OTHERS:
        return 0.0
    warns = any(name in row.avoid_names for name in reading.ruled_out)
    return REPLACES_THE_FUNCTION if warns else 0.0


def _points(row: Row, kind: str, reading: Reading) -> float | None:
    """Return the points of one kind of condition, None if the row excludes what was asked."""
    asked, named = reading.conditions[kind], set(row.conditions(kind))
    if not asked:
        networks = reading.conditions["network"] & set(row.network)
        if kind == "task" and any(map(_has_one_task, networks)):
            return GOES_WITHOUT_SAYING
        narrower = NARROWER_THAN_ASKED if named and ANY not in named else 0.0
        return narrower + (INSIDE_A_LAYER if named & LAYERS_INSIDE_OTHERS else 0.0)
    surest = _surest(kind, asked, reading)
    met = asked & named
    if met:
        rarity = _rarity(kind, met & reading.telling(kind))
        whole = ONE_MORE_PART if COMBINATION in met else 0.0
        points = ASKED_AND_NAMED[_surest(kind, met, reading)]
        return points + rarity + whole + ALSO_NAMED * (len(met) - 1)
    if kind == "layer" and (_parts(asked) & _parts(named)):
        return HALF_A_COMBINATION[surest]
    if not named or ANY in named:
        is_specific = kind in ("network", "concern") and surest == TELLING
        return SILENT if is_specific else 0.0
    return FOR_ANOTHER_CASE[surest] if _may_be_meant(row, kind, surest, reading) else None


def _may_be_meant(row: Row, kind: str, surest: int, reading: Reading) -> bool:
    """Tell whether a row stays in the race though it is for another case of this kind.

    Hints exclude nothing. A layer or an everyday word may be misunderstood ("units that always
    output 0" is about hidden units) where the row is for something that was named without doubt.
    """
    if kind in reading.chosen:
        return False
    if surest == FAINT:
        return True
    if surest == TELLING and kind != "layer":
        return False
    others = (other for other in KINDS if other not in (kind, "layer"))
    return any(reading.telling(other) & set(row.conditions(other)) for other in others)


def _rarity(kind: str, names: set[str]) -> float:
    if kind == "layer":
        return 0.0
    rows = _rows_that_name()
    return max((1 / max(rows[kind, name], 1) for name in names), default=0.0)


def _surest(kind: str, names: set[str], reading: Reading) -> int:
    found = {reading.sureness.get((kind, name), TELLING) for name in names}
    return min(found, key=SUREST_FIRST.index)


@cache
def _rows_that_name() -> Counter[tuple[str, str]]:
    # Of a task, the rows that only add a concern to it do not count.
    return Counter(
        (kind, name)
        for row in load_criteria()
        for kind in KINDS
        for name in row.conditions(kind)
        if kind != "task" or not row.concern
    )


@cache
def _has_one_task(network: str) -> bool:
    tasks = {row.task for row in load_criteria() if network in row.network}
    return len(tasks) == 1 and None not in tasks


def _parts(layers: set[str]) -> set[str]:
    return {part for layer in layers for part in layer.split("+")}
