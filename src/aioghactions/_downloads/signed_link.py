"""One visit to storage: a link from the API, used at once."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from attrs import evolve

from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from aioghactions._http import redirects
from aioghactions._http.transport import Stream
from aioghactions._request.pipeline import Pipeline
from aioghactions._request.state import CallState

_NOT_FOUND: Final = 404


async def request_link(pipeline: Pipeline, state: CallState) -> None:
    """Ask the API for a signed link; ``trip`` leads there, and keeps its place.

    Raises:
        GitHubActionsError: There is none, after all that patience allows.
    """
    try:
        await pipeline.answer(state)
    except BaseException:
        pipeline.attempt.release_permit(state)
        raise


@asynccontextmanager
async def open_signed_link(
    pipeline: Pipeline, state: CallState, wanted: Mapping[str, str]
) -> AsyncGenerator[Stream, None]:
    """Use the link, wherever it leads; the place of ``trip`` ends with the block.

    Args:
        pipeline: Whose rules apply.
        state: What :func:`request_link` has sent on its way.
        wanted: Headers that say which part of the body.

    Raises:
        TransportError: Storage did not answer.
        RedirectError: It leads where a download must not go.
    """
    attempt = pipeline.attempt
    # Nobody knows how long a body takes; silence ends it.
    timeouts = evolve(attempt.timeouts, total=None)
    try:
        while True:
            headers = Headers({**state.request.headers, **wanted})
            request = evolve(state.request, headers=headers)
            async with attempt.transport.stream(request, timeouts) as stream:
                if stream.status not in redirects.STATUSES:
                    yield stream
                    return
                moved = Response(status=stream.status, headers=stream.headers)
            pipeline.retry_loop.follow(state, moved)
    finally:
        attempt.release_permit(state)


def expired_link(
    operation: str, stream: Stream
) -> errors.DownloadExpiredError | errors.NotFoundError:
    """Return the error for a link that storage does not honour."""
    if stream.status == _NOT_FOUND:
        message = "storage does not have it"
        return errors.NotFoundError(message, status=stream.status, operation=operation)
    return errors.DownloadExpiredError(
        f"{operation}: storage refuses the link ({stream.status})"
    )


def storage_failure(
    operation: str, stream: Stream, requests: int
) -> errors.ServerError:
    """Return the error of a storage that fails for now.

    Args:
        operation: Id of the operation that gave the link.
        stream: What it answered.
        requests: How many requests were sent.
    """
    asked = {k: v for k, v in stream.headers.items() if k == "retry-after"}
    return errors.ServerError(
        "storage failed",
        status=stream.status,
        operation=operation,
        headers=asked,
        attempts=requests,
    )
