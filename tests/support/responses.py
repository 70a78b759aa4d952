"""Map an error response to its exception as a call does."""

from typing import Any

from aioghactions import errors
from aioghactions._core.messages import Response
from aioghactions._http.error_body import parse_error_body
from aioghactions._limits import detect
from aioghactions._limits.detect import LimitKind
from aioghactions._request import response_errors


def limit_kind(response: Response) -> LimitKind | None:
    """Return which rate limit ``response`` reports, or None."""
    body = parse_error_body(response.body)
    return detect.limit_kind(response.status, response.headers, body)


def error_for(response: Response, **about: Any) -> errors.ResponseError:
    """Return the exception for ``response``."""
    body = parse_error_body(response.body)
    return response_errors.error_for(
        response, body, limit=limit_kind(response), **about
    )
