"""An event loop whose clock is stopped until a test advances it.

Sockets, threads and child processes work as in any loop, however long they take: no
timeout expires meanwhile, even on a slow machine. A test that needs an expired timeout
calls :func:`advance`, as :func:`tests.support.raw.stall` does.
"""

import asyncio
from math import inf

from tests.support.turns import turns

# Enough turns for the other side to read what has been sent.
_SETTLE = 64
# Longer than any timeout of one attempt, shorter than the deadline of a call.
_LONG = 100.0
# Longer than the timeout to connect, shorter than any other.
TO_CONNECT = 15.0


class StoppedLoop(asyncio.SelectorEventLoop):
    """A loop whose ``time()`` is set by the test."""

    def __init__(self) -> None:
        self.instant = 0.0
        super().__init__()
        # In debug mode, a callback that moves the clock would be reported as slow.
        self.slow_callback_duration = inf

    def time(self) -> float:
        return self.instant


async def advance(seconds: float = _LONG) -> None:
    """Run every task until it waits, then advance the clock of this loop.

    Does nothing to the clock of any other loop.
    """
    await turns(_SETTLE)
    loop = asyncio.get_running_loop()
    if isinstance(loop, StoppedLoop):
        loop.instant += seconds
        await turns()
