"""The bytes of a download: arriving, checked, read once."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final, Literal, Self

from aioghactions._core.call import Call, Location
from aioghactions._downloads import kinds
from aioghactions._downloads.files import Pieces
from aioghactions._downloads.integrity import Digest, read_digest
from aioghactions._downloads.lines import LineDecoder
from aioghactions._downloads.not_found import explain_not_found
from aioghactions._downloads.resume import ChangedError
from aioghactions._downloads.transfer import Expected, Transfer, verified_chunks
from aioghactions._request.pipeline import Pipeline

_MIB: Final = 2**20
_CHUNK: Final = 64 * 2**10
_SLICE: Final = _MIB  # of a file: more than ever waits, so that nothing is cut


class Content:
    """What :class:`Download` opens, to be read by a program."""

    def __init__(self, pipeline: Pipeline, call: Call[Location]) -> None:
        self._pipeline = pipeline
        self._call = call
        self._kind = kinds.kind_of(call)
        self._transfer = Transfer(pipeline, call)
        self._state: Literal["new", "opening", "open", "read", "closed"] = "new"
        self._digest: Digest | None = None
        self._longest = self._kind.longest

    @property
    def length(self) -> int | None:
        """How many bytes it has; None if storage does not say."""
        return self._transfer.length

    def expect(
        self, *, digest: str | None = None, max_bytes: int | None = None
    ) -> Self:
        """Say what must be true of the bytes; return this download.

        Args:
            digest: Their checksum, as ``Artifact.digest`` has it: ``sha256:...``.
            max_bytes: Refuse more than this. Default: 1 GiB for logs, 10 GiB for
                artifacts.

        Raises:
            ValueError: ``digest`` is none that can be computed.
        """
        if digest is not None:
            self._digest = read_digest(digest)
        if max_bytes is not None:
            self._longest = max_bytes
        return self

    async def chunks(self, size: int = _CHUNK) -> AsyncGenerator[bytes, None]:
        """Yield the bytes as they arrive.

        What has been yielded cannot be taken back: count on it only after the
        last one.

        Args:
            size: How many at a time, at most; at least 1. Default: 64 KiB.

        Raises:
            RuntimeError: The download is not open, or was read before.
            ValueError: ``size`` is less than 1.
        """
        if size < 1:
            raise ValueError(f"size is {size}: at least 1")
        self._take()
        async with aclosing(self._pieces(size, self._longest)) as arriving:
            async for piece in arriving:
                yield piece

    async def lines(self, *, max_line: int = 64 * _MIB) -> AsyncGenerator[str, None]:
        """Yield lines without their ends; bytes that are not UTF-8 become U+FFFD.

        The byte order mark that GitHub's job logs begin with is left out.

        Args:
            max_line: Refuse a line of more characters, so that a surprise cannot
                fill memory. Default 64 Mi.
        """
        async with aclosing(decode_lines(self.chunks(), max_line)) as lines:
            async for line in lines:
                yield line

    async def read(self, *, max_bytes: int = 64 * _MIB) -> bytes:
        """Return the whole body.

        Args:
            max_bytes: Refuse more than this, so that a surprise cannot fill
                memory. Default 64 MiB; what :meth:`expect` has been told counts
                too, if it is less.
        """
        self._take()
        longest = min(max_bytes, self._longest)
        while True:
            try:
                async with aclosing(self._pieces(_CHUNK, longest)) as arriving:
                    return b"".join([piece async for piece in arriving])
            except ChangedError:
                continue  # what comes next is the first byte

    def _take(self) -> None:
        if self._state != "open":
            raise RuntimeError("open the download with `async with`, and read it once")
        self._state = "read"

    def _taken(self) -> Pieces:
        """Take the bytes, to be written to disk."""
        self._take()
        return lambda: self._pieces(_SLICE, self._longest)

    async def _pieces(self, size: int, longest: int) -> AsyncGenerator[bytes, None]:
        expected = Expected(longest=longest, digest=self._digest)
        async with (
            explain_not_found(self._pipeline, self._call),
            aclosing(verified_chunks(self._transfer, size, expected)) as arriving,
        ):
            async for piece in arriving:
                yield piece


async def decode_lines(
    chunks: AsyncGenerator[bytes, None], longest: int
) -> AsyncGenerator[str, None]:
    """Yield the lines that bytes hold, and close where they come from.

    Args:
        chunks: The bytes, cut anywhere.
        longest: Characters of a line that are accepted.
    """
    splitter = LineDecoder(longest)
    async with aclosing(chunks) as arriving:
        async for chunk in arriving:
            for line in splitter.feed(chunk):
                yield line
    for line in splitter.end():
        yield line
