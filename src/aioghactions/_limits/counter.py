"""Units of one limit that one process has leased from a shared budget."""

from math import inf
from typing import Final

from attrs import define, frozen

from aioghactions._limits.blocked import Blocked
from aioghactions._limits.bucket import Bucket
from aioghactions._limits.budget import Lease, Rate, Seen
from aioghactions._limits.pacing import SlidingWindow

BATCH: Final = 25  # units to lease at once


@frozen
class Settlement:
    """What has become of leased units, which the store does not know yet."""

    spent: int
    returned: int
    seen: Seen | None


@define(eq=False)
class Counter:
    """Units of one primary or secondary limit that this process may spend.

    Of a primary limit, the bucket knows which units are in flight or have an unknown
    outcome; of a secondary limit, they are counted here.
    """

    resource: str  # its name in the store
    bucket: Bucket | None = None
    rate: Rate | None = None
    window: SlidingWindow | None = None  # what this process itself has spent
    batch: int = BATCH
    least: int = 1
    held: int = 0  # all that the store counts for this process
    left: int = 0  # of these, not spent yet
    until: float = -inf  # monotonic: the end of the lease
    retry: float = -inf  # monotonic: when to ask again after nothing was granted
    is_scarce: bool = False  # less was granted than wanted: others may wait for it
    asked: int = 0  # how often the store was asked
    has_reported: bool = False  # the store knows what GitHub says of the present window
    # A report is due even if nothing was spent: the store may have granted units that
    # are not known here, or keep a place for this process.
    is_due: bool = False
    in_flight: int = 0
    ended: int = 0

    @property
    def waits(self) -> bool:
        """Whether nothing was granted when the store was last asked."""
        return self.retry > -inf

    def lacks(self, units: int, monotonic: float) -> bool:
        return self.left < units or monotonic >= self.until

    def blocked(self, monotonic: float) -> Blocked:
        """Return what a request waits for that lacks units."""
        if monotonic < self.retry:
            return Blocked(self.retry, "lease")
        return Blocked(monotonic, "lease", self)

    def settle(self, monotonic: float) -> Settlement:
        """Give back all units except for those in flight, and return the account.

        The same units are in the next one, unless :meth:`settled` is called.
        """
        if self.bucket is None:
            seen, spent = None, self.ended
            returned = self.held - self.in_flight - spent
        else:
            seen, returned = _seen(self.bucket, monotonic), self.left
            spent = self.held - self.bucket.unsettled - returned
        self.void()
        # What was sent before there was a lease is in neither of them.
        return Settlement(max(0, spent), max(0, returned), seen)

    def settled(self, known: Settlement) -> None:
        """Forget what was reported, now that the store has answered."""
        self.is_due = False
        self.has_reported = known.seen is not None
        self.held = max(0, self.held - known.spent - known.returned)
        if self.bucket is None:
            self.ended -= known.spent

    def grant(self, lease: Lease, monotonic: float) -> None:
        """Take what the store granted, to a call that began at ``monotonic``."""
        self.left = lease.granted
        self.held += lease.granted
        self.is_scarce = lease.granted < self.batch
        end = monotonic + lease.seconds
        self.until, self.retry = (end, -inf) if lease.granted else (-inf, end)

    def void(self) -> None:
        """Spend no more of the lease."""
        self.left, self.until = 0, -inf

    def take(self, units: int) -> None:
        self.left -= units
        if self.bucket is None:
            self.in_flight += units

    def end(self, units: int, *, sent: bool) -> None:
        """Count a request that has ended; one that was never sent costs nothing."""
        self.in_flight -= units
        if sent:
            self.ended += units

    def declare_again(self, monotonic: float) -> None:
        """Report everything once more, to a store that may have forgotten it."""
        self.void()
        self.has_reported = False
        if self.window is not None:
            self.ended = self.window.ended(monotonic)


def _seen(bucket: Bucket, monotonic: float) -> Seen | None:
    """Return what the server said of the present window; None if it is over."""
    if not bucket.is_known(monotonic):
        return None
    return Seen(
        remaining=bucket.remaining,
        reset=int(bucket.reset),
        seconds=bucket.ends_at - monotonic,
    )
