"""Keep aiohttp from sending a request twice or connecting to private addresses."""

import errno
import socket
from ipaddress import ip_address
from typing import Any

import aiohttp

from aioghactions._http.addresses import is_public


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
    rate limiter. It retries on these exception classes only.
    """
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
        raise SentOnceError(failure) from None


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
