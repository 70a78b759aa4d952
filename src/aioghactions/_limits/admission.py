"""Everything that may hold back a request of one token at one host."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from attrs import define, frozen

from aioghactions import settings as paces
from aioghactions._core.call import Operation
from aioghactions._core.messages import RateLimit
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.cooldown import Cooldown
from aioghactions._limits.detect import LimitKind
from aioghactions._limits.headers import (
    CORE,
    parse_rate_limit,
    seconds_until,
    wait_seconds,
)
from aioghactions._limits.pacing import Rule, SecondaryLimits, Slot
from aioghactions.settings import Cost, Pace

Reason = Literal["primary", "secondary", "opening", "probe"] | Rule


@frozen
class Blocked:
    """Not now.

    Attributes:
        until: Monotonic instant at which to ask again; inf if only the end of
            another request can change the answer. Ask again also whenever some
            request was answered or has left.
        reason: What holds the request back. ``primary`` and ``secondary`` are
            limits that the server declared: bound these waits by patience. The
            others pass by themselves, or as requests end.
    """

    until: float
    reason: Reason


@define(eq=False)
class Permit:
    """The right to send one request; hand it back with ``Limits.leave``.

    Attributes:
        operation: Operation id.
        resource: Whose allowance it takes from, as far as is known.
        serial: Its reservation in that allowance.
        number: Tickets are counted in the order they are given out.
        visit: Its place in the pace.
        settled: The reservation has been settled.
        left: The ticket has been handed back.
    """

    operation: str
    resource: str
    serial: int
    number: int
    visit: Slot
    settled: bool = False
    left: bool = False


# GitHub has about a dozen resources; a server that invents more shares one.
_MOST: Final = 32
_REGISTRATION: Final = "actions_runner_registration"


@define(eq=False)
class Resource:
    """What is left of one resource, and the door before it."""

    bucket: Bucket
    hold: Cooldown

    def close_if_spent(self, *, monotonic: float, jitter: float) -> None:
        """Close the door until the reset, and a little longer by chance, once."""
        if self.bucket.is_spent(monotonic):
            self.hold.close(self.bucket.opens, late=jitter * self.hold.spread)


class Resources:
    """Finds the allowance of an operation, which only answers can name."""

    def __init__(self, *, guarded: bool, spread: float) -> None:
        """Know none yet.

        Args:
            guarded: Whether the server has limits as far as is known.
            spread: For how many seconds a door opens slowly.
        """
        self._guarded, self._spread = guarded, spread
        self._by_name: dict[str, Resource] = {}
        self._named: dict[str, str] = {}

    def __getitem__(self, name: str) -> Resource:
        known = self._by_name.get(name)
        if known is None:
            bucket = Bucket(guarded=self._guarded)
            known = self._by_name[name] = Resource(bucket, Cooldown(self._spread))
        return known

    def __len__(self) -> int:
        return len(self._by_name)

    def known(self) -> Mapping[str, RateLimit]:
        """Return what the server last said, by resource."""
        return {
            name: allowance.bucket.known
            for name, allowance in self._by_name.items()
            if allowance.bucket.known is not None
        }

    def resource_of(self, operation: Operation[Any]) -> str:
        """Return whose allowance ``operation`` takes from, as far as is known."""
        if (named := self._named.get(operation.id)) is not None:
            return named
        registers = operation.path.endswith("/registration-token")
        return _REGISTRATION if registers else CORE

    def learn(self, operation: str, resource: str) -> str:
        """Note the resource that an answer names.

        Returns:
            The name under which it is kept.
        """
        has_room = resource in self._by_name or len(self) < _MOST
        self._named[operation] = resource if has_room else CORE
        return self._named[operation]


__all__ = ["Admission", "Blocked", "Permit", "Reason"]

_UNAUTHORIZED: Final = 401
_NOT_MODIFIED: Final = 304
_FIRST_REFUSAL: Final = 400


class Admission:
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
        self._pacer = SecondaryLimits(pace)
        self._authorised = authorised
        self._hold = Cooldown(pace.release)
        self._allowances = Resources(guarded=pace.probe, spread=pace.release)
        self._number = 0
        # How often in a row the server refused, and the newest ticket at the last
        # time: requests that were in flight together are refused together.
        self._consecutive_refusals = 0
        self._struck = 0

    @property
    def in_flight(self) -> int:
        """Tickets given out and not yet back."""
        return self._pacer.in_flight

    def known(self) -> Mapping[str, RateLimit]:
        """Return what the server last said, by resource."""
        return self._allowances.known()

    def resource_of(self, operation: Operation[Any]) -> str:
        """Return whose allowance ``operation`` takes from, as far as is known."""
        return self._allowances.resource_of(operation)

    def admit(self, operation: Operation[Any], *, monotonic: float) -> Permit | Blocked:
        """Reserve a place for one request, or say when to ask again."""
        resource, cost = self.resource_of(operation), paces.cost(operation)
        allowance = self._allowances[resource]
        wait = self._wait(allowance, cost, monotonic)
        if wait is not None:
            return wait
        gap = 1 / self._pacer.width(monotonic)
        self._hold.enter(monotonic, gap=gap)
        allowance.hold.enter(monotonic, gap=gap)
        self._number += 1
        return Permit(
            operation=operation.id,
            resource=resource,
            serial=allowance.bucket.reserve(monotonic),
            number=self._number,
            visit=self._pacer.enter(cost, monotonic),
        )

    def answered(
        self,
        ticket: Permit,
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
        if status < _FIRST_REFUSAL and ticket.number > self._struck:
            self._consecutive_refusals = 0
        bucket = self._allowances[ticket.resource].bucket
        limit = parse_rate_limit(headers)
        left = 0.0
        if limit is not None:
            left = seconds_until(limit.reset.timestamp(), headers, now=now)
        free = status == _NOT_MODIFIED and self._authorised
        cached = headers.get("age", "0").strip() != "0"
        if cached or (free and bucket.is_open(monotonic)):
            bucket.release(ticket.serial)
        elif status == _UNAUTHORIZED or (status >= _FIRST_REFUSAL and limit is None):
            # A refused token is answered with the allowance of strangers.
            bucket.lose(ticket.serial)
        elif limit is None or left <= 0:
            bucket.unlimited(ticket.serial)
        else:
            self._settle(ticket, limit, left=left, monotonic=monotonic)
            allowance = self._allowances[ticket.resource]
            allowance.close_if_spent(monotonic=monotonic, jitter=jitter)

    def refused(
        self,
        ticket: Permit,
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
        anew = ticket.number > self._struck
        if anew:
            self._consecutive_refusals += 1
            self._struck = self._number
        wait = wait_seconds(
            headers, now=now, consecutive_refusals=self._consecutive_refusals
        )
        hold = self._hold
        if kind == "primary":
            hold = self._allowances[ticket.resource].hold
        elif anew:
            self._pacer.slow_down(monotonic)
        hold.close(monotonic + wait, late=jitter * hold.spread)
        return wait

    def leave(self, ticket: Permit, *, monotonic: float, sent: bool = True) -> None:
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
        bucket = self._allowances[ticket.resource].bucket
        if sent:
            bucket.lose(ticket.serial)
        else:
            bucket.release(ticket.serial)

    def _wait(
        self, allowance: Resource, cost: Cost, monotonic: float
    ) -> Blocked | None:
        """Return what holds back a request, the first of several; None for nothing."""
        if self._hold.ready_at() > monotonic:
            return _behind(self._hold, "secondary", monotonic)
        if allowance.hold.ready_at() > monotonic:
            return _behind(allowance.hold, "primary", monotonic)
        until = allowance.bucket.ready_at(monotonic)
        if until > monotonic:
            return Blocked(until, "probe")
        until, rule = self._pacer.ready_at(cost, monotonic)
        return Blocked(until, rule) if until > monotonic else None

    def _settle(
        self, ticket: Permit, limit: RateLimit, *, left: float, monotonic: float
    ) -> None:
        self._pacer.active = True
        bucket = self._allowances[ticket.resource].bucket
        name = self._allowances.learn(ticket.operation, limit.resource)
        if name == ticket.resource:
            bucket.settle(ticket.serial, limit, left=left, monotonic=monotonic)
        else:
            bucket.release(ticket.serial)
            ticket.resource = name
            bucket = self._allowances[name].bucket
            bucket.observe(limit, left=left, monotonic=monotonic)


def _behind(hold: Cooldown, declared: Reason, monotonic: float) -> Blocked:
    """Return how long to stand before a door that is not open yet."""
    if hold.until > monotonic:
        return Blocked(hold.until, declared)
    return Blocked(hold.ready_at(), "opening")
