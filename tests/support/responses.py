"""Error responses, and their exceptions as in a call."""

import json
from typing import Any

from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from aioghactions._http.error_body import parse_error_body
from aioghactions._limits import detect
from aioghactions._limits.detect import LimitKind
from aioghactions._request import response_errors


def json_response(
    status: int, message: object = None, page: str = "", **headers: str
) -> Response:
    """Return a response with a JSON body, or without a body."""
    body = {"message": message, "documentation_url": page} if message else None
    return text_response(status, json.dumps(body).encode() if body else b"", **headers)


def text_response(status: int, body: bytes, **headers: str) -> Response:
    """Return a response with any body."""
    named = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return Response(status=status, headers=named, body=body)


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
