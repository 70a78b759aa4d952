"""How long a refused client must stay silent.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from aioghactions._core.messages import RateLimit
from aioghactions._http.dates import timestamp

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

# A server that asks for more than a day has said something else than it meant.
_LONGEST_ASKED: Final = 86_400.0
# GitHub's windows are one hour; a minute is left for clocks that disagree.
_LONGEST_WINDOW: Final = 3_660.0
# Reset is cut to whole seconds, so its second must be over.
GRACE: Final = 1.0
_FIRST_UNSTATED: Final = 60.0
_LONGEST_UNSTATED: Final = 3_600.0


def wait_seconds(
    headers: Mapping[str, str], *, now: float, consecutive_refusals: int = 1
) -> float:
    """Return the seconds to wait after a rate limited answer, 0 or more.

    ``Retry-After`` counts, and so does the reset of an allowance of which nothing
    remains: the later of both. Where neither says anything it is a minute, which
    doubles with each further refusal up to an hour.

    Args:
        headers: Headers of the answer.
        now: Wall clock at its arrival, used only where the answer has no ``Date``.
        consecutive_refusals: How many times in a row the server has refused, this one
            included.
    """
    stated = retry_after(headers, now=now)
    if headers.get("x-ratelimit-remaining", "").strip() == "0":
        reset = seconds_until_reset(headers, now=now)
        if reset is not None:
            stated = max(stated or 0.0, reset + GRACE)
    if stated is None:
        return _unstated(consecutive_refusals)
    if stated <= GRACE and consecutive_refusals > 1:
        # "Try now" was said before, tried, and refused.
        return _unstated(consecutive_refusals - 1)
    return stated


def retry_after(
    headers: Mapping[str, str], *, now: float | None = None
) -> float | None:
    """Return what ``Retry-After`` asks for in seconds, or None if it says nothing.

    A date is measured from the answer's own ``Date``. Blank, garbage, negative
    numbers and past dates say nothing; no more than a day is believed.

    Args:
        headers: Headers of the answer.
        now: Wall clock at its arrival, used only where the answer has no ``Date``;
            without either a date says nothing.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST_ASKED)
    when, sent = timestamp(text), timestamp(headers.get("date", ""))
    since = now if sent is None else sent
    if when is None or since is None or when < since:
        return None
    return min(when - since, _LONGEST_ASKED)


def seconds_until_reset(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds to ``x-ratelimit-reset``, by the server's own clock.

    Args:
        headers: Headers of the answer.
        now: Wall clock at its arrival, used only where the answer has no ``Date``.

    Returns:
        Not below 0 and not above the longest window; None without a readable reset.
    """
    text = headers.get("x-ratelimit-reset", "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return seconds_until(float(text), headers, now=now)


def seconds_until(reset: float, headers: Mapping[str, str], *, now: float) -> float:
    """Return the seconds to ``reset``, by the server's own clock.

    Args:
        reset: Seconds since the epoch at which an allowance is whole again.
        headers: Headers of the answer that says so.
        now: Wall clock at its arrival, used only where the answer has no ``Date``.

    Returns:
        Not below 0 and not above the longest window.
    """
    sent = timestamp(headers.get("date", ""))
    left = reset - (now if sent is None else sent)
    return min(max(left, 0.0), _LONGEST_WINDOW)


def _unstated(consecutive_refusals: int) -> float:
    doublings = min(max(consecutive_refusals - 1, 0), 16)
    return float(min(_FIRST_UNSTATED * 2**doublings, _LONGEST_UNSTATED))
