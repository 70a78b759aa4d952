"""The transport that everybody uses: aiohttp, with its habits switched off."""

import asyncio
import ssl as tls
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import NoReturn

import aiohttp
from attrs import define, field
from multidict import CIMultiDictProxy
from yarl import URL

from aioghactions._wire.exchange import Headers, Request, Response

from . import public_network
from .deadlines import Deadlines
from .failures import translate
from .send_once import SentOnceError, send_once
from .transport import Stream, Timeouts

# A well-behaved page of 100 runs is 1.1 MB; an answer beyond these bounds is an
# attack or an accident, and must not fill memory (promise S10).
_LONGEST_ANSWER = 64 * 2**20
_LONGEST_REFUSAL = 2**20
_FIRST_REFUSAL = 400
_READ_AHEAD = 64 * 2**10
# aiohttp stops reading beyond twice this: with its own 64 KiB a large file takes
# twice as long, with more than 256 KiB no less.
_READ_AHEAD_OF_FILES = 256 * 2**10


@define(kw_only=True)
class AiohttpTransport:
    """Sends one request, once, and reports what happened. Knows no policy.

    A borrowed session lends its connection pool and its tracing, and nothing
    else: its headers, cookies, auth and middlewares would travel to storage.

    Attributes:
        borrowed: The session to borrow from.
        ssl: A context that knows a private certificate authority.
        proxy: A proxy's URL, which may hold a password.
        public_storage: Downloads connect to addresses of the internet only,
            through a pool of their own. Where a proxy or a connector of another
            kind connects for us, it is the one who sees the address.
    """

    borrowed: aiohttp.ClientSession | None = None
    ssl: tls.SSLContext | None = None
    proxy: str | None = field(default=None, repr=False)
    public_storage: bool = False
    _api: aiohttp.ClientSession | None = field(default=None, init=False)
    _storage: aiohttp.ClientSession | None = field(default=None, init=False)
    _deadlines: dict[float | None, Deadlines] = field(
        factory=dict[float | None, Deadlines], init=False, repr=False
    )

    def __reduce__(self) -> NoReturn:
        """Refuse: a client's token and password would be written down with it."""
        raise TypeError("a client is not pickled or copied: make one in each process")

    async def open(self) -> None:
        """Make the sessions; they need a running loop.

        Raises:
            RuntimeError: The borrowed session is closed.
        """
        lent = None if self.borrowed is None else self.borrowed.connector
        if self.borrowed is not None and lent is None:
            raise RuntimeError("the borrowed session is closed")
        # How much runs at once is the gate's business, not the pool's.
        pool = lent or aiohttp.TCPConnector(limit=0)
        self._api = self._session(pool, owned=lent is None, decompress=True)
        direct = type(pool) is aiohttp.TCPConnector and self.proxy is None
        guarded = direct and self.public_storage
        if guarded:
            pool = public_network.connector()
        self._storage = self._session(pool, owned=guarded, decompress=False)

    def _session(
        self, pool: aiohttp.BaseConnector, *, owned: bool, decompress: bool
    ) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=pool,
            connector_owner=owned,
            cookie_jar=aiohttp.DummyCookieJar(),
            # The bytes of a download are kept as storage sent them (promise S10).
            auto_decompress=decompress,
            read_bufsize=_READ_AHEAD if decompress else _READ_AHEAD_OF_FILES,
            middlewares=(send_once,),
            trace_configs=self.borrowed.trace_configs if self.borrowed else None,
        )

    async def close(self) -> None:
        """Close the sessions; a borrowed connection pool stays open."""
        for deadlines in self._deadlines.values():
            deadlines.abort()
        for session in (self._storage, self._api):
            if session is not None:
                await session.close()
        self._api = self._storage = None

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        """Send ``request`` and read the whole answer.

        Raises:
            TransportError: There was no whole answer. aiohttp's own error is
                not chained: its repr and its frames hold the token.
        """
        bound, total = asyncio.timeout(None), timeouts.total
        if total not in self._deadlines:
            self._deadlines[total] = Deadlines(total)
        deadlines = self._deadlines[total]
        try:
            async with bound:
                deadlines.start(bound)
                return await self._whole(request, timeouts)
        except (aiohttp.ClientError, SentOnceError, OSError, ValueError) as error:
            failure = translate(error, request.url)
        finally:
            deadlines.stop(bound)
        raise failure

    async def _whole(self, request: Request, timeouts: Timeouts) -> Response:
        # Apart, so that no frame of an error holds aiohttp's answer: it shows the URL.
        settings = _settings(timeouts, bounded=False)
        async with await self._send(self._api, request, settings) as response:
            return Response(
                status=response.status,
                headers=_plain(response.headers),
                body=await _read(response),
            )

    @asynccontextmanager
    async def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AsyncGenerator[Stream, None]:
        """Send ``request`` to storage and hand over the answer, body unread.

        Raises:
            TransportError: There was no answer.
            RedirectError: The link leads into a private network.
        """
        try:
            # No name in this frame for aiohttp's answer, which shows the signed link.
            stream = _AiohttpStream(
                await self._send(
                    self._storage, request, _settings(timeouts, bounded=True)
                ),
                request,
            )
        except (aiohttp.ClientError, SentOnceError, OSError, ValueError) as error:
            failure = translate(error, request.url)
        else:
            try:
                yield stream
            finally:
                stream.close()
            return
        raise failure

    async def _send(
        self,
        session: aiohttp.ClientSession | None,
        request: Request,
        settings: aiohttp.ClientTimeout,
    ) -> aiohttp.ClientResponse:
        if session is None:
            raise RuntimeError("the transport is not open")
        return await session.request(
            request.method,
            URL(request.url, encoded=True),
            headers=request.headers,
            data=request.body,
            allow_redirects=False,
            ssl=True if self.ssl is None else self.ssl,
            proxy=self.proxy,
            timeout=settings,
        )


class _AiohttpStream:
    def __init__(self, response: aiohttp.ClientResponse, request: Request) -> None:
        self.status = response.status
        self.headers = _plain(response.headers)
        self._response = response
        self._request = request

    def close(self) -> None:
        # Not released to the pool: what is unread is unwanted.
        self._response.close()

    async def chunks(self, size: int) -> AsyncIterator[bytes]:
        while chunk := await self._chunk(size):
            yield chunk

    async def _chunk(self, size: int) -> bytes:
        try:
            return await self._response.content.read(size)
        except (aiohttp.ClientError, OSError, RuntimeError) as error:
            # The last is what aiohttp says when its session was closed meanwhile.
            failure = translate(error, self._request.url)
        raise failure


@lru_cache(maxsize=16)
def _settings(timeouts: Timeouts, *, bounded: bool) -> aiohttp.ClientTimeout:
    """Return aiohttp's form of ``timeouts``, made once: it is dear (1.5 µs)."""
    return aiohttp.ClientTimeout(
        total=timeouts.total if bounded else None,
        sock_connect=timeouts.connect,
        sock_read=timeouts.read,
    )


def _plain(headers: CIMultiDictProxy[str]) -> Headers:
    """Lower-case names; a repeated header becomes one list (RFC 9110, 5.3)."""
    plain = Headers({name.lower(): value for name, value in headers.items()})
    if len(plain) < len(headers):
        for name in plain:
            plain[name] = ", ".join(headers.getall(name))
    return plain


async def _read(response: aiohttp.ClientResponse) -> bytes:
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
