"""Where answers go: stdout, devices, and files that are replaced only by a whole answer."""

import io
import os
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

import pytest

from actcli.errors import OutputError
from actcli.streams.output import Output, open_output

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
not_root = pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")


def write(path: Path | None, data: bytes = b"new\n") -> None:
    with open_output(path) as output:
        output.write(data)
        output.flush()


def fail_half_way(path: Path) -> None:
    with open_output(path) as output:
        output.write(b"half")
        raise KeyboardInterrupt


def message(path: Path | None) -> str:
    with pytest.raises(OutputError) as raised:
        write(path)
    assert "\n" not in raised.value.message
    assert raised.value.status == 74
    return raised.value.message


def run(
    code: str, stderr: int | IO[bytes] = subprocess.PIPE, **streams: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run code in a Python whose stdout is a real file, pipe or device."""
    lines = (
        "from pathlib import Path",
        "from actcli.errors import OutputError",
        "from actcli.streams.output import open_output",
        code,
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(
        command, env=environment, stderr=stderr, check=False, timeout=60, **streams
    )


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    (tmp_path / "usual").touch()
    write(path)
    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert sorted(file.name for file in tmp_path.iterdir()) == ["new.txt", "usual"]


def test_an_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    with open_output(path) as output:
        output.write(b"new\n")
        output.flush()
        assert path.read_bytes() == b"old\n"
    assert path.read_bytes() == b"new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failed_run_leaves_everything_as_it_was(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(b"old\n")
    for path in (old, new):
        with pytest.raises(KeyboardInterrupt):
            fail_half_way(path)
    assert old.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [old]


def test_a_file_can_be_read_while_it_is_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "data.txt"
    path.write_bytes(b"1\n2\n")
    with path.open("rb") as source, open_output(path) as output:
        output.write(b"0\n")
        assert source.read() == b"1\n2\n"
    assert path.read_bytes() == b"0\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    for data in (b"created\n", b"replaced\n"):
        write(link, data)
        assert link.is_symlink()
        assert target.read_bytes() == data


def test_an_empty_answer_makes_an_empty_file(tmp_path: Path) -> None:
    with open_output(tmp_path / "empty"):
        pass
    assert (tmp_path / "empty").read_bytes() == b""


def test_targets_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    (tmp_path / "file").touch()
    missing = tmp_path / "no" / "file"
    assert message(missing) == f"cannot write {missing}: no such folder"
    assert message(tmp_path) == f"cannot write {tmp_path}: is a directory"
    assert message(loop).startswith(f"cannot write {loop}: ")
    assert message(tmp_path / "file" / "x") == f"cannot write {tmp_path}/file/x: not a directory"
    assert message(tmp_path / ("x" * 300)).endswith(": file name too long")


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda file, mode: mode != os.W_OK)
    assert message(path) == f"cannot write {path}: permission denied"
    assert path.read_bytes() == b"old"


@not_root
def test_permissions_are_honoured(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    protected = locked / "protected"
    protected.touch(mode=0o444)
    assert message(protected) == f"cannot write {protected}: permission denied"
    locked.chmod(0o555)
    assert message(locked / "new") == f"cannot write {locked}/new: permission denied"


def test_a_rename_that_fails_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*ignored: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refuse)
    path = tmp_path / "new"
    assert message(path) == f"cannot write {path}: read-only file system"
    assert list(tmp_path.iterdir()) == []


@needs_full
def test_a_full_disk_is_an_error_and_the_device_stays() -> None:
    assert message(FULL) == "cannot write /dev/full: no space left on device"
    assert stat.S_ISCHR(FULL.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no /dev/shm here")
def test_a_file_in_memory_is_a_file_as_any_other() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for data in (b"created\n", b"new\n"):
            write(Path(folder) / "file", data)
            assert (Path(folder) / "file").read_bytes() == data


def test_a_device_that_is_not_there_is_named_and_not_made() -> None:
    assert message(Path("/dev/no-such-device")) == "cannot write /dev/no-such-device: no such file"
    assert not Path("/dev/no-such-device").exists()


def test_a_named_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write(pipe, b"1\n2\n")
    reader.join(timeout=30)
    assert read == [b"1\n2\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("path", ["None", "Path('-')", "Path('/dev/stdout')", "Path('/dev/fd/1')"])
def test_stdout_follows_what_was_printed(path: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    with log.open("ab") as end:
        done = run(
            f"print('printed')\nwith open_output({path}) as output: output.write(b'written')\n"
            "print('after')",
            stdout=end,
        )
    assert done.stderr == b""
    assert log.read_bytes() == b"before\nprinted\nwrittenafter\n"


def test_what_stands_behind_a_device_name_is_added_to(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"a long line that was there before\n")
    with log.open("ab") as end:
        done = run("with open_output(Path('/dev/stderr')) as output: output.write(b'x')", end)
        assert os.fstat(end.fileno()).st_ino == log.stat().st_ino
    assert done.returncode == 0
    assert log.read_bytes() == b"a long line that was there before\nx"


REPORT = """
try:
    with open_output(None) as output: output.write(b'0.0\\n' * {lines})
except OutputError as error:
    import sys
    sys.stderr.write(error.message)
"""


@needs_full
@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_full_stdout_is_one_error_and_silence_at_exit(lines: int) -> None:
    with FULL.open("wb") as full:
        done = run(REPORT.format(lines=lines), stdout=full)
    assert done.stderr == b"cannot write stdout: no space left on device"
    assert done.returncode == 0


@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_pipe_without_reader_is_one_error_and_silence_at_exit(lines: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    # Python ignores SIGPIPE unless told otherwise, so the write itself fails.
    done = run(REPORT.format(lines=lines), stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"cannot write stdout: broken pipe")


def test_stdout_that_was_closed_before_the_start_is_an_error() -> None:
    done = run(REPORT.format(lines=1), preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (0, b"cannot write stdout: it is closed")


def test_stdout_that_was_closed_meanwhile_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", stdout)
    stdout.close()
    assert message(None) == "cannot write stdout: it is closed"


def test_stdout_that_is_only_a_buffer_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer))
    with open_output(None) as output:
        output.write(b"1\n")
        assert not output.is_terminal
    assert buffer.getvalue() == b"1\n"


def test_a_stdout_that_holds_back_is_flushed_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    class HoldsBack(io.BytesIO):
        def flush(self) -> None:
            if self.getvalue():
                raise OSError(28, "No space left on device")

    buffer = HoldsBack()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer))
    with pytest.raises(OutputError, match=r"^cannot write stdout: no space left on device$"):  # noqa: SIM117
        with open_output(None) as output:
            output.write(b"1\n")
    buffer.truncate(0)


class Sluggish(io.BytesIO):
    """Takes three bytes at a time, and nothing at every second try."""

    tries = 0

    def write(self, data: memoryview) -> int | None:  # type: ignore[override]
        self.tries += 1
        return super().write(data[:3]) if self.tries % 2 else None


def test_partial_writes_are_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Sluggish()
    waits: list[object] = []
    monkeypatch.setattr("select.select", lambda *lists: waits.append(lists))
    Output(sink, "pipe").write(b"0123456789")
    assert sink.getvalue() == b"0123456789"
    assert waits == [([], [sink], [])] * 3


def test_a_full_non_blocking_pipe_is_waited_for() -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    data = b"0123456789" * 100_000
    read: list[bytes] = []
    with os.fdopen(reader, "rb") as source:
        thread = threading.Thread(target=lambda: read.append(source.read()), daemon=True)
        with os.fdopen(writer, "wb", 0) as sink:
            thread.start()
            Output(sink, "pipe").write(data)
        thread.join(timeout=30)
    assert read == [data]


def test_a_terminal_is_known_from_a_file(tmp_path: Path) -> None:
    controller, terminal = os.openpty()
    with os.fdopen(controller, "rb", 0), os.fdopen(terminal, "wb", 0) as sink:
        assert Output(sink, "terminal").is_terminal
    with open_output(tmp_path / "file") as output:
        assert not output.is_terminal
