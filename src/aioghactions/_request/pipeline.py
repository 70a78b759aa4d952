"""Calls under one client's rules: asked in time, answered with a model."""

import asyncio
from math import inf
from typing import Any, Final, TypeVar

from aioghactions import errors
from aioghactions._core.call import Call, Location
from aioghactions._core.messages import Answer, Request, Response
from aioghactions._core.redact import Unpicklable
from aioghactions._json import codec
from aioghactions._json.sharing import Memo
from aioghactions._limits.headers import parse_rate_limit
from aioghactions._params import query
from aioghactions._request import response_errors
from aioghactions._request.attempt import Attempt
from aioghactions._request.decode import decode
from aioghactions._request.lifetime import CallsInProgress, Lifetime
from aioghactions._request.retry_loop import RetryLoop, annotate
from aioghactions._request.state import CallState

T = TypeVar("T")

_GRACE: Final = 2.0  # seconds
_NOT_MODIFIED: Final = 304


class Pipeline(Unpicklable):
    """Sends calls under one client's rules."""

    def __init__(self, *, base_url: str, attempt: Attempt) -> None:
        """Send nothing yet, and need no event loop.

        Args:
            base_url: The API's address, without a final slash.
            attempt: Sends single requests.
        """
        self.base_url = base_url
        self.attempt = attempt
        self.lifetime: Lifetime = Lifetime()
        self.retry_loop: RetryLoop = RetryLoop(base_url=base_url, attempt=attempt)
        self.calls: CallsInProgress = CallsInProgress()
        self.memo: Memo = Memo()

    async def send(self, call: Call[T], *, conditional: bool = False) -> T:
        """Send ``call`` and return its decoded answer; see :meth:`exchange`."""
        _, _, value = await self._carry(call, conditional=conditional)
        return value

    async def exchange(self, call: Call[T], *, conditional: bool = False) -> Answer[T]:
        """Send ``call`` and return its answer with what HTTP said around it.

        Args:
            call: What to send.
            conditional: Ask a read only for what has changed since it was last
                asked so. What has not costs nothing of the rate limit, and gives
                the same model again.

        Raises:
            GitHubActionsError: The real last failure.
        """
        state, response, value = await self._carry(call, conditional=conditional)
        return Answer(
            value=value,
            status=response.status,
            headers=response_errors.safe_headers(response.headers),
            rate_limit=parse_rate_limit(response.headers),
            attempts=state.requests,
        )

    async def _carry(
        self, call: Call[T], *, conditional: bool
    ) -> tuple[CallState, Response, T]:
        state = self.begin(call)
        state.conditional = conditional and call.operation.is_read
        try:
            response = await self.answer(state)
        finally:
            self.attempt.release_permit(state)
        value, response = self._value(state, response)
        return state, response, value

    async def close(self) -> None:
        """Let what is under way end, for a moment; then end it."""
        if not self.lifetime.end():
            return
        try:
            async with asyncio.timeout(_GRACE):
                await self.calls.wait()
                await self.attempt.limiter.wait_until_idle()
        except TimeoutError:
            pass
        finally:
            self.calls.abort()
            await self.attempt.transport.close()

    def begin(self, call: Call[Any]) -> CallState:
        """Return ``call`` ready to be sent."""
        self.lifetime.check()
        text = f"?{query.join(call.query)}" if call.query else ""
        longest = self.attempt.patience.deadline
        now = self.attempt.clock.monotonic()
        return CallState(
            call=call,
            request=Request(
                method=call.operation.method,
                url=f"{self.base_url}{call.path}{text}",
                headers=self.attempt.identity.anonymous(),
                body=None if call.body is None else codec.dumps(call.body),
            ),
            deadline=inf if longest is None else now + longest,
        )

    async def answer(self, state: CallState) -> Response:
        """Return the success of ``state``, within its deadline."""
        timeout = asyncio.timeout(self.attempt.patience.deadline)
        try:
            async with timeout:
                with self.calls(timeout):
                    return await self.retry_loop.run(state)
        except TimeoutError:
            if not timeout.expired():
                raise  # an attempt timed out, not the call
        raise self._ended(state)

    def _ended(self, state: CallState) -> errors.TransportError:
        """Say why ``state`` had to end on its way."""
        how: type[errors.TransportError] = errors.RequestTimeoutError
        why = f"no answer in {self.attempt.patience.deadline} s"
        if self.lifetime.is_closed:
            how, why = errors.ConnectionLostError, "the client was closed"
        failure = how(
            why, operation=state.operation.id, outcome_unknown=state.outcome_unknown
        )
        annotate(state, failure)
        return failure

    def _value(self, state: CallState, response: Response) -> tuple[Any, Response]:
        if state.operation.is_download:
            return Location(state.request.url), response
        if state.known is not None and response.status == _NOT_MODIFIED:
            return state.known.value, state.known.revived(response)
        value = decode(state.operation, response, self.memo)
        if state.key is not None:
            self.attempt.memory.remember(state.key, response, value)
        return value, response
