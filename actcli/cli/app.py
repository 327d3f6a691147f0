"""The commands put together: dash-numbers, help, the greeting, and usage errors."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer._click.core import Context, Parameter  # typer carries its own click
from typer._click.exceptions import ClickException, NoSuchOption
from typer._click.parser import _OptionParser, _ParsingState
from typer.core import TyperCommand, TyperGroup, TyperOption

from actcli.cli import options
from actcli.cli.edge import complain, guarded
from actcli.errors import ExitStatus, nearest

_DASH_NUMBER = re.compile(
    r"-(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|-(inf|infinity|nan)", re.IGNORECASE | re.ASCII
)


class _ValueParser(_OptionParser):
    """Takes a dash and a number (-3, -.5, -1e-3, -inf) as a value, where click sees an option."""

    def _process_opts(self, arg: str, state: _ParsingState) -> None:
        if _DASH_NUMBER.fullmatch(arg):
            state.largs.append(arg)
        else:
            super()._process_opts(arg, state)


def _help_through_the_one_door(option: TyperOption | None) -> TyperOption | None:
    """The help option, written like every answer: a full disk or a closed stdout is told."""

    def show_help(context: Context, _option: Parameter, wanted: bool) -> None:
        if not wanted or context.resilient_parsing:
            return
        from actcli.streams.output import open_output

        with open_output(None) as output:
            output.write(f"{context.get_help()}\n".encode())
        raise typer.Exit()

    if option is not None:
        option.callback = show_help
    return option


class ValueCommand(TyperCommand):
    """A command whose arguments may be negative numbers."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """--help and -h."""
        return _help_through_the_one_door(super().get_help_option(ctx))

    def make_parser(self, ctx: Context) -> _OptionParser:
        """The parser of a plain command, with dash-numbers as values."""
        parser = _ValueParser(ctx)
        for parameter in self.get_params(ctx):
            parameter.add_to_parser(parser, ctx)
        return parser


# The module of each command, its function, and its line in the help of actcli.
COMMANDS = {
    "eval": (
        "eval",
        "evaluate",
        "Values and slopes at numbers from arguments, a stream or a grid.",
    ),
    "plot": ("plot", "plot", "Curves in the terminal."),
    "compare": ("compare", "compare", "How functions differ, how far, and where."),
    "recommend": ("recommend", "recommend", "Which function to choose, and why."),
    "show": ("show", "show", "Everything about one function."),
    "list": ("list", "list_functions", "The functions of the book."),
}


class LazyGroup(TyperGroup):
    """Imports and builds a command only when it is asked for; the help lines stand in COMMANDS."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """--help and -h."""
        return _help_through_the_one_door(super().get_help_option(ctx))

    def list_commands(self, ctx: Context) -> list[str]:
        """The names in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        return build_command(cmd_name)


def build_command(name: str) -> Any:
    """One command as click runs it."""
    from importlib import import_module

    module, function, summary = COMMANDS[name]
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(
        name,
        cls=ValueCommand,
        short_help=summary,
        context_settings={"help_option_names": ["-h", "--help"]},
    )(getattr(import_module(f"actcli.cli.{module}"), function))
    command = typer.main.get_command(app)
    command.name = name
    return command


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def actcli(
    context: typer.Context,
    lang: options.Language = None,
    color: options.Color = None,
    book: options.Books = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Explore activation functions of neural networks: values, slopes, pictures, differences, and
    which to choose.

    \b
    Examples:
      actcli eval relu -3 0 2
      actcli plot sigmoid tanh -d 1
      actcli compare gelu gelu:approximate=tanh
      actcli recommend binary output
    """
    options.before_command.language = lang
    options.before_command.color = color
    options.before_command.books = book or ()
    if version:
        from actcli.cli.version import print_version

        raise typer.Exit(print_version())
    if context.invoked_subcommand is None:
        from actcli.cli.greeting import greet

        greet()


def run(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit status."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    options_part, rest = list(arguments[:end]), list(arguments[end:])
    words = [word for word in options_part if word != "--debug"] + rest
    return guarded(lambda: _dispatch(words), debug="--debug" in options_part)


def _dispatch(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    try:
        status = command.main(list(arguments), prog_name="actcli", standalone_mode=False)
    except ClickException as error:
        complain(*_usage_error(error, arguments))
        return ExitStatus.USAGE
    except typer.Abort:
        return ExitStatus.INTERRUPTED
    return status if isinstance(status, int) else ExitStatus.DONE


def _usage_error(error: ClickException, arguments: Sequence[str]) -> tuple[str, str | None]:
    """What click found wrong, in our form."""
    message = error.format_message().split("\n")[0].strip().rstrip(".")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    command = next((word for word in arguments if word in COMMANDS), None)
    path = f"actcli {command}" if command else "actcli"
    hint = f"{path} --help shows what there is"
    if isinstance(error, NoSuchOption):
        message = f"no such option: {shortened(error.option_name)}"
        if error.possibilities:
            known = {option.lstrip("-"): option for option in error.possibilities}
            near = nearest(error.option_name.lstrip("-"), known)
            hint = f"did you mean {known[near]}?" if near else hint
        elif not error.option_name.startswith("--"):
            hint = "a formula that begins with '-' goes in parentheses: '(-x)', or after --"
    elif message.startswith("no such command"):
        hint = _command_hint(message)
    elif message.startswith("got unexpected extra argument"):
        words = message.rpartition("(")[2].rstrip(")")
        message = f"one argument too many: {words}"
        if context is not None and context.command.name == "show":
            hint = "to see functions side by side: actcli compare"
    elif message.startswith("missing argument"):
        hint = f"{path} --help shows examples"
    return message, hint


def shortened(text: str, most: int = 40) -> str:
    """A text that an error quotes, cut where it would fill the screen."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _command_hint(message: str) -> str:
    from difflib import get_close_matches

    word = message.partition("'")[2].rpartition("'")[0]
    near = get_close_matches(word, COMMANDS, n=1)
    if near:
        return f"did you mean actcli {near[0]}?"
    return f"commands: {', '.join(COMMANDS)}; to see a function: actcli show {word}"
