"""`actcli show`: what is known about one function, its formula in LaTeX, or its code."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actcli.cli.options import (
    Books,
    Color,
    Json,
    Language,
    Output,
    chosen_color,
    chosen_format,
    format_option,
    opened_book,
    spoken_language,
)
from actcli.errors import ActcliError, did_you_mean

if TYPE_CHECKING:
    from actcli.analysis.show import Card
    from actcli.catalog.load import Book
    from actcli.render.words import Words

FORMATS = ("auto", "plain", "table", "json")
Format = Annotated[str, format_option(FORMATS)]

Spec = Annotated[str, typer.Argument(metavar="SPEC", help="The function.", show_default=False)]
Latex = Annotated[bool, typer.Option("--latex", help="Only the formula, in LaTeX, on one line.")]
Code = Annotated[
    str | None,
    typer.Option(
        "--code",
        metavar="torch|keras|jax|numpy|onnx",
        help="Only code for a framework, which runs as it is.",
        show_default=False,
    ),
]
NoPicture = Annotated[bool, typer.Option("--no-picture", help="The card without its picture.")]


def show(
    spec: Spec,
    latex: Latex = False,
    code: Code = None,
    no_picture: NoPicture = False,
    book: Books = None,
    answer_format: Format = "auto",
    json: Json = False,
    output: Output = None,
    color: Color = None,
    lang: Language = None,
) -> None:
    """Show one function: formula, picture, what it is good for, its numbers, and its names.

    \b
    Examples:
      actcli show relu
      actcli show sigmoid --lang ko
      actcli show 'x * sigmoid(1.702 * x)'
      actcli show leaky_relu@keras --json
      actcli show mish --latex
      actcli show gelu --code torch > gelu.py

    Traits are measured from the formula. Where frameworks mean different functions by the name,
    the card says which, and how far they are apart.
    """
    if latex or code is not None or _is_latex(output):
        _check_alone(latex, code, json, answer_format, output)
        _write_text(spec, code, book, output)
        return
    _check_extension(output)
    name = chosen_format(answer_format, json, output, FORMATS, "show")

    from actcli.analysis.show import card_of
    from actcli.catalog.spec import resolve
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    shelf = opened_book(book)
    words = load_words(spoken_language(lang))
    when = chosen_color(color)
    card = card_of(resolve(spec, shelf), shelf, words.language)
    with open_output(output) as sink:
        if name == "json":
            from actcli.render.formats import json_text

            text = json_text(card.as_json())
        else:
            to_terminal = sink.is_terminal and name != "plain"
            text = _drawn(card, words, when, to_terminal, with_picture=not no_picture)
        sink.write(text.encode())


def _drawn(
    card: "Card", words: "Words", color: str, to_terminal: bool, *, with_picture: bool
) -> str:
    from actcli.render.cards import card_view
    from actcli.render.terminal import color_system, rendered, terminal_size

    picture = None
    if with_picture:
        from actcli.render.preview import preview

        columns, _lines = terminal_size(to_terminal=to_terminal)
        colors = color_system(color, to_terminal=to_terminal)
        picture = preview(card.function, card.traits, columns, colors, words)
    return rendered(card_view(card, words, picture), color=color, to_terminal=to_terminal)


def _write_text(spec: str, code: str | None, books: list[Path] | None, output: Path | None) -> None:
    """The formula in LaTeX, or code: text for other programs, without headings or colours."""
    from actcli.catalog.spec import resolve
    from actcli.streams.output import open_output

    shelf = opened_book(books)
    framework = None if code is None else _framework(code, shelf)
    function = resolve(spec, shelf)
    text = f"{function.latex}\n" if framework is None else function.code(framework)
    with open_output(output) as sink:
        sink.write(text.encode())


def _framework(name: str, book: "Book") -> str:
    """The framework that --code names, by any of its names; ActcliError for one without code."""
    from actcli.catalog.code import CODE_FRAMEWORKS

    aliases = {
        alias: framework.name
        for framework in book.frameworks.values()
        for alias in framework.aliases
        if framework.name in CODE_FRAMEWORKS
    }
    plain = name.casefold()
    if plain in CODE_FRAMEWORKS or plain in aliases:
        return aliases.get(plain, plain)
    known = f"there is {', '.join(CODE_FRAMEWORKS)}"
    raise ActcliError(
        f"--code: there is no code for {name!r}", did_you_mean(plain, CODE_FRAMEWORKS) or known
    )


def _check_alone(
    latex: bool, code: str | None, json: bool, answer_format: str, output: Path | None
) -> None:
    """Refuse two answers at once: --latex and --code are answers of their own, as formats are."""
    asked = ["--latex"] if latex else []
    asked += ["--code"] if code is not None else []
    asked = asked or [f"-o {output}"]  # a file that takes the formula in LaTeX
    asked += ["--json"] if json else []
    asked += [f"--format {answer_format}"] if answer_format != "auto" else []
    if len(asked) > 1:
        raise ActcliError(f"{' and '.join(asked)} exclude each other", "ask for one of them")
    own = ".py" if code is not None else ".tex"
    if output is not None and output.suffix.lower() not in ("", ".txt", own):
        raise ActcliError(f"{asked[0]} does not write {output.suffix} files", f"use -o FILE{own}")


def _is_latex(output: Path | None) -> bool:
    return output is not None and output.suffix.lower() == ".tex"


def _check_extension(output: Path | None) -> None:
    """Code for a .py file must say for which framework."""
    if output is not None and output.suffix.lower() == ".py":
        raise ActcliError("which framework is the code for?", f"--code torch -o {output.name}")
