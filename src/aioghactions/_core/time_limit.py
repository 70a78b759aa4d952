"""End what takes too long, with one timer for all blocks of the same limit."""

import asyncio
from math import inf

from attrs import define, field


@define(eq=False)
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
        del self._ends[timeout]

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
