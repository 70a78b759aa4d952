"""One request of a call: wait at the gate, send, learn, leave."""

from typing import Any, Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.clock import Clock
from aioghactions._core.event import Event, Kind
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._http.etag_cache import EtagCache
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._limits.admission import Permit
from aioghactions._limits.limiter import RateLimiter
from aioghactions._request import response_errors
from aioghactions._request.auth_headers import RequestHeaders
from aioghactions._request.events import EventLog
from aioghactions._request.state import CallState
from aioghactions.settings import Patience

_FOUND: Final = 302
# Seconds. A shorter wait is how long it takes to ask whether to wait.
_NOTICEABLE: Final = 0.001


@define(kw_only=True, eq=False)
class Attempt:
    """Sends single requests; whether there is another is not decided here.

    Attributes:
        timeouts: What one request may take.
    """

    transport: Transport
    clock: Clock
    limiter: RateLimiter
    identity: RequestHeaders
    patience: Patience
    watch: EventLog
    memory: EtagCache
    timeouts: Timeouts = field(init=False)

    def __attrs_post_init__(self) -> None:
        patience = self.patience
        self.timeouts = Timeouts(
            connect=patience.connect_timeout,
            read=patience.read_timeout,
            total=patience.attempt_timeout,
        )

    async def send(self, state: CallState) -> Response | errors.TransportError:
        """Send the next request of ``state`` once and return what came of it.

        Its place in the gate is given back, unless the answer is the link of a
        download: then ``state`` keeps it while the body is streamed.

        Returns:
            The answer, or why there was none: a value, since it ends the attempt
            and not yet the call. What is raised ends the call.

        Raises:
            RateLimitError: The gate is closed for longer than patience allows.
            GitHubActionsError: There was no token to be had.
        """
        request = await self._complete(state)
        ticket, waited = await self._enter(state)
        outcome: Response | errors.TransportError | None = None
        sent = False
        try:
            if waited:
                request = await self._complete(state)  # a token may die in a queue
            # A cancelled call keeps the mark: its deadline asks for it.
            sent = state.under_way = True
            start = self.clock.monotonic()
            outcome = await self._exchange(request)
            sent = not isinstance(outcome, errors.ConnectFailedError)
            state.under_way = False
            if isinstance(outcome, Response):
                self._learn(state, ticket, outcome)
            self._report(state, outcome, since=start)
            return outcome
        finally:
            if not _is_link(state, outcome):
                self.release_permit(state, sent=sent)

    async def _complete(self, state: CallState) -> Request:
        """Add who asks, and what is known already."""
        plain, headers = state.request, await self.identity.headers()
        state.token_serial = self.identity.serial
        if plain.body is not None:
            headers = Headers({**headers, "content-type": "application/json"})
        if state.conditional:
            state.key = self.identity.key(plain.url)
            state.known = self.memory.recall(state.key)
            if state.known is not None:
                headers = Headers({**headers, **state.known.headers()})
        # Spelled out, for evolve takes 5 µs.
        return Request(
            method=plain.method, url=plain.url, headers=headers, body=plain.body
        )

    async def _enter(self, state: CallState) -> tuple[Permit, bool]:
        """Return the ticket, and whether it was long in coming."""
        ticket = self.limiter.try_acquire(state.operation)
        start, waited = 0.0, ticket is None
        if ticket is None:
            start = self.clock.monotonic()
            ticket = await self._queue(state)
            waited = self.clock.monotonic() - start > _NOTICEABLE
        state.ticket, state.resource = ticket, ticket.resource
        state.requests += 1
        if waited:
            self.tell(state, "pause", since=start)
        return ticket, waited

    async def _queue(self, state: CallState) -> Permit:
        try:
            return await self.limiter.acquire(
                state.operation,
                longest_wait=self.patience.longest_limit_wait,
                deadline=state.deadline,
            )
        except errors.RateLimitError as closed:
            closed.attempts = state.requests
            raise

    async def _exchange(self, request: Request) -> Response | errors.TransportError:
        try:
            return await self.transport.exchange(request, self.timeouts)
        except errors.TransportError as lost:
            return lost

    def _learn(self, state: CallState, ticket: Permit, response: Response) -> None:
        state.limit = response_errors.limit_kind(response)
        state.refusals += state.limit is not None
        state.limit_wait = self.limiter.observe(ticket, response, state.limit)
        state.resource = ticket.resource
        self.watch.warn(state.operation.id, response.headers)

    def _report(
        self,
        state: CallState,
        outcome: Response | errors.TransportError,
        *,
        since: float,
    ) -> None:
        if isinstance(outcome, Response):
            self.tell(state, "attempt", status=outcome.status, since=since)
        else:
            self.tell(state, "attempt", error=type(outcome).__name__, since=since)

    def release_permit(self, state: CallState, *, sent: bool = True) -> None:
        """Give back the place in the gate, if ``state`` holds one."""
        if state.ticket is not None:
            self.limiter.release(state.ticket, sent=sent)
            state.ticket = None

    def tell(
        self, state: CallState, kind: Kind, *, since: float | None = None, **about: Any
    ) -> None:
        """Tell those who watch, if any."""
        if not self.watch.wants(kind):
            return
        if since is not None:
            about["seconds"] = self.clock.monotonic() - since
        event = Event(
            kind=kind,
            operation=state.operation.id,
            attempt=state.requests,
            resource=state.resource,
            **about,
        )
        self.watch.tell(event)


def _is_link(
    state: CallState, outcome: Response | errors.TransportError | None
) -> bool:
    answered = isinstance(outcome, Response) and outcome.status == _FOUND
    return answered and state.operation.is_download
