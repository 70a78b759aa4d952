"""What arrives by aiohttp, in this library's own terms."""

from collections.abc import AsyncIterator

import aiohttp
from multidict import CIMultiDictProxy

from aioghactions._wire.exchange import Headers, Request

from .failures import translate

# A well-behaved page of 100 runs is 1.1 MB; an answer beyond these bounds is an
# attack or an accident, and must not fill memory (promise S10).
_LONGEST_ANSWER = 64 * 2**20
_LONGEST_REFUSAL = 2**20
_FIRST_REFUSAL = 400


class AiohttpStream:
    """An answer of storage, its body still on its way."""

    def __init__(self, response: aiohttp.ClientResponse, request: Request) -> None:
        self.status = response.status
        self.headers = plain(response.headers)
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
        while chunk := await self._chunk(size):
            yield chunk

    async def _chunk(self, size: int) -> bytes:
        try:
            return await self._response.content.read(size)
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # The last is what aiohttp says when its session was closed meanwhile.
            failure = translate(error, self._request.url)
        raise failure


def plain(headers: CIMultiDictProxy[str]) -> Headers:
    """Return lower-case names; a repeated header becomes one list (RFC 9110, 5.3)."""
    lowered = Headers({name.lower(): value for name, value in headers.items()})
    if len(lowered) < len(headers):
        for name in lowered:
            lowered[name] = ", ".join(headers.getall(name))
    return lowered


async def whole_body(response: aiohttp.ClientResponse) -> bytes:
    """Return the body; of a refusal only the beginning, if it has no end.

    Raises:
        aiohttp.ClientPayloadError: It is longer than anything that is documented.
    """
    refusal = response.status >= _FIRST_REFUSAL
    room = _LONGEST_REFUSAL if refusal else _LONGEST_ANSWER
    chunks: list[bytes] = []
    async for chunk in response.content.iter_any():
        room -= len(chunk)
        if room < 0:
            response.close()
            if refusal:
                break  # the status says enough
            raise aiohttp.ClientPayloadError("longer than any documented answer")
        chunks.append(chunk)
    return b"".join(chunks)
