"""A server with GitHub's limits, in short windows; it counts by itself.

The fake GitHub has windows of an hour, like GitHub. Processes share no virtual clock,
so here a window lasts seconds.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email.utils import formatdate
from math import ceil
from typing import Final

from aiohttp import web
from attrs import Factory, define

_TEMPLATE: Final = "/repos/{owner}/{repo}/{thing}"
_MINUTE: Final = 60.0
# Of an interval that two processes and the network keep.
_TOLERANCE: Final = 0.05


@define(eq=False)
class Origin:
    """What the server counts.

    Attributes:
        limit: Requests in a window.
        window: Its length, in seconds.
        latency: Seconds until a response.
        skew: Seconds by which the server's clock is wrong.
        requests: All requests.
        rejected: Requests that arrived when nothing was left.
        unused: What was left at the end of each window that saw a request.
        most_in_flight: Highest number of requests in flight.
        most_points: Highest number of requests in any minute.
        most_writes: Highest number of writes in flight.
        early_writes: Writes that came less than a second after the last one ended.
        by_member: Requests of each process.
    """

    limit: int
    window: float
    latency: float = 0.05
    skew: float = 0.0
    requests: int = 0
    rejected: int = 0
    unused: list[int] = Factory(list[int])
    most_in_flight: int = 0
    most_points: int = 0
    most_writes: int = 0
    early_writes: int = 0
    by_member: dict[str, int] = Factory(dict[str, int])
    _reset: float = 0.0
    _left: int = 0
    _in_flight: int = 0
    _writes: int = 0
    _wrote: float = 0.0
    _arrived: deque[float] = Factory(deque[float])

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request as the limits allow."""
        now = time.time()  # noqa: TID251 - what a server has
        self.requests += 1
        member = request.headers["User-Agent"].partition("/")[0]
        self.by_member[member] = self.by_member.get(member, 0) + 1
        self._count_minute(now)
        if now >= self._reset:
            if self._reset:
                self.unused.append(self._left)
            self._reset, self._left = ceil(now + self.window), self.limit
        is_allowed = self._left > 0
        self._left -= is_allowed
        self.rejected += not is_allowed
        headers = self._headers(now)
        writes = request.method != "GET"
        self._in_flight += 1
        self._writes += writes
        self.early_writes += writes and now - self._wrote < 1.0 - _TOLERANCE
        self.most_in_flight = max(self.most_in_flight, self._in_flight)
        self.most_writes = max(self.most_writes, self._writes)
        try:
            await asyncio.sleep(self.latency)  # noqa: TID251 - what a server does
        finally:
            self._in_flight -= 1
            self._writes -= writes
            if writes:
                self._wrote = time.time()  # noqa: TID251
        if is_allowed:
            return web.json_response({}, headers=headers)
        message = {"message": "API rate limit exceeded for user ID 1."}
        return web.json_response(message, status=403, headers=headers)

    def _count_minute(self, now: float) -> None:
        self._arrived.append(now)
        while self._arrived[0] <= now - _MINUTE:
            self._arrived.popleft()
        self.most_points = max(self.most_points, len(self._arrived))

    def _headers(self, now: float) -> dict[str, str]:
        return {
            "Date": formatdate(now + self.skew, usegmt=True),
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self._left),
            "X-RateLimit-Used": str(self.limit - self._left),
            "X-RateLimit-Reset": str(int(self._reset + self.skew)),
            "X-RateLimit-Resource": "core",
        }


@asynccontextmanager
async def serve(origin: Origin) -> AsyncGenerator[str]:
    """Serve on loopback; yield the URL."""
    app = web.Application()
    app.router.add_route("*", _TEMPLATE, origin.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
