import asyncio
import errno
import os
import resource
import stat
import sys
import threading
from contextlib import contextmanager

import pytest

from aioghactions._downloads.files import (
    AtomicFile,
    move,
    save,
    spooled,
    write_stream,
)
from aioghactions._downloads.resume import ChangedError
from tests.support.turns import turns


def body(*chunks):
    """Return a function that starts a body; exceptions among the chunks are raised."""

    async def start():
        for chunk in chunks:
            if isinstance(chunk, BaseException):
                raise chunk
            yield chunk

    return start


def in_turn(*bodies):
    """Return a function that starts each of the bodies in turn."""
    left = list(bodies)

    def start():
        return left.pop(0)()

    return start


def names(folder):
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("overwrite", [True, False])
async def test_save_writes_the_body_and_reports_progress(tmp_path, overwrite):
    """S11: only this user may read the file."""
    reported = []
    target = tmp_path / ("x" * 200)
    await save(body(b"ab", b"", b"cde"), target, reported.append, overwrite=overwrite)
    assert target.read_bytes() == b"abcde"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert reported == [2, 2, 5]
    assert names(tmp_path) == [target.name]


async def test_unfinished_data_is_in_a_hidden_part_file(tmp_path):
    """S11: next to the target, which appears at the end."""
    found = []

    async def start():
        yield b"ab"
        found.extend(await asyncio.to_thread(names, tmp_path))
        yield b"cde"

    await save(start, tmp_path / "f", ignore, overwrite=False)
    [unfinished] = found
    assert unfinished.startswith(".")
    assert unfinished.endswith(".part")
    assert names(tmp_path) == ["f"]


async def test_the_file_is_synced_before_it_is_renamed(tmp_path, monkeypatch):
    """S11: a power failure leaves no empty file under the final name."""
    target, seen = tmp_path / "f", []
    fsync = os.fsync

    def watched(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append((kind, os.fstat(descriptor).st_size, target.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    await save(body(b"ab", b"cde"), target, ignore, overwrite=False)
    (first, size, named), (second, _, named_then) = seen
    assert (first, size, named) == ("file", 5, False)
    assert (second, named_then) == ("folder", True)


@pytest.mark.parametrize(
    "failure", [OSError("x"), asyncio.CancelledError(), SystemExit()]
)
async def test_an_error_during_the_body_leaves_no_file(tmp_path, failure):
    """S11: on an error, on cancellation, on exit."""
    with pytest.raises(type(failure)):
        await save(body(b"ab", failure), tmp_path / "f", ignore, overwrite=False)
    assert names(tmp_path) == []


def ignore(count):
    """Accept a progress report."""
    assert count >= 0


@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder"])
async def test_an_existing_target_is_not_overwritten_by_default(tmp_path, kind):
    """S11: files, links and folders stay as they are."""
    target = tmp_path / "f"
    elsewhere = tmp_path / "elsewhere"
    match kind:
        case "file":
            target.write_bytes(b"old")
        case "folder":
            target.mkdir()
        case _:
            target.symlink_to(elsewhere)
            if kind == "link":
                elsewhere.write_bytes(b"old")
    before = names(tmp_path)
    expected, message = FileExistsError, "pass overwrite=True"
    if kind == "folder":
        expected, message = IsADirectoryError, "is a folder; pass the path of a file"
    with pytest.raises(expected, match=message):
        await save(body(b"new"), target, ignore, overwrite=False)
    assert names(tmp_path) == before


async def test_a_folder_is_never_overwritten(tmp_path):
    """S11: the error is raised before the body is requested."""
    (tmp_path / "f").mkdir()
    with pytest.raises(
        IsADirectoryError, match="f is a folder; pass the path of a file"
    ):
        await save(body(AssertionError()), tmp_path / "f", ignore, overwrite=True)


async def test_a_device_or_pipe_is_never_overwritten(tmp_path):
    """S11: as root, a download must not replace /dev/null."""
    os.mkfifo(tmp_path / "f")
    with pytest.raises(FileExistsError, match="is a device or a pipe"):
        await save(body(AssertionError()), tmp_path / "f", ignore, overwrite=True)
    assert (tmp_path / "f").is_fifo()


async def test_overwriting_a_link_does_not_change_its_target(tmp_path):
    """S11: a planted link is replaced, not followed."""
    victim, target = tmp_path / "victim", tmp_path / "f"
    victim.write_bytes(b"precious")
    target.symlink_to(victim)
    await save(body(b"new"), target, ignore, overwrite=True)
    assert (target.read_bytes(), target.is_symlink()) == (b"new", False)
    assert victim.read_bytes() == b"precious"


async def test_a_target_created_meanwhile_is_not_overwritten(tmp_path):
    """S11: also if it did not exist when the download began."""
    target = tmp_path / "f"

    async def start():
        yield b"new"
        await asyncio.to_thread(target.write_bytes, b"theirs")

    with pytest.raises(FileExistsError, match="pass overwrite=True"):
        await save(start, target, ignore, overwrite=False)
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["f"]


async def test_a_changed_body_restarts_the_file(tmp_path):
    """A19: no byte of the old body remains, and progress restarts."""
    reported = []
    source = in_turn(
        body(b"old long", ChangedError("x")),
        body(b"", ChangedError("x")),
        body(b"new"),
    )
    await save(source, tmp_path / "f", reported.append, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"new"
    assert reported == [8, 0, 3]


async def test_a_missing_folder_is_an_error_that_names_the_target(tmp_path):
    """S11: the folder is not created, and no temporary name is shown."""
    target = tmp_path / "no" / "f"
    with pytest.raises(FileNotFoundError) as caught:
        await save(body(AssertionError()), target, ignore, overwrite=False)
    assert caught.value.filename == str(target)
    assert ".part" not in str(caught.value)


async def test_an_impossible_file_name_is_an_error_before_the_body(tmp_path):
    """S11: not only after the last byte."""
    target = tmp_path / ("x" * 300)
    with pytest.raises(OSError, match="too long") as caught:
        await save(body(AssertionError()), target, ignore, overwrite=False)
    assert caught.value.errno == errno.ENAMETOOLONG


@contextmanager
def full_disk():
    """Limit every file to 100 bytes, even those that pytest writes."""
    before, no_bytecode = (
        resource.getrlimit(resource.RLIMIT_FSIZE),
        sys.dont_write_bytecode,
    )
    sys.dont_write_bytecode = True  # it would be truncated
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = no_bytecode


@pytest.mark.parametrize("size", [101, 10**6], ids=["at the end", "in the middle"])
async def test_a_full_disk_leaves_no_file_and_names_the_target(tmp_path, size):
    """S11: also if closing the file fails again."""
    target, large = tmp_path / "f", body(b"x" * size)
    with full_disk(), pytest.raises(OSError, match="too large") as caught:
        await save(large, target, ignore, overwrite=False)
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(target))
    assert names(tmp_path) == []
    with full_disk(), pytest.raises(OSError, match="too large") as caught:
        await spooled(large, ignore, tmp_path).__aenter__()
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(tmp_path))


async def test_save_succeeds_if_the_folder_cannot_be_synced(tmp_path, monkeypatch):
    """S11: the file is complete, so an error would be wrong."""

    def deny(path, *_):
        raise PermissionError(errno.EACCES, "write only", path)

    opened = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, *a, **k: (deny if path == tmp_path else opened)(path, *a, **k),
    )
    await save(body(b"new"), tmp_path / "f", ignore, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"new"


class Slow:
    """A sink whose writes block until they are released."""

    def __init__(self, error=None):
        self.release, self.error = threading.Event(), error
        self.written = []

    def write(self, data):
        self.release.wait()
        if self.error:
            raise self.error
        self.written.append(data)

    def restart(self):
        raise AssertionError("the body has not changed")


async def test_a_chunk_is_written_while_the_next_one_arrives():
    """A29: the times of a slow disk and a slow network do not add up."""
    sink, arrived = Slow(), []

    async def start():
        for chunk in (b"1", b"2"):
            arrived.append(chunk)
            if chunk == b"2":
                assert sink.written == []
                sink.release.set()
            yield chunk

    await write_stream(start, sink, ignore)
    assert arrived == sink.written == [b"1", b"2"]


async def test_a_write_error_closes_the_body():
    """S11: the error is raised, and no further chunk is read."""
    sink, closed = Slow(OSError(errno.ENOSPC, "disk full")), []
    sink.release.set()

    async def start():
        try:
            while True:
                yield b"x"
        finally:
            closed.append(True)

    with pytest.raises(OSError, match="disk full"):
        await write_stream(start, sink, ignore)
    assert closed == [True]


class Syncing:
    """A sink that records when it is synced."""

    def __init__(self, error=None):
        self.error, self.written, self.synced = error, 0, []

    def write(self, data):
        self.written += len(data)

    def sync(self):
        if self.error:
            raise self.error
        self.synced.append(self.written)


async def test_a_long_body_is_synced_while_it_arrives():
    """A29: the sync at the end does not wait for the whole body."""
    sink, chunks = Syncing(), [b"x" * 2**20] * 16

    async def start():
        for chunk in chunks:
            yield chunk
            while sink.written >= 2**22 and not sink.synced:
                await turns()

    await write_stream(start, sink, ignore)
    assert sink.written == 2**24
    # The last chunk may still be on its way to the file when the sync starts.
    assert 2**22 - 2**20 <= sink.synced[0] < 2**24


async def test_a_short_body_is_not_synced_while_it_arrives():
    """A29: the sync at the end is enough."""
    sink = Syncing()
    await write_stream(body(b"x" * 2**20, b"y"), sink, ignore)
    assert (sink.written, sink.synced) == (2**20 + 1, [])


async def test_an_error_while_syncing_is_raised():
    """S11: the system reports a lost write only once."""
    sink = Syncing(OSError(errno.EIO, "lost"))
    chunks = [b"x" * 2**20] * 5
    with pytest.raises(OSError, match="lost"):
        await write_stream(body(*chunks), sink, ignore)


async def test_a_file_synced_while_written_is_whole(tmp_path):
    """S11: writing and syncing at the same time loses nothing."""
    chunks = [bytes([n]) * (2**20 + n) for n in range(16)]
    await save(body(*chunks), tmp_path / "f", ignore, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"".join(chunks)


async def test_cancellation_during_a_write_leaves_no_file(tmp_path):
    """S11, A22: while a thread writes to the file."""
    target = tmp_path / "f"
    arrived = asyncio.Event()

    async def start():
        yield b"x" * 2**20
        arrived.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(save(start, target, ignore, overwrite=False))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(tmp_path) == []


@pytest.mark.parametrize("turn", range(12))
async def test_cancellation_at_any_turn_leaves_the_whole_file_or_none(tmp_path, turn):
    """S11: no partial file and no temporary file remains."""
    target = tmp_path / "f"
    task = asyncio.create_task(
        save(body(b"ab", b"cd"), target, ignore, overwrite=False)
    )
    for _ in range(turn):
        await turns()
    task.cancel()
    await asyncio.wait([task])
    assert names(tmp_path) in ([], ["f"])
    if target.exists():
        assert target.read_bytes() == b"abcd"


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK])
def test_move_does_not_overwrite_without_hard_links(tmp_path, monkeypatch, code):
    """S11: some file systems do not support hard links."""

    def no_link(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", no_link)
    source, target = tmp_path / "s", tmp_path / "t"
    source.write_bytes(b"new")
    move(source, target, overwrite=False)
    assert names(tmp_path) == ["t"]
    source.write_bytes(b"newer")
    with pytest.raises(FileExistsError, match="pass overwrite=True"):
        move(source, target, overwrite=False)
    assert target.read_bytes() == b"new"


def test_writing_before_open_is_an_error(tmp_path):
    """A file that was not opened cannot be written or left behind."""
    file = AtomicFile(tmp_path / "f", overwrite=False)
    with pytest.raises(RuntimeError, match="not open"):
        file.write(b"x")
    file.close()


async def test_a_spooled_body_has_no_name_and_is_deleted(tmp_path):
    """S10: nothing remains after the block, or after an error."""
    source = in_turn(body(b"old", ChangedError("x")), body(b"new", b"er"))
    async with spooled(source, ignore, tmp_path) as file:
        file.seek(0)
        assert file.read() == b"newer"
        assert names(tmp_path) == []
    assert file.closed
    with pytest.raises(OSError, match="x"):
        async with spooled(body(b"x", OSError("x")), ignore, tmp_path):
            raise AssertionError("the body is incomplete")
    with pytest.raises(FileNotFoundError):
        async with spooled(body(b"x"), ignore, tmp_path / "no"):
            raise AssertionError("there is no such folder")
