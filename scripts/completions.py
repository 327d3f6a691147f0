"""The completions of bash, zsh and fish, from the commands and the book.

They are plain shell, so that TAB never starts Python. Each is a file of scripts/shells in which a
line `# {{name}}` (or `{{name}}` inside a line) stands for what is made here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import typer
from typer._click.core import Context, Parameter

from actcli.analysis.recommending.conditions import KINDS
from actcli.analysis.recommending.table import load_conditions
from actcli.catalog.entry import FAMILIES
from actcli.catalog.load import plain_name, shipped_book
from actcli.catalog.names import SpecError
from actcli.catalog.prose import summary
from actcli.catalog.spec import resolve
from actcli.cli.app import COMMANDS, app, build_command

TEMPLATES = Path(__file__).parent / "shells"
# Options of recommend that take a second value only to refuse it.
ONCE = {
    *("--task", "--layer", "--network", "--concern"),
    *("--target", "--plan", "--arch", "--hidden", "--code"),
}


@dataclass(frozen=True)
class Taking:
    """What an option or argument takes: a word (one of `choices`), spec, file, text, or nothing."""

    kind: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    names: tuple[str, ...]
    help: str
    takes: Taking
    repeats: bool


@dataclass(frozen=True)
class Command:
    """A command; '' is actcli itself. `first` is its first argument, `further` all that follow."""

    name: str
    summary: str
    options: tuple[Option, ...]
    first: Taking
    further: Taking

    @property
    def option_names(self) -> list[str]:
        return [name for option in self.options for name in option.names]

    @property
    def takes_many(self) -> bool:
        """Whether all arguments are of the same kind."""
        return self.first == self.further


# What is completed, read from the commands and the book.


def _conditions(kind: str) -> tuple[str, ...]:
    return tuple(c.name for c in load_conditions() if c.kind == kind)


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    """The words behind a metavar that does not name them itself."""
    return {
        "FAMILY": ("classic", *FAMILIES),
        "NAME": tuple(shipped_book().frameworks),
        "ORDERS": ("0", "1", "2", "0,1", "0,1,2"),
        **{kind.upper(): _conditions(kind) for kind in KINDS},
        "WORDS": tuple(word for kind in KINDS for word in _conditions(kind)),
    }


def _taking(metavar: str | None, formats: tuple[str, ...] = ()) -> Taking:
    """What stands behind a metavar; one in small letters lists the words: en|ko."""
    plain = re.sub(r"[\[\].{}]", "", metavar or "")
    if "ndjson" in plain:
        return Taking("word", formats)
    if plain and plain == plain.lower():
        return Taking("word", tuple(plain.split("|")))
    if plain in _choices():
        return Taking("word", _choices()[plain])
    first = re.split("[|:]", plain)[0]  # FILE|- is a file or stdin, FILE:COLUMN a part of one
    return Taking({"SPEC": "spec", "FILE": "file", "": ""}.get(first, "text"))


def _option(parameter: Parameter, formats: tuple[str, ...]) -> Option:
    takes = Taking() if parameter.is_flag else _taking(parameter.metavar, formats)
    # click keeps the names of --help in a set, whose order differs from run to run.
    names = tuple(sorted(parameter.opts, key=len))
    may_repeat = parameter.multiple and not ONCE & set(names)
    return Option(names, parameter.help or "", takes, may_repeat)


def _formats(name: str) -> tuple[str, ...]:
    """The formats that a command knows; the help of --format lists those of all commands."""
    return getattr(import_module(f"actcli.cli.{COMMANDS[name][0]}"), "FORMATS", ()) if name else ()


def _command(name: str) -> Command:
    """A command with its options, hidden ones left out."""
    command = build_command(name) if name else typer.main.get_command(app)
    parameters = command.get_params(Context(command, **command.context_settings))
    options = [p for p in parameters if p.param_type_name == "option" and not p.hidden]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    many = [_taking(argument.metavar) for argument in arguments if argument.nargs == -1]
    return Command(
        name,
        COMMANDS[name][2] if name else "",
        tuple(_option(option, _formats(name)) for option in options),
        first=_taking(arguments[0].metavar) if arguments else Taking(),
        further=many[0] if many else Taking(),
    )


@cache
def commands() -> tuple[Command, ...]:
    """actcli before its command, and every command."""
    return tuple(_command(name) for name in ("", *COMMANDS))


@cache
def names() -> dict[str, str]:
    """The canonical names, other names that frameworks use too (swish), and what each is."""
    found = {}
    for entry in shipped_book().entries.values():
        paths = {symbol.last for symbol in entry.symbols}
        for name in (entry.name, *(alias for alias in entry.aliases if alias in paths)):
            found[name] = summary(entry.name, "en")
    return found


@cache
def aliases() -> tuple[str, ...]:
    """The other names, those left out that differ from another by case or a sign only."""
    plain = {plain_name(name) for name in names()}
    kept = []
    for entry in shipped_book().entries.values():
        for alias in entry.aliases:
            if plain_name(alias) not in plain:
                plain.add(plain_name(alias))
                kept.append(alias)
    return tuple(kept)


def _parameters(spec: str) -> tuple[str, ...]:
    entry = resolve(spec, shipped_book()).entry
    return tuple(f"{name}=" for name in entry.parameters) if entry else ()


def _has(name: str, framework: str) -> bool:
    try:
        resolve(f"{name}@{framework}", shipped_book())
    except SpecError:
        return False
    return True


Cases = list[tuple[list[str], tuple[str, ...]]]  # patterns, and the words that they lead to


def _cases(answers: Mapping[str, tuple[str, ...]]) -> Cases:
    """Patterns with the same answer together; those without an answer left out."""
    patterns: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for pattern, words in answers.items():
        if words:
            patterns[words].append(pattern)
    return [(found, words) for words, found in patterns.items()]


@cache
def _frameworks_of() -> dict[str, tuple[str, ...]]:
    """The frameworks that have a function, by its plain name."""
    return {
        plain_name(name): tuple(f for f in shipped_book().frameworks if _has(name, f))
        for name in (*names(), *aliases())
    }


def _framework_cases() -> Cases:
    return _cases(_frameworks_of())


def _parameter_cases() -> Cases:
    """The parameters by plain name, and by name@framework where it is another function there."""
    bare = {plain: _parameters(plain) for plain in _frameworks_of()}
    qualified = {
        f"{plain}@{framework}": _parameters(f"{plain}@{framework}")
        for plain, frameworks in _frameworks_of().items()
        for framework in frameworks
    }
    special = {
        spec: words for spec, words in qualified.items() if words != bare[spec.partition("@")[0]]
    }
    cases = _cases(special)
    for patterns, words in _cases(bare):
        # The star stands for the frameworks without a case of their own, so it comes last.
        cases.append(([p for name in patterns for p in (name, f"{name}@*")], words))
    return cases


def _value_cases() -> Cases:
    """What a parameter may be, in any function that has one of this name."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in shipped_book().entries.values():
        for rule in entry.parameters.values():
            found[rule.name] |= dict.fromkeys(rule.choices)
    return _cases({name: tuple(choices) for name, choices in found.items()})


def _takes_cases() -> list[tuple[list[str], Taking]]:
    """What each option takes: one case for all commands where they agree."""
    found: defaultdict[str, dict[str, Taking]] = defaultdict(dict)
    for command in commands():
        for option in command.options:
            for name in option.names:
                found[name][command.name] = option.takes
    patterns: defaultdict[Taking, list[str]] = defaultdict(list)
    for name, takes in found.items():
        agreed = len(set(takes.values())) == 1
        for command_name, taking in takes.items():
            pattern = f"*' {name}'" if agreed else f"'{command_name} {name}'"
            if taking.kind and pattern not in patterns[taking]:
                patterns[taking].append(pattern)
    return [(found, taking) for taking, found in patterns.items()]


# How each shell writes it.


def _filled(file: str, parts: Mapping[str, str | list[str]]) -> str:
    """A template with its parts: a list takes the lines of a mark, a text its place in a line."""
    lines = []
    for line in (TEMPLATES / file).read_text(encoding="utf-8").splitlines():
        mark = re.fullmatch(r"( *)# \{\{(\w+)\}\}", line)
        if mark:
            lines += [mark[1] + part if part else "" for part in parts[mark[2]]]
        else:
            lines.append(re.sub(r"\{\{(\w+)\}\}", lambda m: str(parts[m[1]]), line))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """In single quotes, for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


def _bash_cases(cases: Cases) -> list[str]:
    return [f"{'|'.join(found)}) choices={_quoted(' '.join(words))} ;;" for found, words in cases]


def _bash_taking(pattern: str, taking: Taking) -> str:
    choices = f" choices={_quoted(' '.join(taking.choices))}" if taking.choices else ""
    return f"{pattern}) kind={taking.kind}{choices} ;;"


def bash() -> str:
    """completions/actcli.bash."""
    arguments = []
    for command in commands():
        pattern = f"'{command.name} '*" if command.takes_many else f"'{command.name} 0'"
        if command.first.kind:
            arguments.append(_bash_taking(pattern, command.first))
    return _filled(
        "actcli.bash",
        {
            "commands": " ".join(COMMANDS),
            "names": " ".join(names()),
            "aliases": " ".join(aliases()),
            "options": [
                f"{_quoted(command.name)}) choices={_quoted(' '.join(command.option_names))} ;;"
                for command in commands()
            ],
            "takes": [_bash_taking("|".join(found), taking) for found, taking in _takes_cases()],
            "arguments": arguments,
            "frameworks": _bash_cases(_framework_cases()),
            "parameters": _bash_cases(_parameter_cases()),
            "values": _bash_cases(_value_cases()),
        },
    )


def _zsh_cases(cases: Cases) -> list[str]:
    return [f"{'|'.join(found)}) reply=({' '.join(words)}) ;;" for found, words in cases]


def _zsh_action(taking: Taking) -> str:
    match taking.kind:
        case "word":
            return f"({' '.join(taking.choices)})"
        case "spec":
            return "_actcli_specs"
        case "file":
            return "_files"
    return " "


def _zsh_help(text: str) -> str:
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def _zsh_option(option: Option) -> str:
    """One option as _arguments reads it: an option used once excludes itself, --help everything."""
    names = option.names
    end = f"[{_zsh_help(option.help)}]"
    if option.takes.kind:
        end += f": :{_zsh_action(option.takes)}"
    if option.repeats:
        excluded = "*"
    elif "--help" in names or "--version" in names:
        excluded = "(- *)"
    else:
        excluded = f"({' '.join(names)})" if len(names) > 1 else ""
    spelled = [n + ("=" if option.takes.kind and n.startswith("--") else "") for n in names]
    if len(spelled) == 1:
        return _quoted(f"{excluded}{spelled[0]}{end}")
    braces = "{" + ",".join(spelled) + "}"
    return f"{_quoted(excluded)}{braces}{_quoted(end)}"


def _zsh_arguments(command: Command) -> list[str]:
    lines = [f"{command.name})", "    _arguments -S \\"]
    specs = [_zsh_option(option) for option in command.options]
    if command.first.kind:
        place = "*" if command.takes_many else "1"
        specs.append(_quoted(f"{place}: :{_zsh_action(command.first)}"))
    if command.further.kind == "text":  # without this zsh would offer the '-' of an option
        specs.append(_quoted("*: : "))
    lines += [f"        {spec} \\" for spec in specs[:-1]]
    return [*lines, f"        {specs[-1]}", "    ;;"]


def zsh() -> str:
    """completions/_actcli."""
    top, *others = commands()
    return _filled(
        "_actcli",
        {
            "commands": [_quoted(f"{command.name}:{command.summary}") for command in others],
            "names": [_quoted(f"{name}:{about}") for name, about in names().items()],
            "aliases": list(aliases()),
            "frameworks": _zsh_cases(_framework_cases()),
            "parameters": _zsh_cases(_parameter_cases()),
            "values": _zsh_cases(_value_cases()),
            "options": [f"{_zsh_option(option)} \\" for option in top.options],
            "arguments": [line for command in others for line in _zsh_arguments(command)],
        },
    )


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_cases(cases: Cases) -> list[str]:
    lines = []
    for found, words in cases:
        patterns = " ".join(_fish_quoted(p) if "*" in p else p for p in found)
        lines += [f"case {patterns}", f"    printf '%s\\n' {' '.join(words)}"]
    return lines


def _fish_taking(taking: Taking) -> str:
    match taking.kind:
        case "word":
            return f" -x -a {_fish_quoted(' '.join(taking.choices))}"
        case "spec":
            return " -x -a '(__actcli_specs)'"
        case "file":
            return " -r -F"
        case "text":
            return " -x"
    return ""


def _fish_option(command: Command, option: Option) -> str:
    spelled = "".join(
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in option.names
    )
    condition = f'__actcli_in "{command.name}"'
    return (
        f"complete -c actcli -n {_fish_quoted(condition)}{spelled}{_fish_taking(option.takes)}"
        f" -d {_fish_quoted(option.help)}"
    )


def _fish_argument(command: Command) -> str:
    condition = f"__actcli_in {command.name}" + ("" if command.takes_many else " 1")
    return f"complete -c actcli -n {_fish_quoted(condition)}{_fish_taking(command.first)}"


def _fish_lines() -> Iterable[str]:
    for command in commands():
        yield ""
        yield from (_fish_option(command, option) for option in command.options)
        if command.first.kind:
            yield _fish_argument(command)
    yield ""
    for command in commands()[1:]:
        described = f"-a {command.name} -d {_fish_quoted(command.summary)}"
        yield f"complete -c actcli -n '__actcli_in \"\"' {described}"


def fish() -> str:
    """completions/actcli.fish."""
    value_options = {
        name: None for c in commands() for o in c.options if o.takes.kind for name in o.names
    }
    return _filled(
        "actcli.fish",
        {
            "value_options": " ".join(value_options),
            "names": [
                f"printf '%s\\t%s\\n' {name} {_fish_quoted(about)}"
                for name, about in names().items()
            ],
            "aliases": [f"printf '%s\\n' {' '.join(aliases())}"],
            "frameworks": _fish_cases(_framework_cases()),
            "parameters": _fish_cases(_parameter_cases()),
            "values": _fish_cases(_value_cases()),
            "complete": list(_fish_lines()),
        },
    )
