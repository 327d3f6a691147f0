"""The colours of pictures: Okabe and Ito's, in shades for each background and terminal."""

from typing import Literal

from actcli.render.terminal import ColorSystem

# auto: the background is not known, and every colour must be readable on black and on white.
Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

# Okabe and Ito 2008, Color Universal Design: told apart by colour-blind readers. The first four are
# theirs; their orange, sky blue and yellow are too pale for a light background, their blue too dark
# for a dark one, and what stands in their places was sought by contrast and by distance: at least
# 3:1 on the backgrounds of the theme, and apart under protanopia, deuteranopia and tritanopia too
# (tests/test_plot_palette.py).
HEX: dict[Theme, tuple[str, ...]] = {
    "auto": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#99774E", "#2799EF"),
    "light": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A5200", "#0096F0"),
    "dark": ("#8DCFF9", "#E8762C", "#009E73", "#D994B8", "#F0E442", "#989EF0"),
}
# Where a terminal has fewer colours, those of its cube that are nearest and still apart.
_INDEXED: dict[Theme, tuple[str, ...]] = {
    "auto": ("color(32)", "color(166)", "color(29)", "color(139)", "color(58)", "color(26)"),
    "light": ("color(26)", "color(166)", "color(29)", "color(139)", "color(58)", "color(32)"),
    "dark": ("color(117)", "color(202)", "color(29)", "color(175)", "color(184)", "color(104)"),
}
# How the sixteen look is the terminal's to say: all that can be done is to take six that differ.
_STANDARD: dict[Theme, tuple[str, ...]] = {
    "auto": ("bright_blue", "red", "green", "magenta", "yellow", "cyan"),
    "light": ("blue", "red", "green", "magenta", "yellow", "cyan"),
    "dark": ("bright_blue", "bright_red", "bright_green", "bright_magenta", "yellow", "cyan"),
}
PALETTE: dict[ColorSystem, dict[Theme, tuple[str, ...]]] = {
    "truecolor": HEX,
    "256": _INDEXED,
    "standard": _STANDARD,
}
# Grey as a colour where there is one: some terminals ignore "dim", some show bright black as black.
_FAINT: dict[ColorSystem, str] = {
    "truecolor": "#808080",
    "256": "color(244)",
    "standard": "dim",
}


def style_of(role: str, function: int, colors: ColorSystem | None, theme: Theme = "auto") -> str:
    """The rich style of a role (text, faint, title, curve) on a terminal; "" without colours."""
    if colors is None or role == "text":
        return ""
    if role == "title":
        return "bold"
    if role == "faint":
        return _FAINT[colors]
    palette = PALETTE[colors][theme]
    return palette[function % len(palette)]
