"""Whether a text is a question of the field, or one in which our words mean something else.

Output, gate, price, 출력, 가격 are words of everyday life. One word without another meaning
(softmax, 기울기 소실) is enough; everyday words count only if what was understood of the question
outweighs what was not, and by themselves only where they are the whole question.
"""

from actcli.analysis.recommending.clues import Clue
from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.elsewhere import asks_for_something_else
from actcli.analysis.recommending.hangul import has_hangul
from actcli.analysis.recommending.mentions import Mention
from actcli.analysis.recommending.question import Question

SURE = 3.0  # a proof that needs no company
EVERYDAY = 1.5  # what no word of everyday life exceeds
HEAD = 1.0  # more for a word that the whole question hangs on: 과일 분류, predict the age
# Endings and words of one syllable that say nothing; others (표 of 가격표) make another word.
COMMON_SYLLABLES = (
    "일인임라지고면죠여야다음함됨한할해된될되하것게거걸더수등좀중후전때내제저네데건줄뿐봐줘"
)
LONG_WINDED = 2.0  # so many unknown words may stand beside each that tells of a task's output
MUCH_UNKNOWN = 6.0  # words, beside which a network alone is no question about its functions
SYLLABLES_OF_A_WORD = 2  # of a Korean word, with nothing around it


def is_of_the_field(question: Question, mentions: list[Mention], clues: list[Clue]) -> bool:
    """Tell whether the question is about neural networks, by what of it was understood."""
    if asks_for_something_else(question, mentions):
        return False
    # Once for each meaning, however often it is mentioned.
    proofs = {mention.meanings: mention.proof for mention in mentions}
    plain_clues = {clue.name: clue.proof for clue in clues if not clue.is_faint or clue.proof > 1}
    unknown = unknown_words(question)
    if max((*proofs.values(), *plain_clues.values()), default=0.0) >= SURE:
        has_code = any(clue.proof >= SURE for clue in clues)
        return has_code or not _only_names_cases(mentions, unknown)
    understood = sum(proofs.values()) + sum(plain_clues.values()) + _head(question, mentions)
    if any(meaning.kind == "other" for mention in mentions for meaning in mention.meanings):
        return False
    if _names_activations_and_a_case(mentions):
        return True
    if _names_task_of_output(question, mentions):
        return understood * LONG_WINDED > unknown
    if plain_clues or any(map(_is_company, mentions)):
        return understood > unknown
    return unknown == 0 and any(m.proof and not m.has_mistakes for m in mentions)


def _only_names_cases(mentions: list[Mention], unknown: float) -> bool:
    """Tell whether networks and tasks are all that was understood of a text about more."""
    kinds = {meaning.kind for mention in mentions for meaning in mention.meanings}
    is_about_more = unknown >= MUCH_UNKNOWN or "other" in kinds
    return is_about_more and kinds <= {"network", "task", "filler", "other"}


def unknown_words(question: Question) -> float:
    """Count the words of a question that nothing was found in, Korean ones by their syllables."""
    latin = [word for word in question.words if not question.is_taken(word)]
    count = float(sum(len(word.text) > 1 and not word.text.isdigit() for word in latin))
    for part in question.parts_left():
        if part not in COMMON_SYLLABLES:
            count += len(part) / SYLLABLES_OF_A_WORD
    return count


def _is_company(mention: Mention) -> bool:
    """Tell whether everyday words count beside it: a word of the field, or a case mistyped."""
    is_of_field = any(meaning.kind in ("field", "general") for meaning in mention.meanings)
    return is_of_field or mention.proof > EVERYDAY


def _names_activations_and_a_case(mentions: list[Mention]) -> bool:
    """Tell whether two words vouch for each other: the activation of an output, of a network."""
    kinds = {meaning.kind for mention in mentions for meaning in mention.meanings}
    return "general" in kinds and bool(kinds & {*KINDS, "function", "field"})


def _names_task_of_output(question: Question, mentions: list[Mention]) -> bool:
    """Tell whether an output keeps a task company: prices at the output. 출력 is printing, too."""
    meanings = [meaning for mention in mentions for meaning in mention.meanings]
    has_output = any((meaning.kind, meaning.name) == ("layer", "output") for meaning in meanings)
    has_task = any(meaning.kind == "task" for meaning in meanings)
    return has_output and has_task and not has_hangul(question.squeezed)


def _head(question: Question, mentions: list[Mention]) -> float:
    """Return what it proves that a question ends (in Korean) or begins with what is to be done."""
    if not mentions:
        return 0.0
    is_korean = has_hangul(question.squeezed)
    head = mentions[-1] if is_korean else mentions[0]
    is_at_end = head.end == len(question.squeezed) if is_korean else head.start == 0
    is_task = any(m.kind == "field" and m.name == "predicting" for m in head.meanings)
    return HEAD if is_at_end and is_task else 0.0
