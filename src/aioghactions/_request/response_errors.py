"""Name what a refusal means."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final, Literal

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.messages import Headers, Response
from aioghactions._http import error_body

LimitKind = Literal["primary", "secondary"]

_MOST_HEADERS: Final = 100
_SECONDARY: Final = re.compile(r"secondary rate|abuse detection", re.IGNORECASE)
_PRIMARY: Final = re.compile(r"API rate limit exceeded", re.IGNORECASE)
_SECONDARY_PAGE: Final = re.compile(r"(?:secondary|abuse)-rate-limits/?$")
_VERSION: Final = re.compile(
    r"x-github-api-version|\bAPI version\b|\bversion\b.{0,80}\bsupported", re.IGNORECASE
)
_UNSHOWN_HEADER: Final = re.compile(
    r"location|cookie|authorization|authenticate$|secret|signature|password"
    r"|(?:^|-)token$|api-?key",
    re.IGNORECASE,
)
_BY_STATUS: Final[Mapping[int, type[errors.ResponseError]]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    410: errors.GoneError,
    422: errors.ValidationFailedError,
    451: errors.UnavailableForLegalReasonsError,
}
_LIMITED: Final[Mapping[LimitKind, type[errors.RateLimitError]]] = {
    "primary": errors.PrimaryRateLimitError,
    "secondary": errors.SecondaryRateLimitError,
}


def limit_kind(response: Response) -> LimitKind | None:
    """Return which rate limit the response speaks of, or None.

    Any one mark is enough, since GitHub sends each of them without the others.
    Only for answers of the API itself: what a storage host says is no rate limit
    of the token.
    """
    if response.status not in {403, 429}:
        return None
    headers, said = response.headers, error_body.parse_error_body(response.body)
    if _SECONDARY.search(said.message) or _SECONDARY_PAGE.search(
        said.documentation_url
    ):
        return "secondary"
    nothing_left = headers.get("x-ratelimit-remaining", "").strip() == "0"
    if nothing_left or _PRIMARY.search(said.message):
        return "primary"
    marked = "retry-after" in headers or "gh-limited-by" in headers
    if marked or response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return "secondary"
    return None


def error_for(
    response: Response,
    *,
    operation: str = "",
    request_path: str = "",
    anonymous: bool = False,
    attempts: int = 1,
    retry_at: datetime | None = None,
    outcome_unknown: bool = False,
) -> errors.ResponseError:
    """Return the error that names the response; never raises.

    Args:
        response: An answer that is no documented success.
        operation: Operation id of the call.
        request_path: What was asked.
        anonymous: It was asked without a token.
        attempts: How many requests the call made.
        retry_at: The earliest instant at which to try again; kept by rate limit
            errors only.
        outcome_unknown: The request may have taken effect.
    """
    said = error_body.parse_error_body(response.body)
    context: dict[str, Any] = {
        "status": response.status,
        "operation": operation,
        "request_path": request_path,
        "anonymous": anonymous,
        "request_id": redact.one_line(response.headers.get("x-github-request-id", "")),
        "documentation_url": said.documentation_url,
        "headers": safe_headers(response.headers),
        "attempts": attempts,
        "outcome_unknown": outcome_unknown,
    }
    message = said.message or _phrase(response.status)
    limit = limit_kind(response)
    if limit is not None:
        return _LIMITED[limit](message, retry_at=retry_at, **context)
    kind = _kind(response.status, message)
    if issubclass(kind, errors.ValidationFailedError):
        return kind(message, errors=said.errors, **context)
    return kind(message, **context)


def limit_error(
    kind: LimitKind, *, operation: str, retry_at: datetime, attempts: int = 0
) -> errors.RateLimitError:
    """Return the error for a call held back because a limit is known to be reached.

    Nothing was asked this time, so the status is the one GitHub would have sent.

    Args:
        kind: Which limit.
        operation: Operation id of the call.
        retry_at: The earliest instant at which to try again.
        attempts: How many requests the call made before.
    """
    used_up = "the allowance is used up"
    why = used_up if kind == "primary" else "GitHub asked for a pause"
    return _LIMITED[kind](
        f"not sent: {why}",
        retry_at=retry_at,
        status=int(HTTPStatus.TOO_MANY_REQUESTS),
        operation=operation,
        attempts=attempts,
    )


def safe_headers(headers: Mapping[str, str]) -> Headers:
    """Return what of the headers may be kept: no cookie, credential or address.

    What is kept is whole: a program reads it, such as the ``Link`` of a page.
    """
    kept = [name for name in headers if _is_shown(name)]
    return Headers((name, headers[name]) for name in kept[:_MOST_HEADERS])


# The same 30 names in every answer: 2 µs instead of 20 for an answer.
@lru_cache(maxsize=512)
def _is_shown(name: str) -> bool:
    return not _UNSHOWN_HEADER.search(name)


def _kind(status: int, message: str) -> type[errors.ResponseError]:
    if status in {400, 410} and _VERSION.search(message):
        return errors.UnsupportedApiVersionError
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.ServerError
    return _BY_STATUS.get(status, errors.ResponseError)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
