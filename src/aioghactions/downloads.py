"""Logs and archives, which GitHub answers with a redirect to a signed link."""

import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from aioghactions import errors
from aioghactions._runtime.pipeline import Pipeline
from aioghactions._runtime.transport import Stream
from aioghactions._wire.call import Call
from aioghactions._wire.location import Location

_CHUNK = 64 * 2**10
_SLICE = 2**20  # of a file: one visit to a thread each

Progress = Callable[[int, int | None], object]


class Download:
    """A log or archive, open for reading inside ``async with``.

    The signed link dies after a minute, so it is asked for on entry, used at
    once and never stored. The token never travels to the storage host. The body
    is read once, by one of the methods, and never held as a whole unless asked.

    Attributes:
        length: Bytes to come, or None if storage does not say.
        content_type: What storage calls the bytes, or "".
    """

    def __init__(self, pipeline: Pipeline, call: Call[Location]) -> None:
        self._pipeline = pipeline
        self._call = call
        self._stack = AsyncExitStack()
        self._stream: Stream | None = None
        self.length: int | None = None
        self.content_type = ""

    def __repr__(self) -> str:
        return f"<Download {self._call}>"

    async def __aenter__(self) -> Self:
        """Ask for the link and open it.

        Raises:
            NotFoundError: It does not exist, is hidden, or is not finished yet.
            GoneError: It has expired or was deleted.
            DownloadExpiredError: Storage refuses the link.
        """
        stream = await self._stack.enter_async_context(
            self._pipeline.download(self._call)
        )
        text = stream.headers.get("content-length", "")
        self.length = int(text) if text.isascii() and text.isdigit() else None
        self.content_type = stream.headers.get("content-type", "")
        self._stream = stream
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connection, whether or not the body was read."""
        self._stream = None
        await self._stack.aclose()

    async def chunks(self, size: int = _CHUNK) -> AsyncGenerator[bytes, None]:
        """Yield the bytes as they arrive, at most ``size`` at a time.

        Raises:
            RuntimeError: The download is not open, or was read before.
            DownloadError: Fewer bytes arrived than were announced.
        """
        if self._stream is None:
            raise RuntimeError("open the download with `async with`, and read it once")
        stream, self._stream = self._stream, None
        seen = 0
        async for chunk in stream.chunks(size):
            seen += len(chunk)
            yield chunk
        if self.length is not None and seen != self.length:
            raise errors.DownloadError(f"{seen} of {self.length} bytes arrived")

    async def lines(self) -> AsyncGenerator[str, None]:
        """Yield lines without their ends; bytes that are not UTF-8 become U+FFFD."""
        rest: list[bytes] = []
        async for chunk in self.chunks():
            first, *more = chunk.split(b"\n")
            rest.append(first)
            if more:
                yield _text(rest)
                for line in more[:-1]:
                    yield _text([line])
                rest = [more[-1]]
        if any(rest):
            yield _text(rest)

    async def read(self, *, max_bytes: int = 64 * 2**20) -> bytes:
        """Return the whole body.

        Args:
            max_bytes: Refuse more than this, so that a surprise cannot fill
                memory. Default 64 MiB.

        Raises:
            DownloadError: The body is longer than ``max_bytes``.
        """
        whole: list[bytes] = []
        room = max_bytes
        async for chunk in self.chunks():
            room -= len(chunk)
            if room < 0:
                raise errors.DownloadError(
                    f"longer than {max_bytes} bytes: save it, or raise max_bytes"
                )
            whole.append(chunk)
        return b"".join(whole)

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write the body to ``path``: the whole file, or none.

        The bytes go to a temporary file beside ``path``, readable by this user
        only, which takes its place when all have arrived.

        Args:
            path: Where to. Its folder must exist.
            overwrite: Replace a file that is already there.
            progress: Called with the bytes written so far and the bytes in all
                (None if unknown), after each chunk.

        Raises:
            FileExistsError: ``path`` exists and ``overwrite`` is False.
            DownloadError: Fewer bytes arrived than were announced.
        """
        target = Path(path)
        file = await asyncio.to_thread(_begin, target, overwrite=overwrite)
        try:
            await self._pour(file, progress)
            await asyncio.to_thread(_keep, file, target, overwrite=overwrite)
        except BaseException:
            _discard(file)  # not in a thread: a second cancellation must not skip it
            raise
        return target

    async def _pour(self, file: IO[bytes], progress: Progress | None) -> None:
        written = 0
        async for chunk in self.chunks(_SLICE):
            written += await asyncio.to_thread(file.write, chunk)
            if progress is not None:
                progress(written, self.length)


def _begin(target: Path, *, overwrite: bool) -> IO[bytes]:
    if not overwrite and os.path.lexists(target):
        raise FileExistsError(f"{target} exists: say overwrite=True to replace it")
    return tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
    )


def _keep(file: IO[bytes], target: Path, *, overwrite: bool) -> None:
    with file:
        file.flush()
        os.fsync(file.fileno())
    if overwrite:
        Path(file.name).replace(target)
        return
    # A link refuses an existing name, where a rename would replace it.
    target.hardlink_to(file.name)
    Path(file.name).unlink()


def _discard(file: IO[bytes]) -> None:
    file.close()
    Path(file.name).unlink(missing_ok=True)


def _text(parts: list[bytes]) -> str:
    return b"".join(parts).removesuffix(b"\r").decode("utf-8", "replace")
