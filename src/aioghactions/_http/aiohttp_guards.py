"""Connections to the internet, and to nothing nearer."""

import errno
import socket
from ipaddress import ip_address
from typing import Any

import aiohttp

from aioghactions._http.addresses import is_public


class SentOnceError(Exception):
    """Carries a failure past aiohttp, which would otherwise send again."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure


async def send_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending ``request`` a second time; a client middleware.

    It repeats GET, PUT and DELETE by itself when a connection drops, out of sight of
    every limit. It looks for these classes; no other stops it.

    Raises:
        SentOnceError: The connection dropped.
    """
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
        raise SentOnceError(failure) from None


class PrivateAddressError(OSError):
    """A name leads into a private network."""


def public_only_connector() -> aiohttp.TCPConnector:
    """Return a pool that connects to public addresses only.

    The address is judged when its socket is made: whatever a name meant before,
    this is where the bytes would go, so a name cannot be bound anew in between.
    """
    return aiohttp.TCPConnector(limit=0, socket_factory=_public_socket)


def _public_socket(info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
    if not is_public(ip_address(info[4][0])):
        # One text for every address: aiohttp then raises this very error.
        raise PrivateAddressError(errno.EACCES, "a private address")
    return socket.socket(*info[:3])
