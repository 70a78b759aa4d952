"""Everything that may hold back a request of one token at one host."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from attrs import define, frozen

from aioghactions._wire.call import Operation
from aioghactions._wire.exchange import RateLimit

from . import pace as paces
from . import rate_limit, retry_after
from .bucket import Bucket
from .classify import LimitKind
from .hold import Hold
from .pace import Pace
from .pacer import Pacer, Rule, Visit

Reason = Literal["primary", "secondary", "opening", "probe"] | Rule

_UNAUTHORIZED: Final = 401
_NOT_MODIFIED: Final = 304
_REFUSED: Final = 400
# GitHub has about a dozen resources; a server that invents more shares the last one.
_MOST_RESOURCES: Final = 32
_REGISTRATION: Final = "actions_runner_registration"


@frozen
class Wait:
    """Not now.

    Attributes:
        until: Monotonic instant at which to ask again; inf if only the end of
            another request can change the answer. Ask again also whenever some
            request was answered or has left.
        reason: What holds the request back. ``primary`` and ``secondary`` are
            limits that the server declared: bound these waits by patience.
    """

    until: float
    reason: Reason


@define(eq=False)
class Ticket:
    """The right to send one request; hand it back with :meth:`Limits.leave`."""

    operation: str
    resource: str
    serial: int
    number: int
    visit: Visit
    settled: bool = False
    left: bool = False


class _Resource:
    """One allowance and the door before it."""

    def __init__(self, pace: Pace, *, guarded: bool) -> None:
        self.bucket = Bucket(guarded=guarded)
        self.hold = Hold(pace.release)


class Limits:
    """All that is known of one token's limits at one host.

    Who sends asks :meth:`admit` until it gets a ticket, tells :meth:`answered` when
    headers arrive and :meth:`refused` if they mean a rate limit, and gives the ticket
    back with :meth:`leave`, always. Between two calls nothing changes by itself.
    """

    def __init__(self, pace: Pace, *, authorised: bool = True) -> None:
        """Know nothing yet.

        Args:
            pace: The rules of good behaviour for the host.
            authorised: Requests carry a token: then a 304 costs nothing.
        """
        self._pacer = Pacer(pace)
        self._authorised = authorised
        self._hold = Hold(pace.release)
        self._resources: dict[str, _Resource] = {}
        self._resource_of: dict[str, str] = {}
        self._number = 0
        self._strikes = 0
        self._struck = 0

    @property
    def in_flight(self) -> int:
        """Tickets given out and not yet back."""
        return self._pacer.in_flight

    def known(self) -> Mapping[str, RateLimit]:
        """Return what the server last said, by resource."""
        return {
            name: resource.bucket.known
            for name, resource in self._resources.items()
            if resource.bucket.known is not None
        }

    def resource_of(self, operation: Operation[Any]) -> str:
        """Return whose allowance ``operation`` takes from, as far as is known."""
        return self._resource_of.get(operation.id) or _presumed(operation)

    def admit(self, operation: Operation[Any], *, monotonic: float) -> Ticket | Wait:
        """Reserve a place for one request, or say when to ask again."""
        name = self.resource_of(operation)
        resource, cost = self._resource(name), paces.cost(operation)
        for until, reason in self._doors(resource, monotonic):
            if until > monotonic:
                return Wait(until, reason)
        until, rule = self._pacer.ready_at(cost, monotonic)
        if until > monotonic:
            return Wait(until, rule)
        gap = 1 / self._pacer.width(monotonic)
        self._hold.enter(monotonic, gap=gap)
        resource.hold.enter(monotonic, gap=gap)
        self._number += 1
        return Ticket(
            operation=operation.id,
            resource=name,
            serial=resource.bucket.reserve(monotonic),
            number=self._number,
            visit=self._pacer.enter(cost, monotonic),
        )

    def answered(
        self,
        ticket: Ticket,
        status: int,
        headers: Mapping[str, str],
        *,
        now: float,
        monotonic: float,
        jitter: float,
    ) -> None:
        """Learn from an answer of the API; once a ticket, when headers arrive.

        Args:
            ticket: What ``admit`` returned.
            status: The answer's status. Answers of storage are none of the API's.
            headers: The answer's headers.
            now: Seconds since the epoch.
            monotonic: The instant.
            jitter: A number in [0, 1): spreads the resumption after a reset.
        """
        ticket.settled = True
        if status < _REFUSED and ticket.number > self._struck:
            self._strikes = 0
        bucket = self._resource(ticket.resource).bucket
        limit = rate_limit.parse(headers)
        left = retry_after.until_reset(headers, now=now) or 0.0
        free = status == _NOT_MODIFIED and self._authorised
        cached = headers.get("age", "0").strip() != "0"
        if cached or (free and bucket.is_open(monotonic)):
            bucket.release(ticket.serial)
        elif status == _UNAUTHORIZED or (status >= _REFUSED and limit is None):
            # A refused token is answered with the allowance of strangers.
            bucket.lose(ticket.serial)
        elif limit is None or left <= 0:
            bucket.unlimited(ticket.serial)
        else:
            self._merge(ticket, limit, left=left, monotonic=monotonic, jitter=jitter)

    def refused(
        self,
        ticket: Ticket,
        kind: LimitKind,
        headers: Mapping[str, str],
        *,
        now: float,
        monotonic: float,
        jitter: float,
    ) -> float:
        """Close the door after a rate limited answer; return the seconds to wait.

        Call it after ``answered``, as soon as ``classify.limit_kind`` has spoken: a
        primary limit closes the resource, a secondary one the whole token.

        Args:
            ticket: What ``admit`` returned.
            kind: Which limit.
            headers: The answer's headers.
            now: Seconds since the epoch.
            monotonic: The instant.
            jitter: A number in [0, 1): spreads the resumption.
        """
        # Requests that were in flight together are refused together: one strike.
        strikes_anew = ticket.number > self._struck
        if strikes_anew:
            self._strikes += 1
            self._struck = self._number
        wait = retry_after.seconds(headers, now=now, strikes=self._strikes)
        hold = self._hold
        if kind == "primary":
            hold = self._resource(ticket.resource).hold
        elif strikes_anew:
            self._pacer.slow_down(monotonic)
        hold.close(monotonic + wait + jitter * hold.spread)
        return wait

    def leave(self, ticket: Ticket, *, monotonic: float, sent: bool = True) -> None:
        """Give the place back; always, in ``finally``. A second call does nothing.

        Args:
            ticket: What ``admit`` returned.
            monotonic: The instant.
            sent: False if the request provably never left.
        """
        if ticket.left:
            return
        ticket.left = True
        self._pacer.leave(ticket.visit, monotonic, sent=sent)
        if ticket.settled:
            return
        bucket = self._resource(ticket.resource).bucket
        if sent:
            bucket.lose(ticket.serial)
        else:
            bucket.release(ticket.serial)

    def _doors(
        self, resource: _Resource, monotonic: float
    ) -> Iterator[tuple[float, Reason]]:
        closed: tuple[tuple[Hold, Reason], ...] = (
            (self._hold, "secondary"),
            (resource.hold, "primary"),
        )
        for hold, reason in closed:
            yield hold.ready_at(), reason if hold.until > monotonic else "opening"
        spent = resource.bucket.is_spent(monotonic)
        yield resource.bucket.ready_at(monotonic), "primary" if spent else "probe"

    def _merge(
        self,
        ticket: Ticket,
        limit: RateLimit,
        *,
        left: float,
        monotonic: float,
        jitter: float,
    ) -> None:
        self._pacer.active = True
        resource = self._resource(ticket.resource)
        name = self._name(limit.resource)
        if name == ticket.resource:
            resource.bucket.settle(ticket.serial, limit, left=left, monotonic=monotonic)
        else:
            resource.bucket.release(ticket.serial)
            self._resource_of[ticket.operation] = ticket.resource = name
            resource = self._resource(name)
            resource.bucket.observe(limit, left=left, monotonic=monotonic)
        opens = resource.bucket.opens
        if resource.bucket.is_spent(monotonic) and resource.hold.until < opens:
            resource.hold.close(opens + jitter * resource.hold.spread)

    def _name(self, name: str) -> str:
        known = name in self._resources or len(self._resources) < _MOST_RESOURCES
        return name if known else rate_limit.CORE

    def _resource(self, name: str) -> _Resource:
        if name not in self._resources:
            pace = self._pacer.pace
            self._resources[name] = _Resource(pace, guarded=pace.probe)
        return self._resources[name]


def _presumed(operation: Operation[Any]) -> str:
    """Guess the resource until an answer names it."""
    registers = operation.path.endswith("/registration-token")
    return _REGISTRATION if registers else rate_limit.CORE
