"""Read the ``x-ratelimit-*`` headers.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from aioghactions._wire.exchange import RateLimit

# Ten digits end in the year 2286 and always fit a datetime.
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
_RESOURCE: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
CORE: Final = "core"


def parse(headers: Mapping[str, str]) -> RateLimit | None:
    """Return the allowance that the headers describe, or None if unreadable."""
    limit = _number(headers, "limit")
    remaining = _number(headers, "remaining")
    reset = _number(headers, "reset")
    if limit is None or remaining is None or reset is None:
        return None
    used = _number(headers, "used")
    resource = headers.get("x-ratelimit-resource", "").strip()
    return RateLimit(
        # Before GHES 3.3 there is one allowance and no name for it.
        resource=resource if _RESOURCE.fullmatch(resource) else CORE,
        limit=limit,
        remaining=remaining,
        used=max(limit - remaining, 0) if used is None else used,
        reset=datetime.fromtimestamp(reset, UTC),
    )


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(f"x-ratelimit-{name}", "").strip()
    return int(text) if _NUMBER.fullmatch(text) else None
