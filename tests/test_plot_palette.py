"""The colours of curves: readable on their backgrounds, and apart for colour-blind readers too."""

from itertools import combinations

import numpy as np
import pytest

from actcli.render.pictures.palette import HEX, PALETTE, THEMES, style_of

BACKGROUNDS = {"auto": ("#000000", "#FFFFFF"), "light": ("#FFFFFF",), "dark": ("#000000",)}
# Pages of svg and html: GitHub's light and dark ones.
PAGES = {"auto": ("#FFFFFF", "#0D1117"), "light": ("#FFFFFF",), "dark": ("#0D1117",)}
FAINT = "#808080"

# Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE TVCG 15(6): the matrices for severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# IEC 61966-2-1 (sRGB): linear RGB to XYZ, and the white D65.
RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(color):
    """Linear RGB of #RRGGBB."""
    coded = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def contrast(first, second):
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (first, second))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIE L*a*b* of linear RGB."""
    share = RGB_TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(first, second):
    """CIEDE2000 (Sharma, Wu and Dalal 2005), of two colours in L*a*b*."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = 1 - 0.17 * np.cos(np.radians(h - 30)) + 0.24 * np.cos(np.radians(2 * h))
    t += 0.32 * np.cos(np.radians(3 * h + 6)) - 0.20 * np.cos(np.radians(4 * h - 63))
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c, 1 + 0.015 * c * t
    r = -2 * np.sqrt(c**7 / (c**7 + 25.0**7))
    r *= np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2))))
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, hue / s_h
    return float(np.sqrt(sum(part**2 for part in parts) + r * parts[1] * parts[2]))


def cube(style):
    """#RRGGBB of color(N) in xterm's cube of 6 x 6 x 6 colours."""
    levels = (0, 95, 135, 175, 215, 255)
    place = int(style.removeprefix("color(").removesuffix(")")) - 16
    return "#" + "".join(f"{levels[place // step % 6]:02X}" for step in (36, 6, 1))


def colors_of(system, theme):
    return HEX[theme] if system == "truecolor" else tuple(map(cube, PALETTE["256"][theme]))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [  # of the test data of Sharma, Wu and Dalal 2005
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_difference_is_that_of_the_standard(first, second, expected):
    assert difference(first, second) == pytest.approx(expected, abs=5e-5)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # known to fail 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("system", ["truecolor", "256"])
def test_every_curve_can_be_read(system, theme):
    for color in colors_of(system, theme):
        for background in BACKGROUNDS[theme]:
            assert contrast(color, background) >= 3.0, (color, background)


@pytest.mark.parametrize("theme", THEMES)
def test_every_curve_can_be_read_on_a_page(theme):
    for color in HEX[theme]:
        for page in PAGES[theme]:
            assert contrast(color, page) >= 3.0, (color, page)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("system", "first_four", "all_six"), [("truecolor", 12, 10), ("256", 10, 9)]
)
def test_curves_are_told_apart_by_every_reader(system, theme, first_four, all_six, sight):
    seen = [lab(SIGHT[sight] @ linear(color)) for color in colors_of(system, theme)]
    distances = {
        pair: difference(seen[pair[0]], seen[pair[1]]) for pair in combinations(range(6), 2)
    }
    assert min(distances.values()) >= all_six
    assert min(d for pair, d in distances.items() if max(pair) < 4) >= first_four


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("system", ["truecolor", "256"])
def test_no_curve_looks_like_an_axis(system, theme):
    for color in colors_of(system, theme):
        assert difference(lab(linear(color)), lab(linear(FAINT))) > 12, color


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("system", PALETTE)
def test_there_are_six_colours_each_time(system, theme):
    styles = [style_of("curve", function, system, theme) for function in range(12)]
    assert len(set(styles[:6])) == 6
    assert styles[:6] == styles[6:]
    assert not {"black", "white", "bright_white", "bright_black"} & set(styles)
