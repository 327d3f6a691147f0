"""The colours of pictures: Okabe and Ito's, in shades for each background and terminal."""

from typing import Literal

from actcli.render.terminal import ColorSystem

# auto: the background is not known, and every colour must be readable on black and on white.
Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

# Okabe and Ito 2008, Color Universal Design: told apart by colour-blind readers. Those too pale for
# a light background come last or not at all; on a dark one the darkest blue is lightened.
HEX: dict[Theme, tuple[str, ...]] = {
    "auto": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
    "light": ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B77F00", "#3391C8"),
    "dark": ("#56B4E9", "#E8762C", "#00B98A", "#D994B8", "#E69F00", "#F0E442"),
}
# Where a terminal has fewer colours, the nearest that are readable.
_INDEXED: dict[Theme, tuple[str, ...]] = {
    "auto": ("color(32)", "color(166)", "color(29)", "color(175)", "color(178)", "color(74)"),
    "light": ("color(25)", "color(166)", "color(29)", "color(175)", "color(136)", "color(74)"),
    "dark": ("color(74)", "color(208)", "color(36)", "color(182)", "color(178)", "color(227)"),
}
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
