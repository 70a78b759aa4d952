"""The default transport: aiohttp without redirects, cookies and retries."""

import asyncio
import ssl as tls
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager, closing
from functools import lru_cache

import aiohttp
from yarl import URL

from aioghactions._core.clock import TimeLimit
from aioghactions._core.messages import Request, Response
from aioghactions._core.redact import Unpicklable
from aioghactions._http import aiohttp_guards
from aioghactions._http.aiohttp_errors import from_aiohttp
from aioghactions._http.aiohttp_response import (
    READ_AHEAD,
    AiohttpStream,
    ResponseHeaders,
    read_body,
)
from aioghactions._http.transport import Stream, Timeouts

# With the API's buffer size a large file takes twice as long.
_READ_AHEAD_OF_FILES = 256 * 2**10
# Exceptions that are mapped to this library's own.
_FAILURES = (aiohttp.ClientError, aiohttp_guards.SentOnceError, OSError, ValueError)


class AiohttpTransport(Unpicklable):
    """Sends each request exactly once over aiohttp.

    Of a borrowed session it uses the connection pool and the trace configurations
    only: its headers, cookies, auth and middlewares would be sent to storage as well.
    """

    __slots__ = (
        *("_api", "_borrowed", "_limit", "_proxy", "_public_storage"),
        *("_silence", "_ssl", "_storage", "_streams", "_timeouts", "_to_connect"),
    )

    def __init__(
        self,
        *,
        borrowed: aiohttp.ClientSession | None = None,
        ssl: tls.SSLContext | None = None,
        proxy: str | None = None,
        public_storage: bool = False,
    ) -> None:
        self._borrowed = borrowed
        self._ssl = True if ssl is None else ssl
        self._proxy = proxy  # may contain a password
        # Downloads connect to public addresses only, through a pool of their own. Not
        # with a proxy or a custom connector, because only they see the address.
        self._public_storage = public_storage
        self._api: aiohttp.ClientSession | None = None
        self._storage: aiohttp.ClientSession | None = None
        # Those of the last attempt, aiohttp's form of them, and the limits of the
        # attempts in progress: in all, and since the last byte.
        self._timeouts: Timeouts | None = None
        self._to_connect = aiohttp.ClientTimeout()
        self._limit: TimeLimit = TimeLimit(None)
        self._silence: TimeLimit = TimeLimit(None)
        self._streams: set[AiohttpStream] = set()  # open ones

    async def open(self) -> None:
        """Create the sessions, which need a running event loop."""
        borrowed = None if self._borrowed is None else self._borrowed.connector
        if self._borrowed is not None and borrowed is None:
            raise RuntimeError("the borrowed session is closed")
        # The rate limiter bounds concurrency, so the pool has no limit.
        pool = borrowed or aiohttp.TCPConnector(limit=0)
        self._api = self._session(
            pool, READ_AHEAD, owned=borrowed is None, coding="gzip"
        )
        is_direct = type(pool) is aiohttp.TCPConnector and self._proxy is None
        guarded = is_direct and self._public_storage
        if guarded:
            pool = aiohttp_guards.public_only_connector()
        self._storage = self._session(
            pool, _READ_AHEAD_OF_FILES, owned=guarded, coding="identity"
        )

    def _session(
        self, pool: aiohttp.BaseConnector, read_ahead: int, *, owned: bool, coding: str
    ) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=pool,
            connector_owner=owned,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"accept-encoding": coding},
            # The API's responses are decompressed faster by read_body; a download
            # keeps the bytes that storage sent (promise S10).
            auto_decompress=False,
            read_bufsize=read_ahead,
            request_class=aiohttp_guards.CheckedRequest,
            trace_configs=self._borrowed.trace_configs if self._borrowed else None,
        )

    async def close(self) -> None:
        """Close the sessions; a borrowed connection pool stays open."""
        for session in (self._storage, self._api):
            if session is not None:
                await session.close()
        self._api = self._storage = None
        self._limit.abort()
        self._silence.abort()
        for stream in tuple(self._streams):
            stream.close()

    async def exchange(self, request: Request, timeouts: Timeouts) -> Response:
        if timeouts is not self._timeouts:
            self._limit_by(timeouts)
        limit, silence = self._limit, self._silence
        response: aiohttp.ClientResponse | None = None
        try:
            async with asyncio.Timeout(None) as timeout:
                limit.begin(timeout)
                try:
                    sent_once = aiohttp_guards.Exchange(timeout, silence)
                    response = await self._send(
                        self._api, request, self._to_connect, sent_once
                    )
                    return Response(
                        status=response.status,
                        headers=ResponseHeaders(response.headers),
                        body=await read_body(response, sent_once.progress),
                    )
                finally:
                    limit.end(timeout)
                    silence.end(timeout)
                    if response is not None:
                        response.release()
                        if request.body is not None:  # aiohttp has a task that sends it
                            await response.wait_for_close()
        except _FAILURES as error:
            failure = from_aiohttp(error, request.url)
        finally:
            response = None  # its repr contains the URL, and tracebacks keep variables
        # Not chained: the repr and the frames of aiohttp's error contain the token.
        raise failure

    def _limit_by(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        # aiohttp's other timeouts need timers for each request, which take 15 µs; those
        # of all attempts in TimeLimit take 3.
        self._to_connect = aiohttp.ClientTimeout(
            total=None, sock_connect=timeouts.connect
        )
        self._limit, self._silence = TimeLimit(timeouts.total), TimeLimit(timeouts.read)

    @asynccontextmanager
    async def stream(
        self, request: Request, timeouts: Timeouts
    ) -> AsyncGenerator[Stream, None]:
        with closing(await self._open_stream(request, timeouts)) as stream:
            self._streams.add(stream)
            try:
                yield stream
            finally:
                self._streams.discard(stream)

    async def _open_stream(self, request: Request, timeouts: Timeouts) -> AiohttpStream:
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=timeouts.connect, sock_read=timeouts.read
        )
        try:
            # No variable for aiohttp's response: its repr contains the signed link.
            return AiohttpStream(
                await self._send(
                    self._storage, request, timeout, aiohttp_guards.send_once
                ),
                request.url,
            )
        except _FAILURES as error:
            failure = from_aiohttp(error, request.url)
        raise failure

    def _send(
        self,
        session: aiohttp.ClientSession | None,
        request: Request,
        client_timeout: aiohttp.ClientTimeout,
        middleware: aiohttp.ClientMiddlewareType,
    ) -> Awaitable[aiohttp.ClientResponse]:
        if session is None:
            raise RuntimeError("the transport is not open")
        return session.request(
            request.method,
            _parse(request.url),
            headers=request.headers,
            data=request.body,
            allow_redirects=False,
            ssl=self._ssl,
            proxy=self._proxy,
            timeout=client_timeout,
            middlewares=(middleware,),
        )


def _parse(url: str) -> URL:
    """Return aiohttp's form of a URL: 1.1 µs less than to parse each new one whole."""
    end = url.find("/", len("https://"))
    if end < 0 or "?" in url or "#" in url:
        return URL(url, encoded=True)
    return _origin(url[:end]).with_path(url[end:], encoded=True)


@lru_cache(maxsize=16)
def _origin(url: str) -> URL:
    return URL(url, encoded=True)
