"""The font with Hangul for pictures on paper: which one is taken, and what if there is none."""

import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.font_manager import FontEntry, fontManager

from actcli.errors import ActcliError
from actcli.render.paper import fonts

DEJAVU = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@pytest.fixture
def nanum():
    """The font file of the package, in which all Hangul is."""
    path = fonts._packaged()
    assert path is not None
    return path


@pytest.fixture
def installed(monkeypatch):
    """A function that says which fonts are installed, as (family, weight, file)."""

    def install(*entries):
        listed = [
            FontEntry(fname=str(path), name=family, style="normal", weight=weight)
            for family, weight, path in entries
        ]
        monkeypatch.setattr(fontManager, "ttflist", listed)

    return install


@pytest.mark.parametrize(
    ("families", "chosen"),
    [
        (["Malgun Gothic", "Zapf", "NanumGothic", "Noto Sans CJK KR"], "Noto Sans CJK KR"),
        (["Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic"], "NanumGothic"),
        (["Batang", "Malgun Gothic", "Apple SD Gothic Neo"], "Apple SD Gothic Neo"),
        (["Zapf", "Batang"], "Batang"),
    ],
)
def test_known_families_come_first(installed, nanum, families, chosen):
    installed(*[(family, 400, nanum) for family in families])
    assert fonts.hangul_font() == fonts.Font(chosen, nanum)


def test_a_font_is_believed_for_what_it_shows_and_not_for_its_name(installed, nanum):
    installed(("Noto Sans CJK KR", 400, DEJAVU), ("Plain", 400, nanum))
    assert fonts.hangul_font().family == "Plain"


def test_the_usual_weight_is_preferred(installed, nanum, tmp_path):
    heavy = tmp_path / "heavy.ttf"
    heavy.write_bytes(nanum.read_bytes())
    installed(("NanumGothic", 800, heavy), ("NanumGothic", "regular", nanum))
    assert fonts.hangul_font().path == nanum


def test_a_file_that_is_gone_or_broken_is_passed_over(installed, nanum, tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    installed(
        ("Noto Sans CJK KR", 400, tmp_path / "gone.ttf"),
        ("NanumGothic", 400, broken),
        ("Malgun Gothic", 400, nanum),
    )
    assert fonts.hangul_font().family == "Malgun Gothic"


def test_the_package_brings_a_font_and_is_not_imported(installed, nanum):
    installed(("DejaVu Sans", 400, DEJAVU))
    assert fonts.hangul_font() == fonts.Font("NanumGothic", nanum)
    assert fonts.speaks_korean()
    assert "koreanize_matplotlib" not in sys.modules
    assert "NanumGothic" in {entry.name for entry in fontManager.ttflist}


def test_without_any_font_there_is_no_korean(installed, monkeypatch):
    installed(("DejaVu Sans", 400, DEJAVU))
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    assert fonts.hangul_font() is None
    assert not fonts.speaks_korean()


def test_without_matplotlib_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ActcliError, match="matplotlib") as caught:
        fonts.speaks_korean()
    assert caught.value.hint == "pip install 'actcli[image]'"
    assert caught.value.status == 2


def test_what_cannot_be_shown_is_told_apart(nanum):
    text = "relu α′ 렐루 \U00013000"
    assert fonts.lacking(text) == {"렐", "루", "\U00013000"}
    assert fonts.lacking(text, fonts.Font("NanumGothic", nanum)) == {"\U00013000"}
    assert fonts.drawable(text, None) == "relu α′ ?? ?"


def test_outlines_are_told_by_the_file(tmp_path):
    collection = tmp_path / "fonts.ttc"
    collection.write_bytes(b"ttcf\0\1\0\0")
    assert fonts.Font("DejaVu Sans", DEJAVU).is_truetype
    assert not fonts.Font("Noto Sans CJK KR", collection).is_truetype
