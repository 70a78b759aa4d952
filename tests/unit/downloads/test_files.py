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
    spooled_to_disk,
    write_stream,
)
from aioghactions._downloads.resume import ChangedError
from tests.support.turns import turns


def body(*pieces):
    """Return what starts a body; an exception among the pieces is raised."""

    async def start():
        for piece in pieces:
            if isinstance(piece, BaseException):
                raise piece
            yield piece

    return start


def in_turn(*bodies):
    """Return what starts one body after the other."""
    left = list(bodies)

    def start():
        return left.pop(0)()

    return start


def names(folder):
    """Return what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_file_is_written_and_told_about(tmp_path, overwrite):
    """S11: the whole content, for this user only, with progress."""
    told = []
    target = tmp_path / ("x" * 200)
    await save(body(b"ab", b"", b"cde"), target, told.append, overwrite=overwrite)
    assert target.read_bytes() == b"abcde"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert told == [2, 2, 5]
    assert names(tmp_path) == [target.name]


async def test_bytes_are_on_the_disk_before_the_file_has_its_name(
    tmp_path, monkeypatch
):
    """S11: then the name; a power cut leaves no empty file under it."""
    target, seen = tmp_path / "f", []
    fsync = os.fsync

    def watched(descriptor):
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append((kind, os.fstat(descriptor).st_size, target.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    await save(body(b"ab", b"cde"), target, len_of, overwrite=False)
    (first, size, named), (second, _, named_then) = seen
    assert (first, size, named) == ("file", 5, False)
    assert (second, named_then) == ("folder", True)


@pytest.mark.parametrize(
    "failure", [OSError("x"), asyncio.CancelledError(), SystemExit()]
)
async def test_a_failure_leaves_nothing(tmp_path, failure):
    """S11: on error, on cancellation, on exit."""
    with pytest.raises(type(failure)):
        await save(body(b"ab", failure), tmp_path / "f", len_of, overwrite=False)
    assert names(tmp_path) == []


def len_of(count):
    """Be told of progress."""
    assert count >= 0


@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder"])
async def test_nothing_is_overwritten_unless_asked(tmp_path, kind):
    """S11: whatever has the name keeps it."""
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
    expected, said = FileExistsError, "say overwrite=True"
    if kind == "folder":
        expected, said = IsADirectoryError, "is a folder: name a file in it"
    with pytest.raises(expected, match=said):
        await save(body(b"new"), target, len_of, overwrite=False)
    assert names(tmp_path) == before


async def test_a_folder_is_not_overwritten_by_a_file(tmp_path):
    """S11: and that is told before anything is fetched."""
    (tmp_path / "f").mkdir()
    with pytest.raises(IsADirectoryError, match="f is a folder: name a file in it"):
        await save(body(AssertionError()), tmp_path / "f", len_of, overwrite=True)


async def test_a_device_or_pipe_is_not_overwritten(tmp_path):
    """S11: a program that runs as root has only one /dev/null."""
    os.mkfifo(tmp_path / "f")
    with pytest.raises(FileExistsError, match="is a device or a pipe"):
        await save(body(AssertionError()), tmp_path / "f", len_of, overwrite=True)
    assert (tmp_path / "f").is_fifo()


async def test_overwriting_replaces_the_name_not_what_it_points_to(tmp_path):
    """S11: a link that somebody has put there leads nowhere."""
    victim, target = tmp_path / "victim", tmp_path / "f"
    victim.write_bytes(b"precious")
    target.symlink_to(victim)
    await save(body(b"new"), target, len_of, overwrite=True)
    assert (target.read_bytes(), target.is_symlink()) == (b"new", False)
    assert victim.read_bytes() == b"precious"


async def test_a_name_taken_meanwhile_is_left_alone(tmp_path):
    """S11: also if it was free when the download began."""
    target = tmp_path / "f"

    async def start():
        yield b"new"
        await asyncio.to_thread(target.write_bytes, b"theirs")

    with pytest.raises(FileExistsError, match="say overwrite=True"):
        await save(start, target, len_of, overwrite=False)
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["f"]


async def test_a_body_that_changes_starts_the_file_anew(tmp_path):
    """A19: nothing of the old one is left in it, and progress starts anew."""
    told = []
    pieces = in_turn(
        body(b"old long", ChangedError("x")),
        body(b"", ChangedError("x")),
        body(b"new"),
    )
    await save(pieces, tmp_path / "f", told.append, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"new"
    assert told == [8, 0, 3]


async def test_a_missing_folder_is_an_error(tmp_path):
    """S11: none is made by accident; the error names what was asked for."""
    target = tmp_path / "no" / "f"
    with pytest.raises(FileNotFoundError) as caught:
        await save(body(AssertionError()), target, len_of, overwrite=False)
    assert caught.value.filename == str(target)
    assert ".part" not in str(caught.value)


async def test_a_name_that_no_file_can_have_is_told_at_once(tmp_path):
    """S11: not when the last byte has arrived."""
    target = tmp_path / ("x" * 300)
    with pytest.raises(OSError, match="too long") as caught:
        await save(body(AssertionError()), target, len_of, overwrite=False)
    assert caught.value.errno == errno.ENAMETOOLONG


@contextmanager
def full_disk():
    """Let no file grow beyond 100 bytes, not even that which pytest writes to."""
    before, no_bytecode = (
        resource.getrlimit(resource.RLIMIT_FSIZE),
        sys.dont_write_bytecode,
    )
    sys.dont_write_bytecode = True  # it would be cut, and kept
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = no_bytecode


@pytest.mark.parametrize("size", [101, 10**6], ids=["at the end", "amid"])
async def test_a_full_disk_leaves_nothing_and_names_the_file(tmp_path, size):
    """S11: also where the last bytes are refused twice, as the file is closed."""
    target, large = tmp_path / "f", body(b"x" * size)
    with full_disk(), pytest.raises(OSError, match="too large") as caught:
        await save(large, target, len_of, overwrite=False)
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(target))
    assert names(tmp_path) == []
    with full_disk(), pytest.raises(OSError, match="too large") as caught:
        await spooled_to_disk(large, len_of, tmp_path).__aenter__()
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(tmp_path))


async def test_a_folder_that_cannot_be_synced_keeps_the_file(tmp_path, monkeypatch):
    """S11: it is whole and has its name; an error would deny that."""

    def refuse(path, *_):
        raise PermissionError(errno.EACCES, "write only", path)

    opened = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, *a, **k: (refuse if path == tmp_path else opened)(path, *a, **k),
    )
    await save(body(b"new"), tmp_path / "f", len_of, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"new"


class Slow:
    """A sink that takes its time, until it is let go."""

    def __init__(self, error=None):
        self.let_go, self.begun, self.error = (
            threading.Event(),
            threading.Event(),
            error,
        )
        self.taken = []

    def write(self, data):
        self.begun.set()
        self.let_go.wait(10)
        if self.error:
            raise self.error
        self.taken.append(data)

    def restart(self):
        raise AssertionError("nothing has changed")


async def test_one_piece_is_written_while_the_next_arrives():
    """A29: a slow disk and a slow network do not add up."""
    sink, arrived = Slow(), []

    async def start():
        for piece in (b"1", b"2"):
            arrived.append(piece)
            if piece == b"2":
                assert sink.taken == []
                sink.let_go.set()
            yield piece

    await write_stream(start, sink, len_of)
    assert arrived == sink.taken == [b"1", b"2"]


async def test_a_full_disk_closes_the_body():
    """S11: the error comes out, and nothing is read any more."""
    sink, closed = Slow(OSError(errno.ENOSPC, "no room")), []
    sink.let_go.set()

    async def start():
        try:
            while True:
                yield b"x"
        finally:
            closed.append(True)

    with pytest.raises(OSError, match="no room"):
        await write_stream(start, sink, len_of)
    assert closed == [True]


class Settling:
    """A sink that notes what it is asked for."""

    def __init__(self, error=None):
        self.error, self.written, self.settled = error, 0, []

    def write(self, data):
        self.written += len(data)

    def settle(self):
        if self.error:
            raise self.error
        self.settled.append(self.written)


async def test_the_disk_takes_a_long_body_as_it_arrives():
    """A29: who waits for the disk at the end does not wait for all of it."""
    sink, pieces = Settling(), [b"x" * 2**20] * 16

    async def start():
        for piece in pieces:
            yield piece
            while sink.written >= 2**22 and not sink.settled:
                await turns()

    await write_stream(start, sink, len_of)
    assert sink.written == 2**24
    assert 2**22 <= sink.settled[0] < 2**24


async def test_a_short_body_does_not_bother_the_disk_twice():
    """A29: once at the end is enough."""
    sink = Settling()
    await write_stream(body(b"x" * 2**20, b"y"), sink, len_of)
    assert (sink.written, sink.settled) == (2**20 + 1, [])


async def test_a_disk_that_fails_later_is_not_overheard():
    """S11: the system tells only once that it has lost what it had taken."""
    sink = Settling(OSError(errno.EIO, "lost"))
    pieces = [b"x" * 2**20] * 5
    with pytest.raises(OSError, match="lost"):
        await write_stream(body(*pieces), sink, len_of)


async def test_a_long_file_is_whole(tmp_path):
    """S11: though the disk takes its beginning while its end is written."""
    pieces = [bytes([n]) * (2**20 + n) for n in range(16)]
    await save(body(*pieces), tmp_path / "f", len_of, overwrite=False)
    assert (tmp_path / "f").read_bytes() == b"".join(pieces)


async def test_cancellation_during_a_write_leaves_nothing(tmp_path):
    """S11, A22: at the very moment when a thread holds the file."""
    target = tmp_path / "f"
    arrived = asyncio.Event()

    async def start():
        yield b"x" * 2**20
        arrived.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(save(start, target, len_of, overwrite=False))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(tmp_path) == []


@pytest.mark.parametrize("turn", range(12))
async def test_cancellation_at_any_turn_leaves_all_or_nothing(tmp_path, turn):
    """S11: the file is whole, or there is none, and no part of it."""
    target = tmp_path / "f"
    task = asyncio.create_task(
        save(body(b"ab", b"cd"), target, len_of, overwrite=False)
    )
    for _ in range(turn):
        await turns()
    task.cancel()
    await asyncio.wait([task])
    assert names(tmp_path) in ([], ["f"])
    if target.exists():
        assert target.read_bytes() == b"abcd"


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK])
def test_without_hard_links_a_name_is_still_not_taken(tmp_path, code):
    """S11: on file systems that have none."""

    def no_link(*_):
        raise OSError(code, os.strerror(code))

    source, target = tmp_path / "s", tmp_path / "t"
    source.write_bytes(b"new")
    move(source, target, overwrite=False, link=no_link)
    assert names(tmp_path) == ["t"]
    source.write_bytes(b"newer")
    with pytest.raises(FileExistsError, match="say overwrite=True"):
        move(source, target, overwrite=False, link=no_link)
    assert target.read_bytes() == b"new"


def test_a_part_file_is_opened_before_it_is_used(tmp_path):
    """Misuse of our own is told."""
    part = AtomicFile(tmp_path / "f", overwrite=False)
    with pytest.raises(RuntimeError, match="not open"):
        part.write(b"x")
    part.discard()


async def test_a_scratch_file_has_no_name_and_goes_away(tmp_path):
    """S10: an archive that is only read leaves no trace, whatever happens."""
    pieces = in_turn(body(b"old", ChangedError("x")), body(b"new", b"er"))
    async with spooled_to_disk(pieces, len_of, tmp_path) as file:
        file.seek(0)
        assert file.read() == b"newer"
        assert names(tmp_path) == []
    assert file.closed
    with pytest.raises(OSError, match="x"):
        async with spooled_to_disk(body(b"x", OSError("x")), len_of, tmp_path):
            raise AssertionError("it has not arrived")
    with pytest.raises(FileNotFoundError):
        async with spooled_to_disk(body(b"x"), len_of, tmp_path / "no"):
            raise AssertionError("there is no such folder")
