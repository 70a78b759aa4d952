"""Wait until the limits of a token admit a request."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Any

from attrs import define, field

from aioghactions._core.call import Operation
from aioghactions._core.clock import Clock, first_of
from aioghactions._core.messages import RateLimit, Response
from aioghactions._limits.admission import Admission, Permit
from aioghactions._limits.blocked import Blocked
from aioghactions._limits.detect import LimitKind, limit_error

if TYPE_CHECKING:
    from aioghactions._limits.member import Member


@define(kw_only=True, eq=False, repr=False)
class Waiter:
    """A request that waits for its permit."""

    operation: Operation[Any]
    longest_wait: float  # seconds, for a limit that GitHub stated
    deadline: float  # monotonic
    number: int = 0  # in the order of arrival
    is_head: bool = False  # of its queue: sleeps for all behind it
    blocked: Blocked | None = None  # None if not yet known
    permit: Permit | None = None
    # Set when one of the last three changes.
    wakeup: asyncio.Event = field(factory=asyncio.Event)


class WaitQueues(dict[str, OrderedDict[int, Waiter]]):
    """One FIFO queue per operation.

    The same rules apply to all requests of an operation, so the head of its queue
    waits for all. A request of another operation is blocked only by rules that
    both share, and then the earlier one is admitted first.
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count()

    def __missing__(self, name: str) -> OrderedDict[int, Waiter]:
        # A dict finds its first key slowly once many keys before it were deleted.
        queue = self[name] = OrderedDict[int, Waiter]()
        return queue

    def add(self, waiter: Waiter) -> bool:
        """Append ``waiter`` to its queue; return whether it is the head."""
        queue = self[waiter.operation.id]
        waiter.number = next(self._numbers)
        if queue:
            waiter.blocked = _head(queue).blocked
        queue[waiter.number] = waiter
        return len(queue) == 1

    def remove(self, waiter: Waiter) -> None:
        name = waiter.operation.id
        del self[name][waiter.number]
        if not self[name]:
            del self[name]

    def admit(self, ask: Callable[[Operation[Any]], Permit | Blocked]) -> None:
        """Admit all waiters that get a permit from ``ask``, in the order of arrival."""
        heads = [(next(iter(queue)), name) for name, queue in self.items()]
        heapify(heads)
        while heads:
            _, name = heappop(heads)
            queue = self[name]
            head, outcome = _head(queue), ask(_head(queue).operation)
            if isinstance(outcome, Blocked):
                _block(queue, outcome)
                continue
            self.remove(head)
            head.permit = outcome
            head.wakeup.set()
            if queue:
                heappush(heads, (next(iter(queue)), name))


def _head(queue: OrderedDict[int, Waiter]) -> Waiter:
    return next(iter(queue.values()))


def _block(queue: OrderedDict[int, Waiter], blocked: Blocked) -> None:
    head = _head(queue)
    has_changed = head.blocked != blocked
    if has_changed or not head.is_head:
        head.is_head, head.blocked = True, blocked
        head.wakeup.set()
    if has_changed and blocked.reason in {"primary", "secondary"}:
        # It may exceed the patience of any waiter in the queue.
        for waiter in queue.values():
            waiter.blocked = blocked
            waiter.wakeup.set()


class RateLimiter:
    """FIFO among requests that are blocked by the same rule.

    Reads are not delayed by a write that waits for its interval. Each release and
    each response admits at once every waiter that it makes room for; the head of
    each queue sleeps for all behind it, so the other waiters need no timers.
    """

    def __init__(
        self, admission: Admission, clock: Clock, member: "Member | None" = None
    ) -> None:
        self._admission = admission
        self._clock = clock
        self.member = member  # of a budget that other processes share
        self._queues = WaitQueues()
        self._released = asyncio.Event()

    def known(self) -> Mapping[str, RateLimit]:
        """Return the last rate limit of each resource."""
        return self._admission.known()

    def try_acquire(self, operation: Operation[Any]) -> Permit | None:
        """Return a permit if ``operation`` is admitted now and there is no waiter."""
        if self._queues:
            return None
        outcome = self._admission.admit(operation, monotonic=self._clock.monotonic())
        return outcome if isinstance(outcome, Permit) else None

    async def acquire(
        self, operation: Operation[Any], *, longest_wait: float, deadline: float
    ) -> Permit:
        """Return a permit once ``operation`` is admitted; pass it to :meth:`release`.

        Raises:
            RateLimitError: A limit that GitHub stated lasts longer than
                ``longest_wait`` seconds, or until the (monotonic) deadline.
        """
        waiter = Waiter(
            operation=operation, longest_wait=longest_wait, deadline=deadline
        )
        if self._queues.add(waiter):
            self._admit_waiters()
        try:
            while waiter.permit is None:
                self._check_patience(waiter)
                await self._wait_for_change(waiter)
        except BaseException:
            if waiter.permit is None:
                self._queues.remove(waiter)
                self._admit_waiters()
            else:
                self.release(waiter.permit, sent=False)
            if self.member is not None and not self._queues:
                self.member.holdings.give_up()
                await self.report()
            raise
        return waiter.permit

    def observe(
        self, permit: Permit, response: Response, limit: LimitKind | None
    ) -> float:
        """Update the limits as soon as headers arrive; see :meth:`Admission.observe`.

        The permit stays in use: a download needs it until its body is read.
        """
        seconds = self._admission.observe(
            permit,
            response,
            limit,
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            jitter=self._clock.jitter(),
        )
        self._admit_waiters()
        return seconds

    def release(self, permit: Permit, *, sent: bool = True) -> None:
        """Return a permit; a second call does nothing."""
        self._admission.release(permit, monotonic=self._clock.monotonic(), sent=sent)
        self._admit_waiters()
        self._released.set()

    async def report(self) -> None:
        """Tell the processes that share the budget what they wait for, if anything."""
        if self.member is not None and self.member.has_reports:
            await self.member.report()
            self._admit_waiters()

    async def wait_until_idle(self) -> None:
        while self._admission.in_flight:
            self._released.clear()
            await self._released.wait()

    def retry_at(self, seconds: float) -> datetime:
        """Return the wall clock time in ``seconds``, or now if they are negative."""
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        return now + timedelta(seconds=max(0.0, seconds))

    def _admit_waiters(self) -> None:
        if self._queues:
            now = self._clock.monotonic()
            self._queues.admit(lambda it: self._admission.admit(it, monotonic=now))

    def _check_patience(self, waiter: Waiter) -> None:
        match waiter.blocked:
            case Blocked(until, "primary" | "secondary" as kind):
                seconds = until - self._clock.monotonic()
                if seconds > waiter.longest_wait or until >= waiter.deadline:
                    at, name = self.retry_at(seconds), waiter.operation.id
                    raise limit_error(kind, operation=name, retry_at=at)
            case _:  # ends soon, or with another request
                return

    async def _wait_for_change(self, waiter: Waiter) -> None:
        """Return when the state of ``waiter`` changes, with or without a permit."""
        wakeup, blocked = waiter.wakeup, waiter.blocked
        wakeup.clear()
        if (
            blocked is not None
            and blocked.wants is not None
            and waiter.is_head
            and self.member is not None
        ):
            await self.member.fill(blocked.wants)
            self._admit_waiters()
            return
        if blocked is None or blocked.until == inf or not waiter.is_head:
            await wakeup.wait()
            return
        seconds = max(0.0, blocked.until - self._clock.monotonic())
        await first_of(partial(self._clock.sleep, seconds), wakeup.wait)
        if not wakeup.is_set():
            self._admit_waiters()
