"""The road of one call: attempt, judgement, pause, answer."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from math import inf
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from aioghactions import errors
from aioghactions._policy import backoff, classify, rate_limit, redirects
from aioghactions._policy.budget import RetryBudget
from aioghactions._policy.decode import decode
from aioghactions._wire import codec, query
from aioghactions._wire.call import Call
from aioghactions._wire.exchange import Answer, Request, Response
from aioghactions._wire.location import Location
from aioghactions._wire.memo import Memo

from .attempt import Attempt
from .lifetime import Lifetime
from .transport import Stream
from .trip import Trip

T = TypeVar("T")

_GRACE: Final = 2.0  # seconds
_SUCCESS: Final = range(200, 300)
_FOUND: Final = 302
_NOT_MODIFIED: Final = 304
_UNAUTHORIZED: Final = 401


@define(kw_only=True, eq=False)
class Pipeline:
    """Sends calls under one client's rules."""

    base_url: str
    attempt: Attempt
    lifetime: Lifetime = field(factory=Lifetime)
    budget: RetryBudget = field(factory=RetryBudget)
    memo: Memo = field(factory=Memo)

    async def send(self, call: Call[T], *, conditional: bool = False) -> T:
        """Send ``call`` and return its decoded answer; see :meth:`exchange`."""
        return (await self.exchange(call, conditional=conditional)).value

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
        trip = self._trip(call)
        trip.conditional = conditional and call.operation.is_read
        try:
            response = await self._answer(trip)
        finally:
            self.attempt.leave(trip)
        value, response = self._value(trip, response)
        return Answer(
            value=value,
            status=response.status,
            headers=classify.safe_headers(response.headers),
            rate_limit=rate_limit.parse(response.headers),
            attempts=trip.requests,
        )

    @asynccontextmanager
    async def download(self, call: Call[Location]) -> AsyncGenerator[Stream, None]:
        """Ask for the signed link of ``call`` and open it.

        The place in the gate is held until the body has been read: what is being
        streamed counts.

        Raises:
            DownloadExpiredError: Storage refuses the link.
        """
        trip = self._trip(call)
        try:
            await self._answer(trip)
            timeouts = evolve(self.attempt.timeouts(), total=None)
            transport = self.attempt.transport
            async with transport.stream(trip.request, timeouts) as stream:
                if stream.status not in _SUCCESS:
                    raise errors.DownloadExpiredError(
                        f"{trip.operation.id}: storage answered {stream.status}"
                    )
                yield stream
        finally:
            self.attempt.leave(trip)

    async def close(self) -> None:
        """Let calls under way end, for a moment, and close the transport."""
        if not self.lifetime.end():
            return
        try:
            async with asyncio.timeout(_GRACE):
                await self.attempt.gate.empty()
        except TimeoutError:
            pass  # closing the transport ends them
        finally:
            await self.attempt.transport.close()

    def _trip(self, call: Call[Any]) -> Trip:
        self.lifetime.check()
        text = query.join(call.query)
        longest = self.attempt.patience.deadline
        now = self.attempt.clock.monotonic()
        return Trip(
            call=call,
            request=Request(
                method=call.operation.method,
                url=f"{self.base_url}{call.path}{'?' * bool(text)}{text}",
                headers=self.attempt.identity.anonymous(),
                body=None if call.body is None else codec.dumps(call.body),
            ),
            deadline=inf if longest is None else now + longest,
        )

    async def _answer(self, trip: Trip) -> Response:
        """Return the success of ``trip``, within its deadline."""
        longest = self.attempt.patience.deadline
        deadline = asyncio.timeout(longest)
        try:
            async with deadline:
                return await self._travel(trip)
        except TimeoutError:
            if not deadline.expired():
                raise
        raise errors.RequestTimeoutError(
            f"{trip.operation.id}: no answer within {longest} s",
            operation=trip.operation.id,
            outcome_unknown=trip.outcome_unknown,
        )

    async def _travel(self, trip: Trip) -> Response:
        """Send until there is a success, or policy says stop."""
        while True:
            failure: errors.TransportError | errors.ResponseError
            try:
                response = await self.attempt.send(trip)
            except errors.TransportError as lost:
                failure = lost
                failure.operation = trip.operation.id
            else:
                if self._has_arrived(trip, response):
                    self.budget.succeeded(trip.paid)
                    return response
                if response.status in redirects.STATUSES:
                    self._follow(trip, response)
                    continue
                if response.status == _UNAUTHORIZED and await self._renew(trip):
                    continue
                failure = self._refusal(trip, response)
            # Outside the except block: a failure keeps no other as its context.
            await self._pause(trip, failure)

    def _has_arrived(self, trip: Trip, response: Response) -> bool:
        if trip.operation.is_download and response.status == _FOUND:
            self._follow(trip, response)
            return True
        if response.status == _NOT_MODIFIED:
            return trip.known is not None
        return response.status in _SUCCESS

    def _follow(self, trip: Trip, response: Response) -> None:
        trip.visited.append(trip.request.url)
        trip.request = redirects.follow(
            trip.request,
            response.status,
            response.headers.get("location", ""),
            base=self.base_url,
            download=trip.operation.is_download,
            visited=tuple(trip.visited),
        )
        self.attempt.tell(trip, "redirect", status=response.status)

    async def _renew(self, trip: Trip) -> bool:
        # A 401 is said before anything is done, so any method may go again.
        again, trip.renewed = not trip.renewed, True
        return again and await self.attempt.identity.renew(trip.token_serial)

    def _refusal(self, trip: Trip, response: Response) -> errors.ResponseError:
        retry_at = self.attempt.gate.instant(trip.limit_wait) if trip.limit else None
        return classify.error_for(
            response,
            operation=trip.operation.id,
            attempts=trip.requests,
            retry_at=retry_at,
        )

    async def _pause(
        self, trip: Trip, failure: errors.TransportError | errors.ResponseError
    ) -> None:
        """Return when ``trip`` may go on, or raise ``failure``."""
        attempt = self.attempt
        failure.outcome_unknown = trip.unknown = backoff.outcome_unknown(
            failure, trip.operation.method, earlier=trip.unknown
        )
        verdict = backoff.decide(
            failure,
            method=trip.operation.method,
            attempt=trip.attempt,
            patience=attempt.patience,
            jitter=attempt.clock.jitter(),
            limit_answers=trip.refusals,
            limit_wait=trip.limit_wait,
            time_left=trip.deadline - attempt.clock.monotonic(),
        )
        limited = isinstance(failure, errors.RateLimitError)
        if isinstance(verdict, backoff.GiveUp) or not (
            limited or self._afford(trip, failure)
        ):
            if trip.requests > 1:
                failure.add_note(f"gave up after {trip.requests} requests")
            raise failure
        kind = "limit" if limited else "retry"
        attempt.tell(trip, kind, error=type(failure).__name__, seconds=verdict.delay)
        if not limited:  # the gate is closed then, and waits for everybody
            trip.attempt += 1
            await attempt.clock.sleep(verdict.delay)

    def _afford(self, trip: Trip, failure: errors.GitHubActionsError) -> bool:
        paid = self.budget.take(failure)
        trip.paid = paid or 0
        return paid is not None

    def _value(self, trip: Trip, response: Response) -> tuple[Any, Response]:
        if trip.operation.is_download:
            return Location(trip.request.url), response
        if trip.known is not None and response.status == _NOT_MODIFIED:
            return trip.known.value, trip.known.revived(response)
        value = decode(trip.operation, response, self.memo)
        if trip.key is not None:
            self.attempt.memory.remember(trip.key, response, value)
        return value, response
