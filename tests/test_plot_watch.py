"""`plot --watch`: what a terminal shows while numbers arrive, and how it is left."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from conftest import PATIENCE, environment

from actcli.analysis.pictures.latest import EasedRange, Ring
from actcli.cli import live
from actcli.cli.live import Pace
from actcli.cli.watch import DEFAULT_WINDOW, check_watch
from actcli.errors import ActcliError

pty = pytest.importorskip("pty", reason="a terminal of Unix is needed")
termios = pytest.importorskip("termios", reason="a terminal of Unix is needed")

OTHER_SCREEN, OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
CURSOR_HIDDEN, CURSOR_SHOWN = "\x1b[?25l", "\x1b[?25h"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# A picture that says in one line what it was made of.
PROGRAM = """
import sys
from actcli.cli.edge import guarded
from actcli.analysis.pictures.shares import DataSummary
from actcli.cli.watch import watch

def draw(snapshot, columns, lines):
    histogram = snapshot.summary.histogram
    low, high = snapshot.x_range
    told = f"{snapshot.shown} of {snapshot.seen}; mean {histogram.mean:g}; {low:g} to {high:g}"
    return f"\\x1b[1;31m{told}\\x1b[0m\\n{columns} x {lines}\\n"

sys.exit(guarded(lambda: watch(draw, DataSummary, window=int(sys.argv[1]))))
"""


# ---------------------------------------------------------------------------------------------
# The latest numbers, their range, and the pace
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [[1] * 23, [3, 0, 5, 2, 9], [10], [4, 6], [25], [7, 30, 2]])
def test_a_ring_holds_the_latest_numbers(sizes):
    ring, told = Ring(10), []
    for size in sizes:
        block = np.arange(len(told), len(told) + size, dtype=float)
        told += block.tolist()
        ring.add(block)
        assert sorted(ring.values) == told[-10:]
        assert ring.count == ring.finite == len(told)


def test_a_ring_remembers_what_it_dropped():
    ring = Ring(3)
    for block in ([1.0, np.nan], [np.inf, np.nan], [np.nan, np.nan]):
        ring.add(np.array(block))
    assert np.isnan(ring.values).all()
    assert (ring.count, ring.nans, ring.finite) == (6, 4, 1)


def test_a_range_widens_at_once_and_shrinks_slowly():
    eased = EasedRange()
    assert eased.follow((-1.0, 1.0), 0.0) == (-1.0, 1.0)
    assert eased.follow((-1.0, 9.0), 0.0) == (-1.0, 9.0)
    seen = [eased.follow((-1.0, 1.0), 0.1) for _ in range(300)]
    assert seen[0] == (-1.0, 9.0)
    highs = [high for _, high in seen]
    assert highs == sorted(highs, reverse=True)
    assert seen[-1] == (-1.0, 1.0)
    # In steps that an eye can follow, not with every picture.
    assert 4 <= len(set(seen)) <= 40


def test_a_range_does_not_jitter_with_its_target():
    eased = EasedRange()
    targets = [(-3.5, 3.5), (-3.0, 3.5), (-3.5, 4.0), (-3.5, 3.5)] * 20
    seen = [eased.follow(target, 0.1) for target in targets]
    assert len(set(seen[4:])) == 1


def test_a_range_always_holds_its_target():
    generator = np.random.default_rng(5)
    eased = EasedRange()
    for low, high in np.sort(generator.normal(0.0, 5.0, (500, 2))).tolist():
        start, end = eased.follow((low, high), 0.1)
        assert start <= low < high <= end


class Clock:
    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(live.time, "monotonic", lambda: self.now)


def test_ten_pictures_a_second_at_most(monkeypatch):
    clock = Clock(monkeypatch)
    drawn = []
    pace = Pace(lambda: drawn.append(clock.now))
    for _ in range(1000):
        clock.now += 0.005
        pace.has_news = True
        pace.draw_if_due()
    assert 45 <= len(drawn) <= 51
    assert min(np.diff(drawn)) > 0.099


def test_drawing_takes_half_of_the_time_at_most(monkeypatch):
    clock = Clock(monkeypatch)
    drawn = []

    def draw_slowly():
        drawn.append(clock.now)
        clock.now += 1.0

    pace = Pace(draw_slowly)
    while clock.now < 200.0:
        clock.now += 0.01
        pace.has_news = True
        pace.draw_if_due()
    assert len(drawn) == pytest.approx(50, abs=1)


def test_nothing_is_drawn_or_waited_for_without_news(monkeypatch):
    clock = Clock(monkeypatch)
    drawn = []
    pace = Pace(lambda: drawn.append(clock.now))
    pace.draw()
    assert pace.patience is None
    clock.now += 5.0
    pace.draw_if_due()
    pace.draw_the_last()
    assert len(drawn) == 1
    pace.has_news = True
    assert pace.patience == 0.0
    pace.draw_if_due()
    pace.has_news = True
    assert pace.patience == pytest.approx(0.1)
    pace.draw_the_last()
    assert len(drawn) == 3


# ---------------------------------------------------------------------------------------------
# Where it cannot work
# ---------------------------------------------------------------------------------------------


class Stream:
    def __init__(self, is_terminal):
        self.is_terminal = is_terminal

    def isatty(self):
        return self.is_terminal


@pytest.fixture
def streams(monkeypatch):
    def give(stdin, stdout, term="xterm"):
        monkeypatch.setattr(sys, "stdin", Stream(stdin))
        monkeypatch.setattr(sys, "stdout", Stream(stdout))
        monkeypatch.setenv("TERM", term)

    return give


def test_a_pipe_on_stdin_and_a_terminal_on_stdout_will_do(streams):
    streams(stdin=False, stdout=True)
    assert check_watch(None, None, into_file=False) == DEFAULT_WINDOW
    assert check_watch("-", 100, into_file=False) == 100


@pytest.mark.parametrize(
    ("stdin", "stdout", "term", "arguments", "expected"),
    [
        (False, False, "xterm", (None, None, False), "--watch draws on a terminal"),
        (False, True, "xterm", (None, None, True), "--watch draws on a terminal, not into a file"),
        (True, True, "xterm", (None, None, False), "--watch reads stdin, and that is this"),
        (False, True, "dumb", (None, None, False), "--watch needs a terminal that can move"),
        (False, True, "xterm", ("a.txt", None, False), "--watch reads stdin, not a.txt"),
        (False, True, "xterm", (None, 99, False), "--window: 99 is not from 100 to 10,000,000"),
        (False, True, "xterm", (None, 10_000_001, False), "--window: 10000001 is not"),
    ],
)
def test_where_it_cannot_work_is_one_line(streams, stdin, stdout, term, arguments, expected):
    streams(stdin, stdout, term)
    data, window, into_file = arguments
    with pytest.raises(ActcliError) as caught:
        check_watch(data, window, into_file=into_file)
    assert caught.value.message.startswith(expected)
    assert "\n" not in caught.value.message


# ---------------------------------------------------------------------------------------------
# In a terminal
# ---------------------------------------------------------------------------------------------


class Watching:
    """The program in a terminal of 80 x 24, with a pipe for its stdin."""

    def __init__(self, window=100, **variables):
        self.leader, follower = pty.openpty()
        self.resize(80, 24)
        self.child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(window)],
            stdin=subprocess.PIPE,
            stdout=follower,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=environment(**variables),
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        os.close(follower)
        self.shown = ""
        self.memory = 0  # bytes at most, known at the end

    def resize(self, columns, lines):
        fcntl.ioctl(self.leader, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def write(self, data):
        self.child.stdin.write(data)

    def until(self, text):
        """Read what the terminal shows until a text comes; the rest counts for the next one."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown:
            assert self._read(deadline), f"{text!r} did not come, only {self.shown!r}"
        seen, _, self.shown = self.shown.partition(text)
        return seen + text

    def end(self):
        """Read to the end; the exit status, all that was still shown, and stderr."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        _, status, usage = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        self.memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return self.child.returncode, self.shown, self.child.stderr.read().decode()

    def _read(self, deadline):
        ready = select.select([self.leader], [], [], max(deadline - time.monotonic(), 0.0))[0]
        try:
            chunk = os.read(self.leader, 65_536) if ready else b""
        except OSError:  # the other end is closed
            chunk = b""
        self.shown += chunk.decode()
        return bool(chunk)

    def close(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait(PATIENCE)
        self.child.stdin.close()
        self.child.stderr.close()
        if self.leader is not None:
            os.close(self.leader)


@pytest.fixture
def watching():
    running = []

    def begin(*arguments, **variables):
        running.append(Watching(*arguments, **variables))
        return running[-1]

    yield begin
    for one in running:
        one.close()


def left_standing(shown):
    """What is on the terminal's own screen at the end, its escapes aside."""
    after = shown.rpartition(OWN_SCREEN)[2]
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", after).replace("\r\n", "\n")


def test_a_slow_writers_last_numbers_are_shown_before_the_next_ones(watching):
    view = watching()
    begun = view.until("0 of 0; mean nan; -5 to 5")
    assert begun.index(OTHER_SCREEN) < begun.index(CURSOR_HIDDEN)
    view.write(b"1\n")
    view.until("1 of 1; mean 1; ")
    view.write(b"3\n")
    view.until("2 of 2; mean 2; ")
    view.write(b"nan\n" + b"-7\n" * 1000)
    view.until("100 of 1003; mean -7; ")
    view.child.stdin.close()
    status, shown, err = view.end()
    assert (status, err) == (0, "")
    assert CURSOR_SHOWN in shown
    assert re.fullmatch(r"100 of 1003; mean -7; -[\d.]+ to [\d.]+\n80 x 23\n", left_standing(shown))


def test_the_last_picture_is_that_of_all_numbers(watching):
    view = watching()
    view.until("0 of 0")
    view.write(b"1\n2\n3")  # the last line has no end
    view.child.stdin.close()
    status, shown, _ = view.end()
    assert status == 0
    assert left_standing(shown).startswith("3 of 3; mean 2; ")


def test_a_new_size_is_followed_without_new_numbers(watching):
    view = watching()
    view.write(b"1\n")
    view.until("1 of 1")
    view.until("80 x 23")
    view.resize(50, 10)
    view.child.send_signal(signal.SIGWINCH)
    view.until("50 x 9")


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}])
def test_no_color_leaves_the_cursor_its_moves(watching, variables):
    view = watching(**variables)
    view.write(b"1\n")
    shown = view.until("1 of 1")
    view.child.stdin.close()
    status, rest, _ = view.end()
    assert status == 0
    assert OTHER_SCREEN in shown
    assert "\x1b[H" in shown
    assert OWN_SCREEN in rest
    assert bool(COLOUR.search(shown + rest)) is not bool(variables)


def test_an_interrupt_leaves_the_last_picture(watching):
    view = watching()
    view.write(b"4\n5\n")
    view.until("2 of 2; mean 4.5")
    view.child.send_signal(signal.SIGINT)
    status, shown, err = view.end()
    assert (status, err) == (130, "")
    assert CURSOR_SHOWN in shown
    assert left_standing(shown).startswith("2 of 2; mean 4.5; ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_is_put_right_before_a_signal_ends_the_program(watching, number):
    view = watching()
    view.write(b"4\n")
    view.until("1 of 1")
    view.child.send_signal(number)
    status, shown, err = view.end()
    assert (status, err) == (-number, "")
    assert CURSOR_SHOWN in shown
    assert OWN_SCREEN in shown


def test_a_suspended_program_gives_the_terminal_back(watching):
    view = watching()
    view.write(b"4\n")
    view.until("1 of 1")
    view.child.send_signal(signal.SIGTSTP)
    _, status = os.waitpid(view.child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert CURSOR_SHOWN in view.until(OWN_SCREEN)
    view.child.send_signal(signal.SIGCONT)
    view.until(OTHER_SCREEN)
    view.write(b"6\n")
    view.until("2 of 2; mean 5; ")


def test_a_bad_cell_ends_with_its_line_and_column(watching):
    view = watching()
    view.write(b"1\n2 3\n4 five 6\n7\n")
    status, shown, err = view.end()
    assert status == 2
    assert err.startswith("actcli: stdin:3:3: 'five' is not a number\n")
    assert CURSOR_SHOWN in shown
    assert left_standing(shown).startswith("3 of 3; mean 2; ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "no numbers"),
        (b"# nothing yet\n\n", "no numbers"),
        (b"nan\n" * 300, "only NaN"),
        (b"nan\ninf\n", "no finite number"),
    ],
)
def test_an_end_without_numbers_is_told(watching, text, expected):
    view = watching()
    view.write(text)
    view.child.stdin.close()
    status, shown, err = view.end()
    assert status == 2
    assert err.startswith(f"actcli: stdin has {expected}\n")
    assert left_standing(shown) == ""


def test_nothing_but_nan_in_the_end_is_no_error(watching):
    view = watching(100)
    view.write(b"1\n" + b"nan\n" * 200)
    view.child.stdin.close()
    status, shown, err = view.end()
    assert (status, err) == (0, "")
    assert left_standing(shown).startswith("100 of 201; mean nan")


def test_a_closed_terminal_ends_it(watching):
    view = watching()
    view.until("0 of 0")
    os.close(view.leader)
    view.leader = None
    view.write(b"1\n")
    assert view.child.wait(PATIENCE) == 74
    assert "Traceback" not in view.child.stderr.read().decode()


def peak_memory(view, count):
    """The bytes that the program took at most for so many numbers."""
    block = b"-1.234567\n" * 10_000
    reader = threading.Thread(target=view.end)  # a terminal that nobody reads fills up
    reader.start()
    for _ in range(count // 10_000):
        view.write(block)
    view.child.stdin.close()
    reader.join(PATIENCE)
    return view.memory


def test_memory_does_not_grow_with_the_stream(watching):
    # 3 million numbers are 24 MB, and their text 30.
    many, few = (peak_memory(watching(1000), count) for count in (3_000_000, 10_000))
    assert few > 0
    assert many - few < 12_000_000
