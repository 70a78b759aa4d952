"""What one process holds of a budget that it shares with others.

Each request needs a unit of several limits. They are leased in batches, so the store of
the budget is asked once for many requests. A lease ends after a few seconds, so nothing
must be cleaned up after a process that was killed.
"""

from math import inf
from typing import Final

from attrs import define, field

from aioghactions._limits.blocked import Blocked
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.budget import Lease, Rate
from aioghactions._limits.counter import BATCH, Counter
from aioghactions._limits.pacing import Cost, SecondaryLimits

Taken = tuple[tuple[Counter, int], ...]

LEASE_SECONDS: Final = 3.0
_RETRY: Final = 5.0  # seconds between two attempts to reach a lost store
# Seconds after which a response no longer tells what other processes have left.
_FRESH: Final = 1.0


@define(eq=False)
class Holdings:
    """The leases of one process, and how it counts alone if the store is lost.

    Alone, it takes a share: what its last response states and the secondary limits,
    divided by the number of processes that was last known.
    """

    secondary: SecondaryLimits
    members: int = 1
    alone: bool = False
    pause: float = 0.0  # seconds that GitHub asked for, not yet reported
    width: Counter = field(factory=lambda: Counter("width"))
    writes: Counter | None = None
    reports: list[Counter] = field(factory=list[Counter])  # to be settled promptly
    counters: dict[str, Counter] = field(factory=dict[str, Counter])
    _rates: dict[Cost, Taken] = field(factory=dict[Cost, Taken])
    _alone_from: float = -inf
    _seen_at: float = -inf

    def width_blocked(self, monotonic: float) -> Blocked | None:
        """Return what to wait for if the share of the concurrency is unknown."""
        if self.alone and monotonic < self.width.retry:
            is_early = monotonic < self._alone_from
            return Blocked(self._alone_from, "lease") if is_early else None
        return None if monotonic < self.width.until else self.width.blocked(monotonic)

    def concurrency(self, monotonic: float) -> int:
        """Return the most requests in flight until the store has answered.

        Without a share none is sent, except for one who counts alone.
        """
        secondary = self.secondary
        allowed = secondary.concurrency(monotonic) if self.alone else 0
        return max(secondary.in_flight, allowed)

    def ask_later(self, monotonic: float) -> None:
        """Let other requests be sent while one asks whether the store is back."""
        if self.alone:
            self.width.retry = monotonic + _RETRY

    def ends(self, until: float) -> float:
        """Return ``until``, or when the share of the concurrency is asked for again."""
        return min(until, self.width.retry if self.alone else self.width.until)

    def blocked(
        self, resource: str, bucket: Bucket, cost: Cost, monotonic: float
    ) -> Blocked | None:
        """Return the first limit that a request lacks units of, or None."""
        if self.alone:
            return self._alone_blocked(bucket, monotonic)
        units = self._units(resource, bucket)
        if bucket.limited and units.lacks(1, monotonic):
            return units.blocked(monotonic)
        for counter, points in self._rates_of(cost):
            if counter.lacks(points, monotonic):
                return counter.blocked(monotonic)
        return None

    def take(self, resource: str, bucket: Bucket, cost: Cost) -> Taken:
        """Count a request that is admitted; pass the result to :meth:`end`."""
        if self.alone:
            return ()
        if bucket.limited:
            self._units(resource, bucket).take(1)
        taken = self._rates_of(cost)
        for counter, points in taken:
            counter.take(points)
        return taken

    def end(self, taken: Taken, *, sent: bool) -> None:
        for counter, points in taken:
            counter.end(points, sent=sent)
            if counter is self.writes:  # another process may wait for it
                self.report_soon(counter)

    def observe(
        self, resource: str, bucket: Bucket, monotonic: float, *, exhausted: bool
    ) -> None:
        """Count a response; ``exhausted`` if it is the first one to say so."""
        self._seen_at = monotonic
        # Other processes wait for the first response of a window, too.
        if exhausted or (
            bucket.is_known(monotonic)
            and not self._units(resource, bucket).has_reported
        ):
            self.report_soon(self._units(resource, bucket))

    def rest(self) -> None:
        """Return what others may need, since this process has nothing in flight."""
        for counter in self.counters.values():
            if counter.left and counter.is_scarce and counter.bucket is not None:
                self.report_soon(counter)

    def give_up(self) -> None:
        """Wait for no units any more, since this process has no more requests."""
        for counter in self.counters.values():
            if counter.waits:
                counter.retry, counter.is_due = -inf, True
                self.report_soon(counter)

    def lose(self, monotonic: float) -> bool:
        """Count alone from now on; return whether this is new."""
        self.width.until, self.width.retry = -inf, monotonic + _RETRY
        self.reports.clear()
        if self.alone:
            return False
        self.alone = True
        # Until then, others may spend what they have leased.
        self._alone_from = monotonic + LEASE_SECONDS
        for counter in self.counters.values():
            counter.void()
        self.secondary.divide(self.members)
        return True

    def found(self, counter: Counter, lease: Lease, monotonic: float) -> bool:
        """Take what the store granted, to a call that began at ``monotonic``.

        Returns:
            Whether this ends the time alone.
        """
        was_alone, self.alone = self.alone, False
        self.members = max(1, lease.members)
        if was_alone or lease.lost:
            self.width.until = -inf
            for known in self.counters.values():
                known.declare_again(monotonic)
        if was_alone:
            self.secondary.divide(1)
        if counter is self.width:
            self.secondary.most = min(self.secondary.pace.concurrency, lease.granted)
            self.width.until, self.width.retry = monotonic + lease.seconds, -inf
        else:
            counter.grant(lease, monotonic)
        return was_alone

    def report_soon(self, counter: Counter) -> None:
        """Settle ``counter`` promptly, as other processes may wait for its units."""
        if not self.alone and counter not in self.reports:
            self.reports.append(counter)

    def _alone_blocked(self, bucket: Bucket, monotonic: float) -> Blocked | None:
        known = bucket.known
        if known is None or not bucket.is_known(monotonic):
            return None  # a bucket sends one request alone to learn what is left
        # What others have in flight may not be in the last response.
        reserve = min(2 * self.secondary.pace.concurrency, known.limit // 8)
        share = (bucket.remaining - reserve) // self.members
        if share < 1:
            return Blocked(bucket.ends_at, "primary")
        if monotonic >= self._seen_at + _FRESH:
            share = 1
        if bucket.in_flight and bucket.unsettled >= share:
            return Blocked(inf, "lease")
        return None

    def _units(self, resource: str, bucket: Bucket) -> Counter:
        if (counter := self.counters.get(resource)) is None:
            counter = self.counters[resource] = Counter(resource, bucket=bucket)
        return counter

    def _rates_of(self, cost: Cost) -> Taken:
        if not self.secondary.active:
            return ()
        if (taken := self._rates.get(cost)) is None:
            taken = self._rates[cost] = tuple(self._new_rates(cost))
        return taken

    def _new_rates(self, cost: Cost) -> list[tuple[Counter, int]]:
        taken: list[tuple[Counter, int]] = []
        for window, points, rule in self.secondary.slot(cost).counted:
            about = cost.endpoint if rule == "points" else f"{window.seconds:.0f}"
            name = f"{rule} {about}"
            new = Counter(
                name,
                rate=Rate(limit=window.limit, seconds=window.seconds),
                window=window,
                batch=BATCH if rule == "points" else 1,
            )
            counter = self.counters.setdefault(name, new)
            counter.least = max(counter.least, points)
            taken.append((counter, points))
        interval = self.secondary.pace.write_interval
        if cost.writes and interval is not None:
            # The last one: who has it keeps all others from writing.
            new = Counter("writes", rate=Rate(limit=1, seconds=interval), batch=1)
            self.writes = self.counters.setdefault("writes", new)
            taken.append((self.writes, 1))
        return taken
