"""Map an error response to its exception as a call does."""

from typing import Any

from aioghactions import errors
from aioghactions._core.call import Call, Operation
from aioghactions._core.messages import Request, Response
from aioghactions._http.error_body import parse_error_body
from aioghactions._limits import detect
from aioghactions._limits.detect import LimitKind
from aioghactions._request import response_errors
from aioghactions._request.state import CallState


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
        call=Call(operation=listing, path=path),
        request=Request(method="GET", url=f"https://api.github.com{path}"),
        error_body=parse_error_body(response.body),
        limit=limit_kind(response),
        requests=requests,
        **about,
    )
    return response_errors.error_for(response, state)
