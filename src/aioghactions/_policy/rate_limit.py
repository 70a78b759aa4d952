"""Read the ``x-ratelimit-*`` headers."""

from collections.abc import Mapping

from aioghactions._wire.exchange import RateLimit


def parse(headers: Mapping[str, str]) -> RateLimit | None:
    """Return the allowance that the headers describe, or None if unreadable."""
    ...
