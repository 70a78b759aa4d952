"""Keep aiohttp from sending a request twice or connecting to private addresses."""

import asyncio
import errno
import socket
from collections.abc import Awaitable
from ipaddress import ip_address
from typing import Any, Final, cast

import aiohttp
from attrs import define

from aioghactions._core.clock import TimeLimit
from aioghactions._http.addresses import is_public

# More than a pool has idle connections, for a server that responds to every connection.
_MAX_REPLACED: Final = 200


class StrayResponseError(Exception):
    """A response waits on the connection although nothing has been asked."""


class CheckedRequest(aiohttp.ClientRequest):
    """A request that is not sent on an idle connection on which anything arrived.

    Responses are matched to requests by their order only: the next request would get
    the late response of an earlier one.
    """

    exchange: "Exchange | None" = None

    async def send(self, conn: Any) -> aiohttp.ClientResponse:
        if conn.protocol is not None and conn.protocol.should_close:
            raise StrayResponseError
        response = await super().send(conn)
        if self.exchange is not None:
            self.exchange.progress()
        return response


class SentOnceError(Exception):
    """Wraps a connection failure that aiohttp would answer with a second request."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure


async def send_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Client middleware that disables aiohttp's own retries.

    aiohttp resends GET, PUT and DELETE when a connection drops, without asking the
    rate limiter. It retries on these exception classes only. A connection with a
    stray response is replaced, since nothing was sent on it.
    """
    for _ in range(_MAX_REPLACED):
        try:
            return await handler(request)
        except StrayResponseError:
            continue  # aiohttp has closed it, so each turn takes another
        except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
            raise SentOnceError(failure) from None
    raise SentOnceError(
        aiohttp.ServerDisconnectedError("every connection had a stray response")
    )


@define(eq=False, repr=False)
class Exchange:
    """A request, sent once, with a limit of the time in which nothing arrives.

    aiohttp's own limit takes a timer for each part of a response.
    """

    timeout: asyncio.Timeout
    silence: TimeLimit

    def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> Awaitable[aiohttp.ClientResponse]:
        """Send ``request``, as a client middleware."""
        cast("CheckedRequest", request).exchange = self
        return send_once(request, handler)

    def progress(self) -> None:
        """Measure the time from now on: something was sent or has arrived."""
        self.silence.restart(self.timeout)


class PrivateAddressError(OSError):
    """A host name resolved to a private address."""


def public_only_connector() -> aiohttp.TCPConnector:
    """Return a connection pool that connects to public addresses only.

    The check is made when the socket is created, on the address that it connects to,
    so a name that changes its address after a check (DNS rebinding) gains nothing.
    """
    return aiohttp.TCPConnector(limit=0, socket_factory=_public_socket)


def _public_socket(info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
    if not is_public(ip_address(info[4][0])):
        # The same text for every address: aiohttp then raises the first of the errors
        # and not an OSError that combines them.
        raise PrivateAddressError(errno.EACCES, "a private address")
    return socket.socket(*info[:3])
