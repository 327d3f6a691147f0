"""Hangul as letters: syllables, the jamo they are made of, and jamo that were typed apart."""

FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"  # the first: none
NO_FINAL = 0

# Two vowels that sound alike and are taken for each other: 레이어, 래이어.
_SOUNDS_LIKE = {VOWELS.index("ㅐ"): VOWELS.index("ㅔ"), VOWELS.index("ㅒ"): VOWELS.index("ㅖ")}


def is_syllable(character: str) -> bool:
    """Tell whether the character is one whole Hangul syllable."""
    return FIRST_SYLLABLE <= character <= LAST_SYLLABLE


def is_hangul(text: str) -> bool:
    """Tell whether the text is made of Hangul syllables alone."""
    return all(map(is_syllable, text))


def has_hangul(text: str) -> bool:
    """Tell whether there is a Hangul syllable in the text."""
    return any(map(is_syllable, text))


def jamo(syllable: str) -> tuple[int, int, int]:
    """Return lead, vowel and final consonant of a syllable, as numbers in Unicode's order."""
    code = ord(syllable) - ord(FIRST_SYLLABLE)
    return (
        code // (len(VOWELS) * len(FINALS)),
        code // len(FINALS) % len(VOWELS),
        code % len(FINALS),
    )


def syllable(lead: int, vowel: int, final: int) -> str:
    """Return the syllable of these letters, the inverse of `jamo`."""
    return chr(ord(FIRST_SYLLABLE) + (lead * len(VOWELS) + vowel) * len(FINALS) + final)


def composed(text: str) -> str:
    """Return the text with jamo that were typed one by one (ㅇㅣㅈㅣㄴ) joined to syllables."""
    if not any(letter in VOWELS for letter in text):
        return text
    made: list[str] = []
    place = 0
    while place < len(text):
        lead, vowel = LEADS.find(text[place]), VOWELS.find(text[place + 1 : place + 2] or "-")
        if lead < 0 or vowel < 0:
            made.append(text[place])
            place += 1
            continue
        place += 2
        final = _final(text, place)
        made.append(syllable(lead, vowel, final))
        place += final != NO_FINAL
    return "".join(made)


def as_heard(text: str) -> str:
    """Return the text with ㅔ for every ㅐ, letter by letter, for comparing by sound."""
    return text.translate(_HEARD)


def _final(text: str, place: int) -> int:
    """Return the final consonant at that place; one before a vowel begins the next syllable."""
    letter, following = text[place : place + 1], text[place + 1 : place + 2]
    if not letter or (following and following in VOWELS):
        return NO_FINAL
    return max(FINALS.find(letter), NO_FINAL)


def _heard_table() -> dict[int, str]:
    return {
        ord(syllable(lead, vowel, final)): syllable(lead, heard, final)
        for vowel, heard in _SOUNDS_LIKE.items()
        for lead in range(len(LEADS))
        for final in range(len(FINALS))
    }


_HEARD = _heard_table()
