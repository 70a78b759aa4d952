"""What a request may take: in all, and without a word."""

import asyncio
from collections.abc import Callable

import aiohttp

from .deadlines import Deadlines
from .transport import Timeouts

Heard = Callable[[], None]


class Bounds:
    """The bounds of requests that all have the same timeouts.

    aiohttp makes a timer when a request has left and another with each piece that
    arrives: with one timer for all requests a small answer costs 9 µs less of 110.
    Only where a session sends it must be aiohttp's, which knows when all has left.

    Attributes:
        total: Ends what takes too long in all.
        silence: Ends what has heard nothing for too long.
        settings: What aiohttp must bound: connecting, and silence in a session.
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self.total = Deadlines(timeouts.total)
        self.silence = Deadlines(timeouts.read)
        self.settings = aiohttp.ClientTimeout(
            total=None, sock_connect=timeouts.connect, sock_read=timeouts.read
        )

    def stop(self, bound: asyncio.Timeout) -> None:
        """Let ``bound`` be, on leaving it; always, in ``finally``."""
        self.total.stop(bound)
        self.silence.stop(bound)

    def abort(self) -> None:
        """End all at once, and leave no timer behind."""
        self.total.abort()
        self.silence.abort()
