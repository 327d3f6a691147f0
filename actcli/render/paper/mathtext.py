r"""LaTeX as matplotlib's mathtext sets it, which knows no environments and fewer commands.

Two \cases are set under each other behind a brace; more of them, or those inside a fraction, are
set in one line with "if" and "otherwise".
"""

import re

# Computer Modern: formulas look as they do in a paper that LaTeX has set.
FONT_SET = "cm"
_INNERMOST_CASES = re.compile(r"\\begin\{cases\}((?:(?!\\begin\{cases\}).)*?)\\end\{cases\}")
_OTHER_NAMES = {
    r"\\le(?![a-zA-Z])": r"\\leq",
    r"\\ge(?![a-zA-Z])": r"\\geq",
    r"\\tfrac(?![a-zA-Z])": r"\\frac",
    r"\\(text|operatorname)\{": r"\\mathrm{",
}
# What is taller than a letter, and needs taller parentheses.
_TALL = re.compile(r"\\(frac|sum|begin)(?![a-zA-Z])|\^\{[^}]*\^")
_DELIMITERS = re.compile(r"(\\left[(|]|\\right[)|])")
_FUNCTIONS = re.compile(r"\s*(?=\\(?:operatorname|arctan|cos|ln|max|min|sin|tanh)(?![a-zA-Z]))")
_ENDS_A_FACTOR = re.compile(r"(?<!\\cdot)(?<!\\le)(?<!\\ge)(?<!\\odot)(?<=[\w})])$")
_MEASURED_SIZE = 10.0  # points; what is measured is a ratio


def mathtext(latex: str, *, is_large: bool = False) -> str | None:
    """A formula between dollars for matplotlib, None where mathtext has no way to set it.

    `is_large` sets fractions that stand alone, as in a title, in the size of the text. matplotlib
    must be there.
    """
    text = _with_even_delimiters(_with_thin_spaces(latex))
    for pattern, name in _OTHER_NAMES.items():
        text = re.sub(pattern, name, text)
    try:
        text = _without_cases(text)
        text = f"${_enlarged(text) if is_large else text}$"
        _width(text)
    except ValueError:  # mathtext has said what it lacks
        return None
    return text


def _with_thin_spaces(text: str) -> str:
    r"""x \tanh with the space that LaTeX would set between a factor and the name of a function."""
    done, start = "", 0
    for found in _FUNCTIONS.finditer(text):
        done += text[start : found.start()]
        done += r"\, " if _ENDS_A_FACTOR.search(done) else found[0]
        start = found.end()
    return done + text[start:]


def _with_even_delimiters(text: str) -> str:
    r"""Plain ( and | where nothing tall stands between: mathtext sets a low \left( too small."""
    pieces = _DELIMITERS.split(text)
    opened: list[int] = []
    for place, piece in enumerate(pieces):
        if piece.startswith(r"\left") and place % 2:
            opened.append(place)
        elif piece.startswith(r"\right") and place % 2:
            start = opened.pop()
            if not _TALL.search("".join(pieces[start + 1 : place])):
                pieces[start], pieces[place] = pieces[start][-1], piece[-1]
    return "".join(pieces)


def _without_cases(text: str) -> str:
    while found := _INNERMOST_CASES.search(text):
        before, after = text[: found.start()], text[found.end() :]
        rows = [_cells(row) for row in found[1].split(r"\\")]
        is_outermost = r"\begin{cases}" not in before and _depth(before) == 0
        if is_outermost and not after.strip() and len(rows) == 2:
            cases = _braced(rows)
        else:
            cases = _in_words(rows)
            if before.strip() or after.strip():
                cases = rf"\left({cases}\right)"
        text = before + cases + after
    return text


def _cells(row: str) -> tuple[str, str]:
    value, _, condition = row.partition("&")
    return value.strip(), condition.strip()


def _depth(text: str) -> int:
    """How many braces are open at the end of a text."""
    return len(re.findall(r"(?<!\\)\{", text)) - len(re.findall(r"(?<!\\)\}", text))


def _in_words(rows: list[tuple[str, str]]) -> str:
    """Rows in one line: x if x > 0, 0 otherwise."""
    return r",\;\; ".join(f"{value} {_in_line(condition)}" for value, condition in rows)


def _in_line(condition: str) -> str:
    return rf"\;{condition}" if "otherwise" in condition else rf"\;\mathrm{{if}}\; {condition}"


def _braced(cells: list[tuple[str, str]]) -> str:
    """Two rows behind a brace, their cells filled up with space so that columns begin together."""
    values, conditions = map(_filled, zip(*cells, strict=True))
    first, second = (
        rf"{value} \quad {when}" for value, when in zip(values, conditions, strict=True)
    )
    # A fraction without a line (rule 0) in display style (0) is two rows.
    return rf"\left\{{\genfrac{{}}{{}}{{0}}{{0}}{{{first}}}{{{second}}}\right."


def _filled(cells: tuple[str, ...]) -> list[str]:
    quad = _width(r"$\hspace{10}$") / 10.0
    widths = [_width(f"${cell}$") for cell in cells]
    return [
        rf"{cell}\hspace{{{(max(widths) - width) / quad:.3f}}}"
        for cell, width in zip(cells, widths, strict=True)
    ]


def _width(text: str) -> float:
    """How wide a text is, in points at the size that is measured; ValueError if it is not valid."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser

    font = FontProperties(size=_MEASURED_SIZE, math_fontfamily=FONT_SET)
    return float(MathTextParser("path").parse(text, dpi=72, prop=font).width)


def _enlarged(text: str) -> str:
    r"""Fractions that stand in no other construct as \dfrac."""
    pieces = re.split(r"(?=\\frac(?![a-zA-Z]))", text)
    done = ""
    for piece in pieces:
        is_alone = piece.startswith(r"\frac") and _depth(done) == 0
        done += r"\dfrac" + piece[len(r"\frac") :] if is_alone else piece
    return done
