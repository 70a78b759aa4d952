"""Map an error response to an exception."""

import re
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from http.client import responses as REASON_PHRASES  # noqa: N812 - a constant
from typing import Any, Final

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.messages import REQUEST_ID, Headers, Response
from aioghactions._hints import missing_on_server, subject_of_403
from aioghactions._limits.detect import LIMIT_ERRORS
from aioghactions._request.state import CallState

_MOST_HEADERS: Final = 100
# Strings, which ``re`` compiles when the first error needs them.
_VERSION: Final = r"x-github-api-version|\bAPI version\b|\bversion\b.{0,80}\bsupported"
_WITHHELD: Final = (
    r"location|cookie|authorization|authenticate$|secret|signature|password"
    r"|(?:^|-)token$|api-?key"
)
_BY_STATUS: Final[Mapping[int, type[errors.ResponseError]]] = {
    303: errors.ConflictError,
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    410: errors.GoneError,
    422: errors.ValidationFailedError,
    451: errors.UnavailableForLegalReasonsError,
}


def error_for(response: Response, state: CallState) -> errors.ResponseError:
    """Return the exception for the last response of a call; never raises."""
    body = state.error_body
    context: dict[str, Any] = {
        "status": response.status,
        "operation": state.operation.id,
        "request_path": state.call.path,
        "anonymous": state.anonymous,
        "request_id": redact.one_line(response.headers.get(REQUEST_ID, "")),
        "documentation_url": body.documentation_url,
        "headers": safe_headers(response.headers),
        "attempts": state.requests,
    }
    message = body.message or REASON_PHRASES.get(response.status, "")
    if state.limit is not None:
        return LIMIT_ERRORS[state.limit](message, retry_at=state.retry_at, **context)
    kind = _error_class(response.status, message)
    if issubclass(kind, errors.ValidationFailedError):
        return kind(message, errors=body.errors, **context)
    error = kind(message, **context)
    since = state.operation.since
    if response.status == HTTPStatus.NOT_FOUND and (
        reason := missing_on_server(since, response.headers)
    ):
        error.reason = reason
    return error


def safe_headers(headers: Mapping[str, str]) -> Headers:
    """Return the headers without cookies, credentials and URLs that may be signed.

    The values that remain are unchanged: programs read them, such as ``Link``.
    """
    safe = [name for name in headers if _is_safe(name)]
    return Headers((name, headers[name]) for name in safe[:_MOST_HEADERS])


# Every response has the same 30 names: 2 µs instead of 20.
@lru_cache(maxsize=512)
def _is_safe(name: str) -> bool:
    return not re.search(_WITHHELD, name, re.IGNORECASE)


def _error_class(status: int, message: str) -> type[errors.ResponseError]:
    if status in {400, 410} and re.search(_VERSION, message, re.IGNORECASE):
        return errors.UnsupportedApiVersionError
    if status == HTTPStatus.FORBIDDEN and subject_of_403(message) == "state":
        return errors.ConflictError
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.ServerError
    return _BY_STATUS.get(status, errors.ResponseError)
