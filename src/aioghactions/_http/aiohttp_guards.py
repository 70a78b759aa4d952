"""Connections to the internet, and to nothing nearer."""

import errno
import socket
from ipaddress import ip_address
from typing import Any

import aiohttp

from aioghactions._http.addresses import is_public


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
