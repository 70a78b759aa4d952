"""Files that appear whole or not at all, and files without a name."""

import os
import stat
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from aioghactions._core.threads import SerialWorker, in_thread
from aioghactions._downloads.resume import ChangedError

ChunkSource = Callable[[], AsyncGenerator[bytes, None]]
"""Starts a body; called again after a ``ChangedError``, for the new body."""

Report = Callable[[int], object]
"""Called with the bytes so far."""

_SYNC_INTERVAL: Final = 4 * 2**20  # bytes


async def save(
    source: ChunkSource, target: Path, report: Report, *, overwrite: bool
) -> None:
    """Write a body to ``target``; on error and cancellation, nothing is left."""
    file = AtomicFile(target, overwrite=overwrite)
    try:
        await in_thread(file.open)
        await write_stream(source, file, report)
        await in_thread(file.publish)
    finally:
        await in_thread(file.close)


@asynccontextmanager
async def spooled(
    source: ChunkSource, report: Report, folder: str | os.PathLike[str] | None
) -> AsyncGenerator[IO[bytes], None]:
    """Write a body to an anonymous temporary file, deleted after the block."""
    file = TemporaryFile(Path(folder or tempfile.gettempdir()))
    try:
        await in_thread(file.open)
        await write_stream(source, file, report)
        await in_thread(file.sync)
        yield file.opened
    finally:
        await in_thread(file.close)


class _NewFile:
    """A file being written; errors of the system name ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    @property
    def opened(self) -> IO[bytes]:
        if self._file is None:
            raise RuntimeError("the file is not open")
        return self._file

    def write(self, data: bytes) -> object:
        with os_errors_naming(self.path):
            return self.opened.write(data)

    def sync(self) -> None:
        """Write what is buffered."""
        with os_errors_naming(self.path):
            self.opened.flush()

    def restart(self) -> None:
        self.opened.seek(0)
        self.opened.truncate()

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # flushing fails again on a full disk
                self._file.close()


class AtomicFile(_NewFile):
    """A temporary file beside ``path``, which is renamed to it when it is whole.

    Only this user may read it: logs contain what jobs print.
    """

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        super().__init__(path)
        self.overwrite = overwrite

    def open(self) -> None:
        check_free(self.path, overwrite=self.overwrite)
        with os_errors_naming(self.path):
            # Created with O_EXCL, O_NOFOLLOW and mode 0600.
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - see close
                dir=self.path.parent, prefix=".", suffix=".part", delete=False
            )

    def sync(self) -> None:
        """Return when what was written is on the disk."""
        with os_errors_naming(self.path):
            self.opened.flush()
            os.fsync(self.opened.fileno())

    def publish(self) -> None:
        """Sync the file and rename it to ``path``."""
        file = self.opened
        self.sync()
        with os_errors_naming(self.path):
            file.close()
        move(Path(file.name), self.path, overwrite=self.overwrite)
        self._file = None
        sync_folder(self.path.parent)

    def close(self) -> None:
        """Close and delete the file, unless it was published."""
        super().close()
        if self._file is not None:
            Path(self._file.name).unlink(missing_ok=True)
            self._file = None


class TemporaryFile(_NewFile):
    """An anonymous file in the folder ``path``."""

    def open(self) -> None:
        with os_errors_naming(self.path):
            self._file = tempfile.TemporaryFile(dir=self.path)  # noqa: SIM115


async def write_stream(source: ChunkSource, file: _NewFile, report: Report) -> None:
    """Write a body: a chunk is written while the next one arrives.

    What was written is synced at intervals. The system would start writing back after
    many seconds, so that a single sync at the end would wait for the whole file: 200
    MiB took 1.6 times as long.
    """
    while True:
        written = synced = 0
        try:
            async with (
                SerialWorker() as writer,
                SerialWorker() as syncer,
                aclosing(source()) as chunks,
            ):
                async for chunk in chunks:
                    await writer.start(file.write, chunk)
                    written += len(chunk)
                    report(written)
                    if written - synced >= _SYNC_INTERVAL and syncer.is_idle:
                        await syncer.start(file.sync)
                        synced = written
        except ChangedError:
            await in_thread(file.restart)
        else:
            return


def check_free(target: Path, *, overwrite: bool) -> None:
    """Raise unless a file may be written to ``target``.

    Folders and special files, such as devices, are never overwritten.
    """
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{target} is a folder; pass the path of a file")
    if not overwrite:
        raise _exists_error(target)
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise FileExistsError(f"{target} is a device or a pipe and is not overwritten")


def move(source: Path, target: Path, *, overwrite: bool) -> None:
    """Rename a file atomically."""
    with os_errors_naming(target):
        if overwrite:
            source.replace(target)
            return
        try:
            # Unlike a rename, a link fails if the target exists.
            target.hardlink_to(source)
        except OSError:
            if os.path.lexists(target):
                raise _exists_error(target) from None
            # The file system has no hard links, as FAT and some network shares.
            source.rename(target)
        else:
            source.unlink()


def _exists_error(target: Path) -> FileExistsError:
    return FileExistsError(f"{target} exists; pass overwrite=True to replace it")


@contextmanager
def os_errors_naming(target: Path) -> Generator[None]:
    """Let errors of the system name ``target`` instead of a temporary file."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(target)) from None


def sync_folder(folder: Path) -> None:
    """Return when the names in ``folder`` are on the disk, if that is possible.

    It is not on Windows, on some network shares, and in a folder without read
    permission. The files are complete and have their names in any case.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
