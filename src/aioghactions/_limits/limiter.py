"""Hold each request until the limits of its token admit it."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

from aioghactions._core.call import Operation
from aioghactions._core.clock import Clock
from aioghactions._core.messages import RateLimit, Response
from aioghactions._limits.admission import Admission, Blocked, Permit
from aioghactions._limits.queues import Waiter, WaitQueues
from aioghactions._request import response_errors


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
        async with asyncio.TaskGroup() as group:
            either = {
                group.create_task(self._clock.sleep(seconds)),
                group.create_task(wakeup.wait()),
            }
            try:
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in either:
                    task.cancel()
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
