"""All limits that apply to the requests of one token at one host."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from aioghactions._core.call import Operation
from aioghactions._core.messages import RateLimit, Response
from aioghactions._limits.blocked import Blocked, Reason
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.cooldown import Cooldown
from aioghactions._limits.detect import LimitKind
from aioghactions._limits.headers import (
    CORE,
    parse_rate_limit,
    seconds_until,
    wait_seconds,
)
from aioghactions._limits.pacing import Cost, SecondaryLimits, Slot, cost_of
from aioghactions.settings import Pace

if TYPE_CHECKING:
    from aioghactions._limits.budget import Lease
    from aioghactions._limits.counter import Counter
    from aioghactions._limits.holdings import Holdings, Taken

# Reading the limits costs nothing, and is possible while they are used up.
_FREE: Final = "/rate_limit"
_UNAUTHORIZED: Final = 401
_NOT_MODIFIED: Final = 304
_FIRST_ERROR: Final = 400
# GitHub has about a dozen resources; further ones count as CORE.
_MAX_RESOURCES: Final = 32


@define(eq=False, repr=False)
class Permit:
    """The right to send one request, to be returned to :meth:`Admission.release`."""

    operation: str  # its id
    resource: str  # that the request counts towards, as far as is known
    serial: int  # its reservation in the bucket of that resource
    number: int  # in the order of admission
    slot: Slot
    taken: "Taken" = ()  # of a budget that other processes share
    settled: bool = False  # the reservation
    released: bool = False


@define(eq=False, repr=False)
class Resource:
    """Primary limit of one resource, and the cooldown until its reset."""

    bucket: Bucket
    cooldown: Cooldown


class Resources(dict[str, Resource]):
    """The primary limits by resource, which only responses can name."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace
        self._by_operation: dict[str, str] = {}

    def __missing__(self, name: str) -> Resource:
        bucket = Bucket(limited=self._pace.probe)
        resource = self[name] = Resource(bucket, Cooldown(self._pace.release))
        return resource

    def name_of(self, operation: Operation[Any]) -> str:
        """Return the resource that ``operation`` counts towards, as far as is known."""
        if (name := self._by_operation.get(operation.id)) is not None:
            return name
        if operation.path == _FREE:
            return _FREE
        registers = operation.path.endswith("/registration-token")
        return "actions_runner_registration" if registers else CORE

    def assign(self, operation: str, name: str) -> str:
        """Store the resource that a response names, and return the name in use."""
        if self._by_operation.get(operation) == name:
            return name
        has_room = name in self or len(self) < _MAX_RESOURCES
        self._by_operation[operation] = name if has_room else CORE
        return self._by_operation[operation]


class Admission:
    """Decides whether a request of one token at one host may be sent.

    Call :meth:`admit` until it returns a permit, :meth:`observe` when the headers of
    the response arrive, and always :meth:`release`. Nothing changes between calls.

    With a budget that other processes share, a request also needs leased units: pass
    what the store grants to :meth:`grant`.
    """

    def __init__(self, pace: Pace, *, authorised: bool = True) -> None:
        self._authorised = authorised  # then a 304 costs nothing
        self.secondary: SecondaryLimits = SecondaryLimits(pace)
        self.holdings: Holdings | None = None  # set by a Member
        self._cooldown = Cooldown(pace.release)
        self._resources = Resources(pace)
        self._costs: dict[str, Cost] = {}  # by operation id
        self._permits = 0
        # Rate-limit responses in a row, and the newest permit at the last one:
        # requests that were in flight together count once.
        self._consecutive_refusals = 0
        self._newest_refused = 0

    @property
    def in_flight(self) -> int:
        return self.secondary.in_flight

    def known(self) -> Mapping[str, RateLimit]:
        return {
            name: resource.bucket.known
            for name, resource in self._resources.items()
            if resource.bucket.known is not None
        }

    def admit(self, operation: Operation[Any], *, monotonic: float) -> Permit | Blocked:
        """Return a permit for one request, or when to ask again."""
        name = self._resources.name_of(operation)
        resource = self._resources[name]
        if (cost := self._costs.get(operation.id)) is None:
            cost = self._costs[operation.id] = cost_of(operation)
        slot = self.secondary.slot(cost)
        if blocked := self._blocked(name, resource, slot, monotonic):
            return blocked
        for cooldown in (self._cooldown, resource.cooldown):
            if monotonic < cooldown.spaced_until:
                gap = 1 / self.secondary.concurrency(monotonic)
                cooldown.admit(monotonic, gap=gap)
        self._permits += 1
        taken: Taken = ()
        if self.holdings is not None:
            taken = self.holdings.take(name, resource.bucket, cost)
        self.secondary.acquire(slot, monotonic)
        return Permit(
            operation=operation.id,
            resource=name,
            serial=resource.bucket.reserve(monotonic),
            number=self._permits,
            slot=slot,
            taken=taken,
        )

    def grant(
        self, counter: "Counter", lease: "Lease", *, monotonic: float, jitter: float
    ) -> bool:
        """Take what the store granted, to a call that began at ``monotonic``.

        Returns:
            Whether this process counted alone until now.
        """
        assert self.holdings is not None  # noqa: S101 - only then there is a store
        was_alone = self.holdings.found(counter, lease, monotonic)
        if lease.cooldown > 0:
            self._cooldown.start(monotonic + lease.cooldown, jitter=jitter)
        if lease.exhausted:
            cooldown = self._resources[counter.resource].cooldown
            cooldown.start(monotonic + lease.seconds, jitter=jitter)
        return was_alone

    def observe(
        self,
        permit: Permit,
        response: Response,
        limit: LimitKind | None,
        *,
        now: float,
        monotonic: float,
        jitter: float,
    ) -> float:
        """Update the limits from a response; once a permit, when headers arrive.

        A primary rate limit blocks its resource, a secondary one the whole token.
        Responses of storage hosts do not belong here. ``jitter`` delays the first
        request after a wait.

        Returns:
            The seconds to wait before a retry; 0 if no rate limit was reported.
        """
        permit.settled = True
        self._settle(permit, response, now=now, monotonic=monotonic)
        resource = self._resources[permit.resource]
        bucket, is_exhausted = resource.bucket, resource.bucket.is_exhausted(monotonic)
        if self.holdings is not None:
            is_first = is_exhausted and resource.cooldown.until < bucket.ends_at
            self.holdings.observe(
                permit.resource, bucket, monotonic, exhausted=is_first
            )
        if is_exhausted:
            resource.cooldown.start(bucket.ends_at, jitter=jitter)
        is_new = permit.number > self._newest_refused
        if limit is None:
            if is_new and response.status < _FIRST_ERROR:
                self._consecutive_refusals = 0
            return 0.0
        if is_new:
            self._consecutive_refusals += 1
            self._newest_refused = self._permits
            if limit == "secondary":
                self.secondary.reduce(monotonic)
        wait = wait_seconds(
            response.headers, now=now, consecutive_refusals=self._consecutive_refusals
        )
        if self.holdings is not None and limit == "secondary":
            self.holdings.pause = max(self.holdings.pause, wait)
        cooldown = resource.cooldown if limit == "primary" else self._cooldown
        cooldown.start(monotonic + wait, jitter=jitter)
        return wait

    def release(self, permit: Permit, *, monotonic: float, sent: bool = True) -> None:
        """Return a permit; a second call does nothing.

        ``sent`` is False if the request was certainly never sent.
        """
        if permit.released:
            return
        permit.released = True
        self.secondary.release(permit.slot, monotonic, sent=sent)
        if not permit.settled:
            bucket = self._resources[permit.resource].bucket
            if sent:
                bucket.lose(permit.serial)
            else:
                bucket.refund(permit.serial)
        if self.holdings is not None:
            self.holdings.end(permit.taken, sent=sent)
            if not self.in_flight:
                self.holdings.rest()

    def _blocked(
        self, name: str, resource: Resource, slot: Slot, monotonic: float
    ) -> Blocked | None:
        """Return the first limit that blocks a request, or None."""
        if self._cooldown.ready_at > monotonic:
            return _cooling(self._cooldown, "secondary", monotonic)
        if resource.cooldown.ready_at > monotonic:
            return _cooling(resource.cooldown, "primary", monotonic)
        until = resource.bucket.ready_at(monotonic)
        if until > monotonic:
            return Blocked(until, "probe")
        shared = self.holdings
        if shared is not None and (blocked := shared.width_blocked(monotonic)):
            return blocked
        until, rule = self.secondary.ready_at(slot, monotonic)
        if until > monotonic:
            # The share of the concurrency may grow until its lease ends.
            return Blocked(until if shared is None else shared.ends(until), rule)
        if shared is None:
            return None
        return shared.blocked(name, resource.bucket, slot.cost, monotonic)

    def _settle(
        self, permit: Permit, response: Response, *, now: float, monotonic: float
    ) -> None:
        """Settle the reservation of ``permit`` by the headers of its response."""
        bucket, headers = self._resources[permit.resource].bucket, response.headers
        if permit.resource == _FREE:
            bucket.settle_unlimited(permit.serial)
            return
        limit, left = parse_rate_limit(headers), 0.0
        if limit is not None:
            left = seconds_until(limit.reset.timestamp(), headers, now=now)
        is_free = response.status == _NOT_MODIFIED and self._authorised
        is_cached = headers.get("age", "0").strip() != "0"
        if is_cached or (is_free and bucket.is_known(monotonic)):
            bucket.refund(permit.serial)
        elif response.status == _UNAUTHORIZED or (
            response.status >= _FIRST_ERROR and limit is None
        ):
            # A 401 carries the rate limit of anonymous requests.
            bucket.lose(permit.serial)
        elif limit is None or left <= 0:
            bucket.settle_unlimited(permit.serial)
        else:
            self._settle_by(permit, limit, left=left, monotonic=monotonic)

    def _settle_by(
        self, permit: Permit, limit: RateLimit, *, left: float, monotonic: float
    ) -> None:
        self.secondary.active = True
        bucket = self._resources[permit.resource].bucket
        name = self._resources.assign(permit.operation, limit.resource)
        if name == permit.resource:
            bucket.settle(permit.serial, limit, left=left, monotonic=monotonic)
        else:
            bucket.refund(permit.serial)
            permit.resource = name
            bucket = self._resources[name].bucket
            bucket.observe(limit, left=left, monotonic=monotonic)


def _cooling(cooldown: Cooldown, stated: Reason, monotonic: float) -> Blocked:
    """Return why and until when ``cooldown`` blocks a request."""
    if cooldown.until > monotonic:
        return Blocked(cooldown.until, stated)
    return Blocked(cooldown.ready_at, "release")
