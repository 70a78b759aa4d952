"""A transport that behaves as GitHub and counts requests, without a network.

All figures come from it: the number and times of requests, how many were rejected, and
how often each call was executed.
"""

from collections import Counter, deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from email.utils import formatdate
from random import Random
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

import aioghactions as gha
from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from aioghactions._json import codec
from tests.support.virtual import VirtualClock

WINDOW = 3600.0


@define
class Sliding:
    """The sum of points within the last ``seconds``."""

    seconds: float
    limit: float
    _events: deque[tuple[float, float]] = field(factory=deque)
    _sum: float = 0.0
    most: float = 0.0

    def add(self, now: float, points: float) -> None:
        while self._events and self._events[0][0] <= now - self.seconds:
            self._sum -= self._events.popleft()[1]
        self._events.append((now, points))
        self._sum += points
        self.most = max(self.most, self._sum)


@define(kw_only=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes = b"{}"


@define(kw_only=True, eq=False, repr=False)
class Server:
    """GitHub for one token.

    Args:
        clock: The virtual clock; its true time is the server's.
        limit: Requests an hour; None for a server without limits.
        latency: Shortest time until a response in seconds; the longest is twice that.
        fault: Called for each request; returns the name of a fault or None.
        others: Called for each request; returns how many requests another program
            has sent with the same token in between.
    """

    clock: VirtualClock
    limit: int | None = 5000
    latency: float = 0.05
    fault: Callable[[], str | None] = lambda: None
    others: Callable[[], int] = lambda: 0
    seed: int = 1
    status_of_limit: int = 403

    requests: int = 0
    rejected: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    used: int = 0
    used_in_all: int = 0
    window_end: float = 0.0
    executed: Counter[str] = field(factory=Counter)
    ambiguous: set[str] = field(factory=set)
    sent_at: list[float] = field(factory=list)
    resets: list[int] = field(factory=list)
    write_times: list[float] = field(factory=list)
    most_writes_at_once: int = 0
    per_endpoint: dict[str, Sliding] = field(factory=dict)
    content_minute: Sliding = field(factory=lambda: Sliding(60, 80))
    content_hour: Sliding = field(factory=lambda: Sliding(3600, 500))
    _writes: int = 0
    _random: Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - repeatable, not secret

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    @asynccontextmanager
    async def stream(self, request: Any, timeouts: Any) -> AsyncGenerator[Any, None]:
        raise AssertionError("no downloads here")
        yield

    async def exchange(self, request: Any, timeouts: Any) -> Any:
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        write = request.method != "GET"
        self._writes += write
        self.most_writes_at_once = max(self.most_writes_at_once, self._writes)
        try:
            half = self.latency * (0.5 + self._random.random() / 2)
            await self.clock.sleep(half)
            reply = self._reply(request)
            await self.clock.sleep(half)
            if isinstance(reply, Exception):
                raise reply
            return Response(
                status=reply.status, headers=Headers(reply.headers), body=reply.body
            )
        finally:
            self.in_flight -= 1
            self._writes -= write

    def _reply(self, request: Any) -> "Reply | Exception":
        """Count a request, execute it and return its response or failure."""
        now = self.clock.true_now()
        tag = self._tag(request)
        self.requests += 1
        self.sent_at.append(now)
        self._count(request, now)
        fault = self.fault()
        if fault == "unsent":
            self.requests -= 1
            return errors.ConnectFailedError("cannot connect: refused")
        if fault == "reset before":
            self.ambiguous.add(tag)
            return errors.ConnectionLostError("reset before execution")
        if self._rejects(now):
            self.rejected += 1
            message = codec.dumps({"message": "API rate limit exceeded for user ID 1."})
            return Reply(
                status=self.status_of_limit, headers=self._headers(now), body=message
            )
        if fault == "limit":
            message = {"message": "You have exceeded a secondary rate limit."}
            headers = self._headers(now) | {"retry-after": "1"}
            return Reply(status=429, headers=headers, body=codec.dumps(message))
        self.executed[tag] += 1
        if fault is not None:
            self.ambiguous.add(tag)
        if fault == "reset after":
            return errors.ConnectionLostError("reset after execution")
        if fault == "truncated":
            return errors.ConnectionLostError("truncated response")
        if fault is not None:
            return Reply(status=int(fault), headers=self._headers(now), body=b"<html>")
        if request.method == "GET":
            body = codec.dumps({"name": "A", **TIMES})
            return Reply(status=200, headers=self._headers(now), body=body)
        return Reply(status=204, headers=self._headers(now), body=b"")

    @staticmethod
    def _tag(request: Any) -> str:
        if request.body is None:
            return urlsplit(request.url).path
        return str(codec.loads(request.body)["inputs"]["tag"])

    def _count(self, request: Any, now: float) -> None:
        write = request.method != "GET"
        endpoint = f"{request.method} {_template(urlsplit(request.url).path)}"
        window = self.per_endpoint.setdefault(endpoint, Sliding(60, 900))
        window.add(now, 5 if write else 1)
        if write:
            self.write_times.append(now)
            self.content_minute.add(now, 1)
            self.content_hour.add(now, 1)

    def _rejects(self, now: float) -> bool:
        if self.limit is None:
            return False
        if now >= self.window_end:
            self.window_end, self.used = now + WINDOW, 0
            self.resets.append(int(self.window_end) + 1)
        self.used += self.others()
        if self.used >= self.limit:
            return True
        self.used += 1
        self.used_in_all += 1
        return False

    def _headers(self, now: float) -> dict[str, str]:
        headers = {"date": formatdate(now, usegmt=True), "x-github-request-id": "C0:1"}
        if self.limit is not None:
            headers |= {
                "x-ratelimit-limit": str(self.limit),
                "x-ratelimit-remaining": str(max(0, self.limit - self.used)),
                "x-ratelimit-used": str(self.used),
                "x-ratelimit-reset": str(self.resets[-1]),
                "x-ratelimit-resource": "core",
            }
        return headers


TIMES = {"created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z"}


def unpaced_client(server: Any) -> gha.Client:
    """Return a client of ``server`` that waits for limits only."""
    return gha.Client(
        "token",
        transport=server,
        clock=server.clock,
        pace=gha.Pace.off(),
        patience=gha.Patience(limit_answers=20),
    )


def _template(path: str) -> str:
    """Return the path with its arguments replaced by asterisks."""
    parts = path.split("/")
    return "/".join("*" if i in {2, 3} or i == len(parts) - 1 else part
                    for i, part in enumerate(parts))  # fmt: skip
