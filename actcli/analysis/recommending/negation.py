"""What a question rules out: 렐루 말고, 시그모이드 안 쓰고, without softmax, relu is not allowed.

A doubt is no ruling out (시그모이드 쓰면 안 되나요, can I use relu), nor is what happens without
something (활성화 함수 안 쓰면 어떻게 되나요), nor a question that asks for the reason.
"""

import re

from actcli.analysis.recommending.hangul import as_heard

_PARTICLES = "(함수|층|레이어|같은거|같은것|쓰는거|쓰는것)?(은|는|이|가|을|를|도|만|로|으로|에)?"
_VERBS = "(쓰|사용하|넣|적용하|이용하|붙이|추천하)"
_AFTER_KOREAN = re.compile(
    as_heard(
        f"{_PARTICLES}("
        "말고|대신|빼고|뺀|제외|아닌|아니고|아니라|없이|외에|이외|싫|지겨|금지"
        "|안(쓰고|쓰면서|쓰는|쓸래|쓸거|쓸건데|쓰려|쓰기|쓴|넣고|사용하고|사용하는)"
        f"|{_VERBS}지(말|마|않고|않는|않으려|못)"
        "|못(쓰|써|쓸|넣)|(쓸|사용할|넣을|적용할|붙일)수(가|는)?없"
        f"|{_VERBS}(면|기)(는)?(안된다|안돼서|안되니|안되는데|안됩니다|안되고|싫)"
        ")"
    )
)
_AFTER_ENGLISH = re.compile(
    r"^ ?(function |activation )?(is|are|was|were|does|do|can|will|should|must)? ?"
    r"(not (allowed|available|possible|supported|an option|work)|forbidden|banned|prohibited"
    r"|cannot be used|cant be used|isnt (allowed|available|supported|an option)|doesnt work"
    r"|not be used|excluded|off the table|aside|apart)\b"
)
_USE = r"(the|a|an|any|using|use|used|for|to|want|need|like|have|be|with|apply|put|add|really|just)"
_BEFORE = re.compile(
    r"(?<!\bor )(?<!\byes )\b(not|no|without|except|excluding|avoid|avoiding|besides|dont"
    r"|didnt|doesnt|never|cant|cannot"
    r"|wont|shouldnt|mustnt|neither|nor|replace|replacing|drop|ditch|swap|minus|lieu of"
    r"|(instead|alternatives?|replacements?|substitutes?|rather|tired|rid|sick) (of|to|than|for)"
    rf"|other than|anything but|apart from|aside from)( {_USE})*$"
)
# A layer that is settled is not the one that is asked about: 출력층은 알겠는데.
_FUNCTION = "(시그모이드|소프트멕스|sigmoid|softmax|linear|선형)"
_SETTLED_AFTER_KOREAN = re.compile(
    as_heard(
        "(함수|쪽|활성화함수|활성화)?(은|는|이|가|을|를|에|에는|에서는|쪽은|까지는|까진|이야|야)?"
        f"{_FUNCTION}?(로|으로)?(이미|다|벌써|그냥)?"
        "(알겠|알아|알고|아는데|압니다|정했|정해|정하|됐|되있|되었|된거같|해결|문제없|상관없"
        "|관심없|신경안"
        "|물어보는게|묻는게|묻는건)"
    )
)
_SETTLED_AFTER_ENGLISH = re.compile(
    r"^ ?(layer |function |activation |one |part |already )*(is |are |already |was |s )+"
    r"(sigmoid |softmax |linear )?(already |all )?"
    r"(settled|fixed|done|clear|decided|known|sorted|ok|fine|set|given|solved)\b"
    r"|^ ?(layer |activation |function |one |part )*(already|aside)\b"
)
_SETTLED_BEFORE = re.compile(
    r"((?<!dont )(?<!not )(?<!cant )(?<!to )(?<!doesnt )\b(already )?"
    r"(know|understand|settled|fixed|chose|decided)( already)?"
    r"( about| on| what| which| to put| goes| in| at| for| with| of| use)*"
    r"|\b(not|nothing|isnt|never) (asking |talking |ask |worried |interested |concerned |to do )*"
    r"(about|for|in|with|on)"
    r"|\b(never mind|forget|forget about|ignore|ignoring|skip|skipping|leave out|except"
    r"|except for)"
    r"|\b(before|below|up to|until|prior to|preceding|leading to))( the| my)?$"
)
_WHY = re.compile(r"\b(why|reason)\b|왜|이유")
_JOINS_KOREAN = re.compile("(함수)?(이나|나|이랑|랑|과|와|하고|또는|및)?")
_JOINS_ENGLISH = re.compile(r"^ ?(or|nor|and)? ?$")


def asks_why(text: str) -> bool:
    """Tell whether a question wants the reason for something that it does not doubt."""
    return _WHY.search(text) is not None


def is_negated_after(squeezed: str, end: int) -> bool:
    """Tell whether what ends at that place of a squeezed text is ruled out by what follows."""
    return _AFTER_KOREAN.match(squeezed, end) is not None


def is_settled(squeezed: str, end: int, before: str, after: str) -> bool:
    """Tell whether a layer is named only to say that it is not asked about."""
    return bool(
        _SETTLED_AFTER_KOREAN.match(squeezed, end)
        or _SETTLED_AFTER_ENGLISH.search(after)
        or _SETTLED_BEFORE.search(before)
    )


def is_negated_by_words(before: str, after: str) -> bool:
    """Tell whether English words before or after a mention rule it out."""
    return bool(_BEFORE.search(before) or _AFTER_ENGLISH.search(after))


def are_joined(between: str) -> bool:
    """Tell whether what stands between two mentions only joins them: relu나 tanh 말고."""
    return bool(_JOINS_KOREAN.fullmatch(between) or _JOINS_ENGLISH.fullmatch(between))
