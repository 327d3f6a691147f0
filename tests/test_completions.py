"""TAB in bash, zsh and fish, asked in the real shells, with no Python in reach."""

import os
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from actcli.catalog.entry import FAMILIES
from actcli.catalog.load import shipped_book
from actcli.cli.app import COMMANDS, build_command

pty = pytest.importorskip("pty", reason="shells need a terminal of Unix")

FILES = Path(__file__).parent.parent / "completions"
TRAPPED = ("python", "python3", "actcli")


def shell(name):
    """The path of a shell; the tests that need it are skipped where it is not installed."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


@pytest.fixture
def environment(tmp_path):
    """A home without anything, and a PATH with nothing but traps: TAB must start no Python."""
    for name in TRAPPED:
        trap = tmp_path / "bin" / name
        trap.parent.mkdir(exist_ok=True)
        trap.write_text(f"#!/bin/sh\n: > '{tmp_path}/trapped'\n")
        trap.chmod(0o755)
    (tmp_path / "logits.txt").touch()
    yield {
        "PATH": str(tmp_path / "bin"),
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }
    assert not (tmp_path / "trapped").exists(), "TAB started one of " + ", ".join(TRAPPED)


def run(argv, environment):
    done = subprocess.run(
        argv, env=environment, cwd=environment["HOME"], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", TRAPPED)
def test_the_traps_catch(name, environment, tmp_path):
    run([shell("bash"), "-c", name], environment)
    assert (tmp_path / "trapped").exists()
    (tmp_path / "trapped").unlink()


# Names that frameworks use, aliases of ours among them.
GELUS = "gelu_10 gelu_accurate gelu_fast gelu_new gelu_python gelu_python_tanh "
GELUS += "gelu_pytorch_tanh gelu_tanh"
# What is typed after `actcli `, and everything that is offered for its last word.
OFFERED = {
    "re": "recommend",
    "": " ".join(COMMANDS),
    "--l": "--lang",
    "--lang ": "en ko",
    "--lang ko sh": "show",
    "--color=n": "--color=never",
    # functions: where a command takes one, by name, framework and parameter
    "eval": "eval",
    "eval gel": f"gelu {GELUS}",
    "eval gelu_": GELUS,
    "eval swi": "swiglu swim swish swish_beta",
    "eval 시그": "시그모이드 시그모이드함수",
    "eval qqqq": "",
    "eval relu s": "",
    "eval relu --also mi": "mish",
    "eval --also relu mi": "mish",
    "show relu ": "",
    "show sil": "silu",
    "plot relu sil": "silu",
    "compare relu -- sil": "silu",
    "list si": "",
    "eval hard_tanh@": "hard_tanh@torch hard_tanh@keras hard_tanh@jax hard_tanh@tf hard_tanh@onnx",
    "eval LeakyReLU@t": "LeakyReLU@torch LeakyReLU@tf LeakyReLU@timm",
    "eval step@": "",
    "eval gelu:": "gelu:approximate=",
    "eval gelu@keras:": "gelu@keras:approximate=",
    "eval gelu:approximate=": "gelu:approximate=none gelu:approximate=tanh gelu:approximate=fast",
    "eval gelu_tanh:approximate=n": "gelu_tanh:approximate=none",
    "eval hard_tanh:min_val=-2,ma": "hard_tanh:min_val=-2,max_val=",
    "eval hard_sigmoid:": "",
    "eval hard_sigmoid@keras2:": "hard_sigmoid@keras2:alpha= hard_sigmoid@keras2:beta=",
    "eval selu:alpha=1": "",
    "plot relu selu:": "selu:alpha= selu:scale=",
    # the values of options
    "eval relu --format ": "auto plain table csv tsv json ndjson",
    "compare --format ": "auto plain table csv tsv json",
    "show --format t": "table",
    "eval relu --dtype ": "float64 float32",
    "eval relu --invalid ": "abort",
    "eval relu -d 0": "0 0,1 0,1,2",
    "list --family ": f"classic {' '.join(FAMILIES)}",
    "list --framework ": "torch keras keras2 jax tf tfa onnx hf timm",
    "list --framework=j": "--framework=jax",
    "recommend --layer h": "hidden hidden+output",
    "recommend --task multi": "multiclass multilabel",
    "recommend --network rn": "rnn",
    "recommend --concern dead": "dead-units",
    "recommend --arch l": "lstm",
    "recommend --plan 784-10 --code k": "keras",
    "recommend --plan 784-10 --hidden sil": "silu",
    "recommend binary ou": "output",
    # numbers are for the user to know; files are the shell's own
    "eval relu --range ": "",
    "eval relu --input log": "logits.txt",
    "recommend --target log": "logits.txt",
    "plot relu -o log": "logits.txt",
    "eval relu --input=log": "--input=logits.txt",
}
LINES = [*OFFERED, *(f"{name} -" for name in COMMANDS), "eval relu 1 -"]


def expected(line):
    """What must be offered: where the table says nothing, all options of the command."""
    if line in OFFERED:
        return sorted(OFFERED[line].split())
    command = build_command(line.split()[0])
    context = command.make_context("actcli", [], resilient_parsing=True)
    options = [p for p in command.get_params(context) if p.param_type_name == "option"]
    return sorted(name for p in options if not p.hidden for name in p.opts)


def split_as_bash_does(line):
    """Words as they stand in COMP_WORDS: cut at blanks, and around the signs of COMP_WORDBREAKS."""
    return re.findall(r"[:=]+|@?[^\s:=@]+|@", line) + ([""] if line[-1:] in ("", " ") else [])


def bash_offers(line, environment, breaks=" \t\n\"'@><=;|&(:"):
    line = f"actcli {line}"
    script = (  # in a shell with habits of its own: unset names are errors, words end at commas
        f"set -u; IFS=,; source '{FILES}/actcli.bash'; "
        "COMP_WORDBREAKS=$1 COMP_LINE=$2 COMP_POINT=${#2}; shift 2"
        '; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _actcli; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    words = split_as_bash_does(line) if ":" in breaks else line.split(" ")
    offers = run([shell("bash"), "-c", script, "bash", breaks, line, *words], environment)
    return sorted(filter(None, offers))


@pytest.mark.parametrize("line", LINES)
def test_bash_offers(line, environment):
    """bash replaces what follows the last ':' or '=' only, and a '@' with what follows it."""
    word = line.rpartition(" ")[2]
    cut = word.rfind(max(":=", key=word.rfind)) + 1
    if "@" in word[cut:]:
        cut = word.index("@")
    assert bash_offers(line, environment) == [whole[cut:] for whole in expected(line)]


@pytest.mark.parametrize("line", ["eval gelu:approximate=", "eval relu@to", "list --family=ga"])
def test_bash_offers_whole_words_where_nothing_splits_them(line, environment):
    offers = bash_offers(line, environment, breaks=" \t\n")
    assert offers
    assert all(offer.startswith(line.rpartition(" ")[2]) for offer in offers)


def test_bash_completes_the_part_before_the_cursor(environment):
    script = (
        f"source '{FILES}/actcli.bash'; COMP_LINE='actcli eval mish -1' COMP_POINT=14 COMP_CWORD=2;"
        ' COMP_WORDS=(actcli eval mish -1); _actcli; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert run([shell("bash"), "-c", script], environment) == ["mish"]


@pytest.mark.parametrize("line", LINES)
def test_fish_offers(line, environment):
    path = shell("fish")
    ask = f"source '{FILES}/actcli.fish'; complete -C 'actcli {line}'"
    offers = [offer.partition("\t")[0] for offer in run([path, "-c", ask], environment)]
    if line.endswith(" -"):  # fish offers -d beside --derivative only once it is asked for
        assert set(expected(line)) == set(offers)
    else:
        assert sorted(offers) == expected(line)


def test_fish_and_zsh_say_what_options_and_functions_are():
    for file in ("actcli.fish", "_actcli"):
        text = (FILES / file).read_text(encoding="utf-8")
        for name, (_module, _function, summary) in COMMANDS.items():
            assert f"{name}" in text
            assert summary in text
        assert "Exit with 1 where two functions differ by more than T." in text
        assert "x times tanh(softplus(x))" in text


# Lines as a person types them, <TAB> included, and the words that actcli then gets.
TYPED = {
    "ev\t mi\t 1": ["eval", "mish", "1"],
    "eval gelu:\tt\t -1": ["eval", "gelu:approximate=tanh", "-1"],
    "eval relu@to\t 1": ["eval", "relu@torch", "1"],
    "eval hard_sigmoid@keras2:b\t.5": ["eval", "hard_sigmoid@keras2:beta=.5"],
    "compare gelu@k\t2 gelu@to\t": ["compare", "gelu@keras2", "gelu@torch"],
    "eval hard_tanh:min_val=-1,max\t2": ["eval", "hard_tanh:min_val=-1,max_val=2"],
    "list --format=nd\t": ["list", "--format=ndjson"],
    "list --format nd\t": ["list", "--format", "ndjson"],
    "eval relu --input log\t": ["eval", "relu", "--input", "logits.txt"],
    "eval relu --input=log\t": ["eval", "relu", "--input=logits.txt"],
    "plot -- 시그모이드함\t": ["plot", "--", "시그모이드함수"],
    "eval relu sigm\t": ["eval", "relu", "sigm"],
    "eval relu \t-3": ["eval", "relu", "-3"],
}

_RECORD = "actcli() { printf '%s\\n' \"$@\" > \"$HOME/words\"; exit; }\nPS1='ready> '\n"


def type_into(argv, line, environment):
    """Type a command line into an interactive shell; the words that actcli got."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        argv, env=environment, cwd=environment["HOME"], stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown, is_typed, end = b"", False, time.monotonic() + 30
    try:
        while process.poll() is None and time.monotonic() < end:
            if select.select([ours], [], [], 0.02)[0]:
                shown += _read(ours)
            if not is_typed and b"ready> " in shown:
                os.write(ours, f"actcli {line}\n".encode())
                is_typed = True
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    words = Path(environment["HOME"]) / "words"
    assert words.exists(), f"actcli was not called: {shown.decode(errors='replace')}"
    return words.read_text().splitlines()


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize("line", TYPED)
def test_typed_into_bash(line, environment, tmp_path):
    (tmp_path / "rc").write_text(f"source '{FILES}/actcli.bash'\n{_RECORD}")
    argv = [shell("bash"), "--noprofile", "--rcfile", str(tmp_path / "rc"), "-i"]
    assert type_into(argv, line, environment) == TYPED[line]


@pytest.mark.parametrize("line", TYPED)
def test_typed_into_zsh(line, environment, tmp_path):
    zsh = shell("zsh")
    (tmp_path / ".zshrc").write_text(
        f"fpath=('{FILES}' $fpath)\nautoload -Uz compinit && compinit -u -D\n{_RECORD}"
    )
    assert type_into([zsh, "-d", "-i"], line, environment) == TYPED[line]


def test_every_name_of_the_book_is_completed():
    for file in FILES.iterdir():
        text = file.read_text(encoding="utf-8")
        for entry in shipped_book().entries.values():
            assert re.search(rf"\b{entry.name}\b", text), f"{entry.name} in {file.name}"
