"""Decide what the response to a request means for its call."""

from typing import Final, TypeAlias

from attrs import frozen

from aioghactions import errors
from aioghactions._core.messages import Request, Response
from aioghactions._http import redirects
from aioghactions._request.response_errors import error_for
from aioghactions._request.state import CallState, Result

_SUCCESS: Final = range(200, 300)
_NOT_MODIFIED: Final = 304
_UNAUTHORIZED: Final = 401
_NOT_ACCESSIBLE: Final = "resource not accessible"  # what a replica may say as well


@frozen(eq=False, repr=False)
class Redirect:
    """Send ``request`` next, unless it is the signed link of a download."""

    request: Request
    status: int  # of the redirect
    is_link: bool  # the request leaves the API: the call ends with it


@frozen(eq=False, repr=False)
class Unauthorized:
    """The token was rejected: it is too new, too old, or may not do this."""

    error: errors.ResponseError


@frozen(eq=False, repr=False)
class Failure:
    """Retry after ``error``, or raise it."""

    error: errors.TransportError | errors.ResponseError


Outcome: TypeAlias = Response | Redirect | Unauthorized | Failure


def judge(result: Result, state: CallState, base_url: str) -> Outcome:
    """Return what the last response, or why there is none, means for the call.

    A response that is returned itself ends the call.
    """
    if isinstance(result, errors.TransportError):
        result.operation = state.operation.id
        return Failure(result)
    if isinstance(result, errors.UnexpectedAnswerError):
        raise errors.UnexpectedAnswerError(
            f"{state.operation.id}: {result}",
            operation=state.operation.id,
            outcome_unknown=not state.operation.is_read,
        )
    status = result.status
    if status in _SUCCESS:
        if state.operation.is_download:
            raise errors.UnexpectedAnswerError(
                f"{state.operation.id}: {status} instead of a redirect to a link",
                operation=state.operation.id,
            )
        return result
    if status in redirects.STATUSES and status not in state.operation.refusals:
        return redirect(result, state, base_url)
    if status == _NOT_MODIFIED and state.cached is not None:
        return result
    error = error_for(result, state)
    # GitHub checks the token before it does anything, so any method may be sent again.
    if status == _UNAUTHORIZED or _is_refused_resource(error):
        return Unauthorized(error)
    return Failure(error)


def _is_refused_resource(error: errors.ResponseError) -> bool:
    denied = isinstance(error, errors.PermissionDeniedError)
    return denied and _NOT_ACCESSIBLE in error.message.lower()


def redirect(response: Response, state: CallState, base_url: str) -> Redirect:
    """Return what follows a redirect of the API or of storage."""
    try:
        request = redirects.follow(
            state.request(state.headers),
            response.status,
            response.headers.get("location", ""),
            base=base_url,
            download=state.operation.is_download,
            visited=(*state.visited, state.url),
        )
    except errors.RedirectError as rejected:
        # The frames below hold the signed link (promise S5).
        error = rejected.with_traceback(None)
        error.__context__ = None
    else:
        is_link = redirects.is_cross_origin(request.url, base_url)
        return Redirect(request, response.status, is_link)
    raise error
