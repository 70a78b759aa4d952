"""How long a refused client must stay silent.

https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from collections.abc import Mapping
from typing import Final

from aioghactions._http.dates import timestamp

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
