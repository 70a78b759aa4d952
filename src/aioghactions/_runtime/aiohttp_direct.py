"""Ask over a connection of aiohttp's pool, without its session around each request.

For every request a session makes a request, a response and a writer that can do
anything: bodies, cookies, redirects, proxies, tracing. A read needs none of it, and it
was more than half of what aiohttp took. Decision 18 tells what that gains, and when the
session sends all the same.
"""

import asyncio
import re
import ssl as tls
from collections.abc import Mapping
from contextlib import suppress
from inspect import signature
from types import FunctionType
from typing import Any, Final

import aiohttp
from aiohttp import client
from yarl import URL

from aioghactions._wire.confidential import Confidential
from aioghactions._wire.exchange import Request, Response

from .aiohttp_answer import READ_AHEAD, AnswerHeaders, whole_body
from .bounds import Heard
from .failures import unconnected

# What can be written as it stands. A fragment or a user in the address, or anything
# beyond visible ASCII, is for the session to deal with, or to refuse.
_ADDRESS: Final = re.compile(r"(https?://[A-Za-z0-9._\[\]:-]+)(/[!\"$-~]*)")
_FIELDS: Final = re.compile(r"(?:[!-9;-~]+: [\t -~]*\r\n)+")
_INFORMATIONAL: Final = range(100, 200)
_SWITCHING: Final = 101


class Direct(Confidential):
    """Asks over the pool of a session.

    Connections, their encryption and what is read from them remain aiohttp's.
    """

    __slots__ = ("_pool", "_server", "_session", "_ssl")

    def __init__(
        self,
        session: aiohttp.ClientSession,
        pool: aiohttp.BaseConnector,
        *,
        ssl: tls.SSLContext | bool,
    ) -> None:
        """Ask nothing yet.

        Args:
            session: Who sends what is not sent from here.
            pool: Its pool.
            ssl: As aiohttp takes it.
        """
        self._session = session
        self._pool = pool
        self._ssl = ssl
        self._server: _Server | None = None

    async def ask(
        self, request: Request, settings: aiohttp.ClientTimeout, heard: Heard
    ) -> Response | None:
        """Send ``request`` and return the whole answer; None if the session must.

        Args:
            request: What to send.
            settings: How long connecting may take.
            heard: Called when all is sent, and with each piece that arrives.

        Raises:
            aiohttp.ClientError: There was no whole answer.
            aiohttp.http.HttpProcessingError: What came is no HTTP.
            ConnectFailedError: There was no connection in time.
        """
        found = self._found(request)
        if found is None:
            return None
        server, target = found
        connection = await self._connected(server, settings)
        protocol: Any = connection.protocol  # a ResponseHandler, of no public name
        try:
            protocol.set_response_params(read_until_eof=True, read_bufsize=READ_AHEAD)
            # What is lost already says so on being read.
            if (transport := connection.transport) is not None:
                transport.write(server.head(target, request.headers))
            heard()
            message, content = await protocol.read()
            while message.code in _INFORMATIONAL and message.code != _SWITCHING:
                message, content = await protocol.read()
            body = await whole_body(message.code, content, heard)
        except BaseException:
            connection.close()
            raise
        connection.release()  # closes it, too, where something is unread
        return Response(
            status=message.code, headers=AnswerHeaders(message.headers), body=body
        )

    def _found(self, request: Request) -> "tuple[_Server, str] | None":
        """Return where to send ``request``, and its target."""
        if request.method != "GET" or request.body is not None or self._is_watched():
            return None
        address = _ADDRESS.fullmatch(request.url)
        if address is None:
            return None
        origin, target = address.groups()
        server = self._server
        if server is None or server.origin != origin:
            server = self._server = _Server(origin, self._session, ssl=self._ssl)
        return (server, target) if server.fields(request.headers) else None

    def _is_watched(self) -> bool:
        """Return whether somebody follows what sessions do, or does it for them.

        Traces follow it. Monitors and recorders put a method of their own in the place
        of aiohttp's.
        """
        carry = vars(client.ClientSession).get("_request")
        return (
            bool(self._session.trace_configs)
            or type(carry) is not FunctionType
            or carry.__globals__.get("__name__") != client.__name__
        )

    async def _connected(
        self, server: "_Server", settings: aiohttp.ClientTimeout
    ) -> aiohttp.connector.Connection:
        with suppress(TimeoutError):
            return await self._pool.connect(server.opener, traces=[], timeout=settings)
        # Outside, for no error of ours leads to one of aiohttp's.
        raise unconnected(server.opener.url.authority, "timed out")


class _Server(Confidential):
    """Where requests go, and what does not change from one to the next."""

    __slots__ = ("_fields", "_headers", "opener", "origin")

    def __init__(
        self, origin: str, session: aiohttp.ClientSession, *, ssl: tls.SSLContext | bool
    ) -> None:
        self.origin = origin
        # What the pool wants to know of whoever connects; also what aiohttp adds.
        self.opener = aiohttp.ClientRequest(
            "GET",
            URL(origin),
            loop=asyncio.get_running_loop(),
            session=session,
            ssl=ssl,
        )
        self._headers: Mapping[str, str] | None = None
        self._fields = ""

    def head(self, target: str, headers: Mapping[str, str]) -> bytes:
        """Return the request as it is sent."""
        return f"GET {target} HTTP/1.1\r\n{self.fields(headers)}\r\n".encode("ascii")

    def fields(self, headers: Mapping[str, str]) -> str:
        """Return ``headers`` as they are sent; "" if aiohttp must refuse them.

        The last ones are remembered: they are mostly the next ones, too, and the very
        same object.
        """
        if headers is not self._headers:
            all_of_them = self.opener.headers.copy()
            all_of_them.update(headers)
            fields = "".join(f"{k}: {v}\r\n" for k, v in all_of_them.items())
            self._fields = fields if _FIELDS.fullmatch(fields) else ""
            self._headers = headers
        return self._fields


def is_possible(protocol: Any, pool: Any = aiohttp.BaseConnector) -> bool:
    """Return whether this aiohttp can be used so; the tested ones can.

    Its names are no part of what aiohttp promises. Where one of them is gone, or takes
    other arguments, the session sends everything.

    Args:
        protocol: What reads from a connection.
        pool: What keeps connections.
    """
    try:
        signature(pool.connect).bind(pool, None, traces=[], timeout=None)
        params = {"read_until_eof": True, "read_bufsize": READ_AHEAD}
        signature(protocol.set_response_params).bind(protocol, **params)
        signature(protocol.read).bind(protocol)
    except (AttributeError, TypeError):
        return False
    return True
