"""Check the address of a proxy, which may hold a password."""

import re
from typing import Final

from aioghactions._http.urls import parse_url

_FORM: Final = "a proxy's address is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT"
# What RFC 3986 allows before the @; all else is percent-encoded.
_CREDENTIALS: Final = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=%:]*")


def check_proxy(proxy: object, *, base: str, token: bool) -> str:
    """Return ``proxy`` if requests to ``base`` may go through it.

    Args:
        proxy: ``http://HOST:PORT`` or ``https://HOST:PORT``, with ``USER:PASSWORD@``
            before the host if it asks for them, both percent-encoded.
        base: The API's base URL.
        token: Whether credentials will be sent to ``base``.

    Raises:
        TypeError: It is no string.
        ValueError: It is no address of a proxy, or would see the token: over plain
            http a request passes a proxy in the clear. The message does not show it.
    """
    if not isinstance(proxy, str):
        raise TypeError(f"a proxy is given as its address, not {type(proxy).__name__}")
    scheme, _, rest = proxy.partition("://")
    credentials, _, host = rest.rpartition("@")
    try:
        there = parse_url(f"{scheme}://{host}")
    except ValueError:
        raise ValueError(_FORM) from None
    if there.path.strip("/") or there.query or not _CREDENTIALS.fullmatch(credentials):
        raise ValueError(_FORM)
    if token and base.startswith("http:"):
        raise ValueError("a proxy would see the token: the API is not asked by https")
    return proxy
