"""Decide where a redirect may lead and what may travel with it."""

from typing import Final

from aioghactions._wire.exchange import Request

STATUSES: Final = frozenset({301, 302, 303, 307, 308})


def follow(
    request: Request,
    status: int,
    location: str,
    *,
    base: str,
    download: bool,
    visited: tuple[str, ...],
) -> Request:
    """Return the request that follows a redirect.

    Args:
        request: The request that was redirected.
        status: One of ``STATUSES``.
        location: The ``Location`` header, or "".
        base: The API's base URL, as :func:`origins.api_base` returns it.
        download: The operation's documented success is a redirect to storage.
        visited: Every URL requested for this call, ``request.url`` last.

    Raises:
        RedirectError: It leads where this request must not go.
    """
    ...


def is_foreign(url: str, base: str) -> bool:
    """Return whether ``url`` lies outside the API at ``base``."""
    ...
