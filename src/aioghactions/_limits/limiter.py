"""Hold each request until the limits of its token admit it."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf
from typing import Any, Final

from attrs import define, field

from aioghactions._core.call import Operation
from aioghactions._core.clock import Clock, first_of
from aioghactions._core.messages import RateLimit, Response
from aioghactions._limits.admission import Admission, Blocked, Permit
from aioghactions._request import response_errors

_DECLARED: Final = frozenset({"primary", "secondary"})


@define(eq=False, kw_only=True)
class Waiter:
    """A request that waits.

    Attributes:
        operation: What it will ask for.
        longest_wait: Seconds for which it may wait for a limit that GitHub declared.
        deadline: Monotonic instant at which its call ends.
        number: Its place in the order of coming.
        leads: It is the first of its queue, and keeps the time for all behind it.
        wait: What holds it back; None if that is not known yet.
        ticket: Its right to enter, once it has it.
        bell: Rings when there is news.
    """

    operation: Operation[Any]
    longest_wait: float
    deadline: float
    number: int = 0
    is_head: bool = False
    wait: Blocked | None = None
    ticket: Permit | None = None
    wakeup: asyncio.Event = field(factory=asyncio.Event, repr=False)


class WaitQueues:
    """A queue for each operation.

    All requests of an operation are under the same rules, so the first of them waits
    for all. Requests of another operation are held back only by rules that they
    share, and then the earlier one goes first.
    """

    def __init__(self) -> None:
        # Not a dict, whose front is slow to find where much was taken from it.
        self._queues: defaultdict[str, OrderedDict[int, Waiter]] = defaultdict(
            OrderedDict
        )
        self._numbers = count()

    @property
    def are_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._queues

    def join(self, waiter: Waiter) -> bool:
        """Let ``visitor`` queue; return whether it is the first."""
        queue = self._queues[waiter.operation.id]
        waiter.number = next(self._numbers)
        if queue:
            waiter.wait = _first(queue).wait
        queue[waiter.number] = waiter
        return len(queue) == 1

    def quit(self, waiter: Waiter) -> None:
        """Let ``visitor`` go."""
        name = waiter.operation.id
        del self._queues[name][waiter.number]
        if not self._queues[name]:
            del self._queues[name]

    def serve(self, ask: Callable[[Operation[Any]], Permit | Blocked]) -> None:
        """Give tickets, in the order of coming, to whoever gets one.

        Args:
            ask: Returns a ticket for an operation, or what holds it back.
        """
        heads = [(next(iter(queue)), name) for name, queue in self._queues.items()]
        heapify(heads)
        while heads:
            _, name = heappop(heads)
            queue = self._queues[name]
            first, outcome = _first(queue), ask(_first(queue).operation)
            if isinstance(outcome, Blocked):
                _tell(queue, outcome)
                continue
            self.quit(first)
            first.ticket = outcome
            first.wakeup.set()
            if queue:
                heappush(heads, (next(iter(queue)), name))


def _first(queue: OrderedDict[int, Waiter]) -> Waiter:
    return next(iter(queue.values()))


def _tell(queue: OrderedDict[int, Waiter], wait: Blocked) -> None:
    first = _first(queue)
    is_news = first.wait != wait
    if is_news or not first.is_head:
        first.is_head, first.wait = True, wait
        first.wakeup.set()
    if is_news and wait.reason in _DECLARED:
        # It may outlast the patience of anybody here.
        for waiter in queue.values():
            waiter.wait = wait
            waiter.wakeup.set()


class RateLimiter:
    """First come, first served, as far as the same rule holds people back.

    A write waits its second without a read noticing, and a run can be cancelled
    while dispatches wait for their hour. Whoever changes something, by leaving or
    with an answer, lets in on the spot whom that has made room for; the first of
    each queue keeps the time. A crowd that waits costs nothing.
    """

    def __init__(self, limits: Admission, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._queues = WaitQueues()
        self._left = asyncio.Event()

    def known(self) -> Mapping[str, RateLimit]:
        """Return what GitHub last said of each resource."""
        return self._limits.known()

    def try_acquire(self, operation: Operation[Any]) -> Permit | None:
        """Return a ticket if there is one, as mostly, and nobody waits for it.

        Args:
            operation: What will be sent.
        """
        if not self._queues.are_empty:
            return None
        outcome = self._limits.admit(operation, monotonic=self._clock.monotonic())
        return outcome if isinstance(outcome, Permit) else None

    async def admit(
        self, operation: Operation[Any], *, longest_wait: float, deadline: float
    ) -> Permit:
        """Return a ticket once ``operation`` may be sent; give it to ``leave``.

        Args:
            operation: What will be sent.
            longest_wait: Seconds to wait at most for a limit that GitHub declared.
            deadline: Monotonic instant at which the call ends.

        Raises:
            RateLimitError: A declared limit lasts longer than that.
        """
        waiter = Waiter(
            operation=operation, longest_wait=longest_wait, deadline=deadline
        )
        if self._queues.join(waiter):
            self._look()
        try:
            while waiter.ticket is None:
                self._check(waiter)
                await self._news(waiter)
        except BaseException:
            if waiter.ticket is None:
                self._queues.quit(waiter)
                self._look()
            else:
                self.leave(waiter.ticket, sent=False)
            raise
        return waiter.ticket

    def _look(self) -> None:
        """Let in whoever may enter now."""
        if self._queues.are_empty:
            return
        now = self._clock.monotonic()
        self._queues.serve(lambda it: self._limits.admit(it, monotonic=now))

    def _check(self, waiter: Waiter) -> None:
        match waiter.wait:
            case Blocked(until, "primary" | "secondary" as kind):
                seconds = until - self._clock.monotonic()
                if seconds > waiter.longest_wait or until >= waiter.deadline:
                    raise response_errors.limit_error(
                        kind,
                        operation=waiter.operation.id,
                        retry_at=self.instant(seconds),
                    )
            case _:  # short, or the end of another request
                return

    def instant(self, seconds: float) -> datetime:
        """Return the wall clock's reading ``seconds`` from now."""
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        return now + timedelta(seconds=max(0.0, seconds))

    async def _news(self, waiter: Waiter) -> None:
        """Return when there is news for ``visitor``; it may be no ticket yet."""
        wakeup, wait = waiter.wakeup, waiter.wait
        wakeup.clear()
        if wait is None or wait.until == inf or not waiter.is_head:
            await wakeup.wait()
            return
        seconds = max(0.0, wait.until - self._clock.monotonic())
        await first_of(partial(self._clock.sleep, seconds), wakeup.wait)
        if not wakeup.is_set():
            self._look()

    def learn(
        self,
        ticket: Permit,
        response: Response,
        limit: response_errors.LimitKind | None,
    ) -> float:
        """Learn what ``response`` says of the limits, as soon as it has come.

        The place is kept: a download keeps it for as long as its body takes.

        Args:
            ticket: The ticket of the request.
            response: Its answer.
            limit: Which rate limit has refused it: closes for everybody.

        Returns:
            For how many seconds GitHub wants us silent.
        """
        now, monotonic = self._clock.now(), self._clock.monotonic()
        self._limits.answered(
            ticket,
            response.status,
            response.headers,
            now=now,
            monotonic=monotonic,
            jitter=self._clock.jitter(),
        )
        seconds = 0.0
        if limit is not None:
            seconds = self._limits.refused(
                ticket,
                limit,
                response.headers,
                now=now,
                monotonic=monotonic,
                jitter=self._clock.jitter(),
            )
        self._look()
        return seconds

    def leave(self, ticket: Permit, *, sent: bool = True) -> None:
        """Give the place back. A second time does nothing."""
        self._limits.leave(ticket, monotonic=self._clock.monotonic(), sent=sent)
        self._look()
        self._left.set()

    async def empty(self) -> None:
        """Return when nobody is inside."""
        while self._limits.in_flight:
            self._left.clear()
            await self._left.wait()
