"""The transport that everybody uses: aiohttp, with its habits switched off."""

import ssl as tls
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import lru_cache

import aiohttp
from yarl import URL

from aioghactions._core.messages import Request, Response
from aioghactions._core.redact import Unpicklable
from aioghactions._http import aiohttp_guards
from aioghactions._http.aiohttp_errors import from_aiohttp
from aioghactions._http.aiohttp_guards import SentOnceError, send_once
from aioghactions._http.aiohttp_response import (
    READ_AHEAD,
    AiohttpStream,
    ResponseHeaders,
    whole_body,
)
from aioghactions._http.transport import Stream, Timeouts

# With what does for the API a large file takes twice as long, with more no less.
_READ_AHEAD_OF_FILES = 256 * 2**10
# What no caller shall see.
_FAILURES = (aiohttp.ClientError, SentOnceError, OSError, ValueError)


class AiohttpTransport(Unpicklable):
    """Sends one request, once, and reports what happened. Knows no policy.

    A borrowed session lends its connection pool and its tracing, and nothing
    else: its headers, cookies, auth and middlewares would travel to storage.
    """

    __slots__ = ("_api", "_borrowed", "_proxy", "_public_storage", "_ssl", "_storage")

    def __init__(
        self,
        *,
        borrowed: aiohttp.ClientSession | None = None,
        ssl: tls.SSLContext | None = None,
        proxy: str | None = None,
        public_storage: bool = False,
    ) -> None:
        """Open nothing yet.

        Args:
            borrowed: The session to borrow from.
            ssl: A context that knows a private certificate authority.
            proxy: A proxy's URL, which may hold a password.
            public_storage: Downloads connect to addresses of the internet only,
                through a pool of their own. Where a proxy or a connector of another
                kind connects for us, it is the one who sees the address.
        """
        self._borrowed = borrowed
        self._ssl = True if ssl is None else ssl
        self._proxy = proxy
        self._public_storage = public_storage
        self._api: aiohttp.ClientSession | None = None
        self._storage: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the sessions; they need a running loop.

        Raises:
            RuntimeError: The borrowed session is closed.
        """
        lent = None if self._borrowed is None else self._borrowed.connector
        if self._borrowed is not None and lent is None:
            raise RuntimeError("the borrowed session is closed")
        # How much runs at once is the gate's business, not the pool's.
        pool = lent or aiohttp.TCPConnector(limit=0)
        self._api = self._session(pool, owned=lent is None, decompress=True)
        connects_itself = type(pool) is aiohttp.TCPConnector and self._proxy is None
        guarded = connects_itself and self._public_storage
        if guarded:
            pool = aiohttp_guards.public_only_connector()
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
            read_bufsize=READ_AHEAD if decompress else _READ_AHEAD_OF_FILES,
            middlewares=(send_once,),
            trace_configs=self._borrowed.trace_configs if self._borrowed else None,
        )

    async def close(self) -> None:
        """Close the sessions; a borrowed connection pool stays open."""
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
        try:
            return await self._whole(request, _settings(timeouts))
        except _FAILURES as error:
            failure = from_aiohttp(error, request.url)
        raise failure

    async def _whole(
        self, request: Request, settings: aiohttp.ClientTimeout
    ) -> Response:
        # Apart, so that no frame of an error holds aiohttp's answer: it shows the URL.
        async with await self._send(self._api, request, settings) as response:
            return Response(
                status=response.status,
                headers=ResponseHeaders(response.headers),
                body=await whole_body(response.status, response.content),
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
            stream = AiohttpStream(
                await self._send(self._storage, request, _settings(timeouts)),
                request,
            )
        except _FAILURES as error:
            failure = from_aiohttp(error, request.url)
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
            ssl=self._ssl,
            proxy=self._proxy,
            timeout=settings,
        )


@lru_cache(maxsize=16)
def _settings(timeouts: Timeouts) -> aiohttp.ClientTimeout:
    """Return aiohttp's form of ``timeouts``, made once: it is dear (1.5 µs)."""
    return aiohttp.ClientTimeout(
        total=timeouts.total, sock_connect=timeouts.connect, sock_read=timeouts.read
    )
