"""What arrives by aiohttp, in this library's own terms."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar, overload

import aiohttp

from aioghactions._core.messages import Request
from aioghactions._http.aiohttp_errors import from_aiohttp

if TYPE_CHECKING:
    from multidict import CIMultiDictProxy

T = TypeVar("T")

# A well-behaved page of 100 runs is 1.1 MB; an answer beyond these bounds is an
# attack or an accident, and must not fill memory (promise S10).
_LONGEST_ANSWER = 64 * 2**20
_LONGEST_ASIDE = 2**20
_FIRST_ASIDE = 300
# aiohttp stops reading beyond twice this.
READ_AHEAD = 64 * 2**10


class AiohttpStream:
    """An answer of storage, its body still on its way."""

    def __init__(self, response: aiohttp.ClientResponse, request: Request) -> None:
        self.status = response.status
        self.headers = ResponseHeaders(response.headers)
        self._response = response
        self._request = request

    def close(self) -> None:
        """Hang up."""
        # Not released to the pool: what is unread is unwanted.
        self._response.close()

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        """Yield the body as it arrives, at most ``size`` bytes at a time.

        Raises:
            TransportError: It broke off.
        """
        while arrived := await self._arrived():
            for start in range(0, len(arrived), size):
                yield arrived[start : start + size]

    async def _arrived(self) -> bytes:
        try:
            # Not so many bytes as are asked for: to cut what was received into pieces
            # of one length, and to join them, copies all of it once more.
            return await self._response.content.readany()
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # The last is what aiohttp says when its session was closed meanwhile.
            failure = from_aiohttp(error, self._request.url)
        raise failure


class ResponseHeaders(Mapping[str, str]):
    """Headers by lower-case name; a repeated one becomes one list (RFC 9110, 5.3).

    A view: to copy thirty headers of which ten are looked at costs a call 5 µs.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: "CIMultiDictProxy[str]") -> None:
        self._raw = raw

    def __getitem__(self, name: str) -> str:
        values = self._raw.getall(name)
        return values[0] if len(values) == 1 else ", ".join(values)

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name.lower() for name in self._raw))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<AnswerHeaders {', '.join(self)}>"

    @overload
    def get(self, name: str, default: None = None, /) -> str | None: ...
    @overload
    def get(self, name: str, default: str, /) -> str: ...
    @overload
    def get(self, name: str, default: T, /) -> str | T: ...
    def get(self, name: str, default: T | None = None, /) -> str | T | None:
        """Return a header, or ``default``; by one look-up, where most are absent."""
        values = self._raw.getall(name, None)
        if values is None:
            return default
        return values[0] if len(values) == 1 else ", ".join(values)


async def whole_body(status: int, content: aiohttp.StreamReader) -> bytes:
    """Return the body; of a redirect or refusal the beginning, if it has no end.

    Args:
        status: Of the answer.
        content: What arrives.

    Raises:
        aiohttp.ClientPayloadError: It is longer than anything that is documented.
    """
    aside = status >= _FIRST_ASIDE
    room = _LONGEST_ASIDE if aside else _LONGEST_ANSWER
    chunks: list[bytes] = []
    # Piece by piece: readany() joins what waits, which is joined once more below. This
    # takes a list of ten pages 6 to 9 % less of the processor.
    while True:
        chunk, is_marked = await content.readchunk()
        if not chunk:
            if is_marked and not content.at_eof():
                continue  # the end of a chunk (RFC 9112, 7.1), and not of the body
            break
        room -= len(chunk)
        if room < 0:
            if aside:
                break  # the status says enough
            raise aiohttp.ClientPayloadError("longer than any documented answer")
        chunks.append(chunk)
    return b"".join(chunks)
