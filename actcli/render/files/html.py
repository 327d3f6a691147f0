"""A drawing as a page for the browser: the picture, and the same as text to copy."""

import html

from actcli.render.files.svg import FONT, PAGE_COLOR, TEXT_COLOR, svg_text
from actcli.render.pictures.drawing import Drawing
from actcli.render.pictures.legend import one_line
from actcli.render.pictures.palette import Theme


def html_text(
    drawing: Drawing,
    *,
    theme: Theme = "auto",
    title: str = "",
    language: str = "en",
    columns: int = 0,
) -> str:
    """A drawing as a whole page that loads nothing.

    The picture is an SVG: the fonts of browsers have dots of braille of other widths than letters,
    so that text would not stay in its columns. `language` is that of the title, en or ko. The
    picture has at least so many columns.
    """
    heading = html.escape(one_line(title, ascii_only=False))
    schemes = "light dark" if theme == "auto" else theme
    return f"""<!doctype html>
<html lang="{html.escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="{schemes}">
<title>{heading or "actcli"}</title>
<style>
{_style(theme)}</style>
</head>
<body>
{svg_text(drawing, theme=theme, label=title, columns=columns)}<details>
<summary>.txt</summary>
<pre>
{html.escape(drawing.plain, quote=False)}</pre>
</details>
</body>
</html>
"""


def _style(theme: Theme) -> str:
    """The colours of the page around the picture, and the text below it."""
    rules = [
        f"body{{margin:1rem;{_colors('dark' if theme == 'dark' else 'light')}}}",
        "svg{max-width:100%;height:auto}",
        f"summary,pre{{font:13px/1.2 {FONT}}}",
        "pre{overflow-x:auto}",
    ]
    if theme == "auto":
        rules.append(f"@media(prefers-color-scheme:dark){{body{{{_colors('dark')}}}}}")
    return "".join(f"{rule}\n" for rule in rules)


def _colors(theme: Theme) -> str:
    return f"color:{TEXT_COLOR[theme]};background:{PAGE_COLOR[theme]}"
