"""An event loop whose clock stands still until a test moves it.

Sockets, threads and child processes work as in any loop, however long they take: no
timeout expires in between, on the slowest machine. Who wants one to expire calls
:func:`advance`, as :func:`tests.support.raw.stall` does.
"""

import asyncio
from math import inf

from tests.support.turns import turns

# As many turns as the other side may take to read what has been sent to it.
_SETTLE = 64
# Longer than any timeout of one attempt, shorter than the deadline of a call.
_LONG = 100.0
# Longer than the timeout to connect, shorter than any other.
TO_CONNECT = 15.0


class StoppedLoop(asyncio.SelectorEventLoop):
    """A loop whose ``time()`` is what it was told."""

    def __init__(self) -> None:
        self.instant = 0.0
        super().__init__()
        # In debug mode, a callback that moves the clock would be reported as slow.
        self.slow_callback_duration = inf

    def time(self) -> float:
        return self.instant


async def advance(seconds: float = _LONG) -> None:
    """Let every task do what it can do now, then move the clock of this loop.

    In any other loop time passes by itself.
    """
    await turns(_SETTLE)
    loop = asyncio.get_running_loop()
    if isinstance(loop, StoppedLoop):
        loop.instant += seconds
        await turns()
