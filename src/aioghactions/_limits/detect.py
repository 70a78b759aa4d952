"""Decide whether a response is a rate limit, and which one."""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final, Literal

from aioghactions import errors
from aioghactions._http.error_body import ErrorBody

LimitKind = Literal["primary", "secondary"]

LIMIT_ERRORS: Final[Mapping[LimitKind, type[errors.RateLimitError]]] = {
    "primary": errors.PrimaryRateLimitError,
    "secondary": errors.SecondaryRateLimitError,
}
# Strings, which ``re`` compiles when the first error needs them.
_SECONDARY: Final = r"secondary rate|abuse detection"
_PRIMARY: Final = r"API rate limit exceeded"
_SECONDARY_PAGE: Final = r"(?:secondary|abuse)-rate-limits/?$"


def limit_kind(
    status: int, headers: Mapping[str, str], body: ErrorBody
) -> LimitKind | None:
    """Return which rate limit an API response reports, or None.

    One sign is enough, since GitHub sends each of them without the others. Responses
    of a storage host do not count against the token's limits.
    """
    if status not in {403, 429}:
        return None
    page = re.search(_SECONDARY_PAGE, body.documentation_url)
    if page or re.search(_SECONDARY, body.message, re.IGNORECASE):
        return "secondary"
    nothing_left = headers.get("x-ratelimit-remaining", "").strip() == "0"
    if nothing_left or re.search(_PRIMARY, body.message, re.IGNORECASE):
        return "primary"
    marked = "retry-after" in headers or "gh-limited-by" in headers
    if marked or status == HTTPStatus.TOO_MANY_REQUESTS:
        return "secondary"
    return None


def limit_error(
    kind: LimitKind, *, operation: str, retry_at: datetime
) -> errors.RateLimitError:
    """Return the error for a call that was not sent because a limit is in force.

    No request was made, so the status is the one that GitHub would have sent.
    """
    is_primary = kind == "primary"
    why = "the rate limit is used up" if is_primary else "GitHub asked for a pause"
    return LIMIT_ERRORS[kind](
        f"not sent: {why}",
        retry_at=retry_at,
        status=int(HTTPStatus.TOO_MANY_REQUESTS),
        operation=operation,
        attempts=0,
    )
