"""Hold each request until the limits of its token admit it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

from aioghactions._policy import classify
from aioghactions._policy.limits import Limits, Reason, Ticket, Wait
from aioghactions._policy.pace import cost
from aioghactions._wire.call import Operation
from aioghactions._wire.exchange import RateLimit, Response

from .clock import Clock


class Gate:
    """First come, first served, queue by queue.

    A request joins a queue for each rule that it is under: first those it shares
    with few (whatever creates content, one endpoint, all writes), then that of its
    allowance, then everybody's. Who is first in all of them may look at the limits.
    If one holds it back, it waits in the queue of that rule, and has left those
    behind: a write waits its second without a read noticing, and a run can be
    cancelled while dispatches wait for their hour. A crowd that waits costs nothing.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._queues: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ways: dict[tuple[str, str], tuple[asyncio.Lock, ...]] = {}
        self._changed = asyncio.Event()
        self._inside = 0

    def known(self) -> Mapping[str, RateLimit]:
        """Return what GitHub last said of each resource."""
        return self._limits.known()

    async def admit(
        self, operation: Operation[Any], *, longest_wait: float, deadline: float
    ) -> Ticket:
        """Return a ticket once ``operation`` may be sent; give it to ``leave``.

        Args:
            operation: What will be sent.
            longest_wait: Seconds to wait at most for a limit that GitHub declared.
            deadline: Monotonic instant at which the call ends.

        Raises:
            RateLimitError: A declared limit lasts longer than that.
        """
        held: list[asyncio.Lock] = []
        try:
            while True:
                for queue in self._way(operation)[len(held) :]:
                    await queue.acquire()
                    held.append(queue)
                outcome = self._limits.admit(
                    operation, monotonic=self._clock.monotonic()
                )
                if isinstance(outcome, Ticket):
                    self._inside += 1
                    return outcome
                self._check(outcome, operation, longest_wait, deadline)
                queue = self._queue(outcome.reason, operation)
                while held and held[-1] is not queue:
                    held.pop().release()
                if held:
                    await self._wait(outcome)
                # Else an answer has named another allowance: its queue is the one.
        finally:
            for queue in held:
                queue.release()

    def _way(self, operation: Operation[Any]) -> tuple[asyncio.Lock, ...]:
        """Return the queues before ``operation``."""
        key = operation.id, self._limits.resource_of(operation)
        if key not in self._ways:
            weight = cost(operation)
            rules: list[tuple[Reason, bool]] = [
                ("content", weight.creates),
                ("points", True),
                ("writes", weight.writes),
                ("primary", True),
                ("secondary", True),
            ]
            self._ways[key] = tuple(
                self._queue(rule, operation) for rule, holds in rules if holds
            )
        return self._ways[key]

    def _queue(self, reason: Reason, operation: Operation[Any]) -> asyncio.Lock:
        """Return the queue in which ``operation`` waits for ``reason`` to pass."""
        match reason:
            case "content" | "writes":
                return self._queues[reason]
            case "points":
                return self._queues[operation.path]
            case "primary" | "probe" | "opening":
                resource = self._limits.resource_of(operation)
                return self._queues[f"allowance {resource}"]
            case "secondary" | "concurrency":
                return self._queues["all"]

    def _check(
        self,
        wait: Wait,
        operation: Operation[Any],
        longest_wait: float,
        deadline: float,
    ) -> None:
        match wait.reason:
            case "primary" | "secondary" as kind:
                seconds = wait.until - self._clock.monotonic()
                if seconds > longest_wait or wait.until > deadline:
                    raise classify.limit_error(
                        kind, operation=operation.id, retry_at=self.instant(seconds)
                    )
            case _:  # short, or the end of another request
                return

    def instant(self, seconds: float) -> datetime:
        """Return the wall clock's reading ``seconds`` from now."""
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        return now + timedelta(seconds=max(0.0, seconds))

    async def _wait(self, wait: Wait) -> None:
        """Return when ``wait`` is over, or when anything has changed."""
        changed = self._changed
        if wait.until == inf:
            await changed.wait()
            return
        seconds = max(0.0, wait.until - self._clock.monotonic())
        async with asyncio.TaskGroup() as group:
            either = {
                group.create_task(self._clock.sleep(seconds)),
                group.create_task(changed.wait()),
            }
            try:
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in either:
                    task.cancel()

    def answered(self, ticket: Ticket, response: Response) -> None:
        """Learn what ``response`` says of the limits, and let the queues look again.

        The place is kept: a download keeps it for as long as its body takes.
        """
        self._limits.answered(
            ticket,
            response.status,
            response.headers,
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            jitter=self._clock.jitter(),
        )
        self._change()

    def refused(
        self, ticket: Ticket, kind: classify.LimitKind, response: Response
    ) -> float:
        """Close for everybody; return the seconds that GitHub wants us silent."""
        return self._limits.refused(
            ticket,
            kind,
            response.headers,
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            jitter=self._clock.jitter(),
        )

    def leave(self, ticket: Ticket, *, sent: bool = True) -> None:
        """Give the place back, once, and let the queues look again."""
        self._limits.leave(ticket, monotonic=self._clock.monotonic(), sent=sent)
        self._inside -= 1
        self._change()

    def _change(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def empty(self) -> None:
        """Return when nobody is inside."""
        while self._inside:
            await self._changed.wait()
