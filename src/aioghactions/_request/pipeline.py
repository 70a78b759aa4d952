"""Send calls: within their deadline, decoded into models."""

import asyncio
from collections.abc import Callable, Coroutine
from math import inf
from typing import Any, Final, TypeVar

from aioghactions import errors
from aioghactions._core.call import Call, Location
from aioghactions._core.messages import Answer, Response
from aioghactions._core.redact import Unpicklable
from aioghactions._json import codec
from aioghactions._json.model_support import SharedObjects
from aioghactions._limits.headers import parse_rate_limit
from aioghactions._params import encode
from aioghactions._request import response_errors
from aioghactions._request.attempt import Attempt
from aioghactions._request.context import ClientContext
from aioghactions._request.decode import decode
from aioghactions._request.lifetime import CallsInProgress, Lifetime
from aioghactions._request.retry_loop import RetryLoop, annotate
from aioghactions._request.state import CallState

T = TypeVar("T")

_CLOSE_TIMEOUT: Final = 2.0  # seconds
_NOT_MODIFIED: Final = 304


class Pipeline(Unpicklable):
    """Sends the calls of one client."""

    def __init__(self, context: ClientContext) -> None:
        self.context = context
        self.lifetime: Lifetime = Lifetime()
        self.retry_loop: RetryLoop = RetryLoop(Attempt(context), context)
        self._in_progress: CallsInProgress = CallsInProgress(context.patience.deadline)
        self._shared: SharedObjects = SharedObjects()
        self._until: float = inf

    def until(self, deadline: float) -> "Pipeline":
        """Return the same pipeline for calls that are useless after ``deadline``.

        It is an instant of the monotonic clock. A call that cannot be sent or retried
        before it fails at once, with the reason.
        """
        bounded = object.__new__(Pipeline)
        bounded.__dict__.update(self.__dict__, _until=deadline)
        return bounded

    def send(
        self, call: Call[T], *, conditional: bool = False
    ) -> Coroutine[Any, Any, T]:
        """Send ``call`` and return its decoded response; see :meth:`exchange`."""
        return self.run(self.start(call, conditional=conditional), self._decode)

    async def exchange(self, call: Call[T], *, conditional: bool = False) -> Answer[T]:
        """Send ``call`` and return its value with status, headers and limits.

        A conditional call sends the ETag of the last response to the same read: a 304
        costs nothing of the rate limit and returns the same model.
        """
        state = self.start(call, conditional=conditional)
        value, response = await self.run(state, lambda s, r: (self._decode(s, r), r))
        if state.cached is not None and response.status == _NOT_MODIFIED:
            response = state.cached.with_headers_of(response)
        return Answer(
            value=value,
            status=response.status,
            headers=self.context.auth.secrets.masked(
                response_errors.safe_headers(response.headers)
            ),
            rate_limit=parse_rate_limit(response.headers),
            attempts=state.requests,
        )

    def start(self, call: Call[Any], *, conditional: bool = False) -> CallState:
        """Return the state of a new call."""
        self.lifetime.check()
        context = self.context
        text = f"?{encode.join_query(call.query)}" if call.query else ""
        longest = context.patience.deadline
        end = inf if longest is None else context.clock.monotonic() + longest
        state = CallState(
            call,
            url=f"{context.base_url}{call.path}{text}",
            headers=context.auth.anonymous,
            body=None if call.body is None else codec.dumps(call.body),
        )
        state.deadline = min(end, self._until)
        state.conditional = conditional and call.operation.is_read
        return state

    async def run(
        self, state: CallState, read: Callable[[CallState, Response], T]
    ) -> T:
        """Return what ``read`` finds in the successful response, within the deadline.

        See :meth:`RetryLoop.run`.
        """
        timeout, calls = asyncio.Timeout(None), self._in_progress
        try:
            async with timeout:
                calls.begin(timeout)
                try:
                    return await self.retry_loop.run(state, read)
                finally:
                    calls.end(timeout)
        except TimeoutError:
            if not timeout.expired():
                raise  # an attempt timed out, not the call
        raise self._timed_out(state)

    async def open(self) -> None:
        """Begin the lifetime in the running event loop."""
        self.lifetime.begin()
        if (member := self.context.limiter.member) is not None:
            try:
                await member.join()
            except BaseException:
                self.lifetime.end()
                await member.leave()
                raise
        await self.context.transport.open()

    async def close(self) -> None:
        """Wait shortly for calls in progress, end them, and close the transport."""
        if not self.lifetime.end():
            return
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT):
                await self._in_progress.wait()
                await self.context.limiter.wait_until_idle()
        except TimeoutError:
            pass
        finally:
            self._in_progress.abort()
            try:
                await self.context.transport.close()
            finally:
                if (member := self.context.limiter.member) is not None:
                    await member.leave()

    def _timed_out(self, state: CallState) -> errors.TransportError:
        kind: type[errors.TransportError] = errors.RequestTimeoutError
        why = f"no response within {self.context.patience.deadline} s"
        if self.lifetime.is_closed:
            kind, why = errors.ConnectionLostError, "the client was closed"
        error = kind(
            why, operation=state.operation.id, outcome_unknown=state.outcome_unknown
        )
        annotate(state, error)
        return error

    def _decode(self, state: CallState, response: Response) -> Any:
        if state.operation.is_download:
            return Location(state.url)
        if state.cached is not None and response.status == _NOT_MODIFIED:
            return state.cached.value
        value = decode(
            state.operation, response, self._shared, self.context.auth.secrets
        )
        if state.cache_key:
            self.context.etags.store(state.cache_key, response, value)
        return value
