"""Request a signed link and open it."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from attrs import evolve

from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from aioghactions._http import redirects
from aioghactions._http.transport import Stream
from aioghactions._request import outcome
from aioghactions._request.pipeline import Pipeline
from aioghactions._request.state import CallState

_NOT_FOUND: Final = 404


async def request_link(pipeline: Pipeline, state: CallState) -> None:
    """Request a signed link; it becomes the next request of ``state``.

    The permit is held until :func:`open_signed_link` ends.
    """
    state.keeps_permit = True
    try:
        await pipeline.run(state, lambda _state, _response: None)
    except BaseException:
        pipeline.context.release(state)
        raise


@asynccontextmanager
async def open_signed_link(
    pipeline: Pipeline, state: CallState, range_headers: Mapping[str, str]
) -> AsyncGenerator[Stream, None]:
    """Open the link of ``state``, following redirects; release its permit after."""
    context = pipeline.context
    # The time for a body is not known in advance; the read timeout still applies.
    timeouts = evolve(context.timeouts, total=None)
    try:
        while True:
            headers = Headers({**state.headers, **range_headers})
            request = state.request(headers)
            async with context.transport.stream(request, timeouts) as stream:
                if stream.status not in redirects.STATUSES:
                    yield stream
                    return
                response = Response(status=stream.status, headers=stream.headers)
            redirect = outcome.redirect(response, state, context.base_url)
            pipeline.retry_loop.follow(state, redirect)
    finally:
        context.release(state)


def expired_link(
    operation: str, stream: Stream
) -> errors.DownloadExpiredError | errors.NotFoundError:
    """Return the error for a link that storage rejects."""
    if stream.status == _NOT_FOUND:
        message = "not found in storage"
        return errors.NotFoundError(message, status=stream.status, operation=operation)
    return errors.DownloadExpiredError(
        f"{operation}: storage rejected the link ({stream.status})"
    )


def storage_failure(
    operation: str, stream: Stream, requests: int
) -> errors.ServerError:
    """Return the error for a storage host that is unavailable."""
    retry_after = {k: v for k, v in stream.headers.items() if k == "retry-after"}
    return errors.ServerError(
        "storage is unavailable",
        status=stream.status,
        operation=operation,
        headers=retry_after,
        attempts=requests,
    )
