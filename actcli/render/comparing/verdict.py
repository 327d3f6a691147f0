"""The verdict of a comparison in words: the sentences that stand before all tables."""

import math
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from actcli.analysis.comparing.kinds import is_exact, kind_of, limitless
from actcli.render.comparing.places import bound, figure, place_figure, places_text
from actcli.render.korean import Spoken
from actcli.render.numbers import short

if TYPE_CHECKING:
    from actcli.analysis.compare import Comparison
    from actcli.analysis.comparing.differences import Interval, Pair
    from actcli.analysis.comparing.verdict import Aspect, PairVerdict, Verdict
    from actcli.analysis.frameworks import FrameworkComparison
    from actcli.catalog.activation import Activation
    from actcli.render.words import Words

# What is worth telling of a pair where both have it; smoothness goes without saying.
_TOLD = ("increasing", "decreasing", "even", "odd", "convex", "concave", "affine")
_TOLD_OF_ALL = (*_TOLD, "smooth")


def verdict_lines(answer: "Comparison", verdict: "Verdict", words: "Words") -> list[str]:
    """One sentence on two functions; on more the closest pair, the furthest, and what all share."""
    if len(answer.pairs) == 1:
        lines = [_whole(verdict.closest, answer, words)]
    else:
        lines = [
            _text(key, words, sentence=_sentence(one, answer, words))
            for key, one in (("closest", verdict.closest), ("furthest", verdict.furthest))
        ]
        if answer.order == 0:
            shared = _listed(verdict.shared, words, together=False)
            lines.append(
                _text("shared", words, listed=shared) if shared else _text("shared_none", words)
            )
    return [f"{line}." for line in [*lines, *_judged(answer, words)]]


def definitions_lines(answer: "FrameworkComparison", words: "Words") -> list[str]:
    """How many functions go by one name, and how far apart the furthest two are."""
    name = spoken(answer.function, words)
    count = len(answer.groups)
    if count == 1:
        lines = [_text("definitions_1", words, name=name)]
    elif not answer.pairs:
        lines = [_text("definitions_vector", words, name=name, count=count)]
    else:
        furthest = max(answer.pairs, key=lambda pair: pair.max_difference)
        kind = kind_of(furthest, 0, answer.range)
        exact = kind != "same" or is_exact(furthest, 0, answer.range)
        text = sentence(furthest, kind, answer.range, 0, words, exact=exact)
        lines = [_text("definitions", words, name=name, count=count, sentence=text)]
    return [f"{line}." for line in [*lines, *_judged(answer, words)]]


def spoken(function: "Activation", words: "Words") -> str:
    """A function's spec, which knows how it is read where a Korean particle may follow."""
    if words.language == "ko" and function.entry is not None and function.spec == function.name:
        from actcli.catalog.prose import prose

        return Spoken(function.spec, prose(function.name, "ko").reading)
    return function.spec


def over_text(over: "Interval", words: "Words") -> str:
    """The range as a part of a sentence: for x from -10 to 10, for all real x."""
    if not all(map(math.isfinite, over)):
        return _text("over_all", words)
    low, high = map(short, over)
    return _text("over_range", words, low=low, high=high)


def _sentence(one: "PairVerdict", answer: "Comparison", words: "Words") -> str:
    return sentence(one.pair, one.kind, answer.range, answer.order, words, exact=one.exact)


def sentence(
    pair: "Pair",
    kind: str,
    over: "Interval",
    order: int,
    words: "Words",
    *,
    exact: bool = True,
) -> str:
    """How far two functions are apart, and where, without a full stop."""
    f, g = spoken(pair.f, words), spoken(pair.g, words)
    say = partial(_text, words=words, f=f, g=g)
    at = places_text(pair.at, place_figure)
    whole = over_text(over, words)
    if kind == "same":
        return say(f"same_{order}" if exact else f"rounding_{order}", over=whole)
    if kind in ("f_undefined", "g_undefined"):
        one, other = (f, g) if kind == "f_undefined" else (g, f)
        return _text("undefined", words, at=places_text(pair.at[:1]), one=one, other=other)
    if kind == "infinite":
        return say("infinite", at=at)
    two = say(f"pair_{order}")
    if kind == "unbounded":
        at = places_text(limitless(pair, order), place_figure).replace("x = ", "x → ")
        return _text("unbounded", words, pair=two, at=at)
    if kind == "everywhere":
        limited = whole if math.isfinite(over[1]) else ""
        value = figure(pair.max_difference)
        return _text("everywhere", words, pair=two, value=value, over=limited)
    is_approached = all(map(math.isinf, pair.at))
    value = bound(pair.max_difference, strict=is_approached)
    if is_approached:
        return _text("approached", words, pair=two, value=value, over=whole, at=at)
    # Inside the range it is a peak; at an end the range alone keeps it from growing.
    is_limited = any(place in over for place in pair.at) or math.isinf(over[1])
    return _text("apart", words, pair=two, value=value, over=whole if is_limited else "", at=at)


def _whole(one: "PairVerdict", answer: "Comparison", words: "Words") -> str:
    """How far apart, what both have, what they differ in."""
    text = _sentence(one, answer, words)
    if one.kind == "same":
        return text
    same = _listed(one.same, words, together=True)
    different = [words(f"compare.differing.{aspect.name}") for aspect in one.different]
    text += _text("has_same", words, listed=same) if same else ""
    return text + (_text("has_different", words, listed=", ".join(different)) if different else "")


def _listed(shared: "Sequence[Aspect]", words: "Words", *, together: bool) -> str:
    """What is shared, with digits; `together` says both of every word."""
    texts = []
    for aspect in shared:
        if aspect.value is None:
            texts.append(_with_digits(aspect, words))
        elif aspect.value in (_TOLD if together else _TOLD_OF_ALL):
            text = words(f"compare.shared.{aspect.value}")
            texts.append(_text("both", words, trait=text) if together else text)
    return ", ".join(texts)


def _with_digits(aspect: "Aspect", words: "Words") -> str:
    trait = words(f"compare.shared.{aspect.name}")
    parts = []
    if aspect.digits is not None:
        parts.append("to_digits")
    if aspect.place_digits is not None:
        parts.append("other_place" if aspect.place_digits < 2 else "place_digits")
    if not parts:
        return trait
    return _text(
        "_".join(parts), words, trait=trait, digits=aspect.digits, place=aspect.place_digits
    )


def _judged(answer: "Comparison | FrameworkComparison", words: "Words") -> list[str]:
    """Whether all is within the tolerance, where one was given."""
    if answer.tolerance is None or not answer.pairs:
        return []
    beyond, pairs = len(answer.beyond), len(answer.pairs)
    if pairs == 1:
        return [_text("beyond_one" if beyond else "within_one", words)]
    if not beyond:
        return [_text("within", words)]
    key = "beyond_all" if beyond == pairs else "beyond"
    return [_text(key, words, count=beyond, pairs=pairs)]


def _text(key: str, words: "Words", **fields: object) -> str:
    return words(f"compare.verdict.{key}", **fields)
