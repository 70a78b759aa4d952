"""A virtual clock on which waiting takes no time.

The rules:

1. Time advances only to wake a sleeper. Sleepers wake in the order of their due
   times, each with the clock at its own due time; equal due times wake in the order
   of the calls.
2. Time advances only while the program seems idle: the earliest sleeper yields to
   the event loop ``settle`` times, and starts again if meanwhile a task has read the
   time, started or ended a sleep, or held the clock.
3. Time does not advance while the clock is held (:meth:`InstantClock.hold`), nor
   while this library works in a thread, as it does with files.

A :class:`~aioghactions.testing.FakeGitHub` reads the time for each request and each
chunk of a response, so that transfers over real sockets take no virtual time.

The limit of rule 2: your own work in other threads and processes is not detected.
Hold the clock during such work, or pass ``auto=False`` and call ``advance``.
"""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count

from attrs import define, field

from aioghactions._core import threads

# 2026-01-01T00:00:00Z: a whole hour, which makes expected instants readable.
START = 1_767_225_600.0


@define(order=True)
class _Sleeper:
    due: float
    order: int
    event: asyncio.Event = field(factory=asyncio.Event, order=False)
    done: bool = field(default=False, order=False)


class InstantClock:
    """Virtual time for tests, to pass to the client and to the fake server.

    Args:
        start: The initial ``now``, in seconds since the epoch.
        auto: Whether time advances automatically to the next sleeper; otherwise only
            ``advance`` changes it.
        settle: How many iterations of the event loop without activity are idle. A
            request to a server on loopback takes about twenty.
        chance: Returns the result of ``jitter``; by default always 0.

    Attributes:
        slept: The duration of every sleep that elapsed in seconds, in order of their
            ends.
        cancelled: The duration of every sleep that was cancelled, such as those of
            deadlines that were met, in order of their cancellation.
        skew: Seconds by which ``now`` is wrong; ``monotonic`` is not affected.
    """

    def __init__(
        self,
        start: float = START,
        *,
        auto: bool = True,
        settle: int = 64,
        chance: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.auto = auto
        self.slept: list[float] = []
        self.cancelled: list[float] = []
        self.skew: float = 0.0
        self._start = start
        self._settle = settle
        self._chance = chance
        self._elapsed = 0.0
        self._sleepers: list[_Sleeper] = []
        self._order = count()
        self._holders = 0
        self._activity = 0

    def __repr__(self) -> str:
        now = datetime.fromtimestamp(self._start + self._elapsed + self.skew, tz=UTC)
        asleep = sum(not sleeper.done for sleeper in self._sleepers)
        return f"<InstantClock at {now.isoformat()}, {asleep} asleep>"

    def now(self) -> float:
        """Return virtual seconds since the epoch, ``skew`` included."""
        self._activity += 1
        return self._start + self._elapsed + self.skew

    def monotonic(self) -> float:
        """Return virtual seconds since this clock was created."""
        self._activity += 1
        return self._elapsed

    def jitter(self) -> float:
        """Return the result of ``chance``, a number in [0, 1)."""
        return self._chance()

    async def sleep(self, seconds: float) -> None:
        """Wait for virtual time to pass.

        Args:
            seconds: How long; 0 and less only yields to the event loop.
        """
        try:
            await self._sleep(seconds)
        except asyncio.CancelledError:
            self.cancelled.append(seconds)
            raise
        self.slept.append(seconds)

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await _yield_to_loop()
            return
        sleeper = _Sleeper(self._elapsed + seconds, next(self._order))
        heappush(self._sleepers, sleeper)
        self._wake_head()
        try:
            await self._until_due(sleeper)
        finally:
            sleeper.done = True
            self._wake_head()

    async def advance(self, seconds: float) -> None:
        """Advance time, and wake the sleepers that become due.

        Args:
            seconds: By how much.
        """
        target = self._elapsed + seconds
        with self.hold():
            while (head := self._head()) is not None and head.due <= target:
                self._move(head.due)
                for _ in range(self._settle):
                    await _yield_to_loop()
            self._elapsed = target

    @contextmanager
    def hold(self) -> Generator[None]:
        """Keep time from advancing automatically within a ``with`` block."""
        self._holders += 1
        self._activity += 1
        try:
            yield
        finally:
            self._holders -= 1
            self._wake_head()

    async def _until_due(self, sleeper: _Sleeper) -> None:
        while self._elapsed < sleeper.due:
            sleeper.event.clear()
            if not self._leads(sleeper):
                await sleeper.event.wait()
            elif await self._is_idle():
                self._move(sleeper.due)

    def _leads(self, sleeper: _Sleeper) -> bool:
        return self.auto and not self._holders and self._head() is sleeper

    async def _is_idle(self) -> bool:
        activity = self._activity
        for _ in range(self._settle):
            await _yield_to_loop()
            if self._activity != activity or threads.any_running():
                return False
        return True

    def _move(self, instant: float) -> None:
        self._elapsed = max(self._elapsed, instant)
        while (head := self._head()) is not None and head.due <= self._elapsed:
            heappop(self._sleepers).event.set()

    def _wake_head(self) -> None:
        """Let the earliest sleeper check again whether time may advance."""
        self._activity += 1
        if (head := self._head()) is not None:
            head.event.set()

    def _head(self) -> _Sleeper | None:
        while self._sleepers and self._sleepers[0].done:
            heappop(self._sleepers)
        return self._sleepers[0] if self._sleepers else None


async def _yield_to_loop() -> None:
    """Yield to the event loop once."""
    await asyncio.sleep(0)  # noqa: TID251 - yields, does not wait
