"""Logs and archives, which GitHub answers with a redirect to a signed link."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from aioghactions._core.call import Call, Location
from aioghactions._core.threads import in_thread
from aioghactions._downloads import files, kinds
from aioghactions._downloads.content import Content
from aioghactions._downloads.files import spooled_to_disk
from aioghactions._downloads.not_found import explain_not_found
from aioghactions._request.pipeline import Pipeline

Progress = Callable[[int, int | None], object]
"""Called with the bytes so far and the bytes in all, None if nobody knows."""


class Download(Content):
    """A log or archive, open for reading inside ``async with``.

    The signed link dies after a minute, so it is asked for on entry, used at once
    and never stored; if it is refused, another one is asked for. The token never
    travels to the storage host. A connection that breaks is resumed where it
    broke. The body is read once, by one of the methods, and never held as a whole
    unless asked: every method but ``read`` needs the same memory for any length.

    Every method checks what arrives, and raises at the end at the latest:
    ``DownloadError`` if the body is not as long as announced, is longer than
    accepted, has another checksum, or has changed on the way so that what was
    handed over cannot be continued; ``TransportError``, ``ServerError`` or
    ``DownloadExpiredError`` if the attempts that patience allows were not enough
    to get the rest.

    Attributes:
        content_type: What storage calls the bytes, or "".
        name: A file name for it, safe in any folder.
    """

    def __init__(self, pipeline: Pipeline, call: Call[Location]) -> None:
        super().__init__(pipeline, call)
        self.content_type: str = ""
        self.name: str = kinds.name_of(self._kind, call, {})

    def __repr__(self) -> str:
        return f"<Download {self._call}>"

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive. An artifact need not be one."""
        return kinds.is_zip(self._kind, self.content_type)

    async def __aenter__(self) -> Self:
        """Ask for the link and open it.

        Raises:
            NotFoundError: It is not finished yet, never was, or is hidden; the
                message says which is likely.
            GoneError: It has expired or was deleted.
            DownloadExpiredError: Storage refuses one link after the other.
            RuntimeError: It was opened before.
        """
        if self._state != "new":
            raise RuntimeError("a download is opened once: make another one")
        self._state = "opening"
        async with explain_not_found(self._pipeline, self._call):
            await self._transfer.open()
        headers = self._transfer.headers
        self.content_type = headers.get("content-type", "")
        self.name = kinds.name_of(self._kind, self._call, headers)
        self._state = "open"
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connection, whether or not the body was read."""
        self._state = "closed"
        await self._transfer.close()

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write the body to ``path``: the whole file, or none.

        The bytes go to a temporary file beside ``path``, readable by this user
        only, which takes its place when all have arrived and lie on the disk.

        Args:
            path: Where to. Its folder must exist.
            overwrite: Replace a file that is already there.
            progress: Called with the bytes written so far and the bytes in all
                (None if unknown), after each chunk. Should the body change on the
                way, the count starts anew.

        Raises:
            FileExistsError: ``path`` exists and ``overwrite`` is False.
            IsADirectoryError: ``path`` is a folder.
            OSError: There is no room, no right or no such folder; names ``path``.
        """
        tell = self._teller(progress)
        await files.save(self._taken(), Path(path), tell, overwrite=overwrite)
        return Path(path)

    async def extract(
        self,
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        max_bytes: int = 2 * 2**30,
        max_entries: int = 10_000,
        max_ratio: int = 200,
        progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Unpack an archive into ``folder``: every file whole, or none.

        A new folder appears in one step. In one that is there, files get their names
        one by one, after all were unpacked and nothing was found in their way; should
        one fail even so, those before it are taken back, unless they have replaced
        others.

        An archive with an entry that leads out of the folder, means a device or a
        link, or is there twice on some file system, is refused as a whole. What
        is no archive, such as an artifact that was never zipped, is saved in the
        folder under its ``name`` and not unzipped, whatever it contains.

        Args:
            folder: Where to; made if it is not there, in a folder that is.
            overwrite: Replace files that are already there.
            max_bytes: Refuse an archive that unpacks to more. Default 2 GiB.
            max_entries: Refuse an archive with more entries, or with more folders.
                Default 10,000.
            max_ratio: Refuse an archive that unpacks to more times its size.
            progress: As for ``save``; it counts bytes of the archive.

        Returns:
            The files.

        Raises:
            UnsafeArchiveError: The archive is refused.
            FileExistsError: A file exists and ``overwrite`` is False.
            IsADirectoryError: A folder is where a file should be.
            NotADirectoryError: Something else is where a folder should be.
            OSError: There is no room, no right or no folder that ``folder`` is in.
        """
        target = Path(folder)
        if not self.is_zip:
            await in_thread(target.mkdir, mode=0o700, exist_ok=True)
            path = target / self.name
            return (await self.save(path, overwrite=overwrite, progress=progress),)
        # Few programs unpack, and what they need takes long to import.
        from aioghactions._archives import extract as archives  # noqa: PLC0415
        from aioghactions._archives.checks import ArchiveLimits  # noqa: PLC0415

        limits = ArchiveLimits(entries=max_entries, size=max_bytes, ratio=max_ratio)
        room = await in_thread(archives.staging_folder, target)
        async with self.spooled(folder=room, progress=progress) as file:
            return await archives.extract(file, target, limits, overwrite=overwrite)

    @asynccontextmanager
    async def spooled(
        self,
        *,
        folder: str | os.PathLike[str] | None = None,
        progress: Progress | None = None,
    ) -> AsyncGenerator[IO[bytes], None]:
        """Hold the body on disk without a name, for as long as a block lasts.

        For what must be read back and forth, such as an archive that is not to be
        unpacked.

        Args:
            folder: Where there is room. Default: the system's own place.
            progress: As for ``save``.

        Yields:
            The file, open for reading. Read it in a thread.
        """
        async with spooled_to_disk(
            self._taken(), self._teller(progress), folder
        ) as file:
            yield file

    def _teller(self, progress: Progress | None) -> Callable[[int], object]:
        def tell(count: int) -> object:
            return None if progress is None else progress(count, self.length)

        return tell
