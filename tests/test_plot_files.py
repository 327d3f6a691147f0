"""Pictures of the terminal as files: what an SVG holds is read back and compared with the text."""

import io
import os
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console
from rich.text import Text

from actcli.errors import ActcliError
from actcli.render.files.html import html_text
from actcli.render.files.saving import DRAWN_FORMATS, FORMATS, ansi_text, format_of, picture_bytes
from actcli.render.files.svg import Margins, svg_text
from actcli.render.pictures.drawing import FAINT, TEXT, TITLE, Drawing, curve_ink
from actcli.render.pictures.palette import HEX

SVG = "{http://www.w3.org/2000/svg}"
NO_MARGINS = Margins(0, 0, 0, 0)
HOSTILE = 'x*where(x<1,1,2) & <script>alert("1")</script> \x1b[31m\u202e'
# What is drawn and not typeset, beside braille, lines and blocks.
MARKERS = "●○◆◇■□▲△▼▽•"


def drawing(*pieces):
    made = Drawing()
    for text, ink in pieces:
        made.append(text, ink)
    return made


def all_patterns():
    """Every braille character, in lines of 32, each line in an ink of its own."""
    lines = ["".join(map(chr, range(start, start + 32))) for start in range(0x2800, 0x2900, 32)]
    return drawing(*((f"{line}\n", curve_ink(number)) for number, line in enumerate(lines)))


def korean():
    """A picture with letters of both widths, marks and dots side by side."""
    return drawing(
        ("  시그모이드 sigmoid와 기울기\n", TITLE),
        (" 1┤", FAINT),
        ("⠒⠤ ●⢀⠔", curve_ink(0)),
        ("░░█", curve_ink(1)),
        (" 한글 f''(x)  두 칸\n", TEXT),
        ("-1┼──┬─\n", FAINT),
        ("café e\u0301x 각 a😀b\n", TEXT),
    )


def parsed(drawn, **options):
    return ElementTree.fromstring(svg_text(drawn, margins=NO_MARGINS, **options))


def groups(tree):
    """The element of each ink."""
    return {group.get("class"): group for group in tree.findall(f"{SVG}g/{SVG}g")}


def points(path):
    """Where the dots of a path are: it moves, and draws lines of no length."""
    x = y = 0.0
    found = []
    for letter, numbers in re.findall(r"([a-zA-Z])([-0-9. ]*)", path):
        values = [float(n) for n in re.findall(r"-?[0-9.]+", numbers)]
        if letter == "M":
            x, y = values
        elif letter == "m":
            x, y = x + values[0], y + values[1]
        else:
            assert (letter, values) == ("h", [0.0])
            found.append((x, y))
    return found


def dots_of(tree):
    """The dots of each ink."""
    return {
        name: sorted(dot for path in paths_of(group, "dots") for dot in points(path.get("d")))
        for name, group in groups(tree).items()
    }


def paths_of(element, kind):
    return [path for path in element.iter(f"{SVG}path") if path.get("class") == kind]


def width_of(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text):
    """Column, line and character of a text; an accent stays with its letter."""
    for line, content in enumerate(text.splitlines()):
        column, letter = 0, ""
        for character in content:
            if width_of(character) == 0:
                letter += character
                continue
            if letter:
                yield column, line, letter
                column += width_of(letter[0])
            letter = character
        if letter:
            yield column, line, letter


def expected_dots(text):
    """The dots by the numbers in the Unicode names: 1 2 3 7 down the left, 4 5 6 8 the right."""
    places = {"1": (0, 0), "2": (0, 1), "3": (0, 2), "7": (0, 3)}
    places |= {"4": (1, 0), "5": (1, 1), "6": (1, 2), "8": (1, 3)}
    found = []
    for column, line, character in cells(text):
        name = unicodedata.name(character[0])
        if name.startswith("BRAILLE PATTERN DOTS-"):
            for number in name.partition("-")[2]:
                across, down = places[number]
                found.append((8.0 * column + 4 * across + 2, 16.0 * line + 4 * down + 2))
    return sorted(found)


def letters_of(tree):
    """Every letter of an SVG with its column and line."""
    found = []
    for element in tree.iter(f"{SVG}text"):
        columns = [int(x) / 8 for x in element.get("x").split()]
        letters = [letter for *_, letter in cells(element.text)]
        assert len(letters) == len(columns)
        line = int(element.get("y")) // 16
        found += [
            (c, line, letter) for c, letter in zip(columns, letters, strict=True) if letter != " "
        ]
    return sorted(found)


def expected_letters(text):
    drawn = "BRAILLE", "BOX DRAWINGS", "SPACE", "LIGHT SHADE", "FULL BLOCK"
    return sorted(
        (column, line, letter) for column, line, letter in cells(text)
        if not unicodedata.name(letter[0]).startswith(drawn) and letter not in MARKERS
    )  # fmt: skip


def lines_of(tree):
    found = set()
    for path in paths_of(tree, "lines"):
        weight = int(path.get("stroke-width", "1"))
        for x, y, way, end in re.findall(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)", path.get("d")):
            found.add((float(x), float(y), way, float(end), weight))
    return found


# ---------------------------------------------------------------------------------------------
# SVG
# ---------------------------------------------------------------------------------------------


def test_each_dot_of_each_pattern_is_in_its_place_and_ink():
    drawn = all_patterns()
    found = dots_of(parsed(drawn))
    assert sum(map(len, found.values())) == 256 * 8 / 2
    for number, line in enumerate(drawn.plain.splitlines()):
        assert found[f"curve{number}"] == expected_dots("\n" * number + line)


def test_letters_of_both_widths_are_in_their_columns():
    drawn = korean()
    tree = parsed(drawn)
    assert letters_of(tree) == expected_letters(drawn.plain)
    assert dots_of(tree)["curve0"] == expected_dots(drawn.plain)
    wide = {e.text for e in tree.iter(f"{SVG}text") if e.get("class") == "wide"}
    assert {"시그모이드", "한글", "각", "😀"} <= wide


def test_an_element_holds_neighbours_of_one_width():
    tree = parsed(drawing(("a●각b●c de  f\n", TEXT)))
    texts = [(element.text, element.get("class")) for element in tree.iter(f"{SVG}text")]
    assert texts == [("a", None), ("각", "wide"), ("b", None), ("c de", None), ("f", None)]


def test_a_real_picture_has_the_dots_and_letters_of_its_text(actcli, tmp_path):
    words = ("plot", "sigmoid", "tanh", "-d", "1", "--title", "시그모이드", "--width", "80")
    for extension in ("txt", "svg"):
        answer = actcli(*words, "-o", str(tmp_path / f"picture.{extension}"))
        assert (answer.status, answer.out, answer.err) == (0, "", "")
    text = (tmp_path / "picture.txt").read_text(encoding="utf-8")
    data = (tmp_path / "picture.svg").read_bytes()
    tree = ElementTree.fromstring(data)
    dots = sorted(dot for found in dots_of(tree).values() for dot in found)
    assert dots == expected_dots(text) != []
    assert letters_of(tree) == expected_letters(text)
    assert tree.find(f"{SVG}title").text == "시그모이드"
    assert len(data) < 30_000
    width, height = (float(n) for n in tree.get("viewBox").split()[2:])
    assert (width, height) == (80 * 8 + 16, len(text.splitlines()) * 16 + 16)


def test_lines_of_boxes_are_joined():
    tree = parsed(drawing(("┌─┬╴\n│ │\n└─┼╼", FAINT)))
    assert lines_of(tree) == {
        (4, 8, "H", 28, 1),
        (4, 8, "V", 40, 1),
        (20, 8, "V", 48, 1),
        (4, 40, "H", 28, 1),
        (28, 40, "H", 32, 2),  # the heavy half of the last
    }


@pytest.mark.parametrize(
    ("character", "count", "way"), [("┄", 3, "H"), ("╎", 2, "V"), ("┋", 4, "V")]
)
def test_dashes(character, count, way):
    found = sorted(lines_of(parsed(drawing((character, FAINT)))))
    assert [line[2] for line in found] == [way] * count
    length = 8 if way == "H" else 16
    inked = sum(end - (x if way == "H" else y) for x, y, _, end, _ in found)
    assert inked == pytest.approx(0.6 * length, abs=1e-3)


def test_every_line_of_a_box_is_drawn_or_left_to_the_font():
    for code in range(0x2500, 0x2580):
        tree = parsed(drawing((chr(code), FAINT)))
        is_typeset = [e.text for e in tree.iter(f"{SVG}text")] == [chr(code)]
        name = unicodedata.name(chr(code))
        left_alone = ("DOUBLE" in name and "DASH" not in name) or "DIAGONAL" in name
        assert is_typeset == left_alone, name


@pytest.mark.parametrize(
    ("text", "path", "opacity"),
    [
        ("▁", "M0 14h8v2h-8z", None),
        ("▅█", "M0 6h8v10h-8zM8 0h8v16h-8z", None),
        ("███", "M0 0h24v16h-24z", None),
        ("▌", "M0 0h4v16h-4z", None),
        ("▏", "M0 0h1v16h-1z", None),
        ("▐", "M4 0h4v16h-4z", None),
        ("▀", "M0 0h8v8h-8z", None),
        ("░░", "M0 0h16v16h-16z", "0.25"),
        ("▓", "M0 0h8v16h-8z", "0.75"),
    ],
)  # fmt: skip
def test_blocks_are_rectangles(text, path, opacity):
    (element,) = parsed(drawing((text, curve_ink(0)))).iter(f"{SVG}path")
    assert sorted(element.get("d").split("z")) == sorted(path.split("z"))
    assert element.get("fill-opacity") == opacity


def test_markers_are_shapes_around_the_middle_of_their_cell():
    for character in MARKERS:
        (element,) = parsed(drawing((f"\n {character}", curve_ink(0)))).iter(f"{SVG}path")
        assert element.get("class") == ("outline" if character in "○◇□△▽" else "filled")
        assert element.get("d").startswith("M12 24m")


def rules(tree):
    """The colours of the inks, on light and on dark."""
    style = tree.find(f"{SVG}style").text
    sheet, _, dark = style.partition("@media(prefers-color-scheme:dark)")
    rule = re.compile(r"\.(\w+)\{(?:color|fill):(#[0-9A-Fa-f]{6})\}")
    found = [dict(rule.findall(part)) for part in (sheet, dark)]
    assert style.count("{") == style.count("}")
    return found


def test_colours_are_those_of_the_palette():
    light, dark = rules(parsed(all_patterns()))
    for number in range(8):
        assert light[f"curve{number}"] == HEX["light"][number % 6]
        assert dark[f"curve{number}"] == HEX["dark"][number % 6]
    assert (light["page"], dark["page"]) == ("#ffffff", "#0d1117")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_fixed(theme):
    found, other = rules(parsed(all_patterns(), theme=theme))
    assert found["curve1"] == HEX[theme][1]
    assert found["page"] == {"light": "#ffffff", "dark": "#0d1117"}[theme]
    assert other == {}


def test_every_ink_has_a_colour_on_light_and_on_dark():
    tree = parsed(korean())
    for colors in rules(tree):
        assert set(groups(tree)) <= set(colors)
    assert ".title text{font-weight:bold}" in tree.find(f"{SVG}style").text


def test_nothing_is_loaded_and_nothing_runs():
    for text in (svg_text(korean()), html_text(korean(), title="t")):
        outside = text.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(
            r"(?i)https?:|href|src=|url\(|@import|<script|foreignobject| on\w+=", outside
        )


def test_labels_and_letters_cannot_break_out():
    drawn = drawing(("a<b>&c</text><script>", TEXT))
    tree = parsed(drawn, label=HOSTILE)
    assert letters_of(tree) == expected_letters(drawn.plain)
    title = tree.find(f"{SVG}title").text
    assert title.startswith('x*where(x<1,1,2) & <script>alert("1")</script>')
    assert title.isprintable()
    assert tree.get("role") == "img"
    assert not list(tree.iter(f"{SVG}script"))


def test_a_picture_can_be_wider_than_its_lines_and_empty():
    assert parsed(drawing(("a   \n", TEXT)), columns=40).get("viewBox") == "0 0 320 16"
    assert parsed(drawing(("가나a\n", TEXT)), columns=4).get("viewBox") == "0 0 40 16"
    assert parsed(Drawing()).get("viewBox") == "0 0 0 0"


# ---------------------------------------------------------------------------------------------
# HTML, text and colours
# ---------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Reads a page strictly: elements close in the order in which they opened."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.seen, self.texts = [], [], {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        path = "/".join(self.open)
        self.texts[path] = self.texts.get(path, "") + data


def test_a_page_holds_the_picture_and_its_text():
    drawn = korean()
    page = Page(html_text(drawn, title="시그모이드", language="ko"))
    assert page.seen[0] == ("html", {"lang": "ko"})
    assert ("meta", {"charset": "utf-8"}) in page.seen
    assert page.texts["html/head/title"] == page.texts["html/body/svg/title"] == "시그모이드"
    # A parser of HTML drops the line end after <pre>.
    assert page.texts["html/body/details/pre"] == f"\n{drawn.plain}"
    assert "prefers-color-scheme:dark" in page.texts["html/head/style"]


@pytest.mark.parametrize(
    ("theme", "scheme"), [("auto", "light dark"), ("light", "light"), ("dark", "dark")]
)
def test_a_page_says_its_colour_scheme(theme, scheme):
    page = Page(html_text(korean(), theme=theme))
    assert ("meta", {"name": "color-scheme", "content": scheme}) in page.seen
    assert ("prefers-color-scheme" in page.texts["html/head/style"]) == (theme == "auto")
    assert page.texts["html/head/title"] == "actcli"


def test_a_formula_cannot_put_a_script_into_a_page():
    drawn = drawing((f"{HOSTILE[:50]}\n", TITLE))
    page = Page(html_text(drawn, title=HOSTILE))
    assert "script" not in {tag for tag, _ in page.seen}
    assert page.texts["html/head/title"].startswith("x*where(x<1,1,2) & <script>")
    assert page.texts["html/body/details/pre"] == f"\n{drawn.plain}"


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_ansi_is_the_text_with_colours_and_nothing_else(theme, monkeypatch):
    drawn = drawing(*korean().pieces, (" blank  ", curve_ink(1)), ("   \n", FAINT))
    text = ansi_text(drawn, theme)
    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == drawn.plain
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", text))
    allowed = r"0|1|38;5;\d+"
    assert {"0", "1", "38;5;244"} < codes
    assert all(re.fullmatch(allowed, code) for code in codes)
    for name, value in {"TERM": "dumb", "NO_COLOR": "1", "COLORTERM": "truecolor"}.items():
        monkeypatch.setenv(name, value)
    assert ansi_text(drawn, theme) == text


def test_ansi_has_the_colours_of_the_terminal():
    drawn = korean()
    console = Console(
        file=io.StringIO(), color_system="256", force_terminal=True, width=80, _environ={}
    )  # fmt: skip
    console.print(drawn.text("256"))
    shown, saved = (
        Text.from_ansi(text.rstrip("\n")) for text in (console.file.getvalue(), ansi_text(drawn))
    )
    assert saved.plain == shown.plain
    for place, character in enumerate(shown.plain):
        if not character.isspace():
            assert saved.get_style_at_offset(console, place) == shown.get_style_at_offset(
                console, place
            )


def test_txt_is_the_plain_text():
    assert picture_bytes(korean(), "txt") == korean().plain.encode()


@pytest.mark.parametrize("kind", DRAWN_FORMATS)
def test_each_drawn_format_gives_bytes_that_end_in_one_line_end(kind):
    data = picture_bytes(korean(), kind, theme="dark", width=60, label="l", language="ko")
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    data.decode()


def test_formats_that_are_not_drawn_from_cells_are_refused():
    with pytest.raises(ValueError, match="png"):
        picture_bytes(korean(), "png")


@pytest.mark.parametrize("kind", FORMATS)
def test_an_extension_names_the_format(kind):
    assert format_of(f"some.where/a.b.{kind.upper()}") == kind
    assert format_of(Path(f"a.{kind}")) == kind


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("a.jpg", "pictures cannot be saved as .jpg", ".txt, .ansi, .svg, .html, .png or .pdf"),
        ("a.SVGG", "pictures cannot be saved as .svgg", "did you mean .svg?"),
        ("folder.svg/picture", "which format shall picture have?", "end its name in .txt"),
        (".svg", "which format shall .svg have?", "end its name in .txt"),
        ("a.", "which format shall a. have?", "end its name in .txt"),
    ],
)
def test_an_unknown_format_is_told_in_one_line(path, message, hint):
    with pytest.raises(ActcliError) as caught:
        format_of(path)
    assert caught.value.message == message
    assert hint in caught.value.hint


def test_files_do_not_depend_on_the_order_of_sets():
    script = (
        "from tests.test_plot_files import korean, picture_bytes, DRAWN_FORMATS\n"
        "print([picture_bytes(korean(), kind, label='l') for kind in DRAWN_FORMATS])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=Path(__file__).parent.parent, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, timeout=60,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1
    assert b"prefers-color-scheme" in printed.pop()
