"""Read the ``x-ratelimit-*`` headers.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from aioghactions._wire.exchange import RateLimit

# They end in the year 2286 and always fit a datetime.
_MOST_DIGITS: Final = 10
_RESOURCE: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
CORE: Final = "core"


def parse(headers: Mapping[str, str]) -> RateLimit | None:
    """Return the allowance that the headers describe, or None if unreadable."""
    limit = _number(headers.get("x-ratelimit-limit", ""))
    remaining = _number(headers.get("x-ratelimit-remaining", ""))
    reset = _number(headers.get("x-ratelimit-reset", ""))
    if limit is None or remaining is None or reset is None:
        return None
    used = _number(headers.get("x-ratelimit-used", ""))
    resource = headers.get("x-ratelimit-resource", "").strip()
    return RateLimit(
        # Before GHES 3.3 there is one allowance and no name for it.
        resource=resource if _RESOURCE.fullmatch(resource) else CORE,
        limit=limit,
        remaining=remaining,
        used=max(limit - remaining, 0) if used is None else used,
        reset=datetime.fromtimestamp(reset, UTC),
    )


def _number(text: str) -> int | None:
    text = text.strip()
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else None
