"""Downloads: the logs and archives behind signed links."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal, Self

from aioghactions._core import redact
from aioghactions._core.call import Call, Location
from aioghactions._core.lazy import public_names
from aioghactions._core.threads import in_stoppable_thread, in_thread
from aioghactions._downloads import files, integrity, kinds
from aioghactions._downloads.lines import decode_lines
from aioghactions._downloads.not_found import explain_not_found
from aioghactions._downloads.resume import ChangedError
from aioghactions._downloads.transfer import Transfer
from aioghactions._request.pipeline import Pipeline
from aioghactions.errors import DownloadError, UnsafeArchiveError

_MIB: Final = 2**20
_CHUNK: Final = 64 * 2**10
# Chunks for the disk are as large as they arrive: more than is ever buffered.
_FILE_CHUNK: Final = _MIB

Progress = Callable[[int, int | None], object]
"""Called with the bytes so far and the total; the total is None if it is unknown."""


class Download:
    """A log or archive, open for reading inside ``async with``.

    GitHub redirects a download to a signed link on a storage host. The link expires
    after a minute, so it is requested on entry, used at once and never stored; if
    storage rejects it, a new one is requested. The token is never sent to the storage
    host. A connection that breaks is resumed at the byte where it broke.

    The body is read once, by one of the methods. Every method except :meth:`read`
    needs the same memory for any length.

    Every method checks what arrives, and raises no later than after the last byte:
    ``DownloadError`` if the body does not have the announced length, is longer than
    accepted, has another checksum, or changed on the server so that the bytes already
    yielded cannot be continued; ``TransportError``, ``ServerError`` or
    ``DownloadExpiredError`` if the attempts that ``Patience`` allows did not suffice.

    Attributes:
        content_type: Media type of the body, or "" if storage sends none.
        name: File name for the body, safe in any folder.
    """

    def __init__(self, pipeline: Pipeline, call: Call[Location]) -> None:
        self._pipeline = pipeline
        self._call = call
        self._kind = kinds.kind_of(call)
        self._transfer = Transfer(pipeline, call)
        self._state: Literal["new", "opening", "open", "read", "closed"] = "new"
        self._digest: integrity.Digest | None = None
        self._max_bytes = self._kind.max_bytes
        self._first_bytes: bytes | None = None
        self.content_type: str = ""
        self.name: str = kinds.file_name(self._kind, call, {}, is_archive=self.is_zip)

    def __repr__(self) -> str:
        return f"<Download {self._call}>"

    @property
    def length(self) -> int | None:
        """Length of the body in bytes; None if storage does not send it."""
        if "content-encoding" in self._transfer.headers:
            return None
        return self._transfer.received.total

    @property
    def is_zip(self) -> bool:
        """Whether the body is a zip archive; an artifact may be any file.

        It is one by its media type or by its first bytes.
        """
        return kinds.is_zip(self._kind, self._transfer.headers, self._first_bytes)

    async def __aenter__(self) -> Self:
        """Request the link and open it.

        Raises:
            NotFoundError: The log or artifact is not finished yet, does not exist or
                is hidden; the message says which is likely.
            GoneError: It has expired or was deleted.
            DownloadExpiredError: Storage rejected several links in a row.
            RuntimeError: The download was opened before.
        """
        if self._state != "new":
            raise RuntimeError("a download can be opened once; create another one")
        self._state = "opening"
        async with explain_not_found(self._pipeline, self._call):
            await self._transfer.open()
            try:
                await self._peek()
                headers = self._transfer.headers
                self.content_type = headers.get("content-type", "")
                self.name = kinds.file_name(
                    self._kind, self._call, headers, is_archive=self.is_zip
                )
            except BaseException:
                await self._transfer.close()
                raise
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

    def expect(
        self, *, digest: str | None = None, max_bytes: int | None = None
    ) -> Self:
        """Set what the body is checked against, and return this download.

        Args:
            digest: Checksum of the body, as in ``Artifact.digest``: ``sha256:...``,
                ``sha384:...`` or ``sha512:...``. One of another algorithm cannot be
                checked and is ignored.
            max_bytes: Longest body that is accepted, in bytes. Default: 1 GiB for
                logs, 10 GiB for artifacts.

        Raises:
            ValueError: ``digest`` is malformed.
        """
        if digest is not None:
            self._digest = integrity.parse_digest(digest)
        if max_bytes is not None:
            self._max_bytes = max_bytes
        return self

    async def chunks(self, size: int = _CHUNK) -> AsyncGenerator[bytes, None]:
        """Yield the body as it arrives.

        The checks end after the last chunk: do not rely on earlier chunks until the
        iteration has ended without an error.

        Args:
            size: Largest chunk in bytes; at least 1. Default: 64 KiB.

        Raises:
            RuntimeError: The download is not open, or was read before.
            ValueError: ``size`` is less than 1.
        """
        if size < 1:
            raise ValueError(f"size must be at least 1, got {size}")
        self._begin_reading()
        async with aclosing(self._body(size, self._max_bytes)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def lines(self, *, max_line: int = 64 * _MIB) -> AsyncGenerator[str, None]:
        """Yield the lines of the body, without their line ends.

        Bytes that are not UTF-8 become U+FFFD. The byte order mark at the beginning
        of GitHub's job logs is left out.

        Args:
            max_line: Longest line that is accepted, in characters. Default: 64 Mi.
        """
        async with aclosing(decode_lines(self.chunks(), max_line)) as lines:
            async for line in lines:
                yield line

    async def read(self, *, max_bytes: int = 64 * _MIB) -> bytes:
        """Return the whole body.

        Args:
            max_bytes: Longest body that is accepted, in bytes. Default: 64 MiB. The
                limit of :meth:`expect` applies as well.
        """
        self._begin_reading()
        limit = min(max_bytes, self._max_bytes)
        while True:
            try:
                async with aclosing(self._body(_CHUNK, limit)) as chunks:
                    return b"".join([chunk async for chunk in chunks])
            except ChangedError:
                continue  # the next chunk is the first of the new body

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write the body to ``path``: the whole file, or none.

        The bytes go to a temporary file next to ``path`` that only this user may read.
        It is renamed to ``path`` when all bytes have arrived and are on the disk.

        Args:
            path: File to write. Its folder must exist.
            overwrite: Replace an existing file.
            progress: Called after each chunk with the bytes written so far and the
                total (None if unknown). The count restarts if the body changes on
                the server.

        Raises:
            FileExistsError: ``path`` exists and ``overwrite`` is False.
            IsADirectoryError: ``path`` is a folder.
            OSError: The disk is full, permission is denied, or the folder does not
                exist; the error names ``path``.
        """
        target, report = Path(path), self._reporter(progress)
        await files.save(self._file_chunks(), target, report, overwrite=overwrite)
        return target

    async def extract(
        self,
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        max_bytes: int = 2 * 2**30,
        max_entries: int = 10_000,
        max_ratio: int = 200,
        portable: bool = False,
        progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Extract an archive into ``folder``: all files, or none.

        A new folder appears in one step. Into an existing folder the files are moved
        one by one, after all were extracted and no conflict was found. If a move fails
        even so, the files moved before it are removed again, unless ``overwrite`` is
        set.

        The whole archive is rejected if an entry leads out of the folder, is a link
        or a device, or has a name that this system does not allow or does not
        distinguish from that of another entry.

        Args:
            folder: Folder to extract into. It is created if it does not exist; its
                parent must exist.
            overwrite: Replace existing files.
            max_bytes: Largest total size of the extracted files, in bytes. Default:
                2 GiB.
            max_entries: Most entries, and most folders, of the archive. Default:
                10,000.
            max_ratio: Largest ratio of the extracted size to the size of the archive;
                the first mebibyte is always accepted. Default: 200.
            portable: Also reject names that only other systems do not allow or
                distinguish, such as ``aux.c``, or ``README`` and ``readme``.
            progress: As for :meth:`save`; counts bytes of the archive.

        Returns:
            The paths of the files.

        Raises:
            UnsafeArchiveError: The archive is rejected, or the body is not an archive,
                such as the log of a job, or an artifact uploaded without zipping:
                :meth:`save` it.
            FileExistsError: A file exists and ``overwrite`` is False.
            IsADirectoryError: A folder exists at the path of a file.
            NotADirectoryError: Something else exists at the path of a folder.
            OSError: The disk is full, permission is denied, or the parent of
                ``folder`` does not exist.
        """
        target = Path(folder)
        if self._state == "open" and not self.is_zip:
            shown = redact.one_line(self.content_type)
            raise UnsafeArchiveError(
                f"the {self._kind.owner} is not a zip archive but {shown or 'a file'}; "
                "use save()"
            )
        # Few programs extract archives, and these modules are slow to import.
        from aioghactions._archives import extract as archives  # noqa: PLC0415
        from aioghactions._archives.checks import ArchiveLimits  # noqa: PLC0415

        limits = ArchiveLimits(entries=max_entries, size=max_bytes, ratio=max_ratio)
        parent = await in_thread(archives.staging_parent, target)
        async with self.spooled(folder=parent, progress=progress) as file:
            return await in_stoppable_thread(
                archives.extract,
                file,
                target,
                limits,
                overwrite=overwrite,
                portable=portable,
            )

    @asynccontextmanager
    async def spooled(
        self,
        *,
        folder: str | os.PathLike[str] | None = None,
        progress: Progress | None = None,
    ) -> AsyncGenerator[IO[bytes], None]:
        """Store the body in an anonymous temporary file, deleted after the block.

        For random access, such as to an archive that is read without extracting it.

        Args:
            folder: Folder on the file system to use. Default: the system's folder for
                temporary files.
            progress: As for :meth:`save`.

        Yields:
            The file, open for reading. Its methods block: call them in a thread.
        """
        report = self._reporter(progress)
        async with files.spooled(self._file_chunks(), report, folder) as file:
            yield file

    async def _peek(self) -> None:
        """Receive the first bytes if the headers do not show whether it is a zip."""
        transfer = self._transfer
        if self._kind.is_zip is not None or kinds.is_zip(
            self._kind, transfer.headers, b""
        ):
            return
        if (transfer.received.total or 0) > self._max_bytes:
            return  # reading it is an error
        check = self._integrity_check(self._max_bytes)
        needed = kinds.PEEKED_COMPRESSED if check.is_compressed else kinds.PEEKED
        first = await transfer.peek(needed, chunk=_CHUNK)
        self._first_bytes = b"".join(check.feed(first))

    def _begin_reading(self) -> None:
        if self._state == "read":
            raise RuntimeError("a download can be read once; create another one")
        if self._state != "open":
            raise RuntimeError("the download is not open; read it inside `async with`")
        self._state = "read"

    def _file_chunks(self) -> files.ChunkSource:
        self._begin_reading()
        return lambda: self._body(_FILE_CHUNK, self._max_bytes)

    async def _body(self, size: int, max_bytes: int) -> AsyncGenerator[bytes, None]:
        """Yield the rest of the body, decompressed and checked."""
        transfer = self._transfer
        check = self._integrity_check(max_bytes)
        if (transfer.received.total or 0) > max_bytes:
            raise integrity.too_long(max_bytes)
        if not (transfer.is_delimited or check.detects_truncation):
            raise DownloadError(
                "the response does not say where the body ends, so it may be "
                "truncated; pass its checksum to expect()"
            )
        async with explain_not_found(self._pipeline, self._call):
            while data := await transfer.read(size):
                blocks = check.feed(data)
                if not check.is_compressed:
                    for block in blocks:
                        yield block
                    continue
                # Few bytes may decompress to many, which would block the event loop.
                while (block := await in_thread(next, blocks, b"")) != b"":
                    yield block
        check.end()

    def _integrity_check(self, max_bytes: int) -> integrity.IntegrityCheck:
        coding = self._transfer.headers.get("content-encoding", "")
        return integrity.IntegrityCheck(
            coding=coding, max_bytes=max_bytes, digest=self._digest
        )

    def _reporter(self, progress: Progress | None) -> files.Report:
        def report(count: int) -> object:
            return None if progress is None else progress(count, self.length)

        return report


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals(), "Progress")
