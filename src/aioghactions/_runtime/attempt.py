"""One request of a call: wait at the gate, send, learn, leave."""

from typing import Any, Final

from attrs import define, evolve

from aioghactions import errors
from aioghactions._policy import classify
from aioghactions._policy.conditional import Memory
from aioghactions._policy.patience import Patience
from aioghactions._wire.event import Event
from aioghactions._wire.exchange import Headers, Request, Response

from .clock import Clock
from .gate import Gate
from .identity import Identity
from .transport import Timeouts, Transport
from .trip import Trip
from .watch import Watch

_FOUND: Final = 302


@define(kw_only=True, eq=False)
class Attempt:
    """Sends single requests; whether there is another is not decided here."""

    transport: Transport
    clock: Clock
    gate: Gate
    identity: Identity
    patience: Patience
    watch: Watch
    memory: Memory

    async def send(self, trip: Trip) -> Response:
        """Send the next request of ``trip`` once and return what was answered.

        Its place in the gate is given back, unless the answer is the link of a
        download: then ``trip`` keeps it while the body is streamed.

        Raises:
            TransportError: There was no answer.
            RateLimitError: The gate is closed for longer than patience allows.
        """
        request = await self._complete(trip)
        await self._enter(trip)
        start = self.clock.monotonic()
        response: Response | None = None
        sent = True
        try:
            trip.under_way = True
            response = await self.transport.exchange(request, self.timeouts())
            self._learn(trip, response)
        except errors.TransportError as lost:
            sent = not isinstance(lost, errors.ConnectFailedError)
            self.tell(trip, "attempt", error=type(lost).__name__, since=start)
            raise
        finally:
            # A cancelled call keeps the mark: its deadline asks for it.
            if response is None or not _is_link(trip, response):
                self.leave(trip, sent=sent)
        trip.under_way = False
        self.tell(trip, "attempt", status=response.status, since=start)
        return response

    async def _complete(self, trip: Trip) -> Request:
        """Add who asks, and what is known already."""
        headers = Headers(await self.identity.headers())
        trip.token_serial = self.identity.serial
        if trip.request.body is not None:
            headers["content-type"] = "application/json"
        if trip.conditional:
            trip.key = self.identity.key(trip.request.url)
            trip.known = self.memory.recall(trip.key)
            if trip.known is not None:
                headers.update(trip.known.headers())
        return evolve(trip.request, headers=headers)

    async def _enter(self, trip: Trip) -> None:
        start = self.clock.monotonic()
        trip.ticket = await self.gate.admit(
            trip.operation,
            longest_wait=self.patience.longest_limit_wait,
            deadline=trip.deadline,
        )
        trip.requests += 1
        if self.clock.monotonic() > start:
            self.tell(trip, "pause", since=start)

    def _learn(self, trip: Trip, response: Response) -> None:
        if trip.ticket is None:
            return
        self.gate.answered(trip.ticket, response)
        trip.limit = classify.limit_kind(response)
        if trip.limit is not None:
            trip.refusals += 1
            trip.limit_wait = self.gate.refused(trip.ticket, trip.limit, response)

    def leave(self, trip: Trip, *, sent: bool = True) -> None:
        """Give back the place in the gate, if ``trip`` holds one."""
        if trip.ticket is not None:
            self.gate.leave(trip.ticket, sent=sent)
            trip.ticket = None

    def timeouts(self) -> Timeouts:
        """Return what one request may take."""
        patience = self.patience
        return Timeouts(
            connect=patience.connect_timeout,
            read=patience.read_timeout,
            total=patience.attempt_timeout,
        )

    def tell(
        self, trip: Trip, kind: Any, *, since: float | None = None, **about: Any
    ) -> None:
        """Tell those who watch, if any."""
        if not self.watch.attentive:
            return
        if since is not None:
            about["seconds"] = self.clock.monotonic() - since
        self.watch.tell(
            Event(
                kind=kind, operation=trip.operation.id, attempt=trip.requests, **about
            )
        )


def _is_link(trip: Trip, response: Response) -> bool:
    return trip.operation.is_download and response.status == _FOUND
