"""What `actcli` alone says: what it is, and four commands to try."""

from actcli import __version__
from actcli.cli.options import chosen_color, spoken_language

_TRIES = (
    ("eval", "actcli eval relu -3 0 2"),
    ("plot", "actcli plot sigmoid tanh -d 1"),
    ("compare", "actcli compare gelu silu"),
    ("recommend", "actcli recommend binary output"),
)


def greet() -> None:
    """Write the greeting to stdout."""
    from actcli.render.words import load_words
    from actcli.streams.output import open_output

    words = load_words(spoken_language(None))
    width = max(len(command) for _key, command in _TRIES)
    with open_output(None) as output:
        lines = [words("greeting.title", version=__version__), words("greeting.about"), ""]
        lines.append(words("greeting.try"))
        lines += [f"  {command:<{width}}   {words(f'greeting.{key}')}" for key, command in _TRIES]
        lines += ["", words("greeting.more")]
        chosen_color(None)
        output.write(("\n".join(lines) + "\n").encode())
