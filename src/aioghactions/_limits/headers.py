"""Read the rate limit headers: what is left, and how long to wait.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from aioghactions._core.messages import RateLimit, parse_http_date

CORE: Final = "core"
# GitHub truncates the reset to a whole second, so that second must be over.
GRACE: Final = 1.0

# Ten digits end in the year 2286 and always fit a datetime.
_MAX_DIGITS: Final = 10
# Words: all names that GitHub documents are such, and no token is.
_RESOURCE: Final = re.compile(r"(?=.{1,64}$)(?!gh[a-z]_)[a-z]+(?:[_-][a-z]+)*")
# A server that asks for more than a day is taken to be mistaken.
_MAX_RETRY_AFTER: Final = 86_400.0
# GitHub's windows are one hour; one minute is for clocks that differ.
_MAX_WINDOW: Final = 3_660.0


def parse_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """Return the rate limit in the headers, or None if they have no valid one."""
    get = headers.get
    limit = _limit(get("x-ratelimit-limit", ""))
    remaining = _number(get("x-ratelimit-remaining", ""))
    reset = _instant(get("x-ratelimit-reset", ""))
    if limit is None or remaining is None or reset is None:
        return None
    used = _number(get("x-ratelimit-used", ""))
    return RateLimit(
        resource=_resource(get("x-ratelimit-resource", "")),
        limit=limit,
        remaining=remaining,
        used=max(limit - remaining, 0) if used is None else used,
        reset=reset,
    )


def wait_seconds(
    headers: Mapping[str, str], *, now: float, consecutive_refusals: int = 1
) -> float:
    """Return the seconds to wait after a rate-limit response, 0 or more.

    The later of ``Retry-After`` and, if no requests remain, the reset. Without
    either it is a minute, doubled with each further rate-limit response in a row, up
    to an hour. ``now`` is used only if the response has no ``Date``.
    """
    stated = retry_after(headers, now=now)
    if headers.get("x-ratelimit-remaining", "").strip() == "0":
        reset = seconds_until_reset(headers, now=now)
        if reset is not None:
            stated = max(stated or 0.0, reset + GRACE)
    if stated is None:
        return _unstated(consecutive_refusals)
    if stated <= GRACE and consecutive_refusals > 1:
        # The server said "retry now" before, and then limited the retry.
        return _unstated(consecutive_refusals - 1)
    return stated


def retry_after(
    headers: Mapping[str, str], *, now: float | None = None
) -> float | None:
    """Return ``Retry-After`` in seconds, at most a day, or None without a valid one.

    A date is compared with the ``Date`` of the response, or else with ``now``; without
    either it is invalid, as are a blank, malformed or negative value and a past date.
    """
    text = headers.get("retry-after", "").strip()
    if _is_number(text):
        return min(float(text), _MAX_RETRY_AFTER)
    when, sent = parse_http_date(text), parse_http_date(headers.get("date", ""))
    since = now if sent is None else sent
    if when is None or since is None or when < since:
        return None
    return min(when - since, _MAX_RETRY_AFTER)


def seconds_until_reset(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds to ``x-ratelimit-reset``, or None without a valid one."""
    text = headers.get("x-ratelimit-reset", "").strip()
    return seconds_until(float(text), headers, now=now) if _is_number(text) else None


def seconds_until(reset: float, headers: Mapping[str, str], *, now: float) -> float:
    """Return the seconds to ``reset``, seconds since the epoch, by the server's clock.

    At least 0 and at most the longest window. ``now`` is used only if the response has
    no ``Date``.
    """
    sent = parse_http_date(headers.get("date", ""))
    left = reset - (now if sent is None else sent)
    return min(max(left, 0.0), _MAX_WINDOW)


def _unstated(consecutive_refusals: int) -> float:
    doublings = min(max(consecutive_refusals - 1, 0), 16)
    return float(min(60 * 2**doublings, 3_600))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _number(text: str) -> int | None:
    text = text.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else None


# Cached, since the values are the same in nearly all responses of an hour.
_limit: Final = lru_cache(maxsize=64)(_number)


@lru_cache(maxsize=64)
def _instant(text: str) -> datetime | None:
    reset = _number(text)
    return None if reset is None else datetime.fromtimestamp(reset, UTC)


@lru_cache(maxsize=64)
def _resource(text: str) -> str:
    # Before GHES 3.3 there is a single resource, without a name.
    return text.strip() if _RESOURCE.fullmatch(text.strip()) else CORE
