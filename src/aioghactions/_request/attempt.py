"""One request of a call: wait at the gate, send, learn, leave."""

from typing import Any, Final

from attrs import define, field

from aioghactions import errors
from aioghactions._core.clock import Clock
from aioghactions._core.event import Event, Kind
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._core.patience import Patience
from aioghactions._http.etag_cache import Memory
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._limits.admission import Ticket
from aioghactions._limits.limiter import Gate
from aioghactions._request import response_errors
from aioghactions._request.auth_headers import Identity
from aioghactions._request.events import Watch
from aioghactions._request.state import Trip

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
    gate: Gate
    identity: Identity
    patience: Patience
    watch: Watch
    memory: Memory
    timeouts: Timeouts = field(init=False)

    def __attrs_post_init__(self) -> None:
        patience = self.patience
        self.timeouts = Timeouts(
            connect=patience.connect_timeout,
            read=patience.read_timeout,
            total=patience.attempt_timeout,
        )

    async def send(self, trip: Trip) -> Response | errors.TransportError:
        """Send the next request of ``trip`` once and return what came of it.

        Its place in the gate is given back, unless the answer is the link of a
        download: then ``trip`` keeps it while the body is streamed.

        Returns:
            The answer, or why there was none: a value, since it ends the attempt
            and not yet the call. What is raised ends the call.

        Raises:
            RateLimitError: The gate is closed for longer than patience allows.
            GitHubActionsError: There was no token to be had.
        """
        request = await self._complete(trip)
        ticket, waited = await self._enter(trip)
        outcome: Response | errors.TransportError | None = None
        sent = False
        try:
            if waited:
                request = await self._complete(trip)  # a token may die in a queue
            # A cancelled call keeps the mark: its deadline asks for it.
            sent = trip.under_way = True
            start = self.clock.monotonic()
            outcome = await self._exchange(request)
            sent = not isinstance(outcome, errors.ConnectFailedError)
            trip.under_way = False
            if isinstance(outcome, Response):
                self._learn(trip, ticket, outcome)
            self._report(trip, outcome, since=start)
            return outcome
        finally:
            if not _is_link(trip, outcome):
                self.leave(trip, sent=sent)

    async def _complete(self, trip: Trip) -> Request:
        """Add who asks, and what is known already."""
        plain, headers = trip.request, await self.identity.headers()
        trip.token_serial = self.identity.serial
        if plain.body is not None:
            headers = Headers({**headers, "content-type": "application/json"})
        if trip.conditional:
            trip.key = self.identity.key(plain.url)
            trip.known = self.memory.recall(trip.key)
            if trip.known is not None:
                headers = Headers({**headers, **trip.known.headers()})
        # Spelled out, for evolve takes 5 µs.
        return Request(
            method=plain.method, url=plain.url, headers=headers, body=plain.body
        )

    async def _enter(self, trip: Trip) -> tuple[Ticket, bool]:
        """Return the ticket, and whether it was long in coming."""
        ticket = self.gate.admit_at_once(trip.operation)
        start, waited = 0.0, ticket is None
        if ticket is None:
            start = self.clock.monotonic()
            ticket = await self._queue(trip)
            waited = self.clock.monotonic() - start > _NOTICEABLE
        trip.ticket, trip.resource = ticket, ticket.resource
        trip.requests += 1
        if waited:
            self.tell(trip, "pause", since=start)
        return ticket, waited

    async def _queue(self, trip: Trip) -> Ticket:
        try:
            return await self.gate.admit(
                trip.operation,
                longest_wait=self.patience.longest_limit_wait,
                deadline=trip.deadline,
            )
        except errors.RateLimitError as closed:
            closed.attempts = trip.requests
            raise

    async def _exchange(self, request: Request) -> Response | errors.TransportError:
        try:
            return await self.transport.exchange(request, self.timeouts)
        except errors.TransportError as lost:
            return lost

    def _learn(self, trip: Trip, ticket: Ticket, response: Response) -> None:
        trip.limit = response_errors.limit_kind(response)
        trip.refusals += trip.limit is not None
        trip.limit_wait = self.gate.learn(ticket, response, trip.limit)
        trip.resource = ticket.resource
        self.watch.warn(trip.operation.id, response.headers)

    def _report(
        self, trip: Trip, outcome: Response | errors.TransportError, *, since: float
    ) -> None:
        if isinstance(outcome, Response):
            self.tell(trip, "attempt", status=outcome.status, since=since)
        else:
            self.tell(trip, "attempt", error=type(outcome).__name__, since=since)

    def leave(self, trip: Trip, *, sent: bool = True) -> None:
        """Give back the place in the gate, if ``trip`` holds one."""
        if trip.ticket is not None:
            self.gate.leave(trip.ticket, sent=sent)
            trip.ticket = None

    def tell(
        self, trip: Trip, kind: Kind, *, since: float | None = None, **about: Any
    ) -> None:
        """Tell those who watch, if any."""
        if not self.watch.attentive(kind):
            return
        if since is not None:
            about["seconds"] = self.clock.monotonic() - since
        event = Event(
            kind=kind,
            operation=trip.operation.id,
            attempt=trip.requests,
            resource=trip.resource,
            **about,
        )
        self.watch.tell(event)


def _is_link(trip: Trip, outcome: Response | errors.TransportError | None) -> bool:
    answered = isinstance(outcome, Response) and outcome.status == _FOUND
    return answered and trip.operation.is_download
