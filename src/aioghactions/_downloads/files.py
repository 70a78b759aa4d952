"""Files that appear whole or not at all."""

import os
import stat
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol

from attrs import define, field

from aioghactions._core.threads import SerialWorker, in_thread
from aioghactions._downloads.resume import ChangedError

Pieces = Callable[[], AsyncGenerator[bytes, None]]
"""Starts a body; after a ``ChangedError``, starts it again from its first byte."""

Tell = Callable[[int], object]

_BATCH: Final = 4 * 2**20  # bytes that are worth a visit to the disk


class Sink(Protocol):
    """What bytes can be poured into. Its methods block."""

    def write(self, data: bytes) -> object:
        """Take more bytes."""
        ...

    def restart(self) -> None:
        """Forget the bytes."""
        ...

    def settle(self) -> object:
        """Return when what was written is where it is to stay; called beside write."""
        ...


async def write_stream(pieces: Pieces, sink: Sink, tell: Tell) -> None:
    """Write a body: while one piece is written, the next arrives.

    Meanwhile the disk takes what was written before. The system would begin with that
    after many seconds, so that whoever asks at the end of a long file whether the disk
    has it waits for all of it: 200 MiB took 1.6 times as long.

    Args:
        pieces: The body.
        sink: Where to.
        tell: Called with the bytes so far, after each piece.
    """
    while True:
        written = settled = 0
        try:
            async with (
                SerialWorker() as writes,
                SerialWorker() as settles,
                aclosing(pieces()) as body,
            ):
                async for piece in body:
                    await writes.start(sink.write, piece)
                    written += len(piece)
                    tell(written)
                    if written - settled >= _BATCH and settles.is_idle:
                        await settles.start(sink.settle)
                        settled = written
        except ChangedError:
            await in_thread(sink.restart)
        else:
            return


async def save(pieces: Pieces, target: Path, tell: Tell, *, overwrite: bool) -> None:
    """Write a body to ``target``; on error and cancellation, nothing is left.

    Raises:
        FileExistsError: It exists and is not to be overwritten.
        IsADirectoryError: It is a folder.
        OSError: There is no room, no right, or no such folder; names ``target``.
    """
    part = AtomicFile(target, overwrite=overwrite)
    try:
        await in_thread(part.open)
        await write_stream(pieces, part, tell)
        await in_thread(part.publish)
    finally:
        await in_thread(part.discard)


@define
class AtomicFile:
    """A file under another name, beside the one whose place it is to take.

    Only this user may read it: logs quote what jobs print.
    """

    target: Path
    overwrite: bool = field(kw_only=True)
    _file: IO[bytes] | None = field(default=None, init=False)

    def open(self) -> None:
        """Make the file.

        Raises:
            OSError: The target cannot be written, or must not be.
        """
        check_free(self.target, overwrite=self.overwrite)
        with naming(self.target):
            # Made with O_EXCL, O_NOFOLLOW and mode 0600.
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - see discard
                dir=self.target.parent, prefix=".", suffix=".part", delete=False
            )

    def write(self, data: bytes) -> object:
        """Add ``data``."""
        with naming(self.target):
            return self._opened.write(data)

    def restart(self) -> None:
        """Begin again with an empty file."""
        self._opened.seek(0)
        self._opened.truncate()

    def settle(self) -> None:
        """Return when what was written is on the disk."""
        with naming(self.target):
            sync(self._opened)

    def publish(self) -> None:
        """Give the file its name, once its bytes are on the disk.

        Raises:
            FileExistsError: Meanwhile somebody else has made it.
        """
        file = self._opened
        self.settle()
        with naming(self.target):
            file.close()
        move(Path(file.name), self.target, overwrite=self.overwrite)
        self._file = None
        sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove the file, unless it was published."""
        if self._file is not None:
            with suppress(OSError):  # a full disk does not take the last bytes either
                self._file.close()
            Path(self._file.name).unlink(missing_ok=True)
            self._file = None

    @property
    def _opened(self) -> IO[bytes]:
        if self._file is None:
            raise RuntimeError("the file is not open")
        return self._file


def check_free(target: Path, *, overwrite: bool) -> None:
    """Do nothing if a file may get the name ``target``.

    Raises:
        FileExistsError: It has been given, and is not to be overwritten; or to what
            is no file, such as a device, which is never overwritten.
        IsADirectoryError: A folder has it, which is not overwritten either.
        OSError: No file can have it.
    """
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{target} is a folder: name a file in it")
    if not overwrite:
        raise _taken(target)
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise FileExistsError(f"{target} is a device or a pipe: it is not replaced")


def move(
    source: Path,
    target: Path,
    *,
    overwrite: bool,
    link: Callable[[Path, Path], None] = os.link,
) -> None:
    """Rename a file, in one step for everybody who looks.

    Raises:
        FileExistsError: ``target`` exists and is not to be overwritten.
    """
    with naming(target):
        if overwrite:
            source.replace(target)
            return
        try:
            # A link refuses a name that is taken, where a rename would replace it.
            link(source, target)
        except OSError:
            if os.path.lexists(target):
                raise _taken(target) from None
            # No hard links here, as on FAT and some shares.
            source.rename(target)
        else:
            source.unlink()


def _taken(target: Path) -> FileExistsError:
    return FileExistsError(f"{target} exists: say overwrite=True to replace it")


@contextmanager
def naming(target: Path) -> Generator[None]:
    """Let the system's errors name what was asked for, not a temporary file."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(target)) from None


def sync(file: IO[bytes]) -> None:
    """Return when the bytes of ``file`` are on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Return when the names in ``folder`` are on the disk, where that can be asked.

    It cannot on Windows, of some shares, and in a folder that may be written and not
    read. The files are whole and have their names all the same.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@asynccontextmanager
async def spooled_to_disk(
    pieces: Pieces, tell: Tell, folder: str | os.PathLike[str] | None
) -> AsyncGenerator[IO[bytes], None]:
    """Hold a body on disk for as long as the block lasts.

    Args:
        pieces: The body.
        tell: Called with the bytes so far, after each piece.
        folder: Where there is room; None for the system's own place.

    Raises:
        OSError: There is no room, or no such folder; names it.
    """
    scratch = _Scratch(Path(folder or tempfile.gettempdir()))
    try:
        await in_thread(scratch.open)
        await write_stream(pieces, scratch, tell)
        await in_thread(scratch.finish)
        yield scratch.file
    finally:
        await in_thread(scratch.close)


@define
class _Scratch:
    folder: Path
    _file: IO[bytes] | None = field(default=None, init=False)

    @property
    def file(self) -> IO[bytes]:
        if self._file is None:
            raise RuntimeError("the file is not open")
        return self._file

    def open(self) -> None:
        with naming(self.folder):
            self._file = tempfile.TemporaryFile(  # noqa: SIM115 - see close
                dir=self.folder
            )

    def write(self, data: bytes) -> object:
        with naming(self.folder):
            return self.file.write(data)

    def restart(self) -> None:
        self.file.seek(0)
        self.file.truncate()

    def settle(self) -> None:
        """Do nothing: it is not to outlive the block."""

    def finish(self) -> None:
        with naming(self.folder):
            self.file.flush()

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk does not take the last bytes either
                self._file.close()
