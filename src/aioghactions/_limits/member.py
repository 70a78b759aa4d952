"""Ask the store of a shared budget for leases, and report what became of them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from attrs import Factory, define, field

from aioghactions import errors
from aioghactions._core.clock import Clock
from aioghactions._limits.admission import Admission
from aioghactions._limits.budget import BudgetStore
from aioghactions._limits.counter import Counter
from aioghactions._limits.holdings import Holdings

_LEAVE_TIMEOUT: Final = 2.0  # seconds


@define(eq=False)
class Member:
    """One process of a budget. Its store is asked by one task at a time."""

    store: BudgetStore
    budget: str  # name
    admission: Admission
    clock: Clock
    # Called when the store is lost, with the error, and when it is back, without.
    notify: Callable[[errors.BudgetError | None, int], object]
    holdings: Holdings = field(
        init=False,
        default=Factory(lambda it: Holdings(it.admission.secondary), takes_self=True),
    )
    _lock: asyncio.Lock = field(factory=asyncio.Lock, init=False)

    def __attrs_post_init__(self) -> None:
        self.admission.holdings = self.holdings

    @property
    def has_reports(self) -> bool:
        """Whether other processes wait for what this one knows."""
        return bool(self.holdings.reports or self.holdings.pause)

    async def join(self) -> None:
        """Become a process of the budget."""
        await self.fill(self.holdings.width)

    async def fill(self, counter: Counter) -> None:
        """Lease units of ``counter``, unless another task did so meanwhile."""
        asked = counter.asked
        async with self._lock:
            if counter.asked == asked:
                try:
                    await self._attempt(lambda: self._lease(counter))
                except asyncio.CancelledError:
                    if counter.is_due:
                        self.holdings.report_soon(counter)
                    raise

    async def report(self) -> None:
        """Report a pause, and the counters that other processes wait for."""
        async with self._lock:
            # A response has arrived; the next request raises what is wrong.
            with suppress(errors.BudgetError):
                await self._attempt(self._report)

    async def leave(self) -> None:
        """Give back all leases."""
        try:
            async with asyncio.timeout(_LEAVE_TIMEOUT), self._lock:
                if not self.holdings.alone:
                    for counter in self.holdings.counters.values():
                        await self._settle(counter)
                await self.store.leave(self.budget)
        except (errors.BudgetError, TimeoutError):
            pass  # the leases end by themselves

    async def _attempt(self, work: Callable[[], Awaitable[None]]) -> None:
        """Await ``work()``; count alone if the store is lost."""
        try:
            await work()
        except errors.BudgetUnavailableError as error:
            if self.holdings.lose(self.clock.monotonic()):
                self.notify(error, self.holdings.members)

    async def _lease(self, counter: Counter) -> None:
        holdings, clock = self.holdings, self.clock
        start = clock.monotonic()
        counter.asked += 1
        if counter is holdings.width:
            holdings.ask_later(start)
            in_flight = holdings.concurrency(start)
            most = holdings.secondary.pace.concurrency
            lease = await self.store.width(self.budget, in_flight, most)
        else:
            it = counter.settle(start)
            counter.is_due = True
            lease = await self.store.lease(
                self.budget,
                counter.resource,
                counter.batch,
                least=counter.least,
                rate=counter.rate,
                spent=it.spent,
                returned=it.returned,
                seen=it.seen,
            )
            counter.settled(it)
        # A lease counts from the question, a wait for one from the answer: neither
        # is too early for the store.
        begun = start if lease.granted else clock.monotonic()
        if self.admission.grant(counter, lease, monotonic=begun, jitter=clock.jitter()):
            self.notify(None, holdings.members)

    async def _settle(self, counter: Counter) -> None:
        it = counter.settle(self.clock.monotonic())
        if it.spent or it.returned or it.seen is not None or counter.is_due:
            await self.store.settle(
                self.budget,
                counter.resource,
                it.spent,
                it.returned,
                it.seen,
                rate=counter.rate,
            )
            counter.settled(it)

    async def _report(self) -> None:
        holdings = self.holdings
        if seconds := holdings.pause:
            holdings.pause = 0.0
            if not holdings.alone:
                await self.store.hold(self.budget, seconds)
        while holdings.reports:
            counter = holdings.reports.pop()
            await (self._lease if counter.waits else self._settle)(counter)
