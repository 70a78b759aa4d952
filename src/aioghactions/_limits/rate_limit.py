"""Read the ``x-ratelimit-*`` headers.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from aioghactions._core.messages import RateLimit

# They end in the year 2286 and always fit a datetime.
_MOST_DIGITS: Final = 10
_RESOURCE: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
CORE: Final = "core"


def parse_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """Return the allowance that the headers describe, or None if unreadable."""
    limit = _constant(headers.get("x-ratelimit-limit", ""))
    remaining = _number(headers.get("x-ratelimit-remaining", ""))
    reset = _instant(headers.get("x-ratelimit-reset", ""))
    if limit is None or remaining is None or reset is None:
        return None
    used = _number(headers.get("x-ratelimit-used", ""))
    return RateLimit(
        resource=_resource(headers.get("x-ratelimit-resource", "")),
        limit=limit,
        remaining=remaining,
        used=max(limit - remaining, 0) if used is None else used,
        reset=reset,
    )


# All answers of an hour have the same reset, and nearly all the same resource.
@lru_cache(maxsize=64)
def _instant(text: str) -> datetime | None:
    reset = _number(text)
    return None if reset is None else datetime.fromtimestamp(reset, UTC)


@lru_cache(maxsize=64)
def _resource(text: str) -> str:
    # Before GHES 3.3 there is one allowance and no name for it.
    return text.strip() if _RESOURCE.fullmatch(text.strip()) else CORE


def _number(text: str) -> int | None:
    text = text.strip()
    plain = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if plain else None


# An allowance is the same for weeks.
_constant: Final = lru_cache(maxsize=64)(_number)
