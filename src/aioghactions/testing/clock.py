"""A clock on which waiting takes no time.

The rules:

1. Time moves only by sleeping. Whoever sleeps longest ahead waits for everybody
   who wakes before; each wakes with the clock at its own due instant, and equal
   dues wake in the order in which they fell asleep.
2. Time moves only when nothing else seems to run: the earliest sleeper lets the
   event loop turn ``settle`` times, and starts again if meanwhile anybody asked
   the time, fell asleep, woke up, or held the clock.
3. While somebody holds the clock (:meth:`InstantClock.hold`), or this library works
   in a thread of its own, as it does with files, time stands still.

A :class:`~aioghactions.testing.FakeGitHub` asks the time whenever a request, or a
piece of an answer, passes: exchanges over real sockets take no virtual time.

The limit of rule 2: your own work in another thread or process is invisible to it.
Hold the clock around such work, or switch ``auto`` off and call ``advance``.
"""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count

from attrs import define, field

from aioghactions._core import threads

# 2026-01-01T00:00:00Z: a whole hour, so that expected instants read well.
START = 1_767_225_600.0


@define(order=True)
class _Sleeper:
    due: float
    order: int
    bell: asyncio.Event = field(factory=asyncio.Event, order=False)
    gone: bool = field(default=False, order=False)


class InstantClock:
    """Virtual time for tests; give it to the client and to the fake server.

    Args:
        start: What ``now`` tells at first, in seconds since the epoch.
        auto: Whether time jumps on its own to the next sleeper; otherwise only
            ``advance`` moves it.
        settle: How often the event loop turns before time jumps. One exchange
            with a server on loopback takes some twenty turns.
        chance: What ``jitter`` returns; by default always 0.

    Attributes:
        slept: The length of every sleep, in seconds, in the order of the calls.
        skew: Seconds by which ``now`` is wrong; ``monotonic`` does not know.
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
        self.skew: float = 0.0
        self._start = start
        self._settle = settle
        self._chance = chance
        self._elapsed = 0.0
        self._sleepers: list[_Sleeper] = []
        self._order = count()
        self._holders = 0
        self._stirs = 0

    def __repr__(self) -> str:
        now = datetime.fromtimestamp(self._start + self._elapsed + self.skew, tz=UTC)
        asleep = sum(not sleeper.gone for sleeper in self._sleepers)
        return f"<InstantClock at {now.isoformat()}, {asleep} asleep>"

    def now(self) -> float:
        """Return virtual seconds since the epoch, ``skew`` included."""
        self._stirs += 1
        return self._start + self._elapsed + self.skew

    def monotonic(self) -> float:
        """Return virtual seconds since this clock was made."""
        self._stirs += 1
        return self._elapsed

    def jitter(self) -> float:
        """Return what ``chance`` says, a number in [0, 1)."""
        return self._chance()

    async def sleep(self, seconds: float) -> None:
        """Return when virtual time has moved on.

        Args:
            seconds: By how much; nothing below 0 waits.
        """
        self.slept.append(seconds)
        if seconds <= 0:
            await _turn()
            return
        sleeper = _Sleeper(self._elapsed + seconds, next(self._order))
        heappush(self._sleepers, sleeper)
        self._stir()
        try:
            await self._until_due(sleeper)
        finally:
            sleeper.gone = True
            self._stir()

    async def advance(self, seconds: float) -> None:
        """Move time on, waking on the way whoever is due.

        Args:
            seconds: By how much.
        """
        target = self._elapsed + seconds
        with self.hold():
            while (head := self._head()) is not None and head.due <= target:
                self._move(head.due)
                for _ in range(self._settle):
                    await _turn()
            self._elapsed = target

    @contextmanager
    def hold(self) -> Generator[None]:
        """Keep time from jumping on its own within a ``with`` block."""
        self._holders += 1
        self._stirs += 1
        try:
            yield
        finally:
            self._holders -= 1
            self._stir()

    async def _until_due(self, sleeper: _Sleeper) -> None:
        while self._elapsed < sleeper.due:
            sleeper.bell.clear()
            if not self._leads(sleeper):
                await sleeper.bell.wait()
            elif await self._is_quiet():
                self._move(sleeper.due)

    def _leads(self, sleeper: _Sleeper) -> bool:
        return self.auto and not self._holders and self._head() is sleeper

    async def _is_quiet(self) -> bool:
        stirs = self._stirs
        for _ in range(self._settle):
            await _turn()
            if self._stirs != stirs or threads.any_running():
                return False
        return True

    def _move(self, instant: float) -> None:
        self._elapsed = max(self._elapsed, instant)
        while (head := self._head()) is not None and head.due <= self._elapsed:
            heappop(self._sleepers).bell.set()

    def _stir(self) -> None:
        """Let the earliest sleeper look again whether time may move."""
        self._stirs += 1
        if (head := self._head()) is not None:
            head.bell.set()

    def _head(self) -> _Sleeper | None:
        while self._sleepers and self._sleepers[0].gone:
            heappop(self._sleepers)
        return self._sleepers[0] if self._sleepers else None


async def _turn() -> None:
    """Let the event loop turn once; no time passes."""
    await asyncio.sleep(0)  # noqa: TID251 - yields, does not wait
