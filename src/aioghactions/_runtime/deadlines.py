"""End what takes too long, with one timer for many."""

import asyncio
from math import inf

from attrs import define, field


@define(eq=False)
class Deadlines:
    """Bounds that all leave the same time.

    They run out in the order in which they began, so a timer for the first of them
    does for all. One for each, made and nearly always cancelled, cost a call 3 µs at
    its deadline and 6 µs at aiohttp's own bound of the request.

    Attributes:
        seconds: How long each may take; None for no end.
    """

    seconds: float | None = None
    _ends: dict[asyncio.Timeout, float] = field(
        factory=dict[asyncio.Timeout, float], init=False, repr=False
    )
    # Kept, for to ask which one is running is a system call on Python 3.11.
    _loop: asyncio.AbstractEventLoop | None = field(
        default=None, init=False, repr=False
    )
    _timer: asyncio.TimerHandle | None = field(default=None, init=False, repr=False)
    _quiet: asyncio.Event = field(factory=asyncio.Event, init=False, repr=False)

    def start(self, bound: asyncio.Timeout) -> None:
        """Let ``bound``, entered and without an end, expire in time from now on."""
        self._ends.pop(bound, None)  # who starts anew is the last to expire
        if self.seconds is None:
            self._ends[bound] = inf
            return
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        self._ends[bound] = self._loop.time() + self.seconds
        if self._timer is None:
            self._timer = self._loop.call_later(self.seconds, self._expire)

    def stop(self, bound: asyncio.Timeout) -> None:
        """Let ``bound`` be, on leaving it; always, in ``finally``."""
        self._ends.pop(bound, None)
        if not self._ends:
            self._quiet.set()

    async def quiet(self) -> None:
        """Return when nothing is under way."""
        while self._ends:
            self._quiet.clear()
            await self._quiet.wait()

    def abort(self) -> None:
        """End all at once, and leave no timer behind."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for bound in self._ends:
            if not bound.expired():
                bound.reschedule(-inf)  # long ago, by any loop's clock

    def _expire(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer, now = None, loop.time()
        for bound, end in self._ends.items():
            if end > now:
                self._timer = loop.call_at(end, self._expire)
                return
            if not bound.expired():
                bound.reschedule(end)
