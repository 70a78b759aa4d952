"""What a request may take: in all, and without a word."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING

import aiohttp

from .deadlines import Deadlines
from .transport import Timeouts

if TYPE_CHECKING:
    from aiohttp.connector import Connection

Heard = Callable[[], None]


class Bounds:
    """The bounds of requests that all have the same timeouts.

    aiohttp makes a timer when a request has left and another with each piece that
    arrives: with one timer for all requests a small answer costs 9 µs less of 110.
    Only where a body is sent it must be aiohttp's, which knows when all of it has left.

    Attributes:
        total: Ends what takes too long in all.
        silence: Ends what has heard nothing for too long.
        asking: aiohttp's part of the bounds of a request without a body.
        sending: The same with one.
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self.total = Deadlines(timeouts.total)
        self.silence = Deadlines(timeouts.read)
        self.asking, self.sending = (
            aiohttp.ClientTimeout(
                total=None, sock_connect=timeouts.connect, sock_read=read
            )
            for read in (None, timeouts.read)
        )

    def stop(self, bound: asyncio.Timeout) -> None:
        """Let ``bound`` be, on leaving it; always, in ``finally``."""
        self.total.stop(bound)
        self.silence.stop(bound)

    def abort(self) -> None:
        """End all at once, and leave no timer behind."""
        self.total.abort()
        self.silence.abort()


# Called when the request that this task sends has left; aiohttp has no other way to
# tell a request's class anything.
HEARD: ContextVar[Heard | None] = ContextVar("aioghactions_heard", default=None)


class WatchedRequest(aiohttp.ClientRequest):
    """A request that tells when it has left: from then on silence counts."""

    async def send(self, conn: "Connection") -> aiohttp.ClientResponse:
        """Send it over ``conn``, once there is one."""
        answer = await super().send(conn)
        if heard := HEARD.get():
            heard()
        return answer
