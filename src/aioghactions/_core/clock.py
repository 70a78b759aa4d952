"""Clock and randomness, injected so that tests can control them; time limits."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from functools import partial
from math import inf
from typing import NoReturn, Protocol, TypeVar

from attrs import define, field

T = TypeVar("T")


class Clock(Protocol):
    """Source of time, sleep and randomness."""

    def now(self) -> float:
        """Return the wall clock, in seconds since the epoch."""
        ...

    def monotonic(self) -> float:
        """Return seconds since an arbitrary origin; the value never decreases."""
        ...

    def jitter(self) -> float:
        """Return a random number in [0, 1)."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after a while.

        Args:
            seconds: How long, 0 or more.
        """
        ...


class SystemClock:
    """The clock and the randomness of the operating system."""

    # The only place where the banned names are allowed.
    now = staticmethod(time.time)  # noqa: TID251
    monotonic = staticmethod(time.monotonic)  # noqa: TID251
    jitter = staticmethod(random.random)  # noqa: TID251

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)  # noqa: TID251


async def first_of(*starts: Callable[[], Awaitable[T]]) -> T:
    """Await several awaitables at once; return or raise as the first to finish does.

    The others are cancelled and awaited before this returns. If others finish
    before they are cancelled, the earliest argument wins. Takes functions, since a
    coroutine that is cancelled before its first step would never be awaited.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_outcome(start)) for start in starts]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
    # All are cancelled if the first to finish was cancelled by its own code.
    winner = next((task for task in tasks if not task.cancelled()), tasks[0])
    return winner.result()()


async def _outcome(start: Callable[[], Awaitable[T]]) -> Callable[[], T]:
    """Return a function that returns the result of an awaitable, or raises its error.

    An error that left the task would make the task group raise an ExceptionGroup.
    """
    try:
        result = await start()
    except Exception as error:  # noqa: BLE001 - raised by the returned function
        return partial(_throw, error)
    return lambda: result


def _throw(error: Exception) -> NoReturn:
    raise error


class Deadline:
    """An instant at which waiting ends."""

    def __init__(self, clock: Clock, seconds: float | None) -> None:
        self.seconds = seconds  # from now; None for no deadline
        self._clock = clock
        # An instant of the monotonic clock.
        self.end: float = inf if seconds is None else clock.monotonic() + seconds

    @property
    def has_passed(self) -> bool:
        return self._clock.monotonic() >= self.end

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``, or at the deadline if that is earlier."""
        left = self.end - self._clock.monotonic()
        await self._clock.sleep(max(0.0, min(seconds, left)))

    async def bound(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """Return the result of ``work()``, or None if the deadline is earlier."""
        if self.end == inf:
            return await work()
        return await first_of(work, partial(self.sleep, inf))


@define(eq=False, repr=False)
class TimeLimit:
    """Blocks that may take equally long, such as the calls of one client.

    Each block is inside of an ``asyncio.Timeout(None)``. Blocks expire in the order in
    which they began, so a timer for the oldest suffices; a timer for each costs several
    times as much.
    """

    seconds: float | None  # None for no limit
    _ends: dict[asyncio.Timeout, float] = field(
        factory=dict[asyncio.Timeout, float], init=False, repr=False
    )
    _loop: asyncio.AbstractEventLoop | None = field(
        default=None, init=False, repr=False
    )
    _timer: asyncio.TimerHandle | None = field(default=None, init=False, repr=False)

    def restart(self, timeout: asyncio.Timeout) -> None:
        """Count the time of a block anew, or begin to."""
        self._ends.pop(timeout, None)
        self.begin(timeout)

    def begin(self, timeout: asyncio.Timeout) -> None:
        """Count the time of a block from now on; ``timeout`` has been entered."""
        if self.seconds is None:
            self._ends[timeout] = inf
            return
        # Asking for the running loop is a system call until Python 3.12.
        loop = self._loop = self._loop or asyncio.get_running_loop()
        end = self._ends[timeout] = loop.time() + self.seconds
        if self._timer is None:
            self._timer = loop.call_at(end, self._expire)

    def end(self, timeout: asyncio.Timeout) -> None:
        """Stop counting the time of a block, which may have expired."""
        self._ends.pop(timeout, None)

    def abort(self) -> None:
        """Make every block time out now, and stop the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for timeout in self._ends:
            _expire(timeout)

    def _expire(self) -> None:
        loop = asyncio.get_running_loop()
        now, self._timer = loop.time(), None
        for timeout, end in self._ends.items():
            if end > now:
                self._timer = loop.call_at(end, self._expire)
                break
            _expire(timeout)


def _expire(timeout: asyncio.Timeout) -> None:
    if not timeout.expired():
        timeout.reschedule(-inf)  # in the past by any loop's clock
