"""Error responses, and their exceptions as in a call."""

import json
from typing import Any

from aioghactions import errors
from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Headers, Response
from aioghactions._http.error_body import parse_error_body
from aioghactions._limits import detect
from aioghactions._limits.detect import LimitKind
from aioghactions._request import response_errors
from aioghactions._request.state import CallState


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


def error_for(
    response: Response,
    operation: str = "",
    path: str = "",
    requests: int = 1,
    **about: Any,
) -> errors.ResponseError:
    """Return the exception for ``response`` to the first request of a call."""
    listing: Operation[None] = Operation(
        id=operation, method="GET", path=path, tag="x", name="x", answers={}
    )
    state = CallState(
        Call(operation=listing, path=path),
        url=f"https://api.github.com{path}",
        headers={},
    )
    state.error_body = parse_error_body(response.body)
    state.limit = limit_kind(response)
    state.requests = requests
    for name, value in about.items():
        assert hasattr(state, name)
        setattr(state, name, value)
    return response_errors.error_for(response, state)
