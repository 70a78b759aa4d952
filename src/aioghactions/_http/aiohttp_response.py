"""Adapt aiohttp's response to this library's types, and bound its body."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING, Final, TypeVar, overload

import aiohttp

from aioghactions._core.clock import TimeLimit
from aioghactions._core.gunzip import Gunzip, InvalidGzipError
from aioghactions._http.aiohttp_errors import (
    ResponseTooLargeError,
    UnknownCodingError,
    from_aiohttp,
)
from aioghactions.errors import ConnectionLostError

if TYPE_CHECKING:
    from multidict import CIMultiDictProxy

T = TypeVar("T")

# A page of 100 runs has 1.1 MB. A response beyond these limits is an attack or an
# accident, and must not fill memory (promise S10).
_MAX_BODY = 64 * 2**20
_MAX_OTHER_BODY = 2**20
_FIRST_OTHER_STATUS = 300
_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_MAGIC: Final = b"\x1f\x8b"
_MAX_MEMBERS: Final = 1_000  # of a body; servers and proxies send one
# aiohttp pauses reading at twice this.
READ_AHEAD = 64 * 2**10


class AiohttpStream:
    """A response of storage whose body has not been read."""

    def __init__(self, response: aiohttp.ClientResponse, url: str) -> None:
        self.status = response.status
        self.headers = ResponseHeaders(response.headers)
        self._response, self._url = response, url
        self._reads: TimeLimit = TimeLimit(None)
        self._is_closed: bool = False

    def close(self) -> None:
        """Close the connection; a read in progress ends with an error."""
        # Not released to the pool: the rest of the body would have to be read first.
        self._response.close()
        self._is_closed = True
        self._reads.abort()  # aiohttp would let it wait for ever

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        while received := await self._read():
            for start in range(0, len(received), size):
                yield received[start : start + size]

    async def _read(self) -> bytes:
        try:
            async with asyncio.timeout(-inf if self._is_closed else None) as timeout:
                self._reads.begin(timeout)
                try:
                    # Not read(size): it splits and joins the received bytes into blocks
                    # of one length, which copies all of them once more.
                    return await self._response.content.readany()
                finally:
                    self._reads.end(timeout)
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # RuntimeError: the session was closed meanwhile.
            failure = from_aiohttp(error, self._url)
        if self._is_closed:
            failure = ConnectionLostError("it was closed while it was read")
        raise failure


class ResponseHeaders(Mapping[str, str]):
    """Headers by lower-case name; repeated headers are joined (RFC 9110, 5.3).

    A view: copying thirty headers of which ten are read costs 5 µs a call.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: "CIMultiDictProxy[str]") -> None:
        self._raw = raw

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._raw.getall(name))

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.lower() for name in self._raw))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<ResponseHeaders {', '.join(self)}>"

    @overload
    def get(self, name: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, name: str, default: str, /) -> str: ...
    @overload
    def get(self, name: str, default: T, /) -> str | T: ...
    def get(self, name: str, default: T | None = None, /) -> str | T | None:
        """Return a header, or ``default``; one look-up, as most are missing."""
        values = self._raw.getall(name, None)
        return default if values is None else ", ".join(values)


async def read_body(
    response: aiohttp.ClientResponse, progress: Callable[[], object]
) -> bytes:
    """Read the body, and decompress it if it is gzip.

    ``progress`` is called whenever the next part of it has to arrive.

    Of a redirect or an error response at most the first MiB, and none of a body that
    cannot be decompressed, since the status suffices.

    Raises:
        ResponseTooLargeError: The body of a success is longer than 64 MiB.
        UnknownCodingError: It has a content coding that was not asked for.
        ClientPayloadError: It is not valid gzip, or was cut short.
    """
    is_success = response.status < _FIRST_OTHER_STATUS
    most = _MAX_BODY if is_success else _MAX_OTHER_BODY
    body = await _received(response.content, most, progress)
    if is_success and len(body) > most:  # before it is decompressed: it is cut off
        raise ResponseTooLargeError
    coding = response.headers.get("content-encoding", "").strip().lower()
    try:
        if body and coding not in _PLAIN:
            body = _decompressed(body, coding, most, is_whole=is_success)
    except aiohttp.ClientPayloadError:
        if is_success:
            raise
        return b""
    if is_success and len(body) > most:
        raise ResponseTooLargeError
    return body[:most]


async def _received(
    content: aiohttp.StreamReader, most: int, progress: Callable[[], object]
) -> bytes:
    """Return the body as it arrives; if it is longer than ``most``, its beginning."""
    chunks: list[bytes] = []
    # readany() would join the buffered chunks, which are joined once more below: a list
    # of ten pages takes 6 to 9 % less CPU time this way.
    while True:
        if not content.is_eof():
            progress()
        chunk, is_chunk_end = await content.readchunk()
        if not chunk:
            if is_chunk_end and not content.at_eof():
                continue  # the end of an HTTP chunk (RFC 9112, 7.1), not of the body
            break
        chunks.append(chunk)
        most -= len(chunk)
        if most < 0:
            break
    return b"".join(chunks)


def _decompressed(body: bytes, coding: str, most: int, *, is_whole: bool) -> bytes:
    """Return the text of ``body``; if it is longer than ``most``, its beginning."""
    if coding not in _GZIP:
        raise UnknownCodingError(coding)
    gunzip, texts = Gunzip(), list[bytes]()
    try:
        for _ in range(_MAX_MEMBERS):
            # All at once: in parts it takes up to three times as long.
            text, body = gunzip.decompress(body, most + 1)
            texts.append(text)
            most -= len(text)
            # What follows the last member, such as zeros, does not belong to the text.
            if most < 0 or not gunzip.is_complete or not body.startswith(_MAGIC):
                break
        else:
            raise aiohttp.ClientPayloadError
    except InvalidGzipError:
        raise aiohttp.ClientPayloadError from None
    if is_whole and most >= 0 and not gunzip.is_complete:
        raise aiohttp.ClientPayloadError  # cut short
    return b"".join(texts)
