"""Files that appear whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from attrs import define, field

from aioghactions._core.threads import in_thread
from aioghactions._downloads.pouring import Pieces, Tell, write_stream


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
