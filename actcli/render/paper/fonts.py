"""A font with Hangul for pictures on paper: one that is installed, or one that an extra brings."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from actcli.errors import ActcliError

# Well-known fonts of even strokes, which fit matplotlib's own; a collection of Noto's may be known
# by the name of its first language, but it has Hangul all the same.
PREFERRED = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Noto Sans CJK JP",
    "NanumGothic",
    "Nanum Gothic",
    "Pretendard",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
)
# The first and the last syllable: fonts of other languages may have a few in between.
_SYLLABLES = "가힣"
# The package sets itself up globally when it is imported; only its file is wanted.
_PACKAGE, _PACKAGE_FILE = "koreanize_matplotlib", "fonts/NanumGothic.ttf"


class Font(NamedTuple):
    """A font: the family by which matplotlib finds it, and its file."""

    family: str
    path: Path

    @property
    def is_truetype(self) -> bool:
        """Whether its outlines are TrueType's, which a PDF can embed as they are (type 42)."""
        with self.path.open("rb") as file:
            return file.read(4) in (b"\x00\x01\x00\x00", b"true")


def require_matplotlib() -> None:
    """ActcliError where matplotlib is not installed."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise ActcliError(
            ".png, .pdf and --style print need matplotlib, which is not installed",
            "pip install 'actcli[image]'",
        ) from error


def speaks_korean() -> bool:
    """Whether a picture for paper can hold Korean text; ActcliError without matplotlib."""
    return hangul_font() is not None


def lacking(text: str, font: Font | None = None) -> set[str]:
    """The signs of a text that neither matplotlib's own font nor another one can show."""
    signs = set(text)
    for path in (own_font(), *([font.path] if font else [])):
        signs -= _shown(path, signs)
    return signs


def drawable(text: str, font: Font | None) -> str:
    """The text with a question mark for each sign that cannot be shown; else it would be a box."""
    missing = lacking(text, font)
    return "".join("?" if sign in missing else sign for sign in text)


def hangul_font() -> Font | None:
    """The first font with Hangul, known to matplotlib after the call; None where there is none.

    Preferred families come first, then any other that is installed, then the font in the package of
    the extra `image`. What a font can show is read from the font, not from its name. Raises
    ActcliError where matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib.font_manager import fontManager

    for font in _installed():
        if _has_hangul(font.path):
            return font
    packaged = _packaged()
    if packaged is None or not _has_hangul(packaged):
        return None
    fontManager.addfont(packaged)
    return Font(fontManager.ttflist[-1].name, packaged)


def own_font() -> Path:
    """The font that comes with matplotlib, DejaVu Sans."""
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def _has_hangul(path: Path) -> bool:
    return len(_shown(path, set(_SYLLABLES))) == len(_SYLLABLES)


def _shown(path: Path, signs: set[str]) -> set[str]:
    """Those signs for which a font file has a glyph; none, if it cannot be read."""
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(str(path))
    except (OSError, RuntimeError):
        return set()
    return {sign for sign in signs if font.get_char_index(ord(sign))}


def _installed() -> Iterable[Font]:
    """The upright fonts that matplotlib knows, preferred families and usual weights first."""
    from matplotlib.font_manager import fontManager

    def rank(entry: tuple[int, str, str]) -> tuple[int, int, str, str]:
        heaviness, family, path = entry
        place = PREFERRED.index(family) if family in PREFERRED else len(PREFERRED)
        return place, heaviness, family, path

    entries = [
        (abs(_weight(entry.weight) - 400), entry.name, entry.fname)
        for entry in fontManager.ttflist
        if entry.style == "normal"
    ]
    return (Font(family, Path(path)) for _, family, path in sorted(entries, key=rank))


def _weight(weight: object) -> int:
    """From 100, thin, to 900; fonts of old name it."""
    from matplotlib.font_manager import weight_dict

    return weight if isinstance(weight, int) else weight_dict.get(str(weight), 400)


def _packaged() -> Path | None:
    """The font file of the package, without importing the package."""
    found = find_spec(_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / _PACKAGE_FILE
        if path.is_file():
            return path
    return None
