"""Hold each request until the limits of its token admit it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any, Final

from aioghactions._policy import classify
from aioghactions._policy.limits import Limits, Ticket, Wait
from aioghactions._policy.pace import cost
from aioghactions._wire.call import Operation
from aioghactions._wire.exchange import RateLimit, Response

from .clock import Clock

# Waits that concern one kind of request only: others may pass meanwhile.
_OF_A_LANE: Final = frozenset({"writes", "content", "points"})


class Gate:
    """First come, first served, in two queues.

    Requests that a rule tells apart (all writes; the reads of one endpoint) queue
    in a lane, so that a write waiting its second does not hold back a read. The
    first of each lane then queues at the turnstile for what all share. Only the
    first in a queue looks at the limits, so a crowd costs nothing while it waits.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._lanes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._turnstile = asyncio.Lock()
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
        weight = cost(operation)
        async with self._lanes["writes" if weight.writes else weight.endpoint]:
            while True:
                async with self._turnstile:
                    outcome = self._limits.admit(
                        operation, monotonic=self._clock.monotonic()
                    )
                    while (
                        isinstance(outcome, Wait) and outcome.reason not in _OF_A_LANE
                    ):
                        self._check(outcome, operation, longest_wait, deadline)
                        await self._wait(outcome)
                        outcome = self._limits.admit(
                            operation, monotonic=self._clock.monotonic()
                        )
                if isinstance(outcome, Ticket):
                    self._inside += 1
                    return outcome
                await self._wait(outcome)

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
        """Learn what ``response`` says of the limits."""
        self._limits.answered(
            ticket,
            response.status,
            response.headers,
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            jitter=self._clock.jitter(),
        )

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
        """Give the place back, and let the queues look again."""
        if not ticket.left:
            self._inside -= 1
        self._limits.leave(ticket, monotonic=self._clock.monotonic(), sent=sent)
        self._changed.set()
        self._changed = asyncio.Event()

    async def empty(self) -> None:
        """Return when nobody is inside."""
        while self._inside:
            await self._changed.wait()
